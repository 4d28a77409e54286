#include "cmd/check_plan.h"

#include "cmd/rules_of_rows.h"
#include "input/check_rules.h"
#include "table/csv_read.h"

#include <stdint.h>
#include <stdlib.h>

/// The plan with what its rules are to be compared with.
struct plan_file {
    struct invocation *invocation;
    const char *name; ///< for messages
    struct table table;
    size_t *line;
    struct requirements rules;
    instant now; ///< INSTANT_NONE: not known
};

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

int check_plan(struct invocation *invocation, struct verdicts *verdicts, struct err *err)
{
    struct plan_file plan = {.invocation = invocation, .now = INSTANT_NONE};
    int status = check_rules_read(invocation, NULL, &plan.rules, err);
    if (status == 0)
        status = read_plan(&plan, err);
    if (status == 0)
        status = find_now(&plan, err);
    if (status == 0) {
        const struct ruled_table table = {&plan.table, plan.name, plan.line, NULL};
        const struct ruled_rows rows = {invocation, "plan", &table, 1, plan.now};
        status = rules_of_rows(&rows, &plan.rules, verdicts, err);
    }
    table_release(&plan.table);
    free(plan.line);
    requirements_release(&plan.rules);
    return status;
}
