// Metrics of production, and of many instances, become the rate of one.
#include "maths/maths.h"
#include "maths/random.h"
#include "service/instance_variation.h"
#include "service/production.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 600 };

static double rate[STEPS], cpu[STEPS], latency_s[STEPS];

/// CPU = 0.1 + 0.002 x rate, rates from 50 to 350, latency 50 ms up to a rate of 300 and 10 % of it
/// more for each request/s beyond.
static struct production make_day(double noise)
{
    struct random random;
    random_seed(&random, 7, 0);
    for (size_t i = 0; i < STEPS; i++) {
        rate[i] = 50 + 300 * (double)((i * 7) % STEPS) / STEPS;
        cpu[i] = 0.1 + 0.002 * rate[i] + noise * random_normal(&random);
        latency_s[i] = 0.05 * (1 + 0.1 * fmax(rate[i] - 300, 0));
    }
    return (struct production){rate, cpu, latency_s, STEPS, NAN, false, 1, 0.99, NAN, true};
}

static void test_cpu(void)
{
    struct production day = make_day(0.01);
    struct production_answer answer;
    struct err err = {0};
    is_int(production_calibrate(&day, &answer, &err), 0, "CPU on rate");
    near(answer.calibration.rate, 450, 0.01, "(1 - 0.1) / 0.002 keeps the processors busy");
    ok(answer.calibration.bound == CALIBRATED_BY_CPU, "CPU decides");
    ok(answer.calibration.low < 450 && answer.calibration.high > 450, "the interval holds it");
    ok(answer.calibration.extrapolated, "more than was seen is marked");
    day.extrapolate = false;
    is_int(production_calibrate(&day, &answer, &err), 0, "without --extrapolate");
    near(answer.calibration.rate, 1.2 * answer.calibration.tested_to, 1e-12,
         "no more than 1.2 times what was seen");
    near(answer.calibration.modelled, 450, 0.01, "beside what the line says");
    day.target = 0.6;
    is_int(production_calibrate(&day, &answer, &err), 0, "60 % busy");
    near(answer.calibration.rate, 250, 0.01, "(0.6 - 0.1) / 0.002");
    ok(!answer.calibration.extrapolated, "was seen");
    day.target = 0.05;
    is_int(production_calibrate(&day, &answer, &err), -1, "less than the background");
    has_text(err.text, "without any request the processors are already busier", "is refused");
}

static void test_latency(void)
{
    struct production day = make_day(0.001);
    struct production_answer answer;
    struct err err = {0};
    day.limit_s = 0.1; // 10 requests/s beyond 300
    is_int(production_calibrate(&day, &answer, &err), 0, "a latency target");
    ok(answer.calibration.bound == CALIBRATED_BY_LATENCY, "latency decides");
    near(answer.calibration.rate, 310, 0.05, "within a group of the rate that misses it");
    near(answer.safe_rate, 290, 0.02, "nine tenths meet it in the groups below");
    near(answer.bin[0].met_least, 0.95126, 1e-4, "60 of 60: 0.05^(1/60)");
    day.limit_s = 10;
    is_int(production_calibrate(&day, &answer, &err), 0, "a target that is never missed");
    ok(answer.calibration.bound == CALIBRATED_BY_TESTED, "is bound by what was seen");
    day.limit_s = 0.01;
    is_int(production_calibrate(&day, &answer, &err), -1, "a target that is always missed");
    has_text(err.text, "missed even at the lightest load, which takes 50 ms", "is refused");
}

static void test_saturation(void)
{
    struct production day = make_day(0.001);
    struct production_answer answer;
    struct err err = {0};
    is_int(production_calibrate(&day, &answer, &err), 0, "a day with a peak");
    ok(!answer.saturated, "is not saturated");
    for (size_t i = 0; i < STEPS; i++) {
        double wanted = rate[i];
        rate[i] = fmin(wanted, 280);
        cpu[i] = 0.1 + 0.002 * rate[i];
        latency_s[i] = 0.05 * (1 + fmax(wanted - 280, 0));
    }
    cpu[3] += 0.01;
    is_int(production_calibrate(&day, &answer, &err), 0, "a day with a flat top");
    ok(answer.saturated, "over which latency rises is");
}

static void test_refusals(void)
{
    struct production day = make_day(0.01);
    struct production_answer answer;
    struct err err = {0};
    day.n = 10;
    is_int(production_calibrate(&day, &answer, &err), -1, "ten steps");
    has_text(err.text, "only 10 steps have both a rate and CPU", "are too few");
    day.n = STEPS;
    for (size_t i = 0; i < STEPS; i++)
        cpu[i] = i % 2 == 0 ? 0.4 : 0.5;
    is_int(production_calibrate(&day, &answer, &err), -1, "CPU beside the point");
    has_text(err.text, "CPU does not rise with the requests", "is refused");
    for (size_t i = 0; i < STEPS; i++)
        rate[i] = 100;
    is_int(production_calibrate(&day, &answer, &err), -1, "one rate");
    has_text(err.text, "the rate is the same in all steps", "tells nothing");
}

static void test_instances(void)
{
    double instance[201];
    struct instance_variation variation;
    struct err err = {0};
    for (size_t i = 0; i <= 200; i++)
        instance[200 - i] = 900 + (double)i; // 900 to 1,100
    is_int(instance_variation_find(instance, 201, &variation, &err), 0, "201 instances");
    near(variation.slow, 910, 1e-12, "5 % of them are below 910 (R's type 7)");
    near(variation.median, 1000, 1e-12, "the median");
    near(variation.derating, 0.91, 1e-12, "a slow one has 91 % of it");
    // R: qbinom(c(.025, .975), 201, .05) is 4 and 16: the 4th and the 17th
    near(variation.low, 903, 1e-12, "low by order statistics");
    near(variation.high, 916, 1e-12, "high by order statistics");
    is_int(instance_variation_find(instance, 5, &variation, &err), -1, "five instances");
    has_text(err.text, "5 instances are too few", "are too few");
}

int main(void)
{
    maths_init();
    test_cpu();
    test_latency();
    test_saturation();
    test_refusals();
    test_instances();
    return done();
}
