// headroom plan: forecast, fleet sizes and what follows from them, for a review.
#include "advise/capacity_plan.h"
#include "advise/plan_review.h"
#include "answer/answer.h"
#include "answer/document.h"
#include "answer/emit_watch.h"
#include "answer/fleet_page.h"
#include "answer/plan_buying_shown.h"
#include "answer/plan_changes.h"
#include "answer/plan_overview.h"
#include "answer/plan_page.h"
#include "answer/plan_report.h"
#include "answer/plan_screen.h"
#include "answer/plan_table.h"
#include "answer/rules_of_rows.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/unit.h"
#include "cmd/plan_buying.h"
#include "forecast/forecast.h"
#include "input/forecast_options.h"
#include "input/ignore_option.h"
#include "input/plan_alternatives.h"
#include "input/plan_outlook.h"
#include "input/plan_tiers.h"
#include "input/read_series.h"
#include "terms/assumed.h"
#include "terms/limit_terms.h"
#include "terms/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// What the plans of all series share.
struct planning {
    struct invocation *invocation;
    struct series_input input;
    struct sizing_options options;
    struct planned_events events; ///< of --events; none: count is 0
    struct ignoring ignoring;     ///< of --ignore
    struct plan_source *source;
    struct answer answer;
    struct document plans;         ///< of a single series
    struct plan_overview overview; ///< of several series, and their plans
    struct fleet_page fleet;       ///< the same as a page
    struct str brief;              ///< of --brief
    struct str members;            ///< of JSON: those of the plan, or an object a series
    const char *key;               ///< the column of services in CSV; NULL: none
    struct record_writer writer;   ///< of its rows
    struct watch_file watch;       ///< of --emit
    struct table status;           ///< a row a series, for --require
    instant now;                   ///< the latest of all series
    struct notes forecasting;      ///< of all series, with their names
    enum plan_verdict worst;       ///< of all plans
    bool refused;                  ///< a plan that cannot be met
    double scale[REVIEW_SCALES];   ///< of --scale
    size_t scales;
    // The latest series, until the next one.
    struct plan_outlook outlook;
    struct capacity_plan plan;
    struct plan_alternatives alternatives;
    struct plan_review review;
    struct plan_report report;
    struct plan_tiers tiers;         ///< of --tiers
    struct plan_purchases purchases; ///< of --catalogue and --offers
    struct plan_changes changes;     ///< since --previous
};

/// The forecast of one series, until it is planned.
struct ahead {
    struct plan_outlook outlook;
    struct err err;
    bool failed;
};

/// What the forecasts that are made at once share.
struct looking_ahead {
    struct planning *planning;
    struct ahead *ahead;
};

// --- what goes in --------------------------------------------------------------------------------

/// A plan is made for one metric: which of several is the demand, only the user can say.
static int check_metrics(struct planning *planning, struct err *err)
{
    const struct series_set *set = &planning->input.set;
    const char *names = NULL;
    struct arena *arena = &planning->invocation->arena;
    for (size_t i = 1; i < set->count; i++) {
        if (strcmp(set->item[i].name, set->item[0].name) != 0) {
            names = arena_printf(
                arena, "%s%s%s",
                names != NULL ? names : invocation_escape(planning->invocation, set->item[0].name),
                ", ", invocation_escape(planning->invocation, set->item[i].name));
        }
    }
    if (names != NULL) {
        return err_set(err, ERR_USAGE,
                       "there are several metrics (%s): --value names the one that is the demand",
                       names);
    }
    if (set->count > 1 && planning->tiers.given)
        return err_set(err, ERR_USAGE,
                       "--tiers is what stands behind one demand and there are %zu (%s, %s ...): "
                       "--only %s plans for one",
                       set->count, invocation_escape(planning->invocation, set->item[0].key),
                       invocation_escape(planning->invocation, set->item[1].key),
                       invocation_escape(planning->invocation, set->item[0].key));
    return 0;
}

/// Formulas of a workbook follow the cells of assumptions, and these terms have none.
static int check_workbook(const struct planning *planning, const char *key, struct err *err)
{
    static const enum option_id terms[] = {OPT_CELLS, OPT_AVAILABILITY};
    if (output_format(planning->invocation) != OUTPUT_WORKBOOK)
        return 0;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct setting setting = sizing_setting(&planning->options, terms[i], key);
        if (setting.origin != SETTING_ABSENT)
            return err_set(err, sizing_blame(&setting),
                           "%s: a workbook has no formula for it: leave it out, or write the plan "
                           "as text, Markdown, CSV or JSON",
                           sizing_said(&planning->options, &setting));
    }
    return 0;
}

