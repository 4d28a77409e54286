#include "ingest/samples.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/// Moving the samples of one stream behind those of another, by what both held before.
static void test_move(void)
{
    // Times far apart and falling, and the first and last that there are: no spacing is alike.
    static const instant time[] = {INSTANT_NONE + 1, 5, 5, -1000000, INT64_MAX, 0, 60000,
                                   120000,           1};
    enum { TIMES = sizeof time / sizeof *time };
    for (size_t cut = 0; cut <= TIMES; cut++) {
        struct samples to = {0};
        struct samples from = {0};
        samples_stream(&to, samples_source(&to, "a"), "m", 1, NULL, 0);
        samples_stream(&from, samples_source(&from, "a"), "m", 1, NULL, 0);
        for (size_t i = 0; i < TIMES; i++)
            samples_add(i < cut ? &to : &from, 0, time[i], (double)i);
        samples_move(&to, 0, &from.stream[0]);
        samples_add(&to, 0, 42, TIMES);
        bool same = to.stream[0].count == TIMES + 1 && to.stream[0].first == time[0];
        struct sample *sample = samples_drain(&to, 0);
        for (size_t i = 0; i < TIMES; i++)
            same = same && sample[i].time == time[i] && sample[i].value == (double)i;
        ok(same && sample[TIMES].time == 42, "%zu samples and %zu moved behind them", cut,
           TIMES - cut);
        is_int(from.stream[0].count + to.stream[0].count, 0, "nothing stays behind");
        free(sample);
        samples_release(&to);
        samples_release(&from);
    }
}

int main(void)
{
    struct samples samples = {0};
    size_t file = samples_source(&samples, "a.csv");
    size_t other_file = samples_source(&samples, "b.csv");
    size_t requests = samples_stream(&samples, file, "requests", 8, "web", 3);
    is_int(requests, 0, "the first stream is number 0");
    is_int(samples_stream(&samples, file, "requests", 8, "web", 3), 0,
           "the same name is the same stream");
    is_int(samples_stream(&samples, file, "requests", 8, NULL, 0), 1,
           "no key is a stream of its own");
    is_int(samples_stream(&samples, file, "requests", 8, "", 0), 2, "and so is an empty key");
    is_int(samples_stream(&samples, file, "requestsw", 9, "eb", 2), 3,
           "metric and key do not run together");
    is_int(samples_stream(&samples, other_file, "requests", 8, "web", 3), 4,
           "each file has its own streams");

    for (int i = 0; i < 100; i++)
        samples_add(&samples, requests, i * INSTANT_PER_SECOND, i == 7 ? (double)NAN : i);
    samples_mark(&samples, requests, 7 * INSTANT_PER_SECOND, 'a');
    const struct sample_stream *stream = &samples.stream[requests];
    is_int(stream->count, 100, "samples are appended");
    struct sample_walk walk = {.stream = stream};
    struct sample sample[101];
    size_t walked = 0;
    while (walked <= 100 && sample_walk_next(&walk, &sample[walked]))
        walked++;
    is_int(walked, 100, "a walk gives them back");
    is_int(sample[99].time, 99000, "with their time");
    near(sample[99].value, 99, 0, "and value");
    ok(isnan(sample[7].value), "a missing value is NaN");
    ok(stream->time.length < 110, "times at one spacing take a byte each");
    is_int(stream->mark[0].mark, 'a', "a mark stays with its stream");
    is_text(stream->metric, "requests", "the metric's name is kept");
    is_text(stream->key, "web", "and the key");

    size_t last = 0;
    for (int i = 0; last != SIZE_MAX && i <= SAMPLES_MAX_STREAMS; i++) {
        char key[16];
        int length = snprintf(key, sizeof key, "%d", i);
        last = samples_stream(&samples, file, "cpu", 3, key, (size_t)length);
    }
    ok(last == SIZE_MAX, "more than 2^20 streams are refused");
    is_int(samples.streams, SAMPLES_MAX_STREAMS, "at the limit");
    test_move();
    samples_release(&samples);
    return done();
}
