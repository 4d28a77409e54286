#include "answer/recommend_resources.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "input/forecast_options.h"

#include <stdlib.h>

// --- one resource --------------------------------------------------------------------------------

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
    struct plan_inputs inputs;
    if (plan_outlook_inputs(advising->invocation, &advising->options, advising->input.zone, outlook,
                            &inputs, err) != 0)
        return -1;
    return capacity_plan_make(&inputs, plan, err);
}

/// Times of a recommendation are on the clock of --tz, those of answers UTC.
static void set_utc(struct recommendation *what, instant clock)
{
    instant *const times[] = {&what->as_of, &what->until,      &what->breach,
                              &what->peak,  &what->known_from, &what->excess.from};
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
    recommend_policies_add(&advising->policies, invocation, &question);
}

static int answer_resource(struct advising *advising, const struct attempt *attempt,
                           struct capacity_plan *plan, struct err *err)
{
    const struct plan_outlook *outlook = &attempt->outlook;
    const struct series *history = outlook->history;
    struct resource_answer *answer = &advising->answer[advising->answers];
    struct resource_terms terms;
    *answer = (struct resource_answer){.unit = history->unit};
    answer->name = history->key == NULL ? history->name : history->key;
    read_terms(advising, history, &terms, answer);
    if (check_terms(&terms, err) != 0 || plan_resource(advising, outlook, plan, err) != 0 ||
        recommend_make(plan, &attempt->analysis, &terms, &answer->what, err) != 0)
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

// --- all of them ---------------------------------------------------------------------------------

static void forecast_one(void *context, size_t item)
{
    struct advising *advising = context;
    struct attempt *attempt = &advising->attempt[item];
    progress_step(advising->invocation);
    attempt->failed =
        attempt->failed || plan_outlook_forecast(&attempt->outlook, &attempt->err) != 0;
}

static void analyse_one(void *context, size_t item)
{
    struct attempt *attempt = &((struct advising *)context)->attempt[item];
    if (!attempt->failed)
        analysis_init(&attempt->analysis, attempt->outlook.history,
                      &attempt->outlook.options.ignoring, NULL);
}

/// Forecasts and analyses every resource, on several processors.
static void look_ahead(struct advising *advising)
{
    struct invocation *invocation = advising->invocation;
    const struct zone *zone = advising->input.zone;
    const struct planned_events *events = advising->events.count > 0 ? &advising->events : NULL;
    size_t count = advising->input.set.count;
    size_t threads = threads_option(invocation);
    advising->attempt = mem_alloc(count, sizeof *advising->attempt);
    for (size_t i = 0; i < count; i++) {
        struct attempt *attempt = &advising->attempt[i];
        plan_outlook_note_terms(invocation, &advising->options, advising->input.set.item[i].key);
        attempt->failed =
            plan_outlook_begin(invocation, &advising->options, zone, events, &advising->ignoring,
                               &advising->input.set.item[i], &attempt->outlook, &attempt->err) != 0;
    }
    progress_begin(invocation, "advising", count);
    parallel_run(count, threads, forecast_one, advising);
    for (size_t i = 0; i < count; i++) {
        struct attempt *attempt = &advising->attempt[i];
        if (!attempt->failed)
            plan_outlook_finish(invocation, &advising->options, zone, &attempt->outlook);
    }
    parallel_run(count, threads, analyse_one, advising);
}

static int advise_resource(struct advising *advising, struct attempt *attempt, struct err *err)
{
    struct capacity_plan plan = {0};
    int status = -1;
    if (attempt->failed)
        *err = attempt->err;
    else
        status = answer_resource(advising, attempt, &plan, err);
    add_series_notes(advising->invocation, attempt->outlook.history, &attempt->outlook.notes);
    capacity_plan_release(&plan);
    return status;
}

/// Answers in the order of the input; resources that failed are named.
int advise_all(struct advising *advising, struct err *err)
{
    struct series_set *set = &advising->input.set;
    advising->answer = mem_alloc(set->count, sizeof *advising->answer);
    look_ahead(advising);
    for (size_t i = 0; i < set->count; i++) {
        if (advise_resource(advising, &advising->attempt[i], err) == 0)
            continue;
        if (set->count == 1)
            return -1;
        invocation_fail_series(advising->invocation, set->item[i].key, err);
    }
    return 0;
}

void advising_release(struct advising *advising)
{
    for (size_t i = 0; i < advising->input.set.count && advising->attempt != NULL; i++) {
        struct attempt *attempt = &advising->attempt[i];
        analysis_release(&attempt->analysis);
        notes_release(&attempt->outlook.notes);
        forecast_release(&attempt->outlook.forecast);
        peaks_release(&attempt->outlook.peaks);
    }
    free(advising->attempt);
    free(advising->answer);
    recommend_policies_release(&advising->policies);
    decision_reviews_release(&advising->reviews);
    decision_file_release(&advising->record);
    planned_events_release(&advising->events);
    series_input_release(&advising->input);
    sizing_options_release(&advising->options);
}
