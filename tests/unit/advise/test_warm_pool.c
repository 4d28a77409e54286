#include "advise/warm_pool.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { MINUTES = 1440, MINUTE_S = 60 };

static int32_t fleet[MINUTES];
static double demand[MINUTES];

/// A day of minutes: a slow wave with steps of up to 7 instances, by a small generator of its own.
static struct fleet_course day(void)
{
    unsigned state = 12345;
    for (int t = 0; t < MINUTES; t++) {
        state = state * 1103515245u + 12345u;
        int jump = state >> 16 & 31 ? 0 : (int)(state >> 24 & 7);
        fleet[t] = 20 + (t / 97) % 9 + jump;
        demand[t] = 100.0 * fleet[t];
    }
    return (struct fleet_course){.instances = fleet, .n = MINUTES, .step_s = MINUTE_S};
}

static double rise_at_quantile(const struct fleet_course *course, double seconds, double q)
{
    struct fleet_rises rises;
    fleet_rises_find(course, seconds, &rises);
    double rise = fleet_rises_quantile(&rises, q);
    fleet_rises_release(&rises);
    return rise;
}

static void test_rises_by_hand(void)
{
    const int32_t few[] = {2, 2, 5, 3, 3, 9};
    const struct fleet_course course = {.instances = few, .n = 6, .step_s = MINUTE_S};
    struct fleet_rises rises;
    // Within 2 minutes: 2 -> 5: 3, 3; 5 -> 3: 0; 3 -> 9: 6. The last two have no such future.
    fleet_rises_find(&course, 120, &rises);
    is_int(rises.n, 4, "a rise from every moment with that future");
    near(fleet_rises_quantile(&rises, 0.25), 0, 0, "the least rise");
    near(fleet_rises_quantile(&rises, 0.5), 3, 0, "the 2nd of 4");
    near(fleet_rises_quantile(&rises, 0.75), 3, 0, "the 3rd");
    near(fleet_rises_quantile(&rises, 0.76), 6, 0, "beyond it the 4th");
    near(fleet_rises_covered(&rises, 3), 0.75, 1e-12, "3 cover three of four");
    near(fleet_rises_covered(&rises, 2.9), 0.25, 1e-12, "less than 3 one");
    fleet_rises_release(&rises);
    near(rise_at_quantile(&course, 61, 1), 6, 0, "a start of a part of a step takes the step");
    near(rise_at_quantile(&course, 3600, 1), 0, 0, "no moment has an hour of future");
}

static void test_rises_by_brute_force(void)
{
    const struct fleet_course course = day();
    static const double quantiles[] = {0.5, 0.9, 0.95, 0.99, 0.999, 1};
    bool same = true;
    bool grows = true;
    for (size_t q = 0; q < sizeof quantiles / sizeof quantiles[0]; q++) {
        double before = 0;
        for (int lead = 1; lead <= 40; lead++) {
            int count_of[64] = {0};
            int moments = 0;
            for (int t = 0; t + lead < MINUTES; t++, moments++) {
                int rise = 0;
                for (int j = 1; j <= lead; j++)
                    rise = fleet[t + j] - fleet[t] > rise ? fleet[t + j] - fleet[t] : rise;
                count_of[rise]++;
            }
            int want = 0;
            for (int seen = count_of[0]; seen < quantiles[q] * moments - 1e-9;
                 seen += count_of[want])
                want++;
            double got = rise_at_quantile(&course, lead * MINUTE_S, quantiles[q]);
            same &= got == want;
            // A moment fewer has a future of one more minute: at the very ends a rise may drop out.
            grows &= got >= before - (moments < 100);
            before = got;
        }
    }
    ok(same, "rises agree with a loop over all pairs");
    ok(grows, "a longer boot never shrinks the pool");
}

