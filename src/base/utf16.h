// UTF-16 to UTF-8, piece by piece (exports of spreadsheets and of Grafana for them).
#ifndef HEADROOM_BASE_UTF16_H
#define HEADROOM_BASE_UTF16_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What is kept between pieces; zero-initialise, then set the byte order.
struct utf16_decoder {
    bool big_endian;
    bool half;           ///< one byte of a unit came
    unsigned char first; ///< that byte
    uint16_t high;       ///< a high surrogate that waits for its low one, else 0
    uint64_t offset;     ///< bytes read, for messages
};

enum { UTF16_DECODE_MIN = 16 }; ///< smallest output buffer that is of use

/// How many bytes may be given to utf16_decode for an output of `size` (at least UTF16_DECODE_MIN)
/// bytes.
size_t utf16_decodable(size_t size);

/// Decodes `length` bytes into `out` and sets *written. A lone surrogate is an error with its
/// offset.
int utf16_decode(struct utf16_decoder *decoder, const char *name, const char *bytes, size_t length,
                 char *out, size_t *written, struct err *err);

/// Call at the end: half a unit or half a pair is an error.
int utf16_finish(const struct utf16_decoder *decoder, const char *name, struct err *err);

#endif
