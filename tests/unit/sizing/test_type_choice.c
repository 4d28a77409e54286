// Which instance type: held against the search over every count of one and of two types, on random
// catalogues.
#include "sizing/scaling_equation.h"
#include "sizing/type_choice.h"
#include "tap.h"

#include <math.h>

enum { TYPES = 4, ROUNDS = 400, UNITS = 80 };

static unsigned state = 20261130;

/// A number from 0 to `most`, the same in every run.
static double draw(unsigned most)
{
    state = state * 1664525u + 1013904223u;
    return (double)((state >> 8) % (most + 1));
}

/// Whether the demand is served when the `spare` largest of these units fail.
static bool survives(const struct type_offer *offer, const double *units, double need, double spare)
{
    double left[TYPES], capacity = 0;
    for (size_t i = 0; i < TYPES; i++)
        left[i] = units[i];
    while (spare > 0) {
        size_t largest = TYPES;
        for (size_t i = 0; i < TYPES; i++)
            if (left[i] > 0 && (largest == TYPES || offer[i].rate > offer[largest].rate))
                largest = i;
        if (largest == TYPES)
            return need <= 0;
        left[largest]--;
        spare--;
    }
    for (size_t i = 0; i < TYPES; i++)
        capacity += left[i] * offer[i].rate;
    return capacity >= need * (1 - 1e-12);
}

/// The cheapest of all counts of one type, or of two.
static double search(const struct type_offer *offer, const struct sizing *sizing, double demand,
                     bool two)
{
    double best = INFINITY, need = demand * (1 + sizing->headroom);
    for (size_t a = 0; a < TYPES; a++)
        for (size_t b = 0; b < (two ? TYPES : 1); b++)
            for (double n = 1; n <= fmin(offer[a].most, UNITS); n++)
                for (double m = two ? 1 : 0; m <= (two ? fmin(offer[b].most, UNITS) : 0); m++) {
                    double units[TYPES] = {0};
                    units[a] += n;
                    units[b] += m;
                    double cost = n * offer[a].price_hour + m * offer[b].price_hour;
                    if ((!two || a != b) && n + m >= sizing->min && cost < best &&
                        survives(offer, units, need, sizing->spare))
                        best = cost;
                }
    return best;
}

static void test_against_search(void)
{
    size_t one_right = 0, two_right = 0, single_right = 0, pairs = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct type_offer offer[TYPES];
        struct sizing sizing = sizing_defaults();
        struct type_choice choice;
        for (size_t i = 0; i < TYPES; i++)
            offer[i] = (struct type_offer){10 + draw(90), 1 + draw(40) / 10,
                                           draw(3) == 0 ? 1 + draw(6) : INFINITY};
        sizing.headroom = draw(10) / 10;
        sizing.spare = draw(3);
        sizing.min = 1 + draw(4);
        double demand = 20 + draw(250);
        type_choice_make(&sizing, demand, offer, TYPES, 0, &choice);
        double one = search(offer, &sizing, demand, false);
        double got = choice.cheapest == SIZE_MAX ? INFINITY : choice.row[choice.cheapest].cost_hour;
        one_right += got == one || fabs(got - one) < 1e-9;
        double both = search(offer, &sizing, demand, true);
        bool cheaper = both < got * (1 - 1e-9);
        bool found = choice.pair.first != SIZE_MAX;
        pairs += found;
        // Without a type that does it alone there is nothing that two are held against.
        two_right += isinf(got) ||
                     (cheaper == found && (!found || fabs(choice.pair.cost_hour - both) < 1e-9));
        double single = INFINITY;
        for (size_t i = 0; i < TYPES; i++)
            if (offer[i].rate >= demand * (1 + sizing.headroom) * (1 - 1e-12))
                single = fmin(single, offer[i].price_hour);
        single_right += choice.single == SIZE_MAX ? isinf(single) != 0
                                                  : offer[choice.single].price_hour == single;
        type_choice_release(&choice);
    }
    is_int(one_right, ROUNDS, "the cheapest type alone is that of the search");
    is_int(two_right, ROUNDS, "so are two types");
    is_int(single_right, ROUNDS, "and one machine");
    ok(pairs > ROUNDS / 10, "two types are often cheaper: %zu times", pairs);
}

/// A larger one that costs as much as its share: of equal cost the fewer.
static void test_ties(void)
{
    const struct type_offer offer[] = {{100, 1, INFINITY}, {200, 2, INFINITY}};
    struct sizing sizing = sizing_defaults();
    struct type_choice choice;
    sizing.headroom = sizing.spare = 0;
    type_choice_make(&sizing, 400, offer, 2, 0, &choice);
    is_int(choice.cheapest, 1, "of equal cost the fewer");
    near(choice.single_demand, 200, 0, "one machine ends at the largest rate");
    type_choice_release(&choice);
    sizing.budget_month = 1;
    type_choice_make(&sizing, 400, offer, 2, 0, &choice);
    ok(choice.row[0].met, "a budget takes nothing away");
    type_choice_release(&choice);
}

static void test_gain(void)
{
    // 12 of 100 at 1, or 5 of 220 at 2.1 and one of 100: 11.5 is 4.2 % less than 12.
    const struct type_offer offer[] = {{100, 1, INFINITY}, {220, 2.1, INFINITY}};
    struct sizing sizing = sizing_defaults();
    struct type_choice choice;
    sizing.headroom = sizing.spare = 0;
    type_choice_make(&sizing, 1200, offer, 2, 0.04, &choice);
    near(choice.pair.cost_hour, 11.5, 1e-12, "five large and one small");
    type_choice_release(&choice);
    type_choice_make(&sizing, 1200, offer, 2, 0.05, &choice);
    ok(choice.pair.first == SIZE_MAX, "which is no gain of 5 %%");
    type_choice_release(&choice);
}

int main(void)
{
    test_against_search();
    test_ties();
    test_gain();
    return done();
}
