#include "maths/maths.h"
#include "service/usl.h"
#include "tap.h"

#include <math.h>

enum { MOST = 16 };

/// Throughput of known coefficients at these concurrencies.
static void follow_law(const double *concurrency, size_t n, double gamma, double alpha, double beta,
                       double *throughput)
{
    for (size_t i = 0; i < n; i++) {
        double c = concurrency[i];
        throughput[i] = gamma * c / (1 + alpha * (c - 1) + beta * c * (c - 1));
    }
}

/// SPEC SDM91 on a 16-processor machine, as in the R package usl 3.0.1, whose vignette prints:
/// alpha 0.0277285 (error 0.0091217), beta 0.0001044 (0.0000199), gamma 89.9952 (14.2135), residual
/// error 82.8 with 4 degrees of freedom, peak 1884 at 96.52, limit 3246.
static void test_published_fit(void)
{
    static const double users[] = {1, 18, 36, 72, 108, 144, 216};
    static const double scripts[] = {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2};
    struct usl usl;
    ok(usl_fit(users, scripts, 7, 0.95, &usl), "specsdm91 is fitted");
    near(usl.gamma.value, 89.9952, 1e-5, "gamma");
    near(usl.alpha.value, 0.0277285, 1e-5, "alpha");
    near(usl.beta.value, 0.0001044, 1e-3, "beta");
    near(usl.gamma.error, 14.2135, 1e-5, "error of gamma");
    near(usl.alpha.error, 0.0091217, 1e-5, "error of alpha");
    near(usl.beta.error, 0.0000199, 2e-3, "error of beta");
    near(usl.residual_error, 82.8, 1e-3, "residual error");
    near(usl_peak(&usl), 96.52, 1e-4, "where throughput is greatest");
    near(usl_peak_throughput(&usl), 1884, 1e-4, "and how great");
    // qt(0.975, 4) is 2.776445
    near(usl.alpha.high, 0.0277285 + 2.776445 * 0.0091217, 1e-4, "upper end of alpha");
    near(usl.alpha.low, 0.0277285 - 2.776445 * 0.0091217, 1e-3, "lower end of alpha");
    ok(!usl.alpha.at_bound && !usl.beta.at_bound, "nothing is at its bound");
}

static void test_exact_law(void)
{
    static const double nodes[] = {1, 2, 4, 8, 16, 32, 64};
    double throughput[MOST];
    struct usl usl;
    follow_law(nodes, 7, 1000, 0.05, 0.001, throughput);
    ok(usl_fit(nodes, throughput, 7, 0.95, &usl), "exact points are fitted");
    near(usl.gamma.value, 1000, 1e-9, "gamma comes back");
    near(usl.alpha.value, 0.05, 1e-9, "alpha comes back");
    near(usl.beta.value, 0.001, 1e-9, "beta comes back");
    near(usl_peak(&usl), sqrt(0.95 / 0.001), 1e-9, "the peak is sqrt((1 - alpha) / beta)");
    // R(10) = (1 + 0.05 x 9 + 0.001 x 90) / 1000 = 1.54 ms
    near(usl_response(&usl, 10), 1.54e-3, 1e-9, "response by hand");
    near(usl_concurrency_at_response(&usl, 1.54e-3), 10, 1e-9, "and back");
    near(usl_concurrency_for(&usl, 10 / 1.54e-3), 10, 1e-9, "concurrency for a throughput");
    ok(isnan(usl_concurrency_at_response(&usl, 0.9e-3)), "no response is below 1 / gamma");
    ok(isnan(usl_concurrency_for(&usl, usl_peak_throughput(&usl) * 1.001)),
       "nothing delivers more than the peak");
    near(usl_concurrency_for(&usl, usl_peak_throughput(&usl) * (1 - 1e-12)), usl_peak(&usl), 1e-4,
         "the peak itself is reached");
}

