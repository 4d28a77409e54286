// AWS cost and usage report, and the older usage report: a row an hour, kind of usage and resource.
// Hours of an instance used within an hour are instances running.
#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <stdlib.h>
#include <string.h>

static const char *detect_cur(const struct sniff *sniff)
{
    bool found = sniff_header_has(sniff, "lineItem/UsageStartDate") &&
                 sniff_header_has(sniff, "lineItem/UsageAmount");
    return found ? "its header has lineItem/UsageStartDate" : NULL;
}

static const char *detect_usage(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "Service") && sniff_header_has(sniff, "UsageType") &&
                 sniff_header_has(sniff, "UsageValue");
    return found ? "its header has Service, UsageType and UsageValue" : NULL;
}

/// "instances" for hours of machines, the usage type otherwise.
static const char *const running = "instances";

static struct metric_kind kind_of_usage(const char *metric, const struct unit *unit,
                                        const struct ingest_options *options)
{
    (void)unit;
    if (options->gauge || options->counter || options->per_s > 0)
        return kind_of_metric(metric, unit, options);
    if (strcmp(metric, running) == 0 || strstr(metric, "Usage:") != NULL)
        return (struct metric_kind){SAMPLE_GAUGE, "instance hours within an hour", 0};
    return (struct metric_kind){SAMPLE_TOTAL, "usage within an hour", 0};
}

struct bill {
    struct row_table table;
    size_t type, unit, start, end; ///< columns, SIZE_MAX for none
    size_t fees;                   ///< rows of other types than usage
    int64_t step_s;                ///< of the first row of usage
};

static const struct csv_field *cell_of(const struct csv_row *row, size_t index)
{
    static const struct csv_field none = {.text = "", .length = 0};
    return index < row->fields ? &row->field[index] : &none;
}

enum { HOUR_S = 3600 };

/// How long a row stands for, by its start and end; 0 when they do not say.
static int64_t span_s(const struct csv_field *from, const struct csv_field *to)
{
    struct time_reader reader = {
        .form = time_form_detect(from->text, from->length, false, NULL),
    };
    struct time_parsed start;
    struct time_parsed end;
    bool said = time_parse(&reader, from->text, from->length, &start) &&
                time_parse(&reader, to->text, to->length, &end) && end.time > start.time;
    return said ? (end.time - start.time) / INSTANT_PER_SECOND : 0;
}

/// A row of usage; its unit becomes the metric: Hrs are instances running.
static int read_cur_row(void *context, const struct csv_row *row)
{
    struct bill *bill = context;
    if (row->line <= bill->table.reading->sniff->row[0].line)
        return 0;
    const struct csv_field *type = cell_of(row, bill->type);
    if (bill->type != SIZE_MAX && !ascii_is_word(type->text, type->length, "Usage")) {
        bill->fees++;
        return 0;
    }
    int64_t row_s = span_s(cell_of(row, bill->start), cell_of(row, bill->end));
    if (bill->step_s == 0)
        bill->step_s = row_s;
    const struct csv_field *unit = cell_of(row, bill->unit);
    bool hours = ascii_is_word_any_case(unit->text, unit->length, "Hrs") ||
                 ascii_is_word_any_case(unit->text, unit->length, "Hours");
    if (!hours || bill->unit >= row->fields)
        return row_table_row(&bill->table, row);
    // Hours of a day would not be instances.
    if (row_s != HOUR_S) {
        reading_bad(bill->table.reading, row->line, NULL, unit->text, unit->length,
                    "of a row that is not about one hour; ask for an hourly report", NULL);
        return 0;
    }
    struct csv_field *field = mem_alloc(row->fields, sizeof *field);
    memcpy(field, row->field, row->fields * sizeof *field);
    field[bill->unit] = (struct csv_field){.text = running, .length = strlen(running)};
    struct csv_row named = {.line = row->line, .fields = row->fields, .field = field};
    int result = row_table_row(&bill->table, &named);
    free(field);
    return result;
}

static void set_role(struct columns *columns, const char *name, enum table_role role)
{
    size_t index = columns_find(columns, name);
    if (index == SIZE_MAX)
        return;
    columns->column[index].role = role;
    if (role == ROLE_TIME)
        columns->time = index;
}

static int read_cur(struct reading *reading)
{
    struct columns columns;
    struct bill bill = {.fees = 0};
    columns_from_row(&columns, reading, 0, false);
    set_role(&columns, "lineItem/UsageStartDate", ROLE_TIME);
    set_role(&columns, "lineItem/UsageAmount", ROLE_VALUE);
    set_role(&columns, "lineItem/UsageType", ROLE_KEY);
    set_role(&columns, "lineItem/ResourceId", ROLE_KEY);
    set_role(&columns, "pricing/unit", ROLE_METRIC);
    columns.kind_of = kind_of_usage;
    bill.type = columns_find(&columns, "lineItem/LineItemType");
    bill.unit = columns_find(&columns, "pricing/unit");
    bill.start = columns.time;
    bill.end = columns_find(&columns, "lineItem/UsageEndDate");
    int result =
        columns.time == SIZE_MAX ? reading_refuse(reading, "no lineItem/UsageStartDate") : 0;
    if (result == 0)
        result = columns_choose_keys(&columns, reading);
    if (result == 0)
        result = row_table_begin(&bill.table, reading, &columns);
    struct csv_options options = {.delimiter = ','};
    if (result == 0)
        result = csv_read(reading->source, &options, read_cur_row, &bill, reading->err);
    if (result == 0) {
        row_table_end(&bill.table);
        reading_state_step(reading, bill.step_s);
    }
    if (result == 0 && bill.fees > 0)
        reading_note(
            reading, NOTE_INFO, "fees",
            "%zu row%s of fees, credits and taxes left out: only line items of usage are read",
            bill.fees, bill.fees == 1 ? "" : "s");
    row_table_release(&bill.table);
    columns_release(&columns);
    return result;
}

static int read_usage(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    set_role(&columns, "StartTime", ROLE_TIME);
    set_role(&columns, "UsageType", ROLE_METRIC);
    set_role(&columns, "Operation", ROLE_KEY);
    set_role(&columns, "Resource", ROLE_KEY);
    set_role(&columns, "UsageValue", ROLE_VALUE);
    columns.kind_of = kind_of_usage;
    reading->month_first = true;
    if (columns.time == SIZE_MAX || columns_choose_keys(&columns, reading) != 0) {
        bool timeless = columns.time == SIZE_MAX;
        columns_release(&columns);
        return timeless ? reading_refuse(reading, "no column StartTime") : -1;
    }
    size_t end = columns_find(&columns, "EndTime");
    int64_t step_s = end == SIZE_MAX ? 0
                                     : span_s(sniff_cell(reading->sniff, 1, columns.time),
                                              sniff_cell(reading->sniff, 1, end));
    int result = row_table_read(reading, &columns, reading->sniff->row[0].line);
    if (result == 0)
        reading_state_step(reading, step_s);
    return result;
}

const struct layout layout_aws_cur = {
    .name = "aws-cur",
    .meaning = "AWS cost and usage report as CSV, hourly",
    .detect = detect_cur,
    .read = read_cur,
};

const struct layout layout_aws_usage = {
    .name = "aws-usage",
    .meaning = "AWS usage report as CSV, hourly",
    .detect = detect_usage,
    .read = read_usage,
};
