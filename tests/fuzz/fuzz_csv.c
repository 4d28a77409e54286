// CSV reading: any bytes in blocks of any size give the rows, lines and errors of one block.
// The first byte chooses the delimiter and the filters.
#include "table/csv_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int append_row(void *context, const struct csv_row *row)
{
    struct str *out = context;
    str_appendf(out, "%zu:%zu\n", row->line, row->fields);
    for (size_t i = 0; i < row->fields; i++) {
        const struct csv_field *field = &row->field[i];
        str_appendf(out, "%zu%c", field->length, field->quoted ? 'q' : ' ');
        str_append_bytes(out, field->text, field->length);
        if (field->text[field->length] != '\0')
            abort();
    }
    return 0;
}

static void read_rows(const char *bytes, size_t length, struct csv_options options,
                      size_t block_bytes, struct str *out)
{
    struct byte_source *source = byte_source_memory(bytes, length);
    struct err err = {0};
    options.block_bytes = block_bytes;
    if (csv_read(source, &options, append_row, out, &err) != 0) {
        if (err.text[0] == '\0')
            abort();
        str_append(out, err.text);
    }
    byte_source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiter[] = {',', ';', '\t', '|'};
    static const size_t block[] = {1, 2, 3, 5, 16, 63};
    if (size < 1)
        return 0;
    struct csv_options options = {.delimiter = delimiter[data[0] & 3],
                                  .backslash_quotes = data[0] & 4,
                                  .bare_quotes = data[0] & 8};
    const char *bytes = (const char *)data + 1;
    struct str whole = {0};
    read_rows(bytes, size - 1, options, 0, &whole);
    for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
        struct str pieces = {0};
        read_rows(bytes, size - 1, options, block[i], &pieces);
        if (pieces.length != whole.length ||
            (whole.length > 0 && memcmp(pieces.data, whole.data, whole.length) != 0))
            abort();
        str_release(&pieces);
    }
    str_release(&whole);
    return 0;
}
