#include "answer/fleet_page.h"

#include "answer/fleet_entry.h"
#include "answer/html_page.h"
#include "answer/plan_overview.h"
#include "answer/plan_page.h"
#include "answer/plan_tiles.h"
#include "answer/words.h"
#include "base/vec.h"
#include "drawing/plan_charts.h"
#include "drawing/plot.h"
#include "drawing/svg.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PAST_WEEKS = 8 };

static int by_urgency(const void *a, const void *b)
{
    const struct fleet_entry *one = a, *other = b;
    int left = one->urgency, right = other->urgency;
    instant first = one->order_by == INSTANT_NONE ? INT64_MAX : one->order_by;
    instant second = other->order_by == INSTANT_NONE ? INT64_MAX : other->order_by;
    if (left != right)
        return left < right ? -1 : 1;
    if (first != second)
        return first < second ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

void fleet_sort(struct fleet_page *fleet)
{
    qsort(fleet->entry, fleet->count, sizeof *fleet->entry, by_urgency);
}

/// What each week takes of today's instances, in per cent, and the trend of the peaks.
static void keep_weeks(struct fleet_page *fleet, const struct plan_report *report,
                       struct fleet_entry *entry)
{
    const struct plan_review *review = report->review;
    const struct capacity_plan *plan = report->plan;
    size_t past = review->history_weeks < PAST_WEEKS ? review->history_weeks : PAST_WEEKS;
    double *percent = arena_alloc(&fleet->arena, (past + plan->weeks) * sizeof *percent);
    double *peak = arena_alloc(&fleet->arena, (past + plan->weeks) * sizeof *peak);
    double *need = arena_alloc(&fleet->arena, plan->weeks * sizeof *need);
    instant *week = arena_alloc(&fleet->arena, (past + plan->weeks) * sizeof *week);
    for (size_t w = 0; w < past; w++) {
        const struct plan_past_week *from = &review->history[review->history_weeks - past + w];
        percent[w] = from->need / plan->baseline * 100;
        peak[w] = isnan(from->peak) ? 0 : from->peak;
        week[w] = from->start;
    }
    for (size_t w = 0; w < plan->weeks; w++) {
        percent[past + w] = plan->week[w].needed / plan->baseline * 100;
        peak[past + w] = fmax(plan->week[w].highest[plan->in.column], 0);
        week[past + w] = plan->week[w].start;
        need[w] = plan->week[w].needed;
    }
    struct str trend = {0};
    draw_sparkline(peak, past, peak + past, plan->weeks,
                   solve_demand(&plan->in.sizing, plan->baseline), "trend of the weekly peaks",
                   &trend);
    entry->trend = arena_strdup(&fleet->arena, str_text(&trend));
    entry->percent = percent;
    entry->need = need;
    entry->week = week;
    entry->past = past;
    entry->next = plan->weeks;
    str_release(&trend);
}

/// Adds the hours of a plan to those of all; plans of other spans cannot be added.
static void add_hours(struct fleet_page *fleet, const struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    size_t hours = (size_t)((plan->end - plan->week[0].start) / (3600 * INSTANT_PER_SECOND));
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    if (fleet->count == 0) {
        fleet->same_hour = arena_alloc(&fleet->arena, (hours + 1) * sizeof *fleet->same_hour);
        fleet->hours = hours;
    }
    if (hours != fleet->hours || plan->week[0].start != fleet->start || forecast->step_s > 3600)
        fleet->same_hour = NULL;
    for (size_t h = 0; h < hours && fleet->same_hour != NULL; h++) {
        double most = 0;
        struct plan_row row;
        size_t each = 3600 / (size_t)forecast->step_s;
        for (size_t i = h * each; i < (h + 1) * each && i < forecast->n; i++)
            most = fmax(most, plan_forecast_value(forecast, plan->in.column, i));
        size_demand(&unbounded, most, &row);
        fleet->same_hour[h] += row.instances;
    }
}

static void keep_texts(struct fleet_page *fleet, const struct plan_report *report,
                       struct fleet_entry *entry)
{
    struct arena *arena = &fleet->arena;
    const struct capacity_plan *plan = report->plan;
    const struct plan_review *review = report->review;
    struct plan_box box;
    plan_box_fill(arena, report, PLAN_DATES_WORDS, &box);
    entry->more = box.more;
    entry->level = plan_confidence(arena, report, &entry->why);
    entry->decision = "nothing to do";
    if (plan->excess.instances > 0)
        entry->decision =
            arena_printf(arena, "release %s from %s", words_number(arena, plan->excess.instances),
                         plan_date(arena, PLAN_DATES_WORDS, plan->excess.from));
    if (entry->doubtful)
        entry->decision = arena_printf(arena, "keep %s: most measured weeks needed more",
                                       words_number(arena, plan->baseline));
    if (plan->needed_week != SIZE_MAX)
        entry->decision = arena_printf(
            arena, "order %s by %s%s", words_number(arena, plan->week[plan->needed_week].kept),
            plan_date(arena, PLAN_DATES_WORDS, plan->needed_at),
            plan->not_met > 0 ? arena_printf(arena, "; raise the maximum to %s",
                                             words_number(arena, plan->needed_most))
            : entry->most > plan->week[plan->needed_week].kept
                ? arena_printf(arena, ", %s by %s", words_number(arena, entry->most),
                               plan_date(arena, PLAN_DATES_WORDS, plan->week[plan->largest].start))
                : "");
    entry->limit = "none";
    for (size_t i = 0; i < review->scenarios && i < 1; i++) {
        const struct plan_solution *base = &review->scenario[i].with;
        if (!base->fits)
            entry->limit =
                arena_printf(arena, "%s, %s", base->bound_by == BOUND_MAX ? "maximum" : "budget",
                             plan_date(arena, PLAN_DATES_WORDS, base->limited));
    }
}

void fleet_page_add(struct fleet_page *fleet, const struct plan_report *report, bool with_charts)
{
    const struct capacity_plan *plan = report->plan;
    struct fleet_entry entry = {
        .name = arena_strdup(&fleet->arena, plan_name(report)),
        .verdict = plan->verdict,
        .today = plan->baseline,
        .missing = plan->shortfall,
        .cost = plan->cost_total,
        .budget = plan->in.sizing.budget_month,
        .share = NAN,
        .needed_at = plan->needed_at,
        .order_by = plan->order.order_by,
        .late = plan->needed_week != SIZE_MAX && plan->order.order_by != INSTANT_NONE &&
                plan->order.status == RUNOUT_LATE,
        .doubtful = report->review->is_doubtful,
        .urgency = plan_urgency(plan, report->review->is_doubtful),
        .order = fleet->count,
    };
    if (fleet->count == 0) {
        fleet->start = plan->week[0].start;
        fleet->as_of = plan->in.as_of;
        fleet->zone = arena_strdup(&fleet->arena, report->zone);
    }
    fleet->end = plan->end > fleet->end ? plan->end : fleet->end;
    for (size_t w = 0; w < plan->weeks; w++)
        entry.most = fmax(entry.most, plan->week[w].kept);
    for (size_t m = 0; m < plan->months; m++) {
        entry.share = fmax(entry.share, plan->month[m].share);
        entry.as_today += plan->month[m].as_today;
    }
    add_hours(fleet, plan);
    keep_weeks(fleet, report, &entry);
    keep_texts(fleet, report, &entry);
    if (with_charts && fleet->count < 40) {
        // Which are shown in full is known when all are sorted; so many are worth their room.
        const struct main_view view = {plan, plan->in.column, true, entry.name};
        struct str chart = {0};
        str_append(&chart, "<figure>\n");
        plan_main_chart(report, &view, SVG_HALF, &chart);
        plan_main_chart(report, &view, SVG_NARROW, &chart);
        str_append(&chart, "</figure>\n");
        entry.chart = arena_strdup(&fleet->arena, str_text(&chart));
        str_release(&chart);
    }
    VEC_PUSH(fleet->entry, fleet->count, fleet->capacity, entry);
}

// --- the page ------------------------------------------------------------------------------------

struct fleet_sums {
    double today, most, cost, as_today, budget, missing;
    size_t late, doubtful, over, orders;
};

static struct fleet_sums sum_up(const struct fleet_page *fleet)
{
    struct fleet_sums sums = {0};
    for (size_t i = 0; i < fleet->count; i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        sums.today += entry->today;
        sums.most += entry->most;
        sums.cost += entry->cost;
        sums.as_today += entry->as_today;
        sums.budget += entry->budget;
        sums.missing += entry->missing;
        sums.late += entry->urgency == 0;
        sums.doubtful += entry->doubtful || strcmp(entry->level, "low") == 0;
        sums.over += entry->share > 1 + 1e-12;
        sums.orders += entry->needed_at != INSTANT_NONE;
    }
    return sums;
}

static void append_box(const struct fleet_page *fleet, const struct fleet_sums *sums,
                       struct arena *arena, struct str *out)
{
    const char *ask = "", *key;
    size_t asked = 0;
    for (size_t i = 0; i < fleet->count && asked < 3; i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        if (entry->urgency > (sums->late > 0 ? 0 : 1))
            continue;
        ask = arena_printf(arena, "%s%s%s more for %s", ask, asked == 0 ? "Approve " : ", ",
                           words_number(arena, entry->most - entry->today), entry->name);
        asked++;
    }
    size_t waiting = sums->late > 0 ? sums->late : sums->orders;
    if (waiting > asked)
        ask = arena_printf(arena, "%s, and for %zu more services", ask, waiting - asked);
    key = sums->late > 0
              ? arena_printf(arena, "▲ %zu OF %zu ARE LATE: DECIDE TODAY", sums->late, fleet->count)
          : sums->orders > 0
              ? arena_printf(arena, "! %zu OF %zu NEED AN ORDER", sums->orders, fleet->count)
              : "✓ NOTHING TO ORDER";
    str_appendf(out, "<section class=\"dec%s\">",
                sums->late > 0     ? ""
                : sums->orders > 0 ? " warn"
                                   : " ok");
    html_element(out, "div class=\"k\"", key);
    html_element(out, "div class=\"big\"",
                 asked > 0 ? ask : "Today's instances of every service are enough");
    str_append(out, "<p>");
    for (size_t i = 0; i < fleet->count && i < 2 && fleet->entry[i].urgency <= 1; i++)
        html_text(out,
                  arena_printf(arena, "%s: %s. ", fleet->entry[i].name, fleet->entry[i].decision));
    if (sums->doubtful > 0)
        html_text(out, arena_printf(arena, "The forecast of %zu service%s is doubtful.",
                                    sums->doubtful, sums->doubtful == 1 ? "" : "s"));
    str_append(out, "</p></section>\n");
}

static void append_tiles(const struct fleet_page *fleet, const struct fleet_sums *sums,
                         struct arena *arena, struct str *out)
{
    double more = sums->cost - sums->as_today;
    const char *over = "none";
    size_t said = 0;
    for (size_t i = 0; i < fleet->count && said < 3; i++) {
        if (!(fleet->entry[i].share > 1 + 1e-12))
            continue;
        over = said == 0 ? fleet->entry[i].name
                         : arena_printf(arena, "%s, %s", over, fleet->entry[i].name);
        said++;
    }
    const char *tile[4][3] = {
        {"Instances",
         arena_printf(arena, "%s → %s", words_number(arena, sums->today),
                      words_number(arena, sums->most)),
         arena_printf(arena, "at most of each service; %s short of their maxima.",
                      sums->missing > 0 ? words_number(arena, sums->missing) : "none")},
        {"Cost", isnan(sums->cost) ? "not known" : plan_money(arena, sums->cost),
         isnan(sums->cost)
             ? "not every service has a price"
             : arena_printf(arena, "for the horizon: %s %s than as today.",
                            plan_money(arena, fabs(more)), more >= 0 ? "more" : "less")},
        {"Over budget", over,
         arena_printf(arena, "%zu of %zu services in some month.", sums->over, fleet->count)},
        {"Confidence",
         sums->doubtful == 0 ? "none doubtful"
                             : arena_printf(arena, "%zu doubtful", sums->doubtful),
         "a forecast no better than last week's, or measured peaks above the plan."}};
    str_append(out, "<div class=\"tiles\">\n");
    for (size_t i = 0; i < 4; i++) {
        str_append(out, "<div>");
        html_element(out, "div class=\"t\"", tile[i][0]);
        html_element(out, "div class=\"v\"", tile[i][1]);
        html_element(out, "div class=\"n\"", tile[i][2]);
        str_append(out, "</div>\n");
    }
    str_append(out, "</div>\n");
}

static size_t shown_of(const struct fleet_page *fleet)
{
    return fleet->count > FLEET_IN_FULL ? FLEET_IN_FULL : fleet->count;
}

static void append_row(const struct fleet_entry *entry, struct arena *arena,
                       struct html_table *table)
{
    const char *by = entry->order_by == INSTANT_NONE || entry->needed_at == INSTANT_NONE
                         ? NULL
                         : plan_date(arena, PLAN_DATES_WORDS, entry->order_by);
    html_row(table, "");
    html_cell(table, entry->name);
    html_cell(table, entry->decision);
    html_cell_status(table,
                     by == NULL    ? STATUS_GREY
                     : entry->late ? STATUS_LATE
                                   : STATUS_WARN,
                     by == NULL ? (entry->needed_at == INSTANT_NONE ? "no order" : "no lead time")
                     : entry->late ? arena_printf(arena, "was %s", by)
                                   : by);
    html_cell(table, arena_printf(arena, "%s → %s", words_number(arena, entry->today),
                                  words_number(arena, entry->most)));
    html_cell_markup(table, entry->trend);
    html_cell(table, isnan(entry->cost) ? "–" : plan_money(arena, entry->cost));
    html_cell(table, isnan(entry->share) ? "–" : arena_printf(arena, "%.0f%%", entry->share * 100));
    bool low = entry->doubtful || strcmp(entry->level, "low") == 0;
    html_cell_status(table, low ? STATUS_LATE : STATUS_OK, low ? "doubtful" : entry->level);
    html_cell(table, entry->limit);
}

static void append_urgency(const struct fleet_page *fleet, const struct fleet_sums *sums,
                           struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Service", false},   {"Decision", false}, {"Order by", false},
        {"Instances", false}, {"Trend", false},    {"Cost", true},
        {"Of budget", true},  {"Forecast", false}, {"First limit", false}};
    struct html_table table;
    html_element(out, "h3",
                 arena_printf(arena, "%zu of %zu run short before %s", sums->orders, fleet->count,
                              plan_date(arena, PLAN_DATES_WORDS, fleet->end)));
    html_element(
        out, "div class=\"sub\"",
        "Most urgent first; trend: weekly peaks, measured and (dashed) expected, against what "
        "today's instances carry (long dashes); own scale, not from 0");
    html_table_begin(&table, out, "", head, 9);
    for (size_t i = 0; i < shown_of(fleet); i++)
        append_row(&fleet->entry[i], arena, &table);
    html_row(&table, "tot");
    html_cell(&table, arena_printf(arena, "%zu services", fleet->count));
    html_cell(&table, fleet->count > FLEET_IN_FULL
                          ? arena_printf(arena, "%zu are not shown: -o plan.csv has all",
                                         fleet->count - FLEET_IN_FULL)
                          : "");
    html_cell(&table, "");
    html_cell(&table, arena_printf(arena, "%s → %s", words_number(arena, sums->today),
                                   words_number(arena, sums->most)));
    html_cell(&table, "");
    html_cell(&table, isnan(sums->cost) ? "–" : plan_money(arena, sums->cost));
    html_cell(&table, "");
    html_cell(&table, "");
    html_cell(&table, "");
    html_table_end(&table);
}

