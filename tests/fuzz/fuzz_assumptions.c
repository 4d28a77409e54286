// Any bytes as an assumptions file: read or refused, and every row kept has a value.
#include "terms/assumptions.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static const char *const words[] = {"zone", "region", NULL};

static const struct assumption_kind kinds[] = {
    {.name = "demand", .dimension = DIMENSION_UNKNOWN, .any_text = true},
    {.name = "per_instance", .dimension = DIMENSION_UNKNOWN},
    {.name = "headroom", .dimension = DIMENSION_RATIO},
    {.name = "spare", .dimension = DIMENSION_COUNT, .whole = true, .words = words},
    {.name = "price", .dimension = DIMENSION_MONEY_RATE},
    {.name = "hours_per_month", .dimension = DIMENSION_COUNT, .whole = true},
    {.name = "lead_time", .dimension = DIMENSION_DURATION},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct assumption_names names = {
        .kind = kinds, .count = sizeof kinds / sizeof kinds[0], .hours_per_month = 730};
    struct assumptions assumptions = {0};
    struct notes notes = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = assumptions_read(source, &names, &assumptions, &notes, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    for (size_t i = 0; i < assumptions.count; i++) {
        const struct assumption *row = &assumptions.item[i];
        if (isnan(row->quantity.value) == (row->word == NULL))
            abort();
        if (assumptions_find(&assumptions, row->name, row->service) != row)
            abort();
    }
    assumptions_release(&assumptions);
    notes_release(&notes);
    return 0;
}
