#include "advise/schedule_profiles.h"

#include "base/str.h"
#include "policy/azure/autoscale_setting.h"
#include "policy/azure/windows_zones.h"
#include "policy/platforms.h"

#include <math.h>

/// The name by which Azure knows the schedule's clock.
static const char *windows_zone(const struct schedule_question *question, struct err *err)
{
    if (question->zone_name == NULL)
        return "UTC";
    const char *name = windows_zone_of(question->zone_name);
    if (name == NULL)
        err_set(err, ERR_USAGE,
                "--emit azure: Azure names time zones as Windows does, which has no name of its "
                "own for %s: --tz with a city of the same clock that it names, such as "
                "Europe/Berlin",
                question->zone_name);
    return name;
}

static struct azure_profile *add_profile(struct autoscale_setting *setting, struct arena *arena,
                                         double level)
{
    struct azure_profile *profile = &setting->profile[setting->profiles++];
    *profile = (struct azure_profile){.name = arena_printf(arena, "level-%zu", setting->profiles),
                                      .min = level,
                                      .max = level,
                                      .otherwise = level};
    return profile;
}

static void add_week(const struct week_levels *levels, const char *zone,
                     struct autoscale_setting *setting, struct arena *arena)
{
    static const char *const days[WEEK_DAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
    for (size_t i = 0; i < levels->count; i++) {
        const struct level_change *change = &levels->change[i];
        struct azure_profile *profile = add_profile(setting, arena, change->level);
        // A week that never changes is the default profile.
        if (levels->count == 1)
            return;
        profile->when = AZURE_WEEKLY;
        profile->zone = zone;
        profile->frequency = "Week";
        profile->day = arena_alloc(arena, WEEK_DAYS * sizeof *profile->day);
        for (int day = 0; day < WEEK_DAYS; day++)
            if (change->days >> day & 1u)
                profile->day[profile->days++] = days[day];
        profile->hour = arena_alloc(arena, sizeof *profile->hour);
        profile->minute = arena_alloc(arena, sizeof *profile->minute);
        const int hour = (int)change->minute / 60;
        profile->hour[profile->hours++] = hour;
        profile->minute[profile->minutes++] = change->minute % 60;
    }
}

static void local_time(const struct schedule_question *question, instant time, struct civil *local)
{
    int64_t offset_s = question->zone == NULL ? 0 : zone_offset_s(question->zone, time);
    civil_from_instant(time + offset_s * INSTANT_PER_SECOND, local);
}

static void add_events(const struct schedule_question *question,
                       const struct scaling_schedule *schedule, const char *zone,
                       struct autoscale_setting *setting, struct arena *arena)
{
    for (size_t i = 0; i < schedule->events; i++) {
        const struct event_window *window = &schedule->window[i];
        struct azure_profile *profile = add_profile(setting, arena, window->instances);
        profile->when = AZURE_FIXED;
        profile->zone = zone;
        profile->has_range = true;
        local_time(question, window->start, &profile->start);
        local_time(question, window->end, &profile->end);
    }
}

int schedule_profiles_make(const struct schedule_question *question,
                           const struct scaling_schedule *schedule, struct policy_set *set,
                           struct notes *notes, struct err *err)
{
    const struct week_levels *levels = &schedule->levels;
    size_t count = levels->count + schedule->events;
    const char *zone = windows_zone(question, err);
    if (zone == NULL)
        return -1;
    if (count > AZURE_PROFILES_MAX)
        return err_set(err, ERR_USAGE,
                       "--emit azure: %zu profiles, and a setting takes %d at most: a higher "
                       "--waste, fewer events or a shorter horizon make fewer",
                       count, (int)AZURE_PROFILES_MAX);
    policy_set_init(set, &platform_scale_set);
    struct arena *arena = &set->arena;
    struct autoscale_setting *setting = arena_alloc(arena, sizeof *setting);
    set->own = setting;
    set->group.name = question->group == NULL ? NULL : arena_strdup(arena, question->group);
    set->group.min = schedule->least;
    set->group.max = schedule->most;
    *setting = (struct autoscale_setting){.enabled = true, .ahead_s = NAN};
    setting->target = arena_printf(
        arena, "[resourceId('Microsoft.Compute/virtualMachineScaleSets', '%s')]", set->group.name);
    setting->profile = arena_alloc(arena, count * sizeof *setting->profile);
    add_week(levels, zone, setting, arena);
    add_events(question, schedule, zone, setting, arena);
    notes_add(notes, NOTE_INFO, "schedule-no-rules",
              "each profile holds its count whatever the load: add rules, and a maximum above the "
              "minimum, where a metric is to scale, too");
    return 0;
}
