#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*failure_clean_up)(void);

void mem_on_failure(void (*clean_up)(void))
{
    failure_clean_up = clean_up;
}

static _Noreturn void out_of_memory(void)
{
    static const char message[] =
        "headroom: out of memory; give a shorter range, a longer --step, or fewer series\n";
    if (failure_clean_up != NULL)
        failure_clean_up();
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(3);
    _exit(2);
}

void *mem_alloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    void *memory = calloc(count, size);
    if (memory == NULL)
        out_of_memory();
    return memory;
}

void *mem_resize(void *memory, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        out_of_memory();
    size_t bytes = count * size;
    void *resized = realloc(memory, bytes == 0 ? 1 : bytes);
    if (resized == NULL)
        out_of_memory();
    return resized;
}

char *mem_strndup(const char *text, size_t length)
{
    char *copy = mem_alloc(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *mem_strdup(const char *text)
{
    return mem_strndup(text, strlen(text));
}
