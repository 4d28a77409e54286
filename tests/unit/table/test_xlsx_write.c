#include "table/xlsx_write.h"
#include "tap.h"
#include "zip_entry.h"

#include <limits.h>
#include <math.h>
#include <unistd.h>

static char folder[] = "/tmp/headroom-test-XXXXXX";

static const char *path_of(char out[PATH_MAX], const char *name)
{
    snprintf(out, PATH_MAX, "%s/%s", folder, name);
    return out;
}

static void has_entry(const char *name, const char *entry, const char *part, const char *what)
{
    char path[PATH_MAX];
    char *text = zip_entry(path_of(path, name), entry);
    has_text(text == NULL ? "" : text, part, what);
    free(text);
}

static void lacks_entry(const char *name, const char *entry, const char *part, const char *what)
{
    char path[PATH_MAX];
    char *text = zip_entry(path_of(path, name), entry);
    ok(text != NULL && strstr(text, part) == NULL, "%s", what);
    free(text);
}

static int write_book(const char *name, struct err *err)
{
    static const char *const choices[] = {"0", "1", "zone", NULL};
    char path[PATH_MAX];
    struct xlsx *book = NULL;
    struct xlsx_sheet *summary = NULL;
    struct xlsx_sheet *data = NULL;
    if (xlsx_open(&book, path_of(path, name), 1710050400000, "Plan & \x01", err) != 0)
        return -1;
    xlsx_add_sheet(book, "Summary", &summary, err);
    xlsx_add_sheet(book, "Web's data", &data, err);
    xlsx_merge(summary, 0, 0, 3, "Capacity plan", XLSX_TITLE);
    xlsx_number(summary, 2, 1, 500, XLSX_INPUT);
    xlsx_define_name(book, "per_instance", data, 2, 1, err);
    xlsx_text(summary, 3, 0, "=1+1", XLSX_TEXT);
    xlsx_text(summary, 4, 0, "bad \xFF\x02 _x0041_", XLSX_TEXT);
    xlsx_number(summary, 5, 0, NAN, XLSX_DECIMAL);
    xlsx_number(summary, 6, 0, INFINITY, XLSX_DECIMAL);
    xlsx_formula(summary, 7, 0, "=ROUNDUP(10000/per_instance,0)", 20, XLSX_INTEGER);
    xlsx_formula_text(summary, 8, 0, "=IF(A8>5,\"fail\",\"pass\")", "fail", XLSX_GENERAL);
    xlsx_formula_time(summary, 9, 0, "=A1+7", 1710028800000, XLSX_DATE);
    xlsx_formula(summary, 10, 0, "=IF(A8>5,\"\",1)", NAN, XLSX_INTEGER);
    xlsx_highlight(summary, 7, 0, 7, 0, XLSX_GREATER, "=per_instance", XLSX_BAD);
    xlsx_highlight(summary, 8, 0, 8, 0, XLSX_BLANK, NULL, XLSX_WARN);
    xlsx_highlight_formula(summary, 9, 0, 9, 0, "=$A$10>5", XLSX_GOOD);
    xlsx_choices(summary, 2, 2, choices);
    xlsx_freeze(data, 1, 1);
    xlsx_print_setup(data, true, 0, 0);
    xlsx_time(data, 1, 0, 1710050400000, XLSX_TIME);
    xlsx_time(data, 2, 0, INSTANT_NONE, XLSX_TIME);
    xlsx_number(data, 1, 1, 12.5, XLSX_DECIMAL);
    const struct xlsx_chart_series series[] = {
        {.name = "demand <p95>",
         .sheet = data,
         .time_column = 0,
         .value_column = 1,
         .first_row = 1,
         .last_row = 2,
         .rgb = 0x4472C4,
         .line = XLSX_LINE_DASHED},
    };
    const struct xlsx_chart chart = {.title = "Demand",
                                     .y_title = "requests/s",
                                     .from = 1710028800000,
                                     .to = 1710028800000 + 86400000 * 28LL,
                                     .from_zero = true,
                                     .count = 1,
                                     .series = series};
    xlsx_insert_chart(summary, 12, 0, &chart, err);
    return xlsx_close(book, err);
}

