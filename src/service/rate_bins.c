#include "service/rate_bins.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/isotonic.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// How sure a lower bound of a share is.
#define SHARE_CONFIDENCE 0.95

/// A flat top: so near the highest rate, so many of the steps, and such a spread of latency.
#define NEAR_HIGHEST 0.95
#define STEPS_NEAR 0.05
#define SPREAD_LEAST 2

/// All of 30 steps that meet a target say, at that confidence, that nine tenths of such steps do.
enum { STEPS_A_BIN = 30 };

struct step {
    double rate;
    double latency_s;
};

static int by_rate(const void *a, const void *b)
{
    const struct step *left = a, *right = b;
    if (left->rate != right->rate)
        return left->rate < right->rate ? -1 : 1;
    return (left->latency_s > right->latency_s) - (left->latency_s < right->latency_s);
}

/// The steps that have both, in order of their rate; released by the caller.
static struct step *take_steps(const struct production *production, size_t *count)
{
    struct step *step = mem_alloc(production->n, sizeof *step);
    *count = 0;
    for (size_t i = 0; i < production->n; i++)
        if (!isnan(production->rate[i]) && !isnan(production->latency_s[i]))
            step[(*count)++] = (struct step){production->rate[i], production->latency_s[i]};
    qsort(step, *count, sizeof *step, by_rate);
    return step;
}

static struct rate_bin bin_of(const struct step *step, size_t count, double limit_s)
{
    struct rate_bin bin = {
        .from = step[0].rate, .to = step[count - 1].rate, .steps = (double)count};
    for (size_t i = 0; i < count; i++) {
        bin.met += step[i].latency_s <= limit_s;
        bin.latency_s += step[i].latency_s / (double)count;
    }
    bin.met_least = share_at_least(bin.met, bin.steps, SHARE_CONFIDENCE);
    return bin;
}

size_t rate_bins_make(const struct production *production, struct rate_bin *bin)
{
    size_t count;
    struct step *step = take_steps(production, &count);
    size_t bins = count < PRODUCTION_STEPS_MIN ? 0 : 2;
    if (count / STEPS_A_BIN > bins)
        bins = count / STEPS_A_BIN < RATE_BINS ? count / STEPS_A_BIN : RATE_BINS;
    double latency[RATE_BINS], weight[RATE_BINS];
    for (size_t i = 0; i < bins; i++) {
        size_t from = i * count / bins, to = (i + 1) * count / bins;
        bin[i] = bin_of(step + from, to - from, production->limit_s);
        latency[i] = bin[i].latency_s;
        weight[i] = bin[i].steps;
    }
    isotonic_fit(latency, weight, bins);
    for (size_t i = 0; i < bins; i++)
        bin[i].latency_s = latency[i];
    free(step);
    return bins;
}

static double middle(const struct rate_bin *bin)
{
    return (bin->from + bin->to) / 2;
}

double rate_bins_crossing(const struct rate_bin *bin, size_t bins, double limit_s)
{
    if (bin[0].latency_s > limit_s)
        return -INFINITY;
    for (size_t i = 1; i < bins; i++)
        if (bin[i].latency_s > limit_s) {
            double share =
                (limit_s - bin[i - 1].latency_s) / (bin[i].latency_s - bin[i - 1].latency_s);
            return middle(&bin[i - 1]) + share * (middle(&bin[i]) - middle(&bin[i - 1]));
        }
    return NAN;
}

bool rate_is_saturated(const struct production *production)
{
    size_t count;
    struct step *step = take_steps(production, &count);
    if (count < PRODUCTION_STEPS_MIN) {
        free(step);
        return false;
    }
    // A single spike is no ceiling: the highest rate is the one that 1 % of the steps exceed.
    double highest = step[count - 1 - count / 100].rate;
    size_t first = 0;
    while (step[first].rate < NEAR_HIGHEST * highest)
        first++;
    double *latency = mem_alloc(count, sizeof *latency);
    for (size_t i = 0; i < count; i++)
        latency[i] = step[i].latency_s;
    double low = quantile_select(latency + first, count - first, 0.1);
    double high = quantile_select(latency + first, count - first, 0.9);
    double usual = median_select(latency, count);
    free(step);
    free(latency);
    return (double)(count - first) >= STEPS_NEAR * (double)count && high >= SPREAD_LEAST * low &&
           high >= SPREAD_LEAST * usual;
}
