#include "drawing/chart_svg.h"

#include "drawing/chart_axis.h"
#include "drawing/chart_geometry.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <string.h>

enum { LEGEND_LINE = 18, SWATCH = 20 };

/// A bucket of so many pixels: two, so that a line stays one.
static const double BUCKET_WIDTH = 2;

struct texture_look {
    const char *area, *line;
};

static struct texture_look look_of(enum chart_texture texture)
{
    static const struct texture_look looks[] = {
        [CHART_SOLID] = {"actl", "al"},
        [CHART_DOTTED] = {"fcband", "fcp"},
        [CHART_POINTS] = {NULL, NULL},
        [CHART_LINE] = {NULL, "plan"},
    };
    return looks[texture];
}

/// Names and looks of the layers in lines above the data; returns where the last one ends.
static double draw_legend(struct svg *svg, const struct chart *chart)
{
    double x = 0, y = 14;
    double size = svg_letter_size(svg, true);
    for (size_t k = 0; k < chart->layers; k++) {
        const struct chart_layer *layer = &chart->layer[k];
        const struct texture_look look = look_of(layer->texture);
        double width = SWATCH + 6 + svg_text_width(layer->name, size) + 18;
        if (x > 0 && x + width > svg->width) {
            x = 0;
            y += LEGEND_LINE;
        }
        if (look.area != NULL)
            svg_rect(svg, x, y - 9, SWATCH, 10, look.area);
        if (look.line != NULL)
            svg_line(svg, x, y - (look.area == NULL ? 4 : 9), x + SWATCH,
                     y - (look.area == NULL ? 4 : 9), look.line);
        if (layer->texture == CHART_POINTS)
            svg_circle(svg, x + SWATCH / 2.0, y - 4, 3, "ink");
        svg_text(svg, x + SWATCH + 6, y, SVG_START, "s", layer->name);
        x += width;
    }
    return y;
}

static double at_pixel(const struct plot *plot, double x)
{
    return plot->x_low +
           (x - plot->left) / (plot->right - plot->left) * (plot->x_high - plot->x_low);
}

/// One stretch without a gap: the area between mean and highest, and its upper edge.
static void draw_stretch(const struct plot *plot, const struct chart_layer *layer, double from,
                         double to)
{
    const struct texture_look look = look_of(layer->texture);
    double mean, highest;
    if (look.area != NULL) {
        svg_path_begin(plot->svg);
        for (double x = from; x < to; x += BUCKET_WIDTH) {
            chart_bucket(layer, at_pixel(plot, x), at_pixel(plot, x + BUCKET_WIDTH), &mean,
                         &highest);
            (x == from ? svg_path_move : svg_path_draw)(plot->svg, x, plot_y(plot, highest));
        }
        for (double x = to - BUCKET_WIDTH; x >= from - 1e-9; x -= BUCKET_WIDTH) {
            chart_bucket(layer, at_pixel(plot, x), at_pixel(plot, x + BUCKET_WIDTH), &mean,
                         &highest);
            svg_path_draw(plot->svg, x, plot_y(plot, mean));
        }
        svg_path_end(plot->svg, true, look.area);
    }
    svg_path_begin(plot->svg);
    for (double x = from; x < to; x += BUCKET_WIDTH) {
        chart_bucket(layer, at_pixel(plot, x), at_pixel(plot, x + BUCKET_WIDTH), &mean, &highest);
        (x == from ? svg_path_move : svg_path_draw)(plot->svg, x, plot_y(plot, highest));
    }
    svg_path_end(plot->svg, false, look.line);
}

static void draw_layer(const struct plot *plot, const struct chart_layer *layer)
{
    double mean, highest;
    if (layer->texture == CHART_POINTS) {
        for (size_t i = 0; i < layer->n; i++) {
            double x = (double)layer->start +
                       ((double)i + 0.5) * (double)layer->step_s * INSTANT_PER_SECOND;
            if (isfinite(layer->high[i]))
                svg_circle(plot->svg, plot_x(plot, x), plot_y(plot, layer->high[i]), 3, "ink");
        }
        return;
    }
    double from = NAN;
    for (double x = plot->left; x < plot->right + BUCKET_WIDTH; x += BUCKET_WIDTH) {
        bool known =
            x < plot->right && chart_bucket(layer, at_pixel(plot, x),
                                            at_pixel(plot, x + BUCKET_WIDTH), &mean, &highest);
        if (known && isnan(from))
            from = x;
        if (!known && !isnan(from)) {
            draw_stretch(plot, layer, from, x);
            from = NAN;
        }
    }
}

/// An axis that counts: round values below the data.
static void draw_count_axis(const struct plot *plot, const struct chart *chart)
{
    struct time_ticks ticks;
    chart_count_ticks((instant)plot->x_low, (instant)plot->x_high, chart->x_second, 6, &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        double x = plot_x(plot, (double)ticks.at[i]);
        double half = svg_text_width(ticks.label[i], 12) / 2;
        svg_line(plot->svg, x, plot->bottom, x, plot->bottom + 4, "ax");
        svg_text(plot->svg, fmin(x, plot->svg->width - half - 1), plot->bottom + 18, SVG_MIDDLE,
                 "s", ticks.label[i]);
    }
    svg_text(plot->svg, plot->right, plot->bottom + 36, SVG_END, "s",
             chart->x_title == NULL ? "" : chart->x_title);
}

void chart_svg(const struct chart *chart, double width, const char *finding, struct str *out)
{
    struct chart_extent extent;
    struct svg svg;
    if (!chart_extent_of(chart, &extent))
        return;
    double height = width > SVG_HALF ? 330 : 280;
    svg_begin(&svg, out, width, height, finding);
    double legend = draw_legend(&svg, chart);
    bool titled = chart->y_title != NULL && chart->y_title[0] != '\0';
    double top = legend + (titled ? 34 : 16);
    if (titled)
        svg_text(&svg, 0, top - 12, SVG_START, "s", chart->y_title);
    struct plot plot = {.svg = &svg,
                        .left = 52,
                        .right = width - 8,
                        .top = top,
                        .bottom = height - (chart->x_second > 0 ? 42 : 26),
                        .x_low = (double)extent.from,
                        .x_high = (double)extent.to,
                        .y_low = extent.low,
                        .y_high = plot_top_value(extent.high)};
    plot_value_axis(&plot, chart->y_unit, 5);
    for (size_t k = 0; k < chart->layers; k++)
        draw_layer(&plot, &chart->layer[k]);
    if (chart->now != INSTANT_NONE && chart->now > extent.from && chart->now < extent.to)
        svg_line(&svg, plot_x(&plot, (double)chart->now), plot.top,
                 plot_x(&plot, (double)chart->now), plot.bottom, "now");
    if (chart->x_second > 0)
        draw_count_axis(&plot, chart);
    else
        plot_time_axis(&plot);
    svg_end(&svg);
}
