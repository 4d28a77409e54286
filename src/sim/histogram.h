// Quantiles of many weighted values in fixed memory: bins of equal ratio.
#ifndef HEADROOM_SIM_HISTOGRAM_H
#define HEADROOM_SIM_HISTOGRAM_H

/// 128 bins an octave from 2^-20 to 2^20: quantiles are right within 0.8 %, a bin.
enum { HISTOGRAM_OCTAVES = 40, HISTOGRAM_SPLIT = 128, HISTOGRAM_BINS = 40 * 128 };

struct histogram {
    double weight[HISTOGRAM_BINS];
    double below; ///< weight of values under 2^-20, zero among them
    double above; ///< of 2^20 and over, infinity among them
    double total;
};

/// Adds a value that is 0 or more.
void histogram_add(struct histogram *histogram, double value, double weight);

/// The value that the share `q` of the weight lies at or below, linear within a bin; infinite when
/// it is 2^20 or over, NaN without weight.
double histogram_quantile(const struct histogram *histogram, double q);

#endif
