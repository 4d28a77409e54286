// headroom recommend: for each resource what now, how urgent, by which strategy.
#include "advise/recommend.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "cmd/decision_file.h"
#include "cmd/decision_reviews.h"
#include "cmd/forecast_options.h"
#include "cmd/plan_outlook.h"
#include "cmd/put_document.h"
#include "cmd/recommend_answer.h"
#include "cmd/recommend_policies.h"
#include "table/table_write.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct option_use options_own[] = {
    {OPT_CURRENT, NULL, "default: what the last week needed"},
    {OPT_HORIZON, NULL, "default: a quarter of the history, in whole weeks where it is more"},
    {OPT_QUANTILE, NULL, NULL},
    {OPT_LEAD_TIME, NULL, NULL},
    {OPT_KIND, NULL, NULL},
    {OPT_BOOT, NULL,
     "here: default: by the kind, compute 2m, cache 3m, database 5m, storage 10m, network 1m"},
    {OPT_BATCH, NULL, NULL},
    {OPT_APPEND, NULL, NULL},
    {OPT_CHANGEPOINT, NULL, NULL},
    {OPT_EVENTS, NULL, NULL},
    {OPT_CAP, NULL, NULL},
    {OPT_AS_OF, NULL, NULL},
    {OPT_GROUP, NULL, "here: what the scaling group is called; default: the resource, else fleet"},
    {OPT_EMIT, NULL, "here: the policies of every resource, each a group"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom recommend samples/fleet.csv --by service --assume samples/fleet-assumptions.csv "
     "--horizon 2w",
     "every service of a fleet: how many, how urgent, how to scale it", 0},
    {"headroom recommend samples/web-requests.csv --assume samples/web-assumptions.csv --format "
     "csv",
     "one resource as a table", 0},
    {"headroom recommend samples/fleet.csv --by service --assume samples/fleet-assumptions.csv "
     "--horizon 2w --emit cloudformation",
     "the policies of all services as a template", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-plan(1)", "headroom-runout(1)",
                                       "headroom-steps(1)", NULL};

/// One run, with what its resources share.
struct advising {
    struct invocation *invocation;
    struct sizing_options options;
    struct series_input input;
    struct planned_events events;
    struct decision_file record;
    struct decision_reviews reviews;
    struct recommend_policies policies;
    struct resource_answer *answer;
    size_t answers;
    bool refused; ///< max or budget keeps a resource short
};

// --- the resources -------------------------------------------------------------------------------

/// Of several columns each is a resource: "db_queries_per_s", or "shop/db_queries_per_s" of a key.
static void name_resources(struct series_set *set)
{
    bool several = false;
    for (size_t i = 1; i < set->count; i++)
        several = several || strcmp(set->item[i].name, set->item[0].name) != 0;
    for (size_t i = 0; i < set->count && several; i++) {
        struct series *series = &set->item[i];
        struct str name = {0};
        str_appendf(&name, "%s%s%s", series->key == NULL ? "" : series->key,
                    series->key == NULL ? "" : "/", series->name);
        free(series->key);
        series->key = mem_strdup(str_text(&name));
        str_release(&name);
    }
}

/// Kind, start and batch of a resource, and who says them.
static void read_terms(const struct advising *advising, const struct series *series,
                       struct resource_terms *terms, struct resource_answer *answer)
{
    const char *key = series->key;
    struct setting kind = sizing_setting(&advising->options, OPT_KIND, key);
    struct setting boot = sizing_setting(&advising->options, OPT_BOOT, key);
    terms->kind = kind.origin == SETTING_ABSENT
                      ? resource_kind_by_name(key == NULL ? series->name : key)
                      : (enum resource_kind)option_choice_of(OPT_KIND, kind.word);
    terms->start_s =
        boot.origin == SETTING_ABSENT ? resource_facts(terms->kind)->start_s : boot.value;
    terms->batch = sizing_setting(&advising->options, OPT_BATCH, key).value;
    terms->lead_time_s = sizing_setting(&advising->options, OPT_LEAD_TIME, key).value;
    answer->kind_from = kind.origin == SETTING_ABSENT ? "by its name" : kind.place;
    answer->start_from = boot.origin == SETTING_ABSENT ? "usual for its kind" : boot.place;
}

static int check_terms(const struct resource_terms *terms, struct err *err)
{
    if (terms->batch == 0)
        return err_set(err, ERR_USAGE, "--batch 0: nothing would ever start; 1 or more");
    return 0;
}

