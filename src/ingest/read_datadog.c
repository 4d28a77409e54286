// Datadog: JSON of the query API (series with lists of [Unix ms, value]) and the CSV of its
// exporter (date,metric and a column a scope).
#include "base/ascii.h"
#include "ingest/json_input.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <math.h>
#include <string.h>

static const char *detect_json(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") &&
                 (sniff_has_member(sniff, "pointlist") ||
                  (sniff_has_member(sniff, "series") && sniff_has_member(sniff, "status")));
    return found ? "JSON with pointlist" : NULL;
}

static const char *detect_csv(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "date") && sniff_cell_is(sniff, 0, 1, "metric") &&
                 sniff->row[0].fields > 2;
    return found ? "its header starts with date,metric" : NULL;
}

/// Values of one series; `unit` is the short name of its first unit.
static int read_series(struct reading *reading, const json_t *series)
{
    const char *metric = json_text(series, "metric");
    const char *scope = json_text(series, "scope");
    const json_t *unit = json_array_get(json_object_get(series, "unit"), 0);
    const char *unit_name = json_text(unit, "short_name");
    size_t stream = 0;
    if (reading_stream(reading, metric, *scope == '\0' ? NULL : scope, &stream) != 0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[stream];
    if (reading->options->unit != NULL)
        unit_name = reading->options->unit;
    if (!unit_parse(unit_name, strlen(unit_name), &to->unit))
        to->unit.scale = 1;
    struct metric_kind kind = kind_of_metric(metric, &to->unit, reading->options);
    kind_apply(to, &kind);
    size_t index = 0;
    json_t *point = NULL;
    json_array_foreach(json_object_get(series, "pointlist"), index, point)
    {
        double time_ms = 0;
        double value = 0;
        if (!json_sample_value(json_array_get(point, 0), &time_ms) ||
            !(fabs(time_ms) < 253402300800e3) ||
            !json_sample_value(json_array_get(point, 1), &value))
            return err_at(reading->err, reading->name, 0, metric,
                          "point %zu is no pair of a Unix time in ms and a number", index + 1);
        samples_add(reading->samples, stream, (instant)llround(time_ms), value);
        reading_source(reading)->rows++;
    }
    return 0;
}

static int read_json(struct reading *reading)
{
    json_t *document = NULL;
    if (json_input_read(reading, &document) != 0)
        return -1;
    size_t index = 0;
    json_t *each = NULL;
    int result = 0;
    json_array_foreach(json_object_get(document, "series"), index, each)
    {
        if (result == 0)
            result = read_series(reading, each);
    }
    json_decref(document);
    if (result == 0 && index == 0)
        result = reading_refuse(reading,
                                "the query gave no series; are its metric, scope and span right?");
    reading_source(reading)->time_form = "Unix milliseconds";
    reading_source(reading)->key_columns = "scope";
    return result;
}

static int read_csv(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    if (columns.count < 3) {
        columns_release(&columns);
        return reading_refuse(reading, "no columns behind date,metric");
    }
    columns.time = 0;
    columns.column[0].role = ROLE_TIME;
    columns.column[1].role = ROLE_METRIC;
    for (size_t i = 2; i < columns.count; i++) {
        columns.column[i].role = ROLE_VALUE;
        columns.column[i].key = columns.column[i].name;
        columns_learn_value(&columns, i, reading);
    }
    if (columns_choose_values(&columns, reading) != 0) {
        columns_release(&columns);
        return -1;
    }
    return row_table_read(reading, &columns, reading->sniff->row[0].line);
}

const struct layout layout_datadog_json = {
    .name = "datadog-json",
    .meaning = "JSON of Datadog's query API",
    .detect = detect_json,
    .read = read_json,
};

const struct layout layout_datadog_csv = {
    .name = "datadog-csv",
    .meaning = "CSV of Datadog's csv_exporter",
    .detect = detect_csv,
    .read = read_csv,
};
