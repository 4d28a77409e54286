// A latency target as it is written: "p99=200ms", "mean=80ms".
#ifndef HEADROOM_CMD_LATENCY_WORDS_H
#define HEADROOM_CMD_LATENCY_WORDS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/// Reads "p99" of the "p99=200ms" that `text` begins with, `length` characters long: 99 into
/// *percent. Returns what follows the "=", or NULL where it is written in another way.
const char *latency_words_percent(const char *text, size_t length, double *percent);

struct latency_words {
    const char *text;  ///< "p99=200ms"
    const char *said;  ///< for messages: "--latency p99=200ms"
    const char *place; ///< "--latency", "web.csv:4"
    enum err_kind blame;
    double hours_per_month;
    bool mean_too; ///< "mean=80ms" is a target as well
};

/// Reads the percentile (0.99; NaN for the mean) and the time in seconds. Errors: another form, a
/// time of 0 or less, no unit.
int latency_words_read(const struct latency_words *words, double *percentile, double *limit_s,
                       struct err *err);

#endif
