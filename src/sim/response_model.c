#include "sim/response_model.h"

#include <math.h>

double response_time_s(const struct response_model *model, double offered, double instances,
                       double backlog, double per_instance)
{
    if (instances < 1)
        return INFINITY;
    double busy =
        offered * model->rate_scale * model->service_time_s / (instances * model->workers);
    // What waits says how long the wait is; the model's own wait would count it twice.
    double wait_s = backlog / (instances * per_instance);
    double load = backlog > 0 ? 0 : busy;
    return wait_s + model->service_time_s *
                        latency_table_at(model->table, (size_t)instances, load).percentile;
}
