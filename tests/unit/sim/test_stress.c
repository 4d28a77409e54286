// Surges: their area, height and times, and how many cycles a saturated metric needs.
#include "sim/stress.h"
#include "tap.h"

#include <math.h>

static void test_shape(void)
{
    static const double factor[] = {1, 5, 10, 50};
    static const int64_t tick_ms[] = {1000, 15000, 60000};
    for (size_t f = 0; f < 4; f++)
        for (size_t t = 0; t < 3; t++) {
            struct stress stress = stress_defaults(factor[f]);
            struct demand demand;
            instant from;
            stress_demand(&stress, 200, 1000000, tick_ms[t], &demand, &from);
            double sum = 0, high = 0, low = INFINITY;
            for (size_t i = 0; i < demand.n; i++) {
                sum += demand.value[i] * (double)tick_ms[t];
                high = fmax(high, demand.value[i]);
                low = fmin(low, demand.value[i]);
            }
            // A trapezium on the level: both ramps are one more of its height.
            double length =
                (double)(stress.before_ms + 2 * stress.ramp_ms + stress.hold_ms + stress.after_ms);
            double want =
                200 * length + 200 * (factor[f] - 1) * (double)(stress.hold_ms + stress.ramp_ms);
            ok(fabs(sum / want - 1) < 1e-12, "%gx at %lld ms: the area of its trapezium", factor[f],
               (long long)tick_ms[t]);
            ok(high == 200 * factor[f] && low == 200, "from the level to its multiple");
            is_int(from, 1000000 + stress.before_ms, "measured from its rise");
            near(demand.value[stress.before_ms / tick_ms[t] - 1], 200, 0, "the level before");
            demand_release(&demand);
        }
}

/// The fleet by going round: at full utilization it becomes 1 / target as large.
static int cycles_by_hand(double factor, double target)
{
    int cycles = 0;
    for (double capacity = 1; capacity < factor * (1 - 1e-9); capacity /= target)
        cycles++;
    return cycles;
}

static void test_cycles(void)
{
    near(stress_cycles(10, 0.7), 7, 0, "tenfold at 70%: 7");
    near(stress_cycles(50, 0.5), 6, 0, "fiftyfold at 50%: 6");
    near(stress_cycles(4, 0.5), 2, 0, "fourfold at 50%: 2, and not 3 by rounding");
    near(stress_cycles(1, 0.5), 0, 0, "nothing rises");
    ok(isinf(stress_cycles(2, 1)), "a target of all that there is is never exceeded");
    size_t wrong = 0;
    for (int percent = 10; percent < 100; percent++)
        for (int factor = 1; factor <= 60; factor++)
            wrong += (int)stress_cycles(factor, percent / 100.0) !=
                     cycles_by_hand(factor, percent / 100.0);
    is_int(wrong, 0, "5,400 others by going round");
}

int main(void)
{
    test_shape();
    test_cycles();
    return done();
}
