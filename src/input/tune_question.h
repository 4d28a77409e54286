// What tune is asked: options, rules and the trace put together.
#ifndef HEADROOM_INPUT_TUNE_QUESTION_H
#define HEADROOM_INPUT_TUNE_QUESTION_H

#include "advise/tune.h"
#include "input/replay_setup.h"

#include <stdbool.h>

/// The options of tune alone.
extern const struct option_use options_tune[];

enum { TUNE_RULES_MAX = 64 };

/// Zero-initialise; release with tune_asked_release.
struct tune_asked {
    struct replay_setup setup;
    struct requirements requirements;
    bool rules_by_default;
    struct tune_rule rule[TUNE_RULES_MAX];
    const char *scenario[TUNE_SCENARIOS_MAX]; ///< "trace", "10x"
    enum tune_kind plain;                     ///< kind of the plain policy to compare with
    instant now;                              ///< with which the expiry of waivers is compared
    struct tune_ground ground;
    struct usual_need usual;
    struct tune_question question;
};

/// Reads everything. Errors: those of the trace, the options and the rules; a trace or a part of it
/// that is too short to learn from; no demand.
int tune_asked_read(struct invocation *invocation, struct tune_asked *asked, struct err *err);

void tune_asked_release(struct tune_asked *asked);

#endif
