// Any bytes as an assumptions file that a value is put into: a file that was readable still is,
// says the new value, and all other rows as before; the same change once more changes nothing.
#include "terms/assumptions.h"
#include "terms/assumptions_replace.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct assumption_kind kinds[] = {
    {.name = "per_instance", .dimension = DIMENSION_UNKNOWN},
    {.name = "headroom", .dimension = DIMENSION_RATIO},
    {.name = "price", .dimension = DIMENSION_MONEY_RATE},
    {.name = "lead_time", .dimension = DIMENSION_DURATION},
};

static const struct assumption_change change = {
    .name = "per_instance",
    .value = "412.5",
    .unit = "/s",
    .source = "load test, \"spring\"",
    .date = "2025-11-03",
};

static int read_text(const char *text, size_t length, struct assumptions *assumptions)
{
    struct assumption_names names = {
        .kind = kinds, .count = sizeof kinds / sizeof kinds[0], .hours_per_month = 730};
    struct notes notes = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory(text, length);
    int result = assumptions_read(source, &names, assumptions, &notes, &err);
    byte_source_close(source);
    notes_release(&notes);
    return result;
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void check_rows(const struct assumptions *before, const struct assumptions *after)
{
    const struct assumption *put = assumptions_find(after, change.name, NULL);
    // A file without such columns keeps none.
    if (put == NULL || put->quantity.value != 412.5 ||
        (put->date != NULL && !same_text(put->date, change.date)) ||
        (put->source != NULL && !same_text(put->source, change.source)))
        abort();
    for (size_t i = 0; i < before->count; i++) {
        const struct assumption *old = &before->item[i];
        const struct assumption *now = assumptions_find(after, old->name, old->service);
        if (now == NULL || !same_text(now->owner, old->owner))
            abort();
        if (now != put && (!same_text(now->value, old->value) || !same_text(now->unit, old->unit)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct assumptions before = {0};
    struct assumptions after = {0};
    struct str out = {0};
    struct str again = {0};
    struct err err = {0};
    bool readable = read_text(text, size, &before) == 0;
    int result = assumptions_replace("input", text, size, &change, &out, &err);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    if (result == 0 && readable) {
        if (read_text(str_text(&out), out.length, &after) != 0)
            abort();
        check_rows(&before, &after);
        if (assumptions_replace("output", str_text(&out), out.length, &change, &again, &err) != 0 ||
            again.length != out.length || memcmp(str_text(&again), str_text(&out), out.length) != 0)
            abort();
    }
    str_release(&out);
    str_release(&again);
    assumptions_release(&before);
    assumptions_release(&after);
    return 0;
}
