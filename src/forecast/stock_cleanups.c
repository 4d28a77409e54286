#include "forecast/stock_cleanups.h"

#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// --- buckets -------------------------------------------------------------------------------------

static double bucket_length(const struct series *series)
{
    static const double lengths[] = {86400, 21600, 3600};
    const double span = (double)series->n * (double)series->step_s;
    if (span >= 840.0 * 86400)
        return fmax(7.0 * 86400, (double)series->step_s);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        if (lengths[i] >= (double)series->step_s && span >= 14 * lengths[i])
            return lengths[i];
    return (double)series->step_s;
}

/// The smallest gap between distinct values, where they lie on a grid that is coarse.
static double rounding_of(const double *value, size_t n)
{
    double *sorted = mem_alloc(n, sizeof *sorted);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            sorted[count++] = value[i];
    sort_values(sorted, count);
    double gap = INFINITY;
    for (size_t i = 1; i < count; i++)
        if (sorted[i] > sorted[i - 1])
            gap = fmin(gap, sorted[i] - sorted[i - 1]);
    double range = count == 0 ? 0 : sorted[count - 1] - sorted[0];
    free(sorted);
    return isfinite(gap) && gap > 0.001 * range ? gap : 0;
}

/// Samples up to the last one that is there.
static size_t used_samples(const struct series *series)
{
    size_t n = series->n;
    while (n > 0 && isnan(series->value[n - 1]))
        n--;
    return n;
}

void stock_buckets_fill(const struct series *series, struct stock_buckets *buckets)
{
    size_t n = used_samples(series);
    *buckets = (struct stock_buckets){.bucket_s = bucket_length(series), .last = NAN};
    if (n == 0)
        return;
    double per_bucket = buckets->bucket_s / (double)series->step_s;
    buckets->step = 1 / per_bucket;
    buckets->n = (size_t)ceil((double)n / per_bucket);
    buckets->value = mem_alloc(buckets->n, sizeof(double));
    buckets->at = mem_alloc(buckets->n, sizeof(double));
    for (size_t i = 0; i < buckets->n; i++)
        buckets->value[i] = buckets->at[i] = NAN;
    for (size_t j = 0; j < n; j++) {
        double value = series->value[j];
        double at = (double)buckets->n - (double)(n - 1 - j) / per_bucket;
        size_t bucket = (size_t)fmax(0, ceil(at - 1e-9) - 1);
        if (isnan(value) || value < buckets->value[bucket])
            continue;
        buckets->value[bucket] = value;
        buckets->at[bucket] = at;
    }
    buckets->last = series->value[n - 1];
    buckets->rounding = rounding_of(buckets->value, buckets->n);
}

void stock_buckets_release(struct stock_buckets *buckets)
{
    free(buckets->value);
    free(buckets->at);
}

// --- increments ----------------------------------------------------------------------------------

/// Increments a bucket between values that are there; over a gap the mean.
struct increments {
    size_t n;
    double *value;
    size_t *bucket; ///< whose value ends the increment
    size_t *steps;  ///< from the value before, in buckets
    double median;
    double spread; ///< robust standard deviation
    double fall;   ///< an increment further below the median is a fall
};

static double spread_of(const double *value, size_t n, double median)
{
    double *scratch = mem_alloc(n, sizeof *scratch);
    memcpy(scratch, value, n * sizeof *scratch);
    double spread = MAD_TO_SIGMA * mad_select(scratch, n, median);
    size_t equal = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        equal += value[i] == median;
        if (value[i] > median)
            scratch[above++] = value[i] - median;
    }
    // Where many are equal, as of rounded data, those above tell the spread, unless they are few:
    // those below are falls, and a few above are jumps.
    if (4 * equal > n && 20 * above > n)
        spread = fmax(spread, MAD_TO_SIGMA * median_select(scratch, above));
    free(scratch);
    return spread;
}

static double range_of(const struct stock_buckets *buckets)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < buckets->n; i++)
        if (!isnan(buckets->value[i])) {
            low = fmin(low, buckets->value[i]);
            high = fmax(high, buckets->value[i]);
        }
    return high > low ? high - low : 0;
}

