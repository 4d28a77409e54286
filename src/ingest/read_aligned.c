// Tables as tools print them, their columns parted by blanks: headers that come again, a table a
// kind of device, the time in front of each row, behind it, or on a line above the rows. Each table
// goes its way as the rows of one file do.
#include "base/ascii.h"
#include "base/vec.h"
#include "ingest/aligned_lines.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "ingest/row_table.h"

#include <stdlib.h>
#include <string.h>

/// Rows that a beginning has of each kind.
struct line_counts {
    size_t rows, untimed, other;
};

/// Goes through the lines of the file's beginning; `row` (may be NULL) gets those that are rows.
static struct line_counts look(const struct sniff *sniff, struct aligned_lines *lines,
                               void (*row)(void *context, const struct aligned_lines *lines),
                               void *context)
{
    struct line_counts counts = {.rows = 0};
    struct str text = {0};
    const char *end = sniff->bytes + sniff->length;
    for (const char *at = sniff->bytes; at < end;) {
        size_t length = strcspn(at, "\r\n");
        bool whole = at + length < end || sniff->whole;
        str_clear(&text);
        str_append_bytes(&text, at, length);
        at += length + 1;
        if (!whole)
            break;
        enum aligned_line kind = aligned_lines_take(lines, str_text(&text));
        counts.rows += kind == ALIGNED_ROW;
        counts.untimed += kind == ALIGNED_UNTIMED;
        counts.other += kind == ALIGNED_OTHER;
        if (kind == ALIGNED_ROW && row != NULL)
            row(context, lines);
    }
    str_release(&text);
    return counts;
}

/// Whether half of the rows or more have cells by a sign that parts them.
static bool is_delimited(const struct sniff *sniff)
{
    size_t several = 0;
    for (size_t i = 0; i < sniff->rows; i++)
        several += sniff->row[i].fields > 1;
    return 2 * several >= sniff->rows;
}

static const char *detect_aligned(const struct sniff *sniff)
{
    static const struct ingest_options none = {.gauge = false};
    struct aligned_lines *lines = mem_alloc(1, sizeof *lines);
    lines->options = &none;
    const char *why = NULL;
    if (!is_delimited(sniff) && sniff->length > 0) {
        struct line_counts counts = look(sniff, lines, NULL, NULL);
        bool few_others = 5 * counts.other <= counts.rows + counts.untimed;
        if ((lines->tool && counts.rows + counts.untimed > 0) ||
            (lines->clock_only && counts.untimed >= 2 && few_others))
            why = "tables of columns parted by blanks, as tools print them";
        else if (counts.rows >= 2 && few_others)
            why = "a header and rows, parted by blanks, with times";
    }
    aligned_lines_release(lines);
    free(lines);
    return why;
}

/// One table of the file: what its header names.
struct aligned_table {
    const char *names;   ///< joined, which is what tells tables apart
    struct sniff sample; ///< its header and its first rows
    struct ingest_options options;
    struct row_table rows;
    bool begun;
    bool left; ///< it has no values, or none that is asked for
};

struct aligned {
    struct reading *reading;
    struct aligned_lines lines;
    bool sysstat; ///< the file is one of sysstat's
    struct aligned_table **table;
    size_t tables, capacity;
    // A line that is no row may be the last one, cut off.
    size_t other_line;
    struct str other;
};

static void add_sample_row(struct aligned_table *table, const struct csv_field *cell, size_t cells)
{
    struct sniff *sample = &table->sample;
    if (sample->rows == SNIFF_ROWS)
        return;
    struct csv_field *field = arena_alloc(&sample->arena, cells * sizeof *field);
    for (size_t i = 0; i < cells; i++)
        field[i] =
            (struct csv_field){.text = arena_strndup(&sample->arena, cell[i].text, cell[i].length),
                               .length = cell[i].length};
    struct sniff_row row = {.line = 1, .fields = cells, .field = field};
    VEC_PUSH(sample->row, sample->rows, sample->row_capacity, row);
}

