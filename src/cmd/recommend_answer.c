#include "cmd/recommend_answer.h"

#include "answer/words.h"

#include <math.h>
#include <stdint.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "now: the last time of the data"},
    {"until", COLUMN_TIME, STYLE_PLAIN, NULL, false, "the end of the horizon"},
    {"resource", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the series' key, else its column"},
    {"kind", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "compute, database, cache, storage or network"},
    {"current", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "what there is; without --current what the last week needed"},
    {"target", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "what the busiest week of the horizon needs"},
    {"delta", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "target less current"},
    {"pattern", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "as headroom describe finds it"},
    {"confidence", COLUMN_NUMBER, STYLE_RATIO, "share", false,
     "skill of the forecast's backtest times its coverage; missing without a backtest"},
    {"strategy", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "reactive (target tracking), scheduled, predictive or hybrid"},
    {"rule", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "which rule chose the strategy"},
    {"urgency", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "none, planned, soon or now"},
    {"breach", COLUMN_TIME, STYLE_PLAIN, NULL, false, "first step that needs more than there is"},
    {"ready_in", COLUMN_NUMBER, STYLE_PLAIN, "seconds", false,
     "lead time, and batches times the start of a unit"},
    {"cost_delta", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "of the difference; missing without --price"},
    {"demand", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "the highest that is planned for"},
    {"unit", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "of the demand"},
    {"reason", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "why, in a sentence"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_recommend = {"recommendations", columns};

// --- why -----------------------------------------------------------------------------------------

static const char *span(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, round(seconds)));
}

static const char *why_so_many(struct arena *arena, const struct resource_answer *answer)
{
    const struct recommendation *what = &answer->what;
    const char *peak = arena_printf(arena, "%s reaches %s on %s", answer->column,
                                    words_measure(arena, what->demand, words_number, &answer->unit),
                                    words_time(arena, what->peak));
    if (what->delta > 0)
        return arena_printf(arena,
                            "%s, which takes %s; %s are too few from %s, and %s more "
                            "serve after %s",
                            peak, words_instances(arena, what->target),
                            words_number(arena, what->current), words_time(arena, what->breach),
                            words_number(arena, what->delta), span(arena, what->ready_in_s));
    if (what->delta < 0)
        return arena_printf(arena, "%s, for which %s of %s are enough", peak,
                            words_instances(arena, what->target),
                            words_number(arena, what->current));
    return arena_printf(arena, "%s, for which %s are enough", peak,
                        words_instances(arena, what->target));
}

const char *recommend_reason(struct arena *arena, const struct resource_answer *answer)
{
    const struct recommendation *what = &answer->what;
    return arena_printf(arena, "%s%s; %s: %s", why_so_many(arena, answer),
                        what->met ? "" : ", which max or budget forbid",
                        strategy_name(what->rule->strategy), what->rule->because);
}

// --- the table -----------------------------------------------------------------------------------

void recommend_table_begin(struct table *table)
{
    schema_add_columns(table, &schema_recommend, NULL);
}

void recommend_table_add(struct table *table, const struct resource_answer *answer)
{
    const struct recommendation *what = &answer->what;
    size_t row = table_add_row(table);
    size_t at = 0;
    table_set_time(table, row, at++, what->as_of);
    table_set_time(table, row, at++, what->until);
    table_set_text(table, row, at++, answer->name);
    table_set_text(table, row, at++, resource_facts(what->terms.kind)->name);
    table_set_number(table, row, at++, what->current);
    table_set_number(table, row, at++, what->target);
    table_set_number(table, row, at++, what->delta);
    table_set_text(table, row, at++, pattern_name(what->pattern));
    table_set_number(table, row, at++, what->confidence);
    table_set_text(table, row, at++, strategy_name(what->rule->strategy));
    table_set_text(table, row, at++, what->rule->id);
    table_set_text(table, row, at++, urgency_name(what->urgency));
    table_set_time(table, row, at++, what->breach);
    table_set_number(table, row, at++, what->ready_in_s);
    table_set_number(table, row, at++, what->cost_month);
    table_set_number(table, row, at++, what->demand);
    table_set_text(table, row, at++, answer->unit.name[0] == '\0' ? NULL : answer->unit.name);
    table_set_text(table, row, at, answer->reason);
}