static void increments_fill(const struct stock_buckets *buckets, struct increments *increments)
{
    *increments = (struct increments){.value = mem_alloc(buckets->n, sizeof(double)),
                                      .bucket = mem_alloc(buckets->n, sizeof(size_t)),
                                      .steps = mem_alloc(buckets->n, sizeof(size_t))};
    size_t before = SIZE_MAX;
    for (size_t i = 0; i < buckets->n; i++) {
        if (isnan(buckets->value[i]))
            continue;
        if (before != SIZE_MAX) {
            increments->bucket[increments->n] = i;
            increments->steps[increments->n] = i - before;
            increments->value[increments->n++] =
                (buckets->value[i] - buckets->value[before]) / (double)(i - before);
        }
        before = i;
    }
    if (increments->n == 0)
        return;
    increments->median = median_present(increments->value, increments->n);
    increments->spread = fmax(spread_of(increments->value, increments->n, increments->median),
                              fmax(buckets->rounding / 2, 1e-4 * range_of(buckets)));
    increments->fall = fmax(5 * increments->spread, 3 * fabs(increments->median));
}

static bool is_fall(const struct increments *increments, size_t i)
{
    return increments->value[i] - increments->median < -increments->fall;
}

static bool is_jump(const struct increments *increments, size_t i)
{
    return increments->value[i] - increments->median > 1.6 * increments->fall;
}

static void increments_release(struct increments *increments)
{
    free(increments->value);
    free(increments->bucket);
    free(increments->steps);
}

/// A jump that a fall of about its size undoes within 3 buckets: the values between are missing.
/// Returns whether there was one.
static bool remove_spikes(struct stock_buckets *buckets, const struct increments *increments)
{
    bool removed = false;
    for (size_t i = 0; i < increments->n; i++) {
        if (!is_jump(increments, i))
            continue;
        double size = increments->value[i] - increments->median;
        for (size_t j = i + 1;
             j < increments->n && increments->bucket[j] <= increments->bucket[i] + 3; j++) {
            double undone = (increments->median - increments->value[j]) / size;
            if (!is_fall(increments, j) || undone < 0.6 || undone > 1.6)
                continue;
            for (size_t k = increments->bucket[i]; k < increments->bucket[j]; k++)
                buckets->value[k] = NAN;
            removed = true;
            i = j;
            break;
        }
    }
    return removed;
}

// --- falls ---------------------------------------------------------------------------------------

struct falls {
    size_t n;
    struct stock_drop *drop;
};

/// When the series fell most steeply in (from, to] buckets: the sample after it.
static double steepest_fall(const struct series *series, const struct stock_buckets *buckets,
                            double from, double to)
{
    const size_t n = used_samples(series);
    const double per_bucket = buckets->bucket_s / (double)series->step_s;
    double before = NAN, steepest = 0, found = to;
    double first = (double)n - 1 - ((double)buckets->n - from) * per_bucket;
    for (size_t j = first > 0 ? (size_t)first : 0; j < n; j++) {
        double at = (double)buckets->n - (double)(n - 1 - j) / per_bucket;
        if (isnan(series->value[j]) || at > to + 1e-9)
            continue;
        if (at > from + 1e-9 && series->value[j] - before < steepest) {
            steepest = series->value[j] - before;
            found = at;
        }
        before = series->value[j];
    }
    return found;
}

static void falls_find(const struct series *series, const struct stock_buckets *buckets,
                       const struct increments *increments, struct falls *falls)
{
    *falls = (struct falls){.drop = mem_alloc(increments->n + 1, sizeof *falls->drop)};
    for (size_t i = 0; i < increments->n; i++) {
        if (!is_fall(increments, i))
            continue;
        size_t bucket = increments->bucket[i];
        double depth = (increments->median - increments->value[i]) * (double)increments->steps[i];
        struct stock_drop *last = falls->n == 0 ? NULL : &falls->drop[falls->n - 1];
        if (last != NULL && i > 0 && last->bucket == increments->bucket[i - 1]) {
            last->depth += depth;
            last->bucket = bucket;
            continue;
        }
        falls->drop[falls->n++] = (struct stock_drop){
            .bucket = bucket,
            .depth = depth,
            .at = steepest_fall(series, buckets, (double)bucket - 1, (double)bucket + 1),
        };
    }
}

