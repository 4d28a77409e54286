// The Universal Scalability Law: what a system delivers with N users, threads or nodes at work.
//     X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1))
// gamma: throughput of one; alpha: contention (sigma in Gunther's books), the part that waits for
// its turn; beta: coherency (kappa), the cost of agreeing, which makes throughput fall in the end.
#ifndef HEADROOM_SERVICE_USL_H
#define HEADROOM_SERVICE_USL_H

#include <stdbool.h>
#include <stddef.h>

/// A coefficient with its standard error and interval (NaN with three points, or at its bound).
struct usl_coefficient {
    double value;
    double error;
    double low, high; ///< Student's t with n - 3 degrees of freedom; low is not below 0
    bool at_bound;    ///< the data would have it negative: it is 0, and the others are fitted anew
};

struct usl {
    struct usl_coefficient gamma;
    struct usl_coefficient alpha;
    struct usl_coefficient beta;
    double covariance[9];  ///< of gamma, alpha, beta (row-major); 0 for what is at its bound
    double rss;            ///< sum of squared deviations of throughput
    double residual_error; ///< sqrt(rss / (n - 3)), NaN with three points
    size_t n;
};

enum { USL_POINTS_MIN = 3 };

/// Fits throughput (all >= 0, one > 0) on concurrency (all > 0) by least squares, gamma, alpha and
/// beta >= 0. False when fewer than three points differ in concurrency, or throughput is 0.
/// Source: N. J. Gunther, "Guerrilla Capacity Planning", Springer 2007, chapters 4 to 6.
bool usl_fit(const double *concurrency, const double *throughput, size_t n, double confidence,
             struct usl *usl);

/// A value that follows from the coefficients.
typedef double usl_value(const struct usl *usl, double argument);

/// The reach of the interval of `value`(usl, argument) around it, from the covariance of the
/// coefficients by the delta method; NaN with three points.
double usl_reach(const struct usl *usl, usl_value *value, double argument, double confidence);

/// X(N).
double usl_throughput(const struct usl *usl, double concurrency);

/// Mean response time with N at work, by Little's law: N / X(N), in the time unit of throughput.
double usl_response(const struct usl *usl, double concurrency);

/// Where throughput is greatest: sqrt((1 - alpha) / beta), not below 1; infinite when beta is 0.
double usl_peak(const struct usl *usl);

/// Throughput there; its limit gamma / alpha when beta is 0, infinite when alpha is 0 too.
double usl_peak_throughput(const struct usl *usl);

/// The concurrency at which the mean response time is `response`, not capped at the peak; NaN when
/// even one takes longer (response < 1 / gamma), infinite when nothing ever does.
double usl_concurrency_at_response(const struct usl *usl, double response);

/// The least concurrency that delivers `throughput`; NaN when none does.
double usl_concurrency_for(const struct usl *usl, double throughput);

#endif