static void append_timeline(const struct fleet_page *fleet, struct arena *arena, struct str *out)
{
    struct runout_bar bar[FLEET_IN_FULL];
    struct str wide = {0}, narrow = {0};
    instant from = fleet->as_of;
    for (size_t i = 0; i < shown_of(fleet); i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        bool needs = entry->needed_at != INSTANT_NONE;
        instant by = needs ? entry->order_by : INSTANT_NONE;
        bar[i] = (struct runout_bar){
            .name = entry->name,
            .words = !needs ? arena_printf(arena, "enough to %s",
                                           plan_date(arena, PLAN_DATES_WORDS, fleet->end))
                     : by == INSTANT_NONE
                         ? arena_printf(arena, "%s needed", words_number(arena, entry->most))
                         : plan_date(arena, PLAN_DATES_WORDS, by),
            .earliest = INSTANT_NONE,
            .expected = needs ? entry->needed_at : INSTANT_NONE,
            .latest = INSTANT_NONE,
            .order_by = by,
            .late = entry->late};
        from = by != INSTANT_NONE && by < from ? by : from;
    }
    const struct runout_chart chart = {bar, shown_of(fleet),
                                       from - 3 * SECONDS_PER_DAY * INSTANT_PER_SECOND, fleet->end,
                                       fleet->as_of};
    html_element(out, "h2 class=\"pb\"", "1. When each order is due");
    html_element(out, "div class=\"sub\"", "◆ order by, ● needed; dotted: the lead time");
    draw_runout(&chart, SVG_WIDE, "By when to order for each service, and when it is needed.",
                &wide);
    draw_runout(&chart, SVG_NARROW, "By when to order for each service, and when it is needed.",
                &narrow);
    html_figure(out, str_text(&wide), str_text(&narrow), NULL);
    str_release(&wide);
    str_release(&narrow);
}

