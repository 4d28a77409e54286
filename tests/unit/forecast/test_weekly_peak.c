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
    near(weekly_peak_at(&peak, 1), 10, 1e-12, "weeks that are alike go on");
    near(weekly_peak_at(&peak, 9), 10, 1e-12, "for as long as one likes");
    near(peak.variance, 0, 0, "without scatter");

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
    // By the mean: the last peak; by the last four maxima: 1.5 weeks behind it.
    double last = 2 * growing[7];
    double want = last * exp(-0.75 * log(1.1) + 0.8 * peak.slope);
    near(weekly_peak_at(&peak, 1), want, 1e-9, "a week on, growth is damped by a fifth");
    want = last * exp(-0.75 * log(1.1) + (0.8 + 0.64) * peak.slope);
    near(weekly_peak_at(&peak, 2), want, 1e-9, "and again in the second");

    // Maxima of 4, 8, 4, 8 above a level of 1.
    double level[] = {1, 1, 1, 1};
    double wild[] = {4, 8, 4, 8};
    weekly_peak_fit(&peak, value, make(value, 4, level, wild), WEEK);
    near(peak.variance, log(2) * log(2) / 2, 1e-9, "half the mean square of the changes");
    double wilder[] = {1, 8, 1, 8};
    weekly_peak_fit(&peak, value, make(value, 4, level, wilder), WEEK);
    near(peak.variance, .25, 0, "of maxima that scatter more, a bounded part");

    weekly_peak_fit(&peak, value, make(value, 2, even, twice), WEEK);
    near(weekly_peak_at(&peak, 1), 10, 1e-12, "two weeks are enough");
    weekly_peak_fit(&peak, value, make(value, 1, even, twice), WEEK);
    is_int(peak.weeks, 0, "one is not");
    size_t n = make(value, 6, even, twice);
    for (size_t i = WEEK; i < WEEK + 6; i++)
        value[i] = NAN;
    value[3 * WEEK + 1] = NAN;
    weekly_peak_fit(&peak, value, n, WEEK);
    is_int(peak.weeks, 5, "a week that is hardly known is left out");
    near(weekly_peak_at(&peak, 1), 10, .02, "a value that is missing changes little");
    for (size_t i = 0; i < n; i++)
        value[i] = 0;
    weekly_peak_fit(&peak, value, n, WEEK);
    is_int(peak.weeks, 0, "nothing but zeros has no answer");
    return done();
}
