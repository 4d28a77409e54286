#include "answer/words_outcome.h"

#include "answer/words.h"
#include "base/unit.h"

#include <math.h>

/// Below, a share keeps two digits: how rare a violation is counts.
#define SHARE_SMALL 0.001

/// Below, a span is not rounded to whole seconds.
#define SPAN_SHORT_S 10.0

static const char *share(struct arena *arena, double value)
{
    return value > 0 && value < SHARE_SMALL ? arena_printf(arena, "%.2g%%", 100 * value)
                                            : words_share(arena, value);
}

static const char *span(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    if (seconds < SPAN_SHORT_S)
        return arena_printf(arena, "%.3gs", seconds);
    return arena_strdup(arena, duration_format(text, round(seconds)));
}

const char *words_outcome(struct arena *arena, const struct outcome_measure *measure, double value)
{
    if (isnan(value))
        return "-";
    switch (measure->kind) {
    case MEASURE_SHARE:
        return share(arena, value);
    case MEASURE_PERCENT:
        return words_share(arena, value / 100);
    case MEASURE_SECONDS:
        return span(arena, value);
    case MEASURE_MONEY:
        return words_money(arena, value);
    case MEASURE_NUMBER:
        break;
    }
    return words_number(arena, value);
}
