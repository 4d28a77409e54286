// headroom size --tiers: a system of tiers instead of one fleet.
#ifndef HEADROOM_ANSWER_SIZE_TIERS_H
#define HEADROOM_ANSWER_SIZE_TIERS_H

#include "terms/terms.h"

/// Answers for the tiers of --tiers and --links and the demand of --demand. 1: the answer is no.
int size_tiers(struct sizing_options *options, struct err *err);

#endif
