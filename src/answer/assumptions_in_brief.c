#include "answer/assumptions_in_brief.h"

#include "base/str.h"

#include <string.h>

/// How much of an origin names the place that an assumption is from: "web.csv" of "web.csv:12",
/// "default" of "default: a quarter of the history".
static size_t place_length(const char *origin)
{
    const char *colon = strrchr(origin, ':');
    if (strncmp(origin, "default", strlen("default")) == 0)
        return strlen("default");
    return colon != NULL && colon[1] >= '0' && colon[1] <= '9' ? (size_t)(colon - origin)
                                                               : strlen(origin);
}

static bool is_default(const struct plan_assumption *item)
{
    return strncmp(item->origin, "default", strlen("default")) == 0;
}

static bool is_option(const struct plan_assumption *item)
{
    return strncmp(item->origin, "--", 2) == 0;
}

/// Appends "by default quantile=p95 horizon=2w": those that `belongs` picks.
static void append_values(const struct plan_assumption *list, size_t count,
                          bool (*belongs)(const struct plan_assumption *item), const char *words,
                          struct str *text)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!belongs(&list[i]))
            continue;
        if (!any)
            str_appendf(text, "%s%s", text->length > 0 ? ", " : "", words);
        str_appendf(text, " %s=%s", list[i].name, list[i].value);
        any = true;
    }
}

static bool same_place(const struct plan_assumption *a, const struct plan_assumption *b)
{
    size_t length = place_length(a->origin);
    return length == place_length(b->origin) && strncmp(a->origin, b->origin, length) == 0;
}

/// Appends "11 of web.csv", a part a file.
static void append_files(const struct plan_assumption *list, size_t count, struct str *text)
{
    for (size_t i = 0; i < count; i++) {
        size_t here = 0, before = 0;
        for (size_t k = 0; k < count; k++) {
            bool same = same_place(&list[i], &list[k]);
            here += same;
            before += same && k < i;
        }
        if (before == 0 && !is_default(&list[i]) && !is_option(&list[i]))
            str_appendf(text, "%s%zu of %.*s", text->length > 0 ? ", " : "", here,
                        (int)place_length(list[i].origin), list[i].origin);
    }
}

void assumptions_in_brief(struct document *document, const struct plan_assumption *list,
                          size_t count)
{
    struct str text = {0};
    append_values(list, count, is_default, "by default", &text);
    append_values(list, count, is_option, "by option", &text);
    append_files(list, count, &text);
    if (count == 0)
        str_append(&text, "none is needed");
    document_paragraph(document, "%zu: %s%s", count, str_text(&text),
                       count == 0 ? "" : "; -v lists each with its place, source and owner.");
    str_release(&text);
}
