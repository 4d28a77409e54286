#include "ingest/columns.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/suggest.h"
#include "ingest/column_profile.h"
#include "ingest/event_columns.h"
#include "ingest/time_column.h"

#include <stdlib.h>
#include <string.h>

bool row_is_data(const struct sniff *sniff, size_t row)
{
    if (row >= sniff->rows)
        return false;
    size_t numbers = 0;
    size_t texts = 0;
    for (size_t i = 0; i < sniff->row[row].fields; i++) {
        const struct csv_field *cell = sniff_cell(sniff, row, i);
        bool epoch = false;
        double value = 0;
        if (time_cell(cell->text, cell->length, &epoch))
            return true;
        if (number_parse(cell->text, cell->length, &value))
            numbers++;
        else if (!cell_is_missing(cell->text, cell->length))
            texts++;
    }
    // A Unix time beside text (web-1,"/a,b",100,1710050400000): a header has no number.
    return numbers > 0 && (texts == 0 || numbers >= 2);
}

/// A header's name with control characters as blanks; names that occur twice are told apart.
static const char *column_name(struct columns *columns, struct reading *reading, size_t index,
                               const struct csv_field *cell)
{
    struct arena *arena = &reading->samples->arena;
    char *name = arena_strndup(arena, cell->text, cell->length);
    for (size_t i = 0; i < cell->length; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7F)
            name[i] = ' ';
    size_t length = cell->length;
    while (length > 0 && name[length - 1] == ' ')
        name[--length] = '\0';
    while (*name == ' ')
        name++;
    if (*name == '\0')
        return arena_printf(arena, "column %zu", index + 1);
    for (size_t i = 0; i < index; i++)
        if (strcmp(columns->column[i].name, name) == 0)
            return arena_printf(arena, "%s (column %zu)", name, index + 1);
    return name;
}

void columns_from_row(struct columns *columns, struct reading *reading, size_t header_row,
                      bool headerless)
{
    const struct sniff *sniff = reading->sniff;
    size_t count = header_row < sniff->rows ? sniff->row[header_row].fields : 0;
    *columns = (struct columns){
        // One more than the file has: event_columns_count may need it.
        .column = mem_alloc(count + 1, sizeof *columns->column),
        .count = count,
        .width = count,
        .time = SIZE_MAX,
        .header = !headerless,
        .first_row = headerless ? header_row : header_row + 1,
        .kind_of = kind_of_metric,
    };
    static const struct csv_field unnamed = {.text = "", .length = 0};
    for (size_t i = 0; i < count; i++) {
        const struct csv_field *cell = headerless ? &unnamed : sniff_cell(sniff, header_row, i);
        struct table_column *column = &columns->column[i];
        column->name = column_name(columns, reading, i, cell);
        column->metric = column->name;
        column->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
        column->kind = (struct metric_kind){SAMPLE_GAUGE, "nothing says otherwise", 0};
    }
}

size_t columns_find(const struct columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->column[i].name, name) == 0)
            return i;
    for (size_t i = 0; i < columns->count; i++)
        if (ascii_is_word_any_case(name, strlen(name), columns->column[i].name))
            return i;
    return SIZE_MAX;
}

struct csv_field *columns_sample(const struct columns *columns, size_t index,
                                 const struct sniff *sniff, size_t *count)
{
    struct csv_field *cells = mem_alloc(sniff->rows, sizeof *cells);
    *count = 0;
    for (size_t row = columns->first_row; row < sniff->rows; row++)
        if (index < sniff->row[row].fields)
            cells[(*count)++] = *sniff_cell(sniff, row, index);
    return cells;
}

static int no_such_column(const struct columns *columns, struct reading *reading,
                          const char *option, const char *name, size_t length)
{
    const char **names = mem_alloc(columns->count, sizeof *names);
    struct str list = {0};
    for (size_t i = 0; i < columns->count; i++) {
        names[i] = columns->column[i].name;
        str_append(&list, i == 0 ? "" : ", ");
        str_append_escaped(&list, names[i], strlen(names[i]));
    }
    struct str wanted = {0};
    str_append_escaped(&wanted, name, length);
    const char *near = suggest_closest(str_text(&wanted), names, columns->count);
    struct str meant = {0};
    if (near != NULL) {
        str_append(&meant, "did you mean \"");
        str_append_escaped(&meant, near, strlen(near));
        str_append(&meant, "\"? ");
    }
    int result = reading_refuse(reading, "no column \"%s\" for %s; %sits columns are %s",
                                str_text(&wanted), option, str_text(&meant), str_text(&list));
    str_release(&meant);
    str_release(&wanted);
    str_release(&list);
    free(names);
    return result;
}

