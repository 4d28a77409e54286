// A schema binds a struct to columns: rows show its members, under their names and with their
// types.
#include "table/schema.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>

struct cells {
    instant time;
    const char *service;
    double instances, cost_hour;
};

static const struct schema_column columns[] = {
    FIELD(struct cells, time, STYLE_PLAIN, NULL, "start of the step"),
    FIELD_OPTIONAL(struct cells, service, STYLE_PLAIN, NULL, "which service"),
    FIELD_UNBOUND("COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "the metrics"),
    FIELD_NAMED(struct cells, cost_hour, "cost", STYLE_COST_HOUR, "per hour", "what it costs"),
    FIELD(struct cells, instances, STYLE_INTEGER, "instances", "how many"),
    FIELD_END,
};

static const struct schema schema = {"the test table", columns, sizeof(struct cells)};

static void check_columns(void)
{
    static const char *const skip[] = {"service", "cost", NULL};
    struct table table = {0};
    struct record_writer writer;
    record_begin(&writer, &table, &schema, skip);
    is_int(table.columns, 3, "optional columns are left out, columns of the data too");
    is_text(table.column[1].name, "cost", "a column that is not optional stays");
    is_int(table.column[1].style, STYLE_COST_HOUR, "with its style");
    ok(record_column(&writer, "service") == SIZE_MAX, "what is left out is nowhere");
    is_int(record_column(&writer, "instances"), 2, "the rest has its place");
    table_release(&table);
    record_begin(&writer, &table, &schema, NULL);
    is_int(table.columns, 4, "without a list all are added");
    is_text(table.column[1].name, "service", "in their order");
    record_rename(&writer, "service", "pool");
    record_rename(&writer, "cost", NULL);
    is_text(table.column[1].name, "pool", "a column may have the name that the input has");
    is_text(table.column[2].name, "cost", "or keeps its own");
    table_release(&table);
}

/// The order of the columns is not that of the members.
static void check_rows(void)
{
    static const char *const skip[] = {"service", NULL};
    struct table table = {0};
    struct record_writer writer;
    struct cells cells;
    record_begin(&writer, &table, &schema, skip);
    record_clear(&schema, &cells);
    is_int(record_add(&writer, &cells), 0, "the first row");
    for (size_t i = 0; i < table.columns; i++)
        ok(table_is_missing(&table, 0, i), "nothing that is not set is there");
    cells = (struct cells){.time = 60000, .service = "web", .instances = 31, .cost_hour = 2.5};
    is_int(record_add(&writer, &cells), 1, "the second row");
    ok(table.column[0].time[1] == 60000, "a time");
    near(table.column[1].number[1], 2.5, 0, "a number, by its member and not by its place");
    near(table.column[2].number[1], 31, 0, "another");
    cells.instances = NAN;
    record_set(&writer, 1, &cells);
    ok(table_is_missing(&table, 1, 2), "a row can be set again");
    table_release(&table);
}

static void check_mistakes(void)
{
    static const struct schema_column twice[] = {
        FIELD(struct cells, time, STYLE_PLAIN, NULL, "one"),
        FIELD_NAMED(struct cells, time, "again", STYLE_PLAIN, NULL, "the same"),
        FIELD_END,
    };
    static const struct schema_column too_few[] = {
        FIELD(struct cells, time, STYLE_PLAIN, NULL, "one"),
        FIELD_END,
    };
    const struct schema shows_twice = {"twice", twice, sizeof(struct cells)};
    const struct schema lacks_one = {"too few", too_few, sizeof(struct cells)};
    const struct schema of_another = {"another struct", columns, sizeof(instant)};
    is_text(schema_mistake(&schema), NULL, "every member has its column");
    is_text(schema_mistake(&shows_twice), "two columns show one member", "but for a member twice");
    is_text(schema_mistake(&lacks_one), "a member of the struct has no column", "or none");
    is_text(schema_mistake(&of_another), "a column shows no member of the struct", "or another's");
}

/// What was written is read again; a column of another type is told, as is one that is not there.
static void check_reading(void)
{
    static const char *const skip[] = {"service", NULL};
    struct table table = {0};
    struct record_writer writer;
    struct record_reader reader;
    record_begin(&writer, &table, &schema, skip);
    const struct cells first = {.time = 60000, .instances = 3, .cost_hour = 0.5};
    struct cells second, again;
    record_clear(&schema, &second);
    record_add(&writer, &first);
    record_add(&writer, &second);
    ok(record_reader_begin(&reader, &table, &schema) == NULL, "optional columns need not be there");
    record_take(&reader, 0, &again);
    ok(again.time == 60000 && again.service == NULL, "time and text");
    near(again.instances + again.cost_hour, 3.5, 0, "numbers");
    record_take(&reader, 1, &again);
    ok(again.time == INSTANT_NONE && isnan(again.cost_hour), "what is missing is missing");
    table.column[record_column(&writer, "instances")].type = COLUMN_TEXT;
    is_text(record_reader_begin(&reader, &table, &schema)->name, "instances", "another type");
    table.column[record_column(&writer, "instances")].type = COLUMN_NUMBER;
    table.column[record_column(&writer, "cost")].name = "price";
    is_text(record_reader_begin(&reader, &table, &schema)->name, "cost", "not there");
    record_take(&reader, 0, &again);
    ok(isnan(again.cost_hour), "and missing");
    table_release(&table);
}

int main(void)
{
    check_columns();
    check_reading();
    check_rows();
    check_mistakes();
    return done();
}
