// Any bytes as a resources file: read or refused, and every row has a name of its own.
#include "terms/resource_list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = {"compute", "database", NULL};

static const struct assumption_kind kinds[] = {
    {.name = "kind", .words = words, .only_words = true},
    {.name = "per_instance", .dimension = DIMENSION_UNKNOWN},
    {.name = "current", .dimension = DIMENSION_COUNT, .whole = true},
    {.name = "price", .dimension = DIMENSION_MONEY_RATE},
    {.name = "boot", .dimension = DIMENSION_DURATION},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(enum resource_list_kind kind, const uint8_t *data, size_t size)
{
    const struct assumption_names names = {
        .kind = kinds, .count = sizeof kinds / sizeof kinds[0], .hours_per_month = 730};
    struct assumptions assumptions = {0};
    struct resource_list list = {0};
    struct notes notes = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = resource_list_read(source, kind, &names, &assumptions, &list, &notes, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0') || (result == 0 && list.count == 0))
        abort();
    for (size_t i = 0; i < list.count && result == 0; i++)
        for (size_t k = 0; k <= i; k++)
            if ((strcmp(list.item[i].name, list.item[k].name) == 0) != (i == k))
                abort();
    resource_list_release(&list);
    assumptions_release(&assumptions);
    notes_release(&notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as(LIST_OF_RESOURCES, data, size);
    read_as(LIST_OF_TIERS, data, size);
    return 0;
}
