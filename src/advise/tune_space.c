#include "advise/tune_space.h"

#include "advise/step_design.h"
#include "advise/tune_cloud.h"
#include "base/memory.h"
#include "maths/whole_instances.h"
#include "policy/gcp/mig_policy.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdlib.h>

enum {
    TARGET_LEAST = 20,
    TARGET_MOST = 95,
    // A CPU that is full shows 100%: above this a group of Google grows by too little to catch up.
    TARGET_MOST_MIG = 90,
    TARGET_COARSE = 9,
    MINIMUM_PARTS = 20,
    MINIMUM_COARSE = 4,
    OTHER_COARSE = 2,
};

/// What is known of a step table.
enum { VERDICT_UNKNOWN, VERDICT_RESTS, VERDICT_CIRCLES };

/// Fleets that a policy asks for, to what the demand needs at its target: one that adds for growth
/// that has come already asks for twice as many before it sees them serve.
static const double FLEET_OVERSHOOT = 2;

/// Scheduled actions run up to two minutes late (EC2 Auto Scaling user guide).
#define ACTION_LATE_S 120.0

static const char *const kind_names[] = {
    [TUNE_TRACKING] = "target tracking", [TUNE_STEPS] = "steps",
    [TUNE_SERVICE] = "service tracking", [TUNE_HPA] = "hpa",
    [TUNE_MIG] = "instance group",       [TUNE_AZURE] = "scale set rules",
};

static const struct {
    const char *name, *unit;
} knob_words[] = {
    [KNOB_TARGET] = {"target", "%"},
    [KNOB_MINIMUM] = {"minimum", ""},
    [KNOB_POOL] = {"warm_pool", ""},
    [KNOB_SCHEDULE] = {"schedule", "%"},
    [KNOB_IN] = {"in", ""},
    [KNOB_RISE] = {"rise", "x"},
    [KNOB_UP_WINDOW] = {"up_window", "s"},
    [KNOB_DOWN_WINDOW] = {"down_window", "s"},
    [KNOB_IN_AFTER] = {"in_after", "min"},
    [KNOB_OUT_COOLDOWN] = {"out_cooldown", "s"},
    [KNOB_IN_COOLDOWN] = {"in_cooldown", "s"},
    [KNOB_HOLD] = {"hold", "s"},
    [KNOB_OUT_BY] = {"out_by", ""},
    [KNOB_IN_SHARE] = {"in_share", "%"},
    [KNOB_IN_BY] = {"in_by", ""},
};

const char *tune_kind_name(enum tune_kind kind)
{
    return kind_names[kind];
}

// --- the knobs -----------------------------------------------------------------------------------

static struct tune_knob *add_knob(struct tune_space *space, enum tune_knob_kind kind, size_t coarse)
{
    struct tune_knob *knob = &space->knob[space->knobs++];
    *knob = (struct tune_knob){.kind = kind, .coarse = coarse};
    return knob;
}

/// Adds a value that is greater than those before it; others are left out.
static void add_value(struct tune_knob *knob, double value)
{
    if (knob->values == 0 || value > knob->value[knob->values - 1])
        knob->value[knob->values++] = value;
}

static void add_list(struct tune_space *space, enum tune_knob_kind kind, const double *value,
                     size_t values)
{
    struct tune_knob *knob = add_knob(space, kind, OTHER_COARSE);
    for (size_t i = 0; i < values; i++)
        add_value(knob, value[i]);
}

#define ADD_LIST(space, kind, list) add_list(space, kind, list, sizeof(list) / sizeof *(list))

// The knobs that make a step table.
static const enum tune_knob_kind table_knob[] = {KNOB_TARGET, KNOB_MINIMUM, KNOB_IN, KNOB_RISE};

enum { TABLE_KNOBS = sizeof table_knob / sizeof *table_knob };

static size_t knob_place(const struct tune_space *space, enum tune_knob_kind kind)
{
    size_t k = 0;
    while (space->knob[k].kind != kind)
        k++;
    return k;
}

