#include "sizing/purchase_mix.h"

#include "base/memory.h"
#include "maths/whole_instances.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { BISECTIONS = 60 };

/// A difference of cost within rounding is none: the smaller commitment is taken.
static const double alike = 1e-12;

static bool has_spot(const struct purchase_question *question)
{
    return question->spot.share > 0 && !isnan(question->price.spot);
}

static double spot_of(const struct purchase_question *question, double need, double rest)
{
    return has_spot(question) ? fmin(rest, instances_down(question->spot.share * need)) : 0;
}

void purchase_mix_at(const struct purchase_question *question, double commit,
                     struct purchase_mix *mix)
{
    const struct fleet_use *use = question->use;
    const struct purchase_prices *price = &question->price;
    const double held = question->owned + commit;
    *mix = (struct purchase_mix){.commit = commit};
    for (size_t i = 0; i < use->n; i++) {
        double need = use->units[i], hours = use->hours[i];
        double own = fmin(need, held), spot = spot_of(question, need, need - own);
        mix->used_hours += own * hours;
        mix->spot_hours += spot * hours;
        if (spot > 0)
            mix->spot_paid_hours += spot_count(spot, &question->spot) * hours;
        mix->on_demand_hours += (need - own - spot) * hours;
        mix->on_demand_cost += fmax(0, need - question->owned) * hours * price->on_demand;
    }
    mix->unused_hours = held * use->total_hours - mix->used_hours;
    mix->cost =
        commit * use->total_hours * price->committed + mix->on_demand_hours * price->on_demand;
    if (has_spot(question))
        mix->cost += mix->spot_paid_hours * price->spot;
    mix->fixed_peak_cost =
        fmax(0, fleet_use_peak(use) - question->owned) * use->total_hours * price->on_demand;
}

/// How many units above what is owned are needed for more than `least` of the time.
static double layers_above(const struct purchase_question *question, double least)
{
    const struct fleet_use *use = question->use;
    size_t units = (size_t)ceil(fleet_use_peak(use));
    double *hours = mem_alloc(units, sizeof *hours);
    fleet_use_layers(use, units, hours);
    size_t first = (size_t)question->owned, unit = first;
    while (unit < units && hours[unit] > least * use->total_hours * (1 + alike))
        unit++;
    free(hours);
    return (double)(unit - first);
}

/// With spot, fleets of many units cost time: each level is a pass over the distinct needs.
static void search_levels(const struct purchase_question *question, double most,
                          struct purchase_mix *best)
{
    purchase_mix_at(question, 0, best);
    for (double commit = 1; commit <= most; commit++) {
        struct purchase_mix mix;
        purchase_mix_at(question, commit, &mix);
        if (mix.cost < best->cost * (1 - alike))
            *best = mix;
    }
}

void purchase_mix_best(const struct purchase_question *question, struct purchase_mix *mix)
{
    const struct purchase_prices *price = &question->price;
    double by_use = price->committed / price->on_demand;
    if (!has_spot(question)) {
        purchase_mix_at(question, layers_above(question, fmax(by_use, question->least_use)), mix);
        return;
    }
    double most = fmax(0, ceil(fleet_use_peak(question->use)) - question->owned);
    if (question->least_use > 0)
        most = layers_above(question, question->least_use);
    search_levels(question, most, mix);
}

/// What the commitment saves when the fleet is `share` of its size.
static double saved_at(const struct purchase_question *question, double commit, double share)
{
    const struct fleet_use *use = question->use;
    double saved = 0;
    for (size_t i = 0; i < use->n; i++) {
        double need = fmax(0, floor(share * use->units[i] + 0.5) - question->owned);
        saved += use->hours[i] * (fmin(need, commit) * question->price.on_demand -
                                  commit * question->price.committed);
    }
    return saved;
}

double purchase_pays_above(const struct purchase_question *question, double commit)
{
    double low = 0, high = 1;
    if (commit <= 0 || saved_at(question, commit, 0) >= 0)
        return 0;
    if (saved_at(question, commit, 1) < 0)
        return (double)NAN;
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2;
        if (saved_at(question, commit, middle) >= 0)
            high = middle;
        else
            low = middle;
    }
    return high;
}
