#include "series/grid_group.h"

#include "base/notes.h"
#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "series/event_quantiles.h"
#include "series/event_step.h"
#include "series/gaps.h"
#include "series/grid_fill.h"
#include "series/grid_index.h"
#include "series/sample_order.h"
#include "series/series.h"
#include "series/series_name.h"
#include "series/step.h"

#include <math.h>
#include <string.h>

/// Whether the last step falls as the same hour did the day before, or the same weekday a week ago:
/// that fell too, and the last value is no more than a quarter below it.
static bool falls_by_season(const struct series *series)
{
    static const int64_t season_s[] = {SECONDS_PER_DAY, 7 * SECONDS_PER_DAY};
    size_t last = series->n - 1;
    for (size_t i = 0; i < sizeof season_s / sizeof *season_s; i++) {
        size_t lag = (size_t)(season_s[i] / series->step_s);
        if (season_s[i] % series->step_s != 0 || lag < 2 || lag >= last)
            continue;
        double then = series->value[last - lag];
        if (then < 0.85 * series->value[last - lag - 1] && series->value[last] >= 0.75 * then)
            return true;
    }
    return false;
}

/// For totals per step: sets the last value to missing (MARK_PARTIAL) when it is below 60 % of the
/// one before and falls deeper, in proportion, than the series did in any of up to 2,016 steps
/// before (at least 48) and than its season does. Noted as a guess.
static void partial_last_step(struct series *series, struct notes *notes)
{
    enum { FEWEST = 48, MOST = 2016 };
    if (series->n < FEWEST)
        return;
    size_t last = series->n - 1;
    double fall = series->value[last] / series->value[last - 1];
    if (!(series->value[last - 1] > 0) || !(fall < 0.6))
        return;
    size_t compared = 0;
    for (size_t i = last - 1; i > 0 && compared < MOST; i--) {
        double before = series->value[i - 1];
        if (!(before > 0) || isnan(series->value[i]))
            continue;
        if (series->value[i] / before <= fall)
            return;
        compared++;
    }
    if (compared < FEWEST - 2 || falls_by_season(series))
        return;
    char time[INSTANT_TEXT_MAX];
    char share[NUMBER_TEXT_MAX];
    notes_add(notes, NOTE_WARNING, "partial",
              "%s: the last step, %s, looks cut off (%s of the one before, the deepest fall of "
              "all): left out; --until keeps or moves the end",
              series->name, instant_format(time, series_time(series, last)),
              percent_format(share, fall, 2));
    series->value[last] = NAN;
    series->mark[last] = MARK_PARTIAL;
}

/// For totals in a finer step than the series': sets the last value to missing when the rows end,
/// at `end`, before its step does.
static void partial_uncovered_step(struct series *series, instant end, struct notes *notes)
{
    size_t last = series->n - 1;
    if (series->n == 0 || end >= series_end(series) || isnan(series->value[last]))
        return;
    char time[INSTANT_TEXT_MAX];
    char stop[INSTANT_TEXT_MAX];
    notes_add(notes, NOTE_WARNING, "partial",
              "%s: the last step, %s, is covered only to %s: left out", series->name,
              instant_format(time, series_time(series, last)), instant_format(stop, end));
    series->value[last] = NAN;
    series->mark[last] = MARK_PARTIAL;
}

static void restrict_to_span(const struct grid_build *build, struct ordered_samples *ordered)
{
    while (ordered->count > 0 && build->since != INSTANT_NONE &&
           ordered->sample[0].time < build->since) {
        ordered->sample++;
        ordered->count--;
    }
    while (ordered->count > 0 && build->until != INSTANT_NONE &&
           ordered->sample[ordered->count - 1].time >= build->until)
        ordered->count--;
}

