#include "cli/option_catalogue.h"

#include <math.h>

#define QUANTITY(of) .kind = OPTION_QUANTITY, .dimension = (of)

// clang-format off
static const struct option catalogue[OPT_COUNT] = {
    // --- reading the data ----------------------------------------------------------------
    [OPT_LAYOUT] = {.name = "layout", .kind = OPTION_TEXT, .group = GROUP_READING,
        .argument = "NAME",
        .help = "what wrote the file, instead of finding out; headroom help layouts lists them"},
    [OPT_TIME] = {.name = "time", .kind = OPTION_COLUMN, .group = GROUP_READING,
        .argument = "COLUMN",
        .help = "column that holds the time"},
    [OPT_VALUE] = {.name = "value", .kind = OPTION_COLUMN, .group = GROUP_READING,
        .argument = "COLUMN",
        .help = "columns to read, separated by commas, or metrics as answers call them; default: "
                "all numbers"},
    [OPT_BY] = {.name = "by", .kind = OPTION_COLUMN, .group = GROUP_READING, .argument = "COLUMN",
        .help = "one series for each value of this column, such as service; none: text columns do "
                "not tell series apart"},
    [OPT_ONLY] = {.name = "only", .kind = OPTION_TEXT, .candidates = "keys", .group = GROUP_READING, .excludes = OPT_RESOURCES, .argument = "KEY",
        .repeatable = true,
        .help = "of several series only those of these services, hosts ..., separated by commas "
                "(see --by)"},
    [OPT_SHARD] = {.name = "shard", .kind = OPTION_TEXT, .group = GROUP_READING, .argument = "I/N",
        .help = "only part I of N of the series, by a hash of their keys that is the same everywhere: N "
                "processes or machines do a fleet"},
    [OPT_FILES_FROM] = {.name = "files-from", .kind = OPTION_INPUT_FILE, .group = GROUP_READING,
        .argument = "FILE",
        .help = "also read the files that FILE names, one a line; - for standard input"},
    [OPT_UNIT] = {.name = "unit", .kind = OPTION_UNIT, .group = GROUP_READING, .argument = "UNIT",
        .help = "unit of the values, such as ms, requests/s or %"},
    [OPT_PER] = {.name = "per", QUANTITY(DIMENSION_DURATION), .group = GROUP_READING,
        .argument = "DURATION", .range = {.above = true, .most = INFINITY},
        .help = "values are totals of this long and become rates per second"},
    [OPT_COUNTER] = {.name = "counter", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_GAUGE,
        .help = "values only ever grow: take their differences"},
    [OPT_GAUGE] = {.name = "gauge", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_COUNTER,
        .help = "values are levels, whatever their name says"},
    [OPT_COUNT_EVENTS] = {.name = "count", .kind = OPTION_FLAG, .group = GROUP_READING,
        .help = "rows are events: count them per step; a latency among their columns gives p50, p95 "
                "and p99"},
    [OPT_SUM] = {.name = "sum", .kind = OPTION_COLUMN, .group = GROUP_READING,
        .argument = "COLUMN",
        .help = "rows are events: also total these columns, separated by commas, per second"},
    [OPT_LATENCY_COLUMN] = {.name = "latency-column", .kind = OPTION_COLUMN,
        .group = GROUP_READING, .argument = "COLUMN",
        .help = "columns of latencies; where rows are events, p50, p95 and p99 of them per step; "
                "default: columns with a unit of time"},
    [OPT_MULTIPLY_BY] = {.name = "multiply-by", .kind = OPTION_COLUMN, .group = GROUP_READING,
        .argument = "COLUMN",
        .help = "multiply the values by this column, such as an average by its number of instances"},
    [OPT_FLOOR] = {.name = "floor", QUANTITY(DIMENSION_RATE), .group = GROUP_READING,
        .argument = "RATE", .range = {.above = true, .most = INFINITY},
        .help = "take a constant rate off all rates, such as that of health checks, which describe "
                "names"},
    [OPT_TZ] = {.name = "tz", .kind = OPTION_ZONE, .group = GROUP_READING, .argument = "ZONE",
        .initial = "UTC",
        .help = "zone of times without one and of the daily season, such as Europe/Berlin"},
    [OPT_TIME_FORMAT] = {.name = "time-format", .kind = OPTION_TIME_FORMAT, .group = GROUP_READING,
        .argument = "FORMAT",
        .help = "how times are written, in the manner of strptime: '%d.%m.%Y %H:%M'"},
    [OPT_DAY_FIRST] = {.name = "day-first", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_MONTH_FIRST,
        .help = "03/04/2024 is the 3rd of April"},
    [OPT_MONTH_FIRST] = {.name = "month-first", .kind = OPTION_FLAG, .group = GROUP_READING,
        .excludes = OPT_DAY_FIRST,
        .help = "03/04/2024 is the 4th of March"},
    [OPT_DECIMAL] = {.name = "decimal", .kind = OPTION_TEXT, .group = GROUP_READING,
        .argument = "SIGN",
        .help = "the sign that parts decimals, a point or a comma; default: by cells, delimiter and "
                "dates"},
    [OPT_PREFER] = {.name = "prefer", .kind = OPTION_WORD, .group = GROUP_READING,
        .choices = {"first", "last", "mean"},
        .help = "which of several differing values for one time counts, or their mean; default: an "
                "error"},
    [OPT_SKIP_BAD] = {.name = "skip-bad", .kind = OPTION_FLAG, .group = GROUP_READING,
        .help = "leave rows out that cannot be read, and count them"},
    [OPT_THREADS] = {.name = "threads", .kind = OPTION_WHOLE, .group = GROUP_READING,
        .argument = "COUNT", .range = {.above = true, .most = INFINITY},
        .help = "processors to use, the answer is the same for any; default: all, at most 8"},
    // --- the series made from it ---------------------------------------------------------
    [OPT_STEP] = {.name = "step", QUANTITY(DIMENSION_DURATION), .group = GROUP_SERIES,
        .argument = "DURATION",
        .help = "step of the series, such as 5m; default: the most common spacing"},
    [OPT_GAPS] = {.name = "gaps", .kind = OPTION_WORD, .group = GROUP_SERIES,
        .choices = {"auto", "keep", "drop", "zero", "fill"}, .initial = "auto",
        .help = "what a step without data means; auto: zero for counts in quiet hours, else missing"},
    [OPT_SINCE] = {.name = "since", .kind = OPTION_INSTANT, .group = GROUP_SERIES,
        .argument = "TIME",
        .help = "leave out what is before this time"},
    [OPT_UNTIL] = {.name = "until", .kind = OPTION_INSTANT, .group = GROUP_SERIES,
        .argument = "TIME",
        .help = "leave out this time and what is after it"},
    [OPT_WINDOW] = {.name = "window", QUANTITY(DIMENSION_DURATION), .group = GROUP_SERIES,
        .argument = "DURATION",
        .help = "use only this much before the last time"},
    // --- output and messages -------------------------------------------------------------
    [OPT_FORMAT] = {.name = "format", .kind = OPTION_WORD, .group = GROUP_OUTPUT,
        .excludes = OPT_EMIT,
        .choices = {"text", "csv", "json", "md", "html", "svg"},
        .help = "how to write the answer: html is a page for a browser, svg the main chart; default: by the "
                "ending of -o, else text for an answer and csv for a table"},
    [OPT_FORMAT_REPORT] = {.name = "format", .kind = OPTION_WORD, .group = GROUP_OUTPUT,
        .choices = {"text", "csv", "json", "md", "html", "svg", "junit", "sarif", "github"},
        .help = "how to write the answer; for CI systems junit is JUnit XML, sarif SARIF 2.1.0 for code "
                "scanning, github annotations of a GitHub workflow; default: by the ending of -o (.xml is "
                "junit, .sarif is sarif), else text"},
    [OPT_JSON] = {.name = "json", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .short_for = "format", .short_value = "json",
        .help = "the same as --format json"},
    [OPT_CSV] = {.name = "csv", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .short_for = "format", .short_value = "csv",
        .help = "the same as --format csv"},
    [OPT_EMIT] = {.name = "emit", .kind = OPTION_WORD, .group = GROUP_OUTPUT,
        .choices = {"aws", "cloudformation", "terraform", "kubernetes", "gcloud", "azure", "hpa"}, .excludes = OPT_FORMAT,
        .help = "write the file to deploy instead: JSON of the AWS command line, a template, .tf.json, "
                "a manifest of Kubernetes (kubernetes or hpa), or (schedule and steps) a file for gcloud or a "
                "template of Azure"},
    [OPT_EMIT_RESOURCES] = {.name = "emit", .kind = OPTION_WORD, .group = GROUP_OUTPUT,
        .choices = {"kubernetes"},
        .help = "write what to run instead: kubectl patch with the changed fields of each workload"},
    [OPT_PREVIOUS] = {.name = "previous", .kind = OPTION_INPUT_FILE, .group = GROUP_AHEAD,
        .argument = "FILE",
        .help = "the last plan, of one or several, as --format json wrote it: what changed since, and how it did against what "
                "came"},
    [OPT_EMIT_WATCH] = {.name = "emit", .kind = OPTION_WORD, .group = GROUP_OUTPUT,
        .choices = {"prometheus", "cloudwatch", "grafana"}, .excludes = OPT_FORMAT,
        .help = "write what tells early that the plan is wrong instead: rules of Prometheus with alerts, alarms "
                "for aws cloudwatch put-metric-alarm, or a dashboard of Grafana over the recorded series"},
    [OPT_DEMAND_METRIC] = {.name = "demand-metric", .kind = OPTION_TEXT, .group = GROUP_OUTPUT,
        .argument = "METRIC",
        .help = "what measures the demand, in the plan's unit: for prometheus an expression, default "
                "headroom_demand; for cloudwatch NAMESPACE:METRIC:STAT[:NAME=VALUE,...], Sum being divided by the "
                "period, default Headroom:Demand:Average; of several services {service} stands for the name"},
    [OPT_FLEET_METRIC] = {.name = "fleet-metric", .kind = OPTION_TEXT, .group = GROUP_OUTPUT,
        .argument = "METRIC",
        .help = "what counts the instances in service, likewise; default headroom_instances, or "
                "Headroom:Instances:Average"},
    [OPT_OUTPUT] = {.name = "output", .letter = 'o', .kind = OPTION_OUTPUT_FILE,
        .group = GROUP_OUTPUT, .argument = "FILE",
        .help = "write to FILE, whole or not at all, in the format of its ending: .csv .json .txt .md "
                ".html .svg .xlsx"},
    [OPT_TOP] = {.name = "top", .kind = OPTION_WHOLE, .group = GROUP_OUTPUT,
        .argument = "COUNT", .range = {.above = true, .most = INFINITY},
        .help = "of a table that people read (text, md, html) the first COUNT rows; without --format "
                "the answer is text then"},
    [OPT_SORT] = {.name = "sort", .kind = OPTION_TEXT, .candidates = "columns", .group = GROUP_OUTPUT,
        .argument = "COLUMN",
        .help = "such a table by a column, the lowest first; COLUMN:desc: the highest first"},
    [OPT_COLUMNS] = {.name = "columns", .kind = OPTION_TEXT, .candidates = "columns", .group = GROUP_OUTPUT,
        .argument = "NAMES",
        .help = "such a table with these columns alone, separated by commas: names as in CSV"},
    [OPT_ASCII] = {.name = "ascii", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "draw the charts of text in ASCII; so they are when LC_ALL, LC_CTYPE or LANG, the first "
                "that is set, is C or POSIX"},
    [OPT_BRIEF] = {.name = "brief", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the decision alone, in three lines; of several services in a line each"},
    [OPT_KEEP_GOING] = {.name = "keep-going", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "with several series: write those that are well although others fail"},
    [OPT_STRICT] = {.name = "strict", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "warnings are errors: nothing is written and the exit status is 2"},
    [OPT_QUIET] = {.name = "quiet", .letter = 'q', .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .excludes = OPT_VERBOSE,
        .help = "no notes and warnings on standard error"},
    [OPT_VERBOSE] = {.name = "verbose", .letter = 'v', .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .excludes = OPT_QUIET,
        .help = "say more: what was detected and decided; text lists all assumptions, notes, services and rows"},
    [OPT_HELP_SHORT] = {.letter = 'h', .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "a short help with examples"},
    [OPT_HELP] = {.name = "help", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the whole help"},
    [OPT_SCHEMA] = {.name = "schema", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the columns that the command takes and gives, as a table"},
    [OPT_COMMANDS] = {.name = "commands", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the names of all commands, one a line"},
    [OPT_RULES] = {.name = "rules", .kind = OPTION_FLAG, .group = GROUP_OUTPUT,
        .help = "the rules that check holds a scaling policy against"},
};
// clang-format on

const struct option *option_data_at(enum option_id id)
{
    const struct option *option = &catalogue[id];
    return option->help != NULL ? option : option_tiers_at(id);
}
