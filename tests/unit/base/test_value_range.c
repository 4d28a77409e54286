#include "base/value_range.h"
#include "tap.h"

#include <math.h>

static void says(const struct value_range *range, enum dimension dimension, const char *words)
{
    char text[VALUE_RANGE_TEXT_MAX];
    is_text(value_range_words(text, range, dimension), words, words);
}

static void test_bounds(void)
{
    const struct value_range none = {0};
    const struct value_range closed = {.least = 1, .most = 744};
    const struct value_range open = {.most = 1, .above = true, .below = true};
    const struct value_range positive = {.above = true, .most = INFINITY};
    ok(value_range_has(&none, -1e300) && value_range_has(&none, NAN), "without bounds all is well");
    ok(value_range_has(&closed, 1) && value_range_has(&closed, 744), "bounds belong to the range");
    ok(!value_range_has(&closed, 0.999) && !value_range_has(&closed, 745),
       "what is beyond does not");
    ok(!value_range_has(&open, 0) && !value_range_has(&open, 1), "or they do not");
    ok(value_range_has(&open, 1e-300) && value_range_has(&open, 1 - 1e-16), "what is between does");
    ok(value_range_has(&positive, 1e300) && !value_range_has(&positive, 0), "more than 0");
    ok(!value_range_has(&positive, INFINITY) && !value_range_has(&closed, NAN),
       "what is no number is in no range");
}

static void test_words(void)
{
    const struct value_range headroom = {.most = 100};
    const struct value_range share = {.most = 1, .below = true};
    const struct value_range rate = {.least = 1e-9, .most = 1e18, .hint = "of one instance"};
    const struct value_range positive = {.above = true, .most = INFINITY};
    const struct value_range any = {.most = INFINITY};
    const struct value_range time = {.above = true, .most = 14 * 86400};
    says(&headroom, DIMENSION_RATIO, "it must be from 0% to 10,000%");
    says(&share, DIMENSION_RATIO, "it must be at least 0% and less than 100%");
    says(&rate, DIMENSION_UNKNOWN, "it must be from 0.000000001 to 10^18; of one instance");
    says(&positive, DIMENSION_COUNT, "it must be more than 0");
    says(&any, DIMENSION_COUNT, "it must be 0 or more");
    says(&time, DIMENSION_DURATION, "it must be more than 0 and at most 2w");
}

int main(void)
{
    test_bounds();
    test_words();
    return done();
}
