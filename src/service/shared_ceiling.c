#include "service/shared_ceiling.h"

#include <math.h>

/// Served of what was sent, below which a level fell short; and of what fewer instances promise,
/// below which what they share is the limit.
#define SERVED_LEAST 0.99
#define PROMISED_LEAST 0.8

bool load_level_fell_short(const struct load_level *level)
{
    return !isnan(level->offered) && level->rate < SERVED_LEAST * level->offered;
}

/// The highest rate of so many instances, and whether they fell short of what was sent.
static double highest_rate(const struct load_level *level, size_t count, double instances,
                           bool *short_of)
{
    double highest = NAN;
    *short_of = false;
    for (size_t i = 0; i < count; i++) {
        if (level[i].instances != instances)
            continue;
        highest = fmax(highest, level[i].rate);
        *short_of = *short_of || load_level_fell_short(&level[i]);
    }
    return highest;
}

void shared_ceiling_find(const struct load_level *level, size_t count,
                         struct shared_ceiling *ceiling)
{
    *ceiling = (struct shared_ceiling){false, NAN, NAN, NAN, NAN};
    for (size_t i = 0; i < count; i++) {
        bool short_of, unused;
        double instances = level[i].instances;
        double rate = highest_rate(level, count, instances, &short_of);
        if (!short_of || (ceiling->found && instances >= ceiling->instances))
            continue;
        double best = NAN; // of an instance of a smaller group
        for (size_t k = 0; k < count; k++)
            if (level[k].instances < instances)
                best = fmax(best, highest_rate(level, count, level[k].instances, &unused) /
                                      level[k].instances);
        if (rate < PROMISED_LEAST * best * instances)
            *ceiling = (struct shared_ceiling){true, instances, rate, best * instances, best};
    }
}
