#include "advise/tune_margin.h"

#include "advise/tune.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/vec.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Before a block its fleet settles for so long.
static const int64_t SETTLING_MS = 3600000;

/// Shorter blocks hold too little to judge.
static const int64_t BLOCK_LEAST_MS = 7200000;

/// Margins in steps of a fifth; with more than 80 % next to nothing may be violated.
static const double MARGIN_STEP = 0.2, MARGIN_MOST = 0.8;

enum {
    RULES_MAX = 16,     ///< of those about the trace
    PASSING_MAX = 6,    ///< candidates for a margin: the cheapest that pass with it on all blocks
    CANDIDATES_MAX = 12 ///< and those that nearly do
};

/// Trials whose strain is up to so much above what a margin allows may pass without one block.
#define NEARLY 1.5

/// What a trial came to in a block: as it is, and with a schedule learnt without the block.
struct block_result {
    double seen[RULES_MAX], unseen[RULES_MAX];
};

struct candidate {
    size_t trial;
    struct block_result block[TUNE_BLOCKS];
};

struct tune_validation {
    const struct tune_question *question;
    const struct tune_trials *trials;
    const struct tune_rule *rule[RULES_MAX]; ///< those about the trace, sums left out
    size_t rules;
    size_t first[TUNE_BLOCKS + 1]; ///< ticks at which blocks begin
    struct usual_need usual[TUNE_BLOCKS];
    struct tune_ground ground[TUNE_BLOCKS];
    struct candidate *candidate;
    size_t candidates, capacity;
    struct replay_workspace *workspace; ///< one a thread
    atomic_size_t taken;
};

// --- the blocks ----------------------------------------------------------------------------------

static void list_rules(struct tune_validation *validation)
{
    const struct tune_question *question = validation->question;
    for (size_t i = 0; i < question->rules && validation->rules < RULES_MAX; i++)
        if (question->rule[i].scenario == 0 && question->rule[i].measure->span != SPAN_SUM)
            validation->rule[validation->rules++] = &question->rule[i];
}

/// Cuts the blocks and learns what is usual without each; false where they are too short.
static bool cut_blocks(struct tune_validation *validation)
{
    const struct tune_question *question = validation->question;
    const struct demand *demand = question->replay->demand;
    size_t ticks = (size_t)((question->split - demand->start) / demand->tick_ms);
    for (size_t b = 0; b <= TUNE_BLOCKS; b++)
        validation->first[b] = ticks * b / TUNE_BLOCKS;
    for (size_t b = 0; b < TUNE_BLOCKS; b++) {
        instant from = demand_time(demand, validation->first[b]);
        instant to = demand_time(demand, validation->first[b + 1]);
        if (to - from < BLOCK_LEAST_MS)
            return false;
        struct tune_ground *ground = &validation->ground[b];
        *ground = *question->space[0].ground;
        if (ground->usual == NULL)
            continue;
        usual_need_learn_without(demand, question->split, from, to,
                                 question->replay->terms->per_instance, question->zone,
                                 &validation->usual[b]);
        ground->usual = &validation->usual[b];
    }
    return true;
}

/// Replays a policy from an hour before a block and measures the block.
static void replay_block(const struct tune_validation *validation, const struct policy_set *set,
                         size_t block, struct replay_workspace *workspace, double *actual)
{
    const struct replay_input *whole = validation->question->replay;
    size_t settling = (size_t)(SETTLING_MS / whole->demand->tick_ms);
    size_t begin = validation->first[block];
    size_t from = begin > settling ? begin - settling : 0;
    struct demand demand = *whole->demand;
    demand.start = demand_time(whole->demand, from);
    demand.value += from;
    demand.n = validation->first[block + 1] - from;
    struct replay_input input = *whole;
    input.demand = &demand;
    input.policy = set;
    input.measured_from = from < begin ? demand_time(whole->demand, begin) : INSTANT_NONE;
    if (from > 0)
        input.initial = NAN;
    struct outcome outcome;
    bool known = replay(&input, workspace, &outcome, NULL, NULL) == 0;
    for (size_t r = 0; r < validation->rules; r++)
        actual[r] = known ? tune_rule_actual(validation->rule[r], &outcome) : (double)INFINITY;
}

