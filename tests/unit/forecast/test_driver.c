// What demand follows: closed forms of elasticity, lag and steps, and every refusal.
#include "forecast/driver.h"
#include "forecast/forecast.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, DAYS = 42 };

/// 2024-01-01, a Monday.
#define START (civil_days(2024, 1, 1) * DAY_S * INSTANT_PER_SECOND)

static struct series make(const char *name, int64_t step_s, size_t n)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, name, NULL, &unit, START, step_s, n);
    return series;
}

/// Moves without a season and repeats nothing within six weeks.
static double orders(size_t day)
{
    return 1000 + 400 * sin(1.7 * (double)day) + (double)(day * 37 % 11) * 20;
}

static struct series plan_of(size_t days)
{
    struct series series = make("orders_per_s", DAY_S, days);
    for (size_t d = 0; d < days; d++)
        series.value[d] = orders(d);
    return series;
}

/// Requests by the hour: orders of `lag` days before to the power 0.9, times the hour's usual.
static struct series demand_of(size_t lag)
{
    struct series series = make("requests_per_s", HOUR_S, (size_t)DAYS * 24);
    for (size_t i = 0; i < series.n; i++) {
        size_t day = i / 24;
        double follows = day >= lag ? orders(day - lag) : orders(0);
        series.value[i] = pow(follows / 1000, .9) * 100 *
                          (1.5 + sin(6.283185307179586 * (double)(i % 24) / 24)) *
                          (day % 7 >= 5 ? .7 : 1);
    }
    return series;
}

static void elasticity_and_lag(void)
{
    struct series driver = plan_of(DAYS);
    for (size_t lag = 0; lag <= 2; lag += 2) {
        struct series demand = demand_of(lag);
        struct driver_relation relation;
        struct err err = {0};
        is_int(driver_relate(&demand, &driver, NULL, &relation, &err), 0, "hours by days");
        near(relation.elasticity, .9, 1e-3, "the power is found");
        ok(relation.low <= .9001 && relation.high >= .8999, "within its interval");
        is_int(relation.lag_s, (int64_t)lag * DAY_S, "and its delay");
        is_int(relation.step_s, DAY_S, "on steps of a day");
        is_int(relation.phases, 7, "with weekdays removed");
        ok(relation.r_squared > .99, "it explains all but the season");
        series_release(&demand);
    }
    series_release(&driver);
}

static void sentence(void)
{
    struct series driver = plan_of(DAYS);
    struct series demand = demand_of(2);
    struct driver_relation relation;
    struct str text = {0};
    driver_relate(&demand, &driver, NULL, &relation, NULL);
    driver_describe(&relation, &demand, &text);
    has_text(str_text(&text), "1% more orders is 0.90% more requests (0.90 to 0.90), R2 1.00",
             "as people say it");
    has_text(str_text(&text), "over 40 steps of 1d, seasons removed, 2d later", "with its grounds");
    str_release(&text);
    series_release(&driver);
    series_release(&demand);
}

static void forecast_by_plan(void)
{
    struct series driver = plan_of(DAYS + 14);
    struct series demand = demand_of(0);
    struct forecast_options options = {.changepoint = INSTANT_NONE, .driver = &driver};
    struct forecast forecast;
    struct notes notes = {0};
    struct err err = {0};
    is_int(forecast_series(&demand, &options, &forecast, &notes, &err), 0, err.text);
    is_int(forecast.n, 14 * 24, "as far as the plan goes");
    double worst = 0;
    for (size_t h = 0; h < forecast.n; h++) {
        size_t i = demand.n + h;
        double truth = pow(orders(i / 24) / 1000, .9) * 100 *
                       (1.5 + sin(6.283185307179586 * (double)(i % 24) / 24)) *
                       (i / 24 % 7 >= 5 ? .7 : 1);
        worst = fmax(worst, fabs(forecast.mean[h] / truth - 1));
    }
    ok(worst < .03, "the plan's ups and downs are the forecast's (worst error %g)", worst);
    forecast_release(&forecast);
    options.horizon_s = 30 * DAY_S;
    is_int(forecast_series(&demand, &options, &forecast, &notes, &err), -1, "beyond the plan");
    is_text(err.text,
            "--driver: the plan of orders_per_s ends at 2024-02-26T00:00:00Z, before the horizon "
            "does: write more rows, or --horizon 2w",
            "says how far it goes");
    options.horizon_s = 7 * DAY_S;
    driver.value[DAYS + 3] = NAN;
    is_int(forecast_series(&demand, &options, &forecast, &notes, &err), -1, "a hole in the plan");
    has_text(err.text, "the plan of orders_per_s has a hole at 2024-02-15T00:00:00Z", "says where");
    driver.value[DAYS + 3] = 0;
    is_int(forecast_series(&demand, &options, &forecast, &notes, &err), -1, "no orders");
    has_text(err.text, "is not above zero at 2024-02-15T00:00:00Z", "have no logarithm");
    driver.n = DAYS;
    is_int(forecast_series(&demand, &options, &forecast, &notes, &err), -1, "no plan");
    has_text(err.text, "write its plan, rows with a later time", "says what is needed");
    driver.n = DAYS + 14;
    series_release(&driver);
    series_release(&demand);
    notes_release(&notes);
}

