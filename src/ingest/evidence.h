// A guess as a question with readings, each with what speaks for it: the winner, the runner-up and
// the reasons are said, and where the margin is thin that is a warning.
#ifndef HEADROOM_INGEST_EVIDENCE_H
#define HEADROOM_INGEST_EVIDENCE_H

#include "ingest/reading.h"

enum { EVIDENCE_READINGS = 4 };

struct evidence {
    const char *question; ///< "the order of day and month", for the note
    struct evidence_reading {
        const char *name; ///< "the month first"
        double points;
        struct str reasons; ///< "the rows lie closer together so, ..."
    } reading[EVIDENCE_READINGS];
    size_t count;
};

/// How many points of evidence settle a question without a warning.
#define EVIDENCE_ENOUGH 3.0

/// Adds a reading and returns its index, in the order of what is taken where nothing speaks for
/// any.
size_t evidence_reading(struct evidence *evidence, const char *name);

/// Something that speaks for a reading; `points` may be negative. `reason` is a constant.
void evidence_point(struct evidence *evidence, size_t reading, double points, const char *reason);

/// The reading with the most points, the first of several.
size_t evidence_winner(const struct evidence *evidence);

/// Points of the winner before the runner-up.
double evidence_margin(const struct evidence *evidence);

/// Says the winner, the runner-up and their reasons, for -v.
void evidence_note(const struct evidence *evidence, struct reading *reading);

/// What speaks for the winner, or that nothing in the file says otherwise.
const char *evidence_why(const struct evidence *evidence);

void evidence_release(struct evidence *evidence);

#endif
