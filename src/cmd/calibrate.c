// headroom calibrate: what one instance can do, from a load test, from metrics of production, or
// from many instances of one kind.
#include "answer/calibrate_answer.h"
#include "base/memory.h"
#include "cli/command.h"
#include "terms/latency_terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// --- what was asked ------------------------------------------------------------------------------

static int read_target(struct calibrate_run *run, struct err *err)
{
    run->percentile = NAN;
    run->limit_s = NAN;
    run->target = option_text(run->invocation, OPT_LATENCY);
    if (run->target == NULL)
        return 0;
    struct latency_words words = {
        .text = run->target,
        .said = arena_printf(&run->invocation->arena, "--latency %s",
                             invocation_escape(run->invocation, run->target)),
        .place = "--latency",
        .blame = ERR_USAGE,
        .hours_per_month = run->invocation->hours_per_month,
        .mean_too = true,
    };
    if (latency_words_read(&words, &run->percentile, &run->limit_s, err) != 0)
        return -1;
    if (!isnan(run->percentile) && !(run->percentile > 0 && run->percentile < 1))
        return err_set(err, ERR_USAGE, "%s: a percentile is more than 0 and less than 100",
                       words.said);
    return calibrate_find_latency(run->invocation, &run->input, run->percentile, err);
}

/// Which kind of measurement the columns make.
static int settle_kind(struct calibrate_run *run, struct err *err)
{
    const struct calibrate_input *input = &run->input;
    bool load = option_given(run->invocation, OPT_CONCURRENCY) || input->offered != SIZE_MAX;
    run->kind = CALIBRATE_LOAD_TEST;
    if (input->keyed)
        run->kind = CALIBRATE_INSTANCES;
    else if (!load && input->cpu != SIZE_MAX &&
             (input->concurrency == SIZE_MAX || input->time != SIZE_MAX))
        run->kind = CALIBRATE_PRODUCTION;
    else if (!load && input->concurrency == SIZE_MAX && input->latency == SIZE_MAX) {
        if (input->key == SIZE_MAX)
            return err_at(err, input->file, 0, NULL,
                          "neither a column of concurrency or of a rate that was sent (a load "
                          "test), nor one of CPU (production), nor one that tells instances apart; "
                          "--concurrency, --offered, --cpu or --by names it: %s",
                          calibrate_number_names(run->invocation, input));
        run->kind = CALIBRATE_INSTANCES;
    }
    return 0;
}

/// A percentile cannot be had from throughput: queueing decides it.
static int check_target(const struct calibrate_run *run, struct err *err)
{
    if (run->target == NULL || run->input.latency != SIZE_MAX)
        return 0;
    bool law = run->kind == CALIBRATE_LOAD_TEST && run->input.concurrency != SIZE_MAX;
    if (law && isnan(run->percentile))
        return 0;
    return err_at(err, run->input.file, 0, NULL,
                  "no column of the latency that --latency %s is about: add one such as "
                  "latency_%s_ms, or name it with --latency-column%s",
                  invocation_escape(run->invocation, run->target),
                  isnan(run->percentile)
                      ? "mean"
                      : arena_printf(&run->invocation->arena, "p%.10g", 100 * run->percentile),
                  law ? "; concurrency and throughput give the mean alone, as in --latency "
                        "mean=80ms"
                      : "");
}

// --- load test -----------------------------------------------------------------------------------

static int take_levels(struct calibrate_run *run, struct load_test *test, struct err *err)
{
    const struct calibrate_input *input = &run->input;
    for (size_t row = 0; row < input->table.rows; row++) {
        struct load_level level = {
            .concurrency = calibrate_cell(input, input->concurrency, row),
            .offered = calibrate_cell(input, input->offered, row),
            .rate = calibrate_cell(input, input->rate, row),
            .latency_s = calibrate_cell(input, input->latency, row),
            .instances =
                input->instances == SIZE_MAX ? 1 : calibrate_cell(input, input->instances, row),
        };
        bool missing = isnan(level.rate) || isnan(level.instances) ||
                       (input->concurrency != SIZE_MAX && isnan(level.concurrency)) ||
                       (input->latency != SIZE_MAX && isnan(level.latency_s));
        if (missing) {
            const char *place = input->file;
            if (input->line[row] > 0)
                place = arena_printf(&run->invocation->arena, "%s:%zu", place, input->line[row]);
            notes_add(&run->invocation->notes, NOTE_WARNING, "calibrate-missing",
                      "%s: the level lacks a value and is left out", place);
            continue;
        }
        if (level.concurrency == 0 || level.instances == 0)
            return err_at(
                err, input->file, input->line[row],
                input->table.column[level.instances == 0 ? input->instances : input->concurrency]
                    .name,
                "0 of them serve nothing; leave the level out");
        run->reached = fmax(run->reached, level.rate);
        test->level[test->count++] = level;
    }
    return 0;
}

