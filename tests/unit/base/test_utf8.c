// Well-formedness cases are those of RFC 3629 and of Markus Kuhn's decoder stress test.
#include "base/utf8.h"
#include "tap.h"

#include <string.h>

static void check_sequences(void)
{
    is_int(utf8_sequence("a", 1), 1, "ASCII is one byte");
    is_int(utf8_sequence("\xC3\xA9", 2), 2, "U+00E9 is two bytes");
    is_int(utf8_sequence("\xE2\x82\xAC", 3), 3, "U+20AC is three bytes");
    is_int(utf8_sequence("\xF0\x9F\x98\x80", 4), 4, "U+1F600 is four bytes");
    is_int(utf8_sequence("\xC3", 1), 0, "a cut sequence is refused");
    is_int(utf8_sequence("\xC0\x80", 2), 0, "an overlong NUL is refused");
    is_int(utf8_sequence("\xE0\x9F\xBF", 3), 0, "an overlong three-byte form is refused");
    is_int(utf8_sequence("\xED\xA0\x80", 3), 0, "a surrogate is refused");
    is_int(utf8_sequence("\xF4\x90\x80\x80", 4), 0, "past U+10FFFF is refused");
    is_int(utf8_sequence("\x80", 1), 0, "a lone continuation byte is refused");
    is_int(utf8_sequence("", 0), 0, "nothing is no sequence");
    is_int(utf8_decode("\xE2\x82\xAC", 3), 0x20AC, "three bytes decode");
    is_int(utf8_decode("\xF0\x9F\x98\x80", 4), 0x1F600, "four bytes decode");
    is_int(utf8_decode("\xC3\xA9", 2), 0xE9, "two bytes decode");
}

static size_t width(const char *text)
{
    return utf8_width(text, strlen(text));
}

// Widths as python3's unicodedata.east_asian_width and combining() give them.
static void check_widths(void)
{
    is_int(width("caf\xC3\xA9"), 4, "an accented letter takes one column");
    is_int(width("cafe\xCC\x81"), 4, "a combining accent takes none");
    is_int(width("\xE6\x97\xA5\xE6\x9C\xAC"), 4, "Chinese characters take two");
    is_int(width("\xF0\x9F\x9A\x80"), 2, "an emoji takes two");
    is_int(width("\xFF\xFE"), 2, "bytes that are not UTF-8 take one each");
    is_int(width("\xE2\x80\x8B"), 0, "a zero-width space takes none");
    is_int(width("\xEF\xBD\xA1"), 1, "half-width forms take one");
}

static void check_valid(void)
{
    struct str out = {0};
    utf8_append_valid(&out, "a\xFF\x62\xC3", 4);
    is_text(str_text(&out), "a\xEF\xBF\xBD\x62\xEF\xBF\xBD", "bad bytes become U+FFFD");
    str_clear(&out);
    utf8_append_valid(&out, "\xC3\xA9", 2);
    is_text(str_text(&out), "\xC3\xA9", "good text stays");
    str_release(&out);
}

int main(void)
{
    check_sequences();
    check_widths();
    check_valid();
    return done();
}
