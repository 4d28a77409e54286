#include "maths/shown_figures.h"
#include "tap.h"

#include <math.h>

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
    return done();
}
