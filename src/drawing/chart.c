#include "drawing/chart.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "drawing/chart_axis.h"
#include "drawing/chart_geometry.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A braille character is 2 dots wide and 4 dots high.
enum { DOTS_X = 2, DOTS_Y = 4, COLUMNS_DEFAULT = 80, ROWS_DEFAULT = 12, TIME_LABEL_COLUMNS = 12 };

/// Where a single measurement lies.
#define POINT_GLYPH "o"

/// What a cell shows: dots, or one character that covers them.
struct cell {
    unsigned char dots;
    const char *glyph;
};

struct canvas {
    size_t columns, rows;
    instant from, to;      ///< the left edge of the first dot column, the right edge of the last
    double low, high;      ///< values at the lower and the upper edge
    struct axis_unit unit; ///< of the labels
    struct cell *cell;
};

static struct cell *canvas_cell(const struct canvas *canvas, size_t column, size_t row)
{
    return &canvas->cell[row * canvas->columns + column];
}

/// Sets the dot x from the left and y from the bottom.
static void set_dot(const struct canvas *canvas, size_t x, size_t y)
{
    static const unsigned char bit[DOTS_X][DOTS_Y] = {{0x40, 0x04, 0x02, 0x01},
                                                      {0x80, 0x20, 0x10, 0x08}};
    size_t row = canvas->rows - 1 - y / DOTS_Y;
    canvas_cell(canvas, x / DOTS_X, row)->dots |= bit[x % DOTS_X][y % DOTS_Y];
}

static size_t dot_of_value(const struct canvas *canvas, double value)
{
    double dots = (double)(canvas->rows * DOTS_Y);
    double y = floor((value - canvas->low) / (canvas->high - canvas->low) * dots);
    return (size_t)fmin(fmax(y, 0), dots - 1);
}

static void dot_times(const struct canvas *canvas, size_t x, double *from, double *to)
{
    double width = (double)(canvas->to - canvas->from) / (double)(canvas->columns * DOTS_X);
    *from = (double)canvas->from + (double)x * width;
    *to = *from + width;
}

/// Draws the ranges of all dot columns, each joined to the one before it, so that a line stays a
/// line where it is steep.
static void draw_range(const struct canvas *canvas, const struct chart_layer *layer)
{
    bool joined = false;
    size_t bottom_before = 0;
    size_t top_before = 0;
    for (size_t x = 0; x < canvas->columns * DOTS_X; x++) {
        double from, to, mean, highest;
        dot_times(canvas, x, &from, &to);
        if (!chart_bucket(layer, from, to, &mean, &highest)) {
            joined = false;
            continue;
        }
        size_t bottom = dot_of_value(canvas, fmin(mean, highest));
        size_t top = dot_of_value(canvas, highest);
        size_t first = joined && top_before + 1 < bottom ? top_before + 1 : bottom;
        size_t last = joined && bottom_before > top + 1 ? bottom_before - 1 : top;
        for (size_t y = first; y <= last; y++) {
            // The uppermost dot is always set: it is the peak.
            if (layer->texture == CHART_SOLID || (x + y) % 2 == 0 || y == top) {
                set_dot(canvas, x, y);
            }
        }
        joined = true;
        bottom_before = bottom;
        top_before = top;
    }
}

/// How high a line lies within its row: three heights can be shown.
static const char *line_glyph(const struct canvas *canvas, double value)
{
    static const char *const glyph[DOTS_Y] = {"▁", "━", "━", "▔"};
    return glyph[dot_of_value(canvas, value) % DOTS_Y];
}

static void draw_glyphs(const struct canvas *canvas, const struct chart_layer *layer)
{
    for (size_t column = 0; column < canvas->columns; column++) {
        double from, to, unused, mean, highest;
        dot_times(canvas, column * DOTS_X, &from, &unused);
        dot_times(canvas, column * DOTS_X + 1, &unused, &to);
        if (chart_bucket(layer, from, to, &mean, &highest)) {
            size_t row = canvas->rows - 1 - dot_of_value(canvas, highest) / DOTS_Y;
            canvas_cell(canvas, column, row)->glyph =
                layer->texture == CHART_POINTS ? POINT_GLYPH : line_glyph(canvas, highest);
        }
    }
}

