#include "maths/whole_instances.h"
#include "tap.h"

#include <math.h>

int main(void)
{
    // 3000 x 1.1 / 50 is 66 by rational arithmetic; doubles give 66.00000000000001.
    ok(3000 * 1.1 / 50 > 66, "the trap is there: doubles exceed 66");
    near(instances_up(3000 * 1.1 / 50), 66, 0, "3000 x 1.1 / 50 is 66 instances");
    near(instances_up(100 * 1.1), 110, 0, "100 x 1.1 is 110 instances");
    near(instances_up(66.000000001), 67, 0, "a billionth more is one more instance");
    near(instances_up(66.0000000004), 66, 0, "what 9 decimals do not show is not");
    near(instances_up(0), 0, 0, "nothing needs none");
    near(instances_up(1e-12), 0, 0, "nearly nothing needs none");
    near(instances_up(0.2), 1, 0, "a part needs one");
    near(instances_up(1e8 + 1e-6), 1e8 + 1, 0, "large numbers still round up");
    near(instances_up(3e13 * 1.1), 3.3e13, 0, "beyond 9 decimals rounding error is forgiven");
    near(instances_down(0.29 * 100), 29, 0, "0.29 x 100 is 29, although doubles say less");
    near(instances_down(28.999999), 28, 0, "what is really less is less");
    ok(isnan(instances_up(NAN)), "missing stays missing");
    return done();
}
