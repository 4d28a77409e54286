#include "answer/remedy_words.h"
#include "maths/random.h"
#include "sizing/instance_rate.h"
#include "sizing/inverse.h"
#include "sizing/remedies.h"
#include "sizing/scaling_equation.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static struct sized_demand web(double asked)
{
    struct sized_demand demand = {
        .sizing = sizing_defaults(), .unit = {DIMENSION_RATE, 1, "/s"}, .asked = asked};
    demand.sizing.limits =
        (struct instance_limits){.throughput = 100, .memory = INFINITY, .connections = INFINITY};
    instance_rate_settle(&demand.sizing);
    demand.sizing.headroom = 0;
    demand.sizing.spare = 0;
    return demand;
}

static const struct remedy *find(const struct sized_demand *demand, enum remedy_kind kind)
{
    static struct remedies remedies;
    remedies_find(demand, &remedies);
    return remedy_of_kind(&remedies, kind);
}

static double value_of(const struct sized_demand *demand, enum remedy_kind kind)
{
    const struct remedy *remedy = find(demand, kind);
    return remedy == NULL ? (double)NAN : remedy->value;
}

/// Ten instances are needed, five may be had and one is paid for; every figure by hand.
static void test_by_hand(void)
{
    struct sized_demand demand = web(1000);
    demand.sizing.max = 5;
    demand.sizing.price_hour = 1;
    demand.sizing.budget_month = 1000;
    near(value_of(&demand, REMEDY_PAY), 7300, 0, "ten cost 7,300");
    near(find(&demand, REMEDY_PAY)->max, 10, 0, "and max has to follow");
    near(value_of(&demand, REMEDY_SERVE_LESS), 100, 0, "one instance takes 100/s");
    near(value_of(&demand, REMEDY_OPTIMISE), 1000, 0, "or has to take all");
    near(value_of(&demand, REMEDY_CHEAPER), 0.1369, 0, "1000 / 7300, rounded down");
    near(value_of(&demand, REMEDY_CACHE), 0.9, 0, "a cache that answers nine tenths");
    ok(find(&demand, REMEDY_RAISE_MAX) == NULL, "a higher max alone is over the budget");
    demand.sizing.budget_month = NAN;
    near(value_of(&demand, REMEDY_RAISE_MAX), 10, 0, "without a budget it is enough");
    near(find(&demand, REMEDY_RAISE_MAX)->row.cost_month, 7300, 1e-12, "and costs 7,300");
    ok(find(&demand, REMEDY_PAY) == NULL, "then there is nothing to pay for");
    demand.asked = 500;
    struct remedies none;
    remedies_find(&demand, &none);
    is_int(none.count, 0, "what fits needs no remedy");
}

/// 200 connections for 36.364 s let an instance take 5.5/s, below its 6.713/s.
static void test_what_decides(void)
{
    struct sized_demand demand = web(17.9);
    demand.sizing.headroom = 0.5;
    demand.sizing.spare = 1;
    demand.sizing.max = 5;
    demand.sizing.limits = (struct instance_limits){.throughput = 6.713,
                                                    .memory = INFINITY,
                                                    .connections = 200 / 36.364,
                                                    .connection_count = 200,
                                                    .duration_s = 36.364};
    instance_rate_settle(&demand.sizing);
    is_int(demand.sizing.rate_by, BOUND_CONNECTIONS, "connections decide");
    const struct remedy *remedy = find(&demand, REMEDY_OPTIMISE);
    near(remedy->connections, 245, 0, "17.9 x 1.5 / 4 = 6.7125/s take 244.1 connections");
    ok(isnan(remedy->rate), "and no other rate");
    // 36.364 x 5.49995 / 6.7125 is 29.795.
    near(value_of(&demand, REMEDY_SHORTEN), 29.795, 1e-12, "or requests that are shorter");
    demand.sizing.limits.throughput = 6;
    instance_rate_settle(&demand.sizing);
    remedy = find(&demand, REMEDY_OPTIMISE);
    near(remedy->rate, 6.713, 1e-12, "with less throughput both have to rise");
    near(remedy->connections, 245, 0, "each far enough");
    ok(find(&demand, REMEDY_SHORTEN) == NULL, "and shorter requests alone do not help");
}

static void test_bytes(void)
{
    struct sized_demand demand = web(1000);
    demand.sizing.limits.throughput = INFINITY;
    demand.sizing.limits.memory = 100;
    demand.sizing.limits.memory_bytes = 2.0 * 1024 * 1024 * 1024;
    demand.sizing.max = 7;
    instance_rate_settle(&demand.sizing);
    const struct remedy *remedy = find(&demand, REMEDY_OPTIMISE);
    struct arena arena = {0};
    is_text(remedy_words(&arena, remedy), "2.858 GiB of memory each (43% more)",
            "2 GiB x 1000 / 7 / 100 = 2.857 GiB, rounded up as it is shown");
    arena_release(&arena);
}

