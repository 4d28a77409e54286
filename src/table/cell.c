#include "table/cell.h"

#include "base/ascii.h"
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CELL_MAX = 96 };

static const char *const missing_words[] = {
    "nan",          "-nan",    "+nan",    "null",    "none",    "nil",   "n/a",    "na",
    "n.a.",         "#n/a",    "#na",     "#div/0!", "#value!", "#ref!", "(null)", "<null>",
    "<unknown>",    "<none>",  "?",       ".",       "-",       "--",    "\\n",
    "\xE2\x80\x93", // en dash
    "\xE2\x80\x94", // em dash
    "undefined",    "unknown", "missing", "no data"};
static const char *const infinite_words[] = {"inf",       "+inf",      "-inf",        "infinity",
                                             "+infinity", "-infinity", "\xE2\x88\x9E"};

/// Blanks that stand between groups of digits or before a unit: NBSP, thin and narrow NBSP.
static size_t wide_blank(const char *text, size_t length)
{
    if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    if (length >= 3 &&
        (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0))
        return 3;
    return 0;
}

static void trim(const char **text, size_t *length)
{
    while (*length > 0) {
        size_t blank = ascii_is_space(**text) ? 1 : wide_blank(*text, *length);
        if (blank == 0)
            break;
        *text += blank;
        *length -= blank;
    }
    while (*length > 0 && ascii_is_space((*text)[*length - 1]))
        (*length)--;
    while (*length >= 2 && wide_blank(*text + *length - 2, 2) == 2)
        *length -= 2;
}

static bool is_one_of(const char *text, size_t length, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ascii_is_word_any_case(text, length, words[i]))
            return true;
    return false;
}

bool cell_is_missing(const char *text, size_t length)
{
    trim(&text, &length);
    return length == 0 ||
           is_one_of(text, length, missing_words, sizeof missing_words / sizeof *missing_words);
}

/// The digits of a cell with its separators, before they are judged.
struct number_text {
    size_t length;               ///< bytes of the cell that belong to it
    size_t commas, dots, groups; ///< groups: blanks and apostrophes between digits
    size_t last_comma, last_dot; ///< offsets
    size_t first_separator;
    size_t integer_digits; ///< before the first separator
};

/// Bytes of a group separator other than , and . that has a digit on both sides; 0 for none.
static size_t group_blank(const char *text, size_t length)
{
    size_t blank = *text == '\'' || *text == ' ' ? 1 : wide_blank(text, length);
    if (blank == 0 && length >= 3 && memcmp(text, "\xE2\x80\x99", 3) == 0)
        blank = 3;
    // A group has three digits: "1 204" but not "12 3".
    for (size_t i = 0; blank > 0 && i < 3; i++)
        if (blank + i >= length || !ascii_is_digit(text[blank + i]))
            return 0;
    if (blank > 0 && blank + 3 < length && ascii_is_digit(text[blank + 3]))
        return 0;
    return blank;
}

static struct number_text scan_number(const char *text, size_t length)
{
    struct number_text number = {.first_separator = SIZE_MAX};
    size_t i = length > 0 && (*text == '-' || *text == '+') ? 1 : 0;
    size_t start = i;
    while (i < length) {
        size_t blank = 0;
        if (ascii_is_digit(text[i])) {
            i++;
            continue;
        }
        bool separator = i > start && i + 1 < length && ascii_is_digit(text[i + 1]);
        if (separator && text[i] == ',') {
            number.commas++;
            number.last_comma = i;
            blank = 1;
        } else if ((separator || i == start) && text[i] == '.') {
            number.dots++;
            number.last_dot = i;
            blank = 1;
        } else if (i > start && (blank = group_blank(text + i, length - i)) > 0) {
            number.groups++;
        } else {
            break;
        }
        if (number.first_separator == SIZE_MAX) {
            number.first_separator = i;
            number.integer_digits = i - start;
        }
        i += blank;
    }
    number.length = i;
    return number;
}

/// Digits from `text` on.
static size_t digits_at(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && ascii_is_digit(text[count]))
        count++;
    return count;
}

