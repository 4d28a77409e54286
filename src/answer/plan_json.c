// The capacity plan for programs: the members of its JSON object.
#include "answer/plan_buying_shown.h"
#include "answer/plan_changes.h"
#include "answer/plan_json_review.h"
#include "answer/plan_readiness.h"
#include "answer/plan_report.h"
#include "answer/plan_tiles.h"
#include "answer/plan_words.h"
#include "answer/remedy_words.h"
#include "base/str.h"
#include "forecast/backtest.h"
#include "forecast/planned_events.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"
#include "table/table_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/// Ends a member of one object and releases it. `more` are members beside those of the row,
/// rendered: `, "drivers": null`.
static void append_object(struct str *out, const char *name, struct table *object, const char *more)
{
    struct str row = {0};
    table_write_json_row(object, 0, &row);
    str_appendf(out, "\"%s\": %.*s%s},\n", name, (int)(row.length - 1), row.data, more);
    str_release(&row);
    table_release(object);
}

/// The same of an array of objects.
static void append_array(struct str *out, const char *name, struct table *rows)
{
    struct str text = {0};
    table_write_json(rows, &text);
    str_appendf(out, "\"%s\": %.*s,\n", name, (int)(text.length - 1), text.data);
    str_release(&text);
    table_release(rows);
}

/// Appends a member of an object whose value is rendered.
static void append_member(struct str *out, const char *name,
                          void (*value)(const struct plan_report *, struct str *),
                          const struct plan_report *report)
{
    str_appendf(out, ", \"%s\": ", name);
    value(report, out);
}

/// The same of the plan's own object.
static void append_value(struct str *out, const char *name,
                         void (*value)(const struct plan_report *, struct str *),
                         const struct plan_report *report)
{
    str_appendf(out, "\"%s\": ", name);
    value(report, out);
    str_append(out, ",\n");
}

/// A time of the plan, which is on the readers' clock, in UTC.
static instant in_utc(const struct plan_report *report, instant time)
{
    return time == INSTANT_NONE ? INSTANT_NONE : time - report->clock;
}

static void add_meta(const struct plan_report *report, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    struct table meta = {0};
    size_t row = table_add_row(&meta);
    table_put_text(&meta, row, "service", plan->in.history->key);
    table_put_text(&meta, row, "subject", report->subject);
    table_put_text(&meta, row, "quantile", plan_column_name(plan->in.column));
    table_put_text(&meta, row, "size_by", plan->in.peaks == NULL ? "step" : "peak");
    table_put_text(&meta, row, "unit",
                   plan->in.history->unit.name[0] == '\0' ? NULL : plan->in.history->unit.name);
    table_put_time(&meta, row, "from", in_utc(report, plan->week[0].start));
    table_put_time(&meta, row, "to", in_utc(report, plan->week[plan->weeks - 1].end));
    table_put_time(&meta, row, "as_of", in_utc(report, plan->in.as_of));
    table_put_text(&meta, row, "zone", report->zone);
    table_put_text(&meta, row, "version", report->version);
    table_put_text(&meta, row, "command", report->command_line);
    table_put_text(&meta, row, "currency", report->currency);
    plan_changes_revision(report, &meta, row);
    append_object(out, "meta", &meta, "");
}

/// The first date by which something has to be decided.
static instant decide_by(const struct capacity_plan *plan)
{
    instant order = plan->order.order_by, quota = plan->quota.order_by;
    return order == INSTANT_NONE || (quota != INSTANT_NONE && quota < order) ? quota : order;
}

