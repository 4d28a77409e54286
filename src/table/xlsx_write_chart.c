#include "table/xlsx_write_book.h"

#include <math.h>

enum {
    WIDTH_PX = 960,
    HEIGHT_PX = 420,
    DEFAULT_WIDTH_PX = 480, ///< libxlsxwriter's chart, which is then scaled
    DEFAULT_HEIGHT_PX = 288,
    TICKS_MAX = 9,
    MS_PER_DAY = 86400000,
};

static char *clean(struct xlsx *book, const char *text)
{
    struct str out = {0};
    xlsx_append_clean(&out, text);
    char *copy = arena_strdup(&book->arena, str_text(&out));
    str_release(&out);
    return copy;
}

/// The shortest spacing of ticks, in days, of which at most TICKS_MAX fit into the span.
static double tick_days(double span_days)
{
    static const double spacing[] = {1.0 / 288, 1.0 / 96, 1.0 / 24, 1.0 / 8, 0.25, 0.5, 1,
                                     2,         7,        14,       28,      56,   91,  182};
    size_t count = sizeof spacing / sizeof *spacing;
    for (size_t i = 0; i < count; i++)
        if (span_days / spacing[i] <= TICKS_MAX)
            return spacing[i];
    return 364 * ceil(span_days / 364 / TICKS_MAX);
}

static void set_time_axis(lxw_chart *drawn, const struct xlsx_chart *chart)
{
    lxw_chart_font small = {.size = 9};
    double days = (double)(chart->to - chart->from) / MS_PER_DAY;
    chart_axis_set_num_format(drawn->x_axis, days >= TICKS_MAX ? "yyyy-mm-dd"
                                             : days >= 1       ? "mm-dd hh:mm"
                                                               : "hh:mm");
    chart_axis_set_num_font(drawn->x_axis, &small);
    chart_axis_major_gridlines_set_visible(drawn->x_axis, LXW_FALSE);
    if (!(days > 0))
        return;
    chart_axis_set_min(drawn->x_axis, xlsx_serial(chart->from));
    chart_axis_set_max(drawn->x_axis, xlsx_serial(chart->to));
    chart_axis_set_major_unit(drawn->x_axis, tick_days(days));
}

static void set_value_axis(lxw_chart *drawn, struct xlsx *book, const struct xlsx_chart *chart)
{
    lxw_chart_font small = {.size = 9};
    lxw_chart_line grid = {.color = 0xD9D9D9, .width = 0.5};
    // "#,##0.###" would leave the point of whole numbers standing ("1,500.").
    chart_axis_set_num_format(drawn->y_axis, "[>=100]#,##0;[<=-100]-#,##0;General");
    chart_axis_set_num_font(drawn->y_axis, &small);
    chart_axis_major_gridlines_set_line(drawn->y_axis, &grid);
    if (chart->y_title != NULL) {
        chart_axis_set_name(drawn->y_axis, clean(book, chart->y_title));
        chart_axis_set_name_font(drawn->y_axis, &small);
    }
    if (chart->from_zero)
        chart_axis_set_min(drawn->y_axis, 0);
}

static void add_series(lxw_chart *drawn, struct xlsx *book, const struct xlsx_chart_series *wanted)
{
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    const char *sheet = wanted->sheet->name;
    chart_series_set_categories(series, sheet, wanted->first_row, wanted->time_column,
                                wanted->last_row, wanted->time_column);
    chart_series_set_values(series, sheet, wanted->first_row, wanted->value_column,
                            wanted->last_row, wanted->value_column);
    chart_series_set_name(series, clean(book, wanted->name));
    lxw_chart_line line = {
        .color = wanted->rgb == 0 ? LXW_COLOR_BLACK : wanted->rgb,
        .width = wanted->line == XLSX_LINE_THIN ? 0.75F : 1.75F,
        .dash_type =
            wanted->line == XLSX_LINE_DASHED ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID,
    };
    chart_series_set_line(series, &line);
}

static void set_title(lxw_chart *drawn, struct xlsx *book, const char *title)
{
    lxw_chart_font heading = {.size = 13, .bold = LXW_TRUE};
    if (title == NULL) {
        chart_title_off(drawn);
        return;
    }
    chart_title_set_name(drawn, clean(book, title));
    chart_title_set_name_font(drawn, &heading);
}

