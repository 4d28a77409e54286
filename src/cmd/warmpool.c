// headroom warmpool: how many instances to hold warm.
#include "answer/emit_policy.h"
#include "answer/policy_answer.h"
#include "answer/warmpool_answer.h"
#include "base/memory.h"
#include "input/replay_trace.h"
#include "sizing/scaling_equation.h"
#include "terms/assumed.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TICK_S = 60, FLEET_MAX = 1000000000 };

/// What is read, and what is found in it.
struct warmpool_run {
    struct sizing_options options;
    struct replay_trace trace;
    struct demand demand;
    int32_t *fleet;
    struct warmpool_finding finding;
};

// --- the question --------------------------------------------------------------------------------

static double term(const struct warmpool_run *run, enum option_id id)
{
    return sizing_setting(&run->options, id, replay_trace_service(&run->trace)).value;
}

static enum pool_state state_of(const struct warmpool_run *run)
{
    static const enum pool_state states[] = {POOL_STOPPED, POOL_HIBERNATED, POOL_RUNNING};
    return states[option_choice_of(
        OPT_POOL_STATE,
        sizing_setting(&run->options, OPT_POOL_STATE, replay_trace_service(&run->trace)).word)];
}

static int read_terms(struct warmpool_run *run, struct err *err)
{
    struct pool_question *question = &run->finding.question;
    const char *service = replay_trace_service(&run->trace);
    struct setting boot = sizing_setting(&run->options, OPT_BOOT, service);
    if (boot.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--boot is missing: from the launch of an instance until it serves, such as "
                       "4m; it may also be the row boot of --assume FILE");
    struct setting cover = sizing_setting(&run->options, OPT_COVER, service);
    *question = (struct pool_question){
        .cold_s = boot.value,
        .warm_s = term(run, OPT_WARM),
        .warm_running_s = term(run, OPT_WARM_RUNNING),
        .container_s = term(run, OPT_CONTAINER_START),
        .cover = cover.value,
        .state = state_of(run),
        .max = run->finding.sizing.max,
        .price_hour = run->finding.sizing.price_hour,
        .storage_hour = term(run, OPT_STORAGE_PRICE),
        .miss_hour = term(run, OPT_MISS_PRICE),
        .hours_per_month = run->finding.sizing.hours_per_month,
    };
    // A default that starts slower than a cold start would be nobody's wish.
    if (sizing_setting(&run->options, OPT_WARM, service).origin == SETTING_DEFAULT)
        question->warm_s = fmin(question->warm_s, question->cold_s);
    if (isnan(question->warm_running_s))
        question->warm_running_s = question->warm_s;
    question->by_cost = cover.origin == SETTING_DEFAULT && !isnan(question->miss_hour);
    return 0;
}

/// The fleet that each tick takes.
static int size_trace(struct warmpool_run *run, struct err *err)
{
    const struct demand *demand = &run->demand;
    const struct sizing *sizing = &run->finding.sizing;
    struct warmpool_finding *finding = &run->finding;
    struct sizing unbounded = *sizing;
    unbounded.max = NAN;
    run->fleet = mem_alloc(demand->n, sizeof *run->fleet);
    for (size_t i = 0; i < demand->n; i++) {
        struct plan_row row, needs;
        if (sizing_check_demand(sizing, run->finding.unit.name, demand->value[i], err) != 0)
            return -1;
        size_demand(sizing, demand->value[i], &row);
        if (row.instances > FLEET_MAX)
            return err_set(err, ERR_DATA,
                           "a demand of %.10g takes more than a billion instances: "
                           "check the units of demand and --per-instance",
                           demand->value[i]);
        run->fleet[i] = (int32_t)row.instances;
        size_demand(&unbounded, demand->value[i], &needs);
        finding->needed_most = fmax(finding->needed_most, needs.instances);
        finding->short_moments += (needs.instances > row.instances) / (double)demand->n;
        finding->fleet_mean += row.instances / (double)demand->n;
    }
    run->finding.question.demand = demand->value;
    run->finding.question.course = (struct fleet_course){
        .instances = run->fleet,
        .n = demand->n,
        .step_s = (double)demand->tick_ms / (double)INSTANT_PER_SECOND,
    };
    return 0;
}

