// The last plan beside this one: what changed since, and how it did against what came.
#ifndef HEADROOM_ANSWER_PLAN_CHANGES_H
#define HEADROOM_ANSWER_PLAN_CHANGES_H

#include "answer/plan_report.h"
#include "policy/core/value_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLAN_CHANGES_MAX = 64, LAST_WEEKS_MAX = 104 };

/// What was said then and is now; NULL: nothing was.
struct plan_change {
    const char *what, *before, *now;
};

/// A week of the last plan that is over: its highest measured step against what it planned for.
struct last_plan_week {
    instant start; ///< on the readers' clock
    double planned, measured;
};

/// Zero-initialise; release with plan_changes_release.
struct plan_changes {
    struct value_tree tree;  ///< of the last plan
    const struct node *root; ///< NULL: none was given
    const struct node *last; ///< of it, that of the series
    struct arena arena;
    struct plan_change change[PLAN_CHANGES_MAX];
    size_t changes;
    struct last_plan_week week[LAST_WEEKS_MAX];
    size_t weeks, covered; ///< `covered` of them stayed within what was planned for
};

/// Reads the last plan, of one or several services. Errors: no file of JSON, no plan of this
/// program.
int plan_changes_read(const char *path, struct plan_changes *changes, struct err *err);

/// Compares with the last plan of the same series. Returns 1 where the file has plans of several
/// services and none of this. Errors: a plan of another series, or of no week that this one or its
/// history has.
int plan_changes_find(const struct plan_report *report, struct plan_changes *changes,
                      struct err *err);

/// How the last plan did, in a sentence.
const char *plan_changes_words(const struct plan_changes *changes, struct arena *arena);

/// Appends them as a section of a document and of a page (false: there are none), as the members
/// "changes" and "last_plan" of JSON, null where no plan was given.
void plan_changes_document(const struct plan_report *report, struct document *document);
bool plan_section_changes(const struct plan_report *report, struct arena *arena, struct str *out);
void plan_changes_json(const struct plan_report *report, struct str *out);

/// Puts into a row of the plan's own object which plan it is, one more than the last one or 1, and
/// when the one that it replaces was made.
void plan_changes_revision(const struct plan_report *report, struct table *meta, size_t row);

void plan_changes_release(struct plan_changes *changes);

#endif
