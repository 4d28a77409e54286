#include "input/demand_table.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, true, "start of the step"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "rows of one service are sized with its own assumptions"),
    FIELD_UNBOUND("unit", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "unit of the demand; otherwise the column's name says it"),
    FIELD_UNBOUND("COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
                  "demand, by the name that --demand gives"),
    FIELD_END,
};

const struct schema schema_demand = {"a table of demand, such as a forecast", columns, 0};

enum { NAMES_MAX = 64, SHOWN_MAX = 256, PEEK_BYTES = 4096 };

/// Under the title of an answer as text.
#define UNDERLINE "==="

struct demand_choice sizing_demand_choice(const struct sizing_options *options, const char *column)
{
    struct setting quantile = sizing_setting(options, OPT_QUANTILE, NULL);
    return (struct demand_choice){
        .column = column,
        .quantile = quantile.origin == SETTING_FILE ? quantile.word : DEFAULT_QUANTILE,
        .place = quantile.origin == SETTING_FILE ? quantile.place : "default",
    };
}

static bool is_empty(const struct column *column, size_t rows)
{
    size_t row = 0;
    while (row < rows && isnan(column->number[row]))
        row++;
    return row == rows;
}

/// Names of the columns that could be demand: numbers, but not the count of filled values that
/// clean writes, nor a column without a value, such as the unit of a forecast that has none.
static size_t list_candidates(const struct table *table, const char *names[NAMES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < table->columns && count < NAMES_MAX; i++) {
        const struct column *column = &table->column[i];
        if (column->type == COLUMN_NUMBER && strcmp(column->name, "filled") != 0 &&
            (table->rows == 0 || !is_empty(column, table->rows)))
            names[count++] = column->name;
    }
    return count;
}

static const char *join(struct arena *arena, const char *const *names, size_t count)
{
    struct str text = {0};
    for (size_t i = 0; i < count; i++) {
        str_append(&text, i == 0 ? "" : ", ");
        str_append_escaped(&text, names[i], strlen(names[i]));
    }
    const char *joined = arena_strdup(arena, str_text(&text));
    str_release(&text);
    return joined;
}

static int choose_unnamed_column(struct invocation *invocation, const struct demand_choice *choice,
                                 struct demand_table *demand, struct err *err)
{
    const char *names[NAMES_MAX];
    size_t count = list_candidates(&demand->table, names);
    size_t quantile =
        choice->quantile == NULL ? SIZE_MAX : table_find(&demand->table, choice->quantile);
    if (count > 1 && quantile != SIZE_MAX && demand->table.column[quantile].type == COLUMN_NUMBER) {
        demand->demand = quantile;
        notes_add(&invocation->notes, NOTE_INFO, "demand-column",
                  "demand is %s, the quantile to plan for (%s), and headroom comes on top of it; "
                  "--demand names another column",
                  choice->quantile, choice->place);
        return 0;
    }
    if (count == 0)
        return err_at(err, demand->file, 0, NULL,
                      "no column of numbers that could be demand: headroom clean makes one of "
                      "an export, headroom forecast of what is to come");
    if (count > 1)
        return err_at(err, demand->file, 0, NULL,
                      "--demand must name the column to size: %s (headroom comes on top of it)",
                      join(&invocation->arena, names, count));
    demand->demand = table_find(&demand->table, names[0]);
    notes_add(&invocation->notes, NOTE_INFO, "demand-column",
              "demand is %s, the only column of numbers", names[0]);
    return 0;
}

/// What makes the table that was asked for, where the file is one that has still to be forecast.
static const char *way_to_forecast(struct invocation *invocation, const char *column)
{
    if (option_choice_of(OPT_QUANTILE, column) < 0)
        return "";
    return arena_printf(&invocation->arena,
                        "; a forecast has it: headroom forecast FILE | headroom %s --demand %s",
                        invocation->command->name, column);
}

/// What makes numbers of cells with units.
static const char *way_to_numbers(const struct column *column, size_t rows,
                                  struct invocation *invocation)
{
    for (size_t row = 0; column->type == COLUMN_TEXT && row < rows; row++) {
        const char *text = column->text[row];
        if (text != NULL && *text >= '0' && *text <= '9' &&
            text[strspn(text, "0123456789.,'eE+-")] != '\0')
            return arena_printf(&invocation->arena,
                                "; \"%s\" is no plain number: headroom clean FILE makes numbers of "
                                "such cells",
                                invocation_escape(invocation, text));
    }
    return "";
}

