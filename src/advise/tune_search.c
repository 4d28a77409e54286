#include "advise/tune_search.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/vec.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Costs that differ by less are the same: sums of the same hours in another order.
#define COST_ROUNDING 1e-9

/// Rules that are missed by less hold: sums of shares.
#define EXCESS_ROUNDING 1e-9

struct search {
    size_t space;
    const struct tune_lattice *lattice;
    size_t threads;
    tune_measure *measure;
    void *context;
    struct tune_trials *trials;
    size_t measured; ///< trials that have their score
};

struct tune_effort tune_effort_default(size_t threads)
{
    return (struct tune_effort){.enumerate_most = 256, .starts = 3, .threads = threads};
}

// --- measuring -----------------------------------------------------------------------------------

struct batch {
    const struct search *search;
    struct tune_trial *trial;
    size_t count;
    atomic_size_t taken;
};

/// Each worker takes the next trial until there is none: a worker is what has memory of its own.
static void work(void *context, size_t worker)
{
    struct batch *batch = context;
    for (;;) {
        size_t i = atomic_fetch_add(&batch->taken, 1);
        if (i >= batch->count)
            return;
        batch->search->measure(batch->search->context, worker, &batch->trial[i]);
    }
}

static void measure_from(const struct search *search, size_t first)
{
    struct batch batch = {
        .search = search,
        .trial = search->trials->item + first,
        .count = search->trials->count - first,
    };
    if (batch.count > 0)
        parallel_run(search->threads, search->threads, work, &batch);
}

size_t tune_find(const struct tune_trials *trials, size_t space, const size_t at[TUNE_KNOBS_MAX])
{
    for (size_t i = 0; i < trials->count; i++)
        if (trials->item[i].space == space &&
            memcmp(trials->item[i].at, at, sizeof trials->item[i].at) == 0)
            return i;
    return SIZE_MAX;
}

/// Asks for a place that is not among the trials.
static void ask(const struct search *search, const size_t at[TUNE_KNOBS_MAX])
{
    struct tune_trials *trials = search->trials;
    struct tune_trial trial = {.space = search->space};
    memcpy(trial.at, at, sizeof trial.at);
    VEC_PUSH(trials->item, trials->count, trials->capacity, trial);
}

// --- judging -------------------------------------------------------------------------------------

static int compare_numbers(double a, double b)
{
    if (isinf(a) || isinf(b))
        return (a > b) - (a < b);
    double rounding = COST_ROUNDING * fmax(fabs(a), fabs(b));
    return (a > b + rounding) - (a < b - rounding);
}

static int compare_places(const struct tune_trial *a, const struct tune_trial *b)
{
    if (a->space != b->space)
        return a->space < b->space ? -1 : 1;
    for (size_t k = 0; k < TUNE_KNOBS_MAX; k++)
        if (a->at[k] != b->at[k])
            return a->at[k] < b->at[k] ? -1 : 1;
    return 0;
}

double tune_excess(const struct tune_score *score, double margin)
{
    double excess = fmax(score->strain / (1 - margin), score->staged) - 1;
    return excess > EXCESS_ROUNDING ? excess : 0;
}

bool tune_is_better(const struct tune_trial *a, const struct tune_trial *b, double margin)
{
    const struct tune_score *x = &a->score, *y = &b->score;
    int order = compare_numbers(tune_excess(x, margin), tune_excess(y, margin));
    if (order == 0)
        order = compare_numbers(x->cost, y->cost);
    if (order == 0)
        order = compare_numbers(x->violation, y->violation);
    if (order == 0)
        order = compare_places(a, b);
    return order < 0;
}

static bool is_better_at(const struct tune_trials *trials, size_t a, size_t b)
{
    return tune_is_better(&trials->item[a], &trials->item[b], trials->margin);
}

size_t tune_best(const struct tune_trials *trials)
{
    size_t best = 0;
    for (size_t i = 1; i < trials->count; i++)
        if (is_better_at(trials, i, best))
            best = i;
    return best;
}

// --- the grid ------------------------------------------------------------------------------------

/// The i-th of `count` values of a knob, spread from its first to its last.
static size_t spread(size_t values, size_t count, size_t i)
{
    return count < 2 ? 0 : (i * (values - 1) + (count - 1) / 2) / (count - 1);
}

/// Asks for a grid with count[k] values of each knob.
static void ask_grid(const struct search *search, const size_t count[TUNE_KNOBS_MAX])
{
    const struct tune_lattice *lattice = search->lattice;
    size_t places = 1;
    for (size_t k = 0; k < lattice->knobs; k++)
        places *= count[k];
    for (size_t i = 0; i < places; i++) {
        size_t at[TUNE_KNOBS_MAX] = {0};
        size_t rest = i;
        for (size_t k = lattice->knobs; k-- > 0; rest /= count[k])
            at[k] = spread(lattice->values[k], count[k], rest % count[k]);
        if (tune_find(search->trials, search->space, at) == SIZE_MAX)
            ask(search, at);
    }
}

static bool is_small(const struct tune_lattice *lattice, size_t most)
{
    size_t places = 1;
    for (size_t k = 0; k < lattice->knobs; k++) {
        if (lattice->values[k] > most / places)
            return false;
        places *= lattice->values[k];
    }
    return true;
}

// --- going on from a place -----------------------------------------------------------------------