static int answer_load_test(struct calibrate_run *run, struct err *err)
{
    struct load_test test = {
        .level = mem_alloc(run->input.table.rows, sizeof *test.level),
        .limit_s = run->limit_s,
        .mean = isnan(run->percentile),
        .extrapolate = option_given(run->invocation, OPT_EXTRAPOLATE),
    };
    double *points = mem_alloc(2 * run->input.table.rows, sizeof *points);
    int result = take_levels(run, &test, err);
    if (result == 0)
        result = load_test_calibrate(&test, &run->load, err);
    if (result == 0) {
        run->calibration = run->load.calibration;
        run->points = test.count;
        for (size_t i = 0; i < test.count; i++) {
            const struct load_level *level = &test.level[i];
            double load = !isnan(level->concurrency) ? level->concurrency
                          : !isnan(level->offered)   ? level->offered
                                                     : level->rate;
            points[i] = load / level->instances;
            points[test.count + i] = level->rate / level->instances;
        }
        struct calibrate_points drawn = {points, points + test.count, test.count};
        result = calibrate_put_answer(run, &drawn, err);
    }
    free(points);
    free(test.level);
    return result;
}

// --- production ----------------------------------------------------------------------------------

/// CPU as a share of all cores, or in cores; a column without a unit must be a share.
static int settle_cpu(struct calibrate_run *run, struct production *production, struct err *err)
{
    const struct calibrate_input *input = &run->input;
    const struct column *column = &input->table.column[input->cpu];
    struct unit unit;
    double target = option_number(run->invocation, OPT_TARGET);
    production->cores = option_number(run->invocation, OPT_CORES);
    production->target = isnan(target) ? 1 : target;
    if (!(production->target > 0 && production->target <= 1))
        return err_set(err, ERR_USAGE,
                       "--target %s is no utilization to aim at; write more than 0%% and at most "
                       "100%%",
                       option_text(run->invocation, OPT_TARGET));
    if (production->cores <= 0)
        return err_set(err, ERR_USAGE, "--cores must be more than 0");
    bool known = unit_of_column(column->name, &unit);
    production->in_cores = known && unit.dimension == DIMENSION_CORES;
    if (production->in_cores && isnan(production->cores))
        return err_at(err, input->file, 0, column->name,
                      "it counts cores: --cores says how many one instance has");
    run->cores_each = production->in_cores ? 1 : production->cores;
    if (known && (production->in_cores || unit.dimension == DIMENSION_RATIO))
        return 0;
    for (size_t row = 0; row < input->table.rows; row++)
        if (column->number[row] > 1)
            return err_at(err, input->file, input->line[row], column->name,
                          "%.10g of what? call the column cpu_percent or cpu_cores",
                          column->number[row]);
    return 0;
}

static int answer_production(struct calibrate_run *run, struct err *err)
{
    const struct calibrate_input *input = &run->input;
    size_t rows = input->table.rows;
    double *value = mem_alloc(3 * rows, sizeof *value);
    double *rate = value, *cpu = value + rows, *latency_s = value + 2 * rows;
    struct production production = {
        .rate = rate,
        .cpu = cpu,
        .latency_s = input->latency == SIZE_MAX ? NULL : latency_s,
        .n = rows,
        .percentile = run->percentile,
        .limit_s = run->limit_s,
        .extrapolate = option_given(run->invocation, OPT_EXTRAPOLATE),
    };
    int result = settle_cpu(run, &production, err);
    for (size_t row = 0; row < rows && result == 0; row++) {
        double instances =
            input->instances == SIZE_MAX ? 1 : calibrate_cell(input, input->instances, row);
        double total = calibrate_cell(input, input->rate, row);
        instances = instances > 0 ? instances : NAN;
        rate[row] = total / instances;
        // Cores are those of all instances, a share is that of each.
        cpu[row] = calibrate_cell(input, input->cpu, row) / (production.in_cores ? instances : 1);
        latency_s[row] = calibrate_cell(input, input->latency, row);
        run->reached = fmax(run->reached, total);
    }
    if (result == 0)
        result = production_calibrate(&production, &run->production, err);
    if (result == 0) {
        run->calibration = run->production.calibration;
        run->points = run->production.line.n;
        struct calibrate_points drawn = {rate, cpu, rows};
        result = calibrate_put_answer(run, &drawn, err);
    }
    free(value);
    return result;
}

// --- instances -----------------------------------------------------------------------------------

