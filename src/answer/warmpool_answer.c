#include "answer/warmpool_answer.h"

#include "answer/words.h"

#include <math.h>
#include <stdint.h>

struct pool_cells {
    const char *option, *chosen;
    double pool, covers, time_to_serve, shortfall_without, shortfall_with, cost_month, saving_month;
};

static const struct schema_column columns[] = {
    FIELD(struct pool_cells, option, STYLE_PLAIN, NULL,
          "cold: no pool; container: no pool, but --container-start; stopped, hibernated, running: "
          "a pool in this state; cheapest: the pool by --miss-price; default: max - desired; "
          "in_service: as many more instances in service"),
    FIELD(struct pool_cells, chosen, STYLE_PLAIN, NULL, "yes for the pool that --emit writes"),
    FIELD(struct pool_cells, pool, STYLE_PLAIN, "instances",
          "how many wait; of the default, on average"),
    FIELD(struct pool_cells, covers, STYLE_RATIO, "share of the moments",
          "from which demand rises by no more within a cold start"),
    FIELD(struct pool_cells, time_to_serve, STYLE_PLAIN, "seconds",
          "from the order of an instance until it serves"),
    FIELD(struct pool_cells, shortfall_without, STYLE_PLAIN, "instance-hours a month",
          "what is missing while instances start cold"),
    FIELD(struct pool_cells, shortfall_with, STYLE_PLAIN, "instance-hours a month",
          "what is missing this way"),
    FIELD(struct pool_cells, cost_month, STYLE_COST_MONTH, "money per month",
          "of what waits, by --storage-price, or --price where it runs"),
    FIELD(struct pool_cells, saving_month, STYLE_COST_MONTH, "money per month",
          "against as many more instances in service"),
    FIELD_END,
};

const struct schema schema_warmpool = {"ways to bridge the start of an instance", columns,
                                       sizeof(struct pool_cells)};

static void fill_rows(const struct warmpool_finding *finding, struct table *table)
{
    const struct pool_answer *answer = &finding->answer;
    struct record_writer writer;
    record_begin(&writer, table, &schema_warmpool, NULL);
    for (size_t i = 0; i < answer->options; i++) {
        const struct pool_option *option = &answer->option[i];
        struct pool_cells cells;
        record_clear(&schema_warmpool, &cells);
        cells.option = pool_way_name(option->way);
        cells.chosen = i == answer->chosen ? "yes" : NULL;
        cells.pool = option->pool;
        cells.covers = option->covers;
        cells.time_to_serve = option->time_to_serve_s;
        cells.shortfall_without = option->shortfall_without;
        cells.shortfall_with = option->shortfall_with;
        cells.cost_month = option->cost_month;
        cells.saving_month = option->saving_month;
        record_add(&writer, &cells);
    }
}

struct pool_facts {
    double pool;
    const char *state;
    double covers, time_to_serve, cold_start, fleet_least, fleet_most, needed_most, short_moments,
        over_budget, rise_p95, rise_p99, rise_most, shortfall_without, shortfall_with,
        short_without, short_with, cost_month, saving_month, headroom, cheapest_quantile;
};

