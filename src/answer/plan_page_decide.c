// Sections of the page that decide: options, scenarios, sensitivity, run-out, cost.
#include "answer/html_page.h"
#include "answer/plan_page.h"
#include "answer/plan_tiles.h"
#include "answer/words.h"
#include "base/memory.h"
#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The heading of a section is its first line.
static void heading(struct str *out, const char *finding, const char *sub)
{
    html_text(out, finding);
    str_append_char(out, '\n');
    html_element(out, "div class=\"sub\"", sub);
}

static const char *money_or_dash(struct arena *arena, double value)
{
    return isnan(value) ? "–" : plan_money(arena, value);
}

/// "54 / 45".
static const char *counts(struct arena *arena, double most, double end)
{
    return isnan(most) ? "–"
                       : arena_printf(arena, "%s / %s", words_number(arena, most),
                                      words_number(arena, end));
}

static void option_fits(struct html_table *table, struct arena *arena,
                        const struct plan_option *option)
{
    if (!option->fits)
        html_cell_status(table, STATUS_LATE,
                         option->bound_by == BOUND_MAX      ? "above the maximum"
                         : option->bound_by == BOUND_BUDGET ? "over the budget"
                                                            : "too few");
    else if (option->late)
        html_cell_status(table, STATUS_WARN, "fits, late");
    else
        html_cell_status(table, option->why != NULL ? STATUS_WARN : STATUS_OK,
                         option->why != NULL ? arena_printf(arena, "fits: %s", option->why)
                                             : "fits");
}

static void add_states(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"State", false},          {"Instances", true},  {"Each takes", true}, {"Busy", true},
        {"What users see", false}, {"Not served", true}, {"Loss", true}};
    const struct plan_review *review = report->review;
    const struct unit *unit = &report->plan->in.history->unit;
    struct html_table table;
    html_element(out, "h3", "Do nothing, in steps");
    html_element(out, "div class=\"sub\"",
                 arena_printf(arena,
                              "Today's %s at the highest step of the busiest week, %s; what is "
                              "not served is expected over the horizon, or on that day",
                              words_number(arena, report->plan->baseline),
                              plan_time(arena, PLAN_DATES_WORDS,
                                        report->plan->week[report->plan->busiest].peak_time)));
    html_table_begin(&table, out, "", head, 7);
    for (size_t i = 0; i < review->states; i++) {
        const struct plan_state *state = &review->state[i];
        const struct sizing *sizing = &report->plan->in.sizing;
        html_row(&table, "");
        html_cell(&table, state->name);
        html_cell(&table, words_number(arena, state->instances));
        html_cell(&table, words_measure(arena, state->each, words_number, unit));
        html_cell(&table, arena_printf(arena, "%.0f%%", state->busy * 100));
        html_cell_status(&table,
                         state->busy > 1                            ? STATUS_LATE
                         : state->busy * (1 + sizing->headroom) > 1 ? STATUS_WARN
                                                                    : STATUS_OK,
                         state->busy > 1 ? "above all that is left: queues, time-outs"
                         : state->busy * (1 + sizing->headroom) > 1
                             ? "served, with less headroom than asked for"
                             : "nothing");
        html_cell(&table, state->missed < 0.5 ? "none" : plan_money(arena, state->missed));
        html_cell(&table, money_or_dash(arena, state->loss));
    }
    html_table_end(&table);
}

