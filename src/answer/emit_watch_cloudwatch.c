// Alarms of CloudWatch: the plan's weeks as metric math over the time of each datapoint.
#include "answer/emit_watch.h"
#include "table/table_write.h"

#include <math.h>
#include <string.h>

enum {
    EXPRESSION_MAX = 2048, ///< characters (API reference, MetricDataQuery)
    PERIOD_MAX = 86400,    ///< of an alarm, seconds
    FLEET_PERIOD = 300,
    FLEET_PERIODS = 3
};

/// NAMESPACE:METRIC:STAT[:NAME=VALUE,...], parts by offset and length.
struct cloud_metric {
    const char *text;
    const char *part[3];
    int length[3];
    const char *dimensions; ///< "" where there are none
};

static int parse_metric(const char *option, const char *text, struct cloud_metric *metric,
                        struct err *err)
{
    const char *at = text;
    metric->text = text;
    for (int i = 0; i < 3; i++) {
        size_t length = strcspn(at, ":");
        if (length == 0 || (i < 2 && at[length] == '\0'))
            return err_set(err, ERR_USAGE,
                           "%s: a metric of CloudWatch is written NAMESPACE:METRIC:STAT[:NAME="
                           "VALUE,...], such as AWS/ApplicationELB:RequestCount:Sum:LoadBalancer="
                           "app/web/50dc6c495c0c9188",
                           option);
        metric->part[i] = at;
        metric->length[i] = (int)length;
        at += length + (at[length] == ':');
    }
    metric->dimensions = at;
    for (const char *rest = at; *rest != '\0';
         rest += strcspn(rest, ",") + (strchr(rest, ',') != NULL))
        if (strcspn(rest, "=") == 0 || strcspn(rest, "=") >= strcspn(rest, ","))
            return err_set(err, ERR_USAGE,
                           "%s: dimensions are written NAME=VALUE, with commas between them, such "
                           "as LoadBalancer=app/web/50dc6c495c0c9188",
                           option);
    return 0;
}

static void append_part(const char *text, int length, struct str *out)
{
    struct str part = {0};
    str_append_bytes(&part, text, (size_t)length);
    table_write_json_text(str_text(&part), out);
    str_release(&part);
}

static void append_dimensions(const char *at, struct str *out)
{
    str_append(out, "\"Dimensions\": [");
    for (bool first = true; *at != '\0'; first = false) {
        size_t name = strcspn(at, "="), all = strcspn(at, ",");
        str_append(out, first ? "{\"Name\": " : ", {\"Name\": ");
        append_part(at, (int)name, out);
        str_append(out, ", \"Value\": ");
        append_part(at + name + 1, (int)(all - name - 1), out);
        str_append_char(out, '}');
        at += all + (at[all] == ',');
    }
    str_append_char(out, ']');
}

/// An alarm when `metric` is above (or below) the weeks of the plan, `lead_s` ahead.
struct cloud_alarm {
    const char *name, *description;
    const struct cloud_metric *metric;
    watched_value *value;
    double lead_s;
    bool below;
    int period;
    int periods, datapoints;
    const char *missing; ///< what datapoints that are missing count as
};

/// What is measured less what the week has: an If within an If, and the last week's from then on.
static void append_difference(const struct watched_plan *watched, const struct cloud_alarm *alarm,
                              struct str *out)
{
    bool is_sum = alarm->metric->length[2] == 3 && strncmp(alarm->metric->part[2], "Sum", 3) == 0;
    int depth = 0;
    str_append(out, is_sum ? "m1/PERIOD(m1)-" : "m1-");
    for (size_t w = 0; w < watched->plan->weeks; w++) {
        w = watch_week_last(watched, alarm->value, w);
        double value = alarm->value(watched->plan, w);
        if (w + 1 == watched->plan->weeks) {
            str_appendf(out, "%.10g", value);
        } else {
            str_appendf(out, "IF(EPOCH(m1)<%.0f,%.10g,", watch_week_end(watched, w, alarm->lead_s),
                        value);
            depth++;
        }
    }
    while (depth-- > 0)
        str_append_char(out, ')');
}

