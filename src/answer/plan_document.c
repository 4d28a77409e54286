#include "advise/capacity_plan.h"
#include "answer/assumptions_in_brief.h"
#include "answer/plan_buying_shown.h"
#include "answer/plan_changes.h"
#include "answer/plan_report.h"
#include "answer/plan_screen.h"
#include "answer/plan_tiles.h"
#include "answer/plan_words.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/unit.h"
#include "drawing/chart.h"
#include "drawing/chart_axis.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HORIZONS_SHOWN = 3, CHART_ROWS = 14 };

/// First step of the history that the chart shows.
static size_t history_begin(const struct capacity_plan *plan)
{
    const struct series *history = plan->in.history;
    const struct forecast *forecast = plan->in.forecast;
    double steps =
        HORIZONS_SHOWN * (double)forecast->n * (double)forecast->step_s / (double)history->step_s;
    return steps < (double)history->n ? history->n - (size_t)steps : 0;
}

/// Appends the chart; of a long history it shows the last three horizons at most, so that the weeks
/// that are planned can be seen.
static void plan_chart(const struct capacity_plan *plan, struct str *out)
{
    const struct series *history = plan->in.history;
    const struct forecast *forecast = plan->in.forecast;
    const double *planned =
        plan->in.column == PLAN_MEAN ? forecast->mean : forecast->level[plan->in.column - PLAN_P50];
    // By the forecast's steps, so that a week that the horizon cuts short ends with it.
    double *capacity = mem_alloc(forecast->n, sizeof *capacity);
    for (size_t i = 0; i < forecast->n; i++) {
        size_t w = i * (size_t)forecast->step_s / (size_t)SECONDS_PER_WEEK;
        capacity[i] = plan->week[w].kept * plan->in.sizing.per_instance;
    }
    size_t first = history_begin(plan);
    struct str range_name = {0};
    str_appendf(&range_name, "forecast (mean to highest %s)", plan_column_name(plan->in.column));
    const struct chart_layer layers[] = {
        {"history (mean to highest)", CHART_SOLID, series_time(history, first), history->step_s,
         history->n - first, NULL, history->value + first},
        {str_text(&range_name), CHART_DOTTED, forecast->start, forecast->step_s, forecast->n,
         forecast->mean, planned},
        {"capacity of the plan", CHART_LINE, forecast->start, forecast->step_s, forecast->n, NULL,
         capacity},
    };
    const struct chart chart = {
        .y_title = history->unit.name[0] != '\0' ? history->unit.name : history->name,
        .y_unit = &history->unit,
        .layer = layers,
        .layers = sizeof layers / sizeof *layers,
        .now = forecast->start,
        .rows = CHART_ROWS,
    };
    chart_render(&chart, out);
    str_release(&range_name);
    free(capacity);
}

static const instant day_ms = SECONDS_PER_DAY * INSTANT_PER_SECOND;

/// "97 (week of 2015-02-15)", or that the horizon does not reach so far.
static const char *instances_in(struct arena *arena, const struct capacity_plan *plan, int days)
{
    size_t w = plan_week_at(plan, plan->in.as_of + days * day_ms);
    return w == SIZE_MAX ? NULL
                         : arena_printf(arena, ", %s in %d days",
                                        words_number(arena, plan->week[w].row.instances), days);
}

static void add_instances_fact(struct document *document, struct arena *arena,
                               const struct capacity_plan *plan)
{
    const struct plan_week *most = &plan->week[plan->largest];
    const char *in_30 = instances_in(arena, plan, 30);
    const char *in_90 = instances_in(arena, plan, 90);
    document_fact(document, "instances", "%s today%s%s%s, %s at the end; most %s, %sweek of %s",
                  words_number(arena, plan->baseline),
                  plan->baseline_given ? "" : " (what the last seven days need)",
                  in_30 != NULL ? in_30 : "", in_90 != NULL ? in_90 : "",
                  words_number(arena, plan->week[plan->weeks - 1].row.instances),
                  words_number(arena, most->row.instances),
                  most->row.bound_by == BOUND_MAX ? "all that max allows, from the " : "",
                  words_date(arena, most->start));
}

