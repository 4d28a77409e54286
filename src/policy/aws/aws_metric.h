// Metrics as CloudWatch and the scaling policies of AWS name them.
#ifndef HEADROOM_POLICY_AWS_AWS_METRIC_H
#define HEADROOM_POLICY_AWS_AWS_METRIC_H

#include "policy/core/fields.h"

/// The metric of an alarm: Namespace, MetricName, Statistic or ExtendedStatistic, Period,
/// Dimensions; or metric math in Metrics[].
void aws_metric_read_alarm(struct fields *fields, const struct node *body,
                           struct scaling_metric *metric);

/// A PredefinedMetricSpecification; also the predefined ones of predictive scaling. `type_key`
/// names its member for the type: "PredefinedMetricType".
void aws_metric_read_predefined(struct fields *fields, const struct node *body,
                                const char *type_key, struct scaling_metric *metric);

/// A CustomizedMetricSpecification of target tracking.
void aws_metric_read_customized(struct fields *fields, const struct node *body,
                                struct scaling_metric *metric);

/// The unit in which CloudWatch has data of a documented metric; NULL: it is none of those. An
/// alarm that asks for another one finds none, as nothing is converted (CloudWatch user guide,
/// "Units").
const char *aws_metric_unit(const struct scaling_metric *metric);

#endif
