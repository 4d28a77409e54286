// gzip streams (RFC 1952), inflated piece by piece with a bound on their expansion.
#ifndef HEADROOM_BASE_GUNZIP_H
#define HEADROOM_BASE_GUNZIP_H

#include "base/err.h"

#include <stddef.h>

struct gunzip;

struct gunzip *gunzip_new(void);

/// Inflates from `input` into `output`: says how much was used and how much came out. `length` 0
/// means the end of the input. Several members in a row are one stream and zeros behind the last
/// are padding; a damaged or truncated stream, other bytes behind it, and an expansion beyond 64
/// GiB, or beyond 1000 times the input once 64 MiB have come out, are errors that carry `name`.
int gunzip_feed(struct gunzip *gunzip, const char *name, const char *input, size_t length,
                size_t *used, char *output, size_t size, size_t *got, struct err *err);

/// NULL is accepted.
void gunzip_release(struct gunzip *gunzip);

/// Version of the zlib that is linked.
const char *gunzip_library_version(void);

#endif
