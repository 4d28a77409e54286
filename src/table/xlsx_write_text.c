#include "base/utf8.h"
#include "table/xlsx_write_book.h"

#include <string.h>

enum { CELL_CHARACTERS_MAX = 32767, ESCAPE_LENGTH = 7 };

/// ECMA-376 ST_Xstring: _xHHHH_ stands for the character U+HHHH.
static bool is_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
           text[6] == '_';
}

/// XML 1.0 has no other control characters, and neither U+FFFE nor U+FFFF.
static bool is_allowed(uint32_t character)
{
    return (character >= 0x20 || character == '\t' || character == '\n') && character != 0x7F &&
           character != 0xFFFE && character != 0xFFFF;
}

void xlsx_append_clean(struct str *out, const char *text)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    static const char escaped_underscore[] = "_x005F_";
    size_t length = strlen(text);
    size_t units = 0; // UTF-16, in which the limit counts
    for (size_t i = 0; i < length;) {
        // Room is left for the longest piece and the mark of the cut.
        if (units > CELL_CHARACTERS_MAX - ESCAPE_LENGTH - 3) {
            str_append(out, "...");
            return;
        }
        size_t sequence = utf8_sequence(text + i, length - i);
        if (is_escape(text + i)) {
            str_append(out, escaped_underscore);
            units += ESCAPE_LENGTH;
        } else if (sequence == 0 || !is_allowed(utf8_decode(text + i, sequence))) {
            str_append(out, replacement);
            units++;
        } else {
            str_append_bytes(out, text + i, sequence);
            units += sequence == 4 ? 2 : 1;
        }
        i += sequence == 0 ? 1 : sequence;
    }
}
