#include "advise/tune.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// Strains above 1 by less are sums of shares that are 1.
#define STRAIN_ROUNDING 1e-9

/// The replays of a part: the trace and the surges.
struct part {
    struct replay_input input[TUNE_SCENARIOS_MAX];
    struct demand demand[TUNE_SCENARIOS_MAX]; ///< that of the trace is not its own
    bool wanted[TUNE_SCENARIOS_MAX];
};

struct tune_scenes {
    struct part part[TUNE_PARTS];
    struct replay_workspace *workspace; ///< one a thread
    size_t workspaces;
};

// --- what is replayed ----------------------------------------------------------------------------

/// The mean demand of a part.
static double mean_between(const struct demand *demand, size_t from, size_t to)
{
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += demand->value[i];
    return sum / (double)(to - from);
}

static void make_surge(const struct tune_question *question, size_t surge, double level,
                       struct part *part)
{
    struct replay_input *input = &part->input[1 + surge];
    struct demand *demand = &part->demand[1 + surge];
    *input = *question->replay;
    stress_demand(&question->surge[surge], level, question->replay->demand->start,
                  question->replay->demand->tick_ms, demand, &input->measured_from);
    input->demand = demand;
    input->predicted = NULL;
    input->failures = 0;
    input->initial = NAN;
}

static void make_scenes(const struct tune_question *question, struct tune_scenes *scenes)
{
    const struct demand *whole = question->replay->demand;
    size_t split = (size_t)((question->split - whole->start) / whole->tick_ms);
    const size_t from[TUNE_PARTS] = {0, split}, to[TUNE_PARTS] = {split, whole->n};
    for (size_t p = 0; p < TUNE_PARTS; p++) {
        struct part *part = &scenes->part[p];
        part->demand[0] = *whole;
        part->demand[0].n = to[p];
        part->input[0] = *question->replay;
        part->input[0].demand = &part->demand[0];
        part->input[0].measured_from = p == TUNE_REST ? question->split : INSTANT_NONE;
        part->wanted[0] = true;
        double level = mean_between(whole, from[p], to[p]);
        for (size_t s = 0; s < question->surges; s++) {
            make_surge(question, s, level, part);
            part->wanted[1 + s] = p == TUNE_REST;
        }
    }
    for (size_t i = 0; i < question->rules; i++)
        scenes->part[TUNE_LEARNING].wanted[question->rule[i].scenario] = true;
    scenes->workspaces = question->effort.threads;
    scenes->workspace = mem_alloc(scenes->workspaces, sizeof *scenes->workspace);
}

// --- judging -------------------------------------------------------------------------------------

double tune_margin(const struct tune *tune, const struct tune_rule *rule, enum tune_part part)
{
    return part == TUNE_LEARNING && rule->scenario == 0 ? tune->trials.margin : 0;
}

/// Fills in the rule that is missed by most and, with `score`, the strains.
static void judge_rules(const struct tune *tune, enum tune_part part, struct tune_result *result,
                        struct tune_score *score)
{
    const struct tune_question *question = tune->question;
    double most = 1;
    result->failed = SIZE_MAX;
    for (size_t i = 0; i < question->rules; i++) {
        const struct tune_rule *rule = &question->rule[i];
        double actual = tune_rule_actual(rule, &result->outcome[rule->scenario]);
        double strain = tune_rule_strain(rule, actual);
        double tightened = strain / (1 - tune_margin(tune, rule, part));
        if (tightened > most + STRAIN_ROUNDING) {
            most = tightened;
            result->failed = i;
        }
        if (score == NULL)
            continue;
        double *of = rule->scenario == 0 ? &score->strain : &score->staged;
        *of = fmax(*of, strain);
    }
}

/// Replays a policy in all scenarios that are wanted of a part.
static int replay_part(const struct tune *tune, enum tune_part part, const struct policy_set *set,
                       size_t worker, struct tune_result *result, struct notes *notes,
                       struct err *err)
{
    const struct part *scenes = &tune->scenes->part[part];
    struct replay_workspace *workspace = &tune->scenes->workspace[worker];
    for (size_t s = 0; s <= tune->question->surges; s++) {
        struct replay_input input = scenes->input[s];
        input.policy = set;
        if (!scenes->wanted[s])
            continue;
        if (replay(&input, workspace, &result->outcome[s], s == 0 ? notes : NULL, err) != 0)
            return -1;
    }
    result->instances = result->outcome[0].charged_hours / result->outcome[0].hours;
    return 0;
}

/// Replays a trial; `score` (NULL: not wanted) has its strains added.
static int judge_trial(const struct tune *tune, enum tune_part part, const struct tune_trial *trial,
                       size_t worker, struct tune_result *result, struct tune_score *score,
                       struct err *err)
{
    const struct tune_question *question = tune->question;
    const struct tune_space *space = &question->space[trial->space];
    struct policy_set set;
    int status = tune_space_policy(space, trial->at, &set)
                     ? replay_part(tune, part, &set, worker, result, NULL, err)
                     : err_set(err, ERR_DATA, "there is no such policy");
    policy_set_release(&set);
    if (status != 0)
        return -1;
    result->instances += question->pool_cost * tune_space_value(space, trial->at, KNOB_POOL);
    judge_rules(tune, part, result, score);
    return 0;
}

