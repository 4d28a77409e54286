#include "answer/recommend_answer.h"

#include "answer/plan_words.h"
#include "answer/words.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct recommend_cells {
    instant time, until;
    const char *resource, *kind;
    double current, target, delta;
    const char *pattern;
    double confidence;
    const char *strategy, *rule, *urgency;
    instant crosses;
    double ready_in, cost_delta;
    const char *verdict;
    double missing, excess, demand;
    const char *unit, *reason;
};

static const struct schema_column columns[] = {
    FIELD(struct recommend_cells, time, STYLE_PLAIN, NULL, "now: the last time of the data"),
    FIELD(struct recommend_cells, until, STYLE_PLAIN, NULL, "the end of the horizon"),
    FIELD(struct recommend_cells, resource, STYLE_PLAIN, NULL, "the series' key, else its column"),
    FIELD(struct recommend_cells, kind, STYLE_PLAIN, NULL,
          "compute, database, cache, storage or network"),
    FIELD(struct recommend_cells, current, STYLE_PLAIN, "instances",
          "what there is; without --current what the last week needed"),
    FIELD(struct recommend_cells, target, STYLE_PLAIN, "instances",
          "what the busiest week of the horizon needs"),
    FIELD(struct recommend_cells, delta, STYLE_PLAIN, "instances", "target less current"),
    FIELD(struct recommend_cells, pattern, STYLE_PLAIN, NULL, "as headroom describe finds it"),
    FIELD(struct recommend_cells, confidence, STYLE_RATIO, "share",
          "skill of the forecast's backtest times its coverage; missing without a backtest"),
    FIELD(struct recommend_cells, strategy, STYLE_PLAIN, NULL,
          "reactive (target tracking), scheduled, predictive or hybrid"),
    FIELD(struct recommend_cells, rule, STYLE_PLAIN, NULL, "which rule chose the strategy"),
    FIELD(struct recommend_cells, urgency, STYLE_PLAIN, NULL, "none, planned, soon or now"),
    FIELD(struct recommend_cells, crosses, STYLE_PLAIN, NULL,
          "first step that needs more than there is"),
    FIELD(struct recommend_cells, ready_in, STYLE_PLAIN, "seconds",
          "lead time, and batches times the start of a unit"),
    FIELD(struct recommend_cells, cost_delta, STYLE_COST_MONTH, "per month",
          "of the difference; missing without --price"),
    FIELD(struct recommend_cells, verdict, STYLE_PLAIN, NULL,
          "enough (or so far), order, late, over budget, or cannot be met, as headroom plan"),
    FIELD(struct recommend_cells, missing, STYLE_PLAIN, "instances",
          "what max keeps away of those that are needed"),
    FIELD(struct recommend_cells, excess, STYLE_PLAIN, "instances",
          "what can be given back of --current"),
    FIELD(struct recommend_cells, demand, STYLE_PLAIN, NULL, "the highest that is planned for"),
    FIELD(struct recommend_cells, unit, STYLE_PLAIN, NULL, "of the demand"),
    FIELD(struct recommend_cells, reason, STYLE_PLAIN, NULL, "why, in a sentence"),
    FIELD_END,
};

const struct schema schema_recommend = {"recommendations", columns, sizeof(struct recommend_cells)};

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
        arena_printf(arena, "%s%s%s reaches %s%s %s", short_today(arena, what), answer->column,
                     what->by_peak ? " of a week's peak" : " of a step",
                     words_measure(arena, what->demand, words_number, &answer->unit),
                     what->by_peak ? ", most likely on" : " on", words_time(arena, what->peak));
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

void recommend_fill_rows(const struct resource_answer *answer, size_t count, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_recommend, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct recommendation *what = &answer[i].what;
        struct recommend_cells cells;
        record_clear(&schema_recommend, &cells);
        cells.time = what->as_of;
        cells.until = what->until;
        cells.resource = answer[i].name;
        cells.kind = resource_facts(what->terms.kind)->name;
        cells.current = what->current;
        cells.target = what->target;
        cells.delta = what->delta;
        cells.pattern = pattern_name(what->pattern);
        cells.confidence = what->confidence;
        cells.strategy = strategy_name(what->rule->strategy);
        cells.rule = what->rule->id;
        cells.urgency = urgency_name(what->urgency);
        cells.crosses = what->breach;
        cells.ready_in = what->ready_in_s;
        cells.cost_delta = what->cost_month;
        cells.verdict = plan_verdict_name(what->verdict);
        cells.missing = what->missing;
        cells.excess = what->excess.instances;
        cells.demand = what->demand;
        cells.unit = answer[i].unit.name[0] == '\0' ? NULL : answer[i].unit.name;
        cells.reason = answer[i].reason;
        record_add(&writer, &cells);
    }
}

