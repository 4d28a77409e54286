#include "answer/tiers_answer.h"

#include "answer/tier_states_answer.h"
#include "answer/words.h"
#include "base/memory.h"
#include "base/str.h"
#include "sizing/tier_storms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Tiers in one table for people; the rest is in CSV.
enum { TIERS_SHOWN = 100 };

// --- rows ----------------------------------------------------------------------------------------

struct tier_row_cells {
    const char *scenario, *tier;
    double rate, each, connections, need, instances;
    const char *bound_by, *limit;
    double utilization, breaks_now, breaks_spare, breaks_max, current, max, delta, start, ready_in,
        cost_hour, cost_month, demand;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct tier_row_cells, scenario, STYLE_PLAIN, NULL,
                   "of a table of demand: the scenario, or what --by names, at its highest demand"),
    FIELD(struct tier_row_cells, tier, STYLE_PLAIN, NULL, "its name in --tiers"),
    FIELD(struct tier_row_cells, rate, STYLE_PLAIN, "per second",
          "requests to the tier, attempts included"),
    FIELD(struct tier_row_cells, each, STYLE_PLAIN, "per second",
          "requests that go to each of its units, as replication does"),
    FIELD(struct tier_row_cells, connections, STYLE_PLAIN, "connections",
          "that the units of callers open, while they are deployed"),
    FIELD(struct tier_row_cells, need, STYLE_PLAIN, "instances",
          "before the spare, not rounded; missing where no number is enough"),
    FIELD(struct tier_row_cells, instances, STYLE_PLAIN, "instances",
          "with spare, groups, zones and min, whatever max says"),
    FIELD(struct tier_row_cells, bound_by, STYLE_PLAIN, NULL,
          "what decided the count: throughput, concurrency, connections, memory, storage, iops, "
          "bandwidth, min; max, throttle or quota where they forbid it; replay: what goes to each "
          "unit fills it; managed: nothing limits it"),
    FIELD(struct tier_row_cells, limit, STYLE_PLAIN, NULL, "the limit that asks for most units"),
    FIELD(struct tier_row_cells, utilization, STYLE_RATIO, "share",
          "of a unit, by its fullest limit"),
    FIELD(struct tier_row_cells, breaks_now, STYLE_PLAIN, "per second",
          "demand of the system at which today's units are full; missing: never, or current is "
          "not given"),
    FIELD(struct tier_row_cells, breaks_spare, STYLE_PLAIN, "per second",
          "the same with the spare lost"),
    FIELD(struct tier_row_cells, breaks_max, STYLE_PLAIN, "per second",
          "greatest demand that max units take with their headroom"),
    FIELD(struct tier_row_cells, current, STYLE_PLAIN, "instances", "in service today"),
    FIELD(struct tier_row_cells, max, STYLE_PLAIN, "instances", "that there may be"),
    FIELD(struct tier_row_cells, delta, STYLE_PLAIN, "instances", "instances less current"),
    FIELD(struct tier_row_cells, start, STYLE_PLAIN, "seconds",
          "when it starts to grow: all that it calls are ready then"),
    FIELD(struct tier_row_cells, ready_in, STYLE_PLAIN, "seconds", "when it has grown"),
    FIELD(struct tier_row_cells, cost_hour, STYLE_COST_HOUR, "per hour", "of its instances"),
    FIELD(struct tier_row_cells, cost_month, STYLE_COST_MONTH, "per month", "of its instances"),
    FIELD(struct tier_row_cells, demand, STYLE_PLAIN, "per second",
          "of the system, for which this is the answer"),
    FIELD_END,
};

const struct schema schema_tier_needs = {"the tiers of a system, with --tiers", columns,
                                         sizeof(struct tier_row_cells)};

/// Infinite figures are no figures.
static double known(double value)
{
    return isinf(value) ? (double)NAN : value;
}

static const char *bound_name(const struct tier_need *need)
{
    if (need->throttled)
        return tier_limit_name(need->by[TIER_THROTTLE] > 1 ? TIER_THROTTLE : TIER_QUOTA);
    switch (need->bound) {
    case TIER_BOUND_MIN:
        return "min";
    case TIER_BOUND_REPLAY:
        return "replay";
    case TIER_BOUND_MANAGED:
        return "managed";
    case TIER_BOUND_LIMIT:
        break;
    }
    return need->over_max ? "max" : tier_limit_name(need->limit);
}

void tiers_fill_table(const struct tiers_finding *finding, struct table *table)
{
    static const char *const skip[] = {"scenario", NULL};
    struct record_writer writer;
    record_begin(&writer, table, &schema_tier_needs, skip);
    tiers_add_rows(finding, NULL, &writer);
}

