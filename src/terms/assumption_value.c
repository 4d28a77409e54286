#include "terms/assumption_value.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/suggest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_TEXT_MAX = 128, SHOWN_MAX = 256, PLACE_MAX = 1024 };

/// What reading one value needs to know.
struct value_reader {
    struct assumption *assumption;
    const struct assumption_kind *kind;
    double hours_per_month;
    char text[VALUE_TEXT_MAX];  ///< the value with a decimal point
    char shown[SHOWN_MAX];      ///< the value for messages
    char shown_unit[SHOWN_MAX]; ///< the unit for messages
    struct err *err;
};

static int refuse(struct value_reader *reader, const char *problem, const char *remedy)
{
    return err_at(reader->err, reader->assumption->file, reader->assumption->line,
                  reader->assumption->name, "\"%s\" %s; %s", reader->shown, problem, remedy);
}

static size_t count_words(const struct assumption_kind *kind)
{
    size_t count = 0;
    while (kind->words != NULL && kind->words[count] != NULL)
        count++;
    return count;
}

/// Sets the word when the value is one of the kind's.
static bool take_word(struct value_reader *reader)
{
    for (size_t i = 0; i < count_words(reader->kind); i++)
        if (strcmp(reader->kind->words[i], reader->assumption->value) == 0) {
            reader->assumption->word = reader->kind->words[i];
            return true;
        }
    return false;
}

static int refuse_word(struct value_reader *reader)
{
    char remedy[SHOWN_MAX] = "it may be";
    size_t used = strlen(remedy);
    size_t words = count_words(reader->kind);
    for (size_t i = 0; i < words && used < sizeof remedy; i++)
        used += (size_t)snprintf(remedy + used, sizeof remedy - used, "%s %s", i == 0 ? "" : ",",
                                 reader->kind->words[i]);
    return refuse(reader, "is none of its values", remedy);
}

/// Copies the value with a decimal comma made a point. Errors: too long, or the comma could
/// separate thousands.
static int settle_comma(struct value_reader *reader, bool comma_decimal)
{
    const char *value = reader->assumption->value;
    if (snprintf(reader->text, sizeof reader->text, "%s", value) >= VALUE_TEXT_MAX)
        return refuse(reader, "is too long for a value", "write a number and its unit");
    char *comma = strchr(reader->text, ',');
    if (comma == NULL)
        return 0;
    if (strchr(comma + 1, ',') != NULL || strchr(reader->text, '.') != NULL)
        return refuse(reader, "separates thousands", "write the number without separators");
    size_t digits = 0;
    while (ascii_is_digit(comma[1 + digits]))
        digits++;
    if (!comma_decimal && digits == 3 && reader->text[0] != '0')
        return refuse(reader, "could be two numbers",
                      "write it with a point or without separators");
    *comma = '.';
    return 0;
}

/// What a unit of money is "per": "EUR/h" gives "/h", "h" gives "/h" too.
static void money_period(const char *unit, char out[VALUE_TEXT_MAX])
{
    const char *slash = strrchr(unit, '/');
    snprintf(out, VALUE_TEXT_MAX, "/%.*s", VALUE_TEXT_MAX - 2, slash == NULL ? unit : slash + 1);
}

/// Reads the value by itself, or with a suffix put behind it, as an option's value is read.
static int parse_with_suffix(struct value_reader *reader, const char *suffix)
{
    char text[2 * VALUE_TEXT_MAX];
    char place[PLACE_MAX];
    char file[SHOWN_MAX];
    const struct assumption *assumption = reader->assumption;
    snprintf(text, sizeof text, "%s%s", reader->text, suffix);
    err_quote(file, sizeof file, assumption->file, strlen(assumption->file));
    snprintf(place, sizeof place, "%s:%zu: %s", file, assumption->line, assumption->name);
    int result = quantity_parse(place, text, reader->kind->dimension, reader->hours_per_month,
                                &reader->assumption->quantity, reader->err);
    if (result != 0 && reader->err != NULL)
        reader->err->kind = ERR_DATA;
    return result;
}

static int refuse_unit(struct value_reader *reader, enum dimension got)
{
    return err_at(reader->err, reader->assumption->file, reader->assumption->line,
                  reader->assumption->name, "unit \"%s\" is a %s, but this is a %s",
                  reader->shown_unit, dimension_name(got), dimension_name(reader->kind->dimension));
}