/// A plan far beyond what was seen is said, and widens the bounds by what the elasticity may be.
static void extrapolation(void)
{
    struct series driver = plan_of(DAYS + 7);
    struct series demand = demand_of(0);
    for (size_t i = 0; i < demand.n; i++)
        demand.value[i] *= 1 + .2 * sin(12.9898 * (double)(i / 24));
    struct forecast_options options = {.changepoint = INSTANT_NONE, .driver = &driver};
    struct forecast usual, far;
    struct notes notes = {0};
    for (size_t d = DAYS; d < driver.n; d++)
        driver.value[d] = 1000;
    forecast_series(&demand, &options, &usual, NULL, NULL);
    for (size_t d = DAYS; d < driver.n; d++)
        driver.value[d] = 10000;
    forecast_series(&demand, &options, &far, &notes, NULL);
    ok(far.level[2][30] / far.mean[30] > 1.05 * usual.level[2][30] / usual.mean[30],
       "p95 is further off the mean");
    ok(far.low[30] / far.mean[30] < usual.low[30] / usual.mean[30], "and so is the lower end");
    bool said = false;
    for (size_t i = 0; i < notes.count; i++)
        said = said || strcmp(notes.note[i].kind, "driver-beyond") == 0;
    ok(said, "a plan ten times as high is warned of");
    forecast_release(&usual);
    forecast_release(&far);
    notes_release(&notes);
    series_release(&driver);
    series_release(&demand);
}

static void refusals(void)
{
    struct series driver = plan_of(DAYS);
    struct series demand = demand_of(0);
    struct driver_relation relation;
    struct err err = {0};
    driver.start += (instant)400 * DAY_S * INSTANT_PER_SECOND;
    is_int(driver_relate(&demand, &driver, NULL, &relation, &err), -1, "other years");
    is_text(err.text,
            "--driver: orders is known from 2025-02-04T00:00:00Z to 2025-03-18T00:00:00Z, requests "
            "from 2024-01-01T00:00:00Z to 2024-02-12T00:00:00Z: no step of both is above zero",
            "have nothing in common");
    driver.start = START + (instant)30 * DAY_S * INSTANT_PER_SECOND;
    is_int(driver_relate(&demand, &driver, NULL, &relation, &err), -1, "twelve days");
    is_text(
        err.text,
        "--driver: orders and requests have 12 steps of 1d in common that are above zero; their "
        "relation needs at least 14",
        "are too few");
    driver.start = START;
    for (size_t d = 0; d < driver.n; d++)
        driver.value[d] = 1000 + 10 * (double)(d % 7);
    is_int(driver_relate(&demand, &driver, NULL, &relation, &err), -1, "every week the same");
    is_text(err.text,
            "--driver: orders does not move but with the time of the week: nothing can be learnt "
            "from it",
            "says nothing beyond the season");
    series_release(&driver);
    series_release(&demand);
}

int main(void)
{
    elasticity_and_lag();
    sentence();
    forecast_by_plan();
    extrapolation();
    refusals();
    return done();
}
