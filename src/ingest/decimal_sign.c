#include "ingest/decimal_sign.h"

#include "base/number.h"
#include "ingest/evidence.h"
#include "time/time_parse.h"

#include <string.h>

/// What the cells of the value columns show.
struct signs {
    size_t points, commas;           ///< cells that prove a sign
    size_t open_points, open_commas; ///< "1.204" and "1,204", which may be either
    size_t plain_thousands;          ///< digits alone of four and more, in a column with open cells
    size_t plain_hundreds;           ///< and of up to three
    const struct csv_field *open;    ///< the first cell that may be either
    const struct table_column *column; ///< its column
};

/// Whether a cell may be either thousands or decimals.
static bool is_open(const struct csv_field *cell)
{
    char other = 0;
    (void)cell_decimal(cell->text, cell->length, &other);
    return other != 0;
}

/// Whether the metric of a row, where a column names it, has such cells: numbers of others say
/// nothing about its own.
static bool is_about_open_cells(const struct columns *columns, size_t index,
                                const struct sniff *sniff, size_t row)
{
    size_t name = 0;
    while (name < columns->width && columns->column[name].role != ROLE_METRIC)
        name++;
    if (name == columns->width)
        return true;
    const struct csv_field *metric = sniff_cell(sniff, row, name);
    for (size_t i = columns->first_row; i < sniff->rows; i++) {
        const struct csv_field *other = sniff_cell(sniff, i, name);
        if (other->length == metric->length &&
            memcmp(other->text, metric->text, metric->length) == 0 &&
            is_open(sniff_cell(sniff, i, index)))
            return true;
    }
    return false;
}

/// Adds what a column shows; where a cell of it proves its sign, the others are not open.
static void look_at_column(struct signs *signs, struct columns *columns, size_t index,
                           const struct sniff *sniff)
{
    struct table_column *column = &columns->column[index];
    struct signs own = {.points = 0};
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, index);
        char other = 0;
        double value = 0;
        char proven = cell_decimal(cell->text, cell->length, &other);
        own.points += proven == '.';
        own.commas += proven == ',';
        own.open_points += other == '.';
        own.open_commas += other == ',';
        if (column->style.decimal == 0)
            column->style.decimal = proven;
        if (other != 0 && own.open == NULL)
            own.open = cell;
        if (proven == 0 && other == 0 && number_parse(cell->text, cell->length, &value) &&
            is_about_open_cells(columns, index, sniff, row)) {
            own.plain_hundreds += cell->length <= 3;
            own.plain_thousands += cell->length > 3;
        }
    }
    signs->points += own.points;
    signs->commas += own.commas;
    if (own.open == NULL || own.points + own.commas > 0)
        return;
    signs->open_points += own.open_points;
    signs->open_commas += own.open_commas;
    signs->plain_hundreds += own.plain_hundreds;
    signs->plain_thousands += own.plain_thousands;
    if (signs->open == NULL) {
        signs->open = own.open;
        signs->column = column;
    }
}

/// The form of the first date: those with points go with a decimal comma.
static void weigh_dates(struct evidence *evidence, size_t point, size_t comma,
                        const struct columns *columns, const struct sniff *sniff)
{
    const struct csv_field *cell = sniff_cell(sniff, columns->first_row, columns->time);
    enum time_form form = time_form_detect(cell->text, cell->length, true, NULL);
    const char *dot = memchr(cell->text, '.', cell->length < 3 ? cell->length : 3);
    char last = cell->length > 0 ? cell->text[cell->length - 1] : ' ';
    if (form == TIME_FORM_DMY && dot != NULL)
        evidence_point(evidence, comma, 2, "dates are written with points");
    else if (last == 'M' || last == 'm')
        evidence_point(evidence, point, 2, "the times have AM and PM");
}

