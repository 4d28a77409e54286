// Accuracy of run-out dates of stocks: kinds of growth and clean-up with known truth.
//   build/tests/bench/stocks FIRST_SEED SEEDS [-v]
// Each kind runs 120 days of hours, then on: one continuation sets the limit at its highest value
// of 30, 90 or 180 days, another, independent one tells when that is reached. Columns: median of
// |expected - truth| / truth; share of truths between earliest and latest, give or take a bucket;
// none said though it comes; said though it never comes; CPU milliseconds a series.
#include "base/memory.h"
#include "forecast/stock.h"
#include "maths/quantile.h"
#include "maths/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HISTORY = 120 * 24, HOURS_A_DAY = 24 };

/// What a kind keeps from hour to hour.
struct state {
    double level, rate, base, until, error;
};

typedef double kind_function(struct state *state, double t, struct random *random);

/// Days from the start, for t in days from the end of the history.
static double from_start(double t)
{
    return t + 120;
}

static const double hour = 1.0 / HOURS_A_DAY;

static bool day_begins(double t)
{
    return fabs(t - round(t)) < hour / 4;
}

static double line(struct state *s, double t, struct random *r)
{
    (void)s;
    return 600 + 1.9 * from_start(t) + 0.5 * random_normal(r);
}

static double line_noisy(struct state *s, double t, struct random *r)
{
    (void)s;
    return 600 + 1.9 * from_start(t) + 15 * random_normal(r);
}

static double slow(struct state *s, double t, struct random *r)
{
    (void)s;
    return 200 + 0.2 * from_start(t) + 0.5 * random_normal(r);
}

static double weekday(struct state *s, double t, struct random *r)
{
    double d = from_start(t), at = (d - floor(d)) * HOURS_A_DAY;
    bool works = fmod(floor(d), 7) < 5;
    s->level += works ? at >= 8 && at < 18 ? 0.35 : 0.03 : 0.01;
    return 300 + s->level + 0.4 * random_normal(r);
}

static double saw7(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    return 300 + 0.5 * d + 3 * fmod(d, 7) + 0.5 * random_normal(r);
}

static double saw14(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    return 100 + 0.3 * d + 9 * fmod(d, 14) + 0.5 * random_normal(r);
}

static double saw30(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    return 200 + 0.8 * d + 4 * fmod(d, 30.4) + 0.6 * random_normal(r);
}

static double saw1_rotate(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    return 200 + 0.4 * d + 14 * fmod(d - hour + 1, 1) + 0.4 * random_normal(r);
}

static double rand_clean_floor(struct state *s, double t, struct random *r)
{
    s->level += 5 * hour * (1 + 0.3 * random_normal(r));
    if (s->until == 0 || t >= s->until) {
        s->level = 0;
        s->until = t + 4 + 8 * random_exponential(r);
    }
    return 150 + 0.6 * from_start(t) + s->level + 0.5 * random_normal(r);
}

static double gc85(struct state *s, double t, struct random *r)
{
    (void)t;
    if (s->level == 0)
        s->level = 700;
    s->level += 6 * hour * (1 + 0.8 * random_normal(r));
    if (s->level > 850)
        s->level = 800;
    return s->level;
}

static double hand_clean_90(struct state *s, double t, struct random *r)
{
    (void)t;
    if (s->base == 0) {
        s->level = 600;
        s->base = 450;
        s->until = 900;
    }
    s->level += 28 * hour * (1 + 0.5 * random_normal(r));
    if (s->level > s->until) {
        s->level = s->base + 2 * random_normal(r);
        s->base += 1.2;
        s->until = 900 + 15 * random_normal(r);
    }
    return s->level;
}

static double frac_clean(struct state *s, double t, struct random *r)
{
    double d = from_start(t);
    if (d == 0)
        s->level = 80;
    s->level += 10 * hour * (1 + 0.5 * random_normal(r));
    if (d > 0 && day_begins(d) && fmod(round(d), 7) == 0)
        s->level *= 0.6;
    return 200 + 0.7 * d + s->level;
}

static double resize_pct(struct state *s, double t, struct random *r)
{
    (void)s;
    return 250 + 1.5 * from_start(t) + 0.7 * random_normal(r);
}

static double import_once(struct state *s, double t, struct random *r)
{
    (void)s;
    return 300 + from_start(t) + (t >= -25 ? 150 : 0) + 0.8 * random_normal(r);
}

static double imports_many(struct state *s, double t, struct random *r)
{
    (void)t;
    s->level += 0.5 * hour;
    if (random_uniform(r) < hour / 6)
        s->level += 20 * random_exponential(r);
    return 300 + s->level + 0.3 * random_normal(r);
}

static double slope_up(struct state *s, double t, struct random *r)
{
    (void)s;
    return 300 + 0.8 * from_start(t) + 1.2 * fmax(0, t + 35) + random_normal(r);
}

