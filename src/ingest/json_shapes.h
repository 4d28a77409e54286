// JSON by its shape, whatever wrote it: where its points are is found by what stands there.
//
//   objects of an array, or a document a line, that hold a time      rows (json_table.h)
//   lists of one width under a list of names                         rows
//   lists of two, [time, value] or [value, time]                     a series
//   lists of one length beside each other, one of times              a series each
//   an object whose names are times                                  a series
//   lists of objects without a time, in an object with one           rows at that time
//
// What else stands in the objects around them are labels. The document streams by: kept are the
// samples, the labels, and what of an object has been read so far.
#ifndef HEADROOM_INGEST_JSON_SHAPES_H
#define HEADROOM_INGEST_JSON_SHAPES_H

#include "ingest/json_stream.h"
#include "ingest/json_table.h"
#include "ingest/labels.h"
#include "ingest/time_column.h"

/// A scalar of the objects being read. Names are dotted, from the innermost object of an array on.
struct json_member {
    size_t name; ///< offsets in json_shapes.text
    size_t text;
    size_t length; ///< of the text
    enum json_scalar kind;
    size_t item; ///< 0, or the object of a list within that it stands in, from 1
    size_t list; ///< length of the name that is the list's
};

/// A list of numbers, times or words.
struct json_vector {
    size_t name;
    double *number; ///< Unix ms where `times`; NaN for words and null
    size_t count;
    size_t capacity;
    size_t times;  ///< elements that are times
    size_t words;  ///< elements that are neither times nor numbers
    size_t text;   ///< of the words, one behind the other
    size_t length; ///< of all of them
};

/// Points that belong together, and what is known of them.
struct json_series {
    struct label_series label;
    const char *column; ///< the name under which the values stood
    size_t stream;      ///< SIZE_MAX: rows of a table
    bool own_name;      ///< label.metric is settled
};

struct json_frame {
    bool array;
    bool points; ///< something within became samples
    enum {
        HOLDS_NOTHING,
        HOLDS_SCALARS,
        HOLDS_OBJECTS,
        HOLDS_ROWS,
        HOLDS_COLUMNS,
        HOLDS_PAIR ///< two numbers, and nothing of this frame but the count of them
    } holds;
    size_t path; ///< length of json_shapes.path with this container's own name
    size_t base; ///< where in it the names of the innermost object of an array begin
    size_t members, text, vectors, series; ///< heights at its beginning
    size_t elements;
    size_t place;             ///< the series of an array's rows; SIZE_MAX: not yet
    struct json_table *table; ///< of an array's rows
    struct json_pairs *pairs; ///< of an array of pairs
    const char **header;      ///< of an array's rows
    size_t header_names;
    double start_ms, step_ms; ///< of rows without times
};

struct json_product;

struct json_shapes {
    struct reading *reading;
    const struct json_product *product; ///< NULL: none that is known
    size_t line;
    struct json_frame frame[JSON_DEPTH_MAX + 2]; ///< the first is the file
    size_t depth;
    struct str path;
    struct str text;
    struct json_member *member;
    size_t members, member_capacity;
    struct json_vector *vector;
    size_t vectors, vector_capacity;
    struct json_series *series;
    size_t series_count, series_capacity;
    struct json_table *table; ///< a list
    struct time_column time;
    size_t items;      ///< objects of lists so far
    size_t hint;       ///< member that held the time of the object before
    bool told_of_keys; ///< dropped for their number
    instant moment;    ///< put together by a product
    const char *moment_text;
};

/// What is known of a product's JSON beyond its shape. All may be NULL.
struct json_product {
    const struct layout *layout;
    const char *metric; ///< the member that names a series
    const char *labels; ///< only members whose names begin so are labels, which they lose
    bool database;      ///< samples are levels or counters, never sums of a step
    bool own_keys;      ///< `name` or `record` gives series their keys
    const char *key;    ///< what those are called
    bool strict;        ///< lists beside each other have one length
    /// Members that begin so tell the time of the object at hand, which `moment` puts together.
    const char *clock;
    int (*moment)(struct json_shapes *shapes, instant *time);
    /// May write a scalar in another way.
    void (*scalar)(struct json_shapes *shapes, struct json_member *member);
    /// Takes an object of an array, or a document: 1 when it was read, 0 when it holds no points.
    int (*record)(struct json_shapes *shapes, const struct json_frame *array);
    /// Names a series and says what it is, once all around it has been read.
    int (*name)(struct json_shapes *shapes, struct json_series *series);
    /// Looks at what stands around all points of a document, for errors that it tells.
    int (*document)(struct json_shapes *shapes);
};

/// Reads the whole of the source.
int json_shapes_read(struct reading *reading, const struct json_product *product);

/// The text of a member of the object at hand, from index `first` on; NULL when it has none.
const char *json_member_text(const struct json_shapes *shapes, size_t first, const char *name);
const struct json_member *json_member_find(const struct json_shapes *shapes, size_t first,
                                           const char *name);

/// A member as a number: NaN for null and missing; false when it is none.
bool json_member_number(const struct json_shapes *shapes, const struct json_member *member,
                        double *number);

/// A member as a time: a text that is one, or a plausible Unix time in s, ms, us or ns.
bool json_member_time(struct json_shapes *shapes, const struct json_member *member, instant *time);

/// The series of an array's points under a name; -1 when there are too many.
int json_series_of(struct json_shapes *shapes, const struct json_frame *array, const char *column,
                   size_t *series);

/// The label of a series, "" when it has none.
const char *json_label(const struct json_series *series, const char *name);

#endif
