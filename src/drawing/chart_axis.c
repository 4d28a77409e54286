#include "drawing/chart_axis.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

const char *chart_label_value(char out[CHART_LABEL_MAX], double value)
{
    static const struct {
        double from;
        const char *suffix;
    } scale[] = {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {0, ""}};
    size_t i = 0;
    while (fabs(value) < scale[i].from) {
        i++;
    }
    double divisor = scale[i].from > 0 ? scale[i].from : 1;
    snprintf(out, CHART_LABEL_MAX, "%.3g%s", value / divisor, scale[i].suffix);
    return out;
}

struct axis_unit chart_axis_unit(const struct unit *unit, double highest)
{
    static const char *const name[] = {" B", " KiB", " MiB", " GiB", " TiB", " PiB"};
    static const char *const rate[] = {" B/s", " KiB/s", " MiB/s", " GiB/s", " TiB/s", " PiB/s"};
    bool bytes = unit != NULL && unit->dimension == DIMENSION_BYTES;
    bool byte_rate = unit != NULL && unit->dimension == DIMENSION_BYTE_RATE;
    if (!bytes && !byte_rate)
        return (struct axis_unit){1, ""};
    size_t power = 0;
    double worth = 1;
    while (power + 1 < sizeof name / sizeof *name && highest * unit->scale >= worth * 1024) {
        power++;
        worth *= 1024;
    }
    return (struct axis_unit){worth / unit->scale, bytes ? name[power] : rate[power]};
}

double chart_value_step(double range, size_t most)
{
    static const double nice[] = {1, 2, 2.5, 5, 10};
    double least = range / (double)most;
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++) {
        // The tolerance keeps a range that is a round multiple from taking the next step by a
        // rounding error.
        if (nice[i] * power >= least * (1 - 1e-9)) {
            return nice[i] * power;
        }
    }
    return 10 * power;
}

/// Distances of ticks; those over a day are counted on the calendar.
enum tick_kind { TICK_SECONDS, TICK_MONTHS };
struct tick_step {
    enum tick_kind kind;
    int64_t length; ///< seconds or months
};

static const struct tick_step tick_step[] = {
    {TICK_SECONDS, 60},         {TICK_SECONDS, 300},       {TICK_SECONDS, 900},
    {TICK_SECONDS, 1800},       {TICK_SECONDS, 3600},      {TICK_SECONDS, 3 * 3600},
    {TICK_SECONDS, 6 * 3600},   {TICK_SECONDS, 12 * 3600}, {TICK_SECONDS, 86400},
    {TICK_SECONDS, 2 * 86400},  {TICK_SECONDS, 7 * 86400}, {TICK_SECONDS, 14 * 86400},
    {TICK_SECONDS, 28 * 86400}, {TICK_MONTHS, 1},          {TICK_MONTHS, 2},
    {TICK_MONTHS, 3},           {TICK_MONTHS, 6},          {TICK_MONTHS, 12},
    {TICK_MONTHS, 24},          {TICK_MONTHS, 60},         {TICK_MONTHS, 120},
    {TICK_MONTHS, 600},         {TICK_MONTHS, 1200},       {TICK_MONTHS, 12000},
};
enum { TICK_STEPS = sizeof tick_step / sizeof *tick_step };

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/// The k-th tick of a step: weeks count from a Monday, 1970-01-05.
static instant tick_at(const struct tick_step *step, int64_t k)
{
    if (step->kind == TICK_SECONDS) {
        int64_t origin = step->length % SECONDS_PER_WEEK == 0 ? 4 * SECONDS_PER_DAY : 0;
        return (origin + k * step->length) * INSTANT_PER_SECOND;
    }
    int64_t month = k * step->length;
    int64_t year = floor_divide(month, 12);
    struct civil civil = {.year = (int)year, .month = (int)(month - year * 12) + 1, .day = 1};
    return civil_to_instant(&civil);
}

/// The first k whose tick is not before `from`.
static int64_t tick_first(const struct tick_step *step, instant from)
{
    int64_t k;
    if (step->kind == TICK_SECONDS) {
        k = floor_divide(from, step->length * INSTANT_PER_SECOND) - 1;
    } else {
        struct civil civil;
        civil_from_instant(from, &civil);
        k = floor_divide((int64_t)civil.year * 12 + civil.month - 1, step->length) - 1;
    }
    while (tick_at(step, k) < from) {
        k++;
    }
    return k;
}

static void tick_label(const struct tick_step *step, instant at, char out[CHART_LABEL_MAX])
{
    struct civil civil;
    civil_from_instant(at, &civil);
    bool midnight = civil.hour == 0 && civil.minute == 0;
    if (step->kind == TICK_MONTHS && step->length % 12 == 0) {
        snprintf(out, CHART_LABEL_MAX, "%d", civil.year);
    } else if (step->kind == TICK_MONTHS) {
        snprintf(out, CHART_LABEL_MAX, "%d-%02d", civil.year, civil.month);
    } else if (midnight) {
        snprintf(out, CHART_LABEL_MAX, "%d-%02d-%02d", civil.year, civil.month, civil.day);
    } else {
        snprintf(out, CHART_LABEL_MAX, "%02d:%02d", civil.hour, civil.minute);
    }
}

void chart_time_ticks(instant from, instant to, size_t most, struct time_ticks *ticks)
{
    ticks->count = 0;
    if (most > CHART_TICKS_MAX) {
        most = CHART_TICKS_MAX;
    }
    for (size_t i = 0; i < TICK_STEPS; i++) {
        const struct tick_step *step = &tick_step[i];
        int64_t first = tick_first(step, from);
        size_t count = 0;
        while (count <= most && tick_at(step, first + (int64_t)count) <= to) {
            count++;
        }
        if (count > most) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            ticks->at[k] = tick_at(step, first + (int64_t)k);
            tick_label(step, ticks->at[k], ticks->label[k]);
        }
        ticks->count = count;
        return;
    }
}

void chart_count_ticks(instant from, instant to, double x_second, size_t most,
                       struct time_ticks *ticks)
{
    double unit = x_second / (double)INSTANT_PER_SECOND;
    double range = (double)(to - from) * unit;
    double step = chart_value_step(range, most < CHART_TICKS_MAX - 1 ? most : CHART_TICKS_MAX - 1);
    ticks->count = 0;
    for (double value = ceil((double)from * unit / step) * step;
         value <= (double)to * unit * (1 + 1e-9) && ticks->count < CHART_TICKS_MAX; value += step) {
        ticks->at[ticks->count] = (instant)llround(value / unit);
        chart_label_value(ticks->label[ticks->count++], value);
    }
}
