// Roots and minima against closed forms.
#include "maths/maths.h"
#include "maths/minimise.h"
#include "maths/root.h"
#include "tap.h"

#include <math.h>

static double cube_less(double x, void *context)
{
    return x * x * x - *(double *)context;
}

static double rosenbrock(const double *x, size_t n, void *context)
{
    (void)n;
    (void)context;
    double bend = x[1] - x[0] * x[0];
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
}

static double never(const double *x, size_t n, void *context)
{
    (void)x;
    (void)n;
    (void)context;
    return NAN;
}

int main(void)
{
    maths_init();
    double eight = 8;
    double root = 0;
    ok(root_find(cube_less, &eight, 0, 10, 1e-13, &root), "a root is found");
    near(root, 2, 1e-12, "the cube root of 8");
    ok(!root_find(cube_less, &eight, 3, 10, 1e-13, &root), "no change of sign, no root");
    ok(root_find(cube_less, &eight, 2, 10, 1e-13, &root) && root == 2, "a root at the end counts");

    double x[] = {-1.2, 1};
    const double step[] = {.5, .5};
    double least = 1;
    ok(minimise(rosenbrock, NULL, 2, x, step, 1e-9, 2000, &least), "Rosenbrock's valley");
    near(x[0], 1, 1e-6, "first coordinate of its minimum");
    near(x[1], 1, 1e-6, "second coordinate of its minimum");
    ok(least < 1e-12, "least value 0");
    ok(!minimise(never, NULL, 2, x, step, 1e-9, 10, NULL), "no finite start, no minimum");
    return done();
}
