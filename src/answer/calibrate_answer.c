#include "answer/calibrate_answer.h"

#include "answer/answer.h"
#include "answer/words.h"
#include "base/file.h"
#include "base/file_lock.h"
#include "base/memory.h"
#include "base/number.h"
#include "drawing/chart.h"
#include "terms/assumptions_replace.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES_MAX = 16 << 20 };

static const char *text_at(const struct table *table, const char *name, size_t row)
{
    return table->column[table_find(table, name)].text[row];
}

/// Makes one change; `text` becomes the new file.
static int put_change(const char *path, const struct assumption_change *change, struct str *text,
                      struct err *err)
{
    struct str changed = {0};
    int result = assumptions_replace(path, str_text(text), text->length, change, &changed, err);
    str_release(text);
    *text = changed;
    return result;
}

/// Replaces or adds one row, and the rate that was tested beside it.
static int put_row(const char *path, const struct table *table, size_t row, struct str *text,
                   struct err *err)
{
    char value[NUMBER_TEXT_MAX];
    struct assumption_change change = {
        .name = text_at(table, "name", row),
        .service = text_at(table, "service", row),
        .value = number_format(value, table->column[table_find(table, "value")].number[row]),
        .unit = text_at(table, "unit", row) == NULL ? "" : text_at(table, "unit", row),
        .source = text_at(table, "source", row),
        .date = text_at(table, "date", row) == NULL ? "" : text_at(table, "date", row),
    };
    if (put_change(path, &change, text, err) != 0)
        return -1;
    size_t tested = table_find(table, "tested_to");
    if (tested == SIZE_MAX || table_is_missing(table, row, tested) ||
        strcmp(change.name, "per_instance") != 0)
        return 0;
    change.owner_as = change.name;
    change.name = "tested_to";
    change.value = number_format(value, table->column[tested].number[row]);
    return put_change(path, &change, text, err);
}

/// Puts all rows into the file as it is now: to be called under its lock.
static int put_rows(const char *path, const struct table *table, struct err *err)
{
    struct str text = {0};
    int result = 0;
    if (file_exists(path))
        result = file_read_bounded(path, FILE_BYTES_MAX, &text, err);
    for (size_t row = 0; row < table->rows && result == 0; row++)
        result = put_row(path, table, row, &text, err);
    if (result == 0)
        result = file_write_atomic(path, str_text(&text), text.length, err);
    str_release(&text);
    return result;
}

/// Puts the rows of `table` into an assumptions file.
static int calibrate_put_into(const struct calibrate_run *run, const struct table *table,
                              struct err *err)
{
    const char *path = option_text(run->invocation, OPT_INTO);
    struct file_lock lock;
    if (path == NULL || invocation_held_back(run->invocation))
        return 0;
    if (file_lock_take(&lock, path, err) != 0)
        return -1;
    int result = put_rows(path, table, err);
    file_lock_release(&lock);
    if (result == 0)
        notes_add(&run->invocation->notes, NOTE_INFO, "calibrate-into", "%zu %s put into %s",
                  table->rows, table->rows == 1 ? "row" : "rows",
                  invocation_escape(run->invocation, path));
    return result;
}

enum { CHART_STEPS = 144, CHART_ROWS = 10, CHART_COLUMNS = 76 };

/// How far the axis goes beyond the last point and the answer.
#define AXIS_MARGIN 1.05

/// The model's value, of one instance; NaN where there is none.
static double model_at(const struct calibrate_run *run, double x)
{
    if (run->load.has_usl)
        return usl_throughput(&run->load.usl, x);
    if (run->kind == CALIBRATE_PRODUCTION)
        return run->production.line.intercept + run->production.line.slope * x;
    return NAN;
}

static double axis_end(const struct calibrate_run *run, const struct calibrate_points *points)
{
    double end = 0;
    for (size_t i = 0; i < points->n; i++)
        end = fmax(end, points->x[i]);
    if (run->kind == CALIBRATE_PRODUCTION)
        end = fmax(end, run->calibration.rate);
    else if (run->load.has_usl)
        end = fmax(end, run->load.concurrency);
    return end * AXIS_MARGIN;
}

