// Rules of Prometheus: the plan's weeks as recorded series, and alerts held against them.
#include "answer/emit_watch.h"
#include "table/table_write.h"

#include <math.h>

enum { BELOW_FOR_MINUTES = 15 };

void watch_series(const struct watched_plan *watched, const char *name, struct str *out)
{
    str_appendf(out, "headroom:%s{service=", name);
    table_write_json_text(watched->service, out);
    str_append_char(out, '}');
}

double watch_week_end(const struct watched_plan *watched, size_t week, double lead_s)
{
    return (double)(watched->plan->week[week].end - watched->clock) / INSTANT_PER_SECOND - lead_s;
}

size_t watch_week_last(const struct watched_plan *watched, watched_value *value, size_t week)
{
    while (week + 1 < watched->plan->weeks &&
           value(watched->plan, week) == value(watched->plan, week + 1))
        week++;
    return week;
}

/// The value of the week that holds the time `lead_s` ahead: the first one whose end is to come.
/// Nothing after the last.
static void append_weeks(const struct watched_plan *watched, watched_value *value, double lead_s,
                         struct str *out)
{
    for (size_t w = 0; w < watched->plan->weeks; w++) {
        w = watch_week_last(watched, value, w);
        str_appendf(out, "%s(vector(%.10g) and vector(time()) < %.0f)",
                    out->length > 0 ? " or " : "", value(watched->plan, w),
                    watch_week_end(watched, w, lead_s));
    }
}

/// Ends a rule's expression and releases it.
static void append_expression(struct str *expression, struct str *out)
{
    str_append(out, "    expr: ");
    table_write_json_text(str_text(expression), out);
    str_append_char(out, '\n');
    str_release(expression);
}

static void record(const struct watched_plan *watched, const char *name, struct str *expression,
                   struct str *out)
{
    str_appendf(out, "  - record: headroom:%s\n", name);
    append_expression(expression, out);
    str_append(out, "    labels: {service: ");
    table_write_json_text(watched->service, out);
    str_append(out, "}\n");
}

/// Series of several labels are one demand, so that all that is compared has one label.
static void record_measured(const struct watched_plan *watched, const char *name,
                            const char *metric, struct str *out)
{
    struct str expression = {0};
    str_appendf(&expression, "sum(%s)", metric);
    record(watched, name, &expression, out);
}

static void record_weeks(const struct watched_plan *watched, const char *name, watched_value *value,
                         double lead_s, struct str *out)
{
    struct str expression = {0};
    append_weeks(watched, value, lead_s, &expression);
    record(watched, name, &expression, out);
}

/// `summary` is of this program: no foreign text stands in what Prometheus reads as a template.
static void alert(const struct watched_plan *watched, const char *name, struct str *expression,
                  int minutes, const char *summary, struct str *out)
{
    str_appendf(out, "  - alert: %s\n", name);
    append_expression(expression, out);
    str_appendf(out, "    for: %dm\n    labels: {service: ", minutes);
    table_write_json_text(watched->service, out);
    str_append(out, "}\n    annotations: {summary: ");
    table_write_json_text(summary, out);
    str_append(out, "}\n");
}

static void alert_above(const struct watched_plan *watched, struct str *out)
{
    const struct plan_watch *watch = &watched->watch;
    const int step = (int)watch->step_s;
    struct str expression = {0}, summary = {0};
    if (isnan(watch->above))
        return;
    str_append(&expression, "sum_over_time((avg_over_time(");
    watch_series(watched, "demand", &expression);
    str_appendf(&expression, "[%ds]) > bool ", step);
    watch_series(watched, "plan:demand", &expression);
    str_appendf(&expression, ")[%.0fs:%ds]) >= %.0f", watch->window * step, step, watch->above);
    str_appendf(&summary,
                "Demand of {{ $labels.service }} was above what is planned for in {{ $value }} of "
                "%.0f steps of %d s: by chance %.0f come at most once a year (binomial law, %.3g%% "
                "a step%s). Make the plan again.",
                watch->window, step, watch->above, watch->share * 100,
                watch->is_measured ? ", as in the backtest" : "");
    alert(watched, "HeadroomDemandAbovePlan", &expression, 0, str_text(&summary), out);
    str_release(&summary);
}

