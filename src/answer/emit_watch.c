#include "answer/emit_watch.h"

#include "cli/output.h"
#include "table/table_write.h"

#include <math.h>
#include <string.h>

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

/// The metric of an option with the service in the place of {service}; one that is the same for
/// every service of a fleet watches none of them. NULL: `fallback`.
static const char *metric_of(struct invocation *invocation, enum option_id id,
                             const struct watched_plan *watched, const char *fallback,
                             bool as_label, struct err *err)
{
    static const char mark[] = "{service}";
    const char *text = option_text(invocation, id);
    struct str name = {0}, metric = {0};
    if (text == NULL)
        text = watched->is_single ? NULL : fallback;
    else if (!watched->is_single && strstr(text, mark) == NULL) {
        char spelling[OPTION_TEXT_MAX];
        err_set(err, ERR_USAGE,
                "%s: it is the same for every service: write {service} where the name of one "
                "stands",
                option_spelling(spelling, id));
        return NULL;
    }
    if (text == NULL)
        return NULL;
    if (as_label) { // within quotes of an expression
        table_write_json_text(watched->service, &name);
        name.data[name.length - 1] = '\0';
    } else {
        str_appendf(&name, "\"%s", watched->service);
    }
    for (const char *at = strstr(text, mark); at != NULL; at = strstr(text, mark)) {
        str_append_bytes(&metric, text, (size_t)(at - text));
        str_append(&metric, name.data + 1);
        text = at + strlen(mark);
    }
    str_append(&metric, text);
    text = arena_strdup(&invocation->arena, str_text(&metric));
    str_release(&metric);
    str_release(&name);
    return text;
}

int plan_watch_add(struct invocation *invocation, const struct capacity_plan *plan, instant clock,
                   bool is_single, struct watch_file *file, struct err *err)
{
    const struct series *history = plan->in.history;
    const enum watched_platform platform =
        (enum watched_platform)option_choice(invocation, OPT_EMIT_WATCH);
    const bool alarms = platform == WATCH_CLOUDWATCH;
    struct watched_plan watched = {
        .plan = plan,
        .clock = clock,
        .service = history->key != NULL ? history->key : history->name,
        .unit = history->unit.name,
        .command_line = invocation_command_line(invocation),
        .place = file->plans,
        .is_single = is_single,
    };
    struct err refused = {0};
    watched.demand_metric = metric_of(invocation, OPT_DEMAND_METRIC, &watched,
                                      alarms ? "Headroom:Demand:Average:Service={service}"
                                             : "headroom_demand{service=\"{service}\"}",
                                      !alarms, &refused);
    watched.fleet_metric = metric_of(invocation, OPT_FLEET_METRIC, &watched,
                                     alarms ? "Headroom:Instances:Average:Service={service}"
                                            : "headroom_instances{service=\"{service}\"}",
                                     !alarms, &refused);
    if (refused.text[0] != '\0') {
        *err = refused;
        return -1;
    }
    plan_watch_make(plan, &watched.watch);
    tell_missing(invocation, &watched.watch, platform);
    file->plans++;
    if (platform == WATCH_PROMETHEUS)
        emit_watch_prometheus(&watched, &file->text);
    else if (platform == WATCH_GRAFANA)
        emit_watch_grafana(&watched, &file->text);
    else
        return emit_watch_cloudwatch(&watched, &file->text, err);
    return 0;
}

void plan_watch_put(struct invocation *invocation, struct watch_file *file)
{
    const enum watched_platform platform =
        (enum watched_platform)option_choice(invocation, OPT_EMIT_WATCH);
    if (file->plans == 0)
        return;
    if (platform == WATCH_GRAFANA)
        emit_watch_grafana_end(file->plans, &file->text);
    else if (platform == WATCH_CLOUDWATCH)
        str_append(&file->text, "\n]}\n");
    output_text(invocation, str_text(&file->text));
}