static void append_heat(const struct fleet_page *fleet, struct arena *arena, struct str *out)
{
    size_t rows = shown_of(fleet), weeks = fleet->entry[0].past + fleet->entry[0].next;
    double *percent = arena_alloc(arena, rows * weeks * sizeof *percent);
    const char **name = arena_alloc(arena, rows * sizeof *name);
    struct str wide = {0}, narrow = {0};
    for (size_t r = 0; r < rows; r++) {
        const struct fleet_entry *entry = &fleet->entry[r];
        name[r] = entry->name;
        for (size_t w = 0; w < weeks; w++) {
            bool there = entry->past == fleet->entry[0].past && w < entry->past + entry->next;
            percent[r * weeks + w] = there ? entry->percent[w] : (double)NAN;
        }
    }
    const struct fleet_heat heat = {
        name, percent, rows, weeks, fleet->entry[0].past, fleet->entry[0].week};
    html_element(out, "h2", "2. Where today's instances do not suffice");
    html_element(out, "div class=\"sub\"",
                 "Instances needed in each week, in % of those in service; framed: short");
    draw_fleet_heat(&heat, SVG_WIDE, "Instances needed in each week by service.", &wide);
    draw_fleet_heat(&heat, SVG_NARROW, "Instances needed in each week by service.", &narrow);
    html_figure(out, str_text(&wide), str_text(&narrow), NULL);
    str_release(&wide);
    str_release(&narrow);
}

