#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void draw_bridge(const struct bridge_step *step, size_t steps, double width, const char *finding,
                 struct str *out)
{
    struct svg svg;
    double level = 0, highest = 1;
    for (size_t i = 0; i < steps; i++) {
        level += step[i].change;
        highest = fmax(highest, level);
    }
    svg_begin(&svg, out, width, 210, finding);
    struct plot plot = {.svg = &svg,
                        .left = 4,
                        .right = width - 4,
                        .top = 26,
                        .bottom = 180,
                        .y_high = plot_top_value(highest)};
    double room = (plot.right - plot.left) / (double)steps;
    svg_line(&svg, plot.left, plot.bottom, plot.right, plot.bottom, "ax");
    level = 0;
    for (size_t i = 0; i < steps; i++) {
        char text[48];
        double x = plot.left + room * (double)i + room * 0.18, wide = room * 0.64;
        double after = level + step[i].change;
        double top = plot_y(&plot, fmax(level, after)), bottom = plot_y(&plot, fmin(level, after));
        svg_rect(&svg, x, top, wide, bottom - top,
                 i == 0               ? "act"
                 : step[i].change < 0 ? "fcb"
                                      : "fc");
        if (i + 1 < steps)
            svg_line(&svg, x + wide, plot_y(&plot, after), x + room, plot_y(&plot, after), "ax");
        if (i == 0)
            snprintf(text, sizeof text, "%.0f", after);
        else
            snprintf(text, sizeof text, "%s%.0f → %.0f", step[i].change < 0 ? "−" : "+",
                     fabs(step[i].change), after);
        if (svg_text_width(text, 13) > room)
            snprintf(text, sizeof text, "%.0f", after);
        svg_text(&svg, x + wide / 2, top - 6, SVG_MIDDLE, "b", text);
        if (svg_text_width(step[i].label, svg.narrow ? 11 : 12) <= room - 2 || !svg.narrow)
            svg_text(&svg, x + wide / 2, plot.bottom + (svg.narrow && i % 2 == 1 ? 28 : 16),
                     SVG_MIDDLE, "s", step[i].label);
        level = after;
    }
    svg_end(&svg);
}

void draw_cost(const struct cost_bar *bar, size_t bars, double budget, const char *budget_label,
               double width, const char *finding, struct str *out)
{
    struct svg svg;
    double highest = isnan(budget) ? 0 : budget;
    for (size_t i = 0; i < bars; i++)
        highest = fmax(highest, fmax(bar[i].high, bar[i].cost));
    svg_begin(&svg, out, width, 250, finding);
    struct plot plot = {.svg = &svg,
                        .left = 48,
                        .right = width - 8,
                        .top = 22,
                        .bottom = 220,
                        .y_high = plot_top_value(highest)};
    plot_value_axis(&plot, NULL, 4);
    double room = (plot.right - plot.left) / (double)bars;
    for (size_t i = 0; i < bars; i++) {
        double x = plot.left + room * ((double)i + 0.22), wide = room * 0.56;
        double top = plot_y(&plot, bar[i].cost), high = plot_y(&plot, bar[i].high);
        double today = plot_y(&plot, bar[i].today);
        svg_rect(&svg, x, top, wide, plot.bottom - top, "fc");
        svg_line(&svg, x + wide / 2, high, x + wide / 2, top, "wh");
        svg_line(&svg, x + wide / 3, high, x + wide * 2 / 3, high, "wh");
        svg_line(&svg, x - room * 0.06, today, x + wide + room * 0.06, today, "today");
        svg_text(&svg, x + wide / 2, fmin(top, high) - 6, SVG_MIDDLE, "b halo", bar[i].value);
        svg_text(&svg, x + wide / 2, plot.bottom + 18, SVG_MIDDLE, "s", bar[i].month);
    }
    if (!isnan(budget)) {
        double y = plot_y(&plot, budget);
        bool above = true;
        svg_line(&svg, plot.left, y, plot.right, y, "bud");
        for (size_t i = 0; i < bars; i++) {
            double label = plot_y(&plot, fmax(bar[i].high, bar[i].cost)) - 6;
            above = above && fabs(label - (y - 6)) >= 15;
        }
        svg_text(&svg, plot.left + 3, above ? y - 6 : plot.top - 8, SVG_START, "tbud halo",
                 budget_label);
    }
    svg_end(&svg);
}

static double tornado_low(const struct tornado_chart *chart)
{
    double low = chart->base;
    for (size_t i = 0; i < chart->rows; i++)
        low = fmin(low, fmin(chart->row[i].n_low, chart->row[i].n_high));
    return low;
}

static double tornado_high(const struct tornado_chart *chart)
{
    double high = chart->base;
    for (size_t i = 0; i < chart->rows; i++)
        high = fmax(high, fmax(chart->row[i].n_low, chart->row[i].n_high));
    return !isnan(chart->max) && chart->max < high * 1.2 ? fmax(high, chart->max) : high;
}