void tiers_add_rows(const struct tiers_finding *finding, const char *scenario,
                    struct record_writer *writer)
{
    const struct tier_graph *graph = finding->graph;
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        const struct tier_need *need = &finding->need[i];
        const struct tier_row_cells cells = {
            .scenario = scenario,
            .tier = graph->tier[i].name,
            .rate = need->rate,
            .each = need->rate_each,
            .connections = need->connections_in,
            .need = known(need->need),
            .instances = known(need->instances),
            .bound_by = bound_name(need),
            .limit = need->bound == TIER_BOUND_MANAGED ? NULL : tier_limit_name(need->limit),
            .utilization = need->utilization,
            .breaks_now = known(need->breaks_now),
            .breaks_spare = known(need->breaks_spare),
            .breaks_max = known(need->breaks_max),
            .current = graph->tier[i].current,
            .max = graph->tier[i].max,
            .delta = known(need->add),
            .start = need->start_s,
            .ready_in = known(need->ready_s),
            .cost_hour = known(need->cost_hour),
            .cost_month = known(need->cost_hour * finding->hours_per_month),
            .demand = finding->demand,
        };
        record_add(writer, &cells);
    }
}

// --- the decision --------------------------------------------------------------------------------

static bool over_budget(const struct tiers_finding *finding)
{
    double cost = finding->system.cost_hour * finding->hours_per_month;
    return cost > finding->budget_month * (1 + 1e-12);
}

bool tiers_refused(const struct tiers_finding *finding)
{
    return finding->system.over_max || finding->system.throttled || over_budget(finding);
}

static bool has_to_grow(const struct tiers_finding *finding)
{
    for (size_t i = 0; i < finding->graph->tiers; i++)
        if (finding->need[i].add > 0)
            return true;
    return false;
}

static bool today_is_known(const struct tiers_finding *finding)
{
    for (size_t i = 0; i < finding->graph->tiers; i++)
        if (!isnan(finding->graph->tier[i].current))
            return true;
    return false;
}

/// "met", "grow", "over budget", "cannot be met (max)" or "cannot be met (throttle)".
static const char *tiers_verdict(const struct tiers_finding *finding)
{
    if (finding->system.over_max)
        return "cannot be met (max)";
    if (finding->system.throttled)
        return "cannot be met (throttle)";
    if (over_budget(finding))
        return "over budget";
    return has_to_grow(finding) ? "grow" : "met";
}

static const char *name_of(const struct tiers_finding *finding, size_t tier)
{
    return tier == SIZE_MAX ? NULL : finding->graph->tier[tier].name;
}

/// "db, pool, web".
static const char *order_words(struct arena *arena, const struct tiers_finding *finding)
{
    struct str text = {0};
    for (size_t k = 0; k < finding->graph->tiers; k++)
        str_appendf(&text, "%s%s", k == 0 ? "" : " ", finding->graph->tier[finding->order[k]].name);
    const char *words = arena_strdup(arena, str_text(&text));
    str_release(&text);
    return words;
}

void tiers_fill_facts(const struct tiers_finding *finding, struct answer *answer)
{
    const struct system_need *system = &finding->system;
    struct size_facts facts;
    record_clear(&schema_size_facts, &facts);
    answer->verdict = tiers_verdict(finding);
    facts.asked = facts.demand = finding->demand;
    facts.unit = "/s";
    facts.bottleneck = name_of(finding, system->bottleneck_now);
    facts.breaks_now = known(system->breaks_now);
    facts.next_bottleneck = name_of(finding, system->next_now);
    facts.breaks_next = known(system->next_breaks);
    facts.breaks_spare = known(system->breaks_spare);
    facts.bottleneck_max = name_of(finding, system->bottleneck_max);
    facts.breaks_max = known(system->breaks_max);
    facts.ready_in = known(system->ready_s);
    facts.grow_order = order_words(&answer->document.arena, finding);
    facts.cost_hour = known(system->cost_hour);
    facts.cost_month = known(system->cost_hour * finding->hours_per_month);
    facts.budget_month = finding->budget_month;
    answer_facts(answer, &facts);
}

// --- for people ----------------------------------------------------------------------------------

static const char *rate_words(struct arena *arena, double rate)
{
    return arena_printf(arena, "%s/s", words_number(arena, rate));
}

/// The greatest demand, rounded so that it still holds.
static const char *most_words(struct arena *arena, double rate)
{
    return arena_printf(arena, "%s/s", words_at_most(arena, rate));
}

static const char *time_words(struct arena *arena, double seconds)
{
    if (seconds < 120)
        return arena_printf(arena, "%s s", words_number(arena, seconds));
    if (seconds < 7200)
        return arena_printf(arena, "%s min", words_number(arena, seconds / 60));
    return arena_printf(arena, "%s h", words_number(arena, seconds / 3600));
}

