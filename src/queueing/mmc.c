#include "queueing/mmc.h"

#include "queueing/erlang.h"
#include "queueing/tail_percentile.h"

#include <math.h>
#include <stdbool.h>

struct mmc mmc_station(double servers, double load)
{
    return (struct mmc){servers, load, erlang_c(servers, load)};
}

static bool is_overloaded(const struct mmc *station)
{
    return station->load >= station->servers;
}

double mmc_wait_mean(const struct mmc *station)
{
    if (is_overloaded(station))
        return INFINITY;
    return station->wait_probability / (station->servers - station->load);
}

double mmc_response_mean(const struct mmc *station)
{
    return 1 + mmc_wait_mean(station);
}

double mmc_wait_tail(const struct mmc *station, double t)
{
    if (t < 0 || is_overloaded(station))
        return 1;
    return station->wait_probability * exp(-(station->servers - station->load) * t);
}

/// (e^x - 1) / x.
static double relative_growth(double x)
{
    return x == 0 ? 1 : expm1(x) / x;
}

double mmc_response_tail(const struct mmc *station, double t)
{
    if (t <= 0 || is_overloaded(station))
        return 1;
    double drain = station->servers - station->load;
    double x = (1 - drain) * t;
    // Either form is exact; each keeps its exponentials from overflowing on its side of x = 0.
    double delayed = x > 0 ? exp(-drain * t) * relative_growth(-x) : exp(-t) * relative_growth(x);
    return exp(-t) + station->wait_probability * t * delayed;
}

double mmc_wait_percentile(const struct mmc *station, double p)
{
    if (!(p >= 0 && p < 1))
        return NAN;
    if (is_overloaded(station))
        return INFINITY;
    double exceeding = 1 - p;
    if (station->wait_probability <= exceeding)
        return 0;
    return log(station->wait_probability / exceeding) / (station->servers - station->load);
}

static double response_tail(double t, void *context)
{
    return mmc_response_tail(context, t);
}

double mmc_response_percentile(const struct mmc *station, double p)
{
    if (is_overloaded(station))
        return p >= 0 && p < 1 ? INFINITY : NAN;
    struct mmc own = *station;
    return tail_percentile(response_tail, &own, p, mmc_response_mean(station), 1e-13);
}
