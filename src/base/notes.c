#include "base/notes.h"

#include "base/memory.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdbool.h>
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

/// Moves one note behind those of `to`, or adds its count to `same`, the one that stands for it.
static void take_note(struct notes *to, struct note *same, struct note *note)
{
    if (same == NULL) {
        VEC_PUSH(to->note, to->count, to->capacity, *note);
        return;
    }
    same->count += note->count;
    free(note->kind);
    free(note->text);
}

/// The first note of the same kind, and of the same text if that counts; NULL when there is none.
static struct note *find_same(const struct notes *notes, const struct note *note, bool same_text)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, note->kind) == 0 &&
            (!same_text || strcmp(notes->note[i].text, note->text) == 0))
            return &notes->note[i];
    return NULL;
}

static void take_all(struct notes *to, struct notes *from, bool same_text)
{
    if (to == NULL) {
        notes_release(from);
        return;
    }
    for (size_t i = 0; i < from->count; i++)
        take_note(to, find_same(to, &from->note[i], same_text), &from->note[i]);
    free(from->note);
    *from = (struct notes){0};
}

void notes_merge(struct notes *to, struct notes *from)
{
    take_all(to, from, true);
}

void notes_join(struct notes *to, struct notes *from)
{
    take_all(to, from, false);
}

void notes_supplement(struct notes *to, struct notes *from)
{
    struct notes others = {0};
    for (size_t i = 0; i < from->count; i++) {
        const struct note *note = &from->note[i];
        if (find_same(to, note, false) == NULL)
            notes_add(&others, note->level, note->kind, "%s", note->text);
    }
    notes_release(from);
    notes_join(to, &others);
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
