#include "cmd/event_effects.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/str.h"
#include "cmd/read_events.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 256 };

int event_effects_read(struct invocation *invocation, struct event_effects *effects,
                       struct err *err)
{
    struct zone *zone = NULL;
    if (option_given(invocation, OPT_EVENTS) && option_given(invocation, OPT_TZ) &&
        zone_open(&zone, option_text(invocation, OPT_TZ), err) != 0)
        return -1;
    int result = read_events(invocation, zone, &effects->events, err);
    zone_close(zone);
    return result;
}

/// The step of the table: the least time from a row to the next of its service; with single rows
/// they are taken as moments. Errors: a row without a time.
static int find_step(const struct demand_table *demand, int64_t *step, struct err *err)
{
    *step = INT64_MAX;
    if (demand->time == SIZE_MAX)
        return err_at(err, demand->file, 0, NULL,
                      "no column \"time\": --events needs to know when; headroom forecast and "
                      "headroom clean write it");
    const instant *time = demand->table.column[demand->time].time;
    struct key_index services = {0};
    size_t *last = mem_alloc(demand->table.rows, sizeof *last); // row of each service
    int result = 0;
    for (size_t row = 0; row < demand->table.rows && result == 0; row++) {
        const char *service = demand_table_key(demand, row);
        bool added;
        size_t place = key_index_put(&services, service == NULL ? "" : service,
                                     service == NULL ? 0 : strlen(service), &added);
        if (time[row] == INSTANT_NONE)
            result = err_at(err, demand->file, demand->line[row], "time", "no time in this row");
        else if (!added && time[row] > time[last[place]] && time[row] - time[last[place]] < *step)
            *step = time[row] - time[last[place]];
        last[place] = row;
    }
    if (*step == INT64_MAX)
        *step = 1;
    key_index_release(&services);
    free(last);
    return result;
}

/// What the events make of one row, and their names.
static int apply_events(struct invocation *invocation, const struct demand_table *demand,
                        struct event_effects *effects, size_t row, int64_t step, struct err *err)
{
    const struct planned_events *events = &effects->events;
    instant from = demand->table.column[demand->time].time[row];
    effects->factor[row] = planned_events_factor(events, demand_table_key(demand, row), from,
                                                 from + step, effects->strength);
    if (!isfinite(effects->factor[row]))
        return err_at(err, demand->file, demand->line[row], "time",
                      "the events in this step multiply demand beyond all numbers");
    struct str names = {0};
    for (size_t i = 0; i < events->count; i++)
        effects->rows[i] += effects->strength[i] > 0;
    planned_events_names(events, effects->strength, &names);
    if (names.length > 0)
        effects->names[row] = arena_strdup(&invocation->arena, str_text(&names));
    str_release(&names);
    return 0;
}

/// "q4.csv:2: launch acts in 49 of 336 rows, up to 2.5x (confidence 80%, owner ana)".
static void note_event(struct invocation *invocation, const struct event_effects *effects,
                       size_t rows, size_t at)
{
    const struct planned_event *event = &effects->events.item[at];
    char name[SHOWN_MAX], confidence[SHOWN_MAX] = "", owner[SHOWN_MAX] = "";
    char factor[NUMBER_TEXT_MAX];
    const char *kind = arena_printf(&invocation->arena, "event-%zu", at);
    err_quote(name, sizeof name, event->name, strlen(event->name));
    if (event->confidence != NULL)
        err_quote(confidence, sizeof confidence, event->confidence, strlen(event->confidence));
    if (event->owner != NULL)
        err_quote(owner, sizeof owner, event->owner, strlen(event->owner));
    if (effects->rows[at] == 0) {
        notes_add(&invocation->notes, NOTE_WARNING, kind,
                  "%s:%zu: %s acts in no row; are its times those of the table%s?",
                  effects->events.file, event->line, name,
                  event->service == NULL ? "" : ", and its service one of them");
        return;
    }
    notes_add(&invocation->notes, NOTE_INFO, kind,
              "%s:%zu: %s acts in %zu of %zu rows, %sx%s%s%s%s", effects->events.file, event->line,
              name, effects->rows[at], rows,
              number_format_human(factor, planned_event_factor(event, 1), 4),
              *confidence == '\0' ? "" : ", confidence ", confidence,
              *owner == '\0' ? "" : ", owner ", owner);
}

int event_effects_find(struct invocation *invocation, const struct demand_table *demand,
                       struct event_effects *effects, struct err *err)
{
    size_t rows = demand->table.rows;
    size_t events = effects->events.count;
    int64_t step;
    if (events == 0)
        return 0;
    if (find_step(demand, &step, err) != 0)
        return -1;
    effects->factor = mem_alloc(rows, sizeof *effects->factor);
    effects->names = mem_alloc(rows, sizeof *effects->names);
    effects->rows = mem_alloc(events, sizeof *effects->rows);
    effects->strength = mem_alloc(events, sizeof *effects->strength);
    for (size_t row = 0; row < rows; row++)
        if (apply_events(invocation, demand, effects, row, step, err) != 0)
            return -1;
    for (size_t i = 0; i < events; i++)
        note_event(invocation, effects, rows, i);
    return 0;
}

void event_effects_release(struct event_effects *effects)
{
    free(effects->factor);
    free(effects->names);
    free(effects->rows);
    free(effects->strength);
    planned_events_release(&effects->events);
}