static int make_plan(struct planning *planning, const struct plan_outlook *outlook,
                     struct capacity_plan *plan, struct err *err)
{
    struct plan_inputs inputs;
    if (check_workbook(planning, outlook->history->key, err) != 0 ||
        plan_outlook_inputs(planning->invocation, &planning->options, planning->input.zone, outlook,
                            &inputs, err) != 0) {
        return -1;
    }
    return capacity_plan_make(&inputs, plan, err);
}

// --- what comes out ------------------------------------------------------------------------------

static void list_sources(struct planning *planning)
{
    const struct samples *samples = &planning->input.samples;
    planning->source = arena_alloc(&planning->invocation->arena,
                                   (samples->sources + 1) * sizeof *planning->source);
    for (size_t i = 0; i < samples->sources; i++) {
        const struct sample_source *from = &samples->source[i];
        planning->source[i] = (struct plan_source){
            .path = invocation_escape(planning->invocation, from->path),
            .layout = from->layout,
            .bytes = from->bytes,
            .rows = from->rows,
            .rows_skipped = from->rows_skipped,
            .crc32 = from->crc32,
        };
    }
}

/// Tables are for programs: their times are UTC.
static void add_rows(struct planning *planning, const struct plan_outlook *outlook,
                     const struct capacity_plan *plan)
{
    double before = plan->baseline, lead_s = plan->in.lead_time_s;
    for (size_t w = 0; w < plan->weeks; w++) {
        const struct plan_week *week = &plan->week[w];
        struct plan_cells cells;
        plan_table_show(&week->row, &cells);
        cells.time = week->start - outlook->clock;
        cells.service = plan->in.history->key;
        cells.step_demand = fmax(week->step[plan->in.column], 0);
        if (week->needed > before)
            cells.need_by =
                (w == plan->needed_week ? plan->needed_at : week->start) - outlook->clock;
        if (week->needed > before && !isnan(lead_s))
            cells.order_by = cells.need_by - (instant)(lead_s * INSTANT_PER_SECOND);
        record_add(&planning->writer, &cells);
        before = fmax(before, week->needed);
    }
}

/// All that was assumed: what options and files say, and how far the plan looks ahead where they do
/// not.
static size_t list_assumptions(struct planning *planning, const struct plan_outlook *outlook,
                               struct plan_assumption **list)
{
    const char *key = outlook->history->key;
    size_t count = sizing_list(&planning->options, key, list);
    if (sizing_setting(&planning->options, OPT_HORIZON, key).origin == SETTING_ABSENT) {
        const struct forecast *forecast = &outlook->forecast;
        char span[UNIT_NAME_MAX];
        duration_format(span, (double)forecast->n * (double)forecast->step_s);
        (*list)[count++] = (struct plan_assumption){
            .name = option_at(OPT_HORIZON)->assumption,
            .value = arena_strdup(&planning->invocation->arena, span),
            .origin = "default: a quarter of the history",
        };
    }
    return count;
}

/// JSON: the plan of a single series is the object itself, several are listed.
static void add_members(struct planning *planning)
{
    bool several = planning->input.set.count > 1;
    struct str members = {0};
    plan_members(&planning->report, &members);
    if (several) {
        str_append(&planning->members, planning->members.length > 0 ? ",\n{" : "{");
        str_append_bytes(&planning->members, members.data, members.length - strlen(",\n"));
        str_append(&planning->members, "}");
    } else {
        str_append(&planning->members, str_text(&members));
    }
    str_release(&members);
}

/// The first time at which max or the budget no longer suffices; INSTANT_NONE where neither does.
static instant first_limit(const struct capacity_plan *plan, bool expected)
{
    instant first = INSTANT_NONE;
    for (int i = PLAN_LIMIT_MAX; i < PLAN_LIMITS; i++) {
        const struct runout *when = &plan->limit[i].when;
        instant at = !plan->limit[i].given ? INSTANT_NONE
                     : expected            ? when->expected
                                           : when->earliest;
        if (at != INSTANT_NONE && (first == INSTANT_NONE || at < first)) {
            first = at;
        }
    }
    return first;
}

