// Small files are read by a schema: columns in any order and case, texts without blanks, places in
// messages.
#include "table/record_read.h"
#include "tap.h"

#include <string.h>

struct pet_cells {
    const char *name, *kind, *owner;
};

static const struct schema_column columns[] = {
    FIELD(struct pet_cells, name, STYLE_PLAIN, NULL, "what it is called"),
    FIELD(struct pet_cells, kind, STYLE_PLAIN, NULL, "what it is"),
    FIELD_OPTIONAL(struct pet_cells, owner, STYLE_PLAIN, NULL, "who feeds it"),
    FIELD_END,
};

static const struct schema schema_pets = {"pets", columns, sizeof(struct pet_cells)};
static const struct record_kind pets_file = {
    .schema = &schema_pets, .what = "a file of pets", .example = "such as name,kind,owner"};

static int read_pets(const char *csv, struct arena *arena, struct record_file *file,
                     struct err *err)
{
    struct byte_source *source = byte_source_memory(csv, strlen(csv));
    int status = record_file_read(source, &pets_file, arena, file, err);
    byte_source_close(source);
    return status;
}

static void test_rows(void)
{
    struct arena arena = {0};
    struct record_file file;
    struct err err = {0};
    struct pet_cells cells;
    ok(read_pets("Kind,weight,NAME,oner\n cat , 4,Tom,\n,,\n,,\"  \",\ndog,,,Ann\n", &arena, &file,
                 &err) == 0,
       "the order and the case of names do not matter");
    ok(record_file_row(&file, 0, &arena, &cells), "a row");
    is_text(cells.kind, "cat", "without blanks");
    is_text(cells.name, "Tom", "each text in its member");
    is_text(cells.owner, NULL, "what has no column is missing");
    ok(!record_file_row(&file, 1, &arena, &cells), "a row of separators is none");
    ok(!record_file_row(&file, 2, &arena, &cells), "nor is one of blanks");
    ok(record_file_row(&file, 3, &arena, &cells), "a row with gaps is one");
    is_text(cells.name, NULL, "which are missing");
    is_int(file.line[3], 5, "its line is known");
    ok(record_file_knows(&file, 0) && !record_file_knows(&file, 1), "further columns are told");
    is_text(record_file_nearest(&file, 3), "owner", "and what they may be meant for");
    is_text(record_file_cell(&file, 0, 1, &arena), "4", "and can be read by themselves");
    ok(record_file_has(&file, "kind") && !record_file_has(&file, "owner"), "a column is there");
    record_file_release(&file);
    arena_release(&arena);
}

static void refuses(const char *csv, const char *message)
{
    struct arena arena = {0};
    struct record_file file;
    struct err err = {0};
    ok(read_pets(csv, &arena, &file, &err) != 0, "refused");
    has_text(err.text, message, "and said");
    arena_release(&arena);
}

int main(void)
{
    test_rows();
    refuses("name,owner\n", "memory:1: no column \"kind\": a file of pets begins with a row of "
                            "names, such as name,kind,owner");
    refuses("name,kind,Name\n", "memory:1: name: two columns have this name; rename one of them");
    refuses("", "no header row, the input is empty");
    return done();
}
