// The tiers of a system and who calls whom, as --tiers and --links describe them.
#ifndef HEADROOM_TERMS_TIER_LIST_H
#define HEADROOM_TERMS_TIER_LIST_H

#include "sizing/tier_graph.h"
#include "sizing/tier_states.h"
#include "terms/terms.h"

/// Its columns, in --links.
extern const struct schema schema_links;

/// Of the file that the column popularity names.
extern const struct schema schema_popularity;

/// Zero-initialise; release with tier_system_release.
struct tier_system {
    struct resource_list list; ///< of the tiers, in the order of graph.tier
    struct tier_graph graph;
    struct tier_state *state; ///< of each tier
    size_t states, state_capacity;
    const char *links_path; ///< NULL: no links are given
};

/// Reads --tiers and --links of the command. A term of a tier is its column's, else the general
/// row's of --assume, else the default. Errors, each with file:line, column and what to do: those
/// of the files; terms of a tier that do not go together or are out of bounds; a link to a tier
/// that is not there, two alike, a cycle, calls below 0. Notes: tiers without any limit, links of
/// misses from a tier without a cache.
int tier_system_read(struct sizing_options *options, struct tier_system *system, struct err *err);

/// Reads links between tiers that the system has already: named, and with their state. Errors:
/// those of the links above.
int tier_links_read(struct sizing_options *options, struct byte_source *source,
                    struct tier_system *system, struct err *err);

void tier_system_release(struct tier_system *system);

#endif
