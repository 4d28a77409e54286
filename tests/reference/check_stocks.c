// The reference series of what fills up.
#include "forecast/stock.h"
#include "reference/check_reference.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SERIES_MAX = 4000, NAME_MAX_LENGTH = 256 };

/// Daily values of stocks/NAME.csv; how many, 0 when there is no such file or it is too long.
static size_t read_series(struct reference_table *table, const char *name, double *value)
{
    char file[NAME_MAX_LENGTH];
    struct reference_table rows;
    size_t n = 0;
    snprintf(file, sizeof file, "stocks/%s.csv", name);
    if (!reference_open(&rows, table->folder, file))
        return 0;
    while (reference_next(&rows)) {
        if (n == SERIES_MAX)
            return 0;
        value[n++] = reference_number(&rows, "used_gib");
    }
    reference_close(&rows);
    return n;
}

/// Days: within the greater of a day and `tolerance`; an empty cell is no date.
static void check_days(struct reference_table *table, struct tally *tally, const char *column,
                       double got, double tolerance)
{
    const char *text = reference_text(table, column);
    double want = text[0] == '\0' ? (double)NAN : reference_number(table, column);
    if (fabs(got - want) <= 1)
        got = want;
    tally_near(tally, column, got, want, tolerance);
}

void check_stock(struct reference_table *table, struct tally *tally)
{
    static double value[SERIES_MAX];
    const double limit = reference_number(table, "limit");
    struct series series = {.step_s = 86400, .value = value};
    struct stock stock;
    series.n = read_series(table, reference_text(table, "name"), value);
    if (stock_learn(&series, &stock) != 0) {
        printf("# %s:%zu: no series\n", table->name, table->line);
        table->broken = true;
        stock_release(&stock);
        return;
    }
    struct stock_dates dates = stock_passes(&stock, limit, 1095);
    tally_near(tally, "level", stock.buckets.last, reference_number(table, "level"), 1e-9);
    check_days(table, tally, "expected_days", dates.expected, 0.03);
    check_days(table, tally, "truth_days", dates.expected, 0.03);
    check_days(table, tally, "earliest_days", dates.earliest, 0.1);
    check_days(table, tally, "latest_days", dates.latest, 0.1);
    // Of a stock that does not grow the sign is chance.
    double growth = reference_number(table, "growth_day");
    double width = reference_number(table, "growth_high") - reference_number(table, "growth_low");
    double tolerance = fabs(growth) > width ? 0.01 : 0.1;
    tally_near(tally, "growth_day", stock_growth(&stock).day, growth, tolerance);
    tally_near(tally, "add_until_365d_p95", stock_addition(&stock, limit, 365, 0.05),
               reference_number(table, "add_until_365d_p95"), 0.1);
    tally_near(tally, "drops", (double)stock.cleanups.drops, reference_number(table, "drops"), 0);
    tally_near(tally, "jumps", (double)stock.cleanups.jumps, reference_number(table, "jumps"), 0);
    if (strcmp(reference_text(table, "mode"), cleanup_mode_name(stock.cleanups.mode)) != 0)
        tally_near(tally, "mode", 1, 0, 0);
    tally_near(tally, "period_days", stock.cleanups.period, reference_number(table, "period_days"),
               1e-3);
    tally_near(tally, "depth", stock.cleanups.depth, reference_number(table, "depth"), 0.02);
    tally_near(tally, "ramp_day", stock.cleanups.ramp, reference_number(table, "ramp_day"), 0.02);
    stock_release(&stock);
}