static void replay_candidate(const struct tune_validation *validation, struct candidate *candidate,
                             struct replay_workspace *workspace)
{
    const struct tune_trial *trial = &validation->trials->item[candidate->trial];
    const struct tune_space *space = &validation->question->space[trial->space];
    bool scheduled = tune_space_value(space, trial->at, KNOB_SCHEDULE) > 0;
    for (size_t b = 0; b < TUNE_BLOCKS; b++) {
        struct block_result *result = &candidate->block[b];
        struct policy_set set;
        tune_space_policy(space, trial->at, &set);
        replay_block(validation, &set, b, workspace, result->seen);
        policy_set_release(&set);
        memcpy(result->unseen, result->seen, sizeof result->unseen);
        if (!scheduled)
            continue;
        struct tune_space without = *space;
        without.ground = &validation->ground[b];
        tune_space_policy(&without, trial->at, &set);
        replay_block(validation, &set, b, workspace, result->unseen);
        policy_set_release(&set);
    }
}

static void work(void *context, size_t worker)
{
    struct tune_validation *validation = context;
    for (;;) {
        size_t i = atomic_fetch_add(&validation->taken, 1);
        if (i >= validation->candidates)
            return;
        const struct tune_question *question = validation->question;
        if (question->progress != NULL)
            question->progress(question->progress_context);
        replay_candidate(validation, &validation->candidate[i], &validation->workspace[worker]);
    }
}

// --- the candidates ------------------------------------------------------------------------------

static bool is_chosen(const struct tune_validation *validation, size_t trial)
{
    for (size_t i = 0; i < validation->candidates; i++)
        if (validation->candidate[i].trial == trial)
            return true;
    return false;
}

/// Adds the `most` cheapest trials that pass with a margin.
static void add_candidates(struct tune_validation *validation, double margin, size_t most)
{
    const struct tune_trials *trials = validation->trials;
    double before = -INFINITY;
    size_t before_at = 0;
    for (size_t added = 0; added < most; added++) {
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < trials->count; i++) {
            const struct tune_score *score = &trials->item[i].score;
            bool later = score->cost > before || (score->cost >= before && i > before_at);
            if (!isinf(score->cost) && tune_excess(score, margin) <= 0 && later &&
                (next == SIZE_MAX || score->cost < trials->item[next].score.cost))
                next = i;
        }
        if (next == SIZE_MAX)
            return;
        before = trials->item[next].score.cost;
        before_at = next;
        const struct candidate added_candidate = {.trial = next};
        if (!is_chosen(validation, next))
            VEC_PUSH(validation->candidate, validation->candidates, validation->capacity,
                     added_candidate);
    }
}

static size_t list_margins(const struct tune_question *question, double margin[TUNE_MARGINS_MAX])
{
    size_t count = 0;
    for (double next = question->margin; count < TUNE_MARGINS_MAX && next < MARGIN_MOST + 1e-9;
         next += MARGIN_STEP)
        margin[count++] = next;
    return count;
}

// --- validating ----------------------------------------------------------------------------------

/// Adds what a block came to; of extremes the worse.
static double combine(const struct tune_rule *rule, double sum, double actual)
{
    if (rule->measure->span != SPAN_EXTREME)
        return sum + actual;
    return isnan(sum) || requirement_is_worse(rule->requirement, actual, sum) ? actual : sum;
}

static double begin_with(const struct tune_rule *rule)
{
    return rule->measure->span == SPAN_EXTREME ? (double)NAN : 0;
}

static double end_with(const struct tune_rule *rule, double sum, size_t blocks)
{
    return rule->measure->span == SPAN_EXTREME ? sum : sum / (double)blocks;
}

