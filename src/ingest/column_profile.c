#include "ingest/column_profile.h"

#include "base/ascii.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "ingest/clock_column.h"
#include "ingest/key_column.h"
#include "ingest/kind.h"
#include "ingest/table_start.h"
#include "ingest/time_column.h"

#include <stdlib.h>
#include <string.h>

/// Best first; a start comes before an end.
static const char *const time_names[] = {
    "time",           "timestamp",  "datetime",   "date",       "ds",
    "start",          "start_time", "starttime",  "begin time", "start time",
    "usagestartdate", "_time",      "epoch",      "clock",      "ts",
    "minute",         "hour",       "day",        "zeit",       "zeitstempel",
    "month",          "monat",      "mes",        "mois",       "week",
    "woche",          "semana",     "quarter",    "quartal",    "uhrzeit",
    "datum",          "interval",   "period",     "unix_time",  "unixtime",
    "created_at",     "event_time", "horodatage", "fecha",      "end",
    "end_time",       "endtime",    "end time"};
static const char *const metric_names[] = {"metric",   "metric_name", "series", "measurement",
                                           "variable", "field",       "_field"};
static const char *const identifier_names[] = {"id",    "pid",       "instance", "port",   "node",
                                               "shard", "partition", "host",     "service"};
static const char *const value_names[] = {"value", "metric_value", "_value", "val", "y"};

enum {
    METRIC_NAMES = sizeof metric_names / sizeof *metric_names,
    IDENTIFIER_NAMES = sizeof identifier_names / sizeof *identifier_names,
    VALUE_NAMES = sizeof value_names / sizeof *value_names,
};

static size_t rank_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ascii_is_word_any_case(name, strlen(name), names[i]))
            return i;
    return SIZE_MAX;
}

/// Words that make a longer name one of a time: "@timestamp per hour", "Data/Hora".
static const char *const time_words[] = {"time",  "timestamp", "datetime", "date", "datum",
                                         "zeit",  "hora",      "heure",    "data", "fecha",
                                         "month", "week",      "quarter",  "day",  "epoch"};

enum {
    TIME_NAMES = sizeof time_names / sizeof *time_names,
    TIME_WORDS = sizeof time_words / sizeof *time_words,
};

size_t profile_time_rank(const char *name)
{
    size_t rank = rank_of(name, time_names, TIME_NAMES);
    for (size_t i = 0; rank == SIZE_MAX && i < TIME_WORDS; i++)
        if (name_has_word(name, time_words[i]))
            rank = TIME_NAMES + i;
    return rank;
}

bool profile_is_time_name(const char *name)
{
    return profile_time_rank(name) != SIZE_MAX;
}

static bool is_all_digits(const struct csv_field *cell)
{
    for (size_t i = 0; i < cell->length; i++)
        if (!ascii_is_digit(cell->text[i]))
            return false;
    return true;
}

static bool is_mostly_digits(const struct csv_field *cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell->length; i++)
        digits += ascii_is_digit(cell->text[i]);
    return 2 * digits > cell->length;
}

/// Numbers with words that are no known units: a column's values where the word is always the same.
static void profile_word(struct column_profile *profile, const struct csv_field *cell)
{
    char word[UNIT_NAME_MAX];
    if (!cell_has_word(cell->text, cell->length, word))
        return;
    if (profile->worded++ == 0)
        memcpy(profile->word, word, sizeof profile->word);
    profile->same_word += strcmp(profile->word, word) == 0;
}

