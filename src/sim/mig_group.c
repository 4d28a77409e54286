#include "sim/mig_group.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/whole_instances.h"
#include "policy/gcp/mig_decision.h"

#include <math.h>
#include <stdlib.h>

/// How often sizes are decided is not documented; metrics have a sample a minute.
#define DECIDE_MS INT64_C(60000)
#define FULL_PERCENT 100.0

/// VMs that were launched together; `serve` is when they do.
struct launch {
    instant at, serve;
    int64_t count;
};

/// A signal at work.
struct working {
    const struct mig_signal *signal;
    size_t feed;
    double scale; ///< from what the feed has to what the target is in
};

struct floor {
    const struct mig_schedule *schedule;
    struct cron cron;
    struct zone *zone;
};

/// A size and when it was asked for.
struct sized {
    instant time;
    double size;
};

struct sizes {
    struct sized *size;
    size_t count, capacity;
};

struct mig_group {
    const struct policy_set *set;
    const struct mig_policy *policy;
    struct mig_signal implicit; ///< the CPU signal of a policy without any
    struct working *working;
    size_t signals;
    struct floor *floor;
    size_t floors;
    struct launch *launch; ///< oldest first
    size_t launches, launch_capacity;
    struct sizes asked, recommended;
    struct mig_past *past; ///< scratch: ages of the sizes above
    size_t past_capacity;
    int64_t min, max, boot_ms, cool_down_ms;
    instant next;
    const char *source; ///< of the size that was asked for last
    double value, target;
};

static double seconds(int64_t ms)
{
    return (double)ms / (double)INSTANT_PER_SECOND;
}

// --- start ---------------------------------------------------------------------------------------

static int start_signal(struct mig_group *group, const struct mig_signal *signal,
                        const struct replay_environment *environment, struct metric_feeds *feeds,
                        struct notes *notes, struct err *err)
{
    struct metric_binding binding;
    struct working *working = &group->working[group->signals++];
    const struct metric_timing *timing = &environment->timing;
    struct metric_terms terms = *environment->terms;
    // A rate per minute counts what arrives within one.
    terms.sample_s = signal->type == MIG_DELTA_MINUTE ? 60 : 1;
    if (metric_bind(&signal->metric, "the autoscaler", &terms, &binding, notes, err) != 0)
        return -1;
    *working = (struct working){
        .signal = signal,
        .feed = metric_feeds_find(feeds, &binding, STATISTIC_AVERAGE, timing->point_ms,
                                  timing->delay_ms, timing->point_ms),
        .scale = signal->kind == MIG_CPU ? 1 / FULL_PERCENT : 1,
    };
    return 0;
}

static int start_floors(struct mig_group *group, struct err *err)
{
    const struct mig_policy *policy = group->policy;
    for (size_t i = 0; i < policy->schedules; i++) {
        const struct mig_schedule *schedule = &policy->schedule[i];
        struct floor *floor = &group->floor[group->floors];
        struct err inner;
        if (schedule->disabled)
            continue;
        floor->schedule = schedule;
        if (mig_schedule_parse(schedule, &floor->cron, &floor->zone, &inner) != 0)
            return err_at(err, schedule->origin.file, schedule->origin.line, schedule->name, "%s",
                          inner.text);
        group->floors++;
    }
    return 0;
}

static void say_assumptions(const struct mig_policy *policy, struct notes *notes)
{
    notes_add(notes, NOTE_DETAIL, "mig-assumed",
              "not documented by Google Cloud, and assumed: a decision a minute on the newest "
              "sample; VMs that initialize count for scale-in alone; a size leaves the "
              "stabilization period at its age; what scale-in may take of a percentage is rounded "
              "half up; without a sample the size stays");
    if (policy->prediction != NULL)
        notes_add(notes, NOTE_INFO, "mig-prediction",
                  "predictive autoscaling (%s) is left out of the replay: it only adds VMs ahead "
                  "of a daily or weekly rise",
                  policy->prediction);
}

