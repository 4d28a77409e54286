#include "policy/aws/aws_names.h"

#include "policy/aws/aws_platforms.h"
#include "policy/core/lint_part.h"

#include <string.h>

/// Of which characters names are made: ASCII that is printed, but for `without`; with the rest of
/// Unicode, and blanks inside, where that is said.
struct name_rule {
    const char *what;
    size_t most; ///< characters
    bool unicode, blanks, line_ends;
    const char *without;
    const char *rule;
};

static const struct name_rule ec2_rules[AWS_NAMED] = {
    [AWS_GROUP] = {"an Auto Scaling group", 255, false, false, false, ":",
                   "signs of ASCII without blanks and colons, 255 at most"},
    [AWS_POLICY] = {"a scaling policy", 255, true, true, true, "",
                    "characters that are no control characters, 255 at most"},
    [AWS_ALARM] = {"an alarm", 255, true, true, false, "",
                   "characters that are no control characters, 255 at most"},
    [AWS_ACTION] = {"a scheduled action", 255, true, true, true, "",
                    "characters that are no control characters, 255 at most"},
};

static const struct name_rule application_rules[AWS_NAMED] = {
    [AWS_GROUP] = {"a scalable target", 1600, true, true, true, "",
                   "characters that are no control characters, 1600 at most"},
    [AWS_POLICY] = {"a scaling policy", 256, true, true, false, "",
                    "characters that are printed, 256 at most"},
    [AWS_ALARM] = {"an alarm", 255, true, true, false, "",
                   "characters that are no control characters, 255 at most"},
    [AWS_ACTION] =
        {"a scheduled action", 256, true, true, false, ":/|",
         "characters that are printed but for : / |, no blanks at the ends, 256 at most"},
};

static bool takes(const struct name_rule *rule, const char *name, size_t length, size_t i)
{
    unsigned char c = (unsigned char)name[i];
    bool at_end = i == 0 || i + 1 == length;
    if (c >= 0x80)
        return rule->unicode;
    if (c == ' ')
        return rule->blanks && !(at_end && rule->without[0] != '\0');
    if (c == '\t' || c == '\n' || c == '\r')
        return rule->line_ends;
    return c > ' ' && c != 0x7F && strchr(rule->without, c) == NULL;
}

static bool is_refused(const struct name_rule *rule, const char *name)
{
    size_t length = strlen(name);
    size_t characters = 0;
    for (size_t i = 0; i < length; i++) {
        if (!takes(rule, name, length, i))
            return true;
        characters += ((unsigned char)name[i] & 0xC0) != 0x80;
    }
    return characters == 0 || characters > rule->most;
}

/// Fills in the fault of a name, if it has one and is the one that is looked for.
static bool look(const struct policy_set *set, enum aws_named named, const char *name,
                 const struct policy_origin *origin, size_t *before, struct aws_name_fault *fault)
{
    const struct name_rule *rule =
        &(set->platform == &platform_application ? application_rules : ec2_rules)[named];
    if (name == NULL || !is_refused(rule, name) || (*before)-- > 0)
        return false;
    *fault = (struct aws_name_fault){named, rule->what, name, rule->rule, *origin};
    return true;
}

bool aws_name_fault(const struct policy_set *set, size_t first, struct aws_name_fault *fault)
{
    if (look(set, AWS_GROUP, set->group.name, &set->group.origin, &first, fault))
        return true;
    for (size_t i = 0; i < set->policies; i++)
        if (look(set, AWS_POLICY, set->policy[i].name, &set->policy[i].origin, &first, fault))
            return true;
    for (size_t i = 0; i < set->alarms; i++)
        if (look(set, AWS_ALARM, set->alarm[i].name, &set->alarm[i].origin, &first, fault))
            return true;
    for (size_t i = 0; i < set->scheduled_count; i++)
        if (look(set, AWS_ACTION, set->scheduled[i].name, &set->scheduled[i].origin, &first, fault))
            return true;
    return false;
}

int aws_check_names(const struct policy_set *set, struct err *err)
{
    struct aws_name_fault fault;
    char quoted[128];
    if (!aws_name_fault(set, 0, &fault))
        return 0;
    return err_set(err, ERR_USAGE,
                   "\"%s\" is no name for %s: %s; --group NAME gives %s, or rename it in the input",
                   err_quote(quoted, sizeof quoted, fault.name, strlen(fault.name)), fault.what,
                   fault.rule, fault.named == AWS_GROUP ? "another" : "a shorter or plainer one");
}

void lint_names(const struct lint_run *run)
{
    struct aws_name_fault fault;
    for (size_t i = 0; aws_name_fault(run->set, i, &fault); i++)
        lint_add(run, LINT_AWS_NAME, &fault.origin, "%s is no name for %s: %s",
                 lint_name(run, fault.name), fault.what, fault.rule);
}
