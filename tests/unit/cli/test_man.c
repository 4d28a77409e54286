// Regions of man pages: what is between the markers is replaced, the rest stays.
#include "cli/man.h"
#include "tap.h"

static void write_one(const void *subject, struct str *out)
{
    str_appendf(out, "one %s\n", (const char *)subject);
}

static const struct man_region regions[] = {{"ONE", write_one}, {NULL, NULL}};

static void check_error(const char *page, const char *message)
{
    struct str out = {0};
    struct err err = {0};
    is_int(man_rewrite("page.1", page, regions, "x", &out, &err), -1, "refused");
    has_text(err.text, message, message);
    str_release(&out);
}

static void check_text(const char *text, const char *expected)
{
    struct str out = {0};
    man_text(&out, text);
    is_text(str_text(&out), expected, expected);
    str_release(&out);
}

int main(void)
{
    struct str out = {0};
    struct err err = {0};
    is_int(man_rewrite("page.1",
                       "prose\n.\\\" generated: ONE\nold\nold\n.\\\" end generated\nmore\n",
                       regions, "x", &out, &err),
           0, "rewrites");
    is_text(str_text(&out), "prose\n.\\\" generated: ONE\none x\n.\\\" end generated\nmore\n",
            "only the region changed");
    str_release(&out);
    check_error("a\n.\\\" generated: TWO\n.\\\" end generated\n",
                "page.1:2: \"TWO\" is not a region of this page");
    check_error(".\\\" generated: ONE\n", "page.1:1: the region has no line .\\\" end generated");
    check_text(".5 of 'it' a\\b", "\\&.5 of 'it' a\\eb\n");
    check_text(
        "words that go on and on until the line is longer than what a page may have in it",
        "words that go on and on until the line is longer than what a page may have in\nit\n");
    return done();
}
