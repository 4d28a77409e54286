// headroom schedule: which scheduled actions keep a forecast served.
#include "advise/schedule_profiles.h"
#include "advise/schedule_triggers.h"
#include "answer/emit_policy.h"
#include "answer/policy_answer.h"
#include "answer/words.h"
#include "base/ascii.h"
#include "base/memory.h"
#include "base/str.h"
#include "input/demand_table.h"
#include "input/read_events.h"
#include "policy/core/platform.h"
#include "sizing/scaling_equation.h"
#include "terms/assumed.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct schedule_cells {
    const char *cron;
    instant start, end;
    const char *zone;
    double min, max, desired;
    const char *reason;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct schedule_cells, cron, STYLE_PLAIN, NULL,
                   "when it runs; empty: once, at start"),
    FIELD_OPTIONAL(struct schedule_cells, start, STYLE_PLAIN, NULL, "not before this time"),
    FIELD_OPTIONAL(struct schedule_cells, end, STYLE_PLAIN, NULL, "not after this time"),
    FIELD_OPTIONAL(struct schedule_cells, zone, STYLE_PLAIN, NULL,
                   "whose clock cron follows; empty: UTC"),
    FIELD(struct schedule_cells, min, STYLE_INTEGER, "instances", "the least from then on"),
    FIELD_OPTIONAL(struct schedule_cells, max, STYLE_INTEGER, "instances",
                   "--max; empty: unchanged"),
    FIELD(struct schedule_cells, desired, STYLE_INTEGER, "instances", "in service from then on"),
    FIELD(struct schedule_cells, reason, STYLE_PLAIN, NULL, "what needs them, from when on"),
    FIELD_END,
};

static const struct schema schema_schedule = {"scheduled actions", columns,
                                              sizeof(struct schedule_cells)};

struct schedule_facts {
    const char *demand;
    double weekly, events, least, most, level_hours, need_hours, lead;
    const char *clock;
    double steps, steps_short, missing, cost_month, over_budget;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct schedule_facts, demand, STYLE_PLAIN, NULL,
          "the column that is served; the verdict is met, over budget, or cannot be met (max)"),
    FIELD(struct schedule_facts, weekly, STYLE_INTEGER, "actions", "that come back every week"),
    FIELD(struct schedule_facts, events, STYLE_INTEGER, "events", "during which those pause"),
    FIELD(struct schedule_facts, least, STYLE_INTEGER, "instances", "at any time"),
    FIELD(struct schedule_facts, most, STYLE_INTEGER, "instances", "at any time"),
    FIELD(struct schedule_facts, level_hours, STYLE_PLAIN, "instance-hours",
          "held over the horizon"),
    FIELD(struct schedule_facts, need_hours, STYLE_PLAIN, "instance-hours",
          "needed over it, as far as max allows"),
    FIELD(struct schedule_facts, lead, STYLE_PLAIN, "s",
          "how long before it is needed a rise is ordered"),
    FIELD(struct schedule_facts, clock, STYLE_PLAIN, NULL, "whose time the actions follow"),
    FIELD(struct schedule_facts, steps, STYLE_INTEGER, "steps", "of the forecast"),
    FIELD(struct schedule_facts, steps_short, STYLE_INTEGER, "steps", "that need more than max"),
    FIELD(struct schedule_facts, missing, STYLE_INTEGER, "instances",
          "that max keeps away where it is shortest"),
    FIELD(struct schedule_facts, cost_month, STYLE_COST_MONTH, "per month",
          "of what is held on average; missing without --price"),
    FIELD(struct schedule_facts, over_budget, STYLE_COST_MONTH, "per month",
          "by which that is over the budget"),
    FIELD_END,
};

static const struct schema schema_facts = {"facts of a schedule", fact_columns,
                                           sizeof(struct schedule_facts)};

/// What max and the budget keep from being served.
struct schedule_shortage {
    size_t steps;      ///< that need more than max
    instant first;     ///< of them; INSTANT_NONE
    double needed;     ///< the most instances that one needs
    double cost_month; ///< of what is held on average, for a month; NaN without a price
    double over_month; ///< of that beyond the budget; 0
};

