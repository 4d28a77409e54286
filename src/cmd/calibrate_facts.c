// What a calibration was read off, and what to beware of.
#include "answer/words.h"
#include "cmd/calibrate_answer.h"

#include <math.h>

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
    enum { FROM, TO, STEPS, MET, MET_LEAST, LATENCY };
    const struct production_answer *answer = &run->production;
    struct table table = {0};
    static const char *const name[] = {"rate_from", "rate_to",   "steps",
                                       "met",       "met_least", "latency_ms"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        table_add_column(&table, name[i], COLUMN_NUMBER,
                         i == MET || i == MET_LEAST ? STYLE_RATIO : STYLE_PLAIN);
    for (size_t i = 0; i < answer->bins; i++) {
        const struct rate_bin *bin = &answer->bin[i];
        size_t row = table_add_row(&table);
        table_set_number(&table, row, FROM, bin->from);
        table_set_number(&table, row, TO, bin->to);
        table_set_number(&table, row, STEPS, bin->steps);
        table_set_number(&table, row, MET, bin->met / bin->steps);
        table_set_number(&table, row, MET_LEAST, bin->met_least);
        table_set_number(&table, row, LATENCY, 1e3 * bin->latency_s);
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

void calibrate_write_facts(const struct calibrate_run *run, struct document *document)
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
