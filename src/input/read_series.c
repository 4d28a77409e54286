#include "input/read_series.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/str.h"
#include "base/suggest.h"
#include "cli/invocation.h"
#include "ingest/ingest.h"
#include "ingest/samples.h"
#include "input/shard_option.h"
#include "series/floor.h"
#include "series/grid.h"
#include "series/series.h"
#include "series/series_name.h"
#include "series/series_product.h"

#include <math.h>
#include <stdbool.h>
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

/// Of the names in `list`, separated by commas, those that are columns of the file by its header;
/// the whole list where the file is no regular one or shows no header; NULL where it has none of
/// them. *all: it has all.
static const char *columns_of_file(struct invocation *invocation, const char *path,
                                   const char *list, bool *all)
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

/// Leaves out the series of all other names than those in `list`: a series is called by its own
/// name and by that of its column. Returns a name that no series has, NULL where all are there.
static const char *keep_named_series(struct invocation *invocation, const struct samples *samples,
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
        series_set_keep(set, keep);
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

/// --only, once or several times, keys separated by commas: leaves out the series of all other
/// keys. Errors: a key that no series has, with the nearest one.
static int keep_only(struct invocation *invocation, struct series_set *set, struct err *err)
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
        series_set_keep(set, keep);
    free(keep);
    return status;
}

enum { THREADS_MAX = 64 };

const struct option_use options_reading[] = {
    {.id = OPT_LAYOUT},       {.id = OPT_TIME},        {.id = OPT_VALUE},
    {.id = OPT_BY},           {.id = OPT_ONLY},        {.id = OPT_UNIT},
    {.id = OPT_PER},          {.id = OPT_COUNTER},     {.id = OPT_GAUGE},
    {.id = OPT_COUNT_EVENTS}, {.id = OPT_SUM},         {.id = OPT_LATENCY_COLUMN},
    {.id = OPT_FLOOR},        {.id = OPT_MULTIPLY_BY}, {.id = OPT_TZ},
    {.id = OPT_TIME_FORMAT},  {.id = OPT_DAY_FIRST},   {.id = OPT_MONTH_FIRST},
    {.id = OPT_PREFER},       {.id = OPT_DECIMAL},     {.id = OPT_SKIP_BAD},
    {.id = OPT_SHARD},        {.id = OPT_THREADS},     {.id = OPT_NONE},
};

const struct option_use options_series[] = {
    {.id = OPT_STEP},  {.id = OPT_GAPS},   {.id = OPT_SINCE},
    {.id = OPT_UNTIL}, {.id = OPT_WINDOW}, {.id = OPT_NONE},
};