static void add_header(struct aligned_table *table, const struct aligned_header *header)
{
    struct csv_field *field = mem_alloc(header->names + 1, sizeof *field);
    field[0] = (struct csv_field){.text = "time", .length = 4};
    for (size_t i = 0; i < header->names; i++)
        field[i + 1] = header->name[i];
    add_sample_row(table, field, header->names + 1);
    free(field);
}

/// The table of the row at hand, found by its names or new.
static struct aligned_table *table_of(struct aligned *aligned, struct aligned_header *header)
{
    if (header->table != SIZE_MAX)
        return aligned->table[header->table];
    struct str names = {0};
    for (size_t i = 0; i < header->names; i++) {
        str_append_bytes(&names, header->name[i].text, header->name[i].length);
        str_append_char(&names, '\x1F');
    }
    size_t index = 0;
    while (index < aligned->tables && strcmp(aligned->table[index]->names, str_text(&names)) != 0)
        index++;
    if (index == aligned->tables) {
        struct aligned_table *table = mem_alloc(1, sizeof *table);
        table->names = arena_strdup(&aligned->reading->samples->arena, str_text(&names));
        table->sample.bytes = "";
        table->sample.delimiter = ' ';
        add_header(table, header);
        VEC_PUSH(aligned->table, aligned->tables, aligned->capacity, table);
    }
    str_release(&names);
    header->table = index;
    return aligned->table[index];
}

static void keep_sample(void *context, const struct aligned_lines *lines)
{
    add_sample_row(table_of(context, lines->of), lines->cell, lines->cells);
}

/// Columns whose cells name what a row is of, though they may be numbers.
static const char *const identities[] = {
    "PID",  "UID",  "TGID", "TID",       "PPID", "CPU",          "CORE",      "SOCKET",
    "NODE", "DEV",  "TTY",  "IFACE",     "INTR", "USER",         "NAMESPACE", "POD",
    "NAME", "ZONE", "DISK", "CONTAINER", "ID",   "CONTAINER ID", "Cpu",       "Num"};

static bool is_called(const struct csv_field *cell, const char *name)
{
    return ascii_is_word(cell->text, cell->length, name);
}

static bool has_column(const struct aligned_table *table, const char *name)
{
    for (size_t i = 1; i < table->sample.row[0].fields; i++)
        if (is_called(sniff_cell(&table->sample, 0, i), name))
            return true;
    return false;
}

static bool is_value(const struct csv_field *cell)
{
    size_t first = 0;
    size_t second = 0;
    char word[UNIT_NAME_MAX];
    return cell_is_number(cell->text, cell->length) || cell_has_m(cell->text, cell->length) ||
           cell_is_pair(cell->text, cell->length, &first, &second) ||
           cell_has_word(cell->text, cell->length, word);
}

/// How many cells of a column hold values and how many of them text.
static void count_cells(const struct aligned_table *table, size_t column, size_t *values,
                        size_t *texts)
{
    *values = *texts = 0;
    for (size_t row = 1; row < table->sample.rows; row++) {
        const struct csv_field *cell = sniff_cell(&table->sample, row, column);
        if (cell_is_missing(cell->text, cell->length))
            continue;
        *(is_value(cell) ? values : texts) += 1;
    }
}

static bool holds_values(const struct aligned_table *table, size_t column)
{
    size_t values = 0;
    size_t texts = 0;
    count_cells(table, column, &values, &texts);
    return values > 0 && values >= texts;
}

static bool is_text(const struct aligned_table *table, size_t column)
{
    size_t values = 0;
    size_t texts = 0;
    count_cells(table, column, &values, &texts);
    return texts > values;
}

/// Whether all cells of a column that hold values are whole numbers: identities have no fraction.
static bool holds_whole(const struct aligned_table *table, size_t column)
{
    for (size_t row = 1; row < table->sample.rows; row++) {
        const struct csv_field *cell = sniff_cell(&table->sample, row, column);
        if (cell_is_number(cell->text, cell->length) &&
            strspn(cell->text, "0123456789") < cell->length)
            return false;
    }
    return true;
}

