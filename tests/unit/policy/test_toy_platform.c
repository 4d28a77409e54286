// A platform in one file: what it is called and does, its rule, its file, and how the replay works
// with it. Nothing else has to know it.
#include "maths/maths.h"
#include "policy/core/lint_part.h"
#include "policy/core/platform.h"
#include "policy_calls.h"
#include "policy_samples.h"
#include "sim/autoscaler.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>

// --- the platform --------------------------------------------------------------------------------

/// Adds one instance every two minutes, whatever happens.
struct toy_policy {
    double ceiling;
};

enum { TOY_LOW };

static const struct lint_rule toy_rules[] = {
    [TOY_LOW] = {"toy-low", LINT_WARNING, "the ceiling is below 2: nothing is added",
                 "raise the ceiling", "its manual"},
};

static void lint_toy(const struct lint_run *run)
{
    const struct toy_policy *policy = run->set->own;
    if (policy->ceiling < 2)
        lint_add_own(run, TOY_LOW, &run->set->group.origin, "a ceiling of %.10g", policy->ceiling);
}

static void (*const toy_lint[])(const struct lint_run *run) = {lint_toy, NULL};

static void write_toy(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    (void)notes;
    for (size_t i = 0; i < sets->count; i++)
        str_appendf(out, "%s: at most %.10g\n", sets->set[i]->group.name,
                    ((const struct toy_policy *)sets->set[i]->own)->ceiling);
}

static const struct platform platform_toy = {
    .name = "toy",
    .defaults = {.boot_s = 60, .metric_point_s = 60, .sample_s = 60},
    .rule = toy_rules,
    .rules = 1,
    .lint = toy_lint,
    .write = {[POLICY_FORMAT_AWS] = write_toy},
    .other_format = "a toy has one format",
};

// --- its replay ----------------------------------------------------------------------------------

struct toy {
    const struct toy_policy *policy;
    instant next;
};

enum { EVERY_MS = 120000 };

static int toy_start(void *state, const struct replay_environment *environment,
                     struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    struct toy *toy = state;
    (void)feeds;
    (void)notes;
    (void)err;
    *toy = (struct toy){.policy = environment->set->own, .next = environment->start + EVERY_MS};
    return 0;
}

static int64_t toy_min(const void *state)
{
    (void)state;
    return 1;
}

static int64_t toy_max(const void *state)
{
    return (int64_t)((const struct toy *)state)->policy->ceiling;
}

static double toy_steady(const void *state, const struct metric_feeds *feeds, double demand)
{
    (void)state;
    (void)feeds;
    (void)demand;
    return 1;
}

static instant toy_next(const void *state)
{
    return ((const struct toy *)state)->next;
}

static void toy_decide(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                       struct event_log *log)
{
    struct toy *toy = state;
    (void)feeds;
    if (fleet->desired < toy_max(state)) {
        struct scaling_event event =
            scaling_event_of(CAUSE_TARGET, toy->next, fleet->desired, fleet->desired + 1);
        event.source = "the clock";
        fleet_scale_to(fleet, fleet->desired + 1, toy->next, 0, event_log_add(log, &event));
    }
    toy->next += EVERY_MS;
}

static void toy_release(void *state)
{
    (void)state;
}

static const struct autoscaler_class toy_class = {
    .size = sizeof(struct toy),
    .start = toy_start,
    .min = toy_min,
    .max = toy_max,
    .steady = toy_steady,
    .next = toy_next,
    .decide = toy_decide,
    .release = toy_release,
};

// --- it works ------------------------------------------------------------------------------------

static void replays(const struct policy_set *set)
{
    static const struct unit per_second = {.dimension = DIMENSION_RATE, .scale = 1};
    static const struct metric_terms terms = {.per_instance = 100, .unit = &per_second};
    struct replay_workspace workspace = {0};
    struct replay_input input;
    struct outcome outcome;
    struct demand demand;
    struct err err = {0};
    sample_constant(&demand, 50, 10);
    replay_input_init(&input);
    input.policy = set;
    input.autoscaler = &toy_class;
    input.demand = &demand;
    input.terms = &terms;
    input.initial = 1;
    input.keeps_events = true;
    input.keeps_timeline = true;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "it replays");
    is_int(workspace.timeline.row[2].desired, 2, "two after two minutes");
    is_int(workspace.timeline.row[2].in_service, 1, "of which one still boots");
    is_int(workspace.timeline.row[3].in_service, 2, "for its minute");
    is_int(workspace.timeline.row[9].desired, 3, "and never more than its ceiling");
    is_text(workspace.log.event[0].source, "the clock", "an event says who asked");
    replay_workspace_release(&workspace);
    demand_release(&demand);
}

int main(void)
{
    maths_init();
    static const struct toy_policy policy = {.ceiling = 3};
    static const struct toy_policy low = {.ceiling = 1};
    static const struct lint_facts facts = {NAN, NAN, NAN, NAN};
    struct policy_set set;
    struct lint_report report = {0};
    struct str out = {0};
    struct err err = {0};
    policy_set_init(&set, &platform_toy);
    set.group.name = "box";
    set.own = &low;
    policy_lint(&set, &facts, &report);
    is_int((long long)report.count, 1, "its rule is held against it");
    is_text(report.finding[0].rule->id, "toy-low", "by its name");
    set.own = &policy;
    is_int(policy_write(&set, POLICY_FORMAT_AWS, &out, NULL, &err), 0, "it is written");
    is_text(str_text(&out), "box: at most 3\n", "in its format");
    is_int(policy_write(&set, POLICY_FORMAT_HPA, &out, NULL, &err), -1, "and in no other");
    is_text(err.text, "a toy has one format", "with its message");
    replays(&set);
    lint_report_release(&report);
    policy_set_release(&set);
    str_release(&out);
    return done();
}
