#include "answer/words.h"

#include "base/number.h"
#include "maths/shown_figures.h"
#include "maths/whole_instances.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { DIGITS = 4, ALL_DIGITS = 15, FIGURE_DIGITS = 6 };

const char *words_number(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, number_format_human(text, value, 4));
}

const char *words_instances(struct arena *arena, double count)
{
    return arena_printf(arena, "%s %s", words_number(arena, count),
                        count == 1 ? "instance" : "instances");
}

const char *words_money(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    // Cents matter, so that the number of digits follows from the size.
    int digits = 2 + (fabs(value) >= 1 ? (int)floor(log10(fabs(value))) + 1 : 1);
    number_format_human(text, value, digits);
    const char *point = strchr(text, '.');
    const char *zeros = point == NULL ? ".00" : strlen(point) == 2 ? "0" : "";
    return arena_printf(arena, "%s%s", text, isfinite(value) ? zeros : "");
}

const char *words_share(struct arena *arena, double share)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, percent_format(text, share, 3));
}

const char *words_date(struct arena *arena, instant time)
{
    char text[INSTANT_TEXT_MAX];
    return time == INSTANT_NONE ? "-" : arena_strdup(arena, instant_format_date(text, time));
}

const char *words_time(struct arena *arena, instant time)
{
    struct civil civil;
    if (time == INSTANT_NONE) {
        return "-";
    }
    civil_from_instant(time, &civil);
    if (civil.hour == 0 && civil.minute == 0) {
        return words_date(arena, time);
    }
    return arena_printf(arena, "%s %02d:%02d", words_date(arena, time), civil.hour, civil.minute);
}

const char *words_measure(struct arena *arena, double value, number_words *words,
                          const struct unit *unit)
{
    return words_measure_as(arena, value, words, unit, value);
}

const char *words_number_as(struct arena *arena, double value, const struct unit *unit, double like)
{
    const char *name;
    return words_number(arena, value / unit_shown(unit, like, &name));
}

const char *words_measure_as(struct arena *arena, double value, number_words *words,
                             const struct unit *unit, double like)
{
    const char *name;
    value /= unit_shown(unit, like, &name);
    bool close = name[0] == '\0' || name[0] == '/' || strcmp(name, "%") == 0;
    return arena_printf(arena, "%s%s%s", words(arena, value), close ? "" : " ", name);
}

const char *words_figure(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, number_format_human(text, value, FIGURE_DIGITS));
}

static const char *all_digits(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    bool is_rounded = isfinite(value) && value > 0;
    return arena_strdup(arena, number_format_human(text, value, is_rounded ? ALL_DIGITS : DIGITS));
}

const char *words_at_most(struct arena *arena, double value)
{
    return all_digits(arena, shown_figures_down(value));
}

const char *words_at_least(struct arena *arena, double value)
{
    return all_digits(arena, shown_figures_up(value));
}

static const char *share(struct arena *arena, double permille)
{
    char text[NUMBER_TEXT_MAX];
    return arena_printf(arena, "%s%%", number_format_human(text, permille / 10, ALL_DIGITS));
}

const char *words_share_at_least(struct arena *arena, double value)
{
    return share(arena, instances_up(value * 1000));
}

const char *words_share_at_most(struct arena *arena, double value)
{
    return share(arena, instances_down(value * 1000));
}

const char *words_price(struct arena *arena, double price_hour)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, number_format_fixed(text, price_hour, 4));
}

const char *words_milliseconds(struct arena *arena, double seconds)
{
    if (isinf(seconds))
        return "endless";
    return arena_printf(arena, "%s ms", words_number(arena, 1e3 * seconds));
}
