// What lint calls out of reach is never seen in replays, and what it does not is: random policies
// of each platform against demands that rise, fall, swing and walk, from small and from great
// fleets.
#include "base/str.h"
#include "maths/random.h"
#include "policy/core/lint.h"
#include "policy/core/policy_read.h"
#include "policy_samples.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { POLICIES = 300, MINUTES = 480, DEMANDS = 6, STARTS = 3 };

static const double PER_INSTANCE = 100;
static const struct unit per_second = {.dimension = DIMENSION_RATE, .scale = 1};
static const struct metric_terms terms = {.per_instance = 100, .unit = &per_second};

static const char *pick(struct random *random, const char *const *word, size_t words)
{
    return word[random_below(random, words)];
}

#define PICK(random, ...)                                                                          \
    pick(random, (const char *const[]){__VA_ARGS__},                                               \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

// --- policies of each platform -------------------------------------------------------------------

// Thresholds of two alarms, or rules, meet at the ends of the metric alone: a value that is met
// within may be the only one that something acts at.

static void put_alarm(struct random *random, struct str *text, const char *name)
{
    const char *operator= PICK(random, "GreaterThanThreshold", "GreaterThanOrEqualToThreshold",
                               "LessThanThreshold", "LessThanOrEqualToThreshold");
    const char *threshold = name[0] == 'a' ? PICK(random, "-1", "0", "30", "60", "100", "101")
                                           : PICK(random, "-1", "0", "25", "65", "100", "101");
    str_appendf(text,
                "{\"AlarmName\": \"%s\", \"AlarmActions\": [\"%s\"], \"Namespace\": \"AWS/EC2\", "
                "\"MetricName\": \"CPUUtilization\", \"Statistic\": \"Average\", \"Period\": 60, "
                "\"EvaluationPeriods\": 1, \"Threshold\": %s, \"ComparisonOperator\": \"%s\"}",
                name, name, threshold, operator);
}

static void put_step(struct random *random, struct str *text, const char *name)
{
    const char *bound =
        PICK(random, "\"MetricIntervalLowerBound\": 0", "\"MetricIntervalUpperBound\": 0");
    const char *type = PICK(random, "ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity");
    const char *by =
        type[0] == 'E' ? PICK(random, "1", "6", "40") : PICK(random, "1", "50", "-1", "-50");
    str_appendf(
        text,
        "{\"AutoScalingGroupName\": \"web\", \"PolicyName\": \"%s\", \"PolicyARN\": \"%s\", "
        "\"PolicyType\": \"StepScaling\", \"AdjustmentType\": \"%s\", "
        "\"EstimatedInstanceWarmup\": 60, \"StepAdjustments\": [{%s, "
        "\"ScalingAdjustment\": %s}]}",
        name, name, type, bound, by);
}

static void make_aws(struct random *random, struct str *text)
{
    int least = 1 + (int)random_below(random, 4);
    str_appendf(text,
                "{\"AutoScalingGroups\": [{\"AutoScalingGroupName\": \"web\", \"MinSize\": %d, "
                "\"MaxSize\": %d, \"DefaultInstanceWarmup\": 60}], \"ScalingPolicies\": [",
                least, least + 1 + (int)random_below(random, 12));
    bool tracks = random_below(random, 3) == 0;
    if (tracks)
        str_appendf(text,
                    "{\"AutoScalingGroupName\": \"web\", \"PolicyName\": \"t\", \"PolicyType\": "
                    "\"TargetTrackingScaling\", \"TargetTrackingConfiguration\": {\"TargetValue\": "
                    "%s, \"DisableScaleIn\": %s, \"PredefinedMetricSpecification\": "
                    "{\"PredefinedMetricType\": \"ASGAverageCPUUtilization\"}}}]}",
                    PICK(random, "30", "60", "95"), PICK(random, "true", "false"));
    if (tracks)
        return;
    put_step(random, text, "a");
    str_append(text, ", ");
    put_step(random, text, "b");
    str_append(text, "], \"MetricAlarms\": [");
    put_alarm(random, text, "a");
    str_append(text, ", ");
    put_alarm(random, text, "b");
    str_append(text, "]}");
}

static void put_rules(struct random *random, struct str *text, const char *name)
{
    str_appendf(text, "\"%s\": {\"stabilizationWindowSeconds\": 60", name);
    if (random_below(random, 2) == 0)
        str_appendf(text, ", \"tolerance\": \"%s\"", PICK(random, "0", "0.2", "0.6", "1"));
    if (random_below(random, 4) == 0)
        str_append(text, ", \"selectPolicy\": \"Disabled\"");
    if (random_below(random, 2) == 0)
        str_appendf(text,
                    ", \"policies\": [{\"type\": \"%s\", \"value\": %s, \"periodSeconds\": 60}]",
                    PICK(random, "Pods", "Percent"), PICK(random, "1", "10", "100"));
    str_append(text, "}");
}

static void make_pods(struct random *random, struct str *text)
{
    int least = 1 + (int)random_below(random, 4);
    str_appendf(
        text,
        "{\"apiVersion\": \"autoscaling/v2\", \"kind\": \"HorizontalPodAutoscaler\", "
        "\"metadata\": {\"name\": \"web\"}, \"spec\": {\"scaleTargetRef\": {\"apiVersion\": "
        "\"apps/v1\", \"kind\": \"Deployment\", \"name\": \"web\"}, \"minReplicas\": %d, "
        "\"maxReplicas\": %d, \"metrics\": [{\"type\": \"Resource\", \"resource\": {\"name\": "
        "\"cpu\", \"target\": {\"type\": \"Utilization\", \"averageUtilization\": %s}}}], "
        "\"behavior\": {",
        least, least + 1 + (int)random_below(random, 30),
        PICK(random, "30", "50", "80", "90", "91", "95", "100"));
    put_rules(random, text, "scaleUp");
    str_append(text, ", ");
    put_rules(random, text, "scaleDown");
    str_append(text, "}}}");
}

static void make_mig(struct random *random, struct str *text)
{
    int least = 1 + (int)random_below(random, 4);
    str_appendf(
        text,
        "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": %d, "
        "\"maxNumReplicas\": %d, \"coolDownPeriodSec\": 60, \"stabilizationPeriodSec\": 300, "
        "\"mode\": \"%s\", \"cpuUtilization\": {\"utilizationTarget\": %s}",
        least, least + 1 + (int)random_below(random, 30),
        PICK(random, "ON", "ON", "ON", "ONLY_SCALE_OUT", "OFF"),
        PICK(random, "0.3", "0.6", "0.95", "0.98", "1"));
    if (random_below(random, 2) == 0)
        str_appendf(text,
                    ", \"scaleInControl\": {\"timeWindowSec\": 120, \"maxScaledInReplicas\": "
                    "{\"%s\": %s}}",
                    PICK(random, "fixed", "percent"), PICK(random, "0", "1", "20", "60"));
    str_append(text, "}}");
}

static void put_azure_rule(struct random *random, struct str *text, bool out)
{
    str_appendf(
        text,
        "{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
        "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": "
        "\"PT5M\", \"timeAggregation\": \"Average\", \"operator\": \"%s\", \"threshold\": "
        "%s}, \"scaleAction\": {\"direction\": \"%s\", \"type\": \"%s\", \"value\": \"%s\", "
        "\"cooldown\": \"PT5M\"}}",
        out ? PICK(random, "GreaterThan", "GreaterThanOrEqual", "LessThan")
            : PICK(random, "LessThan", "LessThanOrEqual", "GreaterThan"),
        out ? PICK(random, "0", "25", "70", "100", "120")
            : PICK(random, "0", "20", "60", "100", "120"),
        out ? "Increase" : "Decrease",
        PICK(random, "ChangeCount", "PercentChangeCount", "ExactCount"),
        PICK(random, "1", "2", "10", "30"));
}

static void make_azure(struct random *random, struct str *text)
{
    int least = 1 + (int)random_below(random, 4);
    str_appendf(
        text,
        "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": "
        "\"/ss/web\", \"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"%d\", "
        "\"maximum\": \"%d\", \"default\": \"%d\"}, \"rules\": [",
        least, least + 1 + (int)random_below(random, 20), least);
    size_t rules = 1 + (size_t)random_below(random, 3);
    for (size_t i = 0; i < rules; i++) {
        str_append(text, i == 0 ? "" : ", ");
        put_azure_rule(random, text, i == 0 || random_below(random, 3) == 0);
    }
    str_append(text, "]}]}}");
}

// --- what lint says, and what replays show -------------------------------------------------------

/// Whether lint lets a policy add, and remove.
struct reach {
    bool out, in;
};

static struct reach reach_said(const struct policy_set *set)
{
    static const struct {
        const char *rule, *text;
        bool out, in;
    } never[] = {
        {"no-scale-out", "", true, false},
        {"no-scale-in", "", false, true},
        {"held-by-tolerance", "nothing scales up", true, false},
        {"held-by-tolerance", "nothing scales down", false, true},
        {"held-at-request", "", true, false},
        {"mig-mode-off", "", true, true},
        {"mig-scale-in-never", "", false, true},
    };
    const struct lint_facts facts = {
        .boot_s = NAN, .longest_request_s = NAN, .drain_s = NAN, .spare = NAN};
    struct lint_report report = {0};
    struct reach reach = {true, true};
    policy_lint(set, &facts, &report);
    for (size_t i = 0; i < report.count; i++)
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (strcmp(report.finding[i].rule->id, never[k].rule) == 0 &&
                strstr(report.finding[i].text, never[k].text) != NULL) {
                reach.out = reach.out && !never[k].out;
                reach.in = reach.in && !never[k].in;
            }
    lint_report_release(&report);
    return reach;
}

/// Falls and rises again, stands still at nothing, rises without end, swings, walks.
static void make_demand(struct random *random, size_t kind, double full, struct demand *demand)
{
    sample_constant(demand, 0, MINUTES);
    double level = 0.5 * full;
    for (size_t i = 0; i < MINUTES; i++) {
        double part = (double)i / MINUTES;
        level = fmin(fmax(level * (1 + 0.1 * random_normal(random)), 0.01 * full), 2 * full);
        const double shape[DEMANDS] = {
            0,
            4 * full,
            i < MINUTES / 2 ? 4 * full : 0,
            full * part * part,
            full * (0.5 - 0.5 * cos(part * 12)),
            level,
        };
        demand->value[i] = shape[kind];
    }
}

/// Adds what one replay shows beyond its start, which brings a fleet between the limits.
static void look(const struct replay_workspace *workspace, struct reach *seen)
{
    const struct timeline *timeline = &workspace->timeline;
    for (size_t i = 1; i < timeline->count; i++) {
        seen->out = seen->out || timeline->row[i].desired > timeline->row[i - 1].desired;
        seen->in = seen->in || timeline->row[i].desired < timeline->row[i - 1].desired;
    }
}

static struct reach reach_seen(struct random *random, const struct policy_set *set)
{
    struct reach seen = {false, false};
    struct replay_workspace workspace = {0};
    const double starts[STARTS] = {set->group.min, ceil((set->group.min + set->group.max) / 2),
                                   set->group.max};
    for (size_t kind = 0; kind < DEMANDS; kind++)
        for (size_t k = 0; k < STARTS; k++) {
            struct replay_input input;
            struct outcome outcome;
            struct demand demand;
            struct err err = {0};
            make_demand(random, kind, PER_INSTANCE * set->group.max, &demand);
            replay_input_init(&input);
            input.policy = set;
            input.demand = &demand;
            input.terms = &terms;
            input.initial = starts[k];
            input.keeps_timeline = true;
            if (replay(&input, &workspace, &outcome, NULL, &err) == 0)
                look(&workspace, &seen);
            demand_release(&demand);
        }
    replay_workspace_release(&workspace);
    return seen;
}

static void check_platform(const char *name, void (*make)(struct random *random, struct str *text))
{
    struct random random;
    size_t false_never = 0, false_can = 0, never = 0, can = 0, refused = 0;
    random_seed(&random, 99, 0);
    for (size_t i = 0; i < POLICIES; i++) {
        struct str text = {0};
        struct policy_set set;
        struct err err = {0};
        make(&random, &text);
        const struct policy_text file = {name, str_text(&text), text.length};
        if (policy_read_texts(&file, 1, NULL, &set, NULL, &err) != 0) {
            refused++;
            str_release(&text);
            continue;
        }
        struct reach said = reach_said(&set);
        struct reach seen = reach_seen(&random, &set);
        bool wrong_never = (!said.out && seen.out) || (!said.in && seen.in);
        // A group of which nothing adds is said to need that first.
        bool wrong_can = (said.out && !seen.out) || (said.in && !seen.in && said.out);
        never += !said.out || !said.in;
        can += said.out && said.in;
        false_never += wrong_never;
        false_can += wrong_can;
        if (wrong_never || wrong_can)
            printf("# %s: said out %d in %d, seen out %d in %d: %s\n", name, said.out, said.in,
                   seen.out, seen.in, str_text(&text));
        policy_set_release(&set);
        str_release(&text);
    }
    ok(refused == 0, "%s: all are read", name);
    ok(false_never == 0, "%s: what can never be is never seen", name);
    ok(false_can == 0, "%s: what can be is seen", name);
    ok(never > 10 && can > 10, "%s: %zu of one kind, %zu of the other", name, never, can);
}

int main(void)
{
    check_platform("aws", make_aws);
    check_platform("pods", make_pods);
    check_platform("mig", make_mig);
    check_platform("azure", make_azure);
    return done();
}
