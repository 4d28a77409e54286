#include "cli/diagnostics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool diagnose_for_people(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
}

/// The program's name in front of a line; `code` is an SGR colour.
static void print_prefix(const char *code, const char *level)
{
    if (diagnose_for_people())
        fprintf(stderr, "headroom: \033[%sm%s\033[0m", code, level);
    else
        fprintf(stderr, "headroom: %s", level);
}

void diagnose_notes(const struct notes *notes, enum chattiness chattiness)
{
    static const enum chattiness least[] = {
        [NOTE_DETAIL] = SAY_ALL, [NOTE_INFO] = SAY_USUAL, [NOTE_WARNING] = SAY_WARNINGS};
    for (size_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        if (chattiness < least[note->level])
            continue;
        if (note->level == NOTE_WARNING)
            print_prefix("33", "warning: ");
        else
            print_prefix("0", "");
        fprintf(stderr, "%s", note->text);
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
    if (diagnose_for_people())
        fprintf(stderr, "headroom: \033[31m%s\033[0m\n", err->text);
    else
        fprintf(stderr, "headroom: %s\n", err->text);
}

void diagnose_lines(const char *lines)
{
    fputs(lines, stderr);
}