static const struct schema_column fact_columns[] = {
    FIELD(
        struct pool_facts, pool, STYLE_PLAIN, "instances",
        "how many wait; the verdict is pool, no pool needed, cannot be met (max), or over budget"),
    FIELD(struct pool_facts, state, STYLE_PLAIN, NULL, "stopped, hibernated or running"),
    FIELD(struct pool_facts, covers, STYLE_RATIO, "share of the moments",
          "from which the fleet rises by no more within a cold start"),
    FIELD(struct pool_facts, time_to_serve, STYLE_PLAIN, "seconds", "out of the pool"),
    FIELD(struct pool_facts, cold_start, STYLE_PLAIN, "seconds", "without one"),
    FIELD(struct pool_facts, fleet_least, STYLE_PLAIN, "instances", "the smallest fleet"),
    FIELD(struct pool_facts, fleet_most, STYLE_PLAIN, "instances", "the largest fleet"),
    FIELD(struct pool_facts, needed_most, STYLE_PLAIN, "instances",
          "that a moment needs, whatever max allows"),
    FIELD(struct pool_facts, short_moments, STYLE_RATIO, "share of the time",
          "in which max keeps the fleet below its need"),
    FIELD(struct pool_facts, over_budget, STYLE_COST_MONTH, "per month",
          "what fleet and pool cost more than the budget; 0 within it"),
    FIELD(struct pool_facts, rise_p95, STYLE_PLAIN, "instances", "within a cold start"),
    FIELD(struct pool_facts, rise_p99, STYLE_PLAIN, "instances", "within a cold start"),
    FIELD(struct pool_facts, rise_most, STYLE_PLAIN, "instances", "within a cold start"),
    FIELD(struct pool_facts, shortfall_without, STYLE_PLAIN, "instance-hours a month",
          "missing without a pool"),
    FIELD(struct pool_facts, shortfall_with, STYLE_PLAIN, "instance-hours a month",
          "missing with it"),
    FIELD(struct pool_facts, short_without, STYLE_RATIO, "share of the time", "without a pool"),
    FIELD(struct pool_facts, short_with, STYLE_RATIO, "share of the time", "with it"),
    FIELD(struct pool_facts, cost_month, STYLE_COST_MONTH, "per month", "of what waits"),
    FIELD(struct pool_facts, saving_month, STYLE_COST_MONTH, "per month",
          "against as many more instances in service"),
    FIELD(struct pool_facts, headroom, STYLE_RATIO, "share of the demand",
          "that would cover the same rises instead"),
    FIELD(struct pool_facts, cheapest_quantile, STYLE_RATIO, "share of the moments",
          "that the pool covers by cost; missing without prices"),
    FIELD_END,
};

const struct schema schema_warmpool_facts = {"facts of a warm pool", fact_columns,
                                             sizeof(struct pool_facts)};

// --- for people ----------------------------------------------------------------------------------

static const char *duration_words(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, seconds));
}

static const char *state_word(enum pool_state state)
{
    static const char *const words[] = {
        [POOL_STOPPED] = "stopped", [POOL_RUNNING] = "running", [POOL_HIBERNATED] = "hibernated"};
    return words[state];
}

static const struct pool_option *chosen_of(const struct warmpool_finding *finding)
{
    return &finding->answer.option[finding->answer.chosen];
}

double warmpool_over_month(const struct warmpool_finding *finding)
{
    const struct sizing *sizing = &finding->sizing;
    double pool = chosen_of(finding)->cost_month;
    double cost = finding->fleet_mean * sizing->price_hour * sizing->hours_per_month +
                  (isnan(pool) ? 0 : pool);
    return cost > sizing->budget_month * (1 + 1e-12) ? cost - sizing->budget_month : 0;
}

/// What max and the budget forbid is said before what a pool does.
static void write_refusal(const struct warmpool_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    double over = warmpool_over_month(finding);
    if (finding->short_moments > 0)
        document_callout(document, TONE_BAD,
                         "Cannot be met: max allows %s, and in %s of the time more are needed, up "
                         "to %s: no pool makes up for those.",
                         words_number(arena, finding->sizing.max),
                         words_share(arena, finding->short_moments),
                         words_number(arena, finding->needed_most));
    if (over > 0)
        document_callout(document, TONE_BAD,
                         "Over the budget: fleet and pool cost %s a month on average, %s more than "
                         "the budget.",
                         words_money(arena, finding->sizing.budget_month + over),
                         words_money(arena, over));
}

static void write_decision(const struct warmpool_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct pool_question *question = &finding->question;
    const struct pool_option *chosen = chosen_of(finding);
    const char *boot = duration_words(arena, question->cold_s);
    if (chosen->pool == 0) {
        document_callout(document, TONE_GOOD,
                         "No warm pool: from %s of all moments the fleet does not rise within the "
                         "%s of a cold start.",
                         words_share_at_most(arena, chosen->covers), boot);
        return;
    }
    document_callout(document, TONE_GOOD,
                     "A warm pool of %.10g %s %s: from %s of all moments the fleet rises by no "
                     "more within the %s of a cold start; out of the pool an instance serves after "
                     "%s.",
                     chosen->pool, state_word(question->state),
                     chosen->pool == 1 ? "instance" : "instances",
                     words_share_at_most(arena, chosen->covers), boot,
                     duration_words(arena, chosen->time_to_serve_s));
}

