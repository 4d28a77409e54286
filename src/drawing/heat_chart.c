#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"

#include <math.h>
#include <stdio.h>

/// Where shades begin: of hours, and of weeks, of which most are close to what is in service.
static const double hour_shades[] = {20, 40, 60, 80, 100}, week_shades[] = {60, 75, 90, 100.5, 110};

/// The shade of a share, 0 to 5.
static int shade_of(double percent, const double from[5])
{
    int shade = 0;
    while (shade < 5 && percent >= from[shade])
        shade++;
    return shade;
}

static void draw_cell(struct svg *svg, double x, double y, double width, double height,
                      double percent, bool number, const double *shades)
{
    bool framed = shades == week_shades && percent > 100.5;
    char class[8], text[16];
    int shade = shade_of(percent, shades);
    snprintf(class, sizeof class, "h%d", shade);
    svg_rect(svg, x, y, width - 1, height - 1, class);
    if (framed)
        svg_rect(svg, x + 1, y + 1, width - 3, height - 3, "frame");
    if (!number)
        return;
    snprintf(text, sizeof text, "%.0f", percent);
    svg_text(svg, x + (width - 1) / 2, y + height / 2 + 4, SVG_MIDDLE,
             shade >= 4 ? (framed ? "xs tinv b" : "xs tinv")
             : framed   ? "xs b"
                        : "xs",
             text);
}

/// Seven rows of hours; on a phone they are too narrow for numbers, so that a row is of two hours.
void draw_week_heat(const double share[7 * 24], double width, const char *finding, struct str *out)
{
    static const char *const day[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    enum { ROW = 20, TOP = 22, LEFT = 38 };
    struct svg svg;
    svg_begin(&svg, out, width, TOP + 7 * ROW + 4, finding);
    size_t hours = svg.narrow ? 2 : 1;
    double cell = (width - LEFT) / (24.0 / (double)hours);
    for (size_t h = 0; h < 24; h += svg.narrow ? 4 : 2) {
        char text[8];
        snprintf(text, sizeof text, "%02zu", h);
        const size_t column = h / hours;
        svg_text(&svg, LEFT + cell * ((double)column + 0.5), 14, SVG_MIDDLE, "s", text);
    }
    for (size_t d = 0; d < 7; d++) {
        svg_text(&svg, LEFT - 6, TOP + (double)d * ROW + 14, SVG_END, "s", day[d]);
        for (size_t h = 0; h < 24; h += hours) {
            double most = NAN;
            for (size_t k = h; k < h + hours; k++)
                most = fmax(most, share[d * 24 + k]);
            const size_t column = h / hours;
            if (!isnan(most))
                draw_cell(&svg, LEFT + cell * (double)column, TOP + (double)d * ROW, cell, ROW,
                          most, true, hour_shades);
        }
    }
    svg_end(&svg);
}

void draw_fleet_heat(const struct fleet_heat *heat, double width, const char *finding,
                     struct str *out)
{
    enum { ROW = 24, TOP = 36 };
    struct svg svg;
    svg_begin(&svg, out, width, TOP + (double)heat->rows * ROW + 6, finding);
    double left = 0;
    for (size_t r = 0; r < heat->rows; r++)
        left = fmax(left, svg_text_width(heat->name[r], 13) * 1.06 + 10);
    left = fmin(left, width * 0.3);
    double cell = (width - left) / (double)heat->weeks;
    bool numbers = cell >= 21;
    size_t every = (size_t)ceil(54 / cell);
    double line = left + cell * (double)heat->measured;
    for (size_t w = heat->measured % every; w < heat->weeks; w += every) {
        char text[DATE_TEXT_MAX];
        date_words(text, heat->start[w], DATE_DAY);
        double half = svg_text_width(text, 12) / 2;
        svg_text(&svg, fmin(left + cell * (double)w + half + 2, width - half), 30, SVG_MIDDLE, "s",
                 text);
    }
    for (size_t r = 0; r < heat->rows; r++) {
        double y = TOP + (double)r * ROW;
        svg_text(&svg, left - 8, y + 16, SVG_END, "b", heat->name[r]);
        for (size_t w = 0; w < heat->weeks; w++) {
            double percent = heat->percent[r * heat->weeks + w];
            if (!isnan(percent))
                draw_cell(&svg, left + cell * (double)w, y, cell, ROW, percent, numbers,
                          week_shades);
        }
    }
    svg_line(&svg, line, 4, line, TOP + (double)heat->rows * ROW, "now");
    svg_text(&svg, line - 6, 13, SVG_END, "s", "measured");
    svg_text(&svg, line + 6, 13, SVG_START, "tfc xs", "expected");
    svg_end(&svg);
}

void draw_sparkline(const double *past, size_t pasts, const double *next, size_t nexts,
                    double today, const char *finding, struct str *out)
{
    double low = today, high = today;
    size_t count = pasts + nexts;
    for (size_t i = 0; i < count; i++) {
        double value = i < pasts ? past[i] : next[i - pasts];
        low = fmin(low, value);
        high = fmax(high, value);
    }
    struct svg svg = {.out = out, .width = 150, .height = 34};
    str_append(out, "<svg class=\"sp\" viewBox=\"0 0 150 34\" role=\"img\" aria-label=\"");
    str_append(out, finding);
    str_append(out, "\">");
    struct plot plot = {.svg = &svg,
                        .left = 2,
                        .right = 148,
                        .top = 3,
                        .bottom = 31,
                        .x_high = count > 1 ? (double)(count - 1) : 1,
                        .y_low = low,
                        .y_high = high > low ? high : low + 1};
    svg_line(&svg, 2, plot_y(&plot, today), 148, plot_y(&plot, today), "today");
    for (int part = 0; part < 2; part++) {
        size_t from = part == 0 ? 0 : pasts > 0 ? pasts - 1 : 0;
        size_t to = part == 0 ? pasts : count;
        svg_path_begin(&svg);
        for (size_t i = from; i < to; i++)
            (i == from ? svg_path_move
                       : svg_path_draw)(&svg, plot_x(&plot, (double)i),
                                        plot_y(&plot, i < pasts ? past[i] : next[i - pasts]));
        svg_path_end(&svg, false, part == 0 ? "al" : "fcd");
    }
    str_append(out, "</svg>");
}