static int append_alarm(const struct watched_plan *watched, const struct cloud_alarm *alarm,
                        bool first, struct str *out, struct err *err)
{
    struct str name = {0}, expression = {0};
    append_difference(watched, alarm, &expression);
    if (expression.length > EXPRESSION_MAX) {
        str_release(&expression);
        return err_set(err, ERR_USAGE,
                       "--emit cloudwatch: the weeks of the plan take more than the %d characters "
                       "of an expression: give a shorter --horizon",
                       EXPRESSION_MAX);
    }
    str_appendf(&name, "headroom %s %s", watched->service, alarm->name);
    str_append(out, first ? "\n  {\"AlarmName\": " : ",\n  {\"AlarmName\": ");
    table_write_json_text(str_text(&name), out);
    str_append(out, ",\n   \"AlarmDescription\": ");
    table_write_json_text(alarm->description, out);
    str_append(out, ",\n   \"Metrics\": [{\"Id\": \"m1\", \"MetricStat\": {\"Metric\": "
                    "{\"Namespace\": ");
    append_part(alarm->metric->part[0], alarm->metric->length[0], out);
    str_append(out, ", \"MetricName\": ");
    append_part(alarm->metric->part[1], alarm->metric->length[1], out);
    str_append(out, ", ");
    append_dimensions(alarm->metric->dimensions, out);
    str_appendf(out, "}, \"Period\": %d, \"Stat\": ", alarm->period);
    append_part(alarm->metric->part[2], alarm->metric->length[2], out);
    str_append(out, "}, \"ReturnData\": false},\n    {\"Id\": \"e1\", \"Expression\": ");
    table_write_json_text(str_text(&expression), out);
    str_appendf(out,
                ", \"ReturnData\": true}],\n   \"Threshold\": 0, \"ComparisonOperator\": "
                "\"%s\",\n   \"EvaluationPeriods\": %d, \"DatapointsToAlarm\": %d, "
                "\"TreatMissingData\": \"%s\"}",
                alarm->below ? "LessThanThreshold" : "GreaterThanThreshold", alarm->periods,
                alarm->datapoints, alarm->missing);
    str_release(&expression);
    str_release(&name);
    return 0;
}

/// Demand above the plan for more steps than chance brings; the window is what the plan looks at.
static int append_above(const struct watched_plan *watched, const struct cloud_metric *demand,
                        struct str *out, struct err *err)
{
    const struct plan_watch *watch = &watched->watch;
    struct str words = {0};
    str_appendf(
        &words,
        "Demand was above what is planned for in %.0f of %.0f steps: by chance so many come "
        "at most once a year (binomial law, %.3g%% a step%s). Make the plan again.",
        watch->above, watch->window, watch->share * 100,
        watch->is_measured ? ", as in the backtest" : "");
    const struct cloud_alarm alarm = {
        .name = "demand above plan",
        .description = str_text(&words),
        .metric = demand,
        .value = plan_watch_demand,
        .period = (int)((watch->step_s + 59) / 60 * 60),
        .periods = (int)watch->window,
        .datapoints = (int)watch->above,
        .missing = "missing",
    };
    int status = append_alarm(watched, &alarm, watched->place == 0, out, err);
    str_release(&words);
    return status;
}

static int append_fleet(const struct watched_plan *watched, const struct cloud_metric *fleet,
                        bool ahead, bool first, struct str *out, struct err *err)
{
    const struct cloud_alarm alarm = {
        .name = ahead ? "order due" : "fleet below plan",
        .description = ahead ? "Fewer instances in service than the plan has a lead time ahead: "
                               "order now."
                             : "Fewer instances in service than the plan has this week.",
        .metric = fleet,
        .value = plan_watch_instances,
        .lead_s = ahead ? watched->watch.lead_time_s : 0,
        .below = true,
        .period = FLEET_PERIOD,
        .periods = FLEET_PERIODS,
        .datapoints = FLEET_PERIODS,
        .missing = "breaching",
    };
    return append_alarm(watched, &alarm, first, out, err);
}

int emit_watch_cloudwatch(const struct watched_plan *watched, struct str *out, struct err *err)
{
    struct cloud_metric demand, fleet;
    const char *demand_text = watched->demand_metric, *fleet_text = watched->fleet_metric;
    if (parse_metric("--demand-metric",
                     demand_text != NULL ? demand_text : "Headroom:Demand:Average", &demand,
                     err) != 0 ||
        parse_metric("--fleet-metric",
                     fleet_text != NULL ? fleet_text : "Headroom:Instances:Average", &fleet,
                     err) != 0)
        return -1;
    if (watched->watch.step_s > PERIOD_MAX)
        return err_set(err, ERR_USAGE,
                       "--emit cloudwatch: the plan's steps are longer than the day that an alarm "
                       "of CloudWatch looks at: --emit prometheus takes them");
    bool above = !isnan(watched->watch.above);
    if (watched->place == 0)
        str_append(out, "{\"MetricAlarms\": [");
    if ((above && append_above(watched, &demand, out, err) != 0) ||
        append_fleet(watched, &fleet, false, watched->place == 0 && !above, out, err) != 0 ||
        (!isnan(watched->watch.lead_time_s) &&
         append_fleet(watched, &fleet, true, false, out, err) != 0))
        return -1;
    return 0;
}
