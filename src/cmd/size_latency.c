// What size says of latency: by formula, simulated, with a limited queue, of unequal instances.
#include "answer/words.h"
#include "base/parallel.h"
#include "cmd/size_question.h"
#include "sizing/fleet_latency.h"
#include "sizing/scaling_equation.h"
#include "terms/latency_terms.h"

#include <math.h>

/// "187 ms (185 to 189)".
static const char *simulated_words(struct arena *arena, const struct simulated_latency *simulated)
{
    if (isinf(simulated->percentile_s))
        return "endless";
    return arena_printf(arena, "%s (%s to %s)", words_milliseconds(arena, simulated->percentile_s),
                        words_number(arena, 1e3 * simulated->low_s),
                        words_number(arena, 1e3 * simulated->high_s));
}

/// What the simulation of the answer says, normal and with the spare lost.
static const char *verified_words(const struct size_question *question, const struct plan_row *row)
{
    struct invocation *invocation = question->invocation;
    struct arena *arena = &invocation->arena;
    const struct latency_target *target = &question->sizing.latency;
    uint64_t seed = (uint64_t)option_whole(invocation, OPT_SEED, 1);
    size_t threads = parallel_default_threads();
    // Cells are alike, and nothing passes between them: one stands for all.
    double cells = fmax(1, question->sizing.cells);
    double demand = row->demand / cells;
    double instances = row->instances / cells;
    double left = surviving_instances(&question->sizing, row->instances) / cells;
    struct simulated_latency all = latency_simulate(target, demand, instances, seed, threads);
    const char *words =
        arena_printf(arena, "simulated%s p%.10g %s against %s", cells > 1 ? " one cell:" : "",
                     100 * target->percentile, simulated_words(arena, &all),
                     words_milliseconds(arena, row->latency_s));
    if (all.instances > 0 && all.instances < instances)
        words =
            arena_printf(arena, "%s, by %s as busy", words, words_instances(arena, all.instances));
    if (left == instances)
        return arena_printf(arena, "%s; in brackets 95%% confidence", words);
    struct simulated_latency failed = latency_simulate(target, demand, left, seed, threads);
    return arena_printf(arena, "%s; with the spare lost %s against %s; in brackets 95%% confidence",
                        words, simulated_words(arena, &failed),
                        words_milliseconds(arena, failed_latency_s(&question->sizing, row)));
}

/// A share of the requests; what no one meets in a year of them is none.
static const char *turned_away(struct arena *arena, double blocking)
{
    const double least = 1e-8;
    return blocking < least ? "none" : words_share(arena, blocking);
}

static void write_limit(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    double left = surviving_instances(&question->sizing, row->instances);
    struct limited_latency all = latency_with_limit(target, row->demand, row->instances);
    struct limited_latency failed = latency_with_limit(target, row->demand, left);
    document_fact(document, "queue limit",
                  "%.10g waiting at most: %s turned away, p%.10g of the others %s; %s and %s with "
                  "the spare lost (M/M/c/K: exponential, fcfs, at random)",
                  target->queue_limit, turned_away(arena, all.blocking), 100 * target->percentile,
                  words_milliseconds(arena, all.percentile_s), turned_away(arena, failed.blocking),
                  isnan(failed.percentile_s) ? "none served"
                                             : words_milliseconds(arena, failed.percentile_s));
}

static void write_unequal(const struct size_question *question, const struct plan_row *row,
                          struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    struct unequal_latency unequal = latency_of_unequal(target, row->demand, row->instances);
    double percent = 100 * target->percentile;
    document_fact(document, "weights",
                  "as many workers in unequal instances: p%.10g %s with requests divided by size, "
                  "%s in equal shares (endless from %s on), %s with one queue for each %zu of them",
                  percent, words_milliseconds(arena, unequal.by_size_s),
                  words_milliseconds(arena, unequal.equal_s),
                  words_measure(arena, unequal.overloaded_from, words_figure, &question->unit.unit),
                  words_milliseconds(arena, unequal.pooled_s), target->weights);
}

void size_write_latency(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    if (target->limit_s == 0)
        return;
    document_fact(document, "latency",
                  "p%.10g %s with all; %s when what the spare is for has failed; mean %s",
                  100 * target->percentile, words_milliseconds(arena, row->latency_s),
                  words_milliseconds(arena, failed_latency_s(&question->sizing, row)),
                  words_milliseconds(arena, row->latency_mean_s));
    if (option_given(question->invocation, OPT_VERIFY))
        document_fact(document, "verified", "%s", verified_words(question, row));
    document_fact(document, "model", "%s", latency_model_words(arena, target));
    if (target->queue_limited)
        write_limit(question, row, document);
    if (target->weight != NULL)
        write_unequal(question, row, document);
}

void size_note_verified(const struct size_question *question, const struct plan_row *row)
{
    if (option_given(question->invocation, OPT_VERIFY))
        notes_add(&question->invocation->notes, NOTE_INFO, "verified", "%s",
                  verified_words(question, row));
}
