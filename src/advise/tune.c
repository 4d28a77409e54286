#include "advise/tune.h"

#include "base/memory.h"
#include "maths/whole_instances.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// By what a limit of 0 is taken to be missed: a thousandth.
#define LIMIT_LEAST 1e-3

/// A rule that is missed counts so much at least.
#define EXCESS_LEAST 1e-6

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

static bool wants_little(const struct requirement *requirement)
{
    return requirement->comparison == REQUIRE_AT_MOST || requirement->comparison == REQUIRE_BELOW;
}

double tune_limit(const struct tune_question *question, const struct tune_rule *rule,
                  enum tune_part part)
{
    double limit = rule->requirement->limit;
    double margin = part == TUNE_LEARNING ? question->margin : 0;
    return wants_little(rule->requirement) ? limit * (1 - margin) : limit * (1 + margin);
}

double tune_actual(const struct tune_rule *rule, const struct tune_result *result)
{
    double actual = outcome_value(&result->outcome[rule->scenario], rule->measure);
    return isnan(actual) ? INFINITY : actual;
}

/// By how much a rule is missed, relative to its limit; 0 where it holds.
static double excess_of(const struct tune_question *question, const struct tune_rule *rule,
                        enum tune_part part, const struct tune_result *result)
{
    struct requirement tightened = *rule->requirement;
    tightened.limit = tune_limit(question, rule, part);
    double actual = tune_actual(rule, result);
    if (requirement_holds(&tightened, actual))
        return 0;
    double scale = fmax(fabs(tightened.limit), LIMIT_LEAST);
    return fmax(fabs(actual - tightened.limit) / scale, EXCESS_LEAST);
}

/// Fills in the rule that is missed by most; returns the sum of what all are missed by.
static double judge_rules(const struct tune_question *question, enum tune_part part,
                          struct tune_result *result)
{
    double sum = 0, most = 0;
    result->failed = SIZE_MAX;
    for (size_t i = 0; i < question->rules; i++) {
        double excess = excess_of(question, &question->rule[i], part, result);
        sum += excess;
        if (excess > most) {
            most = excess;
            result->failed = i;
        }
    }
    return sum;
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

/// Replays a trial; *excess is what its rules are missed by.
static int judge_trial(const struct tune *tune, enum tune_part part, const struct tune_trial *trial,
                       size_t worker, struct tune_result *result, double *excess, struct err *err)
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
    *excess = judge_rules(question, part, result);
    return 0;
}

int tune_judge(struct tune *tune, enum tune_part part, const struct tune_trial *trial,
               struct tune_result *result, struct err *err)
{
    double excess;
    return judge_trial(tune, part, trial, 0, result, &excess, err);
}

int tune_judge_policy(struct tune *tune, enum tune_part part, const struct policy_set *set,
                      struct tune_result *result, struct err *err)
{
    if (replay_part(tune, part, set, 0, result, NULL, err) != 0)
        return -1;
    judge_rules(tune->question, part, result);
    return 0;
}

int tune_judge_fixed(struct tune *tune, enum tune_part part, struct tune_result *result,
                     struct err *err)
{
    const struct replay_input *replay = tune->question->replay;
    struct policy_set set;
    policy_set_init(&set, PLATFORM_EC2);
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
    double excess;
    if (judge_trial(tune, TUNE_LEARNING, trial, worker, &result, &excess, NULL) != 0)
        trial->score = (struct tune_score){INFINITY, INFINITY, INFINITY};
    else
        trial->score = (struct tune_score){excess, result.instances, result.outcome[0].violation};
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

int tune_run(struct tune *tune, const struct tune_question *question, struct notes *notes,
             struct err *err)
{
    tune->question = question;
    tune->scenes = mem_alloc(1, sizeof *tune->scenes);
    make_scenes(question, tune->scenes);
    if (try_one(tune, notes, err) != 0)
        return -1;
    for (size_t i = 0; i < question->spaces; i++) {
        struct tune_lattice lattice = tune_space_lattice(&question->space[i]);
        tune_search(i, &lattice, &question->effort, measure, tune, &tune->trials);
    }
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