bool plan_section_options(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Option", false},   {"Most / end", true}, {"Cost", true},    {"Loss", true},
        {"In place", false}, {"Fits", false},      {"Months", false}, {"Shown by", false}};
    const struct plan_review *review = report->review;
    size_t fitting = 0;
    const char *best = NULL;
    for (size_t i = 0; i < review->options; i++) {
        fitting += review->option[i].fits;
        if (review->option[i].recommended && best == NULL)
            best = review->option[i].name;
    }
    heading(
        out,
        best == NULL
            ? arena_printf(arena, "%zu of %zu options fit; none is recommended unasked", fitting,
                           review->options)
            : arena_printf(arena, "%s fits; %zu of %zu options do", best, fitting, review->options),
        arena_printf(arena,
                     "Options: cost of %s, expected loss of doing nothing; each is the plan "
                     "solved again with that changed. It fits where every week's rate is within "
                     "the budget; months are those of the calendar, at their mean rate",
                     plan_span(arena, report->plan)));
    struct html_table table;
    html_table_begin(&table, out, "", head, 8);
    for (size_t i = 0; i < review->options; i++) {
        const struct plan_option *option = &review->option[i];
        html_row(&table, option->recommended ? "me" : "");
        html_cell(&table, plan_option_name(arena, option));
        html_cell(&table, counts(arena, option->most, option->at_end));
        html_cell(&table, money_or_dash(arena, option->cost));
        html_cell(&table, option->loss > 0.5    ? plan_money(arena, option->loss)
                          : isnan(option->loss) ? "–"
                                                : "0");
        html_cell(&table, option->in_place == INSTANT_NONE
                              ? "–"
                              : plan_date(arena, PLAN_DATES_WORDS, option->in_place));
        option_fits(&table, arena, option);
        html_cell(&table, isnan(option->months_over) ? "–" : plan_option_months(arena, option));
        struct str code = {0};
        const char *flags = plan_option_flags(arena, option);
        html_element(&code, "code", flags == NULL ? "this plan" : flags);
        html_cell_markup(&table, str_text(&code));
        str_release(&code);
    }
    html_table_end(&table);
    add_states(report, arena, out);
    return true;
}

static void scenario_limit(struct html_table *table, struct arena *arena,
                           const struct plan_report *report, const struct plan_solution *solution,
                           instant max_at)
{
    if (solution->fits) {
        html_cell(table, "none");
        return;
    }
    instant at =
        solution->bound_by == BOUND_MAX && max_at != INSTANT_NONE ? max_at : solution->limited;
    html_cell_status(
        table, STATUS_LATE,
        solution->bound_by == BOUND_MAX
            ? arena_printf(arena, "max %s, %s", words_number(arena, report->plan->in.sizing.max),
                           plan_date(arena, PLAN_DATES_WORDS, at))
            : arena_printf(arena, "budget, %s", plan_date(arena, PLAN_DATES_WORDS, at)));
}

bool plan_section_scenarios(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Scenario", false},           {"Instances", true},      {"Cost", true},
        {"First limit", false},        {"Without events", true}, {"Cost without", true},
        {"First limit without", false}};
    const struct plan_review *review = report->review;
    struct html_table table;
    bool has_without = review->in.without != NULL;
    const struct plan_scenario *first = NULL;
    for (size_t i = 0; i < review->scenarios && first == NULL; i++)
        if (!review->scenario[i].with.fits)
            first = &review->scenario[i];
    heading(out,
            first == NULL ? "No scenario meets a limit"
                          : arena_printf(arena, "The first scenario that meets a limit is %s",
                                         plan_scenario_name(arena, report, first)),
            "Most instances in any week, cost of the horizon beyond the maximum too, and the first "
            "limit met");
    html_table_begin(&table, out, "", head, has_without ? 7 : 4);
    for (size_t i = 0; i < review->scenarios; i++) {
        const struct plan_scenario *scenario = &review->scenario[i];
        html_row(&table, i == 0 ? "me" : "");
        html_cell(&table, plan_scenario_name(arena, report, scenario));
        html_cell(&table, words_number(arena, scenario->with.most));
        html_cell(&table, money_or_dash(arena, scenario->with.uncapped));
        scenario_limit(&table, arena, report, &scenario->with, scenario->max_at);
        if (!has_without)
            continue;
        html_cell(&table, scenario->has_without ? words_number(arena, scenario->without.most) : "");
        html_cell(&table,
                  scenario->has_without ? money_or_dash(arena, scenario->without.uncapped) : "");
        if (scenario->has_without)
            scenario_limit(&table, arena, report, &scenario->without, INSTANT_NONE);
        else
            html_cell(&table, "");
    }
    html_table_end(&table);
    return true;
}

static void fill_tornado(const struct plan_report *report, struct arena *arena,
                         struct tornado_row *row)
{
    const struct plan_review *review = report->review;
    for (size_t i = 0; i < review->sensitivities; i++) {
        const struct plan_sensitivity *one = &review->sensitivity[i];
        row[i] = (struct tornado_row){
            .name = arena_printf(arena, "%s %s", sensitivity_name(one),
                                 sensitivity_value(arena, report, one, one->base)),
            .low = arena_printf(arena, "%s: %s", sensitivity_value(arena, report, one, one->low),
                                words_number(arena, one->n_low)),
            .high = arena_printf(arena, "%s: %s", sensitivity_value(arena, report, one, one->high),
                                 words_number(arena, one->n_high)),
            .flips = sensitivity_flips(arena, report, one),
            .n_low = one->n_low,
            .n_high = one->n_high};
    }
}