/// Depths of the falls, ascending; to be freed.
static double *depths_of(const struct falls *falls)
{
    double *depth = mem_alloc(falls->n, sizeof *depth);
    for (size_t i = 0; i < falls->n; i++)
        depth[i] = falls->drop[i].depth;
    sort_values(depth, falls->n);
    return depth;
}

/// How far the last sample of a bucket usually lies below its highest.
static double usual_fall_within(const struct series *series, const struct stock_buckets *buckets)
{
    double *fall = mem_alloc(buckets->n, sizeof *fall);
    for (size_t i = 0; i < buckets->n; i++) {
        double from_end = (double)(buckets->n - 1 - i) / buckets->step;
        double last = (double)used_samples(series) - 1 - round(from_end);
        fall[i] = last < 0 ? (double)NAN : buckets->value[i] - series->value[(size_t)last];
    }
    double usual = median_present(fall, buckets->n);
    free(fall);
    return isnan(usual) ? 0 : usual;
}

/// A fall within the last bucket, whose maximum is from before it.
static void add_fall_just_now(const struct series *series, const struct stock_buckets *buckets,
                              const struct increments *increments, struct falls *falls)
{
    double *depth = depths_of(falls);
    double usual = falls->n == 0 ? 0 : quantile_sorted(depth, falls->n, 0.5);
    free(depth);
    double fall = buckets->value[buckets->n - 1] - buckets->last;
    if (!(fall > fmax(increments->fall, usual / 2) + usual_fall_within(series, buckets)))
        return;
    falls->drop[falls->n++] = (struct stock_drop){
        .bucket = buckets->n,
        .depth = fall,
        .at = steepest_fall(series, buckets, (double)buckets->n - 1, (double)buckets->n),
    };
}

/// Whether falls are a habit: three, or two alike and apart.
static bool is_habit(const struct falls *falls)
{
    if (falls->n != 2)
        return falls->n >= 3;
    double a = falls->drop[0].depth, b = falls->drop[1].depth;
    return fmax(a, b) <= 1.3 * fmin(a, b) && falls->drop[1].bucket >= falls->drop[0].bucket + 3;
}

// --- cycles --------------------------------------------------------------------------------------

/// What happens between clean-ups.
struct cycles {
    double *interval; ///< falls.n - 1 of them
    double period, period_sd, period_longest, period_median;
    double depth;    ///< median
    double rise;     ///< trimmed mean increment
    double floor_sd; ///< of the floors from their line
    double peak_sd;
    double floor_slope;
    double within; ///< median over the cycles of the deviations within one
    size_t peaks;
};

/// Mean of the increments that are no falls, without the tenth on either side.
static double usual_rise(const struct increments *increments)
{
    double *usual = mem_alloc(increments->n, sizeof *usual);
    size_t n = 0;
    for (size_t i = 0; i < increments->n; i++)
        if (!is_fall(increments, i))
            usual[n++] = increments->value[i];
    sort_values(usual, n);
    size_t cut = n / 10;
    double sum = 0;
    for (size_t i = cut; i < n - cut; i++)
        sum += usual[i];
    free(usual);
    return n == 0 ? 0 : sum / (double)(n - 2 * cut);
}

/// The cycle that a moment is in: of fall k to the next; SIZE_MAX before the first.
static size_t cycle_at(const struct falls *falls, double at)
{
    size_t k = falls->n;
    while (k > 0 && falls->drop[k - 1].at > at + 1e-9)
        k--;
    return k == 0 ? SIZE_MAX : k - 1;
}

