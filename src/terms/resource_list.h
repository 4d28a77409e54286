// The resources file and the tiers file: what a company runs, or what a system is made of, a row
// each, with the terms of each in columns of its own.
#ifndef HEADROOM_TERMS_RESOURCE_LIST_H
#define HEADROOM_TERMS_RESOURCE_LIST_H

#include "table/schema.h"
#include "terms/assumptions.h"

/// Their columns but for the names of assumptions, each of which may be one as well.
extern const struct schema schema_resources;
extern const struct schema schema_tiers;

enum resource_list_kind {
    LIST_OF_RESOURCES,
    LIST_OF_TIERS,
};

struct listed_resource {
    const char *name;
    const char *series; ///< key or column of its demand; NULL: as the resource is called
    const char *file;   ///< export of its own, of a tier its keys; NULL: those of all, none
    size_t line;
};

/// Zero-initialise; release with resource_list_release. Texts live in the assumptions' arena.
struct resource_list {
    const char *path; ///< for messages
    struct listed_resource *item;
    size_t count, capacity;
};

/// Reads a CSV with the columns resource, series, file, source, owner, or tier, source, owner, and
/// any name of an assumption, whose cells are as on the command line: 500/s, 4m, 0.0832/h. What a
/// cell says becomes the assumption of that resource, in place of those of files before. Files are
/// relative to the folder of the list. Errors, each with file:line and column: no column resource,
/// columns that resemble a known one, rows without a name, two rows of one name, cells that are no
/// value.
int resource_list_read(struct byte_source *source, enum resource_list_kind kind,
                       const struct assumption_names *names, struct assumptions *assumptions,
                       struct resource_list *list, struct notes *notes, struct err *err);

void resource_list_release(struct resource_list *list);

#endif
