// One file being read: what a layout's reader works on, and how it reports what it cannot read.
#ifndef HEADROOM_INGEST_READING_H
#define HEADROOM_INGEST_READING_H

#include "base/str.h"
#include "ingest/ingest.h"
#include "ingest/sniff.h"

/// Cells that could not be read: the first one in full, the others like it as a count.
struct bad_cells {
    size_t line; ///< of the first; 0 where lines mean nothing (JSON)
    struct str column;
    struct str message; ///< "\"12,3x\" is not a number"
    const char *remedy;
    size_t like_it; ///< rows with the same column and trouble, the first included
    size_t rows;    ///< all rows that could not be read
};

struct reading {
    struct byte_source *source;
    const char *name; ///< for messages
    const struct ingest_options *options;
    struct sniff *sniff;
    struct samples *samples;
    size_t file; ///< index in samples->source
    struct notes *notes;
    struct err *err;
    struct bad_cells bad;
    bool values_chosen; ///< the reader has heeded --value
    bool keys_chosen;   ///< ... --by
    bool time_chosen;   ///< ... --time
    bool month_first;   ///< the layout is known to write 03/10/24 for the 10th of March
};

/// The file's record in samples; valid until the next file is added.
struct sample_source *reading_source(const struct reading *reading);

/// Whether --by none says that nothing tells series apart.
bool reading_without_keys(const struct reading *reading);

/// Reports a cell that cannot be read: `trouble` such as "is not a number" (a constant: equal
/// troubles of a column are counted), `remedy` what to do beside --skip-bad, NULL for nothing else.
void reading_bad(struct reading *reading, size_t line, const char *column, const char *text,
                 size_t length, const char *trouble, const char *remedy);

/// Finds or adds a stream; -1 with an error when there are too many.
int reading_stream(struct reading *reading, const char *metric, const char *key, size_t *stream);

/// An error about the file as a whole; returns -1.
__attribute__((format(printf, 2, 3))) int reading_refuse(struct reading *reading,
                                                         const char *format, ...);

/// A note about this file: "NAME: text"; notes of one kind are counted per file.
__attribute__((format(printf, 4, 5))) void reading_note(struct reading *reading,
                                                        enum note_level level, const char *kind,
                                                        const char *format, ...);

/// The same about a line of it: "NAME:LINE: text"; line 0 is left out.
__attribute__((format(printf, 5, 6))) void reading_note_at(struct reading *reading, size_t line,
                                                           enum note_level level, const char *kind,
                                                           const char *format, ...);

/// Ends the reading: rows that could not be read are an error or, with --skip-bad, a note.
int reading_finish(struct reading *reading);

/// Says that every row of the file stands for so long a span, by its layout or its own columns.
void reading_state_step(struct reading *reading, int64_t step_s);

void reading_release(struct reading *reading);

#endif
