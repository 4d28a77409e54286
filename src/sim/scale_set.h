// The autoscale setting of a VM scale set of Azure at work, minute by minute.
#ifndef HEADROOM_SIM_SCALE_SET_H
#define HEADROOM_SIM_SCALE_SET_H

#include "sim/autoscaler.h"

extern const struct autoscaler_class scale_set_class;

#endif
