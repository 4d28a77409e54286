// Reading policies in tests: of texts and of files of samples/.
#ifndef HEADROOM_TESTS_POLICY_FIXTURE_H
#define HEADROOM_TESTS_POLICY_FIXTURE_H

#include "base/notes.h"
#include "policy/core/policy_read.h"
#include "tap.h"

#include <string.h>

/// Reads one text; the message is in `err` after -1.
static inline int read_text(const char *text, struct policy_set *set, struct err *err)
{
    struct policy_text one = {.name = "policy.json", .bytes = text, .length = strlen(text)};
    *err = (struct err){0};
    return policy_read_texts(&one, 1, NULL, set, NULL, err);
}

/// Passes when the text is refused with a message that ends in, or is, `message`.
static inline void refused(const char *text, const char *message, const char *name)
{
    struct policy_set set;
    struct err err;
    if (ok(read_text(text, &set, &err) == -1, "%s is refused", name))
        has_text(err.text, message, name);
    else
        policy_set_release(&set);
}

#endif