/// What is read, and what becomes of it.
struct schedule_run {
    struct sizing_options options;
    struct demand_table demand;
    struct planned_events events;
    struct zone *zone;
    struct arena arena; ///< names of events
    struct sizing sizing;
    struct demand_unit unit;
    struct schedule_step *step;
    size_t steps;
    struct schedule_shortage shortage;
    struct schedule_question question;
    struct scaling_schedule schedule;
};

// --- the horizon ---------------------------------------------------------------------------------

static int read_forecast(struct schedule_run *run, struct invocation *invocation, struct err *err)
{
    struct demand_table *demand = &run->demand;
    struct setting column = sizing_setting(&run->options, OPT_DEMAND, NULL);
    struct demand_choice choice = sizing_demand_choice(&run->options, column.word);
    if (column.origin != SETTING_ABSENT && column.word == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: demand is the quantity %s; a schedule needs the demand to come: name a "
                       "column of a forecast, such as p95",
                       column.place, column.text);
    if (demand_table_read(invocation, &choice, demand, err) != 0)
        return -1;
    if (demand->time == SIZE_MAX || demand->table.rows < 2)
        return err_at(err, demand->file, 0, NULL,
                      "no column \"time\" with two rows or more: a schedule needs the demand to "
                      "come, as headroom forecast writes it");
    for (size_t row = 0; row < demand->table.rows; row++) {
        const instant *time = demand->table.column[demand->time].time;
        const char *key = demand_table_key(demand, row);
        const char *first = demand_table_key(demand, 0);
        if (key != NULL && first != NULL && strcmp(key, first) != 0)
            return err_at(err, demand->row_file[row], demand->line[row], NULL,
                          "a schedule is for one service, and here another one begins: give the "
                          "rows of one");
        if (time[row] == INSTANT_NONE || (row > 0 && time[row] <= time[row - 1]))
            return err_at(err, demand->row_file[row], demand->line[row], "time",
                          "it is not after that of the row before");
    }
    return 0;
}

/// The names of the events that act on a step; NULL when none does.
static const char *events_of(struct schedule_run *run, const char *service, instant from,
                             instant to, double *factor)
{
    double *strength = mem_alloc(run->events.count + 1, sizeof *strength);
    struct str names = {0};
    *factor = planned_events_factor(&run->events, service, from, to, strength);
    planned_events_names(&run->events, strength, &names);
    const char *text = names.length == 0 ? NULL : arena_strdup(&run->arena, str_text(&names));
    str_release(&names);
    free(strength);
    return text;
}

static void add_shortage(struct schedule_run *run, double demand, instant time,
                         const struct plan_row *row)
{
    struct schedule_shortage *shortage = &run->shortage;
    struct sizing unbounded = run->sizing;
    struct plan_row needs;
    if (row->met || row->bound_by != BOUND_MAX)
        return;
    unbounded.max = NAN;
    size_demand(&unbounded, demand, &needs);
    shortage->needed = fmax(shortage->needed, needs.instances);
    if (shortage->steps++ == 0)
        shortage->first = time;
}

static int size_steps(struct schedule_run *run, struct err *err)
{
    const struct demand_table *demand = &run->demand;
    const instant *time = demand->table.column[demand->time].time;
    const double *value = demand->table.column[demand->demand].number;
    const char *service = demand_table_key(demand, 0);
    run->step = mem_alloc(demand->table.rows, sizeof *run->step);
    for (size_t i = 0; i < demand->table.rows; i++) {
        if (isnan(value[i]))
            continue;
        bool is_last = i + 1 == demand->table.rows;
        instant step_ms = time[1] - time[0];
        instant end = time[i] + step_ms;
        if (!is_last && end > time[i + 1])
            end = time[i + 1];
        double factor;
        const char *event = events_of(run, service, time[i], end, &factor);
        double asked = sizing_reaching(&run->sizing, value[i] * factor);
        struct plan_row row;
        if (sizing_check_demand(&run->sizing, run->unit.name, asked, err) != 0)
            return -1;
        size_demand(&run->sizing, asked, &row);
        add_shortage(run, asked, time[i], &row);
        run->step[run->steps++] = (struct schedule_step){
            .start = time[i], .end = end, .instances = row.instances, .event = event};
    }
    if (run->steps == 0)
        return err_at(err, demand->file, 0, NULL, "the column %s has no value", run->unit.name);
    return 0;
}

