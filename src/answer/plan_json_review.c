#include "answer/plan_json_review.h"

#include "answer/plan_tiles.h"
#include "sizing/scaling_equation.h"
#include "table/table_write.h"

#include <math.h>
#include <string.h>

static instant in_utc(const struct plan_report *report, instant time)
{
    return time == INSTANT_NONE ? INSTANT_NONE : time - report->clock;
}

/// Ends an array and releases it.
static void put(struct table *rows, struct str *out)
{
    struct str text = {0};
    table_write_json(rows, &text);
    str_append_bytes(out, text.data, text.length - 1);
    str_release(&text);
    table_release(rows);
}

static bool is_known(const struct plan_report *report, struct str *out)
{
    if (report->review == NULL)
        str_append(out, "null");
    return report->review != NULL;
}

void plan_json_drivers(const struct plan_report *report, struct str *out)
{
    static const char *const kind[] = {"event", "growth", "shift"};
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->drivers; i++) {
        const struct plan_driver *driver = &report->review->driver[i];
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "kind", kind[driver->kind]);
        table_put_text(&rows, row, "name", driver->name);
        table_put_number(&rows, row, "instances", STYLE_INTEGER, driver->instances);
        table_put_time(&rows, row, "from", in_utc(report, driver->from));
    }
    put(&rows, out);
}

void plan_json_approvers(const struct plan_report *report, struct str *out)
{
    static const char *const names[] = {"budget", "max", "lead_time", "current"};
    const char *said[4] = {NULL};
    size_t count = 0;
    str_append_char(out, '[');
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < report->assumptions; i++) {
            const struct plan_assumption *one = &report->assumption[i];
            bool there = one->owner == NULL || strcmp(one->name, names[k]) != 0;
            for (size_t j = 0; j < count && !there; j++)
                there = strcmp(said[j], one->owner) == 0;
            if (there)
                continue;
            str_append(out, count > 0 ? ", " : "");
            table_write_json_text(one->owner, out);
            said[count++] = one->owner;
        }
    str_append_char(out, ']');
}

/// The next step after the first that adds instances.
void plan_json_next(const struct plan_report *report, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    struct table row = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->steps; i++) {
        const struct plan_step *step = &report->review->step[i];
        if (step->change <= 0 || step->from == plan->needed_at)
            continue;
        size_t at = table_add_row(&row);
        table_put_number(&row, at, "to", STYLE_INTEGER, step->instances);
        table_put_time(&row, at, "need_by", in_utc(report, step->from));
        table_put_time(&row, at, "order_by",
                       isnan(plan->in.lead_time_s)
                           ? INSTANT_NONE
                           : in_utc(report, step->from - (instant)(plan->in.lead_time_s *
                                                                   INSTANT_PER_SECOND)));
        struct str text = {0};
        table_write_json_row(&row, 0, &text);
        str_append_bytes(out, text.data, text.length);
        str_release(&text);
        table_release(&row);
        return;
    }
    str_append(out, "null");
}

void plan_json_flips(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->sensitivities; i++) {
        const struct plan_sensitivity *one = &report->review->sensitivity[i];
        const struct {
            const char *what;
            double at;
        } turn[] = {
            {"order", one->no_order}, {"max", one->above_max}, {"budget", one->budget_kept}};
        for (size_t k = 0; k < 3; k++) {
            if (isnan(turn[k].at))
                continue;
            size_t row = table_add_row(&rows);
            table_put_text(&rows, row, "name", one->name);
            table_put_text(&rows, row, "decides", turn[k].what);
            table_put_number(&rows, row, "value", STYLE_PLAIN, one->base);
            table_put_number(&rows, row, "at", STYLE_PLAIN, turn[k].at);
        }
    }
    put(&rows, out);
}

void plan_json_months(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    for (size_t m = 0; m < report->plan->months; m++) {
        const struct plan_month *month = &report->plan->month[m];
        size_t row = table_add_row(&rows);
        table_put_time(&rows, row, "month", month->start);
        table_put_number(&rows, row, "hours", STYLE_PLAIN, month->hours);
        table_put_number(&rows, row, "cost", STYLE_COST_MONTH, month->cost);
        table_put_number(&rows, row, "as_today", STYLE_COST_MONTH, month->as_today);
        table_put_number(&rows, row, "p99", STYLE_COST_MONTH, month->high);
        table_put_number(&rows, row, "budget", STYLE_COST_MONTH,
                         report->plan->in.sizing.budget_month);
        table_put_number(&rows, row, "share", STYLE_PLAIN, month->share);
        table_put_number(&rows, row, "peak_rate", STYLE_COST_MONTH, month->peak_month);
    }
    put(&rows, out);
}

/// What is served over the horizon, and what a unit of it costs; empty without a price, or where
/// no rate is planned.
void plan_json_unit(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    double each = NAN;
    if (!is_known(report, out))
        return;
    each = plan_review_unit_cost(report->review);
    if (!isnan(each)) {
        size_t row = table_add_row(&rows);
        table_put_number(&rows, row, "served", STYLE_PLAIN, report->review->served);
        table_put_number(&rows, row, "cost", STYLE_PLAIN, each);
        table_put_number(&rows, row, "cost_million", STYLE_PLAIN, each * 1e6);
    }
    put(&rows, out);
}

