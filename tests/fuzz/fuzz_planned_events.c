// Any bytes as an events file: read or refused, and what is read stays within its bounds at any
// time.
#include "forecast/planned_events.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/// Strengths are 0 to 1, and a factor is a number, about the start and about the last wave.
static bool behaves(const struct planned_event *event)
{
    static const int64_t step[] = {1, 300 * 1000, 24 * 3600 * 1000};
    int64_t last = (int64_t)(event->waves - 1) * event->every_ms;
    const instant from[] = {event->start - event->ramp_ms, event->start - 1, event->start,
                            event->start + last + event->duration_ms, event->start + last / 2};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        for (size_t k = 0; k < sizeof step / sizeof *step; k++) {
            double strength = planned_event_strength(event, from[i], from[i] + step[k]);
            double factor = planned_event_factor(event, strength);
            if (!(strength >= 0 && strength <= 1) || !(factor >= 0) || !isfinite(factor))
                return false;
        }
    return planned_event_strength(event, event->start, event->start + 1) == 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct planned_events events = {0};
    struct notes notes = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = planned_events_read(source, NULL, &events, &notes, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    for (size_t i = 0; i < events.count; i++)
        if (!behaves(&events.item[i]))
            abort();
    planned_events_release(&events);
    notes_release(&notes);
    return 0;
}
