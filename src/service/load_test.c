#include "service/load_test.h"

#include "base/memory.h"
#include "maths/isotonic.h"
#include "service/shared_ceiling.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// One work area of an answer: the levels that count, in order of their load.
struct curve {
    size_t n;
    double *load;    ///< concurrency, or the rate of one instance
    double *rate;    ///< of one instance
    double *latency; ///< as measured, then never falling
};

// --- the levels ----------------------------------------------------------------------------------

static double load_of(const struct load_level *level)
{
    if (!isnan(level->concurrency))
        return level->concurrency / level->instances;
    return (isnan(level->offered) ? level->rate : level->offered) / level->instances;
}

/// By load; runs of one load by what they served and how soon, so that the order is always the
/// same.
static int by_load(const void *a, const void *b)
{
    const struct load_level *left = a, *right = b;
    const double before[] = {load_of(left), left->latency_s, left->rate};
    const double after[] = {load_of(right), right->latency_s, right->rate};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (before[i] != after[i])
            return before[i] < after[i] ? -1 : before[i] > after[i] ? 1 : 0;
    return 0;
}

/// Levels without the groups that stop at a shared ceiling: what they served says nothing of one
/// instance.
static void take_levels(const struct load_test *test, const struct shared_ceiling *ceiling,
                        struct curve *curve)
{
    for (size_t i = 0; i < test->count; i++) {
        const struct load_level *level = &test->level[i];
        if (ceiling->found && level->instances >= ceiling->instances)
            continue;
        curve->load[curve->n] = load_of(level);
        curve->rate[curve->n] = level->rate / level->instances;
        // What was not served at all was not served in time.
        curve->latency[curve->n] = !isnan(test->limit_s) && load_level_fell_short(level)
                                       ? fmax(level->latency_s, 2 * test->limit_s)
                                       : level->latency_s;
        curve->n++;
    }
}

static double highest(const double *value, size_t n)
{
    double most = value[0];
    for (size_t i = 1; i < n; i++)
        most = fmax(most, value[i]);
    return most;
}

// --- where the latency target is crossed ---------------------------------------------------------

/// The loads around the crossing, as measured: the highest level that met the target with all
/// before it, and the lowest that missed it.
static void find_levels_around(const struct curve *curve, double limit_s,
                               struct load_answer *answer)
{
    for (size_t i = 0; i < curve->n; i++) {
        if (curve->latency[i] > limit_s) {
            answer->missed = curve->rate[i];
            return;
        }
        answer->met = fmax(answer->met, curve->rate[i]);
    }
}

/// The load at which the latency, made to never fall, crosses the target: linear between the levels
/// around it; NaN when the last level still meets it, and -INFINITY when the first does not.
static double crossing(struct curve *curve, double limit_s)
{
    isotonic_fit(curve->latency, NULL, curve->n);
    if (curve->latency[0] > limit_s)
        return -INFINITY;
    for (size_t i = 1; i < curve->n; i++) {
        double below = curve->latency[i - 1], above = curve->latency[i];
        if (above > limit_s)
            return curve->load[i - 1] +
                   (curve->load[i] - curve->load[i - 1]) * (limit_s - below) / (above - below);
    }
    return NAN;
}

/// The rate of the curve at a load, linear between levels.
static double rate_at(const struct curve *curve, double load)
{
    size_t i = 1;
    while (i + 1 < curve->n && curve->load[i] < load)
        i++;
    double width = curve->load[i] - curve->load[i - 1];
    double share = width > 0 ? (load - curve->load[i - 1]) / width : 1;
    return curve->rate[i - 1] + share * (curve->rate[i] - curve->rate[i - 1]);
}

static int refuse_target(const struct load_test *test, const struct curve *curve, struct err *err)
{
    return err_set(err, ERR_DATA,
                   "a latency of %.4g ms is missed at every level: the lowest load, %.10g, already "
                   "takes %.4g ms; test with less, or aim at more than that",
                   1e3 * test->limit_s, curve->load[0], 1e3 * curve->latency[0]);
}

