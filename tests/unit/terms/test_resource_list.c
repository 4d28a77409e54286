#include "tap.h"
#include "terms/resource_list.h"

#include <math.h>
#include <string.h>

static const char *const kind_words[] = {"compute", "database", NULL};

static const struct assumption_kind kinds[] = {
    {.name = "kind", .words = kind_words, .only_words = true},
    {.name = "per_instance", .dimension = DIMENSION_UNKNOWN},
    {.name = "current", .dimension = DIMENSION_COUNT, .whole = true},
    {.name = "price", .dimension = DIMENSION_MONEY_RATE},
    {.name = "boot", .dimension = DIMENSION_DURATION},
};

static const struct assumption_names names = {
    .kind = kinds,
    .count = sizeof kinds / sizeof kinds[0],
    .hours_per_month = UNIT_HOURS_PER_MONTH,
};

/// What is read.
struct listed {
    struct assumptions assumptions;
    struct resource_list list;
    struct notes notes;
    struct err err;
};

static int read_list(const char *text, struct listed *listed)
{
    struct byte_source *source = byte_source_memory(text, strlen(text));
    *listed = (struct listed){0};
    int result = resource_list_read(source, LIST_OF_RESOURCES, &names, &listed->assumptions,
                                    &listed->list, &listed->notes, &listed->err);
    byte_source_close(source);
    return result;
}

static void release(struct listed *listed)
{
    resource_list_release(&listed->list);
    assumptions_release(&listed->assumptions);
    notes_release(&listed->notes);
}

static double value_of(const struct listed *listed, const char *name, const char *resource)
{
    const struct assumption *row = assumptions_find(&listed->assumptions, name, resource);
    return row == NULL ? (double)NAN : row->quantity.value;
}

static void test_rows(void)
{
    struct listed listed;
    is_int(read_list("resource,kind,series,file,per_instance,current,price,boot,team\n"
                     "web, compute ,shop/requests,,500/s,10,0.0832/h,2m,a\n"
                     "orders db,database,,db.csv,900/s,,292/mo,15m,b\n",
                     &listed),
           0, "two resources");
    is_text(listed.err.text, "", "without an error");
    is_int(listed.list.count, 2, "are there");
    is_text(listed.list.item[0].name, "web", "the first");
    is_text(listed.list.item[0].series, "shop/requests", "its series");
    ok(listed.list.item[0].file == NULL, "in the exports of all");
    is_text(listed.list.item[1].file, "db.csv", "the second in a file of its own");
    ok(listed.list.item[1].series == NULL, "whose series is not named");
    is_int(listed.list.item[1].line, 3, "from line 3");
    near(value_of(&listed, "per_instance", "web"), 500, 0, "a rate");
    near(value_of(&listed, "boot", "orders db"), 900, 0, "a duration in seconds");
    near(value_of(&listed, "price", "orders db"), 0.4, 1e-12, "292 a month are 0.4 an hour");
    ok(isnan(value_of(&listed, "current", "orders db")), "an empty cell says nothing");
    const struct assumption *kind = assumptions_find(&listed.assumptions, "kind", "web");
    is_text(kind == NULL ? NULL : kind->word, "compute", "a word, without its blanks");
    is_int(listed.notes.count, 1, "one thing is said");
    has_text(listed.notes.note[0].text, "the column \"team\" is passed over", "what is not read");
    release(&listed);

    is_int(read_list("resource;price\nweb;0,0832/h\n", &listed), 0, "as a spreadsheet saves it");
    near(value_of(&listed, "price", "web"), 0.0832, 1e-15, "with a decimal comma");
    release(&listed);
}

static void refuses(const char *text, const char *message)
{
    struct listed listed;
    is_int(read_list(text, &listed), -1, "refused");
    has_text(listed.err.text, message, "says why");
    release(&listed);
}

static void test_refusals(void)
{
    refuses("name,price\nweb,1/h\n", "no column \"resource\": a resources file begins with");
    refuses("resource,prise\nweb,1/h\n", ":1: there is no column \"prise\" in a resources file; "
                                         "did you mean \"price\"?");
    refuses("resource,price\n,1/h\n", ":2: resource: a row without the name of what it is about");
    refuses("resource,price\nweb,1/h\nweb,2/h\n",
            ":3: resource: \"web\" is already in line 2; keep one of them");
    refuses("resource,boot\nweb,15x\n", ":2: boot: \"15x\" is not a duration");
    refuses("resource,kind\nweb,car\n", ":2: kind: ");
    refuses("resource,current\nweb,1.5\n", ":2: current: ");
    refuses("resource,price\n", "it has no row: a resource each");
}

int main(void)
{
    test_rows();
    test_refusals();
    return done();
}