static int ask(struct schedule_run *run, struct invocation *invocation, struct err *err)
{
    struct setting boot = sizing_setting(&run->options, OPT_BOOT, NULL);
    if (boot.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--boot is missing: from the launch of an instance until it serves, such as "
                       "4m; it may also be the row boot of --assume FILE");
    bool in_zone = option_given(invocation, OPT_TZ);
    run->question = (struct schedule_question){
        .step = run->step,
        .steps = run->steps,
        .zone = run->zone,
        .zone_name = in_zone ? option_text(invocation, OPT_TZ) : NULL,
        .group = option_text(invocation, OPT_GROUP),
        .lead_s = boot.value + sizing_setting(&run->options, OPT_EARLY, NULL).value,
        .ahead_s = sizing_setting(&run->options, OPT_AHEAD, NULL).value,
        .waste = sizing_setting(&run->options, OPT_WASTE, NULL).value,
        .max = run->sizing.max,
    };
    if (!(run->question.waste >= 0))
        return err_set(err, ERR_USAGE, "--waste is a share of 0%% or more, such as 10%%");
    if (in_zone && !ascii_is_letter(run->question.zone_name[0]))
        return err_set(err, ERR_USAGE,
                       "--tz %s: schedules follow the clock of a place, such as Europe/Berlin; "
                       "platforms take no offset from UTC",
                       invocation_escape(invocation, run->question.zone_name));
    if (run->shortage.steps > 0)
        notes_add(&invocation->notes, NOTE_WARNING, "schedule-max",
                  "%zu of %zu steps need more than --max %.10g instances, up to %.10g, and are "
                  "scheduled with those",
                  run->shortage.steps, run->steps, run->sizing.max, run->shortage.needed);
    return 0;
}

static int read_all(struct schedule_run *run, struct invocation *invocation, struct err *err)
{
    if (sizing_options_read(invocation, &run->options, err) != 0 ||
        precheck_terms(&run->options, err) != 0 ||
        (option_given(invocation, OPT_TZ) &&
         zone_open(&run->zone, option_text(invocation, OPT_TZ), err) != 0) ||
        read_events(invocation, run->zone, &run->events, err) != 0 ||
        read_forecast(run, invocation, err) != 0)
        return -1;
    const struct demand_table *demand = &run->demand;
    run->unit.name = demand->table.column[demand->demand].name;
    demand_table_unit(demand, 0, &run->unit.unit);
    if (sizing_for_service(&run->options, demand_table_key(demand, 0), &run->unit, &run->sizing,
                           err) != 0 ||
        size_steps(run, err) != 0)
        return -1;
    return ask(run, invocation, err);
}

/// Counts change by the hour, so that the budget is compared with what is held on average.
static void price_schedule(struct schedule_run *run, struct notes *notes)
{
    const struct sizing *sizing = &run->sizing;
    struct schedule_shortage *shortage = &run->shortage;
    double hours = 0;
    for (size_t i = 0; i < run->steps; i++)
        hours += (double)(run->step[i].end - run->step[i].start) / (3600.0 * INSTANT_PER_SECOND);
    shortage->cost_month =
        run->schedule.level_hours / hours * sizing->price_hour * sizing->hours_per_month;
    if (!(shortage->cost_month > sizing->budget_month * (1 + 1e-12)))
        return;
    shortage->over_month = shortage->cost_month - sizing->budget_month;
    notes_add(notes, NOTE_WARNING, "schedule-budget",
              "what is held costs %.2f a month on average, %.2f over the budget",
              shortage->cost_month, shortage->over_month);
}