/// Fleets at random that end with as many idle minutes as the longest boot, so that each moment has
/// its whole future: their pools never shrink with a longer boot, at any quantile.
static void test_longer_boots(void)
{
    enum { TRIALS = 100, LENGTH = 400, LONGEST = 60 };
    static int32_t instances[LENGTH + LONGEST];
    struct random random;
    bool grows = true;
    random_seed(&random, 5, 0);
    for (int trial = 0; trial < TRIALS; trial++) {
        double level = 20;
        for (int t = 0; t < LENGTH; t++) {
            level += 6 * (random_uniform(&random) - 0.5);
            bool burst = random_uniform(&random) < 0.02;
            instances[t] = (int32_t)fmax(1, level + (burst ? 40 * random_uniform(&random) : 0));
        }
        for (int t = LENGTH; t < LENGTH + LONGEST; t++)
            instances[t] = 0;
        const struct fleet_course random_course = {instances, LENGTH + LONGEST, MINUTE_S};
        double quantile = 0.5 + 0.5 * random_uniform(&random);
        double before = 0;
        for (int boot = 1; boot <= LONGEST; boot++) {
            double pool = rise_at_quantile(&random_course, boot * MINUTE_S, quantile);
            grows &= pool >= before;
            before = pool;
        }
    }
    ok(grows, "a longer boot never shrinks the pool of any fleet");
}

/// Second by second: what came by then, by going back through the seconds of both starts.
static double missing_by_seconds(const struct fleet_course *course, int cold_s, int warm_s,
                                 int pool)
{
    double missing = 0;
    int seconds = (int)course->n * (int)course->step_s;
    for (int at = 0; at < seconds; at++) {
        int need = course->instances[at / (int)course->step_s];
        int cold = need;
        int warm = need;
        for (int back = 0; back <= cold_s && back <= at; back++) {
            int then = course->instances[(at - back) / (int)course->step_s];
            cold = then < cold ? then : cold;
            warm = back <= warm_s && then < warm ? then : warm;
        }
        int come = warm < cold + pool ? warm : cold + pool;
        missing += need > come ? need - come : 0;
    }
    return missing / 3600;
}