bool plan_section_sensitivity(const struct plan_report *report, struct arena *arena,
                              struct str *out)
{
    const struct plan_review *review = report->review;
    struct tornado_row row[REVIEW_SENSITIVITIES];
    struct str wide = {0}, narrow = {0};
    if (review->sensitivities == 0)
        return false;
    fill_tornado(report, arena, row);
    struct tornado_chart chart = {
        .row = row,
        .rows = review->sensitivities,
        .base = review->scenario[0].with.most,
        .max = report->plan->in.sizing.max,
        .base_label =
            arena_printf(arena, "%s the plan", words_number(arena, review->scenario[0].with.most)),
        .max_label =
            arena_printf(arena, "%s max", words_number(arena, report->plan->in.sizing.max))};
    heading(
        out,
        review->sensitivities < 2
            ? "What the answer depends on"
            : arena_printf(arena, "%s and %s decide", sensitivity_name(&review->sensitivity[0]),
                           sensitivity_name(&review->sensitivity[1])),
        "Instances in the largest week when one assumption is a fifth lower (open) or higher "
        "(solid), all others kept; a quantile: the next; spare: one less or more; hatched: above "
        "the maximum");
    const char *finding = arena_printf(arena, "What the plan of %s depends on, by assumption.",
                                       words_instances(arena, chart.base));
    draw_tornado(&chart, SVG_WIDE, finding, &wide);
    draw_tornado(&chart, SVG_NARROW, finding, &narrow);
    html_figure(out, str_text(&wide), str_text(&narrow),
                report->plan->in.sizing.zones > 1
                    ? "Zones hold the same number, so that counts go in steps."
                    : NULL);
    str_release(&wide);
    str_release(&narrow);
    return true;
}

enum { RUNOUT_BARS = 12 };

/// One limit: its bar, and its row in the table.
static void add_limit(const struct plan_report *report, struct arena *arena, const char *name,
                      double instances, const struct runout *when, struct runout_bar *bar,
                      struct html_table *table)
{
    const struct capacity_plan *plan = report->plan;
    bool never = when->planned == INSTANT_NONE && when->earliest == INSTANT_NONE;
    bool late = when->status == RUNOUT_LATE;
    const char *by =
        when->order_by == INSTANT_NONE ? "–" : plan_date(arena, PLAN_DATES_WORDS, when->order_by);
    *bar = (struct runout_bar){
        .name = name,
        .words = never  ? arena_printf(arena, "not within %s", plan_span(arena, plan))
                 : late ? arena_printf(arena, "▲ was due %s", by)
                 : when->order_by == INSTANT_NONE ? ""
                                                  : arena_printf(arena, "by %s", by),
        .earliest = when->earliest,
        .expected = when->expected,
        .latest = when->latest,
        .order_by = when->order_by,
        .late = late};
    const instant at[] = {when->earliest, when->expected, when->latest, when->planned};
    html_row(table, "");
    html_cell(table, name);
    html_cell(table, words_measure(arena, solve_demand(&plan->in.sizing, instances), words_number,
                                   &plan->in.history->unit));
    for (size_t i = 0; i < 4; i++)
        html_cell(table, at[i] == INSTANT_NONE ? "–" : plan_time(arena, PLAN_DATES_WORDS, at[i]));
    html_cell_status(table, late ? STATUS_LATE : STATUS_NONE, by);
}

