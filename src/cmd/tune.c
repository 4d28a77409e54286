// headroom tune: which policy is the cheapest that passes?
#include "answer/policy_answer.h"
#include "answer/tune_answer.h"
#include "cli/progress.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <stdint.h>

/// About as many policies are tried; more are counted on.
enum { POLICIES_EXPECTED = 600 };

static const struct example examples[] = {
    {"headroom tune samples/web-requests.csv --assume samples/web-assumptions.csv "
     "--require 'violation<=0.5%'",
     "the cheapest policy that is short of capacity for at most 0.5% of the time", 0},
    {"headroom tune samples/web-requests.csv --assume samples/web-assumptions.csv --for hpa "
     "--require 'violation<=0.5%' --emit hpa -q",
     "the same for pods, as a manifest", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-check(1)", "headroom-simulate(1)",
                                       "headroom-steps(1)", "headroom-policy(5)", NULL};

/// The format in which the policies that are tried are deployed.
static enum policy_format deployed_format(enum tune_kind plain)
{
    switch (plain) {
    case TUNE_HPA:
        return POLICY_FORMAT_HPA;
    case TUNE_MIG:
        return POLICY_FORMAT_GCLOUD;
    case TUNE_AZURE:
        return POLICY_FORMAT_AZURE;
    case TUNE_TRACKING:
    case TUNE_STEPS:
    case TUNE_SERVICE:
        break;
    }
    return POLICY_FORMAT_AWS;
}

static int put_answer(const struct tune_answer *found, struct err *err)
{
    const struct tune_asked *asked = found->asked;
    bool emits = option_given(asked->setup.invocation, OPT_EMIT);
    // A file is asked for whatever it holds, and the status says that it fails; commands are
    // offered.
    const struct tune_row *row = found->deploy == NULL && emits ? &found->row[0] : found->deploy;
    struct policy_set policy;
    struct answer answer;
    answer_begin(&answer, asked->setup.invocation);
    answer_assume_terms(&answer, &asked->setup.sizing);
    tune_answer_fill(found, &answer);
    if (row != NULL)
        tune_answer_policy(found, row, &policy);
    int status = policy_answer_put(&answer, &asked->setup.sizing, row == NULL ? NULL : &policy,
                                   deployed_format(asked->plain), err);
    if (row != NULL)
        policy_set_release(&policy);
    answer_release(&answer);
    return status;
}

static int answer_question(struct tune_asked *asked, struct tune *tune, struct tune_answer *answer,
                           struct err *err)
{
    struct invocation *invocation = asked->setup.invocation;
    progress_begin(invocation, "tuning", POLICIES_EXPECTED);
    int status = tune_run(tune, &asked->question, &invocation->notes, err);
    if (status == 0)
        status = tune_answer_make(asked, tune, answer, err);
    progress_end(invocation);
    return status == 0 ? put_answer(answer, err) : -1;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct tune_asked asked = {0};
    struct tune tune = {0};
    struct tune_answer answer = {0};
    int status = tune_asked_read(invocation, &asked, err);
    if (status == 0)
        status = answer_question(&asked, &tune, &answer, err);
    if (status == 0 && !(answer.learnt && answer.verified))
        status = 1;
    tune_answer_release(&answer);
    tune_release(&tune);
    tune_asked_release(&asked);
    return status;
}

const struct command cmd_tune = {
    .name = "tune",
    .summary = "which scaling policy is the cheapest that passes?",
    .operands = "[TRACE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_tune, options_replay, options_replay_terms, options_instance,
                options_latency, options_reading, options_series, options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_BOOT, OPT_METRIC, OPT_STRESS, OPT_REQUIRE, OPT_MAX, OPT_PRICE,
               OPT_ASSUME, OPT_EMIT, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_rules},
    .outputs = {&schema_tune},
    .facts = &schema_tune_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "no policy passes the rules, or the choice does not pass them on the rest",
    .run = run,
};
