#include "drawing/chart_axis.h"
#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { EVENT_ROWS = 4, LINE_LABELS = 8 };

static bool is_last(const struct main_chart *chart, size_t i)
{
    return i + 1 == chart->columns;
}

static double highest_of(const struct main_chart *chart)
{
    double highest = 0;
    for (size_t i = 0; i < chart->columns; i++) {
        const struct period_column *column = &chart->column[i];
        highest = fmax(highest, column->peak);
        highest = fmax(highest, column->expected ? fmax(column->high, column->carried) : 0);
    }
    double needed = highest;
    for (size_t i = 0; i < chart->lines; i++)
        // A line far above everything would press the columns flat: it is left out.
        if (chart->line[i].value < 2.2 * needed)
            highest = fmax(highest, chart->line[i].value);
    return highest;
}

static void draw_measured(const struct plot *plot, const struct period_column *column, double x,
                          double width)
{
    double peak = plot_y(plot, column->peak), dark = plot_y(plot, column->dark);
    double low = plot_y(plot, column->low);
    svg_rect(plot->svg, x, peak, width, low - peak, "actl");
    svg_rect(plot->svg, x, dark, width, low - dark, "act");
    svg_line(plot->svg, x, peak, x + width, peak, "tick");
}

static void draw_expected(const struct plot *plot, const struct period_column *column, double x,
                          double width)
{
    double high = plot_y(plot, column->high), planned = plot_y(plot, column->peak);
    double median = plot_y(plot, column->dark), low = plot_y(plot, column->low);
    double middle = x + width / 2;
    svg_line(plot->svg, middle, high, middle, planned, "wh");
    svg_line(plot->svg, middle - width / 4, high, middle + width / 4, high, "wh");
    svg_rect(plot->svg, x, planned, width, median - planned, "fcb");
    svg_rect(plot->svg, x, median, width, low - median, "fc");
    svg_line(plot->svg, x, planned, x + width, planned, "cap");
}

static double column_x(const struct plot *plot, const struct main_chart *chart, size_t i)
{
    return plot->left + (plot->right - plot->left) * (double)i / (double)chart->columns;
}

/// The plan as steps, with the count at each change.
static void draw_steps(const struct plot *plot, const struct main_chart *chart)
{
    bool begun = false;
    svg_path_begin(plot->svg);
    for (size_t i = 0; i < chart->columns; i++) {
        if (isnan(chart->column[i].carried))
            continue;
        double y = plot_y(plot, chart->column[i].carried);
        (begun ? svg_path_draw : svg_path_move)(plot->svg, column_x(plot, chart, i), y);
        svg_path_draw(plot->svg, column_x(plot, chart, i + 1), y);
        begun = true;
    }
    svg_path_end(plot->svg, false, "plan");
    double before = NAN;
    for (size_t i = 0; i < chart->columns; i++) {
        char text[32];
        const struct period_column *column = &chart->column[i];
        if (isnan(column->carried) ||
            (column->instances == before && !(chart->small && is_last(chart, i))))
            continue;
        bool only_last = chart->small && !is_last(chart, i);
        before = column->instances;
        if (only_last)
            continue;
        snprintf(text, sizeof text, "%.0f", column->instances);
        double x = column_x(plot, chart, i), width = column_x(plot, chart, i + 1) - x;
        svg_text(plot->svg, is_last(chart, i) ? x + width : x + width / 2,
                 plot_y(plot, column->carried) - 7, is_last(chart, i) ? SVG_END : SVG_MIDDLE,
                 "b halo", text);
    }
}

/// Labels of lines: at the left, each above its line, and clear of one another.
static void draw_line_labels(const struct plot *plot, const struct main_chart *chart,
                             double highest)
{
    double taken[LINE_LABELS];
    size_t count = 0;
    for (size_t i = 0; i < chart->lines && count < LINE_LABELS; i++) {
        const struct level_line *line = &chart->line[i];
        if (!(line->value <= highest * 1.0001) || line->label == NULL)
            continue;
        double y = plot_y(plot, line->value) - 5;
        bool clear = y > plot->top - 14;
        for (size_t k = 0; k < count; k++)
            clear = clear && fabs(taken[k] - y) >= 15;
        if (!clear)
            continue;
        taken[count++] = y;
        svg_text(plot->svg, plot->left + 3, y, SVG_START,
                 strcmp(line->class, "max") == 0     ? "tlim halo"
                 : strcmp(line->class, "today") == 0 ? "b halo"
                                                     : "s halo",
                 line->label);
    }
}

/// Weeks that are labelled: the first of each that has room.
static void draw_week_axis(const struct plot *plot, const struct main_chart *chart)
{
    double width = (plot->right - plot->left) / (double)chart->columns;
    size_t every = (size_t)ceil((chart->small ? 64 : 58) / width);
    size_t first = 0;
    while (first < chart->columns && !chart->column[first].expected)
        first++;
    first = first == chart->columns ? 0 : first;
    for (size_t i = first % every; i < chart->columns; i += every) {
        char text[DATE_TEXT_MAX];
        date_words(text, chart->column[i].start, DATE_DAY);
        double half = svg_text_width(text, 12) / 2;
        double x = column_x(plot, chart, i) + width / 2;
        svg_text(plot->svg, fmin(fmax(x, half), plot->svg->width - half), plot->bottom + 18,
                 SVG_MIDDLE, "s", text);
    }
}

