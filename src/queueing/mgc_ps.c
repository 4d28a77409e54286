#include "queueing/mgc_ps.h"

#include "maths/distribution.h"
#include "queueing/erlang.h"
#include "queueing/tail_percentile.h"

#include <math.h>

/// Cells of the integral over service times: where the tail of the delay turns from 0 to 1, and on
/// either side of that.
enum { OUTER_CELLS = 24, INNER_CELLS = 96 };
/// How far from its middle that turn reaches, in standard deviations.
static const double turn_width = 6;
/// Services shorter than this share of the response are taken together.
static const double shortest_cell = 1e-3;

struct mgc_ps mgc_ps_station(const struct service_distribution *service, double servers,
                             double load, double delay_factor)
{
    struct mgc_ps station = {.service = service, .servers = servers, .load = load};
    if (load >= servers) {
        station.stretch = INFINITY;
        return station;
    }
    double rho = load / servers;
    double idle = 1 - rho;
    double waits = erlang_c(servers, load);
    // max(1, (n + 1) / c) - 1 is (j + 1) / c for n = c + j, which has probability C (1 - rho)
    // rho^j.
    double mean = waits / (servers * idle);
    double square = waits * (1 + rho) / (servers * servers * idle * idle);
    station.stretch = 1 + delay_factor * mean;
    station.variance = delay_factor * delay_factor * (square - mean * mean);
    station.memory = (1 + service->scv) / 2 / (servers * idle * idle * station.stretch);
    return station;
}

/// Variance of the delay of a service of length `x`: the stretch varies with a correlation of
/// e^(-u / tau) along it.
static double delay_variance(const struct mgc_ps *station, double x)
{
    double u = x / station->memory;
    // u - 1 + e^-u loses its digits for small u, where it is u^2 / 2 - u^3 / 6.
    double shape = u < 1e-3 ? u * u / 2 * (1 - u / 3) : u + expm1(-u);
    return station->variance * 2 * station->memory * station->memory * shape;
}

/// P(delay > t - x) of a service of length `x`.
static double delayed_past(const struct mgc_ps *station, double x, double t)
{
    double mean = (station->stretch - 1) * x;
    double variance = delay_variance(station, x);
    if (x >= t)
        return 1;
    if (!(variance > 0))
        return mean > t - x ? 1 : 0;
    return gamma_tail((t - x) * mean / variance, mean * mean / variance);
}

/// Integral of delayed_past over the services between two lengths, by the middle of each cell;
/// cells grow with the length, as what services have in common is their order of magnitude.
static double panel(const struct mgc_ps *station, double from, double to, int cells, double t)
{
    double sum = 0;
    double tail = service_tail(station->service, from);
    double begin = from;
    double first = fmax(from, shortest_cell * t);
    double ratio = pow(to / first, 1.0 / cells);
    for (int i = 0; i < cells && from < to && tail > 0; i++) {
        double end = i + 1 == cells ? to : i == 0 ? first * ratio : begin * ratio;
        double next = service_tail(station->service, end);
        if (tail > next)
            sum += (tail - next) * delayed_past(station, (begin + end) / 2, t);
        tail = next;
        begin = end;
    }
    return sum;
}

double mgc_ps_response_tail(const struct mgc_ps *station, double t)
{
    if (t <= 0 || isinf(station->stretch))
        return 1;
    if (!(station->stretch > 1))
        return service_tail(station->service, t);
    if (station->service->kind == SERVICE_DETERMINISTIC)
        return delayed_past(station, 1, t);
    double turn = t / station->stretch;
    double reach = turn_width * sqrt(delay_variance(station, turn)) / station->stretch;
    double first = fmax(0, turn - reach);
    double last = fmin(t, turn + reach);
    return service_tail(station->service, t) + panel(station, 0, first, OUTER_CELLS, t) +
           panel(station, first, last, INNER_CELLS, t) + panel(station, last, t, OUTER_CELLS, t);
}

double mgc_ps_response_mean(const struct mgc_ps *station)
{
    return station->stretch;
}

static double tail_at(double t, void *context)
{
    return mgc_ps_response_tail(context, t);
}

double mgc_ps_response_percentile(const struct mgc_ps *station, double p)
{
    if (isinf(station->stretch))
        return p >= 0 && p < 1 ? INFINITY : NAN;
    if (station->service->kind == SERVICE_DETERMINISTIC && p > 0 &&
        delayed_past(station, 1, 1 + 1e-12) <= 1 - p)
        return 1;
    struct mgc_ps own = *station;
    return tail_percentile(tail_at, &own, p, station->stretch, 1e-9);
}
