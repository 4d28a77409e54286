#include "base/number.h"
#include "base/str.h"
#include "policy/aws/aws_object.h"
#include "policy/aws/aws_words.h"

/// "Average", "p99.9"
static void append_statistic(struct str *out, const struct scaling_metric *metric)
{
    char percent[NUMBER_TEXT_MAX];
    if (metric->statistic == STATISTIC_PERCENTILE)
        str_appendf(out, "p%s", number_format(percent, metric->percentile));
    else
        str_append(out, field_word_of(FIELD_LIST(aws_statistics), (int)metric->statistic));
}

static void put_statistic(json_t *object, const char *key, const struct scaling_metric *metric)
{
    struct str text = {0};
    append_statistic(&text, metric);
    object_put_text(object, key, str_text(&text));
    str_release(&text);
}

static void put_dimensions(json_t *object, const struct scaling_metric *metric)
{
    if (metric->dimensions == 0)
        return;
    json_t *list = json_array();
    for (size_t i = 0; i < metric->dimensions; i++) {
        json_t *dimension = json_object();
        object_put_text(dimension, "Name", metric->dimension[i].name);
        object_put_text(dimension, "Value", metric->dimension[i].value);
        json_array_append_new(list, dimension);
    }
    json_object_set_new(object, "Dimensions", list);
}

static json_t *query(const struct scaling_metric *metric, bool returned)
{
    json_t *object = json_object();
    object_put_text(object, "Id", metric->id);
    object_put_text(object, "Label", metric->label);
    if (metric->expression != NULL) {
        object_put_text(object, "Expression", metric->expression);
        // Where it is not said, the period is that of what the expression is computed from.
        if (metric->inputs == 0 || metric->period_s != metric->input[0].period_s)
            object_put_number(object, "Period", metric->period_s);
    } else {
        json_t *named = json_object();
        object_put_text(named, "Namespace", metric->space);
        object_put_text(named, "MetricName", metric->name);
        put_dimensions(named, metric);
        json_t *stat = json_object();
        json_object_set_new(stat, "Metric", named);
        object_put_number(stat, "Period", metric->period_s);
        put_statistic(stat, "Stat", metric);
        object_put_text(stat, "Unit", metric->unit);
        json_object_set_new(object, "MetricStat", stat);
    }
    json_object_set_new(object, "ReturnData", json_boolean(returned));
    return object;
}

void aws_object_put_metric(json_t *object, const struct scaling_metric *metric)
{
    if (metric->id != NULL) {
        json_t *list = json_array();
        json_array_append_new(list, query(metric, true));
        for (size_t i = 0; i < metric->inputs; i++)
            json_array_append_new(list, query(&metric->input[i], false));
        json_object_set_new(object, "Metrics", list);
        return;
    }
    object_put_text(object, "Namespace", metric->space);
    object_put_text(object, "MetricName", metric->name);
    put_dimensions(object, metric);
    put_statistic(object,
                  metric->statistic == STATISTIC_PERCENTILE ? "ExtendedStatistic" : "Statistic",
                  metric);
    object_put_text(object, "Unit", metric->unit);
    object_put_number(object, "Period", metric->period_s);
}

json_t *aws_object_predefined(const struct scaling_metric *metric)
{
    json_t *object = json_object();
    object_put_text(object, "PredefinedMetricType", metric->name);
    object_put_text(object, "ResourceLabel", metric->label);
    return object;
}
