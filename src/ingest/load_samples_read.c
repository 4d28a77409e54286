// Requests as load generators write them, a row each.
#include "base/ascii.h"
#include "base/number.h"
#include "base/unit.h"
#include "ingest/line_reader.h"
#include "ingest/load_samples.h"
#include "table/csv_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <string.h>

enum { NO_COLUMN = -1, CELLS_MAX = 64 };

/// What decides that a request failed.
enum failure_rule {
    FAILED_NEVER,
    FAILED_BY_CODE, ///< an HTTP status of 400 or more, or none
    FAILED_BY_TRUE, ///< it is "false"
};

/// The tables: a first row that tells them by its names, and which columns are what.
static const struct request_table {
    const char *tool;
    const char *header; ///< how the file begins; NULL: no header, told by its first row
    char delimiter;
    const char *time, *latency, *failure, *at_work;  ///< names of columns; NULL: none
    int time_at, latency_at, failure_at, at_work_at; ///< their places without a header
    double time_scale, latency_scale;                ///< to seconds
    enum failure_rule rule;
    bool time_is_end, whole_seconds, at_a_rate;
} tables[] = {
    {"ab -g", "starttime\tseconds\tctime", '\t', "seconds", "ttime", NULL, NULL, NO_COLUMN,
     NO_COLUMN, NO_COLUMN, NO_COLUMN, 1, 1e-3, FAILED_NEVER, true, true, false},
    {"hey -o csv", "response-time,DNS+dialup", ',', "offset", "response-time", "status-code", NULL,
     NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN, 1, 1, FAILED_BY_CODE, false, false, false},
    {"JMeter", "timeStamp", 0, "timeStamp", "elapsed", "success", "allThreads", NO_COLUMN,
     NO_COLUMN, NO_COLUMN, NO_COLUMN, 1e-3, 1e-3, FAILED_BY_TRUE, false, false, false},
    {"JMeter", NULL, ',', NULL, NULL, NULL, NULL, 0, 1, 7, 12, 1e-3, 1e-3, FAILED_BY_TRUE, false,
     false, false},
    {"vegeta", NULL, ',', NULL, NULL, NULL, NULL, 0, 2, 1, NO_COLUMN, 1e-9, 1e-9, FAILED_BY_CODE,
     false, false, true},
    {"k6", "metric_name,timestamp,metric_value", ',', "timestamp", "metric_value",
     "expected_response", NULL, NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN, 1, 1e-3, FAILED_BY_TRUE,
     true, false, false},
};

enum { TABLES = sizeof tables / sizeof *tables };

/// The length of the cell number `index` of the first line, with *cell; 0 where there is none.
static size_t first_line_cell(const char *text, char delimiter, int index, const char **cell)
{
    size_t line = strcspn(text, "\r\n");
    const char *end = text + line;
    for (int i = 0; text < end; i++) {
        const char *stop = memchr(text, delimiter, (size_t)(end - text));
        if (stop == NULL)
            stop = end;
        *cell = text;
        if (i == index)
            return (size_t)(stop - text);
        text = stop + (stop < end);
    }
    return 0;
}

static bool cell_is_whole(const char *text, int index, size_t least, size_t most)
{
    const char *cell = NULL;
    size_t length = first_line_cell(text, ',', index, &cell);
    for (size_t i = 0; i < length; i++)
        if (!ascii_is_digit(cell[i]))
            return false;
    return length >= least && length <= most;
}

static bool cell_is(const char *text, int index, const char *want)
{
    const char *cell = NULL;
    size_t length = first_line_cell(text, ',', index, &cell);
    return length == strlen(want) && memcmp(cell, want, length) == 0;
}

