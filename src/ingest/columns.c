#include "ingest/columns.h"

#include "base/ascii.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/suggest.h"
#include "ingest/clock_column.h"
#include "ingest/column_profile.h"
#include "ingest/column_refusal.h"
#include "ingest/decimal_sign.h"
#include "ingest/event_columns.h"
#include "ingest/evidence.h"
#include "ingest/hour_columns.h"
#include "ingest/odd_rows.h"
#include "ingest/table_start.h"

#include <stdlib.h>
#include <string.h>

/// A header's name with control characters as blanks; names that occur twice are told apart.
static const char *column_name(struct key_index *names, struct reading *reading, size_t index,
                               const struct csv_field *cell)
{
    struct arena *arena = &reading->samples->arena;
    char *name = arena_strndup(arena, cell->text, cell->length);
    for (size_t i = 0; i < cell->length; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7F)
            name[i] = ' ';
    size_t length = cell->length;
    for (char *blank = name; (blank = strstr(blank, "\xC2\xA0")) != NULL;)
        memset(blank, ' ', 2);
    while (length > 0 && name[length - 1] == ' ')
        name[--length] = '\0';
    while (*name == ' ')
        name++;
    if (*name == '\0')
        return arena_printf(arena, "column %zu", index + 1);
    bool added = false;
    key_index_put(names, name, strlen(name), &added);
    return added ? name : arena_printf(arena, "%s (column %zu)", name, index + 1);
}

/// Whether a name of the header occurs twice.
static bool has_namesakes(const struct sniff *sniff, size_t header_row, size_t count)
{
    struct key_index names = {0};
    bool twice = false;
    for (size_t i = 0; i < count; i++) {
        const struct csv_field *cell = sniff_cell(sniff, header_row, i);
        bool added = true;
        if (cell->length > 0)
            key_index_put(&names, cell->text, cell->length, &added);
        twice = twice || !added;
    }
    key_index_release(&names);
    return twice;
}

/// Of a header on two lines, as merged cells of a sheet leave it, the groups above names that occur
/// twice: ",web-1,,web-2," above "Time,CPU,Mem,CPU,Mem".
static bool has_groups(const struct sniff *sniff, size_t header_row, size_t count)
{
    if (header_row == 0 || sniff->row[header_row - 1].fields != count ||
        sniff_cell(sniff, header_row - 1, 0)->length > 0 ||
        !has_namesakes(sniff, header_row, count))
        return false;
    size_t groups = 0;
    for (size_t i = 1; i < count; i++)
        groups += sniff_cell(sniff, header_row - 1, i)->length > 0;
    return groups >= 2 && !row_is_data(sniff, header_row - 1);
}

static void columns_begin(struct columns *columns, struct reading *reading, size_t header_row,
                          size_t first_row)
{
    bool headerless = header_row == first_row;
    const struct sniff *sniff = reading->sniff;
    size_t count = header_row < sniff->rows ? sniff->row[header_row].fields : 0;
    *columns = (struct columns){
        // Cells may hold two numbers, and event_columns_count needs one more.
        .column = mem_alloc(2 * count + 1, sizeof *columns->column),
        .count = count,
        .width = count,
        .time = SIZE_MAX,
        .clock = SIZE_MAX,
        .header = !headerless,
        .header_row = header_row,
        .first_row = first_row,
        .kind_of = kind_of_metric,
    };
    static const struct csv_field unnamed = {.text = "", .length = 0};
    const struct csv_field *group = &unnamed;
    struct key_index names = {0};
    columns->grouped = !headerless && has_groups(sniff, header_row, count);
    odd_rows_drop(reading->sniff, first_row, headerless ? SIZE_MAX : header_row);
    for (size_t i = 0; i < count; i++) {
        struct csv_field cell = headerless ? unnamed : *sniff_cell(sniff, header_row, i);
        struct table_column *column = &columns->column[i];
        const struct csv_field *above =
            columns->grouped ? sniff_cell(sniff, header_row - 1, i) : &unnamed;
        group = above->length > 0 ? above : group;
        if (group->length > 0) {
            cell.text = arena_printf(&reading->samples->arena, "%.*s %.*s", (int)group->length,
                                     group->text, (int)cell.length, cell.text);
            cell.length = strlen(cell.text);
        }
        column->name = column_name(&names, reading, i, &cell);
        column->metric = column->name;
        column->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
        column->kind = (struct metric_kind){SAMPLE_GAUGE, "nothing says otherwise", 0};
    }
    key_index_release(&names);
}

