#include "advise/smallest_change.h"

#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

struct search {
    const struct policy_set *set;
    change_trial *trial;
    void *context;
    struct policy_change change[POLICY_CHANGES_MAX];
    struct passing_change best[POLICY_CHANGES_MAX]; ///< steps 0: none passes
};

static bool passes(struct search *search, size_t item, int steps, double *instance_hours)
{
    struct policy_set changed;
    policy_change_make(search->set, &search->change[item], steps, &changed);
    bool passed = search->trial(search->context, item, &changed, instance_hours);
    policy_change_undo(&changed);
    return passed;
}

static void search_item(void *context, size_t item)
{
    struct search *search = context;
    struct passing_change *best = &search->best[item];
    int most = search->change[item].most;
    int failing = 0;
    int steps = 1;
    double hours = NAN;
    while (!passes(search, item, steps, &hours)) {
        if (steps == most)
            return;
        failing = steps;
        steps = steps > most / 2 ? most : steps * 2;
    }
    *best = (struct passing_change){search->change[item], steps, hours};
    while (best->steps - failing > 1) {
        int middle = failing + (best->steps - failing) / 2;
        if (passes(search, item, middle, &hours)) {
            best->steps = middle;
            best->instance_hours = hours;
        } else {
            failing = middle;
        }
    }
}

static int by_hours(const void *a, const void *b)
{
    const struct passing_change *x = a, *y = b;
    if (x->instance_hours != y->instance_hours)
        return x->instance_hours < y->instance_hours ? -1 : 1;
    if (x->change.kind != y->change.kind)
        return x->change.kind < y->change.kind ? -1 : 1;
    return (x->change.place > y->change.place) - (x->change.place < y->change.place);
}

void smallest_changes_find(const struct policy_set *set, change_trial *trial, void *context,
                           size_t threads, struct smallest_changes *found)
{
    struct search search = {.set = set, .trial = trial, .context = context};
    found->tried = policy_changes_list(set, search.change);
    found->count = 0;
    parallel_run(found->tried, threads, search_item, &search);
    for (size_t i = 0; i < found->tried; i++)
        if (search.best[i].steps > 0)
            found->item[found->count++] = search.best[i];
    qsort(found->item, found->count, sizeof *found->item, by_hours);
}
