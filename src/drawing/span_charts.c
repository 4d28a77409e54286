#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <stdio.h>

static void draw_diamond(const struct plot *plot, double x, double y, bool late)
{
    svg_path_begin(plot->svg);
    svg_path_move(plot->svg, x, y - 6);
    svg_path_draw(plot->svg, x + 6, y);
    svg_path_draw(plot->svg, x, y + 6);
    svg_path_draw(plot->svg, x - 6, y);
    svg_path_end(plot->svg, true, late ? "mlate" : "ink");
}

static double time_x(const struct plot *plot, instant time)
{
    return fmin(fmax(plot_x(plot, (double)time), plot->left), plot->right);
}

static void draw_bar(const struct plot *plot, const struct runout_bar *bar, instant today, double y)
{
    struct svg *svg = plot->svg;
    if (bar->earliest == INSTANT_NONE && bar->expected == INSTANT_NONE &&
        bar->order_by == INSTANT_NONE) {
        svg_text(svg, time_x(plot, today) + 6, y + 4, SVG_START, "s", bar->words);
        return;
    }
    if (bar->earliest != INSTANT_NONE) {
        bool open = bar->latest == INSTANT_NONE;
        double from = time_x(plot, bar->earliest);
        double to = open ? plot->right : time_x(plot, bar->latest);
        svg_line(svg, from, y, to, y, "cap");
        svg_line(svg, from, y - 6, from, y + 6, "wh");
        if (open) {
            svg_line(svg, to - 6, y - 5, to, y, "wh");
            svg_line(svg, to - 6, y + 5, to, y, "wh");
        } else {
            svg_line(svg, to, y - 6, to, y + 6, "wh");
        }
    }
    if (bar->expected != INSTANT_NONE)
        svg_circle(svg, time_x(plot, bar->expected), y, 5, "fcs");
    if (bar->order_by != INSTANT_NONE) {
        double x = time_x(plot, bar->order_by);
        if (bar->expected != INSTANT_NONE || bar->earliest != INSTANT_NONE)
            svg_line(svg, x, y,
                     time_x(plot, bar->earliest != INSTANT_NONE ? bar->earliest : bar->expected), y,
                     "flat");
        draw_diamond(plot, x, y, bar->late);
    }
}

void draw_runout(const struct runout_chart *chart, double width, const char *finding,
                 struct str *out)
{
    struct svg svg;
    bool narrow = width <= SVG_NARROW;
    double row = narrow ? 50 : 34;
    double height = 26 + row * (double)chart->bars + 26;
    svg_begin(&svg, out, width, height, finding);
    struct plot plot = {.svg = &svg,
                        .left = narrow ? 10 : 190,
                        .right = narrow ? width - 10 : 740,
                        .top = 22,
                        .bottom = height - 24,
                        .x_low = (double)chart->from,
                        .x_high = (double)chart->to};
    char text[DATE_TEXT_MAX + 8], day[DATE_TEXT_MAX];
    double today = time_x(&plot, chart->today);
    plot_time_axis(&plot);
    svg_line(&svg, plot.left, plot.bottom, plot.right, plot.bottom, "g");
    snprintf(text, sizeof text, "today %s", date_words(day, chart->today, DATE_DAY));
    double half = svg_text_width(text, 12) * 1.1 / 2;
    svg_line(&svg, today, 18, today, plot.bottom, "now");
    svg_text(&svg, fmax(today, half), 13, SVG_MIDDLE, "b xs", text);
    for (size_t i = 0; i < chart->bars; i++) {
        const struct runout_bar *bar = &chart->bar[i];
        double y = plot.top + row * ((double)i + (narrow ? 0.7 : 0.5));
        bool none = bar->earliest == INSTANT_NONE && bar->expected == INSTANT_NONE &&
                    bar->order_by == INSTANT_NONE;
        draw_bar(&plot, bar, chart->today, y);
        if (narrow) {
            svg_text(&svg, 4, y - 15, SVG_START, "xs b halo", bar->name);
            if (!none)
                svg_text(&svg, width - 4, y - 15, SVG_END,
                         bar->late ? "xs b tlate halo" : "xs halo", bar->words);
        } else {
            svg_text(&svg, plot.left - 14, y + 4, SVG_END, "", bar->name);
            if (!none)
                svg_text(&svg, 756, y + 4, SVG_START, bar->late ? "b tlate" : "", bar->words);
        }
    }
    svg_end(&svg);
}

/// The curve as steps from the busiest hour on; `from` and `to` are the layer's counts.
static void draw_layer(const struct plot *plot, const struct duration_chart *chart, double from,
                       double to, const char *class)
{
    svg_path_begin(plot->svg);
    svg_path_move(plot->svg, plot->left, plot_y(plot, from));
    double before = NAN;
    for (size_t h = 0; h < chart->hours; h++) {
        double n = fmin(fmax(chart->need[h], from), to);
        if (n == before)
            continue;
        double x = plot_x(plot, (double)h / (double)chart->hours);
        if (!isnan(before))
            svg_path_draw(plot->svg, x, plot_y(plot, before));
        svg_path_draw(plot->svg, x, plot_y(plot, n));
        before = n;
    }
    svg_path_draw(plot->svg, plot->right, plot_y(plot, before));
    svg_path_draw(plot->svg, plot->right, plot_y(plot, from));
    svg_path_end(plot->svg, true, class);
}