static int plan_resource(struct advising *advising, const struct plan_outlook *outlook,
                         struct capacity_plan *plan, struct err *err)
{
    const struct series *history = outlook->history;
    const struct sizing_options *options = &advising->options;
    const struct demand_unit unit = {history->unit, history->name};
    struct plan_inputs inputs = {
        .history = history,
        .forecast = &outlook->forecast,
        .column = plan_column_named(sizing_setting(options, OPT_QUANTILE, history->key).word),
        .current = sizing_setting(options, OPT_CURRENT, history->key).value,
        .lead_time_s = sizing_setting(options, OPT_LEAD_TIME, history->key).value,
    };
    if (sizing_for_service(options, history->key, &unit, &inputs.sizing, err) != 0 ||
        option_instant(advising->invocation, OPT_AS_OF, advising->input.zone, &inputs.as_of, err) !=
            0)
        return -1;
    if (inputs.as_of != INSTANT_NONE)
        inputs.as_of += outlook->clock;
    return capacity_plan_make(&inputs, plan, err);
}

/// Times of a recommendation are on the clock of --tz, those of answers UTC.
static void set_utc(struct recommendation *what, instant clock)
{
    instant *const times[] = {&what->as_of, &what->until, &what->breach, &what->peak};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (*times[i] != INSTANT_NONE)
            *times[i] -= clock;
}

/// What of the recommendation can be deployed.
static void add_policies(struct advising *advising, const struct plan_outlook *outlook,
                         const struct capacity_plan *plan, const struct resource_answer *answer)
{
    struct invocation *invocation = advising->invocation;
    const struct zone *zone = advising->input.zone;
    const char *group = option_text(invocation, OPT_GROUP);
    bool named = outlook->history->key != NULL;
    // Platforms know the clocks of places, and no offset from UTC.
    bool is_place = zone != NULL && ascii_is_letter(zone_name(zone)[0]);
    struct strategy_question question = {
        .plan = plan,
        .recommendation = &answer->what,
        .events = &advising->events,
        .group = group != NULL ? group
                 : named       ? outlook->history->key
                               : "fleet",
        .zone = is_place ? zone : NULL,
        .clock = outlook->clock,
    };
    if (recommend_policies_wanted(invocation))
        recommend_policies_add(&advising->policies, invocation, &question);
}

static int answer_resource(struct advising *advising, const struct plan_outlook *outlook,
                           struct capacity_plan *plan, struct err *err)
{
    const struct series *history = outlook->history;
    struct resource_answer *answer = &advising->answer[advising->answers];
    struct resource_terms terms;
    struct analysis analysis;
    *answer = (struct resource_answer){.unit = history->unit};
    answer->name = history->key == NULL ? history->name : history->key;
    read_terms(advising, history, &terms, answer);
    if (check_terms(&terms, err) != 0 || plan_resource(advising, outlook, plan, err) != 0)
        return -1;
    analysis_init(&analysis, history, NULL);
    int status = recommend_make(plan, &analysis, &terms, &answer->what, err);
    analysis_release(&analysis);
    if (status != 0)
        return -1;
    answer->column = plan_column_name(plan->in.column);
    add_policies(advising, outlook, plan, answer);
    set_utc(&answer->what, outlook->clock);
    answer->reason = recommend_reason(&advising->invocation->arena, answer);
    advising->refused = advising->refused || !answer->what.met;
    decision_reviews_add(&advising->reviews, &advising->record, answer->name, plan, outlook->clock);
    advising->answers++;
    return 0;
}

static int advise_resource(struct advising *advising, struct series *history, struct err *err)
{
    struct plan_outlook outlook = {.history = history};
    struct capacity_plan plan = {0};
    const struct planned_events *events = advising->events.count > 0 ? &advising->events : NULL;
    int status = plan_outlook_make(advising->invocation, &advising->options, advising->input.zone,
                                   events, history, &outlook, err);
    if (status == 0)
        status = answer_resource(advising, &outlook, &plan, err);
    add_series_notes(advising->invocation, history, &outlook.notes);
    notes_release(&outlook.notes);
    capacity_plan_release(&plan);
    forecast_release(&outlook.forecast);
    return status;
}

