// Memory that lives as long as a command: strings and small tables, freed in one go.
#ifndef HEADROOM_BASE_ARENA_H
#define HEADROOM_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/// Zero-initialise (`struct arena arena = {0}`); release with arena_release.
struct arena {
    struct arena_block *head;
};

/// Returns `size` zeroed bytes aligned for any type.
void *arena_alloc(struct arena *arena, size_t size);

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);

/// printf into the arena.
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena, const char *format,
                                                         ...);

void arena_release(struct arena *arena);

#endif
