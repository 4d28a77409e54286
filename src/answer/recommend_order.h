// In which order the resources of headroom recommend grow, by who calls whom.
#ifndef HEADROOM_ANSWER_RECOMMEND_ORDER_H
#define HEADROOM_ANSWER_RECOMMEND_ORDER_H

#include "answer/recommend_resources.h"

/// With --links: a resource starts to grow when all that it calls are ready, which moves its
/// ready_in and its urgency. *words gets the order in the arena of the invocation, "db (5m), web
/// (7m)", NULL where nothing grows or there are no links. Errors: those of the links' file.
int recommend_order(struct advising *advising, const char **words, struct err *err);

#endif
