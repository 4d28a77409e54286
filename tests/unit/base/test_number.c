#include "base/number.h"
#include "tap.h"

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// xorshift64*: the same inputs in every run.
static uint64_t random_bits(void)
{
    static uint64_t state = UINT64_C(88172645463325252);
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(2685821657736338717);
}

static bool parses_as_strtod(const char *text)
{
    double value;
    char *end;
    double want = strtod(text, &end);
    if (*end != '\0' || !isfinite(want))
        return true;
    bool same =
        number_parse(text, strlen(text), &value) && memcmp(&value, &want, sizeof value) == 0;
    if (!same)
        printf("# differs from strtod: %s\n", text);
    return same;
}

static void test_parse_forms(void)
{
    static const struct {
        const char *text;
        double want;
    } good[] = {
        {"12", 12},
        {"-3.5", -3.5},
        {"+1e-9", 1e-9},
        {".5", 0.5},
        {"5.", 5},
        {"0", 0},
        {"007", 7},
        {"1E6", 1e6},
        {"1e+06", 1e6},
        {"-0.25", -.25},
        {"1e-400", 0},
        {"0e999999999", 0},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"0.000000000000000000000000000001", 1e-30},
        {"9007199254740993", 9007199254740992.0}, // 2^53 + 1, a tie that goes to even
        {"9007199254740993.0000000000000000000000000000000001", 9007199254740994.0},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"4.9e-324", 4.9e-324},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double value = -1;
        bool parsed = number_parse(good[i].text, strlen(good[i].text), &value);
        ok(parsed && value == good[i].want, "\"%s\" is %.17g", good[i].text, good[i].want);
    }
    static const char *const bad[] = {"",
                                      " 1",
                                      "1 ",
                                      "-",
                                      "+",
                                      ".",
                                      "e5",
                                      "1e",
                                      "1e+",
                                      "0x1",
                                      "inf",
                                      "nan",
                                      "1,5",
                                      "1e999",
                                      "--1",
                                      "1.2.3",
                                      "1_0",
                                      "5k",
                                      "-.",
                                      "1e5.",
                                      ("\xc2\xa0"
                                       "1")};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value = 42;
        ok(!number_parse(bad[i], strlen(bad[i]), &value) && value == 42,
           "\"%s\" is not a number and leaves the value alone", bad[i]);
    }
    double value = 0;
    is_int(number_parse_prefix("12.5k/s", 7, &value), 4, "the prefix of 12.5k/s is 12.5");
    near(value, 12.5, 0, "its value");
    is_int(number_parse_prefix("5e", 2, &value), 1, "an e without digits is no exponent");
    is_int(number_parse_prefix("123456", 3, &value), 3, "bytes behind the length are not read");
    near(value, 123, 0, "only the first three digits count");
    is_int(number_parse_prefix("k", 1, &value), 0, "no number at the start");
}

static void test_parse_against_strtod(void)
{
    char text[64];
    size_t wrong = 0;
    for (int i = 0; i < 40000; i++) {
        double value;
        uint64_t bits = random_bits();
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        snprintf(text, sizeof text, "%.*e", (int)(random_bits() % 19), value);
        wrong += !parses_as_strtod(text);
    }
    is_int(wrong, 0, "40,000 random bit patterns with 1 to 19 digits parse as strtod does");
    wrong = 0;
    for (int i = 0; i < 200000; i++) {
        uint64_t mantissa = random_bits() >> (random_bits() % 64);
        uint64_t fraction = random_bits() >> (random_bits() % 64);
        switch (random_bits() % 3) {
        case 0:
            snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu64, mantissa % 100000, fraction);
            break;
        case 1:
            snprintf(text, sizeof text, "%" PRIu64 "e%d", mantissa, (int)(random_bits() % 60) - 40);
            break;
        default:
            snprintf(text, sizeof text, "0.%05" PRIu64 "%" PRIu64, mantissa % 1000, fraction);
        }
        wrong += !parses_as_strtod(text);
    }
    is_int(wrong, 0, "200,000 random decimals parse as strtod does");
    wrong = 0;
    for (int i = 0; i < 20000; i++) { // halfway between two doubles, and one unit beside it
        uint64_t kept = (UINT64_C(1) << 53) + (random_bits() >> 11);
        uint64_t half = kept * 2 + 1;
        snprintf(text, sizeof text, "%" PRIu64 ".%se-%d", half, i % 2 ? "0" : "00000000001",
                 (int)(random_bits() % 30));
        wrong += !parses_as_strtod(text);
    }
    is_int(wrong, 0, "20,000 near ties parse as strtod does");
    char longest[3000];
    memset(longest, '7', sizeof longest);
    memcpy(longest, "0.", 2);
    longest[sizeof longest - 1] = '\0';
    ok(parses_as_strtod(longest), "3,000 digits parse as strtod does");
    longest[1] = '3';
    longest[300] = '.';
    longest[2990] = 'e';
    memcpy(longest + 2991, "-12", 4);
    ok(parses_as_strtod(longest), "and with a point far behind and an exponent");
}

