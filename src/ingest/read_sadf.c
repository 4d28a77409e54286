// sysstat's sadf -d: tables delimited by ; one after another, each with a header "#
// hostname;interval; timestamp;...", rows of restarts and comments between them. And sadf -p: a row
// a value, of host, interval, time, device, metric and value between tabs. A row stands for the
// interval before its time.
#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/labels.h"
#include "ingest/layout.h"
#include "ingest/time_column.h"
#include "table/cell.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOST, INTERVAL, TIMESTAMP, FIRST_METRIC };

/// The columns of sadf -p behind the time.
enum { P_DEVICE = FIRST_METRIC, P_METRIC, P_VALUE, P_COLUMNS };

/// An interval of over a year is no interval of sar's but damage.
enum { INTERVAL_MAX_S = 366 * 86400 };

static const char *detect_sadf(const struct sniff *sniff)
{
    return sniff_starts(sniff, "# hostname;interval;timestamp") ? "a header # hostname;interval;..."
                                                                : NULL;
}

static bool is_p_row(const struct sniff *sniff, size_t row)
{
    const struct csv_field *interval = sniff_cell(sniff, row, INTERVAL);
    const struct csv_field *time = sniff_cell(sniff, row, TIMESTAMP);
    const struct csv_field *metric = sniff_cell(sniff, row, P_METRIC);
    const struct csv_field *value = sniff_cell(sniff, row, P_VALUE);
    double number = 0;
    return row < sniff->rows && sniff->row[row].fields == P_COLUMNS &&
           number_parse(interval->text, interval->length, &number) &&
           time_form_detect(time->text, time->length, false, NULL) != TIME_FORM_NONE &&
           !number_parse(metric->text, metric->length, &number) &&
           number_parse(value->text, value->length, &number);
}

static bool is_restart(const struct csv_field *what)
{
    return what->length >= 13 && memcmp(what->text, "LINUX-RESTART", 13) == 0;
}

static bool is_comment(const struct csv_field *what)
{
    return what->length >= 4 && memcmp(what->text, "COM ", 4) == 0;
}

/// The first two rows, or those behind a restart, are of host, interval, time, device, metric and
/// value.
static const char *detect_sadf_p(const struct sniff *sniff)
{
    size_t row = is_restart(sniff_cell(sniff, 0, FIRST_METRIC)) ? 1 : 0;
    bool found = sniff->delimiter == '\t' && is_p_row(sniff, row) &&
                 (sniff->rows < row + 2 || is_p_row(sniff, row + 1) ||
                  is_restart(sniff_cell(sniff, row + 1, FIRST_METRIC)));
    return found ? "rows of host, interval, time, device, metric and value" : NULL;
}

struct sadf {
    struct reading *reading;
    struct time_column time;
    struct label_streams streams;
    const char **name; ///< of the table's columns
    size_t names;
    size_t key_end; ///< columns before this one belong to the device of FIRST_METRIC; 0: no device
    double interval_s; ///< of the last row that had one
    size_t restarts, comments;
    struct str identity, metric;
};

/// CPU, IFACE, DEV: a column of capitals names the device of the row.
static bool is_device(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (!ascii_is_upper(*at))
            return false;
    return *name != '\0';
}

static void read_header(struct sadf *sadf, const struct csv_row *row)
{
    struct arena *arena = &sadf->reading->samples->arena;
    sadf->name = mem_resize(sadf->name, row->fields, sizeof *sadf->name);
    sadf->names = row->fields;
    sadf->key_end = 0;
    for (size_t i = 0; i < row->fields; i++) {
        char *name = arena_strndup(arena, row->field[i].text, row->field[i].length);
        char *dots = strstr(name, "[...]");
        if (dots != NULL) {
            *dots = '\0';
            sadf->key_end = i + 1;
        }
        sadf->name[i] = name;
    }
    if (sadf->names > FIRST_METRIC && is_device(sadf->name[FIRST_METRIC])) {
        if (sadf->key_end == 0)
            sadf->key_end = sadf->names;
    } else {
        sadf->key_end = 0;
    }
}