/// Median of a cycle's values, each taken back to the start by `rise`; NaN when it has none.
/// *deviation becomes their median deviation.
static double cycle_floor(const struct stock_buckets *buckets, const struct falls *falls, size_t k,
                          double rise, double *deviation)
{
    double *value = mem_alloc(buckets->n, sizeof *value);
    size_t n = 0;
    for (size_t i = 0; i < buckets->n; i++)
        if (!isnan(buckets->value[i]) && cycle_at(falls, buckets->at[i]) == k)
            value[n++] = buckets->value[i] - rise * (buckets->at[i] - falls->drop[k].at);
    double floor = n == 0 ? NAN : median_select(value, n);
    *deviation = n < 3 ? NAN : mad_select(value, n, floor);
    free(value);
    return floor;
}

/// The last value before a fall; *at is when.
static double peak_before(const struct stock_buckets *buckets, const struct stock_drop *drop,
                          double *at)
{
    for (size_t i = drop->bucket; i-- > 0;)
        if (!isnan(buckets->value[i]) && buckets->at[i] < drop->at) {
            *at = buckets->at[i];
            return buckets->value[i];
        }
    *at = NAN;
    return NAN;
}

/// Standard deviation of the residuals from Theil and Sen's line, with n - 2 degrees of freedom.
static double line_spread(const double *x, const double *y, size_t n, double *slope)
{
    struct theil_sen line;
    *slope = 0;
    if (!theil_sen_fit(x, y, n, 0.95, &line))
        return NAN;
    *slope = line.slope;
    double sum = 0;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        double residual = y[i] - line.intercept - line.slope * x[i];
        sum += residual * residual;
        used++;
    }
    return used > 2 ? sqrt(sum / (double)(used - 2)) : NAN;
}

static void measure_intervals(const struct falls *falls, struct cycles *cycles)
{
    size_t n = falls->n - 1;
    double sum = 0, squares = 0;
    for (size_t k = 0; k < n; k++) {
        cycles->interval[k] = falls->drop[k + 1].at - falls->drop[k].at;
        sum += cycles->interval[k];
        cycles->period_longest = fmax(cycles->period_longest, cycles->interval[k]);
    }
    cycles->period = sum / (double)n;
    cycles->period_median = median_present(cycles->interval, n);
    for (size_t k = 0; k < n; k++)
        squares += (cycles->interval[k] - cycles->period) * (cycles->interval[k] - cycles->period);
    cycles->period_sd = n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
}

static void cycles_measure(const struct stock_buckets *buckets, const struct increments *increments,
                           const struct falls *falls, struct cycles *cycles)
{
    double *at = mem_alloc(4 * falls->n, sizeof *at);
    double *floor = at + falls->n, *peak_at = floor + falls->n, *peak = peak_at + falls->n;
    double *deviation = mem_alloc(falls->n, sizeof *deviation);
    *cycles = (struct cycles){.interval = mem_alloc(falls->n, sizeof(double)),
                              .rise = usual_rise(increments)};
    measure_intervals(falls, cycles);
    for (size_t k = 0; k < falls->n; k++) {
        at[k] = falls->drop[k].at;
        floor[k] = cycle_floor(buckets, falls, k, cycles->rise, &deviation[k]);
        peak[k] = peak_before(buckets, &falls->drop[k], &peak_at[k]);
        cycles->peaks += isnan(peak[k]) ? 0 : 1;
    }
    double peak_slope;
    cycles->floor_sd = line_spread(at, floor, falls->n, &cycles->floor_slope);
    cycles->peak_sd = line_spread(peak_at, peak, falls->n, &peak_slope);
    cycles->within = median_present(deviation, falls->n);
    double *depth = depths_of(falls);
    cycles->depth = quantile_sorted(depth, falls->n, 0.5);
    free(depth);
    free(deviation);
    free(at);
}

