#include "cmd/calibrate_answer.h"

#include "answer/answer.h"
#include "answer/words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    CELL_NAME,
    CELL_VALUE,
    CELL_UNIT,
    CELL_LOW,
    CELL_HIGH,
    CELL_MODEL,
    CELL_SIGMA,
    CELL_KAPPA,
    CELL_PEAK,
    CELL_TESTED_TO,
    CELL_EXTRAPOLATED,
    CELL_BOUND_BY,
    CELL_SOURCE,
    CELL_DATE,
    CELL_SERVICE
};

static const struct schema_column columns[] = {
    {"name", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "of the assumption: per_instance; limit, too, where instances share a ceiling"},
    {"value", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
     "what one instance takes, rounded down to 4 digits"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "of the value"},
    {"low", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "what it takes at least"},
    {"high", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "what it takes at most"},
    {"model", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "usl, measured, cpu, mmc or instances: where the value was read off"},
    {"sigma", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "contention of the scalability law"},
    {"kappa", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "coherency of the scalability law"},
    {"peak", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "the most that one instance serves at all"},
    {"tested_to", COLUMN_NUMBER, STYLE_PLAIN, NULL, false,
     "the highest rate that an instance was seen to serve"},
    {"extrapolated", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "yes where the value is beyond what was tested"},
    {"bound_by", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "latency, peak, cpu, tested, slowest or shared: what keeps the value from being higher"},
    {"source", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the measurement"},
    {"date", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "its last day, or --as-of"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "--service"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_calibration = {"assumption rows", columns};

static const struct schema_column fact_columns[] = {
    {"per_instance", COLUMN_NUMBER, STYLE_PLAIN, "unit", false,
     "what one instance takes, rounded down to 4 digits; the verdict is measured, extrapolated, "
     "shared ceiling or saturated"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what rates are counted in"},
    {"low", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "what it takes at least"},
    {"high", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "what it takes at most"},
    {"target", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the latency target"},
    {"model", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "where the value was read off"},
    {"bound_by", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what keeps it from being higher"},
    {"tested_to", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "the highest rate that was served"},
    {"modelled", COLUMN_NUMBER, STYLE_PLAIN, "unit", false,
     "what the model says, where that is not believed without --extrapolate"},
    {"derate", COLUMN_NUMBER, STYLE_RATIO, "share", false, "what --derate leaves; 1 without it"},
    {"points", COLUMN_NUMBER, STYLE_INTEGER, NULL, false, "levels, steps or instances used"},
    {"gamma", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "of the scalability law: one alone"},
    {"sigma", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "its contention"},
    {"kappa", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "its coherency"},
    {"met", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "the highest level that met the target"},
    {"missed", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "the lowest level that missed it"},
    {"limit", COLUMN_NUMBER, STYLE_PLAIN, "unit", false, "of all instances together, where shared"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_calibration_facts = {"facts of a calibration", fact_columns};

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

static size_t add_row(const struct calibrate_run *run, const char *name, double value,
                      const char *date, struct table *table)
{
    size_t row = table_add_row(table);
    table_set_text(table, row, CELL_NAME, name);
    table_set_number(table, row, CELL_VALUE, round_down(value));
    table_set_text(table, row, CELL_UNIT, unit_text(run));
    table_set_text(table, row, CELL_SOURCE, source_text(run));
    table_set_text(table, row, CELL_DATE, date);
    table_set_text(table, row, CELL_SERVICE, option_text(run->invocation, OPT_SERVICE));
    return row;
}

static void fill_table(const struct calibrate_run *run, const char *date, struct table *table)
{
    const struct calibration *calibration = &run->calibration;
    schema_add_columns(table, &schema_calibration, NULL);
    size_t row = add_row(run, "per_instance", run->derate * calibration->rate, date, table);
    table_set_number(table, row, CELL_LOW, round_down(run->derate * calibration->low));
    table_set_number(table, row, CELL_HIGH, round_down(run->derate * calibration->high));
    table_set_text(table, row, CELL_MODEL, calibration_model_name(calibration->model));
    table_set_number(table, row, CELL_TESTED_TO, round_down(calibration->tested_to));
    table_set_text(table, row, CELL_EXTRAPOLATED, calibration->extrapolated ? "yes" : "no");
    table_set_text(table, row, CELL_BOUND_BY, calibration_bound_name(calibration->bound));
    if (run->load.has_usl) {
        table_set_number(table, row, CELL_SIGMA, run->load.usl.alpha.value);
        table_set_number(table, row, CELL_KAPPA, run->load.usl.beta.value);
        double peak = usl_peak_throughput(&run->load.usl);
        table_set_number(table, row, CELL_PEAK, isinf(peak) ? (double)NAN : round_down(peak));
    }
    const struct shared_ceiling *ceiling = &run->load.ceiling;
    if (run->kind == CALIBRATE_LOAD_TEST && ceiling->found) {
        row = add_row(run, "limit", ceiling->rate, date, table);
        table_set_text(table, row, CELL_MODEL, "measured");
        table_set_text(table, row, CELL_EXTRAPOLATED, "no");
        table_set_text(table, row, CELL_BOUND_BY, "shared");
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
    answer_number(answer, "per_instance", round_down(run->derate * calibration->rate));
    answer_text(answer, "unit", unit_text(run));
    answer_number(answer, "low", round_down(run->derate * calibration->low));
    answer_number(answer, "high", round_down(run->derate * calibration->high));
    answer_text(answer, "target", run->target);
    answer_text(answer, "model", calibration_model_name(calibration->model));
    answer_text(answer, "bound_by", calibration_bound_name(calibration->bound));
    answer_number(answer, "tested_to", calibration->tested_to);
    answer_number(answer, "modelled", calibration->modelled);
    answer_number(answer, "derate", run->derate);
    answer_number(answer, "points", (double)run->points);
    if (run->load.has_usl) {
        answer_number(answer, "gamma", usl->gamma.value);
        answer_number(answer, "sigma", usl->alpha.value);
        answer_number(answer, "kappa", usl->beta.value);
    }
    if (run->kind == CALIBRATE_LOAD_TEST) {
        answer_number(answer, "met", run->load.met);
        answer_number(answer, "missed", run->load.missed);
        if (run->load.ceiling.found)
            answer_number(answer, "limit", run->load.ceiling.rate);
    }
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