/// A swing from the base: open towards the lower value, solid towards the higher, hatched above
/// max.
static void draw_swing(const struct plot *plot, const struct tornado_chart *chart, double n,
                       bool higher, double y)
{
    double from = fmin(n, chart->base), to = fmax(n, chart->base);
    double inside = isnan(chart->max) ? to : fmin(to, fmax(chart->max, from));
    if (to - from < 1e-9)
        return;
    svg_rect(plot->svg, plot_x(plot, from), y, plot_x(plot, inside) - plot_x(plot, from), 17,
             higher ? "fcs" : "fcb");
    if (to > inside)
        svg_rect(plot->svg, plot_x(plot, inside), y, plot_x(plot, to) - plot_x(plot, inside), 17,
                 "over");
}

/// The value at the end of a swing, outside of it.
static void draw_end(const struct plot *plot, const struct tornado_chart *chart, double n,
                     const char *text, double y)
{
    bool left = n < chart->base;
    if (n == chart->base)
        return;
    svg_text(plot->svg, plot_x(plot, n) + (left ? -4 : 4), y + 13, left ? SVG_END : SVG_START,
             "xs halo", text);
}

/// What changes the decision, in two lines where one has no room.
static void draw_flips(struct svg *svg, double y, const char *flips)
{
    const double left = 622, room = svg->width - left;
    const char *cut = NULL;
    if (svg_text_width(flips, 12) > room)
        for (const char *c = strchr(flips, ';'); c != NULL; c = strchr(c + 1, ';')) {
            char first[128];
            snprintf(first, sizeof first, "%.*s", (int)(c - flips), flips);
            if (cut == NULL || svg_text_width(first, 12) <= room)
                cut = c;
        }
    if (cut == NULL) {
        svg_text(svg, left, y + 13, SVG_START, "s", flips);
        return;
    }
    char first[128];
    snprintf(first, sizeof first, "%.*s;", (int)(cut - flips), flips);
    svg_text(svg, left, y + 6, SVG_START, "s", first);
    svg_text(svg, left, y + 20, SVG_START, "s", cut + 2);
}

static void draw_tornado_row(const struct plot *plot, const struct tornado_chart *chart, size_t i,
                             double y)
{
    const struct tornado_row *row = &chart->row[i];
    struct svg *svg = plot->svg;
    if (svg->narrow) {
        svg_text(svg, 2, y - 5, SVG_START, "xs b", row->name);
    } else {
        svg_text(svg, plot->left - 60, y + 13, SVG_END, "", row->name);
        draw_flips(svg, y, row->flips);
    }
    draw_swing(plot, chart, row->n_low, false, y);
    draw_swing(plot, chart, row->n_high, true, y);
    bool one_side = (row->n_low - chart->base) * (row->n_high - chart->base) > 0;
    if (row->n_low == chart->base && row->n_high == chart->base)
        svg_text(svg, plot_x(plot, chart->base) + 6, y + 13, SVG_START, "s halo", "no change");
    if (!svg->narrow) {
        if (!one_side)
            draw_end(plot, chart, row->n_low, row->low, y);
        draw_end(plot, chart, row->n_high, row->high, y);
    } else {
        char text[96];
        snprintf(text, sizeof text, "%s, %s", row->low, row->high);
        svg_text(svg, svg->width - 2, y - 5, SVG_END, "xs", text);
    }
}

void draw_tornado(const struct tornado_chart *chart, double width, const char *finding,
                  struct str *out)
{
    struct svg svg;
    double row = width <= SVG_NARROW ? 50 : 30;
    double height = 44 + row * (double)chart->rows + 30;
    svg_begin(&svg, out, width, height, finding);
    double low = tornado_low(chart), high = tornado_high(chart);
    double span = high > low ? high - low : 1;
    struct plot plot = {.svg = &svg,
                        .left = svg.narrow ? 8 : 216,
                        .right = svg.narrow ? width - 8 : 560,
                        .top = 30,
                        .bottom = height - 24,
                        .x_low = low - span * 0.04,
                        .x_high = high + span * 0.04};
    double base = plot_x(&plot, chart->base);
    svg_line(&svg, plot.left, plot.bottom, plot.right, plot.bottom, "g");
    bool has_max = !isnan(chart->max) && chart->max <= plot.x_high && chart->max >= plot.x_low;
    if (has_max) {
        double x = plot_x(&plot, chart->max);
        svg_line(&svg, x, plot.top, x, plot.bottom, "max");
        svg_text(&svg, fmin(x + 4, width - svg_text_width(chart->max_label, 13) - 2),
                 svg.narrow ? 12 : 24, SVG_START, "tlim", chart->max_label);
    }
    for (size_t i = 0; i < chart->rows; i++)
        draw_tornado_row(&plot, chart, i, plot.top + 14 + row * (double)i + (svg.narrow ? 12 : 0));
    svg_line(&svg, base, plot.top, base, plot.bottom, "now");
    bool crowded = has_max && plot_x(&plot, chart->max) < base;
    svg_text(&svg, crowded ? base + 4 : fmax(base - 4, svg_text_width(chart->base_label, 14)), 24,
             crowded ? SVG_START : SVG_END, "b", chart->base_label);
    if (!svg.narrow)
        svg_text(&svg, 622, 24, SVG_START, "s", "the decision changes");
    char text[32];
    snprintf(text, sizeof text, "%.0f", low);
    svg_text(&svg, plot_x(&plot, low), height - 6, SVG_MIDDLE, "s", text);
    snprintf(text, sizeof text, "%.0f", high);
    svg_text(&svg, plot_x(&plot, high), height - 6, SVG_MIDDLE, "s", text);
    svg_end(&svg);
}
