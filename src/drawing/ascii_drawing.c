#include "drawing/ascii_drawing.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { BRAILLE_BYTES = 3 };

/// The signs of drawings but the braille ones; a sign is as wide as it was, but the arrow.
static const struct {
    const char *sign, *ascii;
} signs[] = {
    {"▁", "_"}, {"▂", "."}, {"▃", "-"}, {"▄", "="}, {"▅", "o"}, {"▆", "O"}, {"▇", "@"}, {"█", "#"},
    {"░", ":"}, {"▒", "+"}, {"▓", "%"}, {"·", "."}, {"━", "="}, {"▔", "^"}, {"┊", ":"}, {"│", "|"},
    {"┤", "+"}, {"└", "+"}, {"┬", "+"}, {"─", "-"}, {"╌", "-"}, {"┄", "."}, {"−", "-"}, {"→", "->"},
};

static size_t count_bits(unsigned dots)
{
    size_t count = 0;
    for (; dots != 0; dots &= dots - 1)
        count++;
    return count;
}

/// The dots of a row from the top, two bits.
static unsigned row_of(unsigned dots, unsigned row)
{
    return row < 3 ? (dots >> row & 1) | (dots >> (row + 3) & 1) << 1 : dots >> 6 & 3;
}

/// What stands for eight dots: the height of a line, a full cell, or one with every other dot.
static char sign_of_dots(unsigned dots)
{
    bool touching = false;
    for (unsigned row = 0; row < 4; row++) {
        unsigned here = row_of(dots, row);
        touching = touching || here == 3 || (row > 0 && (here & row_of(dots, row - 1)) != 0);
    }
    bool top = row_of(dots, 0) != 0 || row_of(dots, 1) != 0;
    bool bottom = row_of(dots, 2) != 0 || row_of(dots, 3) != 0;
    if (dots == 0)
        return ' ';
    if (!touching && count_bits(dots) >= 3)
        return ':';
    if (count_bits(dots) >= 6)
        return '#';
    if (top && bottom)
        return '|';
    if (top)
        return row_of(dots, 0) != 0 ? '\'' : '-';
    return row_of(dots, 2) != 0 ? '.' : '_';
}

/// The dots of the braille character at `text` (U+2800 + dots); -1: it is none.
static int braille_at(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] != 0xE2 || byte[1] < 0xA0 || byte[1] > 0xA3 || byte[2] < 0x80)
        return -1;
    return (byte[1] - 0xA0) << 6 | (byte[2] - 0x80);
}

void ascii_drawing(const char *text, struct str *out)
{
    while (*text != '\0') {
        size_t i = 0;
        int dots = braille_at(text);
        if (dots >= 0) {
            str_append_char(out, sign_of_dots((unsigned)dots));
            text += BRAILLE_BYTES;
            continue;
        }
        while (i < sizeof signs / sizeof *signs && (unsigned char)*text >= 0x80 &&
               strncmp(text, signs[i].sign, strlen(signs[i].sign)) != 0)
            i++;
        if ((unsigned char)*text >= 0x80 && i < sizeof signs / sizeof *signs) {
            str_append(out, signs[i].ascii);
            text += strlen(signs[i].sign);
        } else {
            str_append_char(out, *text++);
        }
    }
}
