// Charts in text: values over time, or over a load, in braille dots, at most 80 columns wide.
#ifndef HEADROOM_DRAWING_CHART_H
#define HEADROOM_DRAWING_CHART_H

#include "base/str.h"
#include "base/unit.h"
#include "time/instant.h"

#include <stddef.h>
#include <stdint.h>

enum chart_texture {
    CHART_SOLID,  ///< every dot of the range: what was measured
    CHART_DOTTED, ///< every other dot: what is expected
    CHART_POINTS, ///< a sign for each value: single measurements
    CHART_LINE,   ///< a heavy line through the highest value: capacity, limits
};

/// Values on a regular grid. A dot column of the chart stands for a bucket of steps and is drawn
/// from the mean of `low` to the maximum of `high` within it, so that no peak is lost however
/// coarse the chart is.
struct chart_layer {
    const char *name; ///< in the legend: "history (mean to highest)"
    enum chart_texture texture;
    instant start;
    int64_t step_s;
    size_t n;
    const double *low;  ///< NULL: the same as high
    const double *high; ///< NaN is missing
};

struct chart {
    const char *y_title;       ///< what the values are: "requests/s"
    const struct unit *y_unit; ///< that of bytes is written on the axis, "512 GiB"; may be NULL
    const char *x_title;       ///< with x_second: what the axis counts
    double x_second;           ///< not 0: no time axis, a second is this much of what is counted
    const struct chart_layer *layer;
    size_t layers;
    instant now;    ///< a vertical rule where the data end; INSTANT_NONE: none
    size_t columns; ///< whole width; 0: 80
    size_t rows;    ///< of the plot; 0: 12
};

/// Appends the chart: value axis from zero (lower when there are negative values), time axis (UTC)
/// or one that counts, legend. Appends "(no values)" when no layer has a finite value.
void chart_render(const struct chart *chart, struct str *out);

/// Appends one line of `columns` block characters from the lowest value to the highest, each the
/// maximum of its bucket; a bucket without values is blank.
void sparkline_render(const double *value, size_t n, size_t columns, struct str *out);

enum { HOURS_OF_WEEK = 168 };

/// Appends a heat strip: a row a day from Monday, a cell an hour, five shades from lowest to
/// highest; NaN is blank. `unit` is for the scale below, "" when unknown.
void heat_week_render(const double hour_of_week[HOURS_OF_WEEK], const char *unit, struct str *out);

#endif
