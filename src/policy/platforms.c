#include "policy/platforms.h"

#include <stddef.h>

const struct platform *const platform_list[] = {
    &platform_ec2, &platform_application, &platform_hpa, &platform_keda,
    &platform_mig, &platform_scale_set,   NULL,
};
