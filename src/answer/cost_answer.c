#include "answer/cost_answer.h"

#include "answer/price_age.h"
#include "answer/words.h"
#include "base/number.h"
#include "service/beside_instances.h"

#include <math.h>
#include <string.h>

enum { WEEK_HOURS = 168, BAR = 20, BANDS_MAX = 8 };

// --- rows ----------------------------------------------------------------------------------------

struct cost_cells {
    const char *option, *chosen, *type, *offer, *kind;
    double term, units, longer_units, money_per_hour, used, on_demand_hours, spot_hours, cost_month,
        saving, break_even, payback_month, pays_above, regret;
    const char *source;
    instant date;
};

static const struct schema_column columns[] = {
    FIELD(struct cost_cells, option, STYLE_PLAIN, NULL,
          "fixed peak: as many as the peak takes at all times; on demand: as many as are needed; "
          "spot; offer, offer and spot: the cheapest level of one offer; yours: --commit; least "
          "expected, least regret: a year's offer and a longer one together, over three years of "
          "--growth; of several types: plan, reservations, both"),
    FIELD(struct cost_cells, chosen, STYLE_PLAIN, NULL, "yes for the cheapest that may be chosen"),
    FIELD(struct cost_cells, type, STYLE_PLAIN, NULL,
          "of several types, the one whose reservations the row has; else missing"),
    FIELD(struct cost_cells, offer, STYLE_PLAIN, NULL, "by its name in --offers"),
    FIELD(struct cost_cells, kind, STYLE_PLAIN, NULL, "reservation, plan or spot"),
    FIELD(struct cost_cells, term, STYLE_PLAIN, "months", "how long it binds"),
    FIELD(struct cost_cells, units, STYLE_PLAIN, "instances", "that are committed"),
    FIELD(struct cost_cells, longer_units, STYLE_PLAIN, "instances",
          "that are committed for the longer term beside them"),
    FIELD(struct cost_cells, money_per_hour, STYLE_PLAIN, "money per hour", "that a plan commits"),
    FIELD(struct cost_cells, used, STYLE_RATIO, "ratio",
          "share of the hours of committed and owned instances that serve"),
    FIELD(struct cost_cells, on_demand_hours, STYLE_PLAIN, "instance-hours a month", "on demand"),
    FIELD(struct cost_cells, spot_hours, STYLE_PLAIN, "instance-hours a month",
          "of spot that are paid, spares included"),
    FIELD(struct cost_cells, cost_month, STYLE_COST_MONTH, "money per month",
          "what is owned already left aside; of three years' ways their mean"),
    FIELD(struct cost_cells, saving, STYLE_RATIO, "ratio", "against on demand"),
    FIELD(struct cost_cells, break_even, STYLE_RATIO, "ratio",
          "share of the time in which a unit has to be needed to pay"),
    FIELD(struct cost_cells, payback_month, STYLE_PLAIN, "months",
          "until the last committed unit has earned what is paid at the start; missing: not within "
          "the "
          "term"),
    FIELD(struct cost_cells, pays_above, STYLE_RATIO, "ratio",
          "of today's fleet: below it the commitment is a loss"),
    FIELD(struct cost_cells, regret, STYLE_COST_MONTH, "money per month",
          "most that it costs above the best choice for one of the courses"),
    FIELD(struct cost_cells, source, STYLE_PLAIN, NULL, "where the offer's price is from"),
    FIELD(struct cost_cells, date, STYLE_PLAIN, NULL, "of the offer's price"),
    FIELD_END,
};

const struct schema schema_cost = {"ways to buy a fleet", columns, sizeof(struct cost_cells)};

static double monthly(const struct cost_finding *finding, double hours)
{
    double total = finding->inquiry->use->total_hours;
    return total > 0 ? hours * finding->inquiry->hours_per_month / total : 0;
}

static bool is_of_years(const struct purchase_option *option)
{
    return option->way == PURCHASE_EXPECTED || option->way == PURCHASE_REGRET;
}

