// Where the values of a chart lie, for its drawings in text and in SVG.
#ifndef HEADROOM_DRAWING_CHART_GEOMETRY_H
#define HEADROOM_DRAWING_CHART_GEOMETRY_H

#include "drawing/chart.h"

#include <stdbool.h>

/// The span of both axes.
struct chart_extent {
    instant from, to;
    double low, high; ///< 0 is between them; low < high
};

/// Finds the span of all layers; false when no layer has a finite value.
bool chart_extent_of(const struct chart *chart, struct chart_extent *extent);

/// Mean of low and maximum of high over the steps that overlap [from, to), in instants; false when
/// all are missing.
bool chart_bucket(const struct chart_layer *layer, double from, double to, double *mean,
                  double *highest);

#endif
