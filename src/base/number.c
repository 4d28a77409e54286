#include "base/number.h"

#include "base/ascii.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MANTISSA_DIGITS = 19,    // always fit into 64 bits
    EXACT_POWER = 22,        // 10^22 is the largest power of ten that a double holds exactly
    SLOW_DIGITS = 780,       // more than the 767 that can decide how a double is rounded
    EXPONENT_BOUND = 100000, // beyond it every number overflows or vanishes
    SIGNIFICANT_DIGITS = 10,
    PLAIN_EXPONENT_MIN = -6,
    PLAIN_EXPONENT_MAX = 15,
    HUMAN_DIGITS_MAX = 15,
    DECIMALS_MAX = 20,
};

static const double power_of_ten[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/// A decimal number as scanned: mantissa * 10^exponent, exact unless digits were left out.
struct scan {
    bool negative;
    bool truncated; ///< more digits than the mantissa holds
    uint64_t mantissa;
    int digits; ///< significant digits in the mantissa
    long exponent;
    long written_exponent; ///< the part of it behind "e"
    size_t digits_start;   ///< where digits and point begin
    size_t digits_end;
    size_t length; ///< bytes of the number, 0 if there is none
};

/// Reads an exponent "e+12" at `at`; returns the position behind it, `at` when there is none.
static size_t scan_exponent(struct scan *scan, const char *text, size_t length, size_t at)
{
    size_t i = at + 1;
    bool negative = false;
    if (i < length && (text[i] == '-' || text[i] == '+'))
        negative = text[i++] == '-';
    if (i >= length || !ascii_is_digit(text[i]))
        return at;
    long value = 0;
    for (; i < length && ascii_is_digit(text[i]); i++)
        if (value < EXPONENT_BOUND)
            value = value * 10 + (text[i] - '0');
    scan->written_exponent = negative ? -value : value;
    scan->exponent += scan->written_exponent;
    return i;
}

/// Takes a run of digits into the mantissa; returns the position behind it.
static size_t scan_digits(struct scan *scan, const char *text, size_t length, size_t i,
                          bool fraction)
{
    for (; i < length && ascii_is_digit(text[i]); i++) {
        unsigned digit = (unsigned)(text[i] - '0');
        if (scan->digits < MANTISSA_DIGITS) {
            scan->mantissa = scan->mantissa * 10 + digit;
            scan->digits += scan->mantissa != 0;
            scan->exponent -= fraction;
        } else {
            scan->truncated = scan->truncated || digit != 0;
            scan->exponent += !fraction;
        }
    }
    return i;
}

static void scan_number(struct scan *scan, const char *text, size_t length)
{
    size_t i = 0;
    if (i < length && (text[i] == '-' || text[i] == '+'))
        scan->negative = text[i++] == '-';
    scan->digits_start = i;
    size_t end = scan_digits(scan, text, length, i, false);
    size_t digits = end - i;
    if (end < length && text[end] == '.') {
        size_t fraction = end + 1;
        end = scan_digits(scan, text, length, fraction, true);
        digits += end - fraction;
    }
    if (digits == 0)
        return;
    scan->digits_end = end;
    if (end < length && (text[end] == 'e' || text[end] == 'E'))
        end = scan_exponent(scan, text, length, end);
    scan->length = end;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 uint128;

enum { POWER_OF_FIVE_MAX = 27 }; // 5^27 < 2^64 < 5^28

/// mantissa / 10^power, correctly rounded (to nearest, ties to even), for a mantissa that is not 0
/// and a power of 1..27: a division of integers, whose remainder settles the rounding. Measurements
/// printed with 16 or 17 digits take this path.
static double divide_by_power_of_ten(uint64_t mantissa, int power)
{
    uint64_t five = 1;
    for (int i = 0; i < power; i++)
        five *= 5;
    int shift_up = __builtin_clzll(mantissa);
    int shift_down = __builtin_clzll(five);
    // Both with their top bit set: the quotient lies in (2^62, 2^64) when the dividend has 2^63
    // more.
    uint128 dividend = (uint128)(mantissa << shift_up) << 63;
    uint64_t divisor = five << shift_down;
    uint64_t quotient = (uint64_t)(dividend / divisor);
    bool inexact = (uint128)quotient * divisor != dividend;
    int exponent = shift_down - shift_up - 63 - power;
    int surplus = 64 - 53 - (quotient >> 63 == 0);
    uint64_t kept = quotient >> surplus;
    uint64_t rest = quotient & ((UINT64_C(1) << surplus) - 1);
    uint64_t half = UINT64_C(1) << (surplus - 1);
    if (rest > half || (rest == half && (inexact || (kept & 1) != 0)))
        kept++;
    return ldexp((double)kept, exponent + surplus);
}
#endif

/// Any number by strtod, which is given the digits without a point, so that no locale's point
/// matters.
static double convert_slowly(const struct scan *scan, const char *text)
{
    char digits[SLOW_DIGITS + 32];
    size_t count = 0;
    bool fraction = false;
    bool rest = false;
    long exponent = scan->written_exponent;
    for (size_t i = scan->digits_start; i < scan->digits_end; i++) {
        bool kept = count < SLOW_DIGITS;
        if (text[i] == '.') {
            fraction = true;
        } else if (kept) {
            if (count > 0 || text[i] != '0')
                digits[count++] = text[i];
            exponent -= fraction;
        } else {
            rest = rest || text[i] != '0';
            exponent += !fraction;
        }
    }
    if (rest) { // one more digit stands for all that were left out: it breaks ties upwards
        digits[count++] = '1';
        exponent--;
    }
    snprintf(digits + count, sizeof digits - count, "e%ld", exponent);
    return strtod(digits, NULL);
}

static double convert(const struct scan *scan, const char *text)
{
    if (scan->mantissa == 0)
        return 0;
    if (!scan->truncated && scan->mantissa <= UINT64_C(1) << 53) {
        // One correctly rounded operation on two exact doubles (Clinger 1990).
        if (scan->exponent >= -EXACT_POWER && scan->exponent < 0)
            return (double)scan->mantissa / power_of_ten[-scan->exponent];
        if (scan->exponent >= 0 && scan->exponent <= EXACT_POWER)
            return (double)scan->mantissa * power_of_ten[scan->exponent];
    }
#ifdef __SIZEOF_INT128__
    if (!scan->truncated && scan->exponent < 0 && scan->exponent >= -POWER_OF_FIVE_MAX)
        return divide_by_power_of_ten(scan->mantissa, (int)-scan->exponent);
#endif
    return convert_slowly(scan, text);
}

size_t number_parse_prefix(const char *text, size_t length, double *value)
{
    struct scan scan = {0};
    scan_number(&scan, text, length);
    if (scan.length == 0)
        return 0;
    double magnitude = convert(&scan, text);
    if (!isfinite(magnitude))
        return 0;
    *value = scan.negative ? -magnitude : magnitude;
    return scan.length;
}

bool number_parse(const char *text, size_t length, double *value)
{
    double parsed;
    if (length == 0 || number_parse_prefix(text, length, &parsed) != length)
        return false;
    *value = parsed;
    return true;
}

bool number_parse_size(const char *text, size_t length, size_t *value)
{
    size_t parsed = 0;
    for (size_t i = 0; i < length; i++) {
        size_t digit = (size_t)(text[i] - '0');
        if (!ascii_is_digit(text[i]) || parsed > (SIZE_MAX - digit) / 10)
            return false;
        parsed = parsed * 10 + digit;
    }
    if (length == 0)
        return false;
    *value = parsed;
    return true;
}

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
    int exponent = decimal_digits(magnitude, SIGNIFICANT_DIGITS, digits);
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
