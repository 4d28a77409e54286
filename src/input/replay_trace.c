#include "input/replay_trace.h"

#include "base/memory.h"
#include "base/str.h"
#include "input/demand_table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Whether a series is the column `name`, with or without the unit that reading put behind it.
static bool is_column(const struct series *series, const char *name)
{
    size_t length = strlen(name);
    return strncmp(series->name, name, length) == 0 &&
           (series->name[length] == '\0' || series->name[length] == '_');
}

static bool is_named(const struct series *series, const char *name)
{
    return strcmp(series->name, name) == 0;
}

/// The first series of the column and key; an exact name goes before one without its unit.
static const struct series *find_column(const struct series_set *set, const char *name,
                                        const char *key)
{
    bool (*const fits[])(const struct series *, const char *) = {is_named, is_column};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < set->count; i++) {
            const struct series *series = &set->item[i];
            bool same = key == NULL || series->key == NULL || strcmp(series->key, key) == 0;
            if (same && fits[k](series, name))
                return series;
        }
    return NULL;
}

const char *replay_trace_columns(struct invocation *invocation, const struct replay_trace *trace)
{
    const struct series_set *set = &trace->input.set;
    struct str names = {0};
    for (size_t i = 0; i < set->count; i++) {
        size_t first = 0;
        while (strcmp(set->item[first].name, set->item[i].name) != 0)
            first++;
        if (first < i)
            continue;
        str_append(&names, i == 0 ? "" : ", ");
        str_append_escaped(&names, set->item[i].name, strlen(set->item[i].name));
    }
    const char *list = arena_strdup(&invocation->arena, str_text(&names));
    str_release(&names);
    return list;
}

/// The column that is the demand.
static int choose(struct invocation *invocation, const struct replay_trace *trace,
                  const char **name, struct err *err)
{
    const struct series_set *set = &trace->input.set;
    const char *asked = option_text(invocation, OPT_DEMAND);
    if (asked == NULL)
        asked = trace->otherwise;
    if (set->count == 0)
        return err_set(err, ERR_DATA, "there are no values to replay");
    if (asked != NULL) {
        const struct series *series = find_column(set, asked, NULL);
        if (series == NULL)
            return err_set(err, ERR_USAGE, "no column \"%s\" for --demand; columns of numbers: %s",
                           invocation_escape(invocation, asked),
                           replay_trace_columns(invocation, trace));
        *name = series->name;
        return 0;
    }
    *name = set->item[0].name;
    bool several = false;
    for (size_t i = 1; i < set->count; i++)
        several = several || strcmp(set->item[i].name, *name) != 0;
    const struct series *usual = several ? find_column(set, DEFAULT_QUANTILE, NULL) : NULL;
    if (usual != NULL) {
        *name = usual->name;
        notes_add(&invocation->notes, NOTE_INFO, "demand-column",
                  "demand is %s, the quantile to plan for (default); --demand names another column",
                  *name);
    } else if (several) {
        return err_set(err, ERR_USAGE, "--demand must name the column to replay: %s",
                       replay_trace_columns(invocation, trace));
    }
    return 0;
}

int replay_trace_read(struct invocation *invocation, struct replay_trace *trace, struct err *err)
{
    const char *name = NULL;
    if (read_series(invocation, &trace->input, err) != 0 ||
        choose(invocation, trace, &name, err) != 0)
        return -1;
    struct series_set *set = &trace->input.set;
    trace->demand = mem_alloc(set->count, sizeof *trace->demand);
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->item[i].name, name) == 0)
            trace->demand[trace->count++] = &set->item[i];
    const char *by = option_text(invocation, OPT_BY);
    bool paths = by != NULL && strcmp(by, "path") == 0;
    if (trace->count > 1 && !paths && !trace->several)
        return err_set(err, ERR_USAGE,
                       "the data have %zu series of %s, and a policy scales one group: --only KEY "
                       "names the one meant (--by path replays the paths of a forecast)",
                       trace->count, invocation_escape(invocation, name));
    return 0;
}

const char *replay_trace_service(const struct replay_trace *trace)
{
    return trace->count == 1 ? trace->demand[0]->key : NULL;
}

void replay_trace_take_cache_off(struct replay_trace *trace, double hit)
{
    for (size_t path = 0; path < trace->count && hit > 0; path++)
        for (size_t i = 0; i < trace->demand[path]->n; i++)
            trace->demand[path]->value[i] *= 1 - hit;
}

double *replay_trace_column(const struct replay_trace *trace, size_t demand, const char *name,
                            bool gaps_are_asked)
{
    const struct series *grid = trace->demand[demand];
    const struct series *column = find_column(&trace->input.set, name, grid->key);
    if (column == NULL)
        return NULL;
    double *value = mem_alloc(grid->n, sizeof *value);
    for (size_t i = 0; i < grid->n; i++) {
        int64_t since = series_time(grid, i) - column->start;
        int64_t at = since / (column->step_s * INSTANT_PER_SECOND);
        bool there = since >= 0 && (size_t)at < column->n;
        // What reading filled in is missing to a policy, unless --gaps asks for it.
        if (there && !gaps_are_asked && column->mark != NULL)
            there = column->mark[at] != MARK_FILLED && column->mark[at] != MARK_ZERO;
        value[i] = there ? column->value[at] : (double)NAN;
    }
    return value;
}

void replay_trace_release(struct replay_trace *trace)
{
    free(trace->demand);
    series_input_release(&trace->input);
}
