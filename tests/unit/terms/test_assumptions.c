#include "tap.h"
#include "terms/assumptions.h"

#include <math.h>
#include <string.h>

static const char *const spare_words[] = {"zone", "region", NULL};
static const char *const quantile_words[] = {"p50", "p95", NULL};

static const struct assumption_kind kinds[] = {
    {.name = "demand", .dimension = DIMENSION_UNKNOWN, .any_text = true},
    {.name = "per_instance", .dimension = DIMENSION_UNKNOWN},
    {.name = "headroom", .dimension = DIMENSION_RATIO, .range = {.most = 100}},
    {.name = "spare", .dimension = DIMENSION_COUNT, .whole = true, .words = spare_words},
    {.name = "price", .dimension = DIMENSION_MONEY_RATE},
    {.name = "budget", .dimension = DIMENSION_MONEY_RATE},
    {.name = "hours_per_month",
     .dimension = DIMENSION_COUNT,
     .whole = true,
     .range = {.least = 1, .most = 744}},
    {.name = "max_surge", .range = {.most = 1e9}, .share_range = {.most = 1}},
    {.name = "lead_time", .dimension = DIMENSION_DURATION},
    {.name = "quantile", .words = quantile_words, .only_words = true},
};

static const struct assumption_names names = {
    .kind = kinds,
    .count = sizeof kinds / sizeof kinds[0],
    .hours_per_month = UNIT_HOURS_PER_MONTH,
};

static int read_more(const char *text, const struct assumption_names *with,
                     struct assumptions *assumptions, struct notes *notes, struct err *err)
{
    struct byte_source *source = byte_source_memory(text, strlen(text));
    int result = assumptions_read(source, with, assumptions, notes, err);
    byte_source_close(source);
    return result;
}

static double value_of(const struct assumptions *assumptions, const char *name, const char *service)
{
    const struct assumption *row = assumptions_find(assumptions, name, service);
    return row == NULL ? (double)NAN : row->quantity.value;
}

static void test_a_kept_file(void)
{
    static const char text[] = "name,value,unit,source,owner,date,service\n"
                               "per_instance,500,requests/s,load test 12,ana,2024-03-01,\n"
                               "per_instance,120,requests/s,load test 14,bo,2024-03-02,search\n"
                               "headroom,50,%,policy,ana,2024-01-01,\n"
                               "spare,zone,,policy,ana,2024-01-01,\n"
                               "price,0.0832,/h,price list,fin,2024-01-01,\n"
                               "budget,6000,EUR/mo,board,fin,2024-01-01,\n"
                               "lead_time,6,w,vendor,fin,2024-01-01,\n"
                               "demand,p95,,policy,ana,2024-01-01,\n"
                               "quantile,p95,,policy,ana,2024-01-01,\n"
                               "per_instance,7,jobs,test,ana,2024-01-01,batch\n";
    struct assumptions assumptions = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(read_more(text, &names, &assumptions, &notes, &err), 0, "a kept file is read");
    is_text(err.text, "", "without an error");
    is_int(notes.count, 0, "and without a note");
    is_int(assumptions.count, 10, "ten rows");
    near(value_of(&assumptions, "per_instance", "batch"), 7, 0, "what is counted may have a name");
    near(value_of(&assumptions, "per_instance", NULL), 500, 0, "the general row");
    near(value_of(&assumptions, "per_instance", "web"), 500, 0, "is for services without one");
    near(value_of(&assumptions, "per_instance", "search"), 120, 0, "a service's own row wins");
    near(value_of(&assumptions, "headroom", NULL), 0.5, 1e-15, "50 with unit % is 0.5");
    near(value_of(&assumptions, "price", NULL), 0.0832, 1e-15, "a price per hour");
    near(value_of(&assumptions, "budget", NULL), 6000 / 730.0, 1e-14, "a budget per month");
    near(value_of(&assumptions, "lead_time", NULL), 6 * 7 * 86400, 0, "six weeks in seconds");
    is_text(assumptions_find(&assumptions, "spare", NULL)->word, "zone", "a word as value");
    is_text(assumptions_find(&assumptions, "demand", NULL)->word, "p95", "a column as value");
    const struct assumption *row = assumptions_find(&assumptions, "per_instance", "search");
    is_int(row->line, 3, "each row knows its line");
    is_text(row->source, "load test 14", "its source");
    is_text(row->owner, "bo", "its owner");
    ok(assumptions_find(&assumptions, "min", NULL) == NULL, "what is not there is not found");
    assumptions_release(&assumptions);
    notes_release(&notes);
}

static void test_spreadsheet(void)
{
    static const char text[] = "\xef\xbb\xbfName;Value;Unit;Source;Owner;Date\r\n"
                               "price;0,0832;/h;list;fin;2024-01-01\r\n"
                               "per_instance;1,000;requests/s;test;ana;2024-01-01\r\n"
                               "headroom; 50% ;;policy;ana;2024-01-01\r\n"
                               "spare;;;;;\r\n"
                               ";;;;;\r\n";
    struct assumptions assumptions = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(read_more(text, &names, &assumptions, &notes, &err), 0, "a spreadsheet's file is read");
    is_text(err.text, "", "without an error");
    near(value_of(&assumptions, "price", NULL), 0.0832, 1e-15, "decimal comma");
    near(value_of(&assumptions, "per_instance", NULL), 1, 0, "1,000 is one beside semicolons");
    near(value_of(&assumptions, "headroom", NULL), 0.5, 1e-15, "blanks around it are dropped");
    is_int(assumptions.count, 3, "rows without a value are left out");
    assumptions_release(&assumptions);
    notes_release(&notes);
}

