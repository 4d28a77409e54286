// InfluxDB: annotated CSV of version 2 and Flux (tables with rows #group, #datatype, #default
// before each header) and CSV of version 1 (name,tags,time and a column a field, one series after
// another). Metrics are called measurement_field.
#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *detect_annotated(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "#group") || sniff_starts(sniff, "#datatype") ||
                 sniff_starts(sniff, "#default") ||
                 (sniff_cell_is(sniff, 0, 1, "result") && sniff_header_has(sniff, "_time") &&
                  sniff_header_has(sniff, "_value"));
    return found ? "annotated CSV" : NULL;
}

static const char *detect_version1(const struct sniff *sniff)
{
    bool found = sniff_cell_is(sniff, 0, 0, "name") && sniff_cell_is(sniff, 0, 1, "tags") &&
                 sniff_cell_is(sniff, 0, 2, "time");
    return found ? "its header starts with name,tags,time" : NULL;
}

enum influx_role {
    INFLUX_OTHER,
    INFLUX_TIME,
    INFLUX_MEASUREMENT,
    INFLUX_TAGS,
    INFLUX_TAG,
    INFLUX_FIELD_NAME,
    INFLUX_FIELD
};

struct influx_column {
    const char *name;
    const char *type;    ///< of #datatype, "" without
    const char *initial; ///< of #default
    enum influx_role role;
};

struct influx {
    struct reading *reading;
    struct time_column time;
    struct label_streams streams;
    struct influx_column *column;
    size_t columns;
    bool header_due; ///< annotations came last: a header follows
    struct str identity;
};

static struct influx_column *column_at(struct influx *influx, size_t index)
{
    if (index >= influx->columns) {
        influx->column = mem_resize(influx->column, index + 1, sizeof *influx->column);
        for (size_t i = influx->columns; i <= index; i++)
            influx->column[i] = (struct influx_column){.name = "", .type = "", .initial = ""};
        influx->columns = index + 1;
    }
    return &influx->column[index];
}

/// "#datatype,string,long,...": the first annotation of a table forgets the table before.
static void read_annotation(struct influx *influx, const struct csv_row *row)
{
    struct arena *arena = &influx->reading->samples->arena;
    if (!influx->header_due)
        influx->columns = 0;
    influx->header_due = true;
    bool types = ascii_is_word(row->field[0].text, row->field[0].length, "#datatype");
    bool defaults = ascii_is_word(row->field[0].text, row->field[0].length, "#default");
    for (size_t i = 1; i < row->fields; i++) {
        struct influx_column *column = column_at(influx, i);
        const char *text = arena_strndup(arena, row->field[i].text, row->field[i].length);
        if (types)
            column->type = text;
        else if (defaults)
            column->initial = text;
    }
}

static enum influx_role role_of(const struct influx_column *column)
{
    static const char *const numeric[] = {"double", "long", "unsignedLong"};
    static const struct {
        const char *name;
        enum influx_role role;
    } known[] = {
        {"", INFLUX_OTHER},
        {"result", INFLUX_OTHER},
        {"table", INFLUX_OTHER},
        {"_start", INFLUX_OTHER},
        {"_stop", INFLUX_OTHER},
        {"_time", INFLUX_TIME},
        {"time", INFLUX_TIME},
        {"_value", INFLUX_FIELD},
        {"_field", INFLUX_FIELD_NAME},
        {"name", INFLUX_MEASUREMENT},
        {"tags", INFLUX_TAGS},
        {"_measurement", INFLUX_MEASUREMENT},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(column->name, known[i].name) == 0)
            return known[i].role;
    for (size_t i = 0; i < sizeof numeric / sizeof *numeric; i++)
        if (strcmp(column->type, numeric[i]) == 0)
            return INFLUX_FIELD;
    return strcmp(column->type, "string") == 0 ? INFLUX_TAG : INFLUX_OTHER;
}

static void read_header(struct influx *influx, const struct csv_row *row, bool version1)
{
    struct arena *arena = &influx->reading->samples->arena;
    if (version1)
        influx->columns = 0;
    influx->header_due = false;
    for (size_t i = 0; i < row->fields; i++) {
        struct influx_column *column = column_at(influx, i);
        column->name = arena_strndup(arena, row->field[i].text, row->field[i].length);
        column->role = role_of(column);
        if (version1 && i > 2)
            column->role = INFLUX_FIELD;
        // Without #datatype, what is not known is a tag.
        else if (column->role == INFLUX_OTHER && *column->type == '\0' && *column->name != '\0' &&
                 *column->name != '_' && strcmp(column->name, "result") != 0 &&
                 strcmp(column->name, "table") != 0)
            column->role = INFLUX_TAG;
    }
}

static struct csv_field cell_of(const struct influx *influx, const struct csv_row *row,
                                size_t index)
{
    const struct influx_column *column = &influx->column[index];
    if (index < row->fields && row->field[index].length > 0)
        return row->field[index];
    return (struct csv_field){.text = column->initial, .length = strlen(column->initial)};
}

/// Tags of version 1: "host=web-1,region=eu".
static void add_tags(struct label_series *series, struct arena *arena, const struct csv_field *cell)
{
    char *at = arena_strndup(arena, cell->text, cell->length);
    while (*at != '\0') {
        char *end = at + strcspn(at, ",");
        bool more = *end == ',';
        *end = '\0';
        char *equals = strchr(at, '=');
        if (equals != NULL) {
            *equals = '\0';
            label_series_add(series, at, equals + 1);
        }
        at = more ? end + 1 : end;
    }
}

