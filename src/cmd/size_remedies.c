#include "answer/words.h"
#include "base/number.h"
#include "cmd/size_question.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>

/// The rate per instance that is needed beside a shorter service, where it was given; NaN.
static double rate_besides(const struct sizing *sizing, double demand, double allowed)
{
    struct sizing bare = *sizing;
    bare.latency.limit_s = 0;
    double rate = solve_per_instance(&bare, demand, allowed);
    double given = sizing->limits.throughput;
    return rate > given && given != latency_saturation(&sizing->latency) ? rate : (double)NAN;
}

void size_find_remedies(const struct size_question *question, struct size_remedies *remedies)
{
    const struct sizing *sizing = &question->sizing;
    double allowed = fleet_allowed(sizing);
    double fits = solve_demand(sizing, allowed);
    *remedies = (struct size_remedies){
        .allowed = allowed,
        .demand = fits / (1 - question->cache_hit),
        .per_instance = solve_per_instance(sizing, question->demand, allowed),
        .price_hour = solve_price(sizing, question->demand),
        .service_time_s = NAN,
        .rate_besides = NAN,
        .cache_hit = solve_cache_hit(sizing, question->asked, allowed),
    };
    if (sizing->latency.limit_s != 0 && isnan(remedies->per_instance)) {
        remedies->rate_besides = rate_besides(sizing, question->demand, allowed);
        remedies->service_time_s = solve_service_time_s(sizing, question->demand, allowed);
    }
}

static const char *change(struct arena *arena, double from, double to)
{
    char text[NUMBER_TEXT_MAX];
    double percent = (to / from - 1) * 100;
    return arena_printf(arena, "%s%% %s", number_format_human(text, fabs(percent), 2),
                        percent < 0 ? "less" : "more");
}

static void write_accept(const struct size_question *question, const struct size_remedies *remedies,
                         struct document *document)
{
    const struct sizing *sizing = &question->sizing;
    struct arena *arena = &document->arena;
    struct plan_row row;
    size_demand(sizing, question->demand, &row);
    const char *most = isnan(remedies->demand) ? "nothing"
                                               : words_measure(arena, remedies->demand,
                                                               words_at_most, &question->unit.unit);
    if (row.cost_month > sizing->budget_month)
        document_item(document, "accept: pay %s a month (%s more), or serve at most %s",
                      words_money(arena, row.cost_month),
                      words_money(arena, row.cost_month - sizing->budget_month), most);
    else
        document_item(document, "accept: serve at most %s", most);
}

static void write_optimise(const struct size_question *question,
                           const struct size_remedies *remedies, struct document *document)
{
    const struct sizing *sizing = &question->sizing;
    const struct unit *unit = &question->unit.unit;
    struct arena *arena = &document->arena;
    if (!isnan(remedies->per_instance))
        document_item(document, "optimise: %s per instance (%s)",
                      words_measure(arena, remedies->per_instance, words_at_least, unit),
                      change(arena, sizing->per_instance * (1 + sizing->limits.imbalance),
                             remedies->per_instance));
    else if (remedies->service_time_s > 0)
        document_item(
            document, "optimise: %s ms of --service-time (%s)%s, or more --workers",
            words_at_most(arena, 1e3 * remedies->service_time_s),
            change(arena, sizing->latency.service_time_s, remedies->service_time_s),
            isnan(remedies->rate_besides)
                ? ""
                : arena_printf(arena, " and %s per instance",
                               words_measure(arena, remedies->rate_besides, words_at_least, unit)));
    else
        document_item(document, "optimise: no rate per instance is high enough, since the buffers "
                                "alone fill the fleet");
}

void size_write_remedies(const struct size_question *question, struct document *document)
{
    const struct sizing *sizing = &question->sizing;
    struct arena *arena = &document->arena;
    struct size_remedies remedies;
    size_find_remedies(question, &remedies);
    write_accept(question, &remedies, document);
    write_optimise(question, &remedies, document);
    if (!isnan(remedies.price_hour) && remedies.price_hour < sizing->price_hour)
        document_item(document, "cheaper: %s an hour per instance (%s)",
                      words_at_most(arena, remedies.price_hour),
                      change(arena, sizing->price_hour, remedies.price_hour));
    if (remedies.cache_hit > 0 && remedies.cache_hit < 1)
        document_item(document, "cache: answer %s of the demand before it reaches the instances",
                      words_share_at_least(arena, remedies.cache_hit));
}

const char *size_capacity_sentence(const struct size_question *question, double instances)
{
    struct arena *arena = &question->invocation->arena;
    double most = solve_demand(&question->sizing, instances) / (1 - question->cache_hit);
    return arena_printf(
        arena, "%s take %s%s", words_instances(arena, instances),
        isnan(most) ? "nothing" : "at most ",
        isnan(most) ? "" : words_measure(arena, most, words_at_most, &question->unit.unit));
}
