#include "answer/describe_answer.h"

#include "answer/document.h"
#include "answer/words.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "drawing/chart.h"
#include "series/explain.h"
#include "series/floor.h"
#include "series/signal.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SECTIONS = 6, MOST_ANOMALIES = 5, MOST_LINES = 12, SPARKLINE_COLUMNS = 76 };

/// "1,204 requests/s", in the unit that suits `like`.
static const char *with_unit(struct arena *arena, double value, const struct unit *unit,
                             double like)
{
    return words_measure_as(arena, value, words_number, unit, like);
}

static const char *series_title(struct arena *arena, const struct series *series)
{
    struct str title = {0};
    str_append_escaped(&title, series->name, strlen(series->name));
    if (series->key != NULL) {
        str_append(&title, " of ");
        str_append_escaped(&title, series->key, strlen(series->key));
    }
    const char *text = arena_strdup(arena, str_text(&title));
    str_release(&title);
    return text;
}

/// A line for each metric of a file, with what its values are and why.
static void add_taken(struct document *document, const struct samples *samples, size_t source)
{
    static const char *const kinds[] = {"levels", "totals per step", "a counter", "events",
                                        "measurements of events"};
    struct key_index metrics = {0};
    size_t lines = 0;
    size_t more = 0;
    for (size_t i = 0; i < samples->streams; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        bool added = false;
        if (stream->source != source)
            continue;
        key_index_put(&metrics, stream->metric, strlen(stream->metric), &added);
        if (!added)
            continue;
        if (lines == MOST_LINES) {
            more++;
            continue;
        }
        struct str name = {0};
        str_append_escaped(&name, stream->metric, strlen(stream->metric));
        document_fact(document, lines++ == 0 ? "taken" : "", "%s: %s%s%s (%s)", str_text(&name),
                      kinds[stream->kind], stream->unit.name[0] == '\0' ? "" : " in ",
                      stream->unit.name, stream->kind_rule);
        str_release(&name);
    }
    if (more > 0)
        document_fact(document, "", "and %zu more", more);
    key_index_release(&metrics);
}

/// A line for each column of a file that was not read, with the reason.
static void add_left(struct document *document, const struct sample_source *source)
{
    for (size_t i = 0; i < source->lefts && i < MOST_LINES; i++) {
        struct str name = {0};
        str_append_escaped(&name, source->left[i].name, strlen(source->left[i].name));
        document_fact(document, i == 0 ? "left" : "", "%s: %s", str_text(&name),
                      source->left[i].why);
        str_release(&name);
    }
    if (source->lefts > MOST_LINES)
        document_fact(document, "", "and %zu more", source->lefts - MOST_LINES);
}

static void add_sources(struct document *document, const struct samples *samples)
{
    for (size_t i = 0; i < samples->sources; i++) {
        const struct sample_source *source = &samples->source[i];
        struct str text = {0};
        str_append_escaped(&text, source->path, strlen(source->path));
        str_appendf(&text, ": %zu row%s of layout %s", source->rows, source->rows == 1 ? "" : "s",
                    source->layout);
        if (source->time_column != NULL) {
            str_append(&text, ", times in column ");
            str_append_escaped(&text, source->time_column, strlen(source->time_column));
        }
        if (source->key_columns != NULL) {
            str_append(&text, ", series by ");
            str_append_escaped(&text, source->key_columns, strlen(source->key_columns));
        }
        if (source->zone != NULL)
            str_appendf(&text, ", times of %s%s", source->zone,
                        source->zone_assumed ? " (assumed; --tz names the zone)" : "");
        if (source->rows_skipped > 0)
            str_appendf(&text, ", %zu row%s skipped", source->rows_skipped,
                        source->rows_skipped == 1 ? "" : "s");
        document_fact(document, i == 0 ? "read" : "", "%s", str_text(&text));
        str_release(&text);
    }
    for (size_t i = 0; i < samples->sources; i++) {
        add_taken(document, samples, i);
        add_left(document, &samples->source[i]);
    }
}

/// Requests that come all the time, which are no demand of anybody's.
static void add_floor(struct document *document, const struct series *series)
{
    struct rate_floor found;
    if (!series_floor(series, &found))
        return;
    struct arena arena = {0};
    char rate[NUMBER_TEXT_MAX];
    document_fact(document, "floor",
                  "%s in %zu of %zu steps, as health checks make it; --floor %s/s takes it off",
                  with_unit(&arena, found.rate, &series->unit, found.rate), found.steps,
                  found.known, number_format(rate, found.rate));
    arena_release(&arena);
}

