#include "base/notes.h"
#include "tap.h"

int main(void)
{
    struct notes notes = {0};
    notes_add(&notes, NOTE_WARNING, "duplicate", "row %d repeats a time", 7);
    notes_add(&notes, NOTE_WARNING, "duplicate", "row %d repeats a time", 9);
    notes_add(&notes, NOTE_INFO, "zone", "UTC is assumed");
    is_int(notes.count, 2, "notes of one kind are one");
    is_text(notes.note[0].text, "row 7 repeats a time", "with the first text");
    is_int(notes.note[0].count, 2, "and their number");
    is_int(notes.note[1].level, NOTE_INFO, "the level is kept");

    struct notes more = {0};
    notes_add(&more, NOTE_INFO, "zone", "UTC is assumed");
    notes_add(&more, NOTE_WARNING, "duplicate", "row %d repeats a time", 3);
    notes_merge(&notes, &more);
    is_int(more.count, 0, "merging empties the other");
    is_int(notes.count, 3, "the same text is merged, another of its kind is not");
    is_int(notes.note[1].count, 2, "and counted");
    is_text(notes.note[2].text, "row 3 repeats a time", "the order is kept");

    notes_add(&more, NOTE_WARNING, "duplicate", "row %d repeats a time", 4);
    notes_add(&more, NOTE_INFO, "step", "1h");
    notes_join(&notes, &more);
    is_int(more.count, 0, "joining empties the other too");
    is_int(notes.count, 4, "joined, notes of one kind are one whatever their text");
    is_int(notes.note[0].count, 3, "counted as if added");
    is_text(notes.note[3].text, "1h", "a new kind comes behind");

    notes_add(&more, NOTE_WARNING, "duplicate", "row %d repeats a time", 5);
    notes_add(&more, NOTE_WARNING, "gap", "an hour");
    notes_add(&more, NOTE_WARNING, "gap", "a day");
    notes_supplement(&notes, &more);
    is_int(more.count, 0, "supplementing empties the other too");
    is_int(notes.note[0].count, 3, "a kind that is there is not counted");
    is_int(notes.count, 5, "a new one is added");
    is_text(notes.note[4].text, "an hour", "with its first text");

    notes_add(NULL, NOTE_INFO, "x", "nobody listens");
    notes_add(&more, NOTE_INFO, "x", "x");
    notes_merge(NULL, &more);
    is_int(more.count, 0, "merged into nothing they are gone");
    notes_release(&notes);
    is_int(notes.count, 0, "released");
    for (int i = 0; i < 100; i++) {
        char kind[] = {(char)('!' + i % 90), '\0'};
        notes_add(&notes, NOTE_DETAIL, kind, "%d", i);
    }
    is_int(notes.count, 90, "there is room for many kinds");
    notes_release(&notes);
    return done();
}
