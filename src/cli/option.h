// The options of the whole program, each defined once: its name, unit, default and meaning are the
// same in every command because a command can only list the ids of this catalogue.
#ifndef HEADROOM_CLI_OPTION_H
#define HEADROOM_CLI_OPTION_H

#include "base/err.h"
#include "base/unit.h"
#include "base/value_range.h"

#include <stdbool.h>
#include <stddef.h>

enum option_id {
    OPT_NONE, ///< ends a list of options
    // Sizing
    OPT_DEMAND,
    OPT_PER_INSTANCE,
    OPT_HEADROOM,
    OPT_TARGET,
    OPT_SPARE,
    OPT_ZONES,
    OPT_MIN,
    OPT_MAX,
    OPT_CURRENT,
    OPT_CACHE_HIT,
    OPT_MAX_UNAVAILABLE,
    OPT_MAX_SURGE,
    OPT_CELLS,
    OPT_AVAILABILITY,
    OPT_MTBF,
    OPT_MTTR,
    OPT_DURATION,
    OPT_CONNECTIONS,
    OPT_MEMORY,
    OPT_MEMORY_PER_REQUEST,
    OPT_MEMORY_BASE,
    OPT_IMBALANCE,
    OPT_QUOTA,
    OPT_RAMP,
    OPT_HISTORY,
    OPT_REACTION,
    OPT_DISPERSION,
    OPT_MISS_PRICE,
    OPT_PRICE,
    OPT_BUDGET,
    OPT_HOURS_PER_MONTH,
    OPT_CURRENCY,
    OPT_LATENCY,
    OPT_SERVICE_TIME,
    OPT_SCV,
    OPT_WORKERS,
    OPT_DISCIPLINE,
    OPT_BALANCE,
    OPT_SERVICE_SHAPE,
    OPT_SERVICE_SAMPLES,
    OPT_QUEUE_LIMIT,
    OPT_WEIGHTS,
    OPT_VERIFY,
    OPT_SOLVE,
    OPT_ASSUME,
    // Calibration
    OPT_CONCURRENCY,
    OPT_OFFERED,
    OPT_THROUGHPUT,
    OPT_CPU,
    OPT_INSTANCES,
    OPT_CORES,
    OPT_LOOP,
    OPT_EXTRAPOLATE,
    OPT_DERATE,
    OPT_INTO,
    OPT_SERVICE,
    // Looking ahead
    OPT_HORIZON,
    OPT_QUANTILE,
    OPT_SIZE_BY,
    OPT_LIMIT,
    OPT_LEAD_TIME,
    OPT_FULL_BY,
    OPT_REVIEW_EVERY,
    OPT_RESOURCES,
    OPT_KIND,
    OPT_BATCH,
    OPT_APPEND,
    OPT_REVIEW,
    OPT_CHANGEPOINT,
    OPT_STOCK,
    OPT_IGNORE,
    OPT_AS_OF,
    OPT_SCALE,
    OPT_EVENTS,
    OPT_CAP,
    OPT_DRIVER,
    OPT_PATHS,
    OPT_PEAK,
    OPT_SEED,
    // The tiers of a system
    OPT_TIERS,
    OPT_LINKS,
    OPT_SHARE,
    OPT_MAX_CONNECTIONS,
    OPT_RESERVED_CONNECTIONS,
    OPT_MEMORY_PER_CONNECTION,
    OPT_STORAGE,
    OPT_DATA,
    OPT_FILL,
    OPT_IOPS,
    OPT_IO_PER_REQUEST,
    OPT_BANDWIDTH_MBIT,
    OPT_BYTES_PER_REQUEST,
    OPT_THROTTLE,
    OPT_RETRIES,
    OPT_MULTIPLE,
    OPT_KEYS,
    OPT_ZIPF,
    OPT_ITEM_SIZE,
    OPT_TTL,
    OPT_HIT_TARGET,
    OPT_ENGINE,
    OPT_WAIT,
    OPT_WAIT_SHARE,
    OPT_APPLY_RATE,
    OPT_BURST_RATE,
    OPT_BURST_TIME,
    OPT_SEND_RATE,
    OPT_RECEIVE_RATE,
    OPT_HASH_POINTS,
    OPT_DOWNTIME,
    OPT_RESIZES,
    OPT_DATA_GROWTH,
    OPT_GROWTH_MONTH,
    OPT_WRITE_BYTES,
    OPT_RETENTION,
    OPT_COPIES,
    OPT_COMPRESSION,
    // Buying
    OPT_OFFERS,
    OPT_OWNED,
    OPT_SPOT_SHARE,
    OPT_POOLS,
    OPT_SPOT_LIFE,
    OPT_GROWTH,
    OPT_COMMIT,
    OPT_LEAST_USE,
    OPT_CATALOGUE,
    OPT_TYPE,
    OPT_WORK,
    OPT_TASK,
    OPT_DEADLINE,
    OPT_REQUEST_VALUE,
    OPT_BRIEF,
    OPT_CONFIDENCE,
    // Requests and limits of containers
    OPT_PRESENT,
    OPT_NODES,
    OPT_OOM_COST,
    OPT_MAX_RISK,
    OPT_CPU_OVER,
    OPT_CPU_LIMIT,
    OPT_MEM_LIMIT,
    OPT_MIN_SAVING,
    OPT_MAXIMA,
    OPT_CHECK,
    OPT_SERVERLESS,
    OPT_ARCH,
    OPT_COLD,
    OPT_COLD_START,
    OPT_FREE_TIER,
    OPT_DATABASE,
    OPT_CONTAINERS,
    OPT_TASK_VCPU,
    OPT_TASK_MEMORY,
    OPT_RESERVED,
    OPT_SLA,
    OPT_REVENUE,
    OPT_DRIVER_RATE,
    OPT_SERVICE_PRICES,
    // Replaying a policy
    OPT_POLICY,
    OPT_PARAMETER,
    OPT_GROUP,
    OPT_BOOT,
    OPT_LONGEST_REQUEST,
    OPT_METRIC,
    OPT_WARM,
    OPT_WARM_RUNNING,
    OPT_CONTAINER_START,
    OPT_DRAIN,
    OPT_DETECTION,
    OPT_TESTED_TO,
    OPT_HOURS,
    OPT_METRIC_DELAY,
    OPT_BILLING,
    OPT_OVERLOAD,
    OPT_RETRY,
    OPT_FAIL,
    OPT_STRESS,
    OPT_STRESS_RAMP,
    OPT_STRESS_FOR,
    OPT_AGAINST,
    OPT_SUMMARY,
    OPT_FORM,
    OPT_FOR,
    OPT_TRAIN,
    OPT_MARGIN,
    OPT_REQUIRE,
    OPT_RULES_FILE, ///< --rules FILE of check
    OPT_COVER,
    OPT_STORAGE_PRICE,
    OPT_POOL_STATE,
    OPT_EARLY,
    OPT_AHEAD,
    OPT_WASTE,
    // Reading the data
    OPT_LAYOUT,
    OPT_TIME,
    OPT_VALUE,
    OPT_BY,
    OPT_ONLY,
    OPT_SHARD,
    OPT_FILES_FROM,
    OPT_UNIT,
    OPT_PER,
    OPT_COUNTER,
    OPT_GAUGE,
    OPT_COUNT_EVENTS,
    OPT_SUM,
    OPT_LATENCY_COLUMN,
    OPT_MULTIPLY_BY,
    OPT_FLOOR,
    OPT_TZ,
    OPT_TIME_FORMAT,
    OPT_DAY_FIRST,
    OPT_MONTH_FIRST,
    OPT_DECIMAL,
    OPT_PREFER,
    OPT_SKIP_BAD,
    OPT_THREADS,
    // The regular series made from it
    OPT_STEP,
    OPT_GAPS,
    OPT_SINCE,
    OPT_UNTIL,
    OPT_WINDOW,
    // Output and messages
    OPT_FORMAT,
    OPT_EMIT,
    OPT_FORMAT_REPORT, ///< --format of a command that also writes reports for CI systems
    OPT_JSON,
    OPT_CSV,
    OPT_EMIT_RESOURCES, ///< --emit of rightsize
    OPT_PREVIOUS,
    OPT_EMIT_WATCH, ///< --emit of plan
    OPT_DEMAND_METRIC,
    OPT_FLEET_METRIC,
    OPT_OUTPUT,
    OPT_TOP,
    OPT_SORT,
    OPT_COLUMNS,
    OPT_ASCII,
    OPT_KEEP_GOING,
    OPT_STRICT,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_HELP_SHORT,
    OPT_HELP,
    // Of the command help alone
    OPT_SCHEMA,
    OPT_COMMANDS,
    OPT_RULES,
    OPT_COUNT ///< how many ids there are, OPT_NONE included
};

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_WORD, ///< one of `choices`
    OPTION_INPUT_FILE,
    OPTION_OUTPUT_FILE,
    OPTION_COLUMN,   ///< a column's name, or several separated by commas
    OPTION_QUANTITY, ///< a number with a unit of `dimension`, or one of `choices`
    OPTION_QUANTITY_OR_COLUMN,
    OPTION_WHOLE,       ///< a non-negative whole number, or one of `choices`
    OPTION_INSTANT,     ///< a time, or one of `choices`
    OPTION_ZONE,        ///< a time zone's name
    OPTION_UNIT,        ///< a unit's name, known or not
    OPTION_TIME_FORMAT, ///< a format in the manner of strptime
};