int tune_judge(struct tune *tune, enum tune_part part, const struct tune_trial *trial,
               struct tune_result *result, struct err *err)
{
    return judge_trial(tune, part, trial, 0, result, NULL, err);
}

int tune_judge_policy(struct tune *tune, enum tune_part part, const struct policy_set *set,
                      struct tune_result *result, struct err *err)
{
    if (replay_part(tune, part, set, 0, result, NULL, err) != 0)
        return -1;
    judge_rules(tune, part, result, NULL);
    return 0;
}

int tune_judge_fixed(struct tune *tune, enum tune_part part, struct tune_result *result,
                     struct err *err)
{
    const struct replay_input *replay = tune->question->replay;
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    set.group.min = set.group.max =
        instances_up(demand_peak(replay->demand, NULL) / replay->terms->per_instance);
    int status = tune_judge_policy(tune, part, &set, result, err);
    policy_set_release(&set);
    return status;
}

// --- the search ----------------------------------------------------------------------------------

static void measure(void *context, size_t worker, struct tune_trial *trial)
{
    const struct tune *tune = context;
    const struct tune_question *question = tune->question;
    struct tune_result result = {0};
    if (question->progress != NULL)
        question->progress(question->progress_context);
    struct tune_score score = {0};
    if (judge_trial(tune, TUNE_LEARNING, trial, worker, &result, &score, NULL) != 0) {
        trial->score = (struct tune_score){INFINITY, INFINITY, INFINITY, INFINITY};
        return;
    }
    score.cost = result.instances;
    score.violation = result.outcome[0].violation;
    trial->score = score;
}

/// A first replay by whose notes and errors all others are known.
static int try_one(struct tune *tune, struct notes *notes, struct err *err)
{
    const struct tune_question *question = tune->question;
    const struct tune_trial first = {0};
    struct tune_result result = {0};
    struct policy_set set;
    tune_space_policy(&question->space[0], first.at, &set);
    int status = replay_part(tune, TUNE_REST, &set, 0, &result, notes, err);
    policy_set_release(&set);
    return status;
}

static void search_spaces(struct tune *tune)
{
    const struct tune_question *question = tune->question;
    for (size_t i = 0; i < question->spaces; i++) {
        struct tune_lattice lattice = tune_space_lattice(&question->space[i]);
        tune_search(i, &lattice, &question->effort, measure, tune, &tune->trials);
    }
}

/// What the search for one margin has not tried may be the choice with another: both go on in turns
/// until they agree, or margins have come up again.
static void find_margin(struct tune *tune)
{
    struct tune_validation *validation = tune_validation_new(tune->question);
    for (size_t turn = 0; validation != NULL && turn < TUNE_MARGINS_MAX; turn++) {
        tune_validation_find(validation, &tune->trials, &tune->margins);
        if (tune->margins.found == tune->trials.margin)
            break;
        tune->trials.margin = tune->margins.found;
        search_spaces(tune);
    }
    tune_validation_release(validation);
}

int tune_run(struct tune *tune, const struct tune_question *question, struct notes *notes,
             struct err *err)
{
    tune->question = question;
    tune->scenes = mem_alloc(1, sizeof *tune->scenes);
    make_scenes(question, tune->scenes);
    if (try_one(tune, notes, err) != 0)
        return -1;
    tune->trials.margin = question->margin;
    search_spaces(tune);
    if (question->finds_margin)
        find_margin(tune);
    tune->best = tune_best(&tune->trials);
    return 0;
}

size_t tune_next_cheaper(const struct tune *tune)
{
    const struct tune_trials *trials = &tune->trials;
    const struct tune_score *best = &trials->item[tune->best].score;
    size_t next = SIZE_MAX;
    for (size_t i = 0; i < trials->count; i++) {
        const struct tune_score *score = &trials->item[i].score;
        if (score->cost < best->cost &&
            (next == SIZE_MAX || score->cost > trials->item[next].score.cost))
            next = i;
    }
    return next;
}

void tune_release(struct tune *tune)
{
    if (tune->scenes != NULL) {
        for (size_t p = 0; p < TUNE_PARTS; p++)
            for (size_t s = 1; s < TUNE_SCENARIOS_MAX; s++)
                demand_release(&tune->scenes->part[p].demand[s]);
        for (size_t i = 0; i < tune->scenes->workspaces; i++)
            replay_workspace_release(&tune->scenes->workspace[i]);
        free(tune->scenes->workspace);
        free(tune->scenes);
    }
    tune_trials_release(&tune->trials);
}
