// What a check decided of each rule.
#ifndef HEADROOM_ADVISE_VERDICT_H
#define HEADROOM_ADVISE_VERDICT_H

#include "advise/requirement.h"
#include "base/str.h"
#include "policy/core/lint.h"

enum verdict_status {
    VERDICT_PASS,
    VERDICT_WAIVED,  ///< it fails, and a waiver excuses that
    VERDICT_ADVICE,  ///< of lint: does not decide
    VERDICT_WARNING, ///< of lint: does not decide
    VERDICT_FAIL,
};

/// What the rule is about.
enum verdict_source {
    VERDICT_LINT,
    VERDICT_REPLAY,
    VERDICT_PLAN,
};

struct verdict {
    const char *rule; ///< as written, or the identifier of a rule of lint
    enum verdict_source source;
    enum verdict_status status;
    enum limit_kind kind;      ///< of actual and limit
    double actual, limit;      ///< NaN: the rule has none, or the number is missing
    const char *word, *wanted; ///< of LIMIT_WORD: what stands there, and what the rule names; NULL
    const char *where;         ///< "asg.json:12", "10x", "plan.csv:7"; "" where nothing says it
    struct policy_origin origin; ///< the file and line to show it at
    instant at;                  ///< when it was worst; INSTANT_NONE
    const char *finding;         ///< what breaks the rule, and what became of its waiver; ""
    const char *remedy;          ///< what to do; ""
    const char *group;           ///< of several that are checked, the one that it is about; NULL
};

/// Zero-initialise; release with verdicts_release.
struct verdicts {
    struct arena arena; ///< of all texts
    struct verdict *item;
    size_t count, capacity;
};

/// "pass", "waived", "advice", "warning", "fail".
const char *verdict_status_name(enum verdict_status status);

/// Adds a verdict; its texts are copied, NULL becoming "".
void verdicts_add(struct verdicts *verdicts, const struct verdict *verdict);

/// The file that a verdict is about, as the command line has it but for a leading "./"; NULL:
/// none, or standard input.
const char *verdict_file(const struct verdict *verdict);

/// Appends what a verdict says: finding, time and remedy.
void verdict_tell(const struct verdict *verdict, struct str *out);

/// Whether a waiver counts at `now`; *words says what it is, or since when it is not any more, ""
/// where there is none.
bool waiver_holds(const struct waiver *waiver, instant now, struct arena *arena,
                  const char **words);

/// Adds what lint found: each finding, waived where `list` has a waiver for its rule that counts at
/// `now`, or that there is no error. `group` names the one of several; NULL.
void verdicts_add_lint(struct verdicts *verdicts, const struct lint_report *report,
                       const char *group, const struct requirements *list, instant now);

/// How many have the status, of one source or (`source` < 0) of all.
size_t verdicts_count(const struct verdicts *verdicts, enum verdict_status status, int source);

void verdicts_release(struct verdicts *verdicts);

#endif
