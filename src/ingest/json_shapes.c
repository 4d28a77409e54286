#include "ingest/json_shapes.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/vec.h"
#include "ingest/column_profile.h"
#include "ingest/json_name.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEMBERS_MAX = 1 << 18, ///< of one object and those around it
    TEXT_MAX = 64 << 20,   ///< bytes of their names and texts
    PAIRS_TRIED = 16,      ///< before it is settled which of a pair is the time
    CELLS_OF_ROW = 64,     ///< a longer list within a list is a column
};

/// Pairs of one list, the first of which tell which side is the time.
struct json_pairs {
    double side[PAIRS_TRIED][2]; ///< Unix ms where it was a text
    bool text[2];                ///< that side was a time as text
    size_t tried;
    int time; ///< side; -1: not settled
    // Of the pair at hand, once it is settled.
    double now[2];
    bool now_text[2];
};

static struct json_frame *top(struct json_shapes *shapes)
{
    return &shapes->frame[shapes->depth];
}

static struct json_frame *parent_of(struct json_shapes *shapes)
{
    return &shapes->frame[shapes->depth - 1];
}

static const char *text_at(const struct json_shapes *shapes, size_t offset)
{
    return shapes->text.data + offset;
}

/// Keeps a text with a NUL at its end; its offset.
static size_t keep(struct json_shapes *shapes, const char *text, size_t length)
{
    size_t at = shapes->text.length;
    str_append_bytes(&shapes->text, text, length);
    str_append_char(&shapes->text, '\0');
    return at;
}

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot == NULL ? name : dot + 1;
}

/// Milliseconds of a Unix time in whatever unit its size tells; false: of 1990 to 2100 in none.
static bool epoch_ms(double number, double *ms)
{
    static const double scale[] = {1000, 1, 1e-3, 1e-6};
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
        *ms = number * scale[i];
        if (*ms >= 631152000e3 && *ms < 4102444800e3)
            return true;
    }
    return false;
}

// --- members
// --------------------------------------------------------------------------------------

const struct json_member *json_member_find(const struct json_shapes *shapes, size_t first,
                                           const char *name)
{
    for (size_t i = first; i < shapes->members; i++)
        if (strcmp(text_at(shapes, shapes->member[i].name), name) == 0)
            return &shapes->member[i];
    return NULL;
}

const char *json_member_text(const struct json_shapes *shapes, size_t first, const char *name)
{
    const struct json_member *member = json_member_find(shapes, first, name);
    return member == NULL || member->kind == JSON_SCALAR_NULL ? NULL
                                                              : text_at(shapes, member->text);
}

bool json_member_number(const struct json_shapes *shapes, const struct json_member *member,
                        double *number)
{
    const char *text = text_at(shapes, member->text);
    *number = (double)NAN;
    if (member->kind == JSON_SCALAR_NULL)
        return true;
    if (number_parse(text, member->length, number))
        return true;
    struct cell_style style = {.decimal = '.'};
    enum cell_kind kind = cell_parse(&style, text, member->length, number);
    return member->kind == JSON_SCALAR_TEXT &&
           (kind == CELL_NUMBER || kind == CELL_MISSING || kind == CELL_INFINITE);
}

bool json_member_time(struct json_shapes *shapes, const struct json_member *member, instant *time)
{
    const char *text = text_at(shapes, member->text);
    double number = 0;
    double ms = 0;
    if (member->kind == JSON_SCALAR_NULL || member->kind == JSON_SCALAR_BOOL)
        return false;
    if (number_parse(text, member->length, &number)) {
        if (!epoch_ms(number, &ms))
            return false;
        *time = (instant)llround(ms);
        return true;
    }
    return member->kind == JSON_SCALAR_TEXT &&
           time_column_read(&shapes->time, text, member->length, time);
}

/// A text that can be nothing but a time.
static bool is_time_text(const struct json_shapes *shapes, const struct json_member *member)
{
    bool epoch = false;
    return member->kind == JSON_SCALAR_TEXT && member->length >= 6 &&
           time_cell(text_at(shapes, member->text), member->length, &epoch);
}

static bool is_time_name(const char *name)
{
    const char *part = last_part(name);
    return profile_is_time_name(part) || name_has_word(part, "time") ||
           name_has_word(part, "timestamp") || name_has_word(part, "timestamps") ||
           name_has_word(part, "date") || strcmp(part, "t") == 0 || strcmp(part, "x") == 0;
}

/// Whether a member of an object is its time.
static bool is_time_member(const struct json_shapes *shapes, const struct json_member *member)
{
    const char *name = text_at(shapes, member->name);
    const char *wanted = shapes->reading->options->time_column;
    if (member->item != 0)
        return false;
    if (wanted != NULL)
        return strcmp(name, wanted) == 0 || strcmp(last_part(name), wanted) == 0;
    double number = 0;
    double ms = 0;
    if (is_time_text(shapes, member))
        return true;
    return member->kind != JSON_SCALAR_NULL && is_time_name(name) &&
           number_parse(text_at(shapes, member->text), member->length, &number) &&
           epoch_ms(number, &ms);
}

