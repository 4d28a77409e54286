#include "advise/day_levels.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

static size_t place(const struct day_levels *levels, size_t k, size_t slots)
{
    return k * (levels->n + 1) + slots;
}

/// The best last run of the first `end` slots in k runs.
static void find_cut(struct day_levels *levels, size_t k, size_t end)
{
    double greatest = 0;
    double best = INFINITY;
    size_t cut = 0;
    for (size_t begin = end; begin-- > 0;) {
        greatest = fmax(greatest, levels->need[begin]);
        double area = levels->area[place(levels, k - 1, begin)] + greatest * (double)(end - begin);
        if (area < best) {
            best = area;
            cut = begin;
        }
    }
    levels->area[place(levels, k, end)] = best;
    levels->cut[place(levels, k, end)] = cut;
}

void day_levels_find(const double *need, size_t n, size_t most, struct day_levels *levels)
{
    *levels = (struct day_levels){.need = need, .n = n, .most = most < n ? most : n};
    size_t cells = (levels->most + 1) * (n + 1);
    levels->area = mem_alloc(cells, sizeof *levels->area);
    levels->cut = mem_alloc(cells, sizeof *levels->cut);
    for (size_t i = 0; i < cells; i++)
        levels->area[i] = INFINITY;
    levels->area[0] = 0;
    for (size_t k = 1; k <= levels->most; k++)
        for (size_t end = k; end <= n; end++)
            find_cut(levels, k, end);
}

double day_levels_area(const struct day_levels *levels, size_t k)
{
    return levels->area[place(levels, k, levels->n)];
}

void day_levels_fill(const struct day_levels *levels, size_t k, double *level)
{
    size_t end = levels->n;
    for (; k > 0; k--) {
        size_t begin = levels->cut[place(levels, k, end)];
        double greatest = 0;
        for (size_t i = begin; i < end; i++)
            greatest = fmax(greatest, levels->need[i]);
        for (size_t i = begin; i < end; i++)
            level[i] = greatest;
        end = begin;
    }
}

void day_levels_release(struct day_levels *levels)
{
    free(levels->area);
    free(levels->cut);
    *levels = (struct day_levels){0};
}
