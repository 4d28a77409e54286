// The plan as a workbook: its cells, formulas and values, read from the file. Whether a spreadsheet
// computes the same values is seen in tests/slow/workbook.sh.
#include "answer/plan_buckets.h"
#include "answer/plan_report.h"
#include "tap.h"
#include "unit/plan_fixture.h"
#include "unit/table/zip_entry.h"

#include <limits.h>
#include <unistd.h>

static struct plan_fixture fixture;
static char folder[] = "/tmp/headroom-test-XXXXXX";

static const struct plan_assumption assumption[] = {
    {"per_instance", "50/s", "load test", "ana", "2024-03-01", "web.csv:2"},
    {"horizon", "17d12h", NULL, NULL, NULL, "--horizon"},
};
static const struct plan_source source = {"requests.csv", "csv", 12345, 504, 0, 0xcafe01};

static int write_plan(const char *path, struct err *err)
{
    struct capacity_plan plan;
    struct plan_review review;
    if (capacity_plan_make(&fixture.inputs, &plan, err) != 0)
        return -1;
    const struct plan_review_inputs inputs = {.plan = &plan, .request_value = NAN};
    plan_review_make(&inputs, &review);
    const struct plan_report report = {
        .plan = &plan,
        .review = &review,
        .subject = "=cmd of <web>",
        .zone = "UTC",
        .assumption = assumption,
        .assumptions = 2,
        .source = &source,
        .sources = 1,
        .command_line = "headroom plan requests.csv -o plan.xlsx",
        .version = "1.2.3",
    };
    int status = plan_workbook(&report, path, err);
    plan_review_release(&review);
    capacity_plan_release(&plan);
    return status;
}

static void has_entry(const char *path, const char *entry, const char *part, const char *what)
{
    char *text = zip_entry(path, entry);
    has_text(text == NULL ? "" : text, part, what);
    free(text);
}

static void test_cells(const char *path)
{
    static const char book[] = "xl/workbook.xml";
    static const char summary[] = "xl/worksheets/sheet1.xml";
    static const char assumptions[] = "xl/worksheets/sheet3.xml";
    static const char demand[] = "xl/worksheets/sheet4.xml";
    static const char sizing[] = "xl/worksheets/sheet5.xml";
    struct err err = {0};
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.zones = 3;
    ok(write_plan(path, &err) == 0, "a plan becomes a workbook %s", err.text);
    has_entry(path, book, "<definedName name=\"per_instance\">'Assumptions'!$B$5</definedName>",
              "inputs are named cells");
    has_entry(path, book, "name=\"min_instances\"", "min's cell has a name that no function has");
    has_entry(path, assumptions, "<v>50</v></c><c r=\"C5\"", "inputs are numbers");
    // The second week: 1,694 / 50 = 33.88, x 1.5 = 50.82, 51, with a spare 52, in three zones 54.
    has_entry(path, sizing, "<f>C7/per_instance</f><v>33.88", "base is a formula with its value");
    has_entry(path, sizing, "<v>54</v></c><c r=\"K7\"", "wanted is 54");
    has_entry(path, sizing, "<f>IF(price=\"\",\"\",L7*price*hours_per_month)</f><v>3942</v>",
              "cost is 54 x 0.1 x 730");
    has_entry(path, sizing, "<v>zone</v>", "what decided is a text");
    has_entry(path, demand,
              "<f>INDEX(D539:H539,MATCH(scenario_quantile,$D$34:$H$34,0))*scenario_scale</f>",
              "the planned column follows the quantile");
    has_entry(path, summary,
              "<v>Have 48 instances by 2024-03-25 and 57 by 2024-04-08 (45 needed today).</v>",
              "the decision has its value");
    has_entry(path, "xl/sharedStrings.xml", "Capacity plan: =cmd of &lt;web&gt;",
              "names of the data are text");
    has_entry(path, "docProps/core.xml", "2024-03-24T23:00:00Z", "the date is that of the data");
}

static void test_same_bytes(const char *path, const char *again)
{
    struct err err = {0};
    size_t length = 0;
    size_t length_again = 0;
    ok(write_plan(again, &err) == 0, "a second time %s", err.text);
    char *bytes = zip_load(path, &length);
    char *bytes_again = zip_load(again, &length_again);
    ok(length > 0 && length == length_again && memcmp(bytes, bytes_again, length) == 0,
       "the same plan gives the same bytes");
    free(bytes);
    free(bytes_again);
}

static void test_refusal(void)
{
    struct err err = {0};
    ok(write_plan("/nowhere/at/all/plan.xlsx", &err) != 0, "a folder that is not there");
    has_text(err.text, "/nowhere/at/all/plan.xlsx", "is named");
}

static void test_buckets(void)
{
    is_int(bucket_length_s(3600, 100 * 3600, 200), 3600, "buckets: enough rows for every step");
    is_int(bucket_length_s(300, 100000 * INT64_C(300), 2000), 6 * 3600,
           "buckets: 50 of five minutes are 4 h 10, the next share of a day is 6 h");
    is_int(bucket_length_s(1800, 11664 * INT64_C(1800), 2000), 3 * 3600, "buckets: 3 hours");
    is_int(bucket_length_s(86400, 100000 * INT64_C(86400), 2000), 50 * 86400, "buckets: days");
    static const double value[] = {1, 5, NAN, 2, NAN, NAN};
    struct bucket bucket = bucket_of(value, 6, 0, 60, 0, 180);
    near(bucket.mean, 3, 1e-12, "bucket: the mean of what is there");
    near(bucket.highest, 5, 0, "bucket: the highest");
    bucket = bucket_of(value, 6, 0, 60, 240 * INSTANT_PER_SECOND, 120);
    ok(isnan(bucket.mean) && isnan(bucket.highest), "bucket: nothing there");
}

int main(void)
{
    char path[PATH_MAX];
    char again[PATH_MAX];
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/plan.xlsx", folder);
    snprintf(again, sizeof again, "%s/again.xlsx", folder);
    test_cells(path);
    test_same_bytes(path, again);
    test_refusal();
    test_buckets();
    unlink(path);
    unlink(again);
    rmdir(folder);
    return done();
}
