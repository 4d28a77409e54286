// Charts in text: axes, no peak lost, exact pictures of small ones.
#include "drawing/chart.h"
#include "drawing/chart_axis.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static void test_value_axis(void)
{
    char label[CHART_LABEL_MAX];
    is_text(chart_label_value(label, 0), "0", "label: zero");
    is_text(chart_label_value(label, 1500), "1.5k", "label: thousands");
    is_text(chart_label_value(label, 12e6), "12M", "label: millions");
    is_text(chart_label_value(label, -0.05), "-0.05", "label: small and negative");
    near(chart_value_step(100, 4), 25, 1e-12, "step: 100 in 4");
    near(chart_value_step(101, 4), 50, 1e-12, "step: 101 in 4");
    near(chart_value_step(0.3, 3), 0.1, 1e-12, "step: 0.3 in 3");
    near(chart_value_step(39000, 4), 10000, 1e-12, "step: 39000 in 4");
}

static void test_time_axis(void)
{
    struct time_ticks ticks;
    instant monday = civil_days(2024, 3, 4) * SECONDS_PER_DAY * INSTANT_PER_SECOND;
    instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    chart_time_ticks(monday, monday + 28 * day, 5, &ticks);
    is_int(ticks.count, 5, "four weeks: five Mondays");
    is_text(ticks.label[1], "2024-03-11", "four weeks: dates");
    chart_time_ticks(monday, monday + day, 5, &ticks);
    is_int(ticks.count, 5, "a day: every six hours");
    is_text(ticks.label[1], "06:00", "a day: times");
    is_text(ticks.label[4], "2024-03-05", "a day: midnight is a date");
    chart_time_ticks(monday, monday + 400 * day, 6, &ticks);
    is_text(ticks.label[0], "2024-05", "a year: every second month, counted from January");
    chart_time_ticks(monday, monday + 4000 * day, 6, &ticks);
    is_text(ticks.label[0], "2026", "a decade: years on even grids");
    is_int(ticks.count, 5, "a decade: 2026 to 2034 by two");
}

static void test_picture(void)
{
    static const double value[] = {0, 1, 2, 3, 4, 5, 6, 8, NAN, NAN, 2, 2, 2, 2, 2, 2};
    static const double limit[] = {8, 8};
    const struct chart_layer layers[] = {
        {"history", CHART_SOLID, 0, 3600, 16, NULL, value},
        {"limit", CHART_LINE, 12 * 3600 * INSTANT_PER_SECOND, 2 * 3600, 2, NULL, limit},
    };
    const struct chart chart = {
        .y_title = "requests/s",
        .layer = layers,
        .layers = 2,
        .now = INSTANT_NONE,
        .columns = 28,
        .rows = 4,
    };
    struct str out = {0};
    chart_render(&chart, &out);
    is_text(str_text(&out),
            "   │         ⣀⡸⠉      ▔▔▔▔▔▔\n"
            " 5 ┤      ⣀⡰⠒⠁\n"
            "   │   ⣀⡰⠒⠁        ⣀⣀⣀⣀⣀⣀⣀⣀⣀\n"
            " 0 ┤⣀⡰⠒⠁\n"
            "   └┬─────────────────┬─────\n"
            "    1970-01-01        12:00\n"
            "  requests/s: ⣿ history,\n"
            "  ▔ limit\n",
            "small chart: a level line stands in the legend as it is drawn");
    str_release(&out);
}

static void test_points(void)
{
    static const double measured[] = {0, NAN, NAN, 3, NAN, NAN, 5, NAN};
    static const double model[] = {0, 1, 2, 3, 4, 5, 6, 7};
    const struct chart_layer layers[] = {
        {"measured", CHART_POINTS, 0, 1, 8, NULL, measured},
        {"model", CHART_SOLID, 0, 1, 8, NULL, model},
    };
    const struct chart chart = {
        .y_title = "rate",
        .x_title = "users",
        .x_second = 1,
        .layer = layers,
        .layers = 2,
        .now = INSTANT_NONE,
        .columns = 28,
        .rows = 4,
    };
    struct str out = {0};
    chart_render(&chart, &out);
    has_text(str_text(&out), "o measured, ⣿ model", "points have a sign of their own");
    size_t signs = 0;
    for (const char *at = str_text(&out); (at = strchr(at, 'o')) != NULL; at++)
        signs++;
    ok(signs >= 4, "which covers the curve where they are (%zu)", signs);
    str_release(&out);
}