static void profile_cell(struct column_profile *profile, const struct csv_field *cell)
{
    size_t first = 0;
    size_t second = 0;
    if (cell_is_missing(cell->text, cell->length))
        return;
    profile->cells++;
    profile->digits += is_mostly_digits(cell);
    bool epoch = false;
    if (time_cell(cell->text, cell->length, &epoch)) {
        profile->times++;
        profile->digit_times += is_all_digits(cell);
        return;
    }
    struct time_reader reader = {.form = time_form_detect(cell->text, cell->length, false, NULL)};
    struct time_parsed parsed;
    if (epoch && time_parse(&reader, cell->text, cell->length, &parsed)) {
        profile->epochs++;
        // 1990-01-01 to 2100-01-01 in seconds.
        profile->epochs_odd += !(parsed.time >= 631152000 * INSTANT_PER_SECOND &&
                                 parsed.time < 4102444800 * INSTANT_PER_SECOND);
    }
    if (cell_is_number(cell->text, cell->length) || cell_has_m(cell->text, cell->length))
        profile->numbers++;
    else if (cell_is_pair(cell->text, cell->length, &first, &second))
        profile->pairs++;
    else
        profile_word(profile, cell);
}

/// Cells that are values, one way or another.
static size_t values_of(const struct column_profile *profile)
{
    bool one_word = 10 * profile->same_word >= 9 * profile->worded;
    return profile->numbers + profile->pairs + (one_word ? profile->same_word : 0);
}

/// Whether the column numbers the rows of the sample.
static bool counts_rows(const struct columns *columns, const struct sniff *sniff, size_t column)
{
    double last = 0;
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, column);
        double number = 0;
        if (!number_parse(cell->text, cell->length, &number) ||
            (row == columns->first_row ? number != 0 && number != 1 : number != last + 1))
            return false;
        last = number;
    }
    return sniff->rows > columns->first_row + 2;
}

struct column_profile *profile_columns(const struct columns *columns, const struct sniff *sniff)
{
    struct column_profile *profile = mem_alloc(columns->count, sizeof *profile);
    for (size_t i = 0; i < columns->count; i++) {
        struct key_index texts = {0};
        for (size_t row = columns->first_row; row < sniff->rows; row++) {
            const struct sniff_row *at = &sniff->row[row];
            if (i >= at->fields)
                continue;
            const struct csv_field *cell = sniff_cell(sniff, row, i);
            profile_cell(&profile[i], cell);
            (void)key_index_put(&texts, cell->text, cell->length, NULL);
        }
        profile[i].distinct = texts.count;
        profile[i].counts_rows = counts_rows(columns, sniff, i);
        key_index_release(&texts);
    }
    return profile;
}

/// Half of the cells or more are times; Unix times among them count, as forms may change.
static bool holds_times(const struct column_profile *profile)
{
    // Among numbers of eight and ten digits some are dates by chance.
    if (profile->times == profile->digit_times && 10 * profile->times < 9 * profile->cells)
        return false;
    return profile->times > 0 && 2 * (profile->times + profile->epochs) >= profile->cells;
}

/// A few may be cut off or from a clock that was never set: such rows are told by their times.
static bool holds_epochs(const struct column_profile *profile)
{
    enum { CELLS_AN_ODD_ONE = 5 };
    size_t odd = profile->cells - profile->epochs + profile->epochs_odd;
    return profile->epochs > 0 && profile->numbers == profile->cells &&
           CELLS_AN_ODD_ONE * odd <= profile->cells;
}

size_t profile_time_column(const struct column_profile *profile, const struct columns *columns)
{
    size_t best = SIZE_MAX;
    size_t epochs = 0;
    size_t epoch_column = SIZE_MAX;
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->column[i].role != ROLE_IGNORED)
            continue;
        size_t rank = profile_time_rank(columns->column[i].name);
        if (holds_epochs(&profile[i])) {
            epochs++;
            epoch_column = i;
        }
        // A header without rows is settled by its names alone.
        bool may = holds_times(&profile[i]) ||
                   (rank != SIZE_MAX && (holds_epochs(&profile[i]) || profile[i].cells == 0));
        if (may && (best == SIZE_MAX || rank < profile_time_rank(columns->column[best].name)))
            best = i;
    }
    if (best == SIZE_MAX && holds_epochs(&profile[0]) && columns->column[0].role == ROLE_IGNORED)
        return 0;
    return best == SIZE_MAX && epochs == 1 ? epoch_column : best;
}

