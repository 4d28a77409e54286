#include "base/unit.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static void known(const char *text, enum dimension dimension, double scale, const char *shown)
{
    struct unit unit;
    bool found = unit_parse(text, strlen(text), &unit);
    ok(found && unit.dimension == dimension && unit.scale == scale && strcmp(unit.name, shown) == 0,
       "unit \"%s\" is \"%s\" of %.17g", text, shown, scale);
    if (!found || unit.scale != scale || strcmp(unit.name, shown) != 0)
        printf("# got \"%s\" %.17g dimension %d\n", unit.name, unit.scale, (int)unit.dimension);
}

static void test_unit_parse(void)
{
    known("ms", DIMENSION_DURATION, 1e-3, "ms");
    known("Milliseconds", DIMENSION_DURATION, 1e-3, "ms");
    known("\xc2\xb5s", DIMENSION_DURATION, 1e-6, "us");
    known("mins", DIMENSION_DURATION, 60, "min");
    known("hours", DIMENSION_DURATION, 3600, "h");
    known("%", DIMENSION_RATIO, 0.01, "%");
    known("Percent", DIMENSION_RATIO, 0.01, "%");
    known("percentunit", DIMENSION_RATIO, 1, "");
    known("Bytes", DIMENSION_BYTES, 1, "B");
    known("Megabytes", DIMENSION_BYTES, 1e6, "MB");
    known("GiB", DIMENSION_BYTES, 1073741824, "GiB");
    known("Bytes/Second", DIMENSION_BYTE_RATE, 1, "B/s");
    known("Megabits/Second", DIMENSION_BYTE_RATE, 125000, "Mbit/s");
    known("Bps", DIMENSION_BYTE_RATE, 1, "B/s");
    known("bps", DIMENSION_BYTE_RATE, 0.125, "bit/s");
    known("Count", DIMENSION_COUNT, 1, "");
    known("Count/Second", DIMENSION_RATE, 1, "/s");
    known("requests/s", DIMENSION_RATE, 1, "requests/s");
    known("req/s", DIMENSION_RATE, 1, "req/s");
    known("reqps", DIMENSION_RATE, 1, "req/s");
    known("rpm", DIMENSION_RATE, 1.0 / 60, "req/min");
    known("widgets/min", DIMENSION_RATE, 1.0 / 60, "widgets/min");
    known("{request}/s", DIMENSION_RATE, 1, "{request}/s");
    known("cores", DIMENSION_CORES, 1, "cores");
    known("millicores", DIMENSION_CORES, 1e-3, "m");
    known("USD/h", DIMENSION_MONEY_RATE, 1, "USD/h");
    known("EUR/mo", DIMENSION_MONEY_RATE, 1.0 / 730, "EUR/mo");
    known(" (ms) ", DIMENSION_DURATION, 1e-3, "ms");
    static const char *const unknown[] = {"None", "", "m", "widgets", "s/s/s", "req/widget", "/"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        struct unit unit;
        ok(!unit_parse(unknown[i], strlen(unknown[i]), &unit) &&
               unit.dimension == DIMENSION_UNKNOWN && strcmp(unit.name, unknown[i]) == 0,
           "unit \"%s\" is not known and keeps its text", unknown[i]);
    }
    struct unit unit;
    char longest[200];
    memset(longest, 'z', sizeof longest);
    ok(!unit_parse(longest, sizeof longest, &unit) && strlen(unit.name) == UNIT_NAME_MAX - 1,
       "an endless unit is cut");
}

static void column(const char *name, enum dimension dimension, double scale, const char *shown)
{
    struct unit unit;
    bool found = unit_of_column(name, &unit);
    ok(found && unit.dimension == dimension && unit.scale == scale && strcmp(unit.name, shown) == 0,
       "column %s carries \"%s\"", name, shown);
    if (!found || unit.scale != scale || strcmp(unit.name, shown) != 0)
        printf("# got %d \"%s\" %.17g dimension %d\n", found, unit.name, unit.scale,
               (int)unit.dimension);
}

