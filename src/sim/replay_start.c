#include "sim/replay_start.h"

#include "maths/whole_instances.h"
#include "policy/core/platform.h"

#include <math.h>

// What is taken where neither the input nor the policy nor the platform says it, in seconds.
#define WARM_START_S 30.0 ///< out of a warm pool
#define NOTICE_S 60.0     ///< two failed health checks, 30 s apart
#define BILLING_S 1.0
#define BILLING_LEAST_S 60.0

static double first_known(double said, double otherwise)
{
    return isnan(said) ? otherwise : said;
}

static int64_t in_ms(double seconds)
{
    return (int64_t)(seconds * (double)INSTANT_PER_SECOND + 0.5);
}

// --- checks --------------------------------------------------------------------------------------

static int check_input(const struct replay_input *input, struct err *err)
{
    const struct scaling_group *group = &input->policy->group;
    if (!(input->terms->per_instance > 0))
        return err_set(err, ERR_USAGE, "--per-instance must be more than 0");
    if (group->min > group->max && group->origin.file != NULL)
        return err_at(err, group->origin.file, group->origin.line, NULL,
                      "the minimum %.10g is over the maximum %.10g: no capacity fits", group->min,
                      group->max);
    if (group->min > group->max)
        return err_set(err, ERR_DATA,
                       "the minimum %.10g is over the maximum %.10g: no capacity fits", group->min,
                       group->max);
    if (!(input->load.retry >= 0 && input->load.retry < 1))
        return err_set(err, ERR_USAGE,
                       "--retry: %.10g is no share of the failures; write at least 0%% and less "
                       "than 100%%",
                       input->load.retry);
    if (input->demand->n == 0)
        return err_set(err, ERR_DATA, "the trace is empty: there is nothing to replay");
    return 0;
}

// --- what is taken for granted -------------------------------------------------------------------

struct replay_timing replay_timing_of(const struct replay_input *input)
{
    const struct policy_set *set = input->policy;
    const struct replay_timing *timing = &input->timing;
    const struct platform_defaults *defaults = &set->platform->defaults;
    double drain_s = first_known(set->group.drain_s, defaults->drain_s);
    return (struct replay_timing){
        .boot_s = first_known(timing->boot_s, defaults->boot_s),
        .warm_start_s = first_known(timing->warm_start_s, WARM_START_S),
        .drain_s = first_known(timing->drain_s, drain_s),
        .notice_s = first_known(timing->notice_s, NOTICE_S),
        .metric_point_s = first_known(timing->metric_point_s, defaults->metric_point_s),
        .metric_delay_s = first_known(timing->metric_delay_s, defaults->metric_delay_s),
        .billing_s = first_known(timing->billing_s, BILLING_S),
        .billing_least_s = first_known(timing->billing_least_s, BILLING_LEAST_S),
    };
}

static struct fleet_rules fleet_rules_of(const struct replay_input *input)
{
    const struct policy_set *set = input->policy;
    const struct replay_timing timing = replay_timing_of(input);
    return (struct fleet_rules){
        .boot_ms = in_ms(timing.boot_s),
        .warm_start_ms = in_ms(timing.warm_start_s),
        .drain_ms = in_ms(timing.drain_s),
        .notice_ms = in_ms(timing.notice_s),
        .billing_ms = in_ms(timing.billing_s),
        .billing_least_ms = in_ms(timing.billing_least_s),
        .warmup_ms = isnan(set->group.default_warmup_s) ? 0 : in_ms(set->group.default_warmup_s),
        .cancels_pending = set->platform->cancels_pending,
        .zones = set->group.zones,
        .pool = set->warm_pool,
    };
}

static double least_of(const struct autoscaler *autoscaler)
{
    return (double)autoscaler->class->min(autoscaler->state);
}

static double most_of(const struct autoscaler *autoscaler)
{
    return (double)autoscaler->class->max(autoscaler->state);
}

/// What the first demand needs, by capacity and by the policies.
static double first_capacity(const struct replay_input *input, const struct autoscaler *autoscaler,
                             const struct metric_feeds *feeds)
{
    double demand = input->demand->value[0];
    double need = instances_up(demand / input->terms->per_instance);
    double wanted = fmax(need, autoscaler->class->steady(autoscaler->state, feeds, demand));
    return fmin(fmax(wanted, least_of(autoscaler)), most_of(autoscaler));
}

