#include "terms/assumptions.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "table/record_read.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_TEXT_MAX = 128, VALUE_SHOWN_MAX = 256, PLACE_MAX = 1024 };

/// What reading one value needs to know.
struct value_reader {
    struct assumption *assumption;
    const struct assumption_kind *kind;
    double hours_per_month;
    char text[VALUE_TEXT_MAX];        ///< the value with a decimal point
    char shown[VALUE_SHOWN_MAX];      ///< the value for messages
    char shown_unit[VALUE_SHOWN_MAX]; ///< the unit for messages
    struct err *err;
};

static int refuse(struct value_reader *reader, const char *problem, const char *remedy)
{
    return err_at(reader->err, reader->assumption->file, reader->assumption->line,
                  reader->assumption->name, "\"%s\" %s; %s", reader->shown, problem, remedy);
}

static size_t count_words(const struct assumption_kind *kind)
{
    size_t count = 0;
    while (kind->words != NULL && kind->words[count] != NULL)
        count++;
    return count;
}

/// Sets the word when the value is one of the kind's.
static bool take_word(struct value_reader *reader)
{
    for (size_t i = 0; i < count_words(reader->kind); i++)
        if (strcmp(reader->kind->words[i], reader->assumption->value) == 0) {
            reader->assumption->word = reader->kind->words[i];
            return true;
        }
    return false;
}

static int refuse_word(struct value_reader *reader)
{
    char remedy[VALUE_SHOWN_MAX] = "it may be";
    size_t used = strlen(remedy);
    size_t words = count_words(reader->kind);
    for (size_t i = 0; i < words && used < sizeof remedy; i++)
        used += (size_t)snprintf(remedy + used, sizeof remedy - used, "%s %s", i == 0 ? "" : ",",
                                 reader->kind->words[i]);
    return refuse(reader, "is none of its values", remedy);
}

/// Copies the value with a decimal comma made a point. Errors: too long, or the comma could
/// separate thousands.
static int settle_comma(struct value_reader *reader, bool comma_decimal)
{
    const char *value = reader->assumption->value;
    if (snprintf(reader->text, sizeof reader->text, "%s", value) >= VALUE_TEXT_MAX)
        return refuse(reader, "is too long for a value", "write a number and its unit");
    char *comma = strchr(reader->text, ',');
    if (comma == NULL)
        return 0;
    if (strchr(comma + 1, ',') != NULL || strchr(reader->text, '.') != NULL)
        return refuse(reader, "separates thousands", "write the number without separators");
    size_t digits = 0;
    while (ascii_is_digit(comma[1 + digits]))
        digits++;
    if (!comma_decimal && digits == 3 && reader->text[0] != '0')
        return refuse(reader, "could be two numbers",
                      "write it with a point or without separators");
    *comma = '.';
    return 0;
}

/// What a unit of money is "per": "EUR/h" gives "/h", "h" gives "/h" too.
static void money_period(const char *unit, char out[VALUE_TEXT_MAX])
{
    const char *slash = strrchr(unit, '/');
    snprintf(out, VALUE_TEXT_MAX, "/%.*s", VALUE_TEXT_MAX - 2, slash == NULL ? unit : slash + 1);
}

/// Reads the value by itself, or with a suffix put behind it, as an option's value is read.
static int parse_with_suffix(struct value_reader *reader, const char *suffix)
{
    char text[2 * VALUE_TEXT_MAX];
    char place[PLACE_MAX];
    char file[VALUE_SHOWN_MAX];
    const struct assumption *assumption = reader->assumption;
    snprintf(text, sizeof text, "%s%s", reader->text, suffix);
    err_quote(file, sizeof file, assumption->file, strlen(assumption->file));
    snprintf(place, sizeof place, "%s:%zu: %s", file, assumption->line, assumption->name);
    int result = quantity_parse(place, text, reader->kind->dimension, reader->hours_per_month,
                                &reader->assumption->quantity, reader->err);
    if (result != 0 && reader->err != NULL)
        reader->err->kind = ERR_DATA;
    return result;
}

