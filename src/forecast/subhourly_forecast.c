#include "forecast/subhourly_forecast.h"

#include "base/memory.h"
#include "forecast/believable_range.h"
#include "forecast/hour_ratios.h"
#include "forecast/local_clock_forecast.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { HOUR_S = 3600, DAY_S = 86400, FEWEST_HOURS = 48 };

/// The fine steps cut into hours of the local clock.
struct hours {
    size_t count;
    instant start;  ///< of the first whole or partial hour
    int64_t lead_s; ///< the first value's place in that hour
    double *mean;   ///< NaN when too little of the hour was measured
    double *usual;  ///< mean of what stands for what was left out of the hour; NaN: nothing does
};

static size_t hour_of(const struct hours *hours, int64_t step_s, size_t i)
{
    return (size_t)((hours->lead_s + (int64_t)i * step_s) / HOUR_S);
}

/// An hour is known by at least half as many values as hours of this series usually have (sensors
/// may report less often than the step says).
static void forget_sparse_hours(struct hours *hours, const double *seen)
{
    double *present = mem_alloc(hours->count, sizeof *present);
    size_t count = 0;
    for (size_t k = 0; k < hours->count; k++)
        if (seen[k] > 0)
            present[count++] = seen[k];
    double usual = median_select(present, count);
    for (size_t k = 0; k < hours->count; k++)
        if (!(seen[k] >= usual / 2) || seen[k] <= 0)
            hours->mean[k] = NAN;
    free(present);
}

/// Means by hour of the values that are there; NaN where none is. Returns how many each has.
static double *mean_by_hour(const struct hours *hours, const struct ladder_input *input,
                            const double *value, double *mean)
{
    double *seen = mem_alloc(hours->count, sizeof *seen);
    for (size_t i = 0; i < input->n; i++) {
        size_t k = hour_of(hours, input->step_s, i);
        if (k < hours->count && !isnan(value[i]))
            mean[k] += (value[i] - mean[k]) / ++seen[k];
    }
    for (size_t k = 0; k < hours->count; k++)
        mean[k] = seen[k] > 0 ? mean[k] : NAN;
    return seen;
}

static void hours_init(struct hours *hours, const struct ladder_input *input)
{
    int64_t start_s = input->start / INSTANT_PER_SECOND;
    int64_t local_s = start_s;
    if (input->zone != NULL)
        local_s += zone_offset_s(input->zone, input->start);
    hours->lead_s = (local_s % HOUR_S + HOUR_S) % HOUR_S;
    hours->start = (start_s - hours->lead_s) * INSTANT_PER_SECOND;
    // An hour that is not over yet is forecast rather than judged by its first minutes.
    hours->count = hour_of(hours, input->step_s, input->n);
    hours->mean = mem_alloc(hours->count, sizeof *hours->mean);
    double *seen = mean_by_hour(hours, input, input->value, hours->mean);
    forget_sparse_hours(hours, seen);
    free(seen);
    if (input->usual != NULL) {
        hours->usual = mem_alloc(hours->count, sizeof *hours->usual);
        free(mean_by_hour(hours, input, input->usual, hours->usual));
    }
}

