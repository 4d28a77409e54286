#include "series/partial.h"

#include "base/number.h"

#include <math.h>

void partial_last_step(struct series *series, struct notes *notes)
{
    enum { FEWEST = 48, MOST = 2016 };
    if (series->n < FEWEST)
        return;
    size_t last = series->n - 1;
    double fall = series->value[last] / series->value[last - 1];
    if (!(series->value[last - 1] > 0) || !(fall < 0.6))
        return;
    size_t compared = 0;
    for (size_t i = last - 1; i > 0 && compared < MOST; i--) {
        double before = series->value[i - 1];
        if (!(before > 0) || isnan(series->value[i]))
            continue;
        if (series->value[i] / before <= fall)
            return;
        compared++;
    }
    if (compared < FEWEST - 2)
        return;
    char time[INSTANT_TEXT_MAX];
    char share[NUMBER_TEXT_MAX];
    notes_add(notes, NOTE_WARNING, "partial",
              "%s: the last step, %s, looks cut off (%s of the one before, the deepest fall of "
              "all): left out; --until keeps or moves the end",
              series->name, instant_format(time, series_time(series, last)),
              percent_format(share, fall, 2));
    series->value[last] = NAN;
    series->mark[last] = MARK_PARTIAL;
}

void partial_uncovered_step(struct series *series, instant end, struct notes *notes)
{
    size_t last = series->n - 1;
    if (series->n == 0 || end >= series_end(series) || isnan(series->value[last]))
        return;
    char time[INSTANT_TEXT_MAX];
    char stop[INSTANT_TEXT_MAX];
    notes_add(notes, NOTE_WARNING, "partial",
              "%s: the last step, %s, is covered only to %s: left out", series->name,
              instant_format(time, series_time(series, last)), instant_format(stop, end));
    series->value[last] = NAN;
    series->mark[last] = MARK_PARTIAL;
}