static enum cleanup_mode choose_mode(const struct stock_buckets *buckets, const struct falls *falls,
                                     const struct cycles *cycles)
{
    const double floor_sd = isnan(cycles->floor_sd) ? 0 : cycles->floor_sd;
    const double peak_sd = isnan(cycles->peak_sd) ? 0 : cycles->peak_sd;
    const double ramp = cycles->rise - cycles->floor_slope;
    const double jitter = ramp * cycles->period_sd;
    const double since = (double)buckets->n - falls->drop[falls->n - 1].at;
    if (fmin(floor_sd, peak_sd) >= 0.35 * cycles->depth)
        return CLEANUP_LOOSE;
    if (since > 1.5 * cycles->period_longest + 1)
        return CLEANUP_STOPPED;
    if (cycles->peaks >= 5 && peak_sd < 0.8 * hypot(floor_sd, jitter) &&
        jitter > 0.04 * cycles->depth)
        return CLEANUP_BY_LEVEL;
    double off = 0;
    for (size_t k = 0; k + 1 < falls->n; k++)
        off = fmax(off, fabs(cycles->interval[k] - cycles->period_median));
    return off <= fmax(1, 0.15 * cycles->period_median) ? CLEANUP_PERIODIC : CLEANUP_IRREGULAR;
}

// --- the series without them ---------------------------------------------------------------------

/// Buckets since the last clean-up at a moment; before the first one, counted back.
static double phase_at(const struct falls *falls, double period, double at)
{
    size_t k = cycle_at(falls, at);
    if (k != SIZE_MAX)
        return at - falls->drop[k].at;
    double phase = period - fmod(falls->drop[0].at - at, period);
    return phase > period - 1e-9 ? 0 : phase;
}

/// Moves what came before each of `falls` down, so that growth goes on through it.
static void undo_falls(const struct stock_buckets *buckets, const struct falls *falls,
                       struct stock_cleanups *cleanups)
{
    for (size_t k = 0; k < falls->n; k++) {
        for (size_t i = 0; i < falls->drop[k].bucket; i++)
            cleanups->trend_value[i] -= falls->drop[k].depth;
        if (falls->drop[k].bucket < buckets->n)
            cleanups->broken[falls->drop[k].bucket] = true;
    }
}

/// One or two jumps are one-offs: what came before is moved up by them. Returns how many.
static size_t undo_jumps(const struct increments *increments, struct stock_cleanups *cleanups)
{
    size_t jumps = 0;
    for (size_t i = 0; i < increments->n; i++)
        jumps += is_jump(increments, i);
    if (jumps > 2)
        return jumps;
    for (size_t i = 0; i < increments->n; i++) {
        if (!is_jump(increments, i))
            continue;
        double size = (increments->value[i] - increments->median) * (double)increments->steps[i];
        for (size_t j = 0; j < increments->bucket[i]; j++)
            cleanups->trend_value[j] += size;
        cleanups->broken[increments->bucket[i]] = true;
    }
    return jumps;
}

/// Leaves one value a clean-up: `peaks`, those before them, else the floors of the cycles.
static void keep_one_a_cycle(const struct stock_buckets *buckets, const struct falls *falls,
                             bool peaks, double *value)
{
    double *kept = mem_alloc(buckets->n, sizeof *kept);
    double *cycle = mem_alloc(buckets->n, sizeof *cycle);
    for (size_t i = 0; i < buckets->n; i++)
        kept[i] = NAN;
    for (size_t k = 0; k < falls->n; k++) {
        if (peaks) {
            for (size_t i = falls->drop[k].bucket; i-- > 0;)
                if (!isnan(value[i]) && buckets->at[i] < falls->drop[k].at) {
                    kept[i] = value[i];
                    break;
                }
            continue;
        }
        size_t n = 0, first = buckets->n, last = 0;
        for (size_t i = 0; i < buckets->n; i++)
            if (!isnan(value[i]) && cycle_at(falls, buckets->at[i]) == k) {
                cycle[n++] = value[i];
                first = first < i ? first : i;
                last = i;
            }
        if (n > 0)
            kept[(first + last) / 2] = median_select(cycle, n);
    }
    memcpy(value, kept, buckets->n * sizeof *kept);
    free(cycle);
    free(kept);
}