static void fill_row(const struct cost_finding *finding, const struct purchase_option *option,
                     bool chosen, struct cost_cells *cells)
{
    const struct offer *offer = option->offer;
    cells->option = purchase_way_name(option->way);
    cells->chosen = chosen ? "yes" : NULL;
    cells->cost_month = option->cost_month;
    cells->saving = option->saving;
    cells->money_per_hour = option->money_hour;
    cells->used = option->used;
    cells->break_even = option->break_even;
    cells->payback_month = option->payback.payback_month;
    cells->pays_above = option->pays_above;
    cells->regret = option->regret_month;
    if (offer != NULL) {
        cells->offer = offer->name;
        cells->kind = offer_kind_name(offer->kind);
        cells->term = offer->term_months;
        cells->units = option->units;
        cells->source = offer->source;
        cells->date = offer->date;
    }
    if (is_of_years(option)) {
        cells->longer_units = option->longer_units;
        return;
    }
    cells->on_demand_hours = monthly(finding, option->mix.on_demand_hours);
    cells->spot_hours = monthly(finding, option->mix.spot_paid_hours);
}

void cost_fill_table(const struct cost_finding *finding, struct table *table)
{
    const struct purchase_answer *answer = finding->answer;
    struct record_writer writer;
    record_begin(&writer, table, &schema_cost, NULL);
    for (size_t i = 0; i < answer->options; i++) {
        struct cost_cells cells;
        record_clear(&schema_cost, &cells);
        fill_row(finding, &answer->option[i], i == answer->chosen, &cells);
        record_add(&writer, &cells);
    }
}

// --- facts ---------------------------------------------------------------------------------------

static const struct schema_column fact_columns[] = {
    FIELD(struct cost_facts, units, STYLE_PLAIN, "instances",
          "to commit; the verdict is commit, on demand, spot, or over budget"),
    FIELD(struct cost_facts, longer_units, STYLE_PLAIN, "instances",
          "to commit for the longer term, with --growth"),
    FIELD(struct cost_facts, money_per_hour, STYLE_PLAIN, "money per hour",
          "to commit by a plan; missing without one"),
    FIELD(struct cost_facts, offer, STYLE_PLAIN, NULL, "by which offer"),
    FIELD(struct cost_facts, cost_month, STYLE_COST_MONTH, "per month", "the cheapest way"),
    FIELD(struct cost_facts, on_demand_month, STYLE_COST_MONTH, "per month", "following the need"),
    FIELD(struct cost_facts, fixed_peak_month, STYLE_COST_MONTH, "per month",
          "the peak at all times"),
    FIELD(struct cost_facts, saving, STYLE_RATIO, "ratio", "of the cheapest against on demand"),
    FIELD(struct cost_facts, break_even, STYLE_RATIO, "ratio",
          "share of the time in which a committed unit has to be needed"),
    FIELD(struct cost_facts, pays_above, STYLE_RATIO, "ratio",
          "of today's fleet: below it the commitment is a loss"),
    FIELD(struct cost_facts, peak, STYLE_PLAIN, "instances", "the highest need"),
    FIELD(struct cost_facts, mean, STYLE_PLAIN, "instances", "the mean need"),
    FIELD(struct cost_facts, owned, STYLE_PLAIN, "instances", "that are committed already"),
    FIELD(struct cost_facts, hours, STYLE_PLAIN, "hours", "that were weighed"),
    FIELD(struct cost_facts, over_budget, STYLE_COST_MONTH, "per month",
          "what the cheapest way costs more than the budget; 0 within it"),
    FIELD(struct cost_facts, per_1000, STYLE_PLAIN, "money",
          "of 1,000 requests, where demand is given"),
    FIELD(struct cost_facts, per_driver, STYLE_PLAIN, "money", "of one of --driver-rate"),
    FIELD(struct cost_facts, marginal_1000, STYLE_PLAIN, "money",
          "of 1,000 requests more, with --per-instance"),
    FIELD(struct cost_facts, cheaper_from, STYLE_PLAIN, "per second",
          "of --serverless: the first demand that instances serve cheaper; of --containers tasks"),
    FIELD(struct cost_facts, always_from, STYLE_PLAIN, "per second",
          "of --serverless: from here on instances always are"),
    FIELD(struct cost_facts, concurrency, STYLE_PLAIN, NULL,
          "of --serverless: at once, on average"),
    FIELD(struct cost_facts, concurrency_most, STYLE_PLAIN, NULL,
          "of --serverless: enough 99.9% of the time at the peak"),
    FIELD(struct cost_facts, credit_month, STYLE_COST_MONTH, "per month", "of --sla: given back"),
    FIELD_END,
};

