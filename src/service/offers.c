#include "service/offers.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/unit.h"
#include "base/vec.h"
#include "service/payback.h"
#include "table/csv_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 16, ROWS_MAX = 10000, SHOWN_MAX = 256, PLACE_MAX = 1024 };
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

struct list_reader {
    struct offer_list *list;
    const struct schema_column *columns;
    struct table cells;
    size_t column[COLUMNS_MAX]; ///< SIZE_MAX: not there
    size_t row, line;
    struct notes *notes;
    struct err *err;
};

static size_t place_of(const struct list_reader *reader, const char *name)
{
    size_t place = 0;
    while (strcmp(reader->columns[place].name, name) != 0)
        place++;
    return place;
}

/// The cell without blanks around it; NULL when it is empty or not there.
static const char *cell(const struct list_reader *reader, const char *name)
{
    size_t column = reader->column[place_of(reader, name)];
    const char *text = column == SIZE_MAX ? NULL : reader->cells.column[column].text[reader->row];
    if (text == NULL)
        return NULL;
    while (ascii_is_space(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && ascii_is_space(text[length - 1]))
        length--;
    return length == 0 ? NULL : arena_strndup(&reader->list->arena, text, length);
}

static int refuse(const struct list_reader *reader, const char *name, const char *problem)
{
    char shown[SHOWN_MAX];
    const char *text = cell(reader, name);
    return err_at(reader->err, reader->list->file, reader->line, name, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

/// A quantity of `dimension` from 0 to `most`, a bare number being in its base unit; an empty cell
/// is NaN.
static int take(const struct list_reader *reader, const char *name, enum dimension dimension,
                double most, double *value)
{
    const char *text = cell(reader, name);
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
        return refuse(reader, name, problem);
    }
    return 0;
}

static int take_time(const struct list_reader *reader, const char *name, instant *time)
{
    const char *text = cell(reader, name);
    *time = INSTANT_NONE;
    if (text != NULL && time_parse_option("", text, NULL, time, NULL) != 0)
        return refuse(reader, name, "is no date, or could be two; write it such as 2026-11-27");
    return 0;
}

static int find_columns(struct list_reader *reader)
{
    const char *known[COLUMNS_MAX];
    size_t places = 0;
    for (; reader->columns[places].name != NULL; places++) {
        known[places] = reader->columns[places].name;
        reader->column[places] = SIZE_MAX;
    }
    for (size_t i = 0; i < reader->cells.columns; i++) {
        const char *name = reader->cells.column[i].name;
        char shown[SHOWN_MAX];
        size_t place = 0;
        while (place < places && !ascii_is_word_any_case(name, strlen(name), known[place]))
            place++;
        if (place < places && reader->column[place] == SIZE_MAX) {
            reader->column[place] = i;
            continue;
        }
        const char *near = suggest_closest(name, known, places);
        notes_add(reader->notes, NOTE_WARNING, "offers-column",
                  "%s: column \"%s\" is not read%s%s%s", reader->list->file,
                  err_quote(shown, sizeof shown, name, strlen(name)),
                  near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                  near == NULL ? "" : "\"?");
    }
    for (size_t place = 0; place < places; place++)
        if (!reader->columns[place].optional && reader->column[place] == SIZE_MAX)
            return err_at(reader->err, reader->list->file, 0, NULL,
                          "no column \"%s\": the first row has to hold the names of the columns",
                          known[place]);
    return 0;
}

/// Calls `take_row` for each row with anything in it.
static int read_rows(struct byte_source *source, struct list_reader *reader,
                     int (*take_row)(struct list_reader *reader))
{
    char file[ERR_TEXT_MAX];
    size_t *line = NULL;
    const char *name = byte_source_name(source);
    reader->list->file =
        arena_strdup(&reader->list->arena, err_quote(file, sizeof file, name, strlen(name)));
    if (table_read_csv_text(source, &reader->cells, &line, reader->err) != 0)
        return -1;
    int status = find_columns(reader);
    for (reader->row = 0; status == 0 && reader->row < reader->cells.rows; reader->row++) {
        reader->line = line[reader->row];
        if (reader->row == ROWS_MAX)
            status = err_at(reader->err, reader->list->file, reader->line, NULL,
                            "more than %d rows: this is no such list", ROWS_MAX);
        else if (cell(reader, "name") == NULL)
            status = err_at(reader->err, reader->list->file, reader->line, "name",
                            "the row has no name; write what it is called");
        else
            status = take_row(reader);
    }
    table_release(&reader->cells);
    free(line);
    return status;
}

// --- offers --------------------------------------------------------------------------------------

static const struct schema_column offer_columns[] = {
    FIELD_UNBOUND("name", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "what it is called, such as 1y no upfront"),
    FIELD_UNBOUND("kind", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "reservation (of units), plan (of money an hour) or spot"),
    FIELD_UNBOUND("term", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "how long it binds, such as 1y; not of spot"),
    FIELD_UNBOUND("upfront", COLUMN_NUMBER, STYLE_PLAIN, "money", true,
                  "what a unit costs at the start of the term; default 0"),
    FIELD_UNBOUND("hourly", COLUMN_NUMBER, STYLE_PLAIN, "money per hour", true,
                  "what an hour of a unit costs, used or not"),
    FIELD_UNBOUND("discount", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "instead of hourly: the share that it is cheaper than --price, such as 36%"),
    FIELD_UNBOUND("source", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "where the price is from"),
    FIELD_UNBOUND("date", COLUMN_TIME, STYLE_PLAIN, NULL, true, "of which day the price is"),
    FIELD_END,
};

const struct schema schema_offers = {"the list of --offers", offer_columns, 0};

static int take_kind(struct list_reader *reader, struct offer *offer)
{
    const char *text = cell(reader, "kind");
    for (size_t kind = 0; text != NULL && kind < OFFER_KINDS; kind++)
        if (ascii_is_word_any_case(text, strlen(text), kinds[kind])) {
            offer->kind = (enum offer_kind)kind;
            return 0;
        }
    return err_at(reader->err, reader->list->file, reader->line, "kind",
                  "an offer is a reservation, a plan or spot");
}

static int check_term(struct list_reader *reader, struct offer *offer)
{
    if (offer->kind == OFFER_SPOT && offer->upfront > 0)
        return refuse(reader, "upfront", "is paid at the start of a term, and spot has none");
    if (offer->kind == OFFER_SPOT)
        return 0;
    if (isnan(offer->term_months) || offer->term_months <= 0)
        return err_at(reader->err, reader->list->file, reader->line, "term",
                      "a %s binds for a term: write it such as 1y", kinds[offer->kind]);
    return 0;
}

static int check_price(struct list_reader *reader, const struct offer *offer)
{
    if (isnan(offer->hourly) == isnan(offer->discount))
        return err_at(reader->err, reader->list->file, reader->line, "hourly",
                      isnan(offer->hourly)
                          ? "the offer has no price; write hourly, or discount such as 36%%"
                          : "the offer has a discount too; leave one of them out");
    return 0;
}

static int take_offer(struct list_reader *reader)
{
    struct offer_list *list = reader->list;
    struct offer offer = {
        .name = cell(reader, "name"), .source = cell(reader, "source"), .line = reader->line};
    double seconds;
    if (take_kind(reader, &offer) != 0 ||
        take(reader, "term", DIMENSION_DURATION, months_max * UNIT_HOURS_PER_MONTH * 3600,
             &seconds) != 0 ||
        take(reader, "upfront", DIMENSION_COUNT, money_max, &offer.upfront) != 0 ||
        take(reader, "hourly", DIMENSION_MONEY_RATE, hourly_max, &offer.hourly) != 0 ||
        take(reader, "discount", DIMENSION_RATIO, 1, &offer.discount) != 0 ||
        take_time(reader, "date", &offer.date) != 0)
        return -1;
    offer.term_months = seconds / 3600 / UNIT_HOURS_PER_MONTH;
    if (isnan(offer.upfront))
        offer.upfront = 0;
    if (check_term(reader, &offer) != 0 || check_price(reader, &offer) != 0)
        return -1;
    VEC_PUSH(list->offer, list->offers, list->offer_capacity, offer);
    return 0;
}

int offers_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
                struct err *err)
{
    struct list_reader reader = {
        .list = list, .columns = offer_columns, .notes = notes, .err = err};
    if (read_rows(source, &reader, take_offer) != 0)
        return -1;
    if (list->offers == 0)
        return err_at(err, list->file, 0, NULL, "no offer in it; each row below the names is one");
    return 0;
}

// --- what is owned -------------------------------------------------------------------------------

static const struct schema_column owned_columns[] = {
    FIELD_UNBOUND("name", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what it is called"),
    FIELD_UNBOUND("units", COLUMN_NUMBER, STYLE_INTEGER, "instances", false,
                  "how many are paid for"),
    FIELD_UNBOUND("start", COLUMN_TIME, STYLE_PLAIN, NULL, true, "from when; default: already"),
    FIELD_UNBOUND("end", COLUMN_TIME, STYLE_PLAIN, NULL, true, "until when; default: for good"),
    FIELD_END,
};

const struct schema schema_owned = {"the list of --owned", owned_columns, 0};

static int take_owned(struct list_reader *reader)
{
    struct offer_list *list = reader->list;
    struct owned owned = {.name = cell(reader, "name"), .line = reader->line};
    if (cell(reader, "units") == NULL)
        return err_at(reader->err, list->file, reader->line, "units",
                      "the row says no number of units");
    if (take(reader, "units", DIMENSION_COUNT, units_max, &owned.units) != 0 ||
        take_time(reader, "start", &owned.start) != 0 || take_time(reader, "end", &owned.end) != 0)
        return -1;
    if (owned.units != floor(owned.units))
        return refuse(reader, "units", "is no whole number of units");
    if (owned.start != INSTANT_NONE && owned.end != INSTANT_NONE && owned.end <= owned.start)
        return refuse(reader, "end", "is not after the start");
    VEC_PUSH(list->owned, list->owneds, list->owned_capacity, owned);
    return 0;
}

int owned_read(struct byte_source *source, struct offer_list *list, struct notes *notes,
               struct err *err)
{
    struct list_reader reader = {
        .list = list, .columns = owned_columns, .notes = notes, .err = err};
    return read_rows(source, &reader, take_owned);
}

void offer_list_release(struct offer_list *list)
{
    free(list->offer);
    free(list->owned);
    arena_release(&list->arena);
    *list = (struct offer_list){0};
}
