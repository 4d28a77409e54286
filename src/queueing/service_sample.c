#include "queueing/service_sample.h"

#include <math.h>
#include <stdbool.h>

double service_sample(const struct service_distribution *service, struct random *random)
{
    switch (service->kind) {
    case SERVICE_DETERMINISTIC:
        return 1;
    case SERVICE_EXPONENTIAL:
        return random_exponential(random);
    case SERVICE_LOGNORMAL:
        return exp(service->mu + service->sigma * random_normal(random));
    case SERVICE_HYPEREXPONENTIAL: {
        bool is_short = random_uniform(random) < service->phase;
        double phase = is_short ? service->phase : 1 - service->phase;
        return random_exponential(random) / (2 * phase);
    }
    case SERVICE_WEIBULL:
        return service->scale * pow(random_exponential(random), 1 / service->shape);
    case SERVICE_EMPIRICAL:
        return service_percentile(service, random_uniform(random));
    }
    return NAN;
}
