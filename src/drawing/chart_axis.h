// Axes of charts: round tick values and times, and short labels.
#ifndef HEADROOM_DRAWING_CHART_AXIS_H
#define HEADROOM_DRAWING_CHART_AXIS_H

#include "base/unit.h"
#include "time/instant.h"

#include <stddef.h>

enum { CHART_LABEL_MAX = 24, CHART_TICKS_MAX = 16 };

/// A value for an axis: "0", "25", "1.5k", "12M", "-0.05"; 3 significant digits.
const char *chart_label_value(char out[CHART_LABEL_MAX], double value);

/// A measure on an axis: what one of its units is worth in values, and what that is called.
struct axis_unit {
    double worth;
    const char *name; ///< " GiB", " MiB/s"; "" when values are shown as they are
};

/// Bytes get the largest binary unit of which `highest` has at least one; all else is shown as it
/// is. unit may be NULL.
struct axis_unit chart_axis_unit(const struct unit *unit, double highest);

/// The step 1, 2, 2.5 or 5 x 10^k that divides `range` into at most `most` parts. range > 0, most
/// >= 1.
double chart_value_step(double range, size_t most);

struct time_ticks {
    size_t count;
    instant at[CHART_TICKS_MAX];
    char label[CHART_TICKS_MAX][CHART_LABEL_MAX];
};

/// Round times in [from, to], at most `most` (<= CHART_TICKS_MAX): minutes, hours, days, Mondays,
/// months or years, labelled as short as they stay clear: "06:00", "2024-03-10", "2024-03", "2024".
void chart_time_ticks(instant from, instant to, size_t most, struct time_ticks *ticks);

/// The same where a second of the axis stands for `x_second` of what it counts.
void chart_count_ticks(instant from, instant to, double x_second, size_t most,
                       struct time_ticks *ticks);

#endif