/// A row for rules about the plan as a whole, in the words of headroom runout.
static void add_status(struct planning *planning, const struct capacity_plan *plan)
{
    const instant clock = planning->outlook.clock;
    struct table *status = &planning->status;
    const instant earliest = first_limit(plan, false), expected = first_limit(plan, true);
    size_t row = table_add_row(status);
    table_put_text(status, row, "service", plan->in.history->key);
    table_put_text(status, row, "status", plan_verdict_name(plan->verdict));
    table_put_time(status, row, "earliest",
                   earliest == INSTANT_NONE ? INSTANT_NONE : earliest - clock);
    table_put_time(status, row, "expected",
                   expected == INSTANT_NONE ? INSTANT_NONE : expected - clock);
    table_put_number(status, row, "days_left", STYLE_PLAIN,
                     expected == INSTANT_NONE ? (double)NAN
                                              : (double)(expected - plan->in.as_of) /
                                                    INSTANT_PER_SECOND / SECONDS_PER_DAY);
    planning->now = plan->in.as_of - clock > planning->now ? plan->in.as_of - clock : planning->now;
}

/// Holds the latest plan against the last one; a service that the last plan of a fleet does not
/// have is told.
static int find_changes(struct planning *planning, struct err *err)
{
    struct plan_report *report = &planning->report;
    int found = plan_changes_find(report, &planning->changes, err);
    if (found == 0)
        report->changes = &planning->changes;
    else if (found > 0 && planning->input.set.count == 1)
        return err_set(err, ERR_DATA,
                       "--previous: it has plans of several services and none of %s: name the last "
                       "plan of that",
                       invocation_escape(planning->invocation, report->subject));
    else if (found > 0)
        notes_add(&planning->invocation->notes, NOTE_INFO, "plan-new",
                  "%s has no plan in --previous: it is new",
                  invocation_escape(planning->invocation, report->subject));
    return found < 0 ? -1 : 0;
}

/// Keeps what people read of the latest plan: alone, or as one of several.
static void show_plan(struct planning *planning)
{
    const struct plan_report *report = &planning->report;
    struct invocation *invocation = planning->invocation;
    const enum output_format format = output_format(invocation);
    struct plan_overview_row *row = NULL;
    if (planning->outlook.history->key != NULL)
        row = plan_overview_add(&planning->overview, report->plan,
                                report->review != NULL && report->review->is_doubtful);
    const bool several = row != NULL && planning->input.set.count > 1;
    if (option_given(invocation, OPT_BRIEF) && report->review != NULL) {
        struct str brief = {0};
        plan_brief(report, several, several ? &brief : &planning->brief);
        if (several)
            row->brief = arena_strdup(&planning->overview.arena, str_text(&brief));
        str_release(&brief);
    } else {
        plan_document(report, several ? &row->document : &planning->plans);
    }
    if (row != NULL && report->review != NULL &&
        (format == OUTPUT_HTML || format == OUTPUT_WORKBOOK))
        fleet_page_add(&planning->fleet, report, format == OUTPUT_HTML);
}

/// Adds the plan of the latest series to the answer. Errors: those of the last plan.
static int add_plan(struct planning *planning, struct err *err)
{
    struct invocation *invocation = planning->invocation;
    const struct plan_outlook *outlook = &planning->outlook;
    const struct capacity_plan *plan = &planning->plan;
    struct plan_assumption *assumption;
    size_t assumptions = list_assumptions(planning, outlook, &assumption);
    planning->report = (struct plan_report){
        .plan = plan,
        .review = planning->review.in.plan != NULL ? &planning->review : NULL,
        .as_markdown = output_format(invocation) == OUTPUT_MARKDOWN,
        .in_brief = answer_in_brief(invocation),
        .as_text = output_format(invocation) == OUTPUT_TEXT,
        .width = output_width(invocation),
        .subject = outlook->subject,
        .zone = outlook->zone,
        .assumption = assumption,
        .assumptions = assumptions,
        .source = planning->source,
        .sources = planning->input.samples.sources,
        .events = planning->events.count > 0 ? &planning->events : NULL,
        .tiers = planning->tiers.given ? &planning->tiers.finding : NULL,
        .purchase = &planning->purchases.finding,
        .reading = &invocation->notes,
        .forecasting = &outlook->notes,
        .clock = outlook->clock,
        .command_line = invocation_command_line(invocation),
        .currency = sizing_currency(&planning->options),
        .version = HEADROOM_VERSION,
    };
    if (planning->changes.root != NULL && find_changes(planning, err) != 0)
        return -1;
    if (option_given(invocation, OPT_EMIT_WATCH) &&
        plan_watch_add(invocation, plan, outlook->clock, planning->input.set.count == 1,
                       &planning->watch, err) != 0)
        return -1;
    show_plan(planning);
    answer_assume(&planning->answer, assumption, assumptions, outlook->history->key);
    answer_add_accuracy(&planning->answer, &outlook->forecast);
    answer_add_peak_coverage(&planning->answer, plan_review_peaks_held(&planning->review));
    add_rows(planning, outlook, plan);
    add_members(planning);
    add_status(planning, plan);
    if (plan->verdict >= planning->worst) {
        planning->worst = plan->verdict;
    }
    planning->refused = planning->refused ||
                        (planning->tiers.given && tiers_refused(&planning->tiers.finding)) ||
                        plan->verdict == PLAN_NOT_MET || plan->verdict == PLAN_OVER_BUDGET;
    return 0;
}