/// The member of the object at hand that is a time, SIZE_MAX for none.
static size_t find_time(struct json_shapes *shapes, const struct json_frame *object)
{
    size_t hint = object->members + shapes->hint;
    if (hint < shapes->members && is_time_member(shapes, &shapes->member[hint]))
        return hint;
    size_t best = SIZE_MAX;
    size_t best_rank = SIZE_MAX;
    for (size_t i = object->members; i < shapes->members; i++) {
        if (!is_time_member(shapes, &shapes->member[i]))
            continue;
        size_t rank = profile_time_rank(last_part(text_at(shapes, shapes->member[i].name)));
        if (best == SIZE_MAX || rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    if (best != SIZE_MAX)
        shapes->hint = best - object->members;
    return best;
}

static void add_member(struct json_shapes *shapes, const char *name, enum json_scalar kind,
                       const char *text, size_t length)
{
    struct json_member member = {
        .name = *name == '\0' ? 0 : keep(shapes, name, strlen(name)),
        .text = keep(shapes, text, length),
        .length = length,
        .kind = kind,
    };
    VEC_PUSH(shapes->member, shapes->members, shapes->member_capacity, member);
}

static void drop_vectors(struct json_shapes *shapes, size_t first)
{
    for (size_t i = first; i < shapes->vectors; i++)
        free(shapes->vector[i].number);
    shapes->vectors = first;
}

/// Forgets what was kept of the object at hand.
static void drop(struct json_shapes *shapes, const struct json_frame *frame)
{
    shapes->members = frame->members;
    drop_vectors(shapes, frame->vectors);
    shapes->text.length = frame->text;
}

// --- series
// ---------------------------------------------------------------------------------------

/// A new series, or the place of rows.
static int add_series(struct json_shapes *shapes, const char *column, bool rows, size_t *series)
{
    struct arena *arena = &shapes->reading->samples->arena;
    struct json_series made = {.label = {.metric = ""}, .stream = SIZE_MAX};
    made.column = arena_strdup(arena, column);
    *series = shapes->series_count;
    // A name of its own until all is known that names it.
    if (!rows &&
        reading_stream(shapes->reading, "", arena_printf(arena, "%zu", *series), &made.stream) != 0)
        return -1;
    VEC_PUSH(shapes->series, shapes->series_count, shapes->series_capacity, made);
    return 0;
}

int json_series_of(struct json_shapes *shapes, const struct json_frame *array, const char *column,
                   size_t *series)
{
    for (size_t i = array->series; i < shapes->series_count; i++)
        if (strcmp(shapes->series[i].column, column) == 0) {
            *series = i;
            return 0;
        }
    return add_series(shapes, column, false, series);
}

static int place_of(struct json_shapes *shapes, struct json_frame *array)
{
    return array->place != SIZE_MAX ? 0 : add_series(shapes, "", true, &array->place);
}

const char *json_label(const struct json_series *series, const char *name)
{
    for (size_t i = 0; i < series->label.labels; i++)
        if (strcmp(series->label.label[i].name, name) == 0)
            return series->label.label[i].value;
    return "";
}

/// What an object says around its points becomes labels of them.
static void add_labels(struct json_shapes *shapes, const struct json_frame *object)
{
    struct arena *arena = &shapes->reading->samples->arena;
    const struct json_product *product = shapes->product;
    for (size_t i = object->members; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        const char *name = text_at(shapes, member->name);
        const char *text = text_at(shapes, member->text);
        bool known = product != NULL && product->name != NULL;
        if ((member->kind != JSON_SCALAR_TEXT && !known) || is_time_text(shapes, member))
            continue;
        const char *kept_name = arena_strdup(arena, name);
        const char *kept_text = arena_strdup(arena, text);
        for (size_t s = object->series; s < shapes->series_count; s++)
            label_series_add(&shapes->series[s].label, kept_name, kept_text);
    }
    for (size_t i = object->vectors; i < shapes->vectors; i++) {
        const struct json_vector *vector = &shapes->vector[i];
        if (vector->words == 0 || vector->words != vector->count || vector->words > 16)
            continue;
        struct str joined = {0};
        for (size_t at = 0; at < vector->length;
             at += strlen(text_at(shapes, vector->text + at)) + 1) {
            str_append(&joined, joined.length == 0 ? "" : ",");
            str_append(&joined, text_at(shapes, vector->text + at));
        }
        const char *name = arena_strdup(arena, text_at(shapes, vector->name));
        const char *text = arena_strdup(arena, str_text(&joined));
        str_release(&joined);
        for (size_t s = object->series; s < shapes->series_count; s++)
            label_series_add(&shapes->series[s].label, name, text);
    }
}

static void add_point(struct json_shapes *shapes, size_t series, double ms, double value)
{
    samples_add(shapes->reading->samples, shapes->series[series].stream, (instant)llround(ms),
                value);
    reading_source(shapes->reading)->rows++;
}

// --- lists beside each other
// ----------------------------------------------------------------------

static void begin_vector(struct json_shapes *shapes, const char *name)
{
    struct json_vector vector = {.name = keep(shapes, name, strlen(name))};
    vector.text = shapes->text.length;
    VEC_PUSH(shapes->vector, shapes->vectors, shapes->vector_capacity, vector);
}

static void push_vector(struct json_shapes *shapes, enum json_scalar kind, const char *text,
                        size_t length)
{
    enum { WORDS_KEPT = 1024 };
    struct json_vector *vector = &shapes->vector[shapes->vectors - 1];
    double number = (double)NAN;
    instant time = INSTANT_NONE;
    bool epoch = false;
    if (kind != JSON_SCALAR_NULL && !number_parse(text, length, &number)) {
        bool is_time = kind == JSON_SCALAR_TEXT && vector->words == 0 &&
                       time_cell(text, length, &epoch) &&
                       time_column_read(&shapes->time, text, length, &time);
        struct json_member cell = {.kind = kind, .length = length};
        if (is_time) {
            vector->times++;
            number = (double)time;
        } else {
            cell.text = keep(shapes, text, length);
            if (kind == JSON_SCALAR_TEXT && json_member_number(shapes, &cell, &number) &&
                vector->words == 0) {
                shapes->text.length = cell.text;
            } else if (++vector->words <= WORDS_KEPT) {
                vector->length = shapes->text.length - vector->text;
            } else {
                shapes->text.length = cell.text;
            }
        }
    }
    VEC_PUSH(vector->number, vector->count, vector->capacity, number);
}

/// Turns the numbers of a list into times; false when one of them is none.
static bool make_times(struct json_vector *vector)
{
    if (vector->count == 0 || vector->words > 0)
        return false;
    if (vector->times == vector->count)
        return true;
    double ms = 0;
    for (size_t i = 0; i < vector->count; i++)
        if (vector->times > 0 || !epoch_ms(vector->number[i], &ms))
            return false;
    for (size_t i = 0; i < vector->count; i++) {
        (void)epoch_ms(vector->number[i], &ms);
        vector->number[i] = ms;
    }
    vector->times = vector->count;
    return true;
}

/// The list of times among those from `first` on; SIZE_MAX for none.
static size_t find_times(struct json_shapes *shapes, size_t first, bool by_place)
{
    for (size_t i = first; i < shapes->vectors; i++) {
        struct json_vector *vector = &shapes->vector[i];
        bool may = vector->times > 0 || is_time_name(text_at(shapes, vector->name)) ||
                   (by_place && i == first);
        if (may && make_times(vector))
            return i;
    }
    return SIZE_MAX;
}

/// Lists of words stay: they may be labels.
static void drop_numbers(struct json_shapes *shapes, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < shapes->vectors; i++) {
        if (shapes->vector[i].words > 0)
            shapes->vector[kept++] = shapes->vector[i];
        else
            free(shapes->vector[i].number);
    }
    shapes->vectors = kept;
}

static int refuse_lengths(struct json_shapes *shapes, const struct json_vector *times,
                          const struct json_vector *values)
{
    return err_at(shapes->reading->err, shapes->reading->name, shapes->line, NULL,
                  "%zu %s and %zu %s: they do not belong together", times->count,
                  last_part(text_at(shapes, times->name)), values->count,
                  last_part(text_at(shapes, values->name)));
}

/// Lists of one length beside each other, one of them of times, are series.
static int emit_vectors(struct json_shapes *shapes, struct json_frame *frame, bool by_place)
{
    size_t first = frame->vectors;
    if (shapes->vectors - first < 2)
        return 0;
    size_t at = find_times(shapes, first, by_place);
    bool strict = shapes->product != NULL && shapes->product->strict;
    if (at == SIZE_MAX)
        return 0;
    const struct json_vector times = shapes->vector[at];
    for (size_t i = first; i < shapes->vectors; i++) {
        const struct json_vector *vector = &shapes->vector[i];
        if (i == at || vector->words > 0)
            continue;
        if (strict && vector->count != times.count)
            return refuse_lengths(shapes, &times, vector);
        size_t series = 0;
        if (vector->count != times.count)
            continue;
        if (add_series(shapes, text_at(shapes, vector->name), false, &series) != 0)
            return -1;
        for (size_t k = 0; k < times.count; k++)
            add_point(shapes, series, times.number[k], shapes->vector[i].number[k]);
        frame->points = true;
    }
    if (frame->points)
        drop_numbers(shapes, first);
    return 0;
}

// --- lists of pairs
// -------------------------------------------------------------------------------

/// How much a side looks like times: 0 not at all.
static int time_score(const struct json_pairs *pairs, int side)
{
    double ms = 0;
    double last = 0;
    double step = 0;
    bool rises = true;
    bool falls = true;
    bool even = true;
    for (size_t i = 0; i < pairs->tried; i++) {
        double at = pairs->side[i][side];
        if (!pairs->text[side] && !epoch_ms(at, &ms))
            return 0;
        ms = pairs->text[side] ? at : ms;
        rises = rises && (i == 0 || ms > last);
        falls = falls && (i == 0 || ms < last);
        even = even && (i < 2 || fabs(ms - last - step) < 1);
        step = i == 0 ? 0 : ms - last;
        last = ms;
    }
    return 1 + 8 * pairs->text[side] + 2 * (rises || falls) + even;
}

static int settle_pairs(struct json_shapes *shapes, struct json_frame *array)
{
    struct json_pairs *pairs = array->pairs;
    int first = time_score(pairs, 0);
    int second = time_score(pairs, 1);
    const char *name = last_part(shapes->path.data + array->base);
    bool value_first = strncmp(name, "datapoints", array->path - array->base) == 0;
    pairs->time = first == 0 && second == 0       ? -1
                  : first > second                ? 0
                  : second > first || value_first ? 1
                                                  : 0;
    if (pairs->time < 0)
        return err_at(shapes->reading->err, shapes->reading->name, shapes->line, NULL,
                      "value 1 of series %zu is no pair of a Unix time and a number",
                      array->place + 1);
    for (size_t i = 0; i < pairs->tried; i++) {
        double ms = pairs->side[i][pairs->time];
        if (!pairs->text[pairs->time])
            (void)epoch_ms(ms, &ms);
        add_point(shapes, array->place, ms, pairs->side[i][1 - pairs->time]);
    }
    return 0;
}

/// A side of a pair as a number, Unix ms where it is a time as text.
static bool read_side(struct json_shapes *shapes, const struct json_member *cell, double *number,
                      bool *text)
{
    instant time = INSTANT_NONE;
    if (number_parse(text_at(shapes, cell->text), cell->length, number))
        return true;
    *text = is_time_text(shapes, cell);
    if (*text && !json_member_time(shapes, cell, &time))
        return false;
    if (*text)
        *number = (double)time;
    return *text || json_member_number(shapes, cell, number);
}

static int refuse_pair(struct json_shapes *shapes, const struct json_frame *array)
{
    return err_at(shapes->reading->err, shapes->reading->name, shapes->line, NULL,
                  "value %zu of series %zu is no pair of a Unix time and a number", array->elements,
                  array->place + 1);
}

/// One of the first pairs, which are kept until they settle what is what.
static int try_pair(struct json_shapes *shapes, struct json_frame *array,
                    const struct json_member *cell)
{
    struct json_pairs *pairs = array->pairs;
    double *side = pairs->side[pairs->tried];
    for (int i = 0; i < 2; i++) {
        bool text = false;
        if (!read_side(shapes, &cell[i], &side[i], &text))
            return refuse_pair(shapes, array);
        pairs->text[i] = pairs->text[i] || text;
    }
    return ++pairs->tried == PAIRS_TRIED ? settle_pairs(shapes, array) : 0;
}

/// A side of a pair of which it is known which side is the time: the way of nearly all samples.
static int take_side(struct json_shapes *shapes, struct json_frame *array, struct json_frame *row,
                     enum json_scalar kind, const char *text, size_t length)
{
    struct json_pairs *pairs = array->pairs;
    size_t at = row->elements++;
    if (at > 1)
        return refuse_pair(shapes, array);
    pairs->now_text[at] = false;
    if (number_parse(text, length, &pairs->now[at]))
        return 0;
    struct json_member cell = {.kind = kind, .length = length};
    size_t before = shapes->text.length;
    cell.text = keep(shapes, text, length);
    bool read = read_side(shapes, &cell, &pairs->now[at], &pairs->now_text[at]);
    shapes->text.length = before;
    return read ? 0 : refuse_pair(shapes, array);
}

static int end_pair(struct json_shapes *shapes, const struct json_frame *array,
                    const struct json_frame *row)
{
    const struct json_pairs *pairs = array->pairs;
    double ms = pairs->now[pairs->time];
    if (row->elements != 2 || (!pairs->now_text[pairs->time] && !epoch_ms(ms, &ms)))
        return refuse_pair(shapes, array);
    add_point(shapes, array->place, ms, pairs->now[1 - pairs->time]);
    return 0;
}

// --- rows
// -----------------------------------------------------------------------------------------

/// The table of rows at a place in the document, made when it is the first time.
static struct json_table *table_of(struct json_shapes *shapes, const char *path, size_t length,
                                   const char *list)
{
    struct arena *arena = &shapes->reading->samples->arena;
    struct json_table **last = &shapes->table;
    char *name = mem_strndup(path, length);
    struct str full = {0};
    str_append(&full, name);
    str_append(&full, *list == '\0' ? "" : ".");
    str_append(&full, list);
    free(name);
    size_t number = 0;
    for (; *last != NULL && strcmp((*last)->path, str_text(&full)) != 0; last = &(*last)->next)
        number++;
    if (*last == NULL) {
        *last = mem_alloc(1, sizeof **last);
        json_table_begin(*last, shapes->reading, arena_strdup(arena, str_text(&full)));
        (*last)->number = number;
    }
    str_release(&full);
    return *last;
}

/// Whether a member belongs to the time that a product puts together.
static bool is_clock(const struct json_shapes *shapes, const struct json_member *member)
{
    const struct json_product *product = shapes->product;
    return product != NULL && product->clock != NULL &&
           strncmp(text_at(shapes, member->name), product->clock, strlen(product->clock)) == 0;
}

/// Puts the time that a product tells by several members in front of a row.
static int add_moment(struct json_shapes *shapes, struct json_table *table)
{
    struct arena *arena = &shapes->reading->samples->arena;
    instant time = INSTANT_NONE;
    if (shapes->product == NULL || shapes->product->moment == NULL)
        return 0;
    if (shapes->product->moment(shapes, &time) != 0)
        return -1;
    char text[INSTANT_TEXT_MAX];
    if (shapes->moment != time || shapes->moment_text == NULL)
        shapes->moment_text = arena_strdup(arena, instant_format(text, time));
    shapes->moment = time;
    json_table_cell(table, "time", shapes->moment_text, strlen(shapes->moment_text), 1);
    return 0;
}

/// Whether another member says the same as a text that a person reads, key beside key_as_string, or
/// as a part of a second, ns beside clock.
static bool is_said_as_text(const struct json_shapes *shapes, const struct json_frame *object,
                            const struct json_member *member)
{
    const char *name = text_at(shapes, member->name);
    size_t length = strlen(name);
    for (size_t i = object->members; i < shapes->members; i++) {
        const char *other = text_at(shapes, shapes->member[i].name);
        if ((strncmp(other, name, length) == 0 && strcmp(other + length, "_as_string") == 0) ||
            (strcmp(name, "ns") == 0 && strcmp(other, "clock") == 0))
            return true;
    }
    return false;
}

/// An object's own members as a row.
static int emit_own(struct json_shapes *shapes, struct json_frame *array,
                    const struct json_frame *object)
{
    struct json_table *table = array->table;
    if (add_moment(shapes, table) != 0)
        return -1;
    for (size_t i = object->members; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        if (member->item == 0 && !is_clock(shapes, member) &&
            !is_said_as_text(shapes, object, member))
            json_table_cell(table, text_at(shapes, member->name), text_at(shapes, member->text),
                            member->length, i - object->members + 1);
    }
    return json_table_row(table, shapes->line, array->place);
}

/// A text that is neither a time nor a number.
static bool is_word(const struct json_shapes *shapes, const struct json_member *member)
{
    return member->kind == JSON_SCALAR_TEXT && !is_time_text(shapes, member) &&
           !cell_is_number(text_at(shapes, member->text), member->length);
}

/// One object of a list within the object at hand, as a row at that object's time.
static int emit_item(struct json_shapes *shapes, const struct json_frame *array,
                     const struct json_frame *object, size_t first, size_t time)
{
    const struct json_member *member = &shapes->member[first];
    const char *name = text_at(shapes, member->name);
    char *list = mem_strndup(name, member->list);
    struct json_table *table = table_of(shapes, shapes->path.data, array->path, list);
    free(list);
    size_t item = member->item;
    if (add_moment(shapes, table) != 0)
        return -1;
    for (size_t i = object->members; i < shapes->members; i++) {
        member = &shapes->member[i];
        bool own = member->item == 0 && !is_clock(shapes, member) &&
                   (i == time || is_word(shapes, member));
        if (own || member->item == item)
            json_table_cell(table, text_at(shapes, member->name) + (own ? 0 : member->list + 1),
                            text_at(shapes, member->text), member->length, SIZE_MAX);
    }
    return json_table_row(table, shapes->line, array->place);
}

static bool has_number(const struct json_shapes *shapes, const struct json_frame *object,
                       size_t time)
{
    for (size_t i = object->members; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        double number = 0;
        if (i != time && member->item == 0 && !is_clock(shapes, member) &&
            !is_time_name(text_at(shapes, member->name)) &&
            number_parse(text_at(shapes, member->text), member->length, &number))
            return true;
    }
    return false;
}

/// An object of an array, or a document, as rows: 1, or 0 when it has no time.
static int emit_record(struct json_shapes *shapes, struct json_frame *array,
                       const struct json_frame *object)
{
    size_t time = find_time(shapes, object);
    if (time == SIZE_MAX)
        return 0;
    if (place_of(shapes, array) != 0)
        return -1;
    size_t items = 0;
    for (size_t i = object->members; i < shapes->members; i++)
        items += shapes->member[i].item != 0;
    if (array->table == NULL)
        array->table = table_of(shapes, str_text(&shapes->path), array->path, "");
    if ((items == 0 || has_number(shapes, object, time)) && emit_own(shapes, array, object) != 0)
        return -1;
    size_t last = 0;
    for (size_t i = object->members; i < shapes->members; i++) {
        size_t item = shapes->member[i].item;
        if (item != 0 && item != last && emit_item(shapes, array, object, i, time) != 0)
            return -1;
        last = item;
    }
    return 1;
}

/// Names of the columns of lists: words, or what objects of a list are called, as many as there
/// are cells.
static void find_header(struct json_shapes *shapes, struct json_frame *array, size_t width)
{
    struct arena *arena = &shapes->reading->samples->arena;
    array->header = arena_alloc(arena, width * sizeof *array->header);
    for (size_t i = shapes->vectors; i-- > 0 && array->header_names == 0;) {
        const struct json_vector *vector = &shapes->vector[i];
        if (vector->count != width || vector->words == 0)
            continue;
        size_t at = 0;
        for (size_t k = 0; k < width && at < vector->length; k++) {
            array->header[array->header_names++] =
                arena_strdup(arena, text_at(shapes, vector->text + at));
            at += strlen(text_at(shapes, vector->text + at)) + 1;
        }
    }
    if (array->header_names > 0)
        return;
    size_t item = 0;
    size_t count = 0;
    for (size_t i = 0; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        if (member->item == 0 || member->item == item || member->kind != JSON_SCALAR_TEXT ||
            !json_name_is_title(last_part(text_at(shapes, member->name))))
            continue;
        item = member->item;
        if (count < width)
            array->header[count] = arena_strdup(arena, text_at(shapes, member->text));
        count++;
    }
    array->header_names = count == width ? count : 0;
}

/// Rows without a time of their own: start and step beside them, or a list of times.
static void find_clock(struct json_shapes *shapes, struct json_frame *array,
                       const struct json_member *cell, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (is_time_text(shapes, &cell[i]) ||
            (i < array->header_names && is_time_name(array->header[i])))
            return;
    double start = 0;
    double step = 0;
    for (size_t i = 0; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        const char *part = last_part(text_at(shapes, member->name));
        if (strcmp(part, "start") == 0)
            (void)json_member_number(shapes, member, &start);
        else if (strcmp(part, "step") == 0)
            (void)json_member_number(shapes, member, &step);
    }
    double ms = 0;
    if (step > 0 && epoch_ms(start, &ms)) {
        array->start_ms = ms;
        array->step_ms = step * (ms / start);
    }
}

/// The time of a row that has none of its own, NaN where nothing tells it.
static double clock_of(struct json_shapes *shapes, const struct json_frame *array)
{
    size_t row = array->elements - 1;
    if (array->step_ms > 0)
        return array->start_ms + (double)row * array->step_ms;
    for (size_t i = array->vectors; i-- > 0;) {
        struct json_vector *vector = &shapes->vector[i];
        if (strcmp(last_part(text_at(shapes, vector->name)), "index") == 0 && make_times(vector) &&
            row < vector->count)
            return vector->number[row];
    }
    return (double)NAN;
}

static int emit_row(struct json_shapes *shapes, struct json_frame *array,
                    const struct json_frame *row)
{
    char name[32];
    char clock[INSTANT_TEXT_MAX];
    if (array->table == NULL) {
        struct str names = {0};
        for (size_t i = 0; i < array->header_names; i++) {
            str_append_char(&names, '\x1F');
            str_append(&names, array->header[i]);
        }
        array->table = table_of(shapes, str_text(&shapes->path), array->path, str_text(&names));
        str_release(&names);
    }
    double ms = clock_of(shapes, array);
    size_t at = 1;
    if (!isnan(ms)) {
        instant_format(clock, (instant)llround(ms));
        json_table_cell(array->table, "time", clock, strlen(clock), at++);
    }
    for (size_t i = row->members; i < shapes->members; i++) {
        size_t column = i - row->members;
        const char *header = name;
        if (column < array->header_names)
            header = array->header[column];
        else
            snprintf(name, sizeof name, "column %zu", column + 1);
        json_table_cell(array->table, header, text_at(shapes, shapes->member[i].text),
                        shapes->member[i].length, at++);
    }
    return json_table_row(array->table, shapes->line, array->place);
}

/// A list within a list turns out to be a column: its cells so far become a vector.
static void make_column(struct json_shapes *shapes, const struct json_frame *row)
{
    begin_vector(shapes, "");
    for (size_t i = row->members; i < shapes->members; i++) {
        const struct json_member *cell = &shapes->member[i];
        struct str text = {0};
        str_append_bytes(&text, text_at(shapes, cell->text), cell->length);
        push_vector(shapes, cell->kind, str_text(&text), text.length);
        str_release(&text);
    }
    shapes->members = row->members;
}

static bool all_times(const struct json_shapes *shapes, const struct json_frame *row)
{
    double number = 0;
    double ms = 0;
    for (size_t i = row->members; i < shapes->members; i++) {
        const struct json_member *cell = &shapes->member[i];
        if (!is_time_text(shapes, cell) &&
            (!number_parse(text_at(shapes, cell->text), cell->length, &number) ||
             !epoch_ms(number, &ms)))
            return false;
    }
    return true;
}

/// The first list within a list settles what they all are.
static int settle_rows(struct json_shapes *shapes, struct json_frame *array,
                       const struct json_frame *row, size_t width)
{
    struct arena *arena = &shapes->reading->samples->arena;
    find_header(shapes, array, width);
    if (array->header_names == 0 && width > 2 && all_times(shapes, row)) {
        array->holds = HOLDS_COLUMNS;
        return 0;
    }
    array->holds = HOLDS_ROWS;
    find_clock(shapes, array, &shapes->member[row->members], width);
    if (width == 2 && array->header_names == 0 && array->step_ms <= 0) {
        array->pairs = arena_alloc(arena, sizeof *array->pairs);
        array->pairs->time = -1;
        return add_series(shapes, last_part(shapes->path.data + array->base), false, &array->place);
    }
    return place_of(shapes, array);
}

/// The end of a list within a list.
static int end_row(struct json_shapes *shapes, struct json_frame *array, struct json_frame *row)
{
    size_t width = shapes->members - row->members;
    int result = 0;
    if (array->holds == HOLDS_COLUMNS)
        return 0;
    if (array->holds != HOLDS_ROWS)
        result = settle_rows(shapes, array, row, width);
    if (result != 0)
        return result;
    if (array->holds == HOLDS_COLUMNS) {
        make_column(shapes, row);
        return 0;
    }
    array->points = true;
    if (array->pairs == NULL)
        result = emit_row(shapes, array, row);
    else if (width == 2)
        result = try_pair(shapes, array, &shapes->member[row->members]);
    else
        result = refuse_pair(shapes, array);
    shapes->members = row->members;
    shapes->text.length = row->text;
    return result;
}

/// Of a header that is a list of objects, what each says of its column are that column's labels
/// alone.
static void add_column_labels(struct json_shapes *shapes, size_t first_series)
{
    struct arena *arena = &shapes->reading->samples->arena;
    size_t item = 0;
    const char *column = NULL;
    for (size_t i = 0; i < shapes->members; i++) {
        struct json_member *member = &shapes->member[i];
        const char *text = text_at(shapes, member->text);
        const char *part = text_at(shapes, member->name) + member->list + (member->list > 0);
        if (member->item == 0)
            continue;
        if (member->item != item && json_name_is_title(last_part(part))) {
            item = member->item;
            column = text;
        } else if (member->item == item && member->kind == JSON_SCALAR_TEXT) {
            for (size_t s = first_series; s < shapes->series_count; s++)
                if (strcmp(shapes->series[s].column, column) == 0)
                    label_series_add(&shapes->series[s].label, arena_strdup(arena, part),
                                     arena_strdup(arena, text));
        }
        member->kind = JSON_SCALAR_NULL;
    }
}

/// Lists that are columns get the names of the header, and its labels.
static int end_columns(struct json_shapes *shapes, struct json_frame *array)
{
    size_t count = shapes->vectors - array->vectors;
    size_t first_series = shapes->series_count;
    if (array->header == NULL || array->header_names != count)
        find_header(shapes, array, count);
    for (size_t i = 0; i < count; i++) {
        struct json_vector *vector = &shapes->vector[array->vectors + i];
        const char *name = i < array->header_names ? array->header[i] : "";
        vector->name = keep(shapes, name, strlen(name));
    }
    if (emit_vectors(shapes, array, true) != 0)
        return -1;
    add_column_labels(shapes, first_series);
    return 0;
}

// --- objects
// --------------------------------------------------------------------------------------

/// An object whose names are times and whose values are numbers is a series.
static int emit_map(struct json_shapes *shapes, struct json_frame *object)
{
    enum { FEWEST = 2 };
    size_t count = shapes->members - object->members;
    const char *own = shapes->path.data + object->base;
    size_t prefix = object->path - object->base;
    prefix += prefix > 0;
    if (count < FEWEST)
        return 0;
    for (size_t i = object->members; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        const char *name = text_at(shapes, member->name);
        struct json_member key = *member;
        double number = 0;
        double ms = 0;
        if (member->item != 0 || member->kind == JSON_SCALAR_TEXT || strlen(name) <= prefix)
            return 0;
        key.text = member->name + prefix;
        key.length = strlen(name) - prefix;
        key.kind = JSON_SCALAR_TEXT;
        if (!is_time_text(shapes, &key) &&
            (!number_parse(name + prefix, key.length, &number) || !epoch_ms(number, &ms)))
            return 0;
    }
    size_t series = 0;
    char *column = mem_strndup(own, object->path - object->base);
    int result = add_series(shapes, last_part(column), false, &series);
    free(column);
    for (size_t i = object->members; i < shapes->members && result == 0; i++) {
        struct json_member key = shapes->member[i];
        double value = 0;
        instant time = INSTANT_NONE;
        key.text = key.name + prefix;
        key.length = strlen(text_at(shapes, key.text));
        key.kind = JSON_SCALAR_TEXT;
        if (json_member_time(shapes, &key, &time) &&
            json_member_number(shapes, &shapes->member[i], &value))
            add_point(shapes, series, (double)time, value);
    }
    shapes->members = object->members;
    object->points = true;
    return result;
}

/// An object whose own name is a time, as a row: 1, or 0 when it is none.
static int emit_under_time(struct json_shapes *shapes, struct json_frame *around,
                           const struct json_frame *object)
{
    size_t start = around->path + (around->path > around->base);
    size_t prefix = object->path - object->base + 1;
    double number = 0;
    double ms = 0;
    bool epoch = false;
    if (object->path <= start || shapes->members == object->members)
        return 0;
    size_t length = object->path - start;
    const char *name = shapes->path.data + start;
    if (length < 6 || !ascii_is_digit(*name) ||
        (!time_cell(name, length, &epoch) &&
         (!number_parse(name, length, &number) || !epoch_ms(number, &ms))))
        return 0;
    if (place_of(shapes, around) != 0)
        return -1;
    if (around->table == NULL)
        around->table = table_of(shapes, shapes->path.data, around->path, "");
    json_table_cell(around->table, "time", name, length, 1);
    for (size_t i = object->members; i < shapes->members; i++) {
        const struct json_member *member = &shapes->member[i];
        if (strlen(text_at(shapes, member->name)) > prefix)
            json_table_cell(around->table, text_at(shapes, member->name) + prefix,
                            text_at(shapes, member->text), member->length, i - object->members + 2);
    }
    shapes->members = object->members;
    around->points = true;
    return json_table_row(around->table, shapes->line, around->place) == 0 ? 1 : -1;
}

/// An object of a list without a time: kept for the object around, under the list's name.
static void keep_item(struct json_shapes *shapes, struct json_frame *array,
                      const struct json_frame *object)
{
    size_t list = array->path - array->base;
    if (shapes->members > MEMBERS_MAX) {
        drop(shapes, object);
        if (!shapes->told_of_keys)
            reading_note(shapes->reading, NOTE_WARNING, "objects without times",
                         "objects without a time are left out beyond the first %d members",
                         MEMBERS_MAX);
        shapes->told_of_keys = true;
        return;
    }
    size_t item = ++shapes->items;
    drop_vectors(shapes, object->vectors);
    for (size_t i = object->members; i < shapes->members; i++) {
        struct json_member *member = &shapes->member[i];
        size_t name = shapes->text.length;
        str_append_bytes(&shapes->text, shapes->path.data + array->base, list);
        str_append_char(&shapes->text, '.');
        const char *old = text_at(shapes, member->name);
        size_t length = strlen(old);
        char *copy = mem_strndup(old, length);
        str_append_bytes(&shapes->text, copy, length + 1);
        free(copy);
        member->name = name;
        member->item = item;
        member->list = list;
    }
}

/// The end of an object of an array, or of a document.
static int end_element(struct json_shapes *shapes, struct json_frame *array,
                       struct json_frame *object)
{
    const struct json_product *product = shapes->product;
    bool document = shapes->depth == 1;
    int result = 0;
    if (document && product != NULL && product->document != NULL)
        result = product->document(shapes);
    if (result == 0 && !object->points) {
        result = product != NULL && product->record != NULL ? product->record(shapes, array)
                                                            : emit_record(shapes, array, object);
        if (result > 0)
            array->points = true;
        else if (result == 0 && !document)
            keep_item(shapes, array, object);
        if (result > 0 || document)
            drop(shapes, object);
        return result < 0 ? -1 : 0;
    }
    array->points = true;
    add_labels(shapes, object);
    drop(shapes, object);
    return result;
}

// --- events
// ---------------------------------------------------------------------------------------

static int on_begin(void *context, bool array)
{
    struct json_shapes *shapes = context;
    struct json_frame *around = top(shapes);
    if (around->array) {
        shapes->path.length = around->path;
        around->elements++;
    }
    bool element = around->array && !array;
    struct json_frame *frame = &shapes->frame[++shapes->depth];
    if (array && around->pairs != NULL && around->pairs->time >= 0) {
        frame->array = true;
        frame->holds = HOLDS_PAIR;
        frame->elements = 0;
        return 0;
    }
    *frame = (struct json_frame){
        .array = array,
        .path = shapes->path.length,
        .base = element ? shapes->path.length : around->base,
        .members = shapes->members,
        .text = shapes->text.length,
        .vectors = shapes->vectors,
        .series = shapes->series_count,
        .place = SIZE_MAX,
    };
    if (around->array && !array && around->holds == HOLDS_NOTHING)
        around->holds = HOLDS_OBJECTS;
    if (array && around->holds == HOLDS_COLUMNS)
        begin_vector(shapes, "");
    return 0;
}

static int end_array(struct json_shapes *shapes, struct json_frame *array,
                     struct json_frame *around)
{
    int result = 0;
    if (around->array && array->holds == HOLDS_SCALARS)
        return end_row(shapes, around, array);
    if (array->pairs != NULL && array->pairs->time < 0)
        result = settle_pairs(shapes, array);
    if (array->holds == HOLDS_COLUMNS && result == 0)
        result = end_columns(shapes, array);
    around->points = around->points || array->points;
    return result;
}

static int end_object(struct json_shapes *shapes, struct json_frame *object,
                      struct json_frame *around)
{
    int result = emit_vectors(shapes, object, false);
    if (result == 0 && !object->points)
        result = emit_map(shapes, object);
    if (result == 0 && around->array)
        return end_element(shapes, around, object);
    if (result == 0 && !object->points && emit_under_time(shapes, around, object) < 0)
        return -1;
    around->points = around->points || object->points;
    return result;
}

static int on_end(void *context, bool array)
{
    struct json_shapes *shapes = context;
    struct json_frame *frame = top(shapes);
    struct json_frame *around = parent_of(shapes);
    if (frame->holds == HOLDS_PAIR) {
        shapes->depth--;
        return end_pair(shapes, around, frame);
    }
    shapes->path.length = frame->path;
    shapes->path.data[shapes->path.length] = '\0';
    int result = array ? end_array(shapes, frame, around) : end_object(shapes, frame, around);
    shapes->depth--;
    return result;
}

static int on_key(void *context, const char *name, size_t length)
{
    struct json_shapes *shapes = context;
    const struct json_frame *frame = top(shapes);
    shapes->path.length = frame->path;
    if (frame->path > frame->base)
        str_append_char(&shapes->path, '.');
    for (size_t i = 0; i < length; i++)
        str_append_char(&shapes->path, name[i] == '\0' ? ' ' : name[i]);
    return 0;
}

static int on_scalar(void *context, enum json_scalar kind, const char *text, size_t length)
{
    struct json_shapes *shapes = context;
    struct json_frame *frame = top(shapes);
    if (frame->holds == HOLDS_PAIR)
        return take_side(shapes, parent_of(shapes), frame, kind, text, length);
    // A NUL within a text would end it early everywhere else.
    const char *nul = memchr(text, '\0', length);
    length = nul == NULL ? length : (size_t)(nul - text);
    if (kind == JSON_SCALAR_NULL)
        length = 0;
    if (shapes->depth == 0)
        return 0;
    if (shapes->text.length > TEXT_MAX)
        return reading_refuse(shapes->reading,
                              "more than %d MiB of names and texts in one object of JSON; ask for "
                              "fewer series, or a coarser step",
                              TEXT_MAX >> 20);
    if (!frame->array) {
        add_member(shapes, shapes->path.data + frame->base, kind, text, length);
        if (shapes->product != NULL && shapes->product->scalar != NULL)
            shapes->product->scalar(shapes, &shapes->member[shapes->members - 1]);
        return 0;
    }
    struct json_frame *around = parent_of(shapes);
    frame->elements++;
    if (frame->holds == HOLDS_OBJECTS || frame->holds == HOLDS_ROWS)
        return 0;
    if (around->array && around->holds != HOLDS_COLUMNS) {
        add_member(shapes, "", kind, text, length);
        if (shapes->members - frame->members > CELLS_OF_ROW && around->holds == HOLDS_NOTHING) {
            around->holds = HOLDS_COLUMNS;
            make_column(shapes, frame);
        }
    } else {
        if (frame->holds == HOLDS_NOTHING && !around->array)
            begin_vector(shapes, shapes->path.data + frame->base);
        push_vector(shapes, kind, text, length);
    }
    frame->holds = HOLDS_SCALARS;
    return 0;
}

static void on_forget(void *context)
{
    struct json_shapes *shapes = context;
    shapes->depth = 0;
    shapes->path.length = 0;
    drop(shapes, &shapes->frame[0]);
}

static const struct json_events events = {
    .begin = on_begin,
    .end = on_end,
    .key = on_key,
    .scalar = on_scalar,
    .forget = on_forget,
};

static void release(struct json_shapes *shapes)
{
    drop_vectors(shapes, 0);
    for (size_t i = 0; i < shapes->series_count; i++)
        label_series_release(&shapes->series[i].label);
    while (shapes->table != NULL) {
        struct json_table *next = shapes->table->next;
        json_table_release(shapes->table);
        free(shapes->table);
        shapes->table = next;
    }
    free(shapes->vector);
    free(shapes->series);
    free(shapes->member);
    str_release(&shapes->path);
    str_release(&shapes->text);
}

int json_shapes_read(struct reading *reading, const struct json_product *product)
{
    struct json_shapes *shapes = mem_alloc(1, sizeof *shapes);
    *shapes = (struct json_shapes){.reading = reading, .product = product, .line = 1};
    shapes->frame[0] = (struct json_frame){.array = true, .place = SIZE_MAX};
    time_column_begin(&shapes->time, reading, NULL, 0);
    // Offset 0 is the name of what has none.
    str_append_char(&shapes->text, '\0');
    str_append(&shapes->path, "");
    shapes->frame[0].text = shapes->text.length;
    int result = json_stream_read(reading, &events, shapes, &shapes->line);
    if (result == 0)
        result = json_shapes_name(shapes);
    release(shapes);
    free(shapes);
    return result;
}
