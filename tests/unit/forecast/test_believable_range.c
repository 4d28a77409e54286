// Limits of what is believable, on values whose hours are known.
#include "forecast/believable_range.h"
#include "tap.h"

#include <math.h>
#include <stddef.h>

enum { DAYS = 40, N = DAYS * 24 };

/// 100 by day, 10 before noon but for one 20; 5 % noise would only blur the closed forms.
static void by_hour(void)
{
    double value[N];
    for (size_t t = 0; t < N; t++)
        value[t] = t % 24 < 12 ? 10 : 100;
    value[5 * 24 + 4] = 20;
    struct believable_range seen;
    believable_range_init(&seen, value, NULL, N, 24);
    near(believable_range_limit(&seen, 4, 10, .95), 20 + .1 * (20 - 10), 1e-12,
         "p95: a tenth above the hours");
    near(believable_range_limit(&seen, 4, 10, .99), 20 + .3 * (20 - 10), 1e-12,
         "p99: three tenths");
    near(believable_range_limit(&seen, 8, 10, .95), 10, 1e-12,
         "the spike bounds only the hours beside it");
    near(believable_range_limit(&seen, 18, 100, .95), 109, 1e-12, "busy hours have their own");
    near(believable_range_limit(&seen, 18, 120, .95), 109 * 1.2, 1e-12,
         "raised as the centre grows");
    near(believable_range_limit(&seen, 18, 1e6, .95), 1e6, 1e-12, "never below the centre");
    double weight[N];
    for (size_t t = 0; t < N; t++)
        weight[t] = t == 5 * 24 + 4 ? 0 : 1;
    believable_range_release(&seen);
    believable_range_init(&seen, value, weight, N, 24);
    near(believable_range_limit(&seen, 4, 10, .99), 10, 1e-12, "what has no weight was not seen");
    believable_range_release(&seen);
}

static void growth(void)
{
    near(believable_range_growth_limit(100, 0), sqrt(2), 1e-12, "half a doubling at once");
    near(believable_range_growth_limit(100, 150), 4, 1e-12,
         "then one for each length of the history");
    double value[] = {-5, 1, NAN, 3, 5};
    struct believable_range seen;
    believable_range_init(&seen, value, NULL, 5, 0);
    near(believable_range_limit(&seen, 0, 0, .95), 6, 1e-12,
         "of values below zero: by their range");
    near(believable_range_centre_limit(&seen, 0), 5 + 10 * (sqrt(2) - 1), 1e-12, "the centre too");
    believable_range_release(&seen);
}

int main(void)
{
    by_hour();
    growth();
    return done();
}
