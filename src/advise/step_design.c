#include "advise/step_design.h"

#include "maths/whole_instances.h"
#include "policy/aws/step_scaling.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdio.h>

/// A metric of shares shows no more than this: the top step is for whatever is above.
#define FULL 100.0

/// The band is at least this wide at the top: the threshold for scaling in is at most this share of
/// the target.
#define LOW_SHARE_MOST 0.85

/// From one threshold for scaling in to the next one tried.
#define LOW_RATIO 0.85

/// Width that a step has at least, in per cent of utilization.
#define STEP_WIDTH_LEAST 5.0

/// Each fleet between minimum and maximum is gone through: so many at most.
#define FLEET_MOST 1e6

/// Scaling in removes a tenth of the usual fleet, and a quarter where less than half of the
/// threshold is used: slowly, since too many instances cost little for a while.
static const double IN_SHARE[STEP_DESIGN_IN_MAX] = {0.10, 0.25};

/// The most whole instances or per cent that are below `limit`.
static double below(double limit)
{
    return instances_up(limit) - 1;
}

// --- the threshold for scaling in ----------------------------------------------------------------

/// The highest whole threshold for scaling in at which one instance more in the smallest fleet
/// leaves the utilization above it.
static double highest_low(double target, double min)
{
    return fmin(below(target * min / (min + 1)), floor(target * LOW_SHARE_MOST));
}

static int no_band(const struct step_wish *wish, struct err *err)
{
    double min = wish->min, target = wish->target;
    while (highest_low(wish->target, min) < STEP_LOW_LEAST && min < wish->max)
        min++;
    while (highest_low(target, wish->min) < STEP_LOW_LEAST)
        target++;
    char min_too[64] = "";
    if (highest_low(wish->target, min) >= STEP_LOW_LEAST)
        snprintf(min_too, sizeof min_too, "--min %.10g or ", min);
    return err_set(
        err, ERR_USAGE,
        "--target %.10g%% with --min %.10g leaves no band in which nothing happens: one instance "
        "more brings %.10g%% down to %.3g%%, and to scale in below that an alarm would wait for "
        "less than the %.10g%% that idle instances use; %s--target %.10g%% would do",
        wish->target, wish->min, wish->target, wish->target * wish->min / (wish->min + 1),
        STEP_LOW_LEAST, min_too, target);
}

static int check_wish(const struct step_wish *wish, struct err *err)
{
    if (!(wish->target >= STEP_TARGET_LEAST && wish->target <= STEP_TARGET_MOST))
        return err_set(
            err, ERR_USAGE,
            "--target %.10g%% is out of range for steps: %.10g%% to %.10g%%, above which "
            "a saturated instance cannot be told from a busy one",
            wish->target, STEP_TARGET_LEAST, STEP_TARGET_MOST);
    if (!(wish->min >= 1))
        return err_set(
            err, ERR_USAGE,
            "--min %.10g: a fleet of no instances has no utilization that an alarm could "
            "see; --min 1 or more",
            wish->min);
    if (!(wish->max > wish->min))
        return err_set(err, ERR_USAGE,
                       "--max %.10g is not above --min %.10g: there is nothing to scale", wish->max,
                       wish->min);
    if (wish->max > FLEET_MOST)
        return err_set(
            err, ERR_USAGE,
            "a step table is gone through for fleets of up to %.10g, not of %.10g: --max "
            "bounds them; are the demand and --per-instance in one unit?",
            FLEET_MOST, wish->max);
    return 0;
}

int step_design_lows(const struct step_wish *wish, double low[STEP_DESIGN_LOWS_MAX], size_t *count,
                     struct err *err)
{
    *count = 0;
    if (check_wish(wish, err) != 0)
        return -1;
    double next = highest_low(wish->target, wish->min);
    if (next < STEP_LOW_LEAST)
        return no_band(wish, err);
    while (next >= STEP_LOW_LEAST && *count < STEP_DESIGN_LOWS_MAX) {
        low[(*count)++] = next;
        next = floor(next * LOW_RATIO);
    }
    return 0;
}

