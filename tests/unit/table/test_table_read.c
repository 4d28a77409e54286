#include "table/csv_read.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct table table;
    size_t *line;
    struct notes notes;
    struct err err;
    int result;
};

static struct reading read_csv(const char *csv)
{
    struct reading reading = {0};
    struct byte_source *source = byte_source_memory(csv, strlen(csv));
    reading.result =
        table_read_csv(source, &reading.table, &reading.line, &reading.notes, &reading.err);
    byte_source_close(source);
    return reading;
}

static void release(struct reading *reading)
{
    table_release(&reading->table);
    notes_release(&reading->notes);
    free(reading->line);
}

static void check_types(void)
{
    struct reading got = read_csv("time,demand,bound_by,latency\n"
                                  "2024-03-10T06:00:00Z,10000,throughput,\n"
                                  "\n"
                                  "2024-03-10T07:00:00+01:00,NaN,\"a,b\",\n"
                                  ",1e3,12,\n");
    const struct column *column = got.table.column;
    is_int(got.result, 0, "a table is read");
    is_int(column[0].type, COLUMN_TIME, "all times: a time column");
    is_int(column[0].time[0], 1710050400000, "UTC");
    is_int(column[0].time[1], 1710050400000, "an offset");
    ok(column[0].time[2] == INSTANT_NONE, "a missing time");
    is_int(column[1].type, COLUMN_NUMBER, "all numbers: a number column");
    near(column[1].number[2], 1000, 0, "a number");
    ok(isnan(column[1].number[1]), "a missing number");
    is_int(column[2].type, COLUMN_TEXT, "anything else: text");
    is_text(column[2].text[1], "a,b", "a quoted text");
    is_int(column[3].type, COLUMN_NUMBER, "nothing at all: missing numbers");
    is_int(got.line[0], 2, "the first row's line");
    is_int(got.line[1], 4, "blank lines are counted");
    is_int(got.table.rows, 3, "and are no rows");
    is_int(got.notes.count, 0, "nothing to say");
    table_add_row(&got.table);
    ok(table_is_missing(&got.table, 3, 1), "rows can be added to what was read");
    release(&got);
}

static void check_spreadsheets(void)
{
    struct reading got = read_csv("\xEF\xBB\xBFname;value;unit\r\n"
                                  "price;0,0832;per hour\r\n"
                                  "zones;3\r\n");
    is_int(got.result, 0, "a spreadsheet's file is read");
    is_text(got.table.column[0].name, "name", "without its BOM");
    near(got.table.column[1].number[0], 0.0832, 1e-15, "with its decimal comma");
    ok(got.table.column[2].text[1] == NULL, "short rows are filled");
    is_int(got.notes.count, 1, "and that is said");
    is_text(got.notes.note[0].text, "memory: value: commas are read as decimal points",
            "for the column");
    release(&got);
    got = read_csv("a\tb\n1,5\t2\n");
    is_int(got.table.columns, 2, "tabs");
    near(got.table.column[0].number[0], 1.5, 1e-15, "a decimal comma that a cell proves");
    release(&got);
    got = read_csv("users;rps\n1;1.204,5\n2;-\n3;undefined\n4;950\n");
    near(got.table.column[1].number[0], 1204.5, 1e-12, "cells are read as those of exports");
    ok(table_is_missing(&got.table, 1, 1) && table_is_missing(&got.table, 2, 1),
       "what is missing has the same words");
    release(&got);
    got = read_csv("users,rps\n1,95\n4,\"1,020\"\n");
    near(got.table.column[1].number[1], 1020, 1e-12, "thousands");
    is_text(got.notes.note[0].text,
            "memory: rps: numbers such as 1,204 are read with the comma between thousands",
            "which is said");
    release(&got);
    got = read_csv("name,state\na,unknown\nb,-\n");
    is_int(got.table.column[1].type, COLUMN_TEXT, "words for what is missing alone are text");
    release(&got);
    got = read_csv("\"a,b\"|c\n1|2\n");
    is_text(got.table.column[0].name, "a,b", "delimiters are counted outside quotes");
    release(&got);
    got = read_csv("\r\n\na;b\n1;2\n");
    is_int(got.table.columns, 2, "in the first line that has anything");
    release(&got);
    got = read_csv("only\n");
    is_int(got.table.columns, 1, "a header without rows");
    is_int(got.table.rows, 0, "is an empty table");
    release(&got);
}

static void check_text(void)
{
    static const char csv[] = "name,value\nper_instance,500/s\nzones,3\n";
    struct byte_source *source = byte_source_memory(csv, sizeof csv - 1);
    struct table table = {0};
    struct err err = {0};
    is_int(table_read_csv_text(source, &table, NULL, &err), 0, "a table of texts");
    is_text(table.column[1].text[1], "3", "numbers stay as they are written");
    table_release(&table);
    byte_source_close(source);
}

static void refuses(const char *csv, const char *message)
{
    struct reading got = read_csv(csv);
    is_int(got.result, -1, message);
    is_text(got.err.text, message, "is what it says");
    is_int(got.table.columns, 0, "and no table is left");
    release(&got);
}

static void check_errors(void)
{
    refuses("", "memory: no header row, the input is empty; did the command before it fail?");
    refuses("a,b,a\n", "memory:1: a: two columns have this name; rename one of them");
    refuses("a,,b\n", "memory:1: column 2 has no name; give it one in the header row");
    refuses("a,b\n1,2\n1,2,3\n", "memory:3: the row has 3 fields and the header 2; a field that "
                                 "contains the delimiter is quoted");
    refuses("a,b\n1,\"2\n", "memory:2: a quote opens on this line and is not closed before the end "
                            "of the file; was the file cut off?");
    struct byte_source *source = byte_source_memory("a,b\n1,\0\n", 8);
    struct table table = {0};
    struct err err = {0};
    is_int(table_read_csv(source, &table, NULL, NULL, &err), -1, "NUL bytes are refused");
    is_text(err.text, "memory:2: b: the cell holds NUL bytes; was the file written completely?",
            "with their place");
    byte_source_close(source);
}

int main(void)
{
    check_types();
    check_spreadsheets();
    check_text();
    check_errors();
    return done();
}
