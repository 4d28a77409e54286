#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "base/unit.h"
#include "base/unit_word.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_DIGITS_MAX = 300, KILO = 3, MEGA = 6, GIGA = 9, TERA = 12 };

/// What stands behind a number: multiply by 10^shift and factor, divide by `per` base units of
/// time.
struct suffix {
    enum dimension dimension; ///< DIMENSION_UNKNOWN: none, or a magnitude alone
    int shift;
    double factor;
    double per_s; ///< 0: not a rate
    bool magnitude;
    bool counted; ///< names what is counted
};

/// One value being parsed, for messages.
struct subject {
    const char *name;
    const char *text;
    enum dimension expected;
    double month_s;
    struct err *err;
};

static const char *example_of(enum dimension dimension)
{
    switch (dimension) {
    case DIMENSION_COUNT:
        return "40 or 10k";
    case DIMENSION_RATE:
        return "10k/s";
    case DIMENSION_DURATION:
        return "200ms, 90s, 5m, 6h, 90d, 4w or 3mo";
    case DIMENSION_RATIO:
        return "50%";
    case DIMENSION_MULTIPLE:
        return "5x";
    case DIMENSION_BYTES:
        return "1.5GiB";
    case DIMENSION_BYTE_RATE:
        return "20MB/s";
    case DIMENSION_CORES:
        return "2 or 250m";
    case DIMENSION_MONEY_RATE:
        return "0.17/h or 6000/mo";
    case DIMENSION_UNKNOWN:
        break;
    }
    return "10k/s, 200ms or 50%";
}