static int refuse_unit(struct value_reader *reader, enum dimension got)
{
    return err_at(reader->err, reader->assumption->file, reader->assumption->line,
                  reader->assumption->name, "unit \"%s\" is a %s, but this is a %s",
                  reader->shown_unit, dimension_name(got), dimension_name(reader->kind->dimension));
}

/// Reads a number of what has a name but no unit of its own: "120", "instances".
static int parse_counted(struct value_reader *reader)
{
    char suffix[VALUE_TEXT_MAX];
    snprintf(suffix, sizeof suffix, " %s", reader->assumption->unit);
    struct err *err = reader->err;
    reader->err = NULL;
    int result = parse_with_suffix(reader, suffix);
    reader->err = err;
    if (result == 0)
        return 0;
    return err_at(
        err, reader->assumption->file, reader->assumption->line, reader->assumption->name,
        "unit \"%s\" is not known; write one such as requests/s, ms, %%, GiB or cores, or "
        "leave it empty",
        reader->shown_unit);
}

/// Reads a bare number whose unit stands in the unit column.
static int parse_with_unit_column(struct value_reader *reader, double number)
{
    const char *name = reader->assumption->unit;
    enum dimension wanted = reader->kind->dimension;
    struct unit unit;
    if (wanted == DIMENSION_MONEY_RATE) {
        char period[VALUE_TEXT_MAX];
        money_period(name, period);
        return parse_with_suffix(reader, period);
    }
    bool known = unit_parse(name, strlen(name), &unit);
    if (reader->kind->whole || wanted == DIMENSION_COUNT) {
        // "instances", "zones", "hours": what is counted, in words that no table lists.
        if (known && (unit.dimension == DIMENSION_RATIO || unit.dimension == DIMENSION_RATE ||
                      unit.dimension == DIMENSION_BYTES))
            return refuse_unit(reader, unit.dimension);
        return parse_with_suffix(reader, "");
    }
    if (!known)
        return parse_counted(reader);
    if (wanted != DIMENSION_UNKNOWN && unit.dimension != wanted &&
        unit.dimension != DIMENSION_UNKNOWN)
        return refuse_unit(reader, unit.dimension);
    if (unit.dimension == DIMENSION_RATIO || unit.dimension == DIMENSION_DURATION)
        return parse_with_suffix(reader, unit.name); // exact where number x scale is not: 7 %
    reader->assumption->quantity = (struct quantity){
        .value = number * unit.scale,
        .dimension = unit.dimension,
        .bare = unit.dimension == DIMENSION_UNKNOWN,
    };
    return 0;
}

static int check_range(struct value_reader *reader)
{
    const struct assumption_kind *kind = reader->kind;
    const struct quantity *quantity = &reader->assumption->quantity;
    bool is_share = kind->dimension == DIMENSION_UNKNOWN && quantity->dimension == DIMENSION_RATIO;
    const struct value_range *range = is_share ? &kind->share_range : &kind->range;
    char words[VALUE_RANGE_TEXT_MAX];
    if (value_range_has(range, quantity->value))
        return 0;
    return refuse(reader, "is out of range",
                  value_range_words(words, range,
                                    kind->dimension != DIMENSION_UNKNOWN ? kind->dimension
                                                                         : quantity->dimension));
}

static int parse_number(struct value_reader *reader, bool comma_decimal)
{
    double number;
    if (settle_comma(reader, comma_decimal) != 0)
        return -1;
    bool bare = number_parse(reader->text, strlen(reader->text), &number);
    int result = bare && reader->assumption->unit != NULL ? parse_with_unit_column(reader, number)
                                                          : parse_with_suffix(reader, "");
    if (result != 0)
        return -1;
    double value = reader->assumption->quantity.value;
    if (reader->kind->whole && (value < 0 || value != floor(value)))
        return refuse(reader, "is not a whole number", "write 0 or more, without decimals");
    return check_range(reader);
}

