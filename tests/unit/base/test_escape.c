// Each escaping by the rules of its target, character by character.
#include "base/escape.h"
#include "base/utf8.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static void escapes(void (*escape)(struct str *out, const char *text), const char *text,
                    const char *want, const char *what)
{
    struct str out = {0};
    escape(&out, text);
    is_text(str_text(&out), want, what);
    str_release(&out);
}

int main(void)
{
    escapes(escape_text, "a\x1b[31mb\tc\nd", "a\\x1b[31mb\\x09c\nd", "controls are shown");
    escapes(escape_text,
            "a\xc2\x9b"
            "2J",
            "a\\xc2\\x9b2J", "a C1 control is");
    escapes(escape_text,
            "abc\xe2\x80\xae"
            "fed",
            "abc\\xe2\\x80\\xaefed", "an override is");
    escapes(escape_text, "\xff\xc3\xa9", "\\xff\xc3\xa9", "no UTF-8 is, letters stay");
    // Unicode 15, PropList.txt, Bidi_Control.
    static const uint32_t bidi[] = {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                    0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};
    size_t hidden = 0;
    for (uint32_t c = 0xA0; c < 0x110000; c++)
        hidden += utf8_is_hidden(c);
    is_int(hidden, sizeof bidi / sizeof *bidi, "as many characters as Unicode lists are hidden");
    for (size_t i = 0; i < sizeof bidi / sizeof *bidi; i++)
        ok(utf8_is_hidden(bidi[i]), "U+%04X is one of them", (unsigned)bidi[i]);
    escapes(escape_markdown, "[x](y) <b>*a* `c` a_b #1 | \\\nz",
            "\\[x\\](y) \\<b\\>\\*a\\* \\`c\\` a\\_b \\#1 \\| \\\\  \nz", "marks of Markdown");
    escapes(escape_markdown_cell, "[x](y)<b>|`c`a_b\nz", "\\[x\\](y)\\<b\\>\\|\\`c\\`a_b z",
            "marks of a cell");
    escapes(escape_xml, "<a b=\"c\">&\x01", "&lt;a b=&quot;c&quot;&gt;&amp;\\x01", "marks of XML");
    escapes(escape_terraform, "${a} %{b} $c 5% {d} $${e}", "$${a} %%{b} $c 5% {d} $$${e}",
            "templates of Terraform");
    escapes(escape_uri_path, "a b/c:d%\xc3\xa4~.-_?#", "a%20b/c%3Ad%25%C3%A4~.-_%3F%23",
            "a path in a URI");
    escapes(escape_github_message, "5% a:b,c\r\n", "5%25 a:b,c%0D%0A",
            "a workflow command's message");
    escapes(escape_github_property, "5% a:b,c\r\n", "5%25 a%3Ab%2Cc%0D%0A", "and its properties");
    return done();
}
