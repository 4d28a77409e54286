#include "forecast/analog.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { BEST = 6, FEWEST = 3 };

/// A distance on another day of the week counts this much more.
#define OTHER_DAY 1.6
/// Likeness fades with age, by this factor every two seasons.
#define FADING 0.98

struct candidate {
    size_t origin;
    double distance;
};

static double mean_of(const double *z, size_t n)
{
    double sum = 0;
    for (size_t t = 0; t < n; t++)
        sum += z[t];
    return sum / (double)n;
}

/// Mean absolute difference of two windows, each less its own mean.
static double window_distance(const double *a, const double *b, size_t n)
{
    double shift = mean_of(a, n) - mean_of(b, n);
    double sum = 0;
    for (size_t t = 0; t < n; t++)
        sum += fabs(a[t] - b[t] - shift);
    return sum / (double)n;
}

static void keep_best(struct candidate best[BEST], size_t *count, struct candidate candidate)
{
    size_t place = *count;
    if (*count < BEST)
        (*count)++;
    else if (candidate.distance >= best[BEST - 1].distance)
        return;
    else
        place = BEST - 1;
    for (; place > 0 && best[place - 1].distance > candidate.distance; place--)
        best[place] = best[place - 1];
    best[place] = candidate;
}

static size_t find_best(const struct history *history, const double *z, size_t steps,
                        struct candidate best[BEST])
{
    size_t season = history->season;
    size_t window = 2 * season;
    size_t nearest = (steps + season - 1) / season;
    size_t found = 0;
    size_t seen = 0;
    for (size_t k = nearest > 2 ? nearest : 2; k * season + window <= history->n; k++) {
        size_t origin = history->n - k * season;
        double distance = window_distance(z + history->n - window, z + origin - window, window);
        if (history->long_season > 0 && k * season % history->long_season != 0)
            distance *= OTHER_DAY;
        distance *= pow(FADING, -(double)k / 2);
        keep_best(best, &found, (struct candidate){origin, distance});
        seen++;
    }
    return seen < FEWEST ? 0 : found;
}

bool analog_predict(const struct history *history, size_t steps, double *path)
{
    size_t season = history->season;
    if (season == 0 || history->n < 2 * season)
        return false;
    double *z = mem_alloc(history->n, sizeof *z);
    for (size_t t = 0; t < history->n; t++)
        z[t] = history_log(history, history->value[t]);
    struct candidate best[BEST];
    size_t found = find_best(history, z, steps, best);
    double weight[BEST];
    double shift[BEST];
    double total = 0;
    for (size_t i = 0; i < found; i++) {
        double excess = best[i].distance / fmax(best[0].distance, 1e-12) - 1;
        weight[i] = exp(-3 * fmin(excess, 200));
        total += weight[i];
        shift[i] =
            mean_of(z + history->n - season, season) - mean_of(z + best[i].origin - season, season);
    }
    for (size_t h = 0; h < steps && found > 0; h++) {
        double fade = exp(-(double)(h + 1) / (6 * (double)season));
        double sum = 0;
        for (size_t i = 0; i < found; i++)
            sum += weight[i] * (z[best[i].origin + h] + shift[i] * fade);
        path[h] = history_exp(history, sum / total);
    }
    free(z);
    return found > 0;
}
