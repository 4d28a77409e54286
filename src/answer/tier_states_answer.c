#include "answer/tier_states_answer.h"

#include "answer/words.h"
#include "base/str.h"

#include <math.h>
#include <string.h>

struct tier_state_cells {
    const char *tier, *model, *figure;
    double value;
    const char *unit;
};

static const struct schema_column columns[] = {
    FIELD(struct tier_state_cells, tier, STYLE_PLAIN, NULL, "its name in --tiers"),
    FIELD(struct tier_state_cells, model, STYLE_PLAIN, NULL,
          "cache, pool, rebalance, lag, storage or resize"),
    FIELD(struct tier_state_cells, figure, STYLE_PLAIN, NULL, "what the value is"),
    FIELD(struct tier_state_cells, value, STYLE_PLAIN, "unit",
          "missing where it is infinite: never"),
    FIELD(struct tier_state_cells, unit, STYLE_PLAIN, NULL, "in which it is"),
    FIELD_END,
};

const struct schema schema_tier_states = {"what holds state in the tiers", columns,
                                          sizeof(struct tier_state_cells)};

void tier_states_fill_table(const struct tier_graph *graph, const struct tier_figures *figures,
                            struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_tier_states, NULL);
    for (size_t i = 0; i < figures->count; i++) {
        const struct tier_figure *figure = &figures->figure[i];
        const struct tier_state_cells cells = {
            .tier = graph->tier[figure->tier].name,
            .model = tier_model_name(figure->model),
            .figure = figure->name,
            .value = isinf(figure->value) ? (double)NAN : figure->value,
            .unit = figure->unit,
        };
        record_add(&writer, &cells);
    }
}

// --- for people ----------------------------------------------------------------------------------

/// Where a line of a model takes its figures from.
struct state_words {
    const struct tier_graph *graph;
    const struct tier_need *need;
    const struct tier_figures *figures;
    struct arena *arena;
    size_t tier;
    struct str text;
};

static double figure(const struct state_words *words, enum tier_model model, const char *name)
{
    return tier_figure_of(words->figures, words->tier, model, name);
}

static const char *rate(const struct state_words *words, enum tier_model model, const char *name)
{
    return arena_printf(words->arena, "%s/s",
                        words_number(words->arena, figure(words, model, name)));
}

static const char *count(const struct state_words *words, enum tier_model model, const char *name)
{
    return words_number(words->arena, figure(words, model, name));
}

static const char *share(const struct state_words *words, enum tier_model model, const char *name)
{
    return words_share(words->arena, figure(words, model, name));
}

static const char *bytes(const struct state_words *words, enum tier_model model, const char *name)
{
    static const struct unit unit = {.dimension = DIMENSION_BYTES, .scale = 1, .name = "B"};
    return words_measure(words->arena, figure(words, model, name), words_number, &unit);
}

static const char *span(const struct state_words *words, double seconds)
{
    static const struct {
        double from, scale;
        const char *unit;
    } units[] = {{172800, 86400, "days"}, {7200, 3600, "h"}, {120, 60, "min"}, {1, 1, "s"}};
    if (isinf(seconds))
        return "never";
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (seconds >= units[i].from)
            return arena_printf(words->arena, "%s %s",
                                words_number(words->arena, seconds / units[i].scale),
                                units[i].unit);
    return words_milliseconds(words->arena, seconds);
}

static bool is_there(const struct state_words *words, enum tier_model model, const char *name)
{
    return !isnan(figure(words, model, name));
}

static void cache_words(struct state_words *words)
{
    const enum tier_model model = MODEL_CACHE;
    const struct tier *tier = &words->graph->tier[words->tier];
    str_appendf(&words->text, "%s hits", share(words, model, "hit"));
    if (is_there(words, model, "holds"))
        str_appendf(&words->text, ", %s of %s keys held", count(words, model, "holds"),
                    count(words, model, "keys"));
    str_appendf(&words->text, "; %s go on", rate(words, model, "origin_rate"));
    if (is_there(words, model, "origin_first_second"))
        str_appendf(
            &words->text, ", after a flush %s in the first second and %s after 10 s; warm %s%s",
            rate(words, model, "origin_first_second"), rate(words, model, "origin_after_10s"),
            isinf(figure(words, model, "warm_s")) ? "" : "in ",
            isinf(figure(words, model, "warm_s")) ? "when all keys were asked for"
                                                  : span(words, figure(words, model, "warm_s")));
    if (is_there(words, model, "origin_node_lost"))
        str_appendf(&words->text, "; a node lost: %s", rate(words, model, "origin_node_lost"));
    if (is_there(words, model, "moved_consistent"))
        str_appendf(
            &words->text,
            "; from %s to %s nodes %s of the keys move by consistent hashing (%s go on just "
            "after), %s by modulo (%s)",
            words_number(words->arena, tier->current),
            words_number(words->arena, words->need[words->tier].instances),
            share(words, model, "moved_consistent"), rate(words, model, "origin_after_consistent"),
            share(words, model, "moved_modulo"), rate(words, model, "origin_after_modulo"));
    if (is_there(words, model, "holds_for_target"))
        str_appendf(&words->text, "; for the hits asked for %s keys, %s on %s nodes",
                    count(words, model, "holds_for_target"),
                    bytes(words, model, "memory_for_target"),
                    count(words, model, "nodes_for_target"));
}

