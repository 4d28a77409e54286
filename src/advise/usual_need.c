#include "advise/usual_need.h"

#include "maths/whole_instances.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600
#define MINUTES_PER_HOUR 60

/// Fewer days are no habit.
enum { DAYS_LEAST = 2, DAYS_OF_WORK = 5, DAYS_OF_WEEKEND = 2 };

/// Of one hour of the clock: its highest demand so far.
struct hour {
    int64_t number; ///< since 1970, local
    double highest;
};

/// Sums over days.
struct sums {
    double highest[DAY_TYPES][HOURS_OF_DAY];
    double days[DAY_TYPES][HOURS_OF_DAY];
};

static void finish_hour(const struct hour *hour, struct sums *sums)
{
    int weekday = civil_weekday(hour->number / HOURS_OF_DAY);
    enum day_type type = weekday < DAYS_OF_WORK ? DAY_OF_WORK : DAY_OF_WEEKEND;
    sums->highest[type][hour->number % HOURS_OF_DAY] += hour->highest;
    sums->days[type][hour->number % HOURS_OF_DAY]++;
}

static int64_t local_hour(const struct zone *zone, instant time)
{
    int64_t local_s = time / INSTANT_PER_SECOND + (zone == NULL ? 0 : zone_offset_s(zone, time));
    return local_s >= 0 ? local_s / SECONDS_PER_HOUR : 0;
}

/// What to learn from: the ticks before `until`, but for those between `from` and `to`.
struct lesson {
    const struct demand *demand;
    instant until, from, to;
    const struct zone *zone;
};

static void sum_up(const struct lesson *lesson, struct sums *sums)
{
    const struct demand *demand = lesson->demand;
    struct hour hour = {.number = -1};
    for (size_t i = 0; i < demand->n && demand_time(demand, i) < lesson->until; i++) {
        instant time = demand_time(demand, i);
        if (time >= lesson->from && time < lesson->to)
            continue;
        int64_t number = local_hour(lesson->zone, time);
        if (number != hour.number && hour.number >= 0)
            finish_hour(&hour, sums);
        if (number != hour.number)
            hour = (struct hour){.number = number};
        hour.highest = fmax(hour.highest, demand->value[i]);
    }
    if (hour.number >= 0)
        finish_hour(&hour, sums);
}

bool usual_need_learn_without(const struct demand *demand, instant until, instant from, instant to,
                              double per_instance, const struct zone *zone,
                              struct usual_need *usual)
{
    const struct lesson lesson = {demand, until, from, to, zone};
    instant end = demand_time(demand, demand->n);
    if ((until < end ? until : end) - demand->start <
        DAYS_LEAST * SECONDS_PER_DAY * INSTANT_PER_SECOND)
        return false;
    struct sums sums = {0};
    sum_up(&lesson, &sums);
    *usual = (struct usual_need){.weekly = true, .zone = zone == NULL ? NULL : zone_name(zone)};
    for (size_t h = 0; h < HOURS_OF_DAY; h++)
        usual->weekly = usual->weekly && sums.days[DAY_OF_WORK][h] >= DAYS_OF_WORK &&
                        sums.days[DAY_OF_WEEKEND][h] >= DAYS_OF_WEEKEND;
    for (size_t h = 0; h < HOURS_OF_DAY; h++) {
        double highest = sums.highest[DAY_OF_WORK][h] + sums.highest[DAY_OF_WEEKEND][h];
        double days = sums.days[DAY_OF_WORK][h] + sums.days[DAY_OF_WEEKEND][h];
        for (size_t type = 0; type < DAY_TYPES; type++)
            usual->need[type][h] = (usual->weekly ? sums.highest[type][h] / sums.days[type][h]
                                    : days > 0    ? highest / days
                                                  : 0) /
                                   per_instance;
    }
    return true;
}

bool usual_need_learn(const struct demand *demand, instant until, double per_instance,
                      const struct zone *zone, struct usual_need *usual)
{
    return usual_need_learn_without(demand, until, until, until, per_instance, zone, usual);
}

// --- the actions ---------------------------------------------------------------------------------

struct writer {
    const struct usual_need *usual;
    struct policy_set *set;
    int lead_minutes;
};

/// Days of cron on which a type's hours begin, or, where the action comes before midnight, the days
/// before those.
static const char *days_of(const struct writer *writer, enum day_type type, bool day_before)
{
    static const char *const days[DAY_TYPES][2] = {{"1-5", "0-4"}, {"0,6", "5,6"}};
    return writer->usual->weekly ? days[type][day_before] : "*";
}

static void add_action(const struct writer *writer, enum day_type type, int hour, bool rises,
                       double minimum)
{
    static const char *const words[DAY_TYPES] = {"workday", "weekend"};
    struct policy_set *set = writer->set;
    int minute = hour * MINUTES_PER_HOUR - (rises ? writer->lead_minutes : 0);
    bool day_before = minute < 0;
    if (day_before)
        minute += HOURS_OF_DAY * MINUTES_PER_HOUR;
    struct scheduled_action *action = &set->scheduled[set->scheduled_count++];
    scheduled_action_init(action);
    action->name =
        arena_printf(&set->arena, "%s-%02d", writer->usual->weekly ? words[type] : "day", hour);
    action->recurrence = arena_printf(&set->arena, "%d %d * * %s", minute % MINUTES_PER_HOUR,
                                      minute / MINUTES_PER_HOUR, days_of(writer, type, day_before));
    if (writer->usual->zone != NULL)
        action->zone = arena_strdup(&set->arena, writer->usual->zone);
    action->min = minimum;
}

void usual_need_schedule(const struct usual_need *usual, double share, double least, double most,
                         double lead_s, struct policy_set *set)
{
    struct writer writer = {
        .usual = usual,
        .set = set,
        .lead_minutes = (int)fmin(ceil(lead_s / MINUTES_PER_HOUR), MINUTES_PER_HOUR - 1),
    };
    size_t types = usual->weekly ? DAY_TYPES : 1;
    double level[DAY_TYPES][HOURS_OF_DAY];
    for (size_t type = 0; type < types; type++)
        for (size_t h = 0; h < HOURS_OF_DAY; h++)
            level[type][h] = fmin(fmax(instances_up(share * usual->need[type][h]), least), most);
    set->scheduled = arena_alloc(&set->arena, types * HOURS_OF_DAY * sizeof *set->scheduled);
    for (size_t type = 0; type < types; type++)
        for (int h = 0; h < HOURS_OF_DAY; h++) {
            // The first hour of a day follows the last of one that may be of the other type.
            double before = level[type][h == 0 ? HOURS_OF_DAY - 1 : h - 1];
            bool rises = level[type][h] > before;
            if (level[type][h] != before || (h == 0 && usual->weekly))
                add_action(&writer, (enum day_type)type, h, rises, level[type][h]);
        }
}