int columns_next_named(const struct columns *columns, struct reading *reading, const char *option,
                       const char **names, size_t *index)
{
    // A header may hold commas: the whole of what is left comes first.
    size_t length = strlen(*names);
    char *name = mem_strndup(*names, length);
    *index = columns_find(columns, name);
    if (*index == SIZE_MAX) {
        length = strcspn(*names, ",");
        name[length] = '\0';
        *index = columns_find(columns, name);
    }
    free(name);
    if (*index == SIZE_MAX)
        return no_such_column(columns, reading, option, *names, length);
    *names += length + ((*names)[length] == ',');
    return 0;
}

/// Gives `role` to the columns that a comma separated option names.
static int assign_named(struct columns *columns, struct reading *reading, const char *option,
                        const char *names, enum table_role role)
{
    reading->keys_chosen = reading->keys_chosen || role == ROLE_KEY;
    reading->time_chosen = reading->time_chosen || role == ROLE_TIME;
    while (*names != '\0') {
        size_t index = 0;
        if (columns_next_named(columns, reading, option, &names, &index) != 0)
            return -1;
        columns->column[index].role = role;
        if (role == ROLE_TIME)
            columns->time = index;
    }
    return 0;
}

/// Takes `role` from all columns that have it, and gives it to those that the option names.
static int choose(struct columns *columns, struct reading *reading, const char *option,
                  const char *names, enum table_role role)
{
    if (names == NULL)
        return 0;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == role)
            columns->column[i].role = ROLE_IGNORED;
    return assign_named(columns, reading, option, names, role);
}

int columns_choose_values(struct columns *columns, struct reading *reading)
{
    reading->values_chosen = true;
    return choose(columns, reading, "--value", reading->options->value_columns, ROLE_VALUE);
}

int columns_choose_keys(struct columns *columns, struct reading *reading)
{
    return choose(columns, reading, "--by", reading->options->key_columns, ROLE_KEY);
}

/// --unit against the unit that a column's name carries: the option wins, and that is said.
static void take_unit_option(struct table_column *column, struct reading *reading)
{
    const char *text = reading->options->unit;
    struct unit named = column->unit;
    if (!unit_parse(text, strlen(text), &column->unit))
        column->unit.scale = 1;
    if (named.dimension != DIMENSION_UNKNOWN && named.dimension != column->unit.dimension) {
        char name[UNIT_NAME_MAX * 2];
        reading_note(reading, NOTE_WARNING, "unit against name",
                     "the name of \"%s\" says %s, --unit %s is taken instead",
                     err_quote(name, sizeof name, column->name, strlen(column->name)), named.name,
                     column->unit.name);
    }
    column->style.bare_allowed = true;
    column->style.has_unit = true;
    column->style.unit = column->unit;
}

void columns_learn_value(struct columns *columns, size_t index, struct reading *reading)
{
    struct table_column *column = &columns->column[index];
    const struct ingest_options *options = reading->options;
    double per_s = 0;
    size_t named = unit_of_header(column->name, &column->unit, &per_s);
    if (column->name[named] != '\0' && column->metric == column->name)
        column->metric = arena_strndup(&reading->samples->arena, column->name, named);
    for (size_t row = columns->first_row; row < reading->sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(reading->sniff, row, index);
        cell_style_observe(&column->style, cell->text, cell->length);
    }
    cell_style_settle(&column->style);
    if (options->unit != NULL) {
        take_unit_option(column, reading);
    } else if (column->style.has_unit) {
        column->unit = column->style.unit;
    }
    column->kind = columns->kind_of(column->metric, &column->unit, options);
    if (per_s > 0 && column->kind.kind == SAMPLE_TOTAL && column->kind.per_s <= 0)
        column->kind = (struct metric_kind){SAMPLE_TOTAL, "its header names the period", per_s};
}

/// A series a row, its values side by side, as collections of time series have them.
static bool is_wide(const struct columns *columns, const struct sniff *sniff)
{
    enum { FEWEST = 24 };
    size_t numbers = 0;
    size_t others = 0;
    for (size_t i = 1; i < columns->width; i++) {
        const struct csv_field *cell = sniff_cell(sniff, columns->first_row, i);
        bool number = cell_is_number(cell->text, cell->length);
        numbers += number;
        others += !number && !cell_is_missing(cell->text, cell->length);
    }
    return numbers >= FEWEST && others == 0;
}

