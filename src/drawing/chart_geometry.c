#include "drawing/chart_geometry.h"

#include <math.h>

static instant layer_end(const struct chart_layer *layer)
{
    return layer->start + (int64_t)layer->n * layer->step_s * INSTANT_PER_SECOND;
}

bool chart_bucket(const struct chart_layer *layer, double from, double to, double *mean,
                  double *highest)
{
    double step = (double)layer->step_s * (double)INSTANT_PER_SECOND;
    double first = floor((from - (double)layer->start) / step);
    double last = ceil((to - (double)layer->start) / step);
    size_t i = first > 0 ? (size_t)first : 0;
    size_t end = last > 0 ? (size_t)last : 0;
    const double *low = layer->low != NULL ? layer->low : layer->high;
    double sum = 0;
    size_t count = 0;
    *highest = -INFINITY;
    for (; i < end && i < layer->n; i++) {
        if (isfinite(low[i]) && isfinite(layer->high[i])) {
            sum += low[i];
            *highest = fmax(*highest, layer->high[i]);
            count++;
        }
    }
    *mean = count > 0 ? sum / (double)count : NAN;
    return count > 0;
}

bool chart_extent_of(const struct chart *chart, struct chart_extent *extent)
{
    bool any = false;
    *extent = (struct chart_extent){0};
    for (size_t k = 0; k < chart->layers; k++) {
        const struct chart_layer *layer = &chart->layer[k];
        for (size_t i = 0; i < layer->n; i++) {
            double low = layer->low != NULL ? layer->low[i] : layer->high[i];
            if (!isfinite(low) || !isfinite(layer->high[i]))
                continue;
            instant end = layer_end(layer);
            extent->low = fmin(extent->low, low);
            extent->high = fmax(extent->high, layer->high[i]);
            extent->from = any && extent->from < layer->start ? extent->from : layer->start;
            extent->to = any && extent->to > end ? extent->to : end;
            any = true;
        }
    }
    if (extent->high <= extent->low)
        extent->high = extent->low + 1;
    return any;
}
