#include "series/season.h"

#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/random.h"
#include "series/step.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/// Days (or weeks) as rows, phases as columns; NaN is missing.
struct blocks {
    size_t rows, phases;
    double *value;
    bool complete; ///< no value is missing
};

enum { TURNS = 199, LEAST_DAYS = 3, LEAST_WEEKS = 3 };

/// Removes level and trend: the mean over a whole period around each step; near the ends the
/// period's window stays inside. Steps whose window is less than half known become missing.
static double *remove_level(const double *value, size_t n, size_t period)
{
    double *out = mem_alloc(n, sizeof *out);
    double *sum = mem_alloc(n + 1, sizeof *sum);
    size_t *present = mem_alloc(n + 1, sizeof *present);
    for (size_t i = 0; i < n; i++) {
        bool missing = isnan(value[i]);
        sum[i + 1] = sum[i] + (missing ? 0 : value[i]);
        present[i + 1] = present[i] + !missing;
    }
    for (size_t i = 0; i < n; i++) {
        size_t begin = i >= period / 2 ? i - period / 2 : 0;
        if (begin + period > n)
            begin = n > period ? n - period : 0;
        size_t end = begin + period < n ? begin + period : n;
        size_t known = present[end] - present[begin];
        // An even window has no middle: the mean of the two that are half a step off.
        double level = known > 0 ? (sum[end] - sum[begin]) / (double)known : NAN;
        if (period % 2 == 0 && end < n && begin == i - period / 2 && i >= period / 2 &&
            present[end + 1] > present[begin + 1])
            level = (level + (sum[end + 1] - sum[begin + 1]) /
                                 (double)(present[end + 1] - present[begin + 1])) /
                    2;
        out[i] = known * 2 >= period ? value[i] - level : NAN;
    }
    free(sum);
    free(present);
    return out;
}

static void blocks_init(struct blocks *blocks, const struct condensed *condensed,
                        const double *value, size_t days_a_row)
{
    size_t n = condensed->n;
    size_t phases = days_a_row * condensed->day_phases;
    // Day 0 of 1970 was a Thursday: counted from the Monday before, weeks are whole rows.
    int64_t days = (int64_t)days_a_row;
    int64_t first_row = floor_divide(condensed->day[0] + 3, days);
    int64_t last_row = floor_divide(condensed->day[n - 1] + 3, days);
    blocks->rows = (size_t)(last_row - first_row) + 1;
    blocks->phases = phases;
    blocks->value = mem_alloc(blocks->rows * phases, sizeof *blocks->value);
    for (size_t k = 0; k < blocks->rows * phases; k++)
        blocks->value[k] = NAN;
    for (size_t i = 0; i < n; i++) {
        int64_t row = floor_divide(condensed->day[i] + 3, days) - first_row;
        size_t k = (size_t)row * phases + condensed->week_phase[i] % phases;
        // Both hours of an autumn change meet one phase: the first one stands for it.
        if (isnan(blocks->value[k]))
            blocks->value[k] = value[i];
    }
    blocks->complete = true;
    for (size_t k = 0; k < blocks->rows * phases; k++)
        blocks->complete = blocks->complete && !isnan(blocks->value[k]);
}

/// Draws the two per cent that lie farthest from zero to their bound, so that a spike is no season.
/// The bound knows nothing of phases: it treats every turn of the rows alike, as the test needs.
static void winsorise(struct blocks *blocks)
{
    size_t cells = blocks->rows * blocks->phases;
    double *scratch = mem_alloc(cells, sizeof *scratch);
    size_t count = 0;
    for (size_t k = 0; k < cells; k++)
        if (!isnan(blocks->value[k]))
            scratch[count++] = fabs(blocks->value[k]);
    double bound = count > 0 ? quantile_select(scratch, count, 0.98) : 0;
    for (size_t k = 0; k < cells && bound > 0; k++)
        if (fabs(blocks->value[k]) > bound)
            blocks->value[k] = copysign(bound, blocks->value[k]);
    free(scratch);
}

/// Adds `n` values to as many sums, and counts those that are there.
static void add_values(const struct blocks *blocks, const double *value, size_t n, double *sum,
                       size_t *count)
{
    if (blocks->complete) {
        for (size_t k = 0; k < n; k++)
            sum[k] += value[k];
        return;
    }
    for (size_t k = 0; k < n; k++) {
        if (!isnan(value[k])) {
            sum[k] += value[k];
            count[k]++;
        }
    }
}

/// Mean of each phase, its number of values, and the sum of squares that the profile explains; row
/// r is read turned by turn[r] phases (NULL: not).
static double explained(const struct blocks *blocks, const size_t *turn, double *sum, size_t *count)
{
    size_t phases = blocks->phases;
    memset(sum, 0, phases * sizeof *sum);
    for (size_t p = 0; p < phases; p++)
        count[p] = blocks->complete ? blocks->rows : 0;
    for (size_t r = 0; r < blocks->rows; r++) {
        const double *row = blocks->value + r * phases;
        size_t p = turn != NULL ? turn[r] : 0;
        add_values(blocks, row, phases - p, sum + p, count + p);
        add_values(blocks, row + phases - p, p, sum, count);
    }
    double total = 0;
    for (size_t p = 0; p < phases; p++)
        if (count[p] > 0)
            total += sum[p] * sum[p] / (double)count[p];
    return total;
}

