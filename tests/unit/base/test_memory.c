// Memory, arenas and growing arrays.
#include "base/arena.h"
#include "base/memory.h"
#include "base/vec.h"
#include "tap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_memory(void)
{
    unsigned char *bytes = mem_alloc(100, 4);
    int sum = 0;
    for (int i = 0; i < 400; i++)
        sum += bytes[i];
    is_int(sum, 0, "memory is zeroed");
    bytes = mem_resize(bytes, 1000, 4);
    memset(bytes, 1, 4000);
    free(bytes);
    void *nothing = mem_alloc(0, 8);
    ok(nothing != NULL, "nothing is something that can be freed");
    nothing = mem_resize(nothing, 0, 8);
    ok(nothing != NULL, "also resized");
    free(nothing);
    char *text = mem_strdup("text");
    char *part = mem_strndup("text", 2);
    is_text(text, "text", "a copy");
    is_text(part, "te", "and of a part");
    free(text);
    free(part);
}

static int pipe_end;

static void clean_up(void)
{
    if (write(pipe_end, "clean", 5) != 5)
        _exit(3);
}

/// What a program does that asks for more than there can be.
static void test_failure(size_t count, const char *name)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    pid_t child = fork();
    if (child == 0) {
        pipe_end = ends[1];
        dup2(ends[1], STDERR_FILENO);
        mem_on_failure(clean_up);
        free(mem_resize(NULL, count, 16));
        _exit(0);
    }
    close(ends[1]);
    char said[200] = "";
    size_t length = 0;
    for (ssize_t got; (got = read(ends[0], said + length, sizeof said - 1 - length)) > 0;)
        length += (size_t)got;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ok(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%s ends the program with 2", name);
    has_text(said, "cleanheadroom: out of memory; give a shorter range",
             "after cleaning up, with what to do");
}

static void test_arena(void)
{
    struct arena arena = {0};
    char *text = arena_strdup(&arena, "first");
    char *part = arena_strndup(&arena, "second", 3);
    char *made = arena_printf(&arena, "%d %s", 3, "third");
    size_t misaligned = 0;
    size_t not_zero = 0;
    for (size_t size = 0; size < 40000; size += 97) {
        unsigned char *bytes = arena_alloc(&arena, size);
        misaligned += (uintptr_t)bytes % alignof(max_align_t) != 0;
        for (size_t i = 0; i < size; i++)
            not_zero += bytes[i] != 0;
        memset(bytes, 0xAA, size);
    }
    is_int(misaligned, 0, "every piece is aligned");
    is_int(not_zero, 0, "and zeroed");
    is_text(text, "first", "what came before stays");
    is_text(part, "sec", "a part of a text");
    is_text(made, "3 third", "and a printed one");
    arena_release(&arena);
    ok(arena.head == NULL, "released in one go");
    arena_release(&arena);
}

static void test_vec(void)
{
    int *number = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(number, count, capacity, i);
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += number[i] != (int)i;
    ok(count == 1000 && capacity >= count && wrong == 0, "an array grows");
    free(number);
}

int main(void)
{
    test_memory();
    test_failure(SIZE_MAX / 8, "a product that overflows");
#if !defined(__SANITIZE_ADDRESS__)
    test_failure(SIZE_MAX / 64, "more than there is");
#endif
    test_arena();
    test_vec();
    return done();
}