// --- the steps -----------------------------------------------------------------------------------

/// The change that multiplies the usual fleet by `factor`, rounded up, but below what multiplies a
/// fleet of `least` by `limit`.
static double change_for(const struct step_wish *wish, double factor, double least, double limit)
{
    if (wish->form == STEP_FORM_PERCENT)
        return fmin(instances_up(100 * (factor - 1)), below(100 * (limit - 1)));
    double change = instances_up(wish->usual * (factor - 1));
    return fmin(fmax(change, 1), fmax(below(least * (limit - 1)), 1));
}

static void make_out(struct step_design *design)
{
    const struct step_wish *wish = &design->wish;
    struct step_side *out = &design->out;
    double room = FULL - wish->target;
    size_t steps = (size_t)fmin(fmax(floor(room / STEP_WIDTH_LEAST), 1), STEP_DESIGN_OUT_MAX);
    for (size_t i = 0; i < steps; i++)
        out->bound[i] = wish->target + floor(room * (double)i / (double)steps);
    for (size_t i = 0; i < steps; i++) {
        double upper = i + 1 < steps ? out->bound[i + 1] : FULL;
        double change = change_for(wish, wish->rise * upper / wish->target, wish->min,
                                   out->bound[i] / design->low);
        out->change[i] = fmax(fmax(change, 1), i > 0 ? out->change[i - 1] : 1);
    }
    out->steps = steps;
}

static void make_in(struct step_design *design)
{
    const struct step_wish *wish = &design->wish;
    struct step_side *in = &design->in;
    double half = floor(design->low / 2);
    size_t steps = half >= STEP_LOW_LEAST ? 2 : 1;
    in->steps = steps;
    in->bound[0] = design->low;
    in->bound[1] = half; // only where there are two
    for (size_t i = 0; i < steps; i++) {
        // After the removal of a share s of n, the load of each is 1 / (1 - s) times as much.
        double kept = in->bound[i] / wish->target;
        double change =
            wish->form == STEP_FORM_PERCENT
                ? fmin(100 * IN_SHARE[i], below(100 * (1 - kept)))
                : fmin(floor(wish->usual * IN_SHARE[i]), below(wish->min * (1 / kept - 1)));
        in->change[i] = -fmax(change, 1);
    }
}

void step_design_make(const struct step_wish *wish, double low, struct step_design *design)
{
    *design = (struct step_design){.wish = *wish, .low = low};
    make_out(design);
    make_in(design);
}

// --- as policies ---------------------------------------------------------------------------------

static void cpu_metric(struct arena *arena, const char *group, struct scaling_metric *metric)
{
    metric->kind = METRIC_CPU;
    metric->name = "CPUUtilization";
    metric->space = "AWS/EC2";
    metric->period_s = STEP_PERIOD_S;
    metric->dimension = arena_alloc(arena, sizeof *metric->dimension);
    metric->dimension[0] = (struct metric_dimension){"AutoScalingGroupName", group};
    metric->dimensions = 1;
}

/// The steps of a side, lowest bound first, relative to its threshold.
static void fill_steps(const struct step_side *side, bool high, struct scaling_policy *policy)
{
    double threshold = side->bound[0];
    for (size_t i = 0; i < side->steps; i++) {
        double near = side->bound[i] - threshold;
        bool last = i + 1 == side->steps;
        double far = last ? (high ? INFINITY : -INFINITY) : side->bound[i + 1] - threshold;
        struct step_adjustment *step = &policy->step[high ? i : side->steps - 1 - i];
        *step = (struct step_adjustment){
            .lower = high ? near : far, .upper = high ? far : near, .adjustment = side->change[i]};
    }
    policy->steps = side->steps;
}

