#include "time/zone.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "time/zone_tzif.h"

#include <stdio.h>
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

/// The zone that `name` may mean, malloc'ed: one with such a city ("Berlin"), else the one spelt
/// most like it, from the table of zones (zone1970.tab or zone.tab) in `folder`. NULL when there is
/// none, or no table.
static char *zone_suggest(const char *folder, const char *name)
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

enum { FILE_BYTES_MAX = 1 << 20, CYCLE_YEARS = 400, FIRST_RULE_YEAR = 1900 };

/// The Gregorian calendar repeats after 400 years, weekdays included, and so does every rule.
static const int64_t cycle_s = INT64_C(146097) * 86400;
/// More than any local time differs from UTC, and any two offsets from each other.
static const int64_t margin_s = 2 * ZONE_OFFSET_MAX_S;
static const int64_t change_max_s = INT64_MAX / INSTANT_PER_SECOND / 2;
static const char default_folder[] = "/usr/share/zoneinfo";

struct zone {
    char *name;
    int32_t initial_s;
    struct zone_change *change; ///< ascending, and each one changes the offset
    size_t changes;
    size_t capacity;
    bool cyclic; ///< the last 400 years of changes go on for ever
};

static int64_t floor_seconds(instant time)
{
    return time / INSTANT_PER_SECOND - (time % INSTANT_PER_SECOND < 0);
}

/// Offset before change `i`, which is the one after change i - 1.
static int32_t offset_before(const struct zone *zone, size_t i)
{
    return i == 0 ? zone->initial_s : zone->change[i - 1].offset_s;
}

static void add_change(struct zone *zone, struct zone_change change)
{
    if (change.at > change_max_s)
        return;
    if (change.at < -change_max_s) { // some files say the beginning of time so
        zone->initial_s = change.offset_s;
        return;
    }
    // Daylight time all year is written as an end and a start at the same instant.
    if (zone->changes > 0 && zone->change[zone->changes - 1].at >= change.at)
        zone->changes--;
    if (offset_before(zone, zone->changes) != change.offset_s)
        VEC_PUSH(zone->change, zone->changes, zone->capacity, change);
}

/// Writes the rule out for a cycle of years behind `last`, so that looking up is a search.
static void add_rule(struct zone *zone, const struct zone_rule *rule, bool after_changes,
                     int64_t last)
{
    int first_year = FIRST_RULE_YEAR;
    if (after_changes) {
        struct civil civil;
        civil_from_instant(last * INSTANT_PER_SECOND, &civil);
        first_year = civil.year;
    }
    size_t before = zone->changes;
    // The first change is none where the offset before is the one that it brings, as by chance it
    // may be; so the last cycle begins two years on, where the rule alone has decided. A change at
    // the turn of the last year would lack its sequel.
    int last_year = first_year + CYCLE_YEARS + 2;
    int64_t limit = (civil_days(last_year + 1, 1, 1) - 3) * SECONDS_PER_DAY;
    for (int year = first_year; year <= last_year; year++) {
        struct zone_change change[2];
        zone_rule_changes(rule, year, change);
        for (int i = 0; i < 2; i++)
            if (change[i].at < limit && (!after_changes || change[i].at > last))
                add_change(zone, change[i]);
    }
    zone->cyclic = zone->changes > before + CYCLE_YEARS;
}

static struct zone *zone_from_table(const char *name, const struct zone_table *table)
{
    struct zone *zone = mem_alloc(1, sizeof *zone);
    zone->name = mem_strdup(name);
    zone->initial_s = table->initial_s;
    for (size_t i = 0; i < table->changes; i++)
        add_change(zone, table->change[i]);
    bool any = table->changes > 0;
    int64_t last = any ? table->change[table->changes - 1].at : 0;
    bool expandable = last < change_max_s / 2 && last > -change_max_s / 2;
    if (table->has_rule && table->rule.has_daylight && expandable)
        add_rule(zone, &table->rule, any, last);
    return zone;
}

int zone_from_bytes(struct zone **zone, const char *name, const unsigned char *bytes, size_t length,
                    struct err *err)
{
    *zone = NULL;
    struct zone_table table = {0};
    if (zone_tzif_parse(&table, name, bytes, length, err) != 0)
        return -1;
    *zone = zone_from_table(name, &table);
    free(table.change);
    return 0;
}

/// Two digits at most, up to `most`.
static bool take_number(const char **text, int most, int *number)
{
    const char *at = *text;
    if (!ascii_is_digit(at[0]))
        return false;
    *number = at[0] - '0';
    at++;
    if (ascii_is_digit(at[0])) {
        *number = *number * 10 + (at[0] - '0');
        at++;
    }
    *text = at;
    return *number <= most;
}

/// "UTC", "Z", "GMT", "+02:00", "-0500", "UTC+5:30".
static bool parse_fixed(const char *name, int32_t *offset_s)
{
    const char *at = name;
    bool named = strncmp(at, "UTC", 3) == 0;
    at += named ? 3 : 0;
    *offset_s = 0;
    if ((named && *at == '\0') || strcmp(name, "Z") == 0 || strcmp(name, "GMT") == 0)
        return true;
    if (*at != '+' && *at != '-')
        return false;
    int sign = *at++ == '-' ? -1 : 1;
    int hours;
    int minutes = 0;
    if (!take_number(&at, 18, &hours))
        return false;
    at += *at == ':';
    if (*at != '\0' && !take_number(&at, 59, &minutes))
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return *at == '\0';
}

