#include "sim/autoscaler.h"

bool autoscaler_has_pods(const struct policy_set *set)
{
    return set->platform == PLATFORM_HPA || set->platform == PLATFORM_KEDA;
}

static void find_next(struct autoscaler *autoscaler)
{
    autoscaler->next = autoscaler->pods ? autoscaler->hpa.next : autoscaler->group.next;
}

int autoscaler_start(struct autoscaler *autoscaler, const struct aws_surroundings *around,
                     struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    *autoscaler = (struct autoscaler){.pods = autoscaler_has_pods(around->set)};
    int status = autoscaler->pods ? hpa_start(&autoscaler->hpa, around->set, around->terms,
                                              &around->timing, around->start, feeds, notes, err)
                                  : aws_group_start(&autoscaler->group, around, feeds, notes, err);
    find_next(autoscaler);
    return status;
}

double autoscaler_min(const struct autoscaler *autoscaler)
{
    // KEDA's own minimum may be 0, which is not where a trace with demand starts.
    return autoscaler->pods ? (double)autoscaler->hpa.autoscaler.range.min
                            : (double)autoscaler->group.min;
}

double autoscaler_max(const struct autoscaler *autoscaler)
{
    return autoscaler->pods ? (double)autoscaler->hpa.autoscaler.range.max
                            : (double)autoscaler->group.max;
}

bool autoscaler_has_scheduled(const struct autoscaler *autoscaler)
{
    return !autoscaler->pods && autoscaler->group.scheduled_before;
}

double autoscaler_steady(const struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                         double demand)
{
    return autoscaler->pods ? hpa_steady(&autoscaler->hpa, feeds, demand)
                            : aws_group_steady(&autoscaler->group, feeds, demand);
}

void autoscaler_decide(struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                       struct fleet *fleet, struct event_log *log)
{
    if (autoscaler->pods)
        hpa_decide(&autoscaler->hpa, feeds, fleet, log);
    else
        aws_group_decide(&autoscaler->group, feeds, fleet, log);
    find_next(autoscaler);
}

void autoscaler_release(struct autoscaler *autoscaler)
{
    if (autoscaler->pods)
        hpa_release(&autoscaler->hpa);
    else
        aws_group_release(&autoscaler->group);
}
