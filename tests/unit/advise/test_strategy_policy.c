// Each strategy as policies to deploy, on the plan of unit/plan_fixture.h, and held against the
// rules of headroom check.
#include "advise/strategy_policy.h"
#include "policy/core/lint.h"
#include "policy/platforms.h"
#include "tap.h"
#include "unit/plan_fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct plan_fixture fixture;
static const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;

/// What the rule of this identifier would recommend.
struct recommended {
    struct capacity_plan plan;
    struct recommendation what;
    struct strategy_question question;
};

static void recommend(const char *rule, enum resource_kind kind, struct recommended *made)
{
    struct analysis analysis;
    struct err err = {0};
    const struct resource_terms terms = {kind, 120, NAN, NAN};
    *made = (struct recommended){0};
    ok(capacity_plan_make(&fixture.inputs, &made->plan, &err) == 0, "the plan is made %s",
       err.text);
    analysis_init(&analysis, fixture.inputs.history, NULL, NULL);
    ok(recommend_make(&made->plan, &analysis, &terms, &made->what, &err) == 0, "recommended %s",
       err.text);
    analysis_release(&analysis);
    size_t rules;
    const struct strategy_rule *rule_at = strategy_rules(&rules);
    for (size_t i = 0; i < rules; i++)
        if (strcmp(rule_at[i].id, rule) == 0)
            made->what.rule = &rule_at[i];
    made->question = (struct strategy_question){
        .plan = &made->plan, .recommendation = &made->what, .group = "web"};
}

static void lints(const struct policy_set *set, const char *name)
{
    struct lint_report report = {0};
    const struct lint_facts facts = {
        .boot_s = 120, .longest_request_s = NAN, .drain_s = NAN, .spare = 1};
    policy_lint(set, &facts, &report);
    is_int(lint_report_count(&report, LINT_ERROR), 0, name);
    for (size_t i = 0; i < report.count; i++)
        printf("# %s: %s\n", report.finding[i].rule->id, report.finding[i].text);
    lint_report_release(&report);
}

static void test_tracking(void)
{
    struct recommended made;
    struct policy_set set;
    plan_fixture_init(&fixture);
    recommend("keeps-up", RESOURCE_COMPUTE, &made);
    strategy_policy_make(&made.question, &set, NULL);
    is_int(set.policies, 1, "reactive is one policy");
    is_int(set.policy[0].kind, POLICY_TARGET, "target tracking");
    is_text(set.policy[0].name, "web-target-tracking", "named for the group");
    // 57 instances of 50 for 1848: 64.8 %.
    near(set.policy[0].target, 64, 0, "at the utilization that headroom and spare leave");
    near(set.policy[0].instance_warmup_s, 120, 0, "warming while a unit starts");
    near(set.group.max, 86, 0, "up to half as many again as the target of 57");
    ok(set.group.min >= 1 && set.group.min <= 48, "from what the quietest step needs");
    lints(&set, "reactive passes check");
    policy_set_release(&set);

    fixture.inputs.sizing.max = 60;
    capacity_plan_release(&made.plan);
    recommend("keeps-up", RESOURCE_COMPUTE, &made);
    strategy_policy_make(&made.question, &set, NULL);
    near(set.group.max, 60, 0, "--max");
    policy_set_release(&set);
    made.question.kubernetes = true;
    strategy_policy_make(&made.question, &set, NULL);
    ok(set.platform == &platform_hpa, "for Kubernetes an autoscaler");
    near(set.replicas.metric[0].target, 64, 0, "at the same utilization");
    is_text(set.replicas.target_name, "web", "of the deployment of that name");
    lints(&set, "which passes check");
    policy_set_release(&set);
    capacity_plan_release(&made.plan);
}

