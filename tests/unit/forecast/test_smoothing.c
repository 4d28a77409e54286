// Exponential smoothing against closed forms: noise, a line, a walk, a season.
#include "base/memory.h"
#include "forecast/smoothing.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { N = 60, FAR = 12, YEAR = 12 };

static double most_likely_alpha(const struct smoothing *fit)
{
    size_t best = 0;
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++)
        if (fit->setting[i].weight > fit->setting[best].weight)
            best = i;
    return fit->setting[best].alpha;
}

static double sum_of_weights(const struct smoothing *fit)
{
    double sum = 0;
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++)
        sum += fit->setting[i].weight;
    return sum;
}

/// The mean is all there is to know: it comes with an error of sigma / sqrt(n).
static void noise(void)
{
    double value[N], centre[FAR], deviation[FAR], mean = 0, square = 0;
    struct random random;
    struct history history;
    struct smoothing fit;
    random_seed(&random, 5, 0);
    for (size_t t = 0; t < N; t++) {
        value[t] = 1000 + 50 * random_normal(&random);
        mean += value[t] / N;
    }
    for (size_t t = 0; t < N; t++)
        square += (value[t] - mean) * (value[t] - mean) / (N - 1);
    history_init_plain(&history, value, N, 0, 0, 0);
    ok(smoothing_fit(&fit, &history, N, false), "noise can be fitted");
    near(most_likely_alpha(&fit), .02, 0, "with the least smoothing constant as the likeliest");
    near(sum_of_weights(&fit), 1, 1e-12, "weights are probabilities");
    smoothing_predict(&fit, &history, FAR, centre, deviation);
    near(centre[0] * history.scale, mean, .02, "its forecast is the mean");
    near(deviation[0] * history.scale, sqrt(square * (1 + 1.0 / N)), .05,
         "its error that of the noise and of the mean");
    smoothing_release(&fit);
    history_release(&history);
}

/// The variance grows by that of a step with each step.
static void walk(void)
{
    double value[N], centre[FAR], deviation[FAR], square = 0;
    struct random random;
    struct history history;
    struct smoothing fit;
    random_seed(&random, 6, 0);
    value[0] = 1000;
    for (size_t t = 1; t < N; t++) {
        double step = 10 * random_normal(&random);
        value[t] = value[t - 1] + step;
        square += step * step / (N - 1);
    }
    history_init_plain(&history, value, N, 0, 0, 0);
    ok(smoothing_fit(&fit, &history, N, false), "a walk can be fitted");
    ok(most_likely_alpha(&fit) >= .8, "it hardly smooths");
    smoothing_predict(&fit, &history, FAR, centre, deviation);
    near(centre[0] * history.scale, value[N - 1], .01, "its forecast is the last value");
    near(deviation[0] * history.scale, sqrt(square), .1, "its error that of a step");
    near(deviation[8] / deviation[0], 3, .25, "and thrice as much nine steps ahead");
    smoothing_release(&fit);
    history_release(&history);
}

/// A line is carried on; with an exact one nothing is left to learn an error from.
static void line(void)
{
    double value[N], centre[FAR], deviation[FAR];
    struct random random;
    struct history history;
    struct smoothing fit;
    random_seed(&random, 7, 0);
    for (size_t t = 0; t < N; t++)
        value[t] = 1000 + 10 * (double)t + 5 * random_normal(&random);
    history_init_plain(&history, value, N, 0, 0, 0);
    ok(smoothing_fit(&fit, &history, N, false), "a line with noise can be fitted");
    smoothing_predict(&fit, &history, FAR, centre, deviation);
    near(centre[FAR - 1] * history.scale, 1000 + 10 * (N + FAR - 1), .01, "it goes on");
    ok(deviation[FAR - 1] > 1.01 * deviation[0], "less certain with each step");
    smoothing_release(&fit);
    history_release(&history);
    for (size_t t = 0; t < N; t++)
        value[t] = 1000 + 10 * (double)t;
    history_init_plain(&history, value, N, 0, 0, 0);
    ok(!smoothing_fit(&fit, &history, N, false), "an exact line is refused");
    ok(!smoothing_fit(&fit, &history, SMOOTHING_FEWEST - 1, false), "and so are seven values");
    history_release(&history);
}

/// Five years of months whose errors multiply: the season comes back, logarithms are the likelier,
/// one stray month moves nothing.
static void season(void)
{
    double value[N], centre[FAR], deviation[FAR], worst = 0;
    struct random random;
    struct history history;
    struct smoothing linear, logarithm;
    random_seed(&random, 8, 0);
    for (size_t t = 0; t < N; t++)
        value[t] = 1000 * exp(.02 * (double)t + .4 * sin(6.283185307179586 * (double)t / YEAR) +
                              .03 * random_normal(&random));
    value[31] *= 3;
    history_init_plain(&history, value, N, YEAR, 0, 0);
    ok(smoothing_fit(&linear, &history, N, false) && smoothing_fit(&logarithm, &history, N, true),
       "a season can be fitted");
    ok(logarithm.evidence > linear.evidence + 10, "logarithms are far likelier");
    smoothing_predict(&logarithm, &history, FAR, centre, deviation);
    for (size_t h = 0; h < FAR; h++) {
        double t = (double)(N + h);
        double truth = log(1000 / history.scale) + .02 * t + .4 * sin(6.283185307179586 * t / YEAR);
        worst = fmax(worst, fabs(centre[h] - truth));
    }
    ok(worst < .15, "no month of the next year is off by more than 15 %% (%.3f)", worst);
    smoothing_release(&linear);
    smoothing_release(&logarithm);
    history_release(&history);
}

int main(void)
{
    maths_init();
    noise();
    walk();
    line();
    season();
    return done();
}