bool plan_section_runout(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Limit", false}, {"Carries", true},     {"Earliest", true}, {"Expected", true},
        {"Latest", true}, {"Planned for", true}, {"Order by", true}};
    const struct capacity_plan *plan = report->plan;
    struct runout_bar bar[RUNOUT_BARS];
    struct str rows = {0}, wide = {0}, narrow = {0};
    struct html_table table;
    size_t bars = 0;
    const char *first = NULL;
    instant soonest = INSTANT_NONE, from = plan->in.as_of;
    html_table_begin(&table, &rows, "", head, 7);
    for (int i = 0; i < PLAN_LIMITS; i++) {
        const struct plan_limit_date *limit = &plan->limit[i];
        if (!limit->given)
            continue;
        const char *number = words_number(arena, limit->instances);
        const char *name = i == PLAN_LIMIT_CURRENT ? arena_printf(arena, "%s today", number)
                           : i == PLAN_LIMIT_MAX
                               ? arena_printf(arena, "%s, the maximum", number)
                               : arena_printf(arena, "%s, rate of the budget", number);
        if (limit->when.planned != INSTANT_NONE &&
            (soonest == INSTANT_NONE || limit->when.planned < soonest)) {
            soonest = limit->when.planned;
            first = name;
        }
        struct runout when = limit->when;
        if (i == PLAN_LIMIT_BUDGET) {
            // What is ordered earlier makes no budget last longer.
            when.order_by = INSTANT_NONE;
            when.status = RUNOUT_OK;
        }
        add_limit(report, arena, name, limit->instances, &when, &bar[bars++], &table);
        if (bar[bars - 1].order_by != INSTANT_NONE && bar[bars - 1].order_by < from)
            from = bar[bars - 1].order_by;
    }
    html_table_end(&table);
    if (bars > 0) {
        heading(
            out,
            first == NULL ? "No limit is met within the horizon"
                          : arena_printf(arena, "The limit that binds first is %s, on %s", first,
                                         plan_date(arena, PLAN_DATES_WORDS, soonest)),
            "Bar: earliest (p99) to latest (p99 mirrored) crossing; ● expected (p50); ◆ order by: "
            "the planned crossing less the lead time");
        const struct runout_chart chart = {
            bar, bars, from - 3 * SECONDS_PER_DAY * INSTANT_PER_SECOND, plan->end, plan->in.as_of};
        draw_runout(&chart, SVG_WIDE, "When each limit is met, and by when to order.", &wide);
        draw_runout(&chart, SVG_NARROW, "When each limit is met, and by when to order.", &narrow);
        html_figure(out, str_text(&wide), str_text(&narrow), NULL);
        str_append(out, str_text(&rows));
    }
    str_release(&rows);
    str_release(&wide);
    str_release(&narrow);
    return bars > 0;
}

static void add_months(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {{"Month", false},    {"Plan", true},
                                              {"As today", true},  {"p99", true},
                                              {"Of budget", true}, {"Rate at peak", true}};
    const struct capacity_plan *plan = report->plan;
    struct html_table table;
    html_table_begin(&table, out, "", head, 6);
    for (size_t m = 0; m < plan->months; m++) {
        const struct plan_month *month = &plan->month[m];
        bool whole = month->hours > month->hours_all - 0.5;
        html_row(&table, "");
        html_cell(&table,
                  arena_printf(arena, "%.7s%s", words_date(arena, month->start),
                               whole ? ""
                                     : arena_printf(arena, " (%.0f of %.0f days)",
                                                    month->hours / 24, month->hours_all / 24)));
        html_cell(&table, words_money(arena, month->cost));
        html_cell(&table, words_money(arena, month->as_today));
        html_cell(&table, words_money(arena, month->high));
        html_cell_status(&table,
                         isnan(month->share) ? STATUS_NONE
                         : month->share > 1  ? STATUS_LATE
                                             : STATUS_OK,
                         isnan(month->share) ? "–"
                                             : arena_printf(arena, "%.0f%%", month->share * 100));
        html_cell(&table, words_money(arena, month->peak_month));
    }
    html_row(&table, "tot");
    html_cell(&table, plan_span(arena, plan));
    html_cell(&table, words_money(arena, plan->cost_total));
    html_cell(&table, "");
    html_cell(&table, "");
    html_cell(&table, "");
    html_cell(&table, "");
    html_table_end(&table);
}