/// The points' highest value in each step of the axis.
static void place_points(const struct calibrate_points *points, double step,
                         double value[CHART_STEPS])
{
    for (size_t i = 0; i < CHART_STEPS; i++)
        value[i] = NAN;
    for (size_t i = 0; i < points->n; i++) {
        if (isnan(points->x[i]) || isnan(points->y[i]))
            continue;
        size_t at = (size_t)fmin(points->x[i] / step, CHART_STEPS - 1);
        value[at] = fmax(value[at], points->y[i]);
    }
}

/// Appends a chart of the points, the model's curve and the answer.
static void calibrate_write_chart(const struct calibrate_run *run,
                                  const struct calibrate_points *points, struct document *document)
{
    double end = axis_end(run, points);
    if (points->n == 0 || !(end > 0) || isinf(end))
        return;
    double step = end / CHART_STEPS;
    double measured[CHART_STEPS], model[CHART_STEPS], answer[CHART_STEPS];
    bool production = run->kind == CALIBRATE_PRODUCTION;
    place_points(points, step, measured);
    for (size_t i = 0; i < CHART_STEPS; i++) {
        model[i] = model_at(run, ((double)i + 0.5) * step);
        answer[i] = production ? (double)NAN : run->calibration.rate;
    }
    const struct chart_layer layers[] = {
        {"measured", CHART_POINTS, 0, 1, CHART_STEPS, NULL, measured},
        {"model", CHART_SOLID, 0, 1, CHART_STEPS, NULL, model},
        {"the answer", CHART_LINE, 0, 1, CHART_STEPS, NULL, answer},
    };
    struct chart chart = {
        .y_title = production ? "CPU" : "rate",
        .x_title = production          ? "requests/s"
                   : run->load.has_usl ? "concurrency"
                                       : "rate sent",
        .x_second = step,
        .layer = layers,
        .layers = production ? 2 : 3,
        .now = INSTANT_NONE,
        .columns = CHART_COLUMNS,
        .rows = CHART_ROWS,
    };
    document_heading(document, production ? "CPU by rate" : "Rate by load");
    document_chart(document, &chart,
                   production ? "CPU over the rate, measured and by the model."
                              : "Rate over the load, measured, by the model, and the answer.");
}

/// The usual words of the interval of a coefficient: "0.0277 (0.0024 to 0.0531)".
static const char *coefficient_words(struct arena *arena, const struct usl_coefficient *coefficient)
{
    if (coefficient->at_bound)
        return "0 (the data would have it negative; the others are fitted without it)";
    if (isnan(coefficient->error))
        return arena_printf(arena, "%.4g", coefficient->value);
    return arena_printf(arena, "%.4g (%.4g to %.4g)", coefficient->value, coefficient->low,
                        coefficient->high);
}

static void write_law(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct usl *usl = &run->load.usl;
    document_fact(document, "model",
                  "X(N) = gamma N / (1 + sigma (N-1) + kappa N (N-1)), %zu levels", usl->n);
    document_fact(document, "gamma", "%s: one alone", coefficient_words(arena, &usl->gamma));
    document_fact(document, "sigma", "%s: waiting for a turn",
                  coefficient_words(arena, &usl->alpha));
    document_fact(document, "kappa", "%s: keeping each other informed",
                  coefficient_words(arena, &usl->beta));
    if (isinf(usl_peak(usl)))
        document_fact(document, "peak", "none; %s",
                      usl->alpha.value > 0
                          ? arena_printf(arena, "never more than gamma / sigma = %s",
                                         words_number(arena, usl_peak_throughput(usl)))
                          : "throughput grows in a straight line");
    else
        document_fact(document, "peak", "%s with %s at work",
                      words_number(arena, usl_peak_throughput(usl)),
                      words_number(arena, usl_peak(usl)));
    if (!isnan(run->load.concurrency))
        document_fact(document, "concurrency", "%s at that rate; tested up to %s",
                      words_number(arena, run->load.concurrency),
                      words_number(arena, run->load.tested_concurrency));
}

static void write_levels(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct load_answer *load = &run->load;
    if (run->target == NULL || run->calibration.model == MODEL_CPU)
        return;
    if (!isnan(load->met))
        document_fact(document, "met", "at every level up to %s%s", words_number(arena, load->met),
                      isnan(load->missed) ? ", the highest"
                                          : arena_printf(arena, "; missed at %s",
                                                         words_number(arena, load->missed)));
}

