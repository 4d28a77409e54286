// What serves without instances of one's own, and what it costs against them: functions, tasks of
// containers, capacity of a database; credits of a promised availability; the cost of a unit.
#ifndef HEADROOM_SERVICE_BESIDE_INSTANCES_H
#define HEADROOM_SERVICE_BESIDE_INSTANCES_H

#include <stddef.h>

// --- functions: paid by request and by memory x time ---------------------------------------------

/// One request to a function.
struct function_request {
    double duration_s; ///< billed in whole milliseconds, rounded up
    double memory_gb;  ///< GiB, which providers call GB
    double cold_share; ///< of the requests, which start an instance of the function
    double start_s;    ///< that such a one is billed longer
};

/// GB-s that one request is billed, on average.
double function_gb_s(const struct function_request *request);

/// Instances beside it: max(min, ceil(rate (1 + headroom) / per_instance) + spare).
struct instance_fleet {
    double per_instance, headroom, spare, min;
    double price_hour;
};

double instance_fleet_count(const struct instance_fleet *fleet, double rate);

/// Rates at which a fleet becomes cheaper than `hour_per_rate` (money an hour for 1/s): block b of
/// a fleet serves up to b per_instance / (1 + headroom), and is cheaper above what its instances
/// cost / hour_per_rate.
struct fleet_crossings {
    double first;  ///< from here on some rate is served cheaper by instances; NaN: never
    double always; ///< from here on all are; NaN: never
};

struct fleet_crossings instance_fleet_crossings(const struct instance_fleet *fleet,
                                                double hour_per_rate);

/// The smallest multiple of 0.01, up to `most`, of the hourly rates from which on the fleet that
/// follows them is always cheaper; NaN: there is none.
double instance_fleet_scale(const struct instance_fleet *fleet, const double *rate, size_t n,
                            double hour_per_rate, double most);

// --- tasks of containers -------------------------------------------------------------------------

struct container_task {
    double vcpu, gib;
};

struct task_packing {
    double fit;           ///< tasks on an instance
    double price_of_task; ///< an hour of one, as a container
    double instance_each; ///< an hour of one, on a full instance; NaN: none fits
    double cheaper_from;  ///< tasks from which the instance is cheaper; NaN: never
};

/// Packs tasks on an instance of which `reserved` (share) is the system's.
struct task_packing task_packing_of(const struct container_task *task, double vcpu_hour,
                                    double gib_hour, const struct container_task *instance,
                                    double reserved, double price_hour);

// --- capacity of a database ----------------------------------------------------------------------

/// Units that provision a rate at a target of utilization: max(1, ceil(rate / target)).
double database_units(double rate, double target);

/// The share of the time that a provisioned unit has to be used to be cheaper than on demand.
double database_break_even(double unit_hour, double request_price);

// --- unit costs ----------------------------------------------------------------------------------

/// Money for 1,000 requests: cost_hour / (3.6 rate).
double cost_per_1000(double cost_hour, double rate);

/// Money for 1,000 requests more: price (1 + headroom) / (3.6 per_instance).
double marginal_per_1000(double price_hour, double headroom, double per_instance);

// --- credits of a promised availability ----------------------------------------------------------

/// A step: at least so available, so much of the month's revenue is given back.
struct sla_step {
    double availability, credit;
};

/// The share given back in a month: that of the highest step it reaches; all of it below the last.
double sla_credit(const struct sla_step *step, size_t steps, double availability);

#endif
