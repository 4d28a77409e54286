// The plan as a document, against tests/golden. `test_plan_document --write` writes those files
// anew; read the difference before it is committed.
#include "answer/plan_report.h"
#include "answer/plan_words.h"
#include "base/file.h"
#include "tap.h"
#include "unit/plan_fixture.h"

#include <stdio.h>
#include <string.h>

static struct plan_fixture fixture;

static const struct plan_assumption assumption[] = {
    {"per_instance", "50/s", "load test", "ana", "2024-03-01", "web.csv:2"},
    {"headroom", "50%", NULL, NULL, NULL, "default"},
    {"spare", "1", NULL, NULL, NULL, "default"},
    {"price", "0.1/h", "price list", "finance", "2024-01-15", "web.csv:3"},
    {"lead_time", "10d", NULL, NULL, NULL, "--lead-time"},
};

static const struct plan_source source = {"requests.csv", "csv-wide", 12345, 504, 0, 0xcafe01};

/// The document of the plan that the fixture's inputs make.
static void render(bool markdown, struct str *out)
{
    struct capacity_plan plan;
    struct document document = {0};
    struct notes notes = {0};
    struct err err = {0};
    notes_add(&notes, NOTE_INFO, "utc", "times without a zone are taken as UTC");
    if (!ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made %s", err.text))
        return;
    const struct plan_report report = {
        .plan = &plan,
        .subject = "requests_per_s",
        .zone = "UTC",
        .assumption = assumption,
        .assumptions = sizeof assumption / sizeof *assumption,
        .source = &source,
        .sources = 1,
        .reading = &notes,
        .command_line = "headroom plan requests.csv --assume web.csv --horizon 17d12h",
        .version = "1.2.3",
    };
    plan_document(&report, &document);
    if (markdown)
        document_render_markdown(&document, out);
    else
        document_render_text(&document, 0, false, out);
    document_release(&document);
    notes_release(&notes);
    capacity_plan_release(&plan);
}

static void compare(const char *path, bool markdown, bool write)
{
    struct str got = {0};
    struct str want = {0};
    struct err err = {0};
    render(markdown, &got);
    if (write)
        ok(file_write_atomic(path, got.data, got.length, &err) == 0, "write %s %s", path, err.text);
    else if (ok(file_read_bounded(path, 1 << 20, &want, &err) == 0, "read %s %s", path, err.text))
        is_text(str_text(&got), str_text(&want), path);
    str_release(&got);
    str_release(&want);
}

static void test_width(void)
{
    struct str text = {0};
    size_t widest = 0;
    render(false, &text);
    for (const char *line = str_text(&text); *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t columns = 0;
        for (const char *c = line; *c != '\n'; c++)
            columns += ((unsigned char)*c & 0xC0) != 0x80;
        widest = columns > widest ? columns : widest;
    }
    ok(widest <= 80, "the widest line has %zu columns, at most 80", widest);
    str_release(&text);
}

static const char *decision(struct arena *arena, enum document_tone *tone)
{
    struct capacity_plan plan;
    struct err err = {0};
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made %s", err.text);
    const char *text = words_decision(arena, &plan, tone);
    capacity_plan_release(&plan);
    return text;
}

static void test_decisions(void)
{
    struct arena arena = {0};
    enum document_tone tone;
    plan_fixture_init(&fixture);
    is_text(decision(&arena, &tone),
            "Have 48 instances by 2024-03-25 16:00 and 57 by 2024-04-08 (43 needed today).",
            "grow");
    is_int(tone, TONE_CAUTION, "growing is no bad news");
    fixture.inputs.current = 60;
    is_text(decision(&arena, &tone),
            "Nothing to order: the 60 in service are enough until 2024-04-11. 3 of them can be "
            "given back from 2024-03-25 on.",
            "enough, and more");
    is_int(tone, TONE_GOOD, "enough is good");
    fixture.inputs.review_s = 14 * 86400;
    fixture.inputs.lead_time_s = 7 * 86400;
    is_text(
        decision(&arena, &tone),
        "Whether there is nothing to order before the next review is not known: the 60 in "
        "service are enough until 2024-04-11, and a review every 2w and a lead time of 1w reach "
        "to 2024-04-14 (--horizon 3w). 3 of them can be given back from 2024-03-25 on.",
        "enough, as far as one can see");
    is_int(tone, TONE_CAUTION, "which is not so good");
    fixture.inputs.review_s = NAN;
    fixture.inputs.lead_time_s = NAN;
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 4200;
    has_text(decision(&arena, &tone),
             "3 of them can be given back from 2024-03-25 on, which cost 219.00 a month. The 60 "
             "cost 4,380.00 a month, 180.00 over the budget of 4,200.00 unless 3 are released.",
             "idle, and over the budget");
    is_int(tone, TONE_CAUTION, "which is no good news");
    fixture.inputs.sizing.budget_month = NAN;
    fixture.inputs.current = 40;
    has_text(decision(&arena, &tone),
             "Short today: the last seven days needed 43 instances, 3 more than the 40 in service. "
             "Have 48 instances by 2024-03-25",
             "today's shortage comes first");
    plan_fixture_init(&fixture);
    fixture.inputs.current = 50;
    fixture.inputs.lead_time_s = 3 * 86400;
    has_text(decision(&arena, &tone),
             "(50 in service). Order by 2024-03-29 (that less the lead time of 3d).", "in time");
    fixture.inputs.lead_time_s = 28 * 86400;
    has_text(decision(&arena, &tone), "the order was due by 2024-03-04: order now.", "late");
    is_int(tone, TONE_BAD, "late is bad");
    fixture.inputs.sizing.max = 54;
    has_text(decision(&arena, &tone),
             "Cannot be met: 54 are the most that is allowed, which is 3 short in 1 of 3 weeks "
             "(first 2024-04-08). Have max raised to 57 now: that was due by 2024-03-11. "
             "Before that, have 52 instances by 2024-04-01 21:00. With a lead time of 4w the order "
             "was due "
             "by 2024-03-04: order now.",
             "max: its own date, and that of the order");
    fixture.inputs.lead_time_s = NAN;
    has_text(decision(&arena, &tone), "Have max raised to 57.", "max, with no lead time");
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 4000; // 57 x 0.1 x 730 = 4161
    has_text(decision(&arena, &tone),
             "It costs at most 4,161.00 a month, 161.00 over the budget of 4,000.00, which is "
             "passed in 1 of 3 weeks.",
             "budget");
    arena_release(&arena);
}

static void test_inaction(void)
{
    struct arena arena = {0};
    struct capacity_plan plan;
    struct err err = {0};
    plan_fixture_init(&fixture);
    fixture.inputs.current = 30;
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made");
    has_text(words_inaction(&arena, &plan),
             "30 instances are overloaded from 2024-03-25 21:00: demand reaches 123% of what they "
             "take",
             "inaction: overload");
    capacity_plan_release(&plan);
    arena_release(&arena);
}

static void add_line(void *context, const char *text)
{
    str_appendf(context, "%s\n", text);
}

static void test_doubts(void)
{
    struct arena arena = {0};
    struct capacity_plan plan;
    struct err err = {0};
    struct str risks = {0};
    struct notes notes = {0};
    plan_fixture_init(&fixture);
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made");
    ok(words_doubt(&arena, &plan) == NULL, "doubt: none without a reason");
    is_text(words_as_of(&arena, &plan), "the end of the data", "as of: the end of the data");
    capacity_plan_release(&plan);
    fixture.level[2][30] = 4200;
    fixture.forecast.backtest.skill = -0.36;
    fixture.forecast.backtest.coverage_p95 = 0.39;
    fixture.inputs.as_of -= 24 * 3600 * INSTANT_PER_SECOND;
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made");
    is_text(words_doubt(&arena, &plan),
            "Doubtful, the history does not support it: the demand planned for is 3 times anything "
            "seen, and the forecast's error is 36% more than that of repeating the past, and its "
            "p95 held for only 39% of the values tested.",
            "doubt: all that is serious");
    is_text(words_as_of(&arena, &plan),
            "as given; the forecast knows the data to their end, 2024-03-24 23:00 (--until leaves "
            "later ones out)",
            "as of: before the end of the data");
    notes_add(&notes, NOTE_WARNING, "short", "the history is short");
    notes_add(&notes, NOTE_INFO, "utc", "taken as UTC");
    const struct plan_report report = {.plan = &plan, .subject = "it", .forecasting = &notes};
    words_risks(&arena, &report, add_line, &risks);
    words_warnings(&arena, &report, add_line, &risks);
    has_text(str_text(&risks), "is 3 times the highest of the history", "risk: beyond all seen");
    has_text(str_text(&risks), "error was 36% more than that of repeating",
             "risk: worse than naive");
    has_text(str_text(&risks), "tested for 1w ahead and the horizon is 17d12h", "risk: not tested");
    has_text(str_text(&risks), "held for only 39% of the values", "risk: too narrow");
    has_text(str_text(&risks), "\nthe history is short\n", "risk: a warning");
    ok(strstr(str_text(&risks), "taken as UTC") == NULL, "risk: a note is none");
    notes_release(&notes);
    str_release(&risks);
    capacity_plan_release(&plan);
    arena_release(&arena);
}

static void test_words(void)
{
    struct arena arena = {0};
    is_text(words_money(&arena, 5891.44), "5,891.44", "money has cents");
    is_text(words_money(&arena, 6000), "6,000.00", "and zeros");
    is_text(words_money(&arena, 0.5), "0.50", "and small sums");
    is_text(words_instances(&arena, 1), "1 instance", "one instance");
    is_text(words_share(&arena, 0.1234), "12.3%", "a share has three digits");
    is_text(words_at_least(&arena, 52.30191), "52.31", "at least: rounded up");
    is_text(words_at_most(&arena, 0.0961309), "0.09613", "at most: rounded down");
    is_text(words_share_at_least(&arena, 0.0441), "4.5%", "a share of at least");
    is_text(words_time(&arena, INSTANT_NONE), "-", "no time");
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    bool write = argc > 1 && strcmp(argv[1], "--write") == 0;
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 4000;
    fixture.inputs.sizing.zones = 3;
    fixture.inputs.lead_time_s = 10 * 86400;
    compare("tests/golden/plan.txt", false, write);
    compare("tests/golden/plan.md", true, write);
    test_width();
    test_decisions();
    test_inaction();
    test_doubts();
    test_words();
    return done();
}
