#include "drawing/ascii_drawing.h"
#include "tap.h"

static void check(const char *text, const char *want, const char *what)
{
    struct str out = {0};
    ascii_drawing(text, &out);
    is_text(str_text(&out), want, what);
    str_release(&out);
}

/// Every braille character becomes one sign of ASCII.
static void check_all_dots(void)
{
    size_t wrong = 0;
    for (unsigned dots = 0; dots < 256; dots++) {
        const char text[] = {(char)0xE2, (char)(0xA0 + (dots >> 6)), (char)(0x80 + (dots & 0x3F)),
                             0};
        struct str out = {0};
        ascii_drawing(text, &out);
        bool blank = out.length == 1 && out.data[0] == ' ';
        wrong += out.length != 1 || (unsigned char)out.data[0] >= 0x80 || blank != (dots == 0);
        str_release(&out);
    }
    is_int(wrong, 0, "each of 256 cells of dots is a sign, and only the empty one a blank");
}

int main(void)
{
    check("", "", "nothing");
    check("plain\n  text", "plain\n  text", "text without signs stays");
    check("⣿⢕", "#:", "measured and expected are told apart");
    check("⠉⠒⠤⣀", "'-._", "a line keeps its height");
    check("⡇", "|", "a steep line");
    check("▁▂▃▄▅▆▇█", "_.-=oO@#", "eight heights");
    check(" 2 ┤─┬└│┊╌┄", " 2 +-++|:-.", "axes and rules");
    check("33 → 36, −2", "33 -> 36, -2", "arrows and minus");
    check("Zürich, 東京", "Zürich, 東京", "names keep their letters");
    check("\xE2\xA0", "\xE2\xA0", "a character that is cut off stays as it is");
    check_all_dots();
    return done();
}