/// Strength by the profile of the other rows. A value less the mean of c - 1 others has the
/// variance of the remainder times c / (c - 1), which is taken back.
static double strength_of(const struct blocks *blocks, const double *sum, const size_t *count)
{
    double remainder = 0;
    double whole = 0;
    for (size_t k = 0; k < blocks->rows * blocks->phases; k++) {
        size_t p = k % blocks->phases;
        if (isnan(blocks->value[k]) || count[p] < 2)
            continue;
        double c = (double)count[p];
        double others = (sum[p] - blocks->value[k]) / (c - 1);
        double difference = blocks->value[k] - others;
        remainder += difference * difference * (c - 1) / c;
        whole += blocks->value[k] * blocks->value[k];
    }
    // What is constant but for rounding has no season.
    return whole > 1e-18 * (double)(blocks->rows * blocks->phases) ? fmax(1 - remainder / whole, 0)
                                                                   : 0;
}

/// Share of random turns whose profile explains at least as much.
static double turn_test(const struct blocks *blocks, size_t turn_unit, double *sum, size_t *count,
                        double observed)
{
    struct random random;
    random_seed(&random, 1, 0);
    size_t *turn = mem_alloc(blocks->rows, sizeof *turn);
    size_t choices = blocks->phases / turn_unit;
    size_t as_good = 0;
    for (int k = 0; k < TURNS; k++) {
        for (size_t r = 0; r < blocks->rows; r++)
            turn[r] = random_below(&random, choices) * turn_unit;
        // Turns that agree rebuild the same profile: equality within rounding counts.
        if (explained(blocks, turn, sum, count) >= observed * (1 - 1e-12))
            as_good++;
    }
    free(turn);
    return (double)(as_good + 1) / (TURNS + 1);
}

/// Tests one season and adds its profile; returns its strength, 0 when it is no more than noise.
static double test_season(const struct condensed *condensed, const double *value, size_t days_a_row,
                          size_t turn_unit, double least_p, double *p_value, double *profile)
{
    struct blocks blocks;
    blocks_init(&blocks, condensed, value, days_a_row);
    winsorise(&blocks);
    double *sum = mem_alloc(blocks.phases, sizeof *sum);
    size_t *count = mem_alloc(blocks.phases, sizeof *count);
    double observed = explained(&blocks, NULL, sum, count);
    double strength = strength_of(&blocks, sum, count);
    double *mean = mem_alloc(blocks.phases, sizeof *mean);
    for (size_t p = 0; p < blocks.phases; p++)
        mean[p] = count[p] > 0 ? sum[p] / (double)count[p] : 0;
    *p_value = strength > 0 ? turn_test(&blocks, turn_unit, sum, count, observed) : 1;
    if (*p_value > least_p)
        strength = 0;
    size_t weeks_profile = strength > 0 && blocks.phases > 0 ? 7 * condensed->day_phases : 0;
    for (size_t p = 0; p < weeks_profile; p++)
        profile[p] += mean[p % blocks.phases];
    free(mean);
    free(sum);
    free(count);
    free(blocks.value);
    return strength;
}

static size_t known_steps(const struct condensed *condensed)
{
    size_t known = 0;
    for (size_t i = 0; i < condensed->n; i++)
        known += isnan(condensed->value[i]) ? 0 : 1;
    return known;
}

void season_init(struct season *season, const struct condensed *condensed)
{
    *season = (struct season){.daily = NAN, .weekly = NAN, .daily_p = NAN, .weekly_p = NAN};
    size_t day = condensed->day_phases;
    if (day == 0 || condensed->n == 0)
        return;
    season->phases = 7 * day;
    season->profile = mem_alloc(season->phases, sizeof *season->profile);
    size_t known = known_steps(condensed);
    // Two phases are needed to tell a shape; an even window of a day needs at least four steps.
    if (day >= 4 && known >= LEAST_DAYS * day) {
        double *value = remove_level(condensed->value, condensed->n, day);
        season->daily =
            test_season(condensed, value, 1, 1, 0.01, &season->daily_p, season->profile);
        free(value);
    }
    if (known >= LEAST_WEEKS * 7 * day) {
        double *value = remove_level(condensed->value, condensed->n, 7 * day);
        for (size_t i = 0; i < condensed->n; i++)
            value[i] -= season->profile[condensed->week_phase[i]];
        season->weekly =
            test_season(condensed, value, 7, day, 0.02, &season->weekly_p, season->profile);
        free(value);
    }
}

double *season_removed(const struct season *season, const struct condensed *condensed)
{
    double *value = mem_alloc(condensed->n, sizeof *value);
    for (size_t i = 0; i < condensed->n; i++)
        value[i] = condensed->value[i] -
                   (season->phases > 0 ? season->profile[condensed->week_phase[i]] : 0);
    return value;
}

void season_release(struct season *season)
{
    free(season->profile);
    *season = (struct season){0};
}

void season_strength(const struct series *series, const struct zone *zone, double *daily,
                     double *weekly)
{
    struct condensed condensed;
    struct season season;
    condensed_init(&condensed, series, zone);
    season_init(&season, &condensed);
    *daily = season.daily;
    *weekly = season.weekly;
    season_release(&season);
    condensed_release(&condensed);
}
