#include "base/notes.h"

#include "base/memory.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void notes_add(struct notes *notes, enum note_level level, const char *kind, const char *format,
               ...)
{
    if (notes == NULL)
        return;
    for (size_t i = 0; i < notes->count; i++) {
        if (strcmp(notes->note[i].kind, kind) == 0) {
            notes->note[i].count++;
            return;
        }
    }
    va_list first;
    va_list second;
    va_start(first, format);
    va_copy(second, first);
    int length = vsnprintf(NULL, 0, format, first);
    va_end(first);
    char *text = mem_alloc((size_t)(length < 0 ? 0 : length) + 1, 1);
    if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, second);
    va_end(second);
    struct note note = {.level = level, .kind = mem_strdup(kind), .text = text, .count = 1};
    VEC_PUSH(notes->note, notes->count, notes->capacity, note);
}

void notes_merge(struct notes *to, struct notes *from)
{
    if (to == NULL) {
        notes_release(from);
        return;
    }
    for (size_t i = 0; i < from->count; i++) {
        struct note *note = &from->note[i];
        struct note *same = NULL;
        for (size_t k = 0; k < to->count && same == NULL; k++)
            if (strcmp(to->note[k].kind, note->kind) == 0 &&
                strcmp(to->note[k].text, note->text) == 0)
                same = &to->note[k];
        if (same != NULL) {
            same->count += note->count;
            free(note->kind);
            free(note->text);
        } else {
            VEC_PUSH(to->note, to->count, to->capacity, *note);
        }
    }
    free(from->note);
    *from = (struct notes){0};
}

void notes_release(struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        free(notes->note[i].kind);
        free(notes->note[i].text);
    }
    free(notes->note);
    *notes = (struct notes){0};
}