const struct schema schema_cost_facts = {"the facts of what to buy", fact_columns,
                                         sizeof(struct cost_facts)};

static const struct purchase_option *chosen_of(const struct cost_finding *finding)
{
    return &finding->answer->option[finding->answer->chosen];
}

/// The first two are always there: the peak at all times, following the need.
static const struct purchase_option *fixed_peak(const struct cost_finding *finding)
{
    return &finding->answer->option[0];
}

static const struct purchase_option *on_demand(const struct cost_finding *finding)
{
    return &finding->answer->option[1];
}

double cost_over_budget(const struct cost_finding *finding)
{
    double budget = finding->inquiry->budget_month, cost = chosen_of(finding)->cost_month;
    return !isnan(budget) && cost > budget * (1 + 1e-12) ? cost - budget : 0;
}

static const char *verdict_of(const struct cost_finding *finding)
{
    const struct purchase_option *chosen = chosen_of(finding);
    if (cost_over_budget(finding) > 0)
        return "over budget";
    if (chosen->way == PURCHASE_SPOT)
        return "spot";
    return chosen->units + chosen->longer_units > 0 ? "commit" : "on demand";
}

static void fill_facts(const struct cost_finding *finding, struct answer *answer)
{
    const struct purchase_option *chosen = chosen_of(finding);
    const struct fleet_use *use = finding->inquiry->use;
    struct cost_facts facts;
    record_clear(&schema_cost_facts, &facts);
    answer->verdict = verdict_of(finding);
    facts.units = chosen->units;
    facts.money_per_hour = chosen->money_hour;
    if (is_of_years(chosen))
        facts.longer_units = chosen->longer_units;
    facts.offer = chosen->offer == NULL ? NULL : chosen->offer->name;
    facts.cost_month = chosen->cost_month;
    facts.on_demand_month = on_demand(finding)->cost_month;
    facts.fixed_peak_month = fixed_peak(finding)->cost_month;
    facts.saving = chosen->saving;
    facts.break_even = chosen->break_even;
    facts.pays_above = chosen->pays_above;
    facts.peak = fleet_use_peak(use);
    facts.mean = use->total_hours > 0 ? fleet_use_instance_hours(use) / use->total_hours : 0;
    facts.owned = finding->inquiry->owned;
    facts.hours = use->total_hours;
    facts.over_budget = cost_over_budget(finding);
    double hour = chosen->cost_month / finding->inquiry->hours_per_month;
    facts.per_1000 = finding->demand > 0 ? cost_per_1000(hour, finding->demand) : (double)NAN;
    facts.per_driver = hour / (3600 * finding->driver_rate);
    facts.marginal_1000 = finding->marginal_1000;
    answer_facts(answer, &facts);
}

// --- for people ----------------------------------------------------------------------------------

static const char *by_offer(struct arena *arena, double units, const struct offer *offer)
{
    return arena_printf(arena, "%.10g by %s", units, offer->name);
}

static void write_decision(const struct cost_finding *finding, struct document *document)
{
    const struct purchase_option *chosen = chosen_of(finding);
    struct arena *arena = &document->arena;
    const char *cost = words_money(arena, chosen->cost_month);
    const char *saving = words_share(arena, chosen->saving);
    double over = cost_over_budget(finding);
    if (over > 0)
        document_callout(
            document, TONE_BAD,
            "Over the budget: the cheapest way costs %s a month, %s more than the budget.", cost,
            words_money(arena, over));
    if (is_of_years(chosen) && chosen->units + chosen->longer_units > 0)
        document_callout(
            document, TONE_GOOD,
            "Commit %s%s%s, the rest on demand: %s a month over three years, %s less "
            "than on demand.",
            chosen->longer_units > 0 ? by_offer(arena, chosen->longer_units, chosen->longer) : "",
            chosen->longer_units > 0 && chosen->units > 0 ? " and " : "",
            chosen->units > 0 ? by_offer(arena, chosen->units, chosen->offer) : "", cost, saving);
    else if (chosen->units > 0)
        document_callout(
            document, TONE_GOOD,
            "Commit %.10g by %s, the rest %son demand: %s a month, %s less than on demand.",
            chosen->units, chosen->offer->name,
            chosen->way == PURCHASE_OFFER_SPOT ? "spot and " : "", cost, saving);
    else if (chosen->way == PURCHASE_SPOT)
        document_callout(document, TONE_GOOD,
                         "Commit nothing; spot and on demand: %s a month, %s less than on demand.",
                         cost, saving);
    else
        document_callout(document, TONE_GOOD,
                         "Commit nothing: on demand costs %s a month, and no offer "
                         "that may be chosen is cheaper.",
                         cost);
}