static void check_book(void)
{
    static const char sheet1[] = "xl/worksheets/sheet1.xml";
    static const char sheet2[] = "xl/worksheets/sheet2.xml";
    struct err err = {0};
    is_int(write_book("a.xlsx", &err), 0, "a workbook is written");
    is_text(err.text, "", "without a complaint");
    has_entry("a.xlsx", "xl/sharedStrings.xml", "<t>=1+1</t>",
              "a text that begins with = stays one");
    has_entry("a.xlsx", "xl/sharedStrings.xml", "bad \xEF\xBF\xBD\xEF\xBF\xBD _x005F_x0041_",
              "bad bytes and escapes in texts are made safe");
    has_entry("a.xlsx", sheet1, "<c r=\"A6\" s=\"4\"/>", "NaN is an empty cell");
    has_entry("a.xlsx", sheet1, "<c r=\"A7\" s=\"4\"/>", "infinity too");
    has_entry("a.xlsx", sheet1, "<f>ROUNDUP(10000/per_instance,0)</f><v>20</v>",
              "a formula carries its value");
    has_entry("a.xlsx", sheet1, "t=\"str\"><f>IF(A8&gt;5,\"fail\",\"pass\")</f><v>fail</v>",
              "a formula of a text too");
    has_entry("a.xlsx", sheet1, "<f>A1+7</f><v>45361</v>", "a formula of a time too");
    has_entry("a.xlsx", sheet1, "t=\"str\"><f>IF(A8&gt;5,\"\",1)</f><v></v>",
              "a formula without a value has an empty text");
    has_entry("a.xlsx", sheet1, "<dataValidation type=\"list\"", "a drop-down");
    has_entry("a.xlsx", sheet1, "<formula1>\"0,1,zone\"</formula1>", "with its values");
    has_entry("a.xlsx", sheet1, "operator=\"greaterThan\"><formula>per_instance</formula>",
              "a highlight compares with a named cell");
    has_entry("a.xlsx", sheet1, "type=\"containsBlanks\"", "or looks for blanks");
    has_entry("a.xlsx", sheet1, "type=\"expression\"", "or follows a formula");
    // 2024-03-10 06:00 is day 45361.25, as LibreOffice's =DATE(2024,3,10)+TIME(6,0,0) says.
    has_entry("a.xlsx", sheet2, "<v>45361.25</v>", "a time is a serial day");
    has_entry("a.xlsx", sheet2, "<pane xSplit=\"1\" ySplit=\"1\"", "panes are frozen");
    has_entry("a.xlsx", sheet2, "orientation=\"landscape\"", "a landscape page");
    has_entry("a.xlsx", sheet2, "fitToHeight=\"0\"", "one page wide");
    has_entry("a.xlsx", "xl/workbook.xml", "<definedName name=\"per_instance\">'Web''s data'!$B$3<",
              "a name points at its cell, whatever the sheet is called");
    has_entry("a.xlsx", "xl/workbook.xml", "'Web''s data'!$1:$1<", "the header row is repeated");
    has_entry("a.xlsx", "xl/charts/chart1.xml", "<c:scatterStyle val=\"lineMarker\"/>",
              "a chart over time is a scatter chart");
    has_entry("a.xlsx", "xl/charts/chart1.xml", "<c:max val=\"45389\"/><c:min val=\"45361\"/>",
              "with limits in days");
    has_entry("a.xlsx", "xl/charts/chart1.xml", "demand &lt;p95&gt;", "and its series' names");
    has_entry("a.xlsx", "docProps/core.xml", "2024-03-10T06:00:00Z", "the date is the caller's");
}

static void check_same_bytes(void)
{
    struct err err = {0};
    char path[PATH_MAX];
    size_t first_length = 0;
    size_t second_length = 0;
    write_book("b.xlsx", &err);
    char *first = zip_load(path_of(path, "a.xlsx"), &first_length);
    char *second = zip_load(path_of(path, "b.xlsx"), &second_length);
    ok(first_length > 0 && first_length == second_length &&
           memcmp(first, second, first_length) == 0,
       "the same input gives the same bytes");
    free(first);
    free(second);
}

static void check_refusals(void)
{
    char path[PATH_MAX];
    struct err err = {0};
    struct xlsx *book = NULL;
    struct xlsx_sheet *sheet = NULL;
    xlsx_open(&book, path_of(path, "c.xlsx"), INSTANT_NONE, NULL, &err);
    is_int(xlsx_add_sheet(book, "A name that is far too long for a sheet", &sheet, &err), -1,
           "a long sheet name is refused");
    has_text(err.text, "is longer than 31 characters", "with the limit");
    xlsx_add_sheet(book, "a/b", &sheet, &err);
    has_text(err.text, "sheet name \"a/b\" has one of []:*?/\\ in it", "a / too");
    xlsx_add_sheet(book, "", &sheet, &err);
    has_text(err.text, "is empty", "nothing too");
    is_int(xlsx_add_sheet(book, "Run-out", &sheet, &err), 0, "a good name is taken");
    xlsx_add_sheet(book, "RUN-OUT", &sheet, &err);
    has_text(err.text, "is taken by another sheet", "once, in any case");
    static const char *const bad[] = {"p95", "R", "a b", "9lives", "", "q4", "XFD1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err.text[0] = '\0';
        is_int(xlsx_define_name(book, bad[i], sheet, 0, 0, &err), -1, bad[i]);
        has_text(err.text, "cannot name a cell", "is no name");
    }
    is_int(xlsx_define_name(book, "latency_p99", sheet, 0, 0, &err), 0, "latency_p99 is one");
    is_int(xlsx_define_name(book, "Latency_P99", sheet, 1, 0, &err), -1, "but only once");
    has_text(err.text, "names two cells", "in any case");
    struct table table = {.rows = 1048576};
    is_int(xlsx_table(sheet, 0, 0, &table, &err), -1, "a table longer than a sheet is refused");
    has_text(err.text, "a sheet has room for 1048575 rows", "with the room there is");
    has_text(err.text, "write it as CSV", "and what to do");
    static const char *const long_list[] = {
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567",
        "1123456789012345678901234567890123456789012345678901234567890123456789012345678901234567",
        "2123456789012345678901234567890123456789012345678901234567890123456789012345678901234567",
        NULL};
    fflush(stderr);
    int kept = dup(STDERR_FILENO); // the library says it on stderr as well
    FILE *quiet = freopen("/dev/null", "w", stderr);
    xlsx_choices(sheet, 0, 0, long_list);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    ok(quiet != NULL, "a drop-down of more than 255 characters");
    is_int(xlsx_close(book, &err), -1, "is reported when the book is closed");
    has_text(err.text, "Run-out row 1 column 1: ", "with its place");
    ok(access(path, F_OK) != 0, "and no file is left");
    is_int(xlsx_open(&book, "/nowhere/plan.xlsx", 0, NULL, &err), -1,
           "a missing folder is refused at once");
    has_text(err.text, "/nowhere", "by name");
}