static void add_cost_facts(struct document *document, struct arena *arena,
                           const struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    double most = plan->week[plan->largest].row.cost_month;
    if (isnan(sizing->price_hour)) {
        document_fact(document, "cost", "unknown: no --price");
        return;
    }
    document_fact(document, "cost",
                  "%s a month at most (%s an hour each, %s hours a month); %s for the "
                  "whole horizon",
                  words_money(arena, most), words_number(arena, sizing->price_hour),
                  words_number(arena, sizing->hours_per_month),
                  words_money(arena, plan->cost_total));
    if (!isnan(sizing->budget_month)) {
        double left = sizing->budget_month - most;
        document_fact(document, "budget", "%s a month: %s %s",
                      words_money(arena, sizing->budget_month), words_money(arena, fabs(left)),
                      left >= 0 ? "left" : "too little");
    }
}

static const char *crossing(struct arena *arena, instant time)
{
    return time == INSTANT_NONE ? "not within the horizon" : words_date(arena, time);
}

/// "max (60) is passed on 2026-05-06 (p99: 2026-04-29; p50: not within the horizon)".
static const char *limit_passed(struct arena *arena, const struct capacity_plan *plan,
                                enum plan_limit which)
{
    const struct plan_limit_date *limit = &plan->limit[which];
    const char *name = arena_printf(arena,
                                    which == PLAN_LIMIT_CURRENT ? "the %s of today"
                                    : which == PLAN_LIMIT_MAX   ? "max (%s)"
                                                                : "the budget (%s instances)",
                                    words_number(arena, limit->instances));
    if (limit->when.planned == INSTANT_NONE) {
        return arena_printf(arena, "%s: not within the horizon", name);
    }
    return arena_printf(
        arena, "%s: %s (p99: %s; p50: %s)", name, words_date(arena, limit->when.planned),
        crossing(arena, limit->when.earliest), crossing(arena, limit->when.expected));
}

/// What is said of steps beside weeks that are sized by their peaks.
static const char *steps_words(struct arena *arena, const struct capacity_plan *plan)
{
    if (plan->in.peaks == NULL)
        return "";
    return arena_printf(arena, " (by the %s of steps)", plan_column_name(plan->in.column));
}

/// How busy a fleet gets follows the weeks, as what is ordered does; times are those of steps.
static const char *inaction_words(struct arena *arena, const struct capacity_plan *plan)
{
    if (plan->in.peaks == NULL)
        return "";
    const char *column = plan_column_name(plan->in.column);
    return arena_printf(arena, " (busy by the %s of a week's peak, times by that of steps)",
                        column);
}

static void add_limit_facts(struct document *document, struct arena *arena,
                            const struct capacity_plan *plan)
{
    const char *passed = NULL;
    if (plan->over_budget > 0 || plan->not_met > 0) {
        const struct sized_demand asked = plan_asked(plan);
        document_fact(document, "to fit", "%s", words_fitting(arena, &asked));
    }
    for (int i = 0; i < PLAN_LIMITS; i++) {
        if (plan->limit[i].given) {
            const char *one = limit_passed(arena, plan, (enum plan_limit)i);
            passed = passed == NULL ? one : arena_printf(arena, "%s; %s", passed, one);
        }
    }
    if (passed != NULL) {
        document_fact(document, "run-out", "%s%s", passed, steps_words(arena, plan));
    }
}

static void add_summary(struct document *document, struct arena *arena,
                        const struct plan_report *report)
{
    const struct capacity_plan *plan = report->plan;
    enum document_tone tone;
    const char *decision = words_decision(arena, plan, &tone);
    const char *doubt = words_doubt(arena, plan);
    if (doubt != NULL) {
        document_callout(document, TONE_BAD, "%s", doubt);
    }
    document_callout(document, tone, "%s", decision);
    document_fact(document, "demand", "%s; %s of it on top as headroom",
                  words_highest(arena, plan, report->subject),
                  words_share(arena, plan->in.sizing.headroom));
    add_instances_fact(document, arena, plan);
    add_cost_facts(document, arena, plan);
    add_limit_facts(document, arena, plan);
    document_fact(document, "do nothing", "%s%s", words_inaction(arena, plan),
                  inaction_words(arena, plan));
    document_fact(document, "as of", "%s, %s; all times are %s", words_time(arena, plan->in.as_of),
                  words_as_of(arena, plan), report->zone);
}

