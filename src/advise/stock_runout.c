#include "advise/stock_runout.h"

#include "base/str.h"
#include "base/unit.h"

#include <math.h>

enum { NOTICE_DAYS = 14, RISK_PERCENT = 5 };

static instant days_after(instant now, double days)
{
    if (isnan(days))
        return INSTANT_NONE;
    return now + (instant)llround(days * 86400) * INSTANT_PER_SECOND;
}

instant stock_last_sample(const struct series *used)
{
    size_t n = used->n;
    while (n > 1 && isnan(used->value[n - 1]))
        n--;
    return series_time(used, n - 1);
}

static const char *every_words(struct arena *arena, double days)
{
    char text[UNIT_NAME_MAX];
    double seconds = days >= 1 ? round(days) * 86400 : round(days * 24) * 3600;
    return arena_strdup(arena, duration_format(text, seconds));
}

static const char *cleanup_words(const struct stock *stock, const struct unit *unit,
                                 struct arena *arena)
{
    const struct stock_cleanups *cleanups = &stock->cleanups;
    const double day = stock->buckets.bucket_s / 86400;
    const char *every = every_words(arena, cleanups->period * day);
    switch (cleanups->mode) {
    case CLEANUP_PERIODIC:
    case CLEANUP_IRREGULAR:
        return arena_printf(arena, "cleaned %s %s by %.4g%s%s",
                            cleanups->mode == CLEANUP_PERIODIC ? "every" : "about every", every,
                            cleanups->depth, unit->name[0] == '\0' ? "" : " ", unit->name);
    case CLEANUP_BY_LEVEL:
        return arena_printf(arena, "cleaned when it is nearly full, about every %s", every);
    case CLEANUP_STOPPED:
        return arena_printf(arena, "the clean-up every %s is overdue", every);
    case CLEANUP_LOOSE:
        return "falls now and then, which are not counted on";
    case CLEANUP_NONE:
        break;
    }
    return "";
}

/// "cleaned every 14d by 126 GiB; 1 import, which can come again".
static const char *note_of(const struct stock_runout *found, const struct unit *unit,
                           struct arena *arena)
{
    const struct stock_cleanups *cleanups = &found->stock.cleanups;
    const char *note = cleanup_words(&found->stock, unit, arena);
    if (found->rate_only)
        note = arena_printf(arena, "%zu values tell a rate and no more", found->stock.buckets.n);
    if (cleanups->jumps == 1 || cleanups->jumps == 2)
        note = arena_printf(arena, "%s%s%zu import%s, which can come again", note,
                            note[0] == '\0' ? "" : "; ", cleanups->jumps,
                            cleanups->jumps == 1 ? "" : "s");
    if (cleanups->one_off_depth > 0)
        note = arena_printf(arena, "%s%s%zu single clean-up%s, not counted on", note,
                            note[0] == '\0' ? "" : "; ", cleanups->drops,
                            cleanups->drops == 1 ? "" : "s");
    return note;
}

static bool cleans(const struct stock_cleanups *cleanups)
{
    return cleanups->mode == CLEANUP_PERIODIC || cleanups->mode == CLEANUP_IRREGULAR ||
           cleanups->mode == CLEANUP_BY_LEVEL || cleanups->mode == CLEANUP_STOPPED;
}

static enum stock_status status_of(const struct stock_runout *found, instant now)
{
    if (found->used >= found->limit)
        return STOCK_FULL;
    if (found->earliest == INSTANT_NONE && found->expected == INSTANT_NONE)
        return cleans(&found->stock.cleanups) ? STOCK_KEPT : STOCK_NOT_REACHED;
    if (found->stock.cleanups.mode == CLEANUP_STOPPED)
        return STOCK_CLEANUP_OVERDUE;
    if (found->order_by < now)
        return STOCK_LATE;
    if (found->order_by < days_after(now, NOTICE_DAYS))
        return STOCK_ORDER_NOW;
    return found->expected == INSTANT_NONE ? STOCK_NOT_REACHED : STOCK_OK;
}

static void find_dates(const struct stock_question *question, instant now,
                       struct stock_runout *found)
{
    struct stock_dates dates = stock_passes(&found->stock, found->limit, question->horizon);
    if (found->rate_only) {
        double days = stock_plain_days(&found->stock, found->limit);
        dates = (struct stock_dates){.earliest = NAN,
                                     .expected = days <= question->horizon ? days : (double)NAN,
                                     .latest = NAN,
                                     .probability = NAN};
        found->growth.low = found->growth.high = NAN;
    }
    found->days_left = dates.expected;
    found->probability = dates.probability;
    found->earliest = days_after(now, dates.earliest);
    found->expected = days_after(now, dates.expected);
    found->latest = days_after(now, dates.latest);
    instant first = found->earliest == INSTANT_NONE ? found->expected : found->earliest;
    found->order_by =
        first == INSTANT_NONE ? INSTANT_NONE : days_after(first, -question->lead_time);
}

int stock_runout_find(const struct series *used, double limit,
                      const struct stock_question *question, struct arena *arena,
                      struct stock_runout *found)
{
    *found = (struct stock_runout){.limit = limit, .add = NAN};
    if (stock_learn(used, &found->stock) != 0)
        return -1;
    const instant now = stock_last_sample(used);
    found->used = found->stock.buckets.last;
    found->rate_only = found->stock.buckets.n < STOCK_BUCKETS_FOR_DATES;
    found->growth = stock_growth(&found->stock);
    found->plain_days = stock_plain_days(&found->stock, limit);
    find_dates(question, now, found);
    if (!found->rate_only)
        found->add = stock_addition(&found->stock, limit, question->last_for, RISK_PERCENT / 100.0);
    found->cleanup_days = stock_cleanup_days(&found->stock, limit, question->last_for);
    found->retention_days = stock_retention_days(&found->stock, limit);
    found->status = status_of(found, now);
    found->note = note_of(found, &used->unit, arena);
    return 0;
}

int stock_runout_compare(const void *a, const void *b)
{
    const struct stock_runout *first = *(const struct stock_runout *const *)a;
    const struct stock_runout *second = *(const struct stock_runout *const *)b;
    const instant dates[][2] = {{first->expected, second->expected},
                                {first->earliest, second->earliest}};
    if ((first->status == STOCK_FULL) != (second->status == STOCK_FULL))
        return first->status == STOCK_FULL ? -1 : 1;
    for (size_t i = 0; i < 2; i++) {
        if (dates[i][0] == dates[i][1])
            continue;
        if (dates[i][0] == INSTANT_NONE || dates[i][1] == INSTANT_NONE)
            return dates[i][0] == INSTANT_NONE ? 1 : -1;
        return dates[i][0] < dates[i][1] ? -1 : 1;
    }
    double shares[] = {first->used / first->limit, second->used / second->limit};
    return shares[0] > shares[1] ? -1 : shares[0] < shares[1];
}

const char *stock_status_name(enum stock_status status)
{
    static const char *const names[] = {
        [STOCK_FULL] = "full",
        [STOCK_CLEANUP_OVERDUE] = "clean-up overdue",
        [STOCK_LATE] = "late",
        [STOCK_ORDER_NOW] = "order now",
        [STOCK_OK] = "ok",
        [STOCK_KEPT] = "kept by clean-ups",
        [STOCK_NOT_REACHED] = "not reached",
    };
    return names[status];
}

void stock_runout_release(struct stock_runout *found)
{
    stock_release(&found->stock);
}
