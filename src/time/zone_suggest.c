#include "time/zone_suggest.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_BYTES_MAX = 1 << 20 };

/// Names of zones, pointing into the table's text.
struct names {
    const char **name;
    size_t count, capacity;
};

/// The third of the fields between tabs in each line that is no comment; ends every field.
static void take_names(char *text, struct names *names)
{
    for (char *line = text; *line != '\0';) {
        char *end = line + strcspn(line, "\n");
        char *next = *end == '\0' ? end : end + 1;
        *end = '\0';
        char *field = *line == '#' ? NULL : strchr(line, '\t');
        field = field == NULL ? NULL : strchr(field + 1, '\t');
        if (field != NULL) {
            field[1 + strcspn(field + 1, "\t")] = '\0';
            VEC_PUSH(names->name, names->count, names->capacity, field + 1);
        }
        line = next;
    }
}

/// The part behind the last slash, which names a city.
static const char *city_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash == NULL ? name : slash + 1;
}

static const char *closest(const struct names *names, const char *wanted)
{
    const char *city = city_of(wanted);
    for (size_t i = 0; i < names->count; i++)
        if (ascii_is_word_any_case(city, strlen(city), city_of(names->name[i])))
            return names->name[i];
    return suggest_closest(wanted, names->name, names->count);
}

static int read_table(const char *folder, const char *file, struct str *text)
{
    struct str path = {0};
    str_appendf(&path, "%s/%s", folder, file);
    int result = file_read_bounded(str_text(&path), TABLE_BYTES_MAX, text, NULL);
    str_release(&path);
    return result;
}

char *zone_suggest(const char *folder, const char *name)
{
    struct str text = {0};
    struct names names = {0};
    char *found = NULL;
    // The newer table has one zone where several agree since 1970; the older one has them all.
    if (read_table(folder, "zone.tab", &text) == 0 ||
        read_table(folder, "zone1970.tab", &text) == 0) {
        str_append(&text, "");
        take_names(text.data, &names);
        const char *near = closest(&names, name);
        found = near == NULL ? NULL : mem_strdup(near);
    }
    free(names.name);
    str_release(&text);
    return found;
}
