#include "queueing/power_of_two.h"

#include "queueing/stages.h"
#include "queueing/tail_percentile.h"

#include <math.h>

static const double negligible_share = 1e-18;

/// From the share of instances with workers - 1 requests down: returns s_0, which has to be 1.
static double from_the_top(struct power_of_two *fleet, double share)
{
    size_t top = (size_t)fleet->workers;
    fleet->share[top - 1] = share;
    fleet->share[top] = fleet->load / fleet->workers * share * share;
    double above = fleet->share[top];
    for (size_t i = top - 1; i >= 1; i--) {
        fleet->share[i - 1] = sqrt(((double)i * fleet->share[i] + above) / fleet->load);
        above += fleet->share[i];
    }
    return fleet->share[0];
}

static double missing_at_zero(double share, void *context)
{
    return from_the_top(context, share) - 1;
}

void power_of_two_init(struct power_of_two *fleet, double workers, double load)
{
    *fleet = (struct power_of_two){.workers = workers, .load = load};
    double share = 1;
    // At a share of 1 more than all instances would have a request: the root is below.
    if (workers > 1)
        root_find(missing_at_zero, fleet, 0, 1, 1e-15, &share);
    from_the_top(fleet, share);
    size_t i = (size_t)workers;
    while (fleet->share[i] > negligible_share && i + 1 < POWER_OF_TWO_LEVELS) {
        fleet->share[i + 1] = load / workers * fleet->share[i] * fleet->share[i];
        i++;
    }
    fleet->levels = i + 1;
}

double power_of_two_wait_mean(const struct power_of_two *fleet)
{
    double sum = 0;
    for (size_t i = (size_t)fleet->workers; i < fleet->levels; i++)
        sum += fleet->share[i] * fleet->share[i];
    return sum / fleet->workers;
}

double power_of_two_response_tail(const struct power_of_two *fleet, double t)
{
    size_t top = (size_t)fleet->workers;
    double at_top = fleet->share[top] * fleet->share[top];
    double tail = (1 - at_top) * stages_response_tail(0, fleet->workers, t);
    for (size_t i = top; i < fleet->levels; i++) {
        double above = i + 1 < fleet->levels ? fleet->share[i + 1] : 0;
        double joins = fleet->share[i] * fleet->share[i] - above * above;
        if (joins > 0)
            tail += joins * stages_response_tail((double)(i - top + 1), fleet->workers, t);
    }
    return tail;
}

static double tail_at(double t, void *context)
{
    return power_of_two_response_tail(context, t);
}

double power_of_two_response_percentile(const struct power_of_two *fleet, double p)
{
    struct power_of_two own = *fleet;
    return tail_percentile(tail_at, &own, p, 1 + power_of_two_wait_mean(fleet), 1e-13);
}
