#include "base/unit.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static void good(const char *text, enum dimension expected, double want, enum dimension dimension,
                 bool bare)
{
    struct err err = {0};
    struct quantity quantity = {0};
    int result = quantity_parse("--option", text, expected, 730, &quantity, &err);
    ok(result == 0 && quantity.value == want && quantity.dimension == dimension &&
           quantity.bare == bare,
       "\"%s\" is %.17g", text, want);
    if (result != 0)
        printf("# %s\n", err.text);
    else if (quantity.value != want || quantity.dimension != dimension || quantity.bare != bare)
        printf("# got %.17g dimension %d bare %d\n", quantity.value, (int)quantity.dimension,
               quantity.bare);
}

static void bad(const char *text, enum dimension expected, const char *message)
{
    struct err err = {0};
    struct quantity quantity = {0};
    char name[200];
    snprintf(name, sizeof name, "\"%s\" is refused: %s", text, message);
    bool refused = quantity_parse("--option", text, expected, 730, &quantity, &err) == -1;
    has_text(refused ? err.text : "accepted", message, name);
    is_int(err.kind, ERR_USAGE, "as a usage error");
}

static void test_rates(void)
{
    good("10k/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("10k", DIMENSION_RATE, 10000, DIMENSION_RATE, true);
    good("500", DIMENSION_RATE, 500, DIMENSION_RATE, true);
    good("10000/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("600k/min", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("36M/h", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("864M/d", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("604.8k/w", DIMENSION_RATE, 1, DIMENSION_RATE, false);
    good("2628k/mo", DIMENSION_RATE, 1, DIMENSION_RATE, false);
    good("31536k/y", DIMENSION_RATE, 1, DIMENSION_RATE, false);
    good("1.1k/s", DIMENSION_RATE, 1100, DIMENSION_RATE, false);
    good("4.35k/s", DIMENSION_RATE, 4350, DIMENSION_RATE, false);
    good("1e4/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("10k requests/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("10kreq/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("10 kreq/s", DIMENSION_RATE, 10000, DIMENSION_RATE, false);
    good("500rps", DIMENSION_RATE, 500, DIMENSION_RATE, false);
    bad("10m/s", DIMENSION_RATE, "did you mean M (millions)?");
    bad("10k/m", DIMENSION_RATE, "did you mean /min or /mo");
    bad("10k/parsec", DIMENSION_RATE, "unknown unit behind the slash");
    bad("10,000/s", DIMENSION_RATE, "has a separator");
    bad("200ms", DIMENSION_RATE, "is a duration, but a rate (per second) is wanted");
    bad("fast", DIMENSION_RATE, "is not a number with a unit; for example --option 10k/s");
    bad("10 furlongs/s", DIMENSION_RATE, "has an unknown unit");
    bad("-5/s", DIMENSION_RATE, "is negative");
    bad("1e308k/s", DIMENSION_RATE, "is too large");
    bad("", DIMENSION_RATE, "is not a number");
}

static void test_counts(void)
{
    good("40", DIMENSION_COUNT, 40, DIMENSION_COUNT, true);
    good("2G", DIMENSION_COUNT, 2e9, DIMENSION_COUNT, true);
    good("40 instances", DIMENSION_COUNT, 40, DIMENSION_COUNT, true);
    bad("5m", DIMENSION_COUNT, "did you mean M (millions)?");
    bad("5%", DIMENSION_COUNT, "is a share (per cent), but a count is wanted");
}

static void test_durations(void)
{
    good("200ms", DIMENSION_DURATION, 0.2, DIMENSION_DURATION, false);
    good("90s", DIMENSION_DURATION, 90, DIMENSION_DURATION, false);
    good("5m", DIMENSION_DURATION, 300, DIMENSION_DURATION, false);
    good("5min", DIMENSION_DURATION, 300, DIMENSION_DURATION, false);
    good("6h", DIMENSION_DURATION, 21600, DIMENSION_DURATION, false);
    good("90d", DIMENSION_DURATION, 7776000, DIMENSION_DURATION, false);
    good("4w", DIMENSION_DURATION, 2419200, DIMENSION_DURATION, false);
    good("3mo", DIMENSION_DURATION, 3 * 730 * 3600.0, DIMENSION_DURATION, false);
    good("1y", DIMENSION_DURATION, 31536000, DIMENSION_DURATION, false);
    good("1h30m", DIMENSION_DURATION, 5400, DIMENSION_DURATION, false);
    good("1h 30m", DIMENSION_DURATION, 5400, DIMENSION_DURATION, false);
    good("1.5 h", DIMENSION_DURATION, 5400, DIMENSION_DURATION, false);
    good("0", DIMENSION_DURATION, 0, DIMENSION_DURATION, false);
    bad("30", DIMENSION_DURATION, "has no unit: ms s m h d w mo y are known");
    bad("30M", DIMENSION_DURATION, "did you mean m (minutes) or mo (months)?");
    bad("30 parsecs", DIMENSION_DURATION, "is not a duration");
    bad("1h30", DIMENSION_DURATION, "has no unit");
    bad("1h -7m", DIMENSION_DURATION, "is not a duration");
    bad("-1h", DIMENSION_DURATION, "is negative");
    bad("1e308y", DIMENSION_DURATION, "is too large");
    bad("50%", DIMENSION_DURATION, "is not a duration");
}

static void test_shares(void)
{
    good("50%", DIMENSION_RATIO, 0.5, DIMENSION_RATIO, false);
    good("0.3 %", DIMENSION_RATIO, 0.003, DIMENSION_RATIO, false);
    good("0.5", DIMENSION_RATIO, 0.5, DIMENSION_RATIO, true);
    good("-20%", DIMENSION_RATIO, -0.2, DIMENSION_RATIO, false);
    good("150%", DIMENSION_RATIO, 1.5, DIMENSION_RATIO, false);
    bad("50", DIMENSION_RATIO, "is more than the whole");
    bad("5k", DIMENSION_RATIO, "is not a share");
    bad("2x", DIMENSION_RATIO, "is a multiple, but a share (per cent) is wanted");
    good("5x", DIMENSION_MULTIPLE, 5, DIMENSION_MULTIPLE, false);
    good("5", DIMENSION_MULTIPLE, 5, DIMENSION_MULTIPLE, true);
    good("150%", DIMENSION_MULTIPLE, 1.5, DIMENSION_MULTIPLE, false);
}

static void test_sizes(void)
{
    good("1.5GiB", DIMENSION_BYTES, 1610612736, DIMENSION_BYTES, false);
    good("1.5 GiB", DIMENSION_BYTES, 1610612736, DIMENSION_BYTES, false);
    good("512Mi", DIMENSION_BYTES, 536870912, DIMENSION_BYTES, false);
    good("20MB", DIMENSION_BYTES, 2e7, DIMENSION_BYTES, false);
    good("20MB/s", DIMENSION_BYTE_RATE, 2e7, DIMENSION_BYTE_RATE, false);
    good("8Mbit/s", DIMENSION_BYTE_RATE, 1e6, DIMENSION_BYTE_RATE, false);
    good("4096", DIMENSION_BYTES, 4096, DIMENSION_BYTES, true);
    bad("16G", DIMENSION_BYTES, "is ambiguous: GB are powers of 1000, GiB of 1024");
    bad("1s/s", DIMENSION_RATE, "has an unknown unit");
    good("250m", DIMENSION_CORES, 0.25, DIMENSION_CORES, false);
    good("2", DIMENSION_CORES, 2, DIMENSION_CORES, true);
    good("2 cores", DIMENSION_CORES, 2, DIMENSION_CORES, false);
}

static void test_prices(void)
{
    good("0.17/h", DIMENSION_MONEY_RATE, 0.17, DIMENSION_MONEY_RATE, false);
    good("0.0832/h", DIMENSION_MONEY_RATE, 0.0832, DIMENSION_MONEY_RATE, false);
    good("0", DIMENSION_MONEY_RATE, 0, DIMENSION_MONEY_RATE, true);
    good("7300/mo", DIMENSION_MONEY_RATE, 10, DIMENSION_MONEY_RATE, false);
    good("7.3k/mo", DIMENSION_MONEY_RATE, 10, DIMENSION_MONEY_RATE, false);
    good("8760/y", DIMENSION_MONEY_RATE, 1, DIMENSION_MONEY_RATE, false);
    good("24/d", DIMENSION_MONEY_RATE, 1, DIMENSION_MONEY_RATE, false);
    bad("6000", DIMENSION_MONEY_RATE,
        "\"6000\" has no unit of time: /h /d /w /mo /y are known; for example --option 0.17/h or "
        "6000/mo");
    bad("6k", DIMENSION_MONEY_RATE, "has no unit of time");
    bad("bash.17/h", DIMENSION_MONEY_RATE, "a shell turns \"$0.17/h\" into \"bash.17/h\"");
    bad("/bin/bash.17/h", DIMENSION_MONEY_RATE, "a shell turns \"$PRICE/h\" into \"/h\"");
    bad("-bash.17/h", DIMENSION_MONEY_RATE, "write prices without a currency sign");
    bad("/h", DIMENSION_MONEY_RATE, "has no number");
    bad("", DIMENSION_MONEY_RATE, "has no number");
    bad(".20/h", DIMENSION_MONEY_RATE, "a shell turns \"$1.20/h\" into \".20/h\"");
    bad("$0.17/h", DIMENSION_MONEY_RATE, "has a currency sign");
    bad("0.17\xe2\x82\xac/h", DIMENSION_MONEY_RATE, "has a currency sign");
    bad("0.17 USD/h", DIMENSION_MONEY_RATE, "has an unknown unit; for example --option 0.17/h");
    bad("0,17/h", DIMENSION_MONEY_RATE, "has a separator");
    bad("-1/h", DIMENSION_MONEY_RATE, "is negative");
    bad("5 requests/h", DIMENSION_MONEY_RATE, "but a price (per hour) is wanted");
}

static void test_open_dimension(void)
{
    good("200ms", DIMENSION_UNKNOWN, 0.2, DIMENSION_DURATION, false);
    good("10k/s", DIMENSION_UNKNOWN, 10000, DIMENSION_RATE, false);
    good("-3", DIMENSION_UNKNOWN, -3, DIMENSION_UNKNOWN, true);
    bad("5m", DIMENSION_UNKNOWN, "minutes for a duration and thousandths for cores");
}

static void test_messages(void)
{
    struct err err = {0};
    struct quantity quantity;
    quantity_parse("web.csv:3: price", "x", DIMENSION_MONEY_RATE, 730, &quantity, &err);
    is_int(err.kind, ERR_DATA, "a value of a file is a data error");
    has_text(err.text, "web.csv:3: price: \"x\" is not a price", "with its place in front");
    quantity_parse("--demand", "5\x1b[2J/s", DIMENSION_RATE, 730, &quantity, &err);
    has_text(err.text, "\\x1b", "control characters are escaped");
    quantity_parse("--horizon", "1mo", DIMENSION_DURATION, 720, &quantity, &err);
    near(quantity.value, 720 * 3600.0, 0, "a month has the hours that were asked for");
}

static void test_duration_format(void)
{
    static const struct {
        double seconds;
        const char *want;
    } cases[] = {{7776000, "90d"},
                 {3628800, "6w"},
                 {5400, "1h30m"},
                 {0.25, "250ms"},
                 {0, "0s"},
                 {300, "5m"},
                 {86400, "1d"},
                 {90061, "90061s"},
                 {90060, "1d1h1m"},
                 {1.5, "1s500ms"},
                 {1e-4, "0.1ms"},
                 {-60, "-1m"},
                 {1.0 / 3, "333.3333333ms"}};
    char out[UNIT_NAME_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        is_text(duration_format(out, cases[i].seconds), cases[i].want, cases[i].want);
    is_text(duration_format(out, 1e15), "1000000000000000s", "a huge one is in seconds");
    // What is written for whole milliseconds reads back as the same.
    size_t wrong = 0;
    for (int i = 1; i < 20000; i++) {
        struct quantity quantity;
        double seconds = i * 977 / 1000.0 * (i % 7 == 0 ? 60000 : 1);
        duration_format(out, seconds);
        if (quantity_parse("x", out, DIMENSION_DURATION, 730, &quantity, NULL) != 0 ||
            quantity.value < seconds * (1 - 1e-9) || quantity.value > seconds * (1 + 1e-9)) {
            printf("# %s\n", out);
            wrong++;
        }
    }
    is_int(wrong, 0, "20,000 durations read back");
}

int main(void)
{
    test_rates();
    test_counts();
    test_durations();
    test_shares();
    test_sizes();
    test_prices();
    test_open_dimension();
    test_messages();
    test_duration_format();
    return done();
}