static bool is_as_above(const struct aligned_table *table, size_t row, size_t column)
{
    const struct csv_field *here = sniff_cell(&table->sample, row, column);
    const struct csv_field *above = sniff_cell(&table->sample, row - 1, column);
    return here->length == above->length && memcmp(here->text, above->text, here->length) == 0;
}

/// Whether rows of one time and one text differ in this column, or it is the same throughout. One
/// that goes its own way is a measurement: how busy the processor was, and not its number.
static bool tells_apart(const struct aligned_table *table, size_t column)
{
    bool varies = false;
    for (size_t row = 2; row < table->sample.rows; row++) {
        bool same = true;
        for (size_t i = 0; i < table->sample.row[0].fields && same; i++)
            same = (i > 0 && !is_text(table, i)) || is_as_above(table, row, i);
        bool other = !is_as_above(table, row, column);
        if (same && other)
            return true;
        varies = varies || other;
    }
    return !varies;
}

/// Whether a column tells what the rows are of. The processor of a process changes, and the
/// identifier of a container says no more than its name.
static bool is_identity(const struct aligned_table *table, size_t column)
{
    const struct csv_field *name = sniff_cell(&table->sample, 0, column);
    if (is_called(name, "CPU") && has_column(table, "PID"))
        return false;
    if (is_called(name, "CONTAINER ID") && has_column(table, "NAME"))
        return false;
    bool processor = is_called(name, "CPU") || is_called(name, "Cpu");
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++)
        if (is_called(name, identities[i]))
            return holds_whole(table, column) && (!processor || tells_apart(table, column));
    return is_text(table, column);
}

static void append_name(struct str *list, const char *name, size_t length)
{
    str_append(list, list->length > 0 ? "," : "");
    str_append_bytes(list, name, length);
}

/// Those names of a list that the table has, in `arena`; NULL: none.
static const char *names_here(const struct aligned_table *table, const char *list,
                              struct arena *arena)
{
    struct str here = {0};
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, ",");
        char *name = arena_strndup(arena, at, length);
        if (has_column(table, name))
            append_name(&here, name, length);
        at += length + (at[length] == ',');
    }
    const char *kept = here.length == 0 ? NULL : arena_strdup(arena, here.data);
    str_release(&here);
    return kept;
}

/// An error unless each name of an option's list is a column of some table.
static int check_names(struct aligned *aligned, const char *option, const char *list)
{
    struct arena *arena = &aligned->reading->samples->arena;
    for (const char *at = list; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ",");
        const char *name = arena_strndup(arena, at, length);
        bool known = false;
        struct str all = {0};
        for (size_t i = 0; i < aligned->tables; i++) {
            const struct sniff *sample = &aligned->table[i]->sample;
            known = known || has_column(aligned->table[i], name);
            for (size_t k = 1; k < sample->row[0].fields; k++) {
                const struct csv_field *cell = sniff_cell(sample, 0, k);
                str_append(&all, all.length > 0 ? ", " : "");
                str_append_escaped(&all, cell->text, cell->length);
            }
        }
        int result =
            known ? 0
                  : reading_refuse(aligned->reading, "no column \"%s\" for %s; its columns are %s",
                                   name, option, str_text(&all));
        str_release(&all);
        if (result != 0)
            return -1;
        at += length + (at[length] == ',');
    }
    return 0;
}

