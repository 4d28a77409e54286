#include "base/value_range.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>

static bool is_bounded(const struct value_range *range)
{
    return range->above || range->below || range->least != 0 || range->most != 0;
}

bool value_range_has(const struct value_range *range, double value)
{
    if (!is_bounded(range))
        return true;
    if (!isfinite(value) || value < range->least || value > range->most)
        return false;
    return !(range->above && value == range->least) && !(range->below && value == range->most);
}

/// A bound as people write it: "50%", "4w", "1,000".
static const char *bound_words(char out[NUMBER_TEXT_MAX], double value, enum dimension dimension)
{
    char duration[UNIT_NAME_MAX];
    if (dimension == DIMENSION_RATIO)
        return percent_format(out, value, 6);
    if (value != 0 && dimension == DIMENSION_DURATION)
        snprintf(out, NUMBER_TEXT_MAX, "%s", duration_format(duration, value));
    else if (value != 0 && fabs(value) < 1e-3)
        snprintf(out, NUMBER_TEXT_MAX, "%.9f", value);
    else if (value >= 1e15 && isfinite(value))
        snprintf(out, NUMBER_TEXT_MAX, "10^%.0f", log10(value));
    else
        number_format_human(out, value, 6);
    return out;
}

const char *value_range_text(char out[VALUE_RANGE_TEXT_MAX], const struct value_range *range,
                             enum dimension dimension)
{
    char least[NUMBER_TEXT_MAX], most[NUMBER_TEXT_MAX];
    bound_words(least, range->least, dimension);
    bound_words(most, range->most, dimension);
    if (!is_bounded(range))
        out[0] = '\0';
    else if (!isfinite(range->most))
        snprintf(out, VALUE_RANGE_TEXT_MAX, "%s%s%s", range->above ? "more than " : "", least,
                 range->above ? "" : " or more");
    else if (range->above || range->below)
        snprintf(out, VALUE_RANGE_TEXT_MAX, "%s %s and %s %s",
                 range->above ? "more than" : "at least", least,
                 range->below ? "less than" : "at most", most);
    else
        snprintf(out, VALUE_RANGE_TEXT_MAX, "from %s to %s", least, most);
    return out;
}

const char *value_range_words(char out[VALUE_RANGE_TEXT_MAX], const struct value_range *range,
                              enum dimension dimension)
{
    char text[VALUE_RANGE_TEXT_MAX];
    snprintf(out, VALUE_RANGE_TEXT_MAX, "it must be %s%s%s",
             value_range_text(text, range, dimension), range->hint == NULL ? "" : "; ",
             range->hint == NULL ? "" : range->hint);
    return out;
}
