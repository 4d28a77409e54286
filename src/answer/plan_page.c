#include "answer/plan_page.h"

#include "answer/html_page.h"
#include "answer/plan_buying_shown.h"
#include "answer/plan_changes.h"
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

enum { EVENTS_SHOWN = 4 };

static const char *box_class(enum document_tone tone)
{
    static const char *const class[] = {[TONE_PLAIN] = "dec plain",
                                        [TONE_GOOD] = "dec ok",
                                        [TONE_CAUTION] = "dec warn",
                                        [TONE_BAD] = "dec"};
    return class[tone];
}

static const char *box_sign(enum document_tone tone)
{
    return tone == TONE_BAD ? "▲" : tone == TONE_CAUTION ? "!" : "✓";
}

/// The bare word of the scenario: what its weeks need.
static void size_view(const struct main_view *view, double *kept)
{
    const struct capacity_plan *plan = view->plan;
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_row row;
        size_demand(&plan->in.sizing, fmax(plan->week[w].highest[view->column], 0), &row);
        kept[w] = row.instances;
    }
    plan_hold_dips(kept, plan->weeks, plan->baseline_given ? plan->baseline : (double)NAN,
                   plan->in.lead_time_s);
}

/// The lowest mean of a week's steps.
static double lowest_mean(const struct capacity_plan *plan, size_t w)
{
    const struct forecast *forecast = plan->in.forecast;
    double low = INFINITY;
    for (size_t i = 0; i < forecast->n; i++) {
        instant time = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        if (time >= plan->week[w].start && time < plan->week[w].end)
            low = fmin(low, forecast->mean[i]);
    }
    return isfinite(low) ? fmax(low, 0) : 0;
}

/// The columns of the main chart: as many measured weeks as are planned, at least eight.
static size_t fill_columns(const struct plan_report *report, const struct main_view *view,
                           struct period_column *column)
{
    const struct plan_review *review = report->review;
    const struct capacity_plan *plan = view->plan;
    size_t shown = plan->weeks > 8 ? plan->weeks : 8;
    size_t first = review->history_weeks > shown ? review->history_weeks - shown : 0;
    size_t count = 0;
    double *kept = mem_alloc(plan->weeks, sizeof *kept);
    size_view(view, kept);
    for (size_t h = first; h < review->history_weeks; h++) {
        const struct plan_past_week *week = &review->history[h];
        column[count++] = (struct period_column){
            week->start, week->end, false, week->low, week->p95, week->peak, NAN, NAN, NAN};
    }
    for (size_t w = 0; w < plan->weeks; w++) {
        const struct plan_week *week = &plan->week[w];
        column[count++] = (struct period_column){.start = week->start,
                                                 .end = week->end,
                                                 .expected = true,
                                                 .low = lowest_mean(plan, w),
                                                 .dark = fmax(week->highest[PLAN_P50], 0),
                                                 .peak = fmax(week->highest[view->column], 0),
                                                 .high = fmax(week->highest[PLAN_P99], 0),
                                                 .carried = solve_demand(&plan->in.sizing, kept[w]),
                                                 .instances = kept[w]};
    }
    free(kept);
    return count;
}

static const char *level_words(struct arena *arena, const struct capacity_plan *plan, double value)
{
    return words_measure(arena, value >= 1000 ? round(value / 100) * 100 : value, words_number,
                         &plan->in.history->unit);
}

static size_t fill_lines(const struct plan_report *report, const struct main_view *view, bool brief,
                         struct arena *arena, struct level_line *line)
{
    const struct capacity_plan *plan = report->plan;
    const struct sizing *sizing = &plan->in.sizing;
    double today = solve_demand(sizing, plan->baseline),
           flat = plan->baseline * sizing->per_instance;
    size_t count = 0;
    if (!isnan(sizing->max)) {
        double most = solve_demand(sizing, sizing->max);
        const char *name = words_number(arena, sizing->max);
        line[count++] =
            (struct level_line){brief ? arena_printf(arena, "max %s", name)
                                      : arena_printf(arena, "%s instances, the maximum: %s", name,
                                                     level_words(arena, plan, most)),
                                "max", most};
    }
    line[count++] = (struct level_line){
        brief ? arena_printf(arena, "%s today", words_number(arena, plan->baseline))
              : arena_printf(arena, "%s today: %s", words_number(arena, plan->baseline),
                             level_words(arena, plan, today)),
        "today", today};
    if (!view->small)
        line[count++] = (struct level_line){
            brief
                ? arena_printf(arena, "%s flat out", words_number(arena, plan->baseline))
                : arena_printf(arena, "%s flat out, nothing spare: %s",
                               words_number(arena, plan->baseline), level_words(arena, plan, flat)),
            "flat", flat};
    return count;
}