static size_t count_tables(const struct tune_space *space)
{
    size_t tables = 1;
    for (size_t i = 0; i < TABLE_KNOBS; i++)
        tables *= space->knob[knob_place(space, table_knob[i])].values;
    return tables;
}

/// What has a share of the fleet that the peak fills, as whole instances.
static void add_shares(struct tune_space *space, enum tune_knob_kind kind, size_t coarse,
                       const double *share, size_t shares, double most)
{
    struct tune_knob *knob = add_knob(space, kind, coarse);
    for (size_t i = 0; i < shares; i++)
        add_value(knob, instances_up(share[i] * most));
    if (knob->values < knob->coarse)
        knob->coarse = knob->values;
}

/// The knobs of a service of ECS, of pods, of Google and of Azure beside target and minimum.
static void add_replica_knobs(struct tune_space *space)
{
    static const double up_window[] = {0, 30, 60};
    static const double down_window[] = {60, 120, 300, 600, 900, 1800};
    ADD_LIST(space, KNOB_DOWN_WINDOW, down_window);
    ADD_LIST(space, KNOB_UP_WINDOW, up_window);
}

static void add_service_knobs(struct tune_space *space)
{
    static const double out_cooldown[] = {0, 60, 120, 300};
    static const double in_cooldown[] = {0, 60, 120, 300, 600, 900, 1800};
    ADD_LIST(space, KNOB_IN_COOLDOWN, in_cooldown);
    ADD_LIST(space, KNOB_OUT_COOLDOWN, out_cooldown);
}

/// A period below the time in which VMs start would scale in for what they still take over.
static void add_mig_knobs(struct tune_space *space)
{
    static const double hold[] = {60, 120, 300, 600, 900, 1200, 1800, 2700, 3600};
    struct tune_knob *knob = add_knob(space, KNOB_HOLD, OTHER_COARSE);
    for (size_t i = 0; i < sizeof hold / sizeof *hold; i++)
        if (hold[i] >= space->ground->boot_s || i + 1 == sizeof hold / sizeof *hold)
            add_value(knob, hold[i]);
    if (knob->values < knob->coarse)
        knob->coarse = knob->values;
}

/// A cooldown below the window of five minutes would act on what was seen before.
static void add_azure_knobs(struct tune_space *space, double most)
{
    static const double out_by_share[] = {0.01, 0.05, 0.1, 0.2, 0.3, 0.5};
    static const double in_share[] = {30, 40, 50, 60, 70, 80};
    static const double in_by_share[] = {0.01, 0.05, 0.1, 0.2};
    static const double out_cooldown[] = {300, 600};
    static const double in_cooldown[] = {300, 600, 1200, 1800};
    add_shares(space, KNOB_OUT_BY, OTHER_COARSE, out_by_share,
               sizeof out_by_share / sizeof *out_by_share, most);
    ADD_LIST(space, KNOB_IN_SHARE, in_share);
    add_shares(space, KNOB_IN_BY, 1, in_by_share, sizeof in_by_share / sizeof *in_by_share, most);
    ADD_LIST(space, KNOB_IN_COOLDOWN, in_cooldown);
    ADD_LIST(space, KNOB_OUT_COOLDOWN, out_cooldown);
}