/// The series of one value of a row, told by all its texts.
static int find_series(struct influx *influx, const struct csv_row *row, size_t value,
                       size_t *stream)
{
    struct arena *arena = &influx->reading->samples->arena;
    str_clear(&influx->identity);
    str_appendf(&influx->identity, "%s\x1F", influx->column[value].name);
    for (size_t i = 0; i < influx->columns; i++) {
        enum influx_role role = influx->column[i].role;
        if (role == INFLUX_OTHER || role == INFLUX_TIME || role == INFLUX_FIELD)
            continue;
        struct csv_field cell = cell_of(influx, row, i);
        str_appendf(&influx->identity, "%s=", influx->column[i].name);
        str_append_bytes(&influx->identity, cell.text, cell.length);
        str_append_char(&influx->identity, '\x1F');
    }
    *stream = label_streams_find(&influx->streams, influx->identity.data, influx->identity.length);
    if (*stream != SIZE_MAX)
        return 0;

    struct label_series series = {.metric = NULL};
    const char *measurement = "";
    const char *field = influx->column[value].name;
    for (size_t i = 0; i < influx->columns; i++) {
        struct csv_field cell = cell_of(influx, row, i);
        enum influx_role role = influx->column[i].role;
        if (role == INFLUX_MEASUREMENT)
            measurement = arena_strndup(arena, cell.text, cell.length);
        else if (role == INFLUX_FIELD_NAME)
            field = arena_strndup(arena, cell.text, cell.length);
        else if (role == INFLUX_TAGS)
            add_tags(&series, arena, &cell);
        else if (role == INFLUX_TAG)
            label_series_add(&series, influx->column[i].name,
                             arena_strndup(arena, cell.text, cell.length));
    }
    series.metric = *measurement == '\0' ? field : arena_printf(arena, "%s_%s", measurement, field);
    int result = label_streams_add(&influx->streams, influx->reading, &series,
                                   influx->identity.data, influx->identity.length, stream);
    label_series_release(&series);
    return result;
}

static int read_data(struct influx *influx, const struct csv_row *row)
{
    struct reading *reading = influx->reading;
    instant time = INSTANT_NONE;
    for (size_t i = 0; i < influx->columns; i++) {
        if (influx->column[i].role != INFLUX_TIME)
            continue;
        struct csv_field cell = cell_of(influx, row, i);
        if (!time_column_read(&influx->time, cell.text, cell.length, &time)) {
            reading_bad(reading, row->line, influx->column[i].name, cell.text, cell.length,
                        "is not a time", NULL);
            return 0;
        }
    }
    for (size_t i = 0; i < influx->columns && time != INSTANT_NONE; i++) {
        if (influx->column[i].role != INFLUX_FIELD)
            continue;
        struct csv_field cell = cell_of(influx, row, i);
        struct cell_style style = {.decimal = '.'};
        double value = (double)NAN;
        enum cell_kind kind = cell_parse(&style, cell.text, cell.length, &value);
        size_t stream = 0;
        if (kind != CELL_NUMBER && kind != CELL_MISSING && kind != CELL_INFINITE) {
            reading_bad(reading, row->line, influx->column[i].name, cell.text, cell.length,
                        "is not a number", NULL);
            return 0;
        }
        if (find_series(influx, row, i, &stream) != 0)
            return -1;
        samples_add(reading->samples, stream, time, value);
    }
    reading_source(reading)->rows++;
    return 0;
}

static int annotated_row(void *context, const struct csv_row *row)
{
    struct influx *influx = context;
    if (row->field[0].length > 0 && row->field[0].text[0] == '#') {
        read_annotation(influx, row);
        return 0;
    }
    if (influx->header_due || influx->columns == 0) {
        read_header(influx, row, false);
        return 0;
    }
    return read_data(influx, row);
}

static int version1_row(void *context, const struct csv_row *row)
{
    struct influx *influx = context;
    bool header = row->fields > 3 &&
                  ascii_is_word(row->field[0].text, row->field[0].length, "name") &&
                  ascii_is_word(row->field[1].text, row->field[1].length, "tags");
    if (header) {
        read_header(influx, row, true);
        return 0;
    }
    return read_data(influx, row);
}

static int read_rows(struct reading *reading, csv_row_fn *row, const char *time_column)
{
    struct influx influx = {.reading = reading};
    struct csv_options options = {.delimiter = reading->sniff->delimiter};
    time_column_begin(&influx.time, reading, NULL, 0);
    int result = csv_read(reading->source, &options, row, &influx, reading->err);
    if (result == 0)
        result = label_streams_settle(&influx.streams, reading);
    if (result == 0) {
        time_column_end(&influx.time);
        reading_source(reading)->time_column = time_column;
    }
    label_streams_release(&influx.streams);
    str_release(&influx.identity);
    free(influx.column);
    return result;
}

static int read_annotated(struct reading *reading)
{
    return read_rows(reading, annotated_row, "_time");
}

static int read_version1(struct reading *reading)
{
    return read_rows(reading, version1_row, "time");
}

const struct layout layout_influx_annotated = {
    .name = "influx-annotated",
    .meaning = "annotated CSV of InfluxDB 2 and Flux",
    .detect = detect_annotated,
    .read = read_annotated,
};

const struct layout layout_influx1 = {
    .name = "influx1",
    .meaning = "CSV of InfluxDB 1, over HTTP or by its command line",
    .detect = detect_version1,
    .read = read_version1,
};
