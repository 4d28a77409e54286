#include "sizing/purchase_terms.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    PAIRS_MAX = 20000, ///< above, pairs for the least regret are searched on a grid that is refined
    CELLS_MAX = 50000000, ///< units x paths that are held
    GRID = 64,            ///< points a side of that grid
};

static const double alike = 1e-12;

int growth_path_of(const double *units, const double *hours, size_t n, double probability,
                   const double factor[PURCHASE_YEARS], struct growth_path *path, struct err *err)
{
    double *grown = mem_alloc(n, sizeof *grown);
    int status = 0;
    *path = (struct growth_path){.probability = probability};
    for (size_t year = 0; status == 0 && year < PURCHASE_YEARS; year++) {
        for (size_t i = 0; i < n; i++)
            grown[i] = factor[year] == 1 ? units[i] : floor(units[i] * factor[year] + 0.5);
        status = fleet_use_of(grown, hours, n, &path->year[year], err);
    }
    free(grown);
    if (status != 0)
        growth_path_release(path);
    return status;
}

void growth_path_release(struct growth_path *path)
{
    for (size_t year = 0; year < PURCHASE_YEARS; year++)
        fleet_use_release(&path->year[year]);
}

/// Of one path, for the units from 1: sums over units 1..x, so that any pair costs four look-ups.
struct path_sums {
    double probability;
    double *first; ///< [units + 1] year 1 on demand
    double *
        later; ///< [units + 1] years 2 and 3, each the cheaper of a year's commitment and on demand
};

struct search {
    const struct term_prices *price;
    double hours; ///< of a year, as the fleets' use has them
    size_t units, paths;
    struct path_sums *sums;
    double *best; ///< [paths] the cheapest pair of that path
};

static void sum_path(struct search *search, const struct growth_path *path, struct path_sums *sums,
                     double *layer)
{
    const struct term_prices *price = search->price;
    sums->probability = path->probability;
    sums->first = mem_alloc(search->units + 1, sizeof *sums->first);
    sums->later = mem_alloc(search->units + 1, sizeof *sums->later);
    fleet_use_layers(&path->year[0], search->units, layer);
    for (size_t x = 0; x < search->units; x++)
        sums->first[x + 1] = sums->first[x] + price->on_demand * layer[x];
    for (size_t year = 1; year < PURCHASE_YEARS; year++) {
        fleet_use_layers(&path->year[year], search->units, layer);
        double sum = 0;
        for (size_t x = 0; x < search->units; x++) {
            sum += fmin(price->one_year * search->hours, price->on_demand * layer[x]);
            sums->later[x + 1] += sum;
        }
    }
}

/// What a path costs with the units 1..three for three years and the next `one` for a year.
static double path_cost(const struct search *search, const struct path_sums *sums, size_t three,
                        size_t one)
{
    const struct term_prices *price = search->price;
    size_t held = three + one;
    return (double)three * PURCHASE_YEARS * price->three_years * search->hours +
           (double)one * price->one_year * search->hours + sums->first[search->units] -
           sums->first[held] + sums->later[search->units] - sums->later[three];
}

static double expected_cost(const struct search *search, size_t three, size_t one)
{
    double cost = 0;
    for (size_t i = 0; i < search->paths; i++)
        cost += search->sums[i].probability * path_cost(search, &search->sums[i], three, one);
    return cost;
}

static double regret_of(const struct search *search, size_t three, size_t one)
{
    double regret = 0;
    for (size_t i = 0; i < search->paths; i++)
        regret = fmax(regret, path_cost(search, &search->sums[i], three, one) - search->best[i]);
    return regret;
}

static struct term_choice choice_of(const struct search *search, size_t three, size_t one)
{
    return (struct term_choice){(double)three, (double)one, expected_cost(search, three, one),
                                regret_of(search, three, one)};
}