// --- the answer ----------------------------------------------------------------------------------

static void fill_rows(const struct schedule_run *run, struct table *table)
{
    const struct policy_set *set = &run->schedule.set;
    struct record_writer writer;
    record_begin(&writer, table, &schema_schedule, NULL);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        const struct scheduled_action *action = &set->scheduled[i];
        struct schedule_cells cells;
        record_clear(&schema_schedule, &cells);
        cells.cron = action->recurrence;
        cells.start = action->start;
        cells.end = action->end;
        cells.zone = action->recurrence == NULL ? NULL : action->zone;
        cells.min = action->min;
        cells.max = action->max;
        cells.desired = action->desired;
        cells.reason = run->schedule.reason[i];
        record_add(&writer, &cells);
    }
}

static void fill_facts(const struct schedule_run *run, struct answer *answer)
{
    const struct scaling_schedule *schedule = &run->schedule;
    const struct schedule_shortage *shortage = &run->shortage;
    answer->verdict = shortage->steps > 0        ? "cannot be met"
                      : shortage->over_month > 0 ? "over budget"
                                                 : "met";
    struct schedule_facts facts;
    record_clear(&schema_facts, &facts);
    facts.demand = run->unit.name;
    facts.weekly = (double)schedule->weekly;
    facts.events = (double)schedule->events;
    facts.least = schedule->least;
    facts.most = schedule->most;
    facts.level_hours = schedule->level_hours;
    facts.need_hours = schedule->need_hours;
    facts.lead = run->question.lead_s;
    facts.clock = run->question.zone_name == NULL ? "UTC" : run->question.zone_name;
    facts.steps = (double)run->steps;
    facts.steps_short = (double)shortage->steps;
    facts.missing = shortage->steps > 0 ? shortage->needed - run->sizing.max : 0;
    facts.cost_month = shortage->cost_month;
    facts.over_budget = shortage->over_month;
    answer_facts(answer, &facts);
}

/// The table for people: one column says when.
static void write_actions(const struct schedule_run *run, struct document *document)
{
    const struct policy_set *set = &run->schedule.set;
    struct table table = {0};
    size_t when = table_add_column(&table, "when", COLUMN_TEXT, STYLE_PLAIN);
    size_t min = table_add_column(&table, "min", COLUMN_NUMBER, STYLE_INTEGER);
    size_t desired = table_add_column(&table, "desired", COLUMN_NUMBER, STYLE_INTEGER);
    size_t reason = table_add_column(&table, "reason", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        const struct scheduled_action *action = &set->scheduled[i];
        size_t row = table_add_row(&table);
        table_set_text(&table, row, when,
                       action->recurrence != NULL ? action->recurrence
                                                  : words_time(&document->arena, action->start));
        table_set_number(&table, row, min, action->min);
        table_set_number(&table, row, desired, action->desired);
        table_set_text(&table, row, reason, run->schedule.reason[i]);
    }
    document_rows(document, &table);
    table_release(&table);
}

/// What the actions, run over the horizon, are found to hold.
static void write_verdict(const struct schedule_run *run, struct document *document)
{
    const struct schedule_shortage *shortage = &run->shortage;
    struct arena *arena = &document->arena;
    char lead[UNIT_NAME_MAX];
    if (shortage->steps > 0)
        document_callout(document, TONE_BAD,
                         "Cannot be met: max allows %s, and %zu of %zu steps need more, up to %s: "
                         "%s short, first on %s.",
                         words_number(arena, run->sizing.max), shortage->steps, run->steps,
                         words_number(arena, shortage->needed),
                         words_number(arena, shortage->needed - run->sizing.max),
                         words_time(arena, shortage->first));
    if (shortage->over_month > 0)
        document_callout(document, TONE_BAD,
                         "Over the budget: what is held costs %s a month on average, %s more than "
                         "the budget.",
                         words_money(arena, shortage->cost_month),
                         words_money(arena, shortage->over_month));
    duration_format(lead, run->question.lead_s);
    if (shortage->steps > 0)
        document_callout(document, TONE_BAD,
                         "%zu weekly actions hold what max allows of %s; each rise is ordered %s "
                         "before it is needed.",
                         run->schedule.weekly, run->unit.name, lead);
    else
        document_callout(document, TONE_GOOD,
                         "%zu weekly actions keep %s served throughout the horizon; each rise is "
                         "ordered %s before it is needed.",
                         run->schedule.weekly, run->unit.name, lead);
}

