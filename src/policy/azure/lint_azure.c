// Rules on autoscale settings of VM scale sets.
#include "policy/azure/azure_parts.h"
#include "policy/azure/windows_zones.h"
#include "policy/core/lint_part.h"
#include "time/zone.h"

#include <math.h>
#include <string.h>

enum { RULES_MAX = 10, CAPACITY_MAX = 1000 };

static const double MINUTE_S = 60, HOUR_S = 3600, WEEK_S = 604800, YEAR_S = 365 * 86400.0;

static const struct autoscale_setting *setting_of(const struct lint_run *run)
{
    return run->set->own;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_within(double value, double low, double high)
{
    return isnan(value) || (value >= low && value <= high);
}

// --- the setting ---------------------------------------------------------------------------------

static void lint_profiles(const struct lint_run *run)
{
    const struct autoscale_setting *setting = setting_of(run);
    size_t defaults = 0, weekly = 0, fixed = 0;
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *profile = &setting->profile[i];
        defaults += profile->when == AZURE_ALWAYS;
        weekly += profile->when == AZURE_WEEKLY;
        fixed += profile->when == AZURE_FIXED;
    }
    if (setting->profiles == 0)
        lint_add_own(run, RULE_AZURE_NO_PROFILE, &setting->origin, "the setting %s",
                     lint_name(run, run->set->group.name));
    if (setting->profiles > AZURE_PROFILES_MAX)
        lint_add_own(run, RULE_AZURE_PROFILES_TOO_MANY, &setting->origin, "%zu profiles",
                     setting->profiles);
    if (defaults > 1)
        lint_add_own(run, RULE_AZURE_TWO_DEFAULTS, &setting->origin, "%zu profiles", defaults);
    if (fixed > 0 && defaults + weekly == 0)
        lint_add_own(run, RULE_AZURE_NO_DEFAULT, &setting->origin, "%zu profiles", fixed);
    if (weekly == 1)
        lint_add_own(run, RULE_AZURE_RECURRENCE_ALONE, &setting->origin, "the setting %s",
                     lint_name(run, run->set->group.name));
    if (!setting->enabled) {
        lint_add_own(run, RULE_AZURE_DISABLED, &setting->origin, "the setting %s",
                     lint_name(run, run->set->group.name));
        lint_add(run, LINT_NO_SCALE_OUT, &setting->origin, "the setting %s is not enabled",
                 lint_name(run, run->set->group.name));
    }
}

static bool scales_out_by_cpu(const struct autoscale_setting *setting)
{
    for (size_t i = 0; i < setting->profiles; i++)
        for (size_t k = 0; k < setting->profile[i].rules; k++) {
            const struct azure_rule *rule = &setting->profile[i].rule[k];
            if (rule->metric.kind == METRIC_CPU && rule->aggregation == AZURE_AVERAGE &&
                azure_scales_out(rule, setting->profile[i].min))
                return true;
        }
    return false;
}

static void lint_prediction(const struct lint_run *run)
{
    const struct autoscale_setting *setting = setting_of(run);
    if (setting->prediction == NULL || strcmp(setting->prediction, "Disabled") == 0)
        return;
    if (!scales_out_by_cpu(setting))
        lint_add_own(run, RULE_AZURE_PREDICTIVE_NO_CPU, &setting->origin, "the setting %s",
                     lint_name(run, run->set->group.name));
    if (!is_within(setting->ahead_s, MINUTE_S, HOUR_S))
        lint_add_own(run, RULE_AZURE_PREDICTIVE_AHEAD, &setting->origin, "%.10g s",
                     setting->ahead_s);
    if (strcmp(setting->prediction, "ForecastOnly") == 0)
        lint_add_own(run, RULE_AZURE_PREDICTIVE_FORECAST_ONLY, &setting->origin, "the setting %s",
                     lint_name(run, run->set->group.name));
}

// --- when profiles hold --------------------------------------------------------------------------

