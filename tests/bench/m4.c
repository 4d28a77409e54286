// Accuracy on series laid out as the M4 competition's (wide rows "id",v,v,...): the competition's
// measures, calibration of the upper bounds, time.
//   build/tests/bench/m4 TRAIN.csv TEST.csv [--each]
//   build/tests/bench/m4 TRAIN.csv --inner ORIGINS STEPS
// Nothing here is fitted to the test part; Naive2 and seasonal naive are computed as in the
// competition. The second form does not read it: it forecasts the last ORIGINS times STEPS of each
// training part from what comes before, which is how constants are chosen.
#include "base/file.h"
#include "base/number.h"
#include "base/vec.h"
#include "bench/measures.h"
#include "forecast/forecast.h"
#include "maths/maths.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SEASON = 24, HOUR_S = 3600 };

struct row {
    char *name;
    double *value;
    size_t n, capacity;
};

struct rows {
    struct row *row;
    size_t count, capacity;
};

static int take_row(void *context, const struct csv_row *csv)
{
    struct rows *rows = context;
    double value;
    if (csv->fields < 2 || !number_parse(csv->field[1].text, csv->field[1].length, &value))
        return 0; // the header
    struct row row = {.name = mem_strndup(csv->field[0].text, csv->field[0].length)};
    for (size_t i = 1; i < csv->fields; i++)
        if (number_parse(csv->field[i].text, csv->field[i].length, &value))
            VEC_PUSH(row.value, row.n, row.capacity, value);
    VEC_PUSH(rows->row, rows->count, rows->capacity, row);
    return 0;
}

static void read_rows(const char *path, struct rows *rows)
{
    struct err err = {0};
    struct byte_source *source;
    struct csv_options options = {0};
    if (byte_source_open(&source, path, &err) != 0 ||
        csv_read(source, &options, take_row, rows, &err) != 0) {
        fprintf(stderr, "m4: %s\n", err.text);
        exit(2);
    }
    byte_source_close(source);
}

static void release_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->row[i].name);
        free(rows->row[i].value);
    }
    free(rows->row);
}

/// The competition's 90 % test of the autocorrelation at the season.
static bool is_seasonal(const double *x, size_t n)
{
    double mean = 0;
    double acf[SEASON + 1] = {0};
    for (size_t t = 0; t < n; t++)
        mean += x[t] / (double)n;
    for (size_t lag = 0; lag <= SEASON; lag++)
        for (size_t t = lag; t < n; t++)
            acf[lag] += (x[t] - mean) * (x[t - lag] - mean);
    double sum = 1;
    for (size_t lag = 1; lag < SEASON; lag++)
        sum += 2 * (acf[lag] / acf[0]) * (acf[lag] / acf[0]);
    return fabs(acf[SEASON] / acf[0]) > 1.645 * sqrt(sum / (double)n);
}

/// Indices of the classical multiplicative decomposition.
static void seasonal_indices(const double *x, size_t n, double index[SEASON])
{
    double count[SEASON] = {0};
    double total = 0;
    memset(index, 0, SEASON * sizeof *index);
    for (size_t t = SEASON / 2; t + SEASON / 2 < n; t++) {
        double mean = (x[t - SEASON / 2] + x[t + SEASON / 2]) / (2 * SEASON);
        for (size_t i = t - SEASON / 2 + 1; i < t + SEASON / 2; i++)
            mean += x[i] / SEASON;
        index[t % SEASON] += x[t] / mean;
        count[t % SEASON]++;
    }
    for (size_t p = 0; p < SEASON; p++) {
        index[p] /= count[p];
        total += index[p] / SEASON;
    }
    for (size_t p = 0; p < SEASON; p++)
        index[p] /= total;
}

/// Naive on the series less its season, where it has one.
static void naive2(const double *x, size_t n, size_t steps, double *path)
{
    double index[SEASON];
    for (size_t p = 0; p < SEASON; p++)
        index[p] = 1;
    if (is_seasonal(x, n))
        seasonal_indices(x, n, index);
    for (size_t h = 0; h < steps; h++)
        path[h] = x[n - 1] / index[(n - 1) % SEASON] * index[(n + h) % SEASON];
}

/// Sums over series of the competition's measures.
struct scores {
    double smape, mase;
    double msis, covered, below_p95, below_p99, pinball_p95, pinball_p99;
};

static void score_points(const struct row *test, const double *path, double scale,
                         struct scores *scores)
{
    scores->smape += measure_smape(test->value, path, test->n);
    scores->mase += measure_mase(test->value, path, test->n, scale);
}

static void score_bands(const struct row *test, const struct forecast *forecast, double scale,
                        struct scores *scores)
{
    double n = (double)test->n;
    scores->msis += measure_msis(test->value, forecast->low, forecast->high, test->n, 0.05, scale);
    for (size_t h = 0; h < test->n; h++) {
        double y = test->value[h];
        double p95 = forecast->level[2][h];
        double p99 = forecast->level[3][h];
        scores->covered += (y >= forecast->low[h] && y <= forecast->high[h] ? 1 : 0) / n;
        scores->below_p95 += (y <= p95 ? 1 : 0) / n;
        scores->below_p99 += (y <= p99 ? 1 : 0) / n;
        scores->pinball_p95 += measure_pinball(y, p95, 0.95) / scale / n;
        scores->pinball_p99 += measure_pinball(y, p99, 0.99) / scale / n;
    }
}

