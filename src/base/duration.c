#include "base/number.h"
#include "base/unit.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

struct part {
    const char *unit;
    int64_t ms;
};

static const struct part parts[] = {
    {"w", INT64_C(604800000)}, {"d", INT64_C(86400000)}, {"h", INT64_C(3600000)},
    {"m", INT64_C(60000)},     {"s", INT64_C(1000)},     {"ms", INT64_C(1)},
};

/// 730 hours, which nobody reads as 30d10h.
#define MONTH_MS INT64_C(2628000000)

enum { PARTS = sizeof parts / sizeof *parts, DURATION_PARTS_MAX = 3 };

/// How many parts the time needs when it starts with part `first`.
static int parts_needed(int64_t ms, int first)
{
    int needed = 0;
    for (int i = first; i < PARTS && ms > 0; i++) {
        needed += ms >= parts[i].ms;
        ms %= parts[i].ms;
    }
    return needed;
}

const char *duration_format(char out[UNIT_NAME_MAX], double seconds)
{
    char number[NUMBER_TEXT_MAX];
    double ms = fabs(seconds) * 1000;
    if (!isfinite(seconds) || ms >= 1e15 || fabs(ms - round(ms)) > 1e-6 * (ms < 1 ? ms : 1)) {
        // Not a whole number of milliseconds: a plain number of the unit that suits.
        bool small = ms < 1000;
        snprintf(out, UNIT_NAME_MAX, "%s%s",
                 number_format(number, small ? seconds * 1000 : seconds),
                 isnan(seconds) ? ""
                 : small        ? "ms"
                                : "s");
        return out;
    }
    int64_t left = (int64_t)round(ms);
    if (left == 0) {
        snprintf(out, UNIT_NAME_MAX, "0s");
        return out;
    }
    if (left == MONTH_MS) {
        snprintf(out, UNIT_NAME_MAX, "1mo");
        return out;
    }
    int first = 0;
    // Weeks only when they are whole: 90d, not 12w6d.
    while (first < PARTS - 1 && (left < parts[first].ms || (first == 0 && left % parts[0].ms != 0)))
        first++;
    if (parts_needed(left, first) > DURATION_PARTS_MAX) {
        snprintf(out, UNIT_NAME_MAX, "%ss", number_format(number, seconds));
        return out;
    }
    int length = snprintf(out, UNIT_NAME_MAX, "%s", seconds < 0 ? "-" : "");
    for (int i = first; i < PARTS; i++) {
        int64_t count = left / parts[i].ms;
        left %= parts[i].ms;
        if (count > 0)
            length += snprintf(out + length, UNIT_NAME_MAX - (size_t)length, "%lld%s",
                               (long long)count, parts[i].unit);
    }
    return out;
}
