#include "service/offers.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/unit.h"
#include "base/vec.h"
#include "service/payback.h"
#include "table/record_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 10000, SHOWN_MAX = 256, PLACE_MAX = 1024 };
static const double money_max = 1e9, hourly_max = 1e4, months_max = 1200, units_max = 1e7;

static const char *const kinds[OFFER_KINDS] = {"reservation", "plan", "spot"};

const char *offer_kind_name(enum offer_kind kind)
{
    return kinds[kind];
}

double offer_effective_hour(const struct offer *offer, double price, double hours_per_month)
{
    double hourly = isnan(offer->hourly) ? price * (1 - offer->discount) : offer->hourly;
    if (offer->kind == OFFER_SPOT)
        return hourly;
    struct commitment_offer asked = {hourly, offer->upfront, offer->term_months};
    return commitment_effective_hour(&asked, hours_per_month);
}

// --- cells ---------------------------------------------------------------------------------------

/// The row of a list that is being read.
struct list_reader {
    struct offer_list *list;
    struct notes *notes;
    struct err *err;
    size_t line;
};

static int refuse(const struct list_reader *reader, const char *name, const char *text,
                  const char *problem)
{
    char shown[SHOWN_MAX];
    return err_at(reader->err, reader->list->file, reader->line, name, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

/// A quantity of `dimension` from 0 to `most`, a bare number being in its base unit; an empty cell
/// is NaN.
static int take(const struct list_reader *reader, const char *name, const char *text,
                enum dimension dimension, double most, double *value)
{
    char where[PLACE_MAX], problem[SHOWN_MAX];
    struct quantity quantity;
    *value = (double)NAN;
    if (text == NULL)
        return 0;
    if (!number_parse(text, strlen(text), value)) {
        snprintf(where, sizeof where, "%s:%zu: %s", reader->list->file, reader->line, name);
        if (quantity_parse(where, text, dimension, UNIT_HOURS_PER_MONTH, &quantity, reader->err) !=
            0)
            return -1;
        *value = quantity.value;
    }
    if (!(*value >= 0 && *value <= most)) {
        snprintf(problem, sizeof problem, "is out of bounds: it may be 0 to %.10g", most);
        return refuse(reader, name, text, problem);
    }
    return 0;
}

static int take_time(const struct list_reader *reader, const char *name, const char *text,
                     instant *time)
{
    *time = INSTANT_NONE;
    if (text != NULL && time_parse_option("", text, NULL, time, NULL) != 0)
        return refuse(reader, name, text,
                      "is no date, or could be two; write it such as 2026-11-27");
    return 0;
}

static void note_unknown_columns(const struct list_reader *reader, const struct record_file *file)
{
    for (size_t i = 0; i < file->cells.columns; i++) {
        char shown[SHOWN_MAX];
        const char *name = file->cells.column[i].name;
        if (record_file_knows(file, i))
            continue;
        const char *near = record_file_nearest(file, i);
        notes_add(reader->notes, NOTE_WARNING, "offers-column",
                  "%s: column \"%s\" is not read%s%s%s", reader->list->file,
                  err_quote(shown, sizeof shown, name, strlen(name)),
                  near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                  near == NULL ? "" : "\"?");
    }
}

/// Reads the names, and notes the columns that are none. On an error nothing has to be released.
static int open_list(struct byte_source *source, const struct record_kind *kind,
                     struct list_reader *reader, struct record_file *file)
{
    if (record_file_read(source, kind, &reader->list->arena, file, reader->err) != 0)
        return -1;
    reader->list->file = file->name;
    note_unknown_columns(reader, file);
    if (file->cells.rows <= ROWS_MAX)
        return 0;
    err_at(reader->err, file->name, file->line[ROWS_MAX], NULL,
           "more than %d rows: this is no such list", ROWS_MAX);
    record_file_release(file);
    return -1;
}

static int refuse_nameless(const struct list_reader *reader)
{
    return err_at(reader->err, reader->list->file, reader->line, "name",
                  "the row has no name; write what it is called");
}

// --- offers --------------------------------------------------------------------------------------

/// A row as it stands there.
struct offer_record {
    const char *name, *kind, *term, *upfront, *hourly, *discount, *source, *date;
};

static const struct schema_column offer_columns[] = {
    FIELD(struct offer_record, name, STYLE_PLAIN, NULL, "what it is called, such as 1y no upfront"),
    FIELD(struct offer_record, kind, STYLE_PLAIN, NULL,
          "reservation (of units), plan (of money an hour) or spot"),
    FIELD_OPTIONAL(struct offer_record, term, STYLE_PLAIN, NULL,
                   "how long it binds, such as 1y; not of spot"),
    FIELD_OPTIONAL(struct offer_record, upfront, STYLE_PLAIN, "money",
                   "what a unit costs at the start of the term; default 0"),
    FIELD_OPTIONAL(struct offer_record, hourly, STYLE_PLAIN, "money per hour",
                   "what an hour of a unit costs, used or not"),
    FIELD_OPTIONAL(struct offer_record, discount, STYLE_PLAIN, NULL,
                   "instead of hourly: the share that it is cheaper than --price, such as 36%"),
    FIELD_OPTIONAL(struct offer_record, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_OPTIONAL(struct offer_record, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD_END,
};

const struct schema schema_offers = {"the list of --offers", offer_columns,
                                     sizeof(struct offer_record)};

static const struct record_kind offers_file = {.schema = &schema_offers,
                                               .what = "a list of offers",
                                               .example = "such as name,kind,term,upfront,hourly"};

static int take_kind(const struct list_reader *reader, const char *text, struct offer *offer)
{
    for (size_t kind = 0; text != NULL && kind < OFFER_KINDS; kind++)
        if (ascii_is_word_any_case(text, strlen(text), kinds[kind])) {
            offer->kind = (enum offer_kind)kind;
            return 0;
        }
    return err_at(reader->err, reader->list->file, reader->line, "kind",
                  "an offer is a reservation, a plan or spot");
}

/// A short month.
static const double least_term_months = 0.9;

static int check_term(const struct list_reader *reader, const char *upfront,
                      const struct offer *offer)
{
    if (offer->kind == OFFER_SPOT && offer->upfront > 0)
        return refuse(reader, "upfront", upfront,
                      "is paid at the start of a term, and spot has none");
    if (offer->kind == OFFER_SPOT)
        return 0;
    if (isnan(offer->term_months) || offer->term_months <= 0)
        return err_at(reader->err, reader->list->file, reader->line, "term",
                      "a %s binds for a term: write it such as 1y", kinds[offer->kind]);
    // A bare number is of seconds, which no offer binds for.
    if (offer->term_months < least_term_months)
        return err_at(reader->err, reader->list->file, reader->line, "term",
                      "a %s binds for a month at least: write its unit, such as 1y",
                      kinds[offer->kind]);
    return 0;
}

static int check_price(const struct list_reader *reader, const struct offer *offer)
{
    if (isnan(offer->hourly) == isnan(offer->discount))
        return err_at(reader->err, reader->list->file, reader->line, "hourly",
                      isnan(offer->hourly)
                          ? "the offer has no price; write hourly, or discount such as 36%%"
                          : "the offer has a discount too; leave one of them out");
    return 0;
}

static int take_offer(const struct list_reader *reader, const struct offer_record *row)
{
    struct offer_list *list = reader->list;
    struct offer offer = {.name = row->name, .source = row->source, .line = reader->line};
    double seconds;
    if (row->name == NULL)
        return refuse_nameless(reader);
    if (take_kind(reader, row->kind, &offer) != 0 ||
        take(reader, "term", row->term, DIMENSION_DURATION,
             months_max * UNIT_HOURS_PER_MONTH * 3600, &seconds) != 0 ||
        take(reader, "upfront", row->upfront, DIMENSION_COUNT, money_max, &offer.upfront) != 0 ||
        take(reader, "hourly", row->hourly, DIMENSION_MONEY_RATE, hourly_max, &offer.hourly) != 0 ||
        take(reader, "discount", row->discount, DIMENSION_RATIO, 1, &offer.discount) != 0 ||
        take_time(reader, "date", row->date, &offer.date) != 0)
        return -1;
    offer.term_months = seconds / 3600 / UNIT_HOURS_PER_MONTH;
    if (isnan(offer.upfront))
        offer.upfront = 0;
    if (check_term(reader, row->upfront, &offer) != 0 || check_price(reader, &offer) != 0)
        return -1;
    VEC_PUSH(list->offer, list->offers, list->offer_capacity, offer);
    return 0;
}

int offers_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
                struct err *err)
{
    struct list_reader reader = {.list = list, .notes = notes, .err = err};
    struct record_file file;
    struct offer_record row;
    if (open_list(source, &offers_file, &reader, &file) != 0)
        return -1;
    int status = 0;
    for (size_t at = 0; status == 0 && at < file.cells.rows; at++) {
        reader.line = file.line[at];
        if (record_file_row(&file, at, &list->arena, &row))
            status = take_offer(&reader, &row);
    }
    record_file_release(&file);
    if (status == 0 && list->offers == 0)
        return err_at(err, list->file, 0, NULL, "no offer in it; each row below the names is one");
    return status;
}

// --- what is owned -------------------------------------------------------------------------------

struct owned_record {
    const char *name, *units, *start, *end;
};

static const struct schema_column owned_columns[] = {
    FIELD(struct owned_record, name, STYLE_PLAIN, NULL, "what it is called"),
    FIELD(struct owned_record, units, STYLE_PLAIN, "instances", "how many are paid for"),
    FIELD_OPTIONAL(struct owned_record, start, STYLE_PLAIN, NULL, "from when; default: already"),
    FIELD_OPTIONAL(struct owned_record, end, STYLE_PLAIN, NULL, "until when; default: for good"),
    FIELD_END,
};

const struct schema schema_owned = {"the list of --owned", owned_columns,
                                    sizeof(struct owned_record)};

static const struct record_kind owned_file = {.schema = &schema_owned,
                                              .what = "a list of what is owned",
                                              .example = "such as name,units,start,end"};

static int take_owned(const struct list_reader *reader, const struct owned_record *row)
{
    struct offer_list *list = reader->list;
    struct owned owned = {.name = row->name, .line = reader->line};
    if (row->name == NULL)
        return refuse_nameless(reader);
    if (row->units == NULL)
        return err_at(reader->err, list->file, reader->line, "units",
                      "the row says no number of units");
    if (take(reader, "units", row->units, DIMENSION_COUNT, units_max, &owned.units) != 0 ||
        take_time(reader, "start", row->start, &owned.start) != 0 ||
        take_time(reader, "end", row->end, &owned.end) != 0)
        return -1;
    if (owned.units != floor(owned.units))
        return refuse(reader, "units", row->units, "is no whole number of units");
    if (owned.start != INSTANT_NONE && owned.end != INSTANT_NONE && owned.end <= owned.start)
        return refuse(reader, "end", row->end, "is not after the start");
    VEC_PUSH(list->owned, list->owneds, list->owned_capacity, owned);
    return 0;
}

int owned_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
               struct err *err)
{
    struct list_reader reader = {.list = list, .notes = notes, .err = err};
    struct record_file file;
    struct owned_record row;
    if (open_list(source, &owned_file, &reader, &file) != 0)
        return -1;
    int status = 0;
    for (size_t at = 0; status == 0 && at < file.cells.rows; at++) {
        reader.line = file.line[at];
        if (record_file_row(&file, at, &list->arena, &row))
            status = take_owned(&reader, &row);
    }
    record_file_release(&file);
    return status;
}

void offer_list_release(struct offer_list *list)
{
    free(list->offer);
    free(list->owned);
    arena_release(&list->arena);
    *list = (struct offer_list){0};
}
