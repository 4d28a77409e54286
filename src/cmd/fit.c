// headroom fit: which trend and seasons a series has, and how far they can be trusted.
#include "base/memory.h"
#include "base/parallel.h"
#include "cmd/fit_table.h"
#include "cmd/forecast_options.h"
#include "cmd/put_document.h"
#include "cmd/read_series.h"

#include <stdint.h>
#include <stdlib.h>

static const struct option_use options_own[] = {
    {OPT_KEEP_GOING, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom fit samples/web-requests.csv", "trend, seasons, anomalies and the backtest", 0},
    {"headroom fit samples/web-requests.csv --format csv", "the same as a table", 0},
    {"headroom fit samples/web-requests.csv --driver samples/web-orders.csv",
     "how many more requests an order more brings", 0},
    {"headroom fit samples/fleet.csv --by service --format csv", "every service of a fleet", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-describe(1)", "headroom-forecast(1)", NULL};

/// Where the fits of all series go: rows of a table, or sections of a document.
struct answer {
    bool is_text;
    bool keyed;
    struct table table;
    struct document document;
};

/// What the fit of one series came to.
struct attempt {
    struct fit fit;
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

static void fit_one(void *context, size_t item)
{
    struct attempts *all = context;
    struct attempt *attempt = &all->attempt[item];
    progress_step(all->invocation);
    attempt->failed = fit_series(&all->input->set.item[item], all->options, &attempt->fit,
                                 &attempt->notes, &attempt->err) != 0;
}

/// Adds the fits in the order of the input; series that failed are named. -1 where the only one
/// did, or the fault is the command line's.
static int add_fits(struct attempts *all, struct answer *answer, struct err *err)
{
    const struct series_set *set = &all->input->set;
    for (size_t i = 0; i < set->count; i++) {
        struct attempt *attempt = &all->attempt[i];
        add_series_notes(all->invocation, &set->item[i], &attempt->notes);
        if (attempt->failed && (set->count == 1 || attempt->err.kind == ERR_USAGE)) {
            *err = attempt->err;
            return -1;
        }
        if (attempt->failed)
            invocation_fail(all->invocation, &attempt->err);
        else if (answer->is_text)
            fit_document_add(&answer->document, &set->item[i], &attempt->fit, all->options->zone);
        else
            fit_table_add(&answer->table, &attempt->fit, answer->keyed);
    }
    return 0;
}

/// Fits every series of the input, on several processors.
static int fit_all(struct invocation *invocation, const struct series_input *input,
                   const struct forecast_options *options, struct answer *answer, struct err *err)
{
    struct attempts all = {invocation, input, options,
                           mem_alloc(input->set.count, sizeof *all.attempt)};
    progress_begin(invocation, "fitting", input->set.count);
    parallel_run(input->set.count, threads_option(invocation), fit_one, &all);
    int status = add_fits(&all, answer, err);
    for (size_t i = 0; i < input->set.count; i++) {
        notes_release(&all.attempt[i].notes);
        fit_release(&all.attempt[i].fit);
    }
    free(all.attempt);
    return status;
}

static int write_answer(struct invocation *invocation, struct answer *answer, struct err *err)
{
    if (!answer->is_text)
        return output_table(invocation, &answer->table, err);
    put_document(invocation, &answer->document);
    return 0;
}

static int run_fit(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    struct forecast_options options;
    struct forecast_sources sources = {0};
    struct answer answer = {0};
    if (read_series(invocation, &input, err) != 0)
        return -1;
    enum output_format format = output_format(invocation);
    answer.is_text = format == OUTPUT_TEXT || format == OUTPUT_MARKDOWN;
    for (size_t i = 0; i < input.set.count; i++)
        answer.keyed = answer.keyed || input.set.item[i].key != NULL;
    fit_table_columns(&answer.table, answer.keyed ? key_column(invocation) : NULL);
    int status = one_metric(&input.set, err);
    if (status == 0)
        status = forecast_options_of(invocation, &input, &sources, &options, err);
    if (status == 0)
        status = fit_all(invocation, &input, &options, &answer, err);
    if (status == 0)
        status = write_answer(invocation, &answer, err);
    table_release(&answer.table);
    document_release(&answer.document);
    forecast_sources_release(&sources);
    series_input_release(&input);
    return status;
}

const struct command cmd_fit = {
    .name = "fit",
    .summary = "which trend and seasons does it have, and how far can they be trusted?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_forecast, options_reading, options_series, options_own, options_output,
                options_messages},
    .inputs = {&schema_export, &schema_planned_events},
    .outputs = {&schema_fit},
    .examples = examples,
    .see_also = see_also,
    .run = run_fit,
};
