// headroom clean: what an export says, as regular series on one grid.
#include "answer/answer.h"
#include "input/read_series.h"
#include "series/series_rows.h"

#include <stdint.h>
#include <string.h>

static const struct schema_column columns[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the step, UTC"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "what tells series apart, under the name of its column, where there are several"),
    FIELD_UNBOUND("COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, "in the name", false,
                  "a metric; totals and counters have become rates per second"),
    FIELD_UNBOUND("filled", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "columns whose value was not measured, as COLUMN=zero, filled or partial"),
    FIELD_END,
};

static const struct schema schema_clean = {"a regular series", columns, 0};

static const struct example examples[] = {
    {"headroom clean samples/web-requests.csv",
     "the export as requests per second on a regular grid", 0},
    {"headroom clean samples/web-requests.csv --step 1h --format text", "hourly means, for reading",
     0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-describe(1)", "headroom-formats(5)", NULL};

/// CSV goes out in stretches, one a thread at a time, so that an export of millions of rows is not
/// in memory as text too.
static int write_parts(struct invocation *invocation, struct series_rows *rows, struct err *err)
{
    enum { ROWS_A_PART = 4096 };
    size_t threads = threads_option(invocation);
    size_t most = threads < OUTPUT_CSV_PARTS_MAX ? threads : OUTPUT_CSV_PARTS_MAX;
    struct table table[OUTPUT_CSV_PARTS_MAX] = {0};
    bool first = true;
    bool more = true;
    int result = 0;
    while (more && result == 0) {
        size_t count = 0;
        while (more && count < most) {
            more = series_rows_next(rows, ROWS_A_PART, &table[count]);
            count += more;
        }
        result = output_csv_parts(invocation, table, count, first, err);
        first = false;
        for (size_t i = 0; i < most; i++)
            table_release(&table[i]);
    }
    return result;
}

static int write_series(struct invocation *invocation, struct series_rows *rows, struct err *err)
{
    if (output_format(invocation) == OUTPUT_CSV)
        return write_parts(invocation, rows, err);
    struct table table = {0};
    int result = 0;
    if (series_rows_next(rows, SIZE_MAX, &table))
        result = answer_put_table(invocation, &table, err);
    table_release(&table);
    return result;
}

static int run_clean(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    if (read_series(invocation, &input, err) != 0)
        return -1;
    struct series_rows rows;
    const char *by = option_text(invocation, OPT_BY);
    int result = series_rows_begin(
        &rows, &input.set, by == NULL || strchr(by, ',') != NULL ? "service" : by, input.zone, err);
    if (result == 0)
        result = write_series(invocation, &rows, err);
    series_rows_release(&rows);
    series_input_release(&input);
    return result;
}

const struct command cmd_clean = {
    .name = "clean",
    .summary = "what does this export say, as a regular series?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_CSV,
    .options = {options_reading, options_series, options_output, options_messages},
    .common = {OPT_VALUE, OPT_BY, OPT_STEP, OPT_GAPS, OPT_SINCE, OPT_UNTIL, OPT_UNIT, OPT_TZ,
               OPT_OUTPUT, OPT_JSON},
    .inputs = {&schema_export},
    .outputs = {&schema_clean},
    .examples = examples,
    .see_also = see_also,
    .run = run_clean,
};
