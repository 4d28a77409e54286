// Tables: what is read and written as CSV is read again as the same CSV, and every writer takes it.
#include "table/csv_read.h"
#include "table/table_write.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int read_table(const char *bytes, size_t length, struct table *table)
{
    struct byte_source *source = byte_source_memory(bytes, length);
    struct notes notes = {0};
    struct err err = {0};
    int result = table_read_csv(source, table, NULL, &notes, &err);
    if (result != 0 && err.text[0] == '\0')
        abort();
    notes_release(&notes);
    byte_source_close(source);
    return result;
}

static void write_all(const struct table *table)
{
    struct str out = {0};
    table_write_json(table, &out);
    table_write_markdown(table, &out);
    table_write_text(table, 40, &out);
    table_write_text(table, 0, &out);
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct table first = {0};
    if (read_table((const char *)data, size, &first) != 0)
        return 0;
    write_all(&first);
    struct str once = {0};
    table_write_csv(&first, &once);
    struct table second = {0};
    if (read_table(once.data, once.length, &second) != 0)
        abort();
    struct str twice = {0};
    table_write_csv(&second, &twice);
    if (second.rows != first.rows || strcmp(str_text(&once), str_text(&twice)) != 0)
        abort();
    str_release(&once);
    str_release(&twice);
    table_release(&first);
    table_release(&second);
    return 0;
}
