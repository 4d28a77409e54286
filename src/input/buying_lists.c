#include "input/buying_lists.h"

typedef int list_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
                      struct err *err);

static int read_list(struct invocation *invocation, enum option_id id, list_read *read,
                     struct offer_list *list, struct err *err)
{
    const char *path = option_text(invocation, id);
    struct byte_source *source;
    if (path == NULL)
        return 0;
    if (byte_source_open(&source, path, err) != 0)
        return -1;
    int status = read(source, list, &invocation->notes, err);
    byte_source_close(source);
    return status;
}

int buying_lists_read(struct invocation *invocation, struct offer_list *offers,
                      struct offer_list *owned, struct err *err)
{
    if (read_list(invocation, OPT_OFFERS, offers_read, offers, err) != 0)
        return -1;
    return read_list(invocation, OPT_OWNED, owned_read, owned, err);
}

double buying_owned_units(const struct offer_list *owned, instant now, struct notes *notes)
{
    char time[INSTANT_TEXT_MAX];
    double units = 0;
    for (size_t i = 0; i < owned->owneds; i++) {
        const struct owned *one = &owned->owned[i];
        if (one->end != INSTANT_NONE && one->end <= now) {
            notes_add(notes, NOTE_INFO, "owned-ended", "%s:%zu: %s ended on %s and is left out",
                      owned->file, one->line, one->name, instant_format_date(time, one->end));
            continue;
        }
        if (one->start != INSTANT_NONE && one->start > now) {
            notes_add(notes, NOTE_INFO, "owned-later", "%s:%zu: %s starts on %s and is left out",
                      owned->file, one->line, one->name, instant_format_date(time, one->start));
            continue;
        }
        if (one->end != INSTANT_NONE)
            notes_add(notes, NOTE_INFO, "owned-ends",
                      "%s:%zu: %s ends on %s: what it serves has to be bought again then",
                      owned->file, one->line, one->name, instant_format_date(time, one->end));
        units += one->units;
    }
    return units;
}
