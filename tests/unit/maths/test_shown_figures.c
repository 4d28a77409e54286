#include "maths/shown_figures.h"
#include "tap.h"

#include <math.h>

static void test_digits(void)
{
    near(shown_digits_down(1.6392961876833, 10), 1.639296187, 1e-15, "ten digits, down");
    near(shown_digits_up(1669.29933333333, 10), 1669.299334, 1e-15, "and up");
    near(shown_digits_up(123456789012.0, 10), 123456789100.0, 1e-15, "also before the point");
    near(shown_digits_down(0.0012345678912, 10), 0.001234567891, 1e-15, "and far behind it");
    near(shown_digits_up(500, 10), 500, 0, "what is exact stays");
    near(shown_digits_down(-0.123456789012, 10), -0.1234567891, 1e-15, "down is down below 0");
    ok(shown_digits_up(0, 10) == 0, "0 stays");
}

int main(void)
{
    near(shown_figures_down(0.1369863), 0.1369, 0, "four figures, down");
    near(shown_figures_up(0.1369863), 0.137, 0, "and up");
    near(shown_figures_down(32333.33), 32333, 0, "all before the point");
    near(shown_figures_up(32333.33), 32334, 0, "and the next whole number");
    near(shown_figures_down(773.19587), 773.1, 0, "as many decimals as make four figures");
    near(shown_figures_up(0.0832 * 3 / 3), 0.0832, 0, "what is shown already stays");
    near(shown_figures_up(500.00000000000006), 500, 0, "rounding error is forgiven");
    near(shown_figures_down(0), 0, 0, "nothing stays nothing");
    ok(isinf(shown_figures_up(INFINITY)), "the endless stays endless");
    near(shown_decimals_up(6195.072, 2), 6195.08, 0, "money up to the cent that pays it");
    near(shown_decimals_down(6195.079, 2), 6195.07, 0, "or down");
    test_digits();
    return done();
}
