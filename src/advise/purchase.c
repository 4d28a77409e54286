#include "advise/purchase.h"

#include "base/memory.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

enum { YEAR_MONTHS = 12 };

static const char *const ways[] = {
    [PURCHASE_FIXED_PEAK] = "fixed peak",
    [PURCHASE_ON_DEMAND] = "on demand",
    [PURCHASE_SPOT] = "spot",
    [PURCHASE_OFFER] = "offer",
    [PURCHASE_OFFER_SPOT] = "offer and spot",
    [PURCHASE_YOURS] = "yours",
    [PURCHASE_EXPECTED] = "least expected",
    [PURCHASE_REGRET] = "least regret",
};

const char *purchase_way_name(enum purchase_way way)
{
    return ways[way];
}

struct weighing {
    const struct purchase_inquiry *inquiry;
    struct purchase_answer *answer;
    const struct offer *spot; ///< NULL: none may be used
    struct notes *notes;
};

static double per_month(const struct weighing *weighing, double cost, double hours)
{
    return hours > 0 ? cost * weighing->inquiry->hours_per_month / hours : 0;
}

static double effective(const struct weighing *weighing, const struct offer *offer)
{
    return offer_effective_hour(offer, weighing->inquiry->price,
                                weighing->inquiry->hours_per_month);
}

static struct purchase_question question_of(const struct weighing *weighing,
                                            const struct offer *offer, bool with_spot)
{
    const struct purchase_inquiry *inquiry = weighing->inquiry;
    return (struct purchase_question){
        .use = inquiry->use,
        .price = {.on_demand = inquiry->price,
                  .committed = offer == NULL ? inquiry->price : effective(weighing, offer),
                  .spot = with_spot ? effective(weighing, weighing->spot) : (double)NAN},
        .owned = inquiry->owned,
        .least_use = inquiry->least_use,
        .spot = inquiry->spot,
    };
}

/// What the last committed unit does for its money.
static void judge_commitment(const struct weighing *weighing,
                             const struct purchase_question *question,
                             struct purchase_option *option)
{
    const struct purchase_inquiry *inquiry = weighing->inquiry;
    const struct offer *offer = option->offer;
    double held = inquiry->owned + option->units;
    option->break_even = question->price.committed / inquiry->price;
    if (offer->kind == OFFER_PLAN)
        option->money_hour = option->units * question->price.committed;
    if (option->units <= 0)
        return;
    struct commitment_offer asked = {isnan(offer->hourly) ? inquiry->price * (1 - offer->discount)
                                                          : offer->hourly,
                                     offer->upfront, offer->term_months};
    option->used = option->mix.used_hours / (held * inquiry->use->total_hours);
    option->payback = commitment_payback(
        &asked, inquiry->price, fleet_use_share(inquiry->use, held), inquiry->hours_per_month);
    option->pays_above = purchase_pays_above(question, option->units);
}

static struct purchase_option option_of(enum purchase_way way, const struct offer *offer)
{
    const double unknown = (double)NAN;
    return (struct purchase_option){.way = way,
                                    .offer = offer,
                                    .money_hour = unknown,
                                    .used = unknown,
                                    .break_even = unknown,
                                    .payback = {unknown, unknown, unknown, unknown},
                                    .pays_above = unknown,
                                    .regret_month = unknown,
                                    .may_be_chosen = true};
}

static void add(struct weighing *weighing, struct purchase_option *option)
{
    struct purchase_answer *answer = weighing->answer;
    const struct purchase_inquiry *inquiry = weighing->inquiry;
    double on_demand = option->mix.on_demand_cost;
    option->cost_month = per_month(weighing, option->mix.cost, inquiry->use->total_hours);
    // What costs the same but for rounding saves nothing.
    option->saving = fabs(option->mix.cost - on_demand) > 1e-12 * on_demand
                         ? 1 - option->mix.cost / on_demand
                         : 0;
    VEC_PUSH(answer->option, answer->options, answer->capacity, *option);
}

