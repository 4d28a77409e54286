// Cells with values: plain numbers, thousands separators and decimal commas, units, and the many
// ways to say that there is none.
#ifndef HEADROOM_TABLE_CELL_H
#define HEADROOM_TABLE_CELL_H

#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>

enum cell_kind {
    CELL_NUMBER,
    CELL_MISSING,    ///< empty, NaN, null, None, N/A, -, undefined ...
    CELL_INFINITE,   ///< Inf: no measurement, but said so
    CELL_NO_UNIT,    ///< a bare number where the column's other cells carry a unit
    CELL_STRAY_UNIT, ///< a unit where the column's other cells carry none
    CELL_OTHER_UNIT, ///< a unit of another dimension than the column's
    CELL_BAD,
};

/// How the cells of one column are written: observe a sample of them, then settle.
struct cell_style {
    char decimal;      ///< '.' or ',' when a cell proves it or the file's evidence; 0: none did
    bool forced;       ///< whatever a cell proves by itself (--decimal)
    bool milli;        ///< "250m" is thousandths of a core, as names and other cells tell
    bool has_unit;     ///< cells carry units; values are in `unit`
    bool bare_allowed; ///< bare numbers are in `unit` all the same (--unit says so)
    struct unit unit;
    size_t united;    ///< cells of the sample with a unit
    size_t bare;      ///< and without, zeros left aside
    size_t guessed;   ///< cells such as "1,204" that were read by the rule for lack of proof
    size_t regrouped; ///< cells whose separators were taken out
};

/// Learns from one cell of the sample: which sign is the decimal one, and whether there is a unit.
void cell_style_observe(struct cell_style *style, const char *text, size_t length);

/// Decides by the observed cells whether the column's values carry units.
void cell_style_settle(struct cell_style *style);

/// Reads a cell; *value is NaN unless it is a number. "1,204" is 1204 and "1.204" is 1.204 unless
/// the column proves that the comma is its decimal sign.
enum cell_kind cell_parse(struct cell_style *style, const char *text, size_t length, double *value);

/// Whether a cell by itself is a number, with or without a unit that is known, or an infinity.
bool cell_is_number(const char *text, size_t length);

/// Whether a cell is a number in front of a word that is no known unit (13 °C, 850 bananas): the
/// word is copied. Whether it is one of a column's values is for its other cells to say.
bool cell_has_word(const char *text, size_t length, char word[UNIT_NAME_MAX]);

/// Whether a cell is "NUMBER m": minutes or thousandths.
bool cell_has_m(const char *text, size_t length);

/// Whether a cell holds two numbers, "306.4MiB / 1.944GiB"; *first and *second are the lengths of
/// what stands before and behind the slash, blanks left aside.
bool cell_is_pair(const char *text, size_t length, size_t *first, size_t *second);

/// The decimal sign that a cell proves by itself: '.', ',' or 0. *other is set to the one sign, '.'
/// or ',', that it has and that may part thousands as well; else to 0.
char cell_decimal(const char *text, size_t length, char *other);

/// Whether a cell says that there is no value.
bool cell_is_missing(const char *text, size_t length);

#endif