static void add_decision(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    enum document_tone tone;
    struct table decision = {0};
    struct table confidence = {0};
    struct str more = {0};
    size_t row = table_add_row(&decision);
    table_put_text(&decision, row, "verdict", plan_verdict_name(plan->verdict));
    table_put_text(&decision, row, "text", words_decision(arena, plan, &tone));
    table_put_number(&decision, row, "from", STYLE_INTEGER, plan->baseline);
    table_put_number(&decision, row, "to", STYLE_INTEGER,
                     plan->needed_week != SIZE_MAX ? plan_asked_for(plan)
                                                   : plan->week[plan->largest].row.instances);
    table_put_number(&decision, row, "needed", STYLE_INTEGER, plan->needed_most);
    table_put_number(&decision, row, "missing", STYLE_INTEGER, plan->shortfall);
    table_put_number(&decision, row, "short_today", STYLE_INTEGER, plan->short_today);
    table_put_time(&decision, row, "need_by", in_utc(report, plan->order.needed_by));
    table_put_time(&decision, row, "order_by", in_utc(report, plan->order.order_by));
    table_put_time(&decision, row, "raise_max_by", in_utc(report, plan->quota.order_by));
    table_put_time(&decision, row, "decide_by", in_utc(report, decide_by(plan)));
    table_put_number(&decision, row, "give_back", STYLE_INTEGER, plan->excess.instances);
    table_put_time(&decision, row, "give_back_from", in_utc(report, plan->excess.from));
    table_put_number(&decision, row, "release", STYLE_INTEGER, plan->excess.release);
    table_put_time(&decision, row, "known_to", in_utc(report, plan->end));
    table_put_time(&decision, row, "known_needed", in_utc(report, plan->known_from));
    row = table_add_row(&confidence);
    table_put_number(&confidence, row, "level", STYLE_PLAIN,
                     backtest_confidence(&plan->in.forecast->backtest));
    table_put_text(&confidence, row, "why", words_doubt(arena, plan));
    const bool is_due = plan->order.order_by != INSTANT_NONE && plan->order.status == RUNOUT_LATE;
    str_appendf(&more, ", \"late\": %s", plan->verdict == PLAN_LATE || is_due ? "true" : "false");
    append_member(&more, "drivers", plan_json_drivers, report);
    append_member(&more, "approvers", plan_json_approvers, report);
    append_member(&more, "next", plan_json_next, report);
    append_member(&more, "flips", plan_json_flips, report);
    str_append(&more, ", \"confidence\": ");
    table_write_json_row(&confidence, 0, &more);
    append_object(out, "decision", &decision, str_text(&more));
    str_release(&more);
    table_release(&confidence);
}

static void add_money(const struct plan_report *report, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    struct str more = {0};
    const struct sizing *sizing = &plan->in.sizing;
    double most = plan->week[plan->largest].row.cost_month;
    double hours = 0;
    for (size_t w = 0; w < plan->weeks; w++)
        hours += (double)(plan->week[w].end - plan->week[w].start) / INSTANT_PER_SECOND / 3600;
    struct table money = {0};
    size_t row = table_add_row(&money);
    table_put_number(&money, row, "total", STYLE_COST_MONTH, plan->cost_total);
    table_put_number(&money, row, "as_today", STYLE_COST_MONTH,
                     hours * plan->baseline * sizing->price_hour);
    table_put_number(&money, row, "price_hour", STYLE_COST_HOUR, sizing->price_hour);
    table_put_number(&money, row, "month_most", STYLE_COST_MONTH, most);
    table_put_number(&money, row, "month_today", STYLE_COST_MONTH,
                     plan->baseline * sizing->price_hour * sizing->hours_per_month);
    table_put_number(&money, row, "budget_month", STYLE_COST_MONTH, sizing->budget_month);
    table_put_number(&money, row, "budget_left", STYLE_COST_MONTH, sizing->budget_month - most);
    table_put_number(&money, row, "weeks_over", STYLE_INTEGER, (double)plan->over_budget);
    append_member(&more, "months", plan_json_months, report);
    append_member(&more, "unit", plan_json_unit, report);
    append_object(out, "money", &money, str_text(&more));
    str_release(&more);
}

