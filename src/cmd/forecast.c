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

/// What the forecast of one series came to.
struct attempt {
    struct series_forecast result;
    struct notes notes;
    struct err err;
    bool failed;
};

/// What the attempts share.
struct attempts {
    struct invocation *invocation;
    const struct series_input *input;
    const struct forecast_options *options;
    struct attempt *attempt;
};

static void forecast_one(void *context, size_t item)
{
    struct attempts *all = context;
    struct attempt *attempt = &all->attempt[item];
    attempt->result.series = &all->input->set.item[item];
    progress_step(all->invocation);
    attempt->failed =
        forecast_series(attempt->result.series, all->options, &attempt->result.forecast,
                        &attempt->notes, &attempt->err) != 0;
}

/// Takes the forecasts in the order of the input; series that failed are named. -1 where the only
/// one did, or the fault is the command line's.
static int collect(struct attempts *all, struct series_forecast *forecasts, size_t *count,
                   struct err *err)
{
    int status = 0;
    for (size_t i = 0; i < all->input->set.count; i++) {
        struct attempt *attempt = &all->attempt[i];
        add_series_notes(all->invocation, &all->input->set.item[i], &attempt->notes);
        if (!attempt->failed) {
            forecasts[(*count)++] = attempt->result;
        } else if (status == 0 && (all->input->set.count == 1 || attempt->err.kind == ERR_USAGE)) {
            *err = attempt->err;
            status = -1;
        } else if (status == 0) {
            invocation_fail(all->invocation, &attempt->err);
        }
    }
    return status;
}

/// Forecasts every series of the input, on several processors.
static int forecast_all(struct invocation *invocation, const struct series_input *input,
                        const struct forecast_options *options, struct series_forecast *forecasts,
                        size_t *count, struct err *err)
{
    struct attempts all = {invocation, input, options,
                           mem_alloc(input->set.count, sizeof *all.attempt)};
    *count = 0;
    progress_begin(invocation, "forecasting", input->set.count);
    parallel_run(input->set.count, threads_option(invocation), forecast_one, &all);
    int status = collect(&all, forecasts, count, err);
    free(all.attempt);
    return status;
}

/// One series: its method. Several: how many got which.
static void note_method(struct invocation *invocation, const struct series_forecast *forecasts,
                        size_t count)
{
    if (count == 1) {
        notes_add(&invocation->notes, NOTE_INFO, "method", "%s",
                  forecast_method_text(&invocation->arena, &forecasts[0].forecast));
        return;
    }
    size_t whole = 0;
    for (size_t i = 0; i < count; i++)
        whole += strcmp(forecasts[i].forecast.method, "ensemble") == 0;
    notes_add(
        &invocation->notes, NOTE_INFO, "method",
        "%zu series forecast, %zu of them by nine robust models combined, %zu by simpler means",
        count, whole, count - whole);
}

/// What the table of forecasts does not say.
struct shown_forecasts {
    struct invocation *invocation;
    const struct series_forecast *forecasts;
    size_t count;
    const struct zone *zone;
    const char *key;
};

static void write_document(void *found, struct answer *answer)
{
    const struct shown_forecasts *shown = found;
    forecast_document(&answer->document, shown->forecasts, shown->count, shown->key, shown->zone);
}

static void note_brief(void *found, struct notes *notes)
{
    const struct shown_forecasts *shown = found;
    (void)notes; // those of the invocation
    note_method(shown->invocation, shown->forecasts, shown->count);
}

static int write_forecasts(struct invocation *invocation, const struct series_forecast *forecasts,
                           size_t count, const struct forecast_options *options, struct err *err)
{
    const char *key = key_column(invocation);
    if (wants_paths(invocation)) {
        note_method(invocation, forecasts, count);
        return write_paths(invocation, forecasts, count, key, options->zone, err);
    }
    struct shown_forecasts shown = {invocation, forecasts, count, options->zone, key};
    struct answer answer;
    answer_begin(&answer, invocation);
    answer.is_table = true;
    answer.write = write_document;
    answer.brief = note_brief;
    answer.found = &shown;
    forecast_table_fill(&answer.rows, forecasts, count, key, options->events, options->zone);
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
    struct series_forecast *forecasts = mem_alloc(input.set.count, sizeof *forecasts);
    size_t count = 0;
    int status = one_metric(&input.set, err);
    if (status == 0)
        status = forecast_options_of(invocation, &input, &sources, &options, err);
    options.with_paths = wants_paths(invocation);
    if (status == 0)
        status = forecast_all(invocation, &input, &options, forecasts, &count, err);
    if (status == 0 && count > 0)
        status = write_forecasts(invocation, forecasts, count, &options, err);
    for (size_t i = 0; i < count; i++)
        forecast_release(&forecasts[i].forecast);
    free(forecasts);
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