/// The heading under which help and man pages show an option.
enum option_group {
    GROUP_SIZING,
    GROUP_CALIBRATION,
    GROUP_AHEAD,
    GROUP_TIERS,
    GROUP_BUYING,
    GROUP_CONTAINERS,
    GROUP_REPLAY,
    GROUP_READING,
    GROUP_SERIES,
    GROUP_OUTPUT,
    GROUP_COUNT
};

enum { OPTION_CHOICES_MAX = 10 };

struct option {
    const char *name; ///< long name without "--"; NULL: only the letter
    char letter;      ///< short form, 0 for none
    enum option_kind kind;
    enum option_group group;
    enum dimension dimension; ///< DIMENSION_UNKNOWN for a quantity: any; the command settles it
    const char *choices[OPTION_CHOICES_MAX]; ///< fixed values, ended by NULL
    const char *argument;    ///< word for the value in help: "RATIO"; NULL for flags and words
    const char *help;        ///< one sentence in lower case without a final stop
    const char *initial;     ///< default as text; NULL for none
    enum option_id excludes; ///< giving both is an error
    /// Name in an assumptions file: the long name with _ for -; NULL: not taken from there.
    const char *assumption;
    bool repeatable; ///< all values count; otherwise the last one does
    /// A flag that says `short_value` to the option of the long name `short_for`; NULL: it is
    /// itself.
    const char *short_for;
    const char *short_value;
    /// Between which values a number must be, whoever gives it: an option, a row, a column.
    struct value_range range;
    /// What `headroom __candidates` offers for it in shells; NULL: nothing.
    const char *candidates;
    struct value_range share_range; ///< the same of what may be a count or a share, as a share
};

/// The catalogue's entry; `id` is not OPT_NONE.
const struct option *option_at(enum option_id id);

/// The heading of a group: "Reading the data".
const char *option_group_title(enum option_group group);

enum { OPTION_TEXT_MAX = 100 };

/// As people type it: "--headroom", or "-h" for an option without a long name. Returns `out`.
const char *option_spelling(char out[OPTION_TEXT_MAX], enum option_id id);

/// What stands for the value in help: "RATIO", or the fixed values "text|csv|json|md"; "" for a
/// flag.
const char *option_value_text(char out[OPTION_TEXT_MAX], enum option_id id);

/// The option of this letter; OPT_NONE when there is none. (Two options may share a long name where
/// no command takes both: see command_option_named.)
enum option_id option_by_letter(char letter);

/// The option known by an assumption's name ("per_instance"); OPT_NONE when there is none.
enum option_id option_by_assumption(const char *name);

/// Index of `text` among the option's choices, -1 when it is none of them.
int option_choice_of(enum option_id id, const char *text);

/// Checks that `text` is a value that the option takes. The message names the option and what it
/// takes. hours_per_month: what /mo and mo mean.
int option_check(enum option_id id, const char *text, double hours_per_month, struct err *err);

#endif
