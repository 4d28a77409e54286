#include "cli/option_catalogue.h"

#include <math.h>

#define QUANTITY(of) .kind = OPTION_QUANTITY, .dimension = (of), .group = GROUP_TIERS
#define FROM(first, last) .range = {.least = (first), .most = (last)}
#define ABOVE_0(last) .range = {.above = true, .most = (last)}
#define MOST_COUNT 1e12
#define MOST_BYTES 1e18
#define MOST_DEMAND 1e18

// What describes a tier is no option of any command: a file has it, a column or a row for each
// tier.
// clang-format off
static const struct option catalogue[OPT_COUNT] = {
    [OPT_TIERS] = {.name = "tiers", .kind = OPTION_INPUT_FILE, .group = GROUP_TIERS,
        .argument = "FILE",
        .help = "the tiers of a system, a row each: a CSV with the column tier and any assumption, "
                "such as per_instance, current, max, price: see headroom-size(1)"},
    [OPT_LINKS] = {.name = "links", .kind = OPTION_INPUT_FILE, .group = GROUP_TIERS,
        .argument = "FILE",
        .help = "who calls whom in --tiers: a CSV with the columns from, to, calls, on, each, pool, "
                "surge"},
    [OPT_SHARE] = {.name = "share", QUANTITY(DIMENSION_RATIO), .argument = "RATIO",
        .assumption = "share", FROM(0, 1),
        .help = "of a tier that none calls: share of the demand that it gets; default: all"},
    [OPT_MAX_CONNECTIONS] = {.name = "max-connections", QUANTITY(DIMENSION_COUNT),
        .argument = "COUNT", .assumption = "max_connections", ABOVE_0(MOST_COUNT),
        .help = "connections that a unit of a tier accepts from the units that call it"},
    [OPT_RESERVED_CONNECTIONS] = {.name = "reserved-connections", QUANTITY(DIMENSION_COUNT),
        .argument = "COUNT", .assumption = "reserved_connections", FROM(0, MOST_COUNT),
        .help = "of max_connections, those kept for administrators; default: 3"},
    [OPT_MEMORY_PER_CONNECTION] = {.name = "memory-per-connection", QUANTITY(DIMENSION_BYTES),
        .argument = "BYTES", .assumption = "memory_per_connection", ABOVE_0(MOST_BYTES),
        .help = "memory that an open connection takes, used or not, such as 10MiB"},
    [OPT_STORAGE] = {.name = "storage", QUANTITY(DIMENSION_BYTES), .argument = "BYTES",
        .assumption = "storage", ABOVE_0(MOST_BYTES),
        .help = "disk of a unit of a tier, such as 2000GiB"},
    [OPT_DATA] = {.name = "data", QUANTITY(DIMENSION_BYTES), .argument = "BYTES",
        .assumption = "data", FROM(0, MOST_BYTES),
        .help = "what a tier stores in all its units, all copies of it"},
    [OPT_FILL] = {.name = "fill", QUANTITY(DIMENSION_RATIO), .argument = "RATIO",
        .assumption = "fill", .range = {.above = true, .most = 1},
        .help = "share of storage that may be full; default: 80%"},
    [OPT_IOPS] = {.name = "iops", QUANTITY(DIMENSION_COUNT), .argument = "COUNT",
        .assumption = "iops", ABOVE_0(MOST_COUNT),
        .help = "reads and writes a second that the disks of a unit do"},
    [OPT_IO_PER_REQUEST] = {.name = "io-per-request", QUANTITY(DIMENSION_COUNT),
        .argument = "COUNT", .assumption = "io_per_request", FROM(0, 1e6),
        .help = "reads and writes of the disk that a request makes, with iops"},
    [OPT_BANDWIDTH_MBIT] = {.name = "bandwidth-mbit", QUANTITY(DIMENSION_COUNT),
        .argument = "MBIT", .assumption = "bandwidth_mbit", ABOVE_0(MOST_COUNT),
        .help = "what a unit's network or a shard of a stream carries, in megabits a second"},
    [OPT_BYTES_PER_REQUEST] = {.name = "bytes-per-request", QUANTITY(DIMENSION_BYTES),
        .argument = "BYTES", .assumption = "bytes_per_request", FROM(0, MOST_BYTES),
        .help = "bytes that a request moves, with bandwidth_mbit"},
    [OPT_THROTTLE] = {.name = "throttle", QUANTITY(DIMENSION_RATE), .argument = "RATE",
        .assumption = "throttle", ABOVE_0(MOST_DEMAND),
        .help = "rate at which a tier as a whole turns requests away, such as an interface's limit "
                "of an account"},
    [OPT_RETRIES] = {.name = "retries", .kind = OPTION_WHOLE, .group = GROUP_TIERS,
        .argument = "COUNT", .assumption = "retries", FROM(0, 100),
        .help = "attempts after the first that callers of a tier make, with retry for the share of "
                "attempts that fail"},
    [OPT_MULTIPLE] = {.name = "multiple", .kind = OPTION_WHOLE, .group = GROUP_TIERS,
        .argument = "COUNT", .assumption = "multiple", FROM(1, 1e6),
        .help = "units of a tier come in groups of so many, such as 3 copies"},
};
// clang-format on

const struct option *option_tiers_at(enum option_id id)
{
    return &catalogue[id];
}
