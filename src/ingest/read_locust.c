// Locust, --csv stats history: a row a second and endpoint, and one "Aggregated" of all.
// Percentiles are in ms, totals are running totals.
#include "ingest/layout.h"
#include "ingest/row_table.h"

#include <string.h>

static const char *detect_locust(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "Timestamp") && sniff_header_has(sniff, "User Count") &&
                 sniff_header_has(sniff, "Requests/s");
    return found ? "its header has Timestamp, User Count and Requests/s" : NULL;
}

/// The columns that are read unless --value names others, and what they are.
static const struct {
    const char *name;
    const char *metric;
    const char *unit;
    struct metric_kind kind;
} known[] = {
    {"User Count", "users", "", {SAMPLE_GAUGE, "users at that time", 0}},
    {"Requests/s", "requests", "req/s", {SAMPLE_GAUGE, "a rate", 0}},
    {"Failures/s", "failures", "/s", {SAMPLE_GAUGE, "a rate", 0}},
    {"50%", "latency_p50", "ms", {SAMPLE_GAUGE, "a percentile", 0}},
    {"90%", "latency_p90", "ms", {SAMPLE_GAUGE, "a percentile", 0}},
    {"95%", "latency_p95", "ms", {SAMPLE_GAUGE, "a percentile", 0}},
    {"99%", "latency_p99", "ms", {SAMPLE_GAUGE, "a percentile", 0}},
    {"100%", "latency_max", "ms", {SAMPLE_GAUGE, "the slowest", 0}},
};

static int read_locust(struct reading *reading)
{
    struct columns columns;
    columns_from_row(&columns, reading, 0, false);
    for (size_t i = 0; i < columns.count; i++) {
        struct table_column *column = &columns.column[i];
        if (strcmp(column->name, "Timestamp") == 0) {
            column->role = ROLE_TIME;
            columns.time = i;
        } else if (strcmp(column->name, "Type") == 0 || strcmp(column->name, "Name") == 0) {
            column->role = ROLE_KEY;
        }
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
            if (strcmp(column->name, known[k].name) != 0)
                continue;
            column->role = ROLE_VALUE;
            column->metric = known[k].metric;
            column->kind = known[k].kind;
            if (!unit_parse(known[k].unit, strlen(known[k].unit), &column->unit))
                column->unit = (struct unit){.dimension = DIMENSION_COUNT, .scale = 1};
        }
    }
    if (columns.time == SIZE_MAX || columns_choose_values(&columns, reading) != 0 ||
        columns_choose_keys(&columns, reading) != 0) {
        bool timeless = columns.time == SIZE_MAX;
        columns_release(&columns);
        return timeless ? reading_refuse(reading, "no column Timestamp") : -1;
    }
    return row_table_read(reading, &columns, reading->sniff->row[0].line);
}

const struct layout layout_locust = {
    .name = "locust",
    .meaning = "Locust's stats history",
    .detect = detect_locust,
    .read = read_locust,
};