static void place(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, lxw_chart *drawn,
                  uint32_t width_px, uint32_t height_px)
{
    double width = width_px == 0 ? WIDTH_PX : width_px;
    double height = height_px == 0 ? HEIGHT_PX : height_px;
    lxw_chart_options options = {.x_scale = width / DEFAULT_WIDTH_PX,
                                 .y_scale = height / DEFAULT_HEIGHT_PX};
    xlsx_check(sheet, row, column,
               worksheet_insert_chart_opt(sheet->sheet, row, column, drawn, &options));
}

int xlsx_insert_chart(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                      const struct xlsx_chart *chart, struct err *err)
{
    struct xlsx *book = sheet->book;
    lxw_chart *drawn = workbook_add_chart(book->book, LXW_CHART_SCATTER_STRAIGHT);
    if (drawn == NULL)
        return err_set(err, ERR_SYSTEM, "%s: %s: the chart cannot be made", book->path,
                       sheet->name);
    for (size_t i = 0; i < chart->count; i++)
        add_series(drawn, book, &chart->series[i]);
    set_title(drawn, book, chart->title);
    set_time_axis(drawn, chart);
    set_value_axis(drawn, book, chart);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    chart_show_blanks_as(drawn, LXW_CHART_BLANKS_AS_GAP);
    place(sheet, row, column, drawn, chart->width_px, chart->height_px);
    return 0;
}

static void add_bars(lxw_chart *drawn, struct xlsx *book, const struct xlsx_bar_series *wanted,
                     enum xlsx_bars kind)
{
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    lxw_chart_fill fill = {.color = wanted->rgb, .none = wanted->fill == XLSX_FILL_NONE};
    lxw_chart_line border = {.color = wanted->rgb,
                             .width = 0.75F,
                             .none = kind == XLSX_AREAS_STACKED || wanted->fill == XLSX_FILL_NONE};
    chart_series_set_categories(series, wanted->sheet->name, wanted->first_row, wanted->name_column,
                                wanted->last_row, wanted->name_column);
    chart_series_set_values(series, wanted->sheet->name, wanted->first_row, wanted->value_column,
                            wanted->last_row, wanted->value_column);
    if (wanted->name != NULL)
        chart_series_set_name(series, clean(book, wanted->name));
    if (wanted->fill == XLSX_FILL_HATCHED) {
        lxw_chart_pattern hatch = {.fg_color = wanted->rgb,
                                   .bg_color = LXW_COLOR_WHITE,
                                   .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
        chart_series_set_pattern(series, &hatch);
    } else {
        chart_series_set_fill(series, &fill);
    }
    chart_series_set_line(series, &border);
}

int xlsx_insert_bars(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                     const struct xlsx_bar_chart *chart, struct err *err)
{
    static const uint8_t type[] = {LXW_CHART_COLUMN, LXW_CHART_BAR_STACKED, LXW_CHART_AREA_STACKED};
    struct xlsx *book = sheet->book;
    lxw_chart_font small = {.size = 9};
    lxw_chart_line grid = {.color = 0xD9D9D9, .width = 0.5};
    lxw_chart *drawn = workbook_add_chart(book->book, type[chart->kind]);
    if (drawn == NULL)
        return err_set(err, ERR_SYSTEM, "%s: %s: the chart cannot be made", book->path,
                       sheet->name);
    for (size_t i = 0; i < chart->count; i++)
        add_bars(drawn, book, &chart->series[i], chart->kind);
    set_title(drawn, book, chart->title);
    // Bars lie: libxlsxwriter calls the axis that their names are on y then.
    const bool lies = chart->kind == XLSX_BARS_STACKED;
    lxw_chart_axis *names = lies ? drawn->y_axis : drawn->x_axis;
    lxw_chart_axis *values = lies ? drawn->x_axis : drawn->y_axis;
    if (lies)
        chart_axis_set_reverse(names);
    chart_axis_set_num_font(names, &small);
    chart_axis_set_num_font(values, &small);
    chart_axis_set_num_format(values,
                              chart->number_format == NULL ? "#,##0" : chart->number_format);
    chart_axis_major_gridlines_set_line(values, &grid);
    if (!isnan(chart->from))
        chart_axis_set_min(values, chart->from);
    if (chart->y_title != NULL) {
        chart_axis_set_name(values, clean(book, chart->y_title));
        chart_axis_set_name_font(values, &small);
    }
    if (chart->kind == XLSX_AREAS_STACKED)
        chart_axis_set_interval_tick(drawn->x_axis, 168);
    if (chart->kind == XLSX_AREAS_STACKED)
        chart_axis_set_interval_unit(drawn->x_axis, 168);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    place(sheet, row, column, drawn, chart->width_px, chart->height_px);
    return 0;
}
