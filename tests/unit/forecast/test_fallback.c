// The share of seasonal naive: none where models do as well, all where they do far worse.
#include "forecast/fallback.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

enum { SEASON = 4, N = 40, STEPS = 4, COUNT = 5 };

/// Trials that miss by `miss` where seasonal naive misses by 4: a line of slope 1 has seasons 4
/// apart.
static double share_of(double miss, double *path, struct history *history, struct trials *trials)
{
    double value[N];
    for (size_t i = 0; i < N; i++)
        value[i] = 100 + (double)i;
    history_init_plain(history, value, N, SEASON, 0, 0);
    *trials = (struct trials){.count = COUNT, .steps = STEPS, .held_out = 20, .path = path};
    for (size_t o = 0; o < COUNT; o++) {
        trials->origin[o] = 20 + 4 * o;
        for (size_t h = 0; h < STEPS; h++)
            path[o * STEPS + h] = history->value[trials->origin[o] + h] + miss / history->scale;
    }
    return fallback_share(history, trials);
}

int main(void)
{
    maths_init();
    double path[COUNT * STEPS];
    struct history history;
    struct trials trials;
    near(share_of(4, path, &history, &trials), 0, 0, "as good as seasonal naive: none of it");
    history_release(&history);
    near(share_of(4 * 2.6, path, &history, &trials), .5, 1e-9, "2.6 times its error: half");
    double *ahead = path;
    fallback_trials(&history, .5, &trials);
    near(ahead[0] * history.scale, 120 + (4 * 2.6 - 4) / 2, 1e-9, "trials move halfway");
    double forecast[6] = {0};
    fallback_path(&history, 1, 2, 4, 6, forecast);
    near(forecast[0] * history.scale, 136, 1e-9, "the forecast is the last season");
    near(forecast[2] * history.scale, 138 * 2 / 3.0, 1e-9, "fades");
    near(forecast[4], 0, 0, "and is gone");
    history_release(&history);
    near(share_of(12, path, &history, &trials), 1, 0, "three times its error: all");
    history.season = 0;
    near(fallback_share(&history, &trials), 0, 0, "without a season there is none");
    history_release(&history);
    return done();
}
