// The strain of rules, by hand, and the limits that a margin leaves.
#include "advise/tune_rule.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

static struct requirements list;

static struct tune_rule rule_of(const char *text, enum limit_kind kind)
{
    requirements_add(&list, "--require", text, NULL);
    struct requirement *requirement = &list.item[list.count - 1];
    requirement_settle(requirement, kind, 730, NULL);
    return (struct tune_rule){requirement, outcome_measure_find(requirement->measure), 0};
}

static void test_strain(void)
{
    struct tune_rule most = rule_of("violation<=1%", LIMIT_SHARE);
    near(tune_rule_strain(&most, 0.004), 0.4, 1e-12, "0.4%% takes 40%% of 1%%");
    near(tune_rule_strain(&most, 0.02), 2, 1e-12, "2%% is twice the limit");
    ok(isinf(tune_rule_strain(&most, INFINITY)), "what is missing is endless");
    near(tune_rule_limit(&most, 0.8), 0.002, 1e-12, "a margin of 80%% leaves 0.2%%");
    struct tune_rule below = rule_of("violation<1%", LIMIT_SHARE);
    ok(tune_rule_strain(&below, 0.01) > 1, "the limit itself is not below it");
    struct tune_rule least = rule_of("instances_min>=4", LIMIT_NUMBER);
    near(tune_rule_strain(&least, 5), 0.8, 1e-12, "5 of at least 4: 4 / 5");
    near(tune_rule_strain(&least, 2), 2, 1e-12, "2 are half of it");
    ok(isinf(tune_rule_strain(&least, 0)), "0 never reach it");
    near(tune_rule_limit(&least, 0.2), 5, 1e-12, "a fifth of margin wants 5");
    struct tune_rule none = rule_of("violation<=0%", LIMIT_SHARE);
    near(tune_rule_strain(&none, 0), 0, 0, "nothing against 0");
    ok(tune_rule_strain(&none, 1e-9) > 1, "anything else is too much");
}

/// A rule holds with a margin exactly where its strain is at most 1 - margin.
static void test_margin(void)
{
    struct tune_rule rules[] = {rule_of("violation<=2%", LIMIT_SHARE),
                                rule_of("utilization_mean>=40%", LIMIT_SHARE)};
    size_t differ = 0;
    for (size_t r = 0; r < 2; r++)
        for (int m = 0; m < 10; m++)
            for (int i = 1; i < 1000; i++) {
                double margin = m / 10.0, actual = (i + 0.5) / 1000;
                struct requirement tightened = *rules[r].requirement;
                tightened.limit = tune_rule_limit(&rules[r], margin);
                differ += requirement_holds(&tightened, actual) !=
                          (tune_rule_strain(&rules[r], actual) <= (1 - margin) * (1 + 1e-12));
            }
    is_int((long long)differ, 0, "strain and tightened limit agree");
}

int main(void)
{
    test_strain();
    test_margin();
    requirements_release(&list);
    return done();
}