/// The strain of a candidate on all blocks but one.
static double strain_without(const struct tune_validation *validation,
                             const struct candidate *candidate, size_t block)
{
    double most = 0;
    for (size_t r = 0; r < validation->rules; r++) {
        const struct tune_rule *rule = validation->rule[r];
        double sum = begin_with(rule);
        for (size_t b = 0; b < TUNE_BLOCKS; b++)
            if (b != block)
                sum = combine(rule, sum, candidate->block[b].seen[r]);
        most = fmax(most, tune_rule_strain(rule, end_with(rule, sum, TUNE_BLOCKS - 1)));
    }
    return most;
}

/// What would have been chosen had the block not been known.
static const struct candidate *choose_without(const struct tune_validation *validation,
                                              size_t block, double margin)
{
    const struct candidate *best = &validation->candidate[0];
    struct tune_trial best_trial = validation->trials->item[best->trial];
    best_trial.score.strain = strain_without(validation, best, block);
    for (size_t i = 1; i < validation->candidates; i++) {
        struct tune_trial trial = validation->trials->item[validation->candidate[i].trial];
        trial.score.strain = strain_without(validation, &validation->candidate[i], block);
        if (tune_is_better(&trial, &best_trial, margin)) {
            best = &validation->candidate[i];
            best_trial = trial;
        }
    }
    return best;
}

static void try_margin(const struct tune_validation *validation, struct tune_margin_try *tried)
{
    double sum[RULES_MAX];
    for (size_t r = 0; r < validation->rules; r++)
        sum[r] = begin_with(validation->rule[r]);
    for (size_t b = 0; b < TUNE_BLOCKS; b++) {
        const struct candidate *choice = choose_without(validation, b, tried->margin);
        for (size_t r = 0; r < validation->rules; r++)
            sum[r] = combine(validation->rule[r], sum[r], choice->block[b].unseen[r]);
    }
    double most = -1;
    for (size_t r = 0; r < validation->rules; r++) {
        const struct tune_rule *rule = validation->rule[r];
        double actual = end_with(rule, sum[r], TUNE_BLOCKS);
        double strain = tune_rule_strain(rule, actual);
        if (strain <= most)
            continue;
        most = strain;
        tried->rule = (size_t)(rule - validation->question->rule);
        tried->actual = actual;
    }
    tried->holds = most <= 1;
}

// --- the whole -----------------------------------------------------------------------------------

struct tune_validation *tune_validation_new(const struct tune_question *question)
{
    struct tune_validation *validation = mem_alloc(1, sizeof *validation);
    size_t threads = question->effort.threads;
    *validation = (struct tune_validation){.question = question};
    validation->workspace = mem_alloc(threads, sizeof *validation->workspace);
    list_rules(validation);
    if (validation->rules > 0 && cut_blocks(validation))
        return validation;
    tune_validation_release(validation);
    return NULL;
}

void tune_validation_find(struct tune_validation *validation, const struct tune_trials *trials,
                          struct tune_margins *margins)
{
    size_t threads = validation->question->effort.threads;
    double margin[TUNE_MARGINS_MAX];
    size_t count = list_margins(validation->question, margin);
    *margins = (struct tune_margins){.found = validation->question->margin};
    validation->trials = trials;
    for (size_t m = 0; m < count; m++) {
        add_candidates(validation, margin[m], PASSING_MAX);
        add_candidates(validation, 1 - NEARLY * (1 - margin[m]), CANDIDATES_MAX);
    }
    // Those of earlier calls are replayed already.
    parallel_run(threads, threads, work, validation);
    atomic_store(&validation->taken, validation->candidates);
    for (size_t m = 0; m < count && validation->candidates > 0 && !margins->holds; m++) {
        struct tune_margin_try *tried = &margins->tried[margins->count++];
        tried->margin = margins->found = margin[m];
        try_margin(validation, tried);
        margins->holds = tried->holds;
    }
}

void tune_validation_release(struct tune_validation *validation)
{
    if (validation == NULL)
        return;
    for (size_t i = 0; i < validation->question->effort.threads; i++)
        replay_workspace_release(&validation->workspace[i]);
    free(validation->workspace);
    free(validation->candidate);
    free(validation);
}
