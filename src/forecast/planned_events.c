#include "forecast/planned_events.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The greatest strength of one wave in [from, to): a trapezoid over time.
static double wave_strength(const struct planned_event *event, instant start, instant from,
                            instant to)
{
    instant end = start + event->duration_ms;
    if (to > start && from < end)
        return 1;
    if (event->ramp_ms == 0)
        return 0;
    instant away = to <= start ? start - to : from - end;
    return away >= event->ramp_ms ? 0 : 1 - (double)away / (double)event->ramp_ms;
}

double planned_event_strength(const struct planned_event *event, instant from, instant to)
{
    size_t first = 0;
    size_t last = event->waves - 1;
    if (last > 0) { // only the waves whose ramps can reach the step
        int64_t after = from - event->ramp_ms - event->duration_ms - event->start;
        int64_t before = to + event->ramp_ms - event->start;
        if (before < 0)
            return 0;
        if (after > 0)
            first = (size_t)(after / event->every_ms);
        if ((size_t)(before / event->every_ms) < last)
            last = (size_t)(before / event->every_ms);
    }
    double strongest = 0;
    for (size_t wave = first; wave <= last && strongest < 1; wave++)
        strongest =
            fmax(strongest,
                 wave_strength(event, event->start + (int64_t)wave * event->every_ms, from, to));
    return strongest;
}

double retry_amplification(double retry, size_t retries)
{
    if (retry >= 1) // every attempt fails: the first, and all that the limit allows
        return 1 + (double)retries;
    if (retries == SIZE_MAX)
        return 1 / (1 - retry);
    return (1 - pow(retry, (double)retries + 1)) / (1 - retry);
}

double planned_event_factor(const struct planned_event *event, double strength)
{
    return (1 + strength * (event->multiplier - 1)) *
           retry_amplification(strength * event->retry, event->retries) *
           (1 - strength * event->shed);
}

bool planned_event_concerns(const struct planned_event *event, const char *service)
{
    return event->service == NULL || (service != NULL && strcmp(service, event->service) == 0);
}

double planned_events_factor(const struct planned_events *events, const char *service, instant from,
                             instant to, double *strength)
{
    double factor = 1;
    for (size_t i = 0; i < events->count; i++) {
        const struct planned_event *event = &events->item[i];
        strength[i] =
            planned_event_concerns(event, service) ? planned_event_strength(event, from, to) : 0;
        factor *= planned_event_factor(event, strength[i]);
    }
    return factor;
}

void planned_events_names(const struct planned_events *events, const double *strength,
                          struct str *names)
{
    size_t before = names->length;
    for (size_t i = 0; i < events->count; i++) {
        if (strength[i] <= 0)
            continue;
        str_append(names, names->length == before ? "" : " + ");
        str_append(names, events->item[i].name);
    }
}

void planned_events_release(struct planned_events *events)
{
    free(events->item);
    arena_release(&events->arena);
    *events = (struct planned_events){0};
}
