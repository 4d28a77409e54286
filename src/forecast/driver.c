#include "forecast/driver.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/unit.h"
#include "forecast/calendar.h"
#include "forecast/elasticity.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, LAGS_OF_DAYS = 14, LAGS_OF_STEPS = 48, WHOLE_CYCLES = 3, DIGITS = 2 };

/// A lag must leave so much less unexplained than none.
#define LAG_GAIN 0.9

/// Both series on the grid of the coarser one, in logarithms; NaN where either is not known or not
/// above zero.
struct common {
    instant start;
    int64_t step_s;
    size_t n;
    double *demand, *driver;
    struct calendar calendar;
    size_t phases;
};

/// Mean of `series` from `from` to before `to`; NaN where less than half of it is known.
static double mean_between(const struct series *series, instant from, instant to)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    double sum = 0;
    size_t count = 0;
    int64_t first = from <= series->start ? 0 : (from - series->start + step_ms - 1) / step_ms;
    // A step longer than the span holds it whole.
    if (to - from < step_ms && from >= series->start)
        first = (from - series->start) / step_ms;
    size_t wanted = 0;
    for (int64_t i = first; i < (int64_t)series->n && series->start + i * step_ms < to; i++) {
        wanted++;
        if (isnan(series->value[i]))
            continue;
        sum += series->value[i];
        count++;
    }
    int64_t whole = (to - from) / step_ms;
    size_t needed = whole > 1 ? (size_t)(whole + 1) / 2 : 1;
    return wanted == 0 || count < needed ? NAN : sum / (double)count;
}

static double positive_log(double value)
{
    return value > 0 ? log(value) : NAN;
}

/// A phase of the week, the day or none, by how often the common time shows it.
static size_t phases_of(const struct calendar *calendar, size_t n)
{
    if (calendar->long_season > 0 && n >= WHOLE_CYCLES * calendar->long_season)
        return calendar->long_season;
    if (calendar->season > 0 && n >= WHOLE_CYCLES * calendar->season)
        return calendar->season;
    return 0;
}

static void common_init(struct common *common, const struct series *demand,
                        const struct series *driver, const struct zone *zone)
{
    const struct series *coarse = driver->step_s > demand->step_s ? driver : demand;
    *common = (struct common){.start = coarse->start, .step_s = coarse->step_s, .n = coarse->n};
    common->demand = mem_alloc(coarse->n, sizeof *common->demand);
    common->driver = mem_alloc(coarse->n, sizeof *common->driver);
    size_t first = SIZE_MAX;
    size_t last = 0;
    for (size_t i = 0; i < coarse->n; i++) {
        instant from = series_time(coarse, i);
        instant to = from + coarse->step_s * INSTANT_PER_SECOND;
        common->demand[i] = positive_log(mean_between(demand, from, to));
        common->driver[i] = positive_log(mean_between(driver, from, to));
        if (isnan(common->demand[i]) || isnan(common->driver[i]))
            continue;
        first = first == SIZE_MAX ? i : first;
        last = i;
    }
    calendar_init(&common->calendar, coarse->start, coarse->step_s, zone);
    common->phases = phases_of(&common->calendar, first == SIZE_MAX ? 0 : last - first + 1);
}

static void common_release(struct common *common)
{
    free(common->demand);
    free(common->driver);
}

/// The pairs of a lag, in order of time; `at` holds the step of each.
static size_t pairs_of(const struct common *common, size_t lag, struct elasticity_data *data,
                       size_t *at)
{
    data->n = 0;
    for (size_t i = lag; i < common->n; i++) {
        if (isnan(common->demand[i]) || isnan(common->driver[i - lag]))
            continue;
        data->y[data->n] = common->demand[i];
        data->x[data->n] = common->driver[i - lag];
        size_t local = calendar_local(&common->calendar, i) + common->calendar.phase;
        data->group[data->n] = common->phases == 0 ? 0 : local % common->phases;
        at[data->n++] = i;
    }
    return data->n;
}

/// The lag that explains most, 0 unless another explains clearly more.
static size_t best_lag(const struct common *common, struct elasticity_data *data, size_t *at)
{
    size_t known = pairs_of(common, 0, data, at);
    double none = 1 - elasticity_r_squared(data);
    double least = isnan(none) ? INFINITY : LAG_GAIN * none;
    size_t lags =
        common->step_s >= DAY_S ? (size_t)(LAGS_OF_DAYS * DAY_S / common->step_s) : LAGS_OF_STEPS;
    size_t best = 0;
    for (size_t lag = 1; lag <= lags && 10 * lag <= known; lag++) {
        pairs_of(common, lag, data, at);
        double left = 1 - elasticity_r_squared(data);
        if (left < least) {
            least = left;
            best = lag;
        }
    }
    return best;
}

/// A name without its unit of time: "orders" of "orders_per_s".
static const char *spoken(char out[ERR_TEXT_MAX / 4], const struct series *series)
{
    static const char ending[] = "_per_s";
    size_t length = strlen(series->name);
    size_t tail = sizeof ending - 1;
    if (length > tail && strcmp(series->name + length - tail, ending) == 0)
        length -= tail;
    err_quote(out, ERR_TEXT_MAX / 4, series->name, length);
    return out;
}

