#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double x_of(const struct plot *plot, const struct zoom_chart *chart, size_t i)
{
    return plot_x(plot, (double)(chart->start + (instant)i * chart->step_s * INSTANT_PER_SECOND));
}

static void draw_line(const struct plot *plot, const struct zoom_chart *chart, const double *value,
                      const char *class)
{
    svg_path_begin(plot->svg);
    for (size_t i = 0; i < chart->n; i++)
        (i == 0 ? svg_path_move : svg_path_draw)(plot->svg, x_of(plot, chart, i),
                                                 plot_y(plot, value[i]));
    svg_path_end(plot->svg, false, class);
}

static void draw_band(const struct plot *plot, const struct zoom_chart *chart)
{
    svg_path_begin(plot->svg);
    for (size_t i = 0; i < chart->n; i++)
        (i == 0 ? svg_path_move : svg_path_draw)(plot->svg, x_of(plot, chart, i),
                                                 plot_y(plot, chart->high[i]));
    for (size_t i = chart->n; i-- > 0;)
        svg_path_draw(plot->svg, x_of(plot, chart, i), plot_y(plot, chart->median[i]));
    svg_path_end(plot->svg, true, "fcband");
}

/// The plan's steps, and its count where it changes.
static void draw_plan(const struct plot *plot, const struct zoom_chart *chart)
{
    double before = NAN;
    svg_path_begin(plot->svg);
    for (size_t i = 0; i < chart->n; i++) {
        double y = plot_y(plot, chart->carried[i]);
        (i == 0 ? svg_path_move : svg_path_draw)(plot->svg, x_of(plot, chart, i), y);
        svg_path_draw(plot->svg, x_of(plot, chart, i + 1), y);
    }
    svg_path_end(plot->svg, false, "plan");
    for (size_t i = 0; i < chart->n; i++) {
        char text[32];
        if (chart->instances[i] == before)
            continue;
        before = chart->instances[i];
        snprintf(text, sizeof text, "%.0f", before);
        double x = fmin(x_of(plot, chart, i) + 4, plot->right - svg_text_width(text, 13));
        svg_text(plot->svg, x, plot_y(plot, chart->carried[i]) - 6, SVG_START, "b halo", text);
    }
}

static void draw_days(const struct plot *plot, const struct zoom_chart *chart)
{
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    instant end = chart->start + (instant)chart->n * chart->step_s * INSTANT_PER_SECOND;
    instant first = (chart->start + day - 1) / day * day;
    double width = plot_x(plot, (double)(first + day)) - plot_x(plot, (double)first);
    instant every = (instant)ceil((plot->svg->narrow ? 44 : 48) / width);
    for (instant time = first; time < end; time += every * day) {
        char text[DATE_TEXT_MAX];
        date_words(text, time, DATE_WEEKDAY);
        double x = plot_x(plot, (double)time);
        svg_line(plot->svg, x, plot->bottom, x, plot->bottom + 4, "ax");
        // Without the month, which the caption names.
        char *space = strrchr(text, ' ');
        if (space != NULL)
            *space = '\0';
        if (x + svg_text_width(text, 12) <= plot->svg->width)
            svg_text(plot->svg, x + 2, plot->bottom + 18, SVG_START, "s", text);
    }
}

void draw_zoom(const struct zoom_chart *chart, double width, const char *finding, struct str *out)
{
    struct svg svg;
    double highest = 0;
    for (size_t i = 0; i < chart->n; i++)
        highest = fmax(highest, fmax(chart->high[i], chart->carried[i]));
    svg_begin(&svg, out, width, 270, finding);
    struct plot plot = {
        .svg = &svg,
        .left = svg.narrow ? 38 : 48,
        .right = width - 8,
        .top = 22,
        .bottom = 242,
        .x_low = (double)chart->start,
        .x_high = (double)(chart->start + (instant)chart->n * chart->step_s * INSTANT_PER_SECOND),
        .y_high = plot_top_value(highest)};
    plot_value_axis(&plot, chart->unit, 5);
    draw_band(&plot, chart);
    double before = -100;
    for (size_t i = 0; i < chart->lines; i++) {
        double y = plot_y(&plot, chart->line[i].value);
        if (!(chart->line[i].value <= highest))
            continue;
        svg_line(&svg, plot.left, y, plot.right, y, chart->line[i].class);
        if (fabs(y - before) >= 16)
            svg_text(&svg, plot.left + 3, y - 5, SVG_START, "xs halo", chart->line[i].label);
        before = y;
    }
    draw_line(&plot, chart, chart->planned, "fcp");
    draw_plan(&plot, chart);
    draw_days(&plot, chart);
    svg_end(&svg);
}
