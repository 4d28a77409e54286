// Reports for code scanning and for annotations, text by text.
#include "answer/github_annotations.h"
#include "answer/sarif.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static void add(struct verdicts *verdicts, enum verdict_source source, enum verdict_status status,
                const char *rule, const char *file, size_t line)
{
    const struct verdict verdict = {
        .rule = rule,
        .source = source,
        .status = status,
        .actual = NAN,
        .limit = NAN,
        .origin = {file, line},
        // 2026-03-02T00:03:00Z
        .at = source == VERDICT_REPLAY ? INT64_C(1772409780000) : INSTANT_NONE,
        .finding = "5% \"a\"\nb",
        .remedy = status == VERDICT_FAIL ? "act" : NULL,
    };
    verdicts_add(verdicts, &verdict);
}

static void test_sarif(const struct verdicts *verdicts)
{
    static const char head[] =
        "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
        "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n"
        "      \"tool\": {\n        \"driver\": {\n          \"name\": \"headroom\",\n"
        "          \"version\": \"";
    static const char rules[] =
        "\"rules\": [\n"
        "          {\"id\": \"violation<=5%\", \"shortDescription\": {\"text\": \"a rule of "
        "--require "
        "or --rules\"}, \"help\": {\"text\": \"violation<=5% is required, by --require or a file "
        "of "
        "--rules.\"}, \"defaultConfiguration\": {\"level\": \"error\"}},\n"
        "          {\"id\": \"min-above-max\", \"shortDescription\": {\"text\": \"the minimum is "
        "above "
        "the maximum\"}, \"help\": {\"text\": \"the minimum is above the maximum. Remedy: lower "
        "the "
        "minimum or raise the maximum.\"}, \"defaultConfiguration\": {\"level\": \"error\"}},\n"
        "          {\"id\": \"fixed-size\", ";
    static const char results[] =
        "\"columnKind\": \"utf16CodeUnits\",\n      \"results\": [\n"
        "        {\"ruleId\": \"violation<=5%\", \"ruleIndex\": 0, \"level\": \"error\", "
        "\"message\": "
        "{\"text\": \"5% \\\"a\\\"\\nb, worst at 2026-03-02T00:03:00Z. Remedy: act\"}, "
        "\"locations\": "
        "[{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"a%20b%3A/%C3%A4.json\", "
        "\"uriBaseId\": \"%SRCROOT%\"}, \"region\": {\"startLine\": 12}}}]},\n"
        "        {\"ruleId\": \"min-above-max\", \"ruleIndex\": 1, \"level\": \"error\", "
        "\"message\": "
        "{\"text\": \"5% \\\"a\\\"\\nb\"}, \"locations\": [{\"physicalLocation\": "
        "{\"artifactLocation\": {\"uri\": \"file:///srv/asg.json\"}}}], \"suppressions\": "
        "[{\"kind\": \"external\", \"justification\": \"5% \\\"a\\\"\\nb\"}]},\n"
        "        {\"ruleId\": \"fixed-size\", \"ruleIndex\": 2, \"level\": \"warning\", "
        "\"message\": "
        "{\"text\": \"5% \\\"a\\\"\\nb\"}},\n"
        "        {\"ruleId\": \"violation<=5%\", \"ruleIndex\": 0, ";
    struct str out = {0};
    sarif_render(verdicts, &out);
    ok(strncmp(str_text(&out), head, strlen(head)) == 0, "schema, version and tool");
    has_text(str_text(&out), rules, "each rule once, with its help");
    has_text(str_text(&out), results, "results: places as URIs, waived ones suppressed");
    has_text(str_text(&out), "\"logicalLocations\": [{\"name\": \"web\"}]", "the group");
    ok(strstr(str_text(&out), "instances<=40") == NULL, "nothing of what passes");
    str_release(&out);
}

static void test_annotations(const struct verdicts *verdicts)
{
    struct str out = {0};
    github_annotations_render(verdicts, &out);
    is_text(
        str_text(&out),
        "::error file=a b%3A/\xc3\xa4.json,line=12,title=violation<=5%25::5%25 \"a\"%0Ab, worst "
        "at 2026-03-02T00:03:00Z. Remedy: act\n"
        "::notice file=/srv/asg.json,title=min-above-max::5%25 \"a\"%0Ab\n"
        "::warning title=fixed-size::5%25 \"a\"%0Ab\n"
        "::error file=x%2Cy.json,line=3,title=violation<=5%25::web: 5%25 \"a\"%0Ab, worst at "
        "2026-03-02T00:03:00Z. Remedy: act\n"
        "not to be deployed: failed 2, waived 1, warnings 1, advice 0\n",
        "a command each, escaped");
    str_release(&out);
}

int main(void)
{
    struct verdicts verdicts = {0};
    struct str out = {0};
    sarif_render(&verdicts, &out);
    has_text(str_text(&out), "\"rules\": []", "no rule is broken");
    has_text(str_text(&out), "\"results\": []", "no result");
    str_clear(&out);
    github_annotations_render(&verdicts, &out);
    is_text(str_text(&out), "may be deployed: failed 0, waived 0, warnings 0, advice 0\n",
            "nothing");
    str_release(&out);
    add(&verdicts, VERDICT_PLAN, VERDICT_PASS, "instances<=40", "plan.csv", 3);
    add(&verdicts, VERDICT_REPLAY, VERDICT_FAIL, "violation<=5%", "./a b:/\xc3\xa4.json", 12);
    add(&verdicts, VERDICT_LINT, VERDICT_WAIVED, "min-above-max", "/srv/asg.json", 0);
    add(&verdicts, VERDICT_LINT, VERDICT_WARNING, "fixed-size", "standard input", 4);
    add(&verdicts, VERDICT_REPLAY, VERDICT_FAIL, "violation<=5%", "x,y.json", 3);
    verdicts.item[4].group = "web";
    test_sarif(&verdicts);
    test_annotations(&verdicts);
    verdicts_release(&verdicts);
    return done();
}
