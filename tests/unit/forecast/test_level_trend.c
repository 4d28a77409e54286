#include "base/memory.h"
#include "forecast/level_trend.h"
#include "forecast/usual_week.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { DAY = 24, WEEK = 168 };

static double *grow(size_t n, double growth_week)
{
    double *value = mem_alloc(n, sizeof *value);
    for (size_t t = 0; t < n; t++)
        value[t] = 100 * pow(1 + growth_week, (double)t / WEEK) * (t % DAY < 12 ? .5 : 1.5);
    return value;
}

static void levels(void)
{
    enum { N = 12 * WEEK };
    double *value = grow(N, .05);
    struct history history;
    struct level_trend trend;
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    ok(level_trend_fit(&trend, &history, 3600), "twelve weeks have a trend");
    is_int(trend.period, WEEK, "levels are weeks");
    is_int(trend.count, 12, "twelve of them");
    ok(trend.slope > .9 * log(1.05) && trend.slope <= log(1.05) + 1e-9, "five per cent a week");
    ok(trend.damping >= .8 && trend.damping < 1, "damped");
    double path[2 * WEEK];
    level_trend_predict(&trend, &history, 2 * WEEK, path);
    near(path[2 * WEEK - 12] / path[2 * WEEK - 13], 3, .02, "the usual day is kept");
    ok(path[WEEK] > history.value[N - WEEK], "growth goes on");
    level_trend_release(&trend);
    double *week = usual_week(&history, WEEK);
    near(exp(week[3]) / exp(week[15]), 1 / 3., .01, "night to day of the usual week");
    free(week);
    history_release(&history);
    history_init_plain(&history, value, 2 * WEEK, DAY, WEEK, 0);
    ok(!level_trend_fit(&trend, &history, 3600), "two weeks have none");
    history_release(&history);
    free(value);
}

/// Three years of weekly levels with one cosine a year.
static void years(void)
{
    enum { N = 3 * 365 };
    double value[N];
    for (int t = 0; t < N; t++)
        value[t] = 1000 * exp(.4 * cos(6.283185307179586 * t / 365.25));
    struct history history;
    struct level_trend trend;
    history_init_plain(&history, value, N, 7, 0, 0);
    ok(level_trend_fit(&trend, &history, 86400) && trend.has_year, "three years show the year");
    double half_year_on = level_trend_at(&trend, 182);
    double want = log(1000 / history.scale) + .4 * cos(6.283185307179586 * (N + 182) / 365.25);
    ok(fabs(half_year_on - want) < .05, "and half a year ahead is found");
    level_trend_release(&trend);
    history_release(&history);
}

int main(void)
{
    maths_init();
    levels();
    years();
    return done();
}