static void test_parse_size(void)
{
    size_t value = 9;
    ok(number_parse_size("120", 3, &value) && value == 120, "120 is a size");
    ok(!number_parse_size("", 0, &value) && value == 120, "nothing is not");
    ok(!number_parse_size("-1", 2, &value), "a negative one is not");
    ok(!number_parse_size("99999999999999999999999", 23, &value), "one that does not fit is not");
    char text[32];
    int length = snprintf(text, sizeof text, "%zu", SIZE_MAX);
    ok(number_parse_size(text, (size_t)length, &value) && value == SIZE_MAX, "the largest fits");
}

static void test_format(void)
{
    static const struct {
        double value;
        const char *want;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12.5, "-12.5"},
        {2.5792, "2.5792"},
        {1.0 / 3, "0.3333333333"},
        {-2.0 / 3, "-0.6666666667"},
        {1e-6, "0.000001"},
        {1.5e-5, "0.000015"},
        {0.1 + 0.2, "0.3"},
        {999999999.99999, "1000000000"},
        {0.99999999999, "1"},
        {1234567890123.0, "1234567890000"},
        {1e15, "1000000000000000"},
        {9.5e-7, "9.5e-07"},
        {1e16, "1e+16"},
        {-1.25e300, "-1.25e+300"},
        {4.9e-324, "4.940656458e-324"},
        {9999999999, "9999999999"},
        {99999999999, "100000000000"},
    };
    char out[NUMBER_TEXT_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        is_text(number_format(out, cases[i].value), cases[i].want, cases[i].want);
    }
    is_text(number_format(out, NAN), "", "a missing value is empty");
    is_text(number_format(out, INFINITY), "inf", "infinity");
    is_text(number_format(out, -INFINITY), "-inf", "negative infinity");
}

/// Ten digits read back are what printf's %.9e reads back as.
static void test_format_round_trip(void)
{
    size_t wrong = 0;
    for (int i = 0; i < 50000; i++) {
        double value;
        uint64_t bits = random_bits();
        memcpy(&value, &bits, sizeof value);
        if (i % 2 == 0) // the range in which there is no exponent
            value = (double)(int64_t)random_bits() / pow(10, (double)(random_bits() % 25));
        if (!isfinite(value))
            continue;
        char out[NUMBER_TEXT_MAX];
        char reference[64];
        number_format(out, value);
        snprintf(reference, sizeof reference, "%.9e", value);
        double magnitude = fabs(strtod(reference, NULL));
        bool exponent = strchr(out, 'e') != NULL;
        bool plain_range = magnitude >= 1e-6 && magnitude <= 1e15;
        if (strtod(out, NULL) != strtod(reference, NULL) || (exponent && plain_range)) {
            printf("# %s for %s\n", out, reference);
            wrong++;
        }
    }
    is_int(wrong, 0, "50,000 random numbers are printed with the ten digits that printf gives");
    // Numbers halfway between two of ten digits are exact in binary: n + 0.5 of ten digits and
    // more.
    wrong = 0;
    for (int i = 0; i < 20000; i++) {
        double value = ldexp((double)(random_bits() >> 30) + 0.5, -(int)(random_bits() % 12));
        if (i % 2 == 0)
            value = (double)(random_bits() >> 15);
        char out[NUMBER_TEXT_MAX];
        char reference[64];
        number_format(out, value);
        snprintf(reference, sizeof reference, "%.9e", value);
        wrong += strtod(out, NULL) != strtod(reference, NULL);
    }
    is_int(wrong, 0, "20,000 near ties too");
}

