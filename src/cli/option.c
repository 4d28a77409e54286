#include "cli/option.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/number.h"
#include "base/suggest.h"
#include "time/time_parse.h"

#include <stdio.h>
#include <string.h>

const char *option_group_title(enum option_group group)
{
    static const char *const title[GROUP_COUNT] = {
        [GROUP_SIZING] = "Sizing",
        [GROUP_CALIBRATION] = "Calibration",
        [GROUP_AHEAD] = "Looking ahead",
        [GROUP_TIERS] = "The tiers of a system",
        [GROUP_BUYING] = "Buying",
        [GROUP_CONTAINERS] = "Requests and limits of containers",
        [GROUP_REPLAY] = "Replaying a policy",
        [GROUP_READING] = "Reading the data",
        [GROUP_SERIES] = "Making the series",
        [GROUP_OUTPUT] = "Output and messages",
    };
    return title[group];
}

const char *option_spelling(char out[OPTION_TEXT_MAX], enum option_id id)
{
    const struct option *option = option_at(id);
    if (option->name == NULL)
        snprintf(out, OPTION_TEXT_MAX, "-%c", option->letter);
    else
        snprintf(out, OPTION_TEXT_MAX, "--%s", option->name);
    return out;
}

static size_t choice_count(const struct option *option)
{
    size_t count = 0;
    while (count < OPTION_CHOICES_MAX && option->choices[count] != NULL)
        count++;
    return count;
}

/// Joins the argument word (when `with_argument`) and the fixed values.
static const char *join_values(char out[OPTION_TEXT_MAX], const struct option *option,
                               const char *separator)
{
    size_t used = 0;
    out[0] = '\0';
    if (option->argument != NULL)
        used = (size_t)snprintf(out, OPTION_TEXT_MAX, "%s", option->argument);
    for (size_t i = 0; i < choice_count(option) && used < OPTION_TEXT_MAX; i++)
        used += (size_t)snprintf(out + used, OPTION_TEXT_MAX - used, "%s%s",
                                 used == 0 ? "" : separator, option->choices[i]);
    return out;
}

const char *option_value_text(char out[OPTION_TEXT_MAX], enum option_id id)
{
    return join_values(out, option_at(id), "|");
}

enum option_id option_by_letter(char letter)
{
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (letter != '\0' && option_at(id)->letter == letter)
            return id;
    return OPT_NONE;
}

enum option_id option_by_assumption(const char *name)
{
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const char *known = option_at(id)->assumption;
        if (known != NULL && strcmp(known, name) == 0)
            return id;
    }
    return OPT_NONE;
}

int option_choice_of(enum option_id id, const char *text)
{
    const struct option *option = option_at(id);
    for (size_t i = 0; i < choice_count(option); i++)
        if (strcmp(option->choices[i], text) == 0)
            return (int)i;
    return -1;
}

/// Says that `text` is not what the option takes, with the nearest fixed value when one is near.
static int refuse_value(enum option_id id, const char *text, const char *wanted, struct err *err)
{
    const struct option *option = option_at(id);
    char spelling[OPTION_TEXT_MAX];
    char values[OPTION_TEXT_MAX];
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, text, strlen(text));
    const char *near = suggest_closest(text, option->choices, choice_count(option));
    return err_set(err, ERR_USAGE, "%s: \"%s\" is not %s%s%s%s%s%s", option_spelling(spelling, id),
                   shown, wanted, choice_count(option) > 0 ? ": " : "",
                   choice_count(option) > 0 ? join_values(values, option, ", ") : "",
                   near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                   near == NULL ? "" : "\"?");
}

/// Whether `text` starts as a number does, and so is meant as a quantity and not as a column.
static bool starts_like_number(const char *text)
{
    if (*text == '-' || *text == '+')
        text++;
    if (*text == '.')
        text++;
    return *text >= '0' && *text <= '9';
}

/// The bounds of a number of this dimension.
static const struct value_range *option_range(enum option_id id, enum dimension dimension)
{
    const struct option *option = option_at(id);
    return option->dimension == DIMENSION_UNKNOWN && dimension == DIMENSION_RATIO
               ? &option->share_range
               : &option->range;
}

static int check_range(enum option_id id, const char *text, double value, enum dimension dimension,
                       struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    char shown[OPTION_TEXT_MAX];
    char words[VALUE_RANGE_TEXT_MAX];
    const struct value_range *range = option_range(id, dimension);
    if (value_range_has(range, value))
        return 0;
    return err_set(err, ERR_USAGE, "%s %s: %s", option_spelling(spelling, id),
                   err_quote(shown, sizeof shown, text, strlen(text)),
                   value_range_words(words, range,
                                     option_at(id)->dimension != DIMENSION_UNKNOWN
                                         ? option_at(id)->dimension
                                         : dimension));
}

static int check_quantity(enum option_id id, const char *text, double hours_per_month,
                          struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    struct quantity quantity;
    if (quantity_parse(option_spelling(spelling, id), text, option_at(id)->dimension,
                       hours_per_month, &quantity, err) != 0)
        return -1;
    return check_range(id, text, quantity.value, quantity.dimension, err);
}

static int check_whole(enum option_id id, const char *text, struct err *err)
{
    size_t whole;
    if (!number_parse_size(text, strlen(text), &whole))
        return refuse_value(id, text, "a whole number", err);
    return check_range(id, text, (double)whole, DIMENSION_COUNT, err);
}

/// Any name may be a unit, as long as it is a name.
static int check_unit(enum option_id id, const char *text, struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    char shown[OPTION_TEXT_MAX];
    for (const char *at = text; *at != '\0'; at++)
        if (ascii_is_letter(*at) || *at == '%' || (unsigned char)*at >= 0x80)
            return 0;
    return err_set(err, ERR_USAGE, "%s: \"%s\" is no unit; for example ms, requests/s, GiB or %%",
                   option_spelling(spelling, id),
                   err_quote(shown, sizeof shown, text, strlen(text)));
}

int option_check(enum option_id id, const char *text, double hours_per_month, struct err *err)
{
    const struct option *option = option_at(id);
    char spelling[OPTION_TEXT_MAX];
    instant time;
    if (option->kind != OPTION_FLAG && text[0] == '\0')
        return err_set(err, ERR_USAGE, "%s: its value is empty", option_spelling(spelling, id));
    if (option_choice_of(id, text) >= 0)
        return 0;
    switch (option->kind) {
    case OPTION_WORD:
        return refuse_value(id, text, "one of its values", err);
    case OPTION_WHOLE:
        return check_whole(id, text, err);
    case OPTION_QUANTITY:
        if (choice_count(option) > 0 && !starts_like_number(text))
            return refuse_value(id, text, "a quantity", err);
        return check_quantity(id, text, hours_per_month, err);
    case OPTION_QUANTITY_OR_COLUMN:
        // An interval low..mid..high is for the command to read.
        return starts_like_number(text) && strstr(text, "..") == NULL
                   ? check_quantity(id, text, hours_per_month, err)
                   : 0;
    case OPTION_INSTANT:
        return time_parse_option(option_spelling(spelling, id), text, NULL, &time, err);
    case OPTION_UNIT:
        return check_unit(id, text, err);
    case OPTION_TIME_FORMAT:
        return time_format_check(option_spelling(spelling, id), text, err);
    case OPTION_INPUT_FILE:
        return file_check_readable(text, err);
    case OPTION_OUTPUT_FILE:
        return file_check_writable(text, err);
    case OPTION_FLAG:
    case OPTION_TEXT:
    case OPTION_COLUMN:
    case OPTION_ZONE:
        return 0;
    }
    return 0;
}