static void add_span(struct document *document, const struct series *series,
                     const struct statistics *statistics)
{
    char first[INSTANT_TEXT_MAX];
    char end[INSTANT_TEXT_MAX];
    char step[UNIT_NAME_MAX];
    size_t marked[MARK_PARTIAL + 1] = {0};
    for (size_t i = 0; i < series->n; i++)
        marked[series->mark[i]]++;
    struct str repaired = {0};
    if (statistics->missing > 0)
        str_appendf(&repaired, ", %zu missing", statistics->missing);
    if (marked[MARK_ZERO] > 0)
        str_appendf(&repaired, ", %zu absent ones read as zero", marked[MARK_ZERO]);
    if (marked[MARK_FILLED] > 0)
        str_appendf(&repaired, ", %zu filled", marked[MARK_FILLED]);
    if (marked[MARK_PARTIAL] > 0)
        str_append(&repaired, ", the last one cut off");
    document_fact(document, "span", "%s to %s: %zu steps of %s%s",
                  instant_format(first, series->start), instant_format(end, series_end(series)),
                  series->n, duration_format(step, (double)series->step_s), str_text(&repaired));
    str_release(&repaired);
}

static void add_level(struct document *document, const struct series *series,
                      const struct statistics *statistics)
{
    struct arena arena = {0};
    const struct unit *unit = &series->unit;
    double most = statistics->max;
    document_fact(document, "level", "mean %s, p50 %s, p95 %s, p99 %s, max %s",
                  words_number_as(&arena, statistics->mean, unit, most),
                  words_number_as(&arena, statistics->p50, unit, most),
                  words_number_as(&arena, statistics->p95, unit, most),
                  words_number_as(&arena, statistics->p99, unit, most),
                  with_unit(&arena, most, unit, most));
    arena_release(&arena);
}

static void add_seasons(struct document *document, const struct season *season)
{
    struct str text = {0};
    const struct {
        const char *name;
        double strength;
        const char *needs;
    } row[] = {{"daily", season->daily, "three days"}, {"weekly", season->weekly, "three weeks"}};
    for (int i = 0; i < 2; i++) {
        str_append(&text, i > 0 ? ", " : "");
        if (isnan(row[i].strength))
            str_appendf(&text, "%s not known (it takes %s)", row[i].name, row[i].needs);
        else if (row[i].strength == 0)
            str_appendf(&text, "%s none", row[i].name);
        else
            str_appendf(&text, "%s %.2f", row[i].name, row[i].strength);
    }
    bool any = season->daily > 0 || season->weekly > 0;
    document_fact(document, "seasons", "%s%s", str_text(&text), any ? " (strength, 0 to 1)" : "");
    str_release(&text);
}

static void add_shifts(struct document *document, const struct analysis *analysis)
{
    struct arena arena = {0};
    for (size_t i = 0; i < analysis->shifts.count; i++) {
        const struct level_shift *shift = &analysis->shifts.item[i];
        char time[INSTANT_TEXT_MAX];
        document_fact(document, i == 0 ? "level shifts" : "", "%s: %s to %s",
                      instant_format(time, shift->time),
                      with_unit(&arena, shift->before, &analysis->series->unit, shift->after),
                      with_unit(&arena, shift->after, &analysis->series->unit, shift->after));
    }
    arena_release(&arena);
}

/// Days that were out of the ordinary and are over: nothing else above and below is learnt from
/// them.
static void add_incidents(struct document *document, const struct analysis *analysis)
{
    for (size_t i = 0; i < analysis->mask.incidents.count; i++) {
        const struct incident *incident = &analysis->mask.incidents.item[i];
        char start[INSTANT_TEXT_MAX];
        char over[INSTANT_TEXT_MAX];
        char share[NUMBER_TEXT_MAX];
        document_fact(document, i == 0 ? "incidents" : "",
                      "%s to %s: at %s of the usual, and over: left out (--ignore none keeps it)",
                      instant_format(start, incident->start), instant_format(over, incident->over),
                      percent_format(share, incident->share, 2));
    }
    if (analysis->mask.ignored > 0)
        document_fact(document, "ignored", "%zu steps of --ignore", analysis->mask.ignored);
}

