// What a check demands, "10x:violation<=5%", and what excuses it for a while.
#ifndef HEADROOM_ADVISE_REQUIREMENT_H
#define HEADROOM_ADVISE_REQUIREMENT_H

#include "base/arena.h"
#include "base/byte_source.h"
#include "base/err.h"
#include "table/schema.h"
#include "time/instant.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>

enum requirement_comparison {
    REQUIRE_AT_MOST,
    REQUIRE_BELOW,
    REQUIRE_AT_LEAST,
    REQUIRE_ABOVE,
    REQUIRE_EQUAL,
    REQUIRE_UNEQUAL,
};

/// In what a limit is written.
enum limit_kind {
    LIMIT_NUMBER,      ///< k M G allowed, no unit
    LIMIT_SHARE,       ///< 5%, or 0.05
    LIMIT_PERCENT,     ///< 5%, or 5
    LIMIT_DURATION,    ///< 5m; in seconds
    LIMIT_MONEY_HOUR,  ///< 2.5/h, or 2.5
    LIMIT_MONEY_MONTH, ///< 2000/mo, or 2000
    LIMIT_DAYS,        ///< 30d, or 30; in days
    LIMIT_TIME,        ///< 2026-06-01; in milliseconds, as an instant
    LIMIT_RATE,        ///< 30k/s, or 30k; per second
    LIMIT_MULTIPLE,    ///< 2x
    LIMIT_WORD,        ///< late; compared as it is, with = and != alone
};

/// Why a rule need not hold, who answers for that, and until when.
struct waiver {
    const char *reason; ///< NULL: there is no waiver
    const char *owner;
    instant expires; ///< from then on it counts no more
};

struct requirement {
    const char *text;       ///< as written: "10x:violation<=5%"
    const char *place;      ///< "--require", "rules.csv:4"
    const char *scenario;   ///< "trace", "10x"; NULL: not said
    const char *measure;    ///< or a rule of lint that the waiver excuses
    const char *limit_text; ///< "5%"; NULL: a rule of lint, which has none
    enum requirement_comparison comparison;
    double limit; ///< in the unit of the measure; NaN until requirement_settle
    struct waiver waiver;
};

/// Zero-initialise; release with requirements_release.
struct requirements {
    struct arena arena; ///< of all texts
    struct requirement *item;
    size_t count, capacity;
};

/// The columns of a rules file.
extern const struct schema schema_rules;

/// Adds a requirement that was put together already; its texts are the list's.
void requirements_push(struct requirements *list, const struct requirement *requirement);

/// Takes "[SCENARIO:]MEASURE<=LIMIT" apart and adds it; also <, >=, >, = and !=. `place` says where
/// it stands. Errors: no comparison, no measure, no limit.
int requirements_add(struct requirements *list, const char *place, const char *text,
                     struct err *err);

/// Adds the rows of a rules file: rule, limit, and reason, owner and expires of a waiver. A limit
/// without a comparison is the most that may be; a row without a limit excuses a rule of lint.
/// Times without an offset are those of `zone`. Errors, with file and line: what cannot be read, a
/// waiver of which a part is missing, a row without limit that is no rule of lint, no row.
int requirements_read(struct byte_source *source, const struct zone *zone,
                      struct requirements *list, struct err *err);

/// Understands the limit as one of `kind`. Errors: a limit of another kind, a word that is compared
/// by more or less.
int requirement_settle(struct requirement *requirement, enum limit_kind kind,
                       double hours_per_month, struct err *err);

/// Whether `actual` keeps the limit; a missing number does not. The rounding error of decimal
/// numbers is forgiven.
bool requirement_holds(const struct requirement *requirement, double actual);

/// Whether `word` keeps a limit of LIMIT_WORD; a missing one (NULL) equals none.
bool requirement_holds_word(const struct requirement *requirement, const char *word);

/// Whether of two values the first is further from keeping the limit.
bool requirement_is_worse(const struct requirement *requirement, double actual, double than);

void requirements_release(struct requirements *list);

#endif
