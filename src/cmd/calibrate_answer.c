#include "cmd/calibrate_answer.h"

#include "answer/answer.h"
#include "answer/words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

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
