// headroom check: may this scaling policy be deployed? Its rules, before anything is replayed.
#include "base/str.h"
#include "cmd/lint_findings.h"
#include "cmd/put_document.h"
#include "cmd/sizing_options.h"
#include "policy/policy_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"rule", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "which rule; headroom help --rules explains"},
    {"status", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "fail for an error; warning and advice do not decide"},
    {"where", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "file and line"},
    {"finding", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what breaks the rule, with its numbers"},
    {"remedy", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what to do"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

static const struct schema schema_check = {"the rules that are broken, errors first", columns};

/// A duration out of options and assumptions; NaN when neither has it.
static double seconds_of(const struct sizing_options *options, enum option_id id)
{
    struct setting setting = sizing_setting(options, id, NULL);
    return setting.origin == SETTING_ABSENT ? (double)NAN : setting.value;
}

/// What rules need to know besides the policy. A zone or a region that may fail is no number.
static int read_facts(struct invocation *invocation, struct lint_facts *facts, struct err *err)
{
    struct sizing_options options = {.invocation = invocation};
    int status = sizing_options_read(invocation, &options, err);
    if (status == 0) {
        struct setting spare = sizing_setting(&options, OPT_SPARE, NULL);
        *facts = (struct lint_facts){
            .boot_s = seconds_of(&options, OPT_BOOT),
            .longest_request_s = seconds_of(&options, OPT_LONGEST_REQUEST),
            .spare = spare.word == NULL ? spare.value : (double)NAN,
        };
    }
    sizing_options_release(&options);
    return status;
}

static int read_policy(struct invocation *invocation, struct policy_set *set, struct err *err)
{
    const char *const *paths;
    size_t count = option_all(invocation, OPT_POLICY, &paths);
    if (count == 0)
        return err_set(err, ERR_USAGE,
                       "--policy is missing: the files of a scaling policy, such as the output of "
                       "aws autoscaling describe-policies, or an HPA manifest");
    return policy_read(paths, count, option_text(invocation, OPT_GROUP), set, &invocation->notes,
                       err);
}

static int put_answer(struct invocation *invocation, const struct policy_set *set,
                      const struct lint_report *report, struct err *err)
{
    enum output_format format = output_format(invocation);
    if (format != OUTPUT_TEXT && format != OUTPUT_MARKDOWN) {
        struct table table = {0};
        schema_add_columns(&table, &schema_check, NULL);
        lint_findings_table(report, &invocation->arena, &table);
        int status = output_table(invocation, &table, err);
        table_release(&table);
        return status;
    }
    struct document document = {0};
    lint_findings_document(report, set, &document);
    put_document(invocation, &document);
    document_release(&document);
    return 0;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct lint_facts facts;
    struct policy_set set;
    if (read_facts(invocation, &facts, err) != 0 || read_policy(invocation, &set, err) != 0)
        return -1;
    struct lint_report report = {0};
    policy_lint(&set, &facts, &report);
    int status = put_answer(invocation, &set, &report, err);
    if (status == 0 && lint_report_count(&report, LINT_ERROR) > 0)
        status = 1;
    lint_report_release(&report);
    policy_set_release(&set);
    return status;
}

static const struct option_use options_check[] = {
    {OPT_POLICY, NULL, NULL},
    {OPT_GROUP, NULL, NULL},
    {OPT_BOOT, NULL, "here: default: not known, and rules that need it are left out"},
    {OPT_LONGEST_REQUEST, NULL, NULL},
    {OPT_SPARE, NULL, NULL},
    {OPT_ASSUME, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom check --policy samples/asg-steps.json",
     "a pair of step scaling policies that may be deployed", 0},
    {"headroom check --policy samples/asg-overlap.json --format csv",
     "a pair whose alarms are on at the same time, as a table for a pipeline", 1},
    {"headroom check --policy samples/hpa.yaml --boot 40s --longest-request 60s",
     "pods that are stopped before their longest request is done", 1},
    {"headroom help --rules", "all rules, what they mean and what to do", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-size(1)", "headroom-help(1)", NULL};

const struct command cmd_check = {
    .name = "check",
    .summary = "may this scaling policy be deployed?",
    .format = OUTPUT_TEXT,
    .options = {options_check, options_output, options_messages},
    .outputs = {&schema_check},
    .examples = examples,
    .see_also = see_also,
    .refusal = "a rule finds an error in the policy",
    .run = run,
};
