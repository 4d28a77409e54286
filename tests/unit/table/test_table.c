#include "table/table.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>

static void check_cells(void)
{
    struct table table = {0};
    size_t time = table_add_column(&table, "time", COLUMN_TIME, STYLE_PLAIN);
    size_t rate = table_add_column(&table, "rate", COLUMN_NUMBER, STYLE_PLAIN);
    size_t row = table_add_row(&table);
    ok(table_is_missing(&table, row, time), "a new row's time is missing");
    ok(table_is_missing(&table, row, rate), "a new row's number is missing");
    table_set_time(&table, row, time, 1710050400000);
    table_set_number(&table, row, rate, 12.5);
    size_t service = table_add_column(&table, "service", COLUMN_TEXT, STYLE_PLAIN);
    ok(table_is_missing(&table, row, service), "a column added later is missing in older rows");
    char name[] = "web";
    table_set_text(&table, row, service, name);
    name[0] = 'W';
    is_text(table.column[service].text[row], "web", "texts are copied");
    table_set_text(&table, row, service, NULL);
    ok(table_is_missing(&table, row, service), "NULL makes a text missing");
    for (int i = 0; i < 1000; i++)
        table_set_number(&table, table_add_row(&table), rate, i);
    is_int(table.rows, 1001, "rows grow");
    near(table.column[rate].number[1000], 999, 0, "numbers stay where they are");
    is_int(table.column[time].time[0], 1710050400000, "times too");
    ok(table.column[time].time[1000] == INSTANT_NONE, "cells not set are missing");
    is_int(table_find(&table, "service"), service, "a column is found by name");
    ok(table_find(&table, "Service") == SIZE_MAX, "by its exact name");
    table_release(&table);
    is_int(table.columns, 0, "a released table is empty");
}

static void check_kept_rows(void)
{
    struct table table = {0};
    table_add_column(&table, "value", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&table, "name", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < 4; i++) {
        size_t row = table_add_row(&table);
        table_set_number(&table, row, 0, (double)i);
        table_set_text(&table, row, 1, i == 3 ? "last" : "other");
    }
    table_keep_rows(&table, (const size_t[]){3, 1}, 2);
    is_int(table.rows, 2, "rows that are picked stay");
    near(table.column[0].number[0], 3, 0, "in the order of the pick");
    is_text(table.column[1].text[0], "last", "with all of their cells");
    table_release(&table);
}

int main(void)
{
    check_kept_rows();
    check_cells();
    return done();
}