static int start(void *state, const struct replay_environment *environment,
                 struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    struct mig_group *group = state;
    const struct policy_set *set = environment->set;
    const struct mig_policy *policy = mig_policy_of(set);
    const struct policy_origin *origin = &policy->origin;
    *group = (struct mig_group){
        .set = set,
        .policy = policy,
        .boot_ms = environment->boot_ms,
        .cool_down_ms = (int64_t)(mig_cool_down_s(policy) * (double)INSTANT_PER_SECOND),
        .next = environment->start + DECIDE_MS,
    };
    if (isnan(set->group.min) || isnan(set->group.max))
        return err_at(err, origin->file, origin->line, NULL,
                      "minNumReplicas and maxNumReplicas are needed for a replay");
    group->min = (int64_t)set->group.min;
    group->max = (int64_t)set->group.max;
    group->working = mem_alloc(policy->signals + 1, sizeof *group->working);
    group->floor = mem_alloc(policy->schedules + 1, sizeof *group->floor);
    group->implicit = (struct mig_signal){
        .kind = MIG_CPU, .target = MIG_CPU_TARGET, .assignment = NAN, .origin = *origin};
    scaling_metric_init(&group->implicit.metric);
    group->implicit.metric.kind = METRIC_CPU;
    group->implicit.metric.name = "cpuUtilization";
    for (size_t i = 0; i < policy->signals; i++)
        if (start_signal(group, &policy->signal[i], environment, feeds, notes, err) != 0)
            return -1;
    if (policy->signals == 0 &&
        start_signal(group, &group->implicit, environment, feeds, notes, err) != 0)
        return -1;
    for (size_t i = 0; i < group->signals; i++)
        if (mig_is_per_instance(group->working[i].signal) && group->min < 1)
            group->min = 1;
    say_assumptions(policy, notes);
    return start_floors(group, err);
}

static double steady(const void *state, const struct metric_feeds *feeds, double demand)
{
    const struct mig_group *group = state;
    double most = 0;
    for (size_t i = 0; i < group->signals; i++) {
        const struct working *working = &group->working[i];
        const struct metric_binding *binding = &feeds->feed[working->feed].binding;
        const struct mig_signal *signal = working->signal;
        bool load = binding->source == BINDING_ARRIVALS || binding->source == BINDING_WORK;
        double each = isnan(signal->assignment) ? signal->target : signal->assignment;
        if (load && each > 0 && (binding->divided || !isnan(signal->assignment)))
            most = fmax(most, instances_up(binding->factor * working->scale * demand / each));
    }
    return most;
}

// --- the VMs -------------------------------------------------------------------------------------

static void add_launch(struct mig_group *group, instant at, instant serve, int64_t count)
{
    const struct launch launch = {at, serve, count};
    VEC_PUSH(group->launch, group->launches, group->launch_capacity, launch);
}

/// Takes VMs away: those that do not serve yet first, the newest of them, then the oldest.
static void drop(struct mig_group *group, int64_t count, instant now)
{
    while (count > 0 && group->launches > 0) {
        size_t last = group->launches - 1;
        size_t place = group->launch[last].serve > now ? last : 0;
        struct launch *launch = &group->launch[place];
        int64_t taken = launch->count < count ? launch->count : count;
        launch->count -= taken;
        count -= taken;
        if (launch->count > 0)
            continue;
        for (size_t i = place; i < last; i++)
            group->launch[i] = group->launch[i + 1];
        group->launches--;
    }
}

/// Follows what became of the fleet without a decision: failures, and their replacements.
static void follow(struct mig_group *group, const struct fleet *fleet, instant now)
{
    int64_t known = 0;
    int64_t there = fleet->in_service + fleet->pending;
    for (size_t i = 0; i < group->launches; i++)
        known += group->launch[i].count;
    if (group->launches == 0)
        add_launch(group, INSTANT_NONE + 1, INSTANT_NONE + 1, there);
    else if (known > there)
        drop(group, known - there, now);
    else if (known < there)
        add_launch(group, now, now + group->boot_ms, there - known);
}

// --- each minute ---------------------------------------------------------------------------------

/// CPU of each VM is what those that served throughout the sample show; others show none yet.
static double size_for_cpu(const struct mig_group *group, double value, double target, instant now,
                           instant sampled, double current)
{
    double initialized = 0, all = 0;
    for (size_t i = 0; i < group->launches; i++) {
        const struct launch *launch = &group->launch[i];
        double shown = launch->serve <= sampled ? value * (double)launch->count : 0;
        all += shown;
        if (launch->at <= now - group->cool_down_ms)
            initialized += shown;
    }
    return mig_size_for_cpu(initialized, all, target, current);
}

static double size_for(const struct mig_group *group, const struct working *working,
                       const struct metric_feeds *feeds, instant now, double current, double *value)
{
    const struct metric_feed *feed = &feeds->feed[working->feed];
    const struct mig_signal *signal = working->signal;
    size_t visible = metric_feed_visible(feed, now);
    *value = visible == 0 ? (double)NAN
                          : metric_feed_value(feed, visible - 1, feed->point_ms) * working->scale;
    // Without data it keeps the size, so that it holds scale-in back alone.
    if (isnan(*value))
        return current;
    if (!isnan(signal->assignment))
        return mig_size_for_assignment(*value, signal->assignment);
    if (signal->kind != MIG_CPU)
        return mig_size_for_target(current, *value, signal->target);
    instant sampled = feed->start + (int64_t)(visible - 1) * feed->point_ms;
    return size_for_cpu(group, *value, signal->target, now, sampled, current);
}