/// The decimal sign that the cell proves by itself; 0: it has none, or "1,204" could be either.
static char proven_decimal(const char *text, const struct number_text *number)
{
    if (number->commas > 0 && number->dots > 0)
        return number->last_comma > number->last_dot ? ',' : '.';
    if (number->commas > 1)
        return '.';
    if (number->dots > 1)
        return ',';
    if (number->commas == 0 && number->dots == 0)
        return 0;
    char sign = number->commas == 1 ? ',' : '.';
    size_t at = number->commas == 1 ? number->last_comma : number->last_dot;
    if (number->groups > 0)
        return sign;
    bool group_like = digits_at(text + at + 1, number->length - at - 1) == 3 &&
                      number->integer_digits >= 1 && number->integer_digits <= 3 &&
                      text[at - number->integer_digits] != '0';
    return group_like ? 0 : sign;
}

/// Writes the number with a decimal point and without separators, and what follows it, to `out`.
/// Returns the length, 0 when groups are not of three digits or it does not fit.
static size_t normalise(char out[CELL_MAX], const char *text, size_t length,
                        const struct number_text *number, char decimal)
{
    size_t used = 0;
    size_t since_group = 0;
    bool grouped = false;
    bool fraction = false;
    if (length >= CELL_MAX)
        return 0;
    for (size_t i = 0; i < number->length; i++) {
        char c = text[i];
        size_t last = decimal == ',' ? number->last_comma : number->last_dot;
        bool has_decimal = decimal == ',' ? number->commas > 0 : number->dots > 0;
        if (ascii_is_digit(c)) {
            since_group++;
            out[used++] = c;
        } else if (i == 0 && (c == '-' || c == '+')) {
            out[used++] = c;
        } else if (c == decimal && has_decimal && i == last) {
            if (grouped && since_group != 3)
                return 0;
            fraction = true;
            out[used++] = '.';
        } else {
            size_t blank = c == ',' || c == '.' ? 1 : group_blank(text + i, length - i);
            if (fraction || since_group == 0 || since_group > 3 || (grouped && since_group != 3))
                return 0;
            grouped = true;
            since_group = 0;
            i += blank - 1;
        }
    }
    if (grouped && !fraction && since_group != 3)
        return 0;
    memcpy(out + used, text + number->length, length - number->length);
    used += length - number->length;
    out[used] = '\0';
    return used;
}

/// The first unit seen is the column's, but K, M and G in front of it are multiplied out.
static struct unit plain_unit(const struct unit *unit)
{
    struct unit plain = *unit;
    struct unit named;
    if (unit_parse(unit->name, strlen(unit->name), &named) && named.dimension == unit->dimension)
        plain.scale = named.scale;
    else if (unit->dimension == DIMENSION_COUNT)
        plain.scale = 1;
    return plain;
}

/// Signs and codes of money, the longer ones in front of those that they begin with.
static const char *const currencies[] = {
    "US$",          "AU$", "CA$", "R$",  "A$",  "C$",  "$",   "\xE2\x82\xAC", // euro
    "\xC2\xA3",                                                               // pound
    "\xC2\xA5",                                                               // yen
    "\xE2\x82\xB9",                                                           // rupee
    "\xE2\x82\xBD",                                                           // rouble
    "\xE2\x82\xA9",                                                           // won
    "USD",          "EUR", "GBP", "JPY", "CHF", "BRL", "INR", "AUD",
    "CAD",          "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "MXN",
    "ZAR",          "SGD", "HKD", "NZD", "KRW", "TRY", "ILS", "kr"};

/// Length of the money that the text begins with, 0 for none; a code is not the beginning of a
/// word.
static size_t money_at(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        size_t width = strlen(currencies[i]);
        bool code = ascii_is_letter(currencies[i][width - 1]);
        if (length < width || memcmp(text, currencies[i], width) != 0)
            continue;
        if (!code || length == width || !ascii_is_letter(text[width]))
            return width;
    }
    return 0;
}

static bool is_money(const char *word)
{
    size_t length = strlen(word);
    return length > 0 && money_at(word, length) == length;
}