/// A week's fleet as the plan holds it, beside what the week needs: a dip that ends within the lead
/// time is held.
static void add_week(const struct capacity_plan *plan, size_t w, const char *demand, double unit,
                     struct table *table)
{
    const struct plan_week *week = &plan->week[w];
    const double before = w == 0 ? plan->baseline : plan->week[w - 1].kept;
    struct plan_row row = week->row;
    if (week->kept > row.instances && row.instances > 0) {
        double lost = row.instances * (1 - row.utilization / row.utilization_failed);
        double busy = row.utilization * row.instances;
        row.utilization = busy / week->kept;
        row.utilization_failed = busy / (week->kept - lost);
        row.cost_month *= week->kept / row.instances;
        if (!isnan(row.latency_s))
            row.latency_s = solve_latency_s(&plan->in.sizing, row.demand, week->kept);
    }
    size_t at = table_add_row(table);
    table_put_time(table, at, "week", week->start);
    table_put_number(table, at, demand, STYLE_PLAIN, row.demand / unit);
    table_put_number(table, at, "need", STYLE_INTEGER, week->needed);
    table_put_number(table, at, "plan", STYLE_INTEGER, week->kept);
    table_put_number(table, at, "change", STYLE_INTEGER, week->kept - before);
    table_put_number(table, at, "busy", STYLE_RATIO, row.utilization);
    table_put_number(table, at, "busy_failed", STYLE_RATIO, row.utilization_failed);
    if (!isnan(row.latency_s))
        table_put_number(table, at, "latency_ms", STYLE_PLAIN, round(1e4 * row.latency_s) / 10);
    if (!isnan(row.cost_month))
        table_put_number(table, at, "cost_month", STYLE_COST_MONTH, row.cost_month);
    table_put_text(table, at, "bound_by", bound_by_name(row.bound_by));
}

static void add_weeks(struct document *document, const struct capacity_plan *plan)
{
    struct table table = {0};
    struct axis_unit unit =
        chart_axis_unit(&plan->in.history->unit, plan->week[plan->busiest].row.demand);
    const char *demand = arena_printf(&document->arena, "demand%s", unit.name);
    for (size_t w = 0; w < plan->weeks; w++)
        add_week(plan, w, demand, unit.worth, &table);
    document_rows(document, &table);
}

/// One row of the table that builds up the largest week's count.
static void add_step(struct table *table, const char *step, double adds, double running,
                     const char *why)
{
    size_t at = table_add_row(table);
    table_put_text(table, at, "step", step);
    table_put_number(table, at, "adds", STYLE_PLAIN, adds);
    table_put_number(table, at, "instances", STYLE_PLAIN, running);
    table_put_text(table, at, "why", why);
}

/// Why an instance takes no more than it does, where that is not its rate alone.
static const char *rate_words(struct arena *arena, const struct sizing *sizing)
{
    const char *imbalance = sizing->limits.imbalance > 0
                                ? arena_printf(arena, "; the fullest gets %s more than its share",
                                               words_share(arena, sizing->limits.imbalance))
                                : "";
    switch (sizing->rate_by) {
    case BOUND_LATENCY:
        return arena_printf(arena, ", what p%.10g within %s leaves of it",
                            100 * sizing->latency.percentile,
                            words_milliseconds(arena, sizing->latency.limit_s));
    case BOUND_MEMORY:
        return arena_printf(arena, ", what its memory holds%s", imbalance);
    case BOUND_CONNECTIONS:
        return arena_printf(arena, ", what its connections hold%s", imbalance);
    default:
        return imbalance;
    }
}

