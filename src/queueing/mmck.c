#include "queueing/mmck.h"

#include "queueing/stages.h"
#include "queueing/tail_percentile.h"

#include <math.h>

/// Logarithm of P(n requests) relative to P(c): a^n / n! up to c, then a factor a / c each.
static double state_log(const struct mmck *station, double n)
{
    double a = log(station->load);
    double c = station->servers;
    if (n <= c)
        return (n - c) * a - lgamma(n + 1) + lgamma(c + 1);
    return (n - c) * (a - log(c));
}

static double state(const struct mmck *station, double n)
{
    return exp(state_log(station, n) - station->scale_log);
}

static double peak_log(const struct mmck *station)
{
    double mode = fmin(floor(station->load), station->servers);
    return fmax(state_log(station, mode), state_log(station, station->places));
}

struct mmck mmck_station(double servers, double places, double load)
{
    struct mmck station = {.servers = servers, .places = places, .load = load};
    double peak = peak_log(&station);
    double sum = exp(state_log(&station, 0) - peak);
    for (double n = 1; n <= places; n++)
        sum += exp(state_log(&station, n) - peak);
    station.scale_log = peak + log(sum);
    station.blocking = state(&station, places);
    for (double n = 1; n <= places; n++) {
        double probability = state(&station, n);
        station.number_mean += n * probability;
        station.queue_mean += fmax(0, n - servers) * probability;
        station.throughput += fmin(n, servers) * probability;
    }
    station.utilization = station.throughput / servers;
    return station;
}

double mmck_response_mean(const struct mmck *station)
{
    return station->number_mean / station->throughput;
}

double mmck_response_tail(const struct mmck *station, double t)
{
    double waiting = 0;
    double tail = 0;
    for (double n = station->servers; n < station->places; n++) {
        double probability = state(station, n);
        waiting += probability;
        tail += probability * stages_response_tail(n - station->servers + 1, station->servers, t);
    }
    double let_in = station->throughput / station->load;
    double at_once = fmax(0, let_in - waiting);
    return (tail + at_once * stages_response_tail(0, station->servers, t)) / let_in;
}

static double tail_at(double t, void *context)
{
    return mmck_response_tail(context, t);
}

double mmck_response_percentile(const struct mmck *station, double p)
{
    struct mmck own = *station;
    return tail_percentile(tail_at, &own, p, mmck_response_mean(station), 1e-13);
}