static void pool_words(struct state_words *words)
{
    const enum tier_model model = MODEL_POOL;
    str_appendf(&words->text, "callers open %s connections", count(words, model, "connections"));
    if (is_there(words, model, "memory"))
        str_appendf(&words->text, ", %s of memory", bytes(words, model, "memory"));
    if (!is_there(words, model, "pool_size"))
        return;
    str_appendf(&words->text,
                "; %s are busy on average, and a pool of %s in all is enough (%s wait "
                "longer)",
                count(words, model, "busy"), count(words, model, "pool_size"),
                share(words, model, "wait_over"));
    if (is_there(words, model, "memory_of_pool"))
        str_appendf(&words->text, ", %s", bytes(words, model, "memory_of_pool"));
    if (figure(words, model, "pool_size") > figure(words, model, "accepted"))
        str_appendf(&words->text, ": more than the %s that are accepted",
                    count(words, model, "accepted"));
}

static void rebalance_words(struct state_words *words)
{
    const enum tier_model model = MODEL_REBALANCE;
    str_appendf(&words->text, "%s move, %s out of and %s into a unit, in %s beside the load",
                bytes(words, model, "moved"), bytes(words, model, "sent_by_each"),
                bytes(words, model, "received_by_each"),
                span(words, figure(words, model, "takes_s")));
}

static void lag_words(struct state_words *words)
{
    const enum tier_model model = MODEL_LAG;
    if (isinf(figure(words, model, "mean_s")))
        str_appendf(&words->text, "%s come and fewer are worked off: it falls behind for ever",
                    rate(words, model, "writes"));
    else
        str_appendf(&words->text, "behind by %s on average, 99%% by less than %s",
                    span(words, figure(words, model, "mean_s")),
                    span(words, figure(words, model, "p99_s")));
    if (!is_there(words, model, "backlog"))
        return;
    str_appendf(
        &words->text, "; after a burst %s are left, %s behind; gone: %s",
        count(words, model, "backlog"), span(words, figure(words, model, "peak_s")),
        isinf(figure(words, model, "drain_s"))
            ? "never"
            : arena_printf(words->arena, "in %s", span(words, figure(words, model, "drain_s"))));
}

static void storage_words(struct state_words *words)
{
    const enum tier_model model = MODEL_STORAGE;
    const char *before = "";
    if (is_there(words, model, "stored")) {
        str_appendf(&words->text, "%s stored", bytes(words, model, "stored"));
        before = "; ";
    }
    if (isinf(figure(words, model, "full_in_days")))
        str_appendf(&words->text, "%sit never fills up", before);
    else if (is_there(words, model, "full_in_days"))
        str_appendf(&words->text, "%sfull in %s days, order in %s", before,
                    count(words, model, "full_in_days"), count(words, model, "order_in_days"));
    if (is_there(words, model, "iops"))
        str_appendf(&words->text, "%s%s of the disks, enough for %s months", before,
                    rate(words, model, "iops"),
                    isinf(figure(words, model, "iops_for_months"))
                        ? "any number of"
                        : count(words, model, "iops_for_months"));
}

static void resize_words(struct state_words *words)
{
    const enum tier_model model = MODEL_RESIZE;
    str_appendf(&words->text, "%s requests are lost each time", count(words, model, "lost_each"));
    if (is_there(words, model, "value_each"))
        str_appendf(&words->text, ", worth %s",
                    words_money(words->arena, figure(words, model, "value_each")));
    if (is_there(words, model, "lost_a_year"))
        str_appendf(&words->text, ", %s a year, which leaves it up %s%% of the time",
                    count(words, model, "lost_a_year"),
                    words_at_most(words->arena, 100 * figure(words, model, "availability")));
}

void tier_states_write(const struct tier_graph *graph, const struct tier_need *need,
                       const struct tier_figures *figures, struct document *document)
{
    static void (*const write[])(struct state_words *) = {
        [MODEL_CACHE] = cache_words,         [MODEL_POOL] = pool_words,
        [MODEL_REBALANCE] = rebalance_words, [MODEL_LAG] = lag_words,
        [MODEL_STORAGE] = storage_words,     [MODEL_RESIZE] = resize_words,
    };
    for (size_t i = 0; i < figures->count; i++) {
        const struct tier_figure *first = &figures->figure[i];
        struct state_words words = {.graph = graph,
                                    .need = need,
                                    .figures = figures,
                                    .arena = &document->arena,
                                    .tier = first->tier};
        bool begins = i == 0 || first[-1].tier != first->tier || first[-1].model != first->model;
        if (!begins)
            continue;
        if (i == 0)
            document_heading(document, "What holds state");
        write[first->model](&words);
        document_fact(document,
                      arena_printf(&document->arena, "%s, %s", graph->tier[first->tier].name,
                                   tier_model_name(first->model)),
                      "%s", str_text(&words.text));
        str_release(&words.text);
    }
}