static size_t fill_events(const struct plan_report *report, struct arena *arena,
                          struct event_flag *flag)
{
    const struct planned_events *events = report->review->in.events;
    size_t count = 0;
    for (size_t e = 0; events != NULL && e < events->count && count < EVENTS_SHOWN; e++) {
        const struct planned_event *event = &events->item[e];
        char text[DATE_TEXT_MAX];
        if (!planned_event_concerns(event, report->plan->in.history->key) ||
            event->probability <= 0)
            continue;
        instant start = event->start + report->clock;
        flag[count++] = (struct event_flag){
            arena_printf(arena, "▾ %s, %s%s", event->name, date_words(text, start, DATE_DAY),
                         event->multiplier == 1 ? ""
                                                : arena_printf(arena, " ×%.3g", event->multiplier)),
            start, start + event->duration_ms};
    }
    return count;
}

void plan_main_chart(const struct plan_report *report, const struct main_view *view, double width,
                     struct str *out)
{
    struct arena arena = {0};
    size_t most = report->review->history_weeks + view->plan->weeks;
    struct period_column *column = mem_alloc(most + 1, sizeof *column);
    struct level_line line[4];
    struct event_flag flag[EVENTS_SHOWN];
    struct main_chart chart = {.unit = &report->plan->in.history->unit,
                               .column = column,
                               .columns = fill_columns(report, view, column),
                               .line = line,
                               .lines = fill_lines(report, view, width < SVG_WIDE, &arena, line),
                               .event = flag,
                               .events = fill_events(report, &arena, flag),
                               .small = view->small};
    const char *finding = arena_printf(
        &arena,
        "%s. Highest demand of each week, measured and expected, with what the plan of %s at "
        "most, today's %s and the maximum carry.",
        view->name, words_instances(&arena, view->plan->needed_most),
        words_number(&arena, report->plan->baseline));
    draw_main(&chart, width, finding, out);
    free(column);
    arena_release(&arena);
}

// --- the first screen ----------------------------------------------------------------------------

static void append_top(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    date_words(from, plan->week[0].start, DATE_DAY);
    date_words(to, plan->end, DATE_DAY);
    str_append(out, "<div class=\"top\">");
    html_element(out, "h1", arena_printf(arena, "Capacity plan: %s", plan_name(report)));
    html_element(out, "span",
                 arena_printf(arena, "%s to %s %.4s (%s)", from, to, words_date(arena, plan->end),
                              plan_span(arena, plan)));
    html_element(out, "span",
                 arena_printf(arena, "as of %s %s",
                              plan_time(arena, PLAN_DATES_WORDS, plan->in.as_of), report->zone));
    str_append(out, "</div>\n");
}

static void append_box(const struct plan_report *report, struct arena *arena, struct str *out)
{
    struct plan_box box;
    struct plan_tile tile[PLAN_TILES];
    plan_box_fill(arena, report, PLAN_DATES_WORDS, &box);
    plan_tiles_fill(arena, report, PLAN_DATES_WORDS, tile);
    str_appendf(out, "<section class=\"%s\">", box_class(box.tone));
    html_element(out, "div class=\"k\"", arena_printf(arena, "%s %s", box_sign(box.tone), box.key));
    html_element(out, "div class=\"big\"", box.ask);
    html_element(out, "p", box.more);
    str_append(out, "</section>\n<div class=\"tiles\">\n");
    for (size_t i = 0; i < PLAN_TILES; i++) {
        str_append(out, "<div>");
        html_element(out, "div class=\"t\"", tile[i].label);
        html_element(out, "div class=\"v\"", tile[i].value);
        html_element(out, "div class=\"n\"", tile[i].note);
        str_append(out, "</div>\n");
    }
    str_append(out, "</div>\n");
}

