#include "input/tune_question.h"

#include "advise/gate.h"
#include "advise/rule_scenario.h"
#include "advise/tune_ground.h"
#include "base/unit.h"
#include "cli/progress.h"
#include "input/check_rules.h"
#include "input/emit_option.h"
#include "input/ignore_option.h"
#include "input/replay_rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Half a day shows neither a morning nor an evening: less is not learnt from, nor verified with.
static const double PART_LEAST_S = 43200;

/// Limits are tightened by so much at least: what just passes there just fails later.
static const double MARGIN_LEAST = 0.2;

/// Volumes and addresses of a stopped instance, as a share of what a usual one costs that serves.
static const double POOL_COST_USUAL = 0.1;

const struct option_use options_tune[] = {
    {OPT_REQUIRE, NULL, "default: " GATE_VIOLATION " and " GATE_FLAPS},
    {OPT_RULES_FILE, NULL, NULL},
    {OPT_AS_OF, NULL, "with which the expiry of waivers is compared"},
    {OPT_FOR, NULL, "default: as --emit says, else aws"},
    {OPT_TRAIN, NULL, NULL},
    {OPT_IGNORE, NULL, "what is usual stands there instead; nothing is left out without it"},
    {OPT_MARGIN, NULL, NULL},
    {OPT_STORAGE_PRICE, NULL, "default: a tenth of what one costs that serves"},
    {OPT_MIN, NULL, "default: 1"},
    {OPT_MAX, NULL, "default: twice what the highest demand needs"},
    {OPT_GROUP, NULL, "here: what the scaling group is called; default: fleet"},
    {OPT_EMIT, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

// --- the trace -----------------------------------------------------------------------------------

/// The kind of plain policy that is asked for by --for, else by --emit.
static enum tune_kind plain_kind(const struct invocation *invocation)
{
    static const enum tune_kind kinds[] = {TUNE_TRACKING, TUNE_HPA, TUNE_SERVICE, TUNE_MIG,
                                           TUNE_AZURE};
    if (!option_given(invocation, OPT_FOR) && option_given(invocation, OPT_EMIT)) {
        enum policy_format format = emitted_format(invocation);
        if (format == POLICY_FORMAT_HPA)
            return TUNE_HPA;
        if (format == POLICY_FORMAT_GCLOUD)
            return TUNE_MIG;
        if (format == POLICY_FORMAT_AZURE)
            return TUNE_AZURE;
    }
    return kinds[option_choice(invocation, OPT_FOR)];
}

/// Checks the share to learn from, and that both parts are long enough.
static int find_split(struct tune_asked *asked, struct err *err)
{
    struct invocation *invocation = asked->setup.invocation;
    const struct series *series = asked->setup.trace.demand[0];
    double train = option_number(invocation, OPT_TRAIN);
    bool finds_margin = !option_given(invocation, OPT_MARGIN);
    double margin = finds_margin ? MARGIN_LEAST : option_number(invocation, OPT_MARGIN);
    if (!(train > 0 && train < 1))
        return err_set(err, ERR_USAGE,
                       "--train: %s is out of bounds: above 0%% and below 100%%, so that a part is "
                       "left to verify with",
                       option_text(invocation, OPT_TRAIN));
    if (!(margin >= 0 && margin < 1))
        return err_set(err, ERR_USAGE,
                       "--margin: %s is out of bounds: from 0%% to below 100%% of a limit",
                       option_text(invocation, OPT_MARGIN));
    size_t steps = (size_t)floor(train * (double)series->n);
    double step_s = (double)series->step_s;
    double learnt_s = (double)steps * step_s;
    double left_s = (double)(series->n - steps) * step_s;
    if (learnt_s < PART_LEAST_S || left_s < PART_LEAST_S) {
        char whole[UNIT_NAME_MAX], learnt[UNIT_NAME_MAX], left[UNIT_NAME_MAX];
        return err_at(err, series->name, 0, NULL,
                      "the trace is too short to learn from: of its %s --train %s leaves %s to "
                      "learn from and %s to verify with, and each needs 12h at least",
                      duration_format(whole, (double)series->n * step_s),
                      option_text(invocation, OPT_TRAIN), duration_format(learnt, learnt_s),
                      duration_format(left, left_s));
    }
    asked->question.split = series_time(series, steps);
    asked->question.margin = margin;
    asked->question.finds_margin = finds_margin;
    asked->question.zone = asked->setup.trace.input.zone;
    return 0;
}

/// The bounds that all policies share.
static int find_ground(struct tune_asked *asked, const struct demand *demand, struct err *err)
{
    struct replay_setup *setup = &asked->setup;
    struct tune_ground *ground = &asked->ground;
    const char *service = replay_trace_service(&setup->trace);
    struct setting least = sizing_setting(&setup->sizing, OPT_MIN, service);
    struct setting most = sizing_setting(&setup->sizing, OPT_MAX, service);
    struct setting boot = sizing_setting(&setup->sizing, OPT_BOOT, service);
    *ground = (struct tune_ground){
        .group = option_text(setup->invocation, OPT_GROUP),
        .min = least.origin == SETTING_ABSENT ? (double)NAN : least.value,
        .max = most.origin == SETTING_ABSENT ? (double)NAN : most.value,
        .boot_s = boot.origin == SETTING_ABSENT ? (double)NAN : boot.value,
    };
    if (!tune_ground_learn(ground, asked->plain, &setup->sized, demand, asked->question.split,
                           setup->trace.input.zone, &asked->usual))
        return err_set(err, ERR_DATA,
                       "there is no demand in the part to learn from: nothing needs to scale");
    if (ground->min < 1 || ground->min > ground->max)
        return err_set(err, ERR_USAGE,
                       "--min %.10g and --max %.10g leave no fleet to scale: the minimum is at "
                       "least 1 and at most the maximum",
                       ground->min, ground->max);
    return 0;
}

// --- the rules -----------------------------------------------------------------------------------

/// Whether a waiver excuses the rule now, so that nothing is tuned for it.
static bool tune_asked_waived(const struct tune_asked *asked, const struct requirement *rule)
{
    return rule->waiver.reason != NULL && asked->now < rule->waiver.expires;
}

static int list_rules(struct tune_asked *asked, const struct surges *surges, struct err *err)
{
    struct tune_question *question = &asked->question;
    for (size_t i = 0; i < asked->requirements.count; i++) {
        const struct requirement *rule = &asked->requirements.item[i];
        if (rule->limit_text == NULL || tune_asked_waived(asked, rule))
            continue;
        const struct outcome_measure *measure = outcome_measure_find(rule->measure);
        for (size_t s = 0; s <= surges->count; s++) {
            enum scenario_kind kind = s == 0               ? SCENARIO_TRACE
                                      : s <= surges->asked ? SCENARIO_SURGE
                                                           : SCENARIO_NAMED_SURGE;
            if (!rule_is_about(&asked->requirements, rule, kind, asked->scenario[s]))
                continue;
            if (question->rules == TUNE_RULES_MAX)
                return err_set(err, ERR_USAGE, "more than %d rules", TUNE_RULES_MAX);
            asked->rule[question->rules++] = (struct tune_rule){rule, measure, s};
        }
    }
    if (question->rules == 0)
        return err_set(err, ERR_USAGE,
                       "no rule is left to tune for: a waiver excuses each of them, or it is about "
                       "lint; --require 'violation<=0.1%%' is one");
    question->rule = asked->rule;
    return 0;
}

static int read_rules(struct tune_asked *asked, struct err *err)
{
    struct replay_setup *setup = &asked->setup;
    struct invocation *invocation = setup->invocation;
    struct surges surges;
    const struct series *series = setup->trace.demand[0];
    asked->now = series_time(series, series->n - 1);
    if (option_given(invocation, OPT_AS_OF) &&
        option_instant(invocation, OPT_AS_OF, setup->trace.input.zone, &asked->now, err) != 0)
        return -1;
    if (check_rules_read(invocation, setup->trace.input.zone, &asked->requirements, err) != 0)
        return -1;
    asked->rules_by_default = !check_rules_given(invocation);
    if (asked->rules_by_default && gate_add(&asked->requirements, err) != 0)
        return -1;
    if (surges_read(invocation, &surges, err) != 0 ||
        replay_rules_prepare(setup, &asked->requirements, &surges, err) != 0)
        return -1;
    asked->scenario[0] = "trace";
    for (size_t i = 0; i < surges.count; i++) {
        struct stress stress = stress_defaults(surges.factor[i]);
        stress.ramp_ms = (int64_t)(option_number(invocation, OPT_STRESS_RAMP) * 1000);
        stress.hold_ms = (int64_t)(option_number(invocation, OPT_STRESS_FOR) * 1000);
        asked->scenario[1 + i] = surge_name(&invocation->arena, surges.factor[i]);
        asked->question.surge[i] = stress;
    }
    asked->question.surges = surges.count;
    return list_rules(asked, &surges, err);
}

// --- all -----------------------------------------------------------------------------------------

static void count_policy(void *invocation)
{
    progress_step(invocation);
}

/// Says where --max is more than is of use.
static void bound_maximum(struct tune_asked *asked)
{
    const struct tune_question *question = &asked->question;
    double peak = demand_peak(question->replay->demand, NULL);
    double given = asked->ground.max;
    double fleet = tune_ground_bound(&asked->ground, &asked->setup.sized, peak, question->surge,
                                     question->surges);
    bool surges = false;
    for (size_t i = 0; i < question->surges; i++)
        surges = surges || question->surge[i].factor > 1;
    if (fleet > 0)
        notes_add(&asked->setup.invocation->notes, NOTE_INFO, "maximum",
                  "--max %.10g is more than any policy that is tried could use: the highest "
                  "demand%s fills %.10g instances; policies are tried with, and get, a maximum of "
                  "%.10g",
                  given, surges ? ", at its greatest surge," : "", fleet, asked->ground.max);
}

static void list_spaces(struct tune_asked *asked)
{
    struct tune_question *question = &asked->question;
    tune_space_init(&question->space[question->spaces++], asked->plain, &asked->ground);
    if (asked->plain == TUNE_TRACKING)
        tune_space_init(&question->space[question->spaces++], TUNE_STEPS, &asked->ground);
}

/// Sets the replay up with a policy that the others are alike but for their knobs.
static int set_up(struct tune_asked *asked, struct err *err)
{
    const int64_t tick_s = asked->plain == TUNE_HPA ? 15 : 60;
    struct replay_setup *setup = &asked->setup;
    struct demand demand = {0};
    struct policy_set plain;
    if (demand_from_series(setup->trace.demand[0], tick_s, &demand, NULL, err) != 0)
        return -1;
    int status = find_ground(asked, &demand, err);
    demand_release(&demand);
    if (status != 0)
        return -1;
    tune_plain_policy(asked->plain, &asked->ground, 60, &plain);
    return replay_setup_take(setup, &plain, err);
}

/// What an instance of the warm pool costs, as a share of one that serves.
static int read_pool_cost(const struct replay_setup *setup, struct tune_question *question,
                          struct err *err)
{
    double price = setup->sized.price_hour;
    struct setting storage =
        sizing_setting(&setup->sizing, OPT_STORAGE_PRICE, replay_trace_service(&setup->trace));
    question->pool_cost = POOL_COST_USUAL;
    if (storage.origin == SETTING_ABSENT)
        return 0;
    if (isnan(price))
        return err_set(err, sizing_blame(&storage),
                       "%s: --price is missing: a stopped instance is weighed against one that "
                       "serves",
                       sizing_said(&setup->sizing, &storage));
    question->pool_cost = storage.value / price;
    if (!(question->pool_cost <= 1))
        return err_set(err, sizing_blame(&storage),
                       "%s is more than an instance that serves costs: check --price",
                       sizing_said(&setup->sizing, &storage));
    return 0;
}

/// Times that are to be ignored are tuned for as if they had been usual.
static int take_ignored_off(struct tune_asked *asked, struct err *err)
{
    struct replay_setup *setup = &asked->setup;
    struct series_input *input = &setup->trace.input;
    struct ignoring ignoring;
    if (ignore_option(setup->invocation, input->zone, &input->set, &ignoring, err) != 0)
        return -1;
    ignoring.keeps_incidents = true;
    for (size_t i = 0; ignoring.count > 0 && i < input->set.count; i++) {
        struct series *series = &input->set.item[i];
        struct mask mask;
        double *rest = mask_without(&mask, series, &ignoring, input->zone);
        for (size_t t = 0; t < series->n; t++)
            if (isnan(rest[t]) && !isnan(series->value[t]))
                series->value[t] = mask.usual != NULL ? mask.usual[t] : NAN;
        if (mask.ignored > 0)
            notes_add(&setup->invocation->notes, NOTE_INFO, "ignored",
                      "%zu steps of --ignore are taken to have been usual", mask.ignored);
        free(rest);
        mask_release(&mask);
    }
    return 0;
}

int tune_asked_read(struct invocation *invocation, struct tune_asked *asked, struct err *err)
{
    struct replay_setup *setup = &asked->setup;
    struct tune_question *question = &asked->question;
    asked->plain = plain_kind(invocation);
    if (replay_setup_begin(invocation, setup, err) != 0 || take_ignored_off(asked, err) != 0 ||
        find_split(asked, err) != 0 || set_up(asked, err) != 0 || read_rules(asked, err) != 0)
        return -1;
    question->replay = &setup->input;
    bound_maximum(asked);
    list_spaces(asked);
    question->effort = tune_effort_default(threads_option(invocation));
    question->progress = count_policy;
    question->progress_context = invocation;
    return read_pool_cost(setup, question, err);
}

void tune_asked_release(struct tune_asked *asked)
{
    for (size_t i = 0; i < asked->question.spaces; i++)
        tune_space_release(&asked->question.space[i]);
    requirements_release(&asked->requirements);
    replay_setup_release(&asked->setup);
}
