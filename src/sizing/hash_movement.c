#include "sizing/hash_movement.h"

double keys_moved_by_removal(double nodes)
{
    return 1 / nodes;
}

double keys_moved_by_addition(double nodes)
{
    return 1 / (nodes + 1);
}

double keys_moved_by_remainder(double nodes)
{
    return nodes / (nodes + 1);
}
