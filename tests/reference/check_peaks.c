// The reference peaks: what the days of four series tell of the highest value to come, and its
// mixture with given sample paths.
#include "forecast/daily_peaks.h"
#include "forecast/weekly_peak.h"
#include "reference/check_reference.h"

#include <math.h>
#include <stdio.h>

enum { SERIES_MAX = 4000, DAYS_MAX = 400, NAME_MAX_LENGTH = 256, DAY = 24, WEEK = 168 };

/// Numbers of a column of peaks/NAMEending; how many, 0 when there is no such file or it is too
/// long.
static size_t read_column(struct reference_table *table, const char *name, const char *ending,
                          const char *column, size_t most, double *value)
{
    char file[NAME_MAX_LENGTH];
    struct reference_table rows;
    size_t n = 0;
    snprintf(file, sizeof file, "peaks/%s%s.csv", name, ending);
    if (!reference_open(&rows, table->folder, file))
        return 0;
    while (reference_next(&rows)) {
        if (n == most)
            return 0;
        value[n++] = reference_number(&rows, column);
    }
    reference_close(&rows);
    return n;
}

/// What is expected of one level.
struct expected {
    size_t place;
    const char *daily, *path, *step, *peak;
};

static void check_levels(struct reference_table *table, struct tally *tally,
                         const struct daily_peaks *peaks, const double *daily, double weeks)
{
    static const struct expected expected[] = {
        {PREDICTIVE_P50, "daily_p50", "path_p50", "step_max_p50", "peak_p50"},
        {PREDICTIVE_P90, "daily_p90", "path_p90", "step_max_p90", "peak_p90"},
        {PREDICTIVE_P95, "daily_p95", "path_p95", "step_max_p95", "peak_p95"},
        {PREDICTIVE_P99, "daily_p99", "path_p99", "step_max_p99", "peak_p99"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct expected *want = &expected[i];
        tally_near(tally, want->daily, exp(daily[want->place]),
                   reference_number(table, want->daily), 1e-3);
        if (isnan(reference_number(table, "path_p50")))
            continue;
        const struct peak_views views = {.level = predictive_level[want->place],
                                         .days = daily[want->place],
                                         .days_middle = daily[PREDICTIVE_P50],
                                         .paths = log(reference_number(table, want->path)),
                                         .paths_middle = log(reference_number(table, "path_p50")),
                                         .weeks = weeks,
                                         .greatest = peaks->greatest};
        tally_near(tally, want->peak,
                   fmax(exp(daily_peaks_mix(&views, 1)), reference_number(table, want->step)),
                   reference_number(table, want->peak), 1e-3);
    }
}

void check_peak(struct reference_table *table, struct tally *tally)
{
    static double value[SERIES_MAX], mean[DAYS_MAX];
    static struct daily_peaks peaks;
    double daily[PREDICTIVE_LEVELS], weeks = NAN, sum = 0;
    const char *name = reference_text(table, "series");
    const size_t n = read_column(table, name, "", "load", SERIES_MAX, value);
    const size_t days = read_column(table, name, "_daily_forecast", "mean", DAYS_MAX, mean);
    const size_t period = (size_t)reference_number(table, "period_days");
    const size_t start = (size_t)reference_number(table, "start_day");
    if (n == 0 || days < start + period) {
        printf("# %s:%zu: no series\n", table->name, table->line);
        table->broken = true;
        return;
    }
    daily_peaks_learn(&peaks, value, n, DAY);
    for (size_t d = start; d < start + period; d++)
        sum += mean[d] / (double)period;
    for (size_t d = 0; d < days; d++)
        mean[d] = log(mean[d]);
    daily_peaks_quantiles(&peaks, mean, days, start, period, daily);
    tally_near(tally, "hi", peaks.spike, reference_number(table, "hi"), 1e-5);
    tally_near(tally, "level_sd", daily_peaks_level_sd(&peaks, start, period),
               reference_number(table, "level_sd"), 1e-3);
    tally_near(tally, "ratio_u", peaks.ratio.u, reference_number(table, "ratio_u"), 1e-5);
    tally_near(tally, "ratio_pu", peaks.ratio.pu, reference_number(table, "ratio_pu"), 1e-5);
    tally_near(tally, "ratio_a", peaks.ratio.a, reference_number(table, "ratio_a"), 1e-5);
    tally_near(tally, "ratio_b", peaks.ratio.b, reference_number(table, "ratio_b"), 1e-5);
    tally_near(tally, "max_u", peaks.maximum.u, reference_number(table, "max_u"), 1e-4);
    tally_near(tally, "max_pu", peaks.maximum.pu, reference_number(table, "max_pu"), 1e-5);
    tally_near(tally, "max_a", peaks.maximum.a, reference_number(table, "max_a"), 1e-5);
    tally_near(tally, "max_b", peaks.maximum.b, reference_number(table, "max_b"), 1e-5);
    if (period == 7 && reference_text(table, "weekly")[0] != '\0') {
        struct weekly_peak weekly;
        weekly_peak_fit(&weekly, value, n, WEEK);
        weeks = log(weekly_peak_at(&weekly, start / 7 + 1, sum));
        tally_near(tally, "weekly", exp(weeks), reference_number(table, "weekly"), 1e-3);
    }
    check_levels(table, tally, &peaks, daily, weeks);
}
