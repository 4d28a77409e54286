// headroom check: may this scaling policy, or this plan, be deployed?
#include "advise/gate.h"
#include "advise/verdict.h"
#include "answer/check_against.h"
#include "answer/check_answer.h"
#include "answer/check_reasons.h"
#include "answer/check_replay.h"
#include "answer/rules_of_rows.h"
#include "cli/command.h"
#include "input/check_rules.h"
#include "input/replay_rules.h"
#include "policy/core/policy_read.h"
#include "table/csv_read.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// The plan with what its rules are to be compared with.
struct plan_file {
    struct invocation *invocation;
    const char *name; ///< for messages
    struct table table;
    size_t *line;
    struct requirements rules;
    instant now; ///< INSTANT_NONE: not known
};

static int read_plan(struct plan_file *plan, struct err *err)
{
    const char *const *path;
    size_t count;
    struct byte_source *source;
    if (input_paths(plan->invocation, &path, &count, err) != 0)
        return -1;
    if (count > 1)
        return err_set(err, ERR_USAGE, "one plan can be checked at a time, not %zu", count);
    if (input_open(path[0], &source, err) != 0)
        return -1;
    plan->name = invocation_escape(plan->invocation, byte_source_name(source));
    int status = table_read_csv(source, &plan->table, &plan->line, &plan->invocation->notes, err);
    byte_source_close(source);
    if (status == 0 && plan->table.rows == 0)
        return err_at(err, plan->name, 0, NULL, "the plan has no row");
    return status;
}

/// Now is the last time of the plan, unless --as-of says otherwise.
static int plan_find_now(struct plan_file *plan, struct err *err)
{
    if (option_instant(plan->invocation, OPT_AS_OF, NULL, &plan->now, err) != 0)
        return -1;
    size_t time = table_find(&plan->table, "time");
    bool has_time = time != SIZE_MAX && plan->table.column[time].type == COLUMN_TIME;
    for (size_t row = 0; has_time && row < plan->table.rows; row++)
        if (!option_given(plan->invocation, OPT_AS_OF) &&
            plan->table.column[time].time[row] > plan->now)
            plan->now = plan->table.column[time].time[row];
    if (plan->now == INSTANT_NONE && check_rules_have_waiver(&plan->rules))
        return err_set(err, ERR_USAGE,
                       "the plan has no time with which a waiver could be compared: give --as-of");
    return 0;
}

/// Reads the plan, the only operand or standard input, and adds a verdict for each rule. Errors: no
/// rules, a plan that cannot be read or has no row, rules about columns that it does not have or
/// that are no numbers, scenarios, waivers where the plan has no time and --as-of is not given.
static int check_plan(struct invocation *invocation, struct verdicts *verdicts, struct err *err)
{
    struct plan_file plan = {.invocation = invocation, .now = INSTANT_NONE};
    int status = check_rules_read(invocation, NULL, &plan.rules, err);
    if (status == 0)
        status = read_plan(&plan, err);
    if (status == 0)
        status = plan_find_now(&plan, err);
    if (status == 0) {
        const struct ruled_table table = {
            .table = &plan.table, .file = plan.name, .line = plan.line};
        const struct ruled_rows rows = {invocation, "plan", &table, 1, plan.now};
        status = rules_of_rows(&rows, &plan.rules, verdicts, err);
    }
    table_release(&plan.table);
    free(plan.line);
    requirements_release(&plan.rules);
    return status;
}

/// Zero-initialise; release with check_release.
struct check {
    struct invocation *invocation;
    struct requirements rules;
    struct replay_setup setup;
    struct replay_runs runs;
    struct policy_set policy;   ///< where nothing is replayed; else the setup's
    struct policy_list several; ///< where no group is asked for
    struct policy_list in_use;  ///< the groups of --against, beside `several`
    struct policy_set against;  ///< that of --against, beside `policy`
    bool has_against;
    bool has_policy;
    struct verdicts verdicts;
    instant now;
    const char *subject;
    struct smallest_changes changes; ///< where rules of a replay fail
    bool searched;
};

