#include "series/unrelated_files.h"

#include "base/err.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/// What is known of one file.
struct extent {
    instant first, last;
    bool any;    ///< it has samples
    bool shares; ///< a series with another file
};

static void widen(struct extent *extent, const struct sample_stream *stream)
{
    struct sample_walk walk = {.stream = stream};
    struct sample sample;
    while (sample_walk_next(&walk, &sample)) {
        extent->first = extent->any && extent->first < sample.time ? extent->first : sample.time;
        extent->last = extent->any && extent->last > sample.time ? extent->last : sample.time;
        extent->any = true;
    }
}

/// Whether a file overlaps none of the others.
static bool stands_alone(const struct extent *extent, size_t files, size_t file)
{
    for (size_t i = 0; i < files; i++)
        if (i != file && extent[i].any && extent[i].first <= extent[file].last &&
            extent[file].first <= extent[i].last)
            return false;
    return extent[file].any;
}

void unrelated_files_note(const struct samples *samples, const struct stream_groups *groups,
                          struct notes *notes)
{
    if (samples->sources < 2)
        return;
    struct extent *extent = mem_alloc(samples->sources, sizeof *extent);
    for (size_t i = 0; i < samples->streams; i++)
        widen(&extent[samples->stream[i].source], &samples->stream[i]);
    for (size_t g = 0; g < groups->count; g++)
        for (size_t i = groups->first[g];
             groups->first[g + 1] - groups->first[g] > 1 && i < groups->first[g + 1]; i++)
            extent[samples->stream[groups->stream[i]].source].shares = true;
    for (size_t i = 0; i < samples->sources; i++) {
        char first[INSTANT_TEXT_MAX];
        char last[INSTANT_TEXT_MAX];
        char name[256];
        if (extent[i].shares || !stands_alone(extent, samples->sources, i))
            continue;
        notes_add(
            notes, NOTE_WARNING, "unrelated files",
            "%s: %s to %s, it has no time and no series in common with the other files; do "
            "they belong together?",
            err_quote(name, sizeof name, samples->source[i].path, strlen(samples->source[i].path)),
            instant_format(first, extent[i].first), instant_format(last, extent[i].last));
    }
    free(extent);
}
