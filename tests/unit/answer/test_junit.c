#include "answer/junit.h"
#include "tap.h"

#include <math.h>

static void add(struct verdicts *verdicts, enum verdict_source source, enum verdict_status status,
                const char *rule, const char *finding)
{
    const struct verdict verdict = {
        .rule = rule,
        .source = source,
        .status = status,
        .actual = NAN,
        .limit = NAN,
        .where = "10x",
        // 2026-03-02T00:03:00Z
        .at = INT64_C(1772409780000),
        .finding = finding,
        .remedy = status == VERDICT_FAIL ? "raise \"min\"" : NULL,
    };
    verdicts_add(verdicts, &verdict);
}

int main(void)
{
    struct verdicts verdicts = {0};
    struct str out = {0};
    junit_render(&verdicts, "policy", &out);
    is_text(str_text(&out),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"headroom check\" tests=\"0\" failures=\"0\">\n"
            "  <testsuite name=\"policy\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
            "  </testsuite>\n</testsuites>\n",
            "without a verdict");
    add(&verdicts, VERDICT_PLAN, VERDICT_PASS, "instances<=40", NULL);
    add(&verdicts, VERDICT_REPLAY, VERDICT_FAIL, "violation<=5%", "a & b\n\x01");
    add(&verdicts, VERDICT_REPLAY, VERDICT_WAIVED, "changes<2", "waived by \"ops\"");
    add(&verdicts, VERDICT_LINT, VERDICT_WARNING, "alarm-slow", "slow");
    str_clear(&out);
    junit_render(&verdicts, "policy of <web>", &out);
    is_text(str_text(&out),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"headroom check\" tests=\"4\" failures=\"1\">\n"
            "  <testsuite name=\"policy of &lt;web&gt;\" tests=\"4\" failures=\"1\" errors=\"0\" "
            "skipped=\"1\">\n"
            "    <testcase classname=\"headroom.check.plan\" name=\"instances&lt;=40\"/>\n"
            "    <testcase classname=\"headroom.check.replay\" name=\"violation&lt;=5%\">\n"
            "      <failure message=\"a &amp; b\\x0a\\x01\" type=\"violation&lt;=5%\">10x: a &amp; "
            "b\\x0a\\x01, worst at 2026-03-02T00:03:00Z. Remedy: raise &quot;min&quot;</failure>\n"
            "    </testcase>\n"
            "    <testcase classname=\"headroom.check.replay\" name=\"changes&lt;2\">\n"
            "      <skipped message=\"waived by &quot;ops&quot;\"/>\n"
            "    </testcase>\n"
            "    <testcase classname=\"headroom.check.lint\" name=\"alarm-slow\">\n"
            "      <system-out>warning: 10x: slow, worst at 2026-03-02T00:03:00Z</system-out>\n"
            "    </testcase>\n"
            "  </testsuite>\n</testsuites>\n",
            "each status in its form");
    str_release(&out);
    verdicts_release(&verdicts);
    return done();
}