/// Reads value and unit of `assumption` into its quantity or word, as its kind wants it.
/// comma_decimal: "1,000" is one, as in a file with `;` between its fields; elsewhere a comma
/// before exactly three digits could separate thousands and is an error.
static int assumption_parse(struct assumption *assumption, const struct assumption_kind *kind,
                            bool comma_decimal, double hours_per_month, struct err *err)
{
    struct value_reader reader = {
        .assumption = assumption, .kind = kind, .hours_per_month = hours_per_month, .err = err};
    err_quote(reader.shown, sizeof reader.shown, assumption->value, strlen(assumption->value));
    if (assumption->unit != NULL)
        err_quote(reader.shown_unit, sizeof reader.shown_unit, assumption->unit,
                  strlen(assumption->unit));
    assumption->quantity = (struct quantity){.value = NAN};
    if (take_word(&reader))
        return 0;
    char first = assumption->value[0];
    bool like_number = ascii_is_digit(first) || first == '-' || first == '+' || first == '.';
    if (kind->only_words || (!like_number && count_words(kind) > 0))
        return refuse_word(&reader);
    if (kind->any_text && !like_number) {
        assumption->word = assumption->value;
        return 0;
    }
    return parse_number(&reader, comma_decimal);
}

// --- the file ------------------------------------------------------------------------------------

/// A row as it is written.
struct assumption_cells {
    const char *name, *value, *unit, *source, *owner, *date, *service;
};

static const struct schema_column columns[] = {
    FIELD(struct assumption_cells, name, STYLE_PLAIN, NULL,
          "what it is, a term of headroom help assumptions"),
    FIELD(struct assumption_cells, value, STYLE_PLAIN, NULL,
          "a number with or without its unit, or a word that the term takes"),
    FIELD_OPTIONAL(struct assumption_cells, unit, STYLE_PLAIN, NULL,
                   "of a value that is a number alone"),
    FIELD_OPTIONAL(struct assumption_cells, source, STYLE_PLAIN, NULL,
                   "where the number comes from"),
    FIELD_OPTIONAL(struct assumption_cells, owner, STYLE_PLAIN, NULL, "who keeps it right"),
    FIELD_OPTIONAL(struct assumption_cells, date, STYLE_PLAIN, NULL, "when it was found"),
    FIELD_OPTIONAL(struct assumption_cells, service, STYLE_PLAIN, NULL,
                   "the service that it is about; empty: all that have no row of their own"),
    FIELD_END,
};

static const struct schema schema_assumptions = {"the assumptions file of --assume", columns,
                                                 sizeof(struct assumption_cells)};

/// No file that people keep is longer; a metric export given by mistake is.
enum { ROWS_MAX = 100000, SHOWN_MAX = 256 };

static const struct record_kind assumptions_file = {
    .schema = &schema_assumptions,
    .what = "an assumptions file",
    .example = "name,value,unit,source,owner,date; headroom help assumptions writes one",
    .texts =
        {
            .what = "assumptions file",
            .start = "headroom help assumptions writes a file to start with",
            .quoting = "quote a field that has a comma in it, \"0,0832\" among them",
            .rows_max = ROWS_MAX,
            .any_names = true,
        },
};

struct assumption_reader {
    const char *file;
    const struct assumption_names *names;
    struct assumptions *assumptions;
    struct assumption *row; ///< of this file alone
    size_t rows;
    size_t capacity;
    char delimiter;
    struct notes *notes;
    struct err *err;
};

