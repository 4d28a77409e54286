#include "advise/demand_rise.h"
#include "tap.h"

#include <math.h>

enum { TICKS = 101 };

int main(void)
{
    double value[TICKS];
    struct demand demand = {.tick_ms = 60000, .n = TICKS, .ticks_a_row = 1, .value = value};
    const double q[] = {0.5, 1};
    double factor[2];

    for (size_t i = 0; i < TICKS; i++)
        value[i] = pow(1.01, (double)i);
    demand_rise(&demand, 600, q, 2, factor);
    near(factor[0], pow(1.01, 10), 1e-9, "growth by 1 % a minute for ten minutes");
    near(factor[1], pow(1.01, 10), 1e-9, "the same at most");
    demand_rise(&demand, 601, q, 2, factor);
    near(factor[0], pow(1.01, 11), 1e-9, "a part of a tick counts as one");

    for (size_t i = 0; i < TICKS; i++)
        value[i] = 100 + (double)i;
    demand_rise(&demand, 600, q, 2, factor);
    near(factor[1], 1.1, 1e-12, "a straight line rises most where it is lowest");
    // The ratios fall with i = 0..90; their median is that of i = 45.
    near(factor[0], 155.0 / 145, 1e-12, "half of the moments");

    for (size_t i = 0; i < TICKS; i++)
        value[i] = 200 - (double)i;
    demand_rise(&demand, 600, q, 2, factor);
    near(factor[1], 1, 0, "demand that falls does not rise");

    for (size_t i = 0; i < TICKS; i++)
        value[i] = i < 50 ? 0 : 7;
    demand_rise(&demand, 600, q, 2, factor);
    near(factor[1], 1, 0, "nothing grows by no factor");
    demand_rise(&demand, 1e9, q, 2, factor);
    near(factor[1], 1, 0, "a trace that is shorter has none");
    return done();
}
