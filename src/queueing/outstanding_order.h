// Which instances have the fewest requests: kept in order while single requests come and go.
#ifndef HEADROOM_QUEUEING_OUTSTANDING_ORDER_H
#define HEADROOM_QUEUEING_OUTSTANDING_ORDER_H

#include <stddef.h>

/// Instances in the order of their requests, each change in constant time: those with equally many
/// are neighbours, and `level_end` says where the ones with at most so many end.
struct outstanding_order {
    size_t instances;
    size_t *order;     ///< instances, fewest requests first
    size_t *place;     ///< of each instance in `order`
    size_t *requests;  ///< of each instance
    size_t *level_end; ///< [r]: how many instances have at most r requests
    size_t levels;
};

/// All of them idle. Release with outstanding_order_release.
void outstanding_order_init(struct outstanding_order *order, size_t instances);

void outstanding_order_add(struct outstanding_order *order, size_t instance);
void outstanding_order_remove(struct outstanding_order *order, size_t instance);

/// How many instances share the fewest requests: the first ones in `order`.
size_t outstanding_order_fewest(const struct outstanding_order *order);

void outstanding_order_release(struct outstanding_order *order);

#endif
