#include "sizing/database_limits.h"

#include <math.h>

static const double year_s = 365 * 86400.0;

double default_connections(enum database_engine engine, double memory_bytes)
{
    return engine == ENGINE_MYSQL ? floor(memory_bytes / 12582880)
                                  : fmin(floor(memory_bytes / 9531392), 5000);
}

struct resize_loss resize_loss(double times, double downtime_s, double rate, double share)
{
    double away = times * downtime_s;
    return (struct resize_loss){.requests = away * rate * share, .availability = 1 - away / year_s};
}
