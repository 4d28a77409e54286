// The levels of a week: which days share their levels, and when these change.
#ifndef HEADROOM_ADVISE_WEEK_LEVELS_H
#define HEADROOM_ADVISE_WEEK_LEVELS_H

#include <stdbool.h>
#include <stddef.h>

enum { WEEK_DAYS = 7, DAY_SLOTS_MAX = 288, DAY_LEVELS_MAX = 24, DAY_MINUTES = 1440 };

/// Need of each slot of a week on a local clock, from Monday 00:00.
struct week_need {
    size_t slots; ///< of a day
    double need[WEEK_DAYS * DAY_SLOTS_MAX];
};

/// One change of level, on the days of the mask (bit 0: Monday) at this minute of the day.
struct level_change {
    int minute;
    unsigned days;
    double level;
    int serves_minute; ///< of the day, when the level is needed (or no longer)
    bool up;
};

/// Changes of a week, in order of their minute.
struct week_levels {
    struct level_change *change;
    size_t count;
    size_t capacity;
    double need_area, level_area; ///< sums over the slots of a week
};

/// Finds the fewest levels with level_area <= (1 + waste) need_area for days that are all alike,
/// for Monday to Friday and the weekend, with Saturday apart from Sunday, and for each day on its
/// own, at most DAY_LEVELS_MAX a day; and takes of these the one with the fewest changes, then the
/// smallest area. A day begins at its quietest time. What rises changes `lead_minutes` before it is
/// needed, what falls when it no longer is. Where no number of levels stays within the waste, the
/// least wasteful is given. A week that never changes has one change that sets its level. Release
/// with week_levels_release.
void week_levels_find(const struct week_need *week, double waste, int lead_minutes,
                      struct week_levels *levels);

void week_levels_release(struct week_levels *levels);

#endif
