// Anomalies: steps that stand far outside what season and level let expect.
#ifndef HEADROOM_SERIES_ANOMALY_H
#define HEADROOM_SERIES_ANOMALY_H

#include "series/condensed.h"
#include "series/season.h"
#include "series/series.h"

#include <stddef.h>

/// A run of unusual steps of one direction, at most an hour (or three steps) apart.
struct anomaly {
    instant start;
    int64_t duration_s;
    double value;    ///< the most extreme one, in the series' unit
    double expected; ///< what was usual at its time
    double score;    ///< its distance in robust deviations, negative below
};

struct anomalies {
    struct anomaly *item; ///< in order of time
    size_t count;
    size_t capacity;
    double threshold; ///< in robust deviations
};

/// The residual of each step on the working scale: value less the median of the day around it, less
/// the season's profile; its deviation is the robust one (MAD) of that hour of the day and its
/// neighbours; zeros at hours that usually have none do not count where a
/// twentieth of the steps has demand.
/// Unusual is what passes six deviations (below, on the plain scale too), or three where it stands
/// a fifth above all other days. Where there are more than one a day, only what stands out from
/// those by half: where spikes are the rule they are a pattern, not anomalies.
void anomalies_find(struct anomalies *anomalies, const struct series *series,
                    const struct condensed *condensed, const struct season *season);

void anomalies_release(struct anomalies *anomalies);

#endif