void draw_duration(const struct duration_chart *chart, double width, const char *finding,
                   struct str *out)
{
    struct svg svg;
    if (chart->hours == 0)
        return;
    svg_begin(&svg, out, width, 290, finding);
    struct plot plot = {.svg = &svg,
                        .left = 40,
                        .right = width - 16,
                        .top = 26,
                        .bottom = 236,
                        .x_high = 1,
                        .y_high = plot_top_value(chart->need[0])};
    double committed = isnan(chart->committed) ? 0 : chart->committed;
    plot_value_axis(&plot, NULL, 5);
    draw_layer(&plot, chart, committed, chart->need[0], "fc");
    draw_layer(&plot, chart, 0, committed, "act");
    for (int k = 0; k <= 5; k += svg.narrow ? 5 : 1) {
        char text[16];
        snprintf(text, sizeof text, "%d%%", k * 20);
        svg_text(&svg, plot_x(&plot, k / 5.0), plot.bottom + 18, k == 5 ? SVG_END : SVG_START, "s",
                 text);
    }
    svg_text(&svg, plot.right, plot.bottom + 38, SVG_END, "s", "share of the hours, busiest first");
    svg_text(&svg, plot.left + (plot.right - plot.left) * 0.05, plot.top - 8, SVG_START,
             "xs b halo", chart->peak_label);
    if (!isnan(chart->pays_share)) {
        double x = plot_x(&plot, chart->pays_share);
        svg_line(&svg, x, plot_y(&plot, plot.y_high * 0.78), x, plot.bottom, "today");
        bool left = svg_text_width(chart->pays_label, 12) > plot.right - x;
        svg_text(&svg, left ? plot.right : x + 4, plot_y(&plot, plot.y_high * 0.8),
                 left ? SVG_END : SVG_START, "xs halo", chart->pays_label);
    }
    if (committed > chart->need[0] * 0.15)
        svg_text(&svg, plot_x(&plot, 0.25), plot_y(&plot, committed / 2) + 4, SVG_START, "b halo",
                 chart->committed_label);
    size_t quarter = chart->hours / 4;
    if (chart->need[quarter] - committed > chart->need[0] * 0.13)
        svg_text(&svg, plot_x(&plot, 0.02),
                 plot_y(&plot, (committed + chart->need[quarter]) / 2) + 4, SVG_START, "b halo",
                 chart->scheduled_label);
    svg_end(&svg);
}

void draw_accuracy(const struct accuracy_mark *mark, size_t marks, const struct unit *unit,
                   double width, const char *finding, struct str *out)
{
    struct svg svg;
    double low = INFINITY, high = 0;
    for (size_t i = 0; i < marks; i++) {
        low = fmin(low, fmin(mark[i].p50, mark[i].peak));
        high = fmax(high, fmax(mark[i].p99, mark[i].peak));
    }
    svg_begin(&svg, out, width, 230, finding);
    low = fmax(0, low - (high - low) * 0.3);
    struct plot plot = {.svg = &svg,
                        .left = 48,
                        .right = width - 8,
                        .top = 30,
                        .bottom = 200,
                        .y_low = low,
                        .y_high = high + (high - low) * 0.12};
    plot_value_axis(&plot, unit, 4);
    double room = (plot.right - plot.left) / (double)marks;
    for (size_t i = 0; i < marks; i++) {
        char text[DATE_TEXT_MAX];
        double x = plot.left + room * ((double)i + 0.5), wide = fmin(room * 0.6, 56);
        double top = plot_y(&plot, mark[i].p99), bottom = plot_y(&plot, mark[i].p50);
        double planned = plot_y(&plot, mark[i].planned), peak = plot_y(&plot, mark[i].peak);
        svg_rect(&svg, x - wide / 2, top, wide, bottom - top, "fcband");
        svg_line(&svg, x - wide / 2, planned, x + wide / 2, planned, "cap");
        svg_circle(&svg, x, peak, 5, "ink");
        svg_text(&svg, x, peak - 9, SVG_MIDDLE, "xs b halo", mark[i].label);
        svg_text(&svg, x, plot.bottom + 18, SVG_MIDDLE, "s",
                 date_words(text, mark[i].start, DATE_DAY));
    }
    svg_circle(&svg, plot.left + 6, 10, 4, "ink");
    svg_text(&svg, plot.left + 14, 14, SVG_START, "s", "measured");
    svg_line(&svg, plot.left + 84, 10, plot.left + 104, 10, "cap");
    svg_text(&svg, plot.left + 110, 14, SVG_START, "s", "planned for, band p50 to p99");
    svg_end(&svg);
}