void columns_from_row(struct columns *columns, struct reading *reading, size_t header_row,
                      bool headerless)
{
    columns_begin(columns, reading, header_row, headerless ? header_row : header_row + 1);
}

void columns_from_header(struct columns *columns, struct reading *reading, size_t header_row,
                         size_t first_row)
{
    columns_begin(columns, reading, header_row, first_row);
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

/// A message names no more columns than this: a header may hold thousands.
enum { COLUMNS_NAMED = 20 };

static int no_such_column(const struct columns *columns, struct reading *reading,
                          const char *option, const char *name, size_t length)
{
    const char **names = mem_alloc(columns->count, sizeof *names);
    struct str list = {0};
    for (size_t i = 0; i < columns->count; i++) {
        names[i] = columns->column[i].name;
        if (i >= COLUMNS_NAMED)
            continue;
        str_append(&list, i == 0 ? "" : ", ");
        str_append_escaped(&list, names[i], strlen(names[i]));
    }
    if (columns->count > COLUMNS_NAMED)
        str_appendf(&list, " and %zu more", columns->count - COLUMNS_NAMED);
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

/// "250m" is thousandths of a core, or minutes: by the name, and by what the numbers are.
static void settle_m(struct table_column *column, struct reading *reading,
                     const struct columns *columns, size_t index)
{
    static const char *const of_cores[] = {"cpu", "core", "cores", "vcpu", "millicores"};
    static const char *const of_time[] = {"time", "latency",  "duration", "uptime", "elapsed",
                                          "age",  "duration", "wait",     "dauer",  "runtime"};
    size_t marked = 0;
    size_t long_ones = 0;
    const struct sniff *sniff = reading->sniff;
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, index);
        double value = 0;
        bool has = cell_has_m(cell->text, cell->length);
        marked += has;
        long_ones +=
            has && number_parse_prefix(cell->text, cell->length, &value) > 0 && value >= 60;
    }
    if (marked == 0 || column->style.bare_allowed)
        return;
    struct evidence evidence = {.question = "the m behind numbers"};
    size_t milli = evidence_reading(&evidence, "thousandths of a core");
    size_t minutes = evidence_reading(&evidence, "minutes");
    for (size_t i = 0; i < sizeof of_cores / sizeof *of_cores; i++)
        if (name_has_word(column->name, of_cores[i]))
            evidence_point(&evidence, milli, 3, "the name is of a processor");
    for (size_t i = 0; i < sizeof of_time / sizeof *of_time; i++)
        if (name_has_word(column->name, of_time[i]))
            evidence_point(&evidence, minutes, 3, "the name is of a time");
    if (2 * long_ones > marked)
        evidence_point(&evidence, milli, 1, "an hour has only 60 minutes");
    column->style.milli = evidence_winner(&evidence) == milli;
    column->style.bare_allowed = column->style.milli;
    if (!column->style.milli)
        column->style.unit = (struct unit){DIMENSION_DURATION, 1, "s"};
    evidence_note(&evidence, reading);
    if (evidence_margin(&evidence) < EVIDENCE_ENOUGH) {
        char name[UNIT_NAME_MAX * 2];
        reading_note(reading, NOTE_WARNING, "thousandths",
                     "the m behind the numbers of \"%s\" is read as %s, for %s; --unit settles it: "
                     "millicores or min",
                     err_quote(name, sizeof name, column->name, strlen(column->name)),
                     column->style.milli ? "thousandths of a core" : "minutes",
                     evidence_why(&evidence));
    }
    evidence_release(&evidence);
}

static bool asks_for_cores(const char *text)
{
    struct unit unit;
    return unit_parse(text, strlen(text), &unit) && unit.dimension == DIMENSION_CORES;
}

