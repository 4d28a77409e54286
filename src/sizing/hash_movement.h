// How many keys change their node when a cache or a store gets one more, or loses one.
#ifndef HEADROOM_SIZING_HASH_MOVEMENT_H
#define HEADROOM_SIZING_HASH_MOVEMENT_H

/// Shares of all keys. Consistent hashing moves only the keys of the node that goes, 1 / nodes, or
/// comes, 1 / (nodes + 1); the remainder of a division moves nodes / (nodes + 1) for one more.
double keys_moved_by_removal(double nodes);
double keys_moved_by_addition(double nodes);
double keys_moved_by_remainder(double nodes);

/// From `before` to `after` nodes, 1 or more each: |after - before| / max by consistent hashing, 1
/// - min / lcm by the remainder of a division.
double keys_moved(double before, double after);
double keys_moved_of_remainder(double before, double after);

#endif