/// What a review asks beyond the plan: not for a table alone.
static void review_plan(struct planning *planning, const struct series *history)
{
    const struct plan_outlook *outlook = &planning->outlook;
    const struct planned_events *events = planning->events.count > 0 ? &planning->events : NULL;
    struct plan_alternatives *others = &planning->alternatives;
    plan_alternatives_make(planning->invocation, &planning->options, planning->input.zone, events,
                           history, outlook, &planning->plan.in,
                           output_format(planning->invocation) != OUTPUT_TEXT, others);
    struct plan_review_inputs inputs = {
        .plan = &planning->plan,
        .without = others->without.plan.weeks > 0 ? &others->without.plan : NULL,
        .worst = others->worst.plan.weeks > 0 ? &others->worst.plan : NULL,
        .past = others->past.plan.weeks > 0 ? &others->past.plan : NULL,
        .events = events,
        .clock = outlook->clock,
        .buying = planning->purchases.given ? &planning->purchases.buying : NULL,
        .request_value =
            sizing_setting(&planning->options, OPT_REQUEST_VALUE, outlook->history->key).value,
        .scales = planning->scales,
    };
    memcpy(inputs.scale, planning->scale, sizeof inputs.scale);
    plan_review_make(&inputs, &planning->review);
}

/// Multiples of the demand for scenarios.
static int read_scales(struct planning *planning, struct err *err)
{
    const char *at = option_given(planning->invocation, OPT_SCALE)
                         ? option_text(planning->invocation, OPT_SCALE)
                         : "2x,5x,10x,50x";
    while (planning->scales < REVIEW_SCALES) {
        size_t length = strcspn(at, ",");
        const char *text = arena_strndup(&planning->invocation->arena, at, length);
        struct quantity factor;
        if (quantity_parse("--scale", text, DIMENSION_MULTIPLE, UNIT_HOURS_PER_MONTH, &factor,
                           err) != 0)
            return -1;
        if (!(factor.value > 0 && factor.value <= 1e6))
            return err_set(err, ERR_USAGE, "--scale: %s is not above 0 and at most 1000000x", text);
        planning->scale[planning->scales++] = factor.value;
        if (at[length] == '\0')
            return 0;
        at += length + 1;
    }
    return err_set(err, ERR_USAGE, "--scale: at most %d scenarios", REVIEW_SCALES);
}

/// Keeps the notes of one series for the end, so that the next one's plan does not show them.
static void keep_notes(struct planning *planning, struct plan_outlook *outlook)
{
    const char *key = outlook->history->key;
    for (size_t i = 0; key != NULL && i < outlook->notes.count; i++) {
        const struct note *note = &outlook->notes.note[i];
        const char *kind = arena_printf(&planning->invocation->arena, "%s %s", key, note->kind);
        notes_add(&planning->forecasting, note->level, kind, "%s: %s",
                  invocation_escape(planning->invocation, key), note->text);
    }
    if (key == NULL) {
        notes_merge(&planning->forecasting, &outlook->notes);
    }
    notes_release(&outlook->notes);
}

/// Forgets the latest series.
static void release_latest(struct planning *planning)
{
    plan_review_release(&planning->review);
    plan_purchases_forget(&planning->purchases);
    plan_alternatives_release(&planning->alternatives);
    capacity_plan_release(&planning->plan);
    forecast_release(&planning->outlook.forecast);
    peaks_release(&planning->outlook.peaks);
    notes_release(&planning->outlook.notes);
    planning->plan = (struct capacity_plan){0};
    planning->outlook = (struct plan_outlook){0};
}

