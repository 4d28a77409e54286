#include "answer/remedy_words.h"

#include "answer/words.h"
#include "base/number.h"

#include <math.h>

/// "35% less".
static const char *change(struct arena *arena, double from, double to)
{
    char text[NUMBER_TEXT_MAX];
    double percent = (to / from - 1) * 100;
    return arena_printf(arena, "%s%% %s", number_format_human(text, fabs(percent), 2),
                        percent < 0 ? "less" : "more");
}

static const char *bytes(struct arena *arena, double value)
{
    static const struct unit unit = {DIMENSION_BYTES, 1, "B"};
    return words_measure(arena, value, words_at_least, &unit);
}

static const char *demand(struct arena *arena, const struct remedy *remedy, double value,
                          number_words *words)
{
    return words_measure(arena, value, words, &remedy->with.unit);
}

static const char *say_max(struct arena *arena, const struct remedy *remedy)
{
    const char *cost =
        isnan(remedy->row.cost_month)
            ? ""
            : arena_printf(arena, " (%s a month)", words_money(arena, remedy->row.cost_month));
    return arena_printf(arena, "max raised to %s%s", words_figure(arena, remedy->value), cost);
}

/// Max has to follow where the fleet stays as large as is needed.
static const char *with_max(struct arena *arena, const struct remedy *remedy)
{
    return isnan(remedy->max)
               ? ""
               : arena_printf(arena, " with max raised to %s", words_figure(arena, remedy->max));
}

static const char *say_budget(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(arena, "pay %s a month (%s more)%s", words_money(arena, remedy->value),
                        words_money(arena, remedy->value - remedy->from), with_max(arena, remedy));
}

static const char *say_demand(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(arena, "serve at most %s",
                        demand(arena, remedy, remedy->value, words_at_most));
}

/// What of memory and connections an instance has to have.
static const char *each_has(struct arena *arena, const struct remedy *remedy)
{
    const char *memory =
        isnan(remedy->memory_bytes)
            ? ""
            : arena_printf(arena, "%s of memory", bytes(arena, remedy->memory_bytes));
    const char *connections =
        isnan(remedy->connections)
            ? ""
            : arena_printf(arena, "%s connections", words_figure(arena, remedy->connections));
    bool both = memory[0] != '\0' && connections[0] != '\0';
    return memory[0] == '\0' && connections[0] == '\0'
               ? ""
               : arena_printf(arena, "%s%s%s each", memory, both ? " and " : "", connections);
}

static const char *say_rate(struct arena *arena, const struct remedy *remedy)
{
    const char *each = each_has(arena, remedy);
    const char *more = change(arena, remedy->from, remedy->value);
    if (isnan(remedy->rate))
        return arena_printf(arena, "%s (%s)", each, more);
    return arena_printf(arena, "%s per instance (%s)%s%s",
                        demand(arena, remedy, remedy->rate, words_at_least), more,
                        each[0] == '\0' ? "" : " with ", each);
}

static const char *say_duration(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(arena, "%s ms of --duration (%s)",
                        words_at_most(arena, 1e3 * remedy->value),
                        change(arena, remedy->from, remedy->value));
}

static const char *say_service_time(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(
        arena, "%s ms of --service-time (%s)%s, or more --workers",
        words_at_most(arena, 1e3 * remedy->value), change(arena, remedy->from, remedy->value),
        isnan(remedy->rate) ? ""
                            : arena_printf(arena, " and %s per instance",
                                           demand(arena, remedy, remedy->rate, words_at_least)));
}

static const char *say_price(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(arena, "%s an hour per instance (%s)%s",
                        words_at_most(arena, remedy->value),
                        change(arena, remedy->from, remedy->value), with_max(arena, remedy));
}

static const char *say_cache(struct arena *arena, const struct remedy *remedy)
{
    const char *now = remedy->from > 0
                          ? arena_printf(arena, " in place of %s", words_share(arena, remedy->from))
                          : "";
    return arena_printf(arena, "a cache that answers %s of the demand%s",
                        words_share_at_least(arena, remedy->value), now);
}

static const char *say_headroom(struct arena *arena, const struct remedy *remedy)
{
    return arena_printf(arena, "headroom of %s in place of %s",
                        words_share_at_most(arena, remedy->value),
                        words_share(arena, remedy->from));
}

/// One kind: what has to be done, and how.
static const struct {
    const char *label;
    const char *(*say)(struct arena *arena, const struct remedy *remedy);
} words_of[REMEDY_KINDS] = {
    [REMEDY_RAISE_MAX] = {"accept", say_max},
    [REMEDY_PAY] = {"accept", say_budget},
    [REMEDY_SERVE_LESS] = {"accept", say_demand},
    [REMEDY_OPTIMISE] = {"optimise", say_rate},
    [REMEDY_SHORTEN] = {"optimise", say_duration},
    [REMEDY_SPEED_UP] = {"optimise", say_service_time},
    [REMEDY_CHEAPER] = {"cheaper", say_price},
    [REMEDY_CACHE] = {"offload", say_cache},
    [REMEDY_LESS_HEADROOM] = {"accept", say_headroom},
};

const char *remedy_label(enum remedy_kind kind)
{
    return words_of[kind].label;
}

const char *remedy_words(struct arena *arena, const struct remedy *remedy)
{
    return words_of[remedy->kind].say(arena, remedy);
}
