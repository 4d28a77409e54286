// The peak of a week to come from the weeks before, against the same sums done by hand.
#include "forecast/weekly_peak.h"
#include "tap.h"

#include <math.h>

enum { WEEK = 10, MOST_WEEKS = 40 };

/// Weeks of level x 1 but for one value of level x peak.
static size_t make(double *value, size_t weeks, const double *level, const double *peak)
{
    for (size_t w = 0; w < weeks; w++)
        for (size_t i = 0; i < WEEK; i++)
            value[w * WEEK + i] = level[w] * (i == 4 ? peak[w] : 1);
    return weeks * WEEK;
}

int main(void)
{
    double value[MOST_WEEKS * WEEK];
    struct weekly_peak peak;
    static const double even[MOST_WEEKS] = {5, 5, 5, 5, 5, 5};
    static const double twice[MOST_WEEKS] = {2, 2, 2, 2, 2, 2};
    weekly_peak_fit(&peak, value, make(value, 6, even, twice), WEEK);
    is_int(peak.weeks, 6, "six weeks");
    // Means of 5.5, maxima of 10.
    near(weekly_peak_at(&peak, 1, 5.5), 10, 1e-12, "weeks that are alike go on");
    near(weekly_peak_at(&peak, 9, 5.5), 10, 1e-12, "for as long as one likes");
    near(weekly_peak_at(&peak, 1, 11), 10 * sqrt(2), 1e-12, "half by the mean that is forecast");

    // Growth of 10 % a week for eight weeks: no scatter about it, so that the square mean of the
    // changes counts, t = .0953 sqrt(7) / (.5 x .0953) = 5.29 and 28 / 32 of the slope are kept.
    double growing[8];
    double peaks[8];
    for (int w = 0; w < 8; w++) {
        growing[w] = pow(1.1, w);
        peaks[w] = 2;
    }
    weekly_peak_fit(&peak, value, make(value, 8, growing, peaks), WEEK);
    near(peak.slope, log(1.1) * 28 / 32, 1e-9, "a certain slope is kept by 28 / 32");
    // Of the last four maxima, grown to the last week by 28 / 32 of what they grew, the median
    // lacks an eighth of one and a half weeks' growth.
    double last = 2 * growing[7], mean = 1.1 * growing[7];
    double lacks = 1.5 * log(1.1) / 8;
    near(peak.last_peaks, log(last) - lacks, 1e-9, "the last maxima, at the last week");
    double want = last * exp((peak.slope - lacks) / 2);
    near(weekly_peak_at(&peak, 1, mean), want, 1e-9, "a week on");
    want = last * exp((3 * peak.slope - lacks) / 2);
    near(weekly_peak_at(&peak, 3, mean), want, 1e-9, "growth of maxima is not damped");

    // Ratios of maximum to mean of 40/13 and 80/17 take turns: the lower of the two has less
    // weight.
    double level[] = {1, 1, 1, 1};
    double wild[] = {4, 8, 4, 8};
    weekly_peak_fit(&peak, value, make(value, 4, level, wild), WEEK);
    near(peak.ratio, log(80.0 / 17), 1e-9, "the later ratio has more than half of the weight");

    weekly_peak_fit(&peak, value, make(value, 2, even, twice), WEEK);
    near(weekly_peak_at(&peak, 1, 5.5), 10, 1e-12, "two weeks are enough");
    weekly_peak_fit(&peak, value, make(value, 1, even, twice), WEEK);
    is_int(peak.weeks, 0, "one is not");
    size_t n = make(value, 6, even, twice);
    for (size_t i = WEEK; i < WEEK + 6; i++)
        value[i] = NAN;
    value[3 * WEEK + 1] = NAN;
    weekly_peak_fit(&peak, value, n, WEEK);
    is_int(peak.weeks, 5, "a week that is hardly known is left out");
    near(weekly_peak_at(&peak, 1, 5.5), 10, .02, "a value that is missing changes little");
    for (size_t i = 0; i < n; i++)
        value[i] = 0;
    weekly_peak_fit(&peak, value, n, WEEK);
    is_int(peak.weeks, 0, "nothing but zeros has no answer");
    return done();
}
