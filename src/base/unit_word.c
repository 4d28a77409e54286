#include "base/unit_word.h"

#include "base/ascii.h"

#include <math.h>
#include <stdlib.h>

#define KIBI 1024.0
#define MEBI (KIBI * KIBI)
#define GIBI (KIBI * MEBI)
#define TEBI (KIBI * GIBI)
#define BIT (1.0 / 8)
#define HOUR 3600.0
#define DAY 86400.0

static const struct unit_word symbols[] = {
    {"s", "s", DIMENSION_DURATION, 0, 1, false},
    {"ms", "ms", DIMENSION_DURATION, -3, 1, false},
    {"us", "us", DIMENSION_DURATION, -6, 1, false},
    {"\xc2\xb5s", "us", DIMENSION_DURATION, -6, 1, false}, // micro sign
    {"\xce\xbcs", "us", DIMENSION_DURATION, -6, 1, false}, // Greek mu
    {"ns", "ns", DIMENSION_DURATION, -9, 1, false},
    {"min", "min", DIMENSION_DURATION, 0, 60, false},
    {"h", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"d", "d", DIMENSION_DURATION, 0, DAY, false},
    {"w", "w", DIMENSION_DURATION, 0, 7 * DAY, false},
    {"mo", "mo", DIMENSION_DURATION, 0, UNIT_HOURS_PER_MONTH *HOUR, true},
    {"y", "y", DIMENSION_DURATION, 0, 365 * DAY, false},
    {"%", "%", DIMENSION_RATIO, -2, 1, false},
    {"x", "x", DIMENSION_MULTIPLE, 0, 1, false},
    {"B", "B", DIMENSION_BYTES, 0, 1, false},
    {"By", "B", DIMENSION_BYTES, 0, 1, false},
    {"kB", "kB", DIMENSION_BYTES, 3, 1, false},
    {"KB", "kB", DIMENSION_BYTES, 3, 1, false},
    {"MB", "MB", DIMENSION_BYTES, 6, 1, false},
    {"GB", "GB", DIMENSION_BYTES, 9, 1, false},
    {"TB", "TB", DIMENSION_BYTES, 12, 1, false},
    {"KiB", "KiB", DIMENSION_BYTES, 0, KIBI, false},
    {"MiB", "MiB", DIMENSION_BYTES, 0, MEBI, false},
    {"GiB", "GiB", DIMENSION_BYTES, 0, GIBI, false},
    {"TiB", "TiB", DIMENSION_BYTES, 0, TEBI, false},
    {"Ki", "KiB", DIMENSION_BYTES, 0, KIBI, false},
    {"Mi", "MiB", DIMENSION_BYTES, 0, MEBI, false},
    {"Gi", "GiB", DIMENSION_BYTES, 0, GIBI, false},
    {"Ti", "TiB", DIMENSION_BYTES, 0, TEBI, false},
    {"b", "bit", DIMENSION_BYTES, 0, BIT, false},
    {"kb", "kbit", DIMENSION_BYTES, 3, BIT, false},
    {"Kb", "kbit", DIMENSION_BYTES, 3, BIT, false},
    {"Mb", "Mbit", DIMENSION_BYTES, 6, BIT, false},
    {"Gb", "Gbit", DIMENSION_BYTES, 9, BIT, false},
    {"kbit", "kbit", DIMENSION_BYTES, 3, BIT, false},
    {"Mbit", "Mbit", DIMENSION_BYTES, 6, BIT, false},
    {"Gbit", "Gbit", DIMENSION_BYTES, 9, BIT, false},
    {"Bps", "B/s", DIMENSION_BYTE_RATE, 0, 1, false},
    {"binBps", "B/s", DIMENSION_BYTE_RATE, 0, 1, false},
    {"KBs", "kB/s", DIMENSION_BYTE_RATE, 3, 1, false},
    {"MBs", "MB/s", DIMENSION_BYTE_RATE, 6, 1, false},
    {"GBs", "GB/s", DIMENSION_BYTE_RATE, 9, 1, false},
    {"KiBs", "KiB/s", DIMENSION_BYTE_RATE, 0, KIBI, false},
    {"MiBs", "MiB/s", DIMENSION_BYTE_RATE, 0, MEBI, false},
    {"GiBs", "GiB/s", DIMENSION_BYTE_RATE, 0, GIBI, false},
    {"bps", "bit/s", DIMENSION_BYTE_RATE, 0, BIT, false},
    {"kbps", "kbit/s", DIMENSION_BYTE_RATE, 3, BIT, false},
    {"Kbps", "kbit/s", DIMENSION_BYTE_RATE, 3, BIT, false},
    {"Mbps", "Mbit/s", DIMENSION_BYTE_RATE, 6, BIT, false},
    {"Gbps", "Gbit/s", DIMENSION_BYTE_RATE, 9, BIT, false},
};

