// headroom describe: what the data are like, whether they are enough, and which metric should
// scale.
#include "answer/answer.h"
#include "answer/describe_answer.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "input/container_name.h"
#include "input/ignore_option.h"
#include "input/read_series.h"
#include "series/analysis.h"
#include "series/explain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct description_cells {
    const char *metric, *service, *unit;
    double n;
    const char *step;
    double missing, mean, p50, p95, p99, max, peak_to_mean;
    const char *pattern;
    double daily, weekly, growth_month, anomalies;
    const char *enough_for, *advice;
};

static const struct schema_column columns[] = {
    FIELD(struct description_cells, metric, STYLE_PLAIN, NULL,
          "name of the series, its unit at the end"),
    FIELD_OPTIONAL(
        struct description_cells, service, STYLE_PLAIN, NULL,
        "what tells series apart, under the name of its column, where there are several"),
    FIELD(struct description_cells, unit, STYLE_PLAIN, NULL,
          "unit of the values; missing when unknown"),
    FIELD(struct description_cells, n, STYLE_INTEGER, "steps", "steps from the first to the last"),
    FIELD(struct description_cells, step, STYLE_PLAIN, "duration", "length of a step"),
    FIELD(struct description_cells, missing, STYLE_INTEGER, "steps", "steps without a value"),
    FIELD(struct description_cells, mean, STYLE_PLAIN, "the series'", "mean of the known values"),
    FIELD(struct description_cells, p50, STYLE_PLAIN, "the series'", "median"),
    FIELD(struct description_cells, p95, STYLE_PLAIN, "the series'", "95% quantile"),
    FIELD(struct description_cells, p99, STYLE_PLAIN, "the series'", "99% quantile"),
    FIELD(struct description_cells, max, STYLE_PLAIN, "the series'", "greatest value"),
    FIELD(struct description_cells, peak_to_mean, STYLE_PLAIN, "ratio", "max / mean"),
    FIELD(struct description_cells, pattern, STYLE_PLAIN, NULL,
          "flat, steady increase, steady decrease, seasonal (daily, weekly), cyclical, spiky, "
          "intermittent, level shift, stock (it fills up), irregular, or unknown"),
    FIELD(struct description_cells, daily, STYLE_PLAIN, "0 to 1",
          "strength of the daily season; missing when the history is too short to tell"),
    FIELD(struct description_cells, weekly, STYLE_PLAIN, "0 to 1", "strength of the weekly season"),
    FIELD(struct description_cells, growth_month, STYLE_RATIO, "ratio a month of 730 h",
          "growth at the end; missing under two weeks of history"),
    FIELD(struct description_cells, anomalies, STYLE_INTEGER, "runs of steps",
          "how often the values left what level and season let expect"),
    FIELD(struct description_cells, enough_for, STYLE_PLAIN, "duration",
          "longest horizon that the history supports; missing when there is none"),
    FIELD(struct description_cells, advice, STYLE_PLAIN, NULL, "what follows for planning"),
    FIELD_END,
};

static const struct schema schema_description = {"a description of series", columns,
                                                 sizeof(struct description_cells)};

struct description_facts {
    double series;
    instant from, to;
    double too_little;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct description_facts, series, STYLE_INTEGER, NULL, "how many there are"),
    FIELD(struct description_facts, from, STYLE_PLAIN, NULL,
          "start of the first step of any of them"),
    FIELD(struct description_facts, to, STYLE_PLAIN, NULL, "end of the last one"),
    FIELD(struct description_facts, too_little, STYLE_INTEGER, "series",
          "those whose history supports no forecast; the verdict is enough, in part or too little"),
    FIELD_UNBOUND(
        "signals", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
        "each metric of a service that has several: service, metric, with_demand and with_latency "
        "(rank correlations), target where it should scale the service, caution"),
    FIELD_END,
};

static const struct schema schema_facts = {"facts of a description", fact_columns,
                                           sizeof(struct description_facts)};

static const struct option_use options_own[] = {
    {OPT_IGNORE, NULL, "incidents that are over are left out without it, and told"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom describe samples/web-requests.csv",
     "what the export is like and what it is enough for", 0},
    {"headroom describe samples/web-requests.csv --window 30m --format csv",
     "mean and maximum of the last half hour, as a table", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-clean(1)", "headroom-fit(1)",
                                       "headroom-forecast(1)", "headroom-formats(5)", NULL};

static bool has_keys(const struct series_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->item[i].key != NULL)
            return true;
    return false;
}

