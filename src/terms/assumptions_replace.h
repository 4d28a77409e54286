// New values in an assumptions file that people keep: everything else in it stays byte for byte.
#ifndef HEADROOM_TERMS_ASSUMPTIONS_REPLACE_H
#define HEADROOM_TERMS_ASSUMPTIONS_REPLACE_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

/// What a row is to say. NULL: as it is, or empty in a new row.
struct assumption_change {
    const char *name;
    const char *service; ///< NULL: of no service
    const char *value;
    const char *unit;
    const char *source;
    const char *date;
    const char *owner_as; ///< a new row takes the owner of the row of this name; NULL: none
};

/// Appends the file `text` to `out` with the change made: in the row of the same name and service,
/// or in a new row at the end. An empty text becomes a file with a header. Owners, other columns,
/// other rows, line ends, delimiter and byte-order mark stay. `file` is for messages. Errors: no
/// header of an assumptions file, a service in a file without such a column.
int assumptions_replace(const char *file, const char *text, size_t length,
                        const struct assumption_change *change, struct str *out, struct err *err);

#endif