static void alert_fleet(const struct watched_plan *watched, struct str *out)
{
    struct str expression = {0};
    watch_series(watched, "instances", &expression);
    str_append(&expression, " < ");
    watch_series(watched, "plan:instances", &expression);
    alert(watched, "HeadroomFleetBelowPlan", &expression, BELOW_FOR_MINUTES,
          "{{ $labels.service }} has {{ $value }} instances in service, fewer than the plan has "
          "this week.",
          out);
    if (isnan(watched->watch.lead_time_s))
        return;
    watch_series(watched, "instances", &expression);
    str_append(&expression, " < ");
    watch_series(watched, "plan:instances_ahead", &expression);
    alert(watched, "HeadroomOrderDue", &expression, BELOW_FOR_MINUTES,
          "{{ $labels.service }} has {{ $value }} instances, fewer than the plan has a lead time "
          "ahead: order now.",
          out);
}

/// The line through the highest demand of the last weeks, a lead time ahead; with three weeks seen.
static void alert_runout(const struct watched_plan *watched, struct str *out)
{
    struct str expression = {0};
    if (isnan(watched->watch.lead_time_s) || !(watched->watch.most > 0))
        return;
    str_append(&expression, "predict_linear(max_over_time(");
    watch_series(watched, "demand", &expression);
    str_appendf(&expression, "[7d])[28d:6h], %.0f) > %.10g and ", watched->watch.lead_time_s,
                watched->watch.most);
    watch_series(watched, "demand", &expression);
    str_append(&expression, " offset 21d");
    alert(watched, "HeadroomRunoutNear", &expression, 60,
          "Peaks of {{ $labels.service }} head for {{ $value }} within the lead time, more than "
          "the most that is planned carries.",
          out);
}

/// The error of a week's mean is never above the mean error of its steps, so one above the
/// backtest's says that these are. Only with the whole week seen.
static void alert_error(const struct watched_plan *watched, struct str *out)
{
    struct str expression = {0};
    if (isnan(watched->watch.error))
        return;
    str_append(&expression, "abs(avg_over_time(");
    watch_series(watched, "demand", &expression);
    str_append(&expression, "[7d]) - avg_over_time(");
    watch_series(watched, "plan:mean", &expression);
    str_appendf(&expression, "[7d])) > %.10g and ", watched->watch.error);
    watch_series(watched, "plan:mean", &expression);
    str_append(&expression, " offset 7d");
    alert(watched, "HeadroomForecastOff", &expression, 60,
          "The last week's mean demand of {{ $labels.service }} is off by {{ $value }}, more than "
          "the mean error of the backtest.",
          out);
}

static void alert_absent(const struct watched_plan *watched, struct str *out)
{
    struct str expression = {0};
    str_append(&expression, "absent(");
    watch_series(watched, "demand", &expression);
    str_append(&expression, ") or absent(");
    watch_series(watched, "instances", &expression);
    str_append_char(&expression, ')');
    alert(watched, "HeadroomPlanBlind", &expression, BELOW_FOR_MINUTES,
          "Demand or instances of {{ $labels.service }} are not measured: nothing watches its "
          "plan.",
          out);
    str_append(&expression, "absent(");
    watch_series(watched, "plan:instances", &expression);
    str_append_char(&expression, ')');
    alert(watched, "HeadroomPlanOver", &expression, BELOW_FOR_MINUTES,
          "The plan of {{ $labels.service }} has ended: make it again.", out);
}

void emit_watch_prometheus(const struct watched_plan *watched, struct str *out)
{
    const char *demand = watched->demand_metric, *fleet = watched->fleet_metric;
    struct str name = {0};
    str_appendf(&name, "headroom plan of %s", watched->service);
    if (watched->place == 0) {
        str_append(out, "# Written by: ");
        table_write_json_text(watched->command_line, out);
        str_append(out, "\ngroups:\n");
    }
    str_append(out, "- name: ");
    table_write_json_text(str_text(&name), out);
    str_append(out, "\n  interval: 1m\n  rules:\n");
    record_measured(watched, "demand", demand != NULL ? demand : "headroom_demand", out);
    record_measured(watched, "instances", fleet != NULL ? fleet : "headroom_instances", out);
    record_weeks(watched, "plan:demand", plan_watch_demand, 0, out);
    record_weeks(watched, "plan:mean", plan_watch_mean, 0, out);
    record_weeks(watched, "plan:instances", plan_watch_instances, 0, out);
    if (!isnan(watched->watch.lead_time_s))
        record_weeks(watched, "plan:instances_ahead", plan_watch_instances,
                     watched->watch.lead_time_s, out);
    alert_above(watched, out);
    alert_fleet(watched, out);
    alert_runout(watched, out);
    alert_error(watched, out);
    alert_absent(watched, out);
    str_release(&name);
}