static void check_release(struct check *check)
{
    replay_runs_release(&check->runs);
    replay_setup_release(&check->setup);
    if (check->has_policy)
        policy_set_release(&check->policy);
    policy_list_release(&check->several);
    policy_list_release(&check->in_use);
    if (check->has_against)
        policy_set_release(&check->against);
    verdicts_release(&check->verdicts);
    requirements_release(&check->rules);
}

// --- lint ----------------------------------------------------------------------------------------

/// A number out of options and assumptions; NaN when neither has it, or it is a word: a zone or a
/// region that may fail is no number.
static double fact(const struct sizing_options *options, enum option_id id)
{
    struct setting setting = sizing_setting(options, id, NULL);
    bool known = setting.origin != SETTING_ABSENT && setting.word == NULL;
    return known ? setting.value : (double)NAN;
}

/// `group` names the set among several; NULL.
static void lint(struct check *check, const struct policy_set *set, const char *group,
                 const struct sizing_options *options)
{
    struct lint_report report = {0};
    const struct lint_facts facts = {
        .boot_s = fact(options, OPT_BOOT),
        .longest_request_s = fact(options, OPT_LONGEST_REQUEST),
        .drain_s = fact(options, OPT_DRAIN),
        .spare = fact(options, OPT_SPARE),
    };
    policy_lint(set, &facts, &report);
    verdicts_add_lint(&check->verdicts, &report, group, &check->rules, check->now);
    lint_report_release(&report);
    const char *name = set->group.name;
    check->subject = name == NULL ? "scaling policy"
                                  : arena_printf(&check->invocation->arena, "scaling policy of %s",
                                                 invocation_escape(check->invocation, name));
}

/// Rules of a replay need something to replay.
static int refuse_measures(const struct check *check, struct err *err)
{
    for (size_t i = 0; i < check->rules.count; i++)
        if (check->rules.item[i].limit_text != NULL)
            return err_set(err, ERR_USAGE,
                           "%s: \"%s\" is about a replay: name the trace to replay, - for standard "
                           "input",
                           check->rules.item[i].place,
                           invocation_escape(check->invocation, check->rules.item[i].text));
    return 0;
}

/// All groups of the files of an option.
static int read_groups(struct invocation *invocation, enum option_id id, struct policy_list *list,
                       struct err *err)
{
    const char *const *paths;
    size_t count = option_all(invocation, id, &paths);
    struct template_values values = {0};
    int status = replay_parameters_read(invocation, &values, err);
    if (status == 0)
        status = policy_read_all(paths, count, &values, list, &invocation->notes, err);
    template_values_release(&values);
    return status;
}

/// The group that is asked for, or all of all files, each judged by itself.
static int lint_files(struct check *check, const struct sizing_options *options, struct err *err)
{
    struct invocation *invocation = check->invocation;
    if (option_given(invocation, OPT_GROUP)) {
        if (replay_policy_read(invocation, OPT_POLICY, &check->policy, err) != 0)
            return -1;
        check->has_policy = true;
        lint(check, &check->policy, NULL, options);
        if (!option_given(invocation, OPT_AGAINST))
            return 0;
        if (replay_policy_read(invocation, OPT_AGAINST, &check->against, err) != 0)
            return -1;
        check->has_against = true;
        return 0;
    }
    struct policy_list *list = &check->several;
    if (read_groups(invocation, OPT_POLICY, list, err) != 0)
        return -1;
    for (size_t i = 0; i < list->count; i++)
        lint(check, &list->set[i], list->count > 1 ? list->name[i] : NULL, options);
    if (list->count > 1)
        check->subject =
            arena_printf(&invocation->arena, "scaling policies of %zu groups", list->count);
    return option_given(invocation, OPT_AGAINST)
               ? read_groups(invocation, OPT_AGAINST, &check->in_use, err)
               : 0;
}