void tune_space_init(struct tune_space *space, enum tune_kind kind,
                     const struct tune_ground *ground)
{
    static const double pool_share[] = {0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};
    static const double schedule[] = {0, 50, 75, 100, 125, 150};
    static const double in[] = {0, 1, 2, 3};
    static const double rise[] = {1, 1.25, 1.5, 2, 3};
    static const double in_after[] = {5, 10, 15, 20, 30, 60};
    *space = (struct tune_space){.kind = kind, .ground = ground};
    struct tune_knob *target = add_knob(space, KNOB_TARGET, TARGET_COARSE);
    int target_most = kind == TUNE_MIG ? TARGET_MOST_MIG : TARGET_MOST;
    for (int percent = TARGET_LEAST; percent <= target_most; percent++)
        add_value(target, percent);
    struct tune_knob *minimum = add_knob(space, KNOB_MINIMUM, MINIMUM_COARSE);
    double most = fmin(fmax(instances_up(ground->peak), ground->min), ground->max);
    for (int i = 0; i <= MINIMUM_PARTS; i++)
        add_value(minimum, round(ground->min + (most - ground->min) * i / MINIMUM_PARTS));
    if (minimum->values < minimum->coarse)
        minimum->coarse = minimum->values;
    switch (kind) {
    case TUNE_HPA:
        add_replica_knobs(space);
        return;
    case TUNE_SERVICE:
        add_service_knobs(space);
        return;
    case TUNE_MIG:
        add_mig_knobs(space);
        return;
    case TUNE_AZURE:
        add_azure_knobs(space, most);
        return;
    case TUNE_TRACKING:
    case TUNE_STEPS:
        break;
    }
    if (kind == TUNE_STEPS) {
        ADD_LIST(space, KNOB_IN, in);
        ADD_LIST(space, KNOB_RISE, rise);
        ADD_LIST(space, KNOB_IN_AFTER, in_after);
        space->verdict = mem_alloc(count_tables(space), sizeof *space->verdict);
    }
    add_shares(space, KNOB_POOL, 1, pool_share, sizeof pool_share / sizeof *pool_share, most);
    if (ground->usual != NULL)
        ADD_LIST(space, KNOB_SCHEDULE, schedule);
}

void tune_space_release(struct tune_space *space)
{
    free(space->verdict);
    space->verdict = NULL;
}

double tune_space_fleet_most(double fleet)
{
    return instances_up(FLEET_OVERSHOOT * fleet * 100 / TARGET_LEAST);
}

struct tune_lattice tune_space_lattice(const struct tune_space *space)
{
    struct tune_lattice lattice = {.knobs = space->knobs};
    for (size_t k = 0; k < space->knobs; k++) {
        lattice.values[k] = space->knob[k].values;
        lattice.coarse[k] = space->knob[k].coarse;
    }
    return lattice;
}

double tune_space_value(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                        enum tune_knob_kind kind)
{
    for (size_t k = 0; k < space->knobs; k++)
        if (space->knob[k].kind == kind)
            return space->knob[k].value[at[k]];
    return 0;
}

void tune_space_describe(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                         struct str *out)
{
    for (size_t k = 0; k < space->knobs; k++) {
        const struct tune_knob *knob = &space->knob[k];
        double value = knob->value[at[k]];
        if (value == 0 && (knob->kind == KNOB_POOL || knob->kind == KNOB_SCHEDULE))
            continue;
        str_appendf(out, "%s%s=%.10g%s", k == 0 ? "" : " ", knob_words[knob->kind].name, value,
                    knob_words[knob->kind].unit);
    }
}

// --- the policies --------------------------------------------------------------------------------

static void make_group(const struct tune_ground *ground, const struct platform *platform,
                       struct policy_set *set)
{
    policy_set_init(set, platform);
    set->group.name = arena_strdup(&set->arena, ground->group);
    set->group.min = ground->min;
    set->group.max = ground->max;
}

static void make_tracking(const struct tune_ground *ground, const struct platform *platform,
                          double target, struct policy_set *set)
{
    bool service = platform == &platform_application;
    make_group(ground, platform, set);
    struct scaling_policy *policy = arena_alloc(&set->arena, sizeof *policy);
    scaling_policy_init(policy, POLICY_TARGET);
    policy->name = "target-tracking";
    policy->target = target;
    if (!service)
        policy->instance_warmup_s = ground->boot_s;
    policy->metric.kind = METRIC_CPU;
    policy->metric.name = service ? "ECSServiceAverageCPUUtilization" : "ASGAverageCPUUtilization";
    policy->metric.predefined = true;
    set->policy = policy;
    set->policies = 1;
}

