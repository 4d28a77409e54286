// Schedules: any text is parsed or refused, and what is parsed runs later than asked for.
#include "time/cron.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { TEXT_MAX = 200 };
    char text[TEXT_MAX + 1];
    if (size > TEXT_MAX)
        size = TEXT_MAX;
    memcpy(text, data, size);
    text[size] = '\0';
    struct cron cron;
    struct err err;
    if (cron_parse(&cron, text, &err) != 0)
        return 0;
    instant now = INT64_C(1710050400000);
    for (int i = 0; i < 3; i++) {
        instant next = cron_next(&cron, NULL, now);
        if (next == INSTANT_NONE)
            break;
        if (next <= now)
            abort();
        now = next;
    }
    return 0;
}
