#include "service/beside_instances.h"

#include "maths/whole_instances.h"

#include <math.h>

enum { BLOCKS_MAX = 10000000 };
static const double ms_per_s = 1000;

double function_gb_s(const struct function_request *request)
{
    double billed_s = (instances_up(request->duration_s * ms_per_s) +
                       request->cold_share * instances_up(request->start_s * ms_per_s)) /
                      ms_per_s;
    return billed_s * request->memory_gb;
}

double instance_fleet_count(const struct instance_fleet *fleet, double rate)
{
    double need = instances_up(rate * (1 + fleet->headroom) / fleet->per_instance);
    return fmax(fleet->min, need + fleet->spare);
}

struct fleet_crossings instance_fleet_crossings(const struct instance_fleet *fleet,
                                                double hour_per_rate)
{
    struct fleet_crossings found = {(double)NAN, (double)NAN};
    double block = fleet->per_instance / (1 + fleet->headroom);
    if (!(hour_per_rate * block > fleet->price_hour))
        return found;
    // Behind this block the rate at its beginning pays for its instances already.
    double last = (fleet->spare * fleet->price_hour + hour_per_rate * block) /
                  (hour_per_rate * block - fleet->price_hour);
    last = fmin(BLOCKS_MAX, ceil(fmax(last, fleet->min)) + 1);
    for (double b = 1; b <= last; b++) {
        double from = (b - 1) * block, to = b * block;
        double pays = fmax(fleet->min, b + fleet->spare) * fleet->price_hour / hour_per_rate;
        if (isnan(found.first) && pays <= to)
            found.first = fmax(pays, from);
        if (pays > to)
            found.always = (double)NAN;
        else if (pays > from || isnan(found.always))
            found.always = fmax(pays, from);
    }
    return found;
}

double instance_fleet_scale(const struct instance_fleet *fleet, const double *rate, size_t n,
                            double hour_per_rate, double most)
{
    double cheaper_from = (double)NAN;
    for (double step = floor(most * 100 + 0.5); step >= 1; step--) {
        double followed = 0, paid = 0;
        for (size_t i = 0; i < n; i++) {
            double scaled = rate[i] * step / 100;
            followed += instance_fleet_count(fleet, scaled) * fleet->price_hour;
            paid += scaled * hour_per_rate;
        }
        if (!(followed <= paid))
            break;
        cheaper_from = step / 100;
    }
    return cheaper_from;
}

struct task_packing task_packing_of(const struct container_task *task, double vcpu_hour,
                                    double gib_hour, const struct container_task *instance,
                                    double reserved, double price_hour)
{
    struct task_packing packing = {
        .fit = fmin(instances_down(instance->vcpu * (1 - reserved) / task->vcpu),
                    instances_down(instance->gib * (1 - reserved) / task->gib)),
        .price_of_task = task->vcpu * vcpu_hour + task->gib * gib_hour,
        .instance_each = (double)NAN,
        .cheaper_from = (double)NAN,
    };
    if (packing.fit < 1)
        return packing;
    packing.instance_each = price_hour / packing.fit;
    double from = floor(price_hour / packing.price_of_task) + 1;
    if (from <= packing.fit)
        packing.cheaper_from = from;
    return packing;
}

double database_units(double rate, double target)
{
    return fmax(1, instances_up(rate / target));
}

double database_break_even(double unit_hour, double request_price)
{
    return unit_hour / (3600 * request_price);
}

double cost_per_1000(double cost_hour, double rate)
{
    return cost_hour / (3.6 * rate);
}

double marginal_per_1000(double price_hour, double headroom, double per_instance)
{
    return price_hour * (1 + headroom) / (3.6 * per_instance);
}

double sla_credit(const struct sla_step *step, size_t steps, double availability)
{
    const struct sla_step *reached = NULL;
    for (size_t i = 0; i < steps; i++)
        if (availability >= step[i].availability - 1e-12 &&
            (reached == NULL || step[i].availability > reached->availability))
            reached = &step[i];
    return reached == NULL ? 1 : reached->credit;
}
