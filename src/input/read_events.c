#include "input/read_events.h"

int read_events(struct invocation *invocation, const struct zone *zone,
                struct planned_events *events, struct err *err)
{
    const char *path = option_text(invocation, OPT_EVENTS);
    struct byte_source *source;
    if (path == NULL)
        return 0;
    if (byte_source_open(&source, path, err) != 0)
        return -1;
    int result = planned_events_read(source, zone, events, &invocation->notes, err);
    byte_source_close(source);
    return result;
}
