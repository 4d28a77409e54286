// --shard I/N: a part of the series, so that N processes, on one machine or on many, do all of
// them.
#ifndef HEADROOM_INPUT_SHARD_OPTION_H
#define HEADROOM_INPUT_SHARD_OPTION_H

#include "cli/invocation.h"
#include "series/series.h"

#include <stdint.h>

/// Part `part` of `parts`, counted from 1; {1, 1} is everything.
struct shard {
    uint64_t part, parts;
};

/// What --shard says; everything where it is not given. Errors: no I/N with 1 <= I <= N.
int shard_option(const struct invocation *invocation, struct shard *shard, struct err *err);

/// Whether a key (NULL: the one series without a key, which is the empty key) belongs to a part:
/// its 64-bit FNV-1a hash (Fowler, Noll, Vo; offset basis 14695981039346656037, prime
/// 1099511628211) modulo the number of parts is the part less 1. The same on every machine and in
/// every version.
bool shard_holds(const struct shard *shard, const char *key);

/// Leaves out the series of other parts, and notes how many are left. Where none is, it ends the
/// command: -1 with `invocation->empty_part` set, which the dispatcher takes for done.
int keep_shard(struct invocation *invocation, struct series_set *set, struct err *err);

/// The note and the end of that for what a command has left out itself: `kept` of `read` series.
int shard_note(struct invocation *invocation, size_t kept, size_t read, struct err *err);

#endif
