// CSV, JSON and Markdown of one table with every awkward cell.
#include "table/table_write.h"
#include "tap.h"

#include <math.h>

static void fill(struct table *table)
{
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    table_add_column(table, "name", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "value", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "cost_hour", COLUMN_NUMBER, STYLE_COST_HOUR);
    table_add_column(table, "cost_month", COLUMN_NUMBER, STYLE_COST_MONTH);
    table_add_row(table);
    table_set_time(table, 0, 0, 1710050400000);
    table_set_text(table, 0, 1, "a, \"b\"|c\\");
    table_set_number(table, 0, 2, 1.0 / 3);
    table_set_number(table, 0, 3, 2.5792);
    table_set_number(table, 0, 4, 1882.816);
    table_add_row(table);
    table_add_row(table);
    table_set_text(table, 2, 1, "line\nbreak\x01\xFF");
    table_set_number(table, 2, 2, -0.0);
    table_set_number(table, 2, 3, INFINITY);
    table_set_number(table, 2, 4, 1e6);
}

static void check_csv(const struct table *table)
{
    struct str out = {0};
    table_write_csv(table, &out);
    is_text(str_text(&out),
            "time,name,value,cost_hour,cost_month\n"
            "2024-03-10T06:00:00Z,\"a, \"\"b\"\"|c\\\",0.3333333333,2.5792,1882.82\n"
            ",,,,\n"
            ",\"line\nbreak\x01\xFF\",0,inf,1000000.00\n",
            "CSV: ISO times, 10 digits, costs with 4 and 2 decimals, missing empty");
    str_release(&out);
}

static void check_csv_text(void)
{
    struct table table = {0};
    table_add_column(&table, "a,b", COLUMN_TEXT, STYLE_PLAIN);
    static const char *const text[] = {"", " lead", "trail\t", "in side", NULL};
    for (size_t i = 0; i < 5; i++)
        table_set_text(&table, table_add_row(&table), 0, text[i]);
    struct str out = {0};
    table_write_csv(&table, &out);
    is_text(str_text(&out), "\"a,b\"\n\"\"\n\" lead\"\n\"trail\t\"\nin side\n\"\"\n",
            "CSV: blanks at an end are quoted, and a lone missing cell is no blank line");
    str_release(&out);
    table_release(&table);
}

static void check_json(const struct table *table)
{
    struct str out = {0};
    table_write_json(table, &out);
    is_text(str_text(&out),
            "[\n"
            "{\"time\": \"2024-03-10T06:00:00Z\", \"name\": \"a, \\\"b\\\"|c\\\\\", "
            "\"value\": 0.3333333333, \"cost_hour\": 2.5792, \"cost_month\": 1882.82},\n"
            "{\"time\": null, \"name\": null, \"value\": null, \"cost_hour\": null, "
            "\"cost_month\": null},\n"
            "{\"time\": null, \"name\": \"line\\nbreak\\u0001\xEF\xBF\xBD\", \"value\": 0, "
            "\"cost_hour\": null, \"cost_month\": 1000000.00}\n"
            "]\n",
            "JSON: an array of objects, null for missing and infinite, valid UTF-8");
    str_release(&out);
    struct table empty = {0};
    table_write_json(&empty, &out);
    is_text(str_text(&out), "[]\n", "JSON: no rows are an empty array");
    str_release(&out);
}

static void check_markdown(const struct table *table)
{
    struct str out = {0};
    table_write_markdown(table, &out);
    is_text(str_text(&out),
            "| time (UTC) | name | value | cost_hour | cost_month |\n"
            "| --- | --- | ---: | ---: | ---: |\n"
            "| 2024-03-10 06:00 | a, \"b\"\\|c\\\\ | 0.3333 | 2.579 | 1,882.82 |\n"
            "| - |  | - | - | - |\n"
            "| - | line\\\\x0abreak\\\\x01\\\\xff | 0 | inf | 1,000,000.00 |\n",
            "Markdown: | and \\ escaped, numbers right and for people");
    str_release(&out);
}

static void check_dispatch(const struct table *table)
{
    struct str direct = {0};
    struct str chosen = {0};
    table_write_text(table, 80, &direct);
    table_write(table, TABLE_TEXT, &chosen);
    is_text(str_text(&chosen), str_text(&direct), "text is written for 80 columns");
    str_clear(&direct);
    str_clear(&chosen);
    table_write_csv(table, &direct);
    table_write(table, TABLE_CSV, &chosen);
    is_text(str_text(&chosen), str_text(&direct), "the format chooses the writer");
    str_release(&direct);
    str_release(&chosen);
}

int main(void)
{
    struct table table = {0};
    fill(&table);
    check_csv(&table);
    check_csv_text();
    check_json(&table);
    check_markdown(&table);
    check_dispatch(&table);
    table_release(&table);
    return done();
}