static void draw_now(const struct canvas *canvas, instant now)
{
    if (now <= canvas->from || now >= canvas->to) {
        return;
    }
    double share = (double)(now - canvas->from) / (double)(canvas->to - canvas->from);
    size_t column = (size_t)(share * (double)canvas->columns);
    for (size_t row = 0; row < canvas->rows; row++) {
        struct cell *cell = canvas_cell(canvas, column, row);
        if (cell->glyph == NULL && cell->dots == 0) {
            cell->glyph = "┊";
        }
    }
}

static void append_blanks(struct str *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_append_char(out, ' ');
    }
}

static void append_braille(struct str *out, unsigned char dots)
{
    // U+2800 + dots in UTF-8.
    str_append_char(out, (char)0xE2);
    str_append_char(out, (char)(0xA0 + (dots >> 6)));
    str_append_char(out, (char)(0x80 + (dots & 0x3F)));
}

/// "1.5k", "512 GiB".
static const char *tick_label(const struct canvas *canvas, double value, char out[CHART_LABEL_MAX])
{
    chart_label_value(out, value / canvas->unit.worth);
    size_t used = strlen(out);
    if (value != 0)
        snprintf(out + used, CHART_LABEL_MAX - used, "%s", canvas->unit.name);
    return out;
}

/// The label of the tick whose value lies in this row, "" when none does.
static const char *row_label(const struct canvas *canvas, size_t row, double step,
                             char out[CHART_LABEL_MAX])
{
    for (double k = round(canvas->low / step); k * step <= canvas->high * (1 + 1e-9); k++) {
        if (canvas->rows - 1 - dot_of_value(canvas, k * step) / DOTS_Y == row) {
            return tick_label(canvas, k * step, out);
        }
    }
    out[0] = '\0';
    return out;
}

static void append_plot(const struct canvas *canvas, double step, size_t label_columns,
                        struct str *out)
{
    for (size_t row = 0; row < canvas->rows; row++) {
        char label[CHART_LABEL_MAX];
        row_label(canvas, row, step, label);
        append_blanks(out, label_columns - strlen(label));
        str_append(out, label);
        str_append(out, label[0] != '\0' ? " ┤" : " │");
        size_t last = canvas->columns;
        while (last > 0 && canvas_cell(canvas, last - 1, row)->dots == 0 &&
               canvas_cell(canvas, last - 1, row)->glyph == NULL) {
            last--;
        }
        for (size_t column = 0; column < last; column++) {
            const struct cell *cell = canvas_cell(canvas, column, row);
            if (cell->glyph != NULL) {
                str_append(out, cell->glyph);
            } else if (cell->dots != 0) {
                append_braille(out, cell->dots);
            } else {
                str_append_char(out, ' ');
            }
        }
        str_append_char(out, '\n');
    }
}

static void append_axis(const struct chart *chart, const struct canvas *canvas,
                        size_t label_columns, struct str *out)
{
    struct time_ticks ticks;
    size_t most = canvas->columns / TIME_LABEL_COLUMNS;
    if (chart->x_second > 0)
        chart_count_ticks(canvas->from, canvas->to, chart->x_second, most, &ticks);
    else
        chart_time_ticks(canvas->from, canvas->to, most, &ticks);
    struct str labels = {0};
    append_blanks(out, label_columns);
    str_append(out, " └");
    append_blanks(&labels, label_columns + 2);
    size_t next = 0;
    for (size_t column = 0; column < canvas->columns; column++) {
        double share = (double)column / (double)canvas->columns;
        double edge = (double)canvas->from + share * (double)(canvas->to - canvas->from);
        double width = (double)(canvas->to - canvas->from) / (double)canvas->columns;
        bool tick = next < ticks.count && (double)ticks.at[next] < edge + width;
        str_append(out, tick ? "┬" : "─");
        if (tick) {
            size_t at = label_columns + 2 + column;
            size_t length = strlen(ticks.label[next]);
            if (at + length <= label_columns + 2 + canvas->columns && labels.length <= at) {
                append_blanks(&labels, at - labels.length);
                str_append(&labels, ticks.label[next]);
                str_append_char(&labels, ' ');
            }
            next++;
        }
    }
    while (labels.length > 0 && labels.data[labels.length - 1] == ' ') {
        labels.data[--labels.length] = '\0';
    }
    str_appendf(out, "\n%s\n", str_text(&labels));
    str_release(&labels);
}