static void write_unit_costs(const struct cost_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    double hour = chosen_of(finding)->cost_month / finding->inquiry->hours_per_month;
    if (finding->demand > 0)
        document_fact(document, "unit cost",
                      "1,000 requests cost %.4g; 1,000 more %.4g, on demand with the headroom",
                      cost_per_1000(hour, finding->demand), finding->marginal_1000);
    if (finding->driver_rate > 0)
        document_fact(document, "driver", "one of %s/s costs %.4g",
                      words_number(arena, finding->driver_rate),
                      hour / (3600 * finding->driver_rate));
}

static void write_fleet(const struct cost_finding *finding, struct document *document)
{
    const struct purchase_inquiry *inquiry = finding->inquiry;
    const struct fleet_use *use = inquiry->use;
    struct arena *arena = &document->arena;
    char life[UNIT_NAME_MAX], replaced[UNIT_NAME_MAX];
    double mean = use->total_hours > 0 ? fleet_use_instance_hours(use) / use->total_hours : 0;
    document_fact(document, "fleet", "%s on average, at most %s, %s to %s (%s hours%s)",
                  words_number(arena, mean), words_instances(arena, fleet_use_peak(use)),
                  words_time(arena, finding->start), words_time(arena, finding->end),
                  words_number(arena, use->total_hours),
                  inquiry->paths > 1 ? arena_printf(arena, ", %zu courses", inquiry->paths) : "");
    document_fact(document, "price", "%s an hour on demand", words_price(arena, inquiry->price));
    if (inquiry->owned > 0)
        document_fact(document, "owned", "%s already; what they cost is in no figure here",
                      words_instances(arena, inquiry->owned));
    if (inquiry->spot.share > 0)
        document_fact(
            document, "spot",
            "at most %s of the fleet, over %.10g pools of which one may be lost; one runs %s on "
            "average and is replaced in %s; enough are up for %s of the time",
            words_share(arena, inquiry->spot.share), inquiry->spot.pools,
            duration_format(life, 3600 / inquiry->spot.interruptions_hour),
            duration_format(replaced, 3600 * inquiry->spot.recover_h),
            words_share(arena, inquiry->spot.target));
    if (!isnan(inquiry->budget_month))
        document_fact(document, "budget", "%s a month", words_money(arena, inquiry->budget_month));
    write_unit_costs(finding, document);
}

/// When the commitment would be a loss.
static void write_risk(const struct cost_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct purchase_answer *answer = finding->answer;
    for (size_t i = 0; i < answer->options; i++) {
        const struct purchase_option *option = &answer->option[i];
        if (option->way != PURCHASE_OFFER || option->units <= 0)
            continue;
        document_fact(
            document, option->offer->name,
            "a unit pays from %s of the time on; %.10g of them while the fleet stays above %s of "
            "today's%s",
            words_share_at_least(arena, option->break_even), option->units,
            words_share_at_least(arena, option->pays_above),
            option->may_be_chosen ? ""
                                  : "; more than a year ahead, so --growth has to say what comes");
    }
}

/// The columns that people compare and that hold anything; all columns would be too wide.
static void write_shown(const struct table *all, struct document *document)
{
    static const char *const shown[] = {"option", "type",         "offer",
                                        "units",  "longer_units", "money_per_hour",
                                        "used",   "cost_month",   "saving"};
    struct table table = {0};
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        size_t column = table_find(all, shown[i]);
        bool empty = true;
        for (size_t row = 0; empty && row < all->rows; row++)
            empty = table_is_missing(all, row, column);
        if (!empty)
            table_copy_column(&table, &all->column[column], all->rows);
    }
    document_heading(document, "Ways to buy it");
    document_rows(document, &table);
    table_release(&table);
}