/// The start of the interval that a row stands for.
static bool read_time(struct sadf *sadf, const struct csv_row *row, instant *time)
{
    char text[INSTANT_TEXT_MAX];
    const struct csv_field *cell = &row->field[TIMESTAMP];
    size_t length = cell->length;
    double interval_s = 0;
    if (length >= sizeof text)
        return false;
    memcpy(text, cell->text, length);
    if (length > 4 && memcmp(text + length - 4, " UTC", 4) == 0) {
        length -= 3;
        text[length - 1] = 'Z';
    }
    if (!time_column_read(&sadf->time, text, length, time))
        return false;
    const struct csv_field *interval = &row->field[INTERVAL];
    if (number_parse(interval->text, interval->length, &interval_s) && interval_s > 0) {
        if (interval_s > INTERVAL_MAX_S)
            return false;
        *time -= (instant)(interval_s * 1000);
        sadf->interval_s = interval_s;
    }
    return true;
}

/// The stream of a metric of a host and, unless that is NULL, of a device of the kind `kind`.
static int find_stream(struct sadf *sadf, const char *metric, const struct csv_field *host,
                       const char *kind, const struct csv_field *device, size_t *stream)
{
    struct arena *arena = &sadf->reading->samples->arena;
    str_clear(&sadf->identity);
    str_appendf(&sadf->identity, "%s\x1F", metric);
    str_append_bytes(&sadf->identity, host->text, host->length);
    str_append_char(&sadf->identity, '\x1F');
    if (device != NULL)
        str_append_bytes(&sadf->identity, device->text, device->length);
    *stream = label_streams_find(&sadf->streams, sadf->identity.data, sadf->identity.length);
    if (*stream != SIZE_MAX)
        return 0;
    struct label_series series = {.metric = arena_strdup(arena, metric)};
    label_series_add(&series, "hostname", arena_strndup(arena, host->text, host->length));
    if (device != NULL) {
        bool all = ascii_is_word(device->text, device->length, "-1");
        label_series_add(&series, kind,
                         all ? "all" : arena_strndup(arena, device->text, device->length));
    }
    int result = label_streams_add(&sadf->streams, sadf->reading, &series, sadf->identity.data,
                                   sadf->identity.length, stream);
    label_series_release(&series);
    if (result == 0) {
        struct sample_stream *to = &sadf->reading->samples->stream[*stream];
        double per_s = 0;
        if (sadf->reading->options->unit == NULL) {
            (void)unit_of_header(metric, &to->unit, &per_s);
            unit_word_of_1024(&to->unit);
        }
    }
    return result;
}

static int read_values(struct sadf *sadf, const struct csv_row *row, instant time)
{
    for (size_t i = sadf->key_end > 0 ? FIRST_METRIC + 1 : FIRST_METRIC; i < sadf->names; i++) {
        struct cell_style style = {.decimal = '.'};
        double value = (double)NAN;
        size_t stream = 0;
        const struct csv_field *cell = &row->field[i];
        if (cell_parse(&style, cell->text, cell->length, &value) == CELL_BAD) {
            // Text columns such as the host's name of a mount are no metrics.
            reading_bad(sadf->reading, row->line, sadf->name[i], cell->text, cell->length,
                        "is not a number", NULL);
            return 0;
        }
        const struct csv_field *device = i < sadf->key_end ? &row->field[FIRST_METRIC] : NULL;
        if (find_stream(sadf, sadf->name[i], &row->field[HOST],
                        device == NULL ? NULL : sadf->name[FIRST_METRIC], device, &stream) != 0)
            return -1;
        samples_add(sadf->reading->samples, stream, time, value);
    }
    reading_source(sadf->reading)->rows++;
    return 0;
}

/// Counts a row that says that the machine came up, or what somebody remarked.
static bool is_remark(struct sadf *sadf, const struct csv_row *row)
{
    if (row->fields <= FIRST_METRIC)
        return false;
    bool restart = is_restart(&row->field[FIRST_METRIC]);
    bool comment = is_comment(&row->field[FIRST_METRIC]);
    sadf->restarts += restart;
    sadf->comments += comment;
    return restart || comment;
}

static void bad_time(struct sadf *sadf, const struct csv_row *row)
{
    const struct csv_field *cell = &row->field[row->fields > TIMESTAMP ? TIMESTAMP : 0];
    reading_bad(sadf->reading, row->line, "timestamp", cell->text, cell->length, "is not a time",
                NULL);
}