static int choose_named_column(struct invocation *invocation, const char *column,
                               struct demand_table *demand, struct err *err)
{
    const char *names[NAMES_MAX];
    size_t count = list_candidates(&demand->table, names);
    char shown[SHOWN_MAX];
    err_quote(shown, sizeof shown, column, strlen(column));
    demand->demand = table_find(&demand->table, column);
    if (demand->demand == SIZE_MAX) {
        const char *near = suggest_closest(column, names, count);
        return err_at(err, demand->file, 0, NULL,
                      "no column \"%s\" for --demand%s%s%s; columns of numbers: %s%s", shown,
                      near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                      near == NULL ? "" : "?",
                      count == 0 ? "none" : join(&invocation->arena, names, count),
                      way_to_forecast(invocation, column));
    }
    if (demand->table.column[demand->demand].type != COLUMN_NUMBER)
        return err_at(
            err, demand->file, 0, NULL,
            "--demand: column \"%s\" is not all numbers; columns of numbers: %s%s", shown,
            count == 0 ? "none" : join(&invocation->arena, names, count),
            way_to_numbers(&demand->table.column[demand->demand], demand->table.rows, invocation));
    return 0;
}

/// The column by which rows belong to services: what --by names must be there.
static int choose_key(struct invocation *invocation, struct demand_table *demand, struct err *err)
{
    const char *by = option_text(invocation, OPT_BY);
    demand->key = table_find(&demand->table, by == NULL ? "service" : by);
    if (demand->key != SIZE_MAX && demand->table.column[demand->key].type != COLUMN_TEXT)
        demand->key = SIZE_MAX;
    char shown[SHOWN_MAX];
    if (by != NULL && demand->key == SIZE_MAX)
        return err_at(err, demand->file, 0, NULL, "no column of text \"%s\" for --by",
                      err_quote(shown, sizeof shown, by, strlen(by)));
    return 0;
}

static int check_demand(const struct demand_table *demand, struct err *err)
{
    const struct column *column = &demand->table.column[demand->demand];
    if (demand->table.rows == 0)
        return err_at(err, demand->file, 0, NULL, "no rows: there is nothing to size");
    for (size_t row = 0; row < demand->table.rows; row++)
        if (column->number[row] < 0)
            return err_at(err, demand->row_file[row], demand->line[row], column->name,
                          "demand is %.10g; it must be 0 or more", column->number[row]);
    return 0;
}

/// Opens an input, and says what it lacks where nothing was piped in.
static int open_input(struct invocation *invocation, const struct demand_choice *choice,
                      const char *path, struct byte_source **source, struct err *err)
{
    if (input_open(path, source, err) == 0)
        return 0;
    if (operand_count(invocation) == 0 && choice->column == NULL && choice->instead != NULL) {
        struct err open = *err;
        err_set(err, open.kind, "%s; %s", open.text, choice->instead);
    }
    return -1;
}

/// Answers in another format than CSV are no input: said here, where it is known what they are.
static int refuse_other_formats(struct byte_source *source, const char *file, struct err *err)
{
    const char *bytes;
    size_t got;
    if (byte_source_peek(source, PEEK_BYTES, &bytes, &got, err) != 0)
        return -1;
    size_t start = 0;
    while (start < got && memchr(" \t\r\n", bytes[start], 4) != NULL)
        start++;
    if (start < got && (bytes[start] == '[' || bytes[start] == '{'))
        return err_at(err, file, 0, NULL,
                      "this is JSON, and a table of demand is CSV: leave --format json out of the "
                      "command before it");
    const char *second = got == 0 ? NULL : memchr(bytes, '\n', got);
    if (second != NULL && (size_t)(bytes + got - second) > strlen(UNDERLINE) &&
        memcmp(second + 1, UNDERLINE, strlen(UNDERLINE)) == 0)
        return err_at(err, file, 0, NULL,
                      "this is an answer as text, and a table of demand is CSV: leave --format "
                      "text out of the command before it");
    return 0;
}