static void write_ways(const struct cost_finding *finding, struct document *document)
{
    struct table all = {0};
    cost_fill_table(finding, &all);
    write_shown(&all, document);
    table_release(&all);
}

/// One band of units that are bought alike.
struct band {
    double first, last;
    const char *bought;
};

static void add_band(struct band *band, size_t *count, double first, double last, size_t parts,
                     const char *bought)
{
    double units = last - first + 1;
    for (size_t i = 0; i < parts && units > 0; i++) {
        double from = first + floor(units * (double)i / (double)parts);
        double to = first + floor(units * (double)(i + 1) / (double)parts) - 1;
        if (to >= from)
            band[(*count)++] = (struct band){from, to, bought};
    }
}

static const char *band_bar(struct arena *arena, double share)
{
    char bar[BAR + 1];
    size_t length = (size_t)floor(share * BAR + 0.5);
    memset(bar, '#', length);
    bar[length] = '\0';
    return arena_strdup(arena, bar);
}

static void write_bands(const struct cost_finding *finding, struct document *document)
{
    const struct purchase_option *chosen = chosen_of(finding);
    struct arena *arena = &document->arena;
    struct band band[BANDS_MAX];
    struct table table = {0};
    size_t count = 0;
    double owned = finding->inquiry->owned, peak = ceil(fleet_use_peak(finding->inquiry->use));
    double longer = fmin(peak, owned + chosen->longer_units);
    double held = fmin(peak, owned + chosen->longer_units + chosen->units);
    add_band(band, &count, 1, fmin(owned, peak), 1, "owned");
    if (chosen->longer != NULL)
        add_band(band, &count, owned + 1, longer, 2, chosen->longer->name);
    if (chosen->offer != NULL)
        add_band(band, &count, longer + 1, held, 2, chosen->offer->name);
    add_band(band, &count, held + 1, peak, 3,
             chosen->mix.spot_hours > 0 ? "spot, on demand" : "on demand");
    if (count == 0)
        return;
    size_t units = table_add_column(&table, "instances", COLUMN_TEXT, STYLE_PLAIN);
    size_t use = table_add_column(&table, "in use", COLUMN_NUMBER, STYLE_RATIO);
    size_t bar = table_add_column(&table, "hours", COLUMN_TEXT, STYLE_PLAIN);
    size_t bought = table_add_column(&table, "bought as", COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = count; i-- > 0;) {
        size_t row = table_add_row(&table);
        double share = fleet_use_share(finding->inquiry->use, band[i].first);
        table_set_text(&table, row, units,
                       arena_printf(arena, "%.10g to %.10g", band[i].first, band[i].last));
        table_set_number(&table, row, use, share);
        table_set_text(&table, row, bar, band_bar(arena, share));
        table_set_text(&table, row, bought, band[i].bought);
    }
    document_heading(document, "Which instances are needed how long");
    document_table(document, &table);
    document_paragraph(document,
                       "In use is the share of the time in which the first of them is needed.");
}

void cost_write_ways(const struct cost_finding *finding, struct document *document)
{
    write_ways(finding, document);
    write_bands(finding, document);
    document_heading(document, "When it pays");
    write_risk(finding, document);
}

void cost_fill(const struct cost_finding *finding, struct answer *answer)
{
    struct document *document = &answer->document;
    fill_facts(finding, answer);
    cost_fill_table(finding, &answer->rows);
    write_decision(finding, document);
    write_fleet(finding, document);
    cost_write_ways(finding, document);
    answer_write_assumptions(answer);
}

// --- how far it can be believed ------------------------------------------------------------------

static void note_prices(const struct offer_list *list, instant now, struct notes *notes)
{
    struct price_age oldest = {.date = INSTANT_NONE};
    for (size_t i = 0; i < list->offers; i++) {
        const struct offer *offer = &list->offer[i];
        if (offer->date == INSTANT_NONE || offer->source == NULL)
            notes_add(notes, NOTE_WARNING, "offer-undated",
                      "%s:%zu: %s says not where its price is from and of which day: write source "
                      "and date",
                      list->file, offer->line, offer->name);
        else
            price_age_add(&oldest, offer->name, offer->source, offer->date);
    }
    price_age_note(&oldest, now, notes);
}