static void note_unknown_columns(struct assumption_reader *reader, const struct record_file *file)
{
    char shown[SHOWN_MAX];
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *name = file->cells.column[i].name;
        const char *near = record_file_knows(file, i) ? NULL : record_file_nearest(file, i);
        if (near != NULL)
            notes_add(reader->notes, NOTE_WARNING, "assumption-column",
                      "%s:1: column \"%s\" is not read; did you mean \"%s\"?", reader->file,
                      err_quote(shown, sizeof shown, name, strlen(name)), near);
    }
}

/// Adds a row, unless it is one of nothing but separators or remarks.
static int take_row(struct assumption_reader *reader, const struct record_file *file, size_t at)
{
    struct assumption_cells cells;
    record_file_row(file, at, &reader->assumptions->arena, &cells);
    const struct assumption assumption = {
        .name = cells.name,
        .value = cells.value,
        .unit = cells.unit,
        .source = cells.source,
        .owner = cells.owner,
        .date = cells.date,
        .service = cells.service,
        .file = reader->file,
        .line = file->line[at],
    };
    if (cells.name == NULL && cells.value == NULL)
        return 0;
    if (cells.name == NULL)
        return err_at(reader->err, reader->file, assumption.line, "name",
                      "a value without a name; write what it is, such as per_instance");
    VEC_PUSH(reader->row, reader->rows, reader->capacity, assumption);
    return 0;
}

static const struct assumption_kind *find_kind(const struct assumption_names *names,
                                               const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->kind[i].name, name) == 0)
            return &names->kind[i];
    return NULL;
}

static int refuse_name(struct assumption_reader *reader, const struct assumption *row)
{
    const struct assumption_names *names = reader->names;
    const char **known = mem_alloc(names->count, sizeof *known);
    for (size_t i = 0; i < names->count; i++)
        known[i] = names->kind[i].name;
    const char *near = suggest_closest(row->name, known, names->count);
    free(known);
    char shown[SHOWN_MAX];
    err_quote(shown, sizeof shown, row->name, strlen(row->name));
    if (near != NULL)
        return err_at(reader->err, reader->file, row->line, "name",
                      "unknown assumption \"%s\"; did you mean \"%s\"?", shown, near);
    return err_at(reader->err, reader->file, row->line, "name",
                  "unknown assumption \"%s\"; headroom help assumptions lists the names", shown);
}

/// What /mo means in this file: the option, else its own row, else what the caller said.
static int settle_hours(struct assumption_reader *reader, double *hours)
{
    *hours = reader->names->hours_per_month;
    for (size_t i = 0; i < reader->rows; i++) {
        struct assumption *row = &reader->row[i];
        const struct assumption_kind *kind = find_kind(reader->names, row->name);
        if (strcmp(row->name, "hours_per_month") != 0 || kind == NULL || row->value == NULL)
            continue;
        if (row->service != NULL)
            return err_at(reader->err, reader->file, row->line, "service",
                          "hours_per_month is the same for all services; leave the service empty");
        if (assumption_parse(row, kind, reader->delimiter != ',', *hours, reader->err) != 0)
            return -1;
        if (!reader->names->hours_fixed)
            *hours = row->quantity.value;
    }
    return 0;
}

static void note_origin(struct assumption_reader *reader, const struct assumption *row)
{
    if (row->source == NULL)
        notes_add(reader->notes, NOTE_WARNING, "assumption-source",
                  "%s:%zu: %s has no source: write where the number comes from", reader->file,
                  row->line, row->name);
    if (row->owner == NULL)
        notes_add(reader->notes, NOTE_WARNING, "assumption-owner",
                  "%s:%zu: %s has no owner: write who keeps the number right", reader->file,
                  row->line, row->name);
}

static void append_row(struct assumptions *assumptions, struct assumption *before,
                       const struct assumption *row)
{
    while (before->next != NULL)
        before = before->next;
    before->next = arena_alloc(&assumptions->arena, sizeof *before->next);
    *before->next = *row;
}

