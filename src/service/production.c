#include "service/production.h"

#include "base/memory.h"
#include "maths/root.h"
#include "queueing/mmc.h"
#include "service/rate_bins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// How far the measured latency may be from that of the queue before the queue says nothing.
#define MODEL_AGREES_WITHIN 1.25

/// Share of the steps of a bin that has to meet the target.
#define MET_LEAST 0.9

// --- CPU -----------------------------------------------------------------------------------------

/// Correlation of neighbouring deviations from the line: minutes resemble each other, so they tell
/// less than as many independent ones would.
static double neighbour_correlation(const struct production *p, const struct line_fit *line)
{
    double before = NAN, product = 0, square = 0;
    for (size_t i = 0; i < p->n; i++) {
        double deviation = p->cpu[i] - line->intercept - line->slope * p->rate[i];
        if (!isnan(deviation)) {
            square += deviation * deviation;
            if (!isnan(before))
                product += deviation * before;
        }
        before = deviation;
    }
    return square > 0 ? fmin(fmax(product / square, 0), 0.99) : 0;
}

static int fit_cpu(const struct production *p, struct production_answer *answer, struct err *err)
{
    if (!line_fit(p->rate, p->cpu, p->n, CALIBRATION_CONFIDENCE, &answer->line) ||
        !theil_sen_fit(p->rate, p->cpu, p->n, CALIBRATION_CONFIDENCE, &answer->robust))
        return err_set(err, ERR_DATA,
                       "the rate is the same in all steps: metrics of quiet and busy hours are "
                       "needed to tell what a request takes");
    if (answer->line.n < PRODUCTION_STEPS_MIN)
        return err_set(err, ERR_DATA,
                       "only %zu steps have both a rate and CPU; at least %d are needed, a day of "
                       "minutes is good",
                       answer->line.n, PRODUCTION_STEPS_MIN);
    double busy = p->in_cores ? p->target * p->cores : p->target;
    answer->correlation = neighbour_correlation(p, &answer->line);
    double widening = sqrt((1 + answer->correlation) / (1 - answer->correlation));
    if (!(answer->line.slope > 0) || !(answer->robust.slope > 0) ||
        !line_crossing(&answer->line, busy, CALIBRATION_CONFIDENCE, widening, &answer->cpu_rate,
                       &answer->cpu_low, &answer->cpu_high))
        return err_set(err, ERR_DATA,
                       "CPU does not rise with the requests beyond doubt (%.4g per request/s, "
                       "error %.2g): something else uses the processors, or something else is the "
                       "limit; calibrate with a load test",
                       answer->line.slope, answer->line.slope_error);
    if (!(answer->cpu_rate > 0))
        return err_set(err, ERR_DATA,
                       "without any request the processors are already busier than --target %.4g%% "
                       "allows; aim at more than %.4g%%",
                       100 * p->target,
                       100 * answer->line.intercept / (p->in_cores ? p->cores : 1));
    double robust = (busy - answer->robust.intercept) / answer->robust.slope;
    answer->cpu_rate = fmin(answer->cpu_rate, robust);
    answer->cpu_low = fmin(answer->cpu_low, answer->cpu_rate);
    return 0;
}

// --- latency -------------------------------------------------------------------------------------

/// The queue before the cores that a service demand makes.
struct queue_model {
    double cores;
    double demand_s; ///< CPU time of a request
    double percentile;
    double limit_s;
};

static double queue_latency(const struct queue_model *queue, double rate)
{
    struct mmc station = mmc_station(queue->cores, rate * queue->demand_s);
    return queue->demand_s * (isnan(queue->percentile)
                                  ? mmc_response_mean(&station)
                                  : mmc_response_percentile(&station, queue->percentile));
}

static double queue_excess(double rate, void *context)
{
    const struct queue_model *queue = context;
    return queue_latency(queue, rate) - queue->limit_s;
}

