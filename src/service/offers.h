// What a provider offers for a commitment, and what is committed already: the files of --offers and
// --owned.
#ifndef HEADROOM_SERVICE_OFFERS_H
#define HEADROOM_SERVICE_OFFERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/notes.h"
#include "table/schema.h"
#include "time/instant.h"

#include <stddef.h>

enum offer_kind {
    OFFER_RESERVATION, ///< units of a type
    OFFER_PLAN,        ///< money an hour
    OFFER_SPOT,        ///< may be taken back at any time
    OFFER_KINDS,
};

extern const struct schema schema_offers;
extern const struct schema schema_owned;

/// A row of --offers. Texts are in the list's arena.
struct offer {
    const char *name;
    enum offer_kind kind;
    double term_months; ///< NaN for spot
    double upfront;     ///< money at the start of the term
    double hourly;      ///< money an hour of a unit; NaN: a discount is given instead
    double discount;    ///< share of the price on demand; NaN: an hourly price is given
    const char *source;
    instant date; ///< of the price; INSTANT_NONE: not said
    size_t line;
};

/// A row of --owned: units that are paid for already.
struct owned {
    const char *name;
    double units;
    instant start, end; ///< INSTANT_NONE: always, for good
    size_t line;
};

/// Zero-initialise; release with offer_list_release.
struct offer_list {
    const char *file;
    struct arena arena;
    struct offer *offer;
    size_t offers, offer_capacity;
    struct owned *owned;
    size_t owneds, owned_capacity;
};

/// "reservation", "plan", "spot".
const char *offer_kind_name(enum offer_kind kind);

/// The effective price of an hour: hourly (or price less the discount) and the share of what is
/// paid at the start.
double offer_effective_hour(const struct offer *offer, double price, double hours_per_month);

/// Reads --offers. Errors, with file, line and column: a kind that is none; a reservation or plan
/// without a term; both or neither of hourly and discount; money, discounts and times out of
/// bounds; money at the start of a spot price.
int offers_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
                struct err *err);

/// Reads --owned. Errors: units that are no whole number, an end before the start.
int owned_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
               struct err *err);

void offer_list_release(struct offer_list *list);

#endif
