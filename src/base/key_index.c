#include "base/key_index.h"

#include "base/bytes_equal.h"
#include "base/memory.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/// FNV-1a over eight bytes at a time, mixed at the end so that the low bits depend on all of them.
static uint64_t hash_of(const char *key, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ length;
    while (length >= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, key, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
        key += sizeof word;
        length -= sizeof word;
    }
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * UINT64_C(0x100000001b3);
    hash ^= hash >> 29;
    return hash * UINT64_C(0xbf58476d1ce4e5b9) ^ hash >> 32;
}

static bool is_entry(const struct key_index *index, size_t number, const char *key, size_t length)
{
    const struct key_entry *entry = &index->entry[number];
    return entry->length == length &&
           (length == 0 || bytes_equal(index->bytes + entry->offset, key, length));
}

/// The slot that holds `key`, or the free one where it belongs.
static size_t slot_of(const struct key_index *index, uint64_t hash, const char *key, size_t length)
{
    size_t mask = index->slots - 1;
    size_t slot = (size_t)hash & mask;
    while (index->slot[slot] != 0) {
        const struct key_entry *entry = &index->entry[index->slot[slot] - 1];
        if (entry->hash == hash && is_entry(index, index->slot[slot] - 1, key, length))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void grow_slots(struct key_index *index)
{
    free(index->slot);
    index->slots = index->slots == 0 ? 64 : index->slots * 2;
    index->slot = mem_alloc(index->slots, sizeof *index->slot);
    for (size_t i = 0; i < index->count; i++) {
        size_t slot = (size_t)index->entry[i].hash & (index->slots - 1);
        while (index->slot[slot] != 0)
            slot = (slot + 1) & (index->slots - 1);
        index->slot[slot] = i + 1;
    }
}

static size_t keep_bytes(struct key_index *index, const char *key, size_t length)
{
    if (index->bytes == NULL || index->bytes_capacity - index->bytes_used < length) {
        size_t capacity = index->bytes_capacity == 0 ? 1024 : index->bytes_capacity;
        while (capacity - index->bytes_used < length)
            capacity *= 2;
        index->bytes = mem_resize(index->bytes, capacity, 1);
        index->bytes_capacity = capacity;
    }
    size_t offset = index->bytes_used;
    if (length > 0)
        memcpy(index->bytes + offset, key, length);
    index->bytes_used += length;
    return offset;
}

/// The key that followed the last one before, or the last one again; SIZE_MAX when it is neither.
static size_t guess(const struct key_index *index, const char *key, size_t length)
{
    if (index->count == 0)
        return SIZE_MAX;
    size_t next = index->last + 1 < index->count ? index->last + 1 : 0;
    if (is_entry(index, next, key, length))
        return next;
    return is_entry(index, index->last, key, length) ? index->last : SIZE_MAX;
}

size_t key_index_put(struct key_index *index, const char *key, size_t length, bool *added)
{
    size_t guessed = guess(index, key, length);
    if (guessed != SIZE_MAX) {
        if (added != NULL)
            *added = false;
        index->last = guessed;
        return guessed;
    }
    // At most half full: probes stay short.
    if (2 * (index->count + 1) > index->slots)
        grow_slots(index);
    uint64_t hash = hash_of(key, length);
    size_t slot = slot_of(index, hash, key, length);
    bool is_new = index->slot[slot] == 0;
    if (added != NULL)
        *added = is_new;
    if (is_new) {
        struct key_entry entry = {
            .hash = hash, .offset = keep_bytes(index, key, length), .length = length};
        VEC_PUSH(index->entry, index->count, index->capacity, entry);
        index->slot[slot] = index->count;
    }
    index->last = index->slot[slot] - 1;
    return index->last;
}

size_t key_index_find(const struct key_index *index, const char *key, size_t length)
{
    if (index->slots == 0)
        return SIZE_MAX;
    size_t slot = slot_of(index, hash_of(key, length), key, length);
    return index->slot[slot] == 0 ? SIZE_MAX : index->slot[slot] - 1;
}

void key_index_release(struct key_index *index)
{
    free(index->entry);
    free(index->slot);
    free(index->bytes);
    *index = (struct key_index){0};
}
