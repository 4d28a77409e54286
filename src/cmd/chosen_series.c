#include "cmd/chosen_series.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/suggest.h"
#include "ingest/ingest.h"
#include "series/series_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Keys that the message of --only lists.
enum { ONLY_NAMES_SHOWN = 8 };

/// The next name of a list separated by commas, in the arena; NULL at its end.
static const char *next_name(struct arena *arena, const char **list)
{
    if (**list == '\0')
        return NULL;
    size_t length = strcspn(*list, ",");
    const char *name = arena_strndup(arena, *list, length);
    *list += length + ((*list)[length] == ',');
    return name;
}

const char *columns_of_file(struct invocation *invocation, const char *path, const char *list,
                            bool *all)
{
    struct arena *arena = &invocation->arena;
    char **header;
    size_t count = ingest_columns(path, &header);
    const char *found = NULL;
    *all = true;
    for (const char *rest = list, *name; count > 0 && (name = next_name(arena, &rest)) != NULL;) {
        bool there = false;
        for (size_t i = 0; i < count && !there; i++)
            there = strcmp(header[i], name) == 0;
        *all = *all && there;
        if (there)
            found = found == NULL ? name : arena_printf(arena, "%s,%s", found, name);
    }
    // A header may hold commas itself.
    for (size_t i = 0; i < count; i++)
        *all = *all || strcmp(header[i], list) == 0;
    for (size_t i = 0; i < count; i++)
        free(header[i]);
    free(header);
    return *all ? list : found;
}

/// Whether a series is called by `name`: its own, or that of its column.
static bool is_called(const struct series *series, const struct samples *samples, const char *name)
{
    bool same = strcmp(series->name, name) == 0;
    for (size_t i = 0; i < samples->streams && !same; i++) {
        if (strcmp(samples->stream[i].metric, name) != 0)
            continue;
        struct str shown = {0};
        struct unit unit;
        double factor = 1;
        series_name(&samples->stream[i], &shown, &unit, &factor);
        same = strcmp(str_text(&shown), series->name) == 0;
        str_release(&shown);
    }
    return same;
}

/// Moves the series to keep to the front and releases the others.
static void keep_marked(struct series_set *set, const bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (!keep[i])
            continue;
        struct series swapped = set->item[kept];
        set->item[kept++] = set->item[i];
        set->item[i] = swapped;
    }
    for (size_t i = kept; i < set->count; i++)
        series_release(&set->item[i]);
    set->count = kept;
}

const char *keep_named_series(struct invocation *invocation, const struct samples *samples,
                              const char *list, struct series_set *set)
{
    bool *keep = mem_alloc(set->count + 1, sizeof *keep);
    const char *missing = NULL;
    for (const char *rest = list, *name; (name = next_name(&invocation->arena, &rest)) != NULL;) {
        bool any = false;
        for (size_t i = 0; i < set->count; i++) {
            bool called = is_called(&set->item[i], samples, name);
            keep[i] = keep[i] || called;
            any = any || called;
        }
        missing = any ? missing : name;
    }
    if (missing == NULL)
        keep_marked(set, keep);
    free(keep);
    return missing;
}

// --- keys ----------------------------------------------------------------------------------------

/// Names the keys that there are, and the one that was probably meant.
static int refuse_only(struct invocation *invocation, const struct series_set *set,
                       const char *only, struct err *err)
{
    const char *names = "";
    const char **keys = arena_alloc(&invocation->arena, (set->count + 1) * sizeof *keys);
    for (size_t i = 0; i < set->count; i++) {
        const char *key = set->item[i].key;
        keys[i] = key == NULL ? "" : key;
        if (i < ONLY_NAMES_SHOWN && key != NULL)
            names = arena_printf(&invocation->arena, "%s%s%s", names, i > 0 ? ", " : "", keys[i]);
    }
    if (names[0] == '\0')
        return err_set(err, ERR_USAGE,
                       "--only %s: no series has that key; there is one series, without a key; "
                       "--by names the column",
                       only);
    const char *near = suggest_closest(only, keys, set->count);
    return err_set(err, ERR_USAGE, "--only %s: no series has that key%s%s%s; there are %s%s", only,
                   near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                   near == NULL ? "" : "?", names, set->count > ONLY_NAMES_SHOWN ? " ..." : "");
}

/// Marks the series of one key; false when there is none.
static bool mark_key(const struct series_set *set, const char *key, bool *keep)
{
    bool any = false;
    for (size_t i = 0; i < set->count; i++) {
        bool same = set->item[i].key != NULL && strcmp(set->item[i].key, key) == 0;
        keep[i] = keep[i] || same;
        any = any || same;
    }
    return any;
}

int keep_only(struct invocation *invocation, struct series_set *set, struct err *err)
{
    const char *const *value;
    size_t count = option_all(invocation, OPT_ONLY, &value);
    if (count == 0)
        return 0;
    bool *keep = mem_alloc(set->count + 1, sizeof *keep);
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        if (mark_key(set, value[i], keep)) // keys of several columns hold commas
            continue;
        const char *rest = value[i], *key;
        while (status == 0 && (key = next_name(&invocation->arena, &rest)) != NULL)
            if (!mark_key(set, key, keep))
                status = refuse_only(invocation, set, key, err);
    }
    if (status == 0)
        keep_marked(set, keep);
    free(keep);
    return status;
}
