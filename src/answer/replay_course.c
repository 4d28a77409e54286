#include "answer/replay_course.h"

#include "answer/words.h"
#include "base/number.h"
#include "sim/autoscaler.h"

#include <math.h>
#include <string.h>

struct course_cells {
    instant time;
    const char *scenario, *path;
    double demand, desired, in_service, pending, draining, warm, utilization, latency, shortfall;
    const char *action;
    double cost;
};

static const struct schema_column columns[] = {
    FIELD(struct course_cells, time, STYLE_PLAIN, NULL, "start of the step"),
    FIELD_OPTIONAL(struct course_cells, scenario, STYLE_PLAIN, NULL,
                   "trace, or the factor of a surge; only where there are several"),
    FIELD_OPTIONAL(struct course_cells, path, STYLE_PLAIN, NULL,
                   "of a forecast, in place of the scenario"),
    FIELD(struct course_cells, demand, STYLE_PLAIN, "the input's unit", "mean of the step"),
    FIELD(struct course_cells, desired, STYLE_INTEGER, "instances",
          "that the policies want, after what they decide at the start of the step"),
    FIELD(struct course_cells, in_service, STYLE_INTEGER, "instances", "that serve at its start"),
    FIELD(struct course_cells, pending, STYLE_INTEGER, "instances", "that are starting"),
    FIELD(struct course_cells, draining, STYLE_INTEGER, "instances",
          "that take nothing new and are paid for until they end"),
    FIELD(struct course_cells, warm, STYLE_INTEGER, "instances", "ready in the warm pool"),
    FIELD(struct course_cells, utilization, STYLE_RATIO, "share", "of the capacity in service"),
    FIELD(struct course_cells, latency, STYLE_PLAIN, "s",
          "highest of the latency target's percentile; missing without a target, and in overload, "
          "where it has no end"),
    FIELD(struct course_cells, shortfall, STYLE_PLAIN, "the input's unit",
          "demand above what the instances in service serve well"),
    FIELD(struct course_cells, action, STYLE_PLAIN, NULL,
          "what was decided within the step, and why"),
    FIELD(struct course_cells, cost, STYLE_COST_HOUR, NULL, "of the step: instance-hours x price"),
    FIELD_END,
};

const struct schema schema_course = {"the course of a replay", columns,
                                     sizeof(struct course_cells)};

// --- reasons -------------------------------------------------------------------------------------

static const char *event_source(const struct policy_set *set, const struct scaling_event *event)
{
    const char *name = event->source;
    if (name != NULL)
        return name;
    if (event->alarm != SIZE_MAX)
        name = set->alarm[event->alarm].name;
    else if (event->policy == SIZE_MAX)
        name = NULL;
    else if (event->cause == CAUSE_SCHEDULE)
        name = set->scheduled[event->policy].name;
    else if (event->cause == CAUSE_REPLICAS)
        name = set->replicas.metric[event->policy].metric.name;
    else
        name = set->policy[event->policy].name;
    return name == NULL ? event_cause_name(event->cause) : name;
}

const char *replay_event_words(struct arena *arena, const struct policy_set *set,
                               const struct scaling_event *event)
{
    if (event->cause == CAUSE_FAILURE)
        return arena_printf(arena, "failure: %lld of %lld are lost",
                            (long long)(event->from - event->to), (long long)event->from);
    const char *change = arena_printf(arena, "%lld to %lld: %s", (long long)event->from,
                                      (long long)event->to, event_source(set, event));
    if (isnan(event->value))
        return change;
    return arena_printf(arena, "%s, %s %s %s", change, words_figure(arena, event->value),
                        event->value < event->threshold ? "below" : "above",
                        words_figure(arena, event->threshold));
}

/// What was decided from `time` on and before `until`, from the event at *next on.
static const char *actions_between(struct arena *arena, const struct replay_run *run, instant until,
                                   size_t *next)
{
    const struct event_log *log = &run->workspace.log;
    const char *text = NULL;
    for (; *next < log->count && log->event[*next].time < until; (*next)++) {
        const char *words = replay_event_words(arena, run->input.policy, &log->event[*next]);
        text = text == NULL ? words : arena_printf(arena, "%s; %s", text, words);
    }
    return text;
}

// --- the table -----------------------------------------------------------------------------------

static void fill_run(const struct replay_runs *runs, const struct replay_run *run,
                     const struct record_writer *writer)
{
    const struct timeline *timeline = &run->workspace.timeline;
    size_t next = 0;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct timeline_row *row = &timeline->row[i];
        bool last = i + 1 == timeline->count;
        instant until = last ? INT64_MAX : timeline->row[i + 1].time;
        struct course_cells cells;
        record_clear(&schema_course, &cells);
        cells.time = row->time;
        cells.scenario = cells.path = run->scenario;
        cells.demand = row->demand;
        cells.desired = (double)row->desired;
        cells.in_service = (double)row->in_service;
        cells.pending = (double)row->pending;
        cells.draining = (double)row->draining;
        cells.warm = (double)row->warm;
        cells.utilization = row->utilization;
        cells.latency = isfinite(row->latency_s) ? row->latency_s : (double)NAN;
        cells.shortfall = row->shortfall;
        cells.action = actions_between(&runs->setup->invocation->arena, run, until, &next);
        cells.cost = row->instance_hours * run->input.price_hour;
        record_add(writer, &cells);
    }
}

void replay_course_fill(const struct replay_runs *runs, struct table *table)
{
    const char *skip[3] = {"scenario", "path", NULL};
    if (runs->count > 1)
        skip[0] = strcmp(replay_runs_column(runs), "path") == 0 ? "scenario" : "path";
    skip[1] = runs->count > 1 ? NULL : skip[1];
    struct record_writer writer;
    record_begin(&writer, table, &schema_course, skip);
    for (size_t i = 0; i < runs->count; i++)
        fill_run(runs, &runs->run[i], &writer);
}
