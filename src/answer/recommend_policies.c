#include "answer/recommend_policies.h"

#include "advise/predicted_load.h"
#include "answer/emit_policy.h"
#include "base/memory.h"
#include "base/vec.h"

#include <stdlib.h>

static struct policy_sets sets_of(const struct recommend_policies *policies)
{
    return (struct policy_sets){(const struct policy_set *const *)policies->set, policies->count};
}

static bool predicts(const struct policy_set *set)
{
    for (size_t i = 0; i < set->policies; i++)
        if (set->policy[i].kind == POLICY_PREDICTIVE)
            return true;
    return false;
}

/// What check would say of the policies is said here.
static void hold_against_gate(const struct strategy_question *question,
                              const struct policy_set *set, struct invocation *invocation)
{
    struct demand predicted = {0};
    struct err err = {0};
    bool needed = predicts(set);
    if (needed &&
        predicted_load(question->plan->in.history, question->zone, &predicted, NULL, &err) != 0)
        return;
    const char *broken =
        strategy_policy_broken(question, set, needed ? &predicted : NULL, &invocation->arena);
    demand_release(&predicted);
    if (broken != NULL)
        notes_add(&invocation->notes, NOTE_WARNING, "check-gate",
                  "%s: headroom check refuses its policies for this history by its rule %s",
                  invocation_escape(invocation, question->group), broken);
}

/// Whether what is recommended is a fleet that an autoscaler scales; says that it is none.
static bool is_fleet(const struct strategy_question *question, struct notes *notes)
{
    enum resource_kind kind = question->recommendation->terms.kind;
    if (kind == RESOURCE_COMPUTE)
        return true;
    notes_add(notes, NOTE_INFO, "no fleet",
              "%s: no policy is written for a %s, which no autoscaler of instances scales: change "
              "it where it is kept, or say that it is a fleet (kind compute)",
              question->group, resource_facts(kind)->name);
    return false;
}

void recommend_policies_add(struct recommend_policies *policies, struct invocation *invocation,
                            struct strategy_question *question)
{
    bool emits = option_given(invocation, OPT_EMIT);
    if (!is_fleet(question, emits ? &invocation->notes : NULL))
        return;
    struct policy_set *set = mem_alloc(1, sizeof *set);
    question->kubernetes = emits && emitted_format(invocation) == POLICY_FORMAT_HPA;
    strategy_policy_make(question, set, emits ? &invocation->notes : NULL);
    if (strategy_policy_is_empty(set)) {
        policy_set_release(set);
        free(set);
        return;
    }
    hold_against_gate(question, set, invocation);
    VEC_PUSH(policies->set, policies->count, policies->capacity, set);
}

int recommend_policies_emit(const struct recommend_policies *policies,
                            struct invocation *invocation, struct err *err)
{
    const struct policy_sets sets = sets_of(policies);
    if (sets.count == 0)
        return err_set(
            err, ERR_USAGE,
            "--emit: there is nothing to deploy: no resource is a fleet of instances or pods (kind "
            "compute)");
    return emit_policies(invocation, &sets, err);
}

int recommend_policies_commands(const struct recommend_policies *policies,
                                struct invocation *invocation, const char **lines, struct err *err)
{
    const struct policy_sets sets = sets_of(policies);
    struct err refused = {0};
    *lines = NULL;
    if (policy_sets_check(&sets, POLICY_FORMAT_AWS, &refused) != 0) {
        notes_add(&invocation->notes, NOTE_WARNING, "no commands",
                  "the commands that would deploy them are left out: %s", refused.text);
        return 0;
    }
    return sets.count == 0
               ? 0
               : emit_policies_commands(invocation, &sets, POLICY_FORMAT_AWS, lines, err);
}

void recommend_policies_release(struct recommend_policies *policies)
{
    for (size_t i = 0; i < policies->count; i++) {
        policy_set_release(policies->set[i]);
        free(policies->set[i]);
    }
    free(policies->set);
    *policies = (struct recommend_policies){0};
}