/// Whether two recurrences share a start, as they are written.
static bool same_start(const struct azure_profile *a, const struct azure_profile *b)
{
    bool alike = a->when == AZURE_WEEKLY && b->when == AZURE_WEEKLY &&
                 same_text(a->zone, b->zone) && a->hours > 0 && b->hours > 0 && a->minutes > 0 &&
                 b->minutes > 0 && a->hour[0] == b->hour[0] && a->minute[0] == b->minute[0];
    for (size_t i = 0; alike && i < a->days; i++)
        for (size_t k = 0; k < b->days; k++)
            if (azure_weekday(a->day[i]) >= 0 &&
                azure_weekday(a->day[i]) == azure_weekday(b->day[k]))
                return true;
    return false;
}

static bool overlap(const struct azure_profile *a, const struct azure_profile *b)
{
    return a->when == AZURE_FIXED && b->when == AZURE_FIXED && a->has_range && b->has_range &&
           civil_to_instant(&a->start) < civil_to_instant(&b->end) &&
           civil_to_instant(&b->start) < civil_to_instant(&a->end);
}

static void lint_zone(const struct lint_run *run, const struct azure_profile *profile)
{
    bool known = true;
    if (profile->zone == NULL || windows_zone_iana(profile->zone, &known) != NULL)
        return;
    const char *windows = windows_zone_of(profile->zone);
    if (known)
        lint_add_own(run, RULE_AZURE_TIMEZONE, &profile->origin,
                     "profile %s: %s has no zone of the IANA with its rules",
                     lint_name(run, profile->name), lint_name(run, profile->zone));
    else
        lint_add_own(run, RULE_AZURE_TIMEZONE, &profile->origin, "profile %s: %s%s%s",
                     lint_name(run, profile->name), lint_name(run, profile->zone),
                     windows == NULL ? "" : "; in Windows it is ", windows == NULL ? "" : windows);
}

static void lint_weekly(const struct lint_run *run, const struct azure_profile *profile)
{
    const char *name = lint_name(run, profile->name);
    if (profile->frequency != NULL && strcmp(profile->frequency, "Week") != 0)
        lint_add_own(run, RULE_AZURE_RECURRENCE_FREQUENCY, &profile->origin, "profile %s: %s", name,
                     lint_name(run, profile->frequency));
    for (size_t i = 0; i < profile->days; i++)
        if (azure_weekday(profile->day[i]) < 0)
            lint_add_own(run, RULE_AZURE_RECURRENCE_DAY, &profile->origin, "profile %s: %s", name,
                         lint_name(run, profile->day[i]));
    if (profile->hours > 1 || profile->minutes > 1)
        lint_add_own(run, RULE_AZURE_RECURRENCE_SEVERAL, &profile->origin,
                     "profile %s: %zu hours and %zu minutes", name, profile->hours,
                     profile->minutes);
}

static void lint_when(const struct lint_run *run, size_t place)
{
    const struct autoscale_setting *setting = setting_of(run);
    const struct azure_profile *profile = &setting->profile[place];
    const char *name = lint_name(run, profile->name);
    bool named = profile->twin_of == NULL;
    lint_zone(run, profile);
    if (profile->when == AZURE_WEEKLY)
        lint_weekly(run, profile);
    if (profile->has_range) {
        double length_s =
            (double)(civil_to_instant(&profile->end) - civil_to_instant(&profile->start)) /
            (double)INSTANT_PER_SECOND;
        if (!(length_s > 0) || length_s > YEAR_S)
            lint_add_own(run, RULE_AZURE_FIXED_RANGE, &profile->origin, "profile %s: %.10g s", name,
                         length_s);
    }
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *other = &setting->profile[i];
        named = named || (i != place && same_text(other->name, profile->twin_of));
        if (i < place && same_start(profile, other))
            lint_add_own(run, RULE_AZURE_SAME_START, &profile->origin, "profiles %s and %s",
                         lint_name(run, other->name), name);
        if (i < place && overlap(profile, other))
            lint_add_own(run, RULE_AZURE_FIXED_OVERLAP, &profile->origin, "profiles %s and %s",
                         lint_name(run, other->name), name);
    }
    if (!named)
        lint_add_own(run, RULE_AZURE_DEFAULT_FOR, &profile->origin, "profile %s is for %s", name,
                     lint_name(run, profile->twin_of));
}

// --- capacity ------------------------------------------------------------------------------------