/// Reads a number of what has a name but no unit of its own: "120", "instances".
static int parse_counted(struct value_reader *reader)
{
    char suffix[VALUE_TEXT_MAX];
    snprintf(suffix, sizeof suffix, " %s", reader->assumption->unit);
    struct err *err = reader->err;
    reader->err = NULL;
    int result = parse_with_suffix(reader, suffix);
    reader->err = err;
    if (result == 0)
        return 0;
    return err_at(
        err, reader->assumption->file, reader->assumption->line, reader->assumption->name,
        "unit \"%s\" is not known; write one such as requests/s, ms, %%, GiB or cores, or "
        "leave it empty",
        reader->shown_unit);
}

/// Reads a bare number whose unit stands in the unit column.
static int parse_with_unit_column(struct value_reader *reader, double number)
{
    const char *name = reader->assumption->unit;
    enum dimension wanted = reader->kind->dimension;
    struct unit unit;
    if (wanted == DIMENSION_MONEY_RATE) {
        char period[VALUE_TEXT_MAX];
        money_period(name, period);
        return parse_with_suffix(reader, period);
    }
    bool known = unit_parse(name, strlen(name), &unit);
    if (reader->kind->whole || wanted == DIMENSION_COUNT) {
        // "instances", "zones", "hours": what is counted, in words that no table lists.
        if (known && (unit.dimension == DIMENSION_RATIO || unit.dimension == DIMENSION_RATE ||
                      unit.dimension == DIMENSION_BYTES))
            return refuse_unit(reader, unit.dimension);
        return parse_with_suffix(reader, "");
    }
    if (!known)
        return parse_counted(reader);
    if (wanted != DIMENSION_UNKNOWN && unit.dimension != wanted &&
        unit.dimension != DIMENSION_UNKNOWN)
        return refuse_unit(reader, unit.dimension);
    if (unit.dimension == DIMENSION_RATIO || unit.dimension == DIMENSION_DURATION)
        return parse_with_suffix(reader, unit.name); // exact where number x scale is not: 7 %
    reader->assumption->quantity = (struct quantity){
        .value = number * unit.scale,
        .dimension = unit.dimension,
        .bare = unit.dimension == DIMENSION_UNKNOWN,
    };
    return 0;
}

static int check_range(struct value_reader *reader)
{
    const struct assumption_kind *kind = reader->kind;
    const struct quantity *quantity = &reader->assumption->quantity;
    bool is_share = kind->dimension == DIMENSION_UNKNOWN && quantity->dimension == DIMENSION_RATIO;
    const struct value_range *range = is_share ? &kind->share_range : &kind->range;
    char words[VALUE_RANGE_TEXT_MAX];
    if (value_range_has(range, quantity->value))
        return 0;
    return refuse(reader, "is out of range",
                  value_range_words(words, range,
                                    kind->dimension != DIMENSION_UNKNOWN ? kind->dimension
                                                                         : quantity->dimension));
}

static int parse_number(struct value_reader *reader, bool comma_decimal)
{
    double number;
    if (settle_comma(reader, comma_decimal) != 0)
        return -1;
    bool bare = number_parse(reader->text, strlen(reader->text), &number);
    int result = bare && reader->assumption->unit != NULL ? parse_with_unit_column(reader, number)
                                                          : parse_with_suffix(reader, "");
    if (result != 0)
        return -1;
    double value = reader->assumption->quantity.value;
    if (reader->kind->whole && (value < 0 || value != floor(value)))
        return refuse(reader, "is not a whole number", "write 0 or more, without decimals");
    return check_range(reader);
}

int assumption_parse(struct assumption *assumption, const struct assumption_kind *kind,
                     bool comma_decimal, double hours_per_month, struct err *err)
{
    struct value_reader reader = {
        .assumption = assumption, .kind = kind, .hours_per_month = hours_per_month, .err = err};
    err_quote(reader.shown, sizeof reader.shown, assumption->value, strlen(assumption->value));
    if (assumption->unit != NULL)
        err_quote(reader.shown_unit, sizeof reader.shown_unit, assumption->unit,
                  strlen(assumption->unit));
    assumption->quantity = (struct quantity){.value = NAN};
    if (take_word(&reader))
        return 0;
    char first = assumption->value[0];
    bool like_number = ascii_is_digit(first) || first == '-' || first == '+' || first == '.';
    if (kind->only_words || (!like_number && count_words(kind) > 0))
        return refuse_word(&reader);
    if (kind->any_text && !like_number) {
        assumption->word = assumption->value;
        return 0;
    }
    return parse_number(&reader, comma_decimal);
}
