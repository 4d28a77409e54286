// Series: whatever samples an export may hold, they become series or a message, and every analysis
// of those ends with figures in their bounds.
#include "series/analysis.h"
#include "series/explain.h"
#include "series/grid.h"
#include "series/signal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_BYTES = 4, SAMPLE_BYTES = 4, MOST_SAMPLES = 3000, MOST_STEPS = 8000 };

static const double special[] = {0, 1, -1, 1e300, -1e300, 1e-300, 4294967295.0, 1e9};

/// Four bytes a sample: what the time goes on by, its unit, and the value.
static void add_samples(struct samples *samples, const uint8_t *data, size_t size)
{
    static const int64_t unit_ms[] = {1, 1000, 60000, 300000, 3600000, 86400000, -1000, 0};
    size_t stream = samples_stream(samples, 0, "load", 4, NULL, 0);
    size_t other = samples_stream(samples, 0, "latency_ms", 10, NULL, 0);
    instant time = INT64_C(1704067200000);
    for (size_t i = 0; i + SAMPLE_BYTES <= size && i < MOST_SAMPLES * SAMPLE_BYTES;
         i += SAMPLE_BYTES) {
        time += data[i] * unit_ms[data[i + 1] & 7];
        uint8_t kind = data[i + 2];
        double value = kind < 8     ? special[kind]
                       : kind == 8  ? NAN
                       : kind < 128 ? (double)data[i + 3]
                                    : kind * 256.0 + data[i + 3];
        samples_add(samples, (data[i + 1] & 8) != 0 ? other : stream, time, value);
    }
}

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_analysis(const struct series *series)
{
    for (size_t i = 0; i < series->n; i++)
        check(!isinf(series->value[i]) && series->mark[i] <= MARK_PARTIAL);
    struct analysis analysis;
    struct str text = {0};
    analysis_init(&analysis, series, NULL, NULL);
    check(isnan(analysis.season.daily) ||
          (analysis.season.daily >= 0 && analysis.season.daily <= 1));
    check(isnan(analysis.season.weekly) ||
          (analysis.season.weekly >= 0 && analysis.season.weekly <= 1));
    check(analysis.pattern.class < PATTERN_CLASSES);
    check(analysis.enough_for_s >= 0);
    check(analysis.statistics.missing <= analysis.statistics.n);
    explain_pattern(&analysis, &text);
    explain_growth(&analysis, &text);
    explain_hosting(&analysis, &text);
    explain_advice(&analysis, &text);
    str_release(&text);
    analysis_release(&analysis);
}

static void check_signals(const struct series_set *set)
{
    const struct series *series[2] = {&set->item[0], &set->item[set->count - 1]};
    struct signals signals;
    struct str target = {0};
    struct str why = {0};
    signals_rank(&signals, series, set->count > 1 ? 2 : 1);
    signals_choose(&signals, &target, &why);
    check(why.length > 0);
    str_release(&target);
    str_release(&why);
    signals_release(&signals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t steps[] = {0, 0, 0, 60, 300, 3600, 86400, 604800};
    if (size < OPTION_BYTES)
        return 0;
    struct sample_source source = {.path = "fuzz", .zone_assumed = (data[3] & 1) != 0};
    struct samples samples = {.source = &source, .sources = 1};
    add_samples(&samples, data + OPTION_BYTES, size - OPTION_BYTES);
    for (size_t i = 0; i < samples.streams; i++)
        samples.stream[i].kind = (enum sample_kind)(data[0] & 3);
    struct grid_options options = {
        .step_s = steps[data[1] & 7],
        .gaps = (enum gap_policy)((data[2] & 15) % 5),
        .since = INSTANT_NONE,
        .until = INSTANT_NONE,
        .window_s = (data[3] & 2) != 0 ? 86400 : 0,
        .prefer = (enum ingest_prefer)((data[2] >> 4) % 3),
    };
    struct series_set set = {0};
    struct err err = {0};
    if (grid_build(&samples, &options, &set, NULL, &err) == 0) {
        check(set.count > 0);
        for (size_t i = 0; i < set.count; i++)
            if (set.item[i].n <= MOST_STEPS)
                check_analysis(&set.item[i]);
        if (set.item[0].n <= MOST_STEPS)
            check_signals(&set);
        series_set_release(&set);
    } else {
        check(err.text[0] != '\0' && set.count == 0);
    }
    // The source is not of the heap that samples_release frees.
    samples.source = NULL;
    samples.sources = 0;
    samples_release(&samples);
    return 0;
}
