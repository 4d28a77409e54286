// Between which values a path lies at a step, from its normal score alone: a look into a table
// instead of a normal distribution's probability. Where only the highest of many steps is wanted,
// few of them are left that may be it.
#ifndef HEADROOM_FORECAST_SCORE_BOUNDS_H
#define HEADROOM_FORECAST_SCORE_BOUNDS_H

#include <stddef.h>

struct path_source;

/// Values at the edges of cells of scores, step by step.
struct score_bounds {
    double *edge; ///< steps x edges, ascending; NULL where the quantiles are not: all are looked at
    double tolerance; ///< rounding errors of edges and values are far below it
};

void score_bounds_init(struct score_bounds *bounds, const struct path_source *source);

/// The highest value of one path from step `from` to before `end`, the same bits as the maximum of
/// path_value over all of them; `score` as path_scores_draw gives it, at the place of the path.
/// -infinity for no step.
double score_bounds_highest(const struct score_bounds *bounds, const struct path_source *source,
                            const double *score, size_t from, size_t end);

void score_bounds_release(struct score_bounds *bounds);

#endif