static void test_unit_of_column(void)
{
    column("requests_per_s", DIMENSION_RATE, 1, "requests/s");
    column("http_requests_per_min", DIMENSION_RATE, 1.0 / 60, "requests/min");
    column("read_bytes_per_s", DIMENSION_BYTE_RATE, 1, "B/s");
    column("latency_ms", DIMENSION_DURATION, 1e-3, "ms");
    column("latency_ms_p99", DIMENSION_DURATION, 1e-3, "ms");
    column("latency_p99_ms", DIMENSION_DURATION, 1e-3, "ms");
    column("latency_ms_p99.9", DIMENSION_DURATION, 1e-3, "ms");
    column("http_request_duration_seconds_sum", DIMENSION_DURATION, 1, "s");
    column("cpu_cores", DIMENSION_CORES, 1, "cores");
    column("memory_bytes", DIMENSION_BYTES, 1, "B");
    column("memory_mb", DIMENSION_BYTES, 1e6, "MB");
    column("memory_MiB", DIMENSION_BYTES, 1048576, "MiB");
    column("busy_ratio", DIMENSION_RATIO, 1, "");
    column("cpu_percent", DIMENSION_RATIO, 0.01, "%");
    column("frontend_rps", DIMENSION_RATE, 1, "req/s");
    column("RPS", DIMENSION_RATE, 1, "req/s");
    column("qps", DIMENSION_RATE, 1, "queries/s");
    column("Requests per minute", DIMENSION_RATE, 1.0 / 60, "Requests/min");
    column("orders per hour", DIMENSION_RATE, 1.0 / 3600, "orders/h");
    column("Anfragen pro Sekunde", DIMENSION_RATE, 1, "Anfragen/s");
    column("visites par minute", DIMENSION_RATE, 1.0 / 60, "visites/min");
    column("cost_hour", DIMENSION_MONEY_RATE, 1, "/h");
    column("cost_month", DIMENSION_MONEY_RATE, 1.0 / 730, "/mo");
    column("Response time (ms)", DIMENSION_DURATION, 1e-3, "ms");
    column("CPU [%]", DIMENSION_RATIO, 0.01, "%");
    static const char *const bare[] = {"requests", "value",     "request_count", "cpu_min", "ms",
                                       "",         "_",         "top_op",        "load_d",  "p99",
                                       "x_per_",   "a_per_zig", "(x)",           "cpu_max"};
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        struct unit unit;
        ok(!unit_of_column(bare[i], &unit), "column \"%s\" carries no unit", bare[i]);
    }
}

static void cell(const char *text, const char *number, double scale, const char *shown)
{
    struct unit unit;
    size_t length = 99;
    bool starts = unit_split_cell(text, strlen(text), &length, &unit);
    ok(starts && length == strlen(number) && memcmp(text, number, length) == 0 &&
           unit.scale == scale && strcmp(unit.name, shown) == 0,
       "cell \"%s\" is %s of \"%s\"", text, number, shown);
    if (!starts || length != strlen(number) || unit.scale != scale)
        printf("# got %zu bytes, \"%s\" %.17g\n", length, unit.name, unit.scale);
}

static void test_split_cell(void)
{
    cell("12.3 req/s", "12.3", 1, "req/s");
    cell("1.25K req/s", "1.25", 1000, "req/s");
    cell("45%", "45", 0.01, "%");
    cell("1,204,551 ms", "1,204,551", 1e-3, "ms");
    cell("1'204'551", "1'204'551", 1, "");
    cell("1.204,5", "1.204,5", 1, "");
    cell("1\xe2\x80\xaf"
         "204\xe2\x80\xaf"
         "551",
         "1\xe2\x80\xaf"
         "204\xe2\x80\xaf"
         "551",
         1, "");
    cell("1 204 551 ms", "1 204 551", 1e-3, "ms");
    cell("12 345", "12 345", 1, "");
    cell("1.5 GiB", "1.5", 1073741824, "GiB");
    cell("3.1 Mil", "3.1", 1e6, "");
    cell("13.7 \xc2\xb0"
         "C",
         "13.7", 1,
         "\xc2\xb0"
         "C");
    cell("1.5 mins", "1.5", 60, "min");
    cell("-1e-09", "-1e-09", 1, "");
    cell(".5 s", ".5", 1, "s");
    cell("5.", "5.", 1, "");
    cell("12", "12", 1, "");
    struct unit unit;
    size_t length;
    ok(!unit_split_cell("N/A", 3, &length, &unit), "N/A does not start with a number");
    ok(!unit_split_cell("", 0, &length, &unit), "nor does nothing");
    ok(!unit_split_cell("-", 1, &length, &unit), "nor a dash");
}

int main(void)
{
    test_unit_parse();
    test_unit_of_column();
    test_split_cell();
    is_text(dimension_name(DIMENSION_RATE), "rate (per second)", "a dimension has a name");
    is_text(dimension_name(DIMENSION_UNKNOWN), "plain number", "and so has none");
    return done();
}
