// The catalogue is whole: every option has what help, man pages and completions need.
#include "cli/command.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static void check_entry(enum option_id id)
{
    const struct option *option = option_at(id);
    char spelling[OPTION_TEXT_MAX];
    struct err err = {0};
    option_spelling(spelling, id);
    ok(option->name != NULL || option->letter != '\0', "%s has a name", spelling);
    ok(option->help != NULL && strlen(option->help) > 5, "%s has a help", spelling);
    size_t length = option->help == NULL ? 0 : strlen(option->help);
    ok(length > 0 && option->help[length - 1] != '.', "%s: its help has no stop", spelling);
    ok(option->kind == OPTION_FLAG || option->argument != NULL || option->choices[0] != NULL,
       "%s: its value has a word", spelling);
    if (option->initial != NULL)
        ok(option_check(id, option->initial, UNIT_HOURS_PER_MONTH, &err) == 0,
           "%s: its default is a value of it (%s)", spelling, err.text);
    ok((option->short_for == NULL) == (option->short_value == NULL) &&
           (option->short_for == NULL || option->kind == OPTION_FLAG),
       "%s: a short form is a flag with a value", spelling);
    // Options of one name, of which no command takes two.
    bool paired = id == OPT_RULES || id == OPT_RULES_FILE || id == OPT_FORMAT ||
                  id == OPT_FORMAT_REPORT || id == OPT_EMIT || id == OPT_EMIT_RESOURCES ||
                  id == OPT_EMIT_WATCH;
    if (option->excludes != OPT_NONE && !paired)
        is_int(option_at(option->excludes)->excludes, id, "exclusion goes both ways");
    for (enum option_id other = OPT_NONE + 1; other < id && !paired && option->name != NULL;
         other++)
        if (option_at(other)->name != NULL && strcmp(option_at(other)->name, option->name) == 0)
            ok(false, "%s: its name is its own", spelling);
    if (option->letter != '\0')
        is_int(option_by_letter(option->letter), id, "its letter is its own");
    if (option->assumption != NULL) {
        char expected[OPTION_TEXT_MAX];
        snprintf(expected, sizeof expected, "%s", option->name);
        for (char *c = expected; *c != '\0'; c++)
            *c = *c == '-' ? '_' : *c;
        is_text(option->assumption, expected, "an assumption is named like its option");
        is_int(option_by_assumption(option->assumption), id, "and found by that name");
    }
}

int main(void)
{
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        check_entry(id);
    char text[OPTION_TEXT_MAX];
    is_text(option_value_text(text, OPT_SPARE), "COUNT|zone|region", "word and fixed values");
    is_text(option_value_text(text, OPT_STRICT), "", "a flag has none");
    is_text(option_value_text(text, OPT_FORMAT), "text|csv|json|md|html|svg", "fixed values alone");
    is_int(option_by_assumption("per-instance"), OPT_NONE, "assumptions are written with _");
    return done();
}
