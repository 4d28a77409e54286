// The record of decisions, --append: a CSV that only ever grows.
#ifndef HEADROOM_ANSWER_DECISION_FILE_H
#define HEADROOM_ANSWER_DECISION_FILE_H

#include "cli/invocation.h"
#include "table/schema.h"

#include <stddef.h>

/// Zero-initialise; release with decision_file_release.
struct decision_file {
    const char *path;
    struct str bytes; ///< as it is
    struct table table;
    struct record_reader rows; ///< of decision_cells
};

/// What of a decision is read again.
struct decision_cells {
    instant time, until;
    const char *resource;
    double demand, target;
};

/// Reads the record, which may not exist yet. Errors: other columns than those of `header` (a line
/// of CSV), cells that are none.
int decision_file_read(const char *path, const char *header, struct decision_file *file,
                       struct err *err);

/// Appends the rows of `decisions` (its header is the file's) that it does not have yet: a decision
/// is known by its time and resource. What is there by now, others having added to it, stays as it
/// is, byte for byte; all are added or none. *added says how many.
int decision_file_append(const struct decision_file *file, const struct table *decisions,
                         size_t *added, struct err *err);

void decision_file_release(struct decision_file *file);

#endif
