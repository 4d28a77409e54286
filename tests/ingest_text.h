// Samples as text, so that a test compares all that was read from a file at once.
#ifndef HEADROOM_TESTS_INGEST_TEXT_H
#define HEADROOM_TESTS_INGEST_TEXT_H

#include "base/number.h"
#include "base/str.h"
#include "ingest/ingest.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// One file of a table of expectations; what is NULL or false is not given.
struct ingest_case {
    const char *file;
    const char *layout; ///< expected; NULL: the file is refused and `expect` is in the message
    const char *expect; ///< "metric [key] kind unit: time=value ...\n" a stream, or the message
    const char *note;   ///< in one of the notes; NULL: no warnings
    const char *zone;
    const char *unit;
    const char *value;
    const char *by;
    const char *sum;     ///< --sum
    const char *latency; ///< --latency-column
    bool count;
    enum ingest_prefer prefer;
    bool skip_bad;
    bool day_first;
};

static inline void append_stream(struct str *text, const struct sample_stream *stream)
{
    static const char *const kinds[] = {"gauge", "total", "counter", "event", "measurement"};
    str_append(text, stream->metric);
    if (stream->key != NULL)
        str_appendf(text, " [%s]", stream->key);
    str_appendf(text, " %s", kinds[stream->kind]);
    if (stream->per_s > 0)
        str_appendf(text, "/%gs", stream->per_s);
    if (stream->unit.name[0] != '\0')
        str_appendf(text, " %s", stream->unit.name);
    str_append(text, ":");
    struct sample_walk walk = {.stream = stream};
    struct sample sample;
    while (sample_walk_next(&walk, &sample)) {
        char time[INSTANT_TEXT_MAX];
        char value[NUMBER_TEXT_MAX];
        str_appendf(text, " %s=%s", instant_format(time, sample.time),
                    isnan(sample.value) ? "?" : number_format(value, sample.value));
    }
    str_append(text, "\n");
}

/// All streams that have samples, one a line.
static inline void append_samples(struct str *text, const struct samples *samples)
{
    for (size_t i = 0; i < samples->streams; i++)
        if (samples->stream[i].count > 0)
            append_stream(text, &samples->stream[i]);
}

static inline bool has_note(const struct notes *notes, const char *part)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strstr(notes->note[i].text, part) != NULL)
            return true;
    return false;
}

static inline bool has_warning(const struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        if (notes->note[i].level == NOTE_WARNING)
            return true;
    return false;
}

/// Reads one case's file from `folder` and checks all that it expects.
static inline void check_case(const char *folder, const struct ingest_case *want)
{
    struct str path = {0};
    str_appendf(&path, "%s/%s", folder, want->file);
    struct zone *zone = NULL;
    struct err err = {0};
    if (want->zone != NULL && zone_open(&zone, want->zone, &err) != 0) {
        skip(want->file, err.text);
        str_release(&path);
        return;
    }
    struct ingest_options options = {.zone = zone,
                                     .unit = want->unit,
                                     .value_columns = want->value,
                                     .key_columns = want->by,
                                     .count = want->count,
                                     .sum_columns = want->sum,
                                     .latency_columns = want->latency,
                                     .prefer = want->prefer,
                                     .skip_bad = want->skip_bad,
                                     .day_first = want->day_first};
    struct samples samples = {0};
    struct notes notes = {0};
    int result = ingest_file(str_text(&path), &options, &samples, &notes, &err);
    if (want->layout == NULL) {
        is_int(result, -1, want->file);
        has_text(err.text, want->expect, want->file);
    } else {
        struct str text = {0};
        append_samples(&text, &samples);
        is_text(result == 0 ? str_text(&text) : err.text, want->expect, want->file);
        is_text(result == 0 ? samples.source[0].layout : err.text, want->layout, want->file);
        if (want->note != NULL)
            ok(has_note(&notes, want->note), "%s: the notes say \"%s\"", want->file, want->note);
        else
            ok(!has_warning(&notes), "%s: no warning", want->file);
        str_release(&text);
    }
    samples_release(&samples);
    notes_release(&notes);
    zone_close(zone);
    str_release(&path);
}

/// One text of a table of expectations.
struct text_case {
    const char *what;
    const char *text;
    const char *expect; ///< samples, or the refusal
    const char *note;   ///< in one of the notes; NULL: there is no warning
    const char *layout; ///< NULL: the one that the table is about
    bool refused;
    struct ingest_options options;
};

/// Reads one case's text and checks all that it expects.
static inline void check_text(const struct text_case *want, const char *layout)
{
    struct byte_source *source = byte_source_memory(want->text, strlen(want->text));
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    int result = ingest_source(source, &want->options, &samples, &notes, &err);
    if (want->refused) {
        is_int(result, -1, want->what);
        has_text(err.text, want->expect, want->what);
    } else {
        struct str text = {0};
        append_samples(&text, &samples);
        is_text(result == 0 ? str_text(&text) : err.text, want->expect, want->what);
        is_text(result == 0 ? samples.source[0].layout : "",
                want->layout == NULL ? layout : want->layout, want->what);
        if (want->note != NULL)
            ok(has_note(&notes, want->note), "%s: the notes say \"%s\"", want->what, want->note);
        else
            ok(!has_warning(&notes), "%s: no warning", want->what);
        str_release(&text);
    }
    samples_release(&samples);
    notes_release(&notes);
    byte_source_close(source);
}

#endif
