// The season of a short series: found where it is, shrunk where it is chance.
#include "forecast/season_profile.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { N = 48, YEAR = 12 };

static struct history history_of(const double *value, size_t season)
{
    struct history history;
    history_init_plain(&history, value, N, season, 0, 5);
    return history;
}

/// A line and a season without noise: the season comes back whole, the line does not bend it.
static void exact(void)
{
    double value[N];
    struct season_profile profile;
    double worst = 0, sum = 0;
    for (size_t t = 0; t < N; t++)
        value[t] = 500 + 8 * (double)t + ((t + 5) % YEAR == 3 ? 110 : -10);
    struct history history = history_of(value, YEAR);
    season_profile_fit(&profile, &history, history.value, N);
    for (size_t t = N; t < N + YEAR; t++) {
        double departure = season_profile_at(&profile, &history, t) * history.scale;
        worst = fmax(worst, fabs(departure - ((t + 5) % YEAR == 3 ? 110 : -10)));
        sum += departure;
    }
    ok(worst < 12, "the season comes back, beyond the end too (off by %.1f of 120)", worst);
    near(sum, 0, 1e-9, "its mean is none");
    ok(profile.freedom > 10 && profile.freedom <= 11, "it is worth eleven parameters");
    season_profile_release(&profile);
    history_release(&history);
}

/// Noise has no season: what is left of it is a fraction of what the means by phase scatter.
static void noise(void)
{
    double size = 0, freedom = 0;
    for (uint64_t seed = 0; seed < 50; seed++) {
        double value[N];
        struct random random;
        struct season_profile profile;
        random_seed(&random, seed, 3);
        for (size_t t = 0; t < N; t++)
            value[t] = 1000 + 50 * random_normal(&random);
        struct history history = history_of(value, YEAR);
        season_profile_fit(&profile, &history, history.value, N);
        for (size_t t = 0; t < YEAR; t++)
            size += pow(season_profile_at(&profile, &history, t) * history.scale, 2) / YEAR / 50;
        freedom += profile.freedom / 50;
        season_profile_release(&profile);
        history_release(&history);
    }
    // Means of four have a standard deviation of 25.
    ok(sqrt(size) < 15, "of a scatter of 25 by phase %.1f are left", sqrt(size));
    ok(freedom < 4, "which is worth %.1f parameters of eleven", freedom);
}

static void none(void)
{
    double value[N];
    struct season_profile profile;
    for (size_t t = 0; t < N; t++)
        value[t] = 100 + (double)(t % 7);
    struct history history = history_of(value, 0);
    season_profile_fit(&profile, &history, history.value, N);
    near(season_profile_at(&profile, &history, 3), 0, 0, "a history without a season has none");
    season_profile_release(&profile);
    history_release(&history);
    history = history_of(value, YEAR);
    season_profile_fit(&profile, &history, history.value, 2 * YEAR - 1);
    near(season_profile_at(&profile, &history, 3), 0, 0, "nor has one of less than two cycles");
    season_profile_release(&profile);
    history_release(&history);
}

int main(void)
{
    maths_init();
    exact();
    noise();
    none();
    return done();
}
