// The charts of chart.h as scalable drawings: the same layers, buckets and axes.
#ifndef HEADROOM_DRAWING_CHART_SVG_H
#define HEADROOM_DRAWING_CHART_SVG_H

#include "drawing/chart.h"

/// Appends the chart at a width (SVG_WIDE, SVG_HALF, SVG_NARROW); nothing where no layer has a
/// value. `finding` is what is read out in its place.
void chart_svg(const struct chart *chart, double width, const char *finding, struct str *out);

#endif