/// The scenarios that the switch offers.
static size_t fill_views(const struct plan_report *report, struct main_view *view)
{
    const struct plan_review_inputs *in = &report->review->in;
    size_t count = 0;
    view[count++] = (struct main_view){report->plan, report->plan->in.column, false, "Base"};
    if (report->plan->in.column != PLAN_P99)
        view[count++] = (struct main_view){report->plan, PLAN_P99, false, "High (p99)"};
    if (in->worst != NULL)
        view[count++] = (struct main_view){in->worst, PLAN_P99, false, "Worst (p99, all events)"};
    if (in->without != NULL)
        view[count++] =
            (struct main_view){in->without, report->plan->in.column, false, "Without events"};
    return count;
}

static void append_switch(const struct plan_report *report, struct arena *arena, struct str *out)
{
    struct main_view view[4];
    size_t views = fill_views(report, view);
    str_append(out, "<div class=\"sw\">");
    for (size_t i = 0; i < views; i++) {
        str_appendf(out, "<input type=\"radio\" name=\"s\" id=\"s%zu\"%s>", i + 1,
                    i == 0 ? " checked" : "");
        str_appendf(out, "<label for=\"s%zu\">", i + 1);
        html_text(out, view[i].name);
        str_append(out, "</label>");
    }
    for (size_t i = 0; i < views; i++) {
        double most = 0;
        for (size_t w = 0; w < view[i].plan->weeks; w++) {
            struct plan_row row;
            struct sizing unbounded = view[i].plan->in.sizing;
            unbounded.max = NAN;
            size_demand(&unbounded, fmax(view[i].plan->week[w].highest[view[i].column], 0), &row);
            most = fmax(most, row.instances);
        }
        str_appendf(out, "\n<figure class=\"v%zu\">\n", i + 1);
        plan_main_chart(report, &view[i], SVG_WIDE, out);
        plan_main_chart(report, &view[i], SVG_NARROW, out);
        html_element(
            out, "figcaption",
            arena_printf(arena,
                         "%s: %s at most. Grey: measured, low to peak, dark to p95 of its "
                         "steps. Hatched: expected, to the median peak; open box and thick "
                         "bar: to what is planned for; whisker: p99. Thick line: the plan; "
                         "numbers are instances.",
                         view[i].name, words_instances(arena, most)));
        str_append(out, "</figure>");
    }
    str_append(out, "</div>\n");
}

static const char *main_finding(struct arena *arena, const struct plan_report *report)
{
    const struct capacity_plan *plan = report->plan;
    const char *limit = isnan(plan->in.sizing.max) ? ""
                        : plan->not_met > 0 ? arena_printf(arena, "; the maximum of %s is too low",
                                                           words_number(arena, plan->in.sizing.max))
                                            : "; the plan stays within the maximum";
    if (plan->needed_week == SIZE_MAX)
        return arena_printf(arena, "Today's %s carry every week to %s%s",
                            words_number(arena, plan->baseline),
                            plan_date(arena, PLAN_DATES_WORDS, plan->end), limit);
    return arena_printf(arena, "Today's %s fall short from %s%s",
                        words_number(arena, plan->baseline),
                        plan_date(arena, PLAN_DATES_WORDS, plan->needed_at), limit);
}

static void append_first_screen(const struct plan_report *report, struct arena *arena,
                                struct str *out)
{
    const char *doubt[PLAN_DOUBTS];
    append_top(report, arena, out);
    append_box(report, arena, out);
    str_append(out, "<div class=\"keep\">");
    html_element(out, "h3", main_finding(arena, report));
    html_element(
        out, "div class=\"sub\"",
        arena_printf(arena,
                     "%s: range and peak of each week; lines: what so many instances carry "
                     "with %s headroom and what is spare",
                     report->plan->in.history->unit.name[0] != '\0'
                         ? report->plan->in.history->unit.name
                         : report->subject,
                     words_share(arena, report->plan->in.sizing.headroom)));
    append_switch(report, arena, out);
    str_append(out, "</div>\n");
    size_t doubts = plan_doubts(arena, report, PLAN_DATES_WORDS, doubt);
    if (doubts > 0) {
        html_element(out, "h3", "Before you sign");
        str_append(out, "<ul class=\"know\">\n");
        for (size_t i = 0; i < doubts; i++)
            html_element(out, "li", doubt[i]);
        str_append(out, "</ul>\n");
    }
}

