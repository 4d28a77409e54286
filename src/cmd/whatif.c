// headroom whatif: the same demand if it grows by factors, and with what is planned.
#include "answer/answer.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "forecast/planned_events.h"
#include "input/demand_table.h"
#include "input/read_events.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Zero-initialise; release with event_effects_release. The pointers are NULL without --events.
struct event_effects {
    struct planned_events events;
    double *factor;     ///< by which each row is multiplied
    const char **names; ///< of the events that act in each row, NULL where none does
    size_t *rows;       ///< in how many each event acts
    double *strength;   ///< of each event in the row that was computed last
};

enum { SHOWN_MAX = 256 };

/// Reads the file of --events, if it was given; --tz is the zone of its times.
static int event_effects_read(struct invocation *invocation, struct event_effects *effects,
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
            result = err_at(err, demand->row_file[row], demand->line[row], "time",
                            "no time in this row");
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
        return err_at(err, demand->row_file[row], demand->line[row], "time",
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

/// Computes the effect on each row and notes for each event where it acts, with its confidence and
/// owner; one that acts nowhere is a warning. Errors: no column of times, a row without one.
static int event_effects_find(struct invocation *invocation, const struct demand_table *demand,
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

static void event_effects_release(struct event_effects *effects)
{
    free(effects->factor);
    free(effects->names);
    free(effects->rows);
    free(effects->strength);
    planned_events_release(&effects->events);
}

static const struct schema_column columns_in[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, true,
                  "start of the step; events need it"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "what an event's service is compared with"),
    FIELD_UNBOUND("unit", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "unit of the numbers; otherwise the columns' names say it"),
    FIELD_UNBOUND("COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
                  "demand: mean, p50 ... p99 of a forecast, or the values of a series"),
    FIELD_END,
};

static const struct schema schema_in = {"a forecast, or a series of headroom clean", columns_in, 0};

static const struct schema_column columns_out[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, true,
                  "start of the step, as in the input"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "which service, as in the input"),
    FIELD_UNBOUND("scenario", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "the factor of --scale, such as 5x; the rows of one follow those of another"),
    FIELD_UNBOUND(
        "COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
        "the input's columns; demand is multiplied by the scale and by what the events make of it"),
    FIELD_UNBOUND("event", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "the events that act in this step, with + between them; only with --events"),
    FIELD_END,
};

static const struct schema schema_out = {"scenarios", columns_out, 0};

enum { SCENARIOS_MAX = 64, SCALE_MAX = 1000000 };

struct scenarios {
    struct invocation *invocation;
    struct demand_table demand;
    bool *scaled; ///< for each column of the input: whether it is demand
    struct event_effects effects;
    double scale[SCENARIOS_MAX];
    size_t scales;
};

// --- the options ---------------------------------------------------------------------------------

static int add_scale(struct scenarios *scenarios, const char *text, struct err *err)
{
    struct quantity factor;
    char shown[SHOWN_MAX];
    if (quantity_parse("--scale", text, DIMENSION_MULTIPLE, UNIT_HOURS_PER_MONTH, &factor, err) !=
        0)
        return -1;
    err_quote(shown, sizeof shown, text, strlen(text));
    if (!(factor.value > 0 && factor.value <= SCALE_MAX))
        return err_set(err, ERR_USAGE, "--scale: \"%s\" is out of bounds: above 0, at most %dx",
                       shown, SCALE_MAX);
    for (size_t i = 0; i < scenarios->scales; i++)
        if (scenarios->scale[i] == factor.value)
            return err_set(err, ERR_USAGE, "--scale: \"%s\" is there twice; name each factor once",
                           shown);
    if (scenarios->scales == SCENARIOS_MAX)
        return err_set(err, ERR_USAGE, "--scale: more than %d factors", SCENARIOS_MAX);
    scenarios->scale[scenarios->scales++] = factor.value;
    return 0;
}

static int read_scales(struct scenarios *scenarios, struct err *err)
{
    const char *at = option_text(scenarios->invocation, OPT_SCALE);
    for (;;) {
        size_t length = strcspn(at, ",");
        if (add_scale(scenarios, arena_strndup(&scenarios->invocation->arena, at, length), err) !=
            0)
            return -1;
        if (at[length] == '\0')
            return 0;
        at += length + 1;
    }
}

// --- which columns are demand --------------------------------------------------------------------

/// Latencies and shares do not grow with demand as a multiple of it.
static bool grows_with_demand(const struct unit *unit)
{
    return unit->dimension != DIMENSION_DURATION && unit->dimension != DIMENSION_RATIO;
}

static int mark_column(struct scenarios *scenarios, size_t at, struct err *err)
{
    const struct demand_table *demand = &scenarios->demand;
    const struct column *column = &demand->table.column[at];
    for (size_t row = 0; row < demand->table.rows; row++)
        if (column->number[row] < 0)
            return err_at(err, demand->row_file[row], demand->line[row], column->name,
                          "demand is %.10g; it must be 0 or more", column->number[row]);
    scenarios->scaled[at] = true;
    return 0;
}

/// The columns of --value.
static int mark_named(struct scenarios *scenarios, const char *names, struct err *err)
{
    const struct demand_table *demand = &scenarios->demand;
    const struct table *table = &demand->table;
    for (const char *at = names;; at++) {
        size_t length = strcspn(at, ",");
        const char *name = arena_strndup(&scenarios->invocation->arena, at, length);
        size_t found = table_find(table, name);
        char shown[SHOWN_MAX];
        err_quote(shown, sizeof shown, name, length);
        if (found == SIZE_MAX) {
            const char **known = mem_alloc(table->columns, sizeof *known);
            for (size_t i = 0; i < table->columns; i++)
                known[i] = table->column[i].name;
            const char *near = suggest_closest(name, known, table->columns);
            free(known);
            return err_at(err, demand->file, 0, NULL, "no column \"%s\" for --value%s%s%s", shown,
                          near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                          near == NULL ? "" : "?");
        }
        if (table->column[found].type != COLUMN_NUMBER)
            return err_at(err, demand->file, 0, NULL, "--value: column \"%s\" is not all numbers",
                          shown);
        if (mark_column(scenarios, found, err) != 0)
            return -1;
        at += length;
        if (*at == '\0')
            return 0;
    }
}

/// The columns that headroom forecast writes hold demand, whatever stands in them.
static bool is_of_forecast(const char *name)
{
    static const char *const names[] = {"mean", "p50", "p90", "p95", "p99"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/// A column of a forecast, or one most of whose cells are numbers, has bad cells where it is text:
/// unscaled it would be wrong. Where fewer are numbers, that it stays as it is is a warning.
static int refuse_bad_cell(struct scenarios *scenarios, const struct column *column,
                           struct err *err)
{
    const struct demand_table *demand = &scenarios->demand;
    size_t numbers = 0, others = 0, first = 0;
    const char *bad = NULL;
    for (size_t row = 0; row < demand->table.rows; row++) {
        const char *cell = column->text[row];
        double value;
        if (cell == NULL)
            continue;
        if (number_parse(cell, strlen(cell), &value)) {
            numbers++;
        } else {
            first = bad == NULL ? row : first;
            bad = bad == NULL ? cell : bad;
            others++;
        }
    }
    if (numbers == 0 || bad == NULL)
        return 0;
    char shown[ERR_TEXT_MAX / 2];
    if (numbers <= others && !is_of_forecast(column->name)) {
        notes_add(
            &scenarios->invocation->notes, NOTE_WARNING,
            arena_printf(&scenarios->invocation->arena, "whatif-text-%s", column->name),
            "%s:%zu: %s: \"%s\" is not a number, and the column stays as it is, though %zu of "
            "its cells are numbers; --value names what to multiply",
            demand->row_file[first], demand->line[first], column->name,
            err_quote(shown, sizeof shown, bad, strlen(bad)), numbers);
        return 0;
    }
    return err_at(err, demand->row_file[first], demand->line[first], column->name,
                  "\"%s\" is not a number, and the column would stay as it is (%zu such cells); "
                  "correct it, or name what to multiply with --value",
                  err_quote(shown, sizeof shown, bad, strlen(bad)), others);
}

static int mark_all(struct scenarios *scenarios, struct err *err)
{
    struct demand_table *demand = &scenarios->demand;
    size_t marked = 0;
    for (size_t i = 0; i < demand->table.columns; i++) {
        const struct column *column = &demand->table.column[i];
        if (column->type == COLUMN_TEXT && refuse_bad_cell(scenarios, column, err) != 0)
            return -1;
        if (column->type != COLUMN_NUMBER || strcmp(column->name, "filled") == 0)
            continue;
        struct unit unit = {.dimension = DIMENSION_UNKNOWN};
        demand->demand = i;
        if (demand->table.rows > 0)
            demand_table_unit(demand, 0, &unit);
        if (!grows_with_demand(&unit)) {
            notes_add(&scenarios->invocation->notes, NOTE_INFO,
                      arena_printf(&scenarios->invocation->arena, "whatif-kept-%zu", i),
                      "%s is a %s and stays as it is; --value names what to multiply", column->name,
                      dimension_name(unit.dimension));
            continue;
        }
        if (mark_column(scenarios, i, err) != 0)
            return -1;
        marked++;
    }
    if (marked == 0)
        return err_at(err, demand->file, 0, NULL,
                      "no column of numbers that could be demand; --value names one");
    return 0;
}

static int read_demand(struct scenarios *scenarios, struct err *err)
{
    struct demand_table *demand = &scenarios->demand;
    static const char *const own[] = {"scenario", "event"};
    size_t owned = scenarios->effects.events.count > 0 ? 2 : 1;
    const struct demand_choice none = {.column = NULL};
    if (demand_table_open(scenarios->invocation, &none, demand, err) != 0)
        return -1;
    for (size_t i = 0; i < owned; i++)
        if (table_find(&demand->table, own[i]) != SIZE_MAX)
            return err_at(err, demand->file, 0, own[i],
                          "the input has this column already; whatif adds it: %s",
                          i == 0 ? "rename yours, or give all factors to one run"
                                 : "give all events to one of the commands, or they act twice");
    scenarios->scaled = mem_alloc(demand->table.columns, sizeof *scenarios->scaled);
    const char *names = option_text(scenarios->invocation, OPT_VALUE);
    return names != NULL ? mark_named(scenarios, names, err) : mark_all(scenarios, err);
}

// --- the answer ----------------------------------------------------------------------------------

/// Copies one column of the input once for each scenario.
static void fill_column(const struct scenarios *scenarios, size_t from, struct table *answer)
{
    const struct table *table = &scenarios->demand.table;
    const struct column *column = &table->column[from];
    size_t to = table_add_column(answer, column->name, column->type, column->style);
    for (size_t row = 0; row < answer->rows; row++) {
        size_t source = row % table->rows;
        double factor = scenarios->scale[row / table->rows] *
                        (scenarios->effects.factor == NULL ? 1 : scenarios->effects.factor[source]);
        if (column->type == COLUMN_TIME)
            table_set_time(answer, row, to, column->time[source]);
        else if (column->type == COLUMN_TEXT)
            table_set_text(answer, row, to, column->text[source]);
        else
            table_set_number(answer, row, to,
                             column->number[source] * (scenarios->scaled[from] ? factor : 1));
    }
}

static void fill_scenario(const struct scenarios *scenarios, struct table *answer)
{
    char number[NUMBER_TEXT_MAX];
    size_t to = table_add_column(answer, "scenario", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t row = 0; row < answer->rows; row++) {
        double scale = scenarios->scale[row / scenarios->demand.table.rows];
        table_set_text(
            answer, row, to,
            arena_printf(&scenarios->invocation->arena, "%sx", number_format(number, scale)));
    }
}

static void fill_answer(const struct scenarios *scenarios, struct table *answer)
{
    const struct demand_table *demand = &scenarios->demand;
    for (size_t i = 0; i < scenarios->scales * demand->table.rows; i++)
        table_add_row(answer);
    if (demand->time != SIZE_MAX)
        fill_column(scenarios, demand->time, answer);
    if (demand->key != SIZE_MAX)
        fill_column(scenarios, demand->key, answer);
    fill_scenario(scenarios, answer);
    for (size_t i = 0; i < demand->table.columns; i++)
        if (i != demand->time && i != demand->key)
            fill_column(scenarios, i, answer);
    if (scenarios->effects.names == NULL)
        return;
    size_t to = table_add_column(answer, "event", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t row = 0; row < answer->rows; row++)
        table_set_text(answer, row, to, scenarios->effects.names[row % demand->table.rows]);
}

static int run_with(struct scenarios *scenarios, struct err *err)
{
    struct invocation *invocation = scenarios->invocation;
    if (!option_given(invocation, OPT_SCALE) && !option_given(invocation, OPT_EVENTS))
        return err_set(err, ERR_USAGE,
                       "nothing to change: give --scale 1x,5x,10x,50x, --events FILE, or both");
    if (read_scales(scenarios, err) != 0 ||
        event_effects_read(invocation, &scenarios->effects, err) != 0 ||
        read_demand(scenarios, err) != 0 ||
        event_effects_find(invocation, &scenarios->demand, &scenarios->effects, err) != 0)
        return -1;
    struct table answer = {0};
    fill_answer(scenarios, &answer);
    int result = answer_put_table(invocation, &answer, err);
    table_release(&answer);
    return result;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct scenarios scenarios = {.invocation = invocation};
    int status = run_with(&scenarios, err);
    free(scenarios.scaled);
    event_effects_release(&scenarios.effects);
    demand_table_release(&scenarios.demand);
    return status;
}

static const struct option_use options_whatif[] = {
    {OPT_SCALE, NULL, NULL},
    {OPT_EVENTS, NULL, NULL},
    {OPT_VALUE, NULL, "here: what to multiply; default: all but latencies and shares"},
    {OPT_BY, NULL, "default: service, where there is such a column"},
    {OPT_TZ, NULL, "here: of the events file"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom forecast samples/web-requests.csv | headroom whatif --scale 1x,5x,10x,50x",
     "the forecast, and the same at five, ten and fifty times the demand", 0},
    {"headroom forecast samples/web-requests.csv | headroom whatif "
     "--events samples/web-events.csv --scale 1x,5x | headroom size "
     "--assume samples/web-assumptions.csv --demand p95 --budget 6000/mo --by scenario "
     "--format csv",
     "what a sale, a newsletter and a failure need, today and at five times the demand, which the "
     "max does not allow",
     1},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-forecast(1)", "headroom-size(1)", NULL};

const struct command cmd_whatif = {
    .name = "whatif",
    .summary = "and if it grows 5x, 10x, 50x, or the launch doubles it?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_CSV,
    .options = {options_whatif, options_output, options_messages},
    .common = {OPT_SCALE, OPT_EVENTS, OPT_VALUE, OPT_BY, OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_in, &schema_planned_events},
    .outputs = {&schema_out},
    .examples = examples,
    .see_also = see_also,
    .run = run,
};