static int advise_all(struct advising *advising, struct err *err)
{
    struct series_set *set = &advising->input.set;
    advising->answer = mem_alloc(set->count, sizeof *advising->answer);
    progress_begin(advising->invocation, "advising", set->count);
    for (size_t i = 0; i < set->count; i++) {
        progress_step(advising->invocation);
        if (advise_resource(advising, &set->item[i], err) == 0)
            continue;
        if (set->count == 1)
            return -1;
        struct err named;
        err_set(&named, err->kind, "%s: %s",
                invocation_escape(advising->invocation, set->item[i].key), err->text);
        invocation_fail(advising->invocation, &named);
    }
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static int put_text(struct advising *advising, struct err *err)
{
    const char *deploy;
    if (recommend_policies_commands(&advising->policies, advising->invocation, &deploy, err) != 0)
        return -1;
    struct document document = {0};
    recommend_document(advising->answer, advising->answers, &document);
    decision_reviews_document(&advising->reviews, &document);
    if (deploy != NULL) {
        document_heading(&document, "To deploy it");
        document_preformatted(&document, deploy);
    }
    put_document(advising->invocation, &document);
    document_release(&document);
    return 0;
}

static int put_all(struct advising *advising, const struct table *table, struct err *err)
{
    struct invocation *invocation = advising->invocation;
    enum output_format format = output_format(invocation);
    bool emits = option_given(invocation, OPT_EMIT);
    bool text = !emits && (format == OUTPUT_TEXT || format == OUTPUT_MARKDOWN);
    int status = emits  ? recommend_policies_emit(&advising->policies, invocation, err)
                 : text ? put_text(advising, err)
                        : output_table(invocation, table, err);
    if (status != 0)
        return -1;
    sizing_note_assumptions(&advising->options);
    if (advising->record.path == NULL || invocation_held_back(invocation) ||
        invocation->error_count > 0)
        return 0;
    size_t added;
    if (decision_file_append(&advising->record, table, &added, err) != 0)
        return -1;
    notes_add(&invocation->notes, NOTE_INFO, "decisions", "%zu of %zu decisions added to %s%s",
              added, table->rows, invocation_escape(invocation, advising->record.path),
              added < table->rows ? "; the others were in it" : "");
    return 0;
}

/// The header of the record is that of the answer.
static int open_record(struct advising *advising, struct err *err)
{
    const char *path = option_text(advising->invocation, OPT_APPEND);
    if (path == NULL)
        return 0;
    struct table table = {0};
    struct str header = {0};
    recommend_table_begin(&table);
    table_write_csv(&table, &header);
    int status = decision_file_read(path, str_text(&header), &advising->record, err);
    str_release(&header);
    table_release(&table);
    return status;
}

static int advise(struct advising *advising, struct err *err)
{
    struct invocation *invocation = advising->invocation;
    if (sizing_options_read(invocation, &advising->options, err) != 0 ||
        open_record(advising, err) != 0 || read_series(invocation, &advising->input, err) != 0 ||
        forecast_events_read(invocation, &advising->input, &advising->events, err) != 0)
        return -1;
    name_resources(&advising->input.set);
    if (option_given(invocation, OPT_GROUP) && advising->input.set.count > 1)
        return err_set(err, ERR_USAGE,
                       "--group names one group, and there are %zu resources: each is a group of "
                       "its own name; --only KEY takes one",
                       advising->input.set.count);
    if (advise_all(advising, err) != 0)
        return -1;
    struct table table = {0};
    recommend_table_begin(&table);
    for (size_t i = 0; i < advising->answers; i++)
        recommend_table_add(&table, &advising->answer[i]);
    int status = put_all(advising, &table, err);
    table_release(&table);
    return status == 0 && advising->refused ? 1 : status;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct advising advising = {.invocation = invocation, .options = {.latency_as_rate = true}};
    int status = advise(&advising, err);
    free(advising.answer);
    recommend_policies_release(&advising.policies);
    decision_reviews_release(&advising.reviews);
    decision_file_release(&advising.record);
    planned_events_release(&advising.events);
    series_input_release(&advising.input);
    sizing_options_release(&advising.options);
    return status;
}

const struct command cmd_recommend = {
    .name = "recommend",
    .summary = "for each resource: what now, how urgent, by which strategy?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_own, options_sizing, options_latency, options_reading, options_series,
                options_output, options_messages},
    .inputs = {&schema_export, &schema_planned_events},
    .outputs = {&schema_recommend},
    .examples = examples,
    .see_also = see_also,
    .refusal = "max or the budget keeps a resource below its target",
    .run = run,
};
