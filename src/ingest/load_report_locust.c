// Locust's tables: stats.csv, a row an endpoint and one of all, and stats_history.csv, a row a
// second.
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/vec.h"
#include "ingest/load_report.h"
#include "ingest/load_samples.h"
#include "maths/quantile.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The columns that are read, as both tables name them.
enum locust_column {
    LOCUST_TIME,
    LOCUST_USERS,
    LOCUST_NAME,
    LOCUST_RATE,
    LOCUST_REQUESTS,
    LOCUST_FAILURES,
    LOCUST_MEAN,
    LOCUST_FIRST_SHARE,
};

static const struct {
    const char *name, *total; ///< in stats.csv, and in stats_history.csv where that differs
    double share;
} columns[] = {
    [LOCUST_TIME] = {"Timestamp", NULL, 0},
    [LOCUST_USERS] = {"User Count", NULL, 0},
    [LOCUST_NAME] = {"Name", NULL, 0},
    [LOCUST_RATE] = {"Requests/s", NULL, 0},
    [LOCUST_REQUESTS] = {"Request Count", "Total Request Count", 0},
    [LOCUST_FAILURES] = {"Failure Count", "Total Failure Count", 0},
    [LOCUST_MEAN] = {"Average Response Time", "Total Average Response Time", 0},
    [LOCUST_FIRST_SHARE] = {"50%", NULL, 0.5},
    {"75%", NULL, 0.75},
    {"90%", NULL, 0.9},
    {"95%", NULL, 0.95},
    {"99%", NULL, 0.99},
    {"99.9%", NULL, 0.999},
};

enum {
    COLUMNS = sizeof columns / sizeof *columns,
    ENDS = LOAD_SPAN_S, ///< a level lasts so long at least
    SHORTER_SPAN = 10,  ///< times shorter than the longest one: a ramp
};

/// A row of what is aggregated; NaN is missing.
struct locust_row {
    double cell[COLUMNS];
};

struct locust {
    struct byte_source *source;
    struct err *err;
    size_t at[COLUMNS]; ///< SIZE_MAX: not there
    bool below_header;
    struct locust_row *row;
    size_t rows, row_capacity;
};

bool load_report_is_locust(const char *text)
{
    size_t line = strcspn(text, "\r\n");
    const char *count = strstr(text, "Request Count");
    text += *text == '"';
    bool begins = strncmp(text, "Type", 4) == 0 || strncmp(text, "Timestamp", 9) == 0;
    return begins && count != NULL && count < text + line;
}

static bool cell_is(const struct csv_row *row, size_t at, const char *want)
{
    return at < row->fields && row->field[at].length == strlen(want) &&
           memcmp(row->field[at].text, want, row->field[at].length) == 0;
}

static void find_columns(struct locust *locust, const struct csv_row *row)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        locust->at[c] = SIZE_MAX;
        for (size_t i = 0; i < row->fields; i++)
            if (cell_is(row, i, columns[c].name) ||
                (columns[c].total != NULL && cell_is(row, i, columns[c].total)))
                locust->at[c] = i;
    }
    locust->below_header = true;
}

static int take_row(void *context, const struct csv_row *row)
{
    struct locust *locust = context;
    if (!locust->below_header) {
        find_columns(locust, row);
        if (locust->at[LOCUST_NAME] != SIZE_MAX && locust->at[LOCUST_REQUESTS] != SIZE_MAX)
            return 0;
        return err_at(locust->err, byte_source_name(locust->source), row->line, NULL,
                      "Locust's table has no column %s",
                      locust->at[LOCUST_NAME] == SIZE_MAX ? "Name" : "Request Count");
    }
    if (!cell_is(row, locust->at[LOCUST_NAME], "Aggregated") &&
        !cell_is(row, locust->at[LOCUST_NAME], "Total"))
        return 0;
    struct locust_row aggregated = {0};
    for (size_t c = 0; c < COLUMNS; c++) {
        aggregated.cell[c] = (double)NAN;
        if (locust->at[c] < row->fields)
            (void)number_parse(row->field[locust->at[c]].text, row->field[locust->at[c]].length,
                               &aggregated.cell[c]);
    }
    // What is cut off has no numbers of its own.
    if (!isnan(aggregated.cell[LOCUST_REQUESTS]))
        VEC_PUSH(locust->row, locust->rows, locust->row_capacity, aggregated);
    return 0;
}

