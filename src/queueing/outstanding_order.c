#include "queueing/outstanding_order.h"

#include "base/memory.h"

#include <stdlib.h>

enum { FIRST_LEVELS = 32 };

void outstanding_order_init(struct outstanding_order *order, size_t instances)
{
    *order = (struct outstanding_order){.instances = instances, .levels = FIRST_LEVELS};
    order->order = mem_alloc(instances, sizeof *order->order);
    order->place = mem_alloc(instances, sizeof *order->place);
    order->requests = mem_alloc(instances, sizeof *order->requests);
    order->level_end = mem_alloc(FIRST_LEVELS, sizeof *order->level_end);
    for (size_t i = 0; i < instances; i++)
        order->order[i] = order->place[i] = i;
    for (size_t level = 0; level < FIRST_LEVELS; level++)
        order->level_end[level] = instances;
}

static void move_to(struct outstanding_order *order, size_t instance, size_t place)
{
    size_t other = order->order[place];
    size_t from = order->place[instance];
    order->order[from] = other;
    order->place[other] = from;
    order->order[place] = instance;
    order->place[instance] = place;
}

void outstanding_order_add(struct outstanding_order *order, size_t instance)
{
    size_t level = order->requests[instance]++;
    if (level + 1 == order->levels) {
        order->level_end =
            mem_resize(order->level_end, 2 * order->levels, sizeof *order->level_end);
        for (size_t i = order->levels; i < 2 * order->levels; i++)
            order->level_end[i] = order->instances;
        order->levels *= 2;
    }
    move_to(order, instance, --order->level_end[level]);
}

void outstanding_order_remove(struct outstanding_order *order, size_t instance)
{
    size_t level = --order->requests[instance];
    move_to(order, instance, order->level_end[level]++);
}

size_t outstanding_order_fewest(const struct outstanding_order *order)
{
    return order->level_end[order->requests[order->order[0]]];
}

void outstanding_order_release(struct outstanding_order *order)
{
    free(order->order);
    free(order->place);
    free(order->requests);
    free(order->level_end);
    *order = (struct outstanding_order){0};
}