static void make_hpa(const struct tune_ground *ground, double target, struct policy_set *set)
{
    make_group(ground, &platform_hpa, set);
    struct replica_metric *metric = arena_alloc(&set->arena, sizeof *metric);
    replica_metric_init(metric);
    metric->metric.kind = METRIC_CPU;
    metric->metric.name = "cpu";
    metric->metric.predefined = true;
    metric->target_type = TARGET_UTILIZATION;
    metric->target = target;
    struct replica_policy *replicas = &set->replicas;
    replicas->metric = metric;
    replicas->metrics = 1;
    replicas->target_api = "apps/v1";
    replicas->target_kind = "Deployment";
    replicas->target_name = set->group.name;
}

static struct tune_mig mig_wish(const struct tune_ground *ground, double target)
{
    return (struct tune_mig){
        .group = ground->group,
        .min = ground->min,
        .max = ground->max,
        .boot_s = ground->boot_s,
        .target = target,
        .hold_s = MIG_STABILIZATION_S,
    };
}

static struct tune_scale_set scale_set_wish(const struct tune_ground *ground, double target)
{
    return (struct tune_scale_set){
        .group = ground->group,
        .min = ground->min,
        .max = ground->max,
        .otherwise = instances_up(ground->peak * 100 / target),
        .target = target,
        .out_by = fmax(1, round(ground->peak / 5)),
        .out_cooldown_s = 300,
        .in_share = 50,
        .in_by = 1,
        .in_cooldown_s = 600,
    };
}

void tune_plain_policy(enum tune_kind kind, const struct tune_ground *ground, double target,
                       struct policy_set *set)
{
    const struct tune_mig mig = mig_wish(ground, target);
    const struct tune_scale_set rules = scale_set_wish(ground, target);
    switch (kind) {
    case TUNE_HPA:
        make_hpa(ground, target, set);
        return;
    case TUNE_MIG:
        tune_mig_make(&mig, set);
        return;
    case TUNE_AZURE:
        tune_scale_set_make(&rules, set);
        return;
    case TUNE_SERVICE:
        make_tracking(ground, &platform_application, target, set);
        return;
    case TUNE_TRACKING:
    case TUNE_STEPS:
        make_tracking(ground, &platform_ec2, target, set);
        return;
    }
}

static void add_pool(double size, struct policy_set *set)
{
    // So many whatever the group's desired capacity is: what is prepared beyond it is none.
    set->warm_pool = (struct warm_pool){
        .present = true,
        .state = POOL_STOPPED,
        .min_size = size,
        .max_prepared = set->group.min,
        .reuse_on_scale_in = true,
    };
}

/// The alarm for scaling in waits for so many datapoints of a minute, all of them low.
static void set_in_after(int minutes, struct policy_set *set)
{
    for (size_t i = 0; i < set->alarms; i++)
        if (set->alarm[i].comparison == COMPARE_LESS_OR_EQUAL)
            set->alarm[i].evaluation_periods = set->alarm[i].datapoints_to_alarm = minutes;
}

/// Whether a table rests. Two threads that ask at once find the same.
static bool table_rests(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                        const struct step_design *design)
{
    size_t table = 0;
    for (size_t i = 0; i < TABLE_KNOBS; i++) {
        size_t k = knob_place(space, table_knob[i]);
        table = table * space->knob[k].values + at[k];
    }
    atomic_schar *verdict = &space->verdict[table];
    if (atomic_load(verdict) == VERDICT_UNKNOWN) {
        struct step_cycle cycle;
        bool rests = step_design_rests(design, &cycle);
        atomic_store(verdict, rests ? VERDICT_RESTS : VERDICT_CIRCLES);
    }
    return atomic_load(verdict) == VERDICT_RESTS;
}

