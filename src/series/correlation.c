#include "series/correlation.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_STEPS = 12 };

struct ranked {
    double value;
    size_t place;
};

static int by_value(const void *left, const void *right)
{
    double a = ((const struct ranked *)left)->value;
    double b = ((const struct ranked *)right)->value;
    return a < b ? -1 : a > b;
}

/// Replaces values by their ranks from 1.
static void rank_values(double *value, size_t n)
{
    struct ranked *ranked = mem_alloc(n, sizeof *ranked);
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){value[i], i};
    qsort(ranked, n, sizeof *ranked, by_value);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && ranked[end].value == ranked[i].value)
            end++;
        for (size_t k = i; k < end; k++)
            value[ranked[k].place] = ((double)i + 1 + (double)end) / 2;
        i = end;
    }
    free(ranked);
}

static double pearson(const double *x, const double *y, size_t n)
{
    double mean_x = 0;
    double mean_y = 0;
    for (size_t i = 0; i < n; i++) {
        mean_x += x[i] / (double)n;
        mean_y += y[i] / (double)n;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

/// Mean of the steps of `fine` that start within step `i` of `coarse`.
static double mean_within(const struct series *fine, const struct series *coarse, size_t i)
{
    int64_t fine_ms = fine->step_s * INSTANT_PER_SECOND;
    instant begin = series_time(coarse, i);
    instant end = begin + coarse->step_s * INSTANT_PER_SECOND;
    int64_t first = begin <= fine->start ? 0 : (begin - fine->start + fine_ms - 1) / fine_ms;
    double sum = 0;
    size_t known = 0;
    for (int64_t k = first; k < (int64_t)fine->n && fine->start + k * fine_ms < end; k++) {
        if (!isnan(fine->value[k])) {
            sum += fine->value[k];
            known++;
        }
    }
    return known > 0 ? sum / (double)known : NAN;
}

double series_correlation(const struct series *a, const struct series *b)
{
    const struct series *coarse = a->step_s >= b->step_s ? a : b;
    const struct series *fine = coarse == a ? b : a;
    if (coarse->step_s % fine->step_s != 0)
        return NAN;
    double *x = mem_alloc(coarse->n, sizeof *x);
    double *y = mem_alloc(coarse->n, sizeof *y);
    size_t common = 0;
    for (size_t i = 0; i < coarse->n; i++) {
        double other = isnan(coarse->value[i]) ? NAN : mean_within(fine, coarse, i);
        if (!isnan(other)) {
            x[common] = coarse->value[i];
            y[common++] = other;
        }
    }
    double correlation = NAN;
    if (common >= LEAST_STEPS) {
        rank_values(x, common);
        rank_values(y, common);
        correlation = pearson(x, y, common);
    }
    free(x);
    free(y);
    return correlation;
}