/// Plans a series whose forecast is made; takes the outlook of `ahead`.
static int plan_series(struct planning *planning, struct ahead *ahead, struct err *err)
{
    struct invocation *invocation = planning->invocation;
    release_latest(planning);
    planning->outlook = ahead->outlook;
    ahead->outlook = (struct plan_outlook){0};
    struct plan_outlook *outlook = &planning->outlook;
    plan_outlook_note_terms(invocation, &planning->options, outlook->history->key);
    int status = ahead->failed ? -1 : 0;
    struct series as_read = {0};
    if (status == 0) {
        plan_history_copy(outlook->history, outlook->history->n, &as_read);
        plan_outlook_finish(invocation, &planning->options, planning->input.zone, outlook);
        status = make_plan(planning, outlook, &planning->plan, err);
    } else {
        *err = ahead->err;
    }
    if (status == 0 && planning->tiers.given) {
        status = plan_tiers_find(&planning->tiers, &planning->plan, err);
    }
    if (status == 0 && planning->purchases.given)
        status = plan_purchases_find(&planning->purchases, &planning->options, &planning->plan,
                                     outlook->clock, planning->input.set.count > 1, err);
    if (status == 0) {
        if (output_format(invocation) != OUTPUT_CSV)
            review_plan(planning, &as_read);
        status = add_plan(planning, err);
    }
    series_release(&as_read);
    keep_notes(planning, outlook);
    return status;
}

static void forecast_ahead(void *context, size_t item)
{
    struct looking_ahead *looking = context;
    struct ahead *ahead = &looking->ahead[item];
    progress_step(looking->planning->invocation);
    ahead->failed = ahead->failed || plan_outlook_forecast(&ahead->outlook, &ahead->err) != 0;
}

/// Forecasts `count` series from `first` on, on several processors.
static void look_ahead(struct planning *planning, size_t first, size_t count, struct ahead *ahead)
{
    struct invocation *invocation = planning->invocation;
    const struct planned_events *events = planning->events.count > 0 ? &planning->events : NULL;
    for (size_t i = 0; i < count; i++) {
        ahead[i] = (struct ahead){0};
        ahead[i].failed =
            plan_outlook_begin(invocation, &planning->options, planning->input.zone, events,
                               &planning->ignoring, &planning->input.set.item[first + i],
                               &ahead[i].outlook, &ahead[i].err) != 0;
    }
    struct looking_ahead looking = {planning, ahead};
    parallel_run(count, threads_option(invocation), forecast_ahead, &looking);
}

/// All series; with several, one that fails is named and the others go on. Forecasts are made for
/// some series at a time, which bounds their memory, and then planned in the order of the input.
static int plan_all(struct planning *planning, struct err *err)
{
    enum { AT_A_TIME = 32 };
    struct series_set *set = &planning->input.set;
    struct ahead *ahead = mem_alloc(AT_A_TIME, sizeof *ahead);
    int status = 0;
    progress_begin(planning->invocation, "planning", set->count);
    for (size_t i = 0; i < set->count; i++) {
        const size_t left = set->count - i;
        if (i % AT_A_TIME == 0)
            look_ahead(planning, i, left < AT_A_TIME ? left : AT_A_TIME, ahead);
        if (plan_series(planning, &ahead[i % AT_A_TIME], err) == 0)
            continue;
        if (set->count == 1)
            status = -1;
        else
            invocation_fail_series(planning->invocation, set->item[i].key, err);
    }
    free(ahead);
    return status;
}

/// The workbook of a single series, whose notes are all with the invocation by now, or of a fleet.
static int write_workbook(void *found, const char *path, struct err *err)
{
    struct planning *planning = found;
    if (planning->input.set.count > 1)
        return fleet_workbook(&planning->fleet, invocation_command_line(planning->invocation), path,
                              err);
    return plan_workbook(&planning->report, path, err);
}

/// The page of several.
static void write_fleet(void *found, struct str *out)
{
    struct planning *planning = found;
    fleet_page_write(&planning->fleet, invocation_command_line(planning->invocation), out);
}

/// The page of a single series, and its main chart.
static void write_page(void *found, struct str *out)
{
    const struct planning *planning = found;
    plan_page(&planning->report, out);
}

