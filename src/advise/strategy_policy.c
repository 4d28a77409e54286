#include "advise/strategy_policy.h"

#include "advise/gate.h"
#include "advise/schedule_triggers.h"
#include "base/memory.h"
#include "maths/whole_instances.h"
#include "policy/core/platform_defaults.h"
#include "policy/platforms.h"
#include "sim/replay.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>

/// As headroom schedule has them by default: actions run up to two minutes late, and are early.
static const double EARLY_S = 600, AHEAD_S = 86400, WASTE = 0.1;

/// Where no maximum is given: so many times the target.
static const double MAX_TO_TARGET = 1.5;

/// Utilizations that can be told from an idle and from a saturated instance, in per cent.
static const double TARGET_LEAST = 10, TARGET_MOST = 90;

// --- the forecast as instances -------------------------------------------------------------------

/// Steps of the forecast in UTC; their names of events live in an arena.
struct need {
    struct schedule_step *step;
    size_t steps;
    double least;
    struct arena arena;
};

static const char *event_of(const struct strategy_question *question, struct need *need,
                            const struct schedule_step *step)
{
    const struct planned_events *events = question->events;
    if (events == NULL || events->count == 0)
        return NULL;
    double *strength = mem_alloc(events->count, sizeof *strength);
    struct str names = {0};
    (void)planned_events_factor(events, question->plan->in.history->key, step->start, step->end,
                                strength);
    planned_events_names(events, strength, &names);
    const char *text = names.length == 0 ? NULL : arena_strdup(&need->arena, str_text(&names));
    str_release(&names);
    free(strength);
    return text;
}

static void find_need(const struct strategy_question *question, struct need *need)
{
    const struct capacity_plan *plan = question->plan;
    const struct forecast *forecast = plan->in.forecast;
    *need = (struct need){.step = mem_alloc(forecast->n, sizeof *need->step), .least = INFINITY};
    for (size_t i = 0; i < forecast->n; i++) {
        double demand = plan_forecast_value(forecast, plan->in.column, i);
        if (isnan(demand))
            continue;
        struct plan_row row;
        size_demand(&plan->in.sizing, demand, &row);
        struct schedule_step *step = &need->step[need->steps++];
        step->start =
            forecast->start - question->clock + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        step->end = step->start + forecast->step_s * INSTANT_PER_SECOND;
        step->instances = row.instances;
        step->event = event_of(question, need, step);
        need->least = fmin(need->least, row.instances);
    }
}

static void need_release(struct need *need)
{
    free(need->step);
    arena_release(&need->arena);
}

// --- the group and its target --------------------------------------------------------------------

/// CPU of each instance in the busiest week, were it not for min and max: what headroom and spare
/// leave.
static double target_utilization(const struct capacity_plan *plan)
{
    struct sizing free_sizing = plan->in.sizing;
    free_sizing.min = free_sizing.max = NAN;
    struct plan_row row;
    size_demand(&free_sizing, plan->week[plan->busiest].highest[plan->in.column], &row);
    return fmin(fmax(floor(100 * row.utilization), TARGET_LEAST), TARGET_MOST);
}

static void set_limits(const struct strategy_question *question, double least,
                       struct policy_set *set)
{
    const struct sizing *sizing = &question->plan->in.sizing;
    double target = question->recommendation->target;
    set->group.name = arena_strdup(&set->arena, question->group);
    set->group.min = fmax(least, 1);
    set->group.max = isnan(sizing->max) ? instances_up(MAX_TO_TARGET * fmax(target, 1))
                                        : fmax(sizing->max, set->group.min);
}

// --- AWS -----------------------------------------------------------------------------------------

static const char *named(struct policy_set *set, const char *what)
{
    return arena_printf(&set->arena, "%s-%s", set->group.name, what);
}

static void add_tracking(const struct strategy_question *question, struct policy_set *set)
{
    struct scaling_policy *policy = &set->policy[set->policies++];
    scaling_policy_init(policy, POLICY_TARGET);
    policy->name = named(set, "target-tracking");
    policy->target = target_utilization(question->plan);
    policy->instance_warmup_s = question->recommendation->terms.start_s;
    policy->metric.kind = METRIC_CPU;
    policy->metric.name = "ASGAverageCPUUtilization";
    policy->metric.predefined = true;
}

