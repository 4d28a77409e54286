#include "advise/gate.h"

#include "base/number.h"
#include "base/unit.h"

static const char *const rule_of[GATE_RULES] = {GATE_VIOLATION, GATE_FLAPS};

int gate_add(struct requirements *rules, struct err *err)
{
    for (size_t i = 0; i < GATE_RULES; i++)
        if (requirements_add(rules, "default", rule_of[i], err) != 0)
            return -1;
    return 0;
}

int gate_add_tested(struct requirements *rules, struct err *err)
{
    return requirements_add(rules, "default", GATE_TESTED, err);
}

const char *gate_broken(const struct outcome *outcome, struct arena *arena)
{
    struct requirements rules = {0};
    const char *broken = NULL;
    struct err err = {0};
    size_t count = gate_add(&rules, &err) == 0 ? rules.count : 0;
    for (size_t i = 0; i < count && broken == NULL; i++) {
        struct requirement *rule = &rules.item[i];
        const struct outcome_measure *measure = outcome_measure_find(rule->measure);
        bool share = measure != NULL && measure->kind == MEASURE_SHARE;
        if (measure == NULL || requirement_settle(rule, share ? LIMIT_SHARE : LIMIT_NUMBER,
                                                  UNIT_HOURS_PER_MONTH, &err) != 0)
            continue;
        double actual = outcome_value(outcome, measure);
        char text[NUMBER_TEXT_MAX];
        if (!requirement_holds(rule, actual))
            broken = arena_printf(arena, "%s: %s is %s", rule->text, rule->measure,
                                  share ? percent_format(text, actual, 3)
                                        : number_format_human(text, actual, 4));
    }
    requirements_release(&rules);
    return broken;
}
