// What a function wants said besides its result: every repair, guess and default, counted once a
// kind.
#ifndef HEADROOM_BASE_NOTES_H
#define HEADROOM_BASE_NOTES_H

#include <stddef.h>

enum note_level {
    NOTE_DETAIL,  ///< shown with -v
    NOTE_INFO,    ///< shown unless -q: a default or a rule that decided
    NOTE_WARNING, ///< shown unless -q; --strict makes it trouble: something was repaired or guessed
};

struct note {
    enum note_level level;
    char *kind; ///< notes of one kind are counted, the first text is kept
    char *text;
    size_t count;
};

/// Zero-initialise; release with notes_release. A NULL `notes` is accepted everywhere: nothing is
/// kept.
struct notes {
    struct note *note;
    size_t count;
    size_t capacity;
};

/// Adds a note, or raises the count of the first one of this `kind`.
__attribute__((format(printf, 4, 5))) void notes_add(struct notes *notes, enum note_level level,
                                                     const char *kind, const char *format, ...);

/// Moves all of `from` behind `to`, merging kinds that have the same text; empties `from`.
void notes_merge(struct notes *to, struct notes *from);

/// Adds the notes of `from` as notes_add would have done one by one: of one kind the first text is
/// kept. Empties `from`; a NULL `to` keeps nothing.
void notes_join(struct notes *to, struct notes *from);

/// Adds those notes of `from` whose kind `to` has not, and forgets the others with their count.
/// Empties `from`.
void notes_supplement(struct notes *to, struct notes *from);

void notes_release(struct notes *notes);

#endif
