#include "policy/azure/azure_decision.h"

#include <math.h>

bool azure_fires(enum azure_operator operator, double value, double threshold)
{
    // Means of doubles miss the threshold that exact ones meet by their last digits.
    static const double SLACK = 1e-9;
    if (isnan(value))
        return false;
    if (fabs(value - threshold) <= SLACK * fmax(1, fabs(threshold)))
        value = threshold;
    switch (operator) {
    case AZURE_EQUALS:
        return value == threshold;
    case AZURE_NOT_EQUALS:
        return value != threshold;
    case AZURE_GREATER:
        return value > threshold;
    case AZURE_GREATER_OR_EQUAL:
        return value >= threshold;
    case AZURE_LESS:
        return value < threshold;
    case AZURE_LESS_OR_EQUAL:
        break;
    }
    return value <= threshold;
}

double azure_observe(enum azure_aggregation aggregation, const double *sample, size_t samples,
                     double instances)
{
    double sum = 0, low = INFINITY, high = -INFINITY, last = NAN;
    size_t count = 0;
    for (size_t i = 0; i < samples; i++) {
        if (isnan(sample[i]))
            continue;
        sum += sample[i];
        low = fmin(low, sample[i]);
        high = fmax(high, sample[i]);
        last = sample[i];
        count++;
    }
    if (count == 0)
        return NAN;
    const double value[] = {
        [AZURE_AVERAGE] = sum / (double)count,
        [AZURE_MINIMUM] = low,
        [AZURE_MAXIMUM] = high,
        [AZURE_TOTAL] = sum,
        [AZURE_COUNT] = (double)count,
        [AZURE_LAST] = last,
    };
    return value[aggregation] / instances;
}

static enum azure_direction side(enum azure_direction direction, double value, double current)
{
    if (direction != AZURE_NO_DIRECTION)
        return direction;
    return value > current ? AZURE_INCREASE : AZURE_DECREASE;
}

double azure_candidate(double current, enum azure_direction direction, enum azure_change change,
                       double value)
{
    bool out = side(direction, value, current) == AZURE_INCREASE;
    if (change == AZURE_EXACT)
        return out ? fmax(current, value) : fmin(current, value);
    double by = value;
    if (change == AZURE_PERCENT)
        by = out ? ceil(current * value / 100 - 1e-9) : floor(current * value / 100 + 1e-9);
    return out ? current + by : fmax(0, current - by);
}

static bool is_out(const struct azure_sight *sight, double current)
{
    return side(sight->direction, sight->value, current) == AZURE_INCREASE;
}

/// Whether a scale-out rule would fire at another count.
static bool would_fire(const struct azure_sight *sight, double current, double count)
{
    if (!sight->per_instance)
        return azure_fires(sight->operator, sight->observed, sight->threshold);
    if (count > 0)
        return azure_fires(sight->operator, sight->observed * current / count, sight->threshold);
    // Without an instance any load is too much for it.
    bool upwards = sight->operator== AZURE_GREATER || sight->operator== AZURE_GREATER_OR_EQUAL;
    return sight->observed > 0 ? upwards : azure_fires(sight->operator, 0, sight->threshold);
}

double azure_without_flapping(double current, double intended, const struct azure_sight *sight,
                              size_t sights)
{
    for (double count = fmax(intended, 0); count < current; count++) {
        bool fires = false;
        for (size_t i = 0; i < sights && !fires; i++)
            fires = is_out(&sight[i], current) && would_fire(&sight[i], current, count);
        if (!fires)
            return count;
    }
    return current;
}

static struct azure_decision decision(double count, enum azure_reason reason, size_t rule)
{
    return (struct azure_decision){count, reason, rule};
}

/// What the rules of one direction come to.
struct verdict {
    size_t rules, firing, free; ///< those that fire, and those whose cooldown is over
    size_t ready;               ///< both
    size_t rule;                ///< that asks for the most
    double count;
};

static struct verdict judge(double current, const struct azure_sight *sight, size_t sights,
                            double since_s, bool out)
{
    struct verdict verdict = {.rule = POLICY_NONE, .count = -INFINITY};
    for (size_t i = 0; i < sights; i++) {
        const struct azure_sight *one = &sight[i];
        if (is_out(one, current) != out)
            continue;
        bool fires = azure_fires(one->operator, one->observed, one->threshold);
        bool is_free = isnan(since_s) || since_s >= one->cooldown_s;
        verdict.rules++;
        verdict.firing += fires;
        verdict.free += is_free;
        verdict.ready += fires && is_free;
        double count = azure_candidate(current, one->direction, one->change, one->value);
        if (fires && (is_free || !out) && count > verdict.count) {
            verdict.count = count;
            verdict.rule = i;
        }
    }
    return verdict;
}