// --- by the law ----------------------------------------------------------------------------------

static double peak_rate(const struct usl *usl, double unused)
{
    (void)unused;
    return usl_peak_throughput(usl);
}

static double rate_at_response(const struct usl *usl, double response)
{
    double concurrency = fmin(usl_concurrency_at_response(usl, response), usl_peak(usl));
    return isinf(concurrency) ? usl_peak_throughput(usl) : usl_throughput(usl, concurrency);
}

/// Takes the rate at a concurrency, but no more than 1.2 times as much of either than was tested.
static void take_by_law(const struct load_test *test, double concurrency, double reach,
                        struct load_answer *answer)
{
    struct calibration *calibration = &answer->calibration;
    const struct usl *usl = &answer->usl;
    double most = EXTRAPOLATION_MOST * answer->tested_concurrency;
    double rate = isinf(concurrency) ? usl_peak_throughput(usl) : usl_throughput(usl, concurrency);
    if (concurrency > most && !test->extrapolate) {
        double capped = usl_throughput(usl, most);
        calibration_take(calibration, capped, capped - reach, capped + reach, false);
        calibration->modelled = rate;
        calibration->bound = CALIBRATED_BY_TESTED;
        answer->concurrency = most;
    } else {
        calibration_take(calibration, rate, rate - reach, rate + reach, test->extrapolate);
        answer->concurrency = isnan(calibration->modelled)
                                  ? concurrency
                                  : usl_concurrency_for(usl, calibration->rate);
    }
    // A peak between two levels is a little above both: what counts is how much was at work.
    calibration->extrapolated = answer->concurrency > answer->tested_concurrency * (1 + 1e-9);
}

static int answer_mean_by_law(const struct load_test *test, struct load_answer *answer,
                              struct err *err)
{
    double concurrency = usl_concurrency_at_response(&answer->usl, test->limit_s);
    if (isnan(concurrency))
        return err_set(err, ERR_DATA,
                       "a mean latency of %.4g ms is out of reach: one request alone takes %.4g ms "
                       "by the fit (1 / gamma); aim at more than that",
                       1e3 * test->limit_s, 1e3 / answer->usl.gamma.value);
    double peak = usl_peak(&answer->usl);
    answer->calibration.bound = concurrency < peak ? CALIBRATED_BY_LATENCY : CALIBRATED_BY_PEAK;
    take_by_law(test, fmin(concurrency, peak),
                usl_reach(&answer->usl, rate_at_response, test->limit_s, CALIBRATION_CONFIDENCE),
                answer);
    return 0;
}

/// The concurrency at which the target is met by the law where the test did not go so far: its
/// response, raised to the measured latency at the highest level.
static double concurrency_beyond(const struct load_test *test, const struct curve *curve,
                                 const struct usl *usl)
{
    double load = curve->load[curve->n - 1];
    double ratio = curve->latency[curve->n - 1] / usl_response(usl, load);
    return usl_concurrency_at_response(usl, test->limit_s / ratio);
}

static int answer_latency_by_law(const struct load_test *test, struct curve *curve,
                                 struct load_answer *answer, struct err *err)
{
    find_levels_around(curve, test->limit_s, answer);
    double concurrency = crossing(curve, test->limit_s);
    if (isinf(concurrency))
        return refuse_target(test, curve, err);
    bool beyond = isnan(concurrency);
    if (beyond)
        concurrency = concurrency_beyond(test, curve, &answer->usl);
    double peak = usl_peak(&answer->usl);
    answer->calibration.bound = concurrency < peak ? CALIBRATED_BY_LATENCY : CALIBRATED_BY_PEAK;
    take_by_law(test, fmin(concurrency, peak), 0, answer);
    if (beyond)
        return 0;
    answer->calibration.low = fmin(answer->calibration.rate, answer->met);
    answer->calibration.high = fmax(answer->calibration.rate, answer->missed);
    return 0;
}