void plan_json_states(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->states; i++) {
        const struct plan_state *state = &report->review->state[i];
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "state", state->name);
        table_put_number(&rows, row, "instances", STYLE_INTEGER, state->instances);
        table_put_number(&rows, row, "busy", STYLE_PLAIN, state->busy);
        table_put_number(&rows, row, "missed", STYLE_PLAIN, state->missed);
        table_put_number(&rows, row, "loss", STYLE_COST_MONTH, state->loss);
    }
    put(&rows, out);
}

void plan_json_choices(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    struct arena arena = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->options; i++) {
        const struct plan_option *option = &report->review->option[i];
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "id", option->id);
        table_put_number(&rows, row, "value", STYLE_PLAIN, option->value);
        table_put_text(&rows, row, "what", option->what);
        table_put_number(&rows, row, "n", STYLE_INTEGER, option->most);
        table_put_number(&rows, row, "n_end", STYLE_INTEGER, option->at_end);
        table_put_number(&rows, row, "cost", STYLE_COST_MONTH, option->cost);
        table_put_number(&rows, row, "loss", STYLE_COST_MONTH, option->loss);
        table_put_number(&rows, row, "total", STYLE_COST_MONTH, option->cost + option->loss);
        table_put_time(&rows, row, "in_place", in_utc(report, option->in_place));
        table_put_text(&rows, row, "fits", option->fits ? "yes" : "no");
        table_put_text(&rows, row, "bound_by",
                       option->fits ? NULL : bound_by_name(option->bound_by));
        table_put_number(&rows, row, "months_over", STYLE_INTEGER, option->months_over);
        table_put_text(&rows, row, "flags", plan_option_flags(&arena, option));
    }
    put(&rows, out);
    arena_release(&arena);
}

void plan_json_history(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->history_weeks; i++) {
        const struct plan_past_week *week = &report->review->history[i];
        size_t row = table_add_row(&rows);
        table_put_time(&rows, row, "week", in_utc(report, week->start));
        table_put_number(&rows, row, "min", STYLE_PLAIN, week->low);
        table_put_number(&rows, row, "p95", STYLE_PLAIN, week->p95);
        table_put_number(&rows, row, "max", STYLE_PLAIN, week->peak);
        table_put_number(&rows, row, "need", STYLE_INTEGER, week->need);
        table_put_number(&rows, row, "n", STYLE_INTEGER, (double)week->steps);
    }
    put(&rows, out);
}

void plan_json_scenarios(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->scenarios; i++) {
        const struct plan_scenario *scenario = &report->review->scenario[i];
        const struct plan_solution *with = &scenario->with, *without = &scenario->without;
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "name",
                       scenario->scale == -1   ? "without"
                       : scenario->scale == -2 ? "with"
                                               : scenario->name);
        table_put_text(&rows, row, "event", scenario->scale < 0 ? scenario->name : NULL);
        table_put_number(&rows, row, "scale", STYLE_PLAIN,
                         scenario->scale < 0 ? 1 : scenario->scale);
        table_put_number(&rows, row, "n", STYLE_INTEGER, with->most);
        table_put_number(&rows, row, "cost", STYLE_COST_MONTH, with->uncapped);
        table_put_text(&rows, row, "limit", with->fits ? NULL : bound_by_name(with->bound_by));
        table_put_time(&rows, row, "at",
                       in_utc(report, with->bound_by == BOUND_MAX && !with->fits &&
                                              scenario->max_at != INSTANT_NONE
                                          ? scenario->max_at
                                          : with->limited));
        table_put_number(&rows, row, "n_without_events", STYLE_INTEGER,
                         scenario->has_without ? without->most : (double)NAN);
        table_put_number(&rows, row, "cost_without_events", STYLE_COST_MONTH,
                         scenario->has_without ? without->uncapped : (double)NAN);
    }
    put(&rows, out);
}

void plan_json_sensitivity(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->sensitivities; i++) {
        const struct plan_sensitivity *one = &report->review->sensitivity[i];
        size_t row = table_add_row(&rows);
        table_put_text(&rows, row, "name", one->name);
        table_put_number(&rows, row, "low", STYLE_PLAIN, one->low);
        table_put_number(&rows, row, "base", STYLE_PLAIN, one->base);
        table_put_number(&rows, row, "high", STYLE_PLAIN, one->high);
        table_put_number(&rows, row, "n_low", STYLE_INTEGER, one->n_low);
        table_put_number(&rows, row, "n_high", STYLE_INTEGER, one->n_high);
    }
    put(&rows, out);
}

void plan_json_tested(const struct plan_report *report, struct str *out)
{
    struct table rows = {0};
    if (!is_known(report, out))
        return;
    for (size_t i = 0; i < report->review->tested_weeks; i++) {
        const struct plan_tested_week *week = &report->review->tested[i];
        size_t row = table_add_row(&rows);
        table_put_time(&rows, row, "week", in_utc(report, week->start));
        table_put_number(&rows, row, "p50", STYLE_PLAIN, week->p50);
        table_put_number(&rows, row, "planned", STYLE_PLAIN, week->planned);
        table_put_number(&rows, row, "p99", STYLE_PLAIN, week->p99);
        table_put_number(&rows, row, "measured", STYLE_PLAIN, week->peak);
    }
    put(&rows, out);
}
