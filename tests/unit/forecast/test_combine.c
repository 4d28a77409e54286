#include "forecast/combine.h"
#include "maths/maths.h"
#include "tap.h"

#include <math.h>

static void combining(void)
{
    // Four equal weights: the step quantile function over [.35, .65] is half of 20 and half of 30.
    const double value[] = {40, 20, 10, 30};
    const double equal[] = {1, 1, 1, 1};
    near(combine(value, equal, 4), 25, 1e-14, "equal weights: the middle of four");
    // Weights .2 .6 .2: all of the middle belongs to the second value.
    const double three[] = {1, 5, 100};
    const double heavy[] = {.2, .6, .2};
    near(combine(three, heavy, 3), 5, 1e-14, "the stray member has no say");
    // Weights .5 .5: 0.15 of [.35, .65] on each side.
    near(combine(three, equal, 2), 3, 1e-14, "two members are averaged");
    const double none[] = {0, 0, 0};
    near(combine(three, none, 3), NAN, 0, "no weight, no forecast");
    const double missing[] = {NAN, 7, NAN};
    near(combine(missing, equal, 3), 7, 1e-14, "members without a value are left out");
}

int main(void)
{
    maths_init();
    combining();
    return done();
}
