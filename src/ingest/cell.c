#include "ingest/cell.h"

#include "base/ascii.h"
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { CELL_MAX = 96 };

static const char *const missing_words[] = {"nan", "-nan", "+nan",    "null",      "none",  "nil",
                                            "n/a", "na",   "#n/a",    "undefined", "-",     "--",
                                            "\\n", "#na",  "unknown", "missing",   "(null)"};
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

void cell_style_observe(struct cell_style *style, const char *text, size_t length)
{
    trim(&text, &length);
    struct number_text number = scan_number(text, length);
    if (number.length == 0 || number.length > length)
        return;
    char decimal = proven_decimal(text, &number);
    if (style->decimal == 0)
        style->decimal = decimal;
    if (number.length == length || style->has_unit)
        return;
    struct cell_style trial = *style;
    trial.bare_allowed = true;
    double value = 0;
    (void)cell_parse(&trial, text, length, &value);
    if (trial.has_unit)
        *style =
            (struct cell_style){.decimal = style->decimal, .has_unit = true, .unit = trial.unit};
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
static void settle_unit(struct cell_style *style, const struct unit *unit)
{
    struct unit plain;
    style->has_unit = true;
    style->unit = *unit;
    if (unit_parse(unit->name, strlen(unit->name), &plain) && plain.dimension == unit->dimension)
        style->unit.scale = plain.scale;
    else if (unit->dimension == DIMENSION_COUNT)
        style->unit.scale = 1;
}

static enum cell_kind apply_unit(struct cell_style *style, const struct unit *unit, double *value)
{
    if (!style->has_unit) {
        settle_unit(style, unit);
    } else if (style->unit.dimension != unit->dimension) {
        return CELL_OTHER_UNIT;
    }
    if (unit->scale != style->unit.scale)
        *value = *value * unit->scale / style->unit.scale;
    return CELL_NUMBER;
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

    struct number_text number = scan_number(text, length);
    char decimal = proven_decimal(text, &number);
    bool guessed = decimal == 0 && number.commas + number.dots > 0 && style->decimal == 0;
    if (decimal == 0)
        decimal = style->decimal == 0 ? '.' : style->decimal;
    char plain[CELL_MAX];
    size_t plain_length = normalise(plain, text, length, &number, decimal);
    double parsed = 0;
    size_t digits = 0;
    struct unit unit = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    enum cell_kind kind = CELL_NUMBER;
    if (plain_length == 0)
        return CELL_BAD;
    if (number_parse(plain, plain_length, &parsed)) {
        if (style->has_unit && !style->bare_allowed && parsed != 0)
            kind = CELL_NO_UNIT;
    } else if (unit_split_cell(plain, plain_length, &digits, &unit) &&
               unit.dimension != DIMENSION_UNKNOWN && number_parse(plain, digits, &parsed)) {
        kind = apply_unit(style, &unit, &parsed);
    } else {
        return CELL_BAD;
    }
    if (kind != CELL_NUMBER)
        return kind;
    style->guessed += guessed && number.commas == 1;
    style->regrouped += plain_length != length;
    *value = parsed;
    return CELL_NUMBER;
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
