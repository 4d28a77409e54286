#include "input/forecast_options.h"

#include "base/str.h"
#include "ingest/ingest.h"
#include "input/ignore_option.h"
#include "input/read_events.h"
#include "input/read_series.h"
#include "series/grid.h"

#include <math.h>
#include <string.h>

enum { NAMES_SHOWN = 6 };

static int refuse_several(const char *path, const struct series_set *set, struct err *err)
{
    struct str names = {0};
    struct str file = {0};
    str_append_escaped(&file, path, strlen(path));
    for (size_t i = 0; i < set->count && i < NAMES_SHOWN; i++) {
        const char *name = set->item[i].key != NULL ? set->item[i].key : set->item[i].name;
        str_append(&names, i > 0 ? ", " : "");
        str_append_escaped(&names, name, strlen(name));
    }
    int status =
        set->count == 0
            ? err_set(err, ERR_DATA, "%s: --driver: no values in it", str_text(&file))
            : err_set(err, ERR_DATA,
                      "%s: --driver takes one metric and the file has %zu series (%s%s): headroom "
                      "clean FILE --value COLUMN -o driver.csv writes one of them",
                      str_text(&file), set->count, str_text(&names),
                      set->count > NAMES_SHOWN ? " ..." : "");
    str_release(&names);
    str_release(&file);
    return status;
}

/// Reads the file of --driver, if it was given, as any metric export; times without an offset are
/// those of `zone` (NULL: UTC). Zero-initialise `driver`; release it with series_input_release.
/// Errors: those of the file; none or several series in it.
static int read_driver(struct invocation *invocation, struct zone *zone,
                       struct series_input *driver, struct err *err)
{
    const char *path = option_text(invocation, OPT_DRIVER);
    if (path == NULL)
        return 0;
    const struct ingest_options reading = {.zone = zone, .threads = threads_option(invocation)};
    const struct grid_options grid = {
        .gaps = GAPS_KEEP, .since = INSTANT_NONE, .until = INSTANT_NONE, .zone = zone};
    if (ingest_file(path, &reading, &driver->samples, &invocation->notes, err) != 0 ||
        grid_build(&driver->samples, &grid, &driver->set, &invocation->notes, err) != 0)
        return -1;
    return driver->set.count == 1 ? 0 : refuse_several(path, &driver->set, err);
}

enum { CHOICE_AUTO, CHOICE_NONE };

const struct option_use options_forecast[] = {
    {OPT_HORIZON, NULL,
     "default: a quarter of the history, in whole weeks where it is more than one"},
    {OPT_CHANGEPOINT, NULL, "none: level shifts are not told either"},
    {OPT_STOCK, NULL, NULL},
    {OPT_IGNORE, NULL, "incidents that are over are left out without it, and told"},
    {OPT_EVENTS, NULL, "past ones are left out of the fit and measured, those to come put on"},
    {OPT_CAP, NULL, NULL},
    {OPT_DRIVER, NULL, "its rows beyond the demand's end are its plan; default horizon: all of it"},
    {OPT_NONE, NULL, NULL},
};

void note_horizon_in_minutes(struct invocation *invocation, const char *text, double horizon_s)
{
    size_t length = text == NULL ? 0 : strlen(text);
    if (length > 1 && text[length - 1] == 'm' && horizon_s < 3600)
        notes_add(&invocation->notes, NOTE_INFO, "horizon-minutes",
                  "--horizon %s is minutes; months are mo, such as 3mo", text);
}

static bool has_service(const struct series_set *set, const char *service)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->item[i].key != NULL && strcmp(set->item[i].key, service) == 0)
            return true;
    return false;
}

int forecast_events_read(struct invocation *invocation, const struct series_input *input,
                         struct planned_events *events, struct err *err)
{
    if (read_events(invocation, input->zone, events, err) != 0)
        return -1;
    for (size_t i = 0; i < events->count; i++) {
        const struct planned_event *event = &events->item[i];
        if (event->service == NULL || has_service(&input->set, event->service))
            continue;
        notes_add(&invocation->notes, NOTE_WARNING, "event-service",
                  "%s:%zu: service: no series is of \"%s\", so %s acts on none", events->file,
                  event->line, invocation_escape(invocation, event->service),
                  invocation_escape(invocation, event->name));
    }
    return 0;
}