static void note_step(const struct grid_build *build, const char *name, const struct step *step)
{
    char text[UNIT_NAME_MAX];
    char finer[UNIT_NAME_MAX];
    duration_format(text, (double)step->step_s);
    if (step->finer_step_s > 0)
        notes_add(build->notes, NOTE_WARNING, "resolution",
                  "%s: the step changes from %s to %s: %s is used throughout", name,
                  duration_format(finer, (double)step->finer_step_s), text, text);
    int64_t months = step_months(step->step_s);
    if (months > 0)
        notes_add(build->notes, NOTE_INFO, "months", "%s: a row a %s: reckoned in steps of %lld h",
                  name,
                  months == 1   ? "month"
                  : months == 3 ? "quarter"
                                : "year",
                  (long long)(months * STEP_MONTH_S / 3600));
    else if (step->irregular)
        notes_add(build->notes, NOTE_WARNING, "irregular",
                  "%s: rows come at no fixed interval: gathered into steps of %s; --step decides "
                  "otherwise",
                  name, text);
}

static void note_stated_step(const struct grid_build *build, const struct sample_stream *stream)
{
    char text[UNIT_NAME_MAX];
    notes_add(build->notes, NOTE_INFO, "stated step",
              "%s: a single row: its step is the %s that the export states", stream->metric,
              duration_format(text, (double)stream->step_s));
}

/// A period that is no whole number of seconds slips past the grid: some steps hold the mean of two
/// rows, which is told where they are more than a few.
static void note_slipping(const struct grid_build *build, const char *name, const struct step *step)
{
    enum { FEW_IN = 50 };
    double shared = 1 - step->slipping_s / (double)step->step_s;
    if (step->slipping_s <= 0 || shared * FEW_IN < 1 || build->options->step_s > 0)
        return;
    char period[NUMBER_TEXT_MAX];
    char text[UNIT_NAME_MAX];
    char share[NUMBER_TEXT_MAX];
    number_format_human(period, step->slipping_s, 4);
    notes_add(build->notes, NOTE_WARNING, "slipping",
              "%s: rows come every %s s: gathered into steps of %s, about %s of which hold the "
              "mean of several rows; --step decides otherwise",
              name, period, duration_format(text, (double)step->step_s),
              percent_format(share, shared, 1));
}

static int choose_step(const struct grid_build *build, const struct sample_stream *stream,
                       const struct ordered_samples *ordered, struct step *step, struct err *err)
{
    const struct grid_options *options = build->options;
    *step = (struct step){0};
    if (is_of_events(stream->kind)) {
        step->step_s = build->event_step_s;
        return 0;
    }
    if (!step_detect(ordered->sample, ordered->count, step)) {
        step->step_s = options->step_s > 0       ? options->step_s
                       : stream->step_s > 0      ? stream->step_s
                       : build->usual_step_s > 0 ? build->usual_step_s
                                                 : build->event_step_s;
        if (step->step_s == 0)
            return err_at(err, build->samples->source[stream->source].path, 0, stream->metric,
                          "a single row has no step; --step names it");
        if (step->step_s == stream->step_s)
            note_stated_step(build, stream);
    } else if (options->step_s > 0 && step->irregular) {
        step->step_s = options->step_s;
        step->irregular = false;
    } else {
        note_step(build, stream->metric, step);
        note_slipping(build, stream->metric, step);
    }
    step_phase(ordered->sample, ordered->count, step);
    return 0;
}

bool grid_is_sparse(size_t steps, size_t rows)
{
    return steps >= GRID_SPARSE_STEPS && steps / GRID_STEPS_A_ROW >= rows;
}

/// The widest gap parts the stray rows from the others: the smaller side is named.
static int span_error(const struct grid_build *build, const struct sample_stream *stream,
                      const struct ordered_samples *ordered, const struct step *step, int64_t steps,
                      struct err *err)
{
    size_t widest = 1;
    for (size_t i = 2; i < ordered->count; i++)
        if (ordered->sample[i].time - ordered->sample[i - 1].time >
            ordered->sample[widest].time - ordered->sample[widest - 1].time)
            widest = i;
    bool late = ordered->count - widest <= widest;
    char stray[INSTANT_TEXT_MAX];
    char bound[INSTANT_TEXT_MAX];
    char duration[UNIT_NAME_MAX];
    instant end_of_rest = ordered->sample[widest - 1].time + step->step_s * INSTANT_PER_SECOND;
    return err_at(
        err, build->samples->source[stream->source].path, 0, stream->metric,
        "the row at %s is far from the others: %lld steps of %s from the first row to the "
        "last, of which %zu have one; --%s %s leaves it out, --step chooses a coarser step",
        instant_format(stray, ordered->sample[late ? widest : 0].time), (long long)steps,
        duration_format(duration, (double)step->step_s), ordered->count, late ? "until" : "since",
        instant_format(bound, late ? end_of_rest : ordered->sample[widest].time));
}

