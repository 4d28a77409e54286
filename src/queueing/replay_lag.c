#include "queueing/replay_lag.h"

#include <math.h>

struct replay_lag replay_lag(double apply_rate, double write_rate)
{
    double mean = apply_rate > write_rate ? 1 / (apply_rate - write_rate) : INFINITY;
    return (struct replay_lag){mean, mean * log(100)};
}

struct burst_lag burst_lag(double apply_rate, double write_rate, double burst_rate, double burst_s)
{
    double backlog = fmax(0, (burst_rate - apply_rate) * burst_s);
    double free = apply_rate - write_rate;
    return (struct burst_lag){.backlog = backlog,
                              .peak_s = backlog > 0 ? backlog / apply_rate : 0,
                              .drain_s = backlog <= 0 ? 0
                                         : free > 0   ? backlog / free
                                                      : INFINITY};
}