static void write_drawing(void *found, struct str *out)
{
    const struct planning *planning = found;
    plan_drawing(&planning->report, out);
}

/// What text says of several: the most urgent first, in lines or some of them in full.
static void show_several(struct planning *planning)
{
    struct plan_overview *overview = &planning->overview;
    if (planning->input.set.count == 1 || overview->count == 0)
        return;
    plan_overview_sort(overview);
    if (overview->row[0].brief != NULL)
        plan_overview_brief(overview, &planning->brief);
    else
        plan_overview_document(overview, answer_in_full(&planning->answer, overview->count),
                               &planning->answer.document);
}

static int put_all(struct planning *planning, struct err *err)
{
    struct answer *answer = &planning->answer;
    bool several = planning->input.set.count > 1;
    show_several(planning);
    struct table tiers = {0};
    if (planning->tiers.given)
        tiers_fill_table(&planning->tiers.finding, &tiers);
    const char *status_name[PLAN_VERDICTS];
    for (int v = 0; v < PLAN_VERDICTS; v++)
        status_name[v] = plan_verdict_name((enum plan_verdict)v);
    const struct ruled_table tables[] = {{.table = &answer->rows, .key = planning->key},
                                         {.table = &planning->status,
                                          .key = "service",
                                          .status = status_name,
                                          .statuses = PLAN_VERDICTS},
                                         {.table = &tiers, .key = "tier"}};
    const struct ruled_rows rows = {planning->invocation, "plan", tables,
                                    planning->tiers.given ? 3 : 2, planning->now};
    int status = rules_require(&rows, answer, &planning->refused, err);
    table_release(&tiers);
    if (status != 0)
        return -1;
    if (planning->brief.length > 0)
        document_preformatted(&answer->document, str_text(&planning->brief));
    document_append(&answer->document, &planning->plans);
    if (several) {
        struct str members = {0};
        str_appendf(&members, "\"services\": [\n%s\n],\n", str_text(&planning->members));
        str_release(&planning->members);
        planning->members = members;
    }
    notes_merge(&planning->invocation->notes, &planning->forecasting);
    answer->verdict = plan_verdict_name(planning->worst);
    answer->terms = &planning->options;
    answer->members = str_text(&planning->members);
    if (!several || planning->fleet.count > 0) // else no series could be planned
        answer->workbook = write_workbook;
    if (several && planning->fleet.count > 0)
        answer->page = write_fleet;
    if (!several && planning->report.review != NULL) {
        answer->page = write_page;
        answer->drawing = write_drawing;
    }
    answer->found = planning;
    if (!option_given(planning->invocation, OPT_EMIT_WATCH))
        return answer_put(answer, err);
    plan_watch_put(planning->invocation, &planning->watch);
    return 0;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct planning planning = {.invocation = invocation,
                                .now = INSTANT_NONE,
                                .options = {.latency_as_rate = true},
                                .input = {.keep_crc32 = true}};
    int status = -1;
    answer_begin(&planning.answer, invocation);
    if (sizing_options_read(invocation, &planning.options, err) != 0 ||
        precheck_terms(&planning.options, err) != 0 || read_scales(&planning, err) != 0 ||
        plan_tiers_read(invocation, &planning.tiers, err) != 0 ||
        plan_purchases_read(&planning.options, &planning.purchases, err) != 0 ||
        plan_changes_read(option_text(invocation, OPT_PREVIOUS), &planning.changes, err) != 0)
        goto done;
    if (read_series(invocation, &planning.input, err) != 0 || check_metrics(&planning, err) != 0 ||
        forecast_events_read(invocation, &planning.input, &planning.events, err) != 0 ||
        ignore_option(invocation, planning.input.zone, &planning.input.set, &planning.ignoring,
                      err) != 0) {
        goto done;
    }
    if (planning.events.count > 0)
        plan_events_settle(&planning.events, planning.events.file, &invocation->notes);
    const struct series *first = &planning.input.set.item[0];
    const char *by = option_text(invocation, OPT_BY);
    planning.key = first->key == NULL ? NULL : by != NULL ? by : "service";
    plan_table_begin(&planning.writer, &planning.answer.rows, true, planning.key, true);
    list_sources(&planning);
    if (plan_all(&planning, err) == 0 && put_all(&planning, err) == 0) {
        status = planning.refused ? 1 : 0;
    }
done:
    notes_merge(&invocation->notes, &planning.forecasting);
    notes_release(&planning.forecasting);
    plan_overview_release(&planning.overview);
    fleet_page_release(&planning.fleet);
    release_latest(&planning);
    str_release(&planning.members);
    str_release(&planning.brief);
    str_release(&planning.watch.text);
    table_release(&planning.status);
    document_release(&planning.plans);
    answer_release(&planning.answer);
    series_input_release(&planning.input);
    planned_events_release(&planning.events);
    plan_tiers_release(&planning.tiers);
    plan_purchases_release(&planning.purchases);
    plan_changes_release(&planning.changes);
    sizing_options_release(&planning.options);
    return status;
}