static void write_document(const struct schedule_run *run, struct document *document)
{
    const struct scaling_schedule *schedule = &run->schedule;
    struct arena *arena = &document->arena;
    write_verdict(run, document);
    document_fact(document, "instances", "%s to %s", words_number(arena, schedule->least),
                  words_instances(arena, schedule->most));
    document_fact(document, "held", "%s instance-hours, %s more than %s",
                  words_number(arena, schedule->level_hours),
                  words_share(arena, schedule->level_hours / schedule->need_hours - 1),
                  run->shortage.steps > 0 ? "max allows of what is needed" : "are needed");
    if (!isnan(run->shortage.cost_month))
        document_fact(document, "cost", "%s a month on average",
                      words_money(arena, run->shortage.cost_month));
    document_fact(document, "clock", "%s",
                  run->question.zone_name == NULL ? "UTC" : run->question.zone_name);
    if (schedule->events > 0)
        document_fact(document, "events", "%zu, during which the week's actions pause",
                      schedule->events);
    document_fact(document, "checked", "every step, with the actions run over the horizon");
    document_heading(document, "Scheduled actions");
    write_actions(run, document);
}

/// The ScaledObject of KEDA, since an HPA has no schedule of its own.
static int emit_triggers(const struct schedule_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    struct policy_set set;
    schedule_triggers_make(&run->question, &run->schedule, &set, &invocation->notes);
    int status = 0;
    if (set.replicas.metrics == 0)
        status = err_set(err, ERR_USAGE,
                         "--emit hpa: %.10g pods serve at all times, so there is nothing to "
                         "schedule: set the Deployment's replicas, or a lower --waste",
                         set.group.min);
    if (status == 0)
        status = emit_policy(invocation, &set, err);
    policy_set_release(&set);
    return status;
}

/// Schedules of a managed instance group.
static int emit_floors(const struct schedule_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    struct policy_set set;
    if (schedule_floors_make(&run->question, &run->schedule, &set, &invocation->notes, err) != 0)
        return -1;
    int status = emit_policy(invocation, &set, err);
    policy_set_release(&set);
    return status;
}

/// Profiles of a VM scale set.
static int emit_profiles(const struct schedule_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    struct policy_set set;
    if (schedule_profiles_make(&run->question, &run->schedule, &set, &invocation->notes, err) != 0)
        return -1;
    int status = emit_policy(invocation, &set, err);
    policy_set_release(&set);
    return status;
}

/// Writes the file to deploy.
static int emit(const struct schedule_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    const struct policy_set *set = &run->schedule.set;
    enum policy_format format = emitted_format(invocation);
    if (format == POLICY_FORMAT_HPA)
        return emit_triggers(run, err);
    if (format == POLICY_FORMAT_GCLOUD)
        return emit_floors(run, err);
    if (format == POLICY_FORMAT_AZURE)
        return emit_profiles(run, err);
    if (set->scheduled_count > set->platform->scheduled_max)
        return err_set(err, ERR_USAGE,
                       "--emit %s: %zu scheduled actions, and a group takes %zu at most: a higher "
                       "--waste, fewer events or a shorter horizon make fewer",
                       option_text(invocation, OPT_EMIT), set->scheduled_count,
                       set->platform->scheduled_max);
    return emit_policy(invocation, set, err);
}