/// Nothing scales out, and all metrics are known.
static struct azure_decision scale_in(double current, double min, const struct azure_sight *sight,
                                      size_t sights, double since_s)
{
    struct verdict in = judge(current, sight, sights, since_s, false);
    if (in.rules == 0 || in.firing < in.rules)
        return decision(current, AZURE_NOTHING, POLICY_NONE);
    if (in.free < in.rules)
        return decision(current, AZURE_COOLDOWN, in.rule);
    double intended = fmax(min, in.count);
    if (intended >= current)
        return decision(current, AZURE_AT_MINIMUM, in.rule);
    double count = azure_without_flapping(current, intended, sight, sights);
    return decision(count,
                    count >= current    ? AZURE_FLAPPING
                    : count == intended ? AZURE_SCALE_IN
                                        : AZURE_SCALE_IN_REDUCED,
                    in.rule);
}

struct azure_decision azure_decide(double current, double min, double max, double otherwise,
                                   const struct azure_sight *sight, size_t sights, double since_s)
{
    if (current < min)
        return decision(min, AZURE_BELOW_MINIMUM, POLICY_NONE);
    if (current > max)
        return decision(max, AZURE_ABOVE_MAXIMUM, POLICY_NONE);
    struct verdict out = judge(current, sight, sights, since_s, true);
    if (out.ready > 0) {
        double count = fmin(max, out.count);
        return count > current ? decision(count, AZURE_SCALE_OUT, out.rule)
                               : decision(current, AZURE_AT_MAXIMUM, out.rule);
    }
    bool unknown = false;
    for (size_t i = 0; i < sights; i++)
        unknown = unknown || isnan(sight[i].observed);
    if (!unknown)
        return scale_in(current, min, sight, sights, since_s);
    double safe = fmin(otherwise, max);
    return safe > current ? decision(safe, AZURE_DEFAULT, POLICY_NONE)
                          : decision(current, AZURE_METRIC_MISSING, POLICY_NONE);
}

const char *azure_reason_name(enum azure_reason reason)
{
    static const char *const name[] = {
        [AZURE_NOTHING] = "none",
        [AZURE_SCALE_OUT] = "scale-out",
        [AZURE_SCALE_IN] = "scale-in",
        [AZURE_SCALE_IN_REDUCED] = "scale-in-reduced",
        [AZURE_FLAPPING] = "flapping",
        [AZURE_COOLDOWN] = "cooldown",
        [AZURE_AT_MINIMUM] = "at-minimum",
        [AZURE_AT_MAXIMUM] = "at-maximum",
        [AZURE_BELOW_MINIMUM] = "below-minimum",
        [AZURE_ABOVE_MAXIMUM] = "above-maximum",
        [AZURE_DEFAULT] = "default",
        [AZURE_METRIC_MISSING] = "metric-missing",
    };
    return name[reason];
}

// --- profiles ------------------------------------------------------------------------------------

static instant local_of(const struct zone *zone, instant time)
{
    return zone == NULL ? time : time + (instant)zone_offset_s(zone, time) * INSTANT_PER_SECOND;
}

static instant of_local(const struct zone *zone, const struct civil *civil)
{
    instant first = civil_to_instant(civil), second = INSTANT_NONE;
    if (zone != NULL)
        (void)zone_local_to_instant(zone, civil, &first, &second);
    return first;
}

/// The last start of a recurrence at or before a time; INSTANT_NONE where it has none.
static instant last_start(const struct azure_profile *profile, const struct zone *zone,
                          instant time)
{
    enum { DAYS_BACK = 8 };
    const int64_t day_ms = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    instant local = local_of(zone, time);
    if (profile->hours == 0 || profile->minutes == 0)
        return INSTANT_NONE;
    for (int back = 0; back <= DAYS_BACK; back++) {
        struct civil civil;
        civil_from_instant(local - back * day_ms, &civil);
        civil.hour = (int)profile->hour[0];
        civil.minute = (int)profile->minute[0];
        civil.second = civil.millisecond = 0;
        // Days of the calendar count from Monday here, from Sunday there.
        int weekday = (civil_weekday(civil_days(civil.year, civil.month, civil.day)) + 1) % 7;
        for (size_t i = 0; i < profile->days; i++) {
            instant start = of_local(zone, &civil);
            if (azure_weekday(profile->day[i]) == weekday && start <= time)
                return start;
        }
    }
    return INSTANT_NONE;
}

size_t azure_profile_at(const struct autoscale_setting *setting, struct zone *const *zone,
                        instant time)
{
    size_t best = POLICY_NONE;
    instant latest = INSTANT_NONE;
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *profile = &setting->profile[i];
        instant local = local_of(zone[i], time);
        if (profile->when == AZURE_FIXED && profile->has_range &&
            civil_to_instant(&profile->start) <= local && local < civil_to_instant(&profile->end))
            return i;
    }
    for (size_t i = 0; i < setting->profiles; i++) {
        if (setting->profile[i].when != AZURE_WEEKLY)
            continue;
        instant start = last_start(&setting->profile[i], zone[i], time);
        if (start > latest) {
            latest = start;
            best = i;
        }
    }
    for (size_t i = 0; i < setting->profiles && best == POLICY_NONE; i++)
        if (setting->profile[i].when == AZURE_ALWAYS)
            best = i;
    return best;
}