static void test_shortfall(void)
{
    const int32_t rise[] = {2, 2, 6, 6, 6, 6};
    struct fleet_course course = {.instances = rise, .n = 6, .step_s = MINUTE_S};
    struct fleet_shortfall cold = fleet_shortfall_find(&course, 90, 90, 0);
    near(cold.instance_hours, 4 * 90.0 / 3600, 1e-12, "4 instances are missing for 90 s");
    near(cold.time_share, 90.0 / 360, 1e-12, "which is a quarter of the time");
    struct fleet_shortfall pool = fleet_shortfall_find(&course, 90, 30, 3);
    near(pool.instance_hours, (4 * 30.0 + 1 * 60.0) / 3600, 1e-12,
         "3 come after 30 s, the last one after 90 s");
    pool = fleet_shortfall_find(&course, 90, 0, INFINITY);
    near(pool.instance_hours, 0, 0, "a pool without end or delay leaves nothing missing");

    course = day();
    course.n = 200;
    bool same = true;
    static const int starts[][2] = {{240, 30}, {90, 90}, {61, 59}, {60, 0}, {45, 20}, {600, 120}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        for (int size = 0; size <= 6; size += 2) {
            double want = missing_by_seconds(&course, starts[i][0], starts[i][1], size);
            double got =
                fleet_shortfall_find(&course, starts[i][0], starts[i][1], size).instance_hours;
            same &= fabs(got - want) <= 1e-9;
        }
    ok(same, "the integral agrees with a walk through the seconds");
}

static struct pool_question asked(void)
{
    return (struct pool_question){
        .course = day(),
        .demand = demand,
        .cold_s = 240,
        .warm_s = 30,
        .warm_running_s = 5,
        .container_s = NAN,
        .cover = 0.95,
        .state = POOL_STOPPED,
        .max = NAN,
        .price_hour = 0.1,
        .storage_hour = 0.01,
        .miss_hour = NAN,
        .hours_per_month = 730,
    };
}

static void test_ways(void)
{
    struct pool_question question = asked();
    struct pool_answer answer;
    struct err err = {0};
    ok(warm_pool_weigh(&question, &answer, &err) == 0, "the ways are weighed (%s)", err.text);
    is_int(answer.options, 5, "cold, three states of a pool, more in service");
    const struct pool_option *chosen = &answer.option[answer.chosen];
    is_text(pool_way_name(chosen->way), "stopped", "the pool of the state that was asked for");
    near(chosen->pool, rise_at_quantile(&question.course, 240, 0.95), 0, "by quantile");
    ok(chosen->covers >= 0.95, "covers what was asked");
    near(chosen->cost_month, chosen->pool * 0.01 * 730, 1e-12, "stopped: the storage is paid");
    near(chosen->saving_month, chosen->pool * (0.1 - 0.01) * 730, 1e-12, "and the rest saved");
    near(answer.option[3].cost_month, chosen->pool * 0.1 * 730, 1e-12, "running: the instance");
    near(answer.option[3].time_to_serve_s, 5, 0, "which serves sooner");
    ok(chosen->shortfall_with < chosen->shortfall_without, "less is missing with a pool");
    near(answer.option[0].shortfall_with, answer.option[0].shortfall_without, 0,
         "cold: what is missing without one");

    question.miss_hour = 0.19;
    question.by_cost = true;
    question.container_s = 3;
    question.max = 40;
    ok(warm_pool_weigh(&question, &answer, &err) == 0, "by cost (%s)", err.text);
    near(answer.cheapest_quantile, 0.95, 1e-12, "0.19 / (0.19 + 0.01)");
    is_text(pool_way_name(answer.option[answer.chosen].way), "cheapest", "the cheapest is chosen");
    is_int(answer.options, 8, "all ways");
    is_text(pool_way_name(answer.option[6].way), "default", "max - desired");
    double held = 0;
    for (int t = 0; t < MINUTES; t++)
        held += 40 - fleet[t];
    near(answer.option[6].pool, held / MINUTES, 1e-12, "the default holds 40 - desired on average");
}

static void refuses(const struct pool_question *question, const char *message)
{
    struct pool_answer answer;
    struct err err = {0};
    is_int(warm_pool_weigh(question, &answer, &err), -1, "refused");
    has_text(err.text, message, "says why");
}

static void test_refusals(void)
{
    struct pool_question question = asked();
    question.cold_s = 0;
    refuses(&question, "--boot must be more than 0");
    question = asked();
    question.warm_s = 300;
    refuses(&question, "must not take longer than a cold one");
    question = asked();
    question.cover = 1.2;
    refuses(&question, "--cover is a share");
    question.cover = 0;
    refuses(&question, "--cover is a share");
    question = asked();
    question.course.n = 39;
    refuses(&question, "the trace of 39m is too short to learn from for a start of 4m");
    question = asked();
    question.course.n = 100;
    question.cover = 0.999;
    refuses(&question, "the trace has 96 moments, too few to tell what 99.9% of their rises");
    question = asked();
    question.by_cost = true;
    refuses(&question, "needs --miss-price");
    question.miss_hour = 1;
    question.storage_hour = NAN;
    refuses(&question, "needs what holding an instance costs");
    question = asked();
    memset(fleet, 0, sizeof fleet);
    refuses(&question, "takes no instance at any time");
}

static void test_policy(void)
{
    struct policy_set set;
    warm_pool_policy("web", POOL_HIBERNATED, 7, &set);
    ok(set.warm_pool.present && set.warm_pool.state == POOL_HIBERNATED, "a pool in that state");
    near(set.warm_pool.min_size, 7, 0, "its least size");
    near(set.warm_pool.max_prepared, 7, 0, "and the greatest are one: whatever the group desires");
    is_text(set.group.name, "web", "of the group");
    policy_set_release(&set);
}

int main(void)
{
    test_longer_boots();
    test_rises_by_hand();
    test_rises_by_brute_force();
    test_shortfall();
    test_ways();
    test_refusals();
    test_policy();
    return done();
}
