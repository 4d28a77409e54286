#include "advise/step_choice.h"
#include "policy_samples.h"
#include "tap.h"

#include <math.h>

enum { MINUTES = 2880 };

static void check_choice(const struct step_choice *choice)
{
    double least = INFINITY;
    for (size_t i = 0; i < choice->trials; i++)
        if (choice->trial[i].outcome.violation <= choice->tracking.violation)
            least = fmin(least, choice->trial[i].outcome.instance_hours);
    const struct outcome *best = &choice->trial[choice->best].outcome;
    ok(choice->as_good == isfinite(least), "as good where one of them is");
    if (choice->as_good)
        near(best->instance_hours, least, 0, "and of those the cheapest");
    for (size_t i = 0; i < choice->trials && !choice->as_good; i++)
        ok(best->violation <= choice->trial[i].outcome.violation, "else the shortest violation");
}

int main(void)
{
    double value[MINUTES];
    struct demand demand = {.tick_ms = 60000, .n = MINUTES, .ticks_a_row = 1, .value = value};
    struct unit unit = {0};
    struct metric_terms terms = {.per_instance = 100, .unit = &unit, .demand_name = "load"};
    struct step_names names = {"web", 120};
    struct step_wish wish = {STEP_FORM_PERCENT, 60, 4, 60, 20, 1};
    const double rise[STEP_RISES] = {1.05, 1.5};
    struct replay_input input;
    struct step_choice choice;
    struct err err = {0};
    replay_input_init(&input);
    input.demand = &demand;
    input.terms = &terms;
    input.timing.boot_s = 120;

    // Two days between 2 and 22 instances' worth.
    for (size_t i = 0; i < MINUTES; i++)
        value[i] = 1200 - 1000 * cos(2 * 3.14159265358979 * (double)i / 1440);
    is_int(step_choice_make(&wish, rise, &names, &input, &choice, NULL, &err), 0, "days");
    ok(choice.as_good, "steps are as good as target tracking");
    near(choice.trial[choice.best].outcome.violation, 0, 0, "nothing is violated");
    is_int((long)choice.trials, 8, "the first rise is enough");
    check_choice(&choice);

    // The same replay by itself.
    struct policy_set set;
    struct replay_workspace workspace = {0};
    struct outcome outcome;
    step_design_policy(&choice.trial[choice.best].design, &names, &set);
    input.policy = &set;
    replay(&input, &workspace, &outcome, NULL, &err);
    near(outcome.instance_hours, choice.trial[choice.best].outcome.instance_hours, 0,
         "what was measured is what the policy does");
    near(outcome.flaps_day, 2, 0.51, "one turn at noon and one at night, a day");
    replay_workspace_release(&workspace);
    policy_set_release(&set);

    // A surge to five times as much within a minute, each hour.
    for (size_t i = 0; i < MINUTES; i++)
        value[i] = i % 60 < 30 ? 500 : 2500;
    is_int(step_choice_make(&wish, rise, &names, &input, &choice, NULL, &err), 0, "surges");
    ok(choice.trials > 0, "some tables come to rest");
    check_choice(&choice);

    wish.min = 0;
    is_int(step_choice_make(&wish, rise, &names, &input, &choice, NULL, &err), -1, "no fleet");
    has_text(err.text, "--min 1 or more", "says what would do");
    return done();
}