static void test_format_fixed(void)
{
    char out[NUMBER_TEXT_MAX];
    is_text(number_format_fixed(out, 31 * 0.0832, 4), "2.5792", "31 x 0.0832 an hour");
    is_text(number_format_fixed(out, 31 * 0.0832 * 730, 2), "1882.82", "and a month");
    is_text(number_format_fixed(out, -0.001, 2), "0.00", "no negative zero");
    is_text(number_format_fixed(out, 5, 0), "5", "no decimals, no point");
    is_text(number_format_fixed(out, NAN, 2), "", "a missing cost is empty");
    is_text(number_format_fixed(out, 1e20, 2), "1e+20", "a huge one still fits");
    is_text(number_format_fixed(out, -999999999999999, 20), "-999999999999999.00000000000000000000",
            "the longest fits");
}

static void test_format_human(void)
{
    char out[NUMBER_TEXT_MAX];
    is_text(number_format_human(out, 1204551, 3), "1,204,551", "the integer part is whole");
    is_text(number_format_human(out, 1204551.4, 3), "1,204,551", "without needless decimals");
    is_text(number_format_human(out, 3.14159, 3), "3.14", "three digits");
    is_text(number_format_human(out, 0.0832, 3), "0.0832", "of a small number");
    is_text(number_format_human(out, 2.50, 3), "2.5", "no trailing zeros");
    is_text(number_format_human(out, 999.96, 4), "1,000", "rounding up adds a digit");
    is_text(number_format_human(out, -1234.5, 5), "-1,234.5", "negative");
    is_text(number_format_human(out, -123, 5), "-123", "no comma behind the sign");
    is_text(number_format_human(out, 100, 1), "100", "zeros of the integer part stay");
    is_text(number_format_human(out, 0, 3), "0", "zero");
    is_text(number_format_human(out, NAN, 3), "-", "missing");
    is_text(number_format_human(out, 1e18, 3), "1e+18", "huge");
}

static void test_locale(void)
{
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL) {
        skip("numbers under a locale with a decimal comma", "de_DE.UTF-8 is not installed");
        return;
    }
    char out[NUMBER_TEXT_MAX];
    double value = 0;
    is_text(number_format(out, 12.5), "12.5", "a locale's comma does not matter to format");
    is_text(number_format_fixed(out, 12.5, 2), "12.50", "nor to fixed decimals");
    const char *text = "1.2345678901234567890123e-5"; // beyond the fast paths
    ok(number_parse(text, strlen(text), &value) && value == 1.2345678901234567890123e-5,
       "nor to parse");
    setlocale(LC_ALL, "C");
}

static void percents(void)
{
    char out[NUMBER_TEXT_MAX];
    is_text(percent_format(out, .8264, 3), "82.6%", "three digits of a share");
    is_text(percent_format(out, .98, 2), "98%", "no needless zero");
    is_text(percent_format(out, .9999, 2), "100%", "rounded");
    is_text(percent_format(out, 12.5, 2), "1,250%", "never less than the whole");
    is_text(percent_format(out, 0, 2), "0%", "nothing");
    is_text(percent_format(out, NAN, 2), "-", "unknown");
    is_text(percent_format_change(out, .031, 2), "+3.1%", "a rise");
    is_text(percent_format_change(out, -.0072, 2), "-0.72%", "a fall");
    is_text(percent_format_change(out, 0, 2), "0%", "no change");
    is_text(percent_format_change(out, -3e-15, 2), "0%", "nor is what rounding leaves");
}

int main(void)
{
    percents();
    test_parse_forms();
    test_parse_against_strtod();
    test_parse_size();
    test_format();
    test_format_round_trip();
    test_format_fixed();
    test_format_human();
    test_locale();
    return done();
}