static void add_reasons(struct document *document, struct arena *arena,
                        const struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    const struct plan_row *row = &plan->week[plan->busiest].row;
    struct table table = {0};
    double running = row->base;
    add_step(&table, "base", row->base, running,
             arena_printf(arena, "%s at %s an instance%s", words_demand(arena, plan, row->demand),
                          words_demand(arena, plan, sizing->per_instance),
                          rate_words(arena, sizing)));
    running += row->headroom;
    add_step(&table, "headroom", row->headroom, running,
             arena_printf(arena, "%s of the demand, on top of %s",
                          words_share(arena, sizing->headroom), plan_column_name(plan->in.column)));
    running = round(running + row->rounding);
    add_step(&table, "rounding", row->rounding, running, "instances are whole");
    running += row->spare;
    add_step(&table, "spare", row->spare, running,
             row->spare > 0 ? arena_printf(arena, "%s may fail%s", words_spare(arena, sizing),
                                           row->deploy > 0 ? ", and deployments take some out" : "")
                            : "nothing may fail");
    if (row->zone_fill > 0) {
        running += row->zone_fill;
        add_step(&table, "zone fill", row->zone_fill, running,
                 arena_printf(arena, "%s zones hold the same number",
                              words_number(arena, sizing->zones)));
    }
    if (row->bound != 0) {
        running += row->bound;
        add_step(&table, "bound", row->bound, running,
                 row->bound > 0 ? "never fewer than min" : "never more than max");
    }
    document_table(document, &table);
}

/// Those in brief where the document is, else a line each: value, then who says so, since when, and
/// where the plan has it from.
static void add_assumptions(struct document *document, const struct plan_report *report)
{
    if (report->in_brief) {
        assumptions_in_brief(document, report->assumption, report->assumptions);
        return;
    }
    struct str line = {0};
    for (size_t i = 0; i < report->assumptions; i++) {
        const struct plan_assumption *from = &report->assumption[i];
        const char *who[] = {from->source, from->owner, from->date};
        str_clear(&line);
        str_appendf(&line, "%s (%s)", from->value, from->origin);
        for (size_t k = 0; k < sizeof who / sizeof *who; k++) {
            if (who[k] != NULL && who[k][0] != '\0') {
                str_appendf(&line, "; %s", who[k]);
            }
        }
        document_fact(document, from->name, "%s", str_text(&line));
    }
    str_release(&line);
}

static void add_risk(void *context, const char *risk)
{
    document_item(context, "%s", risk);
}

/// How many notes are of the level of information.
static size_t count_informed(const struct notes *notes)
{
    size_t count = 0;
    for (size_t i = 0; notes != NULL && i < notes->count; i++)
        count += notes->note[i].level == NOTE_INFO;
    return count;
}

/// All notes, or the warnings and how many more there are.
static void add_notes(struct document *document, const struct plan_report *report)
{
    const enum note_level least = report->in_brief ? NOTE_WARNING : NOTE_INFO;
    document_notes(document, report->forecasting, least);
    document_notes(document, report->reading, least);
    size_t more = count_informed(report->forecasting) + count_informed(report->reading);
    if (report->in_brief && more > 0)
        document_item(document, "%zu %s on the data and the forecast: -v shows %s", more,
                      more == 1 ? "note" : "notes", more == 1 ? "it" : "them");
}

static void add_origin_of_figures(struct document *document, const struct plan_report *report)
{
    for (size_t i = 0; i < report->sources; i++) {
        const struct plan_source *source = &report->source[i];
        document_fact(document, "data", "%s (%s): %zu rows, %" PRIu64 " bytes, CRC-32 %08" PRIx32,
                      source->path, source->layout, source->rows, source->bytes, source->crc32);
    }
    document_fact(document, "made by", "headroom %s", report->version);
    document_preformatted(document, report->command_line);
}

/// Title, decision, tiles and chart: what a terminal shows at once.
static void add_screen(struct document *document, const struct plan_report *report)
{
    struct str screen = {0};
    plan_screen(report, &screen);
    document_preformatted(document, str_text(&screen));
    str_release(&screen);
    document_heading(document, "The plan");
}

/// What is asked, of whom and what turns it: the tiles as a list, and the doubts.
static void add_asks(struct document *document, struct arena *arena,
                     const struct plan_report *report)
{
    struct plan_tile tile[PLAN_TILES];
    const char *doubt[PLAN_DOUBTS];
    struct plan_box box;
    plan_box_fill(arena, report, PLAN_DATES_ISO, &box);
    plan_tiles_fill(arena, report, PLAN_DATES_ISO, tile);
    document_callout(document, box.tone, "%s. %s.", box.key, box.ask);
    document_paragraph(document, "%s", box.more);
    for (size_t i = 0; i < PLAN_TILES; i++)
        document_fact(document, tile[i].label, "%s; %s", tile[i].value, tile[i].note);
    size_t doubts = plan_doubts(arena, report, PLAN_DATES_ISO, doubt);
    if (doubts > 0)
        document_heading(document, "Before you sign");
    for (size_t i = 0; i < doubts; i++)
        document_item(document, "%s", doubt[i]);
}

