// Sections of the page that explain: demand, accuracy, assumptions, risks, sizing, data.
#include "answer/html_page.h"
#include "answer/plan_buckets.h"
#include "answer/plan_page.h"
#include "answer/plan_tiles.h"
#include "answer/plan_words.h"
#include "answer/words.h"
#include "base/memory.h"
#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const instant hour_ms = 3600 * INSTANT_PER_SECOND;

static void heading(struct str *out, const char *finding, const char *sub)
{
    html_text(out, finding);
    str_append_char(out, '\n');
    html_element(out, "div class=\"sub\"", sub);
}

static void add_figure(struct str *out, struct str *wide, struct str *narrow, const char *caption)
{
    html_figure(out, str_text(wide), str_text(narrow), caption);
    str_release(wide);
    str_release(narrow);
}

// --- demand --------------------------------------------------------------------------------------

/// The hours about the highest step: four days before to seven after.
struct zoom_rows {
    instant start;
    size_t n;
    double *median, *planned, *high, *carried, *instances;
};

static void fill_zoom(const struct capacity_plan *plan, instant from, instant to,
                      struct zoom_rows *rows)
{
    const struct forecast *forecast = plan->in.forecast;
    size_t room = (size_t)((to - from) / hour_ms) + 1;
    *rows = (struct zoom_rows){.start = from, .n = room - 1};
    double **column[] = {&rows->median, &rows->planned, &rows->high, &rows->carried,
                         &rows->instances};
    for (size_t c = 0; c < 5; c++) {
        *column[c] = mem_alloc(room, sizeof **column[c]);
        for (size_t h = 0; h < room; h++)
            (*column[c])[h] = 0;
    }
    for (size_t i = 0; i < forecast->n; i++) {
        instant time = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        if (time < from || time >= to)
            continue;
        size_t h = (size_t)((time - from) / hour_ms);
        rows->median[h] = fmax(rows->median[h], forecast->level[FORECAST_P50][i]);
        rows->planned[h] =
            fmax(rows->planned[h], plan_forecast_value(forecast, plan->in.column, i));
        rows->high[h] = fmax(rows->high[h], forecast->level[FORECAST_P99][i]);
    }
    for (size_t h = 0; h < rows->n; h++) {
        size_t w = plan_week_at(plan, from + (instant)h * hour_ms);
        rows->instances[h] = w == SIZE_MAX ? 0 : plan->week[w].kept;
        rows->carried[h] = solve_demand(&plan->in.sizing, rows->instances[h]);
    }
}

static void release_zoom(struct zoom_rows *rows)
{
    free(rows->median);
    free(rows->planned);
    free(rows->high);
    free(rows->carried);
    free(rows->instances);
}

static void add_zoom(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    instant peak = plan->week[plan->busiest].peak_time / day * day;
    instant from = peak - 4 * day, to = peak + 8 * day;
    struct str wide = {0}, narrow = {0};
    struct zoom_rows rows;
    if (plan->in.forecast->step_s > 3600)
        return;
    from = from < plan->week[0].start ? plan->week[0].start : from;
    to = to > plan->end ? plan->end : to;
    fill_zoom(plan, from, to, &rows);
    double flat = plan->baseline * plan->in.sizing.per_instance;
    const struct level_line line[] = {
        {arena_printf(arena, "%s with headroom and spare", words_number(arena, plan->baseline)),
         "today", solve_demand(&plan->in.sizing, plan->baseline)},
        {arena_printf(arena, "%s flat out", words_number(arena, plan->baseline)), "flat", flat}};
    const struct zoom_chart chart = {.unit = &plan->in.history->unit,
                                     .start = rows.start,
                                     .step_s = 3600,
                                     .n = rows.n,
                                     .median = rows.median,
                                     .planned = rows.planned,
                                     .high = rows.high,
                                     .carried = rows.carried,
                                     .instances = rows.instances,
                                     .line = line,
                                     .lines = 2};
    const char *finding =
        arena_printf(arena, "Demand by hour about %s, with what the plan carries.",
                     plan_time(arena, PLAN_DATES_WORDS, plan->week[plan->busiest].peak_time));
    draw_zoom(&chart, SVG_WIDE, finding, &wide);
    draw_zoom(&chart, SVG_NARROW, finding, &narrow);
    add_figure(out, &wide, &narrow,
               arena_printf(arena,
                            "%s to %s, highest step of each hour; line: %s, band: median to p99; "
                            "thick line: the plan, numbers are instances. Times are %s.",
                            plan_date(arena, PLAN_DATES_WORDS, from),
                            plan_date(arena, PLAN_DATES_WORDS, to),
                            plan_column_name(plan->in.column), report->zone));
    release_zoom(&rows);
}

