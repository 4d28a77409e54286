#include "answer/github_annotations.h"

#include "base/escape.h"

static void append_property(struct str *out, const char *name, const char *value)
{
    str_appendf(out, "%s=", name);
    escape_github_property(out, value);
}

/// `::error file=asg.json,line=12,title=oscillation::what is wrong`.
static void append_annotation(struct str *out, const struct verdict *verdict)
{
    static const char *const command[] = {
        [VERDICT_PASS] = "",           [VERDICT_WAIVED] = "notice", [VERDICT_ADVICE] = "notice",
        [VERDICT_WARNING] = "warning", [VERDICT_FAIL] = "error",
    };
    const char *file = verdict_file(verdict);
    struct str told = {0};
    str_appendf(out, "::%s ", command[verdict->status]);
    if (file != NULL) {
        append_property(out, "file", file);
        if (verdict->origin.line > 0)
            str_appendf(out, ",line=%zu", verdict->origin.line);
        str_append_char(out, ',');
    }
    append_property(out, "title", verdict->rule);
    str_append(out, "::");
    if (verdict->group != NULL)
        str_appendf(&told, "%s: ", verdict->group);
    verdict_tell(verdict, &told);
    escape_github_message(out, str_text(&told));
    str_append_char(out, '\n');
    str_release(&told);
}

void github_annotations_render(const struct verdicts *verdicts, struct str *out)
{
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->item[i].status != VERDICT_PASS)
            append_annotation(out, &verdicts->item[i]);
    size_t failed = verdicts_count(verdicts, VERDICT_FAIL, -1);
    str_appendf(out, "%s: failed %zu, waived %zu, warnings %zu, advice %zu\n",
                failed > 0 ? "not to be deployed" : "may be deployed", failed,
                verdicts_count(verdicts, VERDICT_WAIVED, -1),
                verdicts_count(verdicts, VERDICT_WARNING, -1),
                verdicts_count(verdicts, VERDICT_ADVICE, -1));
}
