// Cooldowns: the lock of simple scaling, and what Application Auto Scaling counts while one lasts.
#ifndef HEADROOM_SIM_COOLDOWN_H
#define HEADROOM_SIM_COOLDOWN_H

#include <stdbool.h>

/// The lock of a group under simple scaling; zero-initialised with until_s in the past by
/// simple_lock_init.
struct simple_lock {
    double until_s;
};

void simple_lock_init(struct simple_lock *lock);

/// Whether alarms have to wait: from a scaling activity until `cooldown_s` after it has completed,
/// launch or termination, hooks and deregistration included (EC2 Auto Scaling user guide, "Scaling
/// cooldowns").
bool simple_lock_holds(const struct simple_lock *lock, double now_s);

void simple_lock_start(struct simple_lock *lock, double completed_s, double cooldown_s);

/// The cooldowns of a target of Application Auto Scaling.
struct application_cooldown {
    double out_until_s, in_until_s;
    double base; ///< the capacity before the scale-outs of the cooldown that lasts
};

void application_cooldown_init(struct application_cooldown *cooldown);

/// The capacity that an adjustment counts from: while a scale-out cooldown lasts the one before it,
/// so that of +2 and then +3 only the excess of 1 comes (Application Auto Scaling user guide).
double application_cooldown_current(const struct application_cooldown *cooldown, double now_s,
                                    double capacity);

/// The capacity that follows when `wanted` is asked for at `capacity`: a scale-out goes through and
/// ends a cooldown after scale-in; a scale-in waits while either cooldown lasts. What goes through
/// starts a cooldown of `cooldown_s`, that of its direction.
double application_cooldown_admit(struct application_cooldown *cooldown, double now_s,
                                  double capacity, double wanted, double cooldown_s);

#endif