static void write_loop(const struct calibrate_run *run, struct document *document)
{
    int loop = option_choice(run->invocation, OPT_LOOP); // open, closed
    bool closed = loop == 1 || (loop < 0 && run->input.offered == SIZE_MAX);
    if (loop < 0 && run->target != NULL)
        document_fact(document, "loop", "%s; --loop says it",
                      closed ? "taken as closed, since no rate was sent" : "taken as open");
    if (closed && run->target != NULL)
        document_paragraph(
            document,
            "In a closed loop each user waits for an answer before sending more, so that a slow "
            "spell is asked about less often than it would be met (coordinated omission): "
            "percentiles are better than what users at a steady rate see. Test in an open loop "
            "before relying on the last percent.");
}

static void write_ceiling(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct shared_ceiling *ceiling = &run->load.ceiling;
    if (!ceiling->found)
        return;
    document_callout(document, TONE_BAD,
                     "%s instances stop at %s whatever is sent; %s each, as fewer of them serve, "
                     "would be %s. Something that they share is the limit (a database, a lock, the "
                     "network, the tester): more instances serve no more. Their levels are left "
                     "out.",
                     words_number(arena, ceiling->instances), words_at_most(arena, ceiling->rate),
                     words_number(arena, ceiling->per_instance),
                     words_number(arena, ceiling->expected));
}

// --- production ----------------------------------------------------------------------------------

static void write_bins(const struct calibrate_run *run, struct document *document)
{
    const struct production_answer *answer = &run->production;
    struct table table = {0};
    for (size_t i = 0; i < answer->bins; i++) {
        const struct rate_bin *bin = &answer->bin[i];
        size_t row = table_add_row(&table);
        table_put_number(&table, row, "rate_from", STYLE_PLAIN, bin->from);
        table_put_number(&table, row, "rate_to", STYLE_PLAIN, bin->to);
        table_put_number(&table, row, "steps", STYLE_PLAIN, bin->steps);
        table_put_number(&table, row, "met", STYLE_RATIO, bin->met / bin->steps);
        table_put_number(&table, row, "met_least", STYLE_RATIO, bin->met_least);
        table_put_number(&table, row, "latency_ms", STYLE_PLAIN, 1e3 * bin->latency_s);
    }
    document_heading(document, "Latency by rate");
    document_table(document, &table);
    table_release(&table);
}

static void write_production(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct production_answer *answer = &run->production;
    const struct line_fit *line = &answer->line;
    document_fact(document, "model", "CPU = %.4g + %.4g a request/s, %zu steps (error %.2g)",
                  line->intercept, line->slope, line->n, line->slope_error);
    double cores = option_number(run->invocation, OPT_CORES);
    if (!isnan(cores))
        document_fact(document, "request", "%s ms of CPU each, %s of %s cores beside them",
                      words_number(arena, 1e3 * line->slope * run->cores_each),
                      words_number(arena, line->intercept * run->cores_each),
                      words_number(arena, cores));
    document_fact(document, "robust", "%.4g a request/s by Theil and Sen (%.4g to %.4g)",
                  answer->robust.slope, answer->robust.low, answer->robust.high);
    document_fact(document, "cpu", "%s keeps the processors %s busy (%s to %s)",
                  words_number(arena, answer->cpu_rate),
                  words_share(arena, isnan(option_number(run->invocation, OPT_TARGET))
                                         ? 1
                                         : option_number(run->invocation, OPT_TARGET)),
                  words_number(arena, answer->cpu_low), words_number(arena, answer->cpu_high));
    if (run->target == NULL)
        return;
    document_fact(document, "latency", "%s",
                  isnan(answer->latency_rate)
                      ? "the target was met at all rates that were seen"
                      : arena_printf(arena, "the target is missed above %s",
                                     words_number(arena, answer->latency_rate)));
    if (!isnan(answer->safe_rate))
        document_fact(document, "met", "by nine of ten steps beyond doubt up to %s",
                      words_number(arena, answer->safe_rate));
    if (!isnan(answer->model_rate))
        document_fact(document, "queue",
                      "before the cores misses it above %s; measured latency is %s of the queue's",
                      words_number(arena, answer->model_rate),
                      words_share(arena, answer->model_ratio));
}

