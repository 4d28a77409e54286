#include "cmd/sizing_options.h"

#include "cmd/latency_options.h"
#include "cmd/limit_options.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const struct option_use options_sizing[] = {
    {.id = OPT_PER_INSTANCE}, {.id = OPT_HEADROOM},  {.id = OPT_TARGET},
    {.id = OPT_SPARE},        {.id = OPT_ZONES},     {.id = OPT_MIN},
    {.id = OPT_MAX},          {.id = OPT_CACHE_HIT}, {.id = OPT_MAX_UNAVAILABLE},
    {.id = OPT_PRICE},        {.id = OPT_BUDGET},    {.id = OPT_HOURS_PER_MONTH},
    {.id = OPT_ASSUME},       {.id = OPT_NONE},
};

// --- one term ------------------------------------------------------------------------------------

/// Reads the value as typed, or the default, with the meaning that the catalogue gives it.
static void take_option_value(const struct sizing_options *options, struct setting *setting)
{
    const struct invocation *invocation = options->invocation;
    const struct option *option = option_at(setting->id);
    struct quantity quantity;
    if (option_choice_of(setting->id, setting->text) >= 0) {
        setting->word = setting->text;
    } else if (option->kind == OPTION_WHOLE) {
        setting->value = (double)option_whole(invocation, setting->id, 0);
        setting->dimension = DIMENSION_COUNT;
    } else if (option_quantity(invocation, setting->id, &quantity)) {
        setting->value = quantity.value;
        setting->dimension = quantity.dimension;
        setting->bare = quantity.bare;
    } else {
        setting->word = setting->text;
    }
}

const char *sizing_written(struct arena *arena, const struct assumption *row)
{
    enum dimension dimension = row->quantity.dimension;
    // "6 instances", "3 zones": the name says it already.
    if (row->unit == NULL || dimension == DIMENSION_COUNT)
        return row->value;
    bool close = row->unit[0] == '%' || row->unit[0] == '/' || dimension == DIMENSION_DURATION;
    return arena_printf(arena, "%s%s%s", row->value, close ? "" : " ", row->unit);
}

struct setting sizing_row_setting(const struct sizing_options *options, enum option_id id,
                                  const struct assumption *row)
{
    struct arena *arena = &options->invocation->arena;
    return (struct setting){
        .id = id,
        .origin = SETTING_FILE,
        .value = row->quantity.value,
        .dimension = row->quantity.dimension,
        .bare = row->quantity.bare,
        .word = row->word,
        .text = sizing_written(arena, row),
        .place = arena_printf(arena, "%s:%zu", row->file, row->line),
        .row = row,
    };
}

struct setting sizing_setting(const struct sizing_options *options, enum option_id id,
                              const char *service)
{
    struct invocation *invocation = options->invocation;
    struct setting setting = {.id = id, .value = NAN};
    const char *name = option_at(id)->assumption;
    const struct assumption *row =
        name == NULL ? NULL : assumptions_find(&options->assumptions, name, service);
    if (option_given(invocation, id)) {
        char spelling[OPTION_TEXT_MAX];
        setting.origin = SETTING_OPTION;
        setting.text = option_text(invocation, id);
        setting.place = arena_strdup(&invocation->arena, option_spelling(spelling, id));
        take_option_value(options, &setting);
    } else if (row != NULL) {
        return sizing_row_setting(options, id, row);
    } else if (command_option_initial(invocation->command, id) != NULL) {
        setting.origin = SETTING_DEFAULT;
        setting.text = command_option_initial(invocation->command, id);
        setting.place = "default";
        take_option_value(options, &setting);
    }
    return setting;
}

struct demand_choice sizing_demand_choice(const struct sizing_options *options, const char *column)
{
    struct setting quantile = sizing_setting(options, OPT_QUANTILE, NULL);
    return (struct demand_choice){
        .column = column,
        .quantile = quantile.origin == SETTING_FILE ? quantile.word : NULL,
        .place = quantile.place,
    };
}

// --- all terms -----------------------------------------------------------------------------------

const char *sizing_said(const struct sizing_options *options, const struct setting *setting)
{
    struct arena *arena = &options->invocation->arena;
    char shown[ERR_TEXT_MAX];
    err_quote(shown, sizeof shown, setting->text, strlen(setting->text));
    if (setting->origin != SETTING_FILE)
        return arena_printf(arena, "%s %s", setting->place, shown);
    return arena_printf(arena, "%s: %s %s", setting->place, setting->row->name, shown);
}