/// What all need together: the sum of their weeks, and what one hour takes at once.
static void append_shared(const struct fleet_page *fleet, const struct fleet_sums *sums,
                          struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {
        {"Week of", false}, {"Sum of the needs", true}, {"In service today", true}};
    struct html_table table;
    double at_once = 0, most = 0;
    for (size_t h = 0; fleet->same_hour != NULL && h < fleet->hours; h++)
        at_once = fmax(at_once, fleet->same_hour[h]);
    struct str rows = {0};
    html_table_begin(&table, &rows, "", head, 3);
    for (size_t w = 0; w < fleet->entry[0].next; w++) {
        double sum = 0;
        for (size_t i = 0; i < fleet->count; i++)
            sum += w < fleet->entry[i].next ? fleet->entry[i].need[w] : 0;
        most = fmax(most, sum);
        html_row(&table, "");
        html_cell(&table, plan_date(arena, PLAN_DATES_WORDS,
                                    fleet->entry[0].week[fleet->entry[0].past + w]));
        html_cell_status(&table, sum > sums->today ? STATUS_WARN : STATUS_OK,
                         words_number(arena, sum));
        html_cell(&table, words_number(arena, sums->today));
    }
    html_table_end(&table);
    html_element(out, "h2",
                 arena_printf(arena, "3. Together they need %s%s", words_number(arena, most),
                              fleet->same_hour == NULL
                                  ? ""
                                  : arena_printf(arena, ", of which %s at the same hour",
                                                 words_number(arena, at_once))));
    html_element(
        out, "div class=\"sub\"",
        "A limit that services share is met by the sum where each holds its own all week, and "
        "by the same hour where they follow the day");
    str_append(out, str_text(&rows));
    str_release(&rows);
}

