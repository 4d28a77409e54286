#include "forecast/score_bounds.h"

#include "base/memory.h"
#include "forecast/paths.h"
#include "maths/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/// Cells a unit of the score; the edges reach beyond the first and the last level of a predictive
/// table, where values no longer change.
#define CELLS_A_UNIT 8
#define FIRST_EDGE (-2.625)

enum { CELLS = 46, EDGES = CELLS + 1 };

/// Of the greatest value: edges and values are right to some 1e-13 of it.
#define TOLERANCE 1e-9

static bool is_ascending(const double *row)
{
    for (size_t i = 1; i < PREDICTIVE_LEVELS; i++)
        if (!(row[i - 1] <= row[i]))
            return false;
    return true;
}

void score_bounds_init(struct score_bounds *bounds, const struct path_source *source)
{
    double level[EDGES];
    *bounds = (struct score_bounds){0};
    for (size_t i = 0; i < EDGES; i++)
        level[i] = normal_cdf(FIRST_EDGE + (double)i / CELLS_A_UNIT);
    bounds->edge = mem_alloc(source->steps * EDGES, sizeof *bounds->edge);
    for (size_t h = 0; h < source->steps; h++) {
        const double *row = source->quantile + h * PREDICTIVE_LEVELS;
        if (!is_ascending(row)) {
            score_bounds_release(bounds);
            return;
        }
        for (size_t i = 0; i < EDGES; i++)
            bounds->edge[h * EDGES + i] = predictive_quantile(row, level[i]);
        const double greatest = fmax(fabs(row[0]), fabs(row[PREDICTIVE_LEVELS - 1]));
        bounds->tolerance = fmax(bounds->tolerance, TOLERANCE * greatest);
    }
}

/// The lower edge of the cell of a score; beyond the ends the value is that of the end.
static const double *lower_edge(const double *edge, double score)
{
    const double place = (score - FIRST_EDGE) * CELLS_A_UNIT;
    return edge + (place < CELLS - 1 ? place > 0 ? (int)place : 0 : CELLS - 1);
}

double score_bounds_highest(const struct score_bounds *bounds, const struct path_source *source,
                            const double *score, size_t from, size_t end)
{
    double surely = -INFINITY, highest = -INFINITY;
    for (size_t h = from; bounds->edge != NULL && h < end; h++) {
        const double least = *lower_edge(bounds->edge + h * EDGES, score[h * PATHS_TOGETHER]);
        surely = least > surely ? least : surely;
    }
    surely -= 2 * bounds->tolerance;
    for (size_t h = from; h < end; h++) {
        const double at = score[h * PATHS_TOGETHER];
        if (bounds->edge != NULL && lower_edge(bounds->edge + h * EDGES, at)[1] < surely)
            continue;
        highest = fmax(highest, path_value(source, h, at));
    }
    return highest;
}

void score_bounds_release(struct score_bounds *bounds)
{
    free(bounds->edge);
    *bounds = (struct score_bounds){0};
}
