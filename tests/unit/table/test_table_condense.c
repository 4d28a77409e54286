#include "table/table_condense.h"
#include "tap.h"

#include <math.h>

/// Days of hours from a Monday on for each of two services; hour h of day d holds 100 d + h, and
/// the second service ten times that. One cell is missing, one text stands at hour 5 of day 1.
static void fill(struct table *table, size_t days)
{
    const instant monday = INT64_C(1704067200) * INSTANT_PER_SECOND; // 2024-01-01
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    table_add_column(table, "service", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "load", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "event", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < 2 * days * 24; i++) {
        size_t row = table_add_row(table), hour = i % (days * 24);
        double value = 100 * (double)(hour / 24) + (double)(hour % 24);
        table_set_time(table, row, 0, monday + (instant)hour * 3600 * INSTANT_PER_SECOND);
        table_set_text(table, row, 1, i < days * 24 ? "web" : "api");
        table_set_number(table, row, 2, i == 0 ? (double)NAN : i < days * 24 ? value : 10 * value);
        table_set_text(table, row, 3, hour == 29 ? "sale" : NULL);
    }
}

static void test_days(void)
{
    struct table table = {0}, days = {0};
    fill(&table, 10);
    is_int(table_condense_length(&table, 480), 0, "480 rows are few enough for 480");
    is_int(table_condense_length(&table, 240), 0, "as are stretches of 240 for 240");
    is_int(table_condense_length(&table, 62), 86400, "240 hours become days");
    is_int(table_condense_length(&table, 9), 604800, "ten days are weeks where nine are shown");
    table_condense(&table, 86400, &days);
    is_int(days.rows, 20, "a row a day of each stretch");
    is_int(days.columns, 5, "a mean beside the highest");
    is_text(days.column[2].name, "mean_load", "the mean is named");
    is_text(days.column[3].name, "highest_load", "and the highest");
    near(days.column[2].number[0], 12, 1e-12, "the mean of 1 to 23, without the missing one");
    near(days.column[3].number[0], 23, 1e-12, "the highest of the day");
    near(days.column[2].number[1], 111.5, 1e-12, "the mean of 100 to 123");
    near(days.column[3].number[13], 3230, 1e-12, "of the other: 10 x 323");
    is_text(days.column[1].text[9], "web", "the last day of the one");
    is_text(days.column[1].text[10], "api", "the first of the other");
    ok(days.column[4].text[0] == NULL, "a day without a text");
    is_text(days.column[4].text[1], "sale", "and one with it");
    table_release(&days);
    table_release(&table);
}

static void test_weeks(void)
{
    struct table table = {0}, weeks = {0};
    fill(&table, 10);
    table_condense(&table, 604800, &weeks);
    is_int(weeks.rows, 4, "two weeks each");
    near(weeks.column[3].number[0], 623, 1e-12, "Monday to Sunday");
    near(weeks.column[3].number[1], 923, 1e-12, "and the three days behind");
    table_release(&weeks);
    table_release(&table);
}

static void test_no_times(void)
{
    struct table table = {0};
    table_add_column(&table, "name", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < 100; i++)
        table_set_text(&table, table_add_row(&table), 0, "x");
    is_int(table_condense_length(&table, 10), 0, "rows without a time stay as they are");
    table_release(&table);
}

int main(void)
{
    test_days();
    test_weeks();
    test_no_times();
    return done();
}
