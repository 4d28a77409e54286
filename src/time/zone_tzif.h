// The content of a TZif file (RFC 9636, versions 1 to 4): changes of offset, and the rule behind
// them.
#ifndef HEADROOM_TIME_ZONE_TZIF_H
#define HEADROOM_TIME_ZONE_TZIF_H

#include "base/err.h"
#include "time/zone_rule.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Zero-initialise; `change` is allocated.
struct zone_table {
    int32_t initial_s; ///< offset before the first change
    struct zone_change *change;
    size_t changes;
    size_t capacity;
    bool has_rule;
    struct zone_rule rule;
};

/// Reads the bytes of a TZif file. Errors (with `name`): not TZif, damaged, counting leap seconds.
int zone_tzif_parse(struct zone_table *table, const char *name, const unsigned char *bytes,
                    size_t length, struct err *err);

#endif
