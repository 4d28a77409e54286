// Right after an incident: forecasts from histories with one, beside those of the same history
// without it.
//   build/tests/bench/incidents SEEDS          made series, by kind of incident
//   build/tests/bench/incidents FILE ...       incidents put into windows of metric exports
// Columns: mean absolute error and pinball losses of p95 and p99 over those from the clean twin
// (geometric means), with incidents kept in (--ignore none) and as they are; the share of incidents
// found, and of clean twins in which one was found; CPU milliseconds a forecast.
#include "base/memory.h"
#include "bench/hourly_means.h"
#include "bench/made_demand.h"
#include "forecast/forecast.h"
#include "maths/maths.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/// What an incident multiplies by, for how many hours from which hour of the day.
struct kind {
    const char *name;
    double factor;
    int hours, start;
};

static const struct kind kinds[] = {
    {"drop80_14h", 0.2, 14, 10},  {"drop50_14h", 0.5, 14, 10}, {"drop80_5h", 0.2, 5, 10},
    {"storm_38h", 0.25, 38, 10},  {"holiday", 0.6, 24, 0},     {"launch3_24h", 3, 24, 0},
    {"launch18_24h", 1.8, 24, 0}, {"launch3_6h", 3, 6, 10},    {"busy2_60h", 2, 60, 0},
};
enum { KINDS = 9 };

/// Hours from the end of the incident to that of the data.
static const int ages[] = {2, 8, 24, 72, 144, 192, 312, 480};
enum { AGES = 8 };

static double seconds;
static double forecasts;

/// The forecast after n hours; `*touches` whether what was left out meets first .. end.
static bool forecast_after(double *value, size_t n, size_t horizon, bool keeps, const double *came,
                           size_t first, size_t end, struct losses *losses, bool *touches)
{
    unsigned char *mark = mem_alloc(n, 1);
    char name[] = "requests";
    struct series series = {.name = name,
                            .unit = {.name = "requests/s"},
                            .start = 1740960000LL * 1000,
                            .step_s = 3600,
                            .n = n,
                            .value = value,
                            .mark = mark};
    struct forecast_options options = {.horizon_s = (int64_t)horizon * 3600,
                                       .changepoint = INSTANT_NONE,
                                       .ignoring.keeps_incidents = keeps};
    struct forecast forecast;
    struct err err = {0};
    clock_t begin = clock();
    bool is_done = forecast_series(&series, &options, &forecast, NULL, &err) == 0;
    seconds += (double)(clock() - begin) / CLOCKS_PER_SEC;
    forecasts++;
    free(mark);
    if (!is_done)
        return false;
    *losses = score(&forecast, came);
    *touches = false;
    for (size_t i = 0; i < forecast.mask.incidents.count; i++) {
        const struct incident *incident = &forecast.mask.incidents.item[i];
        *touches = *touches || (incident->first < end && incident->end > first);
    }
    forecast_release(&forecast);
    return true;
}

/// Of one kind, or of all.
struct tally {
    struct losses kept, now;
    double cases, found, clean, clean_found, clean_cost, worst;
};

static void add_logs(struct losses *sum, const struct losses *a, const struct losses *b)
{
    sum->error += log(a->error / b->error);
    sum->p95 += log(a->p95 / b->p95);
    sum->p99 += log(a->p99 / b->p99);
}

static void print_tally(const char *name, const struct tally *tally)
{
    const struct losses *a = &tally->kept;
    const struct losses *b = &tally->now;
    double n = tally->cases;
    printf("%-14s %5.0f  %5.2f %5.2f %6.2f  %5.2f %5.2f %6.2f  %5.3f  %5.1f\n", name, n,
           exp(a->error / n), exp(a->p95 / n), exp(a->p99 / n), exp(b->error / n), exp(b->p95 / n),
           exp(b->p99 / n), tally->found / n, exp(tally->worst));
}

static void print_head(void)
{
    printf("%-14s %5s  %5s %5s %6s  %5s %5s %6s  %5s  %5s\n", "incident", "cases", "error", "l95",
           "l99", "error", "l95", "l99", "found", "worst");
}

/// One incident in a history of `n` hours, whose end is `age` hours before its end.
static void try_one(const double *history, size_t n, size_t horizon, const struct kind *kind,
                    int age, const struct losses *clean, struct tally *tally)
{
    size_t end = n - (size_t)age;
    size_t first = end - (size_t)kind->hours;
    double *value = mem_alloc(n, sizeof *value);
    struct losses kept, now;
    bool touches;
    memcpy(value, history, n * sizeof *value);
    for (size_t t = first; t < end; t++)
        value[t] *= kind->factor;
    if (forecast_after(value, n, horizon, true, history + n, first, end, &kept, &touches) &&
        forecast_after(value, n, horizon, false, history + n, first, end, &now, &touches)) {
        add_logs(&tally->kept, &kept, clean);
        add_logs(&tally->now, &now, clean);
        tally->found += touches;
        tally->cases++;
        tally->worst = fmax(tally->worst, log(now.p95 / clean->p95));
        if (!touches && getenv("MISSED") != NULL)
            printf("missed %s age %d n %zu: L95 %.2f\n", kind->name, age, n, now.p95 / clean->p95);
    }
    free(value);
}