static double slope_down(struct state *s, double t, struct random *r)
{
    (void)s;
    return 300 + 2.4 * from_start(t) - 1.6 * fmax(0, t + 50) + random_normal(r);
}

static double exponential(struct state *s, double t, struct random *r)
{
    (void)s;
    return 200 * exp(from_start(t) * log(2) / 100) + 1.5 * random_normal(r);
}

static double quadratic(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    return 300 + 0.3 * d + 0.006 * d * d + 1.5 * random_normal(r);
}

static double saturating(struct state *s, double t, struct random *r)
{
    (void)s;
    return 700 - 400 * exp(-from_start(t) / 45) + 1.5 * random_normal(r);
}

static double random_walk(struct state *s, double t, struct random *r)
{
    if (day_begins(t))
        s->level += 1 + 4 * random_normal(r);
    return 400 + s->level + 0.3 * random_normal(r);
}

static double migrated_away(struct state *s, double t, struct random *r)
{
    (void)s;
    return 600 + 2 * from_start(t) - (t >= -60 ? 200 : 0) + 0.8 * random_normal(r);
}

static double clean_stopped(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t);
    double e = d <= 95 ? fmod(d, 7) : d - 91;
    return 300 + 0.4 * d + 6 * e + 0.6 * random_normal(r);
}

static double integer_pct(struct state *s, double t, struct random *r)
{
    (void)s;
    return round(55 + 0.12 * from_start(t) + 0.15 * random_normal(r));
}

static double night_temp(struct state *s, double t, struct random *r)
{
    double d = from_start(t), at = (d - floor(d + hour / 4)) * HOURS_A_DAY;
    if (day_begins(d))
        s->rate = random_normal(r);
    double night = at > 1.5 && at < 5.5 ? 40 * (1 + 0.15 * s->rate) : 0;
    return 400 + d + night + 0.6 * random_normal(r);
}

static double leak_restart(struct state *s, double t, struct random *r)
{
    if (s->until == 0 || t >= s->until) {
        s->level = 0;
        s->rate = 8 * (0.8 + 0.4 * random_uniform(r));
        s->until = t + 10 * (0.6 + 0.8 * random_uniform(r));
    }
    s->level += s->rate * hour;
    return 200 + 0.4 * from_start(t) + s->level + random_normal(r);
}

static double flat(struct state *s, double t, struct random *r)
{
    (void)s;
    (void)t;
    return 500 + 3 * random_normal(r);
}

static double gaps(struct state *s, double t, struct random *r)
{
    (void)s;
    double d = from_start(t), at = round(d * HOURS_A_DAY);
    bool lost = random_uniform(r) < 0.2 || (at >= 1000 && at < 1240);
    double value = 400 + 1.2 * d + random_normal(r);
    return lost && t < 0 ? (double)NAN : value;
}

static double ar_noise(struct state *s, double t, struct random *r)
{
    s->error = 0.98 * s->error + 1.99 * random_normal(r);
    return 300 + from_start(t) + s->error + 0.3 * random_normal(r);
}

static double slope_wander(struct state *s, double t, struct random *r)
{
    if (s->rate == 0)
        s->rate = 1.2;
    if (day_begins(t))
        s->rate *= exp(0.04 * random_normal(r));
    s->level += s->rate * hour;
    return 300 + s->level + 0.5 * random_normal(r);
}

