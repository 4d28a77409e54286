#include "queueing/staffing.h"

#include "maths/distribution.h"
#include "maths/root.h"
#include "queueing/erlang.h"
#include "queueing/mmc.h"

#include <math.h>

static const double most_servers = 1e9;

/// One question: does this many suffice?
struct question {
    double load;
    double target;
    double p;
    const struct instance_model *model;
};

/// How far a count is from sufficing: 0 or less when it does, falling with the count.
typedef double shortfall(const struct question *question, double count);

/// A count between one that is too small and one that suffices: where a straight line between their
/// shortfalls says, in turn with the middle, so that either kind of curve comes to an end soon.
static double between(double low, double high, double at_low, double at_high, int step)
{
    double share = at_low / (at_low - at_high);
    if (step % 2 == 1 || !isfinite(share))
        share = 0.5;
    return fmin(fmax(low + ceil((high - low) * share), low + 1), high - 1);
}

/// The least count above `low` that suffices; `low` is known not to. Looks around `guess` with
/// growing strides, the first of `stride`, then narrows. NaN when even most_servers do not.
static double least_count_near(shortfall *missing, const struct question *question, double low,
                               double guess, double stride)
{
    double high = fmax(guess, low + 1);
    double at_low = INFINITY;
    double at_high = missing(question, high);
    while (at_high > 0) {
        low = high;
        at_low = at_high;
        high += stride;
        stride *= 2;
        if (high > most_servers)
            return NAN;
        at_high = missing(question, high);
    }
    while (isinf(at_low) && high - stride > low) {
        double nearer = high - stride;
        double at_nearer = missing(question, nearer);
        stride *= 2;
        if (at_nearer > 0) {
            low = nearer;
            at_low = at_nearer;
        } else {
            high = nearer;
            at_high = at_nearer;
        }
    }
    for (int step = 0; high - low > 1; step++) {
        double middle = between(low, high, at_low, at_high, step);
        double at_middle = missing(question, middle);
        if (at_middle > 0) {
            low = middle;
            at_low = at_middle;
        } else {
            high = middle;
            at_high = at_middle;
        }
    }
    return high;
}

/// The same from a guess that is not near.
static double least_count(shortfall *missing, const struct question *question, double low,
                          double guess)
{
    return least_count_near(missing, question, low, guess, fmax(1, floor((guess - low) / 16)));
}

static double excess_of_beta(double beta, void *context)
{
    const double *wait_probability = context;
    return 1 / (1 + beta * normal_cdf(beta) / normal_pdf(beta)) - *wait_probability;
}

double square_root_beta(double wait_probability)
{
    double beta;
    double wanted = wait_probability;
    if (!(wait_probability > 0 && wait_probability < 1) ||
        !root_find(excess_of_beta, &wanted, 0, 30, 1e-14, &beta))
        return NAN;
    return beta;
}

/// Where to start looking: the square-root rule for a moderate share that waits.
static double first_guess(double load)
{
    return ceil(load + sqrt(load));
}

/// How far a share exceeds what may: logarithms make straight lines of the tails met here.
static double excess(double share, double allowed)
{
    return log(share / allowed);
}

static double waiting_excess(const struct question *question, double count)
{
    return excess(erlang_c(count, question->load), question->target);
}

double staff_wait_probability(double load, double target)
{
    struct question question = {.load = load, .target = target};
    double beta = square_root_beta(target);
    double guess = isnan(beta) ? first_guess(load) : ceil(load + beta * sqrt(load));
    return least_count(waiting_excess, &question, 0, guess);
}

static double loss_excess(const struct question *question, double count)
{
    return excess(erlang_b(count, question->load), question->target);
}

double staff_blocking(double load, double target)
{
    struct question question = {.load = load, .target = target};
    return loss_excess(&question, 0) <= 0 ? 0 : least_count(loss_excess, &question, 0, ceil(load));
}

static double wait_excess(const struct question *question, double count)
{
    struct mmc station = mmc_station(count, question->load);
    return excess(mmc_wait_mean(&station), question->target);
}

double staff_wait_mean(double load, double target)
{
    struct question question = {.load = load, .target = target};
    return least_count(wait_excess, &question, floor(load), first_guess(load));
}

static double response_excess(const struct question *question, double count)
{
    struct mmc station = mmc_station(count, question->load);
    return excess(mmc_response_tail(&station, question->target), 1 - question->p);
}

double staff_response_percentile(double load, double p, double target)
{
    struct question question = {.load = load, .target = target, .p = p};
    if (exp(-target) >= 1 - p)
        return NAN;
    return least_count(response_excess, &question, floor(load), first_guess(load));
}

static double fleet_excess(const struct question *question, double count)
{
    struct fleet_station station;
    fleet_station_init(&station, question->model, count, question->load);
    return excess(fleet_response_tail(&station, question->target), 1 - question->p);
}

static double fleet_excess_coarse(const struct question *question, double count)
{
    struct fleet_station station;
    fleet_station_init_coarse(&station, question->model, count, question->load);
    return excess(fleet_response_tail(&station, question->target), 1 - question->p);
}

/// Random balance of exponential services, in Erlang's time: near enough to start from.
static double guess_instances(const struct question *question)
{
    const struct instance_model *model = question->model;
    double workers = model->workers;
    double low = question->load / workers;
    double high = fmax(2 * low, 1);
    double scv = model->service->scv;
    double variation = fmax(0.1, model->balance == BALANCE_ROUND_ROBIN ? scv / 2 : (1 + scv) / 2);
    double slack = question->target - service_percentile(model->service, question->p) / 2;
    double delay = fmax(slack, question->target / 4);
    if (model->balance == BALANCE_LEAST_OUTSTANDING)
        return ceil((question->load + sqrt(question->load)) / workers);
    for (int i = 0; i < 30; i++) {
        double middle = (low + high) / 2;
        struct mmc station = mmc_station(workers, question->load / middle);
        if (mmc_wait_tail(&station, delay / variation) <= 1 - question->p)
            high = middle;
        else
            low = middle;
    }
    return ceil(high);
}

double staff_instances(const struct instance_model *model, double load, double p, double target)
{
    struct question question = {.load = load, .target = target, .p = p, .model = model};
    if (service_tail(model->service, target) > 1 - p)
        return NAN;
    if (load <= 0)
        return 1;
    if (load / model->workers > most_servers)
        return NAN;
    double low = floor(load / model->workers);
    double guess = least_count(fleet_excess_coarse, &question, low, guess_instances(&question));
    if (isnan(guess) || model->discipline == DISCIPLINE_PS)
        return guess;
    return least_count_near(fleet_excess, &question, low, guess, fmax(1, floor(guess / 60)));
}