enum err_kind sizing_blame(const struct setting *setting)
{
    return setting->origin == SETTING_FILE ? ERR_DATA : ERR_USAGE;
}

bool sizing_counts_target(const struct sizing_options *options, const char *service, bool *both)
{
    struct setting headroom = sizing_setting(options, OPT_HEADROOM, service);
    struct setting target = sizing_setting(options, OPT_TARGET, service);
    *both = false;
    if (headroom.origin != SETTING_FILE || target.origin != SETTING_FILE)
        return target.origin != SETTING_ABSENT && target.origin < headroom.origin;
    bool own = target.row->service != NULL;
    *both = own == (headroom.row->service != NULL);
    return own;
}

static int settle_headroom(const struct sizing_options *options, const char *service,
                           double *headroom, struct err *err)
{
    struct setting spelt = sizing_setting(options, OPT_HEADROOM, service);
    struct setting target = sizing_setting(options, OPT_TARGET, service);
    bool both;
    bool by_target = sizing_counts_target(options, service, &both);
    if (both)
        return err_set(err, ERR_DATA,
                       "%s: target: %s gives headroom, which says the same thing "
                       "(headroom = 1/target - 1); keep one of them",
                       target.place, spelt.place);
    if (!by_target && spelt.word != NULL) {
        *headroom = options->automatic;
        if (isnan(*headroom))
            return err_set(err, sizing_blame(&spelt),
                           "%s: only headroom size finds it, by --history; write a share, such as "
                           "50%%",
                           sizing_said(options, &spelt));
        return 0;
    }
    if (!by_target) {
        *headroom = spelt.value;
        return 0;
    }
    if (!(target.value > 0 && target.value <= 1))
        return err_set(
            err, sizing_blame(&target),
            "%s is no utilization to aim at; write more than 0%% and at most 100%%, such "
            "as 60%%",
            sizing_said(options, &target));
    *headroom = 1 / target.value - 1;
    return 0;
}

static void settle_spare(const struct sizing_options *options, const char *service,
                         struct sizing *sizing)
{
    struct setting spare = sizing_setting(options, OPT_SPARE, service);
    sizing->spare_kind = SPARE_INSTANCES;
    sizing->spare = spare.value;
    if (spare.word != NULL) {
        sizing->spare_kind = strcmp(spare.word, "zone") == 0 ? SPARE_ZONE : SPARE_REGION;
        sizing->spare = 0;
    }
}

static struct deploy_batch deploy_batch(const struct sizing_options *options, enum option_id id,
                                        const char *service)
{
    struct setting setting = sizing_setting(options, id, service);
    if (setting.dimension == DIMENSION_RATIO)
        return (struct deploy_batch){.share = setting.value};
    return (struct deploy_batch){.count = isnan(setting.value) ? 0 : setting.value};
}

bool demand_unit_takes(const struct demand_unit *demand, enum dimension dimension)
{
    if (demand->unit.dimension == DIMENSION_UNKNOWN)
        return demand->unit.name[0] == '\0' || dimension == DIMENSION_COUNT;
    return demand->unit.dimension == dimension;
}

const char *demand_unit_words(struct arena *arena, const struct demand_unit *demand)
{
    char shown[ERR_TEXT_MAX];
    if (demand->unit.dimension != DIMENSION_UNKNOWN)
        return arena_printf(arena, "a %s", dimension_name(demand->unit.dimension));
    return arena_printf(
        arena, "in %s",
        err_quote(shown, sizeof shown, demand->unit.name, strlen(demand->unit.name)));
}

