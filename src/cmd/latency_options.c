#include "cmd/latency_options.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

const struct option_use options_latency[] = {
    {.id = OPT_LATENCY},    {.id = OPT_SERVICE_TIME}, {.id = OPT_SCV},  {.id = OPT_WORKERS},
    {.id = OPT_DISCIPLINE}, {.id = OPT_BALANCE},      {.id = OPT_NONE},
};

bool latency_has_term(enum option_id id)
{
    for (const struct option_use *use = options_latency; use->id != OPT_NONE; use++)
        if (use->id == id)
            return true;
    return false;
}

bool latency_is_asked(const struct sizing_options *options, const char *service)
{
    return command_option(options->invocation->command, OPT_LATENCY) != NULL &&
           sizing_setting(options, OPT_LATENCY, service).origin != SETTING_ABSENT;
}

/// Reads "p99=200ms".
static int read_target(const struct sizing_options *options, const struct setting *setting,
                       struct latency_target *target, struct err *err)
{
    const char *text = setting->word == NULL ? setting->text : setting->word;
    const char *equals = strchr(text, '=');
    double percent;
    if (text[0] != 'p' || equals == NULL ||
        !number_parse(text + 1, (size_t)(equals - text) - 1, &percent))
        return err_set(err, sizing_blame(setting),
                       "%s is no latency target: write the percentile and its time, such as "
                       "p99=200ms",
                       sizing_said(options, setting));
    struct quantity limit;
    if (quantity_parse(setting->place, equals + 1, DIMENSION_DURATION,
                       options->invocation->hours_per_month, &limit, err) != 0)
        return -1;
    if (!(limit.value > 0))
        return err_set(err, sizing_blame(setting), "%s: the time must be more than 0",
                       sizing_said(options, setting));
    target->percentile = percent / 100;
    target->limit_s = limit.value;
    return 0;
}

/// The demand in requests per second.
static int settle_rate(const struct sizing_options *options, const struct demand_unit *demand,
                       struct latency_target *target, struct err *err)
{
    struct invocation *invocation = options->invocation;
    target->rate_scale = demand->unit.scale;
    if (!demand_unit_takes(demand, DIMENSION_RATE))
        return err_set(err, ERR_USAGE,
                       "--latency needs a demand in requests, such as 10k/s: %s is %s",
                       demand->name, demand_unit_words(&invocation->arena, demand));
    if (demand->unit.dimension == DIMENSION_UNKNOWN && options->unknown != OPT_DEMAND)
        notes_add(&invocation->notes, NOTE_INFO, "latency-unit",
                  "%s has no unit and is taken as requests per second, for --latency",
                  demand->name);
    return 0;
}

static int find_word(const struct sizing_options *options, enum option_id id, const char *service)
{
    return option_choice_of(id, sizing_setting(options, id, service).word);
}

static void settle_balance(const struct sizing_options *options, const char *service,
                           struct latency_target *target)
{
    static const enum discipline disciplines[] = {DISCIPLINE_PS, DISCIPLINE_FCFS};
    static const enum balance balances[] = {BALANCE_RANDOM, BALANCE_ROUND_ROBIN,
                                            BALANCE_LEAST_OUTSTANDING, BALANCE_POWER_OF_TWO};
    target->discipline = disciplines[find_word(options, OPT_DISCIPLINE, service)];
    target->balance = balances[find_word(options, OPT_BALANCE, service)];
    struct instance_model model = {.balance = target->balance, .workers = target->workers};
    if (balance_has_formula(&model))
        return;
    bool two = target->balance == BALANCE_POWER_OF_TWO;
    notes_add(&options->invocation->notes, NOTE_INFO, "latency-balance",
              "no formula holds for --balance %s%s: sized as %s, which is never better",
              two ? "po2" : "least", two ? "" : " with fewer than 4 workers an instance",
              two ? "random" : "rr");
}

int latency_settle(const struct sizing_options *options, const char *service,
                   const struct demand_unit *demand, struct latency_target *target, struct err *err)
{
    *target = (struct latency_target){0};
    if (!latency_is_asked(options, service))
        return 0;
    struct setting latency = sizing_setting(options, OPT_LATENCY, service);
    struct setting service_time = sizing_setting(options, OPT_SERVICE_TIME, service);
    struct setting workers = sizing_setting(options, OPT_WORKERS, service);
    if (service_time.origin == SETTING_ABSENT || workers.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--latency needs --service-time and --workers: how long a request takes "
                       "alone, such as 20ms, and how many one instance serves at once");
    if (read_target(options, &latency, target, err) != 0 ||
        settle_rate(options, demand, target, err) != 0)
        return -1;
    target->service_time_s = service_time.value;
    target->scv = sizing_setting(options, OPT_SCV, service).value;
    target->workers = workers.value;
    settle_balance(options, service, target);
    return latency_check(target, err);
}

const char *latency_model_words(struct arena *arena, const struct latency_target *target)
{
    static const char *const balance[] = {
        [BALANCE_RANDOM] = "at random",
        [BALANCE_ROUND_ROBIN] = "in turn",
        [BALANCE_LEAST_OUTSTANDING] = "by fewest outstanding",
        [BALANCE_POWER_OF_TWO] = "by the better of two",
    };
    return arena_printf(arena, "%.10g %s an instance, %s; requests divided %s", target->workers,
                        target->workers > 1 ? "workers" : "worker",
                        target->discipline == DISCIPLINE_PS ? "shared by all requests (ps)"
                                                            : "with a queue before them (fcfs)",
                        balance[target->balance]);
}
