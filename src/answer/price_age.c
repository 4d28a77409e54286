#include "answer/price_age.h"

#include <stddef.h>

enum { DAYS_MAX = 180, DAY_S = 86400 };

void price_age_add(struct price_age *oldest, const char *name, const char *source, instant date)
{
    if (date != INSTANT_NONE && (oldest->date == INSTANT_NONE || date < oldest->date))
        *oldest = (struct price_age){name, source, date};
}

void price_age_note(const struct price_age *oldest, instant now, struct notes *notes)
{
    char date[INSTANT_TEXT_MAX];
    if (oldest->date == INSTANT_NONE)
        return;
    bool old = now != INSTANT_NONE &&
               (double)(now - oldest->date) / INSTANT_PER_SECOND > (double)DAYS_MAX * DAY_S;
    notes_add(notes, old ? NOTE_WARNING : NOTE_INFO, "price-age",
              "the oldest price is of %s (%s%s%s)%s", instant_format_date(date, oldest->date),
              oldest->name, oldest->source == NULL ? "" : ", from ",
              oldest->source == NULL ? "" : oldest->source,
              old ? ": more than 180 days old, look whether it still holds" : "");
}