int sizing_per_instance(const struct sizing_options *options, const char *service,
                        const struct demand_unit *demand, const struct latency_target *latency,
                        double *per_instance, struct err *err)
{
    struct notes *notes = &options->invocation->notes;
    struct setting setting = sizing_setting(options, OPT_PER_INSTANCE, service);
    *per_instance = 1;
    if (setting.origin == SETTING_ABSENT && options->unknown == OPT_PER_INSTANCE)
        return 0;
    if (setting.origin == SETTING_ABSENT && latency->limit_s != 0) {
        *per_instance = latency_saturation(latency);
        return 0;
    }
    if (setting.origin == SETTING_ABSENT && limits_are_given(options, service)) {
        *per_instance = INFINITY;
        return 0;
    }
    if (setting.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--per-instance is missing%s%s: the demand that one instance serves well, "
                       "such as 500/s; it may also be the row per_instance of --assume FILE",
                       service == NULL ? "" : " for ", service == NULL ? "" : service);
    *per_instance = setting.value;
    if (setting.bare || setting.dimension == DIMENSION_UNKNOWN) {
        if (demand->unit.name[0] != '\0')
            notes_add(notes, NOTE_INFO, "per-instance-unit",
                      "%s has no unit and takes that of %s: %s", sizing_said(options, &setting),
                      demand->name, demand->unit.name);
        return 0;
    }
    if (!demand_unit_takes(demand, setting.dimension))
        return err_set(
            err, sizing_blame(&setting),
            "%s is a %s, but %s is %s: give both in one unit; a number without one takes "
            "the other's",
            sizing_said(options, &setting), dimension_name(setting.dimension), demand->name,
            demand_unit_words(&options->invocation->arena, demand));
    if (demand->unit.name[0] == '\0')
        notes_add(notes, NOTE_INFO, "demand-unit",
                  "%s has no unit that is known and takes that of per-instance %s (%s)",
                  demand->name, setting.text, setting.place);
    if (demand->unit.dimension == DIMENSION_UNKNOWN)
        return 0;
    *per_instance /= demand->unit.scale;
    return 0;
}

/// What one instance takes within the latency target, as long as requests come to it at random;
/// every other balance only spreads them better.
static void limit_rate_by_latency(const struct sizing_options *options, struct sizing *sizing)
{
    if (!options->latency_as_rate || sizing->latency.limit_s == 0)
        return;
    struct latency_target alone = sizing->latency;
    alone.balance = BALANCE_RANDOM;
    latency_prepare(&alone);
    if (alone.own_demand >= sizing->per_instance)
        return;
    sizing->per_instance = alone.own_demand;
    sizing->rate_by = BOUND_LATENCY;
}

int sizing_for_service(const struct sizing_options *options, const char *service,
                       const struct demand_unit *demand, struct sizing *sizing, struct err *err)
{
    *sizing = sizing_defaults();
    if (latency_settle(options, service, demand, &sizing->latency, err) != 0 ||
        sizing_per_instance(options, service, demand, &sizing->latency, &sizing->per_instance,
                            err) != 0 ||
        settle_headroom(options, service, &sizing->headroom, err) != 0)
        return -1;
    settle_spare(options, service, sizing);
    if (limits_settle(options, service, demand, sizing, err) != 0)
        return -1;
    limit_rate_by_latency(options, sizing);
    struct setting zones = sizing_setting(options, OPT_ZONES, service);
    sizing->zones = isnan(zones.value) ? 0 : zones.value;
    sizing->min = sizing_setting(options, OPT_MIN, service).value;
    sizing->max = sizing_setting(options, OPT_MAX, service).value;
    sizing->max_unavailable = deploy_batch(options, OPT_MAX_UNAVAILABLE, service);
    sizing->max_surge = deploy_batch(options, OPT_MAX_SURGE, service);
    sizing->price_hour = sizing_setting(options, OPT_PRICE, service).value;
    sizing->hours_per_month = options->invocation->hours_per_month;
    sizing->budget_month =
        sizing_setting(options, OPT_BUDGET, service).value * sizing->hours_per_month;
    if (!isnan(sizing->budget_month) && isnan(sizing->price_hour) && options->unknown != OPT_PRICE)
        return err_set(err, ERR_USAGE,
                       "--budget needs --price: what one instance costs, such as 0.0832/h");
    return sizing_check(sizing, err);
}

int sizing_cache_hit(const struct sizing_options *options, const char *service, double *hit,
                     struct err *err)
{
    struct setting setting = sizing_setting(options, OPT_CACHE_HIT, service);
    *hit = isnan(setting.value) ? 0 : setting.value;
    if (!(*hit >= 0 && *hit < 1))
        return err_set(err, sizing_blame(&setting),
                       "%s is no share of the demand; write at least 0%% and less than 100%%",
                       sizing_said(options, &setting));
    return 0;
}

void sizing_options_release(struct sizing_options *options)
{
    assumptions_release(&options->assumptions);
}