static void add_inaction(const struct plan_report *report, struct str *out)
{
    const struct plan_inaction *stays = &report->plan->inaction;
    struct table nothing = {0};
    size_t row = table_add_row(&nothing);
    table_put_number(&nothing, row, "instances", STYLE_INTEGER, stays->instances);
    table_put_number(&nothing, row, "busy", STYLE_PLAIN, stays->utilization);
    table_put_time(&nothing, row, "buffers_used", in_utc(report, stays->buffers_used));
    table_put_time(&nothing, row, "at", in_utc(report, stays->overload));
    table_put_number(&nothing, row, "steps_over", STYLE_PLAIN, stays->steps_over);
    table_put_number(&nothing, row, "unserved", STYLE_PLAIN, stays->demand_unserved);
    table_put_number(&nothing, row, "cost_month", STYLE_COST_MONTH, stays->cost_month);
    table_put_number(&nothing, row, "missing_hours", STYLE_PLAIN, stays->missing_hours);
    table_put_number(&nothing, row, "loss", STYLE_COST_MONTH, stays->cost_missing);
    struct str more = {0};
    append_member(&more, "states", plan_json_states, report);
    append_object(out, "do_nothing", &nothing, str_text(&more));
    str_release(&more);
}

/// One week: the columns of the plan table, and what they were read off.
static void add_week(const struct plan_report *report, size_t w, struct table *weeks)
{
    const struct plan_week *week = &report->plan->week[w];
    const struct plan_row *sized = &week->row;
    const struct sizing *sizing = &report->plan->in.sizing;
    double zones = sizing->zones;
    size_t row = table_add_row(weeks);
    table_put_time(weeks, row, "time", in_utc(report, week->start));
    table_put_time(weeks, row, "until", in_utc(report, week->end));
    table_put_time(weeks, row, "peak", in_utc(report, week->peak_time));
    for (enum plan_column column = 0; column < PLAN_COLUMNS; column++)
        table_put_number(weeks, row, plan_column_name(column), STYLE_PLAIN, week->highest[column]);
    table_put_text(weeks, row, "sized_by", report->plan->in.peaks == NULL ? "step" : "peak");
    table_put_number(weeks, row, "step_demand", STYLE_PLAIN,
                     fmax(week->step[report->plan->in.column], 0));
    table_put_number(weeks, row, "demand", STYLE_PLAIN, sized->demand);
    table_put_number(weeks, row, "base", STYLE_PLAIN, sized->base);
    table_put_number(weeks, row, "headroom", STYLE_PLAIN, sized->headroom);
    table_put_number(weeks, row, "rounding", STYLE_PLAIN, sized->rounding);
    table_put_number(weeks, row, "spare", STYLE_PLAIN, sized->spare);
    table_put_number(weeks, row, "zone_fill", STYLE_PLAIN, sized->zone_fill);
    table_put_number(weeks, row, "bound", STYLE_PLAIN, sized->bound);
    table_put_number(weeks, row, "instances", STYLE_INTEGER, sized->instances);
    table_put_number(weeks, row, "need", STYLE_INTEGER, week->needed);
    table_put_number(weeks, row, "plan", STYLE_INTEGER, week->kept);
    table_put_number(weeks, row, "carry", STYLE_PLAIN,
                     solve_demand(&report->plan->in.sizing, week->kept));
    table_put_number(weeks, row, "utilization", STYLE_PLAIN, sized->utilization);
    table_put_number(weeks, row, "utilization_failed", STYLE_PLAIN, sized->utilization_failed);
    table_put_number(
        weeks, row, "busy_zone", STYLE_PLAIN,
        zones > 1 ? sized->demand / (sizing->per_instance * (week->kept - ceil(week->kept / zones)))
                  : (double)NAN);
    table_put_number(weeks, row, "latency", STYLE_PLAIN, sized->latency_s);
    table_put_number(weeks, row, "cost_hour", STYLE_COST_HOUR, sized->cost_hour);
    table_put_number(weeks, row, "cost_month", STYLE_COST_MONTH, sized->cost_month);
    table_put_text(weeks, row, "bound_by", bound_by_name(sized->bound_by));
}

/// When the fleet of today, max and the budget no longer suffice.
static void add_runout(const struct plan_report *report, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    struct table runout = {0};
    for (enum plan_limit which = 0; which < PLAN_LIMITS; which++) {
        const struct plan_limit_date *limit = &plan->limit[which];
        if (!limit->given)
            continue;
        size_t row = table_add_row(&runout);
        table_put_text(&runout, row, "resource", plan_limit_name(which));
        table_put_number(&runout, row, "limit", STYLE_INTEGER, limit->instances);
        table_put_time(&runout, row, "earliest", in_utc(report, limit->when.earliest));
        table_put_time(&runout, row, "expected", in_utc(report, limit->when.expected));
        table_put_time(&runout, row, "latest", in_utc(report, limit->when.latest));
        table_put_time(&runout, row, "crosses", in_utc(report, limit->when.planned));
        table_put_time(&runout, row, "order_by", in_utc(report, limit->when.order_by));
        table_put_text(&runout, row, "status", runout_status_name(limit->when.status));
    }
    append_array(out, "runout", &runout);
}