/// Whether the text can be a unit that nobody here knows: short, in one piece, without digits.
static bool is_unit_word(const char *word)
{
    enum { LONGEST = 16 };
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "xx", "x"};
    size_t length = strlen(word);
    if (length == 0 || length > LONGEST ||
        strpbrk(word, "0123456789 :_-.,;()[]{}=\"'#@!?\\|<>") != NULL)
        return false;
    return !is_one_of(word, length, ordinals, sizeof ordinals / sizeof *ordinals);
}

/// Whether a cell said a unit, known or not.
static bool is_carried(const struct unit *unit)
{
    return unit->dimension != DIMENSION_UNKNOWN || unit->name[0] != '\0';
}

/// Units that a measured value can have; "3x" and prices are none.
static bool is_measurable(enum dimension dimension)
{
    return dimension != DIMENSION_UNKNOWN && dimension != DIMENSION_MULTIPLE &&
           dimension != DIMENSION_MONEY_RATE;
}

/// Takes "1h2m3.5s" apart, units from large to small, as seconds; `least` parts at least.
static bool read_duration(const char *text, size_t length, size_t least, double *seconds)
{
    static const struct {
        const char *word;
        double seconds;
    } units[] = {{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}, {"ms", 1e-3}};
    enum { UNITS = sizeof units / sizeof *units };
    size_t parts = 0;
    size_t unit = 0;
    *seconds = 0;
    while (length > 0) {
        double value = 0;
        size_t digits = number_parse_prefix(text, length, &value);
        size_t letters = digits;
        while (letters < length && ascii_is_letter(text[letters]))
            letters++;
        while (unit < UNITS && !ascii_is_word(text + digits, letters - digits, units[unit].word))
            unit++;
        if (digits == 0 || value < 0 || unit == UNITS)
            return false;
        *seconds += value * units[unit++].seconds;
        parts++;
        while (letters < length && text[letters] == ' ')
            letters++;
        text += letters;
        length -= letters;
    }
    return parts >= least;
}

/// Takes the sign off that a book-keeper's (12) or a typographic minus is; says whether there was
/// one.
static bool take_minus(const char **text, size_t *length)
{
    static const char minus[] = "\xE2\x88\x92";
    if (*length >= 3 && **text == '(' && (*text)[*length - 1] == ')') {
        ++*text;
        *length -= 2;
        return true;
    }
    if (*length > 3 && memcmp(*text, minus, 3) == 0) {
        *text += 3;
        *length -= 3;
        return true;
    }
    return false;
}

/// A number with a unit, a scale (1.25 K) or both, or a duration of several units.
static bool read_with_unit(const struct cell_style *style, const char *text, size_t length,
                           double *value, struct unit *unit)
{
    size_t digits = 0;
    struct unit carried;
    if (!unit_split_cell(text, length, &digits, &carried) || !number_parse(text, digits, value))
        return false;
    if (is_measurable(carried.dimension)) {
        *unit = carried;
        return true;
    }
    if (carried.dimension == DIMENSION_UNKNOWN && carried.name[0] == '\0') {
        *value *= carried.scale;
        return true;
    }
    if (style->milli && strcmp(carried.name, "m") == 0) {
        *unit = (struct unit){DIMENSION_CORES, carried.scale / 1000, "cores"};
        return true;
    }
    // "2m" is minutes among durations only.
    double seconds = 0;
    if (read_duration(text, length, style->unit.dimension == DIMENSION_DURATION ? 1 : 2,
                      &seconds)) {
        *value = seconds;
        *unit = (struct unit){DIMENSION_DURATION, 1, "s"};
        return true;
    }
    if (strcmp(carried.name, "m") == 0 || !is_unit_word(carried.name))
        return false;
    *value *= carried.scale;
    *unit = carried;
    unit->scale = 1;
    return true;
}

/// Takes money off the front, "R$ 1.234,56" and "-$5"; *unit is it.
static void take_money(const char **text, size_t *length, bool *minus, struct unit *unit)
{
    size_t sign = *length > 1 && **text == '-' ? 1 : 0;
    size_t money = money_at(*text + sign, *length - sign);
    if (money == 0 || sign + money == *length)
        return;
    memcpy(unit->name, *text + sign, money);
    unit->name[money] = '\0';
    *minus = *minus != (sign == 1);
    *text += sign + money;
    *length -= sign + money;
    trim(text, length);
}

