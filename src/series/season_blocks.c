#include "series/season_blocks.h"

#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/random.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 199 };

void season_blocks_init(struct season_blocks *blocks, size_t rows, size_t phases)
{
    *blocks = (struct season_blocks){rows, phases, mem_alloc(rows * phases, sizeof(double)), false};
    for (size_t k = 0; k < rows * phases; k++)
        blocks->value[k] = NAN;
}

void season_blocks_release(struct season_blocks *blocks)
{
    free(blocks->value);
    *blocks = (struct season_blocks){0};
}

double *season_level_removed(const double *value, size_t n, size_t period)
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

/// Draws the two per cent that lie farthest from zero to their bound, so that a spike is no season.
/// The bound knows nothing of phases: it treats every turn of the rows alike, as the test needs.
static void winsorise(struct season_blocks *blocks)
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

/// Adds `n` values to as many sums, four at a time, which no compiler does of its own accord at
/// -O2.
static void add_all(const double *restrict value, size_t n, double *restrict sum)
{
    size_t k = 0;
    for (; k + 4 <= n; k += 4) {
        sum[k] += value[k];
        sum[k + 1] += value[k + 1];
        sum[k + 2] += value[k + 2];
        sum[k + 3] += value[k + 3];
    }
    for (; k < n; k++)
        sum[k] += value[k];
}

/// Adds `n` values to as many sums, and counts those that are there.
static void add_values(const struct season_blocks *blocks, const double *value, size_t n,
                       double *sum, size_t *count)
{
    if (blocks->is_complete) {
        add_all(value, n, sum);
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
static double explained(const struct season_blocks *blocks, const size_t *turn, double *sum,
                        size_t *count)
{
    size_t phases = blocks->phases;
    memset(sum, 0, phases * sizeof *sum);
    for (size_t p = 0; p < phases; p++)
        count[p] = blocks->is_complete ? blocks->rows : 0;
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
static double strength_of(const struct season_blocks *blocks, const double *sum,
                          const size_t *count)
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

/// The number of ways to turn all rows but the first, SIZE_MAX beyond `most`.
static size_t turns_of(size_t rows, size_t choices, size_t most)
{
    size_t turns = 1;
    for (size_t r = 1; r < rows; r++) {
        if (turns > most / choices)
            return SIZE_MAX;
        turns *= choices;
    }
    return turns;
}

/// Share of turns whose profile explains at least as much: of all where they are few, for random
/// ones repeat each other then, else of random ones and the one that was observed.
static double turn_test(const struct season_blocks *blocks, size_t turn_unit, double *sum,
                        size_t *count, double observed)
{
    struct random random;
    random_seed(&random, 1, 0);
    size_t *turn = mem_alloc(blocks->rows, sizeof *turn);
    size_t choices = blocks->phases / turn_unit;
    size_t all = turns_of(blocks->rows, choices, TURNS);
    size_t tried = all == SIZE_MAX ? TURNS : all;
    size_t as_good = all == SIZE_MAX;
    for (size_t k = 0; k < tried; k++) {
        size_t rest = k;
        for (size_t r = all == SIZE_MAX ? 0 : 1; r < blocks->rows; r++, rest /= choices)
            turn[r] =
                (all == SIZE_MAX ? random_below(&random, choices) : rest % choices) * turn_unit;
        // Turns that agree rebuild the same profile: equality within rounding counts.
        if (explained(blocks, turn, sum, count) >= observed * (1 - 1e-12))
            as_good++;
    }
    free(turn);
    return (double)as_good / (double)(tried + (all == SIZE_MAX));
}

double season_blocks_strength(struct season_blocks *blocks, size_t turn_unit, double least_p,
                              double *p_value, double *mean)
{
    winsorise(blocks);
    blocks->is_complete = true;
    for (size_t k = 0; k < blocks->rows * blocks->phases; k++)
        blocks->is_complete = blocks->is_complete && !isnan(blocks->value[k]);
    double *sum = mem_alloc(blocks->phases, sizeof *sum);
    size_t *count = mem_alloc(blocks->phases, sizeof *count);
    double observed = explained(blocks, NULL, sum, count);
    double strength = strength_of(blocks, sum, count);
    for (size_t p = 0; p < blocks->phases; p++)
        mean[p] = count[p] > 0 ? sum[p] / (double)count[p] : 0;
    *p_value = strength > 0 ? turn_test(blocks, turn_unit, sum, count, observed) : 1;
    free(sum);
    free(count);
    return *p_value > least_p ? 0 : strength;
}