/// The unit of throughput changes nothing but gamma.
static void test_units(void)
{
    static const double nodes[] = {1, 2, 4, 8, 16, 32};
    static const double seen[] = {99, 185, 330, 520, 640, 560};
    double small[MOST], large[MOST];
    struct usl usl, usl_small, usl_large;
    for (size_t i = 0; i < 6; i++) {
        small[i] = seen[i] * 1e-9;
        large[i] = seen[i] * 1e12;
    }
    ok(usl_fit(nodes, seen, 6, 0.95, &usl) && usl_fit(nodes, small, 6, 0.95, &usl_small) &&
           usl_fit(nodes, large, 6, 0.95, &usl_large),
       "the same points in three units are fitted");
    near(usl_small.beta.value, usl.beta.value, 1e-9, "beta in a large unit");
    near(usl_large.beta.error, usl.beta.error, 1e-9, "error of beta in a small unit");
    near(usl_large.gamma.error, usl.gamma.error * 1e12, 1e-9, "error of gamma in a small unit");
    near(usl_small.rss, usl.rss * 1e-18, 1e-9, "what is left, in a large unit");
}

/// Amdahl's law bent upwards at the end: a negative beta would fit best.
static void test_bounds(void)
{
    static const double nodes[] = {1, 2, 4, 8, 16};
    static const double upwards[] = {100, 150, 200, 265, 420};
    double amdahl[MOST], linear[MOST], falling[] = {100, 60, 30, 12, 5};
    struct usl usl;
    ok(usl_fit(nodes, upwards, 5, 0.95, &usl), "a bent curve is fitted");
    ok(usl.beta.at_bound && usl.beta.value == 0, "beta is at its bound");
    ok(isnan(usl.beta.error) && isnan(usl.beta.high), "and has no error");
    ok(isinf(usl_peak(&usl)), "there is no peak");
    near(usl_peak_throughput(&usl), usl.gamma.value / usl.alpha.value, 1e-12, "but Amdahl's limit");
    // R: n<-c(1,2,4,8,16); y<-c(100,150,200,265,420); optimize(function(a){x<-n/(1+a*(n-1));
    //    g<-sum(x*y)/sum(x*x); sum((y-g*x)^2)}, c(0,1), tol=1e-12)
    near(usl.gamma.value, 71.5908879504, 1e-8, "gamma of the refit");
    near(usl.alpha.value, 0.1254313587, 1e-8, "alpha of the refit");
    near(usl.rss, 3493.1601410138, 1e-9, "and what is left");

    follow_law(nodes, 5, 100, 0.1, 0, amdahl);
    ok(usl_fit(nodes, amdahl, 5, 0.95, &usl), "Amdahl's law is fitted");
    near(usl.alpha.value, 0.1, 1e-6, "with its alpha");
    near(usl_concurrency_for(&usl, amdahl[3]), 8, 1e-6, "and inverted");

    follow_law(nodes, 5, 100, 0, 0, linear);
    linear[4] *= 1.05;
    ok(usl_fit(nodes, linear, 5, 0.95, &usl), "more than linear growth is fitted");
    ok(usl.alpha.at_bound && usl.beta.at_bound, "as linear");
    ok(isinf(usl_concurrency_at_response(&usl, 1)), "every concurrency answers in time");
    near(usl_concurrency_for(&usl, 10 * usl.gamma.value), 10, 1e-12, "ten take ten");

    ok(usl_fit(nodes, falling, 5, 0.95, &usl), "a falling curve is fitted");
    near(usl_peak(&usl), 1, 1e-12, "its peak is one");
    near(usl_peak_throughput(&usl), 100, 0.05, "of about the first point");
}

static void test_refusals(void)
{
    static const double same[] = {4, 4, 4, 8, 8};
    static const double nodes[] = {1, 2, 4, 8};
    static const double some[] = {10, 11, 12, 13, 14}, none[] = {0, 0, 0, 0};
    static const double three[] = {10, 19, 34};
    struct usl usl;
    ok(!usl_fit(same, some, 5, 0.95, &usl), "two concurrencies are too few");
    ok(!usl_fit(nodes, none, 4, 0.95, &usl), "no throughput is no fit");
    ok(!usl_fit(nodes, some, 1, 0.95, &usl), "nor is one point");
    ok(usl_fit(nodes, three, 3, 0.95, &usl), "three points are fitted exactly");
    ok(isnan(usl.gamma.error) && isnan(usl.residual_error), "but without errors");
}

int main(void)
{
    maths_init();
    test_published_fit();
    test_exact_law();
    test_units();
    test_bounds();
    test_refusals();
    return done();
}