/// "NAME: "TEXT" WHAT; for example NAME 10k/s".
__attribute__((format(printf, 2, 3))) static int fail(const struct subject *subject,
                                                      const char *format, ...)
{
    char what[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    struct str name = {0};
    struct str text = {0};
    str_append_escaped(&name, subject->name, strlen(subject->name));
    str_append_escaped(&text, subject->text, strlen(subject->text));
    bool option = subject->name[0] == '-';
    err_set(subject->err, option ? ERR_USAGE : ERR_DATA, "%s: \"%s\" %s; for example %s%s%s",
            str_text(&name), str_text(&text), what, option ? str_text(&name) : "",
            option ? " " : "", example_of(subject->expected));
    str_release(&name);
    str_release(&text);
    return -1;
}

/// Dollar, pound, yen and euro signs; the last three by the first byte of their UTF-8.
static bool has_currency_sign(const char *text)
{
    return strpbrk(text, "$\xc2\xe2") != NULL;
}

/// What the likes of "$0.17/h" become in a shell, told apart by what is left of them.
static int fail_price(const struct subject *subject)
{
    const char *text = subject->text;
    if (has_currency_sign(text))
        return fail(subject, "has a currency sign: prices are written without one");
    if (text[0] == '.')
        return fail(subject,
                    "has no digit before its point: a shell turns \"$1.20/h\" into \".20/h\", "
                    "so write prices without a currency sign");
    if (text[0] == '\0' || text[0] == '/')
        return fail(subject,
                    "has no number: a shell turns \"$PRICE/h\" into \"/h\" when the variable "
                    "is not set, and \"$0.17/h\" into \"bash.17/h\"; write prices without a "
                    "currency sign");
    return fail(subject,
                "is not a price: a shell turns \"$0.17/h\" into \"bash.17/h\", so write prices "
                "without a currency sign");
}

static int magnitude_shift(char letter)
{
    switch (letter) {
    case 'k':
    case 'K':
        return KILO;
    case 'M':
        return MEGA;
    case 'G':
        return GIGA;
    case 'T':
        return TERA;
    default:
        return 0;
    }
}

static int fail_m(const struct subject *subject)
{
    if (subject->expected == DIMENSION_UNKNOWN)
        return fail(
            subject,
            "has the unit m, which is minutes for a duration and thousandths for cores: write "
            "min, or M for millions");
    return fail(subject, "has the unit m: did you mean M (millions)?");
}

/// The part of a suffix before "/": a magnitude, a unit, a word for what is counted.
static int parse_head(const struct subject *subject, const char *text, size_t length,
                      struct suffix *suffix)
{
    bool blank = length > 0 && text[0] == ' ';
    text += blank;
    length -= blank;
    if (length == 0)
        return 0;
    bool milli = length == 1 && text[0] == 'm';
    if (milli && subject->expected == DIMENSION_CORES) {
        suffix->dimension = DIMENSION_CORES;
        suffix->shift = -3;
        return 0;
    }
    if (milli)
        return fail_m(subject);
    const struct unit_word *word = unit_word_find(text, length);
    if (word != NULL && word->dimension != DIMENSION_COUNT) {
        suffix->dimension = word->dimension;
        suffix->shift = word->shift;
        suffix->factor = word->month ? subject->month_s : word->factor;
        return 0;
    }
    int shift = magnitude_shift(text[0]);
    if (shift != 0 && !unit_word_is_counted(text, length)) {
        suffix->shift = shift;
        suffix->magnitude = true;
        text++;
        length--;
        if (length > 0 && text[0] == ' ') {
            text++;
            length--;
        }
    }
    if (length == 0)
        return 0;
    if (!unit_word_is_counted(text, length))
        return fail(subject, "has an unknown unit");
    suffix->counted = true;
    return 0;
}

/// The part behind "/": a unit of time.
static int parse_per(const struct subject *subject, const char *text, struct suffix *suffix)
{
    size_t length = strlen(text);
    if (ascii_is_word(text, length, "m"))
        return fail(subject, "has the unit /m: did you mean /min or /mo (a month)?");
    const struct unit_word *per = unit_word_find(text, length);
    if (per == NULL || per->dimension != DIMENSION_DURATION)
        return fail(subject,
                    "has an unknown unit behind the slash: /s /min /h /d /w /mo /y are known");
    double scale = per->month ? subject->month_s : unit_word_scale(per);
    bool bytes = suffix->dimension == DIMENSION_BYTES;
    if (!bytes && suffix->dimension != DIMENSION_UNKNOWN && suffix->dimension != DIMENSION_RATE)
        return fail(subject, "has an unknown unit");
    suffix->dimension = bytes ? DIMENSION_BYTE_RATE : DIMENSION_RATE;
    suffix->per_s = scale;
    return 0;
}

static int parse_suffix(const struct subject *subject, const char *text, struct suffix *suffix)
{
    *suffix = (struct suffix){.factor = 1};
    const char *slash = strchr(text, '/');
    size_t head = slash == NULL ? strlen(text) : (size_t)(slash - text);
    if (parse_head(subject, text, head, suffix) != 0)
        return -1;
    return slash == NULL ? 0 : parse_per(subject, slash + 1, suffix);
}

/// The number times 10^shift, exactly rounded: the point is moved in the text.
static double shifted(const char *number, size_t length, int shift)
{
    char text[NUMBER_DIGITS_MAX + 16];
    double value = 0;
    bool plain = memchr(number, 'e', length) == NULL && memchr(number, 'E', length) == NULL;
    if (plain && length <= NUMBER_DIGITS_MAX) {
        int printed = snprintf(text, sizeof text, "%.*se%d", (int)length, number, shift);
        number_parse(text, (size_t)printed, &value);
        return value;
    }
    number_parse(number, length, &value);
    return value * pow(10, shift);
}

/// Whether a value of the dimension `got` answers an option that wants `expected`.
static bool fits(enum dimension expected, const struct suffix *got)
{
    if (expected == DIMENSION_UNKNOWN || expected == got->dimension)
        return true;
    switch (got->dimension) {
    case DIMENSION_UNKNOWN:
        return !got->counted || expected == DIMENSION_COUNT || expected == DIMENSION_RATE;
    case DIMENSION_RATE:
        return expected == DIMENSION_MONEY_RATE && !got->counted;
    case DIMENSION_RATIO:
        return expected == DIMENSION_MULTIPLE;
    default:
        return false;
    }
}

/// What a number without a unit can mean depends on what is wanted.
static int check_bare(const struct subject *subject, const struct suffix *suffix, double value)
{
    if (suffix->magnitude && subject->expected == DIMENSION_BYTES)
        return fail(subject, "is ambiguous: GB are powers of 1000, GiB of 1024");
    // An hour or a month: a factor of 730 that nothing below would notice.
    if (subject->expected == DIMENSION_MONEY_RATE && value != 0)
        return fail(subject, "has no unit of time: /h /d /w /mo /y are known");
    if (subject->expected == DIMENSION_RATIO && suffix->magnitude)
        return fail(subject, "is not a share");
    if (subject->expected == DIMENSION_RATIO && value > 1)
        return fail(subject, "is more than the whole: a share is written in per cent or as 0 to 1");
    return 0;
}

static double value_in_base_units(const struct subject *subject, const char *number, size_t length,
                                  const struct suffix *suffix)
{
    double value = shifted(number, length, suffix->shift) * suffix->factor;
    if (suffix->per_s == 0)
        return value;
    // Whole hours stay exact: 0.0832/h is 0.0832.
    if (subject->expected == DIMENSION_MONEY_RATE)
        return value / (suffix->per_s / 3600);
    return value / suffix->per_s;
}

/// "1h30m": numbers with units of time, added up.
static int parse_duration(const struct subject *subject, struct quantity *quantity)
{
    const char *text = subject->text;
    double seconds = 0;
    do {
        double number;
        size_t length = number_parse_prefix(text, strlen(text), &number);
        bool sign = *text == '-' || *text == '+';
        if (length == 0 || (sign && text != subject->text))
            return fail(subject, "is not a duration");
        const char *unit = text + length + (text[length] == ' ');
        size_t unit_length = 0;
        while (unit[unit_length] != '\0' && unit[unit_length] != ' ' &&
               !ascii_is_digit(unit[unit_length]))
            unit_length++;
        if (unit_length == 0 && number == 0 && text == subject->text && *unit == '\0')
            break; // nothing is nothing in any unit
        if (unit_length == 0)
            return fail(subject, "has no unit: ms s m h d w mo y are known");
        if (ascii_is_word(unit, unit_length, "M"))
            return fail(subject, "has the unit M: did you mean m (minutes) or mo (months)?");
        bool minutes = ascii_is_word(unit, unit_length, "m");
        const struct unit_word *word =
            unit_word_find(minutes ? "min" : unit, minutes ? 3 : unit_length);
        if (word == NULL || word->dimension != DIMENSION_DURATION)
            return fail(subject, "is not a duration: ms s m h d w mo y are known");
        seconds +=
            shifted(text, length, word->shift) * (word->month ? subject->month_s : word->factor);
        text = unit + unit_length;
        text += *text == ' ' && text[1] != '\0';
    } while (*text != '\0');
    if (!isfinite(seconds))
        return fail(subject, "is too large");
    *quantity = (struct quantity){seconds, DIMENSION_DURATION, false};
    return 0;
}

/// What no dimension allows, said before the text is taken apart.
static int check_number(const struct subject *subject, size_t *length)
{
    const char *text = subject->text;
    bool price = subject->expected == DIMENSION_MONEY_RATE;
    double number;
    *length = number_parse_prefix(text, strlen(text), &number);
    if (price && !(ascii_is_digit(text[0]) || (text[0] == '-' && *length > 0)))
        return fail_price(subject);
    if (*length == 0)
        return fail(subject, "is not a number with a unit");
    if (price && has_currency_sign(text))
        return fail_price(subject);
    if (text[*length] == ',' || text[*length] == '_' || text[*length] == '\'')
        return fail(subject,
                    "has a separator: numbers are written without one, decimals with a point");
    bool negative = text[0] == '-' && number < 0;
    if (negative && subject->expected != DIMENSION_RATIO && subject->expected != DIMENSION_UNKNOWN)
        return fail(subject, "is negative");
    return 0;
}

int quantity_parse(const char *name, const char *text, enum dimension expected,
                   double hours_per_month, struct quantity *quantity, struct err *err)
{
    double hours = hours_per_month > 0 ? hours_per_month : UNIT_HOURS_PER_MONTH;
    struct subject subject = {name, text, expected, hours * 3600, err};
    size_t length;
    if (check_number(&subject, &length) != 0)
        return -1;
    if (expected == DIMENSION_DURATION)
        return parse_duration(&subject, quantity);
    struct suffix suffix;
    if (parse_suffix(&subject, text + length, &suffix) != 0)
        return -1;
    if (!fits(expected, &suffix))
        return fail(&subject, "is a %s, but a %s is wanted", dimension_name(suffix.dimension),
                    dimension_name(expected));
    bool bare = suffix.dimension == DIMENSION_UNKNOWN;
    double value = value_in_base_units(&subject, text, length, &suffix);
    if (!isfinite(value))
        return fail(&subject, "is too large");
    if (bare && check_bare(&subject, &suffix, value) != 0)
        return -1;
    bool named = bare || expected == DIMENSION_MONEY_RATE || expected == DIMENSION_MULTIPLE;
    *quantity = (struct quantity){
        value, named && expected != DIMENSION_UNKNOWN ? expected : suffix.dimension, bare};
    return 0;
}