static const struct option_use own_options[] = {
    {.id = OPT_CURRENT},
    {.id = OPT_HORIZON,
     .help = "default: a quarter of the history, in whole weeks where it is more than one"},
    {.id = OPT_QUANTILE},
    {.id = OPT_LEAD_TIME},
    {.id = OPT_REVIEW_EVERY},
    {.id = OPT_MISS_PRICE,
     .help = "doing nothing costs it for every hour without an instance "
             "that the demand needs"},
    {.id = OPT_REQUEST_VALUE},
    {.id = OPT_SCALE, .help = "scenarios of so much more demand; default: 2x,5x,10x,50x"},
    {.id = OPT_CHANGEPOINT},
    {.id = OPT_STOCK},
    {.id = OPT_SIZE_BY},
    {.id = OPT_IGNORE, .help = "incidents that are over are left out without it, and told"},
    {.id = OPT_EVENTS,
     .help = "past ones are left out of the fit and measured, those to come put on"},
    {.id = OPT_CAP},
    {.id = OPT_AS_OF},
    {.id = OPT_REQUIRE,
     .help =
         "here about the plan table, and status, earliest, expected and days_left of max or the "
         "budget, such as 'status!=late', 'days_left>=30d', 'cost_month<=3000/mo'"},
    {.id = OPT_RULES_FILE},
    {.id = OPT_KEEP_GOING},
    {.id = OPT_TIERS, .help = "planned for the busiest week; no other option is a tier's"},
    {.id = OPT_LINKS},
    {.id = OPT_CATALOGUE, .help = "the plan is solved again with each"},
    {.id = OPT_TYPE, .help = "that runs today"},
    {.id = OPT_MEMORY_BASE, .help = "of each type of the catalogue"},
    {.id = OPT_OFFERS, .help = "the plan's fleet is weighed under each"},
    {.id = OPT_OWNED},
    {.id = OPT_BRIEF},
    {.id = OPT_PREVIOUS},
    {.id = OPT_EMIT_WATCH},
    {.id = OPT_DEMAND_METRIC},
    {.id = OPT_FLEET_METRIC},
    {.id = OPT_NONE},
};