static int refuse_few(const struct series *demand, const struct series *driver,
                      const struct common *common, size_t n, struct err *err)
{
    char x[ERR_TEXT_MAX / 4], y[ERR_TEXT_MAX / 4], step[UNIT_NAME_MAX];
    char from[2][INSTANT_TEXT_MAX], to[2][INSTANT_TEXT_MAX];
    if (n > 0)
        return err_set(err, ERR_DATA,
                       "--driver: %s and %s have %zu step%s of %s in common that are above zero; "
                       "their relation needs at least %d",
                       spoken(x, driver), spoken(y, demand), n, n == 1 ? "" : "s",
                       duration_format(step, (double)common->step_s), DRIVER_FEWEST_STEPS);
    return err_set(err, ERR_DATA,
                   "--driver: %s is known from %s to %s, %s from %s to %s: no step of both is "
                   "above zero",
                   spoken(x, driver), instant_format(from[0], driver->start),
                   instant_format(to[0], series_end(driver)), spoken(y, demand),
                   instant_format(from[1], demand->start),
                   instant_format(to[1], series_end(demand)));
}

static int relate(const struct common *common, struct elasticity_data *data, size_t *at,
                  const struct series *demand, struct driver_relation *relation, struct err *err)
{
    char name[ERR_TEXT_MAX / 4];
    size_t n = pairs_of(common, 0, data, at);
    if (n < DRIVER_FEWEST_STEPS)
        return refuse_few(demand, relation->driver, common, n, err);
    size_t lag = best_lag(common, data, at);
    relation->steps = pairs_of(common, lag, data, at);
    relation->phases = common->phases;
    relation->step_s = common->step_s;
    relation->lag_s = (int64_t)lag * common->step_s;
    struct elasticity elasticity;
    if (!elasticity_fit(data, at, &elasticity))
        return err_set(err, ERR_DATA, "--driver: %s does not move%s: nothing can be learnt from it",
                       spoken(name, relation->driver),
                       common->phases > 0 ? " but with the time of the week" : "");
    relation->elasticity = elasticity.slope;
    relation->low = elasticity.low;
    relation->high = elasticity.high;
    relation->error = elasticity.error;
    relation->r_squared = elasticity.r_squared;
    relation->least = INFINITY;
    for (size_t i = 0; i < data->n; i++) {
        relation->least = fmin(relation->least, exp(data->x[i]));
        relation->most = fmax(relation->most, exp(data->x[i]));
    }
    relation->usual = exp(median_select(data->x, data->n));
    return 0;
}

int driver_relate(const struct series *demand, const struct series *driver, const struct zone *zone,
                  struct driver_relation *relation, struct err *err)
{
    *relation = (struct driver_relation){.driver = driver};
    struct common common;
    common_init(&common, demand, driver, zone);
    struct elasticity_data data = {.groups = common.phases > 0 ? common.phases : 1};
    data.x = mem_alloc(common.n, sizeof *data.x);
    data.y = mem_alloc(common.n, sizeof *data.y);
    data.group = mem_alloc(common.n, sizeof *data.group);
    size_t *at = mem_alloc(common.n, sizeof *at);
    int status = relate(&common, &data, at, demand, relation, err);
    free(data.x);
    free(data.y);
    free(data.group);
    free(at);
    common_release(&common);
    return status;
}

double driver_value(const struct driver_relation *relation, instant time, int64_t step_s)
{
    instant from = time - relation->lag_s * INSTANT_PER_SECOND;
    return mean_between(relation->driver, from, from + step_s * INSTANT_PER_SECOND);
}

double driver_factor(const struct driver_relation *relation, double value)
{
    return pow(value / relation->usual, relation->elasticity);
}

instant driver_end(const struct driver_relation *relation)
{
    const struct series *driver = relation->driver;
    size_t n = driver->n;
    while (n > 0 && isnan(driver->value[n - 1]))
        n--;
    return series_time(driver, n) + relation->lag_s * INSTANT_PER_SECOND;
}

void driver_describe(const struct driver_relation *relation, const struct series *demand,
                     struct str *text)
{
    char x[ERR_TEXT_MAX / 4], y[ERR_TEXT_MAX / 4], span[UNIT_NAME_MAX];
    char value[3][NUMBER_TEXT_MAX];
    str_appendf(text, "1%% more %s is %s%% more %s (%s to %s), R2 %.2f over %zu steps of %s",
                spoken(x, relation->driver),
                number_format_fixed(value[0], relation->elasticity, DIGITS), spoken(y, demand),
                number_format_fixed(value[1], relation->low, DIGITS),
                number_format_fixed(value[2], relation->high, DIGITS), relation->r_squared,
                relation->steps, duration_format(span, (double)relation->step_s));
    if (relation->phases > 0)
        str_append(text, ", seasons removed");
    if (relation->lag_s > 0)
        str_appendf(text, ", %s later", duration_format(span, (double)relation->lag_s));
    if (relation->low <= 0 && relation->high >= 0)
        str_append(text, ": not told apart from no relation");
}
