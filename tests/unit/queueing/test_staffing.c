#include "maths/maths.h"
#include "queueing/erlang.h"
#include "queueing/mmc.h"
#include "queueing/staffing.h"
#include "tap.h"

#include <math.h>

static bool least_for_percentile(double load, double p, double target)
{
    double found = staff_response_percentile(load, p, target);
    double count = floor(load) + 1;
    for (;; count++) {
        struct mmc station = mmc_station(count, load);
        if (mmc_response_tail(&station, target) <= 1 - p)
            return found == count;
    }
}

static void test_by_search(void)
{
    bool waits = true;
    bool losses = true;
    bool responses = true;
    for (double load = 0.1; load < 300; load *= 1.7)
        for (double target = 0.5; target > 1e-5; target /= 7) {
            double count = 1;
            while (erlang_c(count, load) > target)
                count++;
            waits &= staff_wait_probability(load, target) == count;
            count = 0;
            while (erlang_b(count, load) > target)
                count++;
            losses &= staff_blocking(load, target) == count;
            responses &= least_for_percentile(load, 0.95, 3 + 10 * target);
        }
    ok(waits, "the least servers for a chance of waiting, by counting up");
    ok(losses, "for a chance of loss");
    ok(responses, "for a percentile of the response");
    near(staff_blocking(0, 0.1), 1, 0, "nothing still takes one server to lose nothing");
    ok(isnan(staff_response_percentile(5, 0.99, 4.6)), "a service alone has a p99 of 4.605");
    near(staff_wait_mean(8, 1), 9, 0, "M/M/9 at load 8 waits 0.79 on the mean");
    ok(isnan(square_root_beta(0)) && isnan(square_root_beta(1)), "shares strictly between 0 and 1");
}

/// Whether n instances meet the target and n - 1 do not.
static bool is_least(const struct instance_model *model, double load, double target, double n)
{
    struct fleet_station station;
    fleet_station_init(&station, model, n, load);
    if (!(fleet_response_percentile(&station, 0.99) <= target * (1 + 1e-6)))
        return false;
    if (n <= 1 || load >= (n - 1) * model->workers)
        return true;
    fleet_station_init(&station, model, n - 1, load);
    return fleet_response_percentile(&station, 0.99) > target * (1 - 1e-6);
}

static void test_instances(void)
{
    struct service_distribution service;
    struct err err;
    bool least = service_distribution_init(SERVICE_LOGNORMAL, 1, &service, &err) == 0;
    for (int discipline = 0; discipline < 2; discipline++)
        for (int balance = 0; balance < 4; balance++)
            for (double load = 3; load < 4000; load *= 9) {
                struct instance_model model = {&service, (enum discipline)discipline,
                                               (enum balance)balance, 16};
                double n = staff_instances(&model, load, 0.99, 8);
                least &= is_least(&model, load, 8, n);
            }
    ok(least, "one instance fewer misses the target");
    struct instance_model model = {&service, DISCIPLINE_PS, BALANCE_RANDOM, 16};
    near(staff_instances(&model, 0, 0.99, 8), 1, 0, "no load takes one instance");
    ok(isnan(staff_instances(&model, 10, 0.99, 0.99 * service_percentile(&service, 0.99))),
       "the service alone exceeds the target");
    ok(isnan(staff_instances(&model, 1e12, 0.99, 8)), "too many instances");
    // One worker an instance, exponential: M/M/1 with p99 log(100) / (1 - rho) <= 10.
    service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, &err);
    model = (struct instance_model){&service, DISCIPLINE_FCFS, BALANCE_RANDOM, 1};
    near(staff_instances(&model, 100, 0.99, 10), ceil(100 / (1 - log(100) / 10)), 0,
         "single workers by hand");
}

int main(void)
{
    maths_init();
    test_by_search();
    test_instances();
    return done();
}
