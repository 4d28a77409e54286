#include "input/type_rates.h"

#include "base/memory.h"
#include "sizing/instance_rate.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdlib.h>

static double speed_of(const struct instance_type *type)
{
    return isnan(type->speed) ? 1 : type->speed;
}

/// What was said of one fleet, and is of each type.
static int refuse_terms(struct invocation *invocation, struct err *err)
{
    static const struct {
        enum option_id id;
        const char *instead;
    } refused[] = {
        {OPT_MEMORY,
         "each type of the catalogue has its own; --memory-base is what is taken of it"},
        {OPT_LATENCY, "how fast a request is differs by type: measure the rate within the latency "
                      "target of one type (headroom calibrate) and give it as --per-instance"},
    };
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (option_given(invocation, refused[i].id))
            return err_set(err, ERR_USAGE, "%s is of one type, and --catalogue has several: %s",
                           option_spelling(spelling, refused[i].id), refused[i].instead);
    return 0;
}

static int name_reference(struct type_rates *rates, const char *name, struct err *err)
{
    struct invocation *invocation = rates->options->invocation;
    const char *near = instance_types_nearest(&rates->types, name);
    rates->reference = instance_types_find(&rates->types, name);
    if (rates->reference == NULL)
        return err_set(err, ERR_USAGE, "--type %s is not in the catalogue %s%s%s%s",
                       invocation_escape(invocation, name), rates->types.file,
                       near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                       near == NULL ? "; headroom help catalogue lists that of the program" : "?");
    if (isnan(rates->reference->vcpu))
        return err_at(err, rates->types.file, rates->reference->line, "vcpu",
                      "%s has none, by which the other types are compared with it", name);
    return 0;
}

static int find_reference(struct type_rates *rates, struct err *err)
{
    const char *name = option_text(rates->options->invocation, OPT_TYPE);
    bool has_rate = rates->options->unknown != OPT_PER_INSTANCE;
    if (name != NULL && name_reference(rates, name, err) != 0)
        return -1;
    for (size_t i = 0; i < rates->types.count; i++) {
        const struct instance_type *type = &rates->types.type[i];
        if (!isnan(type->per_instance) || (has_rate && rates->reference != NULL))
            continue;
        if (!has_rate)
            return err_at(err, rates->types.file, type->line, "per_instance",
                          "nothing says what %s takes: give --per-instance with --type NAME, the "
                          "type that it was measured on, or write the column",
                          type->name);
        return err_set(err, ERR_USAGE,
                       "--per-instance needs --type with --catalogue: on which type it was "
                       "measured, such as --type %s; the others follow by their vCPU and speed",
                       type->name);
    }
    return 0;
}

int type_rates_read(const struct sizing_options *options, struct type_rates *rates, struct err *err)
{
    struct invocation *invocation = options->invocation;
    rates->options = options;
    if (refuse_terms(invocation, err) != 0 ||
        instance_types_open(option_text(invocation, OPT_CATALOGUE), &rates->types,
                            &invocation->notes, err) != 0)
        return -1;
    return find_reference(rates, err);
}

/// What requests may fill of a type's memory, as a rate.
static int memory_rate(const struct type_rates *rates, const struct instance_type *type,
                       const struct demand_unit *unit, double *rate, struct err *err)
{
    struct setting each = terms_setting(rates->options, OPT_MEMORY_PER_REQUEST, NULL);
    double base = sizing_setting(rates->options, OPT_MEMORY_BASE, NULL).value;
    if (isnan(base))
        base = 0;
    *rate = INFINITY;
    if (each.origin == SETTING_ABSENT && !(base > 0))
        return 0;
    if (isnan(type->memory_bytes))
        return err_at(err, rates->types.file, type->line, "memory",
                      "%s has none, and requests are to fill it; write it, such as 16GiB",
                      type->name);
    if (base >= type->memory_bytes) {
        *rate = 0;
        return 0;
    }
    if (each.origin == SETTING_ABSENT)
        return 0;
    double there = limits_at_once(rates->options, unit, 1);
    if (isnan(there))
        return err_set(err, ERR_USAGE,
                       "--memory-per-request needs --duration: how long a request occupies an "
                       "instance, such as 30s; demand x duration are there at once");
    *rate = (type->memory_bytes - base) / each.value / there;
    return 0;
}

bool type_rates_leaves_out(const struct type_rates *rates, const struct instance_type *type)
{
    return type->is_burstable && isnan(type->per_instance) && !rates->reference->is_burstable;
}

static int settle_type(struct type_rates *rates, size_t place, const struct sizing *shared,
                       const struct demand_unit *unit, struct err *err)
{
    const struct instance_type *type = &rates->types.type[place];
    const struct instance_type *reference = rates->reference;
    struct sizing sizing = *shared;
    sizing.limits.throughput = type->per_instance;
    if (isnan(type->per_instance))
        sizing.limits.throughput = shared->limits.throughput * type->vcpu * speed_of(type) /
                                   (reference->vcpu * speed_of(reference));
    if (memory_rate(rates, type, unit, &sizing.limits.memory, err) != 0)
        return -1;
    instance_rate_settle(&sizing);
    if (type_rates_leaves_out(rates, type))
        sizing.per_instance = 0;
    rates->rate_by[place] = sizing.rate_by;
    rates->offer[place] = (struct type_offer){sizing.per_instance, type->price_hour, type->most};
    return 0;
}

int type_rates_settle(struct type_rates *rates, const struct sizing *sizing,
                      const struct demand_unit *unit, struct err *err)
{
    free(rates->offer);
    free(rates->rate_by);
    rates->offer = mem_alloc(rates->types.count, sizeof *rates->offer);
    rates->rate_by = mem_alloc(rates->types.count, sizeof *rates->rate_by);
    for (size_t i = 0; i < rates->types.count; i++)
        if (settle_type(rates, i, sizing, unit, err) != 0)
            return -1;
    return 0;
}

static void note_processors(const struct type_rates *rates, struct notes *notes)
{
    const struct instance_type *first = NULL;
    for (size_t i = 0; i < rates->types.count; i++) {
        const struct instance_type *type = &rates->types.type[i];
        if (!isnan(type->per_instance) || !isnan(type->speed))
            return;
        if (isnan(type->threads_per_core))
            continue;
        if (first == NULL)
            first = type;
        if (first->threads_per_core != type->threads_per_core) {
            notes_add(notes, NOTE_INFO, "vcpu-mixed",
                      "all vCPU count alike, but one of %s is %s and one of %s %s: measure both, "
                      "and write the column speed into the catalogue",
                      first->name, first->threads_per_core > 1 ? "half a core" : "a core",
                      type->name, type->threads_per_core > 1 ? "half a core" : "a core");
            return;
        }
    }
}

void type_rates_note(const struct type_rates *rates, struct notes *notes)
{
    for (size_t i = 0; i < rates->types.count; i++) {
        const struct instance_type *type = &rates->types.type[i];
        if (type->date == INSTANT_NONE || type->source == NULL)
            notes_add(notes, NOTE_WARNING, "type-undated",
                      "%s:%zu: %s says not where its price is from and of which day: write source "
                      "and date",
                      rates->types.file, type->line, type->name);
    }
    note_processors(rates, notes);
}

void type_rates_release(struct type_rates *rates)
{
    instance_types_release(&rates->types);
    free(rates->offer);
    free(rates->rate_by);
    *rates = (struct type_rates){0};
}
