#include "cli/diagnostics.h"

#include "base/escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool terminal_for_people(int descriptor)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return isatty(descriptor) && term != NULL && strcmp(term, "dumb") != 0;
}

/// Whatever got into a message, it must not move the terminal's cursor.
static void say(const char *text)
{
    struct str safe = {0};
    escape_text(&safe, text);
    fputs(str_text(&safe), stderr);
    str_release(&safe);
}

void diagnose_notes(const struct notes *notes, enum chattiness chattiness)
{
    static const enum chattiness least[] = {
        [NOTE_DETAIL] = SAY_ALL, [NOTE_INFO] = SAY_USUAL, [NOTE_WARNING] = SAY_WARNINGS};
    bool coloured = terminal_for_people(STDERR_FILENO);
    for (size_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        if (chattiness < least[note->level])
            continue;
        const char *level = "";
        if (note->level == NOTE_WARNING)
            level = coloured ? "\033[33mwarning:\033[0m " : "warning: ";
        fprintf(stderr, "headroom: %s", level);
        say(note->text);
        if (note->count > 1)
            fprintf(stderr, " (%zu like it)", note->count);
        fputc('\n', stderr);
    }
}

size_t diagnose_count_warnings(const struct notes *notes)
{
    size_t warnings = 0;
    for (size_t i = 0; i < notes->count; i++)
        if (notes->note[i].level == NOTE_WARNING)
            warnings++;
    return warnings;
}

void diagnose_error(const struct err *err)
{
    bool coloured = terminal_for_people(STDERR_FILENO);
    fputs(coloured ? "headroom: \033[31m" : "headroom: ", stderr);
    say(err->text);
    fputs(coloured ? "\033[0m\n" : "\n", stderr);
}

void diagnose_lines(const char *lines)
{
    say(lines);
}
