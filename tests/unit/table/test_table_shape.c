#include "base/str.h"
#include "table/table_shape.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>

/// Five services by cost, one of them without, and their total.
static void fill(struct table *table)
{
    static const char *const name[] = {"web", "api", "batch", "mail", "cache", "total"};
    static const double cost[] = {30, 10, (double)NAN, 30, 20, 90};
    table_add_column(table, "service", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "cost", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "since", COLUMN_TIME, STYLE_PLAIN);
    for (size_t i = 0; i < 6; i++) {
        size_t row = table_add_row(table);
        table_set_text(table, row, 0, name[i]);
        table_set_number(table, row, 1, cost[i]);
        table_set_time(table, row, 2, 1000 * (instant)(9 - i));
    }
}

/// Checks the names of the shaped rows, written with blanks between.
static void check(struct table_shape shape, const char *names, const char *what)
{
    struct table table = {0}, shaped = {0};
    struct err err = {0};
    struct str found = {0};
    fill(&table);
    is_int(table_shape(&table, &shape, &shaped, &err), 0, what);
    size_t column = table_find(&shaped, "service");
    for (size_t row = 0; column != SIZE_MAX && row < shaped.rows; row++)
        str_appendf(&found, "%s%s", row > 0 ? " " : "", shaped.column[column].text[row]);
    is_text(str_text(&found), names, what);
    str_release(&found);
    table_release(&shaped);
    table_release(&table);
}

static void check_refusal(struct table_shape shape, const char *message)
{
    struct table table = {0}, shaped = {0};
    struct err err = {0};
    fill(&table);
    is_int(table_shape(&table, &shape, &shaped, &err), -1, "a column that is not there is refused");
    is_text(err.text, message, "with those that are");
    table_release(&shaped);
    table_release(&table);
}

static void check_columns(void)
{
    struct table table = {0}, shaped = {0};
    struct err err = {0};
    fill(&table);
    struct table_shape shape = {.columns = "cost,service", .top = 2};
    is_int(table_shape(&table, &shape, &shaped, &err), 0, "columns are picked");
    is_int(shaped.columns, 2, "no others");
    is_text(shaped.column[0].name, "cost", "in the order of the list");
    near(shaped.column[0].number[1], 10, 0, "with their cells");
    is_int(shaped.rows, 2, "of the rows asked for");
    table_release(&shaped);
    table_release(&table);
}

int main(void)
{
    check((struct table_shape){.top = SIZE_MAX}, "web api batch mail cache total",
          "nothing asked for");
    check((struct table_shape){.top = 2}, "web api", "the first two");
    check((struct table_shape){.top = 9}, "web api batch mail cache total", "more than there are");
    check((struct table_shape){.sort = "cost", .top = SIZE_MAX}, "api cache web mail total batch",
          "by cost: equals stay in order, what has none comes last");
    check((struct table_shape){.sort = "cost:desc", .top = 3, .feet = 1}, "web mail cache total",
          "the highest three, and the total");
    check((struct table_shape){.sort = "service", .top = SIZE_MAX},
          "api batch cache mail total web", "by a text");
    check((struct table_shape){.sort = "since", .top = 1}, "total", "by a time");
    check_columns();
    check_refusal((struct table_shape){.sort = "costs:desc", .top = 1},
                  "--sort: the table has no column \"costs\"; did you mean cost? It has service, "
                  "cost, since");
    check_refusal((struct table_shape){.columns = "service,zone", .top = 1},
                  "--columns: the table has no column \"zone\"; it has service, cost, since");
    return done();
}
