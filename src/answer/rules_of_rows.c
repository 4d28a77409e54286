#include "answer/rules_of_rows.h"

#include "answer/check_words.h"
#include "base/memory.h"
#include "input/check_rules.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A column that a rule is about.
struct ruled_column {
    const struct ruled_table *of;
    const struct column *column;
    enum limit_kind kind;
    const struct column *demand; ///< of LIMIT_MULTIPLE
};

static enum limit_kind kind_of(const struct column *column)
{
    static const struct {
        const char *start;
        enum limit_kind kind;
    } kinds[] = {
        {"utilization", LIMIT_SHARE},    {"latency", LIMIT_DURATION},
        {"cost_hour", LIMIT_MONEY_HOUR}, {"cost_month", LIMIT_MONEY_MONTH},
        {"days_left", LIMIT_DAYS},       {"earliest", LIMIT_TIME},
        {"expected", LIMIT_TIME},        {"latest", LIMIT_TIME},
        {"crosses", LIMIT_TIME},         {"order_by", LIMIT_TIME},
        {"need_by", LIMIT_TIME},         {"breaks_", LIMIT_RATE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(column->name, kinds[i].start, strlen(kinds[i].start)) == 0)
            return kinds[i].kind;
    return column->type == COLUMN_TIME   ? LIMIT_TIME
           : column->type == COLUMN_TEXT ? LIMIT_WORD
                                         : LIMIT_NUMBER;
}

static bool find_column(const struct ruled_rows *rows, const char *name, struct ruled_column *found)
{
    for (size_t i = 0; i < rows->tables; i++) {
        size_t column = table_find(rows->table[i].table, name);
        if (column == SIZE_MAX)
            continue;
        found->of = &rows->table[i];
        found->column = &rows->table[i].table->column[column];
        found->kind = kind_of(found->column);
        return true;
    }
    return false;
}

static int refuse_column(const struct ruled_rows *rows, const struct requirement *rule,
                         struct err *err)
{
    size_t most = 0, count = 0;
    for (size_t i = 0; i < rows->tables; i++)
        most += rows->table[i].table->columns;
    const char **names = mem_alloc(most + 1, sizeof *names);
    for (size_t i = 0; i < rows->tables; i++)
        for (size_t k = 0; k < rows->table[i].table->columns; k++)
            names[count++] = rows->table[i].table->column[k].name;
    char kind[64];
    snprintf(kind, sizeof kind, "column of the %s", rows->what);
    int status = check_rules_refuse(rule, kind, names, count, err);
    free(names);
    return status;
}

/// The value of a row: what is never reached is endless.
static double value_at(const struct ruled_column *ruled, size_t row)
{
    const struct column *column = ruled->column;
    double value = NAN;
    if (column->type == COLUMN_TIME && column->time[row] != INSTANT_NONE)
        value = (double)column->time[row];
    if (column->type == COLUMN_NUMBER)
        value = column->number[row];
    if (ruled->kind == LIMIT_MULTIPLE)
        value /= ruled->demand->number[row];
    bool awaited = ruled->kind == LIMIT_TIME || ruled->kind == LIMIT_DAYS;
    return awaited && isnan(value) ? (double)INFINITY : value;
}

/// The row that keeps the rule worst; a missing number is passed over where others are there.
static size_t worst_row(const struct ruled_column *ruled, const struct requirement *rule)
{
    size_t worst = 0;
    for (size_t row = 0; row < ruled->of->table->rows; row++) {
        if (ruled->kind == LIMIT_WORD) {
            if (!requirement_holds_word(rule, ruled->column->text[row]))
                return row;
            continue;
        }
        double value = value_at(ruled, row), than = value_at(ruled, worst);
        if (isnan(than) || (!isnan(value) && requirement_is_worse(rule, value, than)))
            worst = row;
    }
    return worst;
}

static instant time_of(const struct table *table, size_t row)
{
    size_t time = table_find(table, "time");
    bool has_time = time != SIZE_MAX && table->column[time].type == COLUMN_TIME;
    return has_time ? table->column[time].time[row] : INSTANT_NONE;
}

static const char *place_of(const struct ruled_table *of, size_t row, struct arena *arena)
{
    if (of->file != NULL)
        return arena_printf(arena, "%s:%zu", of->file, of->line[row]);
    size_t key = of->key == NULL ? SIZE_MAX : table_find(of->table, of->key);
    return key == SIZE_MAX ? NULL : of->table->column[key].text[row];
}

static struct policy_origin origin_of(const struct ruled_table *of, size_t row)
{
    struct policy_origin origin = {0};
    if (of->file != NULL)
        origin = (struct policy_origin){of->file, of->line[row]};
    return origin;
}

/// A rate may be said as a multiple of the demand that stands in the same row: "2x".
static int settle_multiple(struct ruled_column *ruled, const struct requirement *rule,
                           struct err *err)
{
    const char *text = rule->limit_text;
    size_t demand = table_find(ruled->of->table, "demand");
    if (ruled->kind != LIMIT_RATE || text[strlen(text) - 1] != 'x')
        return 0;
    if (demand == SIZE_MAX || ruled->of->table->column[demand].type != COLUMN_NUMBER)
        return err_set(
            err, ERR_DATA,
            "%s: %s is a multiple of the column demand, and there is none: write a rate, "
            "such as 30k/s",
            rule->place, text);
    ruled->demand = &ruled->of->table->column[demand];
    ruled->kind = LIMIT_MULTIPLE;
    return 0;
}

/// A status that no row can have would hold, or fail, for ever.
static int check_status(const struct ruled_column *ruled, const struct requirement *rule,
                        struct err *err)
{
    const struct ruled_table *of = ruled->of;
    if (of->status == NULL || strcmp(ruled->column->name, "status") != 0)
        return 0;
    struct str list = {0};
    for (size_t i = 0; i < of->statuses; i++) {
        if (strcmp(of->status[i], rule->limit_text) == 0) {
            str_release(&list);
            return 0;
        }
        str_appendf(&list, "%s%s", i == 0 ? "" : ", ", of->status[i]);
    }
    char shown[64];
    err_set(err, ERR_USAGE, "%s: status is never \"%s\"; it is one of: %s", rule->place,
            err_quote(shown, sizeof shown, rule->limit_text, strlen(rule->limit_text)),
            str_text(&list));
    str_release(&list);
    return -1;
}

static int judge(const struct ruled_rows *rows, struct requirement *rule, struct verdicts *verdicts,
                 struct err *err)
{
    struct ruled_column ruled = {0};
    if (rule->limit_text == NULL)
        return 0;
    if (rule->scenario != NULL)
        return err_set(err, ERR_USAGE, "%s: a %s has no scenario \"%s\": leave it out", rule->place,
                       rows->what, rule->scenario);
    if (!find_column(rows, rule->measure, &ruled))
        return refuse_column(rows, rule, err);
    if (settle_multiple(&ruled, rule, err) != 0 ||
        requirement_settle(rule, ruled.kind, rows->invocation->hours_per_month, err) != 0)
        return -1;
    if (ruled.kind == LIMIT_WORD && check_status(&ruled, rule, err) != 0)
        return -1;
    if (ruled.of->table->rows == 0)
        return err_set(err, ERR_DATA, "the %s has no row that %s could be about", rows->what,
                       rule->measure);
    size_t row = worst_row(&ruled, rule);
    struct verdict verdict = {
        .rule = rule->text,
        .source = VERDICT_PLAN,
        .kind = ruled.kind,
        .actual = ruled.kind == LIMIT_WORD ? (double)NAN : value_at(&ruled, row),
        .limit = rule->limit,
        .word = ruled.kind == LIMIT_WORD ? ruled.column->text[row] : NULL,
        .wanted = ruled.kind == LIMIT_WORD ? rule->limit_text : NULL,
        .where = place_of(ruled.of, row, &verdicts->arena),
        .origin = origin_of(ruled.of, row),
        .at = time_of(ruled.of->table, row),
    };
    if (ruled.kind == LIMIT_WORD)
        check_words_judge_word(rule, ruled.column->text[row], rows->now, verdicts, &verdict);
    else
        check_words_judge(rule, rows->now, verdicts, &verdict);
    return 0;
}

int rules_of_rows(const struct ruled_rows *rows, struct requirements *rules,
                  struct verdicts *verdicts, struct err *err)
{
    for (size_t i = 0; i < rules->count; i++)
        if (judge(rows, &rules->item[i], verdicts, err) != 0)
            return -1;
    return 0;
}

// --- in an answer --------------------------------------------------------------------------------

/// What a rule that fails says: "days_left>=30d (web): days_left is 12 days, and is to be ...".
static const char *failure_of(struct arena *arena, const struct verdict *verdict)
{
    bool placed = verdict->where[0] != '\0';
    return arena_printf(arena, "%s%s%s%s: %s", verdict->rule, placed ? " (" : "", verdict->where,
                        placed ? ")" : "", verdict->finding);
}

/// What failed is said by callouts, for which a table on a terminal has no room.
static void add_row(const struct verdict *verdict, bool with_finding, struct arena *arena,
                    struct table *table)
{
    size_t row = table_add_row(table);
    table_put_text(table, row, "rule", verdict->rule);
    table_put_text(table, row, "status", verdict_status_name(verdict->status));
    bool word = verdict->kind == LIMIT_WORD;
    table_put_text(table, row, "actual",
                   word ? verdict->word : check_words_value(arena, verdict->kind, verdict->actual));
    table_put_text(table, row, "limit",
                   word ? verdict->wanted
                        : check_words_value(arena, verdict->kind, verdict->limit));
    table_put_text(table, row, "where", verdict->where[0] == '\0' ? NULL : verdict->where);
    table_put_time(table, row, "at", verdict->at);
    if (with_finding)
        table_put_text(table, row, "finding",
                       verdict->finding[0] == '\0' ? NULL : verdict->finding);
}

static void write_verdicts(const struct verdicts *verdicts, struct answer *answer)
{
    struct document *document = &answer->document;
    struct table rules = {0}, shown = {0};
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct verdict *verdict = &verdicts->item[i];
        if (verdict->status == VERDICT_FAIL) {
            const char *failure = failure_of(&document->arena, verdict);
            document_callout(document, TONE_BAD, "Required: %s.", failure);
            notes_add(&answer->invocation->notes, NOTE_INFO, verdict->rule, "required: %s",
                      failure);
        }
        add_row(verdict, true, &document->arena, &rules);
        add_row(verdict, false, &document->arena, &shown);
    }
    if (verdicts->count > 0) {
        document_heading(document, "Rules");
        document_table(document, &shown);
    }
    answer_add_table(answer, "rules", &rules);
}

int rules_require(const struct ruled_rows *rows, struct answer *answer, bool *refused,
                  struct err *err)
{
    struct requirements rules = {0};
    struct verdicts verdicts = {0};
    if (!check_rules_given(rows->invocation))
        return 0;
    int status = check_rules_read(answer->invocation, NULL, &rules, err);
    if (status == 0)
        status = rules_of_rows(rows, &rules, &verdicts, err);
    if (status == 0) {
        write_verdicts(&verdicts, answer);
        *refused = *refused || verdicts_count(&verdicts, VERDICT_FAIL, -1) > 0;
    }
    verdicts_release(&verdicts);
    requirements_release(&rules);
    return status;
}
