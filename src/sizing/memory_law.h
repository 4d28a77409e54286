// How likely a memory peak of the days to come passes a size, by the peaks of the days behind: a
// power law whose width follows how far peaks lie above the usual level and how they scatter.
#ifndef HEADROOM_SIZING_MEMORY_LAW_H
#define HEADROOM_SIZING_MEMORY_LAW_H

#include <stddef.h>

/// What the peaks of days, or of runs of a job, are like.
struct memory_peaks {
    double base;  ///< MiB: the highest
    double w;     ///< log of the highest over the usual level; 0 to 1 of it count
    double mad;   ///< scaled median absolute deviation of the peaks' logs
    double gap;   ///< log of the highest over the third highest (of fewer: the lowest)
    double peaks; ///< that mad is of
};

struct memory_law {
    double base;  ///< MiB
    double theta; ///< width of the tail
    double p;     ///< probability that a peak of the time to come passes the base
};

/// Of `n` >= 1 peaks above 0, and of the usual level: the median of samples. 0 < both, in MiB.
struct memory_peaks memory_peaks_of(const double *peak, size_t n, double usual);

/// The logs' scatter and gap alone, as memory_peaks_of finds them; w stays what it is.
void memory_peaks_scatter(struct memory_peaks *peaks, const double *peak, size_t n);

/// The law for `ahead` blocks to come after `behind` that were seen: days, or runs. As exchangeable
/// peaks, ahead / (ahead + behind) pass the highest one; a peak far above the others is passed
/// less often.
struct memory_law memory_law_of(const struct memory_peaks *peaks, double behind, double ahead);

/// Probability that a peak passes `mib`; NaN below the base, which was seen.
double memory_law_risk(const struct memory_law *law, double mib);

/// What a size weighs.
struct memory_price {
    double gib;      ///< GiB of the base of all replicas together
    double oom_cost; ///< GiB-months that being killed for memory is worth
    double ahead_d;  ///< days until the next review
    double max_risk; ///< probability that may not be passed in that time
};

/// ln(size / base) at which memory held and kills expected together cost least:
/// G e^m + oom_cost 30/T Risk(m); at least .03 and what keeps the risk within max_risk, at most
/// ln 4. Bisection of the derivative.
double memory_law_margin(const struct memory_law *law, const struct memory_price *price);

#endif