/// Unit by unit, over the paths `from` up to `to`: needs fall with the unit, so both sets are the
/// first units.
static void cheapest(const struct search *search, size_t from, size_t to, size_t *three,
                     size_t *one)
{
    const struct term_prices *price = search->price;
    const double year = price->one_year * search->hours;
    double weight = 0;
    for (size_t i = from; i < to; i++)
        weight += search->sums[i].probability;
    *three = *one = 0;
    for (size_t x = 0; x < search->units; x++) {
        double first = 0, later = 0;
        for (size_t i = from; i < to; i++) {
            const struct path_sums *sums = &search->sums[i];
            first += sums->probability / weight * (sums->first[x + 1] - sums->first[x]);
            later += sums->probability / weight * (sums->later[x + 1] - sums->later[x]);
        }
        double long_term = PURCHASE_YEARS * price->three_years * search->hours;
        if (*three == x && long_term < (fmin(year, first) + later) * (1 - alike))
            *three = x + 1;
        else if (first > year * (1 + alike))
            *one = x + 1 - *three;
        else
            break;
    }
}

struct window {
    size_t low, high, stride;
};

/// The pair of least regret within two windows; of equals the one of the fewest units, then of the
/// fewest years.
static void search_window(const struct search *search, const struct window *threes,
                          const struct window *helds, struct term_choice *best)
{
    for (size_t held = helds->low; held <= helds->high; held += helds->stride)
        for (size_t three = threes->low; three <= threes->high && three <= held;
             three += threes->stride) {
            double regret = regret_of(search, three, held - three);
            if (regret < best->regret - alike * fmax(1, fabs(best->regret)))
                *best = choice_of(search, three, held - three);
        }
}

static struct window around(double middle, size_t stride, size_t units)
{
    size_t at = (size_t)middle, reach = 2 * stride;
    return (struct window){at > reach ? at - reach : 0, at + reach < units ? at + reach : units,
                           stride > 4 ? stride / 4 : 1};
}

/// Regret is convex in both numbers, so a coarse grid finds the valley and finer ones its ground.
static struct term_choice least_regret(const struct search *search)
{
    struct term_choice best = choice_of(search, 0, 0);
    size_t units = search->units;
    size_t stride = (units + 1) * (units + 1) > PAIRS_MAX ? units / GRID + 1 : 1;
    struct window threes = {0, units, stride}, helds = threes;
    search_window(search, &threes, &helds, &best);
    while (threes.stride > 1 || helds.stride > 1) {
        threes = around(best.three_years, threes.stride, units);
        helds = around(best.three_years + best.one_year, helds.stride, units);
        search_window(search, &threes, &helds, &best);
    }
    return best;
}

static void weigh(struct search *search, struct term_answer *answer)
{
    size_t three, one;
    for (size_t i = 0; i < search->paths; i++) {
        cheapest(search, i, i + 1, &three, &one);
        search->best[i] = path_cost(search, &search->sums[i], three, one);
    }
    cheapest(search, 0, search->paths, &three, &one);
    answer->expected = choice_of(search, three, one);
    answer->minimax = least_regret(search);
    answer->expected_on_demand = 0;
}

static size_t units_of(const struct growth_path *path, size_t paths)
{
    double most = 0;
    for (size_t i = 0; i < paths; i++)
        for (size_t year = 0; year < PURCHASE_YEARS; year++)
            most = fmax(most, fleet_use_peak(&path[i].year[year]));
    return (size_t)ceil(most);
}

int purchase_terms_weigh(const struct growth_path *path, size_t paths,
                         const struct term_prices *price, struct term_answer *answer,
                         struct err *err)
{
    struct search search = {.price = price,
                            .units = units_of(path, paths),
                            .paths = paths,
                            .hours = path[0].year[0].total_hours};
    if (search.units * paths > CELLS_MAX)
        return err_set(err, ERR_DATA,
                       "%zu units on %zu paths are more than can be weighed unit by unit (%d in "
                       "all): take fewer "
                       "paths, or count in larger units",
                       search.units, paths, CELLS_MAX);
    search.sums = mem_alloc(paths, sizeof *search.sums);
    search.best = mem_alloc(paths, sizeof *search.best);
    double *layer = mem_alloc(search.units, sizeof *layer);
    for (size_t i = 0; i < paths; i++)
        sum_path(&search, &path[i], &search.sums[i], layer);
    weigh(&search, answer);
    for (size_t i = 0; i < paths; i++) {
        for (size_t year = 0; year < PURCHASE_YEARS; year++)
            answer->expected_on_demand += path[i].probability * price->on_demand *
                                          fleet_use_instance_hours(&path[i].year[year]);
        free(search.sums[i].first);
        free(search.sums[i].later);
    }
    free(layer);
    free(search.sums);
    free(search.best);
    return 0;
}
