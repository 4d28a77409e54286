// What both targets of policies do with their bytes, and what must hold of a set that was read.
#ifndef HEADROOM_TESTS_FUZZ_POLICY_INPUT_H
#define HEADROOM_TESTS_FUZZ_POLICY_INPUT_H

#include "base/str.h"
#include "policy/aws/aws_names.h"
#include "policy/core/lint.h"
#include "policy/core/platform.h"
#include "policy_calls.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static inline void check_set(const struct policy_set *set)
{
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        // One without steps is read, so that lint can say so.
        if (policy->name == NULL || (policy->steps > 0 && policy->kind != POLICY_STEP))
            abort();
        for (size_t j = 0; j < policy->alarms; j++) {
            if (policy->alarm[j] >= set->alarms)
                abort();
        }
    }
    for (size_t i = 0; i < set->alarms; i++) {
        const struct policy_alarm *alarm = &set->alarm[i];
        if (isnan(alarm->threshold) || alarm->datapoints_to_alarm > alarm->evaluation_periods)
            abort();
    }
    for (size_t i = 0; i < set->replicas.metrics; i++) {
        if (isnan(set->replicas.metric[i].target) || set->replicas.metric[i].metric.name == NULL)
            abort();
    }
}

/// What was read can be written and read again, and then says the same.
static inline void check_export(const struct policy_set *set)
{
    // A name that Kubernetes or AWS refuses, and a minimum above the maximum, are read, so that
    // lint can say so, and not written.
    struct aws_name_fault fault;
    if (set->group.name == NULL || set->group.min > set->group.max)
        return;
    bool aws = set->platform->write[POLICY_FORMAT_AWS] != NULL;
    if (set->replicas.present ? !policy_is_object_name(set->group.name)
                              : aws && aws_name_fault(set, 0, &fault))
        return;
    struct str out = {0};
    struct err err = {0};
    enum policy_format format = POLICY_FORMAT_AWS;
    while (set->platform->write[format] == NULL || format == POLICY_FORMAT_TERRAFORM)
        format++;
    if (policy_write(set, format, &out, NULL, &err) != 0)
        abort();
    struct policy_text text = {.name = "export", .bytes = str_text(&out), .length = out.length};
    struct policy_set again;
    if (policy_read_texts(&text, 1, NULL, &again, NULL, &err) != 0)
        abort();
    if (!policy_set_equal(set, &again, NULL))
        abort();
    policy_set_release(&again);
    str_release(&out);
}

/// Lint ends, whatever was read.
static inline void check_lint(const struct policy_set *set)
{
    static const struct lint_facts facts = {90, 30, NAN, 1};
    struct lint_report report = {0};
    if (set->own != NULL)
        policy_lint(set, &facts, &report);
    lint_report_release(&report);
}

/// Reads the bytes as one file.
static inline void policy_input(const uint8_t *data, size_t size)
{
    struct policy_text text = {.name = "input", .bytes = (const char *)data, .length = size};
    struct policy_set set;
    struct notes notes = {0};
    struct err err = {0};
    int result = policy_read_texts(&text, 1, NULL, &set, &notes, &err);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    if (result == 0) {
        check_set(&set);
        check_lint(&set);
        check_export(&set);
        policy_set_release(&set);
    }
    notes_release(&notes);
}

#endif
