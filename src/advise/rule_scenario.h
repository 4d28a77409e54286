// Which replays a rule is about.
#ifndef HEADROOM_ADVISE_RULE_SCENARIO_H
#define HEADROOM_ADVISE_RULE_SCENARIO_H

#include "advise/requirement.h"

enum scenario_kind {
    SCENARIO_TRACE,       ///< what was, or a path of what may come
    SCENARIO_SURGE,       ///< a surge that is asked for by --stress
    SCENARIO_NAMED_SURGE, ///< one that only rules name
};

/// Whether a rule is about a scenario. One that names a scenario is about that alone ("trace":
/// about every trace); else it is about traces, and about the surges of --stress for which no other
/// rule names the measure, but what costs is asked of traces alone. A rule of lint is about none,
/// and its measure has to be one of a replay else.
bool rule_is_about(const struct requirements *rules, const struct requirement *rule,
                   enum scenario_kind kind, const char *scenario);

#endif