/// The greatest size that signals and schedules ask for.
static double ask(struct mig_group *group, const struct metric_feeds *feeds, instant now,
                  double current)
{
    double most = 0;
    for (size_t i = 0; i < group->signals; i++) {
        double value = NAN;
        double size = size_for(group, &group->working[i], feeds, now, current, &value);
        if (i > 0 && size <= most)
            continue;
        const struct mig_signal *signal = group->working[i].signal;
        most = size;
        group->source = signal->metric.name;
        group->value = value;
        group->target = isnan(signal->assignment) ? signal->target : signal->assignment;
    }
    for (size_t i = 0; i < group->floors; i++) {
        const struct floor *floor = &group->floor[i];
        if (floor->schedule->required <= most ||
            !mig_schedule_holds(&floor->cron, floor->zone, floor->schedule->duration_s, now))
            continue;
        most = floor->schedule->required;
        group->source = floor->schedule->name;
        group->value = group->target = NAN;
    }
    return most;
}

static void keep(struct sizes *sizes, instant time, double size, int64_t kept_ms)
{
    size_t old = 0;
    while (old < sizes->count && time - sizes->size[old].time > kept_ms)
        old++;
    for (size_t i = old; i < sizes->count; i++)
        sizes->size[i - old] = sizes->size[i];
    sizes->count -= old;
    const struct sized sized = {time, size};
    VEC_PUSH(sizes->size, sizes->count, sizes->capacity, sized);
}

static size_t ages(struct mig_past *past, const struct sizes *sizes, instant now)
{
    for (size_t i = 0; i < sizes->count; i++)
        past[i] = (struct mig_past){seconds(now - sizes->size[i].time), sizes->size[i].size};
    return sizes->count;
}

static double recommend(struct mig_group *group, instant now, double current)
{
    const struct mig_policy *policy = group->policy;
    bool controls = policy->has_control && !isnan(policy->control_window_s);
    const struct mig_bounds bounds = {
        .min = (double)group->min,
        .max = (double)group->max,
        .stabilization_s = mig_stabilization_s(policy),
        .control_fixed = controls ? policy->control_fixed : (double)NAN,
        .control_percent = controls ? policy->control_percent : (double)NAN,
        .control_window_s = policy->control_window_s,
    };
    size_t needed = group->asked.count + group->recommended.count;
    if (needed > group->past_capacity) {
        free(group->past);
        group->past_capacity = 2 * needed;
        group->past = mem_alloc(group->past_capacity, sizeof *group->past);
    }
    size_t asked = ages(group->past, &group->asked, now);
    size_t before = ages(group->past + asked, &group->recommended, now);
    return mig_recommend(&bounds, group->past, asked, group->past + asked, before, current);
}

static void decide(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                   struct event_log *log)
{
    struct mig_group *group = state;
    instant now = group->next;
    double current = (double)fleet->desired;
    double window_s = fmax(0, group->policy->control_window_s);
    group->next += DECIDE_MS;
    follow(group, fleet, now);
    keep(&group->asked, now, ask(group, feeds, now, current),
         (int64_t)(mig_stabilization_s(group->policy) * (double)INSTANT_PER_SECOND));
    double size = recommend(group, now, current);
    keep(&group->recommended, now, size, (int64_t)(window_s * (double)INSTANT_PER_SECOND));
    int64_t wanted = (int64_t)mig_apply_mode(group->policy->mode, current, size);
    if (wanted == fleet->desired)
        return;
    struct scaling_event event = scaling_event_of(CAUSE_TARGET, now, fleet->desired, wanted);
    event.source = group->source;
    event.value = group->value;
    event.threshold = group->target;
    event.published = now;
    if (wanted > fleet->desired)
        add_launch(group, now, now + group->boot_ms, wanted - fleet->desired);
    else
        drop(group, fleet->desired - wanted, now);
    fleet_scale_to(fleet, wanted, now, group->cool_down_ms, event_log_add(log, &event));
}

// --- what the replay asks ------------------------------------------------------------------------

static int64_t min_of(const void *state)
{
    return ((const struct mig_group *)state)->min;
}

static int64_t max_of(const void *state)
{
    return ((const struct mig_group *)state)->max;
}

static instant next_of(const void *state)
{
    return ((const struct mig_group *)state)->next;
}

static void release(void *state)
{
    struct mig_group *group = state;
    for (size_t i = 0; i < group->floors; i++)
        zone_close(group->floor[i].zone);
    free(group->working);
    free(group->floor);
    free(group->launch);
    free(group->asked.size);
    free(group->recommended.size);
    free(group->past);
}

const struct autoscaler_class mig_group_class = {
    .size = sizeof(struct mig_group),
    .start = start,
    .min = min_of,
    .max = max_of,
    .steady = steady,
    .next = next_of,
    .decide = decide,
    .release = release,
};