/// Puts a row into the store, in place of those of an earlier file.
static int keep_row(struct assumption_reader *reader, const struct assumption *row, bool repeatable)
{
    struct assumptions *assumptions = reader->assumptions;
    struct str key = {0};
    str_appendf(&key, "%s\n%s", row->name, row->service == NULL ? "" : row->service);
    bool added;
    size_t place = key_index_put(&assumptions->index, key.data, key.length, &added);
    str_release(&key);
    if (added) {
        VEC_PUSH(assumptions->item, assumptions->count, assumptions->capacity, *row);
        return 0;
    }
    struct assumption *before = &assumptions->item[place];
    if (before->file == reader->file && repeatable) {
        append_row(assumptions, before, row);
        return 0;
    }
    if (before->file == reader->file)
        return err_at(reader->err, reader->file, row->line, row->name,
                      "it is already in line %zu%s; keep one of them", before->line,
                      row->service == NULL ? "" : " for this service");
    *before = *row;
    return 0;
}

static int settle_rows(struct assumption_reader *reader)
{
    double hours;
    if (settle_hours(reader, &hours) != 0)
        return -1;
    for (size_t i = 0; i < reader->rows; i++) {
        struct assumption *row = &reader->row[i];
        const struct assumption_kind *kind = find_kind(reader->names, row->name);
        if (kind == NULL)
            return refuse_name(reader, row);
        if (row->value == NULL) {
            notes_add(reader->notes, NOTE_DETAIL, "assumption-empty", "%s:%zu: %s has no value",
                      reader->file, row->line, row->name);
            continue;
        }
        if (assumption_parse(row, kind, reader->delimiter != ',', hours, reader->err) != 0)
            return -1;
        note_origin(reader, row);
        if (keep_row(reader, row, kind->repeatable) != 0)
            return -1;
    }
    return 0;
}

int assumptions_read(struct byte_source *source, const struct assumption_names *names,
                     struct assumptions *assumptions, struct notes *notes, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &assumptions_file, &assumptions->arena, &file, err) != 0)
        return -1;
    struct assumption_reader reader = {
        // A copy of its own for every file: keep_row tells files apart by it.
        .file = file.name,           .names = names, .assumptions = assumptions,
        .delimiter = file.delimiter, .notes = notes, .err = err,
    };
    int result = 0;
    note_unknown_columns(&reader, &file);
    for (size_t row = 0; row < file.cells.rows && result == 0; row++)
        result = take_row(&reader, &file, row);
    if (result == 0)
        result = settle_rows(&reader);
    record_file_release(&file);
    free(reader.row);
    return result;
}

int assumptions_add(struct assumptions *assumptions, const struct assumption_names *names,
                    struct assumption *row, size_t rows, bool comma_decimal, struct notes *notes,
                    struct err *err)
{
    struct assumption_reader reader = {
        .file = rows == 0 ? NULL : row[0].file,
        .names = names,
        .assumptions = assumptions,
        .row = row,
        .rows = rows,
        .delimiter = comma_decimal ? ';' : ',',
        .notes = notes,
        .err = err,
    };
    return settle_rows(&reader);
}

// --- asking for them ----------------------------------------------------------------------------

static const struct assumption *find_exact(const struct assumptions *assumptions, const char *name,
                                           const char *service)
{
    struct str key = {0};
    str_appendf(&key, "%s\n%s", name, service == NULL ? "" : service);
    size_t place = key_index_find(&assumptions->index, key.data, key.length);
    str_release(&key);
    return place == SIZE_MAX ? NULL : &assumptions->item[place];
}

const struct assumption *assumptions_find(const struct assumptions *assumptions, const char *name,
                                          const char *service)
{
    const struct assumption *own = service == NULL ? NULL : find_exact(assumptions, name, service);
    return own != NULL ? own : find_exact(assumptions, name, NULL);
}

void assumptions_release(struct assumptions *assumptions)
{
    arena_release(&assumptions->arena);
    free(assumptions->item);
    key_index_release(&assumptions->index);
    *assumptions = (struct assumptions){0};
}
