#include "sim/cooldown.h"

#include <math.h>

void simple_lock_init(struct simple_lock *lock)
{
    *lock = (struct simple_lock){.until_s = -INFINITY};
}

bool simple_lock_holds(const struct simple_lock *lock, double now_s)
{
    return now_s < lock->until_s;
}

void simple_lock_start(struct simple_lock *lock, double completed_s, double cooldown_s)
{
    lock->until_s = completed_s + cooldown_s;
}

void application_cooldown_init(struct application_cooldown *cooldown)
{
    *cooldown = (struct application_cooldown){
        .out_until_s = -INFINITY, .in_until_s = -INFINITY, .base = NAN};
}

double application_cooldown_current(const struct application_cooldown *cooldown, double now_s,
                                    double capacity)
{
    return now_s < cooldown->out_until_s ? cooldown->base : capacity;
}

double application_cooldown_admit(struct application_cooldown *cooldown, double now_s,
                                  double capacity, double wanted, double cooldown_s)
{
    if (wanted > capacity) {
        cooldown->base = application_cooldown_current(cooldown, now_s, capacity);
        cooldown->out_until_s = now_s + cooldown_s;
        cooldown->in_until_s = -INFINITY;
        return wanted;
    }
    if (wanted < capacity && now_s >= cooldown->out_until_s && now_s >= cooldown->in_until_s) {
        cooldown->in_until_s = now_s + cooldown_s;
        return wanted;
    }
    return capacity;
}
