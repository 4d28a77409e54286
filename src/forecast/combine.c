#include "forecast/combine.h"

#include <math.h>

#define MIDDLE_LOW 0.35
#define MIDDLE_HIGH 0.65

double combine(const double *value, const double *weight, size_t count)
{
    size_t order[COMBINE_MOST];
    size_t used = 0;
    double total = 0;
    for (size_t i = 0; i < count && i < COMBINE_MOST; i++) {
        if (!(weight[i] > 0) || isnan(value[i]))
            continue;
        total += weight[i];
        size_t place = used++;
        for (; place > 0 && value[order[place - 1]] > value[i]; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
    if (used == 0)
        return NAN;
    double below = 0;
    double sum = 0;
    for (size_t i = 0; i < used && below < MIDDLE_HIGH; i++) {
        double above = below + weight[order[i]] / total;
        double part =
            (above < MIDDLE_HIGH ? above : MIDDLE_HIGH) - (below > MIDDLE_LOW ? below : MIDDLE_LOW);
        if (part > 0)
            sum += part * value[order[i]];
        below = above;
    }
    return sum / (MIDDLE_HIGH - MIDDLE_LOW);
}