static const struct zone *zone_for_days(const struct grid_options *options, const struct step *step,
                                        instant first)
{
    if (step_months(step->step_s) > 0)
        return options->zone;
    if (options->zone == NULL || step->step_s % SECONDS_PER_DAY != 0)
        return NULL;
    int64_t local_s = first / INSTANT_PER_SECOND + zone_offset_s(options->zone, first);
    // Days that begin at another hour than midnight keep the phase that their source gave them.
    return local_s % SECONDS_PER_DAY == 0 ? options->zone : NULL;
}

static int resample_if_asked(const struct grid_build *build, struct series *series, struct err *err)
{
    int64_t step_s = build->options->step_s;
    // Levels beside events, such as a load test's users, come at the events' step.
    if (step_s == 0 && build->event_step_s % series->step_s == 0)
        step_s = build->event_step_s;
    if (step_s == 0 || step_s == series->step_s)
        return 0;
    struct series coarse;
    if (series_resample(series, step_s, build->options->zone, &coarse, err) != 0)
        return -1;
    series_release(series);
    *series = coarse;
    return 0;
}

/// What an earlier run repaired keeps its mark when its output is read again.
static void keep_marks(const struct samples *samples, const size_t *stream, size_t streams,
                       const struct grid_index *index, struct series *series)
{
    for (size_t s = 0; s < streams; s++) {
        const struct sample_stream *from = &samples->stream[stream[s]];
        for (size_t k = 0; k < from->marks; k++) {
            int64_t i = grid_index_of(index, from->mark[k].time);
            if (i < 0 || i >= (int64_t)series->n)
                continue;
            switch (from->mark[k].mark) {
            case 'z':
                series->mark[i] = MARK_ZERO;
                break;
            case 'f':
                series->mark[i] = MARK_FILLED;
                break;
            case 'p':
                series->mark[i] = MARK_PARTIAL;
                break;
            default:
                break;
            }
        }
    }
}

/// The step and the grid of a stream's samples.
static int lay_grid(const struct grid_build *build, const struct sample_stream *stream,
                    const struct ordered_samples *ordered, struct step *step,
                    struct grid_index *index, struct err *err)
{
    if (choose_step(build, stream, ordered, step, err) != 0)
        return -1;
    instant first = ordered->sample[0].time;
    instant last = ordered->sample[ordered->count - 1].time;
    int64_t steps = (last - first) / INSTANT_PER_SECOND / step->step_s + 1;
    bool asked = build->options->step_s > 0;
    if (steps > GRID_MAX_STEPS || (!asked && grid_is_sparse((size_t)steps, ordered->count)))
        return span_error(build, stream, ordered, step, steps, err);
    grid_index_init(index, first, step->step_s, step->phase_ms, step->nearest,
                    zone_for_days(build->options, step, first));
    return 0;
}

/// Percentiles of each step; a step without events has none, which is no gap.
static int build_quantiles(const struct grid_build *build, const struct sample_stream *stream,
                           const struct ordered_samples *ordered, struct series_set *set,
                           struct err *err)
{
    struct step step;
    struct grid_index index;
    if (lay_grid(build, stream, ordered, &step, &index, err) != 0)
        return -1;
    instant last = ordered->sample[ordered->count - 1].time;
    struct series series[EVENT_QUANTILES];
    double factor = 1;
    for (size_t i = 0; i < EVENT_QUANTILES; i++) {
        struct str name = {0};
        struct unit unit;
        series_name(stream, &name, &unit, &factor);
        event_quantile_name(&name, event_percentile[i]);
        series_init(&series[i], str_text(&name), stream->key, &unit, index.start, step.step_s,
                    (size_t)grid_index_of(&index, last) + 1);
        str_release(&name);
    }
    event_quantiles_fill(series, &index, ordered, factor);
    for (size_t i = 0; i < EVENT_QUANTILES; i++) {
        if (build->options->gaps != GAPS_AUTO)
            gaps_apply(&series[i], build->options->gaps, false, build->notes);
        VEC_PUSH(set->item, set->count, set->capacity, series[i]);
    }
    return 0;
}

