#include "sizing/hash_movement.h"

#include <math.h>

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

double keys_moved(double before, double after)
{
    return fabs(after - before) / fmax(before, after);
}

double keys_moved_of_remainder(double before, double after)
{
    double a = before, b = after;
    while (b > 0) {
        double rest = fmod(a, b);
        a = b;
        b = rest;
    }
    // lcm = before x after / a: min / lcm = a / max.
    return before == after ? 0 : 1 - a / fmax(before, after);
}
