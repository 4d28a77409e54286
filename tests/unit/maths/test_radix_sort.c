// Sorting by digits against the library's sort.
#include "base/memory.h"
#include "maths/radix_sort.h"
#include "maths/random.h"
#include "tap.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void against_library(size_t n, double spread)
{
    double *value = mem_alloc(n, sizeof *value);
    double *want = mem_alloc(n, sizeof *want);
    struct random random;
    random_seed(&random, n, 0);
    for (size_t i = 0; i < n; i++)
        value[i] = random_normal(&random) * exp(spread * random_normal(&random));
    memcpy(want, value, n * sizeof *value);
    qsort(want, n, sizeof *want, compare);
    radix_sort(value, n);
    ok(memcmp(value, want, n * sizeof *value) == 0, "%zu values, sizes e^%g apart", n, spread);
    free(value);
    free(want);
}

int main(void)
{
    against_library(1, 0);
    against_library(2, 0);
    against_library(1000, 0);
    against_library(5000, 50);
    against_library(100000, 1);

    double extreme[] = {1, -DBL_MAX, INFINITY, -1, DBL_MIN, 0, -DBL_MIN, -INFINITY, DBL_MAX};
    static const double want[] = {-INFINITY, -DBL_MAX, -1,      -DBL_MIN, 0,
                                  DBL_MIN,   1,        DBL_MAX, INFINITY};
    radix_sort(extreme, sizeof extreme / sizeof *extreme);
    ok(memcmp(extreme, want, sizeof want) == 0, "the ends of the range");
    double same[300];
    for (size_t i = 0; i < 300; i++)
        same[i] = 42;
    radix_sort(same, 300);
    ok(same[0] == 42 && same[299] == 42, "equal values");
    return done();
}
