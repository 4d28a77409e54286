#include "answer/words.h"

#include "base/number.h"
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

/// The unit in which a number of bytes is read best, and what one is worth.
static const char *byte_unit(double bytes, double *worth)
{
    static const char *const binary[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    static const char *const decimal[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    size_t power = 0;
    double thousands = 1;
    *worth = 1;
    while (power + 1 < sizeof binary / sizeof *binary && fabs(bytes) >= *worth * 1024) {
        power++;
        *worth *= 1024;
        thousands *= 1000;
    }
    // Who wrote 2.5 GB wants to read it again: thousandths of one, eighths of the other are whole.
    bool is_binary = fmod(bytes, *worth / 8) == 0 || fmod(bytes, thousands / 1000) != 0;
    *worth = is_binary ? *worth : thousands;
    return is_binary ? binary[power] : decimal[power];
}

const char *words_measure(struct arena *arena, double value, number_words *words,
                          const struct unit *unit)
{
    const char *name = unit->name;
    const char *per = unit->dimension == DIMENSION_BYTE_RATE ? "/s" : "";
    if ((unit->dimension == DIMENSION_BYTES || *per != '\0') && isfinite(value)) {
        double worth;
        const char *of = byte_unit(value * unit->scale, &worth);
        value = value * unit->scale / worth;
        name = arena_printf(arena, "%s%s", of, per);
    }
    bool close = name[0] == '\0' || name[0] == '/' || strcmp(name, "%") == 0;
    return arena_printf(arena, "%s%s%s", words(arena, value), close ? "" : " ", name);
}

const char *words_figure(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, number_format_human(text, value, FIGURE_DIGITS));
}

/// Rounds to what is shown with instances_up or instances_down, which forgive rounding error.
static const char *rounded(struct arena *arena, double value, double (*to_whole)(double))
{
    char text[NUMBER_TEXT_MAX];
    if (!isfinite(value) || value <= 0)
        return arena_strdup(arena, number_format_human(text, value, DIGITS));
    int decimals = DIGITS - 1 - (int)floor(log10(value));
    double scale = pow(10, decimals > 0 ? decimals : 0);
    return arena_strdup(arena,
                        number_format_human(text, to_whole(value * scale) / scale, ALL_DIGITS));
}

const char *words_at_most(struct arena *arena, double value)
{
    return rounded(arena, value, instances_down);
}

const char *words_at_least(struct arena *arena, double value)
{
    return rounded(arena, value, instances_up);
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