static void add_heat(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const char *const day[] = {"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                      "Fridays", "Saturdays", "Sundays"};
    const struct capacity_plan *plan = report->plan;
    double share[WEEK_SLOTS];
    struct str wide = {0}, narrow = {0};
    if (plan->in.history->step_s > 3600)
        return;
    size_t most = plan_hours_of_week(plan, share);
    double carried = solve_demand(&plan->in.sizing, plan->baseline);
    if (isnan(share[most]) || !(carried > 0))
        return;
    for (size_t slot = 0; slot < WEEK_SLOTS; slot++)
        share[slot] = share[slot] / carried * 100;
    str_append(out, "<div class=\"keep\">");
    html_element(out, "h3",
                 arena_printf(arena, "%s at %02zu:00 decide", day[most / 24], most % 24));
    html_element(out, "div class=\"sub\"",
                 arena_printf(arena,
                              "p95 of each hour of the week, last four weeks, in %% of what %s "
                              "instances carry with headroom and spare",
                              words_number(arena, plan->baseline)));
    const char *finding =
        arena_printf(arena, "Hours of the week; the busiest is on %s at %02zu:00 with %.0f%%.",
                     day[most / 24], most % 24, share[most]);
    draw_week_heat(share, SVG_WIDE, finding, &wide);
    draw_week_heat(share, SVG_NARROW, finding, &narrow);
    add_figure(out, &wide, &narrow, NULL);
    str_append(out, "</div>\n");
}

static void add_bridge(const struct plan_report *report, struct arena *arena, struct str *out)
{
    enum { STEPS_SHOWN = 7 };
    const struct plan_review *review = report->review;
    struct bridge_step step[STEPS_SHOWN + 1];
    struct str wide = {0}, narrow = {0};
    size_t count = 0;
    if (review->steps == 0)
        return;
    step[count++] = (struct bridge_step){"today", report->plan->baseline};
    for (size_t i = 0; i < review->steps && count <= STEPS_SHOWN; i++) {
        char text[DATE_TEXT_MAX];
        step[count++] = (struct bridge_step){
            arena_strdup(arena, date_words(text, review->step[i].from, DATE_DAY)),
            review->step[i].change};
    }
    str_append(out, "<div class=\"keep\">");
    html_element(out, "h3", "What the plan changes");
    html_element(out, "div class=\"sub\"", "Instances in service");
    draw_bridge(step, count, SVG_WIDE, "Instances in service, change by change.", &wide);
    draw_bridge(step, count, SVG_NARROW, "Instances in service, change by change.", &narrow);
    size_t held = 0;
    for (size_t w = 0; w < report->plan->weeks; w++)
        held += report->plan->week[w].kept > report->plan->week[w].row.instances;
    add_figure(out, &wide, &narrow,
               held == 0 ? NULL
                         : arena_printf(arena,
                                        "In %zu week%s the need is lower and the count is held: a "
                                        "dip that ends within the lead time is not worth two "
                                        "changes.",
                                        held, held == 1 ? "" : "s"));
    str_append(out, "</div>\n");
}

bool plan_section_demand(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_week *busiest = &plan->week[plan->busiest];
    heading(out,
            arena_printf(arena, "The highest demand is expected on %s: %s",
                         plan_time(arena, PLAN_DATES_WORDS, busiest->peak_time),
                         words_demand(arena, plan, fmax(busiest->step[plan->in.column], 0))),
            arena_printf(
                arena, "%s of a step; of the week's peak %s. %s", plan_column_name(plan->in.column),
                words_demand(arena, plan, busiest->row.demand), words_sized_by(arena, plan)));
    add_zoom(report, arena, out);
    add_heat(report, arena, out);
    add_bridge(report, arena, out);
    return true;
}

// --- accuracy ------------------------------------------------------------------------------------

static void add_tested(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct plan_review *review = report->review;
    struct accuracy_mark mark[REVIEW_TESTED];
    struct str half = {0}, narrow = {0};
    if (review->tested_weeks == 0)
        return;
    for (size_t i = 0; i < review->tested_weeks; i++) {
        const struct plan_tested_week *week = &review->tested[i];
        mark[i] = (struct accuracy_mark){
            week->start,   week->p50,
            week->planned, week->p99,
            week->peak,    words_number(arena, week->peak >= 100 ? round(week->peak) : week->peak)};
    }
    html_element(out, "h3",
                 arena_printf(arena,
                              "%zu of %zu weekly peaks came above what would have been planned for",
                              review->peaks_above, review->tested_weeks));
    html_element(out, "div class=\"sub\"",
                 arena_printf(arena,
                              "Forecast made %zu weeks before the end of the data; axis not from 0",
                              review->tested_weeks));
    const struct unit *unit = &report->plan->in.history->unit;
    draw_accuracy(mark, review->tested_weeks, unit, SVG_HALF,
                  "Weekly peaks against their forecast.", &half);
    draw_accuracy(mark, review->tested_weeks, unit, SVG_NARROW,
                  "Weekly peaks against their forecast.", &narrow);
    add_figure(out, &half, &narrow, NULL);
}

static void measure(struct html_table *table, const char *name, const char *value, const char *read)
{
    html_row(table, "");
    html_cell(table, name);
    html_cell(table, value);
    html_cell(table, read);
}

bool plan_section_accuracy(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Measure", false}, {"Value", true}, {"Read as", false}};
    const struct backtest *test = &report->plan->in.forecast->backtest;
    struct html_table table;
    if (test->origins == 0)
        return false;
    bool better = test->skill > 0;
    heading(out,
            arena_printf(arena, "The forecast errs %.0f%% %s than \"same as last week\"",
                         fabs(test->skill) * 100, better ? "less" : "more"),
            words_accuracy(arena, report->plan->in.forecast));
    str_append(out, "<div class=\"two\"><div>");
    add_tested(report, arena, out);
    str_append(out, "</div><div>");
    html_element(out, "h3", "How good the method is on this data");
    html_table_begin(&table, out, "", head, 3);
    measure(&table, "Error (MASE)", words_number(arena, test->mase),
            arena_printf(arena, "same as last week: %s", words_number(arena, test->mase_naive)));
    measure(&table, "Gain", words_share(arena, test->skill),
            test->skill >= 0.2 ? "above 20%: useful"
            : test->skill > 0  ? "little"
                               : "none: be careful");
    measure(&table, "p95 held", words_share(arena, test->coverage_p95), "of steps; wanted 95%");
    measure(&table, "p99 held", words_share(arena, test->coverage_p99), "of steps; wanted 99%");
    if (report->review->tested_weeks > 0)
        measure(&table, "Weekly peaks held",
                arena_printf(arena, "%zu of %zu",
                             report->review->tested_weeks - report->review->peaks_above,
                             report->review->tested_weeks),
                "a peak is the highest of a week's steps");
    measure(&table, "Tested", arena_printf(arena, "%zu times", test->origins),
            arena_printf(arena, "%s ahead",
                         duration_format(arena_alloc(arena, UNIT_NAME_MAX),
                                         (double)test->steps * (double)test->step_s)));
    html_table_end(&table);
    str_append(out, "</div></div>\n");
    return true;
}

// --- assumptions ---------------------------------------------------------------------------------

/// Days from the date of an assumption to now; NaN where it has none.
static double age_of(const struct plan_report *report, const struct plan_assumption *one)
{
    int year, month, day;
    if (one->date == NULL || sscanf(one->date, "%d-%d-%d", &year, &month, &day) != 3 || month < 1 ||
        month > 12 || day < 1 || day > 31)
        return NAN;
    int64_t now = report->plan->in.as_of / (SECONDS_PER_DAY * INSTANT_PER_SECOND);
    return (double)(now - civil_days(year, month, day));
}

static enum html_status judge(const struct plan_report *report, const struct plan_assumption *one,
                              const char **words)
{
    bool by_default = strncmp(one->origin, "default", strlen("default")) == 0;
    double age = age_of(report, one);
    *words = age > 180             ? "old: over 180 days"
             : age > 90            ? "old: over 90 days"
             : by_default          ? "default: is it meant?"
             : one->owner == NULL  ? "no owner"
             : one->source == NULL ? "no source"
                                   : "fresh, owned";
    return age > 180 ? STATUS_LATE
           : age > 90 || one->owner == NULL || one->source == NULL
               ? (by_default ? STATUS_GREY : STATUS_WARN)
               : STATUS_OK;
}

static void add_assumption(const struct plan_report *report, struct arena *arena,
                           const struct plan_assumption *one, struct html_table *table)
{
    const char *words;
    enum html_status status = judge(report, one, &words);
    double age = age_of(report, one);
    html_row(table, "");
    html_cell(table, one->name);
    html_cell(table, one->value);
    html_cell(table, one->source != NULL ? one->source : one->origin);
    html_cell(table, one->owner != NULL ? one->owner : "");
    html_cell(table, one->date != NULL ? one->date : "");
    html_cell(table, isnan(age) ? "–" : arena_printf(arena, "%.0f d", age));
    html_cell_status(table, status, words);
}

bool plan_section_assumptions(const struct plan_report *report, struct arena *arena,
                              struct str *out)
{
    static const struct html_column head[] = {
        {"Assumption", false}, {"Value", false}, {"Source", false}, {"Owner", false},
        {"Dated", true},       {"Age", true},    {"Check", false}};
    const struct planned_events *events = report->review->in.events;
    struct html_table table;
    size_t old = 0, unowned = 0;
    for (size_t i = 0; i < report->assumptions; i++) {
        bool by_default = strncmp(report->assumption[i].origin, "default", strlen("default")) == 0;
        old += age_of(report, &report->assumption[i]) > 90;
        unowned += report->assumption[i].owner == NULL && !by_default;
    }
    heading(out,
            old > 0
                ? arena_printf(
                      arena, "%zu assumption%s over 90 days old%s", old, old == 1 ? " is" : "s are",
                      unowned > 0 ? arena_printf(arena, "; %zu without an owner", unowned) : "")
            : unowned > 0 ? arena_printf(arena, "%zu assumption%s no owner", unowned,
                                         unowned == 1 ? " has" : "s have")
                          : "Every assumption has an owner and is fresh",
            arena_printf(arena,
                         "Every input with its source, owner and age on %s; amber after 90 days or "
                         "without an owner, red after 180",
                         plan_date(arena, PLAN_DATES_WORDS, report->plan->in.as_of)));
    html_table_begin(&table, out, "long", head, 7);
    for (size_t i = 0; i < report->assumptions; i++)
        add_assumption(report, arena, &report->assumption[i], &table);
    for (size_t e = 0; events != NULL && e < events->count; e++) {
        const struct planned_event *event = &events->item[e];
        html_row(&table, "");
        html_cell(&table, arena_printf(arena, "%s%s", event->name,
                                       event->multiplier == 1
                                           ? ""
                                           : arena_printf(arena, " ×%.3g", event->multiplier)));
        html_cell(&table, plan_time(arena, PLAN_DATES_WORDS, event->start + report->clock));
        html_cell(&table, "events file");
        html_cell(&table, event->owner);
        html_cell(&table, "");
        html_cell(&table, "–");
        html_cell_status(
            &table,
            event->probability <= 0  ? STATUS_GREY
            : event->probability < 1 ? STATUS_WARN
                                     : STATUS_OK,
            event->probability <= 0
                ? arena_printf(arena, "a scenario: \"%s\" is no probability", event->confidence)
            : event->confidence == NULL ? "taken as sure"
                                        : arena_printf(arena, "%s", event->confidence));
    }
    html_table_end(&table);
    return true;
}

// --- risks, sizing, data -------------------------------------------------------------------------

static void add_item(void *context, const char *text)
{
    html_element(context, "li", text);
}

bool plan_section_risks(const struct plan_report *report, struct arena *arena, struct str *out)
{
    struct str items = {0};
    words_risks(arena, report, add_item, &items);
    if (items.length > 0) {
        heading(out, "What could go wrong", "Risks that the figures show, the most serious first");
        str_appendf(out, "<ul class=\"w\">\n%s</ul>\n", str_text(&items));
    }
    bool any = items.length > 0;
    str_release(&items);
    return any;
}

/// "Why 57": every buffer with what it adds.
static void add_why(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Step", false}, {"Adds", true}, {"Instances", true}, {"Why", false}};
    const struct capacity_plan *plan = report->plan;
    const struct plan_row *row = &plan->week[plan->busiest].row;
    const struct {
        const char *name;
        double adds;
        const char *why;
    } steps[] = {
        {"base", row->base,
         arena_printf(arena, "%s at %s an instance", words_demand(arena, plan, row->demand),
                      words_demand(arena, plan, plan->in.sizing.per_instance))},
        {"headroom", row->headroom,
         arena_printf(arena, "%s of the demand, on top of %s",
                      words_share(arena, plan->in.sizing.headroom),
                      plan_column_name(plan->in.column))},
        {"rounding", row->rounding, "instances are whole"},
        {"spare", row->spare,
         arena_printf(arena, "%s may fail", words_spare(arena, &plan->in.sizing))},
        {"zone fill", row->zone_fill, "zones hold the same number"},
        {"bounds", row->bound, "latency, min and max"},
    };
    struct html_table table;
    double sum = 0;
    html_element(out, "h3", arena_printf(arena, "Why %s", words_number(arena, row->instances)));
    html_table_begin(&table, out, "", head, 4);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sum += steps[i].adds;
        if (steps[i].adds == 0 && i > 2)
            continue;
        html_row(&table, "");
        html_cell(&table, steps[i].name);
        html_cell(&table, words_money(arena, steps[i].adds));
        html_cell(&table, words_money(arena, sum));
        html_cell(&table, steps[i].why);
    }
    html_table_end(&table);
}