/// What could be done, each solved again, and which limit more demand meets first.
static void add_options(struct document *document, const struct plan_report *report)
{
    struct table options = {0}, scenarios = {0};
    struct arena *arena = &document->arena;
    for (size_t i = 0; i < report->review->options; i++) {
        const struct plan_option *option = &report->review->option[i];
        size_t row = table_add_row(&options);
        table_put_text(&options, row, "option", plan_option_name(arena, option));
        table_put_number(&options, row, "most", STYLE_INTEGER, option->most);
        table_put_number(&options, row, "end", STYLE_INTEGER, option->at_end);
        table_put_number(&options, row, "cost", STYLE_COST_MONTH, option->cost);
        table_put_text(&options, row, "fits",
                       option->fits                       ? "yes"
                       : option->bound_by == BOUND_MAX    ? "above max"
                       : option->bound_by == BOUND_BUDGET ? "over budget"
                                                          : "too few");
        if (!isnan(report->plan->in.sizing.budget_month))
            table_put_text(&options, row, "months", plan_option_months(arena, option));
    }
    document_heading(document, "Options");
    document_table(document, &options);
    for (size_t i = 0; i < report->review->scenarios; i++) {
        const struct plan_scenario *scenario = &report->review->scenario[i];
        size_t row = table_add_row(&scenarios);
        table_put_text(&scenarios, row, "scenario", plan_scenario_name(arena, report, scenario));
        table_put_number(&scenarios, row, "most", STYLE_INTEGER, scenario->with.most);
        table_put_number(&scenarios, row, "cost", STYLE_COST_MONTH, scenario->with.uncapped);
        table_put_text(&scenarios, row, "first_limit",
                       scenario->with.fits ? "none" : bound_by_name(scenario->with.bound_by));
        table_put_time(&scenarios, row, "from", scenario->with.limited);
    }
    document_heading(document, "Scenarios");
    document_table(document, &scenarios);
}

void plan_document(const struct plan_report *report, struct document *document)
{
    const struct capacity_plan *plan = report->plan;
    struct arena *arena = &document->arena;
    struct str chart = {0};
    document_title(document, "Capacity plan: %s, %s to %s", report->subject,
                   words_date(arena, plan->week[0].start),
                   words_date(arena, plan->week[plan->weeks - 1].end));
    if (report->review != NULL && report->as_markdown) {
        add_asks(document, arena, report);
        add_options(document, report);
        document_detail(document, "The plan in figures");
        add_summary(document, arena, report);
    } else {
        if (report->review != NULL && report->as_text)
            add_screen(document, report);
        add_summary(document, arena, report);
        if (report->review != NULL)
            add_options(document, report);
    }
    plan_buying_document(report, document);
    plan_changes_document(report, document);
    document_detail(document, "Demand and capacity");
    plan_chart(plan, &chart);
    document_preformatted(document, str_text(&chart));
    str_release(&chart);
    document_detail(document, "Weeks");
    add_weeks(document, plan);
    document_paragraph(document,
                       "%s. need is what a week takes, plan what is in service: a dip that ends "
                       "within the lead time is held. busy is the share of all instances, "
                       "busy_failed of what is left when the spare is lost.",
                       words_sized_by(arena, plan));
    document_detail(document, "Why %s",
                    words_number(arena, plan->week[plan->busiest].row.instances));
    add_reasons(document, arena, plan);
    if (report->tiers != NULL) {
        document_heading(document, "Tiers");
        document_paragraph(document, "For %s/s, the demand of the busiest week.",
                           words_number(arena, report->tiers->demand));
        tiers_write(report->tiers, document);
    }
    document_detail(document, "Assumptions");
    add_assumptions(document, report);
    document_heading(document, "Risks and notes");
    size_t before = document->count;
    words_risks(arena, report, add_risk, document);
    add_notes(document, report);
    if (document->count == before) {
        document_item(document, "none found in the figures");
    }
    document_detail(document, "Accuracy of the forecast");
    document_paragraph(document, "%s.", words_accuracy(arena, plan->in.forecast));
    document_detail(document, "Make it again");
    add_origin_of_figures(document, report);
}