/// Options as they concern this table: --value and --by with the names that it has; where --by says
/// nothing, the columns that tell what a row is of.
static void choose_options(struct aligned *aligned, struct aligned_table *table)
{
    struct arena *arena = &aligned->reading->samples->arena;
    const struct ingest_options *given = aligned->reading->options;
    table->options = *given;
    table->options.time_column = NULL;
    if (given->value_columns != NULL) {
        table->options.value_columns = names_here(table, given->value_columns, arena);
        table->left = table->options.value_columns == NULL;
    }
    struct str keys = {0};
    bool values = false;
    for (size_t i = 1; i < table->sample.row[0].fields; i++) {
        const struct csv_field *name = sniff_cell(&table->sample, 0, i);
        if (is_identity(table, i))
            append_name(&keys, name->text, name->length);
        else
            values = values || holds_values(table, i);
    }
    table->left = table->left || !values;
    const char *own = keys.length == 0 ? "none" : arena_strdup(arena, keys.data);
    const char *here = given->key_columns == NULL || reading_without_keys(aligned->reading)
                           ? given->key_columns
                           : names_here(table, given->key_columns, arena);
    table->options.key_columns = here != NULL ? here : given->key_columns == NULL ? own : "none";
    str_release(&keys);
}

/// Tools print levels and amounts a second; docker stats what came since the container's start.
static struct metric_kind kind_of_tool(const char *metric, const struct unit *unit,
                                       const struct ingest_options *options)
{
    struct metric_kind kind = kind_of_metric(metric, unit, options);
    if (options->counter || options->gauge || options->per_s > 0 || kind.kind == SAMPLE_COUNTER)
        return kind;
    size_t length = strlen(metric);
    bool in = length > 3 && strcmp(metric + length - 3, " in") == 0;
    bool out = length > 4 && strcmp(metric + length - 4, " out") == 0;
    if ((in || out) && unit->dimension == DIMENSION_BYTES)
        return (struct metric_kind){SAMPLE_COUNTER, "docker stats counts from the start on", 0};
    return (struct metric_kind){SAMPLE_GAUGE, "tools that print tables write levels and rates", 0};
}

/// Columns of numbers are values, whatever they are called, unless --value says which.
static void name_values(struct columns *columns, const struct aligned_table *table)
{
    for (size_t i = 1; i < columns->count && table->options.value_columns == NULL; i++)
        if (holds_values(table, i) && !is_identity(table, i))
            columns->column[i].role = ROLE_VALUE;
}

/// Columns that number something and are no measurements.
static void leave_numbers(struct columns *columns, struct aligned_table *table,
                          struct reading *reading)
{
    if (!has_column(table, "PID") || table->options.value_columns != NULL)
        return;
    size_t index = columns_find(columns, "CPU");
    if (index == SIZE_MAX || columns->column[index].role != ROLE_VALUE)
        return;
    columns->column[index].role = ROLE_IGNORED;
    samples_left(reading->samples, reading->file, columns->column[index].name,
                 "the processor that a process ran on");
}

/// What iostat abbreviates to a letter, which would be the same name with bytes and without.
static const struct {
    const char *column, *metric;
} letters[] = {{"r/s", "reads/s"},          {"w/s", "writes/s"},    {"d/s", "discards/s"},
               {"f/s", "flushes/s"},        {"rkB/s", "kB read/s"}, {"wkB/s", "kB written/s"},
               {"dkB/s", "kB discarded/s"}, {"rMB/s", "MB read/s"}, {"wMB/s", "MB written/s"},
               {"dMB/s", "MB discarded/s"}};

static void spell_letters(struct columns *columns, const struct ingest_options *options)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct table_column *column = &columns->column[i];
        double per_s = 0;
        size_t k = 0;
        while (k < sizeof letters / sizeof *letters && strcmp(column->name, letters[k].column) != 0)
            k++;
        if (column->role != ROLE_VALUE || k == sizeof letters / sizeof *letters)
            continue;
        column->metric = letters[k].metric;
        if (options->unit == NULL && column->unit.dimension != DIMENSION_BYTE_RATE)
            (void)unit_of_header(column->metric, &column->unit, &per_s);
    }
}

/// What sysstat calls kB are 1024 bytes; they stay as they are printed.
static void name_1024(struct columns *columns, const struct ingest_options *options)
{
    for (size_t i = 0; i < columns->count && options->unit == NULL; i++)
        if (columns->column[i].role == ROLE_VALUE && !columns->column[i].style.has_unit)
            unit_word_of_1024(&columns->column[i].unit);
}