static void lint_capacity(const struct lint_run *run, const struct azure_profile *profile)
{
    const char *name = lint_name(run, profile->name);
    double most = CAPACITY_MAX;
    if (profile->min > profile->max)
        lint_add(run, LINT_MIN_ABOVE_MAX, &profile->origin, "profile %s: %.10g to %.10g", name,
                 profile->min, profile->max);
    else if (profile->otherwise < profile->min || profile->otherwise > profile->max)
        lint_add_own(run, RULE_AZURE_DEFAULT_OUTSIDE, &profile->origin,
                     "profile %s: a default of %.10g, %.10g to %.10g", name, profile->otherwise,
                     profile->min, profile->max);
    else if (profile->otherwise == profile->min && profile->min < profile->max)
        lint_add_own(run, RULE_AZURE_DEFAULT_IS_MINIMUM, &profile->origin, "profile %s: %.10g",
                     name, profile->min);
    if (!is_within(profile->min, 0, most) || !is_within(profile->max, 0, most) ||
        !is_within(profile->otherwise, 0, most))
        lint_add_own(run, RULE_AZURE_CAPACITY_RANGE, &profile->origin,
                     "profile %s: %.10g to %.10g, default %.10g", name, profile->min, profile->max,
                     profile->otherwise);
    if (profile->min == profile->max && profile->rules > 0)
        lint_add(run, LINT_FIXED_SIZE, &profile->origin, "profile %s: always %.10g instances", name,
                 profile->min);
    if (profile->min > 0 && profile->min <= run->facts->spare)
        lint_add(run, LINT_MIN_WITHOUT_SPARE, &profile->origin,
                 "profile %s: %.10g at the least, of which %.10g may fail", name, profile->min,
                 run->facts->spare);
    if (profile->rules > RULES_MAX)
        lint_add_own(run, RULE_AZURE_RULES_TOO_MANY, &profile->origin, "profile %s: %zu rules",
                     name, profile->rules);
    // Equal limits are a count that is meant to be held.
    if (profile->rules == 0 && profile->min != profile->max)
        lint_add_own(run, RULE_AZURE_NO_RULES, &profile->origin, "profile %s", name);
}

// --- single rules --------------------------------------------------------------------------------

static bool is_greater(const struct azure_rule *rule)
{
    return rule->operator== AZURE_GREATER || rule->operator== AZURE_GREATER_OR_EQUAL;
}

static bool is_less(const struct azure_rule *rule)
{
    return rule->operator== AZURE_LESS || rule->operator== AZURE_LESS_OR_EQUAL;
}

/// Metrics that rise with the load.
static bool is_load(const struct azure_rule *rule)
{
    return rule->metric.kind != METRIC_OTHER;
}

static void lint_spans(const struct lint_run *run, const struct azure_rule *rule, const char *name)
{
    bool window_fits = is_within(rule->window_s, 5 * MINUTE_S, 12 * HOUR_S);
    bool cooldown_fits = is_within(rule->cooldown_s, MINUTE_S, WEEK_S);
    if (!window_fits)
        lint_add_own(run, RULE_AZURE_WINDOW_RANGE, &rule->origin, "%s: %.10g s", name,
                     rule->window_s);
    if (!is_within(rule->grain_s, MINUTE_S, 12 * HOUR_S))
        lint_add_own(run, RULE_AZURE_GRAIN_RANGE, &rule->origin, "%s: %.10g s", name,
                     rule->grain_s);
    if (rule->grain_s > rule->window_s)
        lint_add_own(run, RULE_AZURE_GRAIN_ABOVE_WINDOW, &rule->origin, "%s: %.10g s in %.10g s",
                     name, rule->grain_s, rule->window_s);
    if (!cooldown_fits)
        lint_add_own(run, RULE_AZURE_COOLDOWN_RANGE, &rule->origin, "%s: %.10g s", name,
                     rule->cooldown_s);
    if (window_fits && cooldown_fits && rule->cooldown_s < rule->window_s)
        lint_add_own(run, RULE_AZURE_COOLDOWN_BELOW_WINDOW, &rule->origin,
                     "%s: a cooldown of %.10g s, a window of %.10g s", name, rule->cooldown_s,
                     rule->window_s);
    if (rule->cooldown_s < run->facts->boot_s)
        lint_add_own(run, RULE_AZURE_COOLDOWN_BELOW_BOOT, &rule->origin,
                     "%s: a cooldown of %.10g s, a boot of %.10g s", name, rule->cooldown_s,
                     run->facts->boot_s);
}