static void test_bytes(void)
{
    struct unit bytes, rate, other;
    unit_parse("B", 1, &bytes);
    unit_parse("MB/s", 4, &rate);
    unit_parse("requests/s", 10, &other);
    near(chart_axis_unit(&bytes, 6e11).worth, 1073741824, 0, "600 GB are counted in GiB");
    is_text(chart_axis_unit(&bytes, 6e11).name, " GiB", "and say so");
    is_text(chart_axis_unit(&bytes, 1000).name, " B", "a few bytes are bytes");
    near(chart_axis_unit(&rate, 5).worth, 1048576 / 1e6, 1e-12, "5 MB/s are 4.8 MiB/s");
    is_text(chart_axis_unit(&rate, 5).name, " MiB/s", "of a rate too");
    is_text(chart_axis_unit(&other, 6e11).name, "", "all else is shown as it is");
    near(chart_axis_unit(NULL, 6e11).worth, 1, 0, "and what has no unit");

    static const double value[] = {0, 536870912000, 805306368000};
    const struct chart_layer layer = {"history", CHART_SOLID, 0, 3600, 3, NULL, value};
    const struct chart chart = {.y_title = "bytes",
                                .y_unit = &bytes,
                                .layer = &layer,
                                .layers = 1,
                                .now = INSTANT_NONE,
                                .columns = 40,
                                .rows = 12};
    struct str out = {0};
    chart_render(&chart, &out);
    for (const char *const *label =
             (const char *const[]){" 200 GiB ┤", " 400 GiB ┤", " 600 GiB ┤", "       0 ┤", NULL};
         *label != NULL; label++)
        has_text(str_text(&out), *label, "round numbers of GiB");
    str_release(&out);
}

static void test_no_peak_is_lost(void)
{
    static double value[10000];
    for (size_t i = 0; i < 10000; i++) {
        value[i] = 1;
    }
    value[6321] = 100;
    const struct chart_layer layer = {"x", CHART_SOLID, 0, 60, 10000, NULL, value};
    const struct chart chart = {.layer = &layer, .layers = 1, .now = INSTANT_NONE, .rows = 6};
    struct str out = {0};
    chart_render(&chart, &out);
    ok(strstr(str_text(&out), "\xE2\xA1") < strchr(str_text(&out), '\n'),
       "one step in 10,000 reaches the top row");
    str_release(&out);
}

static void test_nothing_to_draw(void)
{
    static const double value[] = {NAN, NAN};
    const struct chart_layer layer = {"x", CHART_SOLID, 0, 60, 2, NULL, value};
    const struct chart chart = {.layer = &layer, .layers = 1, .now = INSTANT_NONE};
    struct str out = {0};
    chart_render(&chart, &out);
    is_text(str_text(&out), "  (no values)\n", "only missing values");
    str_clear(&out);
    static const double zero[] = {0, 0, 0};
    const struct chart_layer flat = {"x", CHART_SOLID, 0, 60, 3, NULL, zero};
    const struct chart flat_chart = {.layer = &flat, .layers = 1, .now = INSTANT_NONE};
    chart_render(&flat_chart, &out);
    has_text(str_text(&out), "0 ┤", "all zero has an axis");
    str_release(&out);
}

static void test_sparkline(void)
{
    static const double value[] = {0, 1, 2, 3, 4, 5, 6, 7, NAN, 0};
    static const double flat[] = {3, 3};
    struct str out = {0};
    sparkline_render(value, 10, 20, &out);
    is_text(str_text(&out), "▁▂▃▄▅▆▇█ ▁", "sparkline: a block a value, blank where missing");
    str_clear(&out);
    sparkline_render(value, 8, 4, &out);
    is_text(str_text(&out), "▁▃▆█", "sparkline: the maximum of each bucket");
    str_clear(&out);
    sparkline_render(flat, 2, 10, &out);
    is_text(str_text(&out), "▅▅", "sparkline: a level line stands in the middle");
    str_release(&out);
}

static void test_heat_week(void)
{
    double hour[HOURS_OF_WEEK];
    for (size_t i = 0; i < HOURS_OF_WEEK; i++) {
        hour[i] = i < 24 ? (double)i : 0;
    }
    hour[167] = NAN;
    struct str out = {0};
    heat_week_render(hour, "requests/s", &out);
    has_text(str_text(&out), "  Mon ··········░░░░░░░░░░▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓██████████\n",
             "heat: a ramp shows five shades");
    has_text(str_text(&out), "  Sun ··············································  \n",
             "heat: missing is blank");
    has_text(str_text(&out), "·· 0 to ██ 23 requests/s\n", "heat: the scale is named");
    str_release(&out);
}

int main(void)
{
    test_value_axis();
    test_time_axis();
    test_picture();
    test_points();
    test_bytes();
    test_no_peak_is_lost();
    test_nothing_to_draw();
    test_sparkline();
    test_heat_week();
    return done();
}