static const struct schema_column export_columns[] = {
    FIELD_UNBOUND("time", COLUMN_TIME, STYLE_PLAIN, NULL, false,
                  "start of the step; any name and form, see headroom-formats(5)"),
    FIELD_UNBOUND("service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "tells series apart; any columns of text, or those of --by"),
    FIELD_UNBOUND("COLUMN...", COLUMN_NUMBER, STYLE_PLAIN, "as its name or cells say", false,
                  "a metric: a level, a total per step or a counter"),
    FIELD_UNBOUND("filled", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "as headroom clean writes it"),
    FIELD_END,
};

const struct schema schema_export = {"a metric export", export_columns, 0};

/// --value with the multiplier's column, which has to be read too.
static const char *value_columns(struct invocation *invocation)
{
    const char *values = option_text(invocation, OPT_VALUE);
    const char *multiplier = option_text(invocation, OPT_MULTIPLY_BY);
    if (values == NULL || multiplier == NULL)
        return values;
    return arena_printf(&invocation->arena, "%s,%s", values, multiplier);
}

static enum ingest_prefer prefer_option(const struct invocation *invocation)
{
    switch (option_choice(invocation, OPT_PREFER)) {
    case 0:
        return PREFER_FIRST;
    case 1:
        return PREFER_LAST;
    case 2:
        return PREFER_MEAN;
    default:
        return PREFER_NONE;
    }
}

size_t threads_option(const struct invocation *invocation)
{
    double threads = option_number(invocation, OPT_THREADS);
    return isnan(threads) ? parallel_default_threads()
                          : (size_t)fmin(fmax(threads, 1), THREADS_MAX);
}

/// The sign of --decimal, 0 where it was not given.
static int decimal_option(const struct invocation *invocation, char *decimal, struct err *err)
{
    const char *text = option_text(invocation, OPT_DECIMAL);
    *decimal = text == NULL ? '\0' : *text;
    if (text != NULL && strcmp(text, ".") != 0 && strcmp(text, ",") != 0)
        return err_set(err, ERR_USAGE, "--decimal: \"%s\" parts no decimals; . and , do", text);
    return 0;
}

static struct ingest_options ingest_options_of(struct invocation *invocation,
                                               const struct zone *zone)
{
    double per_s = option_number(invocation, OPT_PER);
    return (struct ingest_options){
        .layout = option_text(invocation, OPT_LAYOUT),
        .time_column = option_text(invocation, OPT_TIME),
        .value_columns = value_columns(invocation),
        .key_columns = option_text(invocation, OPT_BY),
        .time_format = option_text(invocation, OPT_TIME_FORMAT),
        .zone = zone,
        .unit = option_text(invocation, OPT_UNIT),
        .per_s = isnan(per_s) ? 0 : per_s,
        .counter = option_given(invocation, OPT_COUNTER),
        .gauge = option_given(invocation, OPT_GAUGE),
        .count = option_given(invocation, OPT_COUNT_EVENTS),
        .sum_columns = option_text(invocation, OPT_SUM),
        .latency_columns = option_text(invocation, OPT_LATENCY_COLUMN),
        .skip_bad = option_given(invocation, OPT_SKIP_BAD),
        .day_first = option_given(invocation, OPT_DAY_FIRST),
        .month_first = option_given(invocation, OPT_MONTH_FIRST),
        .threads = threads_option(invocation),
        .prefer = prefer_option(invocation),
    };
}

/// A duration in whole seconds; 0 when it was not given.
static int whole_seconds(const struct invocation *invocation, enum option_id id, int64_t *seconds,
                         struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    double value = option_number(invocation, id);
    *seconds = 0;
    if (isnan(value))
        return 0;
    if (!(value >= 1) || value != floor(value) || value > 1e11)
        return err_set(err, ERR_USAGE, "%s: \"%s\" is not a whole number of seconds",
                       option_spelling(spelling, id), option_text(invocation, id));
    *seconds = (int64_t)value;
    return 0;
}

static int grid_options_of(struct invocation *invocation, const struct zone *zone,
                           struct grid_options *options, struct err *err)
{
    // In the order of the option's words.
    static const enum gap_policy policies[] = {GAPS_AUTO, GAPS_KEEP, GAPS_DROP, GAPS_ZERO,
                                               GAPS_FILL};
    int gaps = option_choice(invocation, OPT_GAPS);
    *options = (struct grid_options){
        .gaps = gaps < 0 ? GAPS_AUTO : policies[gaps],
        .prefer = prefer_option(invocation),
        .zone = zone,
        .threads = threads_option(invocation),
    };
    if (whole_seconds(invocation, OPT_STEP, &options->step_s, err) != 0 ||
        whole_seconds(invocation, OPT_WINDOW, &options->window_s, err) != 0 ||
        option_instant(invocation, OPT_SINCE, zone, &options->since, err) != 0 ||
        option_instant(invocation, OPT_UNTIL, zone, &options->until, err) != 0)
        return -1;
    return 0;
}

/// The operands where `paths` is NULL. *incomplete: a file that does not have all columns of
/// --value.
static int ingest_all(struct invocation *invocation, const char *const *paths, size_t count,
                      struct series_input *input, const char **incomplete, struct err *err)
{
    struct ingest_options options = ingest_options_of(invocation, input->zone);
    options.keep_crc32 = input->keep_crc32;
    options.shown_names = true;
    options.gauge = options.gauge || input->levels;
    if (input->whole)
        options.value_columns = NULL;
    if (input->containers)
        options.label_keys = "namespace,pod,pod_name,container,container_name";
    if (decimal_option(invocation, &options.decimal, err) != 0 ||
        ingest_check(&options, err) != 0 ||
        (paths == NULL && input_paths(invocation, &paths, &count, err) != 0))
        return -1;
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = file_check_readable(paths[i], err);
    const char *list = options.value_columns;
    for (size_t i = 0; i < count && result == 0; i++) {
        struct byte_source *source = NULL;
        bool all = true;
        if (list != NULL)
            options.value_columns = columns_of_file(invocation, paths[i], list, &all);
        *incomplete = all || *incomplete != NULL ? *incomplete : paths[i];
        if (input_open(paths[i], &source, err) != 0)
            return -1;
        result = ingest_source(source, &options, &input->samples, &invocation->notes, err);
        byte_source_close(source);
        if (result == 0 && input->samples.source[input->samples.sources - 1].values_open)
            *incomplete = *incomplete == NULL ? paths[i] : *incomplete;
    }
    return result;
}

/// The message of a reader that was asked for a name which no series has.
static int refuse_value(struct invocation *invocation, const char *path, const char *name,
                        struct series_input *input, struct err *err)
{
    struct ingest_options options = ingest_options_of(invocation, input->zone);
    struct samples samples = {0};
    struct byte_source *source = NULL;
    options.value_columns = name;
    int status = input_open(path, &source, err);
    if (status == 0) {
        status = ingest_source(source, &options, &samples, NULL, err);
        byte_source_close(source);
    }
    samples_release(&samples);
    return status != 0
               ? -1
               : err_set(err, ERR_USAGE, "--value %s: nothing that was read is called so", name);
}

/// --value by the names that answers show, for files that do not have all of its columns.
static int keep_values(struct invocation *invocation, const char *path, struct series_input *input,
                       struct err *err)
{
    const char *list = value_columns(invocation);
    const size_t read = input->set.count;
    const char *missing = keep_named_series(invocation, &input->samples, list, &input->set);
    if (missing != NULL)
        return refuse_value(invocation, path, missing, input, err);
    if (input->set.count < read)
        notes_add(&invocation->notes, NOTE_INFO, "value", "--value %s: %zu other series left out",
                  list, read - input->set.count);
    return 0;
}

/// A name of --value that nothing in the file bears is told before a bad cell of the file, which
/// `err` holds: whoever mistyped it has no use for the cell.
static int prefer_unknown_value(struct invocation *invocation, const char *path,
                                const struct grid_options *grid, const struct series_input *input,
                                struct err *err)
{
    struct ingest_options options = ingest_options_of(invocation, input->zone);
    struct series_input again = {.zone = input->zone};
    struct byte_source *source = NULL;
    struct err ignored = {0};
    options.value_columns = NULL;
    options.skip_bad = true;
    if (strcmp(path, "-") == 0 || input_open(path, &source, &ignored) != 0)
        return -1;
    bool read = ingest_source(source, &options, &again.samples, NULL, &ignored) == 0 &&
                grid_build(&again.samples, grid, &again.set, NULL, &ignored) == 0;
    const char *missing =
        read ? keep_named_series(invocation, &again.samples, value_columns(invocation), &again.set)
             : NULL;
    byte_source_close(source);
    if (missing != NULL)
        (void)refuse_value(invocation, path, missing, &again, err);
    series_set_release(&again.set);
    samples_release(&again.samples);
    return -1;
}

/// --floor: takes a constant rate off all rates.
static int take_floor(struct invocation *invocation, struct series_set *set, struct err *err)
{
    double rate = option_number(invocation, OPT_FLOOR);
    size_t rates = 0;
    for (size_t i = 0; i < set->count && !isnan(rate); i++) {
        struct series *series = &set->item[i];
        if (series->unit.dimension != DIMENSION_RATE)
            continue;
        size_t below = series_take_floor(series, rate);
        rates++;
        if (below > 0)
            notes_add(&invocation->notes, NOTE_WARNING, "below the floor",
                      "%s: %zu step%s below the %g/s of --floor: zero", series->name, below,
                      below == 1 ? " is" : "s are", rate);
    }
    if (!isnan(rate) && rates == 0)
        return err_set(err, ERR_USAGE, "--floor: there is no rate that it could be taken off");
    return 0;
}

int read_series_of(struct invocation *invocation, const char *const *paths, size_t count,
                   struct series_input *input, struct err *err)
{
    *input = (struct series_input){.keep_crc32 = input->keep_crc32,
                                   .levels = input->levels,
                                   .whole = input->whole,
                                   .containers = input->containers};
    struct grid_options options;
    const char *incomplete = NULL;
    if (option_given(invocation, OPT_TZ) &&
        zone_open(&input->zone, option_text(invocation, OPT_TZ), err) != 0)
        return -1;
    int result = grid_options_of(invocation, input->zone, &options, err);
    if (result == 0)
        result = ingest_all(invocation, paths, count, input, &incomplete, err);
    if (result != 0 && incomplete != NULL)
        result = prefer_unknown_value(invocation, incomplete, &options, input, err);
    if (result == 0)
        result = grid_build(&input->samples, &options, &input->set, &invocation->notes, err);
    if (result == 0 && incomplete != NULL)
        result = keep_values(invocation, incomplete, input, err);
    if (result == 0)
        result = take_floor(invocation, &input->set, err);
    if (result == 0)
        result = keep_only(invocation, &input->set, err);
    if (result == 0)
        result = keep_shard(invocation, &input->set, err);
    const char *multiplier = option_text(invocation, OPT_MULTIPLY_BY);
    if (result == 0 && multiplier != NULL)
        result = series_multiply(&input->set, &input->samples, multiplier, &invocation->notes, err);
    if (result != 0)
        series_input_release(input);
    return result;
}

int read_series(struct invocation *invocation, struct series_input *input, struct err *err)
{
    return read_series_of(invocation, NULL, 0, input, err);
}

void series_input_release(struct series_input *input)
{
    series_set_release(&input->set);
    samples_release(&input->samples);
    zone_close(input->zone);
    *input = (struct series_input){.zone = NULL};
}
