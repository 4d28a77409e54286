#include "cmd/check_plan.h"

#include "base/memory.h"
#include "cmd/check_rules.h"
#include "cmd/check_words.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The plan with what its rules are to be compared with.
struct plan_file {
    struct invocation *invocation;
    const char *name; ///< for messages
    struct table table;
    size_t *line;
    struct requirements rules;
    instant now; ///< INSTANT_NONE: not known
};

static enum limit_kind kind_of(const char *column)
{
    static const struct {
        const char *start;
        enum limit_kind kind;
    } kinds[] = {
        {"utilization", LIMIT_SHARE},
        {"latency", LIMIT_DURATION},
        {"cost_hour", LIMIT_MONEY_HOUR},
        {"cost_month", LIMIT_MONEY_MONTH},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(column, kinds[i].start, strlen(kinds[i].start)) == 0)
            return kinds[i].kind;
    return LIMIT_NUMBER;
}

static int read_plan(struct plan_file *plan, struct err *err)
{
    const char *const *path;
    size_t count;
    struct byte_source *source;
    if (input_paths(plan->invocation, &path, &count, err) != 0)
        return -1;
    if (count > 1)
        return err_set(err, ERR_USAGE, "one plan can be checked at a time, not %zu", count);
    if (input_open(path[0], &source, err) != 0)
        return -1;
    plan->name = invocation_escape(plan->invocation, byte_source_name(source));
    int status = table_read_csv(source, &plan->table, &plan->line, &plan->invocation->notes, err);
    byte_source_close(source);
    if (status == 0 && plan->table.rows == 0)
        return err_at(err, plan->name, 0, NULL, "the plan has no row");
    return status;
}

/// Now is the last time of the plan, unless --as-of says otherwise.
static int find_now(struct plan_file *plan, struct err *err)
{
    if (option_instant(plan->invocation, OPT_AS_OF, NULL, &plan->now, err) != 0)
        return -1;
    size_t time = table_find(&plan->table, "time");
    bool has_time = time != SIZE_MAX && plan->table.column[time].type == COLUMN_TIME;
    for (size_t row = 0; has_time && row < plan->table.rows; row++)
        if (!option_given(plan->invocation, OPT_AS_OF) &&
            plan->table.column[time].time[row] > plan->now)
            plan->now = plan->table.column[time].time[row];
    if (plan->now == INSTANT_NONE && check_rules_have_waiver(&plan->rules))
        return err_set(err, ERR_USAGE,
                       "the plan has no time with which a waiver could be compared: give --as-of");
    return 0;
}

static int refuse_column(const struct plan_file *plan, const struct requirement *rule,
                         struct err *err)
{
    const char **names = mem_alloc(plan->table.columns, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < plan->table.columns; i++)
        if (plan->table.column[i].type == COLUMN_NUMBER)
            names[count++] = plan->table.column[i].name;
    int status = check_rules_refuse(rule, "column of numbers of the plan", names, count, err);
    free(names);
    return status;
}

/// The row that keeps the rule worst; a missing number is passed over where others are there.
static size_t worst_row(const struct plan_file *plan, const struct requirement *rule, size_t column)
{
    const double *value = plan->table.column[column].number;
    size_t worst = 0;
    for (size_t row = 1; row < plan->table.rows; row++)
        if (isnan(value[worst]) ||
            (!isnan(value[row]) && requirement_is_worse(rule, value[row], value[worst])))
            worst = row;
    return worst;
}

static int judge(struct plan_file *plan, struct requirement *rule, struct verdicts *verdicts,
                 struct err *err)
{
    if (rule->limit_text == NULL)
        return 0;
    if (rule->scenario != NULL)
        return err_set(err, ERR_USAGE, "%s: a plan has no scenario \"%s\": leave it out",
                       rule->place, invocation_escape(plan->invocation, rule->scenario));
    size_t column = table_find(&plan->table, rule->measure);
    if (column == SIZE_MAX || plan->table.column[column].type != COLUMN_NUMBER)
        return refuse_column(plan, rule, err);
    if (requirement_settle(rule, kind_of(rule->measure), plan->invocation->hours_per_month, err) !=
        0)
        return -1;
    size_t row = worst_row(plan, rule, column);
    size_t time = table_find(&plan->table, "time");
    bool has_time = time != SIZE_MAX && plan->table.column[time].type == COLUMN_TIME;
    struct verdict verdict = {
        .rule = rule->text,
        .source = VERDICT_PLAN,
        .kind = kind_of(rule->measure),
        .actual = plan->table.column[column].number[row],
        .limit = rule->limit,
        .where = arena_printf(&verdicts->arena, "%s:%zu", plan->name, plan->line[row]),
        .at = has_time ? plan->table.column[time].time[row] : INSTANT_NONE,
    };
    check_words_judge(rule, plan->now, verdicts, &verdict);
    return 0;
}

int check_plan(struct invocation *invocation, struct verdicts *verdicts, struct err *err)
{
    struct plan_file plan = {.invocation = invocation, .now = INSTANT_NONE};
    int status = check_rules_read(invocation, NULL, &plan.rules, err);
    if (status == 0)
        status = read_plan(&plan, err);
    if (status == 0)
        status = find_now(&plan, err);
    for (size_t i = 0; i < plan.rules.count && status == 0; i++)
        status = judge(&plan, &plan.rules.item[i], verdicts, err);
    table_release(&plan.table);
    free(plan.line);
    requirements_release(&plan.rules);
    return status;
}
