// The platforms of AWS.
#ifndef HEADROOM_POLICY_AWS_AWS_PLATFORMS_H
#define HEADROOM_POLICY_AWS_AWS_PLATFORMS_H

#include "policy/core/platform.h"

extern const struct platform platform_ec2;         ///< EC2 Auto Scaling groups
extern const struct platform platform_application; ///< Application Auto Scaling: ECS services ...

#endif