static void write_facts(const struct warmpool_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct pool_answer *answer = &finding->answer;
    const struct pool_option *chosen = chosen_of(finding);
    const char *least = answer->least == answer->most
                            ? ""
                            : arena_printf(arena, "%s to ", words_number(arena, answer->least));
    document_fact(document, "fleet", "%s%s, with headroom and spare", least,
                  words_instances(arena, answer->most));
    document_fact(document, "rises within a start", "p95 %.10g, p99 %.10g, at most %.10g instances",
                  answer->rise_p95, answer->rise_p99, answer->rise_most);
    document_fact(
        document, "missing without a pool", "%s instance-hours a month, in %s of the time",
        words_number(arena, chosen->shortfall_without), words_share(arena, chosen->short_without));
    document_fact(document, "missing with it", "%s instance-hours a month, in %s of the time",
                  words_number(arena, chosen->shortfall_with),
                  words_share(arena, chosen->short_with));
    if (!isnan(chosen->cost_month))
        document_fact(document, "cost", "%s a month", words_money(arena, chosen->cost_month));
    if (!isnan(chosen->saving_month))
        document_fact(document, "saves", "%s a month against as many more instances in service",
                      words_money(arena, chosen->saving_month));
    if (!isnan(answer->headroom))
        document_fact(document, "instead of a pool", "%s more headroom would cover the same rises",
                      words_share_at_least(arena, answer->headroom));
}

static void write_cost(const struct warmpool_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    double quantile = finding->answer.cheapest_quantile;
    if (!isnan(quantile))
        document_paragraph(
            document,
            "By cost, the pool covers miss / (miss + hold) = %s of the moments: what "
            "is beyond is cheaper to miss than to hold.",
            words_share(arena, quantile));
    if (finding->question.max > 0 && !isnan(finding->question.max))
        document_paragraph(document, "Without a limit of its own, a pool holds max - desired "
                                     "instances (the option default).");
    document_paragraph(document,
                       "Missing is what a fleet lacks that orders at once what demand takes, "
                       "headroom included: until then, the headroom is used up first.");
}

/// The rows with names for people; all columns would be too wide.
static void write_ways(const struct warmpool_finding *finding, struct document *document)
{
    static const char *const shown[] = {"option",        "pool",           "covers",
                                        "time_to_serve", "shortfall_with", "cost_month"};
    struct table all = {0};
    struct table table = {0};
    fill_rows(finding, &all);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    document_heading(document, "Ways to bridge a start");
    document_rows(document, &table);
    table_release(&all);
    table_release(&table);
}

static void fill_facts(const struct warmpool_finding *finding, struct answer *answer)
{
    const struct pool_answer *found = &finding->answer;
    const struct pool_option *chosen = chosen_of(finding);
    answer->verdict = finding->short_moments > 0         ? "cannot be met"
                      : warmpool_over_month(finding) > 0 ? "over budget"
                      : chosen->pool > 0                 ? "pool"
                                                         : "no pool needed";
    struct pool_facts facts;
    record_clear(&schema_warmpool_facts, &facts);
    facts.pool = chosen->pool;
    facts.state = chosen->pool > 0 ? state_word(finding->question.state) : NULL;
    facts.covers = chosen->covers;
    facts.time_to_serve = chosen->time_to_serve_s;
    facts.cold_start = finding->question.cold_s;
    facts.fleet_least = found->least;
    facts.fleet_most = found->most;
    facts.needed_most = finding->needed_most;
    facts.short_moments = finding->short_moments;
    facts.over_budget = warmpool_over_month(finding);
    facts.rise_p95 = found->rise_p95;
    facts.rise_p99 = found->rise_p99;
    facts.rise_most = found->rise_most;
    facts.shortfall_without = chosen->shortfall_without;
    facts.shortfall_with = chosen->shortfall_with;
    facts.short_without = chosen->short_without;
    facts.short_with = chosen->short_with;
    facts.cost_month = chosen->cost_month;
    facts.saving_month = chosen->saving_month;
    facts.headroom = found->headroom;
    facts.cheapest_quantile = found->cheapest_quantile;
    answer_facts(answer, &facts);
}

void warmpool_fill(const struct warmpool_finding *finding, struct answer *answer)
{
    struct document *document = &answer->document;
    fill_facts(finding, answer);
    fill_rows(finding, &answer->rows);
    write_refusal(finding, document);
    write_decision(finding, document);
    write_facts(finding, document);
    write_ways(finding, document);
    write_cost(finding, document);
    answer_write_assumptions(answer);
}
