// Prices of services beside instances: the table that the program carries, or --service-prices
// FILE.
#ifndef HEADROOM_SERVICE_SERVICE_PRICES_H
#define HEADROOM_SERVICE_SERVICE_PRICES_H

#include "base/arena.h"
#include "base/byte_source.h"
#include "base/err.h"
#include "table/schema.h"
#include "time/instant.h"

#include <stddef.h>

extern const struct schema schema_service_prices;

/// A row: of several with one name each holds for what is above its `above` in a month.
struct service_price {
    const char *name;
    double above, price;
    instant date;       ///< INSTANT_NONE: not said
    const char *source; ///< NULL: not said
};

/// Zero-initialise; release with service_prices_release.
struct service_prices {
    const char *file;
    struct arena arena;
    struct service_price *price;
    size_t count, capacity;
};

/// Errors, by file, line and column: no name, no price, one out of bounds, parts of one name that
/// do not rise from 0.
int service_prices_read(struct byte_source *source, struct service_prices *prices, struct err *err);

/// Opens the file `path`, or (NULL) the table that the program carries.
int service_prices_open(const char *path, struct service_prices *prices, struct err *err);

/// The first row of this name. Errors: there is none.
int service_prices_find(const struct service_prices *prices, const char *name,
                        const struct service_price **price, struct err *err);

/// What `amount` a month costs, part by part of the rows of this name, which is there.
double service_prices_cost(const struct service_prices *prices, const char *name, double amount);

void service_prices_release(struct service_prices *prices);

#endif
