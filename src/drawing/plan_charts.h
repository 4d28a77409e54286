// The charts of a capacity plan. Each is drawn by one function of its width: SVG_WIDE, SVG_HALF or
// SVG_NARROW. Position comes before length before colour; what came is solid, what is expected is
// hatched; lines are labelled where they are.
#ifndef HEADROOM_DRAWING_PLAN_CHARTS_H
#define HEADROOM_DRAWING_PLAN_CHARTS_H

#include "base/str.h"
#include "base/unit.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>

/// One column of the main chart. Demands are NaN where there are none.
struct period_column {
    instant start, end;
    bool expected;
    double low, dark, peak;    ///< measured: lowest, p95 of steps, peak; expected: lowest mean, p50
                               ///< and planned quantile of the peak
    double high;               ///< expected: p99 of the peak
    double carried, instances; ///< of the plan; NaN for what was measured
};

/// A line across: what so many instances carry.
struct level_line {
    const char *label;
    const char *class; ///< "max", "today", "flat", "bud"
    double value;      ///< NaN: not drawn
};

struct event_flag {
    const char *label;
    instant from, to;
};

struct main_chart {
    const struct unit *unit;
    const struct period_column *column;
    size_t columns;
    const struct level_line *line;
    size_t lines;
    const struct event_flag *event;
    size_t events;
    bool small; ///< of a service in a fleet: fewer labels
};
void draw_main(const struct main_chart *chart, double width, const char *finding, struct str *out);

/// The steps about an event: p95 line, band of p50 to p99, what the plan carries.
struct zoom_chart {
    const struct unit *unit;
    instant start;
    int64_t step_s;
    size_t n;
    const double *median, *planned, *high, *carried;
    const double *instances; ///< of the plan, a value a step
    const struct level_line *line;
    size_t lines;
};
void draw_zoom(const struct zoom_chart *chart, double width, const char *finding, struct str *out);

/// Hours of the week from Monday, in per cent; NaN is blank.
void draw_week_heat(const double share[7 * 24], double width, const char *finding, struct str *out);

/// Changes of a fleet, one after the other.
struct bridge_step {
    const char *label;
    double change; ///< of the first: the fleet
};
void draw_bridge(const struct bridge_step *step, size_t steps, double width, const char *finding,
                 struct str *out);

/// Swings of assumptions about the plan's count.
struct tornado_row {
    const char *name, *low, *high, *flips; ///< texts: "×1.44: 45"
    double n_low, n_high;
};
struct tornado_chart {
    const struct tornado_row *row;
    size_t rows;
    double base, max;
    const char *base_label, *max_label;
};
void draw_tornado(const struct tornado_chart *chart, double width, const char *finding,
                  struct str *out);

/// When limits are met.
struct runout_bar {
    const char *name, *words;
    instant earliest, expected, latest, order_by; ///< INSTANT_NONE: not within the horizon
    bool late;
};
struct runout_chart {
    const struct runout_bar *bar;
    size_t bars;
    instant from, to, today;
};
void draw_runout(const struct runout_chart *chart, double width, const char *finding,
                 struct str *out);

/// What months cost.
struct cost_bar {
    const char *month, *value;
    double cost, today, high;
};
void draw_cost(const struct cost_bar *bar, size_t bars, double budget, const char *budget_label,
               double width, const char *finding, struct str *out);

/// What each hour needs, the busiest first.
struct duration_chart {
    const double *need;
    size_t hours;
    double committed;  ///< instances of the layer that is always on; NaN
    double pays_share; ///< of the hours beyond which one pays; NaN
    const char *committed_label, *scheduled_label, *peak_label, *pays_label;
};
void draw_duration(const struct duration_chart *chart, double width, const char *finding,
                   struct str *out);

/// Peaks against the band that was forecast for them.
struct accuracy_mark {
    instant start;
    double p50, planned, p99, peak;
    const char *label;
};
void draw_accuracy(const struct accuracy_mark *mark, size_t marks, const struct unit *unit,
                   double width, const char *finding, struct str *out);

/// Instances that are needed, in per cent of those in service, a row a service and a cell a week.
struct fleet_heat {
    const char *const *name;
    const double *percent; ///< [row * weeks + week]; NaN: blank
    size_t rows, weeks, measured;
    const instant *start;
};
void draw_fleet_heat(const struct fleet_heat *heat, double width, const char *finding,
                     struct str *out);

/// A line of orders, a row a service.
void draw_sparkline(const double *past, size_t pasts, const double *next, size_t nexts,
                    double today, const char *finding, struct str *out);

#endif
