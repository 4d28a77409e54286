// Quantities: a number with a unit, as people type it and as columns carry it (rules 1 and 2 of the
// command language): k M G, ms s m h d w mo y, %, x, /s /min /h /d /w /mo /y, B KiB MiB GiB kB MB
// GB, cores.
#ifndef HEADROOM_BASE_UNIT_H
#define HEADROOM_BASE_UNIT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum dimension {
    DIMENSION_UNKNOWN, ///< a bare number or a unit that is not known: matches anything, and is said
    DIMENSION_COUNT,   ///< instances, connections: a pure number, k M G allowed
    DIMENSION_RATE,    ///< something per time; base unit: per second
    DIMENSION_DURATION, ///< base unit: second
    DIMENSION_RATIO,    ///< 50% = 0.5
    DIMENSION_MULTIPLE, ///< 5x = 5
    DIMENSION_BYTES,
    DIMENSION_BYTE_RATE,  ///< bytes per second
    DIMENSION_CORES,      ///< 250m = 0.25
    DIMENSION_MONEY_RATE, ///< a price or a budget; base unit: per hour
};

enum { UNIT_NAME_MAX = 48 };

/// A unit: what `1 unit` is worth in the base unit of its dimension.
struct unit {
    enum dimension dimension;
    double scale;             ///< value in base units = number * scale
    char name[UNIT_NAME_MAX]; ///< as shown after a number: "requests/s", "ms", "%", "cores", ""
                              ///< when unknown
};

/// A number as typed with its unit; `value` is in the dimension's base unit.
struct quantity {
    double value;
    enum dimension dimension;
    bool bare; ///< typed without a unit
};

/// Hours of a month where nothing else is said.
#define UNIT_HOURS_PER_MONTH 730.0

/// Parses "10k/s", "200ms", "50%", "5x", "1.5 GiB", "0.0832/h", "4w".
/// expected: what the option wants: it settles `m` (minutes for a duration, milli for cores, an
/// error "did you mean M?" for counts and rates) and whether a price is wanted. A bare number is
/// accepted with `bare` set, except for durations and prices, where it is an error that lists the
/// units (0 is allowed). hours_per_month: for /mo and mo. Shell remains such as "bash.17/h", "/h"
/// or ".20/h" for a price get an error that tells to write prices without a currency sign. name:
/// the option or file:line for messages.
int quantity_parse(const char *name, const char *text, enum dimension expected,
                   double hours_per_month, struct quantity *quantity, struct err *err);

/// The unit named by text: "ms", "requests/s", "req/s", "reqps", "GiB", "%", "cores", "Percent",
/// "Count/Second", "Bytes" ... false when it is not known (unit->name then holds the text).
bool unit_parse(const char *text, size_t length, struct unit *unit);

/// Names kB, MB and GB of bytes, and their rates, by what sysstat means: KiB, MiB, GiB. The name is
/// a word: values stay as they are printed.
void unit_word_of_1024(struct unit *unit);

/// The unit that a column's name carries: requests_per_s, latency_ms, cpu_cores, memory_bytes,
/// busy_ratio, cpu_percent; false when it carries none.
bool unit_of_column(const char *column, struct unit *unit);

/// Splits "12.3 req/s", "1.25K req/s", "45%", "1,204,551 ms" into number text and unit text;
/// used by readers of formatted exports. Returns false when `text` does not start with a number.
bool unit_split_cell(const char *text, size_t length, size_t *number_length, struct unit *unit);

/// In what a value of `unit` is shown: its own unit, but bytes in the largest that leaves at least
/// 1 of it ("500 GiB", or "2.5 GB" where that is shorter). Returns what one of it is worth in
/// `unit`.
double unit_shown(const struct unit *unit, double value, const char **name);

/// "rate (per second)", "duration", "share" ... for messages.
const char *dimension_name(enum dimension dimension);

/// Formats seconds as people write them: "90d", "6w", "1h30m", "250ms"; largest exact units.
const char *duration_format(char out[UNIT_NAME_MAX], double seconds);

#endif
