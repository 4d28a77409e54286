// Response times of the fleet in a replay, out of the queueing model.
#ifndef HEADROOM_SIM_RESPONSE_MODEL_H
#define HEADROOM_SIM_RESPONSE_MODEL_H

#include "queueing/latency_table.h"

struct response_model {
    const struct latency_table *table; ///< of the percentile that the target is about
    double service_time_s;             ///< of a request alone
    double workers;                    ///< of one instance
    double rate_scale;                 ///< requests per second that a demand of 1 is
    double limit_s;                    ///< the target; NaN: none
};

/// The percentile of the response time of `instances` that are offered a demand, behind a
/// `backlog` (demand x seconds); infinite in overload.
double response_time_s(const struct response_model *model, double offered, double instances,
                       double backlog, double per_instance);

#endif
