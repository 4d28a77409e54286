// The terms of the scaling equation are settled once before data are read: what no data make right
// is said at once, and not after millions of rows.
#include "cmd/latency_options.h"
#include "cmd/sizing_options.h"

/// A demand of any unit.
static const struct demand_unit any = {.unit = {.scale = 1}, .name = "the demand"};

static int settle_all(const struct sizing_options *options, const char *service, struct err *err)
{
    struct sizing sizing;
    double hit;
    if (sizing_for_service(options, service, &any, &sizing, err) != 0)
        return -1;
    return sizing_cache_hit(options, service, &hit, err);
}

static int settle_instance(const struct sizing_options *options, const char *service,
                           struct err *err)
{
    struct latency_target target;
    double per_instance;
    if (latency_settle(options, service, &any, &target, err) != 0)
        return -1;
    return sizing_per_instance(options, service, &any, &target, &per_instance, err);
}

/// What would be noted comes later, when it is settled for the demand that there is.
static int quietly(int (*settle)(const struct sizing_options *, const char *, struct err *),
                   const struct sizing_options *options, const char *service, struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct notes notes = invocation->notes;
    // Samples may come through a pipe, which is read once.
    if (option_given(invocation, OPT_SERVICE_SAMPLES))
        return 0;
    invocation->notes = (struct notes){0};
    int result = settle(options, service, err);
    notes_release(&invocation->notes);
    invocation->notes = notes;
    return result;
}

int sizing_rehearse_instance(const struct sizing_options *options, struct err *err)
{
    return quietly(settle_instance, options, NULL, err);
}

int sizing_rehearse(const struct sizing_options *options, struct err *err)
{
    const struct invocation *invocation = options->invocation;
    const struct assumptions *assumptions = &options->assumptions;
    struct sizing_options trial = *options;
    bool services = false;
    if (command_option(invocation->command, OPT_HISTORY) != NULL)
        trial.automatic = 0;
    // The data need not have every service of the file: the first error counts when all have one.
    for (size_t i = 0; i < assumptions->count; i++) {
        const char *service = assumptions->item[i].service;
        struct err later;
        if (service == NULL)
            continue;
        if (quietly(settle_all, &trial, service, services ? &later : err) == 0)
            return 0;
        services = true;
    }
    return services ? -1 : quietly(settle_all, &trial, NULL, err);
}