void columns_learn_value(struct columns *columns, size_t index, struct reading *reading)
{
    struct table_column *column = &columns->column[index];
    const struct ingest_options *options = reading->options;
    double per_s = 0;
    size_t named = unit_of_header(column->name, &column->unit, &per_s);
    if (column->name[named] != '\0' && column->metric == column->name)
        column->metric = arena_strndup(&reading->samples->arena, column->name, named);
    if (options->unit == NULL)
        settle_m(column, reading, columns, index);
    else
        column->style.milli = asks_for_cores(options->unit);
    for (size_t row = columns->first_row; row < reading->sniff->rows; row++) {
        struct csv_field cell =
            columns_part(column, sniff_cell(reading->sniff, row, columns_field(columns, index)));
        cell_style_observe(&column->style, cell.text, cell.length);
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

/// A spreadsheet that saves a sheet may write its times as the numbers that it keeps them in; and
/// months come as 202403.
static void find_number_times(struct columns *columns, struct reading *reading)
{
    size_t time = profile_number_times(columns, reading->sniff, &columns->number_form);
    if (columns->number_form == TIME_FORM_NONE)
        return;
    columns->time = time;
    char name[UNIT_NAME_MAX * 2];
    err_quote(name, sizeof name, columns->column[time].name, strlen(columns->column[time].name));
    if (columns->number_form == TIME_FORM_SERIAL)
        reading_note(reading, NOTE_WARNING, "serial days",
                     "the numbers of \"%s\" are read as a spreadsheet's days since 1899-12-30, as "
                     "they make a regular grid",
                     name);
    else
        reading_note(reading, NOTE_INFO, "months",
                     "the numbers of \"%s\" are read as years and months", name);
}

/// What an earlier run of clean wrote are levels and rates, whatever a name counts.
static void take_as_cleaned(struct columns *columns, const struct ingest_options *options)
{
    for (size_t i = 0; i < columns->count && !options->counter && options->per_s <= 0; i++)
        columns->column[i].kind =
            (struct metric_kind){SAMPLE_GAUGE, "headroom clean wrote the file", 0};
}

int columns_settle(struct columns *columns, struct reading *reading)
{
    if (settle_by_options(columns, reading) != 0)
        return -1;
    struct column_profile *profile = profile_columns(columns, reading->sniff);
    int result = 0;
    if (columns->time == SIZE_MAX)
        columns->time = profile_time_column(profile, columns);
    if (reading->options->time_format == NULL)
        find_number_times(columns, reading);
    if (columns->time != SIZE_MAX) {
        columns->column[columns->time].role = ROLE_TIME;
        if (columns->number_form == TIME_FORM_NONE && reading->options->time_format == NULL)
            columns->clock = clock_column_find(columns, reading->sniff);
        if (columns->clock != SIZE_MAX)
            columns->column[columns->clock].role = ROLE_CLOCK;
        result = profile_roles(profile, columns, reading);
    }
    free(profile);
    if (result != 0)
        return -1;
    if (columns->time == SIZE_MAX)
        return columns_refuse_no_time(columns, reading);
    // Nothing but times, as a log of accesses has them: every row counts.
    bool events = columns->width == 1 || events_are_asked(reading->options);
    if (!events && !any_role(columns, ROLE_VALUE))
        return columns_refuse_no_values(columns, reading);
    if (!columns->header)
        name_unnamed(columns, reading);
    columns->hours = hour_columns_find(columns, reading);
    if (decimal_sign_settle(columns, reading) != 0)
        return -1;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].role == ROLE_VALUE)
            columns_learn_value(columns, i, reading);
    if (any_role(columns, ROLE_FLAG))
        take_as_cleaned(columns, reading->options);
    if (events)
        event_columns_count(columns, reading, "events", NULL);
    return 0;
}

struct csv_field columns_part(const struct table_column *column, const struct csv_field *cell)
{
    size_t first = 0;
    size_t second = 0;
    struct csv_field part = *cell;
    if (column->part == CELL_WHOLE || !cell_is_pair(cell->text, cell->length, &first, &second))
        return part;
    // The trimmed cell ends with the second number.
    const char *slash = memchr(cell->text, '/', cell->length);
    part.text = column->part == CELL_FIRST ? slash - 1 - first : slash + 2;
    part.length = column->part == CELL_FIRST ? first : second;
    return part;
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
