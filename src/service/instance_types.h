// A catalogue of instance types: what each has and costs. One is carried by the program;
// --catalogue names another.
#ifndef HEADROOM_SERVICE_INSTANCE_TYPES_H
#define HEADROOM_SERVICE_INSTANCE_TYPES_H

#include "base/arena.h"
#include "base/byte_source.h"
#include "base/err.h"
#include "base/notes.h"
#include "table/schema.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>

extern const struct schema schema_instance_types;

/// A row of a catalogue. Texts are in the catalogue's arena.
struct instance_type {
    const char *name;
    const char *provider;        ///< NULL: not said
    const char *architecture;    ///< NULL: not said
    bool is_burstable;           ///< keeps its full speed only for a while
    double vcpu;                 ///< NaN: not said
    double threads_per_core;     ///< 2: a vCPU is half a core; NaN: not said
    double memory_bytes;         ///< NaN: not said
    double price_hour;           ///< on demand
    double per_instance;         ///< demand that one takes; NaN: by its vCPU
    double speed;                ///< of a vCPU, as a multiple of the others'; NaN: not said
    double most;                 ///< of it; infinite: any number
    double commit_1y, commit_3y; ///< effective price of a committed hour; NaN: not known
    double spot;                 ///< price of a spot hour; NaN: not known
    instant date;                ///< of the price on demand; INSTANT_NONE: not said
    const char *source;          ///< NULL: not said
    size_t line;
};

/// Zero-initialise; release with instance_types_release.
struct instance_types {
    const char *file;
    struct arena arena;
    struct instance_type *type;
    size_t count, capacity;
};

/// Reads a catalogue. Errors, by file, line and column: no name, the same name twice, no price, a
/// price or a size out of bounds, neither vcpu nor per_instance.
int instance_types_read(struct byte_source *source, struct instance_types *types,
                        struct notes *notes, struct err *err);

/// Opens the catalogue that `word` says: "default", "default:PROVIDER" (those of one provider) or a
/// file. Errors: as above; no such provider.
int instance_types_open(const char *word, struct instance_types *types, struct notes *notes,
                        struct err *err);

/// The type of this name; NULL when there is none.
const struct instance_type *instance_types_find(const struct instance_types *types,
                                                const char *name);

/// The name nearest to `name`, which may be misspelt; NULL when none is near.
const char *instance_types_nearest(const struct instance_types *types, const char *name);

/// Reads the table that the program carries as it is, for people to see and to change.
int embedded_table_read(const char *const *lines, struct table *table, struct err *err);

void instance_types_release(struct instance_types *types);

#endif