static void write_instances(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct instance_variation *variation = &run->variation;
    document_fact(document, run->of_runs ? "runs" : "instances",
                  "%zu, from %s to %s, median %s, coefficient of variation %s",
                  variation->instances, words_number(arena, variation->slowest),
                  words_number(arena, variation->fastest), words_number(arena, variation->median),
                  words_share(arena, variation->variation));
    document_fact(document, "derating", "%s: what all but %s of them reach, of the median",
                  words_share_at_most(arena, variation->derating), words_share(arena, SLOW_SHARE));
    document_paragraph(
        document,
        "Where requests are divided evenly the slow instances decide, so that a rate measured on "
        "one of the others is to be taken with --derate %s. Where they go to the instance with the "
        "fewest outstanding, the mean decides and nothing is lost.",
        words_share_at_most(arena, variation->derating));
}

// --- all -----------------------------------------------------------------------------------------

static void write_demand(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    double demand = option_number(run->invocation, OPT_DEMAND);
    if (isnan(demand))
        return;
    document_fact(document, "demand", "%s is %sx of the most that was tested at once, %s%s",
                  words_figure(arena, demand), words_number(arena, demand / run->reached),
                  words_at_most(arena, run->reached),
                  demand > EXTRAPOLATION_MOST * run->reached
                      ? ": what instances share was never seen at such a rate"
                      : "");
}

/// Appends the facts of the run: model, coefficients, what was tested, what to beware of.
static void calibrate_write_facts(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct calibration *calibration = &run->calibration;
    if (run->kind == CALIBRATE_LOAD_TEST)
        write_ceiling(run, document);
    if (run->kind == CALIBRATE_PRODUCTION && run->production.saturated)
        document_callout(document, TONE_BAD,
                         "Demand stays at its highest while latency rises: the service is "
                         "saturated, and its demand, as any forecast of it, is a lower bound.");
    if (run->load.has_usl)
        write_law(run, document);
    else if (run->kind == CALIBRATE_LOAD_TEST)
        document_fact(document, "model", "none: read off %zu levels", run->points);
    if (run->kind == CALIBRATE_LOAD_TEST)
        write_levels(run, document);
    if (run->kind == CALIBRATE_PRODUCTION)
        write_production(run, document);
    if (run->kind == CALIBRATE_INSTANCES)
        write_instances(run, document);
    document_fact(document, "tested to", "%s%s", words_number(arena, calibration->tested_to),
                  isnan(calibration->modelled)
                      ? (calibration->extrapolated ? "; the rate is extrapolated" : "")
                      : arena_printf(arena,
                                     "; the model says %s, but without --extrapolate no more than "
                                     "1.2 times what was tested is believed",
                                     words_at_most(arena, calibration->modelled)));
    document_fact(document, "decided by", "%s", calibration_bound_name(calibration->bound));
    if (run->derate < 1)
        document_fact(document, "derated", "to %s of %s", words_share(arena, run->derate),
                      words_number(arena, calibration->rate));
    write_demand(run, document);
    if (run->kind == CALIBRATE_LOAD_TEST)
        write_loop(run, document);
    if (run->kind == CALIBRATE_PRODUCTION && run->production.bins > 0)
        write_bins(run, document);
}

struct calibration_cells {
    const char *name;
    double value;
    const char *unit;
    double low, high;
    const char *model;
    double sigma, kappa, peak, tested_to;
    const char *extrapolated, *bound_by, *source, *date, *service;
};

