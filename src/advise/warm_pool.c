#include "advise/warm_pool.h"

#include "base/unit.h"
#include "maths/whole_instances.h"
#include "policy/platforms.h"
#include "sim/warm_pool_size.h"
#include "sizing/burst.h"

#include <math.h>

/// A trace shorter than this many starts shows hardly a rise that was not cut off by its ends.
#define STARTS_LEAST 10.0

#define SECONDS_PER_HOUR 3600.0

static int check_trace(const struct pool_question *question, struct err *err)
{
    const struct fleet_course *course = &question->course;
    char length[UNIT_NAME_MAX];
    char start[UNIT_NAME_MAX];
    duration_format(length, (double)course->n * course->step_s);
    duration_format(start, question->cold_s);
    double steps = instances_up(question->cold_s / course->step_s);
    double moments = fmax((double)course->n - steps, 0);
    if ((double)course->n * course->step_s < STARTS_LEAST * question->cold_s)
        return err_set(
            err, ERR_DATA,
            "the trace of %s is too short to learn from for a start of %s: give at least "
            "ten times that, and better some weeks",
            length, start);
    if (question->cover < 1 && moments * (1 - question->cover) < 1)
        return err_set(err, ERR_DATA,
                       "the trace has %.10g moments, too few to tell what %.10g%% of their rises "
                       "stay within: give a longer or finer one, or a smaller --cover",
                       moments, question->cover * 100);
    return 0;
}

static int check(const struct pool_question *question, struct err *err)
{
    if (!(question->cold_s > 0))
        return err_set(err, ERR_USAGE,
                       "--boot must be more than 0: without a start to wait for, "
                       "there is nothing to hold warm");
    if (question->warm_s > question->cold_s || question->warm_running_s > question->cold_s)
        return err_set(err, ERR_USAGE,
                       "a start out of the pool (--warm) must not take longer than a cold one "
                       "(--boot)");
    if (!(question->cover > 0 && question->cover <= 1))
        return err_set(err, ERR_USAGE,
                       "--cover is a share above 0%% and up to 100%%, such as 99%%");
    if (question->by_cost && isnan(question->miss_hour))
        return err_set(err, ERR_USAGE,
                       "the cheapest pool needs --miss-price: what an hour without "
                       "an instance that is needed costs");
    return check_trace(question, err);
}

// --- one way -------------------------------------------------------------------------------------

/// What holding one instance of the pool costs an hour.
static double hold_price(const struct pool_question *question, enum pool_state state)
{
    return state == POOL_RUNNING ? question->price_hour : question->storage_hour;
}

static double start_of(const struct pool_question *question, enum pool_state state)
{
    return state == POOL_RUNNING ? question->warm_running_s : question->warm_s;
}

/// The shortfall of a month like the course.
static struct fleet_shortfall month_shortfall(const struct pool_question *question, double cold_s,
                                              double warm_s, double pool)
{
    const struct fleet_course *course = &question->course;
    struct fleet_shortfall found = fleet_shortfall_find(course, cold_s, warm_s, pool);
    found.instance_hours *=
        question->hours_per_month * SECONDS_PER_HOUR / ((double)course->n * course->step_s);
    return found;
}

static struct pool_option *add(const struct pool_question *question, struct pool_answer *answer,
                               enum pool_way way, const struct fleet_shortfall *with)
{
    struct pool_option *option = &answer->option[answer->options++];
    struct fleet_shortfall without =
        month_shortfall(question, question->cold_s, question->cold_s, 0);
    *option = (struct pool_option){
        .way = way,
        .shortfall_without = without.instance_hours,
        .short_without = without.time_share,
        .shortfall_with = with->instance_hours,
        .short_with = with->time_share,
        .saving_month = NAN,
    };
    return option;
}

static void add_without_pool(const struct pool_question *question, struct pool_answer *answer,
                             enum pool_way way, double start_s, const struct fleet_rises *rises)
{
    struct fleet_shortfall with = month_shortfall(question, start_s, start_s, 0);
    struct pool_option *option = add(question, answer, way, &with);
    option->covers = fleet_rises_covered(rises, 0);
    option->time_to_serve_s = start_s;
}

static void add_pool(const struct pool_question *question, struct pool_answer *answer,
                     enum pool_way way, enum pool_state state, double pool,
                     const struct fleet_rises *rises)
{
    double start_s = start_of(question, state);
    struct fleet_shortfall with = month_shortfall(question, question->cold_s, start_s, pool);
    struct pool_option *option = add(question, answer, way, &with);
    option->pool = pool;
    option->covers = fleet_rises_covered(rises, pool);
    option->time_to_serve_s = start_s;
    option->cost_month = pool * hold_price(question, state) * question->hours_per_month;
    option->saving_month =
        pool * question->price_hour * question->hours_per_month - option->cost_month;
}

