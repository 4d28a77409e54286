#include "forecast/history.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { DAY = 24, WEEK = 168 };

static void histories(void)
{
    double value[3 * DAY];
    for (int t = 0; t < 3 * DAY; t++)
        value[t] = 100 + 10 * (t % DAY);
    value[0] = value[3 * DAY - 1] = NAN;
    value[30] = NAN;
    for (int t = 36; t < 42; t++)
        value[t] = NAN;
    struct history history;
    history_init_plain(&history, value, 3 * DAY, DAY, WEEK, 0);
    is_int(history.n, 3 * DAY - 2, "unmeasured ends are cut");
    is_int(history.phase, 1, "and the phase follows");
    is_int(history.measured, 3 * DAY - 9, "measured values");
    near(history.value[29] * history.scale, 160, 1e-12, "a short gap is a line");
    near(history.value[37] * history.scale, 240, 1e-12, "a long one is filled from other days");
    near(history.weight[37], 0, 0, "what is filled has no weight");
    near(history.log_shift, 0, 0, "values far from zero need no shift");
    is_int(history.season, DAY, "two days show a season");
    is_int(history.long_season, 0, "but no week");
    history_release(&history);
    const double none[] = {NAN, NAN};
    history_init_plain(&history, none, 2, 0, 0, 0);
    is_int(history.n, 0, "nothing measured, nothing kept");
    history_release(&history);
    const double zeros[] = {0, 4, 0, 0};
    history_init_plain(&history, zeros, 4, 0, 0, 0);
    near(history.log_shift * history.scale, .4, 1e-12, "a tenth of the mean of what is positive");
    history_release(&history);
}

int main(void)
{
    maths_init();
    histories();
    return done();
}
