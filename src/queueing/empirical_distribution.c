#include "queueing/empirical_distribution.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The integral of time^power over the share between two neighbours, where times are evenly spread:
/// the share x (sum of a^i b^(power - i)) / (power + 1).
static double piece_moment(const struct empirical_distribution *empirical, size_t i, int power)
{
    double a = empirical->time[i];
    double b = empirical->time[i + 1];
    double sum = power == 1   ? a + b
                 : power == 2 ? a * a + a * b + b * b
                              : (a + b) * (a * a + b * b);
    return (empirical->share[i + 1] - empirical->share[i]) * sum / (power + 1);
}

static double moment(const struct empirical_distribution *empirical, int power)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < empirical->count; i++)
        sum += piece_moment(empirical, i, power);
    return sum;
}

static void allocate(struct empirical_distribution *empirical, size_t count)
{
    empirical->count = count;
    empirical->time = mem_alloc(count, sizeof *empirical->time);
    empirical->share = mem_alloc(count, sizeof *empirical->share);
    empirical->residual = mem_alloc(count, sizeof *empirical->residual);
    empirical->square = mem_alloc(count, sizeof *empirical->square);
}

/// Scales the times to mean 1 and integrates the tail.
static int finish(struct empirical_distribution *empirical, struct err *err)
{
    empirical->mean = moment(empirical, 1);
    if (!(empirical->mean > 0) || !isfinite(empirical->mean)) {
        empirical_release(empirical);
        return err_set(err, ERR_DATA, "service times with a mean of 0 or too great for a number");
    }
    for (size_t i = 0; i < empirical->count; i++)
        empirical->time[i] /= empirical->mean;
    for (size_t i = 1; i < empirical->count; i++) {
        double middle = (empirical->share[i - 1] + empirical->share[i]) / 2;
        empirical->residual[i] = empirical->residual[i - 1] +
                                 (empirical->time[i] - empirical->time[i - 1]) * (1 - middle);
        empirical->square[i] = empirical->square[i - 1] + piece_moment(empirical, i - 1, 2);
    }
    // Up to the least time all services last.
    for (size_t i = 0; i < empirical->count; i++)
        empirical->residual[i] += empirical->time[0];
    return 0;
}

int empirical_of_samples(const double *sample, size_t count,
                         struct empirical_distribution *empirical, struct err *err)
{
    if (count == 0)
        return err_set(err, ERR_DATA, "no service time to take a distribution from");
    for (size_t i = 0; i < count; i++)
        if (!(sample[i] >= 0) || !isfinite(sample[i]))
            return err_set(err, ERR_DATA, "a service time of %.10g: it must be 0 or more",
                           sample[i]);
    double *sorted = mem_alloc(count, sizeof *sorted);
    memcpy(sorted, sample, count * sizeof *sorted);
    sort_values(sorted, count);
    allocate(empirical, 2 * count);
    for (size_t i = 0; i < count; i++) {
        empirical->time[2 * i] = empirical->time[2 * i + 1] = sorted[i];
        empirical->share[2 * i] = (double)i / (double)count;
        empirical->share[2 * i + 1] = (double)(i + 1) / (double)count;
    }
    free(sorted);
    return finish(empirical, err);
}

int empirical_of_percentiles(const double *share, const double *time, size_t count,
                             struct empirical_distribution *empirical, struct err *err)
{
    if (count < 2)
        return err_set(err, ERR_DATA, "two percentiles at least make a distribution");
    for (size_t i = 0; i < count; i++) {
        double share_before = i == 0 ? 0 : share[i - 1];
        double time_before = i == 0 ? 0 : time[i - 1];
        if (!(share[i] >= share_before && share[i] <= 1) || !(time[i] >= time_before) ||
            !isfinite(time[i]))
            return err_set(err, ERR_DATA,
                           "%.10g as the percentile %.10g: percentiles and their times must rise, "
                           "from 0 on",
                           time[i], 100 * share[i]);
    }
    allocate(empirical, count + 2);
    memcpy(empirical->share + 1, share, count * sizeof *share);
    memcpy(empirical->time + 1, time, count * sizeof *time);
    empirical->time[0] = share[0] > 0 ? 0 : time[0];
    empirical->share[count + 1] = 1;
    empirical->time[count + 1] = time[count - 1];
    return finish(empirical, err);
}

struct service_distribution empirical_service(const struct empirical_distribution *empirical)
{
    return (struct service_distribution){
        .kind = SERVICE_EMPIRICAL,
        .scv = fmax(0, moment(empirical, 2) - 1),
        .third_moment = moment(empirical, 3),
        .empirical = empirical,
    };
}

/// The last place of an ascending array whose value is not above `x`; the first one is not.
static size_t place_of(const double *ascending, size_t count, double x)
{
    size_t low = 0;
    size_t high = count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ascending[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double empirical_tail(const struct empirical_distribution *empirical, double t)
{
    if (t < empirical->time[0])
        return 1;
    size_t i = place_of(empirical->time, empirical->count, t);
    if (i + 1 == empirical->count)
        return 0;
    double along = (t - empirical->time[i]) / (empirical->time[i + 1] - empirical->time[i]);
    return 1 - empirical->share[i] - along * (empirical->share[i + 1] - empirical->share[i]);
}

double empirical_residual_cdf(const struct empirical_distribution *empirical, double t)
{
    if (t < empirical->time[0])
        return fmax(t, 0);
    size_t i = place_of(empirical->time, empirical->count, t);
    double tails = 1 - empirical->share[i] + empirical_tail(empirical, t);
    return fmin(1, empirical->residual[i] + (t - empirical->time[i]) * tails / 2);
}

double empirical_square_below(const struct empirical_distribution *empirical, double t)
{
    if (t < empirical->time[0])
        return 0;
    size_t i = place_of(empirical->time, empirical->count, t);
    if (i + 1 == empirical->count)
        return empirical->square[i];
    double from = empirical->time[i];
    double density =
        (empirical->share[i + 1] - empirical->share[i]) / (empirical->time[i + 1] - from);
    return empirical->square[i] + density * (t * t * t - from * from * from) / 3;
}

double empirical_percentile(const struct empirical_distribution *empirical, double p)
{
    if (!(p >= 0 && p < 1))
        return NAN;
    size_t i = place_of(empirical->share, empirical->count, p);
    double piece = empirical->share[i + 1] - empirical->share[i];
    double along = piece > 0 ? (p - empirical->share[i]) / piece : 0;
    return empirical->time[i] + along * (empirical->time[i + 1] - empirical->time[i]);
}

void empirical_release(struct empirical_distribution *empirical)
{
    free(empirical->time);
    free(empirical->share);
    free(empirical->residual);
    free(empirical->square);
    *empirical = (struct empirical_distribution){0};
}
