// A step table for a fleet: which utilization adds or removes how many instances, so that no demand
// makes the fleet go round in circles.
#ifndef HEADROOM_ADVISE_STEP_DESIGN_H
#define HEADROOM_ADVISE_STEP_DESIGN_H

#include "base/err.h"
#include "policy/aws/step_oscillation.h"
#include "policy/core/policy.h"

#include <stdbool.h>
#include <stddef.h>

enum step_form {
    STEP_FORM_CHANGE,  ///< instances
    STEP_FORM_PERCENT, ///< per cent of the current fleet
};

enum { STEP_DESIGN_OUT_MAX = 4, STEP_DESIGN_IN_MAX = 2, STEP_DESIGN_LOWS_MAX = 8 };

/// What the table is to do. Utilization is in per cent, as CPU is: 100 on an instance that serves
/// all it can.
struct step_wish {
    enum step_form form;
    double target;   ///< utilization from which instances are added, and that a step leads back to
    double min, max; ///< of the fleet
    double usual;    ///< fleet for whose size changes are meant, between min and max
    double rise; ///< factor by which demand grows before new instances serve, at least 1: steps add
                 ///< for it
};

/// A side of the table, from the band outwards. Step i is from bound[i] to bound[i + 1], the last
/// one open; on the low side bounds fall.
struct step_side {
    double bound[STEP_DESIGN_OUT_MAX];
    double change[STEP_DESIGN_OUT_MAX]; ///< instances or per cent; below 0 on the low side
    size_t steps;
};

struct step_design {
    struct step_wish wish;
    double low; ///< utilization up to which instances are removed
    struct step_side out, in;
};

/// Thresholds for scaling in to choose from, highest first: below target x min / (min + 1), where
/// one instance more or less at the smallest fleet does not cross the band. Returns how many.
/// Errors: the target is out of range; min is 0, or above max; max is
/// above a million; no threshold of at least
/// STEP_LOW_LEAST is left, and then which min and which target would leave one.
int step_design_lows(const struct step_wish *wish, double low[STEP_DESIGN_LOWS_MAX], size_t *count,
                     struct err *err);

/// The table for one threshold out of step_design_lows. With bounds m_0 = target < m_1 < ... < 100,
/// the step from m_i to m_(i+1) adds rise x m_(i+1) / target - 1 of the fleet, so that its upper
/// end comes back to the target with the demand that has come by then; but never so much that its
/// lower end falls to the threshold for scaling in. A step in never brings the utilization to the
/// target.
void step_design_make(const struct step_wish *wish, double low, struct step_design *design);

/// The utilization of the usual fleet after `change` (of the table) at a utilization, with whole
/// instances and the same demand.
double step_design_after(const struct step_design *design, double change, double utilization);

/// Goes through the map of the table for every fleet between min and max and many demands, and
/// twice the utilization of a full fleet; *cycle says what goes round. Returns whether nothing
/// does.
bool step_design_rests(const struct step_design *design, struct step_cycle *cycle);

/// How many demands that are: 2000, fewer for fleets beyond some thousands.
size_t step_design_demands(const struct step_wish *wish);

/// What a policy is called in the cloud, and how its alarms look.
struct step_names {
    const char *group;
    double boot_s; ///< warm-up: new instances are left out of the metric until they serve
};

/// The table as two step scaling policies with their alarms, CPU of the group's instances: out
/// after 2 datapoints of a minute, in after 15. To be released with policy_set_release.
void step_design_policy(const struct step_design *design, const struct step_names *names,
                        struct policy_set *set);

/// Target tracking of the same metric and target for the same group, to compare with. To be
/// released with policy_set_release.
void step_design_tracking(const struct step_design *design, const struct step_names *names,
                          struct policy_set *set);

/// Minutes of datapoints that the alarms want before they act.
enum { STEP_OUT_DATAPOINTS = 2, STEP_IN_DATAPOINTS = 15, STEP_PERIOD_S = 60 };

/// The lowest threshold for scaling in, in per cent: an idle instance uses about as much.
#define STEP_LOW_LEAST 5.0

/// Targets between which a table can be made, in per cent.
#define STEP_TARGET_LEAST 10.0
#define STEP_TARGET_MOST 95.0

#endif