/// What would fit, each alone; empty where the plan does.
static void add_remedies(const struct capacity_plan *plan, struct arena *arena, struct str *out)
{
    const struct sized_demand asked = plan_asked(plan);
    struct remedies remedies;
    struct table options = {0};
    remedies_find(&asked, &remedies);
    for (size_t i = 0; i < remedies.count; i++) {
        const struct remedy *remedy = &remedies.item[i];
        if (remedy->kind == REMEDY_SERVE_LESS)
            continue;
        size_t row = table_add_row(&options);
        table_put_text(&options, row, "id", remedy_name(remedy->kind));
        table_put_text(&options, row, "text", remedy_words(arena, remedy));
        table_put_number(&options, row, "value", STYLE_PLAIN, remedy->value);
        table_put_number(&options, row, "max", STYLE_INTEGER, remedy->max);
        table_put_number(&options, row, "n", STYLE_INTEGER, remedy->row.instances);
        table_put_number(&options, row, "cost", STYLE_COST_MONTH, remedy->row.cost_month);
        table_put_text(&options, row, "bound_by", bound_by_name(remedy->row.bound_by));
    }
    append_array(out, "remedies", &options);
}

struct texts {
    struct str out;
    size_t count;
};

static void add_text(void *context, const char *text)
{
    struct texts *texts = context;
    str_append(&texts->out, texts->count++ == 0 ? "" : ", ");
    table_write_json_text(text, &texts->out);
}

static void add_risks(const struct plan_report *report, struct arena *arena, struct str *out)
{
    struct texts risks = {0};
    words_risks(arena, report, add_text, &risks);
    str_appendf(out, "\"risks\": [%s],\n", str_text(&risks.out));
    str_release(&risks.out);
}

/// The runs of steps of the history that have no value.
static void list_gaps(const struct plan_report *report, struct str *out)
{
    const struct series *history = report->plan->in.history;
    struct table gaps = {0};
    for (size_t i = 0; i < history->n; i++) {
        size_t first = i;
        while (i < history->n && isnan(history->value[i]))
            i++;
        if (i == first)
            continue;
        size_t row = table_add_row(&gaps);
        table_put_time(&gaps, row, "from", in_utc(report, series_time(history, first)));
        table_put_time(&gaps, row, "to", in_utc(report, series_time(history, i)));
        table_put_number(&gaps, row, "steps", STYLE_INTEGER, (double)(i - first));
    }
    table_write_json(&gaps, out);
    table_release(&gaps);
}

/// What of the history was left out because it was not usual.
static void list_outliers(const struct plan_report *report, struct str *out)
{
    const struct incidents *incidents = &report->plan->in.forecast->mask.incidents;
    struct table outliers = {0};
    for (size_t i = 0; i < incidents->count; i++) {
        size_t row = table_add_row(&outliers);
        table_put_time(&outliers, row, "from", incidents->item[i].start);
        table_put_time(&outliers, row, "to", incidents->item[i].over);
        table_put_number(&outliers, row, "multiple", STYLE_PLAIN, incidents->item[i].share);
    }
    table_write_json(&outliers, out);
    table_release(&outliers);
}

/// The end of an event's last wave.
static instant event_over(const struct planned_event *event)
{
    return event->start +
           (instant)(event->waves - 1) * event->every_ms * (INSTANT_PER_SECOND / 1000) +
           event->duration_ms * (INSTANT_PER_SECOND / 1000);
}

