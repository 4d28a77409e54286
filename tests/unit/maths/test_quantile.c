#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// R 4.2: x <- c(3,1,4,1,5,9,2,6,5,3,5); quantile(x, c(0,.1,.25,.5,.9,.95,1), type=7); mad(x,
// constant=1)
static const double x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5};
enum { N = sizeof x / sizeof x[0] };

static void against_r(void)
{
    static const double q[] = {0, .1, .25, .5, .9, .95, 1};
    static const double want[] = {1, 1, 2.5, 4, 6, 7.5, 9};
    double sorted[N];
    memcpy(sorted, x, sizeof x);
    sort_values(sorted, N);
    for (size_t i = 0; i < sizeof q / sizeof q[0]; i++) {
        double scratch[N];
        memcpy(scratch, x, sizeof x);
        near(quantile_sorted(sorted, N, q[i]), want[i], 1e-15, "type 7 of sorted values");
        near(quantile_select(scratch, N, q[i]), want[i], 1e-15, "type 7 by selection");
    }
    double scratch[N];
    memcpy(scratch, x, sizeof x);
    near(mad_select(scratch, N, 4), 1, 0, "median absolute deviation");
}

static void edges(void)
{
    double one[] = {7};
    double gaps[] = {NAN, 2, NAN, 4};
    near(quantile_sorted(one, 0, .5), NAN, 0, "no values have no quantile");
    near(quantile_select(one, 1, .99), 7, 0, "one value is every quantile");
    near(quantile_present(gaps, 4, .5), 3, 0, "missing values are left out");
    near(median_present(gaps, 1), NAN, 0, "only missing values");
    double whole[21];
    for (int i = 0; i < 21; i++)
        whole[i] = i;
    near(quantile_sorted(whole, 21, .95), 19, 0, "a whole position is that value exactly");
}

/// Selection against sorting on values with many ties, at several sizes.
static void selection_equals_sorting(void)
{
    struct random random;
    random_seed(&random, 7, 0);
    bool same = true;
    for (size_t n = 1; n < 400; n += 7) {
        double *a = mem_alloc(n, sizeof *a);
        double *b = mem_alloc(n, sizeof *b);
        for (size_t i = 0; i < n; i++)
            a[i] = (double)random_below(&random, n / 3 + 1);
        for (double q = 0; q <= 1; q += .125) {
            memcpy(b, a, n * sizeof *a);
            double selected = quantile_select(b, n, q);
            sort_values(b, n);
            same = same && selected == quantile_sorted(b, n, q);
            for (size_t i = 1; i < n; i++)
                same = same && b[i - 1] <= b[i];
        }
        free(a);
        free(b);
    }
    ok(same, "selection gives what sorting gives");
}

/// Several quantiles at once against sorting: ties, ascending, descending and all equal.
static void several_quantiles_equal_sorting(void)
{
    enum { MANY = 20000 };
    static const double q[] = {0, 0.01, 0.5, 0.5, 0.95, 0.99, 1};
    enum { LEVELS = sizeof q / sizeof q[0] };
    struct random random;
    random_seed(&random, 7, 1);
    double *value = mem_alloc(MANY, sizeof *value);
    for (int shape = 0; shape < 5; shape++) {
        for (size_t i = 0; i < MANY; i++)
            value[i] = shape == 0   ? random_uniform(&random)
                       : shape == 1 ? (double)random_below(&random, 9)
                       : shape == 2 ? (double)i
                       : shape == 3 ? (double)(MANY - i)
                                    : 4;
        double result[LEVELS];
        quantiles_select(value, MANY, q, LEVELS, result);
        sort_values(value, MANY);
        bool same = true;
        for (size_t i = 0; i < LEVELS; i++)
            same = same && result[i] == quantile_sorted(value, MANY, q[i]);
        ok(same, "several quantiles by selection, shape %d", shape);
    }
    free(value);
    double none[1];
    quantiles_select(NULL, 0, q, 1, none);
    near(none[0], NAN, 0, "no values have no quantiles");
}

static void weighted(void)
{
    double value[] = {10, 1, 2};
    double weight[] = {1, 1, 1};
    near(median_weighted(value, weight, 3), 2, 1e-15, "equal weights give the median");
    // Centres of the weights: 0.1 for value 1, 0.6 for value 2: half lies 4/5 of the way.
    double pair[] = {1, 2};
    double pair_weight[] = {1, 4};
    near(median_weighted(pair, pair_weight, 2), 1.8, 1e-15, "linear between weight centres");
    double none[] = {0, 0};
    near(median_weighted(pair, none, 2), NAN, 0, "no weight, no median");
}

int main(void)
{
    against_r();
    edges();
    selection_equals_sorting();
    several_quantiles_equal_sorting();
    weighted();
    return done();
}
