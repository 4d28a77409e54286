#include "table/csv_read.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Rows written as "line<a|'quoted'|>" so that one string shows everything.
struct rows {
    struct str text;
    size_t stop_after;
    size_t count;
};

static int keep_row(void *context, const struct csv_row *row)
{
    struct rows *rows = context;
    str_appendf(&rows->text, "%zu<", row->line);
    for (size_t i = 0; i < row->fields; i++) {
        const struct csv_field *field = &row->field[i];
        str_append(&rows->text, i > 0 ? "|" : "");
        str_append(&rows->text, field->quoted ? "'" : "");
        for (size_t k = 0; k < field->length; k++)
            str_append_char(&rows->text, field->text[k] == '\0' ? '0' : field->text[k]);
        str_append(&rows->text, field->quoted ? "'" : "");
    }
    str_append(&rows->text, ">");
    return ++rows->count == rows->stop_after ? -1 : 0;
}

/// Reads `csv` whole and in blocks of 1, 2, 3 and 7 bytes; all must give `want` ("! message" for an
/// error behind the rows before it).
static void reads(const char *csv, size_t length, struct csv_options options, const char *want,
                  const char *name)
{
    static const size_t block[] = {0, 1, 2, 3, 7};
    for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
        struct byte_source *source = byte_source_memory(csv, length);
        struct rows rows = {0};
        struct err err = {0};
        options.block_bytes = block[i];
        if (csv_read(source, &options, keep_row, &rows, &err) != 0)
            str_appendf(&rows.text, "! %s", err.text);
        char label[200];
        snprintf(label, sizeof label, "%s, blocks of %zu", name, block[i]);
        is_text(str_text(&rows.text), want, label);
        str_release(&rows.text);
        byte_source_close(source);
    }
}

#define READS(csv, want, name)                                                                     \
    reads(csv, sizeof(csv) - 1, (struct csv_options){.delimiter = ','}, want, name)
#define READS_WITH(csv, want, name, ...)                                                           \
    reads(csv, sizeof(csv) - 1, (struct csv_options){__VA_ARGS__}, want, name)

static void check_rows(void)
{
    READS("a,b\n1,2\n", "1<a|b>2<1|2>", "plain rows");
    READS("a,b\r\n1,2\r\n", "1<a|b>2<1|2>", "CRLF");
    READS("a,b\r1,2\r", "1<a|b>2<1|2>", "CR alone");
    READS("a,b\n1,2", "1<a|b>2<1|2>", "no last line end");
    READS("a,b\n\n\n1,2\n", "1<a|b>4<1|2>", "blank lines count but are no rows");
    READS("a,b\r\n\r\n1,2\r\n", "1<a|b>3<1|2>", "blank CRLF lines count once");
    READS("a\r\rb\r", "1<a>3<b>", "blank CR lines count");
    READS("   \na\n", "2<a>", "a line of blanks is no row");
    READS(",\n1,\n", "1<|>2<1|>", "empty fields");
    READS("a,", "1<a|>", "an empty last field at the end of the file");
    READS(" a , b\t,c\n", "1<a|b|c>", "blanks around unquoted fields are trimmed");
    READS("a,b\n1\n1,2,3\n", "1<a|b>2<1>3<1|2|3>", "ragged rows pass");
    READS("\xEF\xBB\xBF\x61,b\n", "1<a|b>", "a BOM is removed");
    READS("a\0b,c\n", "1<a0b|c>", "NUL bytes are kept");
    READS("", "", "nothing");
    READS_WITH("a\t\tb c\n", "1<a||b c>", "tabs delimit", .delimiter = '\t');
    READS_WITH("a;0,5\n", "1<a|0,5>", "semicolons delimit", .delimiter = ';');
}

static void check_quotes(void)
{
    READS("\"a\",b,\"\"\n", "1<'a'|b|''>", "quoted fields are marked");
    READS("\"a \"\"b\"\", c\",d\n", "1<'a \"b\", c'|d>", "doubled quotes");
    READS("\"a\nb\",c\nd,e\n", "1<'a\nb'|c>3<d|e>", "a line end inside quotes counts");
    READS("\"a\r\nb\",c\r\nd\r\n", "1<'a\r\nb'|c>3<d>", "CRLF inside quotes counts once");
    READS("a\r\"\nb\"\rc\r", "1<a>2<'\nb'>4<c>", "LF in quotes behind a CR is a line of its own");
    READS("\"a\" ,\"b\"\n", "1<'a'|'b'>", "blanks behind a closing quote are dropped");
    READS("\" a \"\n", "1<' a '>", "blanks inside quotes stay");
    READS("\"a\"", "1<'a'>", "a quoted last field without a line end");
}

