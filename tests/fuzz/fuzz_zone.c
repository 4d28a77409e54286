// Time zones: any bytes are refused or are a zone whose answers agree with each other.
#include "time/zone.h"

#include <stdint.h>
#include <stdlib.h>

static void require(int condition)
{
    if (!condition)
        abort();
}

static void check(const struct zone *zone, instant time)
{
    int32_t offset_s = zone_offset_s(zone, time);
    require(offset_s <= 26 * 3600 && offset_s >= -26 * 3600);
    instant next = zone_next_change(zone, time);
    require(next == INSTANT_NONE || next > time);
    if (next != INSTANT_NONE) {
        require(zone_offset_s(zone, next) != zone_offset_s(zone, next - 1));
        require(zone_offset_s(zone, next - 1) == offset_s);
    }
    struct civil local;
    civil_from_instant(time + offset_s * INSTANT_PER_SECOND, &local);
    instant first;
    instant second;
    enum local_times times = zone_local_to_instant(zone, &local, &first, &second);
    // A local time that is read off an instant exists; among more than two the first two are given.
    require(times != LOCAL_NONE);
    require(first == time || second == time || (times == LOCAL_TWO && first < time));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct zone *zone;
    struct err err;
    if (zone_from_bytes(&zone, "fuzz", data, size, &err) != 0)
        return 0;
    for (instant time = INT64_C(-4000000000000); time < INT64_C(20000000000000);
         time += INT64_C(1234567890123))
        check(zone, time);
    instant change = zone_next_change(zone, 0);
    for (int i = 0; i < 6 && change != INSTANT_NONE; i++) {
        check(zone, change - 1);
        check(zone, change);
        change = zone_next_change(zone, change);
    }
    zone_close(zone);
    return 0;
}