static void lint_action(const struct lint_run *run, const struct azure_profile *profile,
                        const struct azure_rule *rule, const char *name)
{
    bool out = azure_scales_out(rule, profile->min);
    if (rule->value < 1)
        lint_add_own(run, RULE_AZURE_VALUE, &rule->origin, "%s: %.10g", name, rule->value);
    if (rule->change == AZURE_NEXT_VALUE)
        lint_add_own(run, RULE_AZURE_NEXT_VALUE, &rule->origin, "%s", name);
    if (rule->change == AZURE_EXACT && (rule->value < profile->min || rule->value > profile->max))
        lint_add_own(run, RULE_AZURE_EXACT_OUTSIDE, &rule->origin, "%s: %.10g, %.10g to %.10g",
                     name, rule->value, profile->min, profile->max);
    if (rule->change == AZURE_PERCENT && rule->value >= 1 && profile->min * rule->value < 100)
        lint_add_own(run, RULE_AZURE_PERCENT_SMALL, &rule->origin, "%s: %.10g%% of %.10g", name,
                     rule->value, profile->min);
    if (is_load(rule) && rule->direction != AZURE_NO_DIRECTION &&
        ((out && is_less(rule)) || (!out && is_greater(rule))))
        lint_add(run, LINT_WRONG_DIRECTION, &rule->origin, "%s scales %s", name,
                 out ? "out without load" : "in under load");
}

static void lint_trigger(const struct lint_run *run, const struct azure_rule *rule,
                         const char *name)
{
    const struct autoscale_setting *setting = setting_of(run);
    bool queue = rule->metric.kind == METRIC_QUEUE;
    bool other = rule->resource != NULL && setting->target != NULL &&
                 strcmp(rule->resource, setting->target) != 0 && rule->resource[0] != '[';
    if (rule->operator== AZURE_EQUALS || rule->operator== AZURE_NOT_EQUALS)
        lint_add_own(run, RULE_AZURE_EQUALS, &rule->origin, "%s", name);
    if (rule->metric.kind == METRIC_CPU && rule->threshold > 0 && rule->threshold <= 1)
        lint_add(run, LINT_SHARE_FOR_PERCENT, &rule->origin, "%s: a threshold of %.10g%%", name,
                 rule->threshold);
    if (rule->divides && rule->aggregation == AZURE_AVERAGE && !queue && !other)
        lint_add_own(run, RULE_AZURE_DIVIDE_AVERAGE, &rule->origin, "%s", name);
    if (queue && !rule->divides)
        lint_add_own(run, RULE_AZURE_QUEUE_PER_INSTANCE, &rule->origin, "%s", name);
    if (other && !rule->divides && !queue)
        lint_add_own(run, RULE_AZURE_OTHER_RESOURCE, &rule->origin, "%s", name);
}

// --- rules together ------------------------------------------------------------------------------

static bool same_metric(const struct azure_rule *a, const struct azure_rule *b)
{
    return same_text(a->metric.name, b->metric.name) && same_text(a->resource, b->resource);
}

static bool is_twice(const struct azure_rule *a, const struct azure_rule *b)
{
    return same_metric(a, b) && a->operator== b->operator&& a->threshold == b->threshold &&
                                a->direction == b->direction && a->change == b->change &&
                                a->value == b->value && a->aggregation == b->aggregation &&
                                a->window_s == b->window_s;
}

static bool has_side(const struct azure_profile *profile, const struct azure_rule *like, bool out)
{
    for (size_t i = 0; i < profile->rules; i++)
        if (azure_scales_out(&profile->rule[i], profile->min) == out &&
            (like == NULL || same_metric(like, &profile->rule[i])))
            return true;
    return false;
}

/// Whether some metric scales both ways.
static bool has_common_metric(const struct azure_profile *profile)
{
    for (size_t i = 0; i < profile->rules; i++)
        if (has_side(profile, &profile->rule[i], true) &&
            has_side(profile, &profile->rule[i], false))
            return true;
    return false;
}