static int read_all(struct warmpool_run *run, struct invocation *invocation, struct err *err)
{
    if (sizing_options_read(invocation, &run->options, err) != 0 ||
        precheck_terms(&run->options, err) != 0 ||
        replay_trace_read(invocation, &run->trace, err) != 0)
        return -1;
    if (run->trace.count != 1)
        return err_set(err, ERR_USAGE, "warmpool reads one series: --only KEY names the one meant");
    const struct series *series = run->trace.demand[0];
    run->finding.options = &run->options;
    run->finding.unit = (struct demand_unit){.unit = series->unit, .name = series->name};
    if (sizing_for_service(&run->options, replay_trace_service(&run->trace), &run->finding.unit,
                           &run->finding.sizing, err) != 0 ||
        read_terms(run, err) != 0)
        return -1;
    replay_trace_take_cache_off(&run->trace, run->finding.sizing.cache_hit);
    if ((double)series->step_s > run->finding.question.cold_s) {
        char step[UNIT_NAME_MAX];
        notes_add(
            &invocation->notes, NOTE_WARNING, "warmpool-step",
            "the trace has a value every %s, and instances start sooner than that: how demand "
            "rises in between is not known and taken as straight lines; a trace by the "
            "minute shows it",
            duration_format(step, (double)series->step_s));
    }
    return demand_from_series(series, TICK_S, &run->demand, &invocation->notes, err) != 0
               ? -1
               : size_trace(run, err);
}

// --- the answer ----------------------------------------------------------------------------------

static int put_answer(const struct warmpool_run *run, const struct policy_set *set, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    bool emits = option_given(invocation, OPT_EMIT);
    if (emits && emitted_format(invocation) == POLICY_FORMAT_HPA)
        return err_set(err, ERR_USAGE,
                       "--emit kubernetes: Kubernetes has no warm pools; placeholder pods of low "
                       "priority, which others replace at once, hold nodes ready there");
    if (emits && set->warm_pool.max_prepared == 0)
        return err_set(err, ERR_USAGE, "--emit: no pool is needed, so there is nothing to write");
    struct answer answer;
    answer_begin(&answer, invocation);
    answer_assume_terms(&answer, &run->options);
    warmpool_fill(&run->finding, &answer);
    int status =
        policy_answer_put(&answer, &run->options, set->warm_pool.max_prepared > 0 ? set : NULL,
                          POLICY_FORMAT_AWS, err);
    answer_release(&answer);
    return status;
}

static void release(struct warmpool_run *run)
{
    free(run->fleet);
    demand_release(&run->demand);
    replay_trace_release(&run->trace);
    sizing_options_release(&run->options);
}

static int run(struct invocation *invocation, struct err *err)
{
    struct warmpool_run found = {.options = {.unknown = OPT_NONE, .latency_as_rate = true}};
    int status = read_all(&found, invocation, err);
    if (status == 0 && warm_pool_weigh(&found.finding.question, &found.finding.answer, err) != 0)
        status = err_about(err, found.finding.unit.name);
    if (status == 0) {
        const struct pool_answer *answer = &found.finding.answer;
        struct policy_set set;
        warm_pool_policy(option_text(invocation, OPT_GROUP), found.finding.question.state,
                         answer->option[answer->chosen].pool, &set);
        status = put_answer(&found, &set, err);
        policy_set_release(&set);
        if (status == 0 &&
            (found.finding.short_moments > 0 || warmpool_over_month(&found.finding) > 0))
            status = 1;
    }
    release(&found);
    return status;
}

static const struct option_use options_warmpool[] = {
    {OPT_DEMAND, NULL, NULL},
    {OPT_BOOT, NULL, NULL},
    {OPT_WARM, NULL, NULL},
    {OPT_WARM_RUNNING, NULL, NULL},
    {OPT_CONTAINER_START, NULL, NULL},
    {OPT_COVER, NULL, "with --miss-price and without this the cheapest pool is chosen"},
    {OPT_MISS_PRICE, NULL, "here the idle one is of the pool"},
    {OPT_STORAGE_PRICE, NULL, NULL},
    {OPT_POOL_STATE, NULL, NULL},
    {OPT_GROUP, "fleet", "here: what the scaling group is called"},
    {OPT_EMIT, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom warmpool samples/web-requests.csv --assume samples/web-assumptions.csv --boot 6m "
     "--storage-price 4/mo",
     "how many stopped instances cover 99% of the rises within a start of 6 minutes", 0},
    {"headroom warmpool samples/web-requests.csv --assume samples/web-assumptions.csv --boot 6m "
     "--storage-price 4/mo --miss-price 0.50/h",
     "the cheapest pool when an hour without an instance that is needed costs 0.50", 0},
    {"headroom warmpool samples/web-requests.csv --assume samples/web-assumptions.csv --boot 6m "
     "--group web --emit cloudformation",
     "the pool as a template to deploy", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-simulate(1)", "headroom-size(1)",
                                       "headroom-policy(5)", NULL};

const struct command cmd_warmpool = {
    .name = "warmpool",
    .summary = "how many warm instances, what do they cost and save?",
    .operands = "[TRACE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_warmpool, options_sizing, options_instance, options_fleet, options_latency,
                options_reading, options_series, options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_BOOT, OPT_PRICE, OPT_WARM, OPT_COVER, OPT_ASSUME, OPT_EMIT,
               OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_export},
    .outputs = {&schema_warmpool},
    .facts = &schema_warmpool_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max keeps the fleet below its need, or fleet and pool cost more than the budget",
    .run = run,
};