static int build_from(const struct grid_build *build, const size_t *group, size_t streams,
                      const struct ordered_samples *ordered, struct series *series, struct err *err)
{
    const struct sample_stream *stream = &build->samples->stream[group[0]];
    enum sample_kind kind = stream->kind;
    struct step step;
    struct grid_index index;
    if (lay_grid(build, stream, ordered, &step, &index, err) != 0)
        return -1;
    instant last = ordered->sample[ordered->count - 1].time;
    struct str name = {0};
    struct unit unit;
    double factor = 1;
    series_name(stream, &name, &unit, &factor);
    series_init(series, str_text(&name), stream->key, &unit, index.start, step.step_s,
                (size_t)grid_index_of(&index, last) + 1);
    str_release(&name);
    const char *limit = build->limit[stream->source];
    series->has_limit = limit != NULL && strcmp(limit, stream->metric) != 0;
    // A total over a span of its own (--per 5m) is a rate already, whatever the step.
    if (kind == SAMPLE_TOTAL && stream->per_s > 0)
        grid_fill(series, &index, ordered, SAMPLE_GAUGE, factor / stream->per_s, build->notes);
    else
        grid_fill(series, &index, ordered, kind, factor, build->notes);
    keep_marks(build->samples, group, streams, &index, series);
    if (kind == SAMPLE_TOTAL && step.finer_step_s > 0 && stream->per_s <= 0)
        partial_uncovered_step(series, last + step.finer_step_s * INSTANT_PER_SECOND, build->notes);
    if (kind == SAMPLE_TOTAL && build->until == INSTANT_NONE)
        partial_last_step(series, build->notes);
    gaps_apply(series, build->options->gaps, kind == SAMPLE_TOTAL || kind == SAMPLE_EVENT,
               build->notes);
    if (resample_if_asked(build, series, err) != 0) {
        series_release(series);
        return -1;
    }
    return 0;
}

static bool has_value(const struct ordered_samples *ordered)
{
    for (size_t i = 0; i < ordered->count; i++)
        if (!isnan(ordered->sample[i].value))
            return true;
    return false;
}

/// Squares of what is beyond would leave the range of numbers; no metric is that large.
static int check_range(const struct grid_build *build, const struct sample_stream *stream,
                       const struct ordered_samples *ordered, struct err *err)
{
    static const double most = 1e100;
    for (size_t i = 0; i < ordered->count; i++) {
        char time[INSTANT_TEXT_MAX];
        if (fabs(ordered->sample[i].value) > most)
            return err_at(err, build->samples->source[stream->source].path, 0, stream->metric,
                          "%g at %s is beyond all measure; --until and --since leave it out",
                          ordered->sample[i].value, instant_format(time, ordered->sample[i].time));
    }
    return 0;
}

int grid_group_build(const struct grid_build *build, const size_t *stream, size_t streams,
                     struct series_set *set, struct err *err)
{
    const struct sample_stream *first = &build->samples->stream[stream[0]];
    struct ordered_samples ordered;
    if (samples_order(build->samples, stream, streams, is_of_events(first->kind),
                      build->options->prefer, &ordered, build->notes, err) != 0)
        return -1;
    restrict_to_span(build, &ordered);
    int status = 0;
    if (first->kind != SAMPLE_EVENT && !has_value(&ordered)) {
        bool bounded = build->since != INSTANT_NONE || build->until != INSTANT_NONE;
        notes_add(build->notes, NOTE_WARNING, "empty", "%s%s%s: no value%s: left out",
                  first->metric, first->key != NULL ? " of " : "",
                  first->key != NULL ? first->key : "",
                  bounded ? " between --since and --until" : "");
    } else if (ordered.count > 0) {
        struct series series;
        status = check_range(build, first, &ordered, err);
        bool measured = first->kind == SAMPLE_MEASUREMENT;
        if (status == 0 && measured)
            status = build_quantiles(build, first, &ordered, set, err);
        else if (status == 0)
            status = build_from(build, stream, streams, &ordered, &series, err);
        if (status == 0 && !measured)
            VEC_PUSH(set->item, set->count, set->capacity, series);
    }
    ordered_samples_release(&ordered);
    return status;
}
