#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"
#include "tap.h"

#include <math.h>

static struct sizing web(void)
{
    struct sizing sizing = sizing_defaults();
    sizing.per_instance = 500;
    sizing.price_hour = 0.0832;
    return sizing;
}

static double instances(const struct sizing *sizing, double demand)
{
    struct plan_row row;
    size_demand(sizing, demand, &row);
    return row.instances;
}

/// The seed example read backwards; every figure by hand.
static void test_by_hand(void)
{
    struct sizing sizing = web();
    near(solve_demand(&sizing, 31), 10000, 1e-15, "31 instances take 30 x 500 / 1.5");
    near(solve_per_instance(&sizing, 10000, 31), 500, 1e-15, "10k/s in 31 needs 500/s each");
    near(solve_headroom(&sizing, 10000, 31), 0.5, 1e-15, "and leaves 50 %");
    near(solve_budget(&sizing, 10000), 1882.816, 1e-12, "for 1882.82 a month");
    sizing.budget_month = 1882.816;
    near(solve_price(&sizing, 10000), 0.0832, 1e-12, "at 0.0832 an hour");

    // 6000 a month at 0.0832 x 730 = 60.736 is 98 instances; 97 x 500 / 1.5 = 32333.3.
    sizing.budget_month = 6000;
    near(fleet_allowed(&sizing), 98, 0, "6000 a month pays 98");
    near(solve_demand(&sizing, 98), 97 * 500 / 1.5, 1e-15, "which take 32,333/s");
    near(solve_cache_hit(&sizing, 50000, 98), 1 - 97 * 500 / 1.5 / 50000, 1e-14,
         "50k/s fit with 35 % answered by a cache");
    near(solve_per_instance(&sizing, 50000, 98), 50000 * 1.5 / 97, 1e-14, "or at 773/s each");
    near(solve_price(&sizing, 50000), 6000 / (151 * 730.0), 1e-14, "or at 0.0544 an hour");
    near(solve_cache_hit(&sizing, 20000, 98), 0, 0, "what fits needs no cache");
    sizing.max = 50;
    near(fleet_allowed(&sizing), 50, 0, "max may be the smaller one");
}

static void test_no_answer(void)
{
    struct sizing sizing = web();
    sizing.spare = 3;
    near(usable_instances(&sizing, 2), -1, 0, "spare alone is more than 2");
    ok(isnan(solve_demand(&sizing, 2)), "no demand fits");
    ok(isnan(solve_per_instance(&sizing, 100, 3)), "no rate is high enough with no usable one");
    ok(isnan(solve_cache_hit(&sizing, 100, 2)), "nor does a cache help");
    near(solve_demand(&sizing, 3), 0, 0, "only no demand fits into the spare");
    near(solve_cache_hit(&sizing, 100, 3), 1, 0, "a cache would have to answer it all");
    ok(solve_headroom(&sizing, 10000, 10) < 0, "too few even without headroom is negative");
    sizing.min = 10;
    ok(isnan(solve_demand(&sizing, 9)), "a min above the fleet fits nothing");
    ok(isinf(fleet_allowed(&sizing)), "nothing given allows any fleet");
    ok(isinf(solve_demand(&sizing, INFINITY)), "which takes any demand");
}

/// Each answer put back: it fits, and a little more does not. Usable instances by counting up.
static void test_round_trips(void)
{
    bool counted = true;
    bool demand_fits = true;
    bool rate_fits = true;
    bool headroom_fits = true;
    bool cache_fits = true;
    for (int setting = 0; setting < 3 * 3 * 4 * 2 * 2; setting++) {
        struct sizing sizing = web();
        sizing.headroom = (const double[]){0, 0.1, 0.5}[setting % 3];
        sizing.spare = setting / 3 % 3;
        sizing.zones = (const double[]){0, 2, 3, 5}[setting / 9 % 4];
        sizing.max_unavailable.share = setting / 36 % 2 * 0.25;
        if (setting / 72 == 1 && sizing.zones > 0)
            sizing.spare_kind = SPARE_ZONE;
        for (int fleet = 1; fleet <= 120; fleet++) {
            double by_counting = -1;
            for (int need = 0; need <= fleet; need++)
                if (fleet_for_need(&sizing, need) <= fleet)
                    by_counting = need;
            counted &= usable_instances(&sizing, fleet) == by_counting;
            if (by_counting <= 0)
                continue;
            double most = solve_demand(&sizing, fleet);
            demand_fits &=
                instances(&sizing, most) <= fleet && instances(&sizing, most * 1.0001) > fleet;
            struct sizing other = sizing;
            other.per_instance = solve_per_instance(&sizing, 12345, fleet);
            rate_fits &= instances(&other, 12345) <= fleet;
            other.per_instance *= 0.9999;
            rate_fits &= instances(&other, 12345) > fleet;
            other = sizing;
            other.headroom = solve_headroom(&sizing, most / 2, fleet);
            headroom_fits &= instances(&other, most / 2) <= fleet;
            other.headroom += 0.001;
            headroom_fits &= instances(&other, most / 2) > fleet;
            double hit = solve_cache_hit(&sizing, 3 * most, fleet);
            cache_fits &= instances(&sizing, 3 * most * (1 - hit)) <= fleet &&
                          instances(&sizing, 3 * most * (1 - hit + 0.001)) > fleet;
        }
    }
    ok(counted, "usable instances, counted one by one");
    ok(demand_fits, "the demand fits, and no more does");
    ok(rate_fits, "the per-instance rate fits, and no less does");
    ok(headroom_fits, "the headroom fits, and no more does");
    ok(cache_fits, "the hit ratio fits, and no less does");
}

int main(void)
{
    test_by_hand();
    test_no_answer();
    test_round_trips();
    return done();
}