static void add_side(const struct step_design *design, const struct step_names *names, bool high,
                     struct policy_set *set)
{
    struct arena *arena = &set->arena;
    const struct step_side *side = high ? &design->out : &design->in;
    struct scaling_policy *policy = &set->policy[set->policies++];
    struct policy_alarm *alarm = &set->alarm[set->alarms];
    scaling_policy_init(policy, POLICY_STEP);
    policy->name = high ? "scale-out" : "scale-in";
    policy->adjustment_type =
        design->wish.form == STEP_FORM_PERCENT ? ADJUST_PERCENT : ADJUST_CHANGE;
    policy->instance_warmup_s = names->boot_s;
    policy->step = arena_alloc(arena, STEP_DESIGN_OUT_MAX * sizeof *policy->step);
    fill_steps(side, high, policy);
    policy->alarm = arena_alloc(arena, sizeof *policy->alarm);
    policy->alarm[0] = set->alarms++;
    policy->alarms = 1;
    policy_alarm_init(alarm);
    alarm->name = arena_printf(arena, "%s-cpu-%s", names->group, high ? "high" : "low");
    alarm->comparison = high ? COMPARE_GREATER_OR_EQUAL : COMPARE_LESS_OR_EQUAL;
    alarm->threshold = side->bound[0];
    alarm->evaluation_periods = alarm->datapoints_to_alarm =
        high ? STEP_OUT_DATAPOINTS : STEP_IN_DATAPOINTS;
    const char **action = arena_alloc(arena, sizeof *action);
    action[0] = policy->name;
    alarm->action = action;
    alarm->actions = 1;
    cpu_metric(arena, set->group.name, &alarm->metric);
}

static void begin_set(const struct step_design *design, const struct step_names *names,
                      struct policy_set *set)
{
    policy_set_init(set, &platform_ec2);
    set->group.name = arena_strdup(&set->arena, names->group);
    set->group.min = design->wish.min;
    set->group.max = design->wish.max;
    set->policy = arena_alloc(&set->arena, 2 * sizeof *set->policy);
    set->alarm = arena_alloc(&set->arena, 2 * sizeof *set->alarm);
}

void step_design_policy(const struct step_design *design, const struct step_names *names,
                        struct policy_set *set)
{
    begin_set(design, names, set);
    add_side(design, names, true, set);
    add_side(design, names, false, set);
}

void step_design_tracking(const struct step_design *design, const struct step_names *names,
                          struct policy_set *set)
{
    begin_set(design, names, set);
    struct scaling_policy *policy = &set->policy[set->policies++];
    scaling_policy_init(policy, POLICY_TARGET);
    policy->name = "target-tracking";
    policy->target = design->wish.target;
    policy->instance_warmup_s = names->boot_s;
    policy->metric.kind = METRIC_CPU;
    policy->metric.name = "ASGAverageCPUUtilization";
    policy->metric.predefined = true;
}

// --- what it does --------------------------------------------------------------------------------

static void loop_of(const struct policy_set *set, struct alarmed_policy member[2],
                    struct step_loop *loop)
{
    for (size_t i = 0; i < 2; i++)
        member[i] = (struct alarmed_policy){&set->policy[i], &set->alarm[i]};
    *loop = (struct step_loop){member, 2, set->group.min, set->group.max};
}

static const struct step_names NAMELESS = {"fleet", 0};

double step_design_after(const struct step_design *design, double change, double utilization)
{
    const struct step_wish *wish = &design->wish;
    if (wish->form == STEP_FORM_PERCENT)
        change = adjustment_round(wish->usual * change / 100);
    double size = fmin(fmax(wish->usual + change, wish->min), wish->max);
    return utilization * wish->usual / size;
}

size_t step_design_demands(const struct step_wish *wish)
{
    /// Fleets times demands that are gone through at most.
    enum { MAP_POINTS_MAX = 1000000 };
    return (size_t)fmin(STEP_LOOP_DEMANDS, ceil(MAP_POINTS_MAX / (wish->max - wish->min + 1)));
}

bool step_design_rests(const struct step_design *design, struct step_cycle *cycle)
{
    struct policy_set set;
    struct alarmed_policy member[2];
    struct step_loop loop;
    step_design_policy(design, &NAMELESS, &set);
    loop_of(&set, member, &loop);
    step_oscillation(&loop, 2 * FULL, step_design_demands(&design->wish), cycle);
    policy_set_release(&set);
    return cycle->demands == 0;
}