/// What the queue before the cores says: the rate at which it misses the target, and how it agrees
/// with what was measured at the highest rates.
static void ask_queue(const struct production *p, struct production_answer *answer)
{
    const struct rate_bin *last = &answer->bin[answer->bins - 1];
    struct queue_model queue = {
        .cores = p->cores,
        .demand_s = p->in_cores ? answer->line.slope : answer->line.slope * p->cores,
        .percentile = p->percentile,
        .limit_s = p->limit_s,
    };
    double most = p->cores / queue.demand_s;
    double rate = (last->from + last->to) / 2;
    if (isnan(p->cores) || rate >= most || queue_excess(0, &queue) >= 0)
        return;
    answer->model_ratio = last->latency_s / queue_latency(&queue, rate);
    if (!root_find(queue_excess, &queue, 0, most * (1 - 1e-9), 1e-12, &answer->model_rate))
        answer->model_rate = NAN;
}

/// Upper end of the highest bin of which, as of all below it, enough steps meet the target beyond
/// doubt.
static double safe_rate(const struct production_answer *answer)
{
    double safe = NAN;
    for (size_t i = 0; i < answer->bins && answer->bin[i].met_least >= MET_LEAST; i++)
        safe = answer->bin[i].to;
    return safe;
}

static void take_measured(double rate, struct production_answer *answer)
{
    struct calibration *calibration = &answer->calibration;
    calibration->model = MODEL_MEASURED;
    calibration->bound = CALIBRATED_BY_LATENCY;
    calibration_take(calibration, rate, answer->safe_rate, NAN, false);
    calibration->low = answer->safe_rate;
    calibration->high = NAN;
}

static void take_target(const struct production *p, struct production_answer *answer)
{
    struct calibration *calibration = &answer->calibration;
    bool model = answer->model_ratio <= MODEL_AGREES_WITHIN &&
                 answer->model_ratio >= 1 / MODEL_AGREES_WITHIN && !isnan(answer->model_rate);
    double allowed = !isnan(answer->latency_rate) ? answer->latency_rate
                     : model                      ? answer->model_rate
                                                  : calibration->tested_to;
    if (answer->cpu_rate <= allowed)
        return; // CPU decides, and that is what stands there
    if (!isnan(answer->latency_rate)) {
        take_measured(allowed, answer);
    } else if (model) {
        calibration->model = MODEL_MMC;
        calibration->bound = CALIBRATED_BY_LATENCY;
        // The queue is as sure of its rate as the line is of a request's CPU time.
        calibration_take(calibration, allowed, allowed * answer->cpu_low / answer->cpu_rate,
                         allowed * fmax(answer->cpu_high / answer->cpu_rate, 1), p->extrapolate);
    } else {
        take_measured(allowed, answer);
        calibration->bound = CALIBRATED_BY_TESTED;
    }
}

static int answer_latency(const struct production *p, struct production_answer *answer,
                          struct err *err)
{
    answer->bins = rate_bins_make(p, answer->bin);
    if (answer->bins < 2)
        return err_set(err, ERR_DATA,
                       "fewer than %d steps have both a rate and a latency: a latency target needs "
                       "them, or a load test",
                       PRODUCTION_STEPS_MIN);
    answer->latency_rate = rate_bins_crossing(answer->bin, answer->bins, p->limit_s);
    if (isinf(answer->latency_rate))
        return err_set(err, ERR_DATA,
                       "a latency of %.4g ms is missed even at the lightest load, which takes %.4g "
                       "ms; aim at more than that",
                       1e3 * p->limit_s, 1e3 * answer->bin[0].latency_s);
    answer->safe_rate = safe_rate(answer);
    ask_queue(p, answer);
    take_target(p, answer);
    return 0;
}

int production_calibrate(const struct production *p, struct production_answer *answer,
                         struct err *err)
{
    *answer = (struct production_answer){
        .calibration = {.bound = CALIBRATED_BY_CPU, .model = MODEL_CPU},
        .latency_rate = NAN,
        .safe_rate = NAN,
        .model_rate = NAN,
        .model_ratio = NAN,
    };
    if (fit_cpu(p, answer, err) != 0)
        return -1;
    for (size_t i = 0; i < p->n; i++)
        if (!isnan(p->cpu[i]))
            answer->calibration.tested_to = fmax(answer->calibration.tested_to, p->rate[i]);
    calibration_take(&answer->calibration, answer->cpu_rate, answer->cpu_low, answer->cpu_high,
                     p->extrapolate);
    answer->saturated = p->latency_s != NULL && rate_is_saturated(p);
    if (isnan(p->limit_s))
        return 0;
    return answer_latency(p, answer, err);
}
