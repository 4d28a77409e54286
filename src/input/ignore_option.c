#include "input/ignore_option.h"

#include "time/time_parse.h"

#include <stdio.h>
#include <string.h>

enum { DATE_LENGTH = 10 };

/// "2024-03-10" alone.
static bool is_date(const char *text)
{
    int year, month, day;
    int used = 0;
    return strlen(text) == DATE_LENGTH &&
           sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && used == DATE_LENGTH;
}

/// The day after a date, at its local midnight.
static int next_day(const char *text, const struct zone *zone, instant *time, struct err *err)
{
    struct civil civil = {.year = 0};
    char next[INSTANT_TEXT_MAX];
    if (sscanf(text, "%4d-%2d-%2d", &civil.year, &civil.month, &civil.day) != 3)
        return -1;
    instant midnight = civil_to_instant(&civil) + SECONDS_PER_DAY * INSTANT_PER_SECOND;
    return time_parse_option("--ignore", instant_format_date(next, midnight), zone, time, err);
}

static int read_span(struct invocation *invocation, const char *text, const struct zone *zone,
                     struct ignored_span *span, struct err *err)
{
    const char *dots = strstr(text, "..");
    const char *shown = invocation_escape(invocation, text);
    if (dots == NULL && !is_date(text))
        return err_set(err, ERR_USAGE,
                       "--ignore: \"%s\" is no span: write FROM..TO, such as "
                       "2024-03-10T06:00..2024-03-10T18:00, a day such as 2024-03-10, or none",
                       shown);
    const char *from =
        dots == NULL ? text : arena_printf(&invocation->arena, "%.*s", (int)(dots - text), text);
    if (time_parse_option("--ignore", from, zone, &span->from, err) != 0)
        return -1;
    if (dots == NULL)
        return next_day(text, zone, &span->to, err);
    if (time_parse_option("--ignore", dots + 2, zone, &span->to, err) != 0)
        return -1;
    if (span->from >= span->to)
        return err_set(err, ERR_USAGE,
                       "--ignore: \"%s\" ends before it begins: TO is the first moment that counts "
                       "again; a day alone, such as 2024-03-10, is the whole day",
                       shown);
    return 0;
}

static int check_overlap(const struct series_set *set, const char *text,
                         const struct ignored_span *span, struct err *err)
{
    for (size_t i = 0; i < set->count; i++)
        if (span->from < series_end(&set->item[i]) && span->to > set->item[i].start)
            return 0;
    char first[INSTANT_TEXT_MAX];
    char end[INSTANT_TEXT_MAX];
    if (set->count == 0)
        return 0;
    return err_set(err, ERR_USAGE,
                   "--ignore: \"%s\" is outside the data, which go from %s to %s: name a time "
                   "within them, or leave it out",
                   text, instant_format(first, set->item[0].start),
                   instant_format(end, series_end(&set->item[0])));
}

int ignore_option(struct invocation *invocation, const struct zone *zone,
                  const struct series_set *set, struct ignoring *ignoring, struct err *err)
{
    const char *const *text;
    size_t count = option_all(invocation, OPT_IGNORE, &text);
    struct ignored_span *span = arena_alloc(&invocation->arena, count * sizeof *span);
    *ignoring = (struct ignoring){.span = span};
    for (size_t i = 0; i < count; i++) {
        bool is_none = strcmp(text[i], "none") == 0;
        ignoring->keeps_incidents = ignoring->keeps_incidents || is_none;
        if (is_none || strcmp(text[i], "auto") == 0)
            continue;
        struct ignored_span *next = &span[ignoring->count];
        if (read_span(invocation, text[i], zone, next, err) != 0 ||
            check_overlap(set, invocation_escape(invocation, text[i]), next, err) != 0)
            return -1;
        ignoring->count++;
    }
    return 0;
}
