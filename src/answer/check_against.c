#include "answer/check_against.h"

#include "answer/check_answer.h"
#include "answer/words.h"
#include "answer/words_outcome.h"
#include "policy/core/compare.h"
#include "table/schema.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// --- settings ------------------------------------------------------------------------------------

struct change_cells {
    const char *group, *setting, *before, *after;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct change_cells, group, STYLE_PLAIN, NULL, "which one, of several"),
    FIELD(struct change_cells, setting, STYLE_PLAIN, NULL, "what differs"),
    FIELD(struct change_cells, before, STYLE_PLAIN, NULL, "in the policy in use"),
    FIELD(struct change_cells, after, STYLE_PLAIN, NULL, "in the one that is checked"),
    FIELD_END,
};

static const struct schema schema_changes = {"what differs between two policies", columns,
                                             sizeof(struct change_cells)};

static void begin_changes(struct record_writer *writer, struct table *table, bool grouped)
{
    static const char *const not_of_one[] = {"group", NULL};
    record_begin(writer, table, &schema_changes, grouped ? NULL : not_of_one);
}

/// Adds what differs; NULL is a group that is only in the other's files.
static void add_changes(const struct policy_set *before, const struct policy_set *after,
                        const char *group, const struct record_writer *writer)
{
    struct policy_differences found = {0};
    if (before == NULL || after == NULL) {
        const struct change_cells change = {.group = group,
                                            .setting = "group",
                                            .before = before == NULL ? "not there" : "there",
                                            .after = after == NULL ? "not there" : "there"};
        record_add(writer, &change);
        return;
    }
    policy_set_differences(before, after, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct change_cells change = {.group = group,
                                            .setting = found.item[i].setting,
                                            .before = found.item[i].before,
                                            .after = found.item[i].after};
        record_add(writer, &change);
    }
    policy_differences_release(&found);
}

/// Shows the table, and keeps it for those who read JSON.
static void put_changes(struct table *table, struct table *shown, struct answer *answer)
{
    document_heading(&answer->document, "Settings against the policy in use");
    if (table->rows == 0)
        document_paragraph(&answer->document, "None differs.");
    else
        document_table(&answer->document, shown);
    table_release(shown);
    answer_add_table(answer, "changes", table);
}

void check_against_settings(const struct policy_set *before, const struct policy_set *after,
                            struct answer *answer)
{
    struct table table = {0}, shown = {0};
    struct record_writer writer, shown_writer;
    begin_changes(&writer, &table, false);
    begin_changes(&shown_writer, &shown, false);
    add_changes(before, after, NULL, &writer);
    add_changes(before, after, NULL, &shown_writer);
    put_changes(&table, &shown, answer);
}

static const struct policy_set *find_group(const struct policy_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->name[i], name) == 0)
            return &list->set[i];
    return NULL;
}

static void add_groups(const struct policy_list *before, const struct policy_list *after,
                       struct table *table)
{
    // One group against one is the same group, whatever it is called.
    bool single = before->count == 1 && after->count == 1;
    struct record_writer writer;
    begin_changes(&writer, table, !single);
    if (single) {
        add_changes(&before->set[0], &after->set[0], NULL, &writer);
        return;
    }
    for (size_t i = 0; i < after->count; i++)
        add_changes(find_group(before, after->name[i]), &after->set[i], after->name[i], &writer);
    for (size_t i = 0; i < before->count; i++)
        if (find_group(after, before->name[i]) == NULL)
            add_changes(&before->set[i], NULL, before->name[i], &writer);
}

void check_against_groups(const struct policy_list *before, const struct policy_list *after,
                          struct answer *answer)
{
    struct table table = {0}, shown = {0};
    add_groups(before, after, &table);
    add_groups(before, after, &shown);
    put_changes(&table, &shown, answer);
}

// --- measures ------------------------------------------------------------------------------------

/// What is compared, of all that is measured.
static const char *const compared[] = {
    "violation",     "violation_requests", "longest_violation_s", "lost",      "instances_mean",
    "instances_max", "instance_hours",     "cost_month",          "flaps_day",
};

static const char *change_words(struct arena *arena, double before, double after)
{
    if (isnan(before) || isnan(after))
        return NULL;
    if (before == after)
        return "none";
    return before == 0 ? "from none"
                       : arena_printf(arena, "%s%s", after > before ? "+" : "-",
                                      words_share(arena, fabs(after - before) / fabs(before)));
}

static void show_measure(const struct replay_runs *runs, const struct replay_run *run,
                         const struct outcome_measure *measure, struct arena *arena,
                         struct table *table)
{
    double before = outcome_value(&run->against, measure);
    double after = outcome_value(&run->outcome, measure);
    size_t row = table_add_row(table);
    if (runs->count > 1)
        table_put_text(table, row, "scenario", run->scenario);
    table_put_text(table, row, "measure", measure->name);
    table_put_text(table, row, "before", words_outcome(arena, measure, before));
    table_put_text(table, row, "after", words_outcome(arena, measure, after));
    table_put_text(table, row, "change", change_words(arena, before, after));
}

static void keep_measure(const struct replay_run *run, const struct outcome_measure *measure,
                         struct table *table)
{
    size_t row = table_add_row(table);
    table_put_text(table, row, "scenario", run->scenario);
    table_put_text(table, row, "measure", measure->name);
    table_put_number(table, row, "before", STYLE_PLAIN, outcome_value(&run->against, measure));
    table_put_number(table, row, "after", STYLE_PLAIN, outcome_value(&run->outcome, measure));
}

void check_against_measures(const struct replay_runs *runs, struct answer *answer)
{
    struct table table = {0}, shown = {0};
    for (size_t i = 0; i < runs->count; i++) {
        const struct replay_run *run = &runs->run[i];
        for (size_t k = 0; k < sizeof compared / sizeof *compared; k++) {
            const struct outcome_measure *measure = outcome_measure_find(compared[k]);
            if (isnan(outcome_value(&run->outcome, measure)) &&
                isnan(outcome_value(&run->against, measure)))
                continue;
            show_measure(runs, run, measure, &answer->document.arena, &shown);
            keep_measure(run, measure, &table);
        }
    }
    document_heading(&answer->document, "Replayed against the policy in use");
    document_table(&answer->document, &shown);
    answer_add_table(answer, "compared", &table);
}
