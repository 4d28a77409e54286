#include "base/ascii.h"
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIGNIFICANT_DIGITS = 10,
    PLAIN_EXPONENT_MIN = -6,
    PLAIN_EXPONENT_MAX = 15,
    HUMAN_DIGITS_MAX = 15,
    DECIMALS_MAX = 20,
};

/// Text for values that are not finite: "" for NaN, "inf", "-inf".
static const char *format_not_finite(char out[NUMBER_TEXT_MAX], double value)
{
    snprintf(out, NUMBER_TEXT_MAX, "%s", isnan(value) ? "" : value > 0 ? "inf" : "-inf");
    return out;
}

static size_t write_integer(char *out, uint64_t value)
{
    char reversed[20];
    size_t count = 0;
    do {
        reversed[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

/// Splits |value| into significant digits and a decimal exponent: d.ddd * 10^exponent. printf
/// rounds correctly; whatever stands between its digits is skipped, so that no locale's point
/// matters.
static int decimal_digits(double magnitude, int digits, char *out)
{
    char scientific[64];
    snprintf(scientific, sizeof scientific, "%.*e", digits - 1, magnitude);
    const char *from = scientific;
    for (int count = 0; count < digits; from++)
        if (ascii_is_digit(*from))
            out[count++] = *from;
    return (int)strtol(strchr(from, 'e') + 1, NULL, 10);
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 uint128;

/// magnitude / 10^exponent * 10^9, rounded to nearest with ties to even, for 1e-6 <= magnitude <
/// 1e15 and an exponent of -7..14: whole numbers of at most 107 bits.
static uint64_t ten_digits(double magnitude, int exponent)
{
    static const uint64_t powers[] = {
        1,
        10,
        100,
        1000,
        10000,
        100000,
        1000000,
        10000000,
        100000000,
        1000000000,
        10000000000,
        100000000000,
        1000000000000,
        10000000000000,
        100000000000000,
        1000000000000000,
        10000000000000000,
    };
    int binary;
    uint64_t mantissa = (uint64_t)ldexp(frexp(magnitude, &binary), 53);
    int shift = 53 - binary; // magnitude = mantissa / 2^shift, and shift is 3..72
    int power = SIGNIFICANT_DIGITS - 1 - exponent;
    uint128 dividend = power >= 0 ? (uint128)mantissa * powers[power] : mantissa;
    uint128 divisor = (uint128)(power >= 0 ? 1 : powers[-power]) << shift;
    uint64_t quotient = (uint64_t)(power >= 0 ? dividend >> shift : dividend / divisor);
    uint128 rest = dividend - quotient * divisor;
    uint128 other = divisor - rest;
    return quotient + (rest > other || (rest == other && quotient % 2 == 1));
}

/// decimal_digits for ten digits of the numbers that are printed without an exponent, 20 times
/// faster.
static int plain_digits(double magnitude, char *out)
{
    int binary;
    frexp(magnitude, &binary);
    int exponent = (int)floor((binary - 1) * 0.30102999566398120); // or one less than it should be
    uint64_t digits = ten_digits(magnitude, exponent);
    if (digits >= UINT64_C(10000000000))
        digits = ten_digits(magnitude, ++exponent);
    for (int i = SIGNIFICANT_DIGITS - 1; i >= 0; i--) {
        out[i] = (char)('0' + digits % 10);
        digits /= 10;
    }
    return exponent;
}
#else
static int plain_digits(double magnitude, char *out)
{
    return decimal_digits(magnitude, SIGNIFICANT_DIGITS, out);
}
#endif

const char *number_format(char out[NUMBER_TEXT_MAX], double value)
{
    if (!isfinite(value))
        return format_not_finite(out, value);
    double magnitude = fabs(value);
    size_t at = 0;
    if (value < 0)
        out[at++] = '-';
    if (magnitude < 1e10 && magnitude == floor(magnitude)) { // most numbers in practice
        at += write_integer(out + at, (uint64_t)magnitude);
        out[at] = '\0';
        return out;
    }
    char digits[SIGNIFICANT_DIGITS];
    int exponent = magnitude >= 1e-6 && magnitude < 1e15
                       ? plain_digits(magnitude, digits)
                       : decimal_digits(magnitude, SIGNIFICANT_DIGITS, digits);
    bool plain = exponent >= PLAIN_EXPONENT_MIN && exponent <= PLAIN_EXPONENT_MAX;
    int point = plain ? exponent : 0; // index of the digit before the decimal point
    int last = SIGNIFICANT_DIGITS - 1;
    while (last > 0 && digits[last] == '0')
        last--;
    if (point < 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = -1; i > point; i--)
            out[at++] = '0';
    }
    for (int i = 0; i <= last || i <= point; i++) {
        if (i > 0 && i == point + 1)
            out[at++] = '.';
        out[at++] = i <= last ? digits[i] : '0';
    }
    out[at] = '\0';
    if (!plain)
        snprintf(out + at, NUMBER_TEXT_MAX - at, "e%+03d", exponent);
    return out;
}

const char *number_format_fixed(char out[NUMBER_TEXT_MAX], double value, int decimals)
{
    if (!isfinite(value))
        return format_not_finite(out, value);
    if (fabs(value) >= 1e15 || decimals < 0 || decimals > DECIMALS_MAX)
        return number_format(out, value);
    char printed[64];
    snprintf(printed, sizeof printed, "%.*f", decimals, fabs(value));
    size_t at = 0;
    if (value < 0 && strpbrk(printed, "123456789") != NULL)
        out[at++] = '-';
    bool whole = true;
    for (const char *from = printed; *from != '\0'; from++) {
        if (ascii_is_digit(*from)) {
            out[at++] = *from;
        } else if (whole) { // the locale's point, of whatever bytes
            out[at++] = '.';
            whole = false;
        }
    }
    out[at] = '\0';
    return out;
}

const char *number_format_human(char out[NUMBER_TEXT_MAX], double value, int digits)
{
    if (isnan(value)) {
        snprintf(out, NUMBER_TEXT_MAX, "-");
        return out;
    }
    double magnitude = fabs(value);
    if (!isfinite(value) || magnitude >= 1e15 || (value != 0 && magnitude < 1e-6))
        return number_format(out, value);
    if (digits < 1 || digits > HUMAN_DIGITS_MAX)
        digits = SIGNIFICANT_DIGITS;
    char significant[HUMAN_DIGITS_MAX];
    int exponent = value == 0 ? 0 : decimal_digits(magnitude, digits, significant);
    int decimals = digits - 1 - exponent;
    char plain[NUMBER_TEXT_MAX];
    number_format_fixed(plain, value, decimals > 0 ? decimals : 0);
    size_t length = strlen(plain);
    if (decimals > 0) {
        while (plain[length - 1] == '0')
            length--;
        if (plain[length - 1] == '.')
            length--;
    }
    size_t whole = 0; // end of the integer part, the sign included
    while (whole < length && plain[whole] != '.')
        whole++;
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
            out[at++] = ',';
        out[at++] = plain[i];
    }
    out[at] = '\0';
    return out;
}

const char *percent_format(char out[NUMBER_TEXT_MAX], double share, int digits)
{
    number_format_human(out, 100 * share, digits);
    size_t length = strlen(out);
    if (!isnan(share) && length + 1 < NUMBER_TEXT_MAX)
        memcpy(out + length, "%", 2);
    return out;
}

/// What rounding leaves of a slope is no change.
static const double least_change = 1e-9;

const char *percent_format_change(char out[NUMBER_TEXT_MAX], double share, int digits)
{
    char text[NUMBER_TEXT_MAX];
    if (fabs(share) < least_change)
        share = 0;
    percent_format(text, share, digits);
    snprintf(out, NUMBER_TEXT_MAX, "%s%.*s", share > 0 ? "+" : "", NUMBER_TEXT_MAX - 2, text);
    return out;
}
