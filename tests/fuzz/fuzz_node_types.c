// Any bytes as types of nodes: read or refused, and what is read leaves room for pods.
#include "service/node_types.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct node_types types = {.type = NULL};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = node_types_read(source, &types, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0') || (result == 0 && types.count == 0))
        abort();
    for (size_t i = 0; i < types.count; i++) {
        const struct node_type *type = &types.type[i];
        if (!(type->cpu > type->daemon_cpu && type->memory > type->daemon_memory &&
              type->pods > type->daemon_pods) ||
            (isnan(type->price_hour) && isnan(type->price_month)))
            abort();
    }
    node_types_release(&types);
    return 0;
}
