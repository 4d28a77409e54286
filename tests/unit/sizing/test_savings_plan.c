// A savings plan, held against the search over all its corners, and against figures by hand.
#include "sizing/savings_plan.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 24, TYPES = 2, ROUNDS = 200 };

static unsigned state = 42;

static double draw(unsigned most)
{
    state = state * 1664525u + 1013904223u;
    return (double)((state >> 8) % (most + 1));
}

/// The least cost over a fine grid of plans; a plan that is best costs no more than any of them.
static double least_of_grid(const struct plan_fleet *fleet, double most)
{
    double least = INFINITY;
    double reserved[TYPES] = {0};
    for (double plan = 0; plan <= most; plan += most / 500) {
        struct plan_choice choice = {.plan_hour = plan, .reserved = reserved};
        plan_cost(fleet, &choice);
        least = fmin(least, choice.cost);
    }
    return least;
}

static void test_against_grid(void)
{
    size_t right = 0, together = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        double units[TYPES][STEPS], hours[STEPS];
        struct plan_type type[TYPES];
        for (size_t i = 0; i < TYPES; i++) {
            for (size_t k = 0; k < STEPS; k++) {
                units[i][k] = draw(12);
                hours[k] = 1 + draw(2);
            }
            double price = 0.05 + draw(20) / 100, saved = 0.05 + draw(50) / 100;
            type[i] = (struct plan_type){units[i], price, price * (1 - saved),
                                         price * (1 - saved - 0.05)};
        }
        for (size_t k = 0; k < STEPS; k++)
            hours[k] = hours[0];
        struct plan_fleet fleet = {type, TYPES, hours, STEPS};
        struct plan_choice plan, both;
        savings_plan_best(&fleet, &plan);
        double most = 12 * (type[0].planned + type[1].planned);
        right += plan.cost <= least_of_grid(&fleet, most) * (1 + 1e-9) + 1e-9;
        plan_and_reservations_best(&fleet, &both);
        together += both.cost <= plan.cost * (1 + 1e-12);
        plan_choice_release(&plan);
        plan_choice_release(&both);
    }
    is_int(right, ROUNDS, "no plan of a fine grid costs less");
    is_int(together, ROUNDS, "with reservations it costs no more");
}

static void test_by_hand(void)
{
    // Two by day, one by night, at 1 on demand and 0.7 under a plan: the one of the night.
    double units[] = {2, 1}, hours[] = {12, 12};
    struct plan_type type = {units, 1, 0.7, (double)NAN};
    struct plan_fleet fleet = {&type, 1, hours, 2};
    struct plan_choice choice;
    savings_plan_best(&fleet, &choice);
    near(choice.plan_hour, 0.7, 1e-12, "one unit under the plan");
    near(choice.cost, 24 * 0.7 + 12, 1e-12, "what it costs");
    near(choice.on_demand_cost, 36, 1e-12, "against on demand");
    near(choice.unused, 0, 1e-12, "all of it is used");
    plan_choice_release(&choice);
    plan_and_reservations_best(&fleet, &choice);
    near(choice.reserved[0], 0, 0, "without an offer nothing is reserved");
    plan_choice_release(&choice);
}

int main(void)
{
    test_against_grid();
    test_by_hand();
    return done();
}