/// A trimmed cell with separators or a unit as a number; unit->dimension stays unknown when bare.
static enum cell_kind read_number(struct cell_style *style, const char *text, size_t length,
                                  double *value, struct unit *unit)
{
    bool minus = take_minus(&text, &length);
    take_money(&text, &length, &minus, unit);
    struct number_text number = scan_number(text, length);
    char decimal = style->forced ? style->decimal : proven_decimal(text, &number);
    bool guessed = decimal == 0 && number.commas == 1 && style->decimal == 0;
    if (decimal == 0)
        decimal = style->decimal == 0 ? '.' : style->decimal;
    char plain[CELL_MAX];
    size_t plain_length = normalise(plain, text, length, &number, decimal);
    if (plain_length == 0 || (minus && !ascii_is_digit(plain[0])))
        return CELL_BAD;
    bool bare = number_parse(plain, plain_length, value);
    if (!bare &&
        (unit->name[0] != '\0' || !read_with_unit(style, plain, plain_length, value, unit)))
        return CELL_BAD;
    *value = minus ? -*value : *value;
    style->guessed += guessed;
    style->regrouped += plain_length != length;
    return CELL_NUMBER;
}

char cell_decimal(const char *text, size_t length, char *other)
{
    bool minus = false;
    struct unit money = {.dimension = DIMENSION_UNKNOWN};
    *other = 0;
    trim(&text, &length);
    (void)take_minus(&text, &length);
    take_money(&text, &length, &minus, &money);
    struct number_text number = scan_number(text, length);
    if (number.length == 0 || number.length > length)
        return 0;
    char proven = proven_decimal(text, &number);
    if (proven == 0 && number.dots + number.commas == 1)
        *other = number.dots == 1 ? '.' : ',';
    return proven;
}

void cell_style_observe(struct cell_style *style, const char *text, size_t length)
{
    trim(&text, &length);
    char other = 0;
    char proven = cell_decimal(text, length, &other);
    if (style->decimal == 0)
        style->decimal = proven;
    double value = 0;
    struct unit unit = {.dimension = DIMENSION_UNKNOWN};
    struct cell_style alone = {.decimal = style->decimal,
                               .forced = style->forced,
                               .milli = style->milli,
                               .unit = style->unit};
    if (cell_is_missing(text, length) ||
        read_number(&alone, text, length, &value, &unit) != CELL_NUMBER)
        return;
    if (!is_carried(&unit)) {
        style->bare += value != 0;
    } else if (style->united++ == 0) {
        style->unit = plain_unit(&unit);
    }
}

void cell_style_settle(struct cell_style *style)
{
    // "1" beside "250m" is a whole core.
    style->has_unit = style->united > (style->milli ? 0 : style->bare);
}

/// The unit of SI that a word is with a prefix, W of kW, and what it is worth in it; NULL for none.
static const char *si_base(const char *word, double *worth)
{
    static const char *const bases[] = {"W", "Wh",  "V",  "A",  "VA", "Hz",
                                        "J", "m/s", "Pa", "lm", "lx", "N"};
    static const struct {
        const char *prefix;
        double worth;
    } prefixes[] = {{"", 1}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}, {"m", 1e-3}};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++) {
            size_t length = strlen(prefixes[k].prefix);
            if (strncmp(word, prefixes[k].prefix, length) != 0 ||
                strcmp(word + length, bases[i]) != 0)
                continue;
            *worth = prefixes[k].worth;
            return bases[i];
        }
    return NULL;
}

/// How many of `other` one of `unit` is where both are a word with a prefix of SI, as kW and W are;
/// 0: they are not.
static double ratio_of_words(const char *unit, const char *other)
{
    double worth[2];
    const char *of_unit = si_base(unit, &worth[0]);
    const char *of_other = si_base(other, &worth[1]);
    return of_unit != NULL && of_unit == of_other ? worth[0] / worth[1] : 0;
}

/// What a value in `unit` is to be multiplied by to be in the column's; 0: it is of another kind.
static double ratio_of_units(const struct unit *unit, const struct unit *column)
{
    if (unit->dimension != column->dimension)
        return 0;
    if (unit->dimension != DIMENSION_UNKNOWN)
        return unit->scale / column->scale;
    return strcmp(unit->name, column->name) == 0 ? 1 : ratio_of_words(unit->name, column->name);
}

