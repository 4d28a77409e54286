// The frame of a drawing: a data area with a value axis, whose scale every mark shares.
#ifndef HEADROOM_DRAWING_PLOT_H
#define HEADROOM_DRAWING_PLOT_H

#include "base/unit.h"
#include "drawing/svg.h"
#include "time/instant.h"

/// A linear scale from values to pixels along both axes.
struct plot {
    struct svg *svg;
    double left, right, top, bottom; ///< of the data area
    double x_low, x_high;            ///< values at left and right
    double y_low, y_high;            ///< values at bottom and top
};

double plot_x(const struct plot *plot, double x);
double plot_y(const struct plot *plot, double y);

/// Draws grid lines at round values with their labels, at most `most`, and the base line.
/// `unit`: that of bytes is written; may be NULL.
void plot_value_axis(const struct plot *plot, const struct unit *unit, size_t most);

/// Labels round times below the data area: x is in instants.
void plot_time_axis(const struct plot *plot);

/// The largest value an axis shows so that `highest` has its place: a little more.
double plot_top_value(double highest);

/// "Fri 6 Mar", "6 Mar", "6 Mar 08:40".
enum date_form { DATE_DAY, DATE_WEEKDAY, DATE_MINUTE, DATE_LONG };
enum { DATE_TEXT_MAX = 48 };
const char *date_words(char out[DATE_TEXT_MAX], instant time, enum date_form form);

#endif
