#include "sim/timeline.h"

#include "base/vec.h"

#include <stdlib.h>

struct timeline_row *timeline_add(struct timeline *timeline)
{
    VEC_GROW(timeline->row, timeline->count, timeline->capacity);
    struct timeline_row *row = &timeline->row[timeline->count++];
    *row = (struct timeline_row){0};
    return row;
}

void timeline_clear(struct timeline *timeline)
{
    timeline->count = 0;
}

void timeline_release(struct timeline *timeline)
{
    free(timeline->row);
    *timeline = (struct timeline){0};
}
