// headroom simulate: what a scaling policy would have done.
#include "answer/answer.h"
#include "answer/replay_course.h"
#include "answer/replay_hours.h"
#include "answer/replay_summary.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <stdint.h>

static const struct option_use options_simulate[] = {
    {OPT_SUMMARY, NULL, NULL},
    {OPT_AGAINST, NULL, "with --summary"},
    {OPT_HOURS, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom simulate samples/web-requests.csv --policy samples/web-policy.json "
     "--assume samples/web-assumptions.csv --summary",
     "what the policy came to in these four weeks, beside a fixed fleet and perfect knowledge", 0},
    {"headroom simulate samples/web-requests.csv --policy samples/web-policy.json "
     "--assume samples/web-assumptions.csv --hours",
     "at which hours instances are wasted, and demand is short", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-size(1)", "headroom-forecast(1)",
                                       "headroom-policy(5)", NULL};

static int write_course(const struct replay_runs *runs, struct err *err)
{
    struct table table = {0};
    replay_course_fill(runs, &table);
    int status = output_table(runs->setup->invocation, &table, err);
    table_release(&table);
    return status;
}

static int write_summary(const struct replay_runs *runs, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, runs->setup->invocation);
    answer.is_table = true;
    replay_summary_document(runs, &answer.document);
    replay_summary_fill(runs, &answer.rows);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int run_with(struct replay_setup *setup, struct replay_runs *runs, struct err *err)
{
    struct invocation *invocation = setup->invocation;
    enum output_format format = output_format(invocation);
    // A page and a drawing show what came of it.
    bool summary =
        option_given(invocation, OPT_SUMMARY) || format == OUTPUT_HTML || format == OUTPUT_SVG;
    if (option_given(invocation, OPT_AGAINST) && !summary)
        return err_set(err, ERR_USAGE, "--against compares in the answer of --summary: give both");
    if (option_given(invocation, OPT_HOURS) && option_given(invocation, OPT_SUMMARY))
        return err_set(err, ERR_USAGE, "--hours and --summary are two answers: give one of them");
    if (!summary && !option_given(invocation, OPT_HOURS))
        invocation->usual_format = OUTPUT_CSV;
    struct surges surges;
    if (surges_read(invocation, &surges, err) != 0 ||
        replay_runs_make(setup, &surges, summary, runs, err) != 0)
        return -1;
    if (option_given(invocation, OPT_HOURS))
        return replay_hours_answer(runs, err);
    return summary ? write_summary(runs, err) : write_course(runs, err);
}

static int run(struct invocation *invocation, struct err *err)
{
    struct replay_setup setup = {0};
    struct replay_runs runs = {0};
    int status = replay_setup_read(invocation, &setup, err);
    if (status == 0)
        status = run_with(&setup, &runs, err);
    replay_runs_release(&runs);
    replay_setup_release(&setup);
    return status;
}

const struct command cmd_simulate = {
    .name = "simulate",
    .summary = "what would this policy have done to this trace, forecast or stress?",
    .operands = "[TRACE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_simulate, options_replayed_policy, options_replay, options_replay_terms,
                options_instance, options_latency, options_reading, options_series, options_output,
                options_messages},
    .common = {OPT_POLICY, OPT_PER_INSTANCE, OPT_BOOT, OPT_STRESS, OPT_ASSUME, OPT_FORMAT,
               OPT_OUTPUT},
    .inputs = {&schema_export},
    .outputs = {&schema_course, &schema_summary, &schema_replay_hours},
    .examples = examples,
    .see_also = see_also,
    .run = run,
};