static const struct schema_column columns[] = {
    FIELD(struct calibration_cells, name, STYLE_PLAIN, NULL,
          "of the assumption: per_instance; limit, too, where instances share a ceiling"),
    FIELD(struct calibration_cells, value, STYLE_PLAIN, NULL,
          "what one instance takes, rounded down to 4 digits"),
    FIELD(struct calibration_cells, unit, STYLE_PLAIN, NULL, "of the value"),
    FIELD(struct calibration_cells, low, STYLE_PLAIN, NULL, "what it takes at least"),
    FIELD(struct calibration_cells, high, STYLE_PLAIN, NULL, "what it takes at most"),
    FIELD(struct calibration_cells, model, STYLE_PLAIN, NULL,
          "usl, measured, cpu, mmc or instances: where the value was read off"),
    FIELD(struct calibration_cells, sigma, STYLE_PLAIN, NULL, "contention of the scalability law"),
    FIELD(struct calibration_cells, kappa, STYLE_PLAIN, NULL, "coherency of the scalability law"),
    FIELD(struct calibration_cells, peak, STYLE_PLAIN, NULL,
          "the most that one instance serves at all"),
    FIELD(struct calibration_cells, tested_to, STYLE_PLAIN, NULL,
          "the highest rate that an instance was seen to serve"),
    FIELD(struct calibration_cells, extrapolated, STYLE_PLAIN, NULL,
          "yes where the value is beyond what was tested"),
    FIELD(struct calibration_cells, bound_by, STYLE_PLAIN, NULL,
          "latency, peak, cpu, tested, slowest or shared: what keeps the value from being higher"),
    FIELD(struct calibration_cells, source, STYLE_PLAIN, NULL, "the measurement"),
    FIELD(struct calibration_cells, date, STYLE_PLAIN, NULL, "its last day, or --as-of"),
    FIELD(struct calibration_cells, service, STYLE_PLAIN, NULL, "--service"),
    FIELD_END,
};

const struct schema schema_calibration = {"assumption rows", columns,
                                          sizeof(struct calibration_cells)};

struct calibration_facts {
    double per_instance;
    const char *unit;
    double low, high;
    const char *target, *model, *bound_by;
    double tested_to, modelled, derate, points, gamma, sigma, kappa, met, missed, limit;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct calibration_facts, per_instance, STYLE_PLAIN, "unit",
          "what one instance takes, rounded down to 4 digits; the verdict is measured, "
          "extrapolated, shared ceiling or saturated"),
    FIELD(struct calibration_facts, unit, STYLE_PLAIN, NULL, "what rates are counted in"),
    FIELD(struct calibration_facts, low, STYLE_PLAIN, "unit", "what it takes at least"),
    FIELD(struct calibration_facts, high, STYLE_PLAIN, "unit", "what it takes at most"),
    FIELD(struct calibration_facts, target, STYLE_PLAIN, NULL, "the latency target"),
    FIELD(struct calibration_facts, model, STYLE_PLAIN, NULL, "where the value was read off"),
    FIELD(struct calibration_facts, bound_by, STYLE_PLAIN, NULL, "what keeps it from being higher"),
    FIELD(struct calibration_facts, tested_to, STYLE_PLAIN, "unit",
          "the highest rate that was served"),
    FIELD(struct calibration_facts, modelled, STYLE_PLAIN, "unit",
          "what the model says, where that is not believed without --extrapolate"),
    FIELD(struct calibration_facts, derate, STYLE_RATIO, "share",
          "what --derate leaves; 1 without it"),
    FIELD(struct calibration_facts, points, STYLE_INTEGER, NULL, "levels, steps or instances used"),
    FIELD(struct calibration_facts, gamma, STYLE_PLAIN, "unit",
          "of the scalability law: one alone"),
    FIELD(struct calibration_facts, sigma, STYLE_PLAIN, NULL, "its contention"),
    FIELD(struct calibration_facts, kappa, STYLE_PLAIN, NULL, "its coherency"),
    FIELD(struct calibration_facts, met, STYLE_PLAIN, "unit",
          "the highest level that met the target"),
    FIELD(struct calibration_facts, missed, STYLE_PLAIN, "unit", "the lowest level that missed it"),
    FIELD(struct calibration_facts, limit, STYLE_PLAIN, "unit",
          "of all instances together, where shared"),
    FIELD_END,
};

const struct schema schema_calibration_facts = {"facts of a calibration", fact_columns,
                                                sizeof(struct calibration_facts)};

/// Four significant digits, and all before the point, towards 0: what is promised still holds.
static double round_down(double value)
{
    if (!(value > 0) || isinf(value))
        return value;
    double scale = pow(10, fmax(3 - floor(log10(value)), 0));
    return floor(value * scale * (1 + 1e-12)) / scale;
}