static void add_predictive(const struct strategy_question *question, struct policy_set *set)
{
    struct scaling_policy *policy = &set->policy[set->policies++];
    scaling_policy_init(policy, POLICY_PREDICTIVE);
    policy->name = named(set, "predictive");
    policy->target = target_utilization(question->plan);
    policy->forecast_only = false;
    policy->scheduling_buffer_s =
        fmin(fmax(question->recommendation->terms.start_s, PREDICTIVE_BUFFER_S),
             PREDICTIVE_BUFFER_MAX_S);
    policy->metric.kind = METRIC_CPU;
    policy->metric.name = "ASGCPUUtilization";
    policy->metric.predefined = true;
}

/// The actions of a schedule as the group's own, named for it; below the lowest the group never is.
static void add_schedule(const struct scaling_schedule *schedule, struct policy_set *set)
{
    size_t count = schedule->set.scheduled_count;
    set->scheduled = arena_alloc(&set->arena, count * sizeof *set->scheduled);
    set->scheduled_count = count;
    set->group.min = INFINITY;
    for (size_t i = 0; i < count; i++) {
        const struct scheduled_action *from = &schedule->set.scheduled[i];
        struct scheduled_action *action = &set->scheduled[i];
        *action = *from;
        action->name = named(set, from->name);
        if (from->recurrence != NULL)
            action->recurrence = arena_strdup(&set->arena, from->recurrence);
        if (from->zone != NULL)
            action->zone = arena_strdup(&set->arena, from->zone);
        set->group.min = fmin(set->group.min, action->min);
    }
}

/// What holds data grows once, in time, and does not shrink.
static void make_growth(const struct strategy_question *question, struct policy_set *set,
                        struct notes *notes)
{
    const struct recommendation *what = question->recommendation;
    if (what->breach == INSTANT_NONE || !(what->delta > 0) || question->kubernetes) {
        notes_add(notes, NOTE_INFO, question->group,
                  what->delta > 0 ? "%s holds data: there is no file that lets Kubernetes move it; "
                                    "raise its replicas in a window of your own"
                                  : "%s is large enough for the horizon: nothing to deploy",
                  question->group);
        return;
    }
    instant start = what->breach - question->clock -
                    (instant)ceil(what->ready_in_s + EARLY_S) * INSTANT_PER_SECOND;
    instant now = what->as_of - question->clock;
    set->group.name = arena_strdup(&set->arena, question->group);
    set->scheduled = arena_alloc(&set->arena, sizeof *set->scheduled);
    set->scheduled_count = 1;
    scheduled_action_init(set->scheduled);
    set->scheduled->name = named(set, "growth");
    set->scheduled->start = start > now ? start : now;
    set->scheduled->min = set->scheduled->desired = what->target;
    set->scheduled->max = question->plan->in.sizing.max;
}

// --- Kubernetes ----------------------------------------------------------------------------------

/// Target tracking of the pods' CPU, beside the triggers of a schedule where there are some.
static void add_cpu(const struct strategy_question *question, struct policy_set *set)
{
    struct replica_policy *replicas = &set->replicas;
    struct replica_metric *metric =
        arena_alloc(&set->arena, (replicas->metrics + 1) * sizeof *metric);
    for (size_t i = 0; i < replicas->metrics; i++)
        metric[i] = replicas->metric[i];
    replicas->metric = metric;
    metric += replicas->metrics++;
    replica_metric_init(metric);
    metric->metric.kind = METRIC_CPU;
    metric->metric.name = "cpu";
    metric->metric.predefined = true;
    metric->target_type = TARGET_UTILIZATION;
    metric->target = target_utilization(question->plan);
    if (set->platform->to_zero) {
        metric->trigger = "cpu";
        metric->target_key = "value";
    }
    replicas->target_api = "apps/v1";
    replicas->target_kind = "Deployment";
    replicas->target_name = question->group;
}

// --- the whole -----------------------------------------------------------------------------------

/// Whether a schedule is part of the strategy on this platform.
static bool has_schedule(const struct strategy_question *question)
{
    enum strategy strategy = question->recommendation->rule->strategy;
    return strategy == STRATEGY_SCHEDULED ||
           (question->kubernetes && strategy != STRATEGY_REACTIVE);
}