/// Which table a file is that begins with `text`; NULL: none.
static const struct request_table *table_of(const char *text)
{
    for (size_t i = 0; i < TABLES; i++) {
        const struct request_table *table = &tables[i];
        if (table->header != NULL) {
            const char *start = text + (*text == '"');
            size_t line = strcspn(text, "\r\n");
            const char *also = table->delimiter == 0 ? strstr(text, "elapsed") : text;
            if (strncmp(start, table->header, strlen(table->header)) == 0 && also != NULL &&
                also < text + line)
                return table;
        } else if (table->at_work_at != NO_COLUMN) {
            if (cell_is_whole(text, 0, 12, 14) && cell_is_whole(text, 1, 1, 9) &&
                (cell_is(text, 7, "true") || cell_is(text, 7, "false")))
                return table;
        } else if (cell_is_whole(text, 0, 18, 20) && cell_is_whole(text, 1, 1, 3) &&
                   cell_is_whole(text, 2, 1, 15) && cell_is_whole(text, 4, 1, 15)) {
            return table;
        }
    }
    return NULL;
}

static bool is_gatling(const char *text)
{
    for (; *text != '\0'; text += strcspn(text, "\n"), text += *text != '\0') {
        if (strncmp(text, "RUN\t", 4) == 0)
            return true;
        if (strncmp(text, "ASSERTION\t", 10) != 0)
            return false;
    }
    return false;
}

static bool is_k6_json(const char *text)
{
    size_t line = strcspn(text, "\n");
    const char *point = strstr(text, "\"Point\"");
    const char *metric = strstr(text, "\"metric\"");
    return text[0] == '{' && line > 1 && metric != NULL && metric < text + line &&
           (point != NULL || strstr(text, "\"Metric\"") != NULL) &&
           strstr(text, "\"data\"") != NULL;
}

const char *load_samples_tool(const char *text)
{
    const struct request_table *table = table_of(text);
    if (table != NULL)
        return table->tool;
    if (is_gatling(text))
        return "Gatling";
    return is_k6_json(text) ? "k6's JSON" : NULL;
}

struct request_reader {
    const struct request_table *table;
    struct load_samples *samples;
    struct byte_source *source;
    struct err *err;
    struct time_reader time;
    int time_at, latency_at, failure_at, at_work_at, message_at, metric_at;
    bool below_header;
    size_t torn_line; ///< of a row that cannot be read, the last one so far
    struct err torn;  ///< what is wrong with it
};

static int find_cell(const struct csv_row *row, const char *name)
{
    for (size_t i = 0; name != NULL && i < row->fields; i++)
        if (row->field[i].length == strlen(name) &&
            memcmp(row->field[i].text, name, row->field[i].length) == 0)
            return (int)i;
    return NO_COLUMN;
}

static int find_columns(struct request_reader *reader, const struct csv_row *row)
{
    const struct request_table *table = reader->table;
    reader->below_header = true;
    reader->time_at = find_cell(row, table->time);
    reader->latency_at = find_cell(row, table->latency);
    reader->failure_at = find_cell(row, table->failure);
    reader->at_work_at = find_cell(row, table->at_work);
    reader->message_at = find_cell(row, "responseMessage");
    reader->metric_at = find_cell(row, "metric_name");
    if (reader->time_at != NO_COLUMN && reader->latency_at != NO_COLUMN)
        return 0;
    bool timeless = reader->time_at == NO_COLUMN;
    return err_at(reader->err, byte_source_name(reader->source), row->line, NULL,
                  "no column %s, so there is no telling %s: give what %s prints at the end%s",
                  timeless ? table->time : table->latency,
                  timeless ? "how much was served" : "how soon", table->tool,
                  timeless ? ", or let a newer version write it" : "");
}

static const struct csv_field *cell_at(const struct csv_row *row, int index)
{
    static const struct csv_field empty = {.text = "", .length = 0};
    return index < 0 || (size_t)index >= row->fields ? &empty : &row->field[index];
}

/// Keeps what is wrong with a row; only the last one may be so.
static int bad_cell(struct request_reader *reader, const struct csv_row *row, const char *name,
                    const struct csv_field *cell, const char *trouble)
{
    char quoted[UNIT_NAME_MAX * 2];
    reader->torn_line = row->line;
    (void)err_at(&reader->torn, byte_source_name(reader->source), row->line, name, "\"%s\" %s",
                 err_quote(quoted, sizeof quoted, cell->text, cell->length), trouble);
    return 0;
}

