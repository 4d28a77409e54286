// headroom fit: which trend and seasons a series has, and how far they can be trusted.
#include "cmd/fit_table.h"
#include "cmd/forecast_options.h"
#include "cmd/put_document.h"
#include "cmd/read_series.h"

#include <stdint.h>

static const struct option_use options_own[] = {
    {OPT_KEEP_GOING, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom fit samples/web-requests.csv", "trend, seasons, anomalies and the backtest", 0},
    {"headroom fit samples/web-requests.csv --format csv", "the same as a table", 0},
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

static int fit_all(struct invocation *invocation, const struct series_input *input,
                   const struct forecast_options *options, struct answer *answer, struct err *err)
{
    progress_begin(invocation, "fitting", input->set.count);
    for (size_t i = 0; i < input->set.count; i++) {
        progress_step(invocation);
        const struct series *series = &input->set.item[i];
        struct fit fit;
        struct err failure = {0};
        struct notes notes = {0};
        int failed = fit_series(series, options, &fit, &notes, &failure);
        add_series_notes(invocation, series, &notes);
        if (failed != 0) {
            fit_release(&fit);
            if (input->set.count == 1 || failure.kind == ERR_USAGE) {
                *err = failure;
                return -1;
            }
            invocation_fail(invocation, &failure);
            continue;
        }
        if (answer->is_text)
            fit_document_add(&answer->document, series, &fit);
        else
            fit_table_add(&answer->table, &fit, answer->keyed);
        fit_release(&fit);
    }
    return 0;
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