/// What the rate is counted in.
static const char *unit_text(const struct calibrate_run *run)
{
    const struct unit *unit = &run->input.unit;
    return unit->dimension == DIMENSION_UNKNOWN ? NULL : unit->name;
}

static int find_date(const struct calibrate_run *run, const char **date, struct err *err)
{
    instant last;
    if (option_instant(run->invocation, OPT_AS_OF, NULL, &last, err) != 0)
        return -1;
    const struct calibrate_input *input = &run->input;
    for (size_t row = 0; row < input->table.rows && input->time != SIZE_MAX &&
                         !option_given(run->invocation, OPT_AS_OF);
         row++) {
        instant time = input->table.column[input->time].time[row];
        if (time != INSTANT_NONE && (last == INSTANT_NONE || time > last))
            last = time;
    }
    *date = last == INSTANT_NONE ? NULL : words_date(&run->invocation->arena, last);
    return 0;
}

static const char *source_text(const struct calibrate_run *run)
{
    struct arena *arena = &run->invocation->arena;
    const struct calibration *calibration = &run->calibration;
    const char *text = arena_printf(arena, "calibrate %s: %s", run->input.file,
                                    calibration_model_name(calibration->model));
    if (run->target != NULL)
        text = arena_printf(arena, "%s, %s", text, run->target);
    if (run->derate < 1)
        text = arena_printf(arena, "%s, derated to %s", text, words_share(arena, run->derate));
    if (calibration->extrapolated)
        text = arena_printf(arena, "%s, extrapolated", text);
    return text;
}

/// What every row of the assumptions says.
static void begin_row(const struct calibrate_run *run, const char *name, double value,
                      const char *date, struct calibration_cells *cells)
{
    record_clear(&schema_calibration, cells);
    cells->name = name;
    cells->value = round_down(value);
    cells->unit = unit_text(run);
    cells->source = source_text(run);
    cells->date = date;
    cells->service = option_text(run->invocation, OPT_SERVICE);
}

static void fill_table(const struct calibrate_run *run, const char *date, struct table *table)
{
    const struct calibration *calibration = &run->calibration;
    struct record_writer writer;
    struct calibration_cells cells;
    record_begin(&writer, table, &schema_calibration, NULL);
    begin_row(run, "per_instance", run->derate * calibration->rate, date, &cells);
    cells.low = round_down(run->derate * calibration->low);
    cells.high = round_down(run->derate * calibration->high);
    cells.model = calibration_model_name(calibration->model);
    cells.tested_to = round_down(calibration->tested_to);
    cells.extrapolated = calibration->extrapolated ? "yes" : "no";
    cells.bound_by = calibration_bound_name(calibration->bound);
    if (run->load.has_usl) {
        double peak = usl_peak_throughput(&run->load.usl);
        cells.sigma = run->load.usl.alpha.value;
        cells.kappa = run->load.usl.beta.value;
        cells.peak = isinf(peak) ? (double)NAN : round_down(peak);
    }
    record_add(&writer, &cells);
    const struct shared_ceiling *ceiling = &run->load.ceiling;
    if (run->kind == CALIBRATE_LOAD_TEST && ceiling->found) {
        begin_row(run, "limit", ceiling->rate, date, &cells);
        cells.model = "measured";
        cells.extrapolated = "no";
        cells.bound_by = "shared";
        record_add(&writer, &cells);
    }
}

// --- what must not be missed ---------------------------------------------------------------------

