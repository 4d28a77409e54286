#include "sizing/lost_demand.h"

#include "maths/distribution.h"
#include "maths/whole_instances.h"

#include <math.h>

static const double hour_s = 3600;

static double capacity_cost(const struct lost_demand *question, double instances, double demand)
{
    double beyond = fmax(0, demand - instances * question->per_instance);
    return instances * question->price_hour + hour_s * question->request_value * beyond;
}

/// What the best number of instances for one demand costs: none, as many as it fills, or one more.
static double best_cost(const struct lost_demand *question, double demand)
{
    double filled = instances_down(demand / question->per_instance);
    double best = fmin(capacity_cost(question, 0, demand), capacity_cost(question, filled, demand));
    return fmin(best, capacity_cost(question, filled + 1, demand));
}

static double expected_cost(const struct lost_demand *question, double instances)
{
    double sum = 0;
    for (size_t i = 0; i < question->n; i++)
        sum += capacity_cost(question, instances, question->demand[i]);
    return sum / (double)question->n;
}

static double largest_regret(const struct lost_demand *question, double instances)
{
    double largest = 0;
    for (size_t i = 0; i < question->n; i++)
        largest = fmax(largest, capacity_cost(question, instances, question->demand[i]) -
                                    best_cost(question, question->demand[i]));
    return largest;
}

struct lost_demand_cost lost_demand_at(const struct lost_demand *question, double instances)
{
    double lost = 0, asked = 0, times = 0, capacity = instances * question->per_instance;
    for (size_t i = 0; i < question->n; i++) {
        asked += question->demand[i];
        lost += fmax(0, question->demand[i] - capacity);
        times += question->demand[i] > capacity * (1 + 1e-12) ? 1 : 0;
    }
    struct lost_demand_cost cost = {
        .instances = instances,
        .capacity_hour = instances * question->price_hour,
        .lost_hour = hour_s * question->request_value * lost / (double)question->n,
        .regret = largest_regret(question, instances),
        .short_share = times / (double)question->n,
        .lost_share = asked > 0 ? lost / asked : 0,
    };
    cost.total_hour = cost.capacity_hour + cost.lost_hour;
    return cost;
}

typedef double cost_of(const struct lost_demand *question, double instances);

/// The fewest instances at which a convex cost is least.
static double least_of(const struct lost_demand *question, cost_of *cost)
{
    double low = -1,
           high = instances_up(question->demand[question->n - 1] / question->per_instance);
    // Costs rise from `high` on, and fall up to `low`.
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        double here = cost(question, middle), next = cost(question, middle + 1);
        if (next >= here - 1e-13 * fabs(here))
            high = middle;
        else
            low = middle;
    }
    return high;
}

struct lost_demand_cost lost_demand_expected(const struct lost_demand *question)
{
    return lost_demand_at(question, least_of(question, expected_cost));
}

struct lost_demand_cost lost_demand_minimax(const struct lost_demand *question)
{
    return lost_demand_at(question, least_of(question, largest_regret));
}

double lost_demand_quantile(const struct lost_demand *question)
{
    return fmax(0, 1 - question->price_hour /
                           (hour_s * question->request_value * question->per_instance));
}

void demand_interval(double low, double mid, double high, double confidence, double *demand,
                     size_t n)
{
    double z = normal_quantile((1 + confidence) / 2);
    double below = log(mid / low) / z, above = log(high / mid) / z;
    for (size_t i = 0; i < n; i++) {
        double at = normal_quantile(((double)i + 0.5) / (double)n);
        demand[i] = mid * exp(at * (at < 0 ? below : above));
    }
}