int cost_note(const struct cost_finding *finding, instant otherwise, struct invocation *invocation,
              struct err *err)
{
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    note_prices(finding->inquiry->offers, now == INSTANT_NONE ? otherwise : now,
                &invocation->notes);
    if (finding->inquiry->use->total_hours < WEEK_HOURS && chosen_of(finding)->units > 0)
        notes_add(&invocation->notes, NOTE_WARNING, "short-for-term",
                  "%.10g hours decide over a year: a week at least shows nights and weekends",
                  finding->inquiry->use->total_hours);
    return 0;
}

// --- several types -------------------------------------------------------------------------------

static double hours_of(const struct plan_fleet *fleet)
{
    double hours = 0;
    for (size_t step = 0; step < fleet->steps; step++)
        hours += fleet->hours[step];
    return hours;
}

static double types_month(const struct cost_types_finding *finding, double cost)
{
    double hours = hours_of(&finding->inquiry->fleet);
    return hours > 0 ? cost * finding->hours_per_month / hours : 0;
}

static const struct plan_choice *types_chosen(const struct cost_types_finding *finding)
{
    return &finding->answer->choice[finding->answer->chosen];
}

double cost_types_over_budget(const struct cost_types_finding *finding)
{
    double cost = types_month(finding, types_chosen(finding)->cost);
    return cost > finding->budget_month * (1 + 1e-12) ? cost - finding->budget_month : 0;
}

int cost_types_note(const struct cost_types_finding *finding, struct invocation *invocation,
                    struct err *err)
{
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    note_prices(finding->offers, now == INSTANT_NONE ? finding->end : now, &invocation->notes);
    double hours = hours_of(&finding->inquiry->fleet);
    if (hours < WEEK_HOURS && finding->answer->chosen != TYPES_ON_DEMAND)
        notes_add(&invocation->notes, NOTE_WARNING, "short-for-term",
                  "%.10g hours decide over a year: a week at least shows nights and weekends",
                  hours);
    return 0;
}

static double saving_of(const struct plan_choice *choice)
{
    double saved = choice->on_demand_cost - choice->cost;
    return fabs(saved) > 1e-12 * choice->on_demand_cost ? saved / choice->on_demand_cost : 0;
}

static bool has_plan(enum types_way way)
{
    return way == TYPES_PLAN || way == TYPES_BOTH;
}

static void add_way(const struct cost_types_finding *finding, enum types_way way,
                    struct record_writer *writer)
{
    const struct plan_choice *choice = &finding->answer->choice[way];
    const struct offer *offer = has_plan(way) ? finding->inquiry->plan : NULL;
    struct cost_cells cells;
    record_clear(&schema_cost, &cells);
    cells.option = types_way_name(way);
    cells.chosen = way == finding->answer->chosen ? "yes" : NULL;
    cells.cost_month = types_month(finding, choice->cost);
    cells.saving = saving_of(choice);
    if (offer != NULL) {
        cells.offer = offer->name;
        cells.kind = offer_kind_name(offer->kind);
        cells.term = offer->term_months;
        cells.money_per_hour = choice->plan_hour;
        cells.used = 1 - choice->unused;
        cells.break_even = 1 - offer->discount;
        cells.source = offer->source;
        cells.date = offer->date;
    }
    record_add(writer, &cells);
}

static void add_types(const struct cost_types_finding *finding, enum types_way way,
                      struct record_writer *writer)
{
    const struct types_inquiry *inquiry = finding->inquiry;
    const struct offer *offer = inquiry->reservation;
    for (size_t type = 0; type < inquiry->fleet.types; type++) {
        struct cost_cells cells;
        record_clear(&schema_cost, &cells);
        cells.option = types_way_name(way);
        cells.chosen = way == finding->answer->chosen ? "yes" : NULL;
        cells.type = inquiry->name[type];
        cells.offer = offer->name;
        cells.kind = offer_kind_name(offer->kind);
        cells.term = offer->term_months;
        cells.units = finding->answer->choice[way].reserved[type];
        cells.break_even = 1 - offer->discount;
        cells.source = offer->source;
        cells.date = offer->date;
        record_add(writer, &cells);
    }
}