static int check_policy(struct check *check, struct err *err)
{
    struct invocation *invocation = check->invocation;
    struct sizing_options options = {.invocation = invocation};
    int status = option_instant(invocation, OPT_AS_OF, NULL, &check->now, err);
    if (status == 0)
        status = check_rules_read(invocation, NULL, &check->rules, err);
    if (status == 0)
        status = refuse_measures(check, err);
    if (status == 0 && check->now == INSTANT_NONE && check_rules_have_waiver(&check->rules))
        status = err_set(err, ERR_USAGE,
                         "without a trace nothing says whether a waiver has expired: give --as-of");
    if (status == 0)
        status = sizing_options_read(invocation, &options, err);
    if (status == 0)
        status = lint_files(check, &options, err);
    sizing_options_release(&options);
    return status;
}

// --- the replay ----------------------------------------------------------------------------------

/// Now is the end of the trace, unless --as-of says otherwise.
static int find_now(struct check *check, struct err *err)
{
    const struct replay_trace *trace = &check->setup.trace;
    if (option_instant(check->invocation, OPT_AS_OF, trace->input.zone, &check->now, err) != 0)
        return -1;
    for (size_t i = 0; i < trace->count && !option_given(check->invocation, OPT_AS_OF); i++) {
        const struct series *series = trace->demand[i];
        instant last = series_time(series, series->n - 1);
        check->now = check->now == INSTANT_NONE || last > check->now ? last : check->now;
    }
    return 0;
}

/// Looks for what would have passed, and names it as the remedy of the rules that fail. Paths have
/// no course of their own left to replay.
static void search(struct check *check)
{
    struct verdicts *verdicts = &check->verdicts;
    if (check_answer_passes(verdicts) || check->setup.trace.count > 1)
        return;
    check_changes_find(&check->runs, &check->rules, check->now, &check->changes);
    check->searched = true;
    const char *words = check_changes_words(&verdicts->arena, &check->runs, &check->changes);
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->item[i].status == VERDICT_FAIL)
            verdicts->item[i].remedy = words;
}

/// What holds where no rule is given. A replay knows no limit that no test has shown, so that what
/// was tested is a rule wherever it is known.
static int add_gate(struct check *check, struct err *err)
{
    if (gate_add(&check->rules, err) != 0)
        return -1;
    return check->setup.input.tested_to > 0 ? gate_add_tested(&check->rules, err) : 0;
}

static int check_trace(struct check *check, struct err *err)
{
    struct invocation *invocation = check->invocation;
    struct surges surges;
    if (replay_setup_read(invocation, &check->setup, err) != 0 || find_now(check, err) != 0 ||
        check_rules_read(invocation, check->setup.trace.input.zone, &check->rules, err) != 0)
        return -1;
    const struct scaling_group *group = &check->setup.policy.group;
    if (group->min > group->max) {
        // No capacity fits, so that there is nothing to replay: lint says it.
        lint(check, &check->setup.policy, NULL, &check->setup.sizing);
        return 0;
    }
    if (!check_rules_given(invocation) && add_gate(check, err) != 0)
        return -1;
    if (surges_read(invocation, &surges, err) != 0 ||
        replay_rules_prepare(&check->setup, &check->rules, &surges, err) != 0 ||
        replay_runs_make(&check->setup, &surges, false, &check->runs, err) != 0)
        return -1;
    check_replay_judge(&check->runs, &check->rules, check->now, &check->verdicts);
    search(check);
    lint(check, &check->setup.policy, NULL, &check->setup.sizing);
    return 0;
}

// --- the command ---------------------------------------------------------------------------------

static int decide(struct check *check, struct err *err)
{
    struct invocation *invocation = check->invocation;
    if (option_given(invocation, OPT_POLICY))
        return operand_count(invocation) > 0 ? check_trace(check, err) : check_policy(check, err);
    if (!check_rules_given(invocation) || option_given(invocation, OPT_AGAINST))
        return err_set(err, ERR_USAGE,
                       "--policy is missing: the files of a scaling policy, such as the output of "
                       "aws autoscaling describe-policies, or an HPA manifest; or give rules for a "
                       "plan: --require 'utilization_failed<=100%%'");
    check->subject = "plan";
    return check_plan(invocation, &check->verdicts, err);
}

