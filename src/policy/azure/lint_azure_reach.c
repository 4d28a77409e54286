// Whether the rules of a profile can act: every count between the limits, and every value of a
// metric at which something changes, by the decision that a replay makes (azure_decision.h).
#include "policy/azure/azure_decision.h"
#include "policy/azure/azure_parts.h"
#include "policy/core/lint_part.h"

#include <math.h>
#include <string.h>

/// Rules of a profile beyond are an error of their own.
enum { RULES_MOST = 32, PLACES_EACH = 3, PLACES_MOST = PLACES_EACH * (RULES_MOST + 2) };

/// Counts that a scale set has at most (Azure, "Virtual Machine Scale Sets FAQ").
static const double COUNT_MOST = 1000;

/// What the rules of one metric see.
struct sights {
    struct azure_sight sight[RULES_MOST];
    double place[PLACES_MOST]; ///< values of the metric at which something can change
    size_t count, places;
};

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_metric(const struct azure_rule *a, const struct azure_rule *b)
{
    return same_text(a->metric.name, b->metric.name) && same_text(a->resource, b->resource) &&
           a->aggregation == b->aggregation;
}

static void add_places(struct sights *sights, double value, double high)
{
    double step = fmax(fabs(value), 1) * 1e-3;
    for (int side = -1; side <= 1; side++) {
        double place = value + side * step;
        if (place >= 0 && place <= high && sights->places < PLACES_MOST)
            sights->place[sights->places++] = place;
    }
}

/// The most that a metric can be: what is a share of 100% and no sum of them.
static double most_of(const struct azure_rule *rule)
{
    bool share = rule->metric.kind == METRIC_CPU || rule->metric.kind == METRIC_MEMORY;
    bool sums = rule->aggregation == AZURE_TOTAL || rule->aggregation == AZURE_COUNT;
    return share && !sums ? 100 : INFINITY;
}

/// The rules on the metric of `like`, of both directions: those that add hold back what removes.
static void find_sights(const struct azure_profile *profile, const struct azure_rule *like,
                        struct sights *sights)
{
    double most = most_of(like);
    sights->count = sights->places = 0;
    for (size_t i = 0; i < profile->rules && sights->count < RULES_MOST; i++) {
        const struct azure_rule *rule = &profile->rule[i];
        if (!same_metric(rule, like))
            continue;
        sights->sight[sights->count++] = (struct azure_sight){
            .direction = rule->direction,
            .change = rule->change,
            // One below 1 is refused, which is a rule of its own.
            .value = fmax(1, rule->value),
            .operator= rule->operator,
            .threshold = rule->threshold,
            .per_instance = rule->per_instance,
        };
        add_places(sights, rule->threshold, most);
    }
    add_places(sights, 0, most);
    add_places(sights, isinf(most) ? fabs(like->threshold) * 1e6 : most, most);
}

/// Whether the rules on one metric change a count in a direction at any of its values.
static bool changes(struct sights *sights, double count, double min, double max, int sign)
{
    for (size_t i = 0; i < sights->places; i++) {
        for (size_t k = 0; k < sights->count; k++)
            sights->sight[k].observed = sights->place[i];
        struct azure_decision decision =
            azure_decide(count, min, max, min, sights->sight, sights->count, NAN);
        if ((decision.count - count) * sign > 0)
            return true;
    }
    return false;
}

/// The first rule of each metric whose rules move in the direction.
static bool is_first(const struct azure_profile *profile, size_t place, bool out)
{
    for (size_t i = 0; i < place; i++)
        if (same_metric(&profile->rule[i], &profile->rule[place]) &&
            azure_scales_out(&profile->rule[i], profile->min) == out)
            return false;
    return azure_scales_out(&profile->rule[place], profile->min) == out;
}

/// Out: the rules of any metric are enough. In: those of every metric that has one must agree.
static bool moves_at(const struct azure_profile *profile, double count, int sign)
{
    bool any = false;
    for (size_t i = 0; i < profile->rules; i++) {
        struct sights sights;
        if (!is_first(profile, i, sign > 0))
            continue;
        find_sights(profile, &profile->rule[i], &sights);
        bool moves = changes(&sights, count, profile->min, profile->max, sign);
        if (moves && sign > 0)
            return true;
        if (!moves && sign < 0)
            return false;
        any = true;
    }
    return sign < 0 && any;
}

static bool moves(const struct azure_profile *profile, int sign)
{
    for (double count = profile->min; count <= profile->max && count <= COUNT_MOST; count++)
        if (moves_at(profile, count, sign))
            return true;
    return false;
}

/// A rule by itself: at some count some value of its metric makes it change the count.
static bool acts(const struct azure_profile *profile, const struct azure_rule *rule)
{
    struct azure_rule copy = *rule;
    const struct azure_profile alone = {
        .min = profile->min, .max = profile->max, .rule = &copy, .rules = 1};
    return moves(&alone, azure_scales_out(rule, profile->min) ? 1 : -1);
}

void lint_azure_reach(const struct lint_run *run, const struct azure_profile *profile)
{
    const char *name = lint_name(run, profile->name);
    // Limits that are none, or that leave nothing to scale, have rules of their own.
    if (!(profile->min >= 0 && profile->min < profile->max))
        return;
    if (!moves(profile, 1))
        lint_add(run, LINT_NO_SCALE_OUT, &profile->origin, "profile %s", name);
    if (!moves(profile, -1))
        lint_add(run, LINT_NO_SCALE_IN, &profile->origin, "profile %s", name);
    for (size_t i = 0; i < profile->rules; i++) {
        const struct azure_rule *rule = &profile->rule[i];
        if (!acts(profile, rule))
            lint_add_own(run, RULE_AZURE_RULE_INERT, &rule->origin, "metric %s at %s",
                         lint_name(run, rule->metric.name), lint_number(run, rule->threshold));
    }
}