/// Seconds of a time, as a number or in any form; false: it is none.
static bool read_time(struct request_reader *reader, const struct csv_field *cell, double *seconds)
{
    bool is_unix = reader->table->time_scale == 1 && !reader->table->whole_seconds;
    if (number_parse(cell->text, cell->length, seconds)) {
        // k6 writes seconds unless it is told otherwise.
        double scale = reader->table->time_scale;
        if (is_unix && *seconds > 1e11)
            scale = *seconds < 1e14 ? 1e-3 : *seconds < 1e17 ? 1e-6 : 1e-9;
        *seconds *= scale;
        return true;
    }
    if (reader->time.form == TIME_FORM_NONE)
        reader->time.form = time_form_detect(cell->text, cell->length, false, NULL);
    struct time_parsed parsed;
    if (reader->time.form == TIME_FORM_NONE ||
        !time_parse(&reader->time, cell->text, cell->length, &parsed))
        return false;
    *seconds = (double)parsed.time / INSTANT_PER_SECOND;
    return true;
}

static bool has_failed(const struct request_reader *reader, const struct csv_row *row)
{
    const struct csv_field *cell = cell_at(row, reader->failure_at);
    double code = 0;
    switch (reader->table->rule) {
    case FAILED_BY_CODE:
        return reader->failure_at != NO_COLUMN &&
               (!number_parse(cell->text, cell->length, &code) || code < 200 || code >= 400);
    case FAILED_BY_TRUE:
        return ascii_is_word_any_case(cell->text, cell->length, "false");
    default:
        return false;
    }
}

/// k6 writes a row a metric: the duration of a request, or how many users there are.
static bool is_k6_request(struct request_reader *reader, const struct csv_row *row, bool *users)
{
    const struct csv_field *metric = cell_at(row, reader->metric_at);
    *users = metric->length == 3 && memcmp(metric->text, "vus", 3) == 0;
    static const char name[] = "http_req_duration";
    return metric->length == sizeof name - 1 && memcmp(metric->text, name, sizeof name - 1) == 0;
}

/// A transaction of JMeter is the sum of samples that have rows of their own.
static bool is_transaction(const struct request_reader *reader, const struct csv_row *row)
{
    static const char begin[] = "Number of samples in transaction";
    const struct csv_field *cell = cell_at(row, reader->message_at);
    return cell->length >= sizeof begin - 1 && memcmp(cell->text, begin, sizeof begin - 1) == 0;
}

static int take_row(void *context, const struct csv_row *row)
{
    struct request_reader *reader = context;
    const struct request_table *table = reader->table;
    bool users = false;
    if (reader->torn_line > 0) {
        *reader->err = reader->torn;
        return -1;
    }
    if (table->header != NULL && !reader->below_header)
        return find_columns(reader, row);
    if (reader->metric_at != NO_COLUMN && !is_k6_request(reader, row, &users) && !users)
        return 0;
    if (is_transaction(reader, row))
        return 0;
    const struct csv_field *when = cell_at(row, reader->time_at);
    const struct csv_field *latency = cell_at(row, reader->latency_at);
    double time_s = 0;
    double latency_s = 0;
    if (!read_time(reader, when, &time_s))
        return bad_cell(reader, row, table->time, when, "is not a time");
    if (!number_parse(latency->text, latency->length, &latency_s) || latency_s < 0)
        return bad_cell(reader, row, table->latency, latency, "is no time that a request takes");
    if (users) {
        load_samples_at_work(reader->samples, time_s, latency_s);
        return 0;
    }
    latency_s *= table->latency_scale;
    double end_s = table->time_is_end ? time_s : time_s + latency_s;
    load_samples_add(reader->samples, end_s, latency_s, has_failed(reader, row));
    const struct csv_field *work = cell_at(row, reader->at_work_at);
    double number = 0;
    if (number_parse(work->text, work->length, &number) && number >= 0)
        load_samples_at_work(reader->samples, end_s, number);
    return 0;
}

