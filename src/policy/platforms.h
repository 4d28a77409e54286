// The platforms there are: a new one is a folder beside this file and a line here and in
// platforms.c.
#ifndef HEADROOM_POLICY_PLATFORMS_H
#define HEADROOM_POLICY_PLATFORMS_H

#include "policy/aws/aws_platforms.h"
#include "policy/azure/azure_platform.h"
#include "policy/gcp/gcp_platform.h"
#include "policy/kubernetes/kubernetes_platforms.h"

#endif
