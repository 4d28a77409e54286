#include "advise/step_choice.h"

/// Replays a policy, and releases it.
static int replay_policy(struct policy_set *set, const struct replay_input *input,
                         struct replay_workspace *workspace, struct outcome *outcome,
                         struct notes *notes, struct err *err)
{
    struct replay_input with = *input;
    with.policy = set;
    int status = replay(&with, workspace, outcome, notes, err);
    policy_set_release(set);
    return status;
}

/// Whether `a` is to be chosen rather than `b`.
static bool is_better(const struct outcome *a, const struct outcome *b,
                      const struct outcome *tracking)
{
    bool a_good = a->violation <= tracking->violation;
    bool b_good = b->violation <= tracking->violation;
    if (a_good != b_good)
        return a_good;
    if (!a_good && a->violation != b->violation)
        return a->violation < b->violation;
    return a->instance_hours < b->instance_hours;
}

/// Tries all thresholds for scaling in with one rise.
static int try_rise(const struct step_wish *wish, const struct step_names *names,
                    const struct replay_input *input, struct replay_workspace *workspace,
                    struct step_choice *choice, struct err *err)
{
    double low[STEP_DESIGN_LOWS_MAX];
    size_t lows;
    if (step_design_lows(wish, low, &lows, err) != 0)
        return -1;
    for (size_t i = 0; i < lows; i++) {
        struct step_trial *trial = &choice->trial[choice->trials];
        struct step_cycle cycle;
        step_design_make(wish, low[i], &trial->design);
        if (!step_design_rests(&trial->design, &cycle))
            continue;
        struct policy_set set;
        step_design_policy(&trial->design, names, &set);
        if (replay_policy(&set, input, workspace, &trial->outcome, NULL, err) != 0)
            return -1;
        if (is_better(&trial->outcome, &choice->trial[choice->best].outcome, &choice->tracking))
            choice->best = choice->trials;
        choice->trials++;
    }
    return 0;
}

static int try_all(const struct step_wish *wish, const double rise[STEP_RISES],
                   const struct step_names *names, const struct replay_input *input,
                   struct replay_workspace *workspace, struct step_choice *choice, struct err *err)
{
    for (size_t i = 0; i < STEP_RISES && !choice->as_good; i++) {
        struct step_wish with = *wish;
        with.rise = rise[i];
        if (try_rise(&with, names, input, workspace, choice, err) != 0)
            return -1;
        choice->as_good = choice->trials > 0 && choice->trial[choice->best].outcome.violation <=
                                                    choice->tracking.violation;
    }
    if (choice->trials == 0)
        return err_set(err, ERR_USAGE,
                       "every step table for --target %.10g%% with --min %.10g goes round in "
                       "circles; a higher --min leaves more room",
                       wish->target, wish->min);
    return 0;
}

int step_choice_make(const struct step_wish *wish, const double rise[STEP_RISES],
                     const struct step_names *names, const struct replay_input *input,
                     struct step_choice *choice, struct notes *notes, struct err *err)
{
    *choice = (struct step_choice){0};
    struct replay_workspace workspace = {0};
    struct step_design bare = {.wish = *wish};
    struct policy_set set;
    step_design_tracking(&bare, names, &set);
    int status = replay_policy(&set, input, &workspace, &choice->tracking, notes, err);
    if (status == 0)
        status = try_all(wish, rise, names, input, &workspace, choice, err);
    replay_workspace_release(&workspace);
    return status;
}
