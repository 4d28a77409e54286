#include "sizing/batch_work.h"

#include "maths/distribution.h"
#include "maths/whole_instances.h"

#include <math.h>
#include <stddef.h>

enum { STRATA = 20, HALVINGS = 200 };

/// A lognormal time with mean 1.
struct lognormal {
    double mean_log, sd_log;
};

static struct lognormal lognormal_of(double scv)
{
    double variance = log1p(scv);
    return (struct lognormal){-variance / 2, sqrt(variance)};
}

/// ln F(t).
static double log_cdf(const struct lognormal *time, double t)
{
    return t <= 0 ? -INFINITY : log(normal_cdf((log(t) - time->mean_log) / time->sd_log));
}

/// The integral of 1 - F from 0 to x; of x below 0, where 1 - F is 1, x.
static double tail_integral(const struct lognormal *time, double x)
{
    if (x <= 0)
        return x;
    double z = (log(x) - time->mean_log) / time->sd_log;
    return x * normal_cdf(-z) + normal_cdf(z - time->sd_log);
}

/// P(all done by t), in mean times.
static double done_by(const struct batch_work *work, const struct lognormal *time, double workers,
                      double t)
{
    double tasks = work->tasks, sum = 0;
    if (workers >= tasks)
        return exp(tasks * log_cdf(time, t));
    for (size_t k = 0; k < STRATA; k++) {
        double z = normal_quantile(((double)k + 0.5) / STRATA);
        double last = tasks / workers - (1 + work->scv) / 2 + z * sqrt(work->scv * tasks) / workers;
        // All begin at once: the limit for tau to 0.
        double late = last > 0 ? (tail_integral(time, t) - tail_integral(time, t - last)) / last
                               : -expm1(log_cdf(time, t));
        sum += exp(workers * log_cdf(time, t) - (tasks - workers) * late);
    }
    return sum / STRATA;
}

static double random_makespan(const struct batch_work *work, double workers, double probability)
{
    const struct lognormal time = lognormal_of(work->scv);
    double low = 0, high = fmax(1, work->tasks / workers);
    while (done_by(work, &time, workers, high) < probability)
        high *= 2;
    for (size_t i = 0; i < HALVINGS && high - low > 1e-12 * high; i++) {
        double middle = (low + high) / 2;
        if (done_by(work, &time, workers, middle) < probability)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double batch_makespan_s(const struct batch_work *work, double workers, double probability)
{
    double rounds = work->scv > 0 ? random_makespan(work, workers, probability)
                                  : instances_up(work->tasks / workers);
    return work->boot_s + rounds * work->task_s;
}

double batch_workers(const struct batch_work *work, double deadline_s, double probability)
{
    if (!(work->scv > 0)) {
        double each = instances_down((deadline_s - work->boot_s) / work->task_s);
        return each >= 1 ? instances_up(work->tasks / each) : (double)NAN;
    }
    double low = 0, high = work->tasks;
    if (!(batch_makespan_s(work, high, probability) <= deadline_s))
        return (double)NAN;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (batch_makespan_s(work, middle, probability) <= deadline_s)
            high = middle;
        else
            low = middle;
    }
    return high;
}