/// Whether all cells are times of a form that a number alone does not show, three at least, whose
/// spacings are multiples of the smallest one. A month has no such spacing.
static bool are_times_of(enum time_form form, const struct columns *columns,
                         const struct sniff *sniff, size_t column)
{
    enum { FEWEST = 3 };
    struct time_reader reader = {.form = form};
    instant *time = mem_alloc(sniff->rows, sizeof *time);
    size_t count = 0;
    int64_t finest = INT64_MAX;
    bool fits = true;
    for (size_t row = columns->first_row; row < sniff->rows && fits; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, column);
        struct time_parsed parsed = {.time = 0};
        if (cell->length == 0)
            continue;
        fits = time_parse(&reader, cell->text, cell->length, &parsed);
        time[count++] = parsed.time;
        int64_t spacing = count > 1 ? llabs(time[count - 1] - time[count - 2]) : 0;
        finest = spacing > 0 && spacing < finest ? spacing : finest;
    }
    fits = fits && count >= FEWEST && finest < INT64_MAX;
    for (size_t i = 1; i < count && fits && form == TIME_FORM_SERIAL; i++)
        fits = (time[i] - time[i - 1]) % finest == 0;
    free(time);
    return fits;
}

static enum time_form number_form(const struct columns *columns, const struct sniff *sniff,
                                  size_t column)
{
    static const enum time_form forms[] = {TIME_FORM_MONTH_DIGITS, TIME_FORM_SERIAL};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (are_times_of(forms[i], columns, sniff, column))
            return forms[i];
    return TIME_FORM_NONE;
}

size_t profile_number_times(const struct columns *columns, const struct sniff *sniff,
                            enum time_form *form)
{
    *form = TIME_FORM_NONE;
    if (columns->time != SIZE_MAX) {
        *form = number_form(columns, sniff, columns->time);
        return columns->time;
    }
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < columns->count; i++) {
        size_t rank = profile_time_rank(columns->column[i].name);
        if (columns->column[i].role != ROLE_IGNORED || rank == SIZE_MAX ||
            (best != SIZE_MAX && rank >= profile_time_rank(columns->column[best].name)))
            continue;
        enum time_form found = number_form(columns, sniff, i);
        if (found != TIME_FORM_NONE) {
            best = i;
            *form = found;
        }
    }
    return best;
}

/// A number that names something: VM_id, "TimeSeries ID", pid.
static bool is_identifier(const char *name)
{
    size_t length = strlen(name);
    return (length >= 3 && (ascii_is_word_any_case(name + length - 3, 3, "_id") ||
                            ascii_is_word_any_case(name + length - 3, 3, " id"))) ||
           rank_of(name, identifier_names, IDENTIFIER_NAMES) != SIZE_MAX;
}

/// A number of the row, under no name (as pandas writes it) or one for that.
static bool is_row_number(const struct column_profile *profile, const struct columns *columns,
                          const struct sniff *sniff, size_t column)
{
    static const char *const names[] = {"",    "index", "row", "#",          "no",
                                        "no.", "nr",    "nr.", "unnamed: 0", "row_number"};
    return columns->header && profile->counts_rows &&
           rank_of(sniff_cell(sniff, columns->header_row, column)->text, names,
                   sizeof names / sizeof *names) != SIZE_MAX;
}

