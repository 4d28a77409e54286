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
    {"verdict", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "enough (or so far), order, late, over budget, or cannot be met, as headroom plan"},
    {"missing", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "what max keeps away of those that are needed"},
    {"excess", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "what can be given back of --current"},
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

/// How many are needed, and what stands against them.
static const char *what_is_forbidden(struct arena *arena, const struct recommendation *what)
{
    const char *max = what->missing > 0
                          ? arena_printf(arena, "; max allows %s, %s short",
                                         words_number(arena, what->needed - what->missing),
                                         words_number(arena, what->missing))
                          : "";
    double over = what->needed_month - what->budget_month;
    return over > 0 ? arena_printf(arena, "%s; they cost %s a month, %s over the budget", max,
                                   words_money(arena, what->needed_month), words_money(arena, over))
                    : max;
}

/// What is there and not needed, and what it costs to keep it.
static const char *what_is_idle(struct arena *arena, const struct recommendation *what)
{
    const struct plan_excess *excess = &what->excess;
    const char *text = "";
    if (excess->instances > 0)
        text = arena_printf(arena, "; %s can be given back from %s on%s",
                            words_number(arena, excess->instances), words_date(arena, excess->from),
                            isnan(excess->cost_month)
                                ? ""
                                : arena_printf(arena, ", which cost %s a month",
                                               words_money(arena, excess->cost_month)));
    if (excess->over_month > 0)
        text = arena_printf(
            arena, "%s; the %s cost %s a month, %s over the budget unless %s are released", text,
            words_number(arena, what->current), words_money(arena, excess->kept_month),
            words_money(arena, excess->over_month), words_number(arena, excess->release));
    return text;
}

/// A shortage of today comes before those to come.
static const char *short_today(struct arena *arena, const struct recommendation *what)
{
    if (!(what->short_today > 0))
        return "";
    return arena_printf(arena, "the last seven days needed %s, %s more than the %s; ",
                        words_instances(arena, what->current + what->short_today),
                        words_number(arena, what->short_today), words_number(arena, what->current));
}

static const char *why_so_many(struct arena *arena, const struct resource_answer *answer)
{
    const struct recommendation *what = &answer->what;
    const char *peak =
        arena_printf(arena, "%s%s reaches %s on %s", short_today(arena, what), answer->column,
                     words_measure(arena, what->demand, words_number, &answer->unit),
                     words_time(arena, what->peak));
    const char *forbidden = what_is_forbidden(arena, what);
    if (what->needed < what->current)
        return arena_printf(arena, "%s, for which %s of %s are enough%s%s", peak,
                            words_instances(arena, what->needed),
                            words_number(arena, what->current), forbidden,
                            what_is_idle(arena, what));
    if (what->needed == what->current)
        return arena_printf(arena, "%s, for which %s are enough%s%s", peak,
                            words_instances(arena, what->needed), forbidden,
                            what_is_idle(arena, what));
    const char *more = what->delta > 0 ? arena_printf(arena, ", and %s more serve after %s",
                                                      words_number(arena, what->delta),
                                                      span(arena, what->ready_in_s))
                                       : "";
    return arena_printf(arena, "%s, which takes %s; %s are too few from %s%s%s", peak,
                        words_instances(arena, what->needed), words_number(arena, what->current),
                        words_time(arena, what->breach), more, forbidden);
}

