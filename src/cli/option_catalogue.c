#include "cli/option.h"

#define QUANTITY(of) .kind = OPTION_QUANTITY, .dimension = (of)

// clang-format off
static const struct option catalogue[OPT_COUNT] = {
    // --- sizing --------------------------------------------------------------------------
    [OPT_DEMAND] = {.name = "demand", .kind = OPTION_QUANTITY_OR_COLUMN, .group = GROUP_SIZING,
        .argument = "RATE|COLUMN", .assumable = true,
        .help = "demand to serve: a quantity such as 10k/s, or the column that holds it, such as p95 "
                "of a forecast"},
    [OPT_PER_INSTANCE] = {.name = "per-instance", QUANTITY(DIMENSION_UNKNOWN), .group =
        GROUP_SIZING, .argument = "RATE", .assumable = true,
        .help = "demand that one instance serves well, such as 500/s"},
    [OPT_HEADROOM] = {.name = "headroom", QUANTITY(DIMENSION_RATIO), .group = GROUP_SIZING,
        .argument = "RATIO", .initial = "50%", .assumable = true, .excludes = OPT_TARGET,
        .help = "capacity kept free on top of the demand, as a share of the demand"},
    [OPT_TARGET] = {.name = "target", QUANTITY(DIMENSION_RATIO), .group = GROUP_SIZING,
        .argument = "RATIO", .assumable = true, .excludes = OPT_HEADROOM,
        .help = "utilization to aim at: another spelling of --headroom, which is 1/target - 1"},
    [OPT_SPARE] = {.name = "spare", .kind = OPTION_WHOLE, .group = GROUP_SIZING, .choices =
        {"zone", "region"}, .argument = "COUNT", .initial = "1", .assumable = true,
        .help = "what may fail with the headroom kept: that many instances, a whole zone or a region"},
    [OPT_ZONES] = {.name = "zones", .kind = OPTION_WHOLE, .group = GROUP_SIZING, .argument =
        "COUNT", .assumable = true,
        .help = "zones (or regions, with --spare region) that instances are spread over evenly"},
    [OPT_MIN] = {.name = "min", .kind = OPTION_WHOLE, .group = GROUP_SIZING, .argument =
        "COUNT", .assumable = true,
        .help = "never fewer instances than this"},
    [OPT_MAX] = {.name = "max", .kind = OPTION_WHOLE, .group = GROUP_SIZING, .argument =
        "COUNT", .assumable = true,
        .help = "never more instances than this; a need above it is an answer of no"},
    [OPT_CURRENT] = {.name = "current", .kind = OPTION_WHOLE, .group = GROUP_SIZING, .argument =
        "COUNT", .assumable = true,
        .help = "instances in service today"},
    [OPT_CACHE_HIT] = {.name = "cache-hit", QUANTITY(DIMENSION_RATIO), .group = GROUP_SIZING,
        .argument = "RATIO", .assumable = true,
        .help = "share of the demand that a cache in front answers"},
    [OPT_MAX_UNAVAILABLE] = {.name = "max-unavailable", QUANTITY(DIMENSION_UNKNOWN), .group =
        GROUP_SIZING, .argument = "COUNT|RATIO", .assumable = true,
        .help = "instances that a rolling deployment takes out at once, such as 1 or 25%"},
    [OPT_MAX_SURGE] = {.name = "max-surge", QUANTITY(DIMENSION_UNKNOWN), .group = GROUP_SIZING,
        .argument = "COUNT|RATIO", .assumable = true,
        .help = "instances that a rolling deployment adds at once, such as 1 or 25%"},
    [OPT_PRICE] = {.name = "price", QUANTITY(DIMENSION_MONEY_RATE), .group = GROUP_SIZING,
        .argument = "MONEY", .assumable = true,
        .help = "price of one instance, without a currency sign, such as 0.0832/h"},
    [OPT_BUDGET] = {.name = "budget", QUANTITY(DIMENSION_MONEY_RATE), .group = GROUP_SIZING,
        .argument = "MONEY", .assumable = true,
        .help = "what the instances may cost, without a currency sign, such as 6000/mo"},
    [OPT_HOURS_PER_MONTH] = {.name = "hours-per-month", .kind = OPTION_WHOLE, .group =
        GROUP_SIZING, .argument = "HOURS", .initial = "730", .assumable = true,
        .help = "hours that a month has in costs and rates"},
    [OPT_SOLVE] = {.name = "solve", .kind = OPTION_WORD, .group = GROUP_SIZING, .choices =
        {"instances", "demand", "per-instance", "price", "headroom", "budget", "cache-hit"},
        .initial = "instances",
        .help = "the unknown to solve for, all others given"},
    [OPT_ASSUME] = {.name = "assume", .kind = OPTION_INPUT_FILE, .group = GROUP_SIZING,
        .argument = "FILE", .repeatable = true,
        .help = "take what is not on the command line from this assumptions file"},
    // --- looking ahead -------------------------------------------------------------------
    [OPT_HORIZON] = {.name = "horizon", QUANTITY(DIMENSION_DURATION), .group = GROUP_AHEAD,
        .argument = "DURATION", .assumable = true,
        .help = "how far to look ahead, such as 90d or 4w"},
    [OPT_QUANTILE] = {.name = "quantile", .kind = OPTION_WORD, .group = GROUP_AHEAD, .choices =
        {"mean", "p50", "p90", "p95", "p99"}, .initial = "p95", .assumable = true,
        .help = "forecast column to plan for; headroom comes on top"},
    [OPT_LIMIT] = {.name = "limit", QUANTITY(DIMENSION_UNKNOWN), .group = GROUP_AHEAD, .argument
        = "COUNT|RATE", .assumable = true, .repeatable = true,
        .help = "capacity that must not be crossed: instances, or demand such as 40k/s"},
    [OPT_LEAD_TIME] = {.name = "lead-time", QUANTITY(DIMENSION_DURATION), .group = GROUP_AHEAD,
        .argument = "DURATION", .assumable = true,
        .help = "time from an order to capacity in service, such as 6w"},
    [OPT_CHANGEPOINT] = {.name = "changepoint", .kind = OPTION_INSTANT, .group = GROUP_AHEAD,
        .choices = {"auto", "none"}, .argument = "TIME",
        .help = "learn only from what came after this time; auto: after the last level shift found"},
    [OPT_AS_OF] = {.name = "as-of", .kind = OPTION_INSTANT, .group = GROUP_AHEAD, .argument =
        "TIME",
        .help = "the time taken as now; default: the last one of the data"},
    [OPT_SEED] = {.name = "seed", .kind = OPTION_WHOLE, .group = GROUP_AHEAD, .argument =
        "NUMBER", .initial = "1",
        .help = "seed of what is drawn at random"},
    // --- reading the data ----------------------------------------------------------------
    [OPT_LAYOUT] = {.name = "layout", .kind = OPTION_TEXT, .group = GROUP_READING, .argument =
        "NAME",
        .help = "what wrote the file, instead of finding out; headroom help layouts lists them"},
    [OPT_TIME] = {.name = "time", .kind = OPTION_COLUMN, .group = GROUP_READING, .argument =
        "COLUMN",
        .help = "column that holds the time"},
    [OPT_VALUE] = {.name = "value", .kind = OPTION_COLUMN, .group = GROUP_READING, .argument =
        "COLUMN",
        .help = "columns to read, separated by commas; default: all numbers"},
    [OPT_BY] = {.name = "by", .kind = OPTION_COLUMN, .group = GROUP_READING, .argument =
        "COLUMN",
        .help = "one series for each value of this column, such as service"},
    [OPT_UNIT] = {.name = "unit", .kind = OPTION_TEXT, .group = GROUP_READING, .argument =
        "UNIT",
        .help = "unit of the values, such as ms, requests/s or %"},
    [OPT_PER] = {.name = "per", QUANTITY(DIMENSION_DURATION), .group = GROUP_READING, .argument
        = "DURATION",
        .help = "values are totals of this long and become rates per second"},
    [OPT_COUNTER] = {.name = "counter", .kind = OPTION_FLAG, .group = GROUP_READING, .excludes =
        OPT_GAUGE,
        .help = "values only ever grow: take their differences"},
    [OPT_GAUGE] = {.name = "gauge", .kind = OPTION_FLAG, .group = GROUP_READING, .excludes =
        OPT_COUNTER,
        .help = "values are levels, whatever their name says"},
    [OPT_MULTIPLY_BY] = {.name = "multiply-by", .kind = OPTION_COLUMN, .group = GROUP_READING,
        .argument = "COLUMN",
        .help = "multiply the values by this column, such as an average by its number of instances"},
    [OPT_TZ] = {.name = "tz", .kind = OPTION_ZONE, .group = GROUP_READING, .argument = "ZONE",
        .initial = "UTC",
        .help = "zone of times without one and of the daily season, such as Europe/Berlin"},
    [OPT_TIME_FORMAT] = {.name = "time-format", .kind = OPTION_TEXT, .group = GROUP_READING,
        .argument = "FORMAT",
        .help = "how times are written, in the manner of strptime: '%d.%m.%Y %H:%M'"},
    [OPT_DAY_FIRST] = {.name = "day-first", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_MONTH_FIRST,
        .help = "03/04/2024 is the 3rd of April"},
    [OPT_MONTH_FIRST] = {.name = "month-first", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_DAY_FIRST,
        .help = "03/04/2024 is the 4th of March"},
    [OPT_PREFER] = {.name = "prefer", .kind = OPTION_WORD, .group = GROUP_READING, .choices =
        {"first", "last"},
        .help = "which of two differing values for one time counts; default: an error"},
    [OPT_SKIP_BAD] = {.name = "skip-bad", .kind = OPTION_FLAG, .group = GROUP_READING,
        .help = "leave rows out that cannot be read, and count them"},
    // --- the series made from it ---------------------------------------------------------
    [OPT_STEP] = {.name = "step", QUANTITY(DIMENSION_DURATION), .group = GROUP_SERIES, .argument
        = "DURATION",
        .help = "step of the series, such as 5m; default: the most common spacing"},
    [OPT_GAPS] = {.name = "gaps", .kind = OPTION_WORD, .group = GROUP_SERIES, .choices =
        {"auto", "keep", "drop", "zero", "fill"}, .initial = "auto",
        .help = "what a step without data means; auto: zero for counts in quiet hours, else missing"},
    [OPT_SINCE] = {.name = "since", .kind = OPTION_INSTANT, .group = GROUP_SERIES, .argument =
        "TIME",
        .help = "leave out what is before this time"},
    [OPT_UNTIL] = {.name = "until", .kind = OPTION_INSTANT, .group = GROUP_SERIES, .argument =
        "TIME",
        .help = "leave out this time and what is after it"},
    [OPT_WINDOW] = {.name = "window", QUANTITY(DIMENSION_DURATION), .group = GROUP_SERIES,
        .argument = "DURATION",
        .help = "use only this much before the last time"},
    // --- output and messages -------------------------------------------------------------
    [OPT_FORMAT] = {.name = "format", .kind = OPTION_WORD, .group = GROUP_OUTPUT, .choices =
        {"text", "csv", "json", "md"},
        .help = "how to write the answer; default: by the ending of -o"},
    [OPT_OUTPUT] = {.name = "output", .letter = 'o', .kind = OPTION_OUTPUT_FILE, .group =
        GROUP_OUTPUT, .argument = "FILE",
        .help = "write to FILE, whole or not at all, in the format of its ending: .csv .json .txt .md "
                ".xlsx"},
    [OPT_KEEP_GOING] = {.name = "keep-going", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "with several series: write those that are well although others fail"},
    [OPT_STRICT] = {.name = "strict", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "warnings are errors: nothing is written and the exit status is 2"},
    [OPT_QUIET] = {.name = "quiet", .letter = 'q', .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .excludes = OPT_VERBOSE,
        .help = "no notes and warnings on standard error"},
    [OPT_VERBOSE] = {.name = "verbose", .letter = 'v', .kind = OPTION_FLAG, .group =
        GROUP_OUTPUT, .excludes = OPT_QUIET,
        .help = "say more: what was detected and decided"},
    [OPT_HELP_SHORT] = {.letter = 'h', .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "a short help with examples"},
    [OPT_HELP] = {.name = "help", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the whole help"},
    [OPT_VERSION] = {.name = "version", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the version, and those of the libraries"},
    [OPT_SCHEMA] = {.name = "schema", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the columns that the command takes and gives, as a table"},
    [OPT_COMMANDS] = {.name = "commands", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the names of all commands, one a line"},
};
// clang-format on

const struct option *option_at(enum option_id id)
{
    return &catalogue[id];
}

const char *option_group_title(enum option_group group)
{
    static const char *const title[GROUP_COUNT] = {
        [GROUP_SIZING] = "Sizing",
        [GROUP_AHEAD] = "Looking ahead",
        [GROUP_READING] = "Reading the data",
        [GROUP_SERIES] = "The series made from it",
        [GROUP_OUTPUT] = "Output and messages",
    };
    return title[group];
}