static int begin_table(struct aligned *aligned, struct aligned_table *table)
{
    struct reading *reading = aligned->reading;
    const struct ingest_options *given = reading->options;
    struct sniff *sniff = reading->sniff;
    choose_options(aligned, table);
    table->begun = true;
    if (table->left)
        return 0;
    struct columns columns;
    reading->options = &table->options;
    reading->sniff = &table->sample;
    columns_from_row(&columns, reading, 0, false);
    columns.kind_of = kind_of_tool;
    columns.time = 0;
    name_values(&columns, table);
    int result = columns_settle(&columns, reading);
    if (result == 0) {
        leave_numbers(&columns, table, reading);
        spell_letters(&columns, &table->options);
        if (aligned->sysstat)
            name_1024(&columns, &table->options);
        result = row_table_begin(&table->rows, reading, &columns);
    } else {
        columns_release(&columns);
    }
    reading->options = given;
    reading->sniff = sniff;
    return result;
}

static int take_row(struct aligned *aligned, size_t line)
{
    struct reading *reading = aligned->reading;
    struct aligned_table *table = table_of(aligned, aligned->lines.of);
    if (!table->begun) {
        add_sample_row(table, aligned->lines.cell, aligned->lines.cells);
        if (begin_table(aligned, table) != 0)
            return -1;
    }
    if (table->left)
        return 0;
    const struct ingest_options *given = reading->options;
    struct sniff *sniff = reading->sniff;
    reading->options = &table->options;
    reading->sniff = &table->sample;
    struct csv_row row = {
        .line = line, .fields = aligned->lines.cells, .field = aligned->lines.cell};
    int result = row_table_row(&table->rows, &row);
    reading->options = given;
    reading->sniff = sniff;
    return result;
}

static int refuse_untimed(struct aligned *aligned, size_t line)
{
    if (aligned->lines.clock_only)
        return err_at(aligned->reading->err, aligned->reading->name, line, NULL,
                      "a time of day and no date: collectl -oD prints both, and for others `date` "
                      "before each run of the tool puts the time above its rows");
    return err_at(
        aligned->reading->err, aligned->reading->name, line, NULL,
        "a row of a table, but no time: vmstat -t, iostat -t and pidstat -h print it, and "
        "for others `date` before each run of the tool puts the time above its rows");
}

/// A line that is no row was not the last one.
static void report_other(struct aligned *aligned)
{
    if (aligned->other_line > 0)
        reading_bad(aligned->reading, aligned->other_line, NULL, str_text(&aligned->other),
                    aligned->other.length, "is neither a row of the table above it nor a header",
                    NULL);
    aligned->other_line = 0;
}

static int take_line(struct aligned *aligned, const struct line_reader *reader)
{
    enum aligned_line kind = aligned_lines_take(&aligned->lines, str_text(&reader->text));
    if (reader->text.length > 0)
        report_other(aligned);
    if (kind == ALIGNED_ROW)
        return take_row(aligned, reader->line);
    if (kind == ALIGNED_UNTIMED)
        return refuse_untimed(aligned, reader->line);
    if (kind == ALIGNED_OTHER) {
        aligned->other_line = reader->line;
        str_clear(&aligned->other);
        str_append_bytes(&aligned->other, reader->text.data, reader->text.length);
    }
    return 0;
}

static int read_tables(struct aligned *aligned)
{
    struct reading *reading = aligned->reading;
    struct line_reader reader;
    line_reader_begin(&reader, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&reader, reading->err)) > 0)
        result = take_line(aligned, &reader);
    line_reader_release(&reader);
    return more < 0 ? -1 : result;
}

/// Adds the names of one table's columns to those of the tables before.
static const char *join_names(struct reading *reading, const char *before, const char *names)
{
    if (before == NULL || names == NULL)
        return before == NULL ? names : before;
    return arena_printf(&reading->samples->arena, "%s,%s", before, names);
}

