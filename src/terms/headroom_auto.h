// --headroom auto: as much as demand rises within the time that instances take to come.
#ifndef HEADROOM_TERMS_HEADROOM_AUTO_H
#define HEADROOM_TERMS_HEADROOM_AUTO_H

#include "terms/terms.h"

/// Finds the headroom when --headroom is "auto" and the command takes --history: options->automatic
/// is set, and left NaN otherwise. Errors: no history, one that is not regular or too short, a
/// quantity that is none.
int headroom_auto_find(struct sizing_options *options, struct err *err);

#endif