static int answer_by_law(const struct load_test *test, struct curve *curve,
                         struct load_answer *answer, struct err *err)
{
    answer->calibration.model = MODEL_USL;
    answer->tested_concurrency = highest(curve->load, curve->n);
    if (!usl_fit(curve->load, curve->rate, curve->n, CALIBRATION_CONFIDENCE, &answer->usl))
        return err_set(err, ERR_DATA,
                       "throughput at fewer than 3 different concurrencies: the scalability law "
                       "has 3 coefficients; test at 3 levels or more, 6 or more for an interval");
    answer->has_usl = true;
    if (usl_peak(&answer->usl) <= 1)
        return err_set(err, ERR_DATA,
                       "throughput does not grow with concurrency: it is greatest with one at "
                       "work, so more load tells nothing of an instance; was the tester the limit, "
                       "or is the column of concurrency another one?");
    if (isnan(test->limit_s)) {
        answer->calibration.bound = CALIBRATED_BY_PEAK;
        take_by_law(test, usl_peak(&answer->usl),
                    usl_reach(&answer->usl, peak_rate, 0, CALIBRATION_CONFIDENCE), answer);
        return 0;
    }
    bool measured = !isnan(curve->latency[0]);
    return test->mean && !measured ? answer_mean_by_law(test, answer, err)
                                   : answer_latency_by_law(test, curve, answer, err);
}

// --- by the levels -------------------------------------------------------------------------------

static int answer_by_levels(const struct load_test *test, struct curve *curve,
                            struct load_answer *answer, struct err *err)
{
    struct calibration *calibration = &answer->calibration;
    calibration->model = MODEL_MEASURED;
    if (isnan(test->limit_s)) {
        bool short_of = false;
        for (size_t i = 0; i < test->count; i++)
            short_of = short_of || load_level_fell_short(&test->level[i]);
        calibration->bound = short_of ? CALIBRATED_BY_PEAK : CALIBRATED_BY_TESTED;
        calibration->rate = calibration->tested_to;
        calibration->low = calibration->tested_to;
        return 0;
    }
    find_levels_around(curve, test->limit_s, answer);
    double load = curve->n < 2 ? NAN : crossing(curve, test->limit_s);
    if (curve->latency[0] > test->limit_s)
        return refuse_target(test, curve, err);
    calibration->bound = isnan(load) ? CALIBRATED_BY_TESTED : CALIBRATED_BY_LATENCY;
    calibration->rate = isnan(load) ? calibration->tested_to : rate_at(curve, load);
    calibration->low = fmin(calibration->rate, answer->met);
    calibration->high = isnan(load) ? (double)NAN : fmax(calibration->rate, answer->missed);
    return 0;
}

int load_test_calibrate(struct load_test *test, struct load_answer *answer, struct err *err)
{
    *answer = (struct load_answer){
        .calibration = {.low = NAN, .high = NAN, .modelled = NAN},
        .concurrency = NAN,
        .tested_concurrency = NAN,
        .met = NAN,
        .missed = NAN,
    };
    if (test->count < 2)
        return err_set(err, ERR_DATA,
                       "one level of load says nothing of more or less; test at 3 levels or more, "
                       "up to where throughput grows no further");
    qsort(test->level, test->count, sizeof *test->level, by_load);
    shared_ceiling_find(test->level, test->count, &answer->ceiling);
    struct curve curve = {
        .load = mem_alloc(test->count, sizeof(double)),
        .rate = mem_alloc(test->count, sizeof(double)),
        .latency = mem_alloc(test->count, sizeof(double)),
    };
    take_levels(test, &answer->ceiling, &curve);
    answer->calibration.tested_to = highest(curve.rate, curve.n);
    bool by_law = !isnan(test->level[0].concurrency);
    int result = by_law ? answer_by_law(test, &curve, answer, err)
                        : answer_by_levels(test, &curve, answer, err);
    free(curve.load);
    free(curve.rate);
    free(curve.latency);
    return result;
}