static int read_p_row(void *context, const struct csv_row *row)
{
    struct sadf *sadf = context;
    struct cell_style style = {.decimal = '.'};
    double value = (double)NAN;
    instant time = INSTANT_NONE;
    size_t stream = 0;
    if (is_remark(sadf, row))
        return 0;
    if (row->fields != P_COLUMNS) {
        reading_bad(sadf->reading, row->line, NULL, row->field[0].text, row->field[0].length,
                    "starts a row that does not have six cells", NULL);
        return 0;
    }
    if (!read_time(sadf, row, &time)) {
        bad_time(sadf, row);
        return 0;
    }
    const struct csv_field *cell = &row->field[P_VALUE];
    if (cell_parse(&style, cell->text, cell->length, &value) == CELL_BAD) {
        reading_bad(sadf->reading, row->line, "value", cell->text, cell->length, "is not a number",
                    NULL);
        return 0;
    }
    const struct csv_field *device = &row->field[P_DEVICE];
    const struct csv_field *metric = &row->field[P_METRIC];
    str_clear(&sadf->metric);
    str_append_bytes(&sadf->metric, metric->text, metric->length);
    if (find_stream(sadf, str_text(&sadf->metric), &row->field[HOST], "device",
                    ascii_is_word(device->text, device->length, "-") ? NULL : device, &stream) != 0)
        return -1;
    samples_add(sadf->reading->samples, stream, time, value);
    reading_source(sadf->reading)->rows++;
    return 0;
}

static int read_row(void *context, const struct csv_row *row)
{
    struct sadf *sadf = context;
    if (row->field[0].length > 1 && row->field[0].text[0] == '#') {
        read_header(sadf, row);
        return 0;
    }
    if (is_remark(sadf, row))
        return 0;
    if (row->fields != sadf->names) {
        reading_bad(sadf->reading, row->line, NULL, row->field[0].text, row->field[0].length,
                    row->fields > sadf->names ? "starts a row with more cells than the header has"
                                              : "starts a row with fewer cells than the header has",
                    "sadf -d without -h gives every device a row of its own");
        return 0;
    }
    instant time = INSTANT_NONE;
    if (row->fields <= FIRST_METRIC || !read_time(sadf, row, &time)) {
        bad_time(sadf, row);
        return 0;
    }
    return read_values(sadf, row, time);
}

static int read_rows(struct reading *reading, char delimiter, csv_row_fn *row)
{
    struct sadf sadf = {.reading = reading};
    struct csv_options options = {.delimiter = delimiter};
    time_column_begin(&sadf.time, reading, NULL, 0);
    int result = csv_read(reading->source, &options, row, &sadf, reading->err);
    if (result == 0)
        result = label_streams_settle(&sadf.streams, reading);
    if (result == 0) {
        time_column_end(&sadf.time);
        reading_state_step(reading, (int64_t)sadf.interval_s);
        reading_source(reading)->time_column = "timestamp";
        reading_note(reading, NOTE_DETAIL, "end",
                     "times mark the end of an interval and were moved to its start");
        if (sadf.restarts + sadf.comments > 0)
            reading_note(reading, NOTE_INFO, "restarts", "%zu restart%s and %zu comment%s left out",
                         sadf.restarts, sadf.restarts == 1 ? "" : "s", sadf.comments,
                         sadf.comments == 1 ? "" : "s");
    }
    label_streams_release(&sadf.streams);
    str_release(&sadf.identity);
    str_release(&sadf.metric);
    free(sadf.name);
    return result;
}

static int read_sadf(struct reading *reading)
{
    return read_rows(reading, ';', read_row);
}

static int read_sadf_p(struct reading *reading)
{
    return read_rows(reading, '\t', read_p_row);
}

const struct layout layout_sadf = {
    .name = "sadf",
    .meaning = "sysstat's sadf -d, also with several activities",
    .detect = detect_sadf,
    .read = read_sadf,
};

const struct layout layout_sadf_p = {
    .name = "sadf-p",
    .meaning = "sysstat's sadf -p, a row a value",
    .detect = detect_sadf_p,
    .read = read_sadf_p,
};