static const struct unit_word names[] = {
    {"sec", "s", DIMENSION_DURATION, 0, 1, false},
    {"second", "s", DIMENSION_DURATION, 0, 1, false},
    {"msec", "ms", DIMENSION_DURATION, -3, 1, false},
    {"millisecond", "ms", DIMENSION_DURATION, -3, 1, false},
    {"millis", "ms", DIMENSION_DURATION, -3, 1, false},
    {"usec", "us", DIMENSION_DURATION, -6, 1, false},
    {"microsecond", "us", DIMENSION_DURATION, -6, 1, false},
    {"nanosecond", "ns", DIMENSION_DURATION, -9, 1, false},
    {"min", "min", DIMENSION_DURATION, 0, 60, false},
    {"minute", "min", DIMENSION_DURATION, 0, 60, false},
    {"hour", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"hr", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"sekunde", "s", DIMENSION_DURATION, 0, 1, false},
    {"seconde", "s", DIMENSION_DURATION, 0, 1, false},
    {"segundo", "s", DIMENSION_DURATION, 0, 1, false},
    {"minuto", "min", DIMENSION_DURATION, 0, 60, false},
    {"stunde", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"heure", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"hora", "h", DIMENSION_DURATION, 0, HOUR, false},
    {"day", "d", DIMENSION_DURATION, 0, DAY, false},
    {"tag", "d", DIMENSION_DURATION, 0, DAY, false},
    {"week", "w", DIMENSION_DURATION, 0, 7 * DAY, false},
    {"month", "mo", DIMENSION_DURATION, 0, UNIT_HOURS_PER_MONTH *HOUR, true},
    {"year", "y", DIMENSION_DURATION, 0, 365 * DAY, false},
    {"percent", "%", DIMENSION_RATIO, -2, 1, false},
    {"percentage", "%", DIMENSION_RATIO, -2, 1, false},
    {"pct", "%", DIMENSION_RATIO, -2, 1, false},
    {"ratio", "", DIMENSION_RATIO, 0, 1, false},
    {"percentunit", "", DIMENSION_RATIO, 0, 1, false}, // Grafana's name for 0.0 to 1.0
    {"byte", "B", DIMENSION_BYTES, 0, 1, false},
    {"decbyte", "B", DIMENSION_BYTES, 0, 1, false},
    {"kilobyte", "kB", DIMENSION_BYTES, 3, 1, false},
    {"megabyte", "MB", DIMENSION_BYTES, 6, 1, false},
    {"gigabyte", "GB", DIMENSION_BYTES, 9, 1, false},
    {"terabyte", "TB", DIMENSION_BYTES, 12, 1, false},
    {"kibibyte", "KiB", DIMENSION_BYTES, 0, KIBI, false},
    {"mebibyte", "MiB", DIMENSION_BYTES, 0, MEBI, false},
    {"gibibyte", "GiB", DIMENSION_BYTES, 0, GIBI, false},
    {"tebibyte", "TiB", DIMENSION_BYTES, 0, TEBI, false},
    {"kib", "KiB", DIMENSION_BYTES, 0, KIBI, false},
    {"mib", "MiB", DIMENSION_BYTES, 0, MEBI, false},
    {"gib", "GiB", DIMENSION_BYTES, 0, GIBI, false},
    {"bit", "bit", DIMENSION_BYTES, 0, BIT, false},
    {"kilobit", "kbit", DIMENSION_BYTES, 3, BIT, false},
    {"megabit", "Mbit", DIMENSION_BYTES, 6, BIT, false},
    {"gigabit", "Gbit", DIMENSION_BYTES, 9, BIT, false},
    {"core", "cores", DIMENSION_CORES, 0, 1, false},
    {"cpu", "cores", DIMENSION_CORES, 0, 1, false},
    {"vcpu", "cores", DIMENSION_CORES, 0, 1, false},
    {"millicore", "m", DIMENSION_CORES, -3, 1, false},
    {"millicpu", "m", DIMENSION_CORES, -3, 1, false},
    {"rps", "req/s", DIMENSION_RATE, 0, 1, false},
    {"reqps", "req/s", DIMENSION_RATE, 0, 1, false},
    {"qps", "queries/s", DIMENSION_RATE, 0, 1, false},
    {"tps", "tx/s", DIMENSION_RATE, 0, 1, false},
    {"iops", "io/s", DIMENSION_RATE, 0, 1, false},
    {"ops", "ops/s", DIMENSION_RATE, 0, 1, false},
    {"eps", "events/s", DIMENSION_RATE, 0, 1, false},
    {"pps", "packets/s", DIMENSION_RATE, 0, 1, false},
    {"cps", "/s", DIMENSION_RATE, 0, 1, false},
    {"rpm", "req/min", DIMENSION_RATE, 0, 1.0 / 60, false},
    {"reqpm", "req/min", DIMENSION_RATE, 0, 1.0 / 60, false},
    {"count", "", DIMENSION_COUNT, 0, 1, false},
};

static const char *const counted[] = {
    "request", "req",        "r",           "query",     "queries", "q",          "op",
    "ops",     "operation",  "io",          "message",   "msg",     "job",        "task",
    "event",   "tx",         "transaction", "hit",       "call",    "connection", "conn",
    "session", "user",       "record",      "row",       "packet",  "item",       "count",
    "read",    "write",      "order",       "instance",  "replica", "server",     "pod",
    "node",    "invocation", "visit",       "passenger",
};

/// Names are matched with and without a plural s.
static bool is_name(const char *text, size_t length, const char *name)
{
    if (ascii_is_word_any_case(text, length, name))
        return true;
    return length > 3 && ascii_to_lower(text[length - 1]) == 's' &&
           ascii_is_word_any_case(text, length - 1, name);
}

const struct unit_word *unit_word_find(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (ascii_is_word(text, length, symbols[i].word))
            return &symbols[i];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_name(text, length, names[i].word))
            return &names[i];
    return NULL;
}

bool unit_word_is_counted(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (is_name(text, length, counted[i]))
            return true;
    return false;
}

double unit_word_scale(const struct unit_word *word)
{
    double power = pow(10, abs(word->shift));
    return word->shift < 0 ? word->factor / power : word->factor * power;
}
