#include "cmd/latency_words.h"

#include "base/number.h"
#include "base/unit.h"

#include <math.h>
#include <string.h>

const char *latency_words_percent(const char *text, size_t length, double *percent)
{
    const char *equals = memchr(text, '=', length);
    if (length == 0 || text[0] != 'p' || equals == NULL ||
        !number_parse(text + 1, (size_t)(equals - text) - 1, percent))
        return NULL;
    return equals + 1;
}

int latency_words_read(const struct latency_words *words, double *percentile, double *limit_s,
                       struct err *err)
{
    const size_t mean = strlen("mean=");
    double percent = NAN;
    const char *time = words->mean_too && strncmp(words->text, "mean=", mean) == 0
                           ? words->text + mean
                           : latency_words_percent(words->text, strlen(words->text), &percent);
    if (time == NULL)
        return err_set(err, words->blame,
                       "%s is no latency target: write the percentile and its time, such as "
                       "p99=200ms%s",
                       words->said, words->mean_too ? ", or mean=80ms" : "");
    struct quantity limit;
    if (quantity_parse(words->place, time, DIMENSION_DURATION, words->hours_per_month, &limit,
                       NULL) != 0)
        return err_set(err, words->blame,
                       "%s is no latency target: the time needs its unit, such as %.*s200ms",
                       words->said, (int)(time - words->text), words->text);
    if (!(limit.value > 0))
        return err_set(err, words->blame, "%s: the time must be more than 0", words->said);
    *percentile = percent / 100;
    *limit_s = limit.value;
    return 0;
}
