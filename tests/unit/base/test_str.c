#include "base/str.h"
#include "tap.h"

#include <string.h>

static const char *escaped(const char *bytes, size_t length)
{
    static struct str text;
    str_clear(&text);
    str_append_escaped(&text, bytes, length);
    return str_text(&text);
}

static void test_append(void)
{
    struct str text = {0};
    is_text(str_text(&text), "", "a new string is empty");
    str_append(&text, "ab");
    str_append_char(&text, 'c');
    str_append_bytes(&text, "de\0f", 4);
    is_int(text.length, 7, "bytes are counted, NULs too");
    is_int(text.data[7], 0, "and one is behind them");
    str_appendf(&text, "%d-%s", 42, "x");
    ok(memcmp(text.data, "abcde\0f42-x", 12) == 0, "everything stands in order");
    str_clear(&text);
    is_text(str_text(&text), "", "cleared it is empty");
    for (int i = 0; i < 1000; i++)
        str_appendf(&text, "%03d", i);
    ok(text.length == 3000 && memcmp(text.data + 2997, "999", 4) == 0, "it grows");
    str_appendf(&text, "%s", "");
    str_append_bytes(&text, NULL, 0);
    is_int(text.length, 3000, "nothing appended changes nothing");
    str_release(&text);
    is_text(str_text(&text), "", "released it is empty");
    str_clear(&text);
}

static void test_escape(void)
{
    is_text(escaped("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", 14),
            "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", "UTF-8 passes");
    is_text(escaped("a\tb\x1b[2Jc\x7f", 9), "a\\x09b\\x1b[2Jc\\x7f", "control characters do not");
    is_text(escaped("\0", 1), "\\x00", "nor does a NUL");
    is_text(escaped("\xC2\x9B"
                    "2J",
                    4),
            "\\xc2\\x9b2J", "nor a C1 control, which moves cursors too");
    is_text(escaped("\xff\xfe", 2), "\\xff\\xfe", "nor what is not UTF-8");
    is_text(escaped("\xC3", 1), "\\xc3", "half a character");
    is_text(escaped("\xC0\xAF", 2), "\\xc0\\xaf", "an overlong one");
    is_text(escaped("\xE0\x80\xAF", 3), "\\xe0\\x80\\xaf", "an overlong one of three");
    is_text(escaped("\xED\xA0\x80", 3), "\\xed\\xa0\\x80", "half of a surrogate pair");
    is_text(escaped("\xF5\x80\x80\x80", 4), "\\xf5\\x80\\x80\\x80", "beyond Unicode");
    char longest[200];
    memset(longest, 'x', sizeof longest);
    is_int(strlen(escaped(longest, sizeof longest)), 83, "80 characters and three dots are shown");
    is_int(strlen(escaped(longest, 80)), 80, "80 need no dots");
}

int main(void)
{
    test_append();
    test_escape();
    return done();
}