struct recommend_facts {
    double resources, due, short_, missing, excess, over_budget;
    instant known_needed;
    const char *urgency;
    double current, target, delta;
    instant crosses;
    double cost_delta;
    const char *quantile, *size_by, *grow_order;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct recommend_facts, resources, STYLE_INTEGER, "resources",
          "how many were looked at; the verdict is the worst of the rows"),
    FIELD(struct recommend_facts, due, STYLE_INTEGER, "resources", "that need more"),
    FIELD_NAMED(struct recommend_facts, short_, "short", STYLE_INTEGER, "resources",
                "that max or budget keep short"),
    FIELD(struct recommend_facts, missing, STYLE_PLAIN, "instances", "that max keeps away, of all"),
    FIELD(struct recommend_facts, excess, STYLE_PLAIN, "instances",
          "that can be given back, of all"),
    FIELD(struct recommend_facts, over_budget, STYLE_COST_MONTH, "per month",
          "by which the fleets of today are over their budgets"),
    FIELD(struct recommend_facts, known_needed, STYLE_PLAIN, NULL,
          "to where a horizon has to reach for an order to be ruled out until the next review"),
    FIELD(struct recommend_facts, urgency, STYLE_PLAIN, NULL,
          "the highest: none, planned, soon or now"),
    FIELD(struct recommend_facts, current, STYLE_PLAIN, "instances", "of a single resource"),
    FIELD(struct recommend_facts, target, STYLE_PLAIN, "instances", "of a single resource"),
    FIELD(struct recommend_facts, delta, STYLE_PLAIN, "instances", "target less current"),
    FIELD(struct recommend_facts, crosses, STYLE_PLAIN, NULL,
          "first step of any resource that needs more than there is"),
    FIELD(struct recommend_facts, cost_delta, STYLE_COST_MONTH, "per month",
          "of all differences; missing where a price is"),
    FIELD(struct recommend_facts, quantile, STYLE_PLAIN, NULL,
          "the column of the forecast that all are sized by; missing where they differ"),
    FIELD(struct recommend_facts, size_by, STYLE_PLAIN, NULL,
          "step or peak: of a step, or of a week's peak; missing where they differ"),
    FIELD(struct recommend_facts, grow_order, STYLE_PLAIN, NULL,
          "with --links: which resources grow after which, and when each is ready"),
    FIELD_UNBOUND("reviews", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "what came of earlier decisions, where a record is given: the table of --review"),
    FIELD_END,
};

const struct schema schema_recommend_facts = {"facts of recommendations", fact_columns,
                                              sizeof(struct recommend_facts)};

/// Whether all are sized by one column of the forecast, and by steps or by peaks.
static bool sized_alike(const struct resource_answer *answer, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(answer[i].column, answer[0].column) != 0 ||
            answer[i].what.by_peak != answer[0].what.by_peak)
            return false;
    return count > 0;
}

void recommend_fill_facts(const struct resource_answer *found, size_t count, const char *order,
                          struct answer *answer)
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
    struct recommend_facts facts;
    record_clear(&schema_recommend_facts, &facts);
    facts.missing = missing;
    facts.excess = excess;
    facts.over_budget = over;
    facts.grow_order = order;
    facts.known_needed = known;
    facts.resources = (double)count;
    facts.due = (double)due;
    facts.short_ = (double)kept_short;
    facts.urgency = urgency_name(most);
    facts.crosses = breach;
    facts.cost_delta = cost;
    if (sized_alike(found, count)) {
        facts.quantile = found->column;
        facts.size_by = found->what.by_peak ? "peak" : "step";
    }
    if (count == 1) {
        facts.current = found->what.current;
        facts.target = found->what.target;
        facts.delta = found->what.delta;
    }
    answer_facts(answer, &facts);
}

// --- for people ----------------------------------------------------------------------------------

/// Whether one is to be read before another: what cannot be met, then what is due first, then the
/// greater change.
static bool comes_before(const void *context, size_t first, size_t second)
{
    const struct resource_answer *found = context;
    const struct recommendation *a = &found[first].what, *b = &found[second].what;
    if (a->met != b->met)
        return b->met;
    if (a->urgency != b->urgency)
        return a->urgency > b->urgency;
    return fabs(a->delta) > fabs(b->delta);
}

/// The rows with names for people; all columns would be too wide.
static void write_overview(const struct resource_answer *answer, size_t count, const size_t *order,
                           size_t lines, struct document *document)
{
    static const char *const shown[] = {"resource", "current", "target",
                                        "delta",    "urgency", "strategy"};
    struct table all = {0}, table = {0};
    recommend_fill_rows(answer, count, &all);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    table_keep_rows(&table, order, lines);
    document_rows(document, &table);
    table_release(&all);
    table_release(&table);
}

static void write_resource(const struct resource_answer *answer, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct recommendation *what = &answer->what;
    const struct strategy_facts *facts = &what->facts;
    document_heading(document, "%s", answer->name);
    document_paragraph(document, "%s.", answer->reason);
    if (!what->met)
        document_fact(document, "to fit", "%s", words_fitting(arena, &what->asked));
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
    size_t due = 0, refused = 0, today = 0;
    double missing = 0;
    for (size_t i = 0; i < count; i++) {
        most = answer[i].what.urgency > most ? answer[i].what.urgency : most;
        due += answer[i].what.urgency != URGENCY_NONE;
        today += answer[i].what.urgency != URGENCY_NONE && answer[i].what.short_today > 0;
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
                         "%s%zu of %zu need more within the horizon; the most urgent is due %s.",
                         today > 0 ? arena_printf(arena,
                                                  "%zu of %zu were short in the last seven "
                                                  "days. ",
                                                  today, count)
                                   : "",
                         due, count,
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

void recommend_document(const struct resource_answer *found, size_t count, struct answer *answer)
{
    struct document *document = &answer->document;
    size_t full = answer_in_full(answer, count), lines = answer_in_lines(answer, count);
    size_t *order = answer_order(answer, count, comes_before, found);
    document_title(document, "What to do");
    write_headline(found, count, document);
    write_reservations(found, count, document);
    if (sized_alike(found, count))
        document_paragraph(document, "Sized by %s of %s.", found->column,
                           found->what.by_peak ? "a week's peak (--size-by)"
                                               : "a step (--size-by peak: of a week's peak)");
    write_overview(found, count, order, lines, document);
    answer_say_shown(answer, count, "most urgent");
    for (size_t i = 0; i < full; i++)
        write_resource(&found[order[i]], document);
    free(order);
}
