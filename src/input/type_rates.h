// A catalogue of instance types, and what one of each takes of the demand: its own per_instance, or
// that of the type it was measured on by vCPU and speed, and what its memory holds.
#ifndef HEADROOM_INPUT_TYPE_RATES_H
#define HEADROOM_INPUT_TYPE_RATES_H

#include "service/instance_types.h"
#include "sizing/type_choice.h"
#include "terms/terms.h"

/// Zero-initialise; release with type_rates_release.
struct type_rates {
    const struct sizing_options *options;
    struct instance_types types;
    const struct instance_type *reference; ///< takes per_instance; NULL: none is named
    struct type_offer *offer;              ///< of each type
    enum bound_by *rate_by;                ///< what limits one of each
};

/// Reads --catalogue and --type. Errors: those of instance_types_open; a type that is not there; a
/// type of which nothing says what it takes; terms that are of one type (--memory, --latency).
int type_rates_read(const struct sizing_options *options, struct type_rates *rates,
                    struct err *err);

/// Settles what one of each takes: `sizing` has the terms that all share, its throughput being that
/// of the reference, in `unit`. Errors: a type without the memory that requests are to fill.
int type_rates_settle(struct type_rates *rates, const struct sizing *sizing,
                      const struct demand_unit *unit, struct err *err);

/// Whether the full speed of a type, which it keeps only for a while, would be taken for what it
/// takes: such a one is left out.
bool type_rates_leaves_out(const struct type_rates *rates, const struct instance_type *type);

/// Notes types that do not say where their price is from, and vCPU that are cores of one type and
/// half a core of another.
void type_rates_note(const struct type_rates *rates, struct notes *notes);

void type_rates_release(struct type_rates *rates);

#endif
