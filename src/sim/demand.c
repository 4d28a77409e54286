#include "sim/demand.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

// --- what is missing -----------------------------------------------------------------------------

/// Puts the values that are missing between `before` and `after` (SIZE_MAX and n: none there) on
/// the line between the two.
static void bridge(double *value, size_t n, size_t before, size_t after)
{
    for (size_t i = before + 1; i < after; i++) {
        if (before == SIZE_MAX)
            value[i] = value[after];
        else if (after == n)
            value[i] = value[before];
        else
            value[i] = value[before] + (value[after] - value[before]) * (double)(i - before) /
                                           (double)(after - before);
    }
}

/// Returns how many values were missing; n when all were.
static size_t bridge_gaps(double *value, size_t n)
{
    size_t missing = 0;
    size_t before = SIZE_MAX;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && isnan(value[i])) {
            missing++;
        } else {
            if (i < n || before != SIZE_MAX)
                bridge(value, n, before, i);
            before = i;
        }
    }
    return missing;
}

// --- finer ticks ---------------------------------------------------------------------------------

static double edge_between(double left, double right)
{
    return fmin((left + right) / 2, 2 * fmin(left, right));
}

/// The integral from 0 to `x` of a step's two lines.
static double integral_to(double x, double left, double middle, double right)
{
    if (x <= 0.5)
        return left * x + (middle - left) * x * x;
    double y = x - 0.5;
    return (left + middle) / 4 + middle * y + (right - middle) * y * y;
}

void demand_cut(const double *value, size_t n, size_t ticks_a_row, double *tick)
{
    for (size_t i = 0; i < n; i++) {
        // Beside a gap a step runs level: nothing is known of what lies in it.
        bool begins = i == 0 || isnan(value[i - 1]);
        bool ends = i + 1 == n || isnan(value[i + 1]);
        double left = begins ? value[i] : edge_between(value[i - 1], value[i]);
        double right = ends ? value[i] : edge_between(value[i], value[i + 1]);
        double middle = 2 * value[i] - (left + right) / 2;
        double ticks = (double)ticks_a_row;
        double before = 0;
        for (size_t k = 0; k < ticks_a_row; k++) {
            double after = integral_to((double)(k + 1) / ticks, left, middle, right);
            tick[i * ticks_a_row + k] = ticks_a_row == 1 ? value[i] : (after - before) * ticks;
            before = after;
        }
    }
}

/// The longest tick of at most `tick_s` that divides the step.
static int64_t dividing_tick(int64_t step_s, int64_t tick_s)
{
    int64_t tick = tick_s < step_s ? tick_s : step_s;
    while (step_s % tick != 0)
        tick--;
    return tick;
}

static int check_values(const struct series *series, struct err *err)
{
    for (size_t i = 0; i < series->n; i++) {
        char time[INSTANT_TEXT_MAX];
        if (series->value[i] < 0 || isinf(series->value[i]))
            return err_set(err, ERR_DATA, "%s: demand is %.10g at %s; it must be 0 or more",
                           series->name, series->value[i],
                           instant_format(time, series_time(series, i)));
    }
    return 0;
}

/// How many ticks of at most `tick_s` a step has.
static int count_ticks(const struct series *series, int64_t tick_s, size_t *ticks_a_row,
                       struct err *err)
{
    int64_t tick = dividing_tick(series->step_s, tick_s);
    *ticks_a_row = (size_t)(series->step_s / tick);
    if (series->n > DEMAND_TICKS_MAX / *ticks_a_row)
        return err_set(err, ERR_DATA,
                       "%s: a replay of %zu steps at %lld s each has more than %zu ticks; --step "
                       "makes the trace coarser, --window or --since shorter",
                       series->name, series->n, (long long)tick, DEMAND_TICKS_MAX);
    return 0;
}

int demand_column_from_series(const struct series *series, int64_t tick_s, double **column,
                              struct notes *notes, struct err *err)
{
    size_t ticks_a_row;
    *column = NULL;
    if (check_values(series, err) != 0 || count_ticks(series, tick_s, &ticks_a_row, err) != 0)
        return -1;
    size_t missing = 0;
    for (size_t i = 0; i < series->n; i++)
        missing += isnan(series->value[i]) ? 1 : 0;
    *column = mem_alloc(series->n * ticks_a_row, sizeof **column);
    demand_cut(series->value, series->n, ticks_a_row, *column);
    if (missing > 0)
        notes_add(notes, NOTE_WARNING, series->name,
                  "%s: %zu of %zu steps have no value: missing data to the policy, as a metric is "
                  "not filled in",
                  series->name, missing, series->n);
    return 0;
}

int demand_from_series(const struct series *series, int64_t tick_s, struct demand *demand,
                       struct notes *notes, struct err *err)
{
    *demand = (struct demand){0};
    if (tick_s < 1)
        return err_set(err, ERR_USAGE, "a replay's step is at least 1 s");
    if (check_values(series, err) != 0)
        return -1;
    size_t ticks_a_row;
    if (count_ticks(series, tick_s, &ticks_a_row, err) != 0)
        return -1;
    double *value = mem_alloc(series->n, sizeof *value);
    for (size_t i = 0; i < series->n; i++)
        value[i] = series->value[i];
    size_t missing = bridge_gaps(value, series->n);
    if (missing == series->n) {
        free(value);
        return err_set(err, ERR_DATA, "%s: no value: there is nothing to replay", series->name);
    }
    if (missing > 0)
        notes_add(notes, NOTE_WARNING, "replay-gaps",
                  "%s: %zu of %zu steps have no value and are replayed on a line between those "
                  "around them",
                  series->name, missing, series->n);
    demand->start = series->start;
    demand->tick_ms = series->step_s / (int64_t)ticks_a_row * INSTANT_PER_SECOND;
    demand->n = series->n * ticks_a_row;
    demand->ticks_a_row = ticks_a_row;
    demand->value = mem_alloc(demand->n, sizeof *demand->value);
    demand_cut(value, series->n, ticks_a_row, demand->value);
    free(value);
    return 0;
}

// --- the whole -----------------------------------------------------------------------------------

instant demand_time(const struct demand *demand, size_t i)
{
    return demand->start + (int64_t)i * demand->tick_ms;
}

double demand_mean(const struct demand *demand)
{
    double sum = 0;
    for (size_t i = 0; i < demand->n; i++)
        sum += demand->value[i];
    return sum / (double)demand->n;
}

double demand_peak(const struct demand *demand, size_t *at)
{
    size_t highest = 0;
    for (size_t i = 1; i < demand->n; i++)
        if (demand->value[i] > demand->value[highest])
            highest = i;
    if (at != NULL)
        *at = highest;
    return demand->value[highest];
}

void demand_release(struct demand *demand)
{
    free(demand->value);
    *demand = (struct demand){0};
}