static void add_against(const struct check *check, struct answer *answer)
{
    if (check->in_use.count > 0)
        check_against_groups(&check->in_use, &check->several, answer);
    if (check->has_against)
        check_against_settings(&check->against, &check->policy, answer);
    if (!check->runs.has_against)
        return;
    check_against_settings(&check->runs.against, &check->setup.policy, answer);
    check_against_measures(&check->runs, answer);
}

static int put_answer(struct check *check, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, check->invocation);
    check_answer_fill(&check->verdicts, check->subject, &answer);
    if (check->setup.invocation != NULL)
        answer_list_terms(&answer, &check->setup.sizing);
    add_against(check, &answer);
    if (check->searched) {
        check_reasons_document(&check->runs, &check->verdicts, &answer.document);
        check_changes_document(&check->runs, &check->changes, &answer.document);
    }
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct check check = {.invocation = invocation, .now = INSTANT_NONE};
    int status = decide(&check, err);
    if (status == 0)
        status = put_answer(&check, err);
    if (status == 0 && !check_answer_passes(&check.verdicts))
        status = 1;
    check_release(&check);
    return status;
}

static const struct option_use options_check[] = {
    {OPT_REQUIRE, NULL,
     "default with a trace: " GATE_VIOLATION ", " GATE_FLAPS
     " and, where --tested-to is known, " GATE_TESTED},
    {OPT_RULES_FILE, NULL, NULL},
    {OPT_LONGEST_REQUEST, NULL, NULL},
    {OPT_SPARE, NULL, NULL},
    {OPT_AS_OF, NULL, "with which the expiry of waivers is compared"},
    {OPT_AGAINST, NULL, "here: what differs; with a trace also what both came to"},
    {OPT_FORMAT_REPORT, NULL, NULL},
    {OPT_JSON, NULL, NULL},
    {OPT_CSV, NULL, NULL},
    {OPT_OUTPUT, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom check --policy samples/asg-steps.json",
     "a pair of step scaling policies that may be deployed", 0},
    {"headroom check --policy samples/asg-overlap.json --format csv",
     "a pair whose alarms are on at the same time, as a table for a pipeline", 1},
    {"headroom check --policy samples/hpa.yaml --boot 40s --longest-request 60s",
     "pods that are stopped before their longest request is done", 1},
    {"headroom check --policy samples/asg-steps.json --against samples/asg-overlap.json --format "
     "md",
     "a comment for a change: what differs from the policy in use", 0},
    {"headroom check samples/web-requests.csv --policy samples/web-policy.json "
     "--assume samples/web-assumptions.csv --require 'violation<=0.1%' "
     "--require '5x:violation<=5%' --require 'cost_month<=3000'",
     "what it did in these weeks, and what it does when demand rises fivefold", 1},
    {"headroom size --demand 10k/s --per-instance 500/s --format csv | "
     "headroom check --require 'utilization_failed<=70%'",
     "a plan", 0},
    {"headroom help --rules", "all rules of lint, what they mean and what to do", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-simulate(1)", "headroom-size(1)",
                                       "headroom-help(1)",     "headroom-policy(5)",
                                       "headroom-rules(7)",    NULL};

const struct command cmd_check = {
    .name = "check",
    .summary = "may this scaling policy, or this plan, be deployed?",
    .operands = "[TRACE ...|PLAN]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_check, options_replayed_policy, options_replay, options_replay_terms,
                options_instance, options_latency, options_reading, options_series,
                options_messages},
    .common = {OPT_POLICY, OPT_REQUIRE, OPT_AGAINST, OPT_RULES_FILE, OPT_PER_INSTANCE, OPT_BOOT,
               OPT_STRESS, OPT_ASSUME, OPT_FORMAT_REPORT, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_rules},
    .outputs = {&schema_check},
    .facts = &schema_check_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "a rule does not hold, or lint finds an error",
    .run = run,
};
