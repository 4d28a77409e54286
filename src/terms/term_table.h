// Every term that an assumptions file may have, a row each: which field of the scaling equation it
// fills, and what each command that counts instances makes of it.
#ifndef HEADROOM_TERMS_TERM_TABLE_H
#define HEADROOM_TERMS_TERM_TABLE_H

#include "base/arena.h"
#include "cli/option.h"

#include <stdbool.h>
#include <stddef.h>

/// The commands that count instances, a bit each.
enum {
    ASKED_BY_SIZE = 1 << 0,
    ASKED_BY_PLAN = 1 << 1,
    ASKED_BY_RECOMMEND = 1 << 2,
    ASKED_BY_RUNOUT = 1 << 3,
    ASKED_BY_SCHEDULE = 1 << 4,
    ASKED_BY_WARMPOOL = 1 << 5,
    ASKED_BY_STEPS = 1 << 6,
    ASKED_BY_SIMULATE = 1 << 7,
    ASKED_BY_CHECK = 1 << 8,
    ASKED_BY_TUNE = 1 << 9,
    ASKED_BY_COST = 1 << 10,
};
enum { ASKED_BY_ALL = (1 << 11) - 1 };

/// How a term becomes part of struct sizing.
enum term_kind {
    TERM_UNDECIDED, ///< no row may be
    TERM_BESIDE,    ///< it changes no count: whoever asks for it reads it, others pass it over
    TERM_JOINT,     ///< settled together with others
    TERM_NUMBER,    ///< the number as it is
    TERM_MONTHLY,   ///< money an hour that becomes money a month
    TERM_BATCH,     ///< a count or a share of the instances
};

/// Name, unit, dimension, default, bounds and meaning are those of the option's row in the
/// catalogue.
struct term {
    enum option_id id;
    enum term_kind kind;
    size_t offset; ///< in struct sizing, of all but TERM_BESIDE and TERM_JOINT
    double absent; ///< what stands there where nothing is said
    /// Questions that obey the term, that go on without it and say so, that refuse it: each
    /// question is in one of the three, but for TERM_BESIDE.
    unsigned obeyed, said, refused;
    const char *instead; ///< why, and what to do where it is said or refused
};

/// All rows; returns how many.
size_t term_table(const struct term **table);

/// The row of an option that assumptions files may have; NULL where it has none.
const struct term *term_of(enum option_id id);

/// The commands of `bits` by their names: "size, plan"; NULL for none.
const char *term_commands(struct arena *arena, unsigned bits);

/// The bit of a command by its name; 0 where it counts no instances.
unsigned term_asked_by(const char *command);

#endif
