// What the instances in service make of the demand: served, waiting, turned away, sent again.
#ifndef HEADROOM_SIM_LOAD_H
#define HEADROOM_SIM_LOAD_H

/// What becomes of demand above the capacity.
enum overload {
    OVERLOAD_DROP,  ///< it fails, and all that arrives meanwhile is served badly
    OVERLOAD_SHED,  ///< it is turned away at once, the rest is served well
    OVERLOAD_QUEUE, ///< it waits until there is capacity for it
};

struct load_rules {
    double per_instance; ///< demand that one instance serves well
    enum overload overload;
    double retry; ///< share of what fails or is turned away that is sent again at once, below 1
};

/// Rates are in the unit of demand.
struct load {
    double offered; ///< demand with what is sent again
    double served;  ///< of offered and of the backlog
    double lost;    ///< of the demand: failed or turned away for good
    double work;    ///< what the instances are asked to do: decides their CPU
    double busy;    ///< served / capacity, at most 1
    double excess;  ///< of offered above the capacity
    double backlog; ///< waiting at the end, in demand x seconds
};

/// The load of `seconds` at a constant `demand` on `instances`, with `backlog` (demand x seconds)
/// waiting at the start. With retries of a share r of what fails, offered a solves
/// a = demand + r (a - capacity): (demand - r capacity) / (1 - r).
struct load load_of(const struct load_rules *rules, double demand, double instances, double seconds,
                    double backlog);

#endif