/// Moves one knob by `step`; false where the lattice ends.
static bool move(const struct tune_lattice *lattice, size_t at[TUNE_KNOBS_MAX], size_t knob,
                 size_t step, bool up)
{
    size_t last = lattice->values[knob] - 1;
    if (up ? at[knob] == last : at[knob] == 0)
        return false;
    at[knob] = up ? (step > last - at[knob] ? last : at[knob] + step)
                  : (step > at[knob] ? 0 : at[knob] - step);
    return true;
}

/// Asks for a place; *best becomes the better of the two, of those that are measured.
static void visit(const struct search *search, const size_t at[TUNE_KNOBS_MAX], size_t *best)
{
    const struct tune_trials *trials = search->trials;
    size_t known = tune_find(trials, search->space, at);
    if (known == SIZE_MAX)
        ask(search, at);
    else if (known < search->measured && is_better_at(trials, known, *best))
        *best = known;
}

/// Visits all places that one knob or two are moved to.
static void visit_neighbours(const struct search *search, const size_t centre[TUNE_KNOBS_MAX],
                             const size_t step[TUNE_KNOBS_MAX], size_t *best)
{
    const struct tune_lattice *lattice = search->lattice;
    for (size_t a = 0; a < 2 * lattice->knobs; a++) {
        size_t one[TUNE_KNOBS_MAX];
        memcpy(one, centre, sizeof one);
        if (!move(lattice, one, a / 2, step[a / 2], a % 2 != 0))
            continue;
        visit(search, one, best);
        for (size_t b = 2 * (a / 2 + 1); b < 2 * lattice->knobs; b++) {
            size_t two[TUNE_KNOBS_MAX];
            memcpy(two, one, sizeof two);
            if (move(lattice, two, b / 2, step[b / 2], b % 2 != 0))
                visit(search, two, best);
        }
    }
}

/// Halves all steps; false when they were 1.
static bool halve(const struct tune_lattice *lattice, size_t step[TUNE_KNOBS_MAX])
{
    bool halved = false;
    for (size_t k = 0; k < lattice->knobs; k++) {
        halved = halved || step[k] > 1;
        step[k] = (step[k] + 1) / 2;
    }
    return halved;
}

/// The best of the centre and its neighbours, all of which are measured.
static size_t best_around(struct search *search, size_t centre, const size_t step[TUNE_KNOBS_MAX])
{
    struct tune_trials *trials = search->trials;
    size_t at[TUNE_KNOBS_MAX];
    memcpy(at, trials->item[centre].at, sizeof at);
    size_t best = centre;
    size_t before = trials->count;
    search->measured = before;
    visit_neighbours(search, at, step, &best);
    measure_from(search, before);
    for (size_t i = before; i < trials->count; i++)
        if (is_better_at(trials, i, best))
            best = i;
    return best;
}

static void descend(struct search *search, size_t start)
{
    const struct tune_lattice *lattice = search->lattice;
    size_t step[TUNE_KNOBS_MAX];
    for (size_t k = 0; k < lattice->knobs; k++) {
        size_t gaps = lattice->coarse[k] < 2 ? 1 : lattice->coarse[k] - 1;
        step[k] = (lattice->values[k] / gaps + 2) / 2;
    }
    size_t at = start;
    bool finer = true;
    while (finer) {
        size_t best = best_around(search, at, step);
        finer = best != at || halve(lattice, step);
        at = best;
    }
}

/// The best `starts` of the space's trials.
static size_t choose_starts(const struct search *search, size_t *start, size_t starts)
{
    const struct tune_trials *trials = search->trials;
    size_t chosen = 0;
    for (size_t i = 0; i < trials->count; i++) {
        if (trials->item[i].space != search->space)
            continue;
        size_t place = chosen;
        while (place > 0 && is_better_at(trials, i, start[place - 1]))
            place--;
        if (place == starts)
            continue;
        chosen += chosen < starts;
        for (size_t k = chosen - 1; k > place; k--)
            start[k] = start[k - 1];
        start[place] = i;
    }
    return chosen;
}

void tune_search(size_t space, const struct tune_lattice *lattice, const struct tune_effort *effort,
                 tune_measure *measure, void *context, struct tune_trials *trials)
{
    struct search search = {
        .space = space,
        .lattice = lattice,
        .threads = effort->threads,
        .measure = measure,
        .context = context,
        .trials = trials,
    };
    bool whole = is_small(lattice, effort->enumerate_most);
    size_t before = trials->count;
    ask_grid(&search, whole ? lattice->values : lattice->coarse);
    measure_from(&search, before);
    if (whole)
        return;
    size_t *start = mem_alloc(effort->starts, sizeof *start);
    size_t starts = choose_starts(&search, start, effort->starts);
    for (size_t i = 0; i < starts; i++)
        descend(&search, start[i]);
    free(start);
}

// --- the frontier --------------------------------------------------------------------------------

size_t tune_frontier(const struct tune_trials *trials, size_t *frontier)
{
    size_t count = 0;
    double least = INFINITY;
    for (;;) {
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < trials->count; i++) {
            const struct tune_score *score = &trials->item[i].score;
            if (!(score->violation < least))
                continue;
            const struct tune_score *other = next == SIZE_MAX ? NULL : &trials->item[next].score;
            int order = other == NULL ? -1 : compare_numbers(score->cost, other->cost);
            if (order < 0 || (order == 0 && score->violation < other->violation))
                next = i;
        }
        if (next == SIZE_MAX)
            return count;
        frontier[count++] = next;
        least = trials->item[next].score.violation;
    }
}

void tune_trials_release(struct tune_trials *trials)
{
    free(trials->item);
    *trials = (struct tune_trials){0};
}
