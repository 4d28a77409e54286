// Bursts, growth within a reaction time, platforms with a ramp, cells and k-of-n fleets.
#include "maths/maths.h"
#include "sizing/burst.h"
#include "sizing/hash_movement.h"
#include "sizing/inverse.h"
#include "sizing/platform_ramp.h"
#include "sizing/scaling_equation.h"
#include "tap.h"

#include <math.h>

static void test_bursts(void)
{
    // R: qpois(.99^(1/3000), 1); qnbinom(.99^(1/3000), size = 100/19, mu = 100)
    near(burst_count(1, 1, 3000, 0.99), 8, 0, "Poisson windows");
    near(burst_count(100, 20, 3000, 0.99), 436, 0, "clustered windows");
    near(cheapest_quantile(8, 2), 0.8, 1e-15, "four times as dear to miss: 80 %");
    near(keys_moved_by_addition(4), 0.2, 1e-15, "a fifth of the keys move to a fifth node");
}

static void test_growth(void)
{
    static const double demand[] = {100, 120, 90, 90, 180, 180, 90, 99, 100, 100};
    static const double none[] = {0, 0, 0, 0};
    // Over one step: 1.2 1 1 2 1 1 1.1 1.0101 1; over two: 1.2 1 2 2 1 1.0 1.1111 1.0101
    near(growth_headroom(demand, 10, 1, 1), 1, 1e-12, "the steepest step doubles");
    near(growth_headroom(demand, 10, 1, 0.85), 0.2, 1e-12, "the 8th of 9 smallest is 1.2");
    near(growth_headroom(demand, 10, 2, 0.75), 0.2, 1e-12, "the 6th of 8 over two steps");
    near(growth_headroom(demand, 10, 1, 0.01), 0, 1e-12, "no less than none");
    ok(isnan(growth_headroom(none, 4, 1, 0.9)), "no demand has no growth");
    ok(isnan(growth_headroom(demand, 2, 5, 0.9)), "nor has a history that is too short");
}

static void test_platforms(void)
{
    struct platform_ramp quota = {1000, 1000, INFINITY};
    struct platform_ramp growing = {INFINITY, 1000, 100};
    struct platform_ramp both = {2000, 1000, 100};
    near(platform_begun_s(&quota, 1000, 30), 0, 0, "all places at once");
    near(platform_begun_s(&quota, 100000, 30), 99 * 30, 1e-6, "a hundred rounds of 30 s");
    near(platform_begun_s(&growing, 1500, 3600), 5, 1e-6, "500 more take 5 s");
    near(platform_at_once(&both, 4), 1400, 1e-12, "a ramp");
    near(platform_at_once(&both, 40), 2000, 1e-12, "that ends at the quota");
    // By 30 s: 2,000 and the first 1,000 again
    near(platform_begun_s(&both, 3000, 30), 30, 1e-6, "the second round begins");
    near(platform_begun_s(&both, 4000, 30), 40, 1e-6, "and has grown as the first did");
    near(platform_begun_s(&both, 5000, 30), 60, 1e-6, "third round");
}

static struct sizing web(void)
{
    struct sizing sizing = sizing_defaults();
    sizing.per_instance = 500;
    return sizing;
}

static void test_cells(void)
{
    struct sizing sizing = web();
    struct plan_row row;
    sizing.cells = 3;
    size_demand(&sizing, 30000, &row);
    near(row.instances, 93, 0, "three cells of the seed example");
    near(row.spare, 3, 0, "each with its spare");
    near(row.utilization_failed, 20 / 30., 1e-12, "a cell that lost its own");
    size_demand(&sizing, 30001, &row);
    near(row.instances, 96, 0, "one more in each cell");
    near(row.base + row.headroom + row.rounding + row.spare + row.zone_fill + row.bound, 96, 0,
         "the increments add up");
    near(solve_demand(&sizing, 93), 30000, 1e-9, "what 93 take");
    near(solve_demand(&sizing, 95), 30000, 1e-9, "95 are no more cells");
}

static void test_availability(void)
{
    struct sizing sizing = web();
    struct plan_row row;
    struct err err = {0};
    sizing.spare_kind = SPARE_AVAILABLE;
    sizing.spare = 0;
    sizing.instance_up = 720 / 721.; // 30 days, and an hour to replace it
    sizing.availability = 0.9995;
    // R: pbinom(20, 21:22, 720/721) is 0.0287 and 0.000436
    size_demand(&sizing, 7000, &row);
    near(row.instances, 22, 0, "21 needed, 22 keep them up for 99.95 %");
    near(row.utilization_failed, 14 / 21., 1e-12, "with the spare lost");
    near(solve_demand(&sizing, 22), 7000, 1e-9, "what 22 take");
    is_int(sizing_check(&sizing, &err), 0, "they are well");
    sizing.availability = 1;
    is_int(sizing_check(&sizing, &err), -1, "for ever");
    has_text(err.text, "--availability is 100%: no number of instances", "is refused");
    sizing.availability = 0.9995;
    sizing.instance_up = 0.1;
    is_int(sizing_check(&sizing, &err), -1, "mostly down");
    has_text(err.text, "--mtbf must be more than --mttr", "is refused");
}

int main(void)
{
    maths_init();
    test_bursts();
    test_growth();
    test_platforms();
    test_cells();
    test_availability();
    return done();
}