static void forecast_row(const struct row *train, size_t steps, struct forecast *forecast)
{
    struct series series;
    struct unit unit = {.scale = 1};
    struct err err = {0};
    // The competition gives no times: any Monday will do.
    instant start = civil_days(2024, 1, 1) * SECONDS_PER_DAY * INSTANT_PER_SECOND;
    series_init(&series, train->name, NULL, &unit, start, HOUR_S, train->n);
    memcpy(series.value, train->value, train->n * sizeof *series.value);
    struct forecast_options options = {.horizon_s = (int64_t)steps * HOUR_S,
                                       .changepoint = INSTANT_NONE};
    if (forecast_series(&series, &options, forecast, NULL, &err) != 0) {
        fprintf(stderr, "m4: %s: %s\n", train->name, err.text);
        exit(2);
    }
    series_release(&series);
}

struct totals {
    struct scores ours, naive, seasonal;
    double seconds;
};

static void score_row(const struct row *train, const struct row *test, struct totals *totals,
                      bool each)
{
    double scale = measure_scale(train->value, train->n, SEASON);
    double *path = mem_alloc(test->n, sizeof *path);
    naive2(train->value, train->n, test->n, path);
    score_points(test, path, scale, &totals->naive);
    for (size_t h = 0; h < test->n; h++)
        path[h] = train->value[train->n - SEASON + h % SEASON];
    score_points(test, path, scale, &totals->seasonal);
    struct forecast forecast;
    clock_t begin = clock();
    forecast_row(train, test->n, &forecast);
    totals->seconds += (double)(clock() - begin) / CLOCKS_PER_SEC;
    double before = totals->ours.mase;
    score_points(test, forecast.mean, scale, &totals->ours);
    score_bands(test, &forecast, scale, &totals->ours);
    if (each)
        printf("%s %zu %s MASE %.3f\n", train->name, train->n, forecast.method,
               totals->ours.mase - before);
    forecast_release(&forecast);
    free(path);
}

static void print_totals(const struct totals *totals, size_t count)
{
    const struct scores *ours = &totals->ours;
    const struct scores *naive = &totals->naive;
    double n = (double)count;
    double owa = measure_owa(ours->smape, ours->mase, naive->smape, naive->mase);
    printf("%zu series; Naive2 sMAPE %.3f MASE %.3f; seasonal naive sMAPE %.3f MASE %.3f\n", count,
           naive->smape / n, naive->mase / n, totals->seasonal.smape / n,
           totals->seasonal.mase / n);
    printf("interval=%.4f pinball95=%.4f pinball99=%.4f\n", ours->covered / n,
           ours->pinball_p95 / n, ours->pinball_p99 / n);
    printf("OWA=%.4f sMAPE=%.3f MASE=%.3f MSIS=%.3f q95=%.4f q99=%.4f ms=%.2f\n", owa,
           ours->smape / n, ours->mase / n, ours->msis / n, ours->below_p95 / n,
           ours->below_p99 / n, totals->seconds / n * 1000);
}

static void score_test(const struct rows *train, const char *path, bool each)
{
    struct rows test = {0};
    struct totals totals = {0};
    read_rows(path, &test);
    size_t count = train->count < test.count ? train->count : test.count;
    for (size_t i = 0; i < count; i++)
        score_row(&train->row[i], &test.row[i], &totals, each);
    print_totals(&totals, count);
    release_rows(&test);
}

/// Windows of `steps` at the end of each row, one after the other, each from what comes before it.
static void score_inner(const struct rows *train, size_t origins, size_t steps)
{
    struct totals totals = {0};
    size_t count = 0;
    for (size_t i = 0; i < train->count; i++) {
        for (size_t back = 1; back <= origins; back++) {
            struct row shown = train->row[i];
            if (shown.n < back * steps + 2 * SEASON)
                break;
            shown.n -= back * steps;
            struct row next = {.value = shown.value + shown.n, .n = steps};
            score_row(&shown, &next, &totals, false);
            count++;
        }
    }
    print_totals(&totals, count);
}

int main(int argc, char **argv)
{
    bool is_inner = argc == 5 && strcmp(argv[2], "--inner") == 0;
    size_t origins = is_inner ? strtoul(argv[3], NULL, 10) : 0;
    size_t steps = is_inner ? strtoul(argv[4], NULL, 10) : 0;
    bool is_each = argc == 4 && strcmp(argv[3], "--each") == 0;
    if (is_inner ? origins == 0 || steps == 0 : argc != 3 && !is_each) {
        fprintf(stderr, "usage: m4 TRAIN.csv TEST.csv [--each]\n"
                        "       m4 TRAIN.csv --inner ORIGINS STEPS\n");
        return 2;
    }
    maths_init();
    struct rows train = {0};
    read_rows(argv[1], &train);
    if (is_inner)
        score_inner(&train, origins, steps);
    else
        score_test(&train, argv[2], is_each);
    release_rows(&train);
    return 0;
}
