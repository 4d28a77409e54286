// A set of byte strings, each with its number in order of first appearance.
#ifndef HEADROOM_BASE_KEY_INDEX_H
#define HEADROOM_BASE_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct key_entry {
    uint64_t hash;
    size_t offset; ///< of the key's bytes
    size_t length;
};

/// Zero-initialise; release with key_index_release.
struct key_index {
    struct key_entry *entry; ///< in order of first appearance
    size_t count;
    size_t capacity;
    size_t *slot; ///< open addressing: entry number + 1, 0 is free
    size_t slots; ///< a power of two
    char *bytes;
    size_t bytes_used;
    size_t bytes_capacity;
    size_t last; ///< the number put before: keys tend to come in the order of their first time
};

/// The number of `key`, adding it when it is new; amortised O(1). *added may be NULL.
size_t key_index_put(struct key_index *index, const char *key, size_t length, bool *added);

/// The number of `key`, or SIZE_MAX.
size_t key_index_find(const struct key_index *index, const char *key, size_t length);

void key_index_release(struct key_index *index);

#endif