static void add_duration(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct plan_review *review = report->review;
    // A one-year commitment that costs 63% of the price on demand pays where it is used more.
    static const double PAYS = 0.63;
    struct str wide = {0}, narrow = {0};
    if (review->hours == 0)
        return;
    double level = review->hourly[(size_t)(PAYS * (double)(review->hours - 1))];
    double quarter = review->hourly[review->hours / 20];
    struct duration_chart chart = {
        .need = review->hourly,
        .hours = review->hours,
        .committed = level,
        .pays_share = PAYS,
        .committed_label = arena_printf(arena, "always on: %s", words_instances(arena, level)),
        .scheduled_label = arena_printf(arena, "by the hour: to %s", words_number(arena, quarter)),
        .peak_label =
            arena_printf(arena, "highest hour: %s", words_number(arena, review->hourly[0])),
        .pays_label = "a commitment at 63% of the price pays to here"};
    html_element(out, "h3",
                 arena_printf(arena, "Buying by layers: %s are needed in 63%% of the hours",
                              words_number(arena, level)));
    html_element(out, "div class=\"sub\"",
                 arena_printf(arena,
                              "Instances needed in each of the %s hours, busiest first; "
                              "headroom cost --offers weighs real offers",
                              words_number(arena, (double)review->hours)));
    draw_duration(&chart, SVG_WIDE, "Instances that each hour needs, busiest first.", &wide);
    draw_duration(&chart, SVG_NARROW, "Instances that each hour needs, busiest first.", &narrow);
    html_figure(out, str_text(&wide), str_text(&narrow), NULL);
    str_release(&wide);
    str_release(&narrow);
}

/// What a thousand, a million or a thousand million requests cost, whichever is a handy figure.
static const char *unit_cost(struct arena *arena, const struct plan_report *report)
{
    static const struct {
        double count;
        const char *name;
    } steps[] = {{1e3, "thousand"}, {1e6, "million"}, {1e9, "thousand million"}};
    double served = report->review->served, each = plan_review_unit_cost(report->review);
    if (isnan(each))
        return NULL;
    size_t k = 0;
    while (k < 2 && each * steps[k].count < 0.1)
        k++;
    return arena_printf(arena, "%s a %s of what is served (%s million expected in %s).",
                        words_number(arena, each * steps[k].count), steps[k].name,
                        words_number(arena, round(served / 1e6)), plan_span(arena, report->plan));
}

bool plan_section_cost(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    double budget = plan->in.sizing.budget_month;
    struct str half = {0}, narrow = {0};
    if (isnan(plan->cost_total))
        return false;
    struct cost_bar *bar = mem_alloc(plan->months, sizeof *bar);
    for (size_t m = 0; m < plan->months; m++) {
        char text[DATE_TEXT_MAX];
        const char *space = strrchr(date_words(text, plan->month[m].start, DATE_DAY), ' ');
        bar[m] = (struct cost_bar){arena_strdup(arena, space == NULL ? "" : space + 1),
                                   plan_money(arena, plan->month[m].cost), plan->month[m].cost,
                                   plan->month[m].as_today, plan->month[m].high};
    }
    heading(
        out,
        isnan(budget)           ? arena_printf(arena, "The plan costs %s in %s",
                                               plan_money(arena, plan->cost_total), plan_span(arena, plan))
        : plan->months_over > 0 ? arena_printf(arena, "%zu of %zu months are above the budget",
                                               plan->months_over, plan->months)
        : plan->over_budget > 0 ? arena_printf(arena,
                                               "Every month stays within the budget; only the rate "
                                               "of %zu of %zu weeks is above it",
                                               plan->over_budget, plan->weeks)
                                : "Every month stays within the budget",
        "A calendar month, all on demand; dashed: as today; whisker: planned for p99; months that "
        "the horizon covers in part are judged by their mean rate");
    const char *label = arena_printf(arena, "budget %s", plan_money(arena, budget));
    str_append(out, "<div class=\"two\"><div>");
    draw_cost(bar, plan->months, budget, label, SVG_HALF, "Cost of each month against the budget.",
              &half);
    draw_cost(bar, plan->months, budget, label, SVG_NARROW,
              "Cost of each month against the budget.", &narrow);
    html_figure(out, str_text(&half), str_text(&narrow), NULL);
    str_append(out, "</div><div>");
    add_months(report, arena, out);
    const char *unit = unit_cost(arena, report);
    if (unit != NULL) {
        html_element(out, "h3", "Unit cost");
        html_element(out, "p", unit);
    }
    str_append(out, "</div></div>\n");
    add_duration(report, arena, out);
    str_release(&half);
    str_release(&narrow);
    free(bar);
    return true;
}
