// What notes of a forecast tell: how often bounds failed after each, and without it.
//   build/tests/bench/warnings HOURS ORIGINS FEWEST FILE ...
// Forecasts HOURS ahead from ORIGINS places of each export (hourly means, FEWEST hours of history
// at least); bounds failed where more than a quarter of what came was above p95.
#include "bench/hourly_means.h"
#include "forecast/forecast.h"
#include "maths/maths.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 2016, P95 = 2 };

static const char *const kinds[] = {
    "worse-than-naive", "bounds-too-low", "bounds-too-high", "beyond-seen", "level-shift",
    "fresh-shift",      "untested",       "short-history",   "incident",    "outliers",
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/// Forecasts, and those of them whose bounds failed, [1] after a note, [0] without.
struct tally {
    double count[2], failed[2];
};

static bool has_note(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return true;
    return false;
}

/// Whether more than a quarter of what came was above p95; -1 where too little came.
static int failed(const struct forecast *forecast, const double *came)
{
    double above = 0, seen = 0;
    for (size_t h = 0; h < forecast->n; h++) {
        seen += isnan(came[h]) ? 0 : 1;
        above += came[h] > forecast->level[P95][h];
    }
    return 2 * seen <= (double)forecast->n ? -1 : above > seen / 4;
}

static void try_origin(double *value, size_t n, size_t hours, struct tally tally[KINDS])
{
    unsigned char *mark = calloc(n, 1);
    char name[] = "requests";
    struct series series = {.name = name,
                            .unit = {.name = "requests/s"},
                            .start = 1740960000LL * 1000,
                            .step_s = 3600,
                            .n = n,
                            .value = value,
                            .mark = mark};
    struct forecast_options options = {.horizon_s = (int64_t)hours * 3600,
                                       .changepoint = INSTANT_NONE};
    struct forecast forecast;
    struct notes notes = {0};
    struct err err = {0};
    if (mark != NULL && forecast_series(&series, &options, &forecast, &notes, &err) == 0) {
        int is_bad = failed(&forecast, value + n);
        for (size_t k = 0; k < KINDS && is_bad >= 0; k++) {
            bool is_noted = has_note(&notes, kinds[k]);
            tally[k].count[is_noted]++;
            tally[k].failed[is_noted] += is_bad;
        }
        forecast_release(&forecast);
    }
    notes_release(&notes);
    free(mark);
}

int main(int argc, char **argv)
{
    struct tally tally[KINDS] = {0};
    if (argc < 5) {
        fprintf(stderr, "usage: warnings HOURS ORIGINS FEWEST FILE ...\n");
        return 2;
    }
    maths_init();
    size_t hours = strtoul(argv[1], NULL, 10);
    size_t origins = strtoul(argv[2], NULL, 10);
    size_t fewest = strtoul(argv[3], NULL, 10);
    for (int i = 4; i < argc; i++) {
        size_t n;
        double *hour = hourly_means(argv[i], &n);
        for (size_t k = 1; k <= origins && n > fewest + hours; k++) {
            size_t end = fewest + (n - hours - fewest) * k / origins;
            size_t first = end > MOST ? end - MOST : 0;
            try_origin(hour + first, end - first, hours, tally);
        }
        free(hour);
    }
    printf("%zu hours ahead, %.0f forecasts, bounds failed in %.1f %%\n", hours,
           tally[0].count[0] + tally[0].count[1],
           100 * (tally[0].failed[0] + tally[0].failed[1]) /
               (tally[0].count[0] + tally[0].count[1]));
    for (size_t k = 0; k < KINDS; k++)
        if (tally[k].count[1] > 0)
            printf("%-18s %5.0f times, bounds failed in %5.1f %%, without it %5.1f %%\n", kinds[k],
                   tally[k].count[1], 100 * tally[k].failed[1] / tally[k].count[1],
                   100 * tally[k].failed[0] / fmax(tally[k].count[0], 1));
    return 0;
}