/// The step table of a place in the place of target tracking; false where there is none.
static bool make_steps(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                       struct policy_set *set)
{
    const struct tune_ground *ground = space->ground;
    double minimum = tune_space_value(space, at, KNOB_MINIMUM);
    struct step_wish wish = {
        .form = STEP_FORM_PERCENT,
        .target = tune_space_value(space, at, KNOB_TARGET),
        .min = minimum,
        .max = ground->max,
        .usual = fmin(fmax(ground->peak, minimum), ground->max),
        .rise = tune_space_value(space, at, KNOB_RISE),
    };
    const struct step_names names = {ground->group, ground->boot_s};
    double low[STEP_DESIGN_LOWS_MAX];
    size_t lows = 0;
    size_t in = (size_t)tune_space_value(space, at, KNOB_IN);
    if (step_design_lows(&wish, low, &lows, NULL) != 0 || in >= lows) {
        policy_set_init(set, &platform_ec2);
        return false;
    }
    struct step_design design;
    step_design_make(&wish, low[in], &design);
    step_design_policy(&design, &names, set);
    set_in_after((int)tune_space_value(space, at, KNOB_IN_AFTER), set);
    return table_rests(space, at, &design);
}

/// The policy of a place where a group has a platform's own part, which is made at once.
static void make_cloud(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                       struct policy_set *set)
{
    double target = tune_space_value(space, at, KNOB_TARGET);
    double minimum = tune_space_value(space, at, KNOB_MINIMUM);
    if (space->kind == TUNE_MIG) {
        struct tune_mig wish = mig_wish(space->ground, target);
        wish.min = minimum;
        wish.hold_s = tune_space_value(space, at, KNOB_HOLD);
        tune_mig_make(&wish, set);
        return;
    }
    struct tune_scale_set wish = scale_set_wish(space->ground, target);
    wish.min = minimum;
    wish.out_by = tune_space_value(space, at, KNOB_OUT_BY);
    wish.out_cooldown_s = tune_space_value(space, at, KNOB_OUT_COOLDOWN);
    wish.in_share = tune_space_value(space, at, KNOB_IN_SHARE);
    wish.in_by = tune_space_value(space, at, KNOB_IN_BY);
    wish.in_cooldown_s = tune_space_value(space, at, KNOB_IN_COOLDOWN);
    tune_scale_set_make(&wish, set);
}

bool tune_space_policy(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                       struct policy_set *set)
{
    const struct tune_ground *ground = space->ground;
    double target = tune_space_value(space, at, KNOB_TARGET);
    if (space->kind == TUNE_MIG || space->kind == TUNE_AZURE) {
        make_cloud(space, at, set);
        return true;
    }
    if (space->kind == TUNE_STEPS) {
        if (!make_steps(space, at, set))
            return false;
    } else {
        tune_plain_policy(space->kind, ground, target, set);
    }
    set->group.min = tune_space_value(space, at, KNOB_MINIMUM);
    if (space->kind == TUNE_HPA) {
        set->replicas.has_behavior = true;
        set->replicas.up.stabilization_s = tune_space_value(space, at, KNOB_UP_WINDOW);
        set->replicas.down.stabilization_s = tune_space_value(space, at, KNOB_DOWN_WINDOW);
        return true;
    }
    if (space->kind == TUNE_SERVICE) {
        set->policy[0].scale_in_cooldown_s = tune_space_value(space, at, KNOB_IN_COOLDOWN);
        set->policy[0].scale_out_cooldown_s = tune_space_value(space, at, KNOB_OUT_COOLDOWN);
        return true;
    }
    double pool = tune_space_value(space, at, KNOB_POOL);
    if (pool > 0)
        add_pool(pool, set);
    double share = tune_space_value(space, at, KNOB_SCHEDULE) / 100;
    if (share > 0)
        usual_need_schedule(ground->usual, share, set->group.min, set->group.max,
                            ground->boot_s + ACTION_LATE_S, set);
    return true;
}
