#include "ingest/labels.h"

#include "base/ascii.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A position in the text of a label set.
struct cursor {
    const char *at;
    const char *end;
};

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end && ascii_is_space(*cursor->at))
        cursor->at++;
}

static bool take(struct cursor *cursor, char c)
{
    skip_blanks(cursor);
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

/// Letters, digits, _ : and . (dots occur in names of other systems).
static const char *take_name(struct cursor *cursor, struct arena *arena)
{
    skip_blanks(cursor);
    const char *start = cursor->at;
    while (cursor->at < cursor->end &&
           (ascii_is_letter(*cursor->at) || ascii_is_digit(*cursor->at) ||
            strchr("_:.-/", *cursor->at) != NULL))
        cursor->at++;
    return arena_strndup(arena, start, (size_t)(cursor->at - start));
}

/// A quoted value with the escapes \" \\ \n; NULL when it is none.
static const char *take_value(struct cursor *cursor, struct arena *arena)
{
    if (!take(cursor, '"'))
        return NULL;
    char *value = arena_alloc(arena, (size_t)(cursor->end - cursor->at) + 1);
    size_t length = 0;
    while (cursor->at < cursor->end && *cursor->at != '"') {
        char c = *cursor->at++;
        if (c == '\\' && cursor->at < cursor->end) {
            c = *cursor->at++;
            c = c == 'n' ? '\n' : c;
        }
        value[length++] = c;
    }
    return take(cursor, '"') ? value : NULL;
}

bool label_series_parse(struct label_series *series, struct arena *arena, const char *text,
                        size_t length)
{
    *series = (struct label_series){.metric = "value"};
    struct cursor cursor = {text, text + length};
    const char *name = take_name(&cursor, arena);
    if (*name != '\0')
        series->metric = name;
    if (!take(&cursor, '{'))
        return false;
    while (!take(&cursor, '}')) {
        const char *label = take_name(&cursor, arena);
        const char *value =
            *label != '\0' && take(&cursor, '=') ? take_value(&cursor, arena) : NULL;
        if (value == NULL)
            return false;
        label_series_add(series, label, value);
        (void)take(&cursor, ',');
    }
    skip_blanks(&cursor);
    return cursor.at == cursor.end;
}

void label_series_add(struct label_series *series, const char *name, const char *value)
{
    if (strcmp(name, "__name__") == 0) {
        series->metric = value;
        return;
    }
    struct label label = {name, value};
    VEC_PUSH(series->label, series->labels, series->label_capacity, label);
}

void label_series_release(struct label_series *series)
{
    free(series->label);
    series->label = NULL;
    series->labels = 0;
}

static const char *value_of(const struct label_series *series, const char *name)
{
    for (size_t i = 0; i < series->labels; i++)
        if (strcmp(series->label[i].name, name) == 0)
            return series->label[i].value;
    return "";
}

/// Label names, each once, in order of appearance.
struct names {
    const char **name;
    size_t count;
    size_t capacity;
};

static void add_name(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->name[i], name) == 0)
            return;
    VEC_PUSH(names->name, names->count, names->capacity, name);
}

static bool differs(const struct label_series *series, size_t count, const char *name)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(value_of(&series[i], name), value_of(&series[0], name)) != 0)
            return true;
    return false;
}

static struct names all_names(const struct label_series *series, size_t count)
{
    struct names all = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < series[i].labels; k++)
            add_name(&all, series[i].label[k].name);
    return all;
}

/// Names of the labels that are not the same in all series.
static struct names differing_names(const struct label_series *series, size_t count)
{
    struct names all = all_names(series, count);
    struct names differing = {0};
    for (size_t i = 0; i < all.count; i++)
        if (differs(series, count, all.name[i]))
            add_name(&differing, all.name[i]);
    free(all.name);
    return differing;
}

