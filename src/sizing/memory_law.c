#include "sizing/memory_law.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The tail of peaks above the highest seen is a power law of this exponent.
static const double tail = 1.7;
static const double theta_least = 0.02, theta_most = 0.36;
static const double margin_least = 0.03;
static const double month_d = 30;
enum { BISECTIONS = 60 };

static double clip(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

void memory_peaks_scatter(struct memory_peaks *peaks, const double *peak, size_t n)
{
    double *log_peak = mem_alloc(n, sizeof *log_peak);
    for (size_t i = 0; i < n; i++)
        log_peak[i] = log(peak[i]);
    sort_values(log_peak, n);
    peaks->peaks = (double)n;
    peaks->gap = log_peak[n - 1] - log_peak[n < 3 ? 0 : n - 3];
    double centre = quantile_sorted(log_peak, n, 0.5);
    peaks->mad = MAD_TO_SIGMA * mad_select(log_peak, n, centre);
    free(log_peak);
}

struct memory_peaks memory_peaks_of(const double *peak, size_t n, double usual)
{
    struct memory_peaks peaks = {0};
    for (size_t i = 0; i < n; i++)
        peaks.base = fmax(peaks.base, peak[i]);
    peaks.w = log(peaks.base / usual);
    memory_peaks_scatter(&peaks, peak, n);
    return peaks;
}

struct memory_law memory_law_of(const struct memory_peaks *peaks, double behind, double ahead)
{
    const double w = clip(peaks->w, 0, 1);
    double scatter = (peaks->peaks * peaks->mad + 0.8 * w) / (peaks->peaks + 4);
    double theta = clip(1.06 * sqrt(w * scatter), theta_least, theta_most);
    double p = ahead / (behind + ahead) / (1 + 0.10 * peaks->gap / theta);
    return (struct memory_law){.base = peaks->base, .theta = theta, .p = p};
}

double memory_law_risk(const struct memory_law *law, double mib)
{
    if (!(mib >= law->base * (1 - 1e-12)))
        return NAN;
    return law->p * pow(1 + fmax(log(mib / law->base), 0) / law->theta, -tail);
}

double memory_law_margin(const struct memory_law *law, const struct memory_price *price)
{
    const double most = log(4);
    const double kill = price->oom_cost * month_d / price->ahead_d * law->p * tail / law->theta;
    double low = 0, high = most;
    for (int i = 0; i < BISECTIONS; i++) {
        double m = (low + high) / 2;
        double slope = price->gib * exp(m) - kill * pow(1 + m / law->theta, -tail - 1);
        *(slope > 0 ? &high : &low) = m;
    }
    double bound = law->theta * (pow(law->p / price->max_risk, 1 / tail) - 1);
    return fmin(most, fmax(fmax((low + high) / 2, bound), margin_least));
}
