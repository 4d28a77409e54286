// headroom forecast: what demand comes, with the bounds that capacity is bought for.
#include "answer/answer.h"
#include "answer/forecast_answer.h"
#include "answer/forecast_paths.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "input/forecast_options.h"
#include "input/read_series.h"

#include <stdlib.h>
#include <string.h>

static const struct option_use options_own[] = {
    {OPT_PATHS, NULL,
     "with --peak: how many its quantiles come from; 1000 by default, fewer of more than 10,000 "
     "steps"},
    {OPT_PEAK, NULL, NULL},
    {OPT_SEED, NULL, NULL},
    {OPT_KEEP_GOING, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom forecast samples/web-requests.csv --horizon 2w --format text",
     "two weeks ahead, with a chart and a row a day", 0},
    {"headroom forecast samples/web-requests.csv | headroom size --per-instance 500 --demand p95",
     "how many instances each step to come needs", 0},
    {"headroom forecast samples/web-requests.csv --events samples/web-events.csv --horizon 2w",
     "with a sale, a newsletter and a failure that are to come, named in the column event", 0},
    {"headroom forecast samples/web-requests.csv --driver samples/web-orders.csv --format text",
     "what the orders that are planned will ask for, as far as the plan goes", 0},
    {"headroom forecast samples/fleet.csv --by service --horizon 4w",
     "every service of a fleet, in one table", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-fit(1)",     "headroom-size(1)",
                                       "headroom-runout(1)",  "headroom-whatif(1)",
                                       "headroom-formats(5)", NULL};

/// So many series are forecast before their rows are written: what a fleet needs in memory beside
/// its samples does not grow with it.
enum { AT_A_TIME = 1024 };

/// What the forecast of one series came to.
struct attempt {
    struct series_forecast result;
    struct notes notes;
    struct err err;
    bool failed;
};

/// How many of the series were forecast by which step of the ladder.
struct methods {
    size_t count;
    size_t whole;      ///< by all members
    const char *first; ///< of the first one, in a sentence
};

/// All series of a run, forecast some at a time.
struct attempts {
    struct invocation *invocation;
    const struct series_input *input;
    const struct forecast_options *options;
    struct attempt *attempt; ///< those of the series from `begin`
    size_t begin;
    struct series_forecast *forecasts; ///< done and not yet written
    size_t count;
    struct methods methods;
    bool is_streamed; ///< rows are written as they come
    bool has_header;
};

static void forecast_one(void *context, size_t item)
{
    struct attempts *all = context;
    struct attempt *attempt = &all->attempt[item];
    memset(attempt, 0, sizeof *attempt);
    attempt->result.series = &all->input->set.item[all->begin + item];
    progress_step(all->invocation);
    attempt->failed =
        forecast_series(attempt->result.series, all->options, &attempt->result.forecast,
                        &attempt->notes, &attempt->err) != 0;
}

static void count_method(struct attempts *all, const struct forecast *forecast)
{
    struct methods *methods = &all->methods;
    if (methods->count++ == 0)
        methods->first = forecast_method_text(&all->invocation->arena, forecast);
    methods->whole += strcmp(forecast->method, "ensemble") == 0;
}

/// Takes `count` forecasts in the order of the input; series that failed are named. -1 where the
/// only one did, or the fault is the command line's.
static int collect(struct attempts *all, size_t count, struct err *err)
{
    int status = 0;
    for (size_t i = 0; i < count; i++) {
        struct attempt *attempt = &all->attempt[i];
        const struct series *series = attempt->result.series;
        add_series_notes(all->invocation, series, &attempt->notes);
        if (!attempt->failed) {
            count_method(all, &attempt->result.forecast);
            all->forecasts[all->count++] = attempt->result;
        } else if (status == 0 && (all->input->set.count == 1 || attempt->err.kind == ERR_USAGE)) {
            *err = attempt->err;
            status = -1;
        } else if (status == 0) {
            invocation_fail_series(all->invocation,
                                   series->key != NULL ? series->key : series->name, &attempt->err);
        }
    }
    return status;
}

static void release_forecasts(struct attempts *all)
{
    for (size_t i = 0; i < all->count; i++)
        forecast_release(&all->forecasts[i].forecast);
    all->count = 0;
}

/// Writes the rows of the forecasts that are done, in as many stretches as there are threads. A
/// failure before or after lets nothing be written: then none are made, and the others wait.
static int stream_rows(struct attempts *all, struct err *err)
{
    struct invocation *invocation = all->invocation;
    struct table table[OUTPUT_CSV_PARTS_MAX] = {0};
    size_t threads = threads_option(invocation);
    size_t parts = threads < OUTPUT_CSV_PARTS_MAX ? threads : OUTPUT_CSV_PARTS_MAX;
    if (invocation->error_count > 0 && !option_given(invocation, OPT_KEEP_GOING))
        return 0;
    if (parts > all->count)
        parts = all->count;
    for (size_t i = 0; i < parts; i++) {
        size_t from = all->count * i / parts;
        forecast_table_fill(&table[i], all->forecasts + from, all->count * (i + 1) / parts - from,
                            key_column(invocation), all->options->events, all->options->zone);
    }
    int status = output_csv_parts(invocation, table, parts, !all->has_header, err);
    all->has_header = all->has_header || parts > 0;
    for (size_t i = 0; i < parts; i++)
        table_release(&table[i]);
    return status;
}

/// Whether rows can be written before all of them are known: CSV of series that all have a key.
static bool can_stream(const struct attempts *all)
{
    const struct series_set *set = &all->input->set;
    for (size_t i = 0; i < set->count; i++)
        if (set->item[i].key == NULL)
            return false;
    return set->count > 1 && output_format(all->invocation) == OUTPUT_CSV &&
           !wants_paths(all->invocation);
}

/// Forecasts every series of the input, on several processors.
static int forecast_all(struct attempts *all, struct err *err)
{
    size_t series = all->input->set.count;
    size_t together = series < AT_A_TIME ? series : AT_A_TIME;
    int status = 0;
    all->is_streamed = can_stream(all);
    if (all->is_streamed)
        output_hold(all->invocation);
    all->attempt = mem_alloc(together, sizeof *all->attempt);
    all->forecasts = mem_alloc(all->is_streamed ? together : series, sizeof *all->forecasts);
    progress_begin(all->invocation, "forecasting", series);
    for (; all->begin < series && status == 0; all->begin += together) {
        size_t left = series - all->begin;
        size_t count = left < together ? left : together;
        parallel_run(count, threads_option(all->invocation), forecast_one, all);
        status = collect(all, count, err);
        if (!all->is_streamed)
            continue;
        if (status == 0)
            status = stream_rows(all, err);
        release_forecasts(all);
    }
    free(all->attempt);
    return status;
}

/// One series: its method. Several: how many got which.
static void note_method(struct invocation *invocation, const struct methods *methods)
{
    if (methods->count == 1)
        notes_add(&invocation->notes, NOTE_INFO, "method", "%s", methods->first);
    else
        notes_add(
            &invocation->notes, NOTE_INFO, "method",
            "%zu series forecast, %zu of them by nine robust models combined, %zu by simpler means",
            methods->count, methods->whole, methods->count - methods->whole);
}

static void write_document(void *found, struct answer *answer)
{
    const struct attempts *all = found;
    forecast_document(&answer->document, all->forecasts, all->count, key_column(all->invocation),
                      all->options->zone);
}

static void note_brief(void *found, struct notes *notes)
{
    const struct attempts *all = found;
    (void)notes; // those of the invocation
    note_method(all->invocation, &all->methods);
}

static int write_forecasts(struct attempts *all, struct err *err)
{
    struct invocation *invocation = all->invocation;
    const struct forecast_options *options = all->options;
    const char *key = key_column(invocation);
    if (all->is_streamed || wants_paths(invocation))
        note_method(invocation, &all->methods);
    if (all->is_streamed)
        return 0;
    if (wants_paths(invocation))
        return write_paths(invocation, all->forecasts, all->count, key, options->zone, err);
    struct answer answer;
    answer_begin(&answer, invocation);
    answer.is_table = true;
    answer.write = write_document;
    answer.brief = note_brief;
    answer.found = all;
    forecast_table_fill(&answer.rows, all->forecasts, all->count, key, options->events,
                        options->zone);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int run_forecast(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    struct forecast_options options;
    struct forecast_sources sources = {0};
    if (read_series(invocation, &input, err) != 0)
        return -1;
    struct attempts all = {.invocation = invocation, .input = &input, .options = &options};
    int status = one_metric(&input.set, err);
    if (status == 0)
        status = forecast_options_of(invocation, &input, &sources, &options, err);
    options.with_paths = wants_paths(invocation);
    if (status == 0)
        status = forecast_all(&all, err);
    if (status == 0 && all.methods.count > 0)
        status = write_forecasts(&all, err);
    release_forecasts(&all);
    free(all.forecasts);
    forecast_sources_release(&sources);
    series_input_release(&input);
    return status;
}

const struct command cmd_forecast = {
    .name = "forecast",
    .summary = "what demand comes?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_CSV,
    .options = {options_forecast, options_reading, options_series, options_own, options_output,
                options_messages},
    .common = {OPT_HORIZON, OPT_EVENTS, OPT_IGNORE, OPT_PEAK, OPT_PATHS, OPT_VALUE, OPT_BY,
               OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_planned_events},
    .outputs = {&schema_forecast, &schema_paths, &schema_peaks},
    .examples = examples,
    .see_also = see_also,
    .run = run_forecast,
};