static void add_tally(struct tally *all, const struct tally *one)
{
    add_logs(&all->kept,
             &(struct losses){exp(one->kept.error), exp(one->kept.p95), exp(one->kept.p99)},
             &(struct losses){1, 1, 1});
    add_logs(&all->now, &(struct losses){exp(one->now.error), exp(one->now.p95), exp(one->now.p99)},
             &(struct losses){1, 1, 1});
    all->cases += one->cases;
    all->found += one->found;
    all->worst = fmax(all->worst, one->worst);
}

static void print_all(const struct tally *by_kind, const struct tally *clean)
{
    struct tally all = {0};
    print_head();
    for (size_t k = 0; k < KINDS; k++) {
        if (by_kind[k].cases > 0)
            print_tally(kinds[k].name, &by_kind[k]);
        add_tally(&all, &by_kind[k]);
    }
    print_tally("all", &all);
    printf("clean twins: %.0f, of which %.2f %% with an incident found, L95 x %.3f; %.2f ms a "
           "forecast\n",
           clean->clean, 100 * clean->clean_found / clean->clean,
           exp(clean->clean_cost / clean->clean), 1000 * seconds / forecasts);
}

/// Whether anything is found where nothing is, and what that costs.
static bool try_clean(double *value, size_t n, size_t horizon, struct losses *losses,
                      struct tally *clean)
{
    struct losses kept;
    bool touches;
    if (!forecast_after(value, n, horizon, true, value + n, 0, n, &kept, &touches) ||
        !forecast_after(value, n, horizon, false, value + n, 0, n, losses, &touches))
        return false;
    clean->clean++;
    clean->clean_found += touches;
    clean->clean_cost += log(losses->p95 / kept.p95);
    if (touches && getenv("MISSED") != NULL)
        printf("false in n %zu: L95 x %.3f\n", n, losses->p95 / kept.p95);
    *losses = kept;
    return true;
}

static void run_made(size_t seeds)
{
    struct tally tally[KINDS] = {0};
    struct tally by_base[BASES] = {0};
    struct tally clean = {0};
    for (size_t i = 0; i < BASES * KINDS * AGES * seeds; i++) {
        size_t base = i % BASES, k = i / BASES % KINDS, a = i / BASES / KINDS % AGES;
        struct random random;
        random_seed(&random, 10000 + i, 1);
        // The incident is on a random day of the eighth week; the data end `age` hours after it.
        size_t day = (WEEKS - 1) * 7 + random_below(&random, 7);
        size_t n = day * DAY + (size_t)(kinds[k].start + kinds[k].hours + ages[a]);
        double *value = mem_alloc(n + HORIZON, sizeof *value);
        make((int)base, &random, value, n + HORIZON);
        struct losses losses;
        struct tally one = {0};
        if (try_clean(value, n, HORIZON, &losses, &clean)) {
            try_one(value, n, HORIZON, &kinds[k], ages[a], &losses, &one);
            add_tally(&tally[k], &one);
            add_tally(&by_base[base], &one);
        }
        free(value);
    }
    for (size_t b = 0; b < BASES; b++)
        print_tally(bases[b], &by_base[b]);
    print_all(tally, &clean);
}

// --- windows of real series ----------------------------------------------------------------------

static void run_window(double *value, size_t n, struct tally *tally, struct tally *clean)
{
    static const size_t chosen[] = {0, 3, 5, 4};
    static const int real_ages[] = {2, 24, 72, 144, 240};
    struct losses losses;
    double sum = 0;
    for (size_t t = n; t < n + WEEK; t++)
        sum += isnan(value[t]) ? 0 : 1;
    if (sum < WEEK / 2 || !try_clean(value, n, WEEK, &losses, clean) || !(losses.p95 > 0))
        return;
    for (size_t k = 0; k < 4; k++)
        for (size_t a = 0; a < 5; a++)
            try_one(value, n, WEEK, &kinds[chosen[k]], real_ages[a], &losses, &tally[chosen[k]]);
}

static void run_file(const char *path, struct tally *tally, struct tally *clean)
{
    size_t n;
    double *hour = hourly_means(path, &n);
    if (getenv("MISSED") != NULL)
        printf("%s\n", path);
    // Two windows a file: the end, and three quarters.
    for (size_t part = 3; part <= 4; part++) {
        size_t end = n * part / 4 > WEEK ? n * part / 4 - (part == 4 ? WEEK : 0) : 0;
        size_t from = end > 12 * WEEK ? end - 12 * WEEK : 0;
        if (end - from >= 3 * WEEK && end + WEEK <= n)
            run_window(hour + from, end - from, tally, clean);
    }
    free(hour);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: incidents SEEDS | FILE ...\n");
        return 2;
    }
    maths_init();
    char *end;
    size_t seeds = strtoul(argv[1], &end, 10);
    if (*end == '\0') {
        run_made(seeds);
        return 0;
    }
    struct tally tally[KINDS] = {0};
    struct tally clean = {0};
    for (int i = 1; i < argc; i++)
        run_file(argv[i], tally, &clean);
    print_all(tally, &clean);
    return 0;
}