static enum table_role role_of(const struct column_profile *profile,
                               const struct table_column *column, size_t rows,
                               const struct ingest_options *options)
{
    if (strcmp(column->name, "filled") == 0)
        return ROLE_FLAG;
    if (ascii_is_word_any_case(column->name, strlen(column->name), "unit") && profile->times == 0 &&
        values_of(profile) == 0)
        return ROLE_UNIT;
    if (holds_times(profile) ||
        (holds_epochs(profile) && profile_time_rank(column->name) != SIZE_MAX))
        return ROLE_IGNORED;
    if (profile->cells == 0)
        return ROLE_EMPTY;
    bool numeric = 2 * values_of(profile) >= profile->cells;
    if (numeric && !is_identifier(column->name))
        return options->value_columns != NULL ? ROLE_IGNORED : ROLE_VALUE;
    if (options->key_columns != NULL &&
        rank_of(column->name, metric_names, METRIC_NAMES) == SIZE_MAX)
        return ROLE_IGNORED;
    // Text in few of the rows is a remark on them, not a series of its own.
    if (!numeric && 2 * profile->cells < rows)
        return ROLE_IGNORED;
    // Every row its own text: names a row, not a series.
    if (numeric && rows > 20 && profile->distinct * 10 > rows * 9)
        return ROLE_IGNORED;
    return ROLE_KEY;
}

/// Whether the table has one value column and it is called so.
static bool has_lone_value(const struct columns *columns)
{
    size_t values = 0;
    bool named_value = false;
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->column[i].role != ROLE_VALUE)
            continue;
        values++;
        named_value = rank_of(columns->column[i].name, value_names, VALUE_NAMES) != SIZE_MAX;
    }
    return values == 1 && named_value;
}

/// How many different times the sample has.
static size_t distinct_times(const struct csv_field *times, size_t count)
{
    struct key_index texts = {0};
    for (size_t i = 0; i < count; i++)
        (void)key_index_put(&texts, times[i].text, times[i].length, NULL);
    size_t distinct = texts.count;
    key_index_release(&texts);
    return distinct;
}

/// Whether a key would make a series of every other row, though the rows have times of their own.
static bool is_absurd_key(const struct column_profile *profile, size_t rows, size_t times)
{
    enum { FEWEST_ROWS = 12 };
    return rows >= FEWEST_ROWS && 3 * profile->distinct > rows && 2 * times > rows;
}

static int refuse_numbers(const struct table_column *column, const struct csv_field *cell,
                          struct reading *reading)
{
    char name[UNIT_NAME_MAX * 2];
    char text[UNIT_NAME_MAX * 2];
    err_quote(name, sizeof name, column->name, strlen(column->name));
    err_quote(text, sizeof text, cell->text, cell->length);
    return reading_refuse(reading,
                          "column \"%s\" holds \"%s\", which is neither a number that can be read "
                          "nor the name of a series; --value COLUMN names the columns to read, "
                          "--by \"%s\" takes it for names, --by none leaves it out",
                          name, text, name);
}

/// Whether a list of names separated by commas (NULL: none) has this one.
static bool is_label_key(const char *list, const char *name)
{
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ",");
        if (strlen(name) == length && strncmp(list, name, length) == 0)
            return true;
        list += length + (list[length] == ',');
    }
    return false;
}

/// Keys that say something about the rows of one series, and those of numbers, are none. -1: what
/// the numbers of one are cannot be told.
static int leave_out_remarks(const struct column_profile *profile, struct columns *columns,
                             struct reading *reading)
{
    size_t count = 0;
    bool values = false;
    int result = 0;
    struct csv_field *times = columns_sample_times(columns, reading, &count);
    size_t distinct = distinct_times(times, count);
    for (size_t i = 0; i < columns->count; i++)
        values = values || columns->column[i].role == ROLE_VALUE;
    for (size_t i = 0; i < columns->count && result == 0; i++) {
        struct table_column *column = &columns->column[i];
        if (column->role != ROLE_KEY || reading->options->key_columns != NULL ||
            is_label_key(reading->options->label_keys, column->name))
            continue;
        bool absurd =
            is_absurd_key(&profile[i], reading->sniff->rows - columns->first_row, distinct);
        bool digits = 2 * profile[i].digits > profile[i].cells;
        if (absurd && digits && reading->options->value_columns == NULL) {
            result =
                refuse_numbers(column, sniff_cell(reading->sniff, columns->first_row, i), reading);
            continue;
        }
        if (!absurd && (!values || key_column_tells_apart(columns, reading, i, times, count)))
            continue;
        char name[UNIT_NAME_MAX * 2];
        err_quote(name, sizeof name, column->name, strlen(column->name));
        if (absurd)
            reading_note(reading, NOTE_WARNING, "no key",
                         "column \"%s\" has another text in almost every row: it is left out; "
                         "--by \"%s\" takes it for a key",
                         name, name);
        else
            reading_note(reading, NOTE_INFO, "no key",
                         "column \"%s\" does not tell series apart, as all rows together come at "
                         "one interval: it is left out; --by \"%s\" takes it for a key",
                         name, name);
        samples_left(reading->samples, reading->file, column->name,
                     absurd ? "another text in almost every row" : "it does not tell series apart");
        column->role = ROLE_IGNORED;
    }
    free(times);
    return result;
}