static void add_uncommitted(struct weighing *weighing)
{
    struct purchase_question question = question_of(weighing, NULL, false);
    struct purchase_option peak = option_of(PURCHASE_FIXED_PEAK, NULL);
    struct purchase_option follow = option_of(PURCHASE_ON_DEMAND, NULL);
    purchase_mix_at(&question, 0, &follow.mix);
    peak.mix = follow.mix;
    peak.mix.cost = follow.mix.fixed_peak_cost;
    peak.mix.on_demand_hours =
        fmax(0, fleet_use_peak(question.use) - question.owned) * question.use->total_hours;
    add(weighing, &peak);
    add(weighing, &follow);
    if (weighing->spot != NULL) {
        struct purchase_option spot = option_of(PURCHASE_SPOT, weighing->spot);
        question = question_of(weighing, NULL, true);
        purchase_mix_at(&question, 0, &spot.mix);
        add(weighing, &spot);
    }
}

/// The best level of an offer, or with PURCHASE_YOURS the asker's.
static void add_offer(struct weighing *weighing, const struct offer *offer, enum purchase_way way)
{
    struct purchase_option option = option_of(way, offer);
    struct purchase_question question = question_of(weighing, offer, way == PURCHASE_OFFER_SPOT);
    if (way == PURCHASE_YOURS)
        purchase_mix_at(&question, weighing->inquiry->commit, &option.mix);
    else
        purchase_mix_best(&question, &option.mix);
    option.units = option.mix.commit;
    option.may_be_chosen = way != PURCHASE_YOURS && offer->term_months <= YEAR_MONTHS * 1.01;
    judge_commitment(weighing, &question, &option);
    add(weighing, &option);
}

/// Offers that are no cheaper than on demand never pay.
static bool pays(struct weighing *weighing, const struct offer *offer)
{
    const struct offer_list *list = weighing->inquiry->offers;
    double hour = effective(weighing, offer);
    if (hour < weighing->inquiry->price)
        return true;
    notes_add(weighing->notes, NOTE_WARNING, "offer-never-pays",
              "%s:%zu: %s comes to %.10g an hour, no less than the %.10g on demand: left out",
              list->file, offer->line, offer->name, hour, weighing->inquiry->price);
    return false;
}

// --- years to come -------------------------------------------------------------------------------

/// The cheapest offer of about so many months; NULL: there is none.
static const struct offer *cheapest_of_term(const struct weighing *weighing, double from, double to)
{
    const struct offer_list *list = weighing->inquiry->offers;
    const struct offer *best = NULL;
    for (size_t i = 0; i < list->offers; i++) {
        const struct offer *offer = &list->offer[i];
        if (offer->kind != OFFER_SPOT && offer->term_months > from && offer->term_months <= to &&
            effective(weighing, offer) < weighing->inquiry->price &&
            (best == NULL || effective(weighing, offer) < effective(weighing, best)))
            best = offer;
    }
    return best;
}

/// Each course with each growth, above what is owned.
static int make_paths(const struct purchase_inquiry *inquiry, struct growth_path *path,
                      size_t *count, struct err *err)
{
    double *above = mem_alloc(inquiry->steps, sizeof *above);
    int status = 0;
    double probability = 1 / (double)(inquiry->paths * inquiry->growths);
    for (size_t i = 0; status == 0 && i < inquiry->paths; i++) {
        for (size_t k = 0; k < inquiry->steps; k++)
            above[k] = fmax(0, inquiry->path[i][k] - inquiry->owned);
        for (size_t g = 0; status == 0 && g < inquiry->growths; g++) {
            status = growth_path_of(above, inquiry->step_hours, inquiry->steps, probability,
                                    inquiry->growth[g].factor, &path[*count], err);
            *count += status == 0;
        }
    }
    free(above);
    return status;
}