static void append_services(const struct fleet_page *fleet, struct str *out)
{
    html_element(out, "h2", "4. Service by service");
    html_element(
        out, "div class=\"sub\"",
        "Weekly peaks (grey measured, hatched expected); thick: what the plan carries; dashed: "
        "today; long dashes: maximum. Each with its own scale from 0");
    str_append(out, "<div class=\"two\">\n");
    for (size_t i = 0; i < shown_of(fleet); i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        str_append(out, "<div class=\"svc\">");
        html_element(out, "h3", entry->name);
        html_element(out, "p", entry->decision);
        str_append(out, entry->chart == NULL ? "" : entry->chart);
        html_element(out, "p", entry->more);
        str_append(out, "</div>\n");
    }
    str_append(out, "</div>\n");
}

static void append_doubts(const struct fleet_page *fleet, const char *command, struct str *out)
{
    static const struct html_column head[] = {
        {"Service", false}, {"Confidence", false}, {"Error", false}, {"What to do", false}};
    struct html_table table;
    html_element(out, "h2", "5. Doubts and method");
    html_table_begin(&table, out, "", head, 4);
    for (size_t i = 0; i < shown_of(fleet); i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        html_row(&table, "");
        html_cell(&table, entry->name);
        html_cell(&table, entry->level);
        html_cell(&table, entry->why);
        html_cell(&table, entry->doubtful ? "plan the next quantile: --quantile p99"
                          : strcmp(entry->level, "low") == 0
                              ? "order the first step, measure, plan again"
                              : "–");
    }
    html_table_end(&table);
    html_element(out, "pre", command);
}

