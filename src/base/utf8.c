#include "base/utf8.h"

#include <stdbool.h>

struct range {
    uint32_t first, last;
};

// Unicode 15: marks and format characters that take no column, in the scripts that metric names
// use.
static const struct range zero_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

// Unicode 15, East_Asian_Width W and F.
static const struct range double_width[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x26A1, 0x26A1},   {0x2705, 0x2705},
    {0x274C, 0x274C},   {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2B50, 0x2B50},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4C6},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static bool within(uint32_t character, const struct range *range, size_t count)
{
    for (size_t i = 0; i < count && range[i].first <= character; i++)
        if (character <= range[i].last)
            return true;
    return false;
}

size_t utf8_sequence(const char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    const unsigned char *byte = (const unsigned char *)bytes;
    unsigned char lead = byte[0];
    size_t want = lead < 0x80                   ? 1
                  : lead >= 0xC2 && lead < 0xE0 ? 2
                  : lead >= 0xE0 && lead < 0xF0 ? 3
                  : lead >= 0xF0 && lead < 0xF5 ? 4
                                                : 0;
    if (want == 0 || want > length)
        return 0;
    for (size_t i = 1; i < want; i++)
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
    if ((lead == 0xE0 && byte[1] < 0xA0) || (lead == 0xED && byte[1] > 0x9F) ||
        (lead == 0xF0 && byte[1] < 0x90) || (lead == 0xF4 && byte[1] > 0x8F))
        return 0;
    return want;
}

uint32_t utf8_decode(const char *bytes, size_t sequence)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    if (sequence == 1)
        return byte[0];
    uint32_t character = byte[0] & (0xFFu >> (sequence + 1));
    for (size_t i = 1; i < sequence; i++)
        character = character << 6 | (byte[i] & 0x3F);
    return character;
}

bool utf8_is_hidden(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x061C ||
           character == 0x200E || character == 0x200F ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

size_t utf8_width(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        size_t sequence = utf8_sequence(text + i, length - i);
        if (sequence == 0) {
            width++;
            i++;
            continue;
        }
        uint32_t character = utf8_decode(text + i, sequence);
        if (within(character, double_width, sizeof double_width / sizeof *double_width))
            width += 2;
        else if (character >= 0x20 && (character < 0x7F || character > 0x9F) &&
                 !within(character, zero_width, sizeof zero_width / sizeof *zero_width))
            width++;
        i += sequence;
    }
    return width;
}

void utf8_append_valid(struct str *out, const char *bytes, size_t length)
{
    size_t valid = 0; // start of the bytes that are good and not yet appended
    size_t i = 0;
    while (i < length) {
        size_t sequence = utf8_sequence(bytes + i, length - i);
        if (sequence > 0) {
            i += sequence;
            continue;
        }
        str_append_bytes(out, bytes + valid, i - valid);
        str_append(out, "\xEF\xBF\xBD");
        valid = ++i;
    }
    str_append_bytes(out, bytes + valid, length - valid);
}

void utf8_append_text(struct str *out, const char *bytes, size_t length)
{
    size_t valid = 0;
    for (size_t sequence = 1; valid < length && sequence > 0; valid += sequence)
        sequence = utf8_sequence(bytes + valid, length - valid);
    if (valid == length) {
        str_append_bytes(out, bytes, length);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x80)
            str_append_char(out, (char)(0xC0 | byte >> 6));
        str_append_char(out, (char)(byte < 0x80 ? byte : 0x80 | (byte & 0x3F)));
    }
}
