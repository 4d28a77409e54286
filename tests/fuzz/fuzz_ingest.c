// Reading exports: any bytes give samples or a message, whatever layout is forced on them. A last
// byte over 127 is not data: it chooses the layout and options.
#include "ingest/ingest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A message is one line of printable text; the layouts that read nothing have to say why.
static void check_message(const struct err *err)
{
    if (err->kind == ERR_NONE || err->text[0] == '\0')
        abort();
    for (const char *at = err->text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            abort();
}

static void check_samples(const struct samples *samples)
{
    size_t count = 0;
    for (size_t i = 0; i < samples->streams; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        count += stream->count;
        if (stream->metric == NULL || stream->kind_rule == NULL || stream->source != 0)
            abort();
        struct sample_walk walk = {.stream = stream};
        struct sample sample = {0};
        while (sample_walk_next(&walk, &sample))
            if (sample.time == INSTANT_NONE)
                abort();
        if (walk.cursor.at != stream->time.length ||
            (stream->count > 0 && sample.time != stream->time.last))
            abort();
    }
    if (count == 0 || samples->source[0].layout == NULL || samples->source[0].why == NULL)
        abort();
}

static void choose_options(unsigned char choice, struct ingest_options *options)
{
    size_t layouts = 0;
    while (ingest_layout_name(layouts).name != NULL)
        layouts++;
    options->layout = ingest_layout_name(choice % layouts).name;
    options->skip_bad = choice & 0x40;
    options->day_first = choice & 0x20;
    options->count = choice & 0x10;
    options->latency_columns = choice & 0x08 ? "latency_ms,bytes" : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ingest_options options = {.layout = NULL};
    if (size > 0 && data[size - 1] > 127)
        choose_options(data[--size], &options);
    struct byte_source *source = byte_source_memory((const char *)data, size);
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    if (ingest_source(source, &options, &samples, &notes, &err) != 0)
        check_message(&err);
    else
        check_samples(&samples);
    byte_source_close(source);
    samples_release(&samples);
    notes_release(&notes);
    return 0;
}