/// Events as flags above the data, each in its own row where they would touch.
static size_t draw_events(const struct plot *plot, const struct main_chart *chart, bool draw)
{
    double taken[EVENT_ROWS] = {0};
    size_t rows = 0;
    for (size_t e = 0; e < chart->events; e++) {
        const struct event_flag *event = &chart->event[e];
        double width = svg_text_width(event->label, svg_letter_size(plot->svg, true)) + 4;
        double x = NAN;
        for (size_t i = 0; i < chart->columns; i++)
            if (event->from >= chart->column[i].start && event->from < chart->column[i].end)
                x = column_x(plot, chart, i) +
                    (plot->right - plot->left) / (double)chart->columns / 2;
        if (isnan(x))
            continue;
        double left = fmin(x - 5, plot->right - width);
        size_t row = 0;
        while (row < EVENT_ROWS && taken[row] > left)
            row++;
        if (row == EVENT_ROWS)
            continue;
        taken[row] = left + width + 8;
        rows = row + 1 > rows ? row + 1 : rows;
        if (draw)
            svg_text(plot->svg, left, 13 + 15 * (double)row, SVG_START, "xs", event->label);
    }
    return rows;
}

static void draw_divide(const struct plot *plot, const struct main_chart *chart)
{
    size_t first = 0;
    while (first < chart->columns && !chart->column[first].expected)
        first++;
    if (first == 0 || first == chart->columns || chart->small)
        return;
    double x = column_x(plot, chart, first);
    svg_line(plot->svg, x, plot->top - 16, x, plot->bottom, "now");
    svg_text(plot->svg, x - 6, plot->top - 8, SVG_END, "s", "measured");
    svg_text(plot->svg, x + 6, plot->top - 8, SVG_START, "tfc xs", "expected");
}

/// The highest of what was measured, and of what is expected, with their values.
static void draw_peaks(const struct plot *plot, const struct main_chart *chart)
{
    size_t most[2] = {SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < chart->columns; i++) {
        size_t *at = &most[chart->column[i].expected ? 1 : 0];
        if (*at == SIZE_MAX || chart->column[i].peak > chart->column[*at].peak)
            *at = i;
    }
    if (most[0] == SIZE_MAX || isnan(chart->column[most[0]].peak))
        return;
    char label[CHART_LABEL_MAX];
    struct axis_unit shown = chart_axis_unit(chart->unit, plot->y_high);
    chart_label_value(label, chart->column[most[0]].peak / shown.worth);
    double width = (plot->right - plot->left) / (double)chart->columns;
    double y = plot_y(plot, chart->column[most[0]].peak) - 5;
    for (size_t i = 0; i < chart->lines; i++)
        if (fabs(plot_y(plot, chart->line[i].value) - 5 - y) < 16 && most[0] < chart->columns / 3)
            return;
    svg_text(plot->svg, column_x(plot, chart, most[0]) + width / 2, y, SVG_MIDDLE, "xs halo",
             label);
}

void draw_main(const struct main_chart *chart, double width, const char *finding, struct str *out)
{
    struct svg svg;
    double height = chart->small ? 190 : width > SVG_HALF ? 400 : 360;
    svg_begin(&svg, out, width, height, finding);
    double highest = highest_of(chart);
    struct plot plot = {
        .svg = &svg, .left = svg.narrow || chart->small ? 38 : 48, .right = width - 8};
    size_t rows = chart->small ? 0 : draw_events(&plot, chart, false);
    plot.top = chart->small ? 26 : 40 + 15 * (double)rows;
    plot.bottom = height - (chart->small ? 24 : 34);
    plot.y_high = plot_top_value(highest);
    plot_value_axis(&plot, chart->unit, chart->small ? 3 : 5);
    for (size_t i = 0; i < chart->lines; i++) {
        double y = plot_y(&plot, chart->line[i].value);
        if (chart->line[i].value <= highest * 1.0001)
            svg_line(&svg, plot.left, y, plot.right, y, chart->line[i].class);
    }
    for (size_t i = 0; i < chart->columns; i++) {
        double x = column_x(&plot, chart, i), room = column_x(&plot, chart, i + 1) - x;
        if (isnan(chart->column[i].peak))
            continue;
        (chart->column[i].expected ? draw_expected : draw_measured)(&plot, &chart->column[i],
                                                                    x + room * 0.19, room * 0.62);
    }
    draw_steps(&plot, chart);
    draw_divide(&plot, chart);
    draw_week_axis(&plot, chart);
    draw_line_labels(&plot, chart, highest);
    if (!chart->small) {
        draw_peaks(&plot, chart);
        draw_events(&plot, chart, true);
    }
    svg_end(&svg);
}