/// Where the decision is signed: on paper alone.
static void append_signature(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Decision", false}, {"Name", false}, {"Date", false}, {"Signature", false}};
    struct plan_tile tile[PLAN_TILES];
    struct html_table table;
    plan_tiles_fill(arena, report, PLAN_DATES_WORDS, tile);
    str_append(out, "<div class=\"po\">");
    html_table_begin(&table, out, "sig", head, 4);
    html_row(&table, "");
    html_cell(&table, "☐ approve ☐ change ☐ reject");
    html_cell(&table, tile[6].value);
    html_cell(&table, "");
    html_cell(&table, "");
    html_table_end(&table);
    str_append(out, "</div>\n");
}

static const struct section {
    const char *id, *name, *option; ///< what would give it figures
    bool (*write)(const struct plan_report *, struct arena *, struct str *);
} sections[] = {
    {"options", "Options", NULL, plan_section_options},
    {"demand", "Demand", NULL, plan_section_demand},
    {"scenarios", "Scenarios", NULL, plan_section_scenarios},
    {"sens", "Sensitivity", NULL, plan_section_sensitivity},
    {"run", "Run-out", "--current, --max, --budget", plan_section_runout},
    {"cost", "Cost", "--price", plan_section_cost},
    {"buying", "Buying", "--catalogue, --offers", plan_section_buying},
    {"accuracy", "Accuracy", "a longer history", plan_section_accuracy},
    {"changes", "Changes", "--previous", plan_section_changes},
    {"assumptions", "Assumptions", NULL, plan_section_assumptions},
    {"risks", "Risks", NULL, plan_section_risks},
    {"sizing", "Sizing", NULL, plan_section_sizing},
    {"data", "Data and sign-off", NULL, plan_section_data},
};

void plan_page(const struct plan_report *report, struct str *out)
{
    enum { SECTIONS = sizeof sections / sizeof *sections };
    struct arena arena = {0};
    struct str body[SECTIONS] = {{0}};
    bool there[SECTIONS];
    const char *title = arena_printf(&arena, "Capacity plan: %s. As of %s", plan_name(report),
                                     plan_date(&arena, PLAN_DATES_WORDS, report->plan->in.as_of));
    html_page_begin(out, title, title);
    append_first_screen(report, &arena, out);
    for (size_t i = 0; i < SECTIONS; i++)
        there[i] = sections[i].write(report, &arena, &body[i]);
    append_signature(report, &arena, out);
    str_append(out, "<nav class=\"toc\">");
    for (size_t i = 0; i < SECTIONS; i++)
        if (there[i])
            str_appendf(out, "<a href=\"#%s\">%s</a> ", sections[i].id, sections[i].name);
    str_append(out, "</nav>\n");
    size_t number = 0;
    for (size_t i = 0; i < SECTIONS; i++) {
        const char *heading = str_text(&body[i]);
        const char *end = strchr(heading, '\n');
        if (there[i] && end != NULL) {
            str_appendf(out, "<h2 id=\"%s\"%s>%zu. %.*s</h2>\n", sections[i].id,
                        number == 0 ? " class=\"pb\"" : "", number + 1, (int)(end - heading),
                        heading);
            str_append(out, end + 1);
            number++;
        }
        str_release(&body[i]);
    }
    struct str missing = {0};
    for (size_t i = 0; i < SECTIONS; i++)
        if (!there[i])
            str_appendf(&missing, "%s%s%s%s%s", missing.length > 0 ? ", " : "", sections[i].name,
                        sections[i].option != NULL ? " (" : "",
                        sections[i].option != NULL ? sections[i].option : "",
                        sections[i].option != NULL ? ")" : "");
    if (missing.length > 0)
        html_element(out, "p class=\"sub\"",
                     arena_printf(&arena, "Not given: %s.", str_text(&missing)));
    str_release(&missing);
    html_page_end(out);
    arena_release(&arena);
}

void plan_drawing(const struct plan_report *report, struct str *out)
{
    const struct main_view view = {report->plan, report->plan->in.column, false, "Base"};
    plan_main_chart(report, &view, SVG_WIDE, out);
}
