// What a scaling policy has to keep in its replay where nothing else is said: the one gate of
// check, of tune, and of what writes policies.
#ifndef HEADROOM_ADVISE_GATE_H
#define HEADROOM_ADVISE_GATE_H

#include "advise/requirement.h"
#include "base/arena.h"
#include "sim/outcome.h"

/// Short of capacity for at most a thousandth of the time; up and down at most three times a day,
/// which a day's course may take, and an oscillation exceeds.
#define GATE_VIOLATION "violation<=0.1%"
#define GATE_FLAPS "flaps_day<=6"
/// Beside them where it is known what an instance was tested to take.
#define GATE_TESTED "tested_most<=1"

enum { GATE_RULES = 2 };

/// Adds the rules of the gate.
int gate_add(struct requirements *rules, struct err *err);

/// Adds that no instance is to take more than a load test showed.
int gate_add_tested(struct requirements *rules, struct err *err);

/// Which rule of the gate an outcome breaks, with what it came to: "flaps_day<=6: flaps_day
/// is 7.2"; NULL where it keeps them all.
const char *gate_broken(const struct outcome *outcome, struct arena *arena);

#endif
