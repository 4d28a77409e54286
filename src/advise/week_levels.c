#include "advise/week_levels.h"

#include "advise/day_levels.h"
#include "base/vec.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIVISIONS = 4,
    TOTAL_MAX = WEEK_DAYS * DAY_LEVELS_MAX,
    WEEK_MINUTES = WEEK_DAYS * DAY_MINUTES,
};

/// Which class each day belongs to, Monday first.
struct division {
    size_t classes;
    int class_of[WEEK_DAYS];
};

static const struct division divisions[DIVISIONS] = {
    {1, {0, 0, 0, 0, 0, 0, 0}},
    {2, {0, 0, 0, 0, 0, 1, 1}},
    {3, {0, 0, 0, 0, 0, 1, 2}},
    {WEEK_DAYS, {0, 1, 2, 3, 4, 5, 6}},
};

/// The week with its days turned to begin at the quietest slot.
struct turned_week {
    size_t slots;
    int first; ///< the slot that days begin with; below 0: on the evening before
    double need[WEEK_DAYS][DAY_SLOTS_MAX];
    double level[WEEK_DAYS][DAY_SLOTS_MAX];
    double held[WEEK_MINUTES]; ///< level of each minute from Monday 00:00, rises ordered ahead
    double need_area;
};

/// The most that any day needs at a time of the day.
static double most_at(const struct week_need *week, size_t slot)
{
    double most = 0;
    for (size_t day = 0; day < WEEK_DAYS; day++)
        most = fmax(most, week->need[day * week->slots + slot]);
    return most;
}

/// Days begin where the quietest time of the day does, so that no level ends at midnight for its
/// own sake.
static void turn(const struct week_need *week, struct turned_week *turned)
{
    double least = INFINITY;
    turned->slots = week->slots;
    for (size_t slot = 0; slot < week->slots; slot++) {
        double most = most_at(week, slot);
        double before = most_at(week, (slot + week->slots - 1) % week->slots);
        bool begins = before > most || most < least;
        if (most < least || (most == least && begins)) {
            least = most;
            turned->first = (int)slot;
        }
    }
    // A day is named for its busy hours, not for the evening that it begins in.
    if (turned->first > (int)week->slots / 2)
        turned->first -= (int)week->slots;
    size_t all = WEEK_DAYS * week->slots;
    turned->need_area = 0;
    for (size_t i = 0; i < all; i++) {
        double need = week->need[(i + all + (size_t)turned->first) % all];
        turned->need[i / week->slots][i % week->slots] = need;
        turned->need_area += need;
    }
}

// --- one division of the week --------------------------------------------------------------------

/// The levels of each class, and how many each class gets for a total of levels.
struct solution {
    struct day_levels levels[WEEK_DAYS];
    double need[WEEK_DAYS][DAY_SLOTS_MAX];
    double area[WEEK_DAYS + 1][TOTAL_MAX + 1]; ///< of the first classes with so many levels in all
    size_t last[WEEK_DAYS + 1][TOTAL_MAX + 1]; ///< levels of the last of these classes
};

static void solve(const struct turned_week *week, const struct division *division,
                  struct solution *solution)
{
    double days[WEEK_DAYS] = {0};
    memset(solution->need, 0, sizeof solution->need);
    for (size_t day = 0; day < WEEK_DAYS; day++) {
        int class = division->class_of[day];
        days[class]++;
        for (size_t slot = 0; slot < week->slots; slot++)
            solution->need[class][slot] = fmax(solution->need[class][slot], week->need[day][slot]);
    }
    for (size_t k = 0; k <= TOTAL_MAX; k++)
        solution->area[0][k] = k == 0 ? 0 : (double)INFINITY;
    for (size_t class = 0; class < division->classes; class ++) {
        struct day_levels *levels = &solution->levels[class];
        day_levels_find(solution->need[class], week->slots, DAY_LEVELS_MAX, levels);
        for (size_t total = 0; total <= TOTAL_MAX; total++) {
            solution->area[class + 1][total] = INFINITY;
            for (size_t k = 1; k <= levels->most && k <= total; k++) {
                double area =
                    solution->area[class][total - k] + days[class] * day_levels_area(levels, k);
                if (area >= solution->area[class + 1][total])
                    continue;
                solution->area[class + 1][total] = area;
                solution->last[class + 1][total] = k;
            }
        }
    }
}

static void take(const struct solution *solution, const struct division *division, size_t total,
                 struct turned_week *week)
{
    for (size_t class = division->classes; class -- > 0;) {
        size_t k = solution->last[class + 1][total];
        for (size_t day = 0; day < WEEK_DAYS; day++)
            if (division->class_of[day] == (int)class)
                day_levels_fill(&solution->levels[class], k, week->level[day]);
        total -= k;
    }
}

// --- its changes ---------------------------------------------------------------------------------