static void test_predictive(void)
{
    static const char *const rules[] = {"season", "season-and-bursts"};
    for (size_t i = 0; i < 2; i++) {
        struct recommended made;
        struct policy_set set;
        plan_fixture_init(&fixture);
        recommend(rules[i], RESOURCE_COMPUTE, &made);
        strategy_policy_make(&made.question, &set, NULL);
        is_int(set.policies, 2, "two policies");
        is_int(set.policy[0].kind, POLICY_TARGET, "target tracking, which scales in");
        is_int(set.policy[1].kind, POLICY_PREDICTIVE, "and predictive scaling");
        ok(!set.policy[1].forecast_only, "which acts");
        near(set.policy[1].scheduling_buffer_s, 300, 0, "five minutes ahead at least");
        lints(&set, rules[i]);
        policy_set_release(&set);

        made.question.kubernetes = true;
        strategy_policy_make(&made.question, &set, NULL);
        ok(set.platform == &platform_keda, "for Kubernetes a ScaledObject");
        ok(set.replicas.metrics >= 2, "with triggers");
        is_text(set.replicas.metric[0].trigger, "cron", "of a schedule");
        is_text(set.replicas.metric[set.replicas.metrics - 1].trigger, "cpu", "and of CPU");
        lints(&set, "which passes check");
        policy_set_release(&set);
        capacity_plan_release(&made.plan);
    }
}

static void test_schedule(void)
{
    struct recommended made;
    struct policy_set set;
    struct notes notes = {0};
    plan_fixture_init(&fixture);
    recommend("clock", RESOURCE_COMPUTE, &made);
    strategy_policy_make(&made.question, &set, &notes);
    ok(set.scheduled_count >= 2, "a schedule has actions");
    has_text(set.scheduled[0].name, "web-capacity-01", "named for the group");
    is_int(set.policies, 1, "beside target tracking");
    double most = 0;
    for (size_t i = 0; i < set.scheduled_count; i++)
        most = fmax(most, set.scheduled[i].min);
    near(most, 57, 0, "up to the target");
    is_int(notes.count, 0, "and nothing to say");
    lints(&set, "a schedule passes check");
    policy_set_release(&set);

    fixture.forecast.step_s = 86400;
    strategy_policy_make(&made.question, &set, &notes);
    is_int(set.scheduled_count, 0, "days show no hours");
    is_int(set.policies, 1, "which leaves target tracking");
    is_int(notes.count, 1, "and is said");
    has_text(notes.note[0].text,
             "web: target tracking is written without a schedule: steps of more "
             "than 6 hours",
             "why");
    policy_set_release(&set);
    notes_release(&notes);
    capacity_plan_release(&made.plan);
}

static void test_data(void)
{
    struct recommended made;
    struct policy_set set;
    struct notes notes = {0};
    plan_fixture_init(&fixture);
    instant start = fixture.forecast.start;
    fixture.inputs.as_of = start - day / 24;
    fixture.inputs.current = 50;
    recommend("stateful", RESOURCE_DATABASE, &made);
    strategy_policy_make(&made.question, &set, &notes);
    is_int(set.scheduled_count, 1, "what holds data grows once");
    ok(set.scheduled[0].recurrence == NULL, "at one time");
    is_int(set.scheduled[0].start, made.what.breach - (120 + 600) * INSTANT_PER_SECOND,
           "a start and ten minutes before the breach");
    near(set.scheduled[0].desired, 57, 0, "to the target");
    is_int(set.policies, 0, "never by a metric");
    lints(&set, "which passes check");
    policy_set_release(&set);

    made.question.kubernetes = true;
    strategy_policy_make(&made.question, &set, &notes);
    ok(strategy_policy_is_empty(&set), "Kubernetes has nothing for it");
    has_text(notes.note[0].text, "raise its replicas in a window of your own", "what to do");
    policy_set_release(&set);
    notes_release(&notes);
    capacity_plan_release(&made.plan);

    fixture.inputs.current = 60;
    recommend("stateful", RESOURCE_DATABASE, &made);
    strategy_policy_make(&made.question, &set, &notes);
    ok(strategy_policy_is_empty(&set), "what is large enough stays as it is");
    has_text(notes.note[0].text, "web is large enough for the horizon", "which is said");
    policy_set_release(&set);
    notes_release(&notes);
    capacity_plan_release(&made.plan);
}

int main(void)
{
    test_tracking();
    test_predictive();
    test_schedule();
    test_data();
    return done();
}
