// A latency target as it is written: "p99=200ms", "mean=80ms".
#ifndef HEADROOM_CMD_LATENCY_WORDS_H
#define HEADROOM_CMD_LATENCY_WORDS_H

#include "base/err.h"

#include <stdbool.h>

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
