// --emit of plan: what tells early that the plan is wrong, as a file for a monitoring system.
#ifndef HEADROOM_ANSWER_EMIT_WATCH_H
#define HEADROOM_ANSWER_EMIT_WATCH_H

#include "advise/plan_watch.h"
#include "base/err.h"
#include "base/str.h"
#include "cli/invocation.h"

/// What the files are written from. Nothing is owned.
struct watched_plan {
    const struct capacity_plan *plan;
    struct plan_watch watch;
    instant clock;             ///< that the plan's times are ahead of UTC
    const char *service;       ///< the label of all series
    const char *unit;          ///< of the demand
    const char *demand_metric; ///< NULL: the platform's default
    const char *fleet_metric;
    const char *command_line;
    size_t place;   ///< among the plans of the file
    bool is_single; ///< the only one
};

/// The file of --emit while it is written. Zero-initialise; release with str_release of its text.
struct watch_file {
    struct str text;
    size_t plans;
};

/// Adds a plan whose times are `clock` ahead of UTC; `is_single` where there is no other. Errors:
/// those of the platform's writer; a metric that is the same for several services.
int plan_watch_add(struct invocation *invocation, const struct capacity_plan *plan, instant clock,
                   bool is_single, struct watch_file *file, struct err *err);

/// Ends the file and stages it.
void plan_watch_put(struct invocation *invocation, struct watch_file *file);

/// A value of a week of the plan.
typedef double watched_value(const struct capacity_plan *plan, size_t week);

/// Appends the rules of Prometheus: a group in YAML, whose texts are written as JSON, which YAML
/// takes; before the first group what begins the file.
void emit_watch_prometheus(const struct watched_plan *watched, struct str *out);

/// Appends alarms to {"MetricAlarms": [...]}, which the first plan begins, each an input of aws
/// cloudwatch put-metric-alarm. Errors: a
/// metric that is not NAMESPACE:METRIC:STAT[:NAME=VALUE,...]; expressions beyond what CloudWatch
/// takes.
int emit_watch_cloudwatch(const struct watched_plan *watched, struct str *out, struct err *err);

/// Appends panels to a dashboard over the series that the rules of Prometheus record, which the
/// first plan begins; and its end, with the list of the alerts.
void emit_watch_grafana(const struct watched_plan *watched, struct str *out);
void emit_watch_grafana_end(size_t plans, struct str *out);

/// Appends a series that the rules record, with the label of the service: headroom:NAME{...}.
void watch_series(const struct watched_plan *watched, const char *name, struct str *out);

/// The end of a week in seconds of UTC, moved ahead by `lead_s`; weeks whose successor has the same
/// value are passed over: the next week that counts, from `week` on.
double watch_week_end(const struct watched_plan *watched, size_t week, double lead_s);
size_t watch_week_last(const struct watched_plan *watched, watched_value *value, size_t week);

#endif