static void lint_sides(const struct lint_run *run, const struct azure_profile *profile)
{
    const char *name = lint_name(run, profile->name);
    bool out = has_side(profile, NULL, true), in = has_side(profile, NULL, false);
    if (profile->rules == 0)
        return;
    lint_azure_reach(run, profile);
    if (!out || !in)
        return;
    if (!has_common_metric(profile)) {
        lint_add_own(run, RULE_AZURE_OTHER_METRIC, &profile->origin, "profile %s", name);
        return;
    }
    for (size_t i = 0; i < profile->rules; i++) {
        const struct azure_rule *rule = &profile->rule[i];
        bool first = true;
        for (size_t k = 0; k < i && first; k++)
            first = !same_metric(rule, &profile->rule[k]);
        if (first && has_side(profile, rule, true) && !has_side(profile, rule, false))
            lint_add_own(run, RULE_AZURE_OUT_WITHOUT_IN, &rule->origin, "metric %s",
                         lint_name(run, rule->metric.name));
    }
}

/// A size at which the flapping check holds scale-in although its rule fires; NaN: none.
static double held_at(const struct azure_profile *profile, const struct azure_rule *out,
                      const struct azure_rule *in)
{
    for (double n = profile->min + 1; n <= profile->max && n <= CAPACITY_MAX; n++)
        if (out->threshold * (n - 1) / n < in->threshold)
            return n;
    return NAN;
}

static void lint_pair(const struct lint_run *run, const struct azure_profile *profile,
                      const struct azure_rule *out, const struct azure_rule *in)
{
    const char *name = lint_name(run, out->metric.name);
    if (!same_metric(out, in) || !is_greater(out) || !is_less(in))
        return;
    bool both_at = out->operator== AZURE_GREATER_OR_EQUAL && in->operator== AZURE_LESS_OR_EQUAL;
    if (out->threshold < in->threshold || (both_at && out->threshold == in->threshold)) {
        lint_add(run, LINT_NO_DEAD_BAND, &in->origin, "metric %s: out at %.10g, in at %.10g", name,
                 out->threshold, in->threshold);
        return;
    }
    double size = out->per_instance && in->per_instance ? held_at(profile, out, in) : (double)NAN;
    if (!isnan(size))
        lint_add_own(run, RULE_AZURE_SCALE_IN_HELD, &in->origin,
                     "metric %s: %s says %s, but %.10g instances only shrink below %s", name,
                     lint_name(run, profile->name), lint_number(run, in->threshold), size,
                     lint_number(run, out->threshold * (size - 1) / size));
}

static void lint_together(const struct lint_run *run, const struct azure_profile *profile)
{
    for (size_t i = 0; i < profile->rules; i++) {
        const struct azure_rule *rule = &profile->rule[i];
        bool out = azure_scales_out(rule, profile->min);
        bool twice = false, in_all = false;
        for (size_t k = 0; k < i; k++) {
            const struct azure_rule *other = &profile->rule[k];
            bool other_out = azure_scales_out(other, profile->min);
            twice = twice || is_twice(rule, other);
            in_all = in_all ||
                     (!out && !other_out && same_metric(rule, other) && !is_twice(rule, other));
        }
        if (twice)
            lint_add_own(run, RULE_AZURE_RULE_TWICE, &rule->origin, "metric %s",
                         lint_name(run, rule->metric.name));
        else if (in_all)
            lint_add_own(run, RULE_AZURE_IN_ALL, &rule->origin, "metric %s: %.10g",
                         lint_name(run, rule->metric.name), rule->threshold);
        for (size_t k = 0; k < profile->rules && out && !twice; k++)
            if (!azure_scales_out(&profile->rule[k], profile->min))
                lint_pair(run, profile, rule, &profile->rule[k]);
    }
}

void lint_azure(const struct lint_run *run)
{
    const struct autoscale_setting *setting = setting_of(run);
    lint_profiles(run);
    lint_prediction(run);
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *profile = &setting->profile[i];
        lint_capacity(run, profile);
        lint_when(run, i);
        for (size_t k = 0; k < profile->rules; k++) {
            const struct azure_rule *rule = &profile->rule[k];
            const char *name = lint_name(run, rule->metric.name);
            lint_spans(run, rule, name);
            lint_action(run, profile, rule, name);
            lint_trigger(run, rule, name);
        }
        lint_sides(run, profile);
        lint_together(run, profile);
    }
}