static void add_week(const struct plan_report *report, struct arena *arena, size_t w, double before,
                     struct html_table *table)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_week *week = &plan->week[w];
    double zones = plan->in.sizing.zones, each = plan->in.sizing.per_instance;
    double left = week->kept - ceil(week->kept / fmax(zones, 1));
    double hours = (double)(week->end - week->start) / 3.6e6;
    html_row(table, "");
    html_cell(table, plan_date(arena, PLAN_DATES_WORDS, week->start));
    html_cell(table, words_number(arena, week->row.demand >= 100 ? round(week->row.demand)
                                                                 : week->row.demand));
    html_cell(table, words_number(arena, week->needed));
    html_cell(table, words_number(arena, week->kept));
    html_cell(table, week->kept == before
                         ? "·"
                         : arena_printf(arena, "%s%.0f", week->kept > before ? "+" : "−",
                                        fabs(week->kept - before)));
    html_cell(table, arena_printf(arena, "%.1f%%", week->row.demand / (week->kept * each) * 100));
    html_cell(table, zones > 1
                         ? arena_printf(arena, "%.1f%%", week->row.demand / (left * each) * 100)
                         : "–");
    html_cell(table, isnan(plan->cost_total)
                         ? "–"
                         : words_money(arena, week->kept * hours * plan->in.sizing.price_hour));
    html_cell(table, bound_by_name(week->row.bound_by));
}

