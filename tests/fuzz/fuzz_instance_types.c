// Any bytes as a catalogue of instance types: read or refused, and what is read can be sized with.
#include "service/instance_types.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static bool behaves(const struct instance_types *types, size_t place)
{
    const struct instance_type *type = &types->type[place];
    return type->price_hour > 0 && type->price_hour <= 1e4 &&
           (type->vcpu > 0 || type->per_instance > 0) && type->most >= 1 &&
           !(type->memory_bytes <= 0) && instance_types_find(types, type->name) == type;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct instance_types types = {0};
    struct notes notes = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = instance_types_read(source, &types, &notes, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0') || (result == 0 && types.count == 0))
        abort();
    for (size_t i = 0; i < types.count; i++)
        if (!behaves(&types, i))
            abort();
    instance_types_release(&types);
    notes_release(&notes);
    return 0;
}
