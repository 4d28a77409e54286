// What becomes of a per-instance metric when the group changes at the same load.
#ifndef HEADROOM_POLICY_CORE_FLAP_PROJECTION_H
#define HEADROOM_POLICY_CORE_FLAP_PROJECTION_H

#include <stdbool.h>

/// metric x capacity / after: the load is shared by `after` instances; infinite for none.
double projected_metric(double metric, double capacity, double after);

/// Whether removing instances would bring the metric to the scale-out threshold at once, the test
/// by which Azure skips a scale-in (Azure Monitor autoscale, "Flapping").
bool scale_in_would_flap(double metric, double capacity, double removed,
                         double scale_out_threshold);

#endif
