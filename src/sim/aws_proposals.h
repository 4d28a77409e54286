// What each policy of an AWS group asks for at a moment.
#ifndef HEADROOM_SIM_AWS_PROPOSALS_H
#define HEADROOM_SIM_AWS_PROPOSALS_H

#include "sim/aws_group.h"

/// Fills group->proposal after its alarms have looked at their metrics.
void aws_propose(struct aws_group *group, const struct fleet *fleet, instant now);

#endif
