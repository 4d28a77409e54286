// headroom steps: which step-scaling table, proved to come to rest, and as good as target tracking.
#include "advise/demand_rise.h"
#include "advise/step_profile.h"
#include "answer/emit_policy.h"
#include "answer/policy_answer.h"
#include "answer/steps_answer.h"
#include "answer/words.h"
#include "maths/whole_instances.h"
#include "sizing/scaling_equation.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdint.h>

/// A day shows how demand rises and falls.
static const double TRACE_LEAST_S = 86400;

/// Where --max is not given: so many times what the peak needs.
static const double MAX_TO_PEAK = 1.5;

/// Where --min is not given, at least so many: one may fail.
static const double MIN_LEAST = 2;

static const struct option_use options_steps[] = {
    {OPT_TARGET, "60%", "here: of CPU, which is 100% on an instance that serves --per-instance"},
    {OPT_MIN, NULL, "default: what the lowest demand needs, at least 2"},
    {OPT_MAX, NULL, "default: one and a half times what the highest demand needs"},
    {OPT_SPARE, "0", "here: of the fleet's bounds where they are not given"},
    {OPT_ZONES, NULL, "here: of the fleet's bounds where they are not given"},
    {OPT_MAX_UNAVAILABLE, NULL, "here: of the fleet's bounds where they are not given"},
    {OPT_AVAILABILITY, NULL, "here: of the fleet's bounds where they are not given"},
    {OPT_MTBF, NULL, NULL},
    {OPT_MTTR, NULL, NULL},
    {OPT_FORM, NULL, NULL},
    {OPT_BOOT, "2m", NULL},
    {OPT_GROUP, NULL, "here: what the scaling group is called; default: fleet"},
    {OPT_PER_INSTANCE, NULL, NULL},
    {OPT_EMIT, NULL,
     "here: the two policies with their alarms, or with azure the rules of a VM scale set"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom steps samples/web-requests.csv --assume samples/web-assumptions.csv --min 4 --max "
     "40",
     "a step table for the web servers, beside target tracking", 0},
    {"headroom steps samples/web-requests.csv --assume samples/web-assumptions.csv --min 4 --max "
     "40 "
     "--form change --format csv",
     "the same in instances, as a table", 0},
    {"headroom steps samples/web-requests.csv --assume samples/web-assumptions.csv --min 4 --max "
     "40 "
     "--emit aws -q | headroom check --policy -",
     "the policies with their alarms, held against the rules", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-check(1)", "headroom-simulate(1)",
                                       "headroom-policy(5)", NULL};

// --- the wish ------------------------------------------------------------------------------------

static int check_trace(const struct series *series, struct err *err)
{
    double length_s = (double)series->n * (double)series->step_s;
    if (length_s >= TRACE_LEAST_S)
        return 0;
    char length[UNIT_NAME_MAX];
    return err_at(err, series->name, 0, NULL,
                  "the trace is too short to learn from: it covers %s, and how demand rises and "
                  "falls shows within a day at least",
                  duration_format(length, length_s));
}

/// Finds the lowest and highest demand.
static void demand_range(const struct demand *demand, double *low, double *high)
{
    *low = INFINITY;
    *high = demand_peak(demand, NULL);
    for (size_t i = 0; i < demand->n; i++)
        *low = fmin(*low, demand->value[i]);
}

/// What a demand needs by the terms, unbounded.
static double fleet_for(const struct replay_setup *setup, double demand)
{
    struct sizing sizing = setup->sized;
    struct plan_row row;
    sizing.min = sizing.max = NAN;
    size_demand(&sizing, demand, &row);
    return row.instances;
}

/// A bound of the fleet, as given or by default.
static double read_bound(const struct replay_setup *setup, enum option_id id, double otherwise,
                         const char *reason, const char **from)
{
    struct setting setting =
        sizing_setting(&setup->sizing, id, replay_trace_service(&setup->trace));
    bool given = setting.origin != SETTING_ABSENT;
    *from = given ? setting.place : reason;
    return given ? setting.value : otherwise;
}

static int make_wish(struct steps_answer *answer, const struct demand *demand, struct err *err)
{
    struct replay_setup *setup = answer->setup;
    struct step_wish *wish = &answer->wish;
    double low, high;
    demand_range(demand, &low, &high);
    if (!(high > 0))
        return err_set(err, ERR_DATA, "there is no demand in the trace: nothing needs to scale");
    wish->form =
        option_choice(setup->invocation, OPT_FORM) == 0 ? STEP_FORM_CHANGE : STEP_FORM_PERCENT;
    wish->target = round(1e4 / (1 + setup->sized.headroom)) / 100;
    wish->min = read_bound(setup, OPT_MIN, fmax(fleet_for(setup, low), MIN_LEAST),
                           "default: for the lowest demand", &answer->min_from);
    double most = fmax(fleet_for(setup, MAX_TO_PEAK * high), wish->min + 1);
    wish->max =
        read_bound(setup, OPT_MAX, most, "default: 1.5 times the peak's need", &answer->max_from);
    double usual =
        instances_up(demand_mean(demand) * 100 / wish->target / setup->sized.per_instance);
    wish->usual = fmin(fmax(usual, wish->min), wish->max);
    double lows[STEP_DESIGN_LOWS_MAX];
    size_t count;
    if (step_design_lows(wish, lows, &count, err) != 0)
        return -1;
    answer->filled = instances_up(high / setup->terms.per_instance);
    if (steps_answer_is_short(answer))
        notes_add(&setup->invocation->notes, NOTE_WARNING, "max-below-peak",
                  "%s: the highest demand of the trace fills %s, more than the fleet may have (%s)",
                  answer->max_from, words_instances(&setup->invocation->arena, answer->filled),
                  words_number(&setup->invocation->arena, wish->max));
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static int choose(struct steps_answer *answer, struct err *err)
{
    static const double quantile[STEP_RISES] = {0.99, 1};
    struct replay_setup *setup = answer->setup;
    struct demand demand = {0};
    struct notes *notes = &setup->invocation->notes;
    if (check_trace(setup->trace.demand[0], err) != 0 ||
        demand_from_series(setup->trace.demand[0], STEP_PERIOD_S, &demand, NULL, err) != 0)
        return -1;
    answer->names = (struct step_names){
        .group = option_text(setup->invocation, OPT_GROUP),
        .boot_s =
            sizing_setting(&setup->sizing, OPT_BOOT, replay_trace_service(&setup->trace)).value,
    };
    if (answer->names.group == NULL)
        answer->names.group = "fleet";
    answer->rise_within_s = answer->names.boot_s + STEP_OUT_DATAPOINTS * STEP_PERIOD_S;
    int status = make_wish(answer, &demand, err);
    demand_rise(&demand, answer->rise_within_s, quantile, STEP_RISES, answer->rise);
    demand_release(&demand);
    if (status != 0)
        return -1;
    struct step_design bare = {.wish = answer->wish};
    struct policy_set tracking;
    step_design_tracking(&bare, &answer->names, &tracking);
    if (replay_setup_take(setup, &tracking, err) != 0)
        return -1;
    return step_choice_make(&answer->wish, answer->rise, &answer->names, &setup->input,
                            &answer->choice, notes, err);
}

static bool emits_azure(const struct invocation *invocation)
{
    return option_given(invocation, OPT_EMIT) && emitted_format(invocation) == POLICY_FORMAT_AZURE;
}

/// The rules of a VM scale set.
static int emit_profile(struct invocation *invocation, const struct policy_set *steps,
                        struct err *err)
{
    struct policy_set set;
    step_profile_make(steps, &set);
    notes_add(&invocation->notes, NOTE_WARNING, "steps-azure",
              "the steps were chosen by replays of AWS's alarms; Azure looks at 5 minutes at least "
              "and removes by one rule: headroom check TRACE --policy FILE replays what was "
              "written");
    int status = emit_policy(invocation, &set, err);
    policy_set_release(&set);
    return status;
}

static int put_answer(const struct steps_answer *found, struct err *err)
{
    struct policy_set policy;
    struct answer answer;
    answer_begin(&answer, found->setup->invocation);
    answer_assume_terms(&answer, &found->setup->sizing);
    steps_answer_fill(found, &answer);
    step_design_policy(steps_answer_design(found), &found->names, &policy);
    int status =
        emits_azure(found->setup->invocation)
            ? emit_profile(found->setup->invocation, &policy, err)
            : policy_answer_put(&answer, &found->setup->sizing, &policy, POLICY_FORMAT_AWS, err);
    policy_set_release(&policy);
    answer_release(&answer);
    return status;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct replay_setup setup = {0};
    struct steps_answer answer = {.setup = &setup};
    int status = replay_setup_begin(invocation, &setup, err);
    if (status == 0)
        status = choose(&answer, err);
    if (status == 0)
        status = put_answer(&answer, err);
    if (status == 0 && steps_answer_is_short(&answer))
        status = 1;
    replay_setup_release(&setup);
    return status;
}

const struct command cmd_steps = {
    .name = "steps",
    .summary = "which step-scaling table?",
    .operands = "[TRACE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_steps, options_replay_terms, options_instance, options_latency,
                options_reading, options_series, options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_BOOT, OPT_TARGET, OPT_MIN, OPT_MAX, OPT_ASSUME, OPT_EMIT,
               OPT_OUTPUT},
    .inputs = {&schema_export},
    .outputs = {&schema_steps},
    .facts = &schema_steps_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max is below what the highest demand of the trace fills",
    .run = run,
};