static int by_score(const void *left, const void *right)
{
    const struct anomaly *a = left;
    const struct anomaly *b = right;
    double difference = fabs(b->score) - fabs(a->score);
    if (difference != 0)
        return difference > 0 ? 1 : -1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static void add_anomalies(struct document *document, const struct analysis *analysis)
{
    size_t count = analysis->anomalies.count;
    if (count == 0) {
        size_t incidents = analysis->mask.incidents.count;
        document_fact(document, "anomalies", "none%s",
                      incidents == 0   ? ""
                      : incidents == 1 ? " beside the incident"
                                       : " beside the incidents");
        return;
    }
    struct arena arena = {0};
    struct anomaly *worst = mem_alloc(count, sizeof *worst);
    memcpy(worst, analysis->anomalies.item, count * sizeof *worst);
    qsort(worst, count, sizeof *worst, by_score);
    document_fact(document, "anomalies", "%zu%s", count,
                  count > 1 ? ", the farthest out first:" : "");
    for (size_t i = 0; i < count && i < MOST_ANOMALIES; i++) {
        char time[INSTANT_TEXT_MAX];
        char duration[UNIT_NAME_MAX];
        document_fact(
            document, "", "%s, %s: %s, usual %s", instant_format(time, worst[i].start),
            duration_format(duration, (double)worst[i].duration_s),
            with_unit(&arena, worst[i].value, &analysis->series->unit, worst[i].value),
            with_unit(&arena, worst[i].expected, &analysis->series->unit, worst[i].value));
    }
    if (count > MOST_ANOMALIES)
        document_fact(document, "", "and %zu more", count - MOST_ANOMALIES);
    free(worst);
    arena_release(&arena);
}

/// A fact of a sentence; none when the sentence is empty.
static void add_sentence(struct document *document, const char *key,
                         void (*explain)(const struct analysis *analysis, struct str *text),
                         const struct analysis *analysis)
{
    struct str text = {0};
    explain(analysis, &text);
    if (text.length > 0)
        document_fact(document, key, "%s", str_text(&text));
    str_release(&text);
}

static void add_section(struct document *document, const struct analysis *analysis)
{
    struct arena arena = {0};
    const struct series *series = analysis->series;
    document_heading(document, "%s", series_title(&arena, series));
    struct str line = {0};
    sparkline_render(series->value, series->n, SPARKLINE_COLUMNS, &line);
    document_preformatted(document, str_text(&line));
    str_release(&line);

    add_span(document, series, &analysis->statistics);
    add_level(document, series, &analysis->statistics);
    add_floor(document, series);
    struct str why = {0};
    explain_pattern(analysis, &why);
    document_fact(document, "pattern", "%s: %s", pattern_name(analysis->pattern.class),
                  str_text(&why));
    str_release(&why);
    add_seasons(document, &analysis->season);
    add_sentence(document, "growth", explain_growth, analysis);
    add_shifts(document, analysis);
    add_incidents(document, analysis);
    add_anomalies(document, analysis);
    add_sentence(document, "hosting", explain_hosting, analysis);
    char duration[UNIT_NAME_MAX];
    if (analysis->enough_for_s > 0)
        document_fact(document, "enough for", "a forecast of %s (a quarter of the history%s)",
                      duration_format(duration, analysis->enough_for_s),
                      analysis->shifts.count > 0 ? " since the last level shift" : "");
    else
        document_fact(document, "enough for", "no forecast: it takes 24 values%s",
                      analysis->shifts.count > 0 ? " since the last level shift" : "");
    add_sentence(document, "advice", explain_advice, analysis);
    arena_release(&arena);
}

static void add_overview(struct document *document, const struct analysis *analysis, size_t count)
{
    struct arena arena = {0};
    struct table table = {0};
    table_add_column(&table, "series", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "mean", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "p95", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "max", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "growth_month", COLUMN_NUMBER, STYLE_RATIO);
    table_add_column(&table, "pattern", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "enough_for", COLUMN_TEXT, STYLE_PLAIN);
    // What all have in common is no part of a name.
    bool alike = count > 0;
    for (size_t i = 0; i < count; i++)
        alike = alike && analysis[i].series->key != NULL &&
                strcmp(analysis[i].series->name, analysis[0].series->name) == 0;
    for (size_t i = 0; i < count; i++) {
        const struct statistics *statistics = &analysis[i].statistics;
        char duration[UNIT_NAME_MAX];
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "series",
                       alike ? analysis[i].series->key : series_title(&arena, analysis[i].series));
        const struct unit *unit = &analysis[i].series->unit;
        const double max = statistics->max;
        table_put_text(&table, row, "mean", words_number_as(&arena, statistics->mean, unit, max));
        table_put_text(&table, row, "p95", words_number_as(&arena, statistics->p95, unit, max));
        table_put_text(&table, row, "max", with_unit(&arena, max, unit, max));
        table_put_number(&table, row, "growth_month", STYLE_RATIO, analysis[i].trend.growth_month);
        table_put_text(&table, row, "pattern", pattern_name(analysis[i].pattern.class));
        if (analysis[i].enough_for_s > 0)
            table_put_text(&table, row, "enough_for",
                           duration_format(duration, analysis[i].enough_for_s));
    }
    if (alike)
        document_heading(document, "%zu series of %s", count, analysis[0].series->name);
    else
        document_heading(document, "%zu series", count);
    document_rows(document, &table);
    document_paragraph(document, "--value and --by choose fewer series, which are described in "
                                 "full; --format csv has all columns.");
    table_release(&table);
    arena_release(&arena);
}