static int answer_instances(struct calibrate_run *run, struct err *err)
{
    const struct calibrate_input *input = &run->input;
    double *rate = mem_alloc(input->table.rows, sizeof *rate);
    size_t instances = calibrate_instance_rates(input, rate);
    if (instances < INSTANCES_MIN && input->table.rows >= INSTANCES_MIN) {
        run->of_runs = true;
        instances = 0;
        for (size_t row = 0; row < input->table.rows; row++) {
            rate[instances] = calibrate_cell(input, input->rate, row);
            instances += isnan(rate[instances]) ? 0 : 1;
        }
    }
    int result = instance_variation_find(rate, instances, &run->variation, err);
    if (result == 0) {
        const struct instance_variation *variation = &run->variation;
        run->points = instances;
        run->reached = variation->fastest;
        run->calibration = (struct calibration){
            .rate = variation->slow,
            .low = variation->low,
            .high = variation->high,
            .tested_to = variation->fastest,
            .modelled = NAN,
            .bound = CALIBRATED_BY_SLOWEST,
            .model = MODEL_INSTANCES,
        };
        struct calibrate_points none = {NULL, NULL, 0};
        result = calibrate_put_answer(run, &none, err);
    }
    free(rate);
    return result;
}

static int run_with(struct calibrate_run *run, struct err *err)
{
    struct invocation *invocation = run->invocation;
    run->derate = option_given(invocation, OPT_DERATE) ? option_number(invocation, OPT_DERATE) : 1;
    if (!(run->derate > 0 && run->derate <= 1))
        return err_set(err, ERR_USAGE,
                       "--derate %s is no share of a rate; write more than 0%% and at most 100%%",
                       option_text(invocation, OPT_DERATE));
    if (calibrate_input_read(invocation, &run->input, err) != 0 || read_target(run, err) != 0 ||
        settle_kind(run, err) != 0 || check_target(run, err) != 0)
        return -1;
    switch (run->kind) {
    case CALIBRATE_PRODUCTION:
        return answer_production(run, err);
    case CALIBRATE_INSTANCES:
        return answer_instances(run, err);
    default:
        return answer_load_test(run, err);
    }
}

static int run(struct invocation *invocation, struct err *err)
{
    struct calibrate_run calibrating = {.invocation = invocation};
    int status = run_with(&calibrating, err);
    calibrate_input_release(&calibrating.input);
    return status;
}

static const struct option_use options_calibrate[] = {
    {OPT_LATENCY, NULL, "mean=80ms is a target too"},
    {OPT_CONCURRENCY, NULL, NULL},
    {OPT_OFFERED, NULL, NULL},
    {OPT_THROUGHPUT, NULL, NULL},
    {OPT_LATENCY_COLUMN, NULL, "default: the one whose name has the percentile and a unit of time"},
    {OPT_CPU, NULL, NULL},
    {OPT_INSTANCES, NULL, NULL},
    {OPT_BY, NULL, "each is an instance, and how they differ is the question"},
    {OPT_CORES, NULL, "needed where CPU is in cores; with it, a queue before them is compared"},
    {OPT_TARGET, "100%", "of the processors; size keeps its headroom beside it"},
    {OPT_LOOP, NULL, NULL},
    {OPT_EXTRAPOLATE, NULL, NULL},
    {OPT_DERATE, NULL, NULL},
    {OPT_DEMAND, NULL, "a quantity: how much of it was tested is said"},
    {OPT_INTO, NULL, NULL},
    {OPT_SERVICE, NULL, NULL},
    {OPT_AS_OF, NULL, "the date of the rows"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom calibrate samples/loadtest.csv --latency p99=200ms",
     "what one instance takes before 1% of the requests take longer than 200 ms", 0},
    {"headroom calibrate samples/production.csv --latency p99=60ms --cores 4",
     "the same from a day of production: CPU a request, and p99 by rate", 0},
    {"headroom calibrate samples/loadtest.csv --latency p99=200ms --format csv | "
     "headroom size --demand 10k/s --assume -",
     "what was measured is what is sized with", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-size(1)", "headroom-formats(5)", NULL};

const struct command cmd_calibrate = {
    .name = "calibrate",
    .summary = "how much can one instance take at the latency target?",
    .operands = "[FILE...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_calibrate, options_output, options_messages},
    .common = {OPT_LATENCY, OPT_CONCURRENCY, OPT_THROUGHPUT, OPT_INSTANCES, OPT_INTO, OPT_DERATE,
               OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_measurement},
    .outputs = {&schema_calibration},
    .facts = &schema_calibration_facts,
    .examples = examples,
    .see_also = see_also,
    .run = run,
};
