// Quantiles out of bins: against sorting, within the width of a bin; the ends of the range.
#include "maths/random.h"
#include "sim/histogram.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { VALUES = 2000 };

/// A bin is 1/128 of its octave wide: a value in it is within 1/128 of any other.
static const double BIN = 1.0 / HISTOGRAM_SPLIT;

struct weighted {
    double value, weight;
};

static int by_value(const void *a, const void *b)
{
    const struct weighted *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/// The least value that the share q of the weight lies at or below, by sorting.
static double sorted_quantile(const struct weighted *sorted, double total, double q)
{
    double sum = 0;
    for (size_t i = 0; i < VALUES; i++) {
        sum += sorted[i].weight;
        if (sum >= q * total * (1 - 1e-12))
            return sorted[i].value;
    }
    return sorted[VALUES - 1].value;
}

static void test_against_sorting(void)
{
    static struct histogram histogram;
    static struct weighted values[VALUES];
    struct random random;
    random_seed(&random, 11, 0);
    double total = 0;
    for (size_t i = 0; i < VALUES; i++) {
        values[i].value = exp(2 * random_normal(&random));
        values[i].weight = random_exponential(&random);
        total += values[i].weight;
        histogram_add(&histogram, values[i].value, values[i].weight);
    }
    qsort(values, VALUES, sizeof *values, by_value);
    near(histogram.total, total, 1e-12, "all weight is there");
    double worst = 0;
    for (int percent = 1; percent <= 100; percent++) {
        double want = sorted_quantile(values, total, percent / 100.0);
        worst = fmax(worst, fabs(histogram_quantile(&histogram, percent / 100.0) / want - 1));
    }
    ok(worst <= BIN, "100 quantiles are within a bin of the sorted ones (%.5f)", worst);
}

/// Equal weight everywhere in a bin: linear within it.
static void test_within_a_bin(void)
{
    static struct histogram histogram;
    histogram_add(&histogram, 1.0, 3);
    near(histogram_quantile(&histogram, 1), 1 + BIN, 1e-12, "all of a bin: its end");
    near(histogram_quantile(&histogram, 0.5), 1 + BIN / 2, 1e-12, "half of it: its middle");
}

static void test_ends(void)
{
    static struct histogram histogram;
    ok(isnan(histogram_quantile(&histogram, 0.5)), "no weight, no quantile");
    histogram_add(&histogram, 0, 1);
    histogram_add(&histogram, ldexp(1, -21), 1);
    histogram_add(&histogram, 4, 1);
    histogram_add(&histogram, INFINITY, 1);
    near(histogram_quantile(&histogram, 0.5), 0, 0, "below 2^-20 is 0");
    ok(histogram_quantile(&histogram, 0.75) >= 4 && histogram_quantile(&histogram, 0.75) < 4.05,
       "then 4");
    ok(isinf(histogram_quantile(&histogram, 1)), "2^20 and more has no end");
}

int main(void)
{
    test_against_sorting();
    test_within_a_bin();
    test_ends();
    return done();
}