int stock_option(const struct invocation *invocation, enum stock_choice *stock, struct err *err)
{
    static const struct {
        enum option_id id;
        const char *name;
    } causes[] = {{OPT_DRIVER, "--driver"}, {OPT_EVENTS, "--events"}, {OPT_CAP, "--cap"}};
    const char *choice = option_text(invocation, OPT_STOCK);
    *stock = choice == NULL ? STOCK_BY_EVIDENCE : strcmp(choice, "yes") == 0 ? STOCK_YES : STOCK_NO;
    for (size_t i = 0; i < sizeof causes / sizeof causes[0] && *stock == STOCK_YES; i++)
        if (command_option(invocation->command, causes[i].id) != NULL &&
            option_given(invocation, causes[i].id))
            return err_set(err, ERR_USAGE,
                           "--stock yes: what fills up follows its own trend, and %s is of demand; "
                           "leave one of the two out",
                           causes[i].name);
    return 0;
}

/// What the command line itself says.
static int take_options(struct invocation *invocation, const struct zone *zone,
                        struct forecast_options *options, struct err *err)
{
    *options = (struct forecast_options){.zone = zone, .changepoint = INSTANT_NONE};
    double horizon = option_number(invocation, OPT_HORIZON);
    if (!isnan(horizon)) {
        if (!(horizon >= 1) || horizon > 1e12)
            return err_set(err, ERR_USAGE, "--horizon: \"%s\" is no time to look ahead, such as 4w",
                           option_text(invocation, OPT_HORIZON));
        options->horizon_s = (int64_t)ceil(horizon);
        note_horizon_in_minutes(invocation, option_text(invocation, OPT_HORIZON), horizon);
    }
    int choice = option_choice(invocation, OPT_CHANGEPOINT);
    options->changepoint_auto = choice == CHOICE_AUTO;
    options->changepoint_none = choice == CHOICE_NONE;
    if (stock_option(invocation, &options->stock, err) != 0)
        return -1;
    option_quantity(invocation, OPT_CAP, &options->cap);
    return option_instant(invocation, OPT_CHANGEPOINT, zone, &options->changepoint, err);
}

int forecast_options_of(struct invocation *invocation, const struct series_input *input,
                        struct forecast_sources *sources, struct forecast_options *options,
                        struct err *err)
{
    if (take_options(invocation, input->zone, options, err) != 0 ||
        ignore_option(invocation, input->zone, &input->set, &options->ignoring, err) != 0 ||
        forecast_events_read(invocation, input, &sources->events, err) != 0 ||
        read_driver(invocation, input->zone, &sources->driver, err) != 0)
        return -1;
    options->events = sources->events.count > 0 ? &sources->events : NULL;
    options->driver = sources->driver.set.count > 0 ? &sources->driver.set.item[0] : NULL;
    return 0;
}

void forecast_sources_release(struct forecast_sources *sources)
{
    planned_events_release(&sources->events);
    series_input_release(&sources->driver);
}

int one_metric(const struct series_set *set, struct err *err)
{
    if (set->count == 0)
        return err_set(err, ERR_DATA, "there are no values to forecast");
    struct str names = {0};
    size_t metrics = 0;
    for (size_t i = 0; i < set->count; i++) {
        const char *name = set->item[i].name;
        size_t first = 0;
        while (strcmp(set->item[first].name, name) != 0)
            first++;
        if (first < i)
            continue;
        str_append(&names, metrics++ == 0 ? "" : ", ");
        str_append_escaped(&names, name, strlen(name));
    }
    int status = 0;
    if (metrics > 1)
        status =
            err_set(err, ERR_USAGE, "the data have %zu metrics (%s): --value names the one meant",
                    metrics, str_text(&names));
    str_release(&names);
    return status;
}

const char *key_column(const struct invocation *invocation)
{
    const char *by = option_text(invocation, OPT_BY);
    return by == NULL || strchr(by, ',') != NULL ? "service" : by;
}

void add_series_notes(struct invocation *invocation, const struct series *series,
                      struct notes *notes)
{
    char key[160] = "";
    if (series->key != NULL)
        err_quote(key, sizeof key, series->key, strlen(series->key));
    for (size_t i = 0; i < notes->count; i++)
        notes_add(&invocation->notes, notes->note[i].level, notes->note[i].kind, "%s%s%s", key,
                  series->key != NULL ? ": " : "", notes->note[i].text);
    notes_release(notes);
}