/// Says which labels there are.
static int refuse_label(struct reading *reading, const char *name,
                        const struct label_series *series, size_t count)
{
    enum { NAMES_SHOWN = 12 };
    struct names all = all_names(series, count);
    struct str list = {0};
    for (size_t i = 0; i < all.count && i < NAMES_SHOWN; i++) {
        str_append(&list, i == 0 ? "" : ", ");
        str_append_escaped(&list, all.name[i], strlen(all.name[i]));
    }
    if (all.count > NAMES_SHOWN)
        str_append(&list, " ...");
    const char *near = suggest_closest(name, all.name, all.count);
    int result =
        all.count == 0
            ? reading_refuse(reading, "--by %s: its series have no labels", name)
            : reading_refuse(reading, "--by %s: no series has that label%s%s%s; they have %s", name,
                             near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                             near == NULL ? "" : "?", str_text(&list));
    free(all.name);
    str_release(&list);
    return result;
}

/// The labels that --by names.
static int chosen_names(struct names *chosen, const struct label_series *series, size_t count,
                        struct reading *reading)
{
    const char *list = reading_without_keys(reading) ? "" : reading->options->key_columns;
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        const char *name = arena_strndup(&reading->samples->arena, list, length);
        bool known = false;
        for (size_t i = 0; i < count && !known; i++)
            known = *value_of(&series[i], name) != '\0';
        if (!known)
            return refuse_label(reading, name, series, count);
        add_name(chosen, name);
        list += length + (list[length] == ',');
    }
    return 0;
}

/// A key by the labels `chosen`; what else differs goes behind the metric's name.
static void name_series(struct label_series *series, const struct names *chosen,
                        const struct names *differing, struct arena *arena)
{
    struct str key = {0};
    for (size_t i = 0; i < chosen->count; i++) {
        const char *value = value_of(series, chosen->name[i]);
        str_append(&key, key.length > 0 && *value != '\0' ? "/" : "");
        str_append(&key, value);
    }
    series->key = key.length == 0 ? NULL : arena_strdup(arena, key.data);
    str_release(&key);
    struct str rest = {0};
    for (size_t i = 0; i < differing->count; i++) {
        bool in_key = false;
        for (size_t k = 0; k < chosen->count; k++)
            in_key = in_key || strcmp(differing->name[i], chosen->name[k]) == 0;
        if (in_key)
            continue;
        str_appendf(&rest, "%s%s=", rest.length == 0 ? "" : ",", differing->name[i]);
        str_append(&rest, value_of(series, differing->name[i]));
    }
    if (rest.length > 0)
        series->metric = arena_printf(arena, "%s{%s}", series->metric, rest.data);
    str_release(&rest);
}

/// Labels whose values tell metrics apart beside those of a container's identity.
static bool tells_metric(const char *name)
{
    return strcmp(name, "resource") == 0 || strcmp(name, "reason") == 0;
}

/// Those of label_keys that some series has.
static void identity_names(struct names *chosen, const struct label_series *series, size_t count,
                           struct reading *reading)
{
    const char *list = reading->options->label_keys;
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ",");
        const char *name = arena_strndup(&reading->samples->arena, list, length);
        for (size_t i = 0; i < count; i++)
            if (*value_of(&series[i], name) != '\0') {
                add_name(chosen, name);
                break;
            }
        list += length + (list[length] == ',');
    }
}

/// A key with a part for each name, and a further one where that key and metric are there already.
static void name_by_identity(struct label_series *series, size_t count, const struct names *chosen,
                             struct arena *arena)
{
    struct key_index seen = {0};
    struct str key = {0}, both = {0};
    for (size_t i = 0; i < count; i++) {
        bool is_new = false;
        str_clear(&key);
        for (size_t k = 0; k < chosen->count; k++) {
            str_append(&key, k > 0 ? "/" : "");
            str_append(&key, value_of(&series[i], chosen->name[k]));
        }
        for (size_t k = 0; k < series[i].labels; k++)
            if (tells_metric(series[i].label[k].name))
                series[i].metric = arena_printf(arena, "%s{%s=%s}", series[i].metric,
                                                series[i].label[k].name, series[i].label[k].value);
        series[i].key = arena_strdup(arena, str_text(&key));
        for (size_t again = 2; !is_new; again++) {
            str_clear(&both);
            str_appendf(&both, "%s\x1F%s", series[i].metric, series[i].key);
            (void)key_index_put(&seen, str_text(&both), both.length, &is_new);
            if (!is_new)
                series[i].key = arena_printf(arena, "%s/%zu", str_text(&key), again);
        }
    }
    str_release(&key);
    str_release(&both);
    key_index_release(&seen);
}