static void flatten_cycles(const struct stock_buckets *buckets, const struct falls *falls,
                           const struct increments *increments, const struct cycles *cycles,
                           struct stock_cleanups *cleanups)
{
    double *value = cleanups->trend_value;
    cleanups->ramp = cycles->rise - cycles->floor_slope;
    cleanups->jitter = fabs(cleanups->ramp) * cycles->period_sd;
    if (cleanups->mode == CLEANUP_BY_LEVEL) {
        cleanups->cycles = true;
        keep_one_a_cycle(buckets, falls, true, value);
        return;
    }
    for (size_t i = 0; i < buckets->n; i++)
        if (!isnan(value[i]))
            value[i] -= cleanups->ramp * phase_at(falls, cycles->period, buckets->at[i]);
    double within = fmax(isnan(cycles->within) ? 0 : cycles->within, 0.1 * increments->spread);
    if (falls->n >= 4 && cycles->floor_sd > 3.75 * within / sqrt(cycles->period)) {
        cleanups->cycles = true;
        keep_one_a_cycle(buckets, falls, false, value);
    }
}

static void settle_habit(const struct stock_buckets *buckets, const struct increments *increments,
                         const struct falls *falls, struct stock_cleanups *cleanups)
{
    struct cycles cycles;
    cycles_measure(buckets, increments, falls, &cycles);
    cleanups->mode = choose_mode(buckets, falls, &cycles);
    cleanups->period = cycles.period;
    cleanups->peak_phase = fmax(0, cycles.period - buckets->step);
    cleanups->period_longest = cycles.period_longest;
    cleanups->depth = cycles.depth;
    cleanups->rise = cycles.rise;
    cleanups->last_at = falls->drop[falls->n - 1].at;
    if (cleanups->mode == CLEANUP_STOPPED)
        undo_falls(buckets, falls, cleanups);
    else if (cleanups->mode != CLEANUP_LOOSE)
        flatten_cycles(buckets, falls, increments, &cycles, cleanups);
    free(cycles.interval);
}

void stock_cleanups_find(const struct series *series, struct stock_buckets *buckets,
                         struct stock_cleanups *cleanups)
{
    struct increments increments;
    struct falls falls;
    *cleanups = (struct stock_cleanups){.trend_value = mem_alloc(buckets->n, sizeof(double)),
                                        .broken = mem_alloc(buckets->n, sizeof(bool))};
    increments_fill(buckets, &increments);
    if (remove_spikes(buckets, &increments)) {
        increments_release(&increments);
        increments_fill(buckets, &increments);
    }
    memcpy(cleanups->trend_value, buckets->value, buckets->n * sizeof(double));
    falls_find(series, buckets, &increments, &falls);
    if (increments.n > 0) {
        add_fall_just_now(series, buckets, &increments, &falls);
        cleanups->jumps = undo_jumps(&increments, cleanups);
    }
    cleanups->drops = falls.n;
    if (is_habit(&falls)) {
        settle_habit(buckets, &increments, &falls, cleanups);
    } else if (falls.n > 0) {
        double *depth = depths_of(&falls);
        cleanups->one_off_depth = quantile_sorted(depth, falls.n, 0.5);
        free(depth);
        undo_falls(buckets, &falls, cleanups);
    }
    free(falls.drop);
    increments_release(&increments);
}

double stock_cleanups_ramp(const struct stock_cleanups *cleanups, double now, double ahead)
{
    if (cleanups->mode == CLEANUP_IRREGULAR)
        return cleanups->ramp * cleanups->peak_phase;
    if (cleanups->mode != CLEANUP_PERIODIC)
        return 0;
    double phase = fmod(now + ahead - cleanups->last_at, cleanups->period);
    return cleanups->ramp * fmin(phase, cleanups->peak_phase);
}

void stock_cleanups_release(struct stock_cleanups *cleanups)
{
    free(cleanups->trend_value);
    free(cleanups->broken);
}

const char *cleanup_mode_name(enum cleanup_mode mode)
{
    static const char *const names[] = {
        [CLEANUP_NONE] = "none",         [CLEANUP_LOOSE] = "loose",
        [CLEANUP_STOPPED] = "stopped",   [CLEANUP_BY_LEVEL] = "by level",
        [CLEANUP_PERIODIC] = "periodic", [CLEANUP_IRREGULAR] = "irregular",
    };
    return names[mode];
}