static struct level_change *find_change(struct week_levels *levels, int minute, double level,
                                        bool up)
{
    for (size_t i = 0; i < levels->count; i++) {
        struct level_change *change = &levels->change[i];
        if (change->minute == minute && change->level == level && change->up == up)
            return change;
    }
    const struct level_change added = {.minute = minute, .level = level, .up = up};
    VEC_PUSH(levels->change, levels->count, levels->capacity, added);
    return &levels->change[levels->count - 1];
}

/// Each slot's level holds from the lead before it until its end: a fall that comes after what
/// follows it was ordered does not happen.
static void hold(struct turned_week *week, int lead_minutes)
{
    int slot_minutes = DAY_MINUTES / (int)week->slots;
    for (int i = 0; i < WEEK_MINUTES; i++)
        week->held[i] = 0;
    for (size_t i = 0; i < WEEK_DAYS * week->slots; i++) {
        double level = week->level[i / week->slots][i % week->slots];
        int serves = ((int)i + week->first) * slot_minutes + WEEK_MINUTES;
        // Of slots alike the first alone is ordered ahead.
        size_t last = (i + WEEK_DAYS * week->slots - 1) % (WEEK_DAYS * week->slots);
        bool rises = level > week->level[last / week->slots][last % week->slots];
        for (int at = serves - (rises ? lead_minutes : 0); at < serves + slot_minutes; at++)
            week->held[at % WEEK_MINUTES] = fmax(week->held[at % WEEK_MINUTES], level);
    }
}

static void add_change(struct week_levels *levels, const struct turned_week *week, int at, bool up,
                       int lead_minutes)
{
    struct level_change *change = find_change(levels, at % DAY_MINUTES, week->held[at], up);
    change->days |= 1u << (at / DAY_MINUTES);
    change->serves_minute = (at + (up ? lead_minutes : 0)) % DAY_MINUTES;
}

static int by_minute(const void *left, const void *right)
{
    const struct level_change *a = left;
    const struct level_change *b = right;
    if (a->minute != b->minute)
        return a->minute < b->minute ? -1 : 1;
    return (a->level > b->level) - (a->level < b->level);
}

static void list_changes(struct turned_week *week, int lead_minutes, struct week_levels *levels)
{
    levels->need_area = week->need_area;
    hold(week, lead_minutes);
    for (int at = 0; at < WEEK_MINUTES; at++) {
        double last = week->held[(at + WEEK_MINUTES - 1) % WEEK_MINUTES];
        if (week->held[at] != last)
            add_change(levels, week, at, week->held[at] > last, lead_minutes);
    }
    int begins = week->first * DAY_MINUTES / (int)week->slots + WEEK_MINUTES;
    if (levels->count == 0)
        add_change(levels, week, (begins - lead_minutes) % WEEK_MINUTES, true, lead_minutes);
    qsort(levels->change, levels->count, sizeof *levels->change, by_minute);
}

/// The fewest levels of a division within the waste, else its least wasteful.
static size_t best_total(const struct solution *solution, const struct division *division,
                         double allowed)
{
    const double *area = solution->area[division->classes];
    size_t best = division->classes;
    for (size_t total = best; total <= TOTAL_MAX && area[best] > allowed; total++)
        best = area[total] < area[best] ? total : best;
    return best;
}

/// Within the waste the fewer changes are better, then the smaller area; beyond it the area alone.
static bool is_better(const struct week_levels *levels, const struct week_levels *than,
                      double allowed)
{
    if (than->change == NULL)
        return true;
    if (levels->level_area > allowed || than->level_area > allowed)
        return levels->level_area < than->level_area;
    if (levels->count != than->count)
        return levels->count < than->count;
    return levels->level_area < than->level_area;
}

void week_levels_find(const struct week_need *week, double waste, int lead_minutes,
                      struct week_levels *levels)
{
    struct turned_week *turned = mem_alloc(1, sizeof *turned);
    struct solution *solution = mem_alloc(1, sizeof *solution);
    turn(week, turned);
    *levels = (struct week_levels){0};
    double allowed = turned->need_area * (1 + waste) * (1 + 1e-12);
    for (size_t i = 0; i < DIVISIONS; i++) {
        const struct division *division = &divisions[i];
        struct week_levels found = {0};
        solve(turned, division, solution);
        size_t total = best_total(solution, division, allowed);
        take(solution, division, total, turned);
        found.level_area = solution->area[division->classes][total];
        list_changes(turned, lead_minutes, &found);
        if (is_better(&found, levels, allowed)) {
            week_levels_release(levels);
            *levels = found;
        } else {
            week_levels_release(&found);
        }
        for (size_t class = 0; class < division->classes; class ++)
            day_levels_release(&solution->levels[class]);
    }
    free(solution);
    free(turned);
}

void week_levels_release(struct week_levels *levels)
{
    free(levels->change);
    *levels = (struct week_levels){0};
}
