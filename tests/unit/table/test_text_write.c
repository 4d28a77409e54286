// The expected texts were checked by eye in an 80-column terminal.
#include "table/cell_format.h"
#include "table/table_write.h"
#include "table/text_wrap.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static void writes(const struct table *table, size_t width, const char *want, const char *name)
{
    struct str out = {0};
    table_write_text(table, width, &out);
    is_text(str_text(&out), want, name);
    str_release(&out);
}

static void fill_plan(struct table *table)
{
    static const struct {
        const char *name;
        enum column_style style;
        double value[2];
    } number[] = {
        {"demand", STYLE_PLAIN, {10000, 12469}},
        {"base", STYLE_PLAIN, {20, 24.938}},
        {"latency", STYLE_PLAIN, {NAN, NAN}},
        {"instances", STYLE_INTEGER, {31, 39}},
        {"utilization_failed", STYLE_RATIO, {2.0 / 3, 0}},
        {"cost_hour", STYLE_COST_HOUR, {2.5792, 3.2448}},
        {"cost_month", STYLE_COST_MONTH, {1882.816, NAN}},
    };
    table_add_column(table, "time", COLUMN_TIME, STYLE_PLAIN);
    for (size_t row = 0; row < 2; row++)
        table_set_time(table, table_add_row(table), 0,
                       INT64_C(1710028800000) + (instant)row * 604800000);
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        size_t column = table_add_column(table, number[i].name, COLUMN_NUMBER, number[i].style);
        for (size_t row = 0; row < 2; row++)
            table_set_number(table, row, column, number[i].value[row]);
    }
    size_t bound = table_add_column(table, "bound_by", COLUMN_TEXT, STYLE_PLAIN);
    table_set_text(table, 0, bound, "throughput");
}

static void check_plan(void)
{
    struct table table = {0};
    fill_plan(&table);
    writes(&table, 80,
           "                                      utilization   cost\n"
           "time        demand   base  instances       failed   hour  cost month  bound by\n"
           "----------  ------  -----  ---------  -----------  -----  ----------  ----------\n"
           "2024-03-10  10,000  20.00         31        66.7%  2.579    1,882.82  throughput\n"
           "2024-03-17  12,469  24.94         39           0%  3.245           -\n",
           "columns without a value are left out, headers wrapped, numbers aligned");
    writes(&table, 40,
           "time        demand   base  instances\n"
           "----------  ------  -----  ---------\n"
           "2024-03-10  10,000  20.00         31\n"
           "2024-03-17  12,469  24.94         39\n"
           "\n"
           "            utilization   cost      cost\n"
           "time             failed   hour     month\n"
           "----------  -----------  -----  --------\n"
           "2024-03-10        66.7%  2.579  1,882.82\n"
           "2024-03-17           0%  3.245         -\n"
           "\n"
           "time        bound by\n"
           "----------  ----------\n"
           "2024-03-10  throughput\n"
           "2024-03-17\n",
           "what does not fit goes on in further blocks that repeat the time");
    table.rows = 1;
    writes(&table, 40,
           "time                2024-03-10\n"
           "demand              10,000\n"
           "base                20\n"
           "instances           31\n"
           "utilization failed  66.7%\n"
           "cost hour           2.579\n"
           "cost month          1,882.82\n"
           "bound by            throughput\n",
           "one row too wide for the page is a list");
    table_release(&table);
}

static void check_edges(void)
{
    struct table table = {0};
    writes(&table, 80, "", "no columns give no text");
    table_add_column(&table, "time", COLUMN_TIME, STYLE_PLAIN);
    table_add_column(&table, "note", COLUMN_TEXT, STYLE_PLAIN);
    writes(&table, 80, "time  note\n----  ----\n", "no rows give the header");
    table_set_time(&table, table_add_row(&table), 0, 1710050400000);
    table_set_text(&table, 0, 1, "caf\xC3\xA9 \x1B[31m");
    writes(&table, 80,
           "time (UTC)        note\n"
           "----------------  -------------\n"
           "2024-03-10 06:00  caf\xC3\xA9 \\x1b[31m\n",
           "times have the clock that they need; control characters are shown, not sent");
    table_set_time(&table, 0, 0, 1710050400250);
    writes(&table, 30,
           "time (UTC)  2024-03-10\n"
           "            06:00:00.250\n"
           "note        caf\xC3\xA9 \\x1b[31m\n",
           "milliseconds are shown where there are any; long cells of a list are wrapped");
    table_release(&table);
}

static void check_wrapped_text(void)
{
    struct table table = {0};
    table_add_column(&table, "metric", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "mean", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&table, "advice", COLUMN_TEXT, STYLE_PLAIN);
    table_add_row(&table);
    table_add_row(&table);
    table_set_text(&table, 0, 0, "\xE6\x97\xA5\xE6\x9C\xAC");
    table_set_number(&table, 0, 1, 18231.4);
    table_set_text(&table, 0, 2, "follows demand; includes health checks");
    table_set_text(&table, 1, 0, "cpu");
    table_set_number(&table, 1, 1, 0.4512);
    writes(&table, 40,
           "metric    mean  advice\n"
           "------  ------  ------------------------\n"
           "\xE6\x97\xA5\xE6\x9C\xAC    18,231  follows demand; includes\n"
           "                health checks\n"
           "cpu     0.4512\n",
           "texts are wrapped to the page, by the width of their characters");
    table_release(&table);
}

/// Hundreds of wide text columns: no widths fit, and looking for them would take for ever.
static void check_many_texts(void)
{
    struct table table = {0};
    for (int i = 0; i < 400; i++)
        table_add_column(&table, "a", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t row = 0; row < 20; row++) {
        table_add_row(&table);
        for (size_t i = 0; i < 400; i++)
            table_set_text(&table, row, i, "a text of many words that is as wide as any page is");
    }
    struct str out = {0};
    table_write_text(&table, 80, &out);
    size_t longest = 0;
    for (const char *line = str_text(&out); *line != '\0';) {
        size_t length = strcspn(line, "\n");
        longest = length > longest ? length : longest;
        line += length + 1;
    }
    is_int(longest, 80, "many wide texts go on in further blocks of the page's width");
    str_release(&out);
    table_release(&table);
}

static void wraps(const char *text, size_t width, size_t length, size_t next, const char *name)
{
    size_t found_next = 0;
    is_int(text_wrap_line(text, width, &found_next), length, name);
    is_int(found_next, next, name);
}

static void check_wrap(void)
{
    wraps("one two", 80, 7, 7, "a text that fits is one line");
    wraps("one two", 5, 3, 4, "a line ends at a blank, which is left out");
    wraps("one two", 3, 3, 4, "a word may fill the line");
    wraps("one   two", 4, 3, 6, "all blanks at the break are left out");
    wraps("oneword", 3, 3, 3, "a long word is broken");
    wraps("samples/web.csv:12", 14, 12, 12, "a long path is broken behind its punctuation");
    wraps("a/bcdefgh", 8, 8, 8, "but not far from the end");
    wraps("\xE6\x97\xA5\xE6\x9C\xAC", 3, 3, 3, "wide characters are not cut");
    wraps("x", 0, 1, 1, "no width still moves on");
    is_int(text_wrap_longest_word("a bcd ef"), 3, "the longest word");
}

int main(void)
{
    check_plan();
    check_edges();
    check_wrapped_text();
    check_many_texts();
    check_wrap();
    return done();
}