/// The events of --events that act on what is planned.
static void add_events(const struct plan_report *report, struct str *out)
{
    const struct planned_events *events = report->events;
    struct table rows = {0};
    for (size_t i = 0; events != NULL && i < events->count; i++) {
        const struct planned_event *event = &events->item[i];
        if (!planned_event_concerns(event, report->plan->in.history->key))
            continue;
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "name", event->name);
        table_put_time(&rows, row, "start", event->start);
        table_put_time(&rows, row, "end", event_over(event));
        table_put_number(&rows, row, "waves", STYLE_INTEGER, (double)event->waves);
        table_put_number(&rows, row, "multiplier", STYLE_PLAIN, event->multiplier);
        table_put_number(&rows, row, "share", STYLE_PLAIN, event->probability);
        table_put_text(&rows, row, "confidence", event->confidence);
        table_put_text(&rows, row, "owner", event->owner);
    }
    append_array(out, "events", &rows);
}

static void add_data(const struct plan_report *report, struct str *out)
{
    struct table data = {0};
    struct table files = {0};
    struct str more = {0};
    table_put_time(&data, table_add_row(&data), "end", in_utc(report, report->plan->data_end));
    for (size_t i = 0; i < report->sources; i++) {
        const struct plan_source *source = &report->source[i];
        size_t row = table_add_row(&files);
        char crc32[9];
        snprintf(crc32, sizeof crc32, "%08" PRIx32, source->crc32);
        table_put_text(&files, row, "path", source->path);
        table_put_text(&files, row, "layout", source->layout);
        table_put_number(&files, row, "rows", STYLE_INTEGER, (double)source->rows);
        table_put_number(&files, row, "rows_skipped", STYLE_INTEGER, (double)source->rows_skipped);
        table_put_number(&files, row, "bytes", STYLE_INTEGER, (double)source->bytes);
        table_put_text(&files, row, "crc32", crc32);
    }
    str_append(&more, ", \"gaps\": ");
    list_gaps(report, &more);
    str_append(&more, ", \"outliers\": ");
    list_outliers(report, &more);
    str_append(&more, ", \"files\": ");
    table_write_json(&files, &more);
    append_object(out, "data", &data, str_text(&more));
    str_release(&more);
    table_release(&files);
}

/// The check list, with the answers that the figures give; null where they do not.
static void add_readiness(const struct plan_report *report, struct arena *arena, struct str *out)
{
    struct readiness_item item[READINESS_MAX];
    struct table rows = {0};
    size_t count = plan_readiness(report, arena, item);
    for (size_t i = 0; i < count; i++) {
        const char *answer = readiness_answer_name(item[i].answer);
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "name", item[i].name);
        table_put_text(&rows, row, "question", item[i].question);
        table_put_text(&rows, row, "answer", answer[0] == '\0' ? NULL : answer);
        table_put_text(&rows, row, "owner", item[i].owner);
        table_put_text(&rows, row, "evidence",
                       item[i].evidence[0] == '\0' ? NULL : item[i].evidence);
    }
    append_array(out, "readiness", &rows);
}

void plan_members(const struct plan_report *report, struct str *out)
{
    struct arena arena = {0};
    struct table weeks = {0};
    add_meta(report, out);
    add_decision(report, &arena, out);
    add_money(report, out);
    add_inaction(report, out);
    append_value(out, "options", plan_json_choices, report);
    add_remedies(report->plan, &arena, out);
    for (size_t w = 0; w < report->plan->weeks; w++)
        add_week(report, w, &weeks);
    append_array(out, "weeks", &weeks);
    append_value(out, "history", plan_json_history, report);
    append_value(out, "scenarios", plan_json_scenarios, report);
    append_value(out, "sensitivity", plan_json_sensitivity, report);
    append_value(out, "peaks", plan_json_tested, report);
    add_runout(report, out);
    plan_buying_json(report, out);
    if (report->tiers != NULL) {
        struct table tiers = {0};
        tiers_fill_table(report->tiers, &tiers);
        append_array(out, "tiers", &tiers);
    } else {
        str_append(out, "\"tiers\": null,\n");
    }
    plan_changes_json(report, out);
    add_events(report, out);
    add_risks(report, &arena, out);
    add_readiness(report, &arena, out);
    add_data(report, out);
    arena_release(&arena);
}
