#include "answer/emit_watch.h"

#include "cli/output.h"

#include <math.h>

enum watched_platform { WATCH_PROMETHEUS, WATCH_CLOUDWATCH, WATCH_GRAFANA };

/// What of the watch the file does not have.
static void tell_missing(struct invocation *invocation, const struct plan_watch *watch,
                         enum watched_platform platform)
{
    struct notes *notes = &invocation->notes;
    if (isnan(watch->lead_time_s))
        notes_add(notes, NOTE_INFO, "watch-lead-time",
                  "nothing tells that an order is due: --lead-time says how long it takes");
    if (isnan(watch->error))
        notes_add(notes, NOTE_WARNING, "watch-error",
                  "no backtest was possible: nothing is held against its error");
    if (isnan(watch->above))
        notes_add(notes, NOTE_WARNING, "watch-above",
                  "the backtest was above what is planned for so often that no count of steps is "
                  "more than chance: demand is not watched");
    if (platform == WATCH_CLOUDWATCH)
        notes_add(notes, NOTE_INFO, "watch-cloudwatch",
                  "alarms of CloudWatch draw no line ahead and hold no week's mean: run-out by "
                  "what is measured and the forecast's error are in --emit prometheus alone");
}

int plan_watch_emit(struct invocation *invocation, const struct capacity_plan *plan, instant clock,
                    struct err *err)
{
    const struct series *history = plan->in.history;
    const enum watched_platform platform =
        (enum watched_platform)option_choice(invocation, OPT_EMIT_WATCH);
    struct watched_plan watched = {
        .plan = plan,
        .clock = clock,
        .service = history->key != NULL ? history->key : history->name,
        .unit = history->unit.name,
        .demand_metric = option_text(invocation, OPT_DEMAND_METRIC),
        .fleet_metric = option_text(invocation, OPT_FLEET_METRIC),
        .command_line = invocation_command_line(invocation),
    };
    struct str text = {0};
    int status = 0;
    plan_watch_make(plan, &watched.watch);
    tell_missing(invocation, &watched.watch, platform);
    if (platform == WATCH_PROMETHEUS)
        emit_watch_prometheus(&watched, &text);
    else if (platform == WATCH_GRAFANA)
        emit_watch_grafana(&watched, &text);
    else
        status = emit_watch_cloudwatch(&watched, &text, err);
    if (status == 0)
        output_text(invocation, str_text(&text));
    str_release(&text);
    return status;
}
