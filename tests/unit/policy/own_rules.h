// Holds a platform's own rules of lint against policies in JSON: each has one that it finds, and
// the sound one breaks none.
#ifndef HEADROOM_TESTS_UNIT_POLICY_OWN_RULES_H
#define HEADROOM_TESTS_UNIT_POLICY_OWN_RULES_H

#include "base/str.h"
#include "policy/core/lint.h"
#include "policy/core/platform.h"
#include "policy/core/policy_read.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// A policy that breaks a rule, with what --boot would say.
struct broken {
    const char *rule;
    const char *json;
    double boot_s; ///< 0: not said
};

static inline bool rule_fires(const char *json, const char *rule, double boot_s, size_t *findings)
{
    const struct policy_text text = {"policy.json", json, strlen(json)};
    const struct lint_facts facts = {
        .boot_s = boot_s > 0 ? boot_s : (double)NAN,
        .longest_request_s = NAN,
        .drain_s = NAN,
        .spare = NAN,
    };
    struct policy_set set;
    struct notes notes = {0};
    struct err err = {0};
    struct lint_report report = {0};
    bool fires = false;
    if (policy_read_texts(&text, 1, NULL, &set, &notes, &err) != 0) {
        printf("# %s\n", err.text);
        notes_release(&notes);
        return false;
    }
    policy_lint(&set, &facts, &report);
    *findings = report.count;
    for (size_t i = 0; i < report.count; i++) {
        fires = fires || (rule != NULL && strcmp(report.finding[i].rule->id, rule) == 0);
        if (rule == NULL)
            printf("# %s: %s\n", report.finding[i].rule->id, report.finding[i].text);
    }
    lint_report_release(&report);
    policy_set_release(&set);
    notes_release(&notes);
    return fires;
}

static inline void each_rule(const struct platform *platform, const char *sound,
                             const struct broken *broken, size_t count)
{
    size_t findings = 1;
    (void)rule_fires(sound, NULL, 0, &findings);
    is_int((long long)findings, 0, "a sound policy breaks no rule");
    for (size_t i = 0; i < platform->rules; i++) {
        const struct lint_rule *rule = &platform->rule[i];
        const char *source = platform->rule[i].source;
        const struct broken *one = NULL;
        for (size_t k = 0; k < count && one == NULL; k++)
            one = strcmp(broken[k].rule, rule->id) == 0 ? &broken[k] : NULL;
        ok(one != NULL && rule_fires(one->json, rule->id, one->boot_s, &findings), "%s is found",
           rule->id);
        ok(source[0] != '\0' && rule->meaning[0] != '\0' && rule->remedy[0] != '\0',
           "%s says why, what to do, and who says it", rule->id);
    }
}

#endif
