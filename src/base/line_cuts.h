// Where a file of CSV can be cut into parts that are read apart.
#ifndef HEADROOM_BASE_LINE_CUTS_H
#define HEADROOM_BASE_LINE_CUTS_H

#include <stddef.h>
#include <stdint.h>

/// Cuts the bytes `start` .. `end` of a file into up to `parts` parts of about the same length,
/// each but the last ended by a LF outside quotes (an even number of quotes lies before it).
/// cut[0..n] are the parts' ends, with `start` in front; returns n, 1 where no such line end is
/// found or the file cannot be read.
size_t line_cuts(int descriptor, uint64_t start, uint64_t end, size_t parts, uint64_t *cut);

#endif
