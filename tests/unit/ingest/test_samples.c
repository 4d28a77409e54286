#include "ingest/samples.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>

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
    is_int(stream->sample[99].time, 99000, "with their time");
    near(stream->sample[99].value, 99, 0, "and value");
    ok(isnan(stream->sample[7].value), "a missing value is NaN");
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
    samples_release(&samples);
    return done();
}