bool plan_section_sizing(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Week of", false},  {"Demand", true},           {"Need", true},
        {"Plan", true},      {"Change", true},           {"Busy", true},
        {"Zone lost", true}, {"Cost of the week", true}, {"Decided by", false}};
    const struct capacity_plan *plan = report->plan;
    struct html_table table;
    double before = plan->baseline;
    heading(out, "Sizing, week by week",
            arena_printf(arena, "need = demand × %.4g / %s, rounded up, and what is spare; %s",
                         1 + plan->in.sizing.headroom,
                         words_number(arena, plan->in.sizing.per_instance),
                         words_sized_by(arena, plan)));
    html_table_begin(&table, out, plan->weeks > 25 ? "long" : "", head, 9);
    for (size_t w = 0; w < plan->weeks; w++) {
        add_week(report, arena, w, before, &table);
        before = plan->week[w].kept;
    }
    html_table_end(&table);
    add_why(report, arena, out);
    return true;
}

static void add_warning(void *context, const char *text)
{
    html_element(context, "li", text);
}

bool plan_section_data(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {{"Data", false}, {"Found", false}, {"CRC-32", false}};
    size_t words;
    const struct plan_word *word = plan_glossary(&words);
    struct html_table table;
    struct str warnings = {0};
    heading(out, "Data, method and sign-off",
            arena_printf(arena, "headroom %s; times are %s", report->version, report->zone));
    html_table_begin(&table, out, "", head, 3);
    for (size_t i = 0; i < report->sources; i++) {
        const struct plan_source *source = &report->source[i];
        html_row(&table, "");
        html_cell(&table, source->path);
        html_cell(&table, arena_printf(arena, "%s, %zu rows, %" PRIu64 " bytes", source->layout,
                                       source->rows, source->bytes));
        html_cell(&table, arena_printf(arena, "%08" PRIx32, source->crc32));
    }
    html_table_end(&table);
    words_warnings(arena, report, add_warning, &warnings);
    if (warnings.length > 0)
        str_appendf(out, "<ul class=\"w\">\n%s</ul>\n", str_text(&warnings));
    str_release(&warnings);
    html_element(out, "pre", report->command_line);
    html_element(out, "h3", "Words");
    str_append(out, "<p class=\"sub\">");
    for (size_t i = 0; i < words; i++)
        str_appendf(out, "<b>%s</b>: %s ", word[i].word, word[i].meaning);
    str_append(out, "</p>\n");
    return true;
}
