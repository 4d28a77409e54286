// Azure: autoscale settings of VM scale sets.
#ifndef HEADROOM_POLICY_AZURE_AZURE_PLATFORM_H
#define HEADROOM_POLICY_AZURE_AZURE_PLATFORM_H

#include "policy/core/platform.h"

extern const struct platform platform_scale_set;

#endif
