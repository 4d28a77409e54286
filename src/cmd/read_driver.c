#include "cmd/read_driver.h"

#include "base/str.h"
#include "ingest/ingest.h"
#include "series/grid.h"

#include <string.h>

enum { NAMES_SHOWN = 6 };

static int refuse_several(const char *path, const struct series_set *set, struct err *err)
{
    struct str names = {0};
    struct str file = {0};
    str_append_escaped(&file, path, strlen(path));
    for (size_t i = 0; i < set->count && i < NAMES_SHOWN; i++) {
        const char *name = set->item[i].key != NULL ? set->item[i].key : set->item[i].name;
        str_append(&names, i > 0 ? ", " : "");
        str_append_escaped(&names, name, strlen(name));
    }
    int status =
        set->count == 0
            ? err_set(err, ERR_DATA, "%s: --driver: no values in it", str_text(&file))
            : err_set(err, ERR_DATA,
                      "%s: --driver takes one metric and the file has %zu series (%s%s): headroom "
                      "clean FILE --value COLUMN -o driver.csv writes one of them",
                      str_text(&file), set->count, str_text(&names),
                      set->count > NAMES_SHOWN ? " ..." : "");
    str_release(&names);
    str_release(&file);
    return status;
}

int read_driver(struct invocation *invocation, struct zone *zone, struct series_input *driver,
                struct err *err)
{
    const char *path = option_text(invocation, OPT_DRIVER);
    if (path == NULL)
        return 0;
    const struct ingest_options reading = {.zone = zone, .threads = threads_option(invocation)};
    const struct grid_options grid = {
        .gaps = GAPS_KEEP, .since = INSTANT_NONE, .until = INSTANT_NONE, .zone = zone};
    if (ingest_file(path, &reading, &driver->samples, &invocation->notes, err) != 0 ||
        grid_build(&driver->samples, &grid, &driver->set, &invocation->notes, err) != 0)
        return -1;
    return driver->set.count == 1 ? 0 : refuse_several(path, &driver->set, err);
}