static void check_table(void)
{
    char path[PATH_MAX];
    struct err err = {0};
    struct table table = {0};
    table_add_column(&table, "time", COLUMN_TIME, STYLE_PLAIN);
    table_add_column(&table, "service", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "utilization", COLUMN_NUMBER, STYLE_RATIO);
    table_add_column(&table, "instances", COLUMN_NUMBER, STYLE_INTEGER);
    table_add_column(&table, "cost_month", COLUMN_NUMBER, STYLE_COST_MONTH);
    table_add_column(&table, "cost_hour", COLUMN_NUMBER, STYLE_COST_HOUR);
    table_add_column(&table, "demand", COLUMN_NUMBER, STYLE_PLAIN);
    for (size_t row = 0; row < 3; row++) {
        table_add_row(&table);
        table_set_time(&table, row, 0, 1710028800000 + (instant)row * 3600000);
        table_set_text(&table, row, 1, row == 1 ? NULL : "=web");
        for (size_t column = 2; column < 7; column++)
            table_set_number(&table, row, column, row == 2 ? NAN : (double)row / 2);
    }
    is_int(xlsx_write_table(path_of(path, "t.xlsx"), 1710028800000, "size", "plan", &table, &err),
           0, "a table is a spreadsheet");
    static const char sheet[] = "xl/worksheets/sheet1.xml";
    has_entry("t.xlsx", sheet, "<t>cost_month</t>", "with its header");
    has_entry("t.xlsx", sheet, "<t>=web</t>", "texts");
    has_entry("t.xlsx", sheet, "<v>45361.0416666666", "times");
    has_entry("t.xlsx", sheet, "<v>0.5</v>", "and numbers");
    has_entry("t.xlsx", sheet, "ySplit=\"1\"", "and its header frozen");
    lacks_entry("t.xlsx", sheet, "nan", "no cell is NaN");
    table.rows = 0;
    is_int(xlsx_write_table(path, 1710028800000, "size", "plan", &table, &err), 0,
           "an empty table too");
    table_release(&table);
}

/// A column is at most 60 wide: what is longer wraps, in a row as high as its lines.
static void check_sentences(void)
{
    char path[PATH_MAX];
    struct err err = {0};
    struct table table = {0};
    table_add_column(&table, "resource", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "reason", COLUMN_TEXT, STYLE_PLAIN);
    static const char *const reason[] = {
        "short", "p95 reaches 2,684 requests/s on Sunday evening, which takes 21 instances; the 18 "
                 "in service are too few"};
    for (size_t row = 0; row < 2; row++) {
        table_add_row(&table);
        table_set_text(&table, row, 0, "auth");
        table_set_text(&table, row, 1, reason[row]);
    }
    is_int(xlsx_write_table(path_of(path, "w.xlsx"), 1710028800000, "recommend", "recommend",
                            &table, &err),
           0, "sentences");
    static const char sheet[] = "xl/worksheets/sheet1.xml";
    has_entry("w.xlsx", sheet, "<row r=\"2\"><c", "a short one has a row like any");
    has_entry("w.xlsx", sheet, "<row r=\"3\" ht=\"30\" customHeight=\"1\">",
              "a long one has two lines");
    has_entry("w.xlsx", sheet, "width=\"60.7109375\"", "in a column that is no wider");
    table_release(&table);
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        return 1;
    check_book();
    check_same_bytes();
    check_refusals();
    check_table();
    check_sentences();
    static const char *const made[] = {"a.xlsx", "b.xlsx", "c.xlsx", "t.xlsx", "w.xlsx"};
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(path_of(path, made[i]));
    is_int(rmdir(folder), 0, "nothing else is left in the folder");
    return done();
}