static void weigh(struct evidence *evidence, size_t point, size_t comma, const struct signs *signs,
                  const struct columns *columns, const struct sniff *sniff)
{
    if (signs->points > 0)
        evidence_point(evidence, point, 4, "other cells prove it");
    if (signs->commas > 0)
        evidence_point(evidence, comma, 4, "other cells prove it");
    if (sniff->delimiter == ';')
        evidence_point(evidence, comma, 1, "the file is delimited by semicolons");
    if (sniff->delimiter == ',')
        evidence_point(evidence, point, 1, "the file is delimited by commas");
    bool only_points = signs->open_commas == 0;
    if (only_points)
        evidence_point(evidence, point, sniff->delimiter == ';' ? 1 : 3, "programs write a point");
    // Thousands are parted where there are some: "987" beside "1.204".
    size_t thousands = only_points ? comma : point;
    if (signs->open_points > 0 && signs->open_commas > 0)
        ; // which of the two parts thousands is the question
    else if (signs->plain_hundreds > 0 && signs->plain_thousands == 0)
        evidence_point(evidence, thousands, 2, "numbers below a thousand have no sign");
    else if (signs->plain_thousands > 0)
        evidence_point(evidence, thousands == comma ? point : comma, 2,
                       "thousands stand without a sign");
    weigh_dates(evidence, point, comma, columns, sniff);
}

static void set_all(struct columns *columns, char decimal, bool forced)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct cell_style *style = &columns->column[i].style;
        if (forced || style->decimal == 0)
            style->decimal = decimal;
        style->forced = forced;
    }
}

static int refuse(struct reading *reading, const struct signs *signs)
{
    char cell[UNIT_NAME_MAX];
    char name[UNIT_NAME_MAX * 2];
    return reading_refuse(
        reading,
        "numbers such as \"%s\" in column \"%s\" may be thousands or have three decimals, and "
        "nothing in the file says which; --decimal . or --decimal , says which sign parts decimals",
        err_quote(cell, sizeof cell, signs->open->text, signs->open->length),
        err_quote(name, sizeof name, signs->column->name, strlen(signs->column->name)));
}

static void note_guess(struct reading *reading, const struct evidence *evidence,
                       const struct signs *signs, char decimal)
{
    char cell[UNIT_NAME_MAX];
    reading_note(reading, NOTE_WARNING, "decimal sign",
                 "numbers such as \"%s\" are read with the %s as the decimal sign, for %s; "
                 "--decimal settles it",
                 err_quote(cell, sizeof cell, signs->open->text, signs->open->length),
                 decimal == '.' ? "point" : "comma", evidence_why(evidence));
}

int decimal_sign_settle(struct columns *columns, struct reading *reading)
{
    if (reading->options->decimal != 0) {
        set_all(columns, reading->options->decimal, true);
        return 0;
    }
    struct signs signs = {.points = 0};
    for (size_t i = 0; i < columns->width; i++)
        if (columns->column[i].role == ROLE_VALUE)
            look_at_column(&signs, columns, i, reading->sniff);
    struct evidence evidence = {.question = "the decimal sign"};
    size_t point = evidence_reading(&evidence, "the point");
    size_t comma = evidence_reading(&evidence, "the comma");
    weigh(&evidence, point, comma, &signs, columns, reading->sniff);
    char decimal = evidence_winner(&evidence) == point ? '.' : ',';
    double margin = evidence_margin(&evidence);
    int result = 0;
    if (signs.open != NULL) {
        evidence_note(&evidence, reading);
        // A point alone is what programs write; a comma has to be explained.
        bool plain = signs.open_commas == 0 && decimal == '.' && reading->sniff->delimiter != ';';
        if (margin == 0)
            result = refuse(reading, &signs);
        else if (margin < EVIDENCE_ENOUGH && !plain)
            note_guess(reading, &evidence, &signs, decimal);
    }
    if (signs.open != NULL || signs.points + signs.commas > 0)
        set_all(columns, decimal, false);
    evidence_release(&evidence);
    return result;
}