static void add_terms(struct weighing *weighing, enum purchase_way way,
                      const struct term_choice *choice, const struct term_answer *found,
                      const struct offer *year, const struct offer *longer)
{
    double hours = weighing->inquiry->use->total_hours * PURCHASE_YEARS;
    struct purchase_option option = option_of(way, year);
    option.longer = longer;
    option.units = choice->one_year;
    option.longer_units = choice->three_years;
    option.mix.cost = choice->expected_cost / PURCHASE_YEARS;
    option.mix.on_demand_cost = found->expected_on_demand / PURCHASE_YEARS;
    option.regret_month = per_month(weighing, choice->regret, hours);
    add(weighing, &option);
}

static int weigh_terms(struct weighing *weighing, struct err *err)
{
    const struct purchase_inquiry *inquiry = weighing->inquiry;
    const struct offer *year = cheapest_of_term(weighing, 0, YEAR_MONTHS * 1.01);
    const struct offer *longer =
        cheapest_of_term(weighing, YEAR_MONTHS * 1.01, YEAR_MONTHS * PURCHASE_YEARS * 1.01);
    if (inquiry->growths == 0 || year == NULL || longer == NULL)
        return 0;
    struct growth_path *path = mem_alloc(inquiry->paths * inquiry->growths, sizeof *path);
    struct term_prices prices = {inquiry->price, effective(weighing, year),
                                 effective(weighing, longer)};
    struct term_answer found;
    size_t count = 0;
    int status = make_paths(inquiry, path, &count, err);
    if (status == 0)
        status = purchase_terms_weigh(path, count, &prices, &found, err);
    if (status == 0) {
        add_terms(weighing, PURCHASE_EXPECTED, &found.expected, &found, year, longer);
        add_terms(weighing, PURCHASE_REGRET, &found.minimax, &found, year, longer);
    }
    for (size_t i = 0; i < count; i++)
        growth_path_release(&path[i]);
    free(path);
    return status;
}

// --- the choice ----------------------------------------------------------------------------------

/// With years to come the choice over them counts, else the cheapest year; of equals the first.
static size_t choose(const struct purchase_answer *answer)
{
    size_t best = 1; // on demand
    for (size_t i = 0; i < answer->options; i++) {
        const struct purchase_option *option = &answer->option[i];
        if (option->way == PURCHASE_EXPECTED)
            return i;
        if (option->may_be_chosen &&
            option->cost_month < answer->option[best].cost_month * (1 - 1e-12))
            best = i;
    }
    return best;
}

static const struct offer *spot_offer(const struct purchase_inquiry *inquiry)
{
    const struct offer *best = NULL;
    for (size_t i = 0; inquiry->spot.share > 0 && i < inquiry->offers->offers; i++) {
        const struct offer *offer = &inquiry->offers->offer[i];
        if (offer->kind == OFFER_SPOT &&
            (best == NULL ||
             offer_effective_hour(offer, inquiry->price, inquiry->hours_per_month) <
                 offer_effective_hour(best, inquiry->price, inquiry->hours_per_month)))
            best = offer;
    }
    return best;
}

int purchase_weigh(const struct purchase_inquiry *inquiry, struct purchase_answer *answer,
                   struct notes *notes, struct err *err)
{
    struct weighing weighing = {inquiry, answer, spot_offer(inquiry), notes};
    *answer = (struct purchase_answer){0};
    if (weighing.spot != NULL && !pays(&weighing, weighing.spot))
        weighing.spot = NULL;
    add_uncommitted(&weighing);
    for (size_t i = 0; i < inquiry->offers->offers; i++) {
        const struct offer *offer = &inquiry->offers->offer[i];
        if (offer->kind == OFFER_SPOT || !pays(&weighing, offer))
            continue;
        add_offer(&weighing, offer, PURCHASE_OFFER);
        if (weighing.spot != NULL)
            add_offer(&weighing, offer, PURCHASE_OFFER_SPOT);
        if (!isnan(inquiry->commit))
            add_offer(&weighing, offer, PURCHASE_YOURS);
    }
    if (weigh_terms(&weighing, err) != 0)
        return -1;
    answer->chosen = choose(answer);
    return 0;
}

void purchase_answer_release(struct purchase_answer *answer)
{
    free(answer->option);
    *answer = (struct purchase_answer){0};
}