/// What a layer looks like; a level line as it is drawn, any other as a line.
static const char *layer_sample(const struct canvas *canvas, const struct chart_layer *layer)
{
    static const char *const sample[] = {
        [CHART_SOLID] = "⣿", [CHART_DOTTED] = "⢕", [CHART_POINTS] = POINT_GLYPH};
    if (layer->texture != CHART_LINE)
        return sample[layer->texture];
    const char *glyph = NULL;
    for (size_t i = 0; i < layer->n; i++) {
        if (!isfinite(layer->high[i]))
            continue;
        const char *drawn = line_glyph(canvas, layer->high[i]);
        if (glyph != NULL && strcmp(glyph, drawn) != 0)
            return "━";
        glyph = drawn;
    }
    return glyph == NULL ? "━" : glyph;
}

/// The legend: lines break between its entries only.
static void append_legend(const struct chart *chart, const struct canvas *canvas, size_t columns,
                          struct str *out)
{
    struct str entry = {0};
    size_t used = 0;
    bool titled = chart->y_title != NULL && chart->y_title[0] != '\0';
    if (titled) {
        str_appendf(out, "  %s%s", chart->y_title, chart->x_second > 0 ? "" : ":");
        used = 3 + utf8_width(chart->y_title, strlen(chart->y_title));
    }
    if (chart->x_second > 0 && chart->x_title != NULL) {
        str_appendf(out, " over %s;", chart->x_title);
        used += 7 + utf8_width(chart->x_title, strlen(chart->x_title));
    }
    for (size_t k = 0; k < chart->layers; k++) {
        const struct chart_layer *layer = &chart->layer[k];
        str_clear(&entry);
        str_appendf(&entry, "%s %s%s", layer_sample(canvas, layer), layer->name,
                    k + 1 < chart->layers ? "," : "");
        size_t width = utf8_width(entry.data, entry.length);
        bool breaks = used > 2 && used + 1 + width > columns;
        str_appendf(out, "%s%s", breaks ? "\n  " : used == 0 ? "  " : " ", entry.data);
        used = (breaks || used == 0 ? 2 : used + 1) + width;
    }
    str_append_char(out, '\n');
    str_release(&entry);
}

/// Ranges first: lines and points cover them.
static void draw_layers(const struct chart *chart, const struct canvas *canvas)
{
    for (int glyphs = 0; glyphs < 2; glyphs++)
        for (size_t k = 0; k < chart->layers; k++) {
            const struct chart_layer *layer = &chart->layer[k];
            bool by_glyph = layer->texture == CHART_LINE || layer->texture == CHART_POINTS;
            if (by_glyph && glyphs == 1)
                draw_glyphs(canvas, layer);
            else if (!by_glyph && glyphs == 0)
                draw_range(canvas, layer);
        }
}

void chart_render(const struct chart *chart, struct str *out)
{
    struct canvas canvas = {.rows = chart->rows > 0 ? chart->rows : ROWS_DEFAULT};
    size_t columns = chart->columns > 0 ? chart->columns : COLUMNS_DEFAULT;
    struct chart_extent extent;
    if (!chart_extent_of(chart, &extent)) {
        str_append(out, "  (no values)\n");
        return;
    }
    canvas.from = extent.from;
    canvas.to = extent.to;
    canvas.low = extent.low;
    canvas.high = extent.high;
    canvas.unit = chart_axis_unit(chart->y_unit, canvas.high);
    double step =
        canvas.unit.worth *
        chart_value_step((canvas.high - canvas.low) / canvas.unit.worth, canvas.rows > 8 ? 4 : 2);
    canvas.low = floor(canvas.low / step + 1e-9) * step;
    char label[CHART_LABEL_MAX];
    size_t label_columns = 0;
    for (double k = round(canvas.low / step); k * step <= canvas.high * (1 + 1e-9); k++) {
        size_t length = strlen(tick_label(&canvas, k * step, label));
        label_columns = length > label_columns ? length : label_columns;
    }
    label_columns += 1;
    canvas.columns = columns > label_columns + 12 ? columns - label_columns - 2 : 10;
    canvas.cell = mem_alloc(canvas.columns * canvas.rows, sizeof *canvas.cell);
    draw_layers(chart, &canvas);
    if (chart->now != INSTANT_NONE) {
        draw_now(&canvas, chart->now);
    }
    append_plot(&canvas, step, label_columns, out);
    append_axis(chart, &canvas, label_columns, out);
    append_legend(chart, &canvas, columns, out);
    free(canvas.cell);
}