static void warn(const struct calibrate_run *run)
{
    struct notes *notes = &run->invocation->notes;
    struct arena *arena = &run->invocation->arena;
    const struct calibration *calibration = &run->calibration;
    if (run->kind == CALIBRATE_LOAD_TEST && run->load.ceiling.found)
        notes_add(notes, NOTE_WARNING, "calibrate-ceiling",
                  "%s: %s instances stop at %s, %s of what fewer of them promise: what they share "
                  "is the limit, and more of them serve no more",
                  run->input.file, words_number(arena, run->load.ceiling.instances),
                  words_at_most(arena, run->load.ceiling.rate),
                  words_share(arena, run->load.ceiling.rate / run->load.ceiling.expected));
    if (run->kind == CALIBRATE_PRODUCTION && run->production.saturated)
        notes_add(notes, NOTE_WARNING, "calibrate-saturated",
                  "%s: demand stays at its highest while latency rises: the service is saturated, "
                  "and its demand, as any forecast of it, is a lower bound",
                  run->input.file);
    if (calibration->extrapolated && isnan(calibration->modelled))
        notes_add(notes, option_given(run->invocation, OPT_EXTRAPOLATE) ? NOTE_WARNING : NOTE_INFO,
                  "calibrate-extrapolated",
                  "%s: the rate is extrapolated: nothing above %s was tested", run->input.file,
                  words_at_most(arena, calibration->tested_to));
    if (!isnan(calibration->modelled))
        notes_add(notes, NOTE_INFO, "calibrate-tested",
                  "%s: the model says %s, but that is more than 1.2 times what was tested; "
                  "--extrapolate believes it",
                  run->input.file, words_at_most(arena, calibration->modelled));
}

static void write_verdict(const struct calibrate_run *run, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct calibration *calibration = &run->calibration;
    const char *rate = words_measure(arena, round_down(run->derate * calibration->rate),
                                     words_at_most, &run->input.unit);
    const char *interval =
        isnan(calibration->low) ? ""
        : isnan(calibration->high)
            ? arena_printf(arena, " (at least %s)",
                           words_at_most(arena, round_down(run->derate * calibration->low)))
            : arena_printf(arena, " (%s to %s)",
                           words_at_most(arena, round_down(run->derate * calibration->low)),
                           words_at_most(arena, round_down(run->derate * calibration->high)));
    document_callout(document, calibration->extrapolated ? TONE_CAUTION : TONE_GOOD,
                     "One instance takes %s%s%s%s.", rate, run->target == NULL ? "" : " at ",
                     run->target == NULL ? "" : run->target, interval);
}

static void fill_facts(const struct calibrate_run *run, struct answer *answer)
{
    const struct calibration *calibration = &run->calibration;
    const struct usl *usl = &run->load.usl;
    answer->verdict = run->kind == CALIBRATE_LOAD_TEST && run->load.ceiling.found ? "shared ceiling"
                      : run->kind == CALIBRATE_PRODUCTION && run->production.saturated ? "saturated"
                      : calibration->extrapolated ? "extrapolated"
                                                  : "measured";
    struct calibration_facts facts;
    record_clear(&schema_calibration_facts, &facts);
    facts.per_instance = round_down(run->derate * calibration->rate);
    facts.unit = unit_text(run);
    facts.low = round_down(run->derate * calibration->low);
    facts.high = round_down(run->derate * calibration->high);
    facts.target = run->target;
    facts.model = calibration_model_name(calibration->model);
    facts.bound_by = calibration_bound_name(calibration->bound);
    facts.tested_to = calibration->tested_to;
    facts.modelled = calibration->modelled;
    facts.derate = run->derate;
    facts.points = (double)run->points;
    if (run->load.has_usl) {
        facts.gamma = usl->gamma.value;
        facts.sigma = usl->alpha.value;
        facts.kappa = usl->beta.value;
    }
    if (run->kind == CALIBRATE_LOAD_TEST) {
        facts.met = run->load.met;
        facts.missed = run->load.missed;
        if (run->load.ceiling.found)
            facts.limit = run->load.ceiling.rate;
    }
    answer_facts(answer, &facts);
}

int calibrate_put_answer(const struct calibrate_run *run, const struct calibrate_points *points,
                         struct err *err)
{
    const char *date;
    if (find_date(run, &date, err) != 0)
        return -1;
    struct answer answer;
    answer_begin(&answer, run->invocation);
    fill_table(run, date, &answer.rows);
    fill_facts(run, &answer);
    warn(run);
    write_verdict(run, &answer.document);
    calibrate_write_facts(run, &answer.document);
    calibrate_write_chart(run, points, &answer.document);
    int result = answer_put(&answer, err);
    if (result == 0)
        result = calibrate_put_into(run, &answer.rows, err);
    answer_release(&answer);
    return result;
}