int label_series_settle(struct label_series *series, size_t count, struct reading *reading)
{
    struct arena *arena = &reading->samples->arena;
    struct names differing = differing_names(series, count);
    struct names chosen = {0};
    const struct names *keys = &differing;
    int result = 0;
    if (reading->options->key_columns != NULL) {
        reading->keys_chosen = true;
        result = chosen_names(&chosen, series, count, reading);
        keys = &chosen;
    } else
        identity_names(&chosen, series, count, reading);
    const bool by_identity = keys != &chosen && chosen.count > 0;
    keys = by_identity ? &chosen : keys;
    struct str list = {0};
    for (size_t i = 0; i < keys->count; i++) {
        str_append(&list, i == 0 ? "" : ",");
        str_append(&list, keys->name[i]);
    }
    if (result == 0) {
        if (by_identity)
            name_by_identity(series, count, &chosen, arena);
        for (size_t i = 0; i < count && !by_identity; i++)
            name_series(&series[i], keys, &differing, arena);
        reading_source(reading)->key_columns =
            list.length == 0 ? NULL : arena_strdup(arena, list.data);
    }
    str_release(&list);
    free(chosen.name);
    free(differing.name);
    return result;
}

struct metric_kind kind_of_prometheus(const char *metric, const struct unit *unit,
                                      const struct ingest_options *options)
{
    static const char *const endings[] = {"_count", "_sum", "_bucket"};
    struct metric_kind kind = kind_of_metric(metric, unit, options);
    bool decided = options->counter || options->gauge || options->per_s > 0;
    size_t length = strlen(metric);
    for (size_t i = 0; i < 3 && !decided; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(metric + length - ending, endings[i]) == 0)
            kind = (struct metric_kind){SAMPLE_COUNTER,
                                        "its name ends as counters of Prometheus do", 0};
    }
    // A sample is what held at an instant, never the sum of a step.
    if (kind.kind == SAMPLE_TOTAL && !decided)
        kind = (struct metric_kind){SAMPLE_GAUGE,
                                    "databases of time series hold levels and counters", 0};
    return kind;
}

size_t label_streams_find(const struct label_streams *streams, const char *text, size_t length)
{
    size_t index = key_index_find(&streams->texts, text, length);
    return index == SIZE_MAX ? SIZE_MAX : streams->series[index].stream;
}

int label_streams_add(struct label_streams *streams, struct reading *reading,
                      struct label_series *series, const char *text, size_t length, size_t *stream)
{
    // A name of its own until the keys are settled.
    char name[32];
    snprintf(name, sizeof name, "%zu", streams->count);
    if (reading_stream(reading, series->metric, name, stream) != 0)
        return -1;
    (void)key_index_put(&streams->texts, text, length, NULL);
    struct sample_stream *to = &reading->samples->stream[*stream];
    const struct ingest_options *options = reading->options;
    if (options->unit != NULL) {
        if (!unit_parse(options->unit, strlen(options->unit), &to->unit))
            to->unit.scale = 1;
    } else if (!unit_of_column(series->metric, &to->unit)) {
        to->unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    }
    struct metric_kind kind = kind_of_prometheus(series->metric, &to->unit, options);
    kind_apply(to, &kind);
    series->stream = *stream;
    VEC_PUSH(streams->series, streams->count, streams->capacity, *series);
    *series = (struct label_series){0};
    return 0;
}

int label_streams_settle(struct label_streams *streams, struct reading *reading)
{
    if (label_series_settle(streams->series, streams->count, reading) != 0)
        return -1;
    for (size_t i = 0; i < streams->count; i++) {
        struct sample_stream *stream = &reading->samples->stream[streams->series[i].stream];
        stream->metric = streams->series[i].metric;
        stream->key = streams->series[i].key;
    }
    return 0;
}

void label_streams_release(struct label_streams *streams)
{
    for (size_t i = 0; i < streams->count; i++)
        label_series_release(&streams->series[i]);
    free(streams->series);
    key_index_release(&streams->texts);
    *streams = (struct label_streams){0};
}
