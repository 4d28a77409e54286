#include "maths/maths.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"
#include "tap.h"

#include <math.h>

/// 16 workers that share requests of 20 ms, lognormal with scv 1, random balance.
static struct latency_target target(void)
{
    return (struct latency_target){
        .percentile = 0.99,
        .limit_s = 0.2,
        .service_time_s = 0.02,
        .kind = SERVICE_LOGNORMAL,
        .scv = 1,
        .workers = 16,
        .rate_scale = 1,
    };
}

static struct sizing sizing(double headroom)
{
    struct sizing sizing = sizing_defaults();
    sizing.latency = target();
    sizing.per_instance = latency_saturation(&sizing.latency);
    sizing.headroom = headroom;
    sizing.spare = 0;
    return sizing;
}

static void test_need(void)
{
    struct sizing question = sizing(0);
    struct plan_row row;
    size_demand(&question, 10000, &row);
    near(question.per_instance, 800, 1e-12, "16 workers of 20 ms serve 800/s at most");
    near(row.latency_s, latency_percentile_s(&question.latency, 10000, row.instances), 0,
         "the percentile of the answer");
    ok(row.latency_s <= 0.2, "meets the target");
    ok(latency_percentile_s(&question.latency, 10000, row.instances - 1) > 0.2,
       "one instance fewer does not");
    near(row.base + row.headroom + row.rounding + row.spare + row.zone_fill + row.bound,
         row.instances, 0, "the increments add up");
    is_text(bound_by_name(row.bound_by), "latency", "latency decides");
    // The mean of processor sharing, S (1 + C / (c (1 - rho))), with C = rho for one worker.
    question.latency.workers = 1;
    near(latency_times(&question.latency, 40, 1).mean_s, 0.02 / (1 - 0.8), 1e-12,
         "M/G/1-PS: S/(1 - rho)");
    ok(isinf(latency_times(&question.latency, 50, 1).mean_s) &&
           isinf(latency_percentile_s(&question.latency, 40, 0)),
       "overload, and no instance, take for ever");
}

static void test_headroom(void)
{
    struct sizing question = sizing(0.5);
    struct plan_row row;
    struct plan_row larger;
    size_demand(&question, 10000, &row);
    question.headroom = 0;
    size_demand(&question, 15000, &larger);
    near(row.instances, larger.instances, 0, "the target holds with the headroom used up");
    question.per_instance = 300;
    size_demand(&question, 10000, &row);
    is_text(bound_by_name(row.bound_by), "throughput", "a low rate per instance decides instead");
    size_demand(&question, 0, &row);
    near(row.instances, 0, 0, "no demand takes nothing");
    size_demand(&question, NAN, &row);
    ok(isnan(row.latency_s) && isnan(row.instances), "a missing demand has no latency");
    question.latency.limit_s = 0;
    size_demand(&question, 10000, &row);
    ok(isnan(row.latency_s), "nor has a question without a target");
}

static void test_inverse(void)
{
    struct sizing question = sizing(0.5);
    question.spare = 1;
    bool inverse = true;
    for (double fleet = 2; fleet < 300; fleet *= 1.7) {
        struct plan_row row;
        double demand = solve_demand(&question, floor(fleet));
        size_demand(&question, demand * (1 - 1e-7), &row);
        inverse &= row.instances == floor(fleet);
        size_demand(&question, demand * (1 + 1e-6), &row);
        inverse &= row.instances == floor(fleet) + 1;
    }
    ok(inverse, "the greatest demand of a fleet, put back");
    near(solve_headroom(&question, 10000, 22), latency_demand(&question.latency, 21) / 10000 - 1,
         1e-12, "headroom by latency");
    ok(isnan(solve_per_instance(&question, 10000, 21)), "no rate makes up for latency");
    ok(solve_per_instance(&question, 10000, 40) > 0, "unless the fleet is large enough for it");
}

static void refuse(const struct latency_target *bad, const char *message)
{
    struct err err = {0};
    ok(latency_check(bad, &err) != 0, "refused");
    is_text(err.text, message, "with what would be possible");
}

static void test_refusals(void)
{
    struct err err = {0};
    struct latency_target bad = target();
    ok(latency_check(&bad, &err) == 0, "the target itself is well");
    bad.limit_s = 0.05;
    // R: 20 * qlnorm(0.99, -log(2) / 2, sqrt(log(2)))
    refuse(&bad, "--latency p99=50ms is out of reach: without any waiting p99 is 98.0983ms "
                 "(--service-time 20ms, --scv 1); allow more, or shorten the service");
    bad = target();
    bad.percentile = 0.9999;
    refuse(&bad, "--latency p99.99: the percentile must be more than 0 and at most 99.9");
    bad = target();
    bad.limit_s = -1;
    refuse(&bad, "--latency p99=-1s: the time must be more than 0");
    bad = target();
    bad.service_time_s = 0;
    refuse(&bad, "--service-time is 0s: it must be more than 0, the mean time that a request takes "
                 "alone");
    bad = target();
    bad.scv = -1;
    refuse(&bad, "--scv is -1: it must be 0 or from 0.0001 to 100, the variance of service times "
                 "over their mean squared");
    bad = target();
    bad.workers = 0;
    refuse(&bad,
           "--workers is 0: it must be from 1 to 10000, the requests that one instance serves "
           "at once");
    bad = target();
    bad.scv = 0;
    bad.limit_s = 0.02;
    ok(latency_check(&bad, &err) == 0, "a service that always takes 20 ms may take 20 ms");
    bad.limit_s = 0.019;
    ok(latency_check(&bad, &err) != 0, "but not 19");
}

int main(void)
{
    maths_init();
    test_need();
    test_headroom();
    test_inverse();
    test_refusals();
    return done();
}
