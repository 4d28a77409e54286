// Which replays rules are about: every kind of scenario against every kind of rule.
#include "advise/rule_scenario.h"
#include "tap.h"

static struct requirements list;

static void add(const char *text)
{
    requirements_add(&list, "--require", text, NULL);
}

static bool about(size_t rule, enum scenario_kind kind, const char *scenario)
{
    return rule_is_about(&list, &list.item[rule], kind, scenario);
}

int main(void)
{
    add("violation<=1%");     // 0
    add("trace:lost<=0%");    // 1
    add("10x:violation<=5%"); // 2
    add("cost_month<=2000");  // 3
    add("waste_hours<=10");   // 4
    const struct requirement waiver = {.text = "step-gap", .measure = "step-gap"};
    requirements_push(&list, &waiver); // 5
    ok(about(0, SCENARIO_TRACE, "trace"), "without a scenario: the trace");
    ok(about(0, SCENARIO_TRACE, "path-7"), "and each path");
    ok(about(0, SCENARIO_SURGE, "5x"), "and surges that are asked for");
    ok(!about(0, SCENARIO_SURGE, "10x"), "but for those with a rule of their own");
    ok(!about(0, SCENARIO_NAMED_SURGE, "20x"), "and none that only a rule names");
    ok(about(1, SCENARIO_TRACE, "path-7"), "trace: every trace");
    ok(!about(1, SCENARIO_SURGE, "5x"), "and no surge");
    ok(about(2, SCENARIO_NAMED_SURGE, "10x"), "a surge that a rule names is its own");
    ok(about(2, SCENARIO_SURGE, "10x"), "also where it is asked for");
    ok(!about(2, SCENARIO_SURGE, "5x"), "but no other surge");
    ok(!about(2, SCENARIO_TRACE, "trace"), "and no trace");
    ok(about(3, SCENARIO_TRACE, "trace"), "money: of the trace");
    ok(!about(3, SCENARIO_SURGE, "5x"), "and of no surge");
    ok(!about(4, SCENARIO_SURGE, "5x"), "nor are hours");
    ok(!about(5, SCENARIO_TRACE, "trace"), "a waiver of lint is about no replay");
    requirements_release(&list);
    return done();
}