/// "web breaks at 16,000/s today, then replica at 18,000/s".
static const char *today_words(struct arena *arena, const struct tiers_finding *finding)
{
    const struct system_need *system = &finding->system;
    if (isinf(system->breaks_now))
        return "nothing breaks today";
    return arena_printf(
        arena, "%s breaks first today, at %s%s", name_of(finding, system->bottleneck_now),
        most_words(arena, system->breaks_now),
        isinf(system->next_breaks)
            ? ""
            : arena_printf(arena, ", then %s at %s", name_of(finding, system->next_now),
                           most_words(arena, system->next_breaks)));
}

static const char *max_words(struct arena *arena, const struct tiers_finding *finding)
{
    const struct system_need *system = &finding->system;
    if (isinf(system->breaks_max))
        return "";
    return arena_printf(arena, "; with all at their max, %s at %s",
                        name_of(finding, system->bottleneck_max),
                        most_words(arena, system->breaks_max));
}

static double max_of(const struct tiers_finding *finding, size_t tier)
{
    return tier == SIZE_MAX ? (double)NAN : finding->graph->tier[tier].max;
}

static void write_decision(const struct tiers_finding *finding, struct document *document)
{
    const struct system_need *system = &finding->system;
    struct arena *arena = &document->arena;
    const char *today = today_words(arena, finding), *most = max_words(arena, finding);
    const char *demand = rate_words(arena, finding->demand);
    if (system->over_max || system->throttled)
        document_callout(document, TONE_BAD, "No: %s cannot be served. %s breaks at %s%s%s.",
                         demand, name_of(finding, system->bottleneck_max),
                         most_words(arena, system->breaks_max),
                         system->over_max && !isnan(max_of(finding, system->bottleneck_max))
                             ? " with all at their max"
                             : "",
                         today_is_known(finding) && !isinf(system->breaks_now)
                             ? arena_printf(arena, "; %s", today)
                             : "");
    else if (!today_is_known(finding))
        document_callout(document, TONE_GOOD, "For %s the tiers below are needed%s.", demand, most);
    else if (finding->demand > system->breaks_now * (1 + 1e-9))
        document_callout(document, TONE_CAUTION, "No: %s%s.", today, most);
    else if (has_to_grow(finding))
        document_callout(document, TONE_CAUTION,
                         "Yes, but without the headroom and spare asked for: %s%s.", today, most);
    else
        document_callout(document, TONE_GOOD, "Yes: %s%s.", today, most);
    if (over_budget(finding))
        document_callout(document, TONE_BAD, "Over the budget: %s a month, %s more than %s.",
                         words_money(arena, system->cost_hour * finding->hours_per_month),
                         words_money(arena, system->cost_hour * finding->hours_per_month -
                                                finding->budget_month),
                         words_money(arena, finding->budget_month));
}

static const char *figure_words(struct arena *arena, double value)
{
    return isnan(value) || isinf(value) ? "" : words_at_most(arena, value);
}

static void write_table(const struct tiers_finding *finding, struct document *document)
{
    const struct tier_graph *graph = finding->graph;
    struct arena *arena = &document->arena;
    struct table table = {0};
    const bool today = today_is_known(finding), priced = !isnan(finding->system.cost_hour);
    for (size_t at = 0; at < graph->tiers && at < TIERS_SHOWN; at++) {
        size_t i = graph->order[at], row = table_add_row(&table);
        const struct tier_need *need = &finding->need[i];
        table_put_text(&table, row, "tier", graph->tier[i].name);
        table_put_number(&table, row, "requests/s", STYLE_PLAIN, need->rate);
        if (today)
            table_put_number(&table, row, "now", STYLE_PLAIN, graph->tier[i].current);
        table_put_number(&table, row, "need", STYLE_PLAIN, known(need->instances));
        table_put_text(&table, row, "bound_by", bound_name(need));
        table_put_number(&table, row, "use", STYLE_RATIO, need->utilization);
        if (today)
            table_put_text(&table, row, "breaks", figure_words(arena, need->breaks_now));
        table_put_text(&table, row, "at max", figure_words(arena, need->breaks_max));
        if (priced)
            table_put_number(&table, row, "cost_h", STYLE_COST_HOUR, known(need->cost_hour));
    }
    document_rows(document, &table);
    table_release(&table);
    if (graph->tiers > TIERS_SHOWN)
        document_paragraph(document, "%zu more are in --format csv.", graph->tiers - TIERS_SHOWN);
    if (priced)
        document_fact(document, "cost", "%s an hour, %s a month",
                      words_price(arena, finding->system.cost_hour),
                      words_money(arena, finding->system.cost_hour * finding->hours_per_month));
}

