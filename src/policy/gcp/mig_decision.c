#include "policy/gcp/mig_decision.h"

#include "maths/whole_instances.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double mig_size_for_target(double instances, double value, double target)
{
    return instances_up(instances * value / target);
}

double mig_size_for_assignment(double total, double assignment)
{
    return instances_up(total / assignment);
}

double mig_size_for_cpu(double initialized, double all, double target, double current)
{
    double out = instances_up(initialized / target);
    return out > current ? out : fmin(current, instances_up(all / target));
}

static double clamp(const struct mig_bounds *bounds, double size)
{
    double low = bounds->per_instance ? fmax(1, bounds->min) : bounds->min;
    return fmax(low, fmin(bounds->max, size));
}

/// How many VMs scale-in may take of a peak.
static double allowed(const struct mig_bounds *bounds, double peak)
{
    if (!isnan(bounds->control_fixed))
        return bounds->control_fixed;
    return floor(bounds->control_percent * peak / 100 + 0.5);
}

double mig_recommend(const struct mig_bounds *bounds, const struct mig_past *asked, size_t count,
                     const struct mig_past *before, size_t befores, double current)
{
    double size = 0;
    for (size_t i = 0; i < count; i++)
        if (asked[i].age_s <= 0 || asked[i].age_s < bounds->stabilization_s)
            size = fmax(size, asked[i].size);
    size = clamp(bounds, size);
    if (isnan(bounds->control_fixed) && isnan(bounds->control_percent))
        return size;
    double peak = current;
    for (size_t i = 0; i < befores; i++)
        if (before[i].age_s < bounds->control_window_s)
            peak = fmax(peak, before[i].size);
    return clamp(bounds, fmax(size, peak - allowed(bounds, peak)));
}

double mig_apply_mode(enum mig_mode mode, double current, double recommended)
{
    if (mode == MIG_OFF)
        return current;
    return mode == MIG_ONLY_SCALE_OUT ? fmax(current, recommended) : recommended;
}

bool mig_schedule_holds(const struct cron *cron, const struct zone *zone, double duration_s,
                        instant time)
{
    instant begin = time - (instant)(duration_s * (double)INSTANT_PER_SECOND);
    instant start = cron_next(cron, zone, begin);
    return start != INSTANT_NONE && start <= time;
}

int mig_schedule_parse(const struct mig_schedule *schedule, struct cron *cron, struct zone **zone,
                       struct err *err)
{
    enum { TEXT_MAX = 256, FIELDS = 5 };
    char five[TEXT_MAX];
    char year[TEXT_MAX + sizeof "0 0 1 1 ? "];
    const char *text = schedule->recurrence == NULL ? "" : schedule->recurrence;
    size_t length = strlen(text) < TEXT_MAX ? strlen(text) : 0;
    size_t fields = 0, at = 0;
    for (; at < length && fields <= FIELDS; at++)
        if (text[at] != ' ' && (at == 0 || text[at - 1] == ' ') && ++fields > FIELDS)
            break;
    *zone = NULL;
    if (fields > FIELDS) {
        // A year behind the five fields; weekdays still count from 0.
        struct cron years;
        memcpy(five, text, at);
        five[at] = '\0';
        (void)snprintf(year, sizeof year, "0 0 1 1 ? %s", text + at);
        if (cron_parse(cron, five, err) != 0 || cron_parse(&years, year, err) != 0)
            return -1;
        memcpy(cron->year, years.year, sizeof cron->year);
    } else if (cron_parse(cron, text, err) != 0) {
        return -1;
    }
    return schedule->zone == NULL ? 0 : zone_open(zone, schedule->zone, err);
}
