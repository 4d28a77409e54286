// What containers need, as an answer.
#ifndef HEADROOM_ANSWER_RIGHTSIZE_ANSWER_H
#define HEADROOM_ANSWER_RIGHTSIZE_ANSWER_H

#include "advise/rightsize.h"
#include "answer/answer.h"

extern const struct schema schema_rightsize;
extern const struct schema schema_rightsize_facts;

struct rightsize_finding {
    struct rightsize *found;
    const struct rightsize_terms *terms;
    const struct manifest_list *manifests;
    const char *types_from; ///< what the node types are from; NULL: there are none
};

/// Notes what of single containers has to be known: too short a history, means, uneven replicas,
/// the end of a month that was not seen.
void rightsize_note(const struct rightsize_finding *finding, struct notes *notes);

void rightsize_fill(const struct rightsize_finding *finding, struct answer *answer);

/// What --emit writes: the commands for all containers that change.
void rightsize_commands(const struct rightsize_finding *finding, struct str *out);

#endif