/// Ends the tables; what each says of its columns goes into the file's source together.
static int end_tables(struct aligned *aligned)
{
    struct reading *reading = aligned->reading;
    struct sample_source *source = reading_source(reading);
    struct sniff *sniff = reading->sniff;
    const struct ingest_options *given = reading->options;
    const char *values = NULL;
    const char *keys = NULL;
    int result = 0;
    for (size_t i = 0; i < aligned->tables && result == 0; i++) {
        struct aligned_table *table = aligned->table[i];
        if (!table->begun || table->left)
            continue;
        reading->sniff = &table->sample;
        reading->options = &table->options;
        source->key_columns = NULL;
        result = row_table_finish(&table->rows);
        if (result == 0)
            row_table_end(&table->rows);
        values = join_names(reading, values, source->value_columns);
        keys = join_names(reading, keys, source->key_columns);
    }
    reading->sniff = sniff;
    reading->options = given;
    source->value_columns = values;
    source->key_columns = keys;
    return result;
}

static void release(struct aligned *aligned)
{
    for (size_t i = 0; i < aligned->tables; i++) {
        row_table_release(&aligned->table[i]->rows);
        free(aligned->table[i]->sample.row);
        arena_release(&aligned->table[i]->sample.arena);
        free(aligned->table[i]);
    }
    free(aligned->table);
    str_release(&aligned->other);
    aligned_lines_release(&aligned->lines);
    free(aligned);
}

/// vmstat and iostat begin with what held on average since the machine came up.
static void note_first_report(const struct aligned *aligned)
{
    for (size_t i = 0; i < aligned->tables; i++) {
        if (!has_column(aligned->table[i], "swpd") && !has_column(aligned->table[i], "%util") &&
            !has_column(aligned->table[i], "tps") && !has_column(aligned->table[i], "%iowait"))
            continue;
        reading_note(aligned->reading, NOTE_INFO, "first report",
                     "the first report of vmstat and iostat holds averages since the machine came "
                     "up, unless they ran with -y; --since leaves it out");
        return;
    }
}

static int read_whole(struct aligned *aligned)
{
    struct reading *reading = aligned->reading;
    (void)look(reading->sniff, &aligned->lines, keep_sample, aligned);
    aligned->sysstat = aligned->lines.sysstat;
    aligned_lines_release(&aligned->lines);
    aligned->lines = (struct aligned_lines){.options = reading->options};
    if (check_names(aligned, "--value", reading->options->value_columns) != 0 ||
        (!reading_without_keys(reading) &&
         check_names(aligned, "--by", reading->options->key_columns) != 0))
        return -1;
    reading->values_chosen = reading->keys_chosen = true;
    for (size_t i = 0; i < aligned->tables; i++)
        if (begin_table(aligned, aligned->table[i]) != 0)
            return -1;
    if (read_tables(aligned) != 0 || end_tables(aligned) != 0)
        return -1;
    if (*aligned->lines.end != '\0')
        sysstat_note_date(&aligned->lines.clock, reading);
    note_first_report(aligned);
    if (aligned->other_line > 0) {
        char text[UNIT_NAME_MAX * 2];
        reading_note(reading, NOTE_WARNING, "cut",
                     "line %zu, the last one, is cut off and was left out: \"%s\"",
                     aligned->other_line,
                     err_quote(text, sizeof text, aligned->other.data, aligned->other.length));
    }
    return 0;
}

static int read_aligned(struct reading *reading)
{
    struct aligned *aligned = mem_alloc(1, sizeof *aligned);
    *aligned = (struct aligned){.reading = reading, .lines = {.options = reading->options}};
    int result = read_whole(aligned);
    release(aligned);
    return result;
}

const struct layout layout_aligned = {
    .name = "aligned",
    .meaning = "tables parted by blanks with times, as vmstat -t, iostat -t, pidstat, collectl, "
               "kubectl top and docker stats print them",
    .detect = detect_aligned,
    .read = read_aligned,
};
