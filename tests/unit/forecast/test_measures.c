// The measures that accuracy is stated in, against sums done by hand.
#include "bench/measures.h"
#include "tap.h"

int main(void)
{
    static const double y[] = {10, 20, 0, 40};
    static const double f[] = {12, 20, 0, 30};
    // 200 x 2 / 22 = 18.1818, 0, 0, 200 x 10 / 70 = 28.5714; a quarter of 46.7532.
    near(measure_smape(y, f, 4), 11.688311688311688, 1e-12, "sMAPE");
    // Changes over a season of 2: |3-1|, |5-2|, |4-3|, |1-5| = 10 / 4.
    static const double x[] = {1, 2, 3, 5, 4, 1};
    near(measure_scale(x, 6, 2), 2.5, 1e-12, "scale of a history");
    // (2 + 0 + 0 + 10) / 4 / 2.5.
    near(measure_mase(y, f, 4, 2.5), 1.2, 1e-12, "MASE");
    // M4's Hourly: seasonal naive 13.912 and 1.193 against Naive2's 18.383 and 2.395 give .628.
    near(measure_owa(13.912, 1.193, 18.383, 2.395), .6275, .0005, "OWA as published");
    static const double low[] = {8, 21, 0, 20};
    static const double high[] = {11, 25, 1, 30};
    // Widths 3 + 4 + 1 + 10; misses of 1 below and 10 above count 40 times: (18 + 440) / 4 / 2.5.
    near(measure_msis(y, low, high, 4, .05, 2.5), 45.8, 1e-12, "MSIS");
    near(measure_pinball(10, 8, .95), 1.9, 1e-12, "pinball of a value above");
    near(measure_pinball(10, 14, .95), .2, 1e-12, "and of one below");
    return done();
}
