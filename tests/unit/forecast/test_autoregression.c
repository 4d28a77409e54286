#include "forecast/autoregression.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "plain_history.h"
#include "tap.h"

#include <string.h>

static const signed char one_lag[][3] = {{0, 0, 1}, {0, 0, 0}};

/// x[t] = 2 + 0.8 x[t-1] without noise from 50: falls towards 10; any robust weights fit it
/// exactly.
static void exact_autoregression(void)
{
    enum { N = 60 };
    double value[N] = {50};
    for (int t = 1; t < N; t++)
        value[t] = 2 + .8 * value[t - 1];
    const struct autoregression_design design = {false, one_lag, 0, 1.5, 0, 0};
    struct history history;
    struct standardised scale;
    struct autoregression fit;
    double robust[N];
    double path[3];
    for (int t = 0; t < N; t++)
        robust[t] = 1;
    history_init_plain(&history, value, N, 0, 0, 0);
    standardised_init(&scale, &history, false);
    ok(autoregression_fit(&fit, &design, &history, &scale, N, 3, robust), "an exact AR(1) fits");
    near(fit.coefficient[0], .8, 1e-3, "its coefficient");
    autoregression_predict(&fit, &history, &scale, 20, 3, path);
    near(path[2] * history.scale, value[22], 2e-3, "three steps from within the history");
    autoregression_release(&fit);
    ok(!autoregression_fit(&fit, &design, &history, &scale, 5, 3, robust),
       "five values are too few");
    standardised_release(&scale);
    history_release(&history);
}

/// The two-block elimination against the same weighted ridge regression solved as one dense system
/// by Gauss-Jordan elimination.
static void elimination_is_exact(void)
{
    enum { P = 3, W = 6, N = 40, K = 2 + P + W };
    const struct autoregression_design design = {false, one_lag, 0, 1.5, .3, 2};
    double value[N];
    struct random random;
    random_seed(&random, 5, 0);
    for (int t = 0; t < N; t++)
        value[t] = 10 + 3 * (t % P) + (t % W) + random_normal(&random);
    struct history history;
    struct standardised scale;
    struct autoregression fit;
    double robust[N];
    for (int t = 0; t < N; t++)
        robust[t] = 1;
    history_init_plain(&history, value, N, P, W, 0);
    standardised_init(&scale, &history, false);
    ok(autoregression_fit(&fit, &design, &history, &scale, N, 1, robust), "profiles fit");
    double a[K][K + 1];
    memset(a, 0, sizeof a);
    for (int t = 1; t < N; t++) {
        double x[K + 1] = {scale.z[t - 1], 1};
        x[2 + t % P] = 1;
        x[2 + P + t % W] = 1;
        x[K] = scale.z[t];
        for (int i = 0; i < K; i++)
            for (int j = 0; j <= K; j++)
                a[i][j] += x[i] * x[j];
    }
    a[0][0] += 1e-5 * (N - 1);
    for (int i = 0; i < P; i++)
        a[2 + i][2 + i] += design.ridge_season;
    for (int i = 0; i < W; i++)
        a[2 + P + i][2 + P + i] += design.ridge_long_season;
    for (int i = 0; i < K; i++) {
        for (int r = 0; r < K; r++) {
            double factor = r == i ? 0 : a[r][i] / a[i][i];
            for (int j = 0; j <= K && factor != 0; j++)
                a[r][j] -= factor * a[i][j];
        }
    }
    near(fit.coefficient[0], a[0][K] / a[0][0], 1e-9, "the lag's coefficient");
    near(fit.constant, a[1][K] / a[1][1], 1e-9, "the constant");
    for (int p = 0; p < W; p++) {
        double want =
            a[2 + p % P][K] / a[2 + p % P][2 + p % P] + a[2 + P + p][K] / a[2 + P + p][2 + P + p];
        near(fit.profile[p], want, 1e-9, "both profiles of a phase");
    }
    autoregression_release(&fit);
    standardised_release(&scale);
    history_release(&history);
}

int main(void)
{
    maths_init();
    exact_autoregression();
    elimination_is_exact();
    return done();
}
