// How a fleet answers a shortage, in the terms of control: how fast it grows, how far beyond the
// need, and how long until it rests.
#ifndef HEADROOM_SIM_STEP_RESPONSE_H
#define HEADROOM_SIM_STEP_RESPONSE_H

#include <stdbool.h>

/// Zero-initialise. A shortage is a time with fewer instances in service than are needed; it has
/// settled when no more are missing and their number has stayed the same for ten minutes.
struct step_response {
    bool begun;
    double now_s, supply;          ///< at the end of the last step
    double mark_s, mark_supply;    ///< since when velocity is measured, for a minute or a step
    double velocity_most;          ///< instances a minute
    bool open;                     ///< a shortage that has not settled
    double since_s, unsteady_s;    ///< its begin; when the instances last changed or were missing
    double need_most, supply_most; ///< since then
    double overshoot;              ///< the largest (supply_most - need_most) / need_most
    double settled_s;              ///< the longest of those that settled
};

/// The end of a step at `now_s` (seconds from the start): the need in it, and what is in service.
void step_response_add(struct step_response *response, double now_s, double need, double supply);

/// The longest time that a shortage took to settle; one that never did counts until the last
/// change.
double step_response_settling_s(const struct step_response *response);

#endif
