#include "input/replay_setup.h"

#include "advise/predicted_load.h"
#include "base/number.h"
#include "policy/aws/application_dimensions.h"
#include "policy/core/platform.h"
#include "policy/core/policy_read.h"
#include "sim/autoscaler.h"
#include "terms/latency_terms.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct option_use options_replayed_policy[] = {
    {OPT_POLICY, NULL, NULL}, {OPT_PARAMETER, NULL, NULL}, {OPT_GROUP, NULL, NULL},
    {OPT_FAIL, NULL, NULL},   {OPT_NONE, NULL, NULL},
};

const struct option_use options_replay[] = {
    {OPT_METRIC, NULL, NULL},
    {OPT_BOOT, NULL, "default: 2m, pods 30s"},
    {OPT_WARM, NULL, NULL},
    {OPT_STRESS, NULL, NULL},
    {OPT_STRESS_RAMP, NULL, NULL},
    {OPT_STRESS_FOR, NULL, NULL},
    {OPT_PER_INSTANCE, NULL, "at that, CPU is 100% unless --metric says otherwise"},
    {OPT_NONE, NULL, NULL},
};

const struct option_use options_replay_terms[] = {
    {OPT_DRAIN, NULL, NULL},
    {OPT_DETECTION, NULL, NULL},
    {OPT_TESTED_TO, NULL, "here: for the measure tested_most"},
    {OPT_METRIC_DELAY, NULL, NULL},
    {OPT_BILLING, NULL, NULL},
    {OPT_OVERLOAD, NULL, NULL},
    {OPT_RETRY, NULL, NULL},
    {OPT_DEMAND, NULL, "here: the column of the trace, such as p95 of a forecast"},
    {OPT_CURRENT, NULL, "here: at the start of the replay; default: what the first demand needs"},
    {OPT_PRICE, NULL, NULL},
    {OPT_HOURS_PER_MONTH, NULL, NULL},
    {OPT_ASSUME, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

/// A replay follows the fleet minute by minute, pods by the quarter of one.
enum { TICK_S = 60, TICK_PODS_S = 15 };

/// Fleets beyond are looked up as the largest.
enum { TABLE_INSTANCES_MAX = 10000 };

// --- the policy ----------------------------------------------------------------------------------

int replay_parameters_read(struct invocation *invocation, struct template_values *values,
                           struct err *err)
{
    const char *const *text;
    size_t count = option_all(invocation, OPT_PARAMETER, &text);
    for (size_t i = 0; i < count; i++)
        if (template_values_add(values, text[i], err) != 0)
            return -1;
    return 0;
}

int replay_policy_read(struct invocation *invocation, enum option_id id, struct policy_set *set,
                       struct err *err)
{
    struct template_values values = {0};
    const char *const *paths;
    size_t count = option_all(invocation, id, &paths);
    if (count == 0)
        return err_set(err, ERR_USAGE,
                       "--policy is missing: the files of a scaling policy, such as the output of "
                       "aws autoscaling describe-policies, or an HPA manifest");
    int status = replay_parameters_read(invocation, &values, err);
    if (status == 0)
        status = policy_read_filled(paths, count, option_text(invocation, OPT_GROUP), &values, set,
                                    &invocation->notes, err);
    template_values_release(&values);
    return status;
}

static bool predicts(const struct policy_set *set)
{
    for (size_t i = 0; i < set->policies; i++)
        if (set->policy[i].kind == POLICY_PREDICTIVE && set->policy[i].enabled &&
            !set->policy[i].forecast_only)
            return true;
    return false;
}

// --- failures ------------------------------------------------------------------------------------

static int by_time(const void *a, const void *b)
{
    const struct replay_failure *x = a, *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

/// Reads "2026-03-02T10:00:00Z:zone": the time ends at the last colon.
static int read_failure(struct replay_setup *setup, const char *text,
                        struct replay_failure *failure, struct err *err)
{
    struct invocation *invocation = setup->invocation;
    const char *colon = strrchr(text, ':');
    size_t instances = 0;
    if (colon != NULL && strcmp(colon + 1, "instance") == 0)
        instances = 1;
    else if (colon == NULL ||
             (strcmp(colon + 1, "zone") != 0 &&
              (!number_parse_size(colon + 1, strlen(colon + 1), &instances) || instances == 0)))
        return err_set(err, ERR_USAGE,
                       "--fail: \"%s\" does not say what fails: write TIME:zone, TIME:instance or "
                       "TIME:3",
                       invocation_escape(invocation, text));
    const char *time = arena_strndup(&invocation->arena, text, (size_t)(colon - text));
    failure->instances = (int64_t)instances;
    if (time_parse_option("--fail", time, setup->trace.input.zone, &failure->time, NULL) != 0)
        return err_set(
            err, ERR_USAGE,
            "--fail: \"%s\" in front of \"%s\" is not a time: write the day too, such as "
            "2024-03-10T06:00%s",
            invocation_escape(invocation, time), colon, colon);
    const struct series *series = setup->trace.demand[0];
    char start[INSTANT_TEXT_MAX], end[INSTANT_TEXT_MAX];
    if (failure->time < series->start || failure->time >= series_end(series))
        return err_set(err, ERR_USAGE, "--fail: %s is outside the trace, which is from %s to %s",
                       invocation_escape(invocation, time), instant_format(start, series->start),
                       instant_format(end, series_end(series)));
    return 0;
}

static int read_failures(struct replay_setup *setup, struct err *err)
{
    const char *const *text;
    size_t count = option_all(setup->invocation, OPT_FAIL, &text);
    if (count > FAILURES_MAX)
        return err_set(err, ERR_USAGE, "--fail: more than %d failures", FAILURES_MAX);
    for (size_t i = 0; i < count; i++)
        if (read_failure(setup, text[i], &setup->failure[i], err) != 0)
            return -1;
    qsort(setup->failure, count, sizeof *setup->failure, by_time);
    setup->input.failure = setup->failure;
    setup->input.failures = count;
    return 0;
}

// --- how long things take, and what demand is ----------------------------------------------------

static double setting(const struct replay_setup *setup, enum option_id id)
{
    return sizing_setting(&setup->sizing, id, replay_trace_service(&setup->trace)).value;
}

/// What an instance was tested to take, in the unit of the demand as what it takes is.
static double tested_to(const struct replay_setup *setup)
{
    double takes = setting(setup, OPT_PER_INSTANCE), tested = setting(setup, OPT_TESTED_TO);
    return isnan(takes) ? tested : setup->sized.limits.throughput * tested / takes;
}

static int read_terms(struct replay_setup *setup, struct err *err)
{
    struct replay_input *input = &setup->input;
    const char *service = replay_trace_service(&setup->trace);
    struct setting overload = sizing_setting(&setup->sizing, OPT_OVERLOAD, service);
    static const enum overload overloads[] = {OVERLOAD_DROP, OVERLOAD_SHED, OVERLOAD_QUEUE};
    input->timing = (struct replay_timing){
        .boot_s = setting(setup, OPT_BOOT),
        .warm_start_s = setting(setup, OPT_WARM),
        .drain_s = setting(setup, OPT_DRAIN),
        .notice_s = setting(setup, OPT_DETECTION),
        .metric_point_s = NAN,
        .metric_delay_s = setting(setup, OPT_METRIC_DELAY),
        .billing_s = setting(setup, OPT_BILLING),
        .billing_least_s = NAN,
    };
    input->load.overload = overloads[option_choice_of(OPT_OVERLOAD, overload.word)];
    input->load.retry = setting(setup, OPT_RETRY);
    input->initial = setting(setup, OPT_CURRENT);
    input->hours_per_month = setup->invocation->hours_per_month;
    setup->unit = (struct demand_unit){setup->trace.demand[0]->unit, setup->trace.demand[0]->name};
    if (sizing_for_service(&setup->sizing, service, &setup->unit, &setup->sized, err) != 0)
        return -1;
    setup->target = setup->sized.latency;
    setup->terms.per_instance = setup->sized.per_instance;
    input->price_hour = setup->sized.price_hour;
    input->tested_to = tested_to(setup);
    replay_trace_take_cache_off(&setup->trace, setup->sized.cache_hit);
    return 0;
}

/// The queueing model, tabulated for every fleet that the policy may ask for.
static void model_response(struct replay_setup *setup)
{
    if (setup->target.limit_s == 0)
        return;
    double most = fmin(setup->policy.group.max, TABLE_INSTANCES_MAX);
    struct service_distribution service = latency_service(&setup->target);
    struct instance_model model = latency_model(&setup->target, &service);
    latency_table_init(&setup->table, &model, setup->target.percentile,
                       isnan(most) ? TABLE_INSTANCES_MAX : (size_t)fmax(most, 1),
                       threads_option(setup->invocation));
    setup->response = (struct response_model){
        .table = &setup->table,
        .service_time_s = setup->target.service_time_s,
        .workers = setup->target.workers,
        .rate_scale = setup->target.rate_scale,
        .limit_s = setup->target.limit_s,
    };
    setup->input.response = &setup->response;
}

int replay_setup_path(struct replay_setup *setup, size_t path, struct err *err)
{
    struct invocation *invocation = setup->invocation;
    const struct series *series = setup->trace.demand[path];
    demand_release(&setup->demand);
    demand_release(&setup->predicted);
    metric_options_release(&setup->metrics);
    int64_t tick_s = setup->policy.platform->has_replicas ? TICK_PODS_S : TICK_S;
    if (demand_from_series(series, tick_s, &setup->demand, &invocation->notes, err) != 0 ||
        metric_options_read(invocation, &setup->trace, path, &setup->demand, &setup->metrics,
                            err) != 0)
        return -1;
    setup->input.predicted = NULL;
    if (predicts(&setup->policy)) {
        if (predicted_load(series, setup->trace.input.zone, &setup->predicted, &invocation->notes,
                           err) != 0)
            return -1;
        setup->input.predicted = &setup->predicted;
    }
    setup->terms.unit = &setup->unit.unit;
    setup->terms.demand_name = series->name;
    setup->terms.has_latency = setup->input.response != NULL;
    setup->terms.backlog_scale =
        setup->unit.unit.dimension == DIMENSION_RATE ? setup->unit.unit.scale : 1;
    setup->terms.choice = setup->metrics.choice;
    setup->terms.choices = setup->metrics.count;
    setup->input.policy = &setup->policy;
    setup->input.demand = &setup->demand;
    setup->input.terms = &setup->terms;
    return 0;
}

int replay_setup_begin(struct invocation *invocation, struct replay_setup *setup, struct err *err)
{
    setup->invocation = invocation;
    replay_input_init(&setup->input);
    if (sizing_options_read(invocation, &setup->sizing, err) != 0 ||
        precheck_terms(&setup->sizing, err) != 0 ||
        replay_trace_read(invocation, &setup->trace, err) != 0)
        return -1;
    return read_terms(setup, err);
}

int replay_setup_take(struct replay_setup *setup, const struct policy_set *policy, struct err *err)
{
    setup->policy = *policy;
    setup->has_policy = true;
    const char *no_replay = application_no_replay(policy);
    if (no_replay != NULL)
        return err_set(err, ERR_DATA,
                       "%s is not replayed, as %s; check without a trace judges its settings",
                       policy->group.dimension, no_replay);
    if (read_failures(setup, err) != 0)
        return -1;
    model_response(setup);
    return replay_setup_path(setup, 0, err);
}

/// Standard input can be read once.
static int check_standard_input(struct invocation *invocation, struct err *err)
{
    const char *const *path;
    size_t count = option_all(invocation, OPT_POLICY, &path);
    bool trace = operand_count(invocation) == 0;
    for (size_t i = 0; i < operand_count(invocation); i++)
        trace = trace || strcmp(operand_at(invocation, i), "-") == 0;
    for (size_t i = 0; i < count; i++)
        if (trace && strcmp(path[i], "-") == 0)
            return err_set(err, ERR_USAGE,
                           "the trace and --policy are both to come from standard input: name a "
                           "file for one of them");
    return 0;
}

int replay_setup_read(struct invocation *invocation, struct replay_setup *setup, struct err *err)
{
    struct policy_set policy;
    if (check_standard_input(invocation, err) != 0 ||
        replay_policy_read(invocation, OPT_POLICY, &policy, err) != 0)
        return -1;
    if (replay_setup_begin(invocation, setup, err) != 0) {
        policy_set_release(&policy);
        return -1;
    }
    return replay_setup_take(setup, &policy, err);
}

void replay_setup_release(struct replay_setup *setup)
{
    demand_release(&setup->demand);
    demand_release(&setup->predicted);
    metric_options_release(&setup->metrics);
    if (setup->input.response != NULL)
        latency_table_release(&setup->table);
    if (setup->has_policy)
        policy_set_release(&setup->policy);
    replay_trace_release(&setup->trace);
    sizing_options_release(&setup->sizing);
}
