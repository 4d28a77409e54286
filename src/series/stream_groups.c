#include "series/stream_groups.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    const char *metric, *key;
    size_t stream;
    size_t first; ///< first stream of the same metric and key
};

static int same_or_order(const struct entry *a, const struct entry *b)
{
    int order = strcmp(a->metric, b->metric);
    return order != 0 ? order : strcmp(a->key, b->key);
}

static int by_identity(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = same_or_order(a, b);
    if (order != 0)
        return order;
    return a->stream < b->stream ? -1 : a->stream > b->stream;
}

static int by_first_appearance(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->stream < b->stream ? -1 : a->stream > b->stream;
}

void stream_groups_init(struct stream_groups *groups, const struct samples *samples)
{
    size_t count = samples->streams;
    struct entry *entry = mem_alloc(count, sizeof *entry);
    for (size_t i = 0; i < count; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        entry[i] = (struct entry){stream->metric, stream->key != NULL ? stream->key : "", i, i};
    }
    if (count > 1)
        qsort(entry, count, sizeof *entry, by_identity);
    for (size_t i = 1; i < count; i++)
        if (same_or_order(&entry[i - 1], &entry[i]) == 0)
            entry[i].first = entry[i - 1].first;
    if (count > 1)
        qsort(entry, count, sizeof *entry, by_first_appearance);

    groups->stream = mem_alloc(count, sizeof *groups->stream);
    groups->first = mem_alloc(count + 1, sizeof *groups->first);
    groups->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || entry[i].first != entry[i - 1].first)
            groups->first[groups->count++] = i;
        groups->stream[i] = entry[i].stream;
    }
    groups->first[groups->count] = count;
    free(entry);
}

void stream_groups_release(struct stream_groups *groups)
{
    free(groups->stream);
    free(groups->first);
    *groups = (struct stream_groups){0};
}
