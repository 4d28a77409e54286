#include "cmd/warmpool_answer.h"

#include "answer/words.h"

#include <math.h>
#include <stdint.h>

static const struct schema_column columns[] = {
    {"option", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "cold: no pool; container: no pool, but --container-start; stopped, hibernated, running: a "
     "pool in this state; cheapest: the pool by --miss-price; default: max - desired; in_service: "
     "as many more instances in service"},
    {"chosen", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "yes for the pool that --emit writes"},
    {"pool", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "how many wait; of the default, on average"},
    {"covers", COLUMN_NUMBER, STYLE_RATIO, "share of the moments", false,
     "from which demand rises by no more within a cold start"},
    {"time_to_serve", COLUMN_NUMBER, STYLE_PLAIN, "seconds", false,
     "from the order of an instance until it serves"},
    {"shortfall_without", COLUMN_NUMBER, STYLE_PLAIN, "instance-hours a month", false,
     "what is missing while instances start cold"},
    {"shortfall_with", COLUMN_NUMBER, STYLE_PLAIN, "instance-hours a month", false,
     "what is missing this way"},
    {"cost_month", COLUMN_NUMBER, STYLE_COST_MONTH, "money per month", false,
     "of what waits, by --storage-price, or --price where it runs"},
    {"saving_month", COLUMN_NUMBER, STYLE_COST_MONTH, "money per month", false,
     "against as many more instances in service"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_warmpool = {"ways to bridge the start of an instance", columns};

static void fill_rows(const struct warmpool_finding *finding, struct table *table)
{
    const struct pool_answer *answer = &finding->answer;
    schema_add_columns(table, &schema_warmpool, NULL);
    for (size_t i = 0; i < answer->options; i++) {
        const struct pool_option *option = &answer->option[i];
        size_t row = table_add_row(table);
        size_t at = 0;
        table_set_text(table, row, at++, pool_way_name(option->way));
        table_set_text(table, row, at++, i == answer->chosen ? "yes" : NULL);
        table_set_number(table, row, at++, option->pool);
        table_set_number(table, row, at++, option->covers);
        table_set_number(table, row, at++, option->time_to_serve_s);
        table_set_number(table, row, at++, option->shortfall_without);
        table_set_number(table, row, at++, option->shortfall_with);
        table_set_number(table, row, at++, option->cost_month);
        table_set_number(table, row, at++, option->saving_month);
    }
}

static const struct schema_column fact_columns[] = {
    {"pool", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "how many wait; the verdict is pool, no pool needed, cannot be met (max), or over budget"},
    {"state", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "stopped, hibernated or running"},
    {"covers", COLUMN_NUMBER, STYLE_RATIO, "share of the moments", false,
     "from which the fleet rises by no more within a cold start"},
    {"time_to_serve", COLUMN_NUMBER, STYLE_PLAIN, "seconds", false, "out of the pool"},
    {"cold_start", COLUMN_NUMBER, STYLE_PLAIN, "seconds", false, "without one"},
    {"fleet_least", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "the smallest fleet"},
    {"fleet_most", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "the largest fleet"},
    {"needed_most", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "that a moment needs, whatever max allows"},
    {"short_moments", COLUMN_NUMBER, STYLE_RATIO, "share of the time", false,
     "in which max keeps the fleet below its need"},
    {"over_budget", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "what fleet and pool cost more than the budget; 0 within it"},
    {"rise_p95", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "within a cold start"},
    {"rise_p99", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "within a cold start"},
    {"rise_most", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "within a cold start"},
    {"shortfall_without", COLUMN_NUMBER, STYLE_PLAIN, "instance-hours a month", false,
     "missing without a pool"},
    {"shortfall_with", COLUMN_NUMBER, STYLE_PLAIN, "instance-hours a month", false,
     "missing with it"},
    {"short_without", COLUMN_NUMBER, STYLE_RATIO, "share of the time", false, "without a pool"},
    {"short_with", COLUMN_NUMBER, STYLE_RATIO, "share of the time", false, "with it"},
    {"cost_month", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false, "of what waits"},
    {"saving_month", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "against as many more instances in service"},
    {"headroom", COLUMN_NUMBER, STYLE_RATIO, "share of the demand", false,
     "that would cover the same rises instead"},
    {"cheapest_quantile", COLUMN_NUMBER, STYLE_RATIO, "share of the moments", false,
     "that the pool covers by cost; missing without prices"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_warmpool_facts = {"facts of a warm pool", fact_columns};

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
    document_table(document, &table);
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
    answer_number(answer, "pool", chosen->pool);
    answer_text(answer, "state", chosen->pool > 0 ? state_word(finding->question.state) : NULL);
    answer_number(answer, "covers", chosen->covers);
    answer_number(answer, "time_to_serve", chosen->time_to_serve_s);
    answer_number(answer, "cold_start", finding->question.cold_s);
    answer_number(answer, "fleet_least", found->least);
    answer_number(answer, "fleet_most", found->most);
    answer_number(answer, "needed_most", finding->needed_most);
    answer_number(answer, "short_moments", finding->short_moments);
    answer_number(answer, "over_budget", warmpool_over_month(finding));
    answer_number(answer, "rise_p95", found->rise_p95);
    answer_number(answer, "rise_p99", found->rise_p99);
    answer_number(answer, "rise_most", found->rise_most);
    answer_number(answer, "shortfall_without", chosen->shortfall_without);
    answer_number(answer, "shortfall_with", chosen->shortfall_with);
    answer_number(answer, "short_without", chosen->short_without);
    answer_number(answer, "short_with", chosen->short_with);
    answer_number(answer, "cost_month", chosen->cost_month);
    answer_number(answer, "saving_month", chosen->saving_month);
    answer_number(answer, "headroom", found->headroom);
    answer_number(answer, "cheapest_quantile", found->cheapest_quantile);
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
