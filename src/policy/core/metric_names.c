#include "policy/core/metric_names.h"

#include <string.h>

struct list {
    const char **name;
    size_t count, most;
};

static void add(struct list *list, const struct scaling_metric *metric)
{
    for (size_t i = 0; i < metric->inputs; i++)
        if (metric->input[i].name != NULL)
            add(list, &metric->input[i]);
    if (metric->name == NULL || list->count == list->most)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->name[i], metric->name) == 0)
            return;
    list->name[list->count++] = metric->name;
}

size_t policy_metric_names(const struct policy_set *set, const char **names, size_t count,
                           size_t most)
{
    struct list list = {.name = names, .count = count, .most = most};
    for (size_t i = 0; i < set->policies; i++) {
        add(&list, &set->policy[i].metric);
        add(&list, &set->policy[i].load);
    }
    for (size_t i = 0; i < set->alarms; i++)
        add(&list, &set->alarm[i].metric);
    for (size_t i = 0; i < set->replicas.metrics; i++)
        add(&list, &set->replicas.metric[i].metric);
    return list.count;
}