static const struct {
    const char *name;
    kind_function *next;
    double limit; ///< fixed; 0: by a continuation
} kinds[] = {
    {"line", line, 0},
    {"line_noisy", line_noisy, 0},
    {"slow", slow, 0},
    {"weekday", weekday, 0},
    {"saw7", saw7, 0},
    {"saw14", saw14, 0},
    {"saw30", saw30, 0},
    {"saw1_rotate", saw1_rotate, 0},
    {"rand_clean_floor", rand_clean_floor, 0},
    {"gc85_nocross", gc85, 1000},
    {"hand_clean_90", hand_clean_90, 0},
    {"frac_clean", frac_clean, 0},
    {"resize_pct", resize_pct, 0},
    {"import_once", import_once, 0},
    {"imports_many", imports_many, 0},
    {"slope_up", slope_up, 0},
    {"slope_down", slope_down, 0},
    {"exponential", exponential, 0},
    {"quadratic", quadratic, 0},
    {"saturating_nocross", saturating, 800},
    {"random_walk", random_walk, 0},
    {"migrated_away", migrated_away, 0},
    {"clean_stopped", clean_stopped, 0},
    {"integer_pct", integer_pct, 0},
    {"night_temp", night_temp, 0},
    {"leak_restart", leak_restart, 0},
    {"flat_nocross", flat, 560},
    {"gaps", gaps, 0},
    {"ar_noise", ar_noise, 0},
    {"slope_wander", slope_wander, 0},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct scores {
    double *error;
    size_t errors, crossed, covered, missed, never, said;
    double seconds;
    size_t series;
};

/// Hours until a continuation reaches the limit; NaN: not within `hours`.
static double truth_of(size_t kind, struct state state, double limit, size_t hours,
                       struct random *random)
{
    for (size_t i = 0; i < hours; i++)
        if (kinds[kind].next(&state, (double)i * hour, random) >= limit)
            return (double)(i + 1);
    return NAN;
}

static double limit_of(size_t kind, struct state state, double highest, size_t hours,
                       struct random *random)
{
    if (kinds[kind].limit > 0)
        return kinds[kind].limit;
    double most = -INFINITY;
    for (size_t i = 0; i < hours; i++)
        most = fmax(most, kinds[kind].next(&state, (double)i * hour, random));
    return most > highest ? most : highest + 1e-6 * fabs(highest);
}

static void score(const struct stock *stock, size_t kind, uint64_t seed, double limit, double truth,
                  double run, bool wordy, struct scores *scores)
{
    struct stock_dates dates = stock_passes(stock, limit, 1095);
    if (wordy)
        printf("%-18s %4llu truth %8.2f: %8.2f %8.2f %8.2f  p %.3f  %s\n", kinds[kind].name,
               (unsigned long long)seed, truth, dates.earliest, dates.expected, dates.latest,
               dates.probability, cleanup_mode_name(stock->cleanups.mode));
    if (isnan(truth)) {
        scores->never++;
        scores->said += dates.expected < run;
        return;
    }
    double bucket = stock->buckets.bucket_s / 86400;
    scores->crossed++;
    scores->covered += !(truth < dates.earliest - bucket) && !isnan(dates.earliest) &&
                       !(truth > dates.latest + bucket);
    if (isnan(dates.expected))
        scores->missed++;
    scores->error[scores->errors++] =
        isnan(dates.expected) ? INFINITY : fabs(dates.expected - truth) / truth;
}

static void run_kind(size_t kind, uint64_t seed, bool wordy, struct scores *scores)
{
    static const size_t gaps_days[] = {30, 90, 180};
    struct random random;
    struct state state = {0};
    double value[HISTORY], highest = -INFINITY;
    random_seed(&random, seed, kind);
    for (size_t i = 0; i < HISTORY; i++) {
        value[i] = kinds[kind].next(&state, ((double)i - HISTORY) * hour, &random);
        highest = fmax(highest, isnan(value[i]) ? highest : value[i]);
    }
    struct series series = {.step_s = 3600, .n = HISTORY, .value = value};
    struct stock stock;
    clock_t start = clock();
    bool learnt = stock_learn(&series, &stock) == 0;
    if (learnt)
        stock_passes(&stock, 1.2 * highest, 1095);
    scores->seconds += (double)(clock() - start) / CLOCKS_PER_SEC;
    scores->series++;
    for (size_t g = 0; g < 3 && learnt; g++) {
        size_t hours = gaps_days[g] * HOURS_A_DAY, run = 3 * hours + 365 * HOURS_A_DAY;
        double limit = limit_of(kind, state, highest, hours, &random);
        double truth = truth_of(kind, state, limit, run, &random);
        score(&stock, kind, seed, limit, truth * hour, (double)run * hour, wordy, scores);
    }
    stock_release(&stock);
}

static void print_scores(const char *name, struct scores *scores)
{
    double error = scores->errors == 0 ? (double)NAN : median_select(scores->error, scores->errors);
    printf("%-18s error %.4f  cover %.3f  missed %zu of %zu  said %zu of %zu never  %.2f ms\n",
           name, error, (double)scores->covered / (double)scores->crossed, scores->missed,
           scores->crossed, scores->said, scores->never,
           1000 * scores->seconds / (double)scores->series);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: stocks FIRST_SEED SEEDS [-v]\n");
        return 2;
    }
    uint64_t first = strtoull(argv[1], NULL, 10), seeds = strtoull(argv[2], NULL, 10);
    bool wordy = argc > 3 && strcmp(argv[3], "-v") == 0;
    struct scores all = {.error = mem_alloc(KINDS * seeds * 3, sizeof(double))};
    for (size_t kind = 0; kind < KINDS; kind++) {
        struct scores own = {.error = all.error + all.errors};
        for (uint64_t seed = first; seed < first + seeds; seed++)
            run_kind(kind, seed, wordy, &own);
        all.errors += own.errors;
        all.crossed += own.crossed;
        all.covered += own.covered;
        all.missed += own.missed;
        all.never += own.never;
        all.said += own.said;
        all.seconds += own.seconds;
        all.series += own.series;
        print_scores(kinds[kind].name, &own);
    }
    print_scores("all", &all);
    free(all.error);
    return 0;
}