const char *recommend_reason(struct arena *arena, const struct resource_answer *answer)
{
    const struct recommendation *what = &answer->what;
    return arena_printf(arena, "%s; %s: %s", why_so_many(arena, answer),
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
    size_t at = 0; // in the order of the schema
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
    table_set_text(table, row, at++, plan_verdict_name(what->verdict));
    table_set_number(table, row, at++, what->missing);
    table_set_number(table, row, at++, what->excess.instances);
    table_set_number(table, row, at++, what->demand);
    table_set_text(table, row, at++, answer->unit.name[0] == '\0' ? NULL : answer->unit.name);
    table_set_text(table, row, at, answer->reason);
}

static const struct schema_column fact_columns[] = {
    {"resources", COLUMN_NUMBER, STYLE_INTEGER, "resources", false,
     "how many were looked at; the verdict is the worst of the rows"},
    {"due", COLUMN_NUMBER, STYLE_INTEGER, "resources", false, "that need more"},
    {"short", COLUMN_NUMBER, STYLE_INTEGER, "resources", false, "that max or budget keep short"},
    {"missing", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "that max keeps away, of all"},
    {"excess", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "that can be given back, of all"},
    {"over_budget", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "by which the fleets of today are over their budgets"},
    {"known_needed", COLUMN_TIME, STYLE_PLAIN, NULL, false,
     "to where a horizon has to reach for an order to be ruled out until the next review"},
    {"urgency", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "the highest: none, planned, soon or now"},
    {"current", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "of a single resource"},
    {"target", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "of a single resource"},
    {"delta", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "target less current"},
    {"crosses", COLUMN_TIME, STYLE_PLAIN, NULL, false,
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
    double cost = 0, missing = 0, excess = 0, over = 0;
    instant breach = INSTANT_NONE, known = INSTANT_NONE;
    enum plan_verdict worst = PLAN_ENOUGH;
    for (size_t i = 0; i < count; i++) {
        const struct recommendation *what = &found[i].what;
        most = what->urgency > most ? what->urgency : most;
        due += what->urgency != URGENCY_NONE;
        kept_short += !what->met;
        cost += what->cost_month;
        missing += what->missing;
        excess += what->excess.instances;
        over += what->excess.over_month;
        worst = what->verdict > worst ? what->verdict : worst;
        known = known == INSTANT_NONE || what->known_from > known ? what->known_from : known;
        if (what->breach != INSTANT_NONE && (breach == INSTANT_NONE || what->breach < breach))
            breach = what->breach;
    }
    answer->verdict = plan_verdict_name(worst);
    answer_number(answer, "missing", missing);
    answer_number(answer, "excess", excess);
    answer_number(answer, "over_budget", over);
    answer_time(answer, "known_needed", known);
    answer_number(answer, "resources", (double)count);
    answer_number(answer, "due", (double)due);
    answer_number(answer, "short", (double)kept_short);
    answer_text(answer, "urgency", urgency_name(most));
    answer_time(answer, "crosses", breach);
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

/// What has to be known before anything else: what cannot be met, then what is due.
static void write_headline(const struct resource_answer *answer, size_t count,
                           struct document *document)
{
    enum urgency most = URGENCY_NONE;
    size_t due = 0, refused = 0;
    double missing = 0;
    for (size_t i = 0; i < count; i++) {
        most = answer[i].what.urgency > most ? answer[i].what.urgency : most;
        due += answer[i].what.urgency != URGENCY_NONE;
        refused += !answer[i].what.met;
        missing += answer[i].what.missing;
    }
    struct arena *arena = &document->arena;
    if (refused > 0)
        document_callout(
            document, TONE_BAD, "%zu of %zu cannot be met within max and budget%s.", refused, count,
            missing > 0 ? arena_printf(arena, ": %s short", words_instances(arena, missing)) : "");
    if (due > 0)
        document_callout(document, most >= URGENCY_SOON ? TONE_CAUTION : TONE_PLAIN,
                         "%zu of %zu need more within the horizon; the most urgent is due %s.", due,
                         count,
                         most == URGENCY_NOW    ? "now"
                         : most == URGENCY_SOON ? "within two weeks"
                                                : "later than in two weeks");
    else if (refused == 0)
        document_callout(document, TONE_GOOD, "Nothing is short within the horizon.");
}

/// What of the fleets is idle or over the budget, and how far one can see.
static void write_reservations(const struct resource_answer *answer, size_t count,
                               struct document *document)
{
    struct arena *arena = &document->arena;
    double idle = 0, over = 0;
    const struct recommendation *unknown = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct recommendation *what = &answer[i].what;
        idle += what->excess.instances;
        over += what->excess.over_month;
        if (what->verdict == PLAN_ENOUGH_YET)
            unknown = what;
    }
    if (idle > 0)
        document_callout(document, TONE_PLAIN, "%s can be given back.",
                         words_instances(arena, idle));
    if (over > 0)
        document_callout(document, TONE_CAUTION,
                         "What there is costs %s a month more than the budget.",
                         words_money(arena, over));
    if (unknown != NULL)
        document_callout(document, TONE_CAUTION,
                         "Whether more has to be ordered before the next review is not known: the "
                         "horizon ends on %s, and lead time and review (--review-every) reach to "
                         "%s.",
                         words_date(arena, unknown->until), words_date(arena, unknown->known_from));
}

void recommend_document(const struct resource_answer *answer, size_t count,
                        struct document *document)
{
    document_title(document, "What to do");
    write_headline(answer, count, document);
    write_reservations(answer, count, document);
    write_overview(answer, count, document);
    for (size_t i = 0; i < count; i++)
        write_resource(&answer[i], document);
}
