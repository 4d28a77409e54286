// The answer of headroom size --catalogue: which instance type, and how many of it.
#include "answer/price_age.h"
#include "answer/size_question.h"
#include "answer/words.h"
#include "base/memory.h"
#include "input/type_rates.h"
#include "maths/whole_instances.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { REJECTED_SHOWN = 5 };
static const double units_max = 1e7;

/// Two types are a burden: they have to save this much.
static const double pair_gain = 0.01;

static const double gib = 1073741824.0;

struct types_finding {
    const struct size_question *question;
    struct type_rates rates;
    struct type_choice choice;
    size_t *order; ///< as they are shown: those that fit by their cost, then the others
    double need;   ///< with headroom
};

struct type_row_cells {
    const char *name;
    double instances, per_instance, cost_hour, cost_month;
    const char *verdict, *reason, *bound_by;
    double vcpu, memory_gib;
    instant date;
    const char *source;
};

static const struct schema_column columns[] = {
    FIELD(struct type_row_cells, name, STYLE_PLAIN, NULL, "of the type, or of two together"),
    FIELD(struct type_row_cells, instances, STYLE_PLAIN, "instances", "that are needed"),
    FIELD(struct type_row_cells, per_instance, STYLE_PLAIN, "unit", "what one takes"),
    FIELD(struct type_row_cells, cost_hour, STYLE_COST_HOUR, "per hour", "of all of them"),
    FIELD(struct type_row_cells, cost_month, STYLE_COST_MONTH, "per month", "of all of them"),
    FIELD(struct type_row_cells, verdict, STYLE_PLAIN, NULL,
          "chosen, two types, one machine, dearer or cannot"),
    FIELD(struct type_row_cells, reason, STYLE_PLAIN, NULL, "why it is not chosen"),
    FIELD(struct type_row_cells, bound_by, STYLE_PLAIN, NULL, "what decides what one takes"),
    FIELD(struct type_row_cells, vcpu, STYLE_PLAIN, NULL, "of one"),
    FIELD(struct type_row_cells, memory_gib, STYLE_PLAIN, "GiB", "of one"),
    FIELD(struct type_row_cells, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD(struct type_row_cells, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_END,
};

const struct schema schema_type_rows = {"the table of instance types", columns,
                                        sizeof(struct type_row_cells)};

// --- what each type takes ------------------------------------------------------------------------

/// What was said of one fleet, and is of each type.
static int refuse_terms(const struct size_question *question, struct err *err)
{
    static const struct {
        enum option_id id;
        const char *instead;
    } refused[] = {
        {OPT_PRICE, "each type of the catalogue has its own price"},
        {OPT_MAX, "the column max of the catalogue says how many there may be of a type"},
    };
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (option_given(question->invocation, refused[i].id))
            return err_set(err, ERR_USAGE, "%s is of one type, and --catalogue has several: %s",
                           option_spelling(spelling, refused[i].id), refused[i].instead);
    return 0;
}

static int offer_types(struct types_finding *found, struct err *err)
{
    const struct size_question *question = found->question;
    size_t count = found->rates.types.count;
    found->order = mem_alloc(count, sizeof *found->order);
    if (type_rates_settle(&found->rates, &question->sizing, &question->unit, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (found->rates.offer[i].rate > 0 && found->need / found->rates.offer[i].rate > units_max)
            return err_set(err, ERR_USAGE,
                           "--demand takes more than 10^7 of %s: give the demand and what one "
                           "takes in one unit",
                           found->rates.types.type[i].name);
    }
    type_choice_make(&question->sizing, question->demand, found->rates.offer, count, pair_gain,
                     &found->choice);
    return 0;
}

static bool fits(const struct types_finding *found, size_t place)
{
    return found->rates.offer[place].rate > 0 && found->choice.row[place].met;
}

/// Those that fit by their cost, then by their instances; the catalogue's order decides the rest.
static void sort_types(struct types_finding *found)
{
    const struct plan_row *row = found->choice.row;
    for (size_t i = 0; i < found->rates.types.count; i++) {
        size_t at = i;
        while (at > 0) {
            size_t before = found->order[at - 1];
            double cheaper = row[before].cost_hour - row[i].cost_hour;
            bool later =
                !fits(found, i) ||
                (fits(found, before) &&
                 (cheaper < 0 || (cheaper == 0 && row[before].instances <= row[i].instances)));
            if (later)
                break;
            found->order[at] = before;
            at--;
        }
        found->order[at] = i;
    }
}

// --- rows ----------------------------------------------------------------------------------------

static const char *cannot_reason(const struct types_finding *found, size_t place,
                                 struct arena *arena)
{
    const struct type_offer *offer = &found->rates.offer[place];
    if (type_rates_leaves_out(&found->rates, &found->rates.types.type[place]))
        return "burstable: it keeps its full speed only for a while; per_instance has to say what "
               "it takes for good";
    if (!(offer->rate > 0))
        return "its memory is no more than what is taken before a request comes";
    double needed =
        fleet_for_need(&found->question->sizing, instances_up(found->need / offer->rate));
    return arena_printf(arena, "%s are needed, and there are at most %s",
                        words_number(arena, needed), words_number(arena, offer->most));
}

static const char *dearer_reason(const struct types_finding *found, size_t place,
                                 struct arena *arena)
{
    size_t cheapest = found->choice.cheapest;
    const struct type_offer *offer = &found->rates.offer[place],
                            *best = &found->rates.offer[cheapest];
    const struct plan_row *row = found->choice.row;
    const char *more = words_share(arena, row[place].cost_hour / row[cheapest].cost_hour - 1);
    if (row[place].cost_hour <= row[cheapest].cost_hour)
        return "costs the same with more instances";
    if (found->rates.rate_by[place] == BOUND_MEMORY)
        return arena_printf(arena, "%s dearer: memory is full before the processor", more);
    if (offer->price_hour / offer->rate > best->price_hour / best->rate)
        return arena_printf(arena, "%s dearer: more for what one takes", more);
    return arena_printf(arena, "%s dearer: so large that rounding up and the spare cost more",
                        more);
}

static void fill_type(const struct types_finding *found, size_t place, struct arena *arena,
                      struct type_row_cells *cells)
{
    const struct instance_type *type = &found->rates.types.type[place];
    const struct plan_row *row = &found->choice.row[place];
    record_clear(&schema_type_rows, cells);
    cells->name = type->name;
    cells->per_instance = found->rates.offer[place].rate;
    cells->vcpu = type->vcpu;
    cells->memory_gib = type->memory_bytes / gib;
    cells->date = type->date;
    cells->source = type->source;
    if (!fits(found, place)) {
        cells->verdict = "cannot";
        cells->reason = cannot_reason(found, place, arena);
        return;
    }
    cells->instances = row->instances;
    cells->cost_hour = row->cost_hour;
    cells->cost_month = row->cost_month;
    cells->bound_by = bound_by_name(found->rates.rate_by[place]);
    cells->verdict = place == found->choice.cheapest ? "chosen" : "dearer";
    if (place != found->choice.cheapest)
        cells->reason = dearer_reason(found, place, arena);
}

static const char *pair_name(const struct types_finding *found, struct arena *arena)
{
    const struct type_pair *pair = &found->choice.pair;
    return arena_printf(arena, "%.10g x %s + %.10g x %s", pair->first_units,
                        found->rates.types.type[pair->first].name, pair->second_units,
                        found->rates.types.type[pair->second].name);
}

static double pair_saving(const struct types_finding *found)
{
    const struct type_choice *choice = &found->choice;
    return 1 - choice->pair.cost_hour / choice->row[choice->cheapest].cost_hour;
}

static void add_pair(const struct types_finding *found, struct arena *arena,
                     struct record_writer *writer)
{
    struct type_row_cells cells;
    const struct type_pair *pair = &found->choice.pair;
    if (pair->first == SIZE_MAX)
        return;
    record_clear(&schema_type_rows, &cells);
    cells.name = pair_name(found, arena);
    cells.instances = pair->first_units + pair->second_units;
    cells.cost_hour = pair->cost_hour;
    cells.cost_month = pair->cost_hour * found->question->sizing.hours_per_month;
    cells.verdict = "two types";
    cells.reason = arena_printf(arena, "%s cheaper, for two types in one fleet",
                                words_share(arena, pair_saving(found)));
    record_add(writer, &cells);
}

static void add_single(const struct types_finding *found, struct record_writer *writer)
{
    struct type_row_cells cells;
    size_t place = found->choice.single;
    if (place == SIZE_MAX)
        return;
    const struct instance_type *type = &found->rates.types.type[place];
    record_clear(&schema_type_rows, &cells);
    cells.name = type->name;
    cells.instances = 1;
    cells.per_instance = found->rates.offer[place].rate;
    cells.cost_hour = type->price_hour;
    cells.cost_month = type->price_hour * found->question->sizing.hours_per_month;
    cells.verdict = "one machine";
    cells.reason = "nothing is spare, and a larger one means a time without";
    cells.bound_by = bound_by_name(found->rates.rate_by[place]);
    cells.vcpu = type->vcpu;
    cells.memory_gib = type->memory_bytes / gib;
    cells.date = type->date;
    cells.source = type->source;
    record_add(writer, &cells);
}

/// The chosen one, two types together, one machine, then `most` of the others.
static void fill_rows(const struct types_finding *found, size_t most, struct table *table)
{
    struct arena *arena = &found->question->invocation->arena;
    struct record_writer writer;
    struct type_row_cells cells;
    record_begin(&writer, table, &schema_type_rows, NULL);
    bool chosen = found->choice.cheapest != SIZE_MAX;
    for (size_t i = 0; i < found->rates.types.count && i < most + (chosen ? 1 : 0); i++) {
        fill_type(found, found->order[i], arena, &cells);
        record_add(&writer, &cells);
        if (i == 0) {
            add_pair(found, arena, &writer);
            add_single(found, &writer);
        }
    }
}

// --- for people ----------------------------------------------------------------------------------

static double over_budget(const struct types_finding *found)
{
    const struct type_choice *choice = &found->choice;
    double budget = found->question->sizing.budget_month;
    if (choice->cheapest == SIZE_MAX)
        return 0;
    double cost = choice->row[choice->cheapest].cost_month;
    return cost > budget * (1 + 1e-12) ? cost - budget : 0;
}

static const char *verdict_of(const struct types_finding *found)
{
    return found->choice.cheapest == SIZE_MAX ? "cannot be met"
           : over_budget(found) > 0           ? "over budget"
                                              : "met";
}

static void fill_facts(const struct types_finding *found, struct answer *answer)
{
    const struct size_question *question = found->question;
    const struct type_choice *choice = &found->choice;
    struct size_question of_type = *question; // the facts hold on to its unit
    struct size_facts facts;
    record_clear(&schema_size_facts, &facts);
    answer->verdict = verdict_of(found);
    if (choice->cheapest != SIZE_MAX) {
        of_type.sizing.per_instance = found->rates.offer[choice->cheapest].rate;
        size_fill_facts(&of_type, &choice->row[choice->cheapest], &facts);
        facts.type = found->rates.types.type[choice->cheapest].name;
    }
    if (choice->single != SIZE_MAX) {
        facts.single_type = found->rates.types.type[choice->single].name;
        facts.single_cost_hour = found->rates.types.type[choice->single].price_hour;
    }
    facts.single_demand = choice->single_demand / (1 - question->cache_hit);
    answer_facts(answer, &facts);
}

static void write_decision(const struct types_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct type_choice *choice = &found->choice;
    double over = over_budget(found);
    if (choice->cheapest == SIZE_MAX) {
        document_callout(document, TONE_BAD,
                         "No type of the catalogue takes this demand alone: raise max, or take "
                         "larger types along.");
        return;
    }
    const struct plan_row *row = &choice->row[choice->cheapest];
    document_callout(
        document, over > 0 ? TONE_BAD : TONE_GOOD, "%.10g x %s: %s an hour, %s a month%s.",
        row->instances, found->rates.types.type[choice->cheapest].name,
        words_price(arena, row->cost_hour), words_money(arena, row->cost_month),
        over > 0 ? arena_printf(arena, ", %s over the budget of %s", words_money(arena, over),
                                words_money(arena, found->question->sizing.budget_month))
                 : "");
}

/// What runs today, where --current and --type say so.
static void write_today(const struct types_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct type_choice *choice = &found->choice;
    double current = found->question->current;
    if (isnan(current) || found->rates.reference == NULL || choice->cheapest == SIZE_MAX)
        return;
    double cost = current * found->rates.reference->price_hour;
    double less = cost - choice->row[choice->cheapest].cost_hour;
    document_fact(document, "today", "%.10g x %s: %s an hour%s", current,
                  found->rates.reference->name, words_price(arena, cost),
                  less == 0 ? ""
                            : arena_printf(arena, ", %s %s", words_price(arena, fabs(less)),
                                           less > 0 ? "more" : "less"));
}

/// The same sizes on another kind of processor, where there are such.
static const struct instance_type *other_architecture(const struct types_finding *found,
                                                      const struct instance_type *now)
{
    const struct instance_type *best = NULL;
    for (size_t i = 0; i < found->rates.types.count; i++) {
        const struct instance_type *type = &found->rates.types.type[i];
        bool alike =
            type->architecture != NULL && now->architecture != NULL &&
            strcmp(type->architecture, now->architecture) != 0 && type->vcpu == now->vcpu &&
            type->memory_bytes == now->memory_bytes &&
            (type->provider == now->provider || (type->provider != NULL && now->provider != NULL &&
                                                 strcmp(type->provider, now->provider) == 0));
        if (alike && (best == NULL || type->price_hour < best->price_hour))
            best = type;
    }
    return best;
}

static void write_architecture(const struct types_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct instance_type *now = found->rates.reference;
    if (now == NULL && found->choice.cheapest != SIZE_MAX)
        now = &found->rates.types.type[found->choice.cheapest];
    const struct instance_type *other = now == NULL ? NULL : other_architecture(found, now);
    if (other == NULL)
        return;
    const struct type_offer a = {.price_hour = now->price_hour},
                            b = {.price_hour = other->price_hour};
    document_fact(document, other->architecture,
                  "%s is no dearer than %s while it serves at least %s of what that does",
                  other->name, now->name,
                  words_share_at_least(arena, type_break_even_speed(&a, &b)));
}

static void write_facts(const struct types_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct size_question *question = found->question;
    const struct type_choice *choice = &found->choice;
    const struct unit *unit = &question->unit.unit;
    document_fact(document, "demand", "%s, %s with the headroom",
                  words_measure(arena, question->demand, words_figure, unit),
                  words_measure(arena, found->need, words_figure, unit));
    write_today(found, document);
    if (choice->pair.first != SIZE_MAX)
        document_fact(document, "two types", "%s: %s an hour, %s cheaper", pair_name(found, arena),
                      words_price(arena, choice->pair.cost_hour),
                      words_share(arena, pair_saving(found)));
    const char *ends = words_measure(arena, choice->single_demand / (1 - question->cache_hit),
                                     words_at_most, unit);
    if (choice->single != SIZE_MAX)
        document_fact(document, "one machine",
                      "%s takes it for %s an hour, nothing spare, and a larger one means a time "
                      "without; the largest ends at %s",
                      found->rates.types.type[choice->single].name,
                      words_price(arena, found->rates.types.type[choice->single].price_hour), ends);
    else
        document_fact(document, "one machine", "none takes it: the largest ends at %s", ends);
    write_architecture(found, document);
    if (choice->cheapest == SIZE_MAX)
        return;
    const struct instance_type *type = &found->rates.types.type[choice->cheapest];
    if (!isnan(type->commit_1y) || !isnan(type->commit_3y))
        document_fact(document, "committed", "one of it costs %s%s%s%s%s instead of %s an hour",
                      isnan(type->commit_1y) ? "" : words_price(arena, type->commit_1y),
                      isnan(type->commit_1y) ? "" : " for a year",
                      isnan(type->commit_1y) || isnan(type->commit_3y) ? "" : ", ",
                      isnan(type->commit_3y) ? "" : words_price(arena, type->commit_3y),
                      isnan(type->commit_3y) ? "" : " for three",
                      words_price(arena, type->price_hour));
}

static void write_table(const struct types_finding *found, struct document *document)
{
    static const char *const shown[] = {"name",       "instances", "cost_hour",
                                        "cost_month", "verdict",   "reason"};
    struct table all = {0}, table = {0};
    fill_rows(found, REJECTED_SHOWN, &all);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    document_heading(document, "Types");
    document_rows(document, &table);
    if (found->rates.types.count > REJECTED_SHOWN + 1)
        document_paragraph(document, "%zu types were weighed; CSV and JSON have them all.",
                           found->rates.types.count);
    table_release(&table);
    table_release(&all);
}

// --- how far it can be believed ------------------------------------------------------------------

static int note_prices(const struct types_finding *found, struct err *err)
{
    struct invocation *invocation = found->question->invocation;
    struct price_age oldest = {.date = INSTANT_NONE};
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    type_rates_note(&found->rates, &invocation->notes);
    if (found->choice.cheapest != SIZE_MAX) {
        const struct instance_type *type = &found->rates.types.type[found->choice.cheapest];
        price_age_add(&oldest, type->name, type->source, type->date);
    }
    price_age_note(&oldest, now, &invocation->notes);
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static int put_answer(struct types_finding *found, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, found->question->invocation);
    answer_assume_terms(&answer, found->question->options);
    fill_facts(found, &answer);
    fill_rows(found, SIZE_MAX - 1, &answer.rows);
    write_decision(found, &answer.document);
    write_facts(found, &answer.document);
    write_table(found, &answer.document);
    answer_write_assumptions(&answer);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static void release(struct types_finding *found)
{
    type_choice_release(&found->choice);
    type_rates_release(&found->rates);
    free(found->order);
}

int size_types(const struct size_question *question, struct err *err)
{
    struct types_finding found = {.question = question,
                                  .need = question->demand * (1 + question->sizing.headroom)};
    int status = refuse_terms(question, err);
    if (status == 0)
        status = type_rates_read(question->options, &found.rates, err);
    if (status == 0)
        status = offer_types(&found, err);
    if (status == 0) {
        sort_types(&found);
        status = note_prices(&found, err);
    }
    if (status == 0)
        status = put_answer(&found, err);
    if (status == 0 && (found.choice.cheapest == SIZE_MAX || over_budget(&found) > 0))
        status = 1;
    release(&found);
    return status;
}
