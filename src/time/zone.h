// Time zones from TZif files (RFC 8536, v2+ with footer rule), without touching the process's TZ.
#ifndef HEADROOM_TIME_ZONE_H
#define HEADROOM_TIME_ZONE_H

#include "base/err.h"
#include "time/instant.h"

struct zone;

/// Loads "UTC", a fixed offset ("+02:00", "UTC-5") or an IANA name from $TZDIR or
/// /usr/share/zoneinfo. Names with ".." or a leading "/" are refused; without tzdata only UTC and
/// offsets work, and the message says so. Case-exact.
int zone_open(struct zone **zone, const char *name, struct err *err);

/// Parses TZif bytes (tests and fuzzing).
int zone_from_bytes(struct zone **zone, const char *name, const unsigned char *bytes, size_t length,
                    struct err *err);

const char *zone_name(const struct zone *zone);

/// Seconds east of UTC at an instant.
int32_t zone_offset_s(const struct zone *zone, instant time);

/// What a local time means. NONE: the hour does not exist (spring forward), `first` is the instant
/// by the offset before the change; TWO: it happens twice (fall back), `first` and `second`.
enum local_times { LOCAL_NONE, LOCAL_ONE, LOCAL_TWO };
enum local_times zone_local_to_instant(const struct zone *zone, const struct civil *local,
                                       instant *first, instant *second);

/// Next instant after `time` at which the offset changes, INSTANT_NONE if never.
instant zone_next_change(const struct zone *zone, instant time);

void zone_close(struct zone *zone);

#endif
