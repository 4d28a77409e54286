#include "sizing/sharding.h"

#include <math.h>

double hash_ring_skew(double shards, double points)
{
    return 1 + sqrt(2 * log(shards) / points);
}

struct rebalance rebalance_find(double before, double after, double bytes, double send_rate,
                                double receive_rate, double busy)
{
    struct rebalance found = {.moved = bytes * fabs(after - before) / fmax(before, after)};
    if (after == before)
        return found;
    // New shards receive from all old ones; those that go send to all that stay.
    found.sent_each = found.moved / (after > before ? before : before - after);
    found.received_each = found.moved / (after > before ? after - before : after);
    double sending = found.sent_each / (send_rate * (1 - busy));
    double receiving = found.received_each / (receive_rate * (1 - busy));
    found.seconds = fmax(sending, receiving);
    found.by_source = sending >= receiving * (1 - 1e-9);
    return found;
}
