// Google Cloud: autoscalers of managed instance groups.
#ifndef HEADROOM_POLICY_GCP_GCP_PLATFORM_H
#define HEADROOM_POLICY_GCP_GCP_PLATFORM_H

#include "policy/core/platform.h"

extern const struct platform platform_mig;

#endif