static void start_fleet(const struct replay_input *input, struct replay_memory *memory,
                        struct event_log *log, struct notes *notes)
{
    struct fleet_rules rules = fleet_rules_of(input);
    double count = input->initial;
    const struct autoscaler *autoscaler = &memory->autoscaler;
    // What scheduled actions before the trace left is in force, and a group is never outside it.
    double held = fmin(fmax(count, least_of(autoscaler)), most_of(autoscaler));
    if (!isnan(count) && held != count && autoscaler->class->has_scheduled != NULL &&
        autoscaler->class->has_scheduled(autoscaler->state)) {
        notes_add(notes, NOTE_WARNING, "replay-held",
                  "the replay starts with %.10g instances instead of %.10g: a scheduled action of "
                  "the week before holds the group to %.10g to %.10g",
                  held, count, least_of(autoscaler), most_of(autoscaler));
        count = held;
    }
    if (isnan(count)) {
        count = first_capacity(input, &memory->autoscaler, &memory->feeds);
        notes_add(notes, NOTE_INFO, "replay-initial",
                  "the replay starts with %.10g instances: what the first demand needs", count);
    }
    memory->fleet.log = log;
    fleet_start(&memory->fleet, &rules, (int64_t)count, (int64_t)most_of(autoscaler), memory->now,
                memory->end);
}

static int put_to_work(const struct replay_input *input, struct replay_memory *memory,
                       struct notes *notes, struct err *err)
{
    struct fleet_rules rules = fleet_rules_of(input);
    const struct replay_timing timing = replay_timing_of(input);
    struct metric_terms terms = *input->terms;
    terms.sample_s = input->policy->platform->defaults.sample_s;
    const struct replay_environment environment = {
        .set = input->policy,
        .terms = &terms,
        .timing =
            {
                .point_ms = in_ms(timing.metric_point_s),
                .delay_ms = in_ms(timing.metric_delay_s),
            },
        .predicted = input->predicted,
        .boot_ms = rules.boot_ms,
        .drain_ms = rules.drain_ms,
        .start = memory->now,
    };
    metric_feeds_clear(&memory->feeds);
    const struct autoscaler_class *class = input->autoscaler != NULL
                                               ? input->autoscaler
                                               : autoscaler_class_of(input->policy->platform);
    return autoscaler_start(&memory->autoscaler, class, &environment, &memory->feeds, notes, err);
}

int replay_start(const struct replay_input *input, struct replay_memory *memory,
                 struct event_log *log, struct notes *notes, struct err *err)
{
    if (check_input(input, err) != 0)
        return -1;
    const struct demand *demand = input->demand;
    memory->now = demand->start;
    memory->end = demand_time(demand, demand->n);
    memory->load = input->load;
    memory->load.per_instance = input->terms->per_instance;
    memory->backlog = 0;
    memory->failed = 0;
    memory->next_failure = input->failures > 0 ? input->failure[0].time : COHORT_NEVER;
    if (put_to_work(input, memory, notes, err) != 0)
        return -1;
    const struct autoscaler *autoscaler = &memory->autoscaler;
    if (autoscaler->class->check_length != NULL &&
        autoscaler->class->check_length(autoscaler->state, memory->end - memory->now, notes, err) !=
            0)
        return -1;
    metric_feeds_start(&memory->feeds, memory->now);
    start_fleet(input, memory, log, notes);
    const struct tally_rules rules = {
        .per_instance = memory->load.per_instance,
        .latency_limit_s = input->response == NULL ? (double)NAN : input->response->limit_s,
        .has_latency = input->response != NULL,
        .sheds = input->load.overload == OVERLOAD_SHED,
        .price_hour = input->price_hour,
        .tested_to = input->tested_to > 0 ? input->tested_to : (double)NAN,
        .hours_per_month = input->hours_per_month,
    };
    tally_begin(&memory->tally, &rules, memory->now);
    return 0;
}
