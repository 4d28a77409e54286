#include "cli/failures.h"

#include "base/memory.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/// So many others of a kind are named; more are a count.
enum { OTHERS_NAMED = 4 };

/// Texts that differ for every series are not compared without end.
enum { KINDS_COMPARED = 64 };

/// The series that failed for one reason.
struct failure {
    char *reason; ///< of the first one
    char *text;   ///< the first one's name and reason
    struct str others;
    size_t count;
};

/// Whether two reasons differ in their numbers at most.
static bool is_like(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t digits = strspn(a, "0123456789");
        size_t others = strspn(b, "0123456789");
        if (digits > 0 && others > 0) {
            a += digits;
            b += others;
        } else if (*a++ != *b++) {
            return false;
        }
    }
    return *a == *b;
}

/// The kind that a reason belongs to; NULL where it is the first of one, or -v names each.
static struct failure *find_kind(struct invocation *invocation, const char *reason)
{
    if (option_given(invocation, OPT_VERBOSE))
        return NULL;
    for (size_t i = 0; i < invocation->failures && i < KINDS_COMPARED; i++)
        if (is_like(invocation->failure[i].reason, reason))
            return &invocation->failure[i];
    return NULL;
}

void invocation_fail_series(struct invocation *invocation, const char *key, const struct err *err)
{
    const char *name = invocation_escape(invocation, key);
    size_t length = strlen(name);
    bool says_it = strncmp(err->text, name, length) == 0 && err->text[length] == ':';
    const char *reason = err->text + (says_it ? length + 1 : 0);
    reason += strspn(reason, " ");
    invocation->error_count++;
    struct failure *same = find_kind(invocation, reason);
    if (same != NULL) {
        if (same->count++ <= OTHERS_NAMED)
            str_appendf(&same->others, "%s%s", same->others.length > 0 ? ", " : "", name);
        return;
    }
    struct str text = {0};
    str_appendf(&text, "%s: %s", name, reason);
    struct failure failure = {mem_strdup(reason), mem_strdup(str_text(&text)), {0}, 1};
    str_release(&text);
    VEC_PUSH(invocation->failure, invocation->failures, invocation->failure_capacity, failure);
}

void failures_write(const struct invocation *invocation, struct str *out)
{
    for (size_t i = 0; i < invocation->failures; i++) {
        const struct failure *failure = &invocation->failure[i];
        str_appendf(out, "headroom: %s", failure->text);
        if (failure->count > OTHERS_NAMED + 1)
            str_appendf(out, " (and %zu like it; -v names each)", failure->count - 1);
        else if (failure->count > 1)
            str_appendf(out, " (and %zu like it: %s)", failure->count - 1,
                        str_text(&failure->others));
        str_append_char(out, '\n');
    }
}

void failures_release(struct invocation *invocation)
{
    for (size_t i = 0; i < invocation->failures; i++) {
        struct failure *failure = &invocation->failure[i];
        free(failure->reason);
        free(failure->text);
        str_release(&failure->others);
    }
    free(invocation->failure);
    invocation->failure = NULL;
    invocation->failures = 0;
}
