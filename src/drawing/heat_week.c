#include "base/number.h"
#include "drawing/chart.h"

#include <math.h>

static const char *const shade[] = {"··", "░░", "▒▒", "▓▓", "██"};
enum { SHADES = sizeof shade / sizeof *shade, HOURS_OF_DAY = 24 };

void heat_week_render(const double hour_of_week[HOURS_OF_WEEK], const char *unit, struct str *out)
{
    static const char *const day[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t i = 0; i < HOURS_OF_WEEK; i++) {
        if (isfinite(hour_of_week[i])) {
            low = fmin(low, hour_of_week[i]);
            high = fmax(high, hour_of_week[i]);
        }
    }
    if (low > high) {
        str_append(out, "  (no values)\n");
        return;
    }
    str_append(out, "      0     3     6     9     12    15    18    21\n");
    for (size_t i = 0; i < HOURS_OF_WEEK; i++) {
        if (i % HOURS_OF_DAY == 0) {
            str_appendf(out, "  %s ", day[i / HOURS_OF_DAY]);
        }
        double share = high > low ? (hour_of_week[i] - low) / (high - low) : 0.5;
        str_append(out, isfinite(hour_of_week[i]) ? shade[(size_t)fmin(share * SHADES, SHADES - 1)]
                                                  : "  ");
        if (i % HOURS_OF_DAY == HOURS_OF_DAY - 1) {
            str_append_char(out, '\n');
        }
    }
    char from[NUMBER_TEXT_MAX];
    char to[NUMBER_TEXT_MAX];
    str_appendf(out, "      %s %s to %s %s%s%s\n", shade[0], number_format_human(from, low, 3),
                shade[SHADES - 1], number_format_human(to, high, 3), unit[0] != '\0' ? " " : "",
                unit);
}
