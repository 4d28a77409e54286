#include "sim/autoscaler.h"

#include "base/memory.h"
#include "policy/platforms.h"
#include "sim/aws_group.h"
#include "sim/hpa.h"
#include "sim/mig_group.h"
#include "sim/scale_set.h"

#include <stdlib.h>

const struct autoscaler_class *autoscaler_class_of(const struct platform *platform)
{
    static const struct {
        const struct platform *platform;
        const struct autoscaler_class *class;
    } known[] = {
        {&platform_ec2, &aws_group_class}, {&platform_application, &aws_group_class},
        {&platform_hpa, &hpa_class},       {&platform_keda, &hpa_class},
        {&platform_mig, &mig_group_class}, {&platform_scale_set, &scale_set_class},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].platform == platform)
            return known[i].class;
    return NULL;
}

int autoscaler_start(struct autoscaler *autoscaler, const struct autoscaler_class *class,
                     const struct replay_environment *environment, struct metric_feeds *feeds,
                     struct notes *notes, struct err *err)
{
    *autoscaler = (struct autoscaler){.class = class, .state = mem_alloc(1, class->size)};
    int status = class->start(autoscaler->state, environment, feeds, notes, err);
    autoscaler->next = class->next(autoscaler->state);
    return status;
}

void autoscaler_decide(struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                       struct fleet *fleet, struct event_log *log)
{
    autoscaler->class->decide(autoscaler->state, feeds, fleet, log);
    autoscaler->next = autoscaler->class->next(autoscaler->state);
}

void autoscaler_release(struct autoscaler *autoscaler)
{
    if (autoscaler->state != NULL)
        autoscaler->class->release(autoscaler->state);
    free(autoscaler->state);
    *autoscaler = (struct autoscaler){0};
}
