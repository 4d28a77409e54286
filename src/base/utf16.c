#include "base/utf16.h"

#include <inttypes.h>

size_t utf16_decodable(size_t size)
{
    // A unit of two bytes becomes at most three; one that completes a surrogate pair four.
    return (size - 4) / 3 * 2;
}

static int fail(const struct utf16_decoder *decoder, const char *name, struct err *err)
{
    return err_at(err, name, 0, NULL,
                  "not valid UTF-16 near byte %" PRIu64 "; save the file as UTF-8",
                  decoder->offset);
}

/// Writes one character as UTF-8 (RFC 3629); returns its length.
static size_t write_utf8(char *out, uint32_t point)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    out[0] = (char)(lead[length] | point);
    return length;
}

/// Decodes one unit; *length is 0 for the first half of a pair. False for a lone surrogate.
static bool decode_unit(struct utf16_decoder *decoder, uint16_t unit, char *out, size_t *length)
{
    bool high = unit >= 0xD800 && unit < 0xDC00;
    bool low = unit >= 0xDC00 && unit < 0xE000;
    *length = 0;
    if (low != (decoder->high != 0))
        return false;
    if (high) {
        decoder->high = unit;
    } else if (low) {
        uint32_t upper = decoder->high - UINT32_C(0xD800);
        *length = write_utf8(out, 0x10000 + (upper << 10) + (unit - UINT32_C(0xDC00)));
        decoder->high = 0;
    } else {
        *length = write_utf8(out, unit);
    }
    return true;
}

int utf16_decode(struct utf16_decoder *decoder, const char *name, const char *bytes, size_t length,
                 char *out, size_t *written, struct err *err)
{
    *written = 0;
    for (size_t i = 0; i < length; i++, decoder->offset++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (!decoder->half) {
            decoder->first = byte;
            decoder->half = true;
            continue;
        }
        decoder->half = false;
        unsigned unit = decoder->big_endian ? (unsigned)decoder->first << 8 | byte
                                            : (unsigned)byte << 8 | decoder->first;
        size_t more;
        if (!decode_unit(decoder, (uint16_t)unit, out + *written, &more))
            return fail(decoder, name, err);
        *written += more;
    }
    return 0;
}

int utf16_finish(const struct utf16_decoder *decoder, const char *name, struct err *err)
{
    if (!decoder->half && decoder->high == 0)
        return 0;
    return fail(decoder, name, err);
}