/// The schedule of the forecast; false, with a note, where there is none.
static bool make_schedule(const struct strategy_question *question, const struct need *need,
                          struct schedule_question *asked, struct scaling_schedule *schedule,
                          struct notes *notes)
{
    *asked = (struct schedule_question){
        .step = need->step,
        .steps = need->steps,
        .zone = question->zone,
        .zone_name = question->zone == NULL ? NULL : zone_name(question->zone),
        .group = question->group,
        .lead_s = question->recommendation->terms.start_s + EARLY_S,
        .ahead_s = AHEAD_S,
        .waste = WASTE,
        .max = NAN,
    };
    struct err err = {0};
    int status = scaling_schedule_make(asked, schedule, notes, &err);
    size_t most = platform_ec2.scheduled_max;
    if (status == 0 && (question->kubernetes || schedule->set.scheduled_count <= most))
        return true;
    notes_add(notes, NOTE_WARNING, question->group,
              "%s: target tracking is written without a schedule: %s", question->group,
              status == 0 ? "it would take more actions than a group may have" : err.text);
    return false;
}

static void make_aws(const struct strategy_question *question, const struct need *need,
                     const struct scaling_schedule *schedule, struct policy_set *set)
{
    policy_set_init(set, &platform_ec2);
    set_limits(question, need->least, set);
    enum strategy strategy = question->recommendation->rule->strategy;
    set->policy = arena_alloc(&set->arena, 2 * sizeof *set->policy);
    add_tracking(question, set);
    if (strategy == STRATEGY_PREDICTIVE || strategy == STRATEGY_HYBRID)
        add_predictive(question, set);
    if (schedule != NULL)
        add_schedule(schedule, set);
}

static void make_kubernetes(const struct strategy_question *question, const struct need *need,
                            const struct schedule_question *asked,
                            const struct scaling_schedule *schedule, struct policy_set *set,
                            struct notes *notes)
{
    double least = need->least;
    if (schedule != NULL) {
        schedule_triggers_make(asked, schedule, set, notes);
        least = set->group.min; // the level that no trigger holds
    } else {
        policy_set_init(set, &platform_hpa);
    }
    set_limits(question, least, set);
    add_cpu(question, set);
}

void strategy_policy_make(const struct strategy_question *question, struct policy_set *set,
                          struct notes *notes)
{
    if (question->recommendation->facts.stateful) {
        policy_set_init(set, &platform_ec2);
        make_growth(question, set, notes);
        return;
    }
    struct need need;
    struct schedule_question asked;
    struct scaling_schedule schedule = {0};
    find_need(question, &need);
    const struct scaling_schedule *made = NULL;
    if (has_schedule(question) && make_schedule(question, &need, &asked, &schedule, notes))
        made = &schedule;
    if (question->kubernetes)
        make_kubernetes(question, &need, &asked, made, set, notes);
    else
        make_aws(question, &need, made, set);
    scaling_schedule_release(&schedule);
    need_release(&need);
}

bool strategy_policy_is_empty(const struct policy_set *set)
{
    return set->policies == 0 && set->scheduled_count == 0 && set->replicas.metrics == 0;
}

const char *strategy_policy_broken(const struct strategy_question *question,
                                   const struct policy_set *set, const struct demand *predicted,
                                   struct arena *arena)
{
    enum { TICK_S = 60 };
    const struct series *history = question->plan->in.history;
    struct demand demand = {0};
    struct replay_workspace workspace = {0};
    struct outcome outcome;
    struct err err = {0};
    const char *broken = NULL;
    // Schedules on the readers' clock are not those of the history's.
    if (question->clock != 0 || demand_from_series(history, TICK_S, &demand, NULL, &err) != 0)
        return NULL;
    const struct metric_terms terms = {
        .per_instance = question->plan->in.sizing.per_instance,
        .unit = &history->unit,
        .demand_name = history->name,
        .sample_s = TICK_S,
        .backlog_scale = 1,
    };
    struct replay_input input;
    replay_input_init(&input);
    input.policy = set;
    input.demand = &demand;
    input.terms = &terms;
    input.predicted = predicted;
    input.timing.boot_s = question->recommendation->terms.start_s;
    if (replay(&input, &workspace, &outcome, NULL, &err) == 0)
        broken = gate_broken(&outcome, arena);
    replay_workspace_release(&workspace);
    demand_release(&demand);
    return broken;
}