static int read_table(const struct request_table *table, struct byte_source *source,
                      struct load_samples *samples, size_t *torn_line, struct err *err)
{
    struct request_reader reader = {
        .table = table,
        .samples = samples,
        .source = source,
        .err = err,
        .time_at = table->time_at,
        .latency_at = table->latency_at,
        .failure_at = table->failure_at,
        .at_work_at = table->at_work_at,
        .message_at = table->header == NULL && table->at_work_at != NO_COLUMN ? 4 : NO_COLUMN,
        .metric_at = NO_COLUMN,
    };
    struct csv_options options = {.delimiter = table->delimiter};
    const char *bytes = NULL;
    size_t got = 0;
    if (options.delimiter == 0) {
        if (byte_source_peek(source, 4096, &bytes, &got, err) != 0)
            return -1;
        options.delimiter = csv_detect_delimiter(bytes, got);
    }
    samples->whole_seconds = table->whole_seconds;
    samples->at_a_rate = table->at_a_rate;
    int result = csv_read(source, &options, take_row, &reader, err);
    *torn_line = reader.torn_line;
    return result;
}

/// The fields of a line between tabs; returns how many.
static size_t split(const char *line, const char *field[CELLS_MAX], size_t length[CELLS_MAX])
{
    size_t count = 0;
    while (count < CELLS_MAX) {
        size_t span = strcspn(line, "\t");
        field[count] = line;
        length[count++] = span;
        if (line[span] == '\0')
            break;
        line += span + 1;
    }
    return count;
}

static bool is_field(const char *field, size_t length, const char *want)
{
    return length == strlen(want) && memcmp(field, want, length) == 0;
}

/// A line of Gatling: users that come and go, and requests with their begin, end and outcome, in
/// the columns of any 3.x.
static bool take_gatling(struct load_samples *samples, const char *line, double *users)
{
    const char *field[CELLS_MAX];
    size_t length[CELLS_MAX];
    size_t fields = split(line, field, length);
    double begin = 0;
    double end = 0;
    if (is_field(field[0], length[0], "USER")) {
        bool comes = false;
        size_t i = 1;
        for (; i < fields && !comes && !is_field(field[i], length[i], "END"); i++)
            comes = is_field(field[i], length[i], "START");
        size_t at = comes ? i : fields - 1;
        if (i >= fields || !number_parse(field[at], length[at], &begin))
            return false;
        *users += comes ? 1 : -1;
        load_samples_at_work(samples, begin / 1000, *users);
        return true;
    }
    if (!is_field(field[0], length[0], "REQUEST"))
        return true;
    for (size_t i = 3; i < fields; i++) {
        bool failed = is_field(field[i], length[i], "KO");
        if (!failed && !is_field(field[i], length[i], "OK"))
            continue;
        if (!number_parse(field[i - 2], length[i - 2], &begin) ||
            !number_parse(field[i - 1], length[i - 1], &end) || end < begin)
            return false;
        load_samples_add(samples, end / 1000, (end - begin) / 1000, failed);
        return true;
    }
    return false;
}

static int read_gatling(struct byte_source *source, struct load_samples *samples, size_t *torn_line,
                        struct err *err)
{
    struct line_reader lines;
    line_reader_begin(&lines, source);
    double users = 0;
    size_t torn = 0;
    int got = 0;
    while ((got = line_reader_next(&lines, err)) == 1) {
        if (torn > 0) {
            got = err_at(err, byte_source_name(source), torn, NULL,
                         "this is no line of Gatling's simulation.log");
            break;
        }
        if (!take_gatling(samples, str_text(&lines.text), &users))
            torn = lines.line;
    }
    *torn_line = torn;
    line_reader_release(&lines);
    return got < 0 ? -1 : 0;
}

int load_samples_read(struct byte_source *source, const char *tool, struct load_samples *samples,
                      size_t *torn_line, struct err *err)
{
    const char *bytes = NULL;
    size_t got = 0;
    struct str text = {0};
    samples->tool = tool;
    *torn_line = 0;
    if (byte_source_peek(source, 4096, &bytes, &got, err) != 0)
        return -1;
    str_append_bytes(&text, bytes, got);
    const struct request_table *table = table_of(str_text(&text));
    str_release(&text);
    if (table != NULL)
        return read_table(table, source, samples, torn_line, err);
    if (strcmp(tool, "Gatling") == 0)
        return read_gatling(source, samples, torn_line, err);
    return load_samples_read_k6_json(source, samples, err);
}
