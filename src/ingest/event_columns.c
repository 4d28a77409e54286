#include "ingest/event_columns.h"

#include <string.h>

static const struct metric_kind counted = {SAMPLE_EVENT, "every row is an event", 0};
static const struct metric_kind summed = {SAMPLE_EVENT, "--sum", 0};
static const struct metric_kind measured = {SAMPLE_MEASUREMENT, "a measurement of one event", 0};

bool events_are_asked(const struct ingest_options *options)
{
    return options->count || options->sum_columns != NULL || options->latency_columns != NULL;
}

int event_columns_name(struct columns *columns, struct reading *reading)
{
    const char *sums = reading->options->sum_columns;
    const char *latencies = reading->options->latency_columns;
    size_t index = 0;
    while (sums != NULL && *sums != '\0') {
        if (columns_next_named(columns, reading, "--sum", &sums, &index) != 0)
            return -1;
        columns->column[index].role = ROLE_VALUE;
        columns->column[index].use = EVENT_SUM;
    }
    while (latencies != NULL && *latencies != '\0') {
        if (columns_next_named(columns, reading, "--latency-column", &latencies, &index) != 0)
            return -1;
        struct table_column *column = &columns->column[index];
        if (column->use == EVENT_SUM)
            return reading_refuse(reading,
                                  "--sum and --latency-column both name \"%s\": a column gives "
                                  "either its total or its percentiles",
                                  column->name);
        column->role = ROLE_VALUE;
        column->use = EVENT_LATENCY;
    }
    return 0;
}

static bool is_latency(const struct table_column *column, const char *latency)
{
    if (column->use != EVENT_UNNAMED || column->role != ROLE_VALUE)
        return column->use == EVENT_LATENCY;
    return latency != NULL ? strcmp(column->name, latency) == 0
                           : column->unit.dimension == DIMENSION_DURATION;
}

static void note_left(struct reading *reading, const struct str *left)
{
    if (left->length > 0)
        reading_note(reading, NOTE_INFO, "event columns",
                     "numbers of events that are not read: %s; --sum COLUMN totals one, "
                     "--latency-column COLUMN gives its percentiles",
                     left->data);
}

/// Every row counts one, under a name that no column of the file has taken.
static void add_count(struct columns *columns, const char *metric)
{
    for (size_t i = 0; i < columns->width; i++)
        if (columns->column[i].role == ROLE_VALUE && strcmp(columns->column[i].metric, metric) == 0)
            metric = "rows";
    columns->column[columns->count++] = (struct table_column){
        .name = metric,
        .role = ROLE_VALUE,
        .metric = metric,
        .unit = {.dimension = DIMENSION_COUNT, .scale = 1},
        .kind = counted,
        .counts = true,
    };
}

void event_columns_count(struct columns *columns, struct reading *reading, const char *metric,
                         const char *latency)
{
    const struct ingest_options *options = reading->options;
    struct str left = {0};
    columns->of_events = true;
    for (size_t i = 0; i < columns->width; i++) {
        struct table_column *column = &columns->column[i];
        if (column->role == ROLE_KEY ? options->key_columns == NULL
                                     : column->role != ROLE_VALUE && column->role != ROLE_TIME) {
            column->role = ROLE_IGNORED;
        } else if (column->role == ROLE_VALUE && options->value_columns != NULL) {
            if (!options->gauge)
                column->kind = counted;
        } else if (column->role == ROLE_VALUE && column->use == EVENT_SUM) {
            column->kind = summed;
        } else if (is_latency(column, latency)) {
            column->kind = measured;
        } else if (column->role == ROLE_VALUE) {
            column->role = ROLE_IGNORED;
            samples_left(reading->samples, reading->file, column->name,
                         "a number of an event: --sum or --latency-column reads it");
            str_append(&left, left.length == 0 ? "" : ", ");
            str_append_escaped(&left, column->name, strlen(column->name));
        }
    }
    note_left(reading, &left);
    str_release(&left);
    if (options->value_columns == NULL)
        add_count(columns, metric);
}