static void fill_types_rows(const struct cost_types_finding *finding, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_cost, NULL);
    for (size_t way = 0; way < TYPES_WAYS; way++) {
        if (isnan(finding->answer->choice[way].cost))
            continue;
        add_way(finding, (enum types_way)way, &writer);
        if (way == TYPES_RESERVATIONS || way == TYPES_BOTH)
            add_types(finding, (enum types_way)way, &writer);
    }
}

static double units_of(const struct cost_types_finding *finding)
{
    double units = 0;
    for (size_t type = 0; type < finding->inquiry->fleet.types; type++)
        units += types_chosen(finding)->reserved[type];
    return units;
}

static void fill_types_facts(const struct cost_types_finding *finding, struct answer *answer)
{
    const struct plan_choice *chosen = types_chosen(finding);
    struct cost_facts facts;
    record_clear(&schema_cost_facts, &facts);
    answer->verdict = cost_types_over_budget(finding) > 0          ? "over budget"
                      : finding->answer->chosen == TYPES_ON_DEMAND ? "on demand"
                                                                   : "commit";
    facts.units = units_of(finding);
    if (has_plan(finding->answer->chosen))
        facts.money_per_hour = chosen->plan_hour;
    facts.cost_month = types_month(finding, chosen->cost);
    facts.on_demand_month = types_month(finding, chosen->on_demand_cost);
    facts.saving = saving_of(chosen);
    facts.hours = hours_of(&finding->inquiry->fleet);
    facts.over_budget = cost_types_over_budget(finding);
    answer_facts(answer, &facts);
}

static void write_types_decision(const struct cost_types_finding *finding,
                                 struct document *document)
{
    const struct plan_choice *chosen = types_chosen(finding);
    const struct types_inquiry *inquiry = finding->inquiry;
    struct arena *arena = &document->arena;
    const bool plan = has_plan(finding->answer->chosen) && chosen->plan_hour > 0;
    const char *cost = words_money(arena, types_month(finding, chosen->cost));
    double over = cost_types_over_budget(finding), units = units_of(finding);
    if (over > 0)
        document_callout(
            document, TONE_BAD,
            "Over the budget: the cheapest way costs %s a month, %s more than the budget.", cost,
            words_money(arena, over));
    if (!plan && units <= 0)
        document_callout(
            document, TONE_GOOD,
            "Commit nothing: on demand costs %s a month, and no offer that may be chosen is "
            "cheaper.",
            cost);
    else
        document_callout(document, TONE_GOOD,
                         "Commit %s%s%s, the rest on demand: %s a month, %s less than on demand.",
                         plan ? arena_printf(arena, "%s an hour by %s",
                                             words_price(arena, chosen->plan_hour),
                                             inquiry->plan->name)
                              : "",
                         plan && units > 0 ? " and " : "",
                         units > 0 ? by_offer(arena, units, inquiry->reservation) : "", cost,
                         words_share(arena, saving_of(chosen)));
}

static void write_types(const struct cost_types_finding *finding, struct document *document)
{
    const struct types_inquiry *inquiry = finding->inquiry;
    struct arena *arena = &document->arena;
    struct table all = {0};
    document_fact(document, "fleet", "%zu types, %s to %s (%s hours)", inquiry->fleet.types,
                  words_time(arena, finding->start), words_time(arena, finding->end),
                  words_number(arena, hours_of(&inquiry->fleet)));
    if (inquiry->plan != NULL)
        document_fact(document, "plan", "%s: %s less than on demand, for all types",
                      inquiry->plan->name, words_share(arena, inquiry->plan->discount));
    if (inquiry->reservation != NULL)
        document_fact(document, "reservations", "%s: %s less than on demand",
                      inquiry->reservation->name,
                      words_share(arena, inquiry->reservation->discount));
    if (!isnan(finding->budget_month))
        document_fact(document, "budget", "%s a month", words_money(arena, finding->budget_month));
    fill_types_rows(finding, &all);
    write_shown(&all, document);
    table_release(&all);
}

void cost_types_fill(const struct cost_types_finding *finding, struct answer *answer)
{
    fill_types_facts(finding, answer);
    fill_types_rows(finding, &answer->rows);
    write_types_decision(finding, &answer->document);
    write_types(finding, &answer->document);
    answer_write_assumptions(answer);
}