/// Appends the rows of a file after the first.
static int append_rows(struct demand_table *demand, const char *file, const struct table *rows,
                       const size_t *line, struct err *err)
{
    const size_t before = demand->table.rows;
    const char *differs = table_append(&demand->table, rows);
    if (differs != NULL)
        return err_at(
            err, file, 1, differs,
            "its columns are not those of %s: tables that are read together have the same "
            "header, with cells of the same type",
            demand->file);
    const size_t all = demand->table.rows;
    demand->line = mem_resize(demand->line, all + 1, sizeof *demand->line);
    demand->row_file = mem_resize(demand->row_file, all + 1, sizeof *demand->row_file);
    for (size_t row = before; row < all; row++) {
        demand->line[row] = line[row - before];
        demand->row_file[row] = file;
    }
    return 0;
}

/// Reads one file and appends what it holds.
static int read_file(struct invocation *invocation, const struct demand_choice *choice,
                     const char *path, struct demand_table *demand, struct err *err)
{
    struct byte_source *source;
    struct table rows = {0};
    size_t *line = NULL;
    if (open_input(invocation, choice, path, &source, err) != 0)
        return -1;
    const char *file = arena_strdup(&invocation->arena, byte_source_name(source));
    int result = refuse_other_formats(source, file, err);
    if (result == 0)
        result = table_read_csv(source, &rows, &line, &invocation->notes, err);
    byte_source_close(source);
    if (result == 0 && demand->file == NULL) {
        demand->file = file;
        demand->table = rows;
        demand->line = line;
        demand->row_file = mem_alloc(rows.rows + 1, sizeof *demand->row_file);
        for (size_t row = 0; row < rows.rows; row++)
            demand->row_file[row] = file;
        return 0;
    }
    if (result == 0)
        result = append_rows(demand, file, &rows, line, err);
    table_release(&rows);
    free(line);
    return result;
}

int demand_table_open(struct invocation *invocation, const struct demand_choice *choice,
                      struct demand_table *demand, struct err *err)
{
    const char *const *paths;
    size_t count;
    demand->demand = SIZE_MAX;
    if (input_paths(invocation, &paths, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (read_file(invocation, choice, paths[i], demand, err) != 0)
            return -1;
    demand->time = table_find(&demand->table, "time");
    if (demand->time != SIZE_MAX && demand->table.column[demand->time].type != COLUMN_TIME)
        return err_at(err, demand->file, 0, "time",
                      "not every row has a time such as 2024-03-10T06:00:00Z; headroom clean makes "
                      "a table of an export");
    demand->unit = table_find(&demand->table, "unit");
    if (demand->unit != SIZE_MAX && demand->table.column[demand->unit].type != COLUMN_TEXT)
        demand->unit = SIZE_MAX;
    return choose_key(invocation, demand, err);
}

/// Rows without a demand get no answer: that is said.
static void warn_of_missing(struct invocation *invocation, const struct demand_table *demand)
{
    const struct column *column = &demand->table.column[demand->demand];
    size_t missing = 0, first = 0;
    for (size_t row = 0; row < demand->table.rows; row++)
        if (isnan(column->number[row]) && missing++ == 0)
            first = row;
    if (missing > 0)
        notes_add(&invocation->notes, NOTE_WARNING, "demand-missing",
                  "%s:%zu: %s: %zu of %zu rows have no demand, and get no answer",
                  demand->row_file[first], demand->line[first], column->name, missing,
                  demand->table.rows);
}

int demand_table_read(struct invocation *invocation, const struct demand_choice *choice,
                      struct demand_table *demand, struct err *err)
{
    if (demand_table_open(invocation, choice, demand, err) != 0)
        return -1;
    int result = choice->column == NULL
                     ? choose_unnamed_column(invocation, choice, demand, err)
                     : choose_named_column(invocation, choice->column, demand, err);
    if (result != 0 || check_demand(demand, err) != 0)
        return -1;
    warn_of_missing(invocation, demand);
    return 0;
}

const char *demand_table_key(const struct demand_table *demand, size_t row)
{
    return demand->key == SIZE_MAX ? NULL : demand->table.column[demand->key].text[row];
}

void demand_table_unit(const struct demand_table *demand, size_t row, struct unit *unit)
{
    const struct column *column = demand->table.column;
    const char *text = demand->unit == SIZE_MAX ? NULL : column[demand->unit].text[row];
    if (text != NULL)
        unit_parse(text, strlen(text), unit);
    else
        unit_of_column(column[demand->demand].name, unit);
}

void demand_table_release(struct demand_table *demand)
{
    table_release(&demand->table);
    free(demand->line);
    free(demand->row_file);
}
