// The terms of the scaling equation are settled once before data are read: what no data make right
// is said at once, and not after millions of rows.
#include "cmd/sizing_options.h"

/// Settles the terms of a service for a demand of any unit; what would be noted comes later.
static int settle_quietly(struct sizing_options *options, const char *service, struct err *err)
{
    static const struct demand_unit any = {.unit = {.scale = 1}, .name = "the demand"};
    struct invocation *invocation = options->invocation;
    struct notes notes = invocation->notes;
    struct sizing sizing;
    double hit;
    invocation->notes = (struct notes){0};
    int result = sizing_for_service(options, service, &any, &sizing, err);
    if (result == 0)
        result = sizing_cache_hit(options, service, &hit, err);
    notes_release(&invocation->notes);
    invocation->notes = notes;
    return result;
}

int sizing_rehearse(const struct sizing_options *options, struct err *err)
{
    const struct invocation *invocation = options->invocation;
    const struct assumptions *assumptions = &options->assumptions;
    struct sizing_options trial = *options;
    bool services = false;
    // Samples may come through a pipe, which is read once.
    if (option_given(invocation, OPT_SERVICE_SAMPLES))
        return 0;
    if (command_option(invocation->command, OPT_HISTORY) != NULL)
        trial.automatic = 0;
    // The data need not have every service of the file: the first error counts when all have one.
    for (size_t i = 0; i < assumptions->count; i++) {
        const char *service = assumptions->item[i].service;
        struct err later;
        if (service == NULL)
            continue;
        if (settle_quietly(&trial, service, services ? &later : err) == 0)
            return 0;
        services = true;
    }
    return services ? -1 : settle_quietly(&trial, NULL, err);
}