static const struct schema_column fact_columns[] = {
    {"resources", COLUMN_NUMBER, STYLE_INTEGER, "resources", false,
     "how many were looked at; the verdict is enough, order, or cannot be met (max or budget)"},
    {"due", COLUMN_NUMBER, STYLE_INTEGER, "resources", false, "that need more"},
    {"short", COLUMN_NUMBER, STYLE_INTEGER, "resources", false, "that max or budget keep short"},
    {"urgency", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the highest: none, planned, soon or now"},
    {"current", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "of a single resource"},
    {"target", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "of a single resource"},
    {"delta", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "target less current"},
    {"breach", COLUMN_TIME, STYLE_PLAIN, NULL, false,
     "first step of any resource that needs more than there is"},
    {"cost_delta", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "of all differences; missing where a price is"},
    {"reviews", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
     "what came of earlier decisions, where a record is given: the table of --review"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_recommend_facts = {"facts of recommendations", fact_columns};

void recommend_fill_facts(const struct resource_answer *found, size_t count, struct answer *answer)
{
    enum urgency most = URGENCY_NONE;
    size_t due = 0, kept_short = 0;
    double cost = 0;
    instant breach = INSTANT_NONE;
    for (size_t i = 0; i < count; i++) {
        const struct recommendation *what = &found[i].what;
        most = what->urgency > most ? what->urgency : most;
        due += what->urgency != URGENCY_NONE;
        kept_short += !what->met;
        cost += what->cost_month;
        if (what->breach != INSTANT_NONE && (breach == INSTANT_NONE || what->breach < breach))
            breach = what->breach;
    }
    answer->verdict = kept_short > 0 ? "cannot be met" : due > 0 ? "order" : "enough";
    answer_number(answer, "resources", (double)count);
    answer_number(answer, "due", (double)due);
    answer_number(answer, "short", (double)kept_short);
    answer_text(answer, "urgency", urgency_name(most));
    answer_time(answer, "breach", breach);
    answer_number(answer, "cost_delta", cost);
    if (count == 1) {
        answer_number(answer, "current", found->what.current);
        answer_number(answer, "target", found->what.target);
        answer_number(answer, "delta", found->what.delta);
    }
}

// --- for people ----------------------------------------------------------------------------------

static void write_overview(const struct resource_answer *answer, size_t count,
                           struct document *document)
{
    static const char *const heads[] = {"resource", "current", "target",
                                        "delta",    "urgency", "strategy"};
    struct table table = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_add_column(&table, heads[i], i >= 1 && i <= 3 ? COLUMN_NUMBER : COLUMN_TEXT,
                         STYLE_PLAIN);
    for (size_t i = 0; i < count; i++) {
        const struct recommendation *what = &answer[i].what;
        size_t row = table_add_row(&table);
        table_set_text(&table, row, 0, answer[i].name);
        table_set_number(&table, row, 1, what->current);
        table_set_number(&table, row, 2, what->target);
        table_set_number(&table, row, 3, what->delta);
        table_set_text(&table, row, 4, urgency_name(what->urgency));
        table_set_text(&table, row, 5, strategy_name(what->rule->strategy));
    }
    document_table(document, &table);
}

static void write_resource(const struct resource_answer *answer, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct recommendation *what = &answer->what;
    const struct strategy_facts *facts = &what->facts;
    document_heading(document, "%s", answer->name);
    document_paragraph(document, "%s.", answer->reason);
    document_fact(document, "kind", "%s (%s); a unit serves after %s (%s)",
                  resource_facts(what->terms.kind)->name, answer->kind_from,
                  span(arena, what->terms.start_s), answer->start_from);
    document_fact(document, "pattern", "%s", pattern_name(what->pattern));
    if (isnan(what->confidence))
        document_fact(document, "confidence", "none: too little history for a backtest");
    else
        document_fact(document, "confidence",
                      "%s: skill %.2f against seasonal naive, p95 held for %s",
                      words_share(arena, what->confidence), facts->skill,
                      words_share(arena, facts->coverage_p95));
    document_fact(document, "rule", "%s (demand rises %.3gx while a unit starts; headroom is %s)",
                  what->rule->id, facts->rise, words_share(arena, facts->headroom));
    if (!isnan(what->cost_month) && what->delta != 0)
        document_fact(document, "cost", "%s%s a month", what->delta > 0 ? "+" : "",
                      words_money(arena, what->cost_month));
}

void recommend_document(const struct resource_answer *answer, size_t count,
                        struct document *document)
{
    enum urgency most = URGENCY_NONE;
    size_t due = 0;
    for (size_t i = 0; i < count; i++) {
        most = answer[i].what.urgency > most ? answer[i].what.urgency : most;
        due += answer[i].what.urgency != URGENCY_NONE;
    }
    document_title(document, "What to do");
    if (due == 0)
        document_callout(document, TONE_GOOD, "Nothing is short within the horizon.");
    else
        document_callout(document, most >= URGENCY_SOON ? TONE_CAUTION : TONE_PLAIN,
                         "%zu of %zu need more within the horizon; the most urgent is due %s.", due,
                         count,
                         most == URGENCY_NOW    ? "now"
                         : most == URGENCY_SOON ? "within two weeks"
                                                : "later than in two weeks");
    write_overview(answer, count, document);
    for (size_t i = 0; i < count; i++)
        write_resource(&answer[i], document);
}