void fleet_page_write(struct fleet_page *fleet, const char *command, struct str *out)
{
    struct arena arena = {0};
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (fleet->count == 0)
        return;
    fleet_sort(fleet);
    const struct fleet_sums sums = sum_up(fleet);
    const char *title =
        arena_printf(&arena, "Capacity plan: fleet of %zu services. As of %s", fleet->count,
                     plan_date(&arena, PLAN_DATES_WORDS, fleet->as_of));
    html_page_begin(out, title, title);
    str_append(out, "<div class=\"top\">");
    html_element(out, "h1",
                 arena_printf(&arena, "Capacity plan: fleet of %zu services", fleet->count));
    html_element(out, "span",
                 arena_printf(&arena, "%s to %s %.4s", date_words(from, fleet->start, DATE_DAY),
                              date_words(to, fleet->end, DATE_DAY),
                              words_date(&arena, fleet->end)));
    html_element(out, "span",
                 arena_printf(&arena, "as of %s %s",
                              plan_time(&arena, PLAN_DATES_WORDS, fleet->as_of), fleet->zone));
    str_append(out, "</div>\n");
    append_box(fleet, &sums, &arena, out);
    append_tiles(fleet, &sums, &arena, out);
    append_urgency(fleet, &sums, &arena, out);
    append_timeline(fleet, &arena, out);
    append_heat(fleet, &arena, out);
    append_shared(fleet, &sums, &arena, out);
    append_services(fleet, out);
    append_doubts(fleet, command, out);
    html_page_end(out);
    arena_release(&arena);
}

void fleet_page_release(struct fleet_page *fleet)
{
    free(fleet->entry);
    arena_release(&fleet->arena);
    memset(fleet, 0, sizeof *fleet);
}
