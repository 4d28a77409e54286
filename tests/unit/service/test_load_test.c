// A load test becomes the rate of one instance.
#include "maths/maths.h"
#include "service/load_test.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { LEVELS = 8 };

static struct load_level at_work(double concurrency, double rate, double latency_s)
{
    return (struct load_level){concurrency, NAN, rate, latency_s, 1};
}

static struct load_level sent(double instances, double offered, double served, double latency_s)
{
    return (struct load_level){NAN, offered, served, latency_s, instances};
}

/// 1,000 N / (1 + 0.05 (N - 1) + 0.001 N (N - 1)): response (1 + 0.05 (N-1) + 0.001 N (N-1)) ms.
static size_t exact_law(struct load_level *level)
{
    static const double nodes[LEVELS] = {16, 1, 2, 48, 4, 8, 32, 64};
    for (size_t i = 0; i < LEVELS; i++) {
        double n = nodes[i];
        double slow = 1 + 0.05 * (n - 1) + 0.001 * n * (n - 1);
        level[i] = at_work(n, 1000 * n / slow, 3e-3 * slow); // a percentile at 3 x the mean
    }
    return LEVELS;
}

static void test_by_law(void)
{
    struct load_level level[LEVELS];
    struct load_answer answer;
    struct err err = {0};
    struct load_test test = {level, exact_law(level), NAN, false, false};
    is_int(load_test_calibrate(&test, &answer, &err), 0, "the law without a target");
    is_text(err.text, "", "has no error");
    ok(answer.calibration.bound == CALIBRATED_BY_PEAK, "the peak decides");
    near(answer.concurrency, sqrt(950), 1e-6, "at sqrt((1 - sigma) / kappa)");
    ok(!answer.calibration.extrapolated, "which was tested");

    test.limit_s = 3 * 1.54e-3; // three times the response of 10, which is 1.54 ms
    is_int(load_test_calibrate(&test, &answer, &err), 0, "a percentile that was measured");
    ok(answer.calibration.bound == CALIBRATED_BY_LATENCY, "the target decides");
    // Straight between 8 (1.406 ms x 3) and 16 (1.99 ms x 3): 8 + 8 (1.54 - 1.406) / 0.584
    near(answer.concurrency, 8 + 8 * (1.54 - 1.406) / (1.99 - 1.406), 1e-6, "where it is crossed");
    near(answer.calibration.low, 8000 / 1.406, 1e-9, "low: the highest level that met it");
    near(answer.calibration.high, 16000 / 1.99, 1e-9, "high: the lowest that missed it");

    test.limit_s = 2.9e-3;
    is_int(load_test_calibrate(&test, &answer, &err), -1, "a target below all levels");
    has_text(err.text, "lowest load, 1, already takes 3 ms", "is refused with what is possible");
}

static void test_mean_by_law(void)
{
    struct load_level level[LEVELS];
    struct load_answer answer;
    struct err err = {0};
    struct load_test test = {level, exact_law(level), 1.54e-3, true, false};
    for (size_t i = 0; i < LEVELS; i++)
        level[i].latency_s = NAN;
    is_int(load_test_calibrate(&test, &answer, &err), 0, "a mean that was not measured");
    near(answer.calibration.rate, 10 / 1.54e-3, 1e-6, "is N / R by Little's law");
    ok(answer.calibration.low <= answer.calibration.rate, "with an interval");
    test.limit_s = 0.5e-3;
    is_int(load_test_calibrate(&test, &answer, &err), -1, "a mean below one request's");
    has_text(err.text, "one request alone takes 1 ms", "is refused");
}

static void test_extrapolation(void)
{
    struct load_level level[LEVELS];
    struct load_answer answer;
    struct err err = {0};
    struct load_test test = {level, 5, NAN, false, false};
    exact_law(level);
    level[3] = level[5]; // 16, 1, 2, 8, 4: the peak, at 30.8, is beyond 1.2 x 16 = 19.2
    is_int(load_test_calibrate(&test, &answer, &err), 0, "a peak that was not reached");
    near(answer.concurrency, 19.2, 1e-9, "no more than 1.2 times what was tested");
    ok(answer.calibration.bound == CALIBRATED_BY_TESTED, "said so");
    near(answer.calibration.modelled,
         1000 * sqrt(950) / usl_response(&answer.usl, sqrt(950)) / 1000, 1e-5,
         "beside what the law says");
    test.extrapolate = true;
    is_int(load_test_calibrate(&test, &answer, &err), 0, "with --extrapolate");
    near(answer.concurrency, sqrt(950), 1e-5, "the peak");
    ok(answer.calibration.extrapolated && isnan(answer.calibration.modelled), "is marked");
}

static void test_by_levels(void)
{
    struct load_level level[] = {
        sent(1, 50, 50, 0.03),  sent(1, 60, 60, 0.05),  sent(1, 70, 70, 0.25),
        sent(1, 80, 75, 3.00),  sent(2, 100, 100, .03), sent(2, 130, 130, 0.19),
        sent(3, 150, 110, 0.5), sent(3, 180, 110, 0.9),
    };
    struct load_answer answer;
    struct err err = {0};
    struct load_test test = {level, LEVELS, 0.15, false, false};
    is_int(load_test_calibrate(&test, &answer, &err), 0, "levels of an open loop");
    // Between 60 at 50 ms and 65 at 190 ms: 60 + 5 x 100 / 140
    near(answer.calibration.rate, 60 + 500 / 140., 1e-9, "straight between met and missed");
    near(answer.calibration.low, 60, 1e-12, "low is the level that met the target");
    near(answer.calibration.high, 65, 1e-12, "high is the one that missed it");
    ok(answer.ceiling.found, "three instances stop at a ceiling");
    near(answer.ceiling.rate, 110, 0, "of 110");
    near(answer.ceiling.expected, 225, 1e-12, "where 75 each would be 225");
    test.limit_s = NAN;
    is_int(load_test_calibrate(&test, &answer, &err), 0, "without a target");
    near(answer.calibration.rate, 75, 1e-12, "it is the most that was served");
    ok(answer.calibration.bound == CALIBRATED_BY_PEAK, "since more was sent");
    test.count = 3; // 50, 60 and 70 at one instance
    level[2] = sent(1, 70, 70, 0.06);
    level[1] = sent(1, 60, 60, 0.05);
    level[0] = sent(1, 50, 50, 0.03);
    test.limit_s = 0.15;
    is_int(load_test_calibrate(&test, &answer, &err), 0, "a target met by all");
    ok(answer.calibration.bound == CALIBRATED_BY_TESTED && isnan(answer.calibration.high),
       "is bound by what was tested");
}

static void test_refusals(void)
{
    struct load_level level[] = {at_work(1, 100, NAN), at_work(2, 60, NAN), at_work(4, 30, NAN),
                                 at_work(8, 12, NAN), at_work(16, 5, NAN)};
    struct load_answer answer;
    struct err err = {0};
    struct load_test test = {level, 1, NAN, false, false};
    is_int(load_test_calibrate(&test, &answer, &err), -1, "one level");
    has_text(err.text, "one level of load says nothing", "is too little");
    test.count = 2;
    is_int(load_test_calibrate(&test, &answer, &err), -1, "two levels");
    has_text(err.text, "fewer than 3 different concurrencies", "are too few for the law");
    test.count = 5;
    is_int(load_test_calibrate(&test, &answer, &err), -1, "throughput that falls");
    has_text(err.text, "does not grow with concurrency", "is no law");
}

int main(void)
{
    maths_init();
    test_by_law();
    test_mean_by_law();
    test_extrapolation();
    test_by_levels();
    test_refusals();
    return done();
}