static const char *present(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

static void add_row(const struct record_writer *writer, const struct analysis *analysis)
{
    const struct series *series = analysis->series;
    const struct statistics *statistics = &analysis->statistics;
    char step[UNIT_NAME_MAX], enough_for[UNIT_NAME_MAX];
    struct str advice = {0};
    struct description_cells cells;
    explain_advice(analysis, &advice);
    record_clear(&schema_description, &cells);
    cells.metric = present(series->name);
    cells.service = series->key;
    cells.unit = present(series->unit.name);
    cells.n = (double)statistics->n;
    cells.step = duration_format(step, (double)series->step_s);
    cells.missing = (double)statistics->missing;
    cells.mean = statistics->mean;
    cells.p50 = statistics->p50;
    cells.p95 = statistics->p95;
    cells.p99 = statistics->p99;
    cells.max = statistics->max;
    cells.peak_to_mean = statistics->peak_to_mean;
    cells.pattern = pattern_name(analysis->pattern.class);
    cells.daily = analysis->season.daily;
    cells.weekly = analysis->season.weekly;
    cells.growth_month = analysis->trend.growth_month;
    cells.anomalies = (double)(analysis->anomalies.count + analysis->mask.incidents.count);
    if (analysis->enough_for_s > 0)
        cells.enough_for = duration_format(enough_for, analysis->enough_for_s);
    cells.advice = present(str_text(&advice));
    record_add(writer, &cells);
    str_release(&advice);
}

static void fill_rows(const struct invocation *invocation, const struct analysis *analysis,
                      size_t count, bool keyed, struct table *table)
{
    static const char *const without_key[] = {"service", NULL};
    const char *by = option_text(invocation, OPT_BY);
    struct record_writer writer;
    record_begin(&writer, table, &schema_description, keyed ? NULL : without_key);
    if (by != NULL && strchr(by, ',') == NULL)
        record_rename(&writer, "service", by);
    for (size_t i = 0; i < count; i++)
        add_row(&writer, &analysis[i]);
}

/// What holds for all series together.
static void fill_facts(struct answer *answer, const struct analysis *analysis, size_t count)
{
    instant from = analysis[0].series->start, to = series_end(analysis[0].series);
    size_t short_of = 0;
    for (size_t i = 0; i < count; i++) {
        const struct series *series = analysis[i].series;
        from = series->start < from ? series->start : from;
        to = series_end(series) > to ? series_end(series) : to;
        short_of += !(analysis[i].enough_for_s > 0);
    }
    answer->verdict = short_of == 0 ? "enough" : short_of < count ? "in part" : "too little";
    struct description_facts facts;
    record_clear(&schema_facts, &facts);
    facts.series = (double)count;
    facts.from = from;
    facts.to = to;
    facts.too_little = (double)short_of;
    answer_facts(answer, &facts);
}

/// What each item of a parallel run shares.
struct analyses {
    const struct series_input *input;
    struct ignoring ignoring;
    struct analysis *analysis;
};

static void analyse(void *context, size_t item)
{
    const struct analyses *all = context;
    analysis_init(&all->analysis[item], &all->input->set.item[item], &all->ignoring,
                  all->input->zone);
}

static int run_describe(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    if (read_series(invocation, &input, err) != 0)
        return -1;
    usage_note_memory(&input.set, &invocation->notes);
    size_t count = input.set.count;
    struct analysis *analysis = mem_alloc(count, sizeof *analysis);
    struct analyses all = {&input, {0}, analysis};
    int result = ignore_option(invocation, input.zone, &input.set, &all.ignoring, err);
    if (result == 0) {
        struct answer answer;
        parallel_run(count, threads_option(invocation), analyse, &all);
        answer_begin(&answer, invocation);
        fill_facts(&answer, analysis, count);
        fill_rows(invocation, analysis, count, has_keys(&input.set), &answer.rows);
        describe_fill(&answer, &input, analysis);
        result = answer_put(&answer, err);
        answer_release(&answer);
    } else {
        count = 0;
    }
    for (size_t i = 0; i < count; i++)
        analysis_release(&analysis[i]);
    free(analysis);
    series_input_release(&input);
    return result;
}

const struct command cmd_describe = {
    .name = "describe",
    .summary = "what is this data like, is it enough, and which metric should scale it?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_own, options_reading, options_series, options_output, options_messages},
    .common = {OPT_VALUE, OPT_BY, OPT_ONLY, OPT_UNIT, OPT_SINCE, OPT_UNTIL, OPT_TZ, OPT_FORMAT,
               OPT_OUTPUT, OPT_VERBOSE},
    .inputs = {&schema_export},
    .outputs = {&schema_description},
    .facts = &schema_facts,
    .examples = examples,
    .see_also = see_also,
    .run = run_describe,
};
