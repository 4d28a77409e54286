#include "queueing/staffing.h"

#include "maths/distribution.h"
#include "maths/root.h"
#include "queueing/erlang.h"
#include "queueing/mmc.h"

#include <math.h>
#include <stdbool.h>

static const double most_servers = 1e9;

/// One question: does this many suffice?
struct question {
    double load;
    double target;
    double p;
    const struct instance_model *model;
};

typedef bool suffices(const struct question *question, double count);

/// The least count above `low` that suffices; `low` is known not to. Looks around `guess` with
/// growing strides, then halves. NaN when even most_servers do not.
static double least_count(suffices *enough, const struct question *question, double low,
                          double guess)
{
    double high = fmax(guess, low + 1);
    double stride = 1;
    if (enough(question, high)) {
        while (high - stride > low && enough(question, high - stride)) {
            high -= stride;
            stride *= 2;
        }
        low = fmax(low, high - stride);
    } else {
        do {
            low = high;
            high += stride;
            stride *= 2;
            if (high > most_servers)
                return NAN;
        } while (!enough(question, high));
    }
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        if (enough(question, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
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

static bool few_wait(const struct question *question, double count)
{
    return erlang_c(count, question->load) <= question->target;
}

double staff_wait_probability(double load, double target)
{
    struct question question = {.load = load, .target = target};
    double beta = square_root_beta(target);
    double guess = isnan(beta) ? first_guess(load) : ceil(load + beta * sqrt(load));
    return least_count(few_wait, &question, 0, guess);
}

static bool few_are_lost(const struct question *question, double count)
{
    return erlang_b(count, question->load) <= question->target;
}

double staff_blocking(double load, double target)
{
    struct question question = {.load = load, .target = target};
    return few_are_lost(&question, 0) ? 0 : least_count(few_are_lost, &question, 0, ceil(load));
}

static bool wait_is_short(const struct question *question, double count)
{
    struct mmc station = mmc_station(count, question->load);
    return mmc_wait_mean(&station) <= question->target;
}

double staff_wait_mean(double load, double target)
{
    struct question question = {.load = load, .target = target};
    return least_count(wait_is_short, &question, floor(load), first_guess(load));
}

static bool response_is_short(const struct question *question, double count)
{
    struct mmc station = mmc_station(count, question->load);
    return mmc_response_tail(&station, question->target) <= 1 - question->p;
}

double staff_response_percentile(double load, double p, double target)
{
    struct question question = {.load = load, .target = target, .p = p};
    if (exp(-target) >= 1 - p)
        return NAN;
    return least_count(response_is_short, &question, floor(load), first_guess(load));
}

static bool instances_suffice(const struct question *question, double count)
{
    if (question->load >= count * question->model->workers)
        return false;
    struct fleet_station station;
    fleet_station_init(&station, question->model, count, question->load);
    return fleet_response_tail(&station, question->target) <= 1 - question->p;
}

/// Random balance of exponential services, in Erlang's time: near enough to start from.
static double guess_instances(const struct question *question)
{
    const struct instance_model *model = question->model;
    double workers = model->workers;
    double low = question->load / workers;
    double high = fmax(2 * low, 1);
    double variation = (1 + model->service->scv) / 2;
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
    return least_count(instances_suffice, &question, low, guess_instances(&question));
}
