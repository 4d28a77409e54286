#include "forecast/analog.h"
#include "forecast/day_factors.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { DAY = 24, WEEK = 168 };

static void similar_days(void)
{
    enum { N = 21 * DAY };
    double value[N];
    double path[DAY];
    for (int t = 0; t < N; t++)
        value[t] = 50 + 40 * sin(6.283185307179586 * (t % DAY) / DAY);
    struct history history;
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    ok(analog_predict(&history, DAY, path), "similar days are found");
    near(path[7] * history.scale, value[7], 1e-9, "equal days are followed by an equal one");
    ok(day_factors_predict(&history, DAY, path), "day shapes are found");
    near(path[7] * history.scale, value[7], 1e-6, "equal days have no departures");
    history_release(&history);
    history_init_plain(&history, value, 3 * DAY, DAY, WEEK, 0);
    ok(!analog_predict(&history, DAY, path), "three days have too few alike");
    ok(!day_factors_predict(&history, DAY, path), "and too few shapes");
    history_release(&history);
}

int main(void)
{
    maths_init();
    similar_days();
    return done();
}
