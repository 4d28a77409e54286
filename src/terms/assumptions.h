// The assumptions file: what is known of a service, with its source and owner, in a CSV that people
// keep: name,value,unit,source,owner,date and optionally service.
#ifndef HEADROOM_TERMS_ASSUMPTIONS_H
#define HEADROOM_TERMS_ASSUMPTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/key_index.h"
#include "base/notes.h"
#include "base/unit.h"
#include "base/value_range.h"

#include <stdbool.h>
#include <stddef.h>

/// A name that a file may use, and what its value must be.
struct assumption_kind {
    const char *name;               ///< "per_instance"
    enum dimension dimension;       ///< DIMENSION_UNKNOWN: any
    bool whole;                     ///< a whole number, 0 or more
    struct value_range range;       ///< what the value may be
    struct value_range share_range; ///< of any dimension: the same of a share
    bool repeatable;                ///< a file may have several rows of it, which all count
    bool any_text;                  ///< a column's name is a value too
    const char *const
        *words;      ///< fixed values beside or instead of a number, ended by NULL; NULL: none
    bool only_words; ///< a number is no value
};

/// The names that are known, and what /mo and mo mean where no row hours_per_month says it.
struct assumption_names {
    const struct assumption_kind *kind;
    size_t count;
    double hours_per_month;
    bool hours_fixed; ///< hours_per_month wins over the file's (it was given as an option)
};

/// One row. Texts are in the arena; source, owner, date and service are NULL when empty.
struct assumption {
    const char *name;
    const char *service; ///< NULL: for every service that has no row of its own
    const char *value;   ///< as written: "0,0832"
    const char *unit;    ///< as written; NULL when empty
    const char *source;
    const char *owner;
    const char *date;
    struct quantity quantity; ///< the value in base units; NaN when it is a word
    const char *word;         ///< "zone"; NULL when it is a number
    const char *file;
    size_t line;
    struct assumption *next; ///< the next row of a name that may be repeated; NULL: the last
};

/// Zero-initialise; release with assumptions_release.
struct assumptions {
    struct arena arena;
    struct assumption *item; ///< in the order of the files
    size_t count;
    size_t capacity;
    struct key_index index; ///< of service and name; its numbers are places in `item`
};

/// Adds the rows of a file; a row replaces the one of an earlier file for the same name and
/// service. UTF-8 or UTF-16, a BOM, `;` or tabs between fields and decimal commas are accepted; a
/// row without a value is left out (templates have them). Notes: rows without source or owner,
/// unknown columns that resemble known ones. Errors, each with file:line: unknown names with a
/// suggestion, values that are none, units that do not fit, two rows for one name and service where
/// the name is not to be repeated.
int assumptions_read(struct byte_source *source, const struct assumption_names *names,
                     struct assumptions *assumptions, struct notes *notes, struct err *err);

/// Adds rows that another file gave, whose texts live as long as `assumptions`; they are settled in
/// place. comma_decimal as of a file with `;` between its fields. Errors: as above.
int assumptions_add(struct assumptions *assumptions, const struct assumption_names *names,
                    struct assumption *row, size_t rows, bool comma_decimal, struct notes *notes,
                    struct err *err);

/// The (first) row for `name` of `service` (NULL: of none in particular), else the general one,
/// else NULL.
const struct assumption *assumptions_find(const struct assumptions *assumptions, const char *name,
                                          const char *service);

void assumptions_release(struct assumptions *assumptions);

#endif
