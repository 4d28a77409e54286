// The peer of the readers: libcsv alone, with callbacks that do nothing but count.
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 1 << 18 };

static void count_field(void *bytes, size_t length, void *context)
{
    (void)bytes;
    (void)length;
    ++*(size_t *)context;
}

static void end_row(int end, void *context)
{
    (void)end;
    (void)context;
}

int main(int argc, char *argv[])
{
    static char block[BLOCK_BYTES];
    size_t fields = 0;
    struct csv_parser parser;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        fprintf(stderr, "usage: csv_alone FILE\n");
        return EXIT_FAILURE;
    }
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        csv_parse(&parser, block, got, count_field, end_row, &fields);
    csv_fini(&parser, count_field, end_row, &fields);
    csv_free(&parser);
    fclose(file);
    printf("%zu\n", fields);
    return EXIT_SUCCESS;
}
