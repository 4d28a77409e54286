#include "service/assumptions.h"

#include <stdint.h>
#include <stdlib.h>

static const struct assumption *find_exact(const struct assumptions *assumptions, const char *name,
                                           const char *service)
{
    struct str key = {0};
    str_appendf(&key, "%s\n%s", name, service == NULL ? "" : service);
    size_t place = key_index_find(&assumptions->index, key.data, key.length);
    str_release(&key);
    return place == SIZE_MAX ? NULL : &assumptions->item[place];
}

const struct assumption *assumptions_find(const struct assumptions *assumptions, const char *name,
                                          const char *service)
{
    const struct assumption *own = service == NULL ? NULL : find_exact(assumptions, name, service);
    return own != NULL ? own : find_exact(assumptions, name, NULL);
}

void assumptions_release(struct assumptions *assumptions)
{
    arena_release(&assumptions->arena);
    free(assumptions->item);
    key_index_release(&assumptions->index);
    *assumptions = (struct assumptions){0};
}
