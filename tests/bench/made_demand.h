// Courses of demand with a daily and a weekly season, made with a seed, and what forecasts of them
// lose.
#ifndef HEADROOM_BENCH_MADE_DEMAND_H
#define HEADROOM_BENCH_MADE_DEMAND_H

#include "bench/measures.h"
#include "forecast/forecast.h"
#include "maths/random.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { DAY = 24, WEEK = 168, HORIZON = 336, WEEKS = 8, P95 = 2, P99 = 3 };

#define TWO_PI 6.283185307179586

static const char *const bases[] = {"weekly", "office", "ar", "growth", "noisy", "spiky"};
enum { BASES = 6 };

static inline double profile(size_t hour)
{
    double t = (double)(hour % DAY);
    return 1 + 0.45 * sin(TWO_PI * (t - 9) / 24) + 0.15 * sin(2 * TWO_PI * (t - 5) / 24);
}

static inline double noise(struct random *random, double deviation)
{
    return exp(deviation * random_normal(random) - deviation * deviation / 2);
}

/// One of the six courses of demand, from a Monday on.
static inline void make(int base, struct random *random, double *value, size_t n)
{
    double state = 0;
    for (size_t t = 0; t < n; t++) {
        bool is_weekend = t / DAY % 7 >= 5;
        bool is_office = !is_weekend && t % DAY >= 8 && t % DAY < 18;
        double week = profile(t) * (is_weekend ? 0.65 : 1);
        state = 0.9 * state + 0.04 * random_normal(random);
        double small = noise(random, 0.04);
        double spike = random_uniform(random) < 0.01 ? 2 + 2 * random_uniform(random) : 1;
        double of[BASES] = {week * small,
                            (is_office ? 1 : 0.05) * noise(random, 0.08),
                            week * exp(state),
                            week * small * pow(1.2, (double)t / 730),
                            profile(t) * noise(random, 0.15),
                            week * noise(random, 0.06) * spike};
        value[t] = 500 * of[base];
    }
}

/// Sums of one forecast, or of the logarithms of several over those of their twins.
struct losses {
    double error, p95, p99;
};

static inline struct losses score(const struct forecast *forecast, const double *came)
{
    struct losses losses = {0};
    for (size_t h = 0; h < forecast->n; h++) {
        if (isnan(came[h]))
            continue;
        losses.error += fabs(came[h] - forecast->mean[h]);
        losses.p95 += measure_pinball(came[h], forecast->level[P95][h], 0.95);
        losses.p99 += measure_pinball(came[h], forecast->level[P99][h], 0.99);
    }
    return losses;
}

#endif
