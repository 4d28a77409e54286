// headroom fit: which trend and seasons a series has, and how far they can be trusted.
#include "answer/answer.h"
#include "answer/fit_answer.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "input/forecast_options.h"
#include "input/read_series.h"

#include <math.h>
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

struct fit_facts {
    double series, growth_month, growth_low, growth_high, amount_month, daily, weekly, yearly,
        confidence;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct fit_facts, series, STYLE_INTEGER, NULL,
          "how many were fitted; the facts below are of a single one, and so is the verdict: "
          "better than seasonal naive, no better than seasonal naive, or not tested"),
    FIELD(struct fit_facts, growth_month, STYLE_RATIO, "ratio a month of 730 h",
          "growth at the end"),
    FIELD(struct fit_facts, growth_low, STYLE_RATIO, "ratio a month of 730 h",
          "lower end of its 95% interval"),
    FIELD(struct fit_facts, growth_high, STYLE_RATIO, "ratio a month of 730 h", "upper end of it"),
    FIELD(struct fit_facts, amount_month, STYLE_PLAIN, "the series' unit a month",
          "the same as an amount, now"),
    FIELD(struct fit_facts, daily, STYLE_PLAIN, "0 to 1", "strength of the daily season"),
    FIELD(struct fit_facts, weekly, STYLE_PLAIN, "0 to 1", "strength of the weekly season"),
    FIELD(struct fit_facts, yearly, STYLE_PLAIN, "0 to 1", "strength of the yearly season"),
    FIELD(struct fit_facts, confidence, STYLE_PLAIN, "0 to 1",
          "skill of the backtest times what p95 held of its promise"),
    FIELD_END,
};

static const struct schema schema_facts = {"facts of a fit", fact_columns,
                                           sizeof(struct fit_facts)};

static const char *const see_also[] = {"headroom-describe(1)", "headroom-forecast(1)", NULL};

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

/// What a single series comes to; several are told apart in the rows.
static void fill_facts(struct answer *answer, const struct fit *fit, struct fit_facts *facts)
{
    const struct backtest *test = &fit->forecast.backtest;
    answer->verdict = test->origins == 0 || isnan(test->skill) ? "not tested"
                      : test->skill > 0                        ? "better than seasonal naive"
                                                               : "no better than seasonal naive";
    facts->growth_month = fit->trend.growth_month;
    facts->growth_low = fit->trend.low;
    facts->growth_high = fit->trend.high;
    facts->amount_month = fit->month;
    facts->daily = fit->daily;
    facts->weekly = fit->weekly;
    facts->yearly = fit->yearly.strength;
    facts->confidence = fit->confidence;
}

/// Whether the fit of one series is to be read before that of another: it grows or shrinks more.
static bool changes_more(const void *context, size_t a, size_t b)
{
    const struct attempt *const *done = context;
    return fabs(done[a]->fit.trend.growth_month) > fabs(done[b]->fit.trend.growth_month);
}

/// What the series are made of: as they come, of many those that change most.
static void write_fits(const struct attempts *all, struct answer *answer)
{
    const struct series_set *set = &all->input->set;
    const struct attempt **done = mem_alloc(set->count + 1, sizeof *done);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        if (!all->attempt[i].failed)
            done[count++] = &all->attempt[i];
    size_t full = answer_in_full(answer, count), lines = answer_in_lines(answer, count);
    size_t *order = answer_order(answer, count, changes_more, done);
    const struct fit **listed = mem_alloc(lines + 1, sizeof *listed);
    for (size_t i = 0; i < lines; i++)
        listed[i] = &done[order[i]]->fit;
    if (full < count) {
        fit_document_overview(&answer->document, count, listed, lines);
        answer_say_shown(answer, count, "that change most");
    }
    for (size_t i = 0; i < full; i++)
        fit_document_add(&answer->document, &set->item[done[order[i]] - all->attempt], listed[i],
                         all->options->zone);
    free(listed);
    free(order);
    free(done);
}

/// Adds the fits in the order of the input; series that failed are named. -1 where the only one
/// did, or the fault is the command line's.
static int add_fits(struct attempts *all, const struct record_writer *writer, struct answer *answer,
                    struct err *err)
{
    const struct series_set *set = &all->input->set;
    for (size_t i = 0; i < set->count; i++) {
        struct attempt *attempt = &all->attempt[i];
        add_series_notes(all->invocation, &set->item[i], &attempt->notes);
        if (attempt->failed && (set->count == 1 || attempt->err.kind == ERR_USAGE)) {
            *err = attempt->err;
            return -1;
        }
        if (attempt->failed) {
            invocation_fail_series(all->invocation,
                                   set->item[i].key != NULL ? set->item[i].key : set->item[i].name,
                                   &attempt->err);
            continue;
        }
        fit_table_add(writer, &attempt->fit);
        answer_add_accuracy(answer, &attempt->fit.forecast);
    }
    write_fits(all, answer);
    struct fit_facts facts;
    record_clear(&schema_facts, &facts);
    if (set->count == 1)
        fill_facts(answer, &all->attempt[0].fit, &facts);
    facts.series = (double)answer->accuracy.rows;
    answer_facts(answer, &facts);
    return 0;
}

/// Fits every series of the input, on several processors.
static int fit_all(struct invocation *invocation, const struct series_input *input,
                   const struct forecast_options *options, const struct record_writer *writer,
                   struct answer *answer, struct err *err)
{
    struct attempts all = {invocation, input, options,
                           mem_alloc(input->set.count, sizeof *all.attempt)};
    progress_begin(invocation, "fitting", input->set.count);
    parallel_run(input->set.count, threads_option(invocation), fit_one, &all);
    int status = add_fits(&all, writer, answer, err);
    for (size_t i = 0; i < input->set.count; i++) {
        notes_release(&all.attempt[i].notes);
        fit_release(&all.attempt[i].fit);
    }
    free(all.attempt);
    return status;
}

static int run_fit(struct invocation *invocation, struct err *err)
{
    struct series_input input = {0};
    struct forecast_options options;
    struct forecast_sources sources = {0};
    struct answer answer;
    struct record_writer writer;
    bool keyed = false;
    if (read_series(invocation, &input, err) != 0)
        return -1;
    answer_begin(&answer, invocation);
    for (size_t i = 0; i < input.set.count; i++)
        keyed = keyed || input.set.item[i].key != NULL;
    fit_table_begin(&writer, &answer.rows, keyed ? key_column(invocation) : NULL);
    int status = one_metric(&input.set, err);
    if (status == 0)
        status = forecast_options_of(invocation, &input, &sources, &options, err);
    if (status == 0)
        status = fit_all(invocation, &input, &options, &writer, &answer, err);
    if (status == 0)
        status = answer_put(&answer, err);
    answer_release(&answer);
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
    .common = {OPT_VALUE, OPT_BY, OPT_UNIT, OPT_SINCE, OPT_UNTIL, OPT_IGNORE, OPT_FORMAT,
               OPT_OUTPUT, OPT_VERBOSE},
    .inputs = {&schema_export, &schema_planned_events},
    .outputs = {&schema_fit},
    .facts = &schema_facts,
    .examples = examples,
    .see_also = see_also,
    .run = run_fit,
};