/// What the platform holds without a limit of its own: on average, since it follows the group.
static void add_default(const struct pool_question *question, struct pool_answer *answer)
{
    const struct warm_pool pool = {.present = true, .max_prepared = NAN, .min_size = NAN};
    double total = 0;
    for (size_t t = 0; t < question->course.n; t++)
        total += warm_pool_size(&pool, question->max, question->course.instances[t]);
    const struct fleet_rises all = {0};
    add_pool(question, answer, POOL_WAY_DEFAULT, question->state,
             total / (double)question->course.n, &all);
    // It always reaches to the group's maximum, beyond which the fleet does not go either.
    struct pool_option *option = &answer->option[answer->options - 1];
    struct fleet_shortfall with =
        month_shortfall(question, question->cold_s, start_of(question, question->state), INFINITY);
    option->shortfall_with = with.instance_hours;
    option->short_with = with.time_share;
}

static void add_in_service(const struct pool_question *question, struct pool_answer *answer,
                           double pool, const struct fleet_rises *rises)
{
    struct fleet_shortfall with = month_shortfall(question, question->cold_s, 0, pool);
    struct pool_option *option = add(question, answer, POOL_WAY_IN_SERVICE, &with);
    option->pool = pool;
    option->covers = fleet_rises_covered(rises, pool);
    option->cost_month = pool * question->price_hour * question->hours_per_month;
    option->saving_month = option->cost_month - option->cost_month;
}

// --- all ways ------------------------------------------------------------------------------------

static void describe_course(const struct pool_question *question, const struct fleet_rises *rises,
                            struct pool_answer *answer)
{
    const struct fleet_course *course = &question->course;
    answer->least = answer->most = course->instances[0];
    for (size_t t = 1; t < course->n; t++) {
        answer->least = fmin(answer->least, course->instances[t]);
        answer->most = fmax(answer->most, course->instances[t]);
    }
    answer->rise_p95 = fleet_rises_quantile(rises, 0.95);
    answer->rise_p99 = fleet_rises_quantile(rises, 0.99);
    answer->rise_most = fleet_rises_quantile(rises, 1);
    answer->headroom =
        growth_headroom(question->demand, course->n,
                        (size_t)instances_up(question->cold_s / course->step_s), answer->quantile);
}

static void add_all(const struct pool_question *question, const struct fleet_rises *rises,
                    struct pool_answer *answer)
{
    static const enum pool_way way_of[] = {[POOL_STOPPED] = POOL_WAY_STOPPED,
                                           [POOL_RUNNING] = POOL_WAY_RUNNING,
                                           [POOL_HIBERNATED] = POOL_WAY_HIBERNATED};
    static const enum pool_state states[] = {POOL_STOPPED, POOL_HIBERNATED, POOL_RUNNING};
    double pool = fleet_rises_quantile(rises, question->cover);
    add_without_pool(question, answer, POOL_WAY_COLD, question->cold_s, rises);
    if (!isnan(question->container_s))
        add_without_pool(question, answer, POOL_WAY_CONTAINER, question->container_s, rises);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (states[i] == question->state)
            answer->chosen = answer->options;
        add_pool(question, answer, way_of[states[i]], states[i], pool, rises);
    }
    if (!isnan(answer->cheapest_quantile)) {
        if (question->by_cost)
            answer->chosen = answer->options;
        add_pool(question, answer, POOL_WAY_CHEAPEST, question->state,
                 fleet_rises_quantile(rises, answer->cheapest_quantile), rises);
    }
    if (!isnan(question->max))
        add_default(question, answer);
    add_in_service(question, answer, answer->option[answer->chosen].pool, rises);
}

int warm_pool_weigh(const struct pool_question *question, struct pool_answer *answer,
                    struct err *err)
{
    *answer = (struct pool_answer){0};
    if (check(question, err) != 0)
        return -1;
    answer->cheapest_quantile =
        cheapest_quantile(question->miss_hour, hold_price(question, question->state));
    if (question->by_cost && isnan(answer->cheapest_quantile))
        return err_set(err, ERR_USAGE,
                       "the cheapest pool needs what holding an instance costs: "
                       "--storage-price, or --price for a pool that runs");
    answer->quantile = question->by_cost ? answer->cheapest_quantile : question->cover;
    struct fleet_rises rises;
    fleet_rises_find(&question->course, question->cold_s, &rises);
    describe_course(question, &rises, answer);
    if (answer->most == 0) {
        fleet_rises_release(&rises);
        return err_set(err, ERR_DATA,
                       "the trace takes no instance at any time: there is nothing "
                       "to hold warm for");
    }
    add_all(question, &rises, answer);
    fleet_rises_release(&rises);
    return 0;
}

const char *pool_way_name(enum pool_way way)
{
    static const char *const names[POOL_WAYS] = {
        [POOL_WAY_COLD] = "cold",       [POOL_WAY_CONTAINER] = "container",
        [POOL_WAY_STOPPED] = "stopped", [POOL_WAY_HIBERNATED] = "hibernated",
        [POOL_WAY_RUNNING] = "running", [POOL_WAY_CHEAPEST] = "cheapest",
        [POOL_WAY_DEFAULT] = "default", [POOL_WAY_IN_SERVICE] = "in_service",
    };
    return names[way];
}

void warm_pool_policy(const char *name, enum pool_state state, double pool, struct policy_set *set)
{
    policy_set_init(set, &platform_ec2);
    set->group.name = arena_strdup(&set->arena, name);
    set->warm_pool =
        (struct warm_pool){.present = true, .state = state, .min_size = pool, .max_prepared = pool};
}
