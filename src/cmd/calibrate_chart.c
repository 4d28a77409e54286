// The measurement as a chart: points, the model's curve and the answer.
#include "answer/chart.h"
#include "base/memory.h"
#include "cmd/calibrate_answer.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 144, CHART_ROWS = 10, CHART_COLUMNS = 76 };

/// How far the axis goes beyond the last point and the answer.
#define AXIS_MARGIN 1.05

/// The model's value, of one instance; NaN where there is none.
static double model_at(const struct calibrate_run *run, double x)
{
    if (run->load.has_usl)
        return usl_throughput(&run->load.usl, x);
    if (run->kind == CALIBRATE_PRODUCTION)
        return run->production.line.intercept + run->production.line.slope * x;
    return NAN;
}

static double axis_end(const struct calibrate_run *run, const struct calibrate_points *points)
{
    double end = 0;
    for (size_t i = 0; i < points->n; i++)
        end = fmax(end, points->x[i]);
    if (run->kind == CALIBRATE_PRODUCTION)
        end = fmax(end, run->calibration.rate);
    else if (run->load.has_usl)
        end = fmax(end, run->load.concurrency);
    return end * AXIS_MARGIN;
}

/// The points' highest value in each step of the axis.
static void place_points(const struct calibrate_points *points, double step, double value[STEPS])
{
    for (size_t i = 0; i < STEPS; i++)
        value[i] = NAN;
    for (size_t i = 0; i < points->n; i++) {
        if (isnan(points->x[i]) || isnan(points->y[i]))
            continue;
        size_t at = (size_t)fmin(points->x[i] / step, STEPS - 1);
        value[at] = fmax(value[at], points->y[i]);
    }
}

void calibrate_write_chart(const struct calibrate_run *run, const struct calibrate_points *points,
                           struct document *document)
{
    double end = axis_end(run, points);
    if (points->n == 0 || !(end > 0) || isinf(end))
        return;
    double step = end / STEPS;
    double measured[STEPS], model[STEPS], answer[STEPS];
    bool production = run->kind == CALIBRATE_PRODUCTION;
    place_points(points, step, measured);
    for (size_t i = 0; i < STEPS; i++) {
        model[i] = model_at(run, ((double)i + 0.5) * step);
        answer[i] = production ? (double)NAN : run->calibration.rate;
    }
    const struct chart_layer layers[] = {
        {"measured", CHART_POINTS, 0, 1, STEPS, NULL, measured},
        {"model", CHART_SOLID, 0, 1, STEPS, NULL, model},
        {"the answer", CHART_LINE, 0, 1, STEPS, NULL, answer},
    };
    struct chart chart = {
        .y_title = production ? "CPU" : "rate",
        .x_title = production          ? "requests/s"
                   : run->load.has_usl ? "concurrency"
                                       : "rate sent",
        .x_second = step,
        .layer = layers,
        .layers = production ? 2 : 3,
        .now = INSTANT_NONE,
        .columns = CHART_COLUMNS,
        .rows = CHART_ROWS,
    };
    struct str text = {0};
    chart_render(&chart, &text);
    document_heading(document, production ? "CPU by rate" : "Rate by load");
    document_preformatted(document, str_text(&text));
    str_release(&text);
}