static int put_answer(const struct schedule_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    const struct policy_set *set = &run->schedule.set;
    if (option_given(invocation, OPT_EMIT))
        return emit(run, err);
    if (set->scheduled_count > set->platform->scheduled_max)
        notes_add(&invocation->notes, NOTE_WARNING, "schedule-many",
                  "%zu scheduled actions, and an Auto Scaling group takes %zu at most: a higher "
                  "--waste, fewer events or a shorter horizon make fewer",
                  set->scheduled_count, set->platform->scheduled_max);
    struct answer answer;
    answer_begin(&answer, invocation);
    answer_assume_terms(&answer, &run->options);
    fill_facts(run, &answer);
    fill_rows(run, &answer.rows);
    write_document(run, &answer.document);
    answer_write_assumptions(&answer);
    int status = policy_answer_put(&answer, &run->options, set, POLICY_FORMAT_AWS, err);
    answer_release(&answer);
    return status;
}

static void release(struct schedule_run *run)
{
    scaling_schedule_release(&run->schedule);
    free(run->step);
    planned_events_release(&run->events);
    demand_table_release(&run->demand);
    zone_close(run->zone);
    arena_release(&run->arena);
    sizing_options_release(&run->options);
}

static int run(struct invocation *invocation, struct err *err)
{
    struct schedule_run found = {.options = {.unknown = OPT_NONE, .latency_as_rate = true}};
    int status = read_all(&found, invocation, err);
    if (status == 0 &&
        scaling_schedule_make(&found.question, &found.schedule, &invocation->notes, err) != 0)
        status = err_about(err, found.demand.file);
    if (status == 0) {
        price_schedule(&found, &invocation->notes);
        status = put_answer(&found, err);
    }
    if (status == 0 && (found.shortage.steps > 0 || found.shortage.over_month > 0))
        status = 1;
    release(&found);
    return status;
}

static const struct option_use options_schedule[] = {
    {OPT_DEMAND, NULL, "what the schedule serves"},
    {OPT_BOOT, NULL, NULL},
    {OPT_EARLY, NULL, NULL},
    {OPT_WASTE, NULL, NULL},
    {OPT_EVENTS, NULL, "not with a forecast that has them already"},
    {OPT_AHEAD, NULL, NULL},
    {OPT_GROUP, "fleet", "here: what the scaling group is called"},
    {OPT_BY, NULL, "default: service, where there is such a column"},
    {OPT_TZ, NULL, "here: whose clock the actions follow"},
    {OPT_EMIT, NULL,
     "here: kubernetes writes the cron triggers of a ScaledObject of KEDA, gcloud the schedules "
     "of a managed instance group, azure the profiles of a VM scale set"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom forecast samples/web-requests.csv --horizon 2w | headroom schedule "
     "--assume samples/web-assumptions.csv --demand p95 --boot 5m --tz Europe/Berlin",
     "the fewest changes a week that keep p95 served, each 15 minutes before it is needed", 0},
    {"headroom forecast samples/web-requests.csv --horizon 2w | headroom schedule "
     "--assume samples/web-assumptions.csv --demand p95 --boot 5m --events samples/web-events.csv "
     "--ahead 2d --format csv",
     "with the capacity of events two days ahead of them", 0},
    {"headroom forecast samples/web-requests.csv --horizon 2w | headroom schedule "
     "--assume samples/web-assumptions.csv --demand p95 --boot 5m --group web --emit terraform",
     "the actions as a file to deploy", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-forecast(1)", "headroom-size(1)",
                                       "headroom-policy(5)", NULL};

const struct command cmd_schedule = {
    .name = "schedule",
    .summary = "which scheduled actions?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_schedule, options_sizing, options_instance, options_fleet, options_latency,
                options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_HEADROOM, OPT_MIN, OPT_MAX, OPT_EVENTS, OPT_TZ, OPT_ASSUME,
               OPT_EMIT, OPT_OUTPUT},
    .inputs = {&schema_demand},
    .outputs = {&schema_schedule},
    .facts = &schema_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max is below what a step needs, or the budget below what is held",
    .run = run,
};