static double clamp(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/// Gives the steps of one forecast hour their values.
static void spread_hour(const struct hour_ratios *ratios, const struct predictive_table *hourly,
                        size_t k, size_t hour, size_t position, struct predictive_table *outlook,
                        size_t i)
{
    const double *table = ratios->product;
    double shape = hour_ratios_shape(ratios, hour, position);
    outlook->centre[i] = hourly->centre[k] * shape;
    outlook->mean[i] = predictive_expected(hourly, k) * shape;
    for (size_t level = 0; level < PREDICTIVE_LEVELS; level++)
        outlook->quantile[i * PREDICTIVE_LEVELS + level] = table[level] * shape;
    outlook->low[i] = predictive_quantile(table, 0.025) * shape;
    outlook->high[i] = predictive_quantile(table, 0.975) * shape;
}

/// No bound goes beyond what is believable after what was seen at the same minutes.
static void bound_step(const struct believable_range *seen, struct predictive_table *outlook,
                       size_t i)
{
    double centre = fmin(outlook->centre[i], believable_range_centre_limit(seen, i));
    double *row = outlook->quantile + i * PREDICTIVE_LEVELS;
    outlook->centre[i] = centre;
    for (size_t level = 0; level < PREDICTIVE_LEVELS; level++)
        row[level] =
            clamp(row[level], 0, believable_range_limit(seen, i, centre, predictive_level[level]));
    outlook->low[i] = clamp(outlook->low[i], 0, centre);
    outlook->high[i] = clamp(outlook->high[i], 0, believable_range_limit(seen, i, centre, 0.975));
}

/// `raised`: by what factor the last hours stand above what is seen at the same minutes.
static void spread(const struct ladder_input *input, const struct hours *hours,
                   const struct predictive_table *hourly, struct hour_ratios *ratios, double raised,
                   struct predictive_table *outlook)
{
    size_t current = SIZE_MAX;
    struct believable_range seen;
    // Steps that do not divide a day have no phases: all their values bound each other.
    size_t season = DAY_S % input->step_s == 0 ? (size_t)(DAY_S / input->step_s) : 1;
    believable_range_init(&seen, input->value, NULL, input->n, input->n >= 2 * season ? season : 1);
    seen.is_capped = input->is_capped;
    seen.raised = raised;
    for (size_t i = 0; i < outlook->steps; i++) {
        size_t hour = hour_of(hours, input->step_s, input->n + i);
        size_t k = hour - hours->count < hourly->steps ? hour - hours->count : hourly->steps - 1;
        if (hour != current)
            hour_ratios_product(ratios, hour, hourly->centre[k],
                                hourly->quantile + k * PREDICTIVE_LEVELS);
        current = hour;
        int64_t second = (hours->lead_s + (int64_t)(input->n + i) * input->step_s) % HOUR_S;
        spread_hour(ratios, hourly, k, hour, (size_t)(second / input->step_s), outlook, i);
        bound_step(&seen, outlook, i);
    }
    believable_range_release(&seen);
}

/// How much of the variance of a step's logarithm is that of its hour: by the spread of both
/// tables between the 10th and the 90th percentile.
static double share_of_hour(const double *hourly, const double *product)
{
    double low = predictive_quantile(product, 0.1);
    double hour_low = predictive_quantile(hourly, 0.1);
    if (!(low > 0) || !(hour_low > 0))
        return 0.5;
    double step = log(predictive_quantile(product, 0.9) / low);
    double hour = log(predictive_quantile(hourly, 0.9) / hour_low);
    return step > hour ? hour * hour / (step * step) : 1;
}

/// What the hours' errors leave to be known for sample paths of the steps.
static void learn_steps(const struct ladder_input *input, const struct hours *hours,
                        const struct predictive_table *hourly, struct hour_ratios *ratios,
                        struct path_source *paths)
{
    size_t begin_s = (size_t)(hours->lead_s + (int64_t)input->n * input->step_s);
    paths->first_in_hour = begin_s % HOUR_S;
    paths->step_s = (size_t)input->step_s;
    paths->within_hour = hour_ratios_persistence(ratios, input, hours->lead_s);
    paths->hour_share = mem_alloc(input->steps, sizeof *paths->hour_share);
    size_t current = SIZE_MAX;
    for (size_t i = 0; i < input->steps; i++) {
        size_t k = (paths->first_in_hour + i * paths->step_s) / HOUR_S;
        k = k < hourly->steps ? k : hourly->steps - 1;
        const double *row = hourly->quantile + k * PREDICTIVE_LEVELS;
        if (k != current)
            hour_ratios_product(ratios, hours->count + k, hourly->centre[k], row);
        current = k;
        paths->hour_share[i] = share_of_hour(row, ratios->product);
    }
}

static bool has_negative(const struct ladder_input *input)
{
    for (size_t i = 0; i < input->n; i++)
        if (input->value[i] < 0)
            return true;
    return false;
}

bool subhourly_forecast(const struct ladder_input *input, struct predictive_table *outlook,
                        struct ladder_report *report, struct notes *notes)
{
    // Ratios need values of one sign.
    if (has_negative(input))
        return false;
    struct hours hours = {0};
    hours_init(&hours, input);
    size_t measured = 0;
    for (size_t k = 0; k < hours.count; k++)
        measured += isnan(hours.mean[k]) ? 0 : 1;
    bool enough = measured >= FEWEST_HOURS;
    struct ladder_input hourly_input = *input;
    hourly_input.value = hours.mean;
    hourly_input.usual = hours.usual;
    hourly_input.n = hours.count;
    hourly_input.start = hours.start;
    hourly_input.step_s = HOUR_S;
    hourly_input.steps =
        hour_of(&hours, input->step_s, input->n + input->steps - 1) - hours.count + 1;
    struct predictive_table hourly;
    if (enough && local_clock_forecast(&hourly_input, &hourly, report, notes)) {
        struct hour_ratios ratios;
        hour_ratios_init(&ratios, input, hours.mean, hours.count, hours.lead_s);
        predictive_init(outlook, input->steps);
        double raised = report->fresh.is_mixed ? fmax(report->fresh.factor, 1) : 1;
        spread(input, &hours, &hourly, &ratios, raised, outlook);
        if (report->paths != NULL)
            learn_steps(input, &hours, &hourly, &ratios, report->paths);
        hour_ratios_release(&ratios);
        predictive_release(&hourly);
    } else {
        enough = false;
    }
    free(hours.mean);
    free(hours.usual);
    return enough;
}