static const struct schema_column fact_columns[] = {
    FIELD_UNBOUND(
        "meta", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
        "what is planned: service, subject, unit, quantile and size_by (of a week's "
        "peak, or a step), from, to, as_of, zone, "
        "version, command, currency, revision (1, or one more than that of --previous) and "
        "replaces (the as_of of that; null without one)"),
    FIELD_UNBOUND("decision", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
                  "verdict (enough, order, late, over budget, cannot be met), text, from and to "
                  "(instances), needed, need_by, order_by, decide_by, late, confidence"),
    FIELD_UNBOUND(
        "money", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
        "total of the horizon, as_today, price_hour, month_most, month_today, "
        "budget_month, budget_left, weeks_over; months, a calendar month each; unit: what is "
        "served and what one and a million of it cost"),
    FIELD_UNBOUND("do_nothing", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
                  "today's fleet over the horizon: instances, busy (in the busiest week), "
                  "buffers_used, at (more demand "
                  "than all of it takes), steps_over, unserved"),
    FIELD_UNBOUND("weeks", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
                  "an array of the columns of the plan table, and until, peak, the forecast's "
                  "highest mean to p99, need (before max), plan, carry (the demand that it takes)"),
    FIELD_UNBOUND("runout", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
                  "an array: when max or the budget is passed, as in headroom runout"),
    FIELD_UNBOUND(
        "events", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
        "an array: those of --events that act on what is planned: name, start, end (of the "
        "last wave), waves, multiplier, share (that it comes), confidence, owner"),
    FIELD_UNBOUND("risks", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false, "an array of sentences"),
    FIELD_UNBOUND(
        "data", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
        "end; gaps: from, to, steps; outliers, which were left out: from, to, multiple (of "
        "what was usual); files: path, layout, rows, rows_skipped, bytes, crc32"),
    FIELD_UNBOUND("tiers", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, false,
                  "of --tiers: an array of the columns of the tiers of a system; else null"),
    FIELD_UNBOUND("rules", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "what became of --require: rule, status, actual, limit, where, at, finding"),
    FIELD_UNBOUND(
        "services", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
        "of several services, instead of the members above: an array of objects that have them"),
    FIELD_UNBOUND("options", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "what could be done, the plan solved again with each: id, value, n, n_end, cost, "
                  "loss, total, in_place, fits, bound_by, months_over, flags"),
    FIELD_UNBOUND("remedies", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "what would bring the busiest week within max and the budget; empty where it is"),
    FIELD_UNBOUND("history", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "measured weeks: week, min, p95 and max of steps, need, n"),
    FIELD_UNBOUND(
        "scenarios", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
        "base, high (p99), worst, each event without or with it, and those of --scale: n, "
        "cost, the first limit and at, the same without events"),
    FIELD_UNBOUND("sensitivity", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "each assumption a fifth lower and higher: low, base, high, n_low, n_high"),
    FIELD_UNBOUND(
        "peaks", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
        "the last weeks' peaks as they were forecast before: p50, planned, p99, measured"),
    FIELD_UNBOUND("purchase", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "of --offers: an array of the ways to buy a fleet, as of headroom cost; else "
                  "null"),
    FIELD_UNBOUND("readiness", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "an array of what has to be settled before the peak: name, question, answer "
                  "(yes, no; null where figures do not tell), owner, evidence"),
    FIELD_UNBOUND("types", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "of --catalogue: an array of the types of instances for a plan; else null"),
    FIELD_UNBOUND("changes", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
                  "since --previous: what, before, now; else null"),
    FIELD_UNBOUND(
        "last_plan", COLUMN_TEXT, STYLE_PLAIN, ANSWER_OBJECT, true,
        "how that plan did: covered of the weeks that are over, and weeks: week, planned, "
        "measured (the peak); else null"),
    FIELD_END,
};

static const struct schema schema_facts = {"members of a plan", fact_columns, 0};

static const struct example examples[] = {
    {"headroom plan samples/web-requests.csv --per-instance 500/s --horizon 4w",
     "four weeks of fleet sizes, with the reasons", 0},
    {"headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv -o plan.xlsx",
     "the same as a workbook whose formulas follow its assumptions", 0},
    {"headroom plan samples/web-requests.csv --per-instance 500/s --format csv",
     "the plan table, a row a week, to compare with last week's", 0},
    {"headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 4w "
     "--tiers samples/shop-tiers.csv --links samples/shop-links.csv",
     "and what the busiest week asks of the tiers behind the web servers", 0},
    {"headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 8w "
     "--catalogue default:aws --type m5.large --offers samples/offers.csv --as-of 2026-03-02",
     "and what else its fleet could be bought as: another type, a commitment", 0},
    {"headroom plan samples/web-requests.csv --assume samples/web-assumptions.csv --emit "
     "prometheus "
     "--demand-metric 'sum(rate(http_requests_total[5m]))' -o plan-alerts.yaml",
     "alerts of Prometheus that tell early when the plan is wrong", 0},
    {"headroom plan samples/fleet.csv --assume samples/fleet-assumptions.csv --only auth -o "
     "auth.xlsx",
     "one service of a fleet as a workbook", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-forecast(1)", "headroom-size(1)",
                                       "headroom-runout(1)", NULL};

const struct command cmd_plan = {
    .name = "plan",
    .summary = "what capacity is needed by when, what does it cost, and why?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_sizing, options_instance, options_fleet, options_latency, own_options,
                options_reading, options_series, options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_ASSUME, OPT_HORIZON, OPT_QUANTILE, OPT_CURRENT, OPT_MAX,
               OPT_LEAD_TIME, OPT_EVENTS, OPT_BY, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_planned_events, &schema_rules, &schema_tiers, &schema_links,
               &schema_instance_types, &schema_offers, &schema_owned},
    .outputs = {&schema_plan, &schema_tier_needs, &schema_cost, &schema_plan_types},
    .facts = &schema_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal =
        "max or the budget keeps the fleet below what is needed, or a rule of --require does "
        "not hold",
    .run = run,
};
