#include "drawing/plot.h"

#include "drawing/chart_axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double plot_x(const struct plot *plot, double x)
{
    return plot->left +
           (x - plot->x_low) / (plot->x_high - plot->x_low) * (plot->right - plot->left);
}

double plot_y(const struct plot *plot, double y)
{
    return plot->bottom -
           (y - plot->y_low) / (plot->y_high - plot->y_low) * (plot->bottom - plot->top);
}

void plot_value_axis(const struct plot *plot, const struct unit *unit, size_t most)
{
    struct axis_unit shown = chart_axis_unit(unit, plot->y_high);
    double step = shown.worth * chart_value_step((plot->y_high - plot->y_low) / shown.worth, most);
    for (double k = ceil(plot->y_low / step - 1e-9) + 0.0; k * step <= plot->y_high * (1 + 1e-9);
         k++) {
        char label[CHART_LABEL_MAX];
        double y = plot_y(plot, k * step);
        bool is_base = fabs(k * step - plot->y_low) < step * 1e-6;
        chart_label_value(label, k * step / shown.worth);
        size_t used = strlen(label);
        if (k != 0)
            snprintf(label + used, sizeof label - used, "%s", shown.name);
        svg_line(plot->svg, plot->left, y, plot->right, y, is_base ? "ax" : "g");
        svg_text(plot->svg, plot->left - 6, y + 4, SVG_END, "s", label);
    }
}

/// A tick's label as a reader says it: "2 Mar" of "2026-03-02".
static const char *tick_words(const char *label, instant at, char out[DATE_TEXT_MAX])
{
    if (strlen(label) == strlen("2026-03-02"))
        return date_words(out, at, DATE_DAY);
    return label;
}

void plot_time_axis(const struct plot *plot)
{
    struct time_ticks ticks;
    size_t most = (size_t)((plot->right - plot->left) / 62);
    most = most < 2 ? 2 : most > CHART_TICKS_MAX ? CHART_TICKS_MAX : most;
    chart_time_ticks((instant)plot->x_low, (instant)plot->x_high, most, &ticks);
    double free_from = -INFINITY;
    for (size_t i = 0; i < ticks.count; i++) {
        char words[DATE_TEXT_MAX];
        double x = plot_x(plot, (double)ticks.at[i]);
        const char *label = tick_words(ticks.label[i], ticks.at[i], words);
        double half = svg_text_width(label, svg_letter_size(plot->svg, true)) / 2;
        double middle = fmin(fmax(x, half + 1), plot->svg->width - half - 1);
        if (middle - half < free_from)
            continue;
        svg_line(plot->svg, x, plot->bottom, x, plot->bottom + 4, "ax");
        svg_text(plot->svg, middle, plot->bottom + 18, SVG_MIDDLE, "s", label);
        free_from = middle + half + 8;
    }
}

double plot_top_value(double highest)
{
    return highest > 0 ? highest * 1.06 : 1;
}

const char *date_words(char out[DATE_TEXT_MAX], instant time, enum date_form form)
{
    static const char *const day[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const long_day[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const long_month[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
    struct civil civil;
    if (time == INSTANT_NONE)
        return memcpy(out, "-", sizeof "-");
    civil_from_instant(time, &civil);
    int weekday = civil_weekday(civil_days(civil.year, civil.month, civil.day));
    if (form == DATE_DAY)
        snprintf(out, DATE_TEXT_MAX, "%d %s", civil.day, month[civil.month - 1]);
    else if (form == DATE_WEEKDAY)
        snprintf(out, DATE_TEXT_MAX, "%s %d %s", day[weekday], civil.day, month[civil.month - 1]);
    else if (form == DATE_MINUTE)
        snprintf(out, DATE_TEXT_MAX, "%d %s %02d:%02d", civil.day, month[civil.month - 1],
                 civil.hour, civil.minute);
    else
        snprintf(out, DATE_TEXT_MAX, "%s %d %s", long_day[weekday], civil.day,
                 long_month[civil.month - 1]);
    return out;
}
