// The autoscaler of a managed instance group of Google Cloud at work, minute by minute.
#ifndef HEADROOM_SIM_MIG_GROUP_H
#define HEADROOM_SIM_MIG_GROUP_H

#include "sim/autoscaler.h"

extern const struct autoscaler_class mig_group_class;

#endif