/// "306.4MiB / 1.944GiB": the first number keeps the column's name, the second becomes a column.
static void part_in_two(struct columns *columns, struct reading *reading, size_t index)
{
    struct arena *arena = &reading->samples->arena;
    struct table_column *first = &columns->column[index];
    const char *slash = strstr(first->name, " / ");
    bool limit = name_has_word(first->name, "mem") || name_has_word(first->name, "memory");
    const char *name = slash != NULL
                           ? arena_strdup(arena, slash + 3)
                           : arena_printf(arena, "%s %s", first->name, limit ? "limit" : "second");
    if (slash != NULL)
        first->name = first->metric =
            arena_strndup(arena, first->name, (size_t)(slash - first->name));
    first->part = CELL_FIRST;
    columns->column[columns->count++] = (struct table_column){.name = name,
                                                              .role = ROLE_VALUE,
                                                              .metric = name,
                                                              .unit = first->unit,
                                                              .kind = first->kind,
                                                              .part = CELL_SECOND,
                                                              .field = index};
}

int profile_roles(const struct column_profile *profile, struct columns *columns,
                  struct reading *reading)
{
    size_t rows = reading->sniff->rows - columns->first_row;
    size_t metric = SIZE_MAX;
    for (size_t i = 0; i < columns->count; i++) {
        struct table_column *column = &columns->column[i];
        if (column->role != ROLE_IGNORED)
            continue;
        if (!is_row_number(&profile[i], columns, reading->sniff, i))
            column->role = role_of(&profile[i], column, rows, reading->options);
        if (column->role == ROLE_KEY && metric == SIZE_MAX &&
            rank_of(column->name, metric_names, METRIC_NAMES) != SIZE_MAX)
            metric = i;
        if (column->role == ROLE_IGNORED)
            samples_left(reading->samples, reading->file, column->name,
                         profile[i].times > 0 ? "other times" : "neither key nor value");
        if (column->role == ROLE_IGNORED && reading->options->value_columns == NULL) {
            char name[UNIT_NAME_MAX * 2];
            err_quote(name, sizeof name, column->name, strlen(column->name));
            reading_note(
                reading, profile[i].cells > 0 && profile[i].times == 0 ? NOTE_INFO : NOTE_DETAIL,
                arena_printf(&reading->samples->arena, "left %zu", i),
                "column \"%s\" is neither the time, a key nor a value and is left out", name);
        }
    }
    if (leave_out_remarks(profile, columns, reading) != 0)
        return -1;
    for (size_t i = 0; i < columns->width; i++)
        if (columns->column[i].role == ROLE_VALUE && 2 * profile[i].pairs >= profile[i].cells)
            part_in_two(columns, reading, i);
    // A text column "metric" beside a lone column "value" names the metric of each row.
    if (metric != SIZE_MAX && has_lone_value(columns))
        columns->column[metric].role = ROLE_METRIC;
    return 0;
}
