// Which policies there are to choose from: kinds with their knobs, and the policy of a place.
#ifndef HEADROOM_ADVISE_TUNE_SPACE_H
#define HEADROOM_ADVISE_TUNE_SPACE_H

#include "advise/tune_search.h"
#include "advise/usual_need.h"
#include "base/str.h"
#include "policy/core/policy.h"

#include <stdatomic.h>
#include <stdbool.h>

enum tune_kind {
    TUNE_TRACKING, ///< target tracking of AWS
    TUNE_STEPS,    ///< step scaling of AWS
    TUNE_SERVICE,  ///< target tracking of Application Auto Scaling, for services of ECS
    TUNE_HPA,      ///< HorizontalPodAutoscaler
    TUNE_MIG,      ///< managed instance group of Google Cloud
    TUNE_AZURE,    ///< rules of a VM scale set of Azure
};

enum tune_knob_kind {
    KNOB_TARGET,    ///< utilization in per cent
    KNOB_MINIMUM,   ///< instances
    KNOB_POOL,      ///< stopped instances of the warm pool
    KNOB_SCHEDULE,  ///< per cent of the usual need of the hour, held as its minimum; 0: no schedule
    KNOB_IN,        ///< steps: which of the thresholds for scaling in, the highest being 0
    KNOB_RISE,      ///< steps: factor of growth that they add for
    KNOB_UP_WINDOW, ///< scaleUp.stabilizationWindowSeconds
    KNOB_DOWN_WINDOW,  ///< scaleDown.stabilizationWindowSeconds
    KNOB_IN_AFTER,     ///< steps: minutes for which the alarm for scaling in waits
    KNOB_OUT_COOLDOWN, ///< services: seconds of the cooldown after scaling out
    KNOB_IN_COOLDOWN,  ///< services: the same after scaling in
    KNOB_HOLD,         ///< Google: seconds for which the greatest size is kept
    KNOB_OUT_BY,       ///< Azure: instances that the rule adds
    KNOB_IN_SHARE,     ///< Azure: threshold for scaling in, per cent of that for scaling out
    KNOB_IN_BY,        ///< Azure: instances that the rule removes
};

enum { TUNE_VALUES_MAX = 96 };

struct tune_knob {
    enum tune_knob_kind kind;
    double value[TUNE_VALUES_MAX]; ///< in order
    size_t values;
    size_t coarse; ///< of the coarse grid
};

/// What is known of the fleet.
struct tune_ground {
    const char *group;              ///< what it is called
    double min, max;                ///< bounds for every policy
    double peak;                    ///< instances that the highest demand trained on fills
    double boot_s;                  ///< warm-up of new instances
    const struct usual_need *usual; ///< by the hour; NULL: the trace is too short for a schedule
};

struct tune_space {
    enum tune_kind kind;
    struct tune_knob knob[TUNE_KNOBS_MAX];
    size_t knobs;
    const struct tune_ground *ground;
    atomic_schar *verdict; ///< steps: of each table that was gone through, which many places share
};

/// All policies of a kind: targets from 20% to 95% (Google: to 90%), minima from ground->min to the
/// peak's need; for an AWS group warm pools up to half of that and, with ground->usual, schedules;
/// for services cooldowns; for an HPA stabilization windows. To be released with
/// tune_space_release.
void tune_space_init(struct tune_space *space, enum tune_kind kind,
                     const struct tune_ground *ground);

void tune_space_release(struct tune_space *space);

/// Its lattice for the search.
struct tune_lattice tune_space_lattice(const struct tune_space *space);

/// The value of a knob at a place; 0 where the space has no such knob.
double tune_space_value(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                        enum tune_knob_kind kind);

/// The policy of a place. False where there is none: a step table that would go round in circles,
/// or has no band. To be released with policy_set_release, also then.
bool tune_space_policy(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                       struct policy_set *set);

/// Target tracking at `target` per cent between the bounds of the ground, as an AWS group, as a
/// service, as an HPA or as a group of Google; for Azure rules that add a fifth of the peak at
/// `target` and remove one instance at half of it: what is compared with. To be released with
/// policy_set_release.
void tune_plain_policy(enum tune_kind kind, const struct tune_ground *ground, double target,
                       struct policy_set *set);

/// The greatest fleet that a policy could ever use where the highest demand fills `fleet` at
/// targets and with growth as they are searched: a greater maximum changes no replay.
double tune_space_fleet_most(double fleet);

/// "target tracking", "hpa".
const char *tune_kind_name(enum tune_kind kind);

/// Appends "target=62% minimum=4 schedule=80%": knobs that are 0 and add something are left out.
void tune_space_describe(const struct tune_space *space, const size_t at[TUNE_KNOBS_MAX],
                         struct str *out);

#endif
