#include "cli/option_catalogue.h"

#include <math.h>

#define QUANTITY(of) .kind = OPTION_QUANTITY, .dimension = (of), .group = GROUP_TIERS
#define FROM(first, last) .range = {.least = (first), .most = (last)}
#define ABOVE_0(last) .range = {.above = true, .most = (last)}
#define MOST_COUNT 1e12
#define MOST_BYTES 1e18
#define MOST_DEMAND 1e18
#define MOST_SECONDS (100 * 365 * 86400.0)

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
    [OPT_KEYS] = {.name = "keys", QUANTITY(DIMENSION_COUNT), .argument = "COUNT",
        .assumption = "keys", FROM(1, 1e9),
        .help = "keys that a cache is asked for, with item_size: its hit ratio follows from "
                "its memory"},
    [OPT_ZIPF] = {.name = "zipf", QUANTITY(DIMENSION_COUNT), .argument = "NUMBER",
        .assumption = "zipf", FROM(0, 5),
        .help = "how uneven keys are asked for: the one of rank k in proportion to k^-zipf; "
                "default: 0.99"},
    [OPT_ITEM_SIZE] = {.name = "item-size", QUANTITY(DIMENSION_BYTES), .argument = "BYTES",
        .assumption = "item_size", ABOVE_0(MOST_BYTES),
        .help = "memory that an item takes in a cache, its bookkeeping included"},
    [OPT_TTL] = {.name = "ttl", QUANTITY(DIMENSION_DURATION), .argument = "DURATION",
        .assumption = "ttl", ABOVE_0(MOST_SECONDS),
        .help = "after which a cache drops an item, used or not"},
    [OPT_HIT_TARGET] = {.name = "hit-target", QUANTITY(DIMENSION_RATIO), .argument = "RATIO",
        .assumption = "hit_target", .range = {.most = 1, .below = true},
        .help = "hit ratio that a cache is to have: as many nodes as hold enough keys"},
    [OPT_ENGINE] = {.name = "engine", .kind = OPTION_WORD, .group = GROUP_TIERS,
        .choices = {"mysql", "postgres"}, .assumption = "engine",
        .help = "of a managed database: max_connections follow from its memory where they are not "
                "given"},
    [OPT_WAIT] = {.name = "wait", QUANTITY(DIMENSION_DURATION), .argument = "DURATION",
        .assumption = "wait", FROM(0, MOST_SECONDS),
        .help = "longest that a query should wait for a connection of a pool; default: 5ms"},
    [OPT_WAIT_SHARE] = {.name = "wait-share", QUANTITY(DIMENSION_RATIO), .argument = "RATIO",
        .assumption = "wait_share", .range = {.above = true, .most = 1},
        .help = "share of queries that may wait longer; default: 1%"},
    [OPT_APPLY_RATE] = {.name = "apply-rate", QUANTITY(DIMENSION_RATE), .argument = "RATE",
        .assumption = "apply_rate", ABOVE_0(MOST_DEMAND),
        .help = "writes that a replica replays, or messages that consumers work off, at most"},
    [OPT_BURST_RATE] = {.name = "burst-rate", QUANTITY(DIMENSION_RATE), .argument = "RATE",
        .assumption = "burst_rate", FROM(0, MOST_DEMAND),
        .help = "writes or messages in a burst, with burst_time"},
    [OPT_BURST_TIME] = {.name = "burst-time", QUANTITY(DIMENSION_DURATION), .argument = "DURATION",
        .assumption = "burst_time", FROM(0, MOST_SECONDS),
        .help = "how long a burst lasts"},
    [OPT_SEND_RATE] = {.name = "send-rate", QUANTITY(DIMENSION_BYTE_RATE), .argument = "BYTES",
        .assumption = "send_rate", ABOVE_0(MOST_BYTES),
        .help = "what a shard sends while data move to others, such as 100MiB/s"},
    [OPT_RECEIVE_RATE] = {.name = "receive-rate", QUANTITY(DIMENSION_BYTE_RATE), .argument = "BYTES",
        .assumption = "receive_rate", ABOVE_0(MOST_BYTES),
        .help = "what a shard receives; default: send_rate"},
    [OPT_HASH_POINTS] = {.name = "hash-points", QUANTITY(DIMENSION_COUNT), .argument = "COUNT",
        .assumption = "hash_points", FROM(1, 1e6),
        .help = "points that a shard has on a hash ring: how uneven shards are follows, where "
                "imbalance is not given"},
    [OPT_DOWNTIME] = {.name = "downtime", QUANTITY(DIMENSION_DURATION), .argument = "DURATION",
        .assumption = "downtime", FROM(0, MOST_SECONDS),
        .help = "how long a machine is away when it is resized"},
    [OPT_RESIZES] = {.name = "resizes", QUANTITY(DIMENSION_COUNT), .argument = "COUNT",
        .assumption = "resizes", FROM(0, 1e5),
        .help = "how often it is resized in a year"},
    [OPT_DATA_GROWTH] = {.name = "data-growth", QUANTITY(DIMENSION_UNKNOWN), .argument = "BYTES|RATIO",
        .assumption = "data_growth", FROM(0, MOST_BYTES), .share_range = {.most = 10},
        .help = "what is stored more each day, such as 5GiB or 1%"},
    [OPT_GROWTH_MONTH] = {.name = "growth-month", QUANTITY(DIMENSION_RATIO), .argument = "RATIO",
        .assumption = "growth_month", FROM(0, 10),
        .help = "growth of demand a month, for the time until the disks' iops are used up"},
    [OPT_WRITE_BYTES] = {.name = "write-bytes", QUANTITY(DIMENSION_BYTES), .argument = "BYTES",
        .assumption = "write_bytes", FROM(0, MOST_BYTES),
        .help = "what a request leaves behind, instead of data, with retention"},
    [OPT_RETENTION] = {.name = "retention", QUANTITY(DIMENSION_DURATION), .argument = "DURATION",
        .assumption = "retention", ABOVE_0(MOST_SECONDS),
        .help = "how long it is kept"},
    [OPT_COPIES] = {.name = "copies", QUANTITY(DIMENSION_COUNT), .argument = "COUNT",
        .assumption = "copies", FROM(1, 100),
        .help = "in how many copies; default: 1"},
    [OPT_COMPRESSION] = {.name = "compression", QUANTITY(DIMENSION_COUNT), .argument = "NUMBER",
        .assumption = "compression", FROM(1, 1000),
        .help = "by how much it is compressed, such as 2.5; default: 1"},
};
// clang-format on

const struct option *option_tiers_at(enum option_id id)
{
    return &catalogue[id];
}
