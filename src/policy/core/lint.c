#include "policy/core/lint.h"

#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "policy/core/lint_part.h"
#include "policy/core/platform.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINT_TEXT_MAX = 512 };

__attribute__((format(printf, 4, 0))) static void add(const struct lint_run *run,
                                                      const struct lint_rule *rule,
                                                      const struct policy_origin *origin,
                                                      const char *format, va_list arguments)
{
    char text[LINT_TEXT_MAX];
    vsnprintf(text, sizeof text, format, arguments);
    struct lint_report *report = run->report;
    struct lint_finding finding = {
        .rule = rule,
        .origin = *origin,
        .text = arena_strdup(&report->arena, text),
    };
    VEC_PUSH(report->finding, report->count, report->capacity, finding);
}

void lint_add(const struct lint_run *run, enum lint_rule_id rule,
              const struct policy_origin *origin, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(run, lint_rule_at(rule), origin, format, arguments);
    va_end(arguments);
}

void lint_add_own(const struct lint_run *run, size_t place, const struct policy_origin *origin,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(run, &run->set->platform->rule[place], origin, format, arguments);
    va_end(arguments);
}

const char *lint_name(const struct lint_run *run, const char *name)
{
    if (name == NULL)
        return "without a name";
    struct str quoted = {0};
    str_append_char(&quoted, '"');
    str_append_escaped(&quoted, name, strlen(name));
    str_append_char(&quoted, '"');
    const char *kept = arena_strdup(&run->report->arena, str_text(&quoted));
    str_release(&quoted);
    return kept;
}

const char *lint_number(const struct lint_run *run, double value)
{
    enum { DIGITS = 4 };
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(&run->report->arena, number_format_human(text, value, DIGITS));
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool lint_same_metric(const struct scaling_metric *a, const struct scaling_metric *b)
{
    // Predefined and plain names of one kind are the same thing: ASGAverageCPUUtilization is the
    // average of CPUUtilization.
    if (a->kind != METRIC_OTHER || b->kind != METRIC_OTHER)
        return a->kind == b->kind && a->aggregation == b->aggregation &&
               a->statistic == b->statistic && same_text(a->expression, b->expression);
    return same_text(a->name, b->name) && same_text(a->space, b->space) &&
           same_text(a->expression, b->expression) && a->statistic == b->statistic;
}

bool lint_adjusts(const struct scaling_policy *policy, int sign)
{
    // An exact capacity can be either.
    if (policy->adjustment_type == ADJUST_EXACT)
        return true;
    if (policy->kind == POLICY_SIMPLE)
        return policy->adjustment * sign > 0;
    for (size_t i = 0; i < policy->steps; i++)
        if (policy->step[i].adjustment * sign > 0)
            return true;
    return false;
}

/// Errors first; of one severity as they were found.
static void sort_findings(struct lint_report *report)
{
    for (size_t i = 1; i < report->count; i++) {
        struct lint_finding one = report->finding[i];
        size_t place = i;
        for (; place > 0 && report->finding[place - 1].rule->severity < one.rule->severity; place--)
            report->finding[place] = report->finding[place - 1];
        report->finding[place] = one;
    }
}

void policy_lint(const struct policy_set *set, const struct lint_facts *facts,
                 struct lint_report *report)
{
    struct lint_run run = {set, facts, report};
    for (size_t i = 0; i < set->remarks; i++)
        lint_add(&run, (enum lint_rule_id)set->remark[i].rule, &set->remark[i].origin, "%s",
                 set->remark[i].text);
    for (size_t i = 0; set->platform->lint[i] != NULL; i++)
        set->platform->lint[i](&run);
    sort_findings(report);
}

size_t lint_report_count(const struct lint_report *report, enum lint_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += report->finding[i].rule->severity == severity;
    return count;
}

void lint_report_release(struct lint_report *report)
{
    free(report->finding);
    arena_release(&report->arena);
    *report = (struct lint_report){0};
}
