#include "cmd/demand_table.h"

#include "base/suggest.h"
#include "table/csv_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, true, "start of the step"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "rows of one service are sized with its own assumptions"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "unit of the demand; otherwise the column's name says it"},
    {"COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
     "demand, by the name that --demand gives"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_demand = {"a table of demand, such as a forecast", columns};

enum { NAMES_MAX = 64, SHOWN_MAX = 256 };

/// Names of the columns that could be demand: numbers, but not the count of filled values that
/// clean writes.
static size_t list_candidates(const struct table *table, const char *names[NAMES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < table->columns && count < NAMES_MAX; i++)
        if (table->column[i].type == COLUMN_NUMBER && strcmp(table->column[i].name, "filled") != 0)
            names[count++] = table->column[i].name;
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

static int choose_only_column(struct invocation *invocation, struct demand_table *demand,
                              struct err *err)
{
    const char *names[NAMES_MAX];
    size_t count = list_candidates(&demand->table, names);
    if (count == 0)
        return err_at(err, demand->file, 0, NULL, "no column of numbers that could be demand");
    if (count > 1)
        return err_at(err, demand->file, 0, NULL,
                      "--demand must name the column to size: %s (headroom comes on top of it)",
                      join(&invocation->arena, names, count));
    demand->demand = table_find(&demand->table, names[0]);
    notes_add(&invocation->notes, NOTE_INFO, "demand-column",
              "demand is %s, the only column of numbers", names[0]);
    return 0;
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
                      "no column \"%s\" for --demand%s%s%s; columns of numbers: %s", shown,
                      near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                      near == NULL ? "" : "?",
                      count == 0 ? "none" : join(&invocation->arena, names, count));
    }
    if (demand->table.column[demand->demand].type != COLUMN_NUMBER)
        return err_at(err, demand->file, 0, NULL,
                      "--demand: column \"%s\" is not all numbers; columns of numbers: %s", shown,
                      count == 0 ? "none" : join(&invocation->arena, names, count));
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
            return err_at(err, demand->file, demand->line[row], column->name,
                          "demand is %.10g; it must be 0 or more", column->number[row]);
    return 0;
}

int demand_table_read(struct invocation *invocation, const char *column,
                      struct demand_table *demand, struct err *err)
{
    const char *const *paths;
    size_t count;
    struct byte_source *source;
    if (input_paths(invocation, &paths, &count, err) != 0 ||
        input_open(paths[0], &source, err) != 0)
        return -1;
    demand->file = arena_strdup(&invocation->arena, byte_source_name(source));
    int result = table_read_csv(source, &demand->table, &demand->line, &invocation->notes, err);
    byte_source_close(source);
    if (result != 0)
        return -1;
    demand->time = table_find(&demand->table, "time");
    if (demand->time != SIZE_MAX && demand->table.column[demand->time].type != COLUMN_TIME)
        return err_at(err, demand->file, 0, "time",
                      "not every row has a time such as 2024-03-10T06:00:00Z; headroom clean makes "
                      "a table of an export");
    demand->unit = table_find(&demand->table, "unit");
    if (demand->unit != SIZE_MAX && demand->table.column[demand->unit].type != COLUMN_TEXT)
        demand->unit = SIZE_MAX;
    if (column == NULL)
        result = choose_only_column(invocation, demand, err);
    else
        result = choose_named_column(invocation, column, demand, err);
    if (result != 0 || choose_key(invocation, demand, err) != 0)
        return -1;
    return check_demand(demand, err);
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
}
