#include "cmd/latency_words.h"

#include "base/number.h"
#include "base/unit.h"

#include <math.h>
#include <string.h>

int latency_words_read(const struct latency_words *words, double *percentile, double *limit_s,
                       struct err *err)
{
    const char *equals = strchr(words->text, '=');
    double percent = NAN;
    bool mean = words->mean_too && strncmp(words->text, "mean=", strlen("mean=")) == 0;
    if (!mean && (words->text[0] != 'p' || equals == NULL ||
                  !number_parse(words->text + 1, (size_t)(equals - words->text) - 1, &percent)))
        return err_set(err, words->blame,
                       "%s is no latency target: write the percentile and its time, such as "
                       "p99=200ms%s",
                       words->said, words->mean_too ? ", or mean=80ms" : "");
    struct quantity limit;
    if (quantity_parse(words->place, equals + 1, DIMENSION_DURATION, words->hours_per_month, &limit,
                       err) != 0)
        return -1;
    if (!(limit.value > 0))
        return err_set(err, words->blame, "%s: the time must be more than 0", words->said);
    *percentile = percent / 100;
    *limit_s = limit.value;
    return 0;
}
