// Commitments of one and three years, held against the search over all pairs.
#include "sizing/purchase_terms.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 40, ROUNDS = 200, PATHS = 3 };

static unsigned state = 7;

static double draw(unsigned most)
{
    state = state * 1664525u + 1013904223u;
    return (double)((state >> 8) % (most + 1));
}

/// What a path costs with a pair, unit by unit.
static double brute(const struct growth_path *path, const struct term_prices *price, double three,
                    double one, double units)
{
    double cost = 0, hours = path->year[0].total_hours;
    for (double unit = 1; unit <= units; unit++) {
        if (unit <= three) {
            cost += PURCHASE_YEARS * price->three_years * hours;
            continue;
        }
        cost += unit <= three + one
                    ? price->one_year * hours
                    : price->on_demand * hours * fleet_use_share(&path->year[0], unit);
        for (size_t year = 1; year < PURCHASE_YEARS; year++)
            cost +=
                fmin(price->one_year, price->on_demand * fleet_use_share(&path->year[year], unit)) *
                hours;
    }
    return cost;
}

struct pair_search {
    double expected, regret;
};

static struct pair_search search_all(const struct growth_path *path,
                                     const struct term_prices *price, double units)
{
    struct pair_search best = {INFINITY, INFINITY};
    double least[PATHS] = {INFINITY, INFINITY, INFINITY};
    for (double three = 0; three <= units; three++)
        for (double one = 0; three + one <= units; one++) {
            double expected = 0;
            for (size_t i = 0; i < PATHS; i++) {
                double cost = brute(&path[i], price, three, one, units);
                least[i] = fmin(least[i], cost);
                expected += path[i].probability * cost;
            }
            best.expected = fmin(best.expected, expected);
        }
    for (double three = 0; three <= units; three++)
        for (double one = 0; three + one <= units; one++) {
            double regret = 0;
            for (size_t i = 0; i < PATHS; i++)
                regret = fmax(regret, brute(&path[i], price, three, one, units) - least[i]);
            best.regret = fmin(best.regret, regret);
        }
    return best;
}

int main(void)
{
    size_t expected = 0, regret = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        double units[STEPS], hours[STEPS], peak = 0;
        struct growth_path path[PATHS];
        struct err err;
        double most = 1 + draw(7);
        for (size_t i = 0; i < STEPS; i++) {
            units[i] = draw((unsigned)most);
            hours[i] = 1;
        }
        for (size_t i = 0; i < PATHS; i++) {
            double factor[PURCHASE_YEARS] = {1, draw(20) / 10, draw(20) / 10};
            double probability = i == 0 ? 0.5 : 0.25;
            if (growth_path_of(units, hours, STEPS, probability, factor, &path[i], &err) != 0)
                return 1;
            for (size_t year = 0; year < PURCHASE_YEARS; year++)
                peak = fmax(peak, fleet_use_peak(&path[i].year[year]));
        }
        struct term_prices price = {1, 0.4 + draw(50) / 100, 0.2 + draw(40) / 100};
        struct term_answer answer;
        if (purchase_terms_weigh(path, PATHS, &price, &answer, &err) != 0)
            return 1;
        struct pair_search all = search_all(path, &price, peak);
        expected += answer.expected.expected_cost <= all.expected * (1 + 1e-9) + 1e-9;
        regret += answer.minimax.regret <= all.regret * (1 + 1e-9) + 1e-9;
        for (size_t i = 0; i < PATHS; i++)
            growth_path_release(&path[i]);
    }
    is_int(expected, ROUNDS, "no pair costs less");
    is_int(regret, ROUNDS, "no pair is regretted less");

    double units[] = {5000, 2000}, hours[] = {12, 12}, factor[] = {1, 1.5, 0.5};
    struct growth_path path;
    struct term_prices price = {1, 0.6, 0.4};
    struct term_answer answer;
    struct err err;
    ok(growth_path_of(units, hours, 2, 1, factor, &path, &err) == 0, "a large fleet");
    ok(purchase_terms_weigh(&path, 1, &price, &answer, &err) == 0, "is searched on a grid");
    near(answer.minimax.regret, 0, 1e-6, "with one path nothing is to be regretted");
    growth_path_release(&path);
    return done();
}