/// "kfoo/s" beside "foo/s": whether the k is a thousand or the beginning of a word is not known.
static bool may_be_prefixed(const struct unit *one, const struct unit *other)
{
    return one->scale == other->scale && one->name[0] != '\0' &&
           strchr("kKMG", one->name[0]) != NULL && strcmp(one->name + 1, other->name) == 0;
}

/// A cell that is not simply a number: separators, units, words.
static enum cell_kind parse_odd(struct cell_style *style, const char *text, size_t length,
                                double *value)
{
    trim(&text, &length);
    if (cell_is_missing(text, length))
        return CELL_MISSING;
    if (is_one_of(text, length, infinite_words, sizeof infinite_words / sizeof *infinite_words))
        return CELL_INFINITE;
    double parsed = 0;
    struct unit unit = {.dimension = DIMENSION_UNKNOWN};
    if (read_number(style, text, length, &parsed, &unit) != CELL_NUMBER)
        return CELL_BAD;
    if (!is_carried(&unit)) {
        if (style->has_unit && !style->bare_allowed && parsed != 0)
            return CELL_NO_UNIT;
    } else if (!style->has_unit) {
        return CELL_STRAY_UNIT;
    } else {
        double ratio = ratio_of_units(&unit, &style->unit);
        bool known = unit.dimension != DIMENSION_UNKNOWN;
        if (ratio == 0 || (known && (may_be_prefixed(&style->unit, &unit) ||
                                     may_be_prefixed(&unit, &style->unit))))
            return CELL_OTHER_UNIT;
        parsed *= ratio;
    }
    *value = parsed;
    return CELL_NUMBER;
}

/// A trimmed cell as a number by itself, with its unit.
static bool read_alone(const char *text, size_t length, struct unit *unit)
{
    double value = 0;
    struct cell_style style = {.decimal = 0};
    *unit = (struct unit){.dimension = DIMENSION_UNKNOWN};
    return !cell_is_missing(text, length) &&
           read_number(&style, text, length, &value, unit) == CELL_NUMBER;
}

bool cell_is_number(const char *text, size_t length)
{
    struct unit unit;
    trim(&text, &length);
    if (is_one_of(text, length, infinite_words, sizeof infinite_words / sizeof *infinite_words))
        return true;
    return read_alone(text, length, &unit) &&
           (unit.dimension != DIMENSION_UNKNOWN || unit.name[0] == '\0' || is_money(unit.name));
}

bool cell_has_word(const char *text, size_t length, char word[UNIT_NAME_MAX])
{
    struct unit unit;
    trim(&text, &length);
    if (!read_alone(text, length, &unit) || unit.dimension != DIMENSION_UNKNOWN)
        return false;
    double worth = 0;
    const char *base = si_base(unit.name, &worth);
    snprintf(word, UNIT_NAME_MAX, "%s", base != NULL ? base : unit.name);
    return word[0] != '\0' && !is_money(word);
}

bool cell_has_m(const char *text, size_t length)
{
    double value = 0;
    trim(&text, &length);
    return length > 1 && text[length - 1] == 'm' && number_parse(text, length - 1, &value);
}

bool cell_is_pair(const char *text, size_t length, size_t *first, size_t *second)
{
    trim(&text, &length);
    const char *slash = memchr(text, '/', length);
    if (slash == NULL || slash == text || slash[-1] != ' ' || slash + 1 >= text + length ||
        slash[1] != ' ')
        return false;
    *first = (size_t)(slash - text) - 1;
    *second = length - *first - 3;
    return cell_is_number(text, *first) && cell_is_number(slash + 2, *second);
}

enum cell_kind cell_parse(struct cell_style *style, const char *text, size_t length, double *value)
{
    double parsed = 0;
    bool plain_point = style->decimal != ',' || memchr(text, '.', length) == NULL;
    if ((!style->has_unit || style->bare_allowed) && plain_point &&
        number_parse(text, length, &parsed)) {
        *value = parsed;
        return CELL_NUMBER;
    }
    *value = (double)NAN;
    return parse_odd(style, text, length, value);
}
