#include "cmd/replay_course.h"

#include "answer/words.h"
#include "base/number.h"
#include "sim/autoscaler.h"

#include <math.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step"},
    {"scenario", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "trace, or the factor of a surge; only where there are several"},
    {"path", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "of a forecast, in place of the scenario"},
    {"demand", COLUMN_NUMBER, STYLE_PLAIN, "the input's unit", false, "mean of the step"},
    {"desired", COLUMN_NUMBER, STYLE_INTEGER, "instances", false,
     "that the policies want, after what they decide at the start of the step"},
    {"in_service", COLUMN_NUMBER, STYLE_INTEGER, "instances", false, "that serve at its start"},
    {"pending", COLUMN_NUMBER, STYLE_INTEGER, "instances", false, "that are starting"},
    {"draining", COLUMN_NUMBER, STYLE_INTEGER, "instances", false,
     "that take nothing new and are paid for until they end"},
    {"warm", COLUMN_NUMBER, STYLE_INTEGER, "instances", false, "ready in the warm pool"},
    {"utilization", COLUMN_NUMBER, STYLE_RATIO, "share", false, "of the capacity in service"},
    {"latency", COLUMN_NUMBER, STYLE_PLAIN, "s", false,
     "highest of the latency target's percentile; missing without a target, and in overload, where "
     "it has no end"},
    {"shortfall", COLUMN_NUMBER, STYLE_PLAIN, "the input's unit", false,
     "demand above what the instances in service serve well"},
    {"action", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what was decided within the step, and why"},
    {"cost", COLUMN_NUMBER, STYLE_COST_HOUR, NULL, false, "of the step: instance-hours x price"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_course = {"the course of a replay", columns};

// --- reasons -------------------------------------------------------------------------------------

static const char *event_source(const struct policy_set *set, const struct scaling_event *event)
{
    const char *name = NULL;
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

static void fill_row(const struct replay_run *run, const struct timeline_row *from,
                     const char *action, bool several, struct table *table)
{
    size_t row = table_add_row(table);
    size_t at = 0;
    table_set_time(table, row, at++, from->time);
    if (several)
        table_set_text(table, row, at++, run->scenario);
    const double numbers[] = {from->demand,
                              (double)from->desired,
                              (double)from->in_service,
                              (double)from->pending,
                              (double)from->draining,
                              (double)from->warm,
                              from->utilization,
                              isfinite(from->latency_s) ? from->latency_s : (double)NAN,
                              from->shortfall};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table_set_number(table, row, at++, numbers[i]);
    table_set_text(table, row, at++, action);
    table_set_number(table, row, at, from->instance_hours * run->input.price_hour);
}

static void fill_run(const struct replay_runs *runs, const struct replay_run *run,
                     struct table *table)
{
    const struct timeline *timeline = &run->workspace.timeline;
    size_t next = 0;
    for (size_t i = 0; i < timeline->count; i++) {
        bool last = i + 1 == timeline->count;
        instant until = last ? INT64_MAX : timeline->row[i + 1].time;
        const char *action = actions_between(&runs->setup->invocation->arena, run, until, &next);
        fill_row(run, &timeline->row[i], action, runs->count > 1, table);
    }
}

void replay_course_fill(const struct replay_runs *runs, struct table *table)
{
    const char *skip[3] = {"scenario", "path", NULL};
    if (runs->count > 1)
        skip[0] = strcmp(replay_runs_column(runs), "path") == 0 ? "scenario" : "path";
    skip[1] = runs->count > 1 ? NULL : skip[1];
    schema_add_columns(table, &schema_course, skip);
    for (size_t i = 0; i < runs->count; i++)
        fill_run(runs, &runs->run[i], table);
}