/// The same for JSON, of all services together.
static void add_signal_facts(struct table *table, const struct signals *signals,
                             const struct signal *chosen, const char *target)
{
    for (size_t i = 0; i < signals->count; i++) {
        const struct signal *signal = &signals->item[i];
        size_t row = table_add_row(table);
        table_put_text(table, row, "service", signal->series->key);
        table_put_text(table, row, "metric", signal->series->name);
        table_put_number(table, row, "with_demand", STYLE_PLAIN, signal->with_demand);
        table_put_number(table, row, "with_latency", STYLE_PLAIN, signal->with_latency);
        table_put_text(table, row, "target", signal == chosen ? target : NULL);
        table_put_text(table, row, "caution", signal_role_caution(signal->role));
    }
}

static void add_signal_rows(struct document *document, const struct signals *signals)
{
    struct table table = {0};
    table_add_column(&table, "metric", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "with_demand", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&table, "with_latency", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&table, "caution", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < signals->count; i++) {
        const struct signal *signal = &signals->item[i];
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "metric", signal->series->name);
        table_put_number(&table, row, "with_demand", STYLE_PLAIN,
                         round(100 * signal->with_demand) / 100);
        table_put_number(&table, row, "with_latency", STYLE_PLAIN,
                         round(100 * signal->with_latency) / 100);
        table_put_text(&table, row, "caution", signal_role_caution(signal->role));
    }
    document_table(document, &table);
    table_release(&table);
}

static void write_signals(struct document *document, const struct signals *signals,
                          const struct signal *chosen, const char *target, const char *why,
                          const char *key)
{
    if (key != NULL)
        document_heading(document, "which metric should scale %s", key);
    else
        document_heading(document, "which metric should scale it");
    if (chosen != NULL)
        document_callout(document, TONE_GOOD, "scale on %s; target: %s", chosen->series->name,
                         target);
    document_paragraph(document, "%s.", why);
    add_signal_rows(document, signals);
    document_paragraph(
        document, "Ranked by the mean of the rank correlations with demand (%s) and latency (%s).",
        signals->demand != NULL ? signals->demand->name : "none found",
        signals->latency != NULL ? signals->latency->name : "none found");
}

/// Which of the metrics of one service should scale it.
static void add_signals(struct document *document, struct table *facts,
                        const struct series *const *series, size_t count)
{
    struct signals signals;
    struct str target = {0};
    struct str why = {0};
    signals_rank(&signals, series, count);
    const struct signal *chosen = signals_choose(&signals, &target, &why);
    write_signals(document, &signals, chosen, str_text(&target), str_text(&why), series[0]->key);
    add_signal_facts(facts, &signals, chosen, str_text(&target));
    str_release(&target);
    str_release(&why);
    signals_release(&signals);
}

static bool same_key(const struct series *a, const struct series *b)
{
    if (a->key == NULL || b->key == NULL)
        return a->key == b->key;
    return strcmp(a->key, b->key) == 0;
}

/// Ranks the metrics of every key that has several.
static void add_all_signals(struct document *document, struct answer *answer,
                            const struct series_set *set)
{
    struct table facts = {0};
    table_add_column(&facts, "service", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&facts, "metric", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&facts, "with_demand", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&facts, "with_latency", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&facts, "target", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&facts, "caution", COLUMN_TEXT, STYLE_PLAIN);
    const struct series **group = mem_alloc(set->count, sizeof(struct series *));
    for (size_t i = 0; i < set->count; i++) {
        size_t count = 0;
        bool first = true;
        for (size_t k = 0; k < set->count; k++) {
            if (!same_key(&set->item[i], &set->item[k]))
                continue;
            first = first && k >= i;
            group[count++] = &set->item[k];
        }
        if (first && count > 1)
            add_signals(document, &facts, group, count);
    }
    free(group);
    answer_add_table(answer, "signals", &facts);
}

void describe_fill(struct answer *answer, const struct series_input *input,
                   const struct analysis *analysis)
{
    struct document *document = &answer->document;
    size_t count = input->set.count;
    document_title(document, "What the data are like");
    add_sources(document, &input->samples);
    if (count > MOST_SECTIONS)
        add_overview(document, analysis, count);
    for (size_t i = 0; i < count && count <= MOST_SECTIONS; i++)
        add_section(document, &analysis[i]);
    if (count <= MOST_SECTIONS)
        add_all_signals(document, answer, &input->set);
}
