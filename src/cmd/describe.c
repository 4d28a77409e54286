// headroom describe: what the data are like, whether they are enough, and which metric should
// scale.
#include "answer/answer.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "cmd/describe_text.h"
#include "cmd/ignore_option.h"
#include "cmd/read_series.h"
#include "series/analysis.h"
#include "series/explain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"metric", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "name of the series, its unit at the end"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "what tells series apart, under the name of its column, where there are several"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "unit of the values; missing when unknown"},
    {"n", COLUMN_NUMBER, STYLE_INTEGER, "steps", false, "steps from the first to the last"},
    {"step", COLUMN_TEXT, STYLE_PLAIN, "duration", false, "length of a step"},
    {"missing", COLUMN_NUMBER, STYLE_INTEGER, "steps", false, "steps without a value"},
    {"mean", COLUMN_NUMBER, STYLE_PLAIN, "the series'", false, "mean of the known values"},
    {"p50", COLUMN_NUMBER, STYLE_PLAIN, "the series'", false, "median"},
    {"p95", COLUMN_NUMBER, STYLE_PLAIN, "the series'", false, "95% quantile"},
    {"p99", COLUMN_NUMBER, STYLE_PLAIN, "the series'", false, "99% quantile"},
    {"max", COLUMN_NUMBER, STYLE_PLAIN, "the series'", false, "greatest value"},
    {"peak_to_mean", COLUMN_NUMBER, STYLE_PLAIN, "ratio", false, "max / mean"},
    {"pattern", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "flat, steady increase, steady decrease, seasonal (daily, weekly), cyclical, spiky, "
     "intermittent, level shift, stock (it fills up), irregular, or unknown"},
    {"daily", COLUMN_NUMBER, STYLE_PLAIN, "0 to 1", false,
     "strength of the daily season; missing when the history is too short to tell"},
    {"weekly", COLUMN_NUMBER, STYLE_PLAIN, "0 to 1", false, "strength of the weekly season"},
    {"growth_month", COLUMN_NUMBER, STYLE_RATIO, "ratio a month of 730 h", false,
     "robust growth; missing under two weeks of history"},
    {"anomalies", COLUMN_NUMBER, STYLE_INTEGER, "runs of steps", false,
     "how often the values left what level and season let expect"},
    {"enough_for", COLUMN_TEXT, STYLE_PLAIN, "duration", false,
     "longest horizon that the history supports; missing when there is none"},
    {"advice", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what follows for planning"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

static const struct schema schema_description = {"a description of series", columns};

static const struct schema_column fact_columns[] = {
    {"series", COLUMN_NUMBER, STYLE_INTEGER, NULL, false, "how many there are"},
    {"from", COLUMN_TIME, STYLE_PLAIN, NULL, false, "start of the first step of any of them"},
    {"to", COLUMN_TIME, STYLE_PLAIN, NULL, false, "end of the last one"},
    {"too_little", COLUMN_NUMBER, STYLE_INTEGER, "series", false,
     "those whose history supports no forecast; the verdict is enough, in part or too little"},
    {"signals", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
     "each metric of a service that has several: service, metric, with_demand and with_latency "
     "(rank correlations), target where it should scale the service, caution"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

static const struct schema schema_facts = {"facts of a description", fact_columns};

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

/// Sets a text cell; "" is missing.
static void set_text(struct table *table, size_t row, const char *column, const char *text)
{
    size_t index = table_find(table, column);
    if (text != NULL && text[0] != '\0')
        table_set_text(table, row, index, text);
}

static void set_number(struct table *table, size_t row, const char *column, double value)
{
    table_set_number(table, row, table_find(table, column), value);
}

static void add_row(struct table *table, const struct analysis *analysis, const char *key_column)
{
    const struct series *series = analysis->series;
    const struct statistics *statistics = &analysis->statistics;
    char duration[UNIT_NAME_MAX];
    struct str advice = {0};
    size_t row = table_add_row(table);
    set_text(table, row, "metric", series->name);
    if (key_column != NULL)
        set_text(table, row, key_column, series->key);
    set_text(table, row, "unit", series->unit.name);
    set_number(table, row, "n", (double)statistics->n);
    set_text(table, row, "step", duration_format(duration, (double)series->step_s));
    set_number(table, row, "missing", (double)statistics->missing);
    set_number(table, row, "mean", statistics->mean);
    set_number(table, row, "p50", statistics->p50);
    set_number(table, row, "p95", statistics->p95);
    set_number(table, row, "p99", statistics->p99);
    set_number(table, row, "max", statistics->max);
    set_number(table, row, "peak_to_mean", statistics->peak_to_mean);
    set_text(table, row, "pattern", pattern_name(analysis->pattern.class));
    set_number(table, row, "daily", analysis->season.daily);
    set_number(table, row, "weekly", analysis->season.weekly);
    set_number(table, row, "growth_month", analysis->trend.growth_month);
    set_number(table, row, "anomalies",
               (double)(analysis->anomalies.count + analysis->mask.incidents.count));
    if (analysis->enough_for_s > 0)
        set_text(table, row, "enough_for", duration_format(duration, analysis->enough_for_s));
    explain_advice(analysis, &advice);
    set_text(table, row, "advice", str_text(&advice));
    str_release(&advice);
}

static void fill_rows(const struct invocation *invocation, const struct analysis *analysis,
                      size_t count, bool keyed, struct table *table)
{
    static const char *const without_key[] = {"service", NULL};
    schema_add_columns(table, &schema_description, keyed ? NULL : without_key);
    const char *by = option_text(invocation, OPT_BY);
    const char *key_column = keyed ? "service" : NULL;
    for (size_t i = 0; i < count; i++)
        add_row(table, &analysis[i], key_column);
    if (keyed && by != NULL && strchr(by, ',') == NULL)
        table->column[table_find(table, "service")].name = arena_strdup(&table->arena, by);
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
    answer_number(answer, "series", (double)count);
    answer_time(answer, "from", from);
    answer_time(answer, "to", to);
    answer_number(answer, "too_little", (double)short_of);
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
    .inputs = {&schema_export},
    .outputs = {&schema_description},
    .facts = &schema_facts,
    .examples = examples,
    .see_also = see_also,
    .run = run_describe,
};
