#include "answer/junit.h"

#include "base/escape.h"

#include <string.h>

static void append_attribute(struct str *out, const char *name, const char *value)
{
    str_appendf(out, " %s=\"", name);
    escape_xml(out, value);
    str_append_char(out, '"');
}

/// Where and what: the text of a case that does not just pass.
static void append_story(struct str *out, const struct verdict *verdict)
{
    struct str told = {0};
    if (verdict->where[0] != '\0')
        str_appendf(&told, "%s: ", verdict->where);
    verdict_tell(verdict, &told);
    escape_xml(out, str_text(&told));
    str_release(&told);
}

static void append_case(struct str *out, const struct verdict *verdict)
{
    static const char *const classname[] = {
        [VERDICT_LINT] = "headroom.check.lint",
        [VERDICT_REPLAY] = "headroom.check.replay",
        [VERDICT_PLAN] = "headroom.check.plan",
    };
    str_append(out, "    <testcase");
    append_attribute(out, "classname", classname[verdict->source]);
    append_attribute(out, "name", verdict->rule);
    switch (verdict->status) {
    case VERDICT_PASS:
        str_append(out, "/>\n");
        return;
    case VERDICT_WAIVED:
        str_append(out, ">\n      <skipped");
        append_attribute(out, "message", verdict->finding);
        str_append(out, "/>\n    </testcase>\n");
        return;
    case VERDICT_FAIL:
        str_append(out, ">\n      <failure");
        append_attribute(out, "message", verdict->finding);
        append_attribute(out, "type", verdict->rule);
        str_append_char(out, '>');
        append_story(out, verdict);
        str_append(out, "</failure>\n    </testcase>\n");
        return;
    case VERDICT_ADVICE:
    case VERDICT_WARNING:
        str_appendf(out, ">\n      <system-out>%s: ", verdict_status_name(verdict->status));
        append_story(out, verdict);
        str_append(out, "</system-out>\n    </testcase>\n");
        return;
    }
}

/// Whether two groups are one; without groups all is one.
static bool same_group(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/// The verdicts from `first` that are about one group, as a suite of their own; returns the next.
static size_t append_suite(struct str *out, const struct verdicts *verdicts, const char *suite,
                           size_t first)
{
    const char *group = verdicts->count == 0 ? NULL : verdicts->item[first].group;
    size_t end = first, failures = 0, skipped = 0;
    for (; end < verdicts->count && same_group(verdicts->item[end].group, group); end++) {
        failures += verdicts->item[end].status == VERDICT_FAIL ? 1 : 0;
        skipped += verdicts->item[end].status == VERDICT_WAIVED ? 1 : 0;
    }
    str_append(out, "  <testsuite");
    append_attribute(out, "name", group == NULL ? suite : group);
    str_appendf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n", end - first,
                failures, skipped);
    for (size_t i = first; i < end; i++)
        append_case(out, &verdicts->item[i]);
    str_append(out, "  </testsuite>\n");
    return end;
}

void junit_render(const struct verdicts *verdicts, const char *suite, struct str *out)
{
    str_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    str_appendf(out, "<testsuites name=\"headroom check\" tests=\"%zu\" failures=\"%zu\">\n",
                verdicts->count, verdicts_count(verdicts, VERDICT_FAIL, -1));
    size_t next = 0;
    do
        next = append_suite(out, verdicts, suite, next);
    while (next < verdicts->count);
    str_append(out, "</testsuites>\n");
}
