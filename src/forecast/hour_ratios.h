// What the steps within an hour are to the hour's mean.
#ifndef HEADROOM_FORECAST_HOUR_RATIOS_H
#define HEADROOM_FORECAST_HOUR_RATIOS_H

#include "forecast/method_ladder.h"
#include "forecast/predictive_table.h"

#include <stddef.h>
#include <stdint.h>

enum { RATIO_BINS = 512, HOURS_A_DAY = 24 };

/// Ratios of the last eight weeks, or since a change of level, in bins of their logarithm, one
/// histogram an hour of history.
struct hour_ratios {
    const double *mean; ///< of each hour; not owned
    size_t hours;
    size_t first_hour;         ///< of the hours that have histograms
    size_t positions;          ///< steps in an hour
    unsigned short *histogram; ///< (hours - first_hour) x RATIO_BINS
    double *shape;             ///< HOURS_A_DAY x positions: usual ratio at each place of the hour
    double product[PREDICTIVE_LEVELS]; ///< of the last hour_ratios_product
};

/// `lead_s` is the first value's place in hour 0; mean[k] is NaN where hour k is not known.
void hour_ratios_init(struct hour_ratios *ratios, const struct ladder_input *input,
                      const double *mean, size_t hours, int64_t lead_s);

/// Usual ratio to its hour's mean of step `position` of hour `hour` (counted as mean's hours are).
double hour_ratios_shape(const struct hour_ratios *ratios, size_t hour, size_t position);

/// Sets `product` to the quantile table of hour mean x ratio for an hour whose mean is distributed
/// as `row` around `centre`.
void hour_ratios_product(struct hour_ratios *ratios, size_t hour, double centre,
                         const double row[PREDICTIVE_LEVELS]);

/// Autocorrelation of neighbouring steps' log ratios to their hour and usual shape, within the
/// hours; 0 where it cannot be told or is negative.
double hour_ratios_persistence(struct hour_ratios *ratios, const struct ladder_input *input,
                               int64_t lead_s);

void hour_ratios_release(struct hour_ratios *ratios);

#endif