/// A name that stays within the folder.
static bool is_safe_name(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (!ascii_is_letter(*at) && !ascii_is_digit(*at) && strchr("_+-/.", *at) == NULL)
            return false;
    return name[0] != '\0' && name[0] != '/' && strstr(name, "..") == NULL;
}

static int fail_unknown(const char *name, const char *folder, struct err *err)
{
    char quoted[256];
    err_quote(quoted, sizeof quoted, name, strlen(name));
    if (!file_exists(folder))
        return err_set(
            err, ERR_USAGE,
            "time zone \"%s\": this machine has no zones (no folder %s): install tzdata, or "
            "give UTC or an offset such as +02:00",
            quoted, folder);
    char *near = zone_suggest(folder, name);
    int result = err_set(err, ERR_USAGE,
                         "time zone \"%s\": not known; %s%s%snames are like Europe/Berlin, UTC or "
                         "+02:00, and are listed in %s",
                         quoted, near == NULL ? "" : "did you mean \"", near == NULL ? "" : near,
                         near == NULL ? "" : "\"? ", folder);
    free(near);
    return result;
}

int zone_open(struct zone **zone, const char *name, struct err *err)
{
    *zone = NULL;
    struct zone_table table = {0};
    if (parse_fixed(name, &table.initial_s)) {
        *zone = zone_from_table(name, &table);
        return 0;
    }
    const char *folder = getenv("TZDIR");
    if (folder == NULL || folder[0] == '\0')
        folder = default_folder;
    if (!is_safe_name(name))
        return fail_unknown(name, folder, err);
    struct str path = {0};
    struct str bytes = {0};
    str_appendf(&path, "%s/%s", folder, name);
    int result = file_read_bounded(str_text(&path), FILE_BYTES_MAX, &bytes, NULL);
    if (result != 0)
        fail_unknown(name, folder, err);
    else
        result =
            zone_from_bytes(zone, name, (const unsigned char *)str_text(&bytes), bytes.length, err);
    str_release(&path);
    str_release(&bytes);
    return result;
}

const char *zone_name(const struct zone *zone)
{
    return zone->name;
}

/// How far a time beyond the written out changes is to be moved back so that it is among them.
static int64_t cycle_shift(const struct zone *zone, int64_t seconds)
{
    if (!zone->cyclic)
        return 0;
    int64_t end = zone->change[zone->changes - 1].at;
    return seconds < end ? 0 : ((seconds - end) / cycle_s + 1) * cycle_s;
}

/// How many changes are at or before a time.
static size_t changes_until(const struct zone *zone, int64_t seconds)
{
    size_t low = 0;
    size_t high = zone->changes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->change[middle].at <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t zone_offset_s(const struct zone *zone, instant time)
{
    int64_t seconds = floor_seconds(time);
    seconds -= cycle_shift(zone, seconds);
    return offset_before(zone, changes_until(zone, seconds));
}

instant zone_next_change(const struct zone *zone, instant time)
{
    int64_t seconds = floor_seconds(time);
    int64_t shift = cycle_shift(zone, seconds);
    size_t next = changes_until(zone, seconds - shift);
    if (next == zone->changes)
        return INSTANT_NONE;
    return (zone->change[next].at + shift) * INSTANT_PER_SECOND;
}

enum local_times zone_local_to_instant(const struct zone *zone, const struct civil *local,
                                       instant *first, instant *second)
{
    instant as_utc = civil_to_instant(local);
    int64_t seconds = floor_seconds(as_utc);
    int64_t ms = as_utc - seconds * INSTANT_PER_SECOND;
    int64_t shift = cycle_shift(zone, seconds + margin_s);
    seconds -= shift;
    int64_t found[2] = {0, 0};
    int64_t in_gap = seconds - zone->initial_s;
    int count = 0;
    // Every span of one offset that may contain it, in order.
    size_t last = changes_until(zone, seconds + margin_s);
    for (size_t i = changes_until(zone, seconds - margin_s); i <= last; i++) {
        int64_t candidate = seconds - offset_before(zone, i);
        bool begun = i == 0 || candidate >= zone->change[i - 1].at;
        bool ended = i < zone->changes && candidate >= zone->change[i].at;
        if (begun && !ended && count < 2)
            found[count++] = candidate;
        if (ended && seconds - zone->change[i].offset_s < zone->change[i].at)
            in_gap = candidate;
    }
    *first = ((count > 0 ? found[0] : in_gap) + shift) * INSTANT_PER_SECOND + ms;
    *second = count == 2 ? (found[1] + shift) * INSTANT_PER_SECOND + ms : INSTANT_NONE;
    return count == 0 ? LOCAL_NONE : count == 1 ? LOCAL_ONE : LOCAL_TWO;
}

void zone_close(struct zone *zone)
{
    if (zone == NULL)
        return;
    free(zone->change);
    free(zone->name);
    free(zone);
}