static void check_filters(void)
{
    READS_WITH("web,\"say \\\"hi\\\"\",7\n", "1<web|'say \"hi\"'|7>", "backslash quotes",
               .backslash_quotes = true);
    READS_WITH("\"a\\\\\",b\n", "1<'a\\'|b>", "a backslash written as two",
               .backslash_quotes = true);
    READS_WITH("\"C:\\temp\",b\n", "1<'C:\\temp'|b>", "other backslashes stay",
               .backslash_quotes = true);
    READS_WITH("\"a\nb\",\\\"\n",
               "! memory:2: field 2 is not quoted but has a quote in it; "
               "a field with quotes in it is quoted as a whole and its own quotes are doubled",
               "backslashes outside quotes are text", .backslash_quotes = true);
    READS_WITH("a,{job=\"x\"},1\n", "1<a|'{job=\"x\"}'|1>", "bare quotes", .bare_quotes = true);
    READS_WITH("up{a=\"x,y\", b=\"z\"},1\nn,2\n", "1<'up{a=\"x,y\", b=\"z\"}'|1>2<n|2>",
               "a label set is one field", .bare_quotes = true);
    READS_WITH("{a=\"}\",b=\"c\"},1\n", "1<'{a=\"}\",b=\"c\"}'|1>",
               "a brace inside a label's value", .bare_quotes = true);
    READS_WITH("5\" disk,\"a,b\",3\n", "1<'5\" disk'|'a,b'|3>", "a lone quote",
               .bare_quotes = true);
    READS_WITH("{a,b\n1,2\n", "1<'{a,b'>2<1|2>", "a line end closes braces", .bare_quotes = true);
    READS_WITH("x\"", "1<'x\"'>", "a bare quote at the end of the file", .bare_quotes = true);
}

static void check_errors(void)
{
    READS("a,b\n1,\"2\n3,4\n",
          "1<a|b>! memory:2: a quote opens on this line and is not closed before the end of the "
          "file; was the file cut off?",
          "an unclosed quote is an error at its line");
    READS("a\n\"b\"c,d\n",
          "1<a>! memory:2: field 1 goes on behind its closing quote; a field with quotes in it is "
          "quoted as a whole and its own quotes are doubled",
          "text behind a closing quote");
    READS("a\nx,b\"c\n",
          "1<a>! memory:2: field 2 is not quoted but has a quote in it; a field with quotes in it "
          "is quoted as a whole and its own quotes are doubled",
          "a quote within an unquoted field");
    READS_WITH("a\n\"12345678\",x\n", "1<a>2<'12345678'|x>", "a field of exactly the limit",
               .field_limit = 8);
    READS_WITH("a\n\"123456789\",x\n",
               "1<a>! memory:2: a quoted field is longer than 8 bytes; is the quote that opens on "
               "this line closed?",
               "a quoted field over the limit", .field_limit = 8);
    READS_WITH("a\n1,123456789\n",
               "1<a>! memory:2: a field is longer than 8 bytes; is this a text file with lines?",
               "an unquoted field over the limit", .field_limit = 8);
    READS_WITH("a\n1,123456789\n",
               "1<a>! memory:2: a field is longer than 8 bytes; is this a text file with lines?",
               "an unquoted field over the limit in a filter", .field_limit = 8,
               .bare_quotes = true);
}

static void check_bounds(void)
{
    // 4 MiB behind a quote: refused at its line as soon as the limit is passed.
    size_t length = 4 << 20;
    char *csv = malloc(length);
    memset(csv, 'x', length);
    memcpy(csv, "a\nb,\"c", 6);
    struct byte_source *source = byte_source_memory(csv, length);
    struct rows rows = {0};
    struct err err = {0};
    is_int(csv_read(source, NULL, keep_row, &rows, &err), -1, "an endless quoted field is refused");
    has_text(err.text, ":2: a quoted field is longer than 1048576 bytes", "with its line");
    ok(byte_source_offset(source) < 2 << 20, "before the rest is read");
    byte_source_close(source);

    memset(csv, ',', length);
    source = byte_source_memory(csv, length);
    is_int(csv_read(source, NULL, keep_row, &rows, &err), -1, "a row of 4 M fields is refused");
    has_text(err.text, ":1: a row has more than 1048576 fields or 64 MiB", "with the reason");
    byte_source_close(source);
    free(csv);
    str_release(&rows.text);
}

static void check_stop(void)
{
    struct byte_source *source = byte_source_memory("a\nb\nc\n", 6);
    struct rows rows = {.stop_after = 2};
    struct err err = {0};
    is_int(csv_read(source, NULL, keep_row, &rows, &err), -1, "a callback stops the reading");
    is_text(str_text(&rows.text), "1<a>2<b>", "at once");
    is_text(err.text, "", "and its err is left alone");
    str_release(&rows.text);
    byte_source_close(source);
}

int main(void)
{
    check_rows();
    check_quotes();
    check_filters();
    check_errors();
    check_bounds();
    check_stop();
    return done();
}