static void test_hours(void)
{
    static const char text[] = "name,value,unit,source,owner\n"
                               "budget,7440,/mo,s,o\n"
                               "hours_per_month,744,hours,s,o\n";
    struct assumptions assumptions = {0};
    struct err err = {0};
    is_int(read_more(text, &names, &assumptions, NULL, &err), 0, "hours_per_month is read");
    near(value_of(&assumptions, "budget", NULL), 10, 1e-15, "and decides what /mo means");
    assumptions_release(&assumptions);
    struct assumption_names fixed = names;
    fixed.hours_fixed = true;
    is_int(read_more(text, &fixed, &assumptions, NULL, &err), 0, "given as an option");
    near(value_of(&assumptions, "budget", NULL), 7440 / 730.0, 1e-14, "the option wins");
    assumptions_release(&assumptions);
}

static void test_several_files(void)
{
    struct assumptions assumptions = {0};
    struct err err = {0};
    read_more("name,value\nper_instance,500/s\nheadroom,50%\n", &names, &assumptions, NULL, &err);
    is_int(read_more("name,value\nheadroom,30%\n", &names, &assumptions, NULL, &err), 0,
           "a second file");
    near(value_of(&assumptions, "headroom", NULL), 0.3, 1e-15, "replaces");
    near(value_of(&assumptions, "per_instance", NULL), 500, 0, "and keeps");
    assumptions_release(&assumptions);
}

static void test_notes(void)
{
    struct assumptions assumptions = {0};
    struct notes notes = {0};
    struct err err = {0};
    read_more("name,value,sorce,owner,comment\nheadroom,50%,x,,\nspare,1,,ana,\n", &names,
              &assumptions, &notes, &err);
    is_int(notes.count, 3, "three kinds of notes");
    is_text(notes.note[0].text, "memory:1: column \"sorce\" is not read; did you mean \"source\"?",
            "a column misspelt; others are no matter");
    has_text(notes.note[1].text, "memory:2: headroom has no source", "no source");
    is_int(notes.note[1].count, 2, "twice");
    has_text(notes.note[2].text, "memory:2: headroom has no owner", "no owner");
    assumptions_release(&assumptions);
    notes_release(&notes);
}

static void refuses(const char *text, const char *says)
{
    struct assumptions assumptions = {0};
    struct err err = {0};
    is_int(read_more(text, &names, &assumptions, NULL, &err), -1, says);
    has_text(err.text, says, says);
    is_int(err.kind, ERR_DATA, "which is trouble with data");
    assumptions_release(&assumptions);
}

static void test_errors(void)
{
    refuses("", "memory: it is empty; headroom help assumptions writes a file to start with");
    refuses("per_instance,500\n", "memory:1: no column \"name\"");
    refuses("name,unit\n", "memory:1: no column \"value\"");
    refuses("name,value,name\n", "memory:1: name: two columns have this name");
    refuses("name,value\nper-instance,500\n",
            "memory:2: name: unknown assumption \"per-instance\"; did you mean \"per_instance\"?");
    refuses("name,value\nzzzzzz,1\n", "unknown assumption \"zzzzzz\"; headroom help assumptions");
    refuses("name,value\n,500\n", "memory:2: name: a value without a name");
    refuses("name,value\nheadroom,50%\nheadroom,60%\n",
            "memory:3: headroom: it is already in line 2; keep one of them");
    refuses("name,value,service\nheadroom,50%,a\nheadroom,60%,a\n", "line 2 for this service");
    refuses("name,value\nprice,0,0832\n",
            "memory:2: the row has 3 fields and the header 2; quote a field that has a "
            "comma");
    refuses("name,value\nper_instance,\"1,000\"\n",
            "memory:2: per_instance: \"1,000\" could be two numbers");
    refuses("name,value\nper_instance,\"1,000,000\"\n", "separates thousands");
    refuses("name;value\nper_instance;1.000,5\n", "separates thousands");
    refuses("name,value\nspare,1.5\n", "memory:2: spare: \"1.5\" is not a whole number");
    refuses("name,value\nspare,zones\n", "\"zones\" is none of its values; it may be zone, region");
    refuses("name,value\nquantile,7\n", "it may be p50, p95");
    refuses(
        "name,value,unit\nbudget,6000,\n",
        "memory:2: budget: \"6000\" has no unit of time: /h /d /w /mo /y are known; for example "
        "0.17/h or 6000/mo");
    refuses("name,value,unit\nprice,0.17,EUR\n",
            "memory:2: price: \"0.17/EUR\" has an unknown unit");
    refuses("name,value,unit\nheadroom,50,ms\n", "memory:2: headroom: unit \"ms\" is a duration");
    refuses("name,value,unit\nspare,1,%\n", "memory:2: spare: unit \"%\" is a");
    refuses("name,value,unit\nper_instance,5,furlongs\n", "unit \"furlongs\" is not known");
    refuses("name,value\nheadroom,plenty\n", "memory:2: headroom");
    refuses("name,value\nlead_time,6\n", "memory:2: lead_time");
    refuses("name,value\nhours_per_month,0\n",
            "hours_per_month: \"0\" is out of range; it must be from 1 to 744");
    refuses(
        "name,value,unit\nheadroom,3623238862625774,%\n",
        "memory:2: headroom: \"3623238862625774\" is out of range; it must be from 0% to 10,000%");
    refuses("name,value\nmax_surge,150%\n",
            "memory:2: max_surge: \"150%\" is out of range; it must be from 0% to 100%");
    refuses("name,value\nmax_surge,-1\n", "it must be from 0 to 1,000,000,000");
    refuses("name,value,service\nhours_per_month,700,web\n", "the same for all services");
    refuses("name,value\nheadroom,\"50%\n", "memory:2");
}

int main(void)
{
    test_a_kept_file();
    test_spreadsheet();
    test_hours();
    test_several_files();
    test_notes();
    test_errors();
    return done();
}
