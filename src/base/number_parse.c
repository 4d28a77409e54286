#include "base/ascii.h"
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MANTISSA_DIGITS = 19,    // always fit into 64 bits
    EXACT_POWER = 22,        // 10^22 is the largest power of ten that a double holds exactly
    SLOW_DIGITS = 780,       // more than the 767 that can decide how a double is rounded
    POWER_OF_FIVE_MAX = 27,  // 5^27 < 2^64 < 5^28
    EXPONENT_BOUND = 100000, // beyond it every number overflows or vanishes
};

static const uint64_t exact_mantissa = UINT64_C(1) << 53;

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

/// 2^exponent for a normal double; ldexp without its care for the others.
static double power_of_two(int exponent)
{
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/// mantissa / 10^power, correctly rounded (to nearest, ties to even), for a mantissa that is not 0
/// and a power of 0..27: a division of integers, whose remainder settles the rounding. Measurements
/// printed with 16 or 17 digits take this path. False where the compiler has no 128-bit integers.
static bool divide(uint64_t mantissa, int power, double *result)
{
    static const uint64_t powers_of_five[POWER_OF_FIVE_MAX + 1] = {
        1,
        5,
        25,
        125,
        625,
        3125,
        15625,
        78125,
        390625,
        1953125,
        9765625,
        48828125,
        244140625,
        1220703125,
        6103515625,
        30517578125,
        152587890625,
        762939453125,
        3814697265625,
        19073486328125,
        95367431640625,
        476837158203125,
        2384185791015625,
        11920928955078125,
        59604644775390625,
        298023223876953125,
        1490116119384765625,
        7450580596923828125,
    };
    uint64_t five = powers_of_five[power];
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
    *result = (double)kept * power_of_two(exponent + surplus);
    return true;
}
#else
static bool divide(uint64_t mantissa, int power, double *result)
{
    (void)mantissa;
    (void)power;
    (void)result;
    return false;
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
    if (!scan->truncated && scan->mantissa <= exact_mantissa) {
        // One correctly rounded operation on two exact doubles (Clinger 1990).
        if (scan->exponent >= -EXACT_POWER && scan->exponent < 0)
            return (double)scan->mantissa / power_of_ten[-scan->exponent];
        if (scan->exponent >= 0 && scan->exponent <= EXACT_POWER)
            return (double)scan->mantissa * power_of_ten[scan->exponent];
    }
    double quotient;
    bool small = scan->exponent < 0 && scan->exponent >= -POWER_OF_FIVE_MAX;
    if (!scan->truncated && small && divide(scan->mantissa, (int)-scan->exponent, &quotient))
        return quotient;
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

/// The commonest numbers without detours: at most 19 digits, perhaps a point among them, exact.
static bool parse_plain(const char *text, size_t length, double *value)
{
    size_t i = length > 0 && text[0] == '-' ? 1 : 0;
    size_t digits = length - i;
    size_t point = length;
    uint64_t mantissa = 0;
    for (size_t at = i; at < length; at++) {
        unsigned digit = (unsigned)(text[at] - '0');
        if (digit <= 9) {
            mantissa = mantissa * 10 + digit;
        } else if (text[at] == '.' && point == length) {
            point = at;
            digits--;
        } else {
            return false;
        }
    }
    size_t decimals = point == length ? 0 : length - point - 1;
    if (digits == 0 || digits > MANTISSA_DIGITS)
        return false;
    double magnitude = (double)mantissa;
    if (mantissa <= exact_mantissa && decimals > 0)
        magnitude /= power_of_ten[decimals];
    else if (mantissa > exact_mantissa && !divide(mantissa, (int)decimals, &magnitude))
        return false;
    *value = i == 1 ? -magnitude : magnitude;
    return true;
}

bool number_parse(const char *text, size_t length, double *value)
{
    if (parse_plain(text, length, value))
        return true;
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