static void test_nothing_helps(void)
{
    struct sized_demand demand = web(1000);
    demand.sizing.spare = 6;
    demand.sizing.max = 5;
    struct remedies remedies;
    remedies_find(&demand, &remedies);
    is_int(remedies.count, 1, "spare alone is more than max");
    is_int(remedies.item[0].kind, REMEDY_RAISE_MAX, "which a higher max mends");
    demand = web(1000);
    demand.sizing.max = 1;
    demand.asked = 1e7;
    ok(find(&demand, REMEDY_CACHE) == NULL, "a cache that would answer 100.0%% is not offered");
}

static void test_latency(void)
{
    struct sized_demand demand = web(2000);
    demand.sizing.latency = (struct latency_target){.percentile = 0.99,
                                                    .limit_s = 0.2,
                                                    .service_time_s = 0.02,
                                                    .workers = 4,
                                                    .rate_scale = 1,
                                                    .kind = SERVICE_EXPONENTIAL,
                                                    .scv = 1,
                                                    .balance = BALANCE_RANDOM};
    latency_prepare(&demand.sizing.latency);
    demand.sizing.limits.throughput = latency_saturation(&demand.sizing.latency);
    demand.sizing.latency_as_rate = true;
    instance_rate_settle(&demand.sizing);
    is_int(demand.sizing.rate_by, BOUND_LATENCY, "the latency target decides");
    demand.sizing.max = 10;
    const struct remedy *remedy = find(&demand, REMEDY_SPEED_UP);
    ok(remedy != NULL && remedy->value < 0.02 && remedy->row.instances <= 10,
       "a faster service is offered, and fits");
    ok(find(&demand, REMEDY_OPTIMISE) == NULL, "a rate that would not be obeyed is not");
}

/// Random terms: whatever is offered fits, and its text has the number that was tried.
static void test_property(void)
{
    struct random random;
    random_seed(&random, 12, 0);
    size_t offered[REMEDY_KINDS] = {0};
    size_t wrong = 0;
    for (int i = 0; i < 4000; i++) {
        struct sized_demand demand = web(random_uniform(&random) * 20000);
        struct sizing *sizing = &demand.sizing;
        struct instance_limits *limits = &sizing->limits;
        sizing->headroom = random_uniform(&random);
        sizing->spare = floor(4 * random_uniform(&random));
        sizing->zones = floor(4 * random_uniform(&random));
        if (sizing->zones > 1 && random_uniform(&random) < 0.4)
            sizing->spare_kind = SPARE_ZONE;
        sizing->cells = random_uniform(&random) < 0.2 ? 3 : 0;
        sizing->min = random_uniform(&random) < 0.2 ? 4 : (double)NAN;
        sizing->max =
            random_uniform(&random) < 0.7 ? 4 + floor(60 * random_uniform(&random)) : (double)NAN;
        demand.cache_hit = random_uniform(&random) < 0.3 ? 0.37 : 0;
        limits->imbalance = random_uniform(&random) < 0.3 ? 0.25 : 0;
        if (random_uniform(&random) < 0.4) {
            limits->memory = 200 * random_uniform(&random);
            limits->memory_bytes = 3e9 * random_uniform(&random) + 1;
        }
        if (random_uniform(&random) < 0.4) {
            limits->connections = 200 * random_uniform(&random);
            limits->connection_count = 1 + floor(500 * random_uniform(&random));
            limits->duration_s = limits->connection_count / limits->connections;
        }
        if (random_uniform(&random) < 0.6) {
            sizing->price_hour = 0.01 + random_uniform(&random);
            sizing->budget_month = 40000 * random_uniform(&random);
        }
        instance_rate_settle(sizing);
        struct remedies remedies;
        struct arena arena = {0};
        remedies_find(&demand, &remedies);
        for (size_t k = 0; k < remedies.count; k++) {
            const struct remedy *remedy = &remedies.item[k];
            offered[remedy->kind]++;
            wrong += !sized_demand_fits(&remedy->with);
            wrong += strlen(remedy_words(&arena, remedy)) == 0;
        }
        arena_release(&arena);
    }
    is_int(wrong, 0, "every remedy of 4,000 random demands, applied, fits");
    for (int kind = 0; kind < REMEDY_KINDS; kind++)
        if (kind != REMEDY_SPEED_UP)
            ok(offered[kind] > 10, "%s %d was among them %zu times",
               remedy_label((enum remedy_kind)kind), kind, offered[kind]);
}

int main(void)
{
    test_by_hand();
    test_what_decides();
    test_bytes();
    test_nothing_helps();
    test_latency();
    test_property();
    return done();
}
