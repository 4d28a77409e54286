// The median of a window that moves, beside a selection of what it holds at each place.
#include "maths/moving_median.h"
#include "maths/quantile.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { VALUES = 400 };

/// Values on a coarse scale, so that many are equal, and some that are missing.
static void draw(double *value, struct random *random, size_t levels, size_t missing)
{
    for (size_t i = 0; i < VALUES; i++) {
        bool none = missing > 0 && random_below(random, missing) == 0;
        value[i] = none ? (double)NAN : (double)random_below(random, levels) - 3;
    }
}

static double selected(const double *value, size_t first, size_t end, size_t *known)
{
    double scratch[VALUES];
    *known = 0;
    for (size_t i = first; i < end; i++)
        if (!isnan(value[i]))
            scratch[(*known)++] = value[i];
    return median_select(scratch, *known);
}

static bool alike(double a, double b)
{
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/// Windows whose ends move by `step` and are `length` long where the values go so far.
static void test_windows(struct random *random, size_t length, size_t step, size_t levels,
                         size_t missing, const char *what)
{
    double value[VALUES];
    struct moving_median window;
    size_t wrong = 0;
    draw(value, random, levels, missing);
    moving_median_init(&window, value, length);
    for (size_t first = 0; first < VALUES; first += step) {
        size_t end = first + length < VALUES ? first + length : VALUES;
        size_t known = 0;
        moving_median_move(&window, first, end);
        double want = selected(value, first, end, &known);
        wrong += !alike(moving_median_of(&window), want) || window.known != known;
    }
    moving_median_release(&window);
    is_int((long long)wrong, 0, what);
}

/// A centred window that is cut off at both ends, as rolling levels are.
static void test_centred(struct random *random)
{
    enum { HALF = 12 };
    double value[VALUES];
    struct moving_median window;
    size_t wrong = 0;
    draw(value, random, 1000, 7);
    moving_median_init(&window, value, 2 * HALF + 1);
    for (size_t i = 0; i < VALUES; i++) {
        size_t first = i > HALF ? i - HALF : 0;
        size_t end = i + HALF + 1 < VALUES ? i + HALF + 1 : VALUES;
        size_t known = 0;
        moving_median_move(&window, first, end);
        wrong += !alike(moving_median_of(&window), selected(value, first, end, &known));
    }
    moving_median_release(&window);
    is_int((long long)wrong, 0, "a centred window, cut off at both ends");
}

int main(void)
{
    struct random random;
    random_seed(&random, 5, 0);
    test_windows(&random, 24, 1, 1000, 0, "a day, an hour at a time");
    test_windows(&random, 24, 1, 4, 5, "few values, many of them equal or missing");
    test_windows(&random, 25, 3, 1000, 2, "three at a time, half of them missing");
    test_windows(&random, 10, 17, 100, 4, "windows that do not touch");
    test_windows(&random, 1, 1, 100, 3, "a window of one");
    test_windows(&random, VALUES, 1, 100, 3, "a window as long as the values");
    test_centred(&random);
    double none[2] = {(double)NAN, (double)NAN};
    struct moving_median window;
    moving_median_init(&window, none, 2);
    ok(isnan(moving_median_of(&window)), "an empty window has no median");
    moving_median_move(&window, 0, 2);
    ok(isnan(moving_median_of(&window)), "nor has one in which all is missing");
    moving_median_release(&window);
    return done();
}