/// Words for a time column's trouble: what the first columns hold instead.
static int no_time(const struct columns *columns, struct reading *reading)
{
    if (is_wide(columns, reading->sniff))
        return reading_refuse(reading,
                              "each row is a whole series, its values side by side in %zu columns, "
                              "and none says when; give every value a row of its own: "
                              "time,series,value",
                              columns->width - 1);
    struct str seen = {0};
    for (size_t i = 0; i < columns->count && i < 3; i++) {
        const struct csv_field *cell = sniff_cell(reading->sniff, columns->first_row, i);
        str_append(&seen, i == 0 ? "" : ", ");
        str_append_escaped(&seen, columns->column[i].name, strlen(columns->column[i].name));
        str_append(&seen, " \"");
        str_append_escaped(&seen, cell->text, cell->length);
        str_append(&seen, "\"");
    }
    int result = reading_refuse(
        reading,
        "no column holds times (the first row has %s%s), so it is not a series over time; --time "
        "COLUMN and --time-format name one",
        str_text(&seen), columns->count > 3 ? ", ..." : "");
    str_release(&seen);
    return result;
}

/// Headerless files: "time", "value" for a lone value, "value 3" by position otherwise.
static void name_unnamed(struct columns *columns, struct reading *reading)
{
    size_t values = 0;
    for (size_t i = 0; i < columns->count; i++)
        values += columns->column[i].role == ROLE_VALUE;
    for (size_t i = 0; i < columns->count; i++) {
        struct table_column *column = &columns->column[i];
        if (column->role == ROLE_TIME)
            column->name = "time";
        else if (column->role == ROLE_VALUE && values == 1)
            column->name = "value";
        else if (column->role == ROLE_VALUE)
            column->name = arena_printf(&reading->samples->arena, "value %zu", i + 1);
        column->metric = column->name;
    }
}

static bool any_role(const struct columns *columns, enum table_role role)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == role)
            return true;
    return false;
}

/// Roles that the command line gives. What it leaves open is ROLE_IGNORED still.
static int settle_by_options(struct columns *columns, struct reading *reading)
{
    const struct ingest_options *options = reading->options;
    reading->values_chosen = true;
    if (options->value_columns != NULL &&
        assign_named(columns, reading, "--value", options->value_columns, ROLE_VALUE) != 0)
        return -1;
    if (options->key_columns != NULL && !reading_without_keys(reading) &&
        assign_named(columns, reading, "--by", options->key_columns, ROLE_KEY) != 0)
        return -1;
    if (options->time_column != NULL &&
        assign_named(columns, reading, "--time", options->time_column, ROLE_TIME) != 0)
        return -1;
    return event_columns_name(columns, reading);
}

/// A spreadsheet that saves a sheet may write its times as the numbers that it keeps them in.
static void find_serial_days(struct columns *columns, struct reading *reading)
{
    size_t time = columns->time;
    if (time == SIZE_MAX)
        time = profile_serial_column(columns, reading->sniff);
    columns->serial_days = time != SIZE_MAX && profile_is_serial(columns, reading->sniff, time);
    if (!columns->serial_days)
        return;
    columns->time = time;
    char name[UNIT_NAME_MAX * 2];
    reading_note(reading, NOTE_WARNING, "serial days",
                 "the numbers of \"%s\" are read as a spreadsheet's days since 1899-12-30, as they "
                 "make a regular grid",
                 err_quote(name, sizeof name, columns->column[time].name,
                           strlen(columns->column[time].name)));
}

int columns_settle(struct columns *columns, struct reading *reading)
{
    if (settle_by_options(columns, reading) != 0)
        return -1;
    struct column_profile *profile = profile_columns(columns, reading->sniff);
    if (columns->time == SIZE_MAX)
        columns->time = profile_time_column(profile, columns);
    if (reading->options->time_format == NULL)
        find_serial_days(columns, reading);
    if (columns->time != SIZE_MAX) {
        columns->column[columns->time].role = ROLE_TIME;
        profile_roles(profile, columns, reading);
    }
    free(profile);
    if (columns->time == SIZE_MAX)
        return no_time(columns, reading);
    // Nothing but times, as a log of accesses has them: every row counts.
    bool events = columns->width == 1 || events_are_asked(reading->options);
    if (!events && !any_role(columns, ROLE_VALUE))
        return reading_refuse(reading,
                              "no column holds numbers beside the times of \"%s\"; --value COLUMN "
                              "names one",
                              columns->column[columns->time].name);
    if (!columns->header)
        name_unnamed(columns, reading);
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == ROLE_VALUE)
            columns_learn_value(columns, i, reading);
    if (events)
        event_columns_count(columns, reading, "events", NULL);
    return 0;
}

void columns_copy(struct columns *copy, const struct columns *columns)
{
    *copy = *columns;
    copy->column = mem_alloc(columns->count, sizeof *copy->column);
    memcpy(copy->column, columns->column, columns->count * sizeof *copy->column);
}

void columns_release(struct columns *columns)
{
    free(columns->column);
    *columns = (struct columns){0};
}