/// "grow replica (25 min), then web (2 min), 27 min before; shrink web first".
static void write_order(const struct tiers_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    struct str text = {0};
    const char *last = NULL;
    size_t growing = 0;
    for (size_t k = 0; k < finding->graph->tiers; k++) {
        const struct tier_need *need = &finding->need[finding->order[k]];
        if (!(need->add > 0) || isinf(need->add))
            continue;
        last = finding->graph->tier[finding->order[k]].name;
        str_appendf(&text, "%s%s (%s)", growing == 0 ? "" : ", then ", last,
                    time_words(arena, need->ready_s - need->start_s));
        growing++;
    }
    if (growing > 0 && !finding->system.over_max && isfinite(finding->system.ready_s))
        document_fact(document, "order", "grow %s: start %s before it is needed%s", str_text(&text),
                      time_words(arena, finding->system.ready_s),
                      growing > 1 ? arena_printf(arena, "; shrink %s first", last) : "");
    str_release(&text);
}

static void write_spare(const struct tiers_finding *finding, struct document *document)
{
    if (isfinite(finding->system.breaks_spare))
        document_fact(document, "spare lost", "today's units without their spare take %s",
                      most_words(&document->arena, finding->system.breaks_spare));
}

static const char *stands_words(struct arena *arena, const struct tiers_finding *finding,
                                const struct tier_storm *storm)
{
    if (isnan(storm->stands))
        return "";
    bool today = !isnan(finding->graph->tier[storm->hit].current);
    const char *whose = today ? "today's" : "the";
    if (storm->stands >= finding->demand)
        return arena_printf(arena, "; %s units of it take that", whose);
    return arena_printf(arena, "; %s units of it take that up to a demand of %s", whose,
                        most_words(arena, storm->stands));
}

static void write_storms(const struct tiers_finding *finding, struct document *document)
{
    const struct tier_graph *graph = finding->graph;
    struct arena *arena = &document->arena;
    struct tier_storm storm;
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        if (graph->tier[i].cache_hit > 0 &&
            tier_flush_storm(graph, finding->need, i, finding->demand, &storm))
            document_fact(document, "cache flush",
                          "with %s empty, %s meets %s, %s times its load%s", graph->tier[i].name,
                          graph->tier[storm.hit].name, rate_words(arena, storm.rate),
                          words_number(arena, storm.times), stands_words(arena, finding, &storm));
    }
    if (tier_retry_storm(graph, finding->need, finding->demand, &storm))
        document_fact(document, "retry storm",
                      "when attempts fail, retries bring %s to %s, %s times its load%s",
                      graph->tier[storm.hit].name, rate_words(arena, storm.rate),
                      words_number(arena, storm.times), stands_words(arena, finding, &storm));
}

/// What lifts a tier that max holds back.
static void write_remedies(const struct tiers_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    for (size_t at = 0; at < finding->graph->tiers; at++) {
        size_t i = finding->graph->order[at];
        const struct tier *tier = &finding->graph->tier[i];
        const struct tier_need *need = &finding->need[i];
        double least = need->by[TIER_THROUGHPUT] * tier->per_instance;
        double units = tier_units_left(tier, tier->max);
        if (need->bound == TIER_BOUND_REPLAY)
            document_item(document,
                          "%s: every unit gets %s, which fills it: no number of units is enough; "
                          "shards, each with its part of the data, or a larger type are",
                          tier->name, rate_words(arena, need->rate_each));
        else if (need->over_max)
            document_item(
                document,
                "%s: %s of at most %s%s; or serve less of the demand from it: shards, a "
                "cache in front",
                tier->name, words_instances(arena, need->instances), words_number(arena, tier->max),
                need->limit == TIER_THROUGHPUT && units > 0 && need->rate_each <= 0
                    ? arena_printf(arena, ": raise max, or take a type that serves %s/s each",
                                   words_at_least(arena, least / units))
                    : arena_printf(arena, ": raise max, or take a type with more %s",
                                   tier_limit_name(need->limit)));
        if (need->throttled)
            document_item(
                document,
                "%s: it takes %s of its %s: ask the provider for more, or call "
                "it less",
                tier->name,
                words_share(arena, fmax(need->by[TIER_THROTTLE] > 0 ? need->by[TIER_THROTTLE] : 0,
                                        need->by[TIER_QUOTA] > 0 ? need->by[TIER_QUOTA] : 0)),
                bound_name(need));
    }
}

void tiers_write(const struct tiers_finding *finding, struct document *document)
{
    write_decision(finding, document);
    write_remedies(finding, document);
    write_table(finding, document);
    write_order(finding, document);
    write_spare(finding, document);
    write_storms(finding, document);
    tier_states_write(finding->graph, finding->need, &finding->figures, document);
}

void tiers_fill(const struct tiers_finding *finding, struct answer *answer)
{
    tiers_fill_facts(finding, answer);
    struct table states = {0};
    tiers_fill_table(finding, &answer->rows);
    tier_states_fill_table(finding->graph, &finding->figures, &states);
    answer_add_table(answer, "states", &states);
    tiers_write(finding, &answer->document);
}