/// The run as stats.csv sums it up.
static void take_stats(const struct locust *locust, struct load_reports *reports)
{
    const double *cell = locust->row[locust->rows - 1].cell;
    struct load_report report = load_report_new("Locust", 0);
    report.requests = cell[LOCUST_REQUESTS];
    report.failed = cell[LOCUST_FAILURES] > 0 ? cell[LOCUST_FAILURES] : 0;
    report.rate = cell[LOCUST_RATE];
    report.mean_s = cell[LOCUST_MEAN] / 1000;
    for (size_t c = LOCUST_FIRST_SHARE; c < COLUMNS; c++)
        load_report_percentile(&report, columns[c].share, cell[c] / 1000);
    VEC_PUSH(reports->report, reports->count, reports->capacity, report);
}

/// What came between two rows: their totals are of the whole run so far.
static struct load_report between(const struct locust *locust, size_t first, size_t last,
                                  double *scratch)
{
    const double *a = locust->row[first].cell;
    const double *b = locust->row[last].cell;
    struct load_report report = load_report_new("Locust", 0);
    report.concurrency = a[LOCUST_USERS];
    report.duration_s = b[LOCUST_TIME] - a[LOCUST_TIME];
    report.requests = b[LOCUST_REQUESTS] - a[LOCUST_REQUESTS];
    report.failed = fmax(0, b[LOCUST_FAILURES] - a[LOCUST_FAILURES]);
    report.mean_s = (b[LOCUST_MEAN] * b[LOCUST_REQUESTS] - a[LOCUST_MEAN] * a[LOCUST_REQUESTS]) /
                    report.requests / 1000;
    for (size_t c = LOCUST_FIRST_SHARE; c < COLUMNS; c++) {
        size_t count = 0;
        for (size_t i = first + 1; i <= last; i++)
            if (!isnan(locust->row[i].cell[c]))
                scratch[count++] = locust->row[i].cell[c];
        if (count > 0)
            load_report_percentile(&report, columns[c].share, median_select(scratch, count) / 1000);
    }
    return report;
}

static size_t end_of_span(const struct locust *locust, size_t first)
{
    size_t end = first + 1;
    while (end < locust->rows &&
           locust->row[end].cell[LOCUST_USERS] == locust->row[first].cell[LOCUST_USERS])
        end++;
    return end;
}

static double lasts_s(const struct locust *locust, size_t first, size_t end)
{
    return locust->row[end - 1].cell[LOCUST_TIME] - locust->row[first].cell[LOCUST_TIME];
}

/// Spans of rows with the same number of users, without the first and the last row.
static void take_history(const struct locust *locust, struct load_reports *reports)
{
    double *scratch = mem_alloc(locust->rows, sizeof *scratch);
    double longest_s = 0;
    double left_s = 0;
    for (size_t i = 0; i < locust->rows; i = end_of_span(locust, i))
        longest_s = fmax(longest_s, lasts_s(locust, i, end_of_span(locust, i)));
    for (size_t i = 0, end = 0; i < locust->rows; i = end) {
        end = end_of_span(locust, i);
        bool steady = lasts_s(locust, i, end) >= ENDS && end - i > 3 &&
                      lasts_s(locust, i, end) * SHORTER_SPAN >= longest_s &&
                      locust->row[i].cell[LOCUST_USERS] > 0;
        struct load_report report = load_report_new("Locust", 0);
        if (steady)
            report = between(locust, i + 1, end - 2, scratch);
        if (steady && report.duration_s > 0 && report.requests > report.failed)
            VEC_PUSH(reports->report, reports->count, reports->capacity, report);
        else if (lasts_s(locust, i, end) > 0)
            left_s += lasts_s(locust, i, end);
    }
    reports->ramp_s += reports->count > 0 ? left_s : 0;
    free(scratch);
}

int load_report_locust(struct byte_source *source, struct load_reports *reports, struct err *err)
{
    struct locust locust = {.source = source, .err = err};
    struct csv_options options = {.delimiter = ','};
    int result = csv_read(source, &options, take_row, &locust, err);
    if (result == 0 && locust.rows == 0)
        result = err_at(err, byte_source_name(source), 0, NULL,
                        "Locust's table has no row \"Aggregated\" with a count of requests: was "
                        "the run cut off?");
    if (result == 0 && locust.at[LOCUST_USERS] == SIZE_MAX)
        take_stats(&locust, reports);
    else if (result == 0) {
        take_history(&locust, reports);
        if (reports->count == 0)
            result = err_at(err, byte_source_name(source), 0, NULL,
                            "Locust's users are never the same for %d s, so there is no level of "
                            "load; its file that ends in _stats.csv has the run as a whole",
                            ENDS);
    }
    free(locust.row);
    return result;
}
