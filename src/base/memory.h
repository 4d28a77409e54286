// Allocation that cannot fail: a program of bounded inputs that runs out of memory has nothing
// sensible left to do, so these end it with a message and status 2 after the registered clean-up.
#ifndef HEADROOM_BASE_MEMORY_H
#define HEADROOM_BASE_MEMORY_H

#include <stddef.h>

/// Allocates count * size zeroed bytes (at least one); the product is checked for overflow.
void *mem_alloc(size_t count, size_t size);

/// Resizes `memory` (may be NULL) to count * size bytes; new bytes are not zeroed.
void *mem_resize(void *memory, size_t count, size_t size);

/// Copies `text`, or its first `length` bytes, with a NUL at the end.
char *mem_strdup(const char *text);
char *mem_strndup(const char *text, size_t length);

/// Registers what runs before the program ends for lack of memory (temporary files are removed).
void mem_on_failure(void (*clean_up)(void));

#endif
