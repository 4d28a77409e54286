// Search of a lattice of policies: everything where that is affordable, else a coarse grid and then
// finer and finer steps from the best of it.
#ifndef HEADROOM_ADVISE_TUNE_SEARCH_H
#define HEADROOM_ADVISE_TUNE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

enum { TUNE_KNOBS_MAX = 7 };

/// Each knob has `values` to choose from, in order; the coarse grid has `coarse` of them.
struct tune_lattice {
    size_t knobs;
    size_t values[TUNE_KNOBS_MAX];
    size_t coarse[TUNE_KNOBS_MAX];
};

/// What a policy came to on what it is trained on. A strain is the greatest share of its limit that
/// a rule takes: up to 1 all hold.
struct tune_score {
    double strain;    ///< of the rules about the trace, whose limits a margin tightens
    double staged;    ///< of the rules about surges, which are the same later
    double cost;      ///< instances that are paid for, on average
    double violation; ///< share of the time
};

/// One policy: a place in the lattice of its space.
struct tune_trial {
    size_t space;
    size_t at[TUNE_KNOBS_MAX];
    struct tune_score score;
};

/// All that were measured, in the order in which they were asked for. Zero-initialise; release with
/// tune_trials_release.
struct tune_trials {
    struct tune_trial *item;
    size_t count;
    size_t capacity;
    double margin; ///< by which limits are tightened where trials are compared, 0 .. 1
};

/// Fills in the score of a trial; at one time only one call has this `worker`, which is below the
/// number of threads.
typedef void tune_measure(void *context, size_t worker, struct tune_trial *trial);

struct tune_effort {
    size_t enumerate_most; ///< lattices up to this size are measured whole
    size_t starts;         ///< places of the coarse grid from which the search goes on
    size_t threads;
};

/// 256 places, 3 starts.
struct tune_effort tune_effort_default(size_t threads);

/// By what a score misses its rules with a margin, relative to their limits; 0: it passes.
double tune_excess(const struct tune_score *score, double margin);

/// Whether the first is the better policy with a margin: one that passes, then the cheaper, then
/// the one with the smaller violation; of those that do not pass the one that misses by less. Where
/// all are equal, the one with lower knobs.
bool tune_is_better(const struct tune_trial *a, const struct tune_trial *b, double margin);

/// Measures policies of one space and adds them to `trials`. From each start the best neighbour (a
/// step of one knob or of two) is gone to while there is a better one, then steps are halved down
/// to 1; so all neighbours of the last place are among the trials. What is measured depends on the
/// scores alone, not on the number of threads. Trials of the space that are there already are not
/// measured again: with another margin the search goes on where it was.
void tune_search(size_t space, const struct tune_lattice *lattice, const struct tune_effort *effort,
                 tune_measure *measure, void *context, struct tune_trials *trials);

/// The best of all; trials->count > 0.
size_t tune_best(const struct tune_trials *trials);

/// The places of those that nothing beats in both cost and violation, cheapest first; returns how
/// many. `frontier` has room for trials->count.
size_t tune_frontier(const struct tune_trials *trials, size_t *frontier);

/// The trial at a place; SIZE_MAX when it was not measured.
size_t tune_find(const struct tune_trials *trials, size_t space, const size_t at[TUNE_KNOBS_MAX]);

void tune_trials_release(struct tune_trials *trials);

#endif
