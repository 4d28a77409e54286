#include "table/cell.h"
#include "tap.h"

#include <math.h>
#include <string.h>

/// One cell read in a column of which `sample` shows how it is written.
struct cell_case {
    const char *sample[3];
    const char *cell;
    enum cell_kind kind;
    double value;
};

static const struct cell_case cases[] = {
    {{NULL}, "12", CELL_NUMBER, 12},
    {{NULL}, "-1.5e3", CELL_NUMBER, -1500},
    {{NULL}, " 12 ", CELL_NUMBER, 12},
    {{NULL}, "", CELL_MISSING, 0},
    {{NULL}, "NaN", CELL_MISSING, 0},
    {{NULL}, "-nan", CELL_MISSING, 0},
    {{NULL}, "#N/A", CELL_MISSING, 0},
    {{NULL}, "-", CELL_MISSING, 0},
    {{NULL}, "undefined", CELL_MISSING, 0},
    {{NULL}, "+Inf", CELL_INFINITE, 0},
    {{NULL}, "-Infinity", CELL_INFINITE, 0},
    {{NULL}, "12x", CELL_BAD, 0},
    {{NULL}, "1e999", CELL_BAD, 0},
    {{NULL}, "12 3", CELL_BAD, 0},
    {{NULL}, "0x10", CELL_BAD, 0},
    // Separators: what a cell proves by itself, else the column, else the comma parts thousands.
    {{NULL}, "1,204,551", CELL_NUMBER, 1204551},
    {{NULL}, "1.204.551", CELL_NUMBER, 1204551},
    {{NULL}, "1,204.5", CELL_NUMBER, 1204.5},
    {{NULL}, "1.204,5", CELL_NUMBER, 1204.5},
    {{NULL}, "1'204'551.5", CELL_NUMBER, 1204551.5},
    {{NULL}, "1 204 551,5", CELL_NUMBER, 1204551.5},
    {{NULL},
     "1\xE2\x80\xAF"
     "204",
     CELL_NUMBER,
     1204},
    {{NULL}, "0,5", CELL_NUMBER, 0.5},
    {{NULL}, "0,500", CELL_NUMBER, 0.5},
    {{NULL}, "12,34", CELL_NUMBER, 12.34},
    {{NULL}, "1,204", CELL_NUMBER, 1204},
    {{NULL}, "1.204", CELL_NUMBER, 1.204},
    {{"45,2"}, "1,204", CELL_NUMBER, 1.204},
    {{"45,2"}, "1.204", CELL_NUMBER, 1204},
    {{"45,2"}, "7", CELL_NUMBER, 7},
    {{"45.2"}, "1,204", CELL_NUMBER, 1204},
    {{NULL}, "1,20,551", CELL_BAD, 0},
    {{NULL}, "1,2045,551", CELL_BAD, 0},
    // Units: those of the column's first cell.
    {{"12.3 ms", "1 s"}, "1.02 s", CELL_NUMBER, 1020},
    {{"12.3 ms", "1 s"}, "850 \xC2\xB5s", CELL_NUMBER, 0.85},
    {{"12.3 ms", "1 s"}, "0", CELL_NUMBER, 0},
    {{"12.3 ms", "1 s"}, "5", CELL_NO_UNIT, 0},
    {{"12.3 ms", "1 s"}, "5 MB", CELL_OTHER_UNIT, 0},
    {{"1.25K req/s"}, "980 req/s", CELL_NUMBER, 980},
    {{"1.25K req/s"}, "1.25K req/s", CELL_NUMBER, 1250},
    {{"1.25K req/s"}, "1.3 kreq/s", CELL_NUMBER, 1300},
    {{"45%"}, "45.5 %", CELL_NUMBER, 45.5},
    {{"1.5 GiB"}, "1,6 GiB", CELL_NUMBER, 1.6},
    {{"1.5 GiB"}, "1536 MiB", CELL_NUMBER, 1.5},
    {{"12", "13"}, "14 ms", CELL_STRAY_UNIT, 0},
    {{"12", "13"}, "14x", CELL_BAD, 0},
    // Short scales, and a prefix that may be part of the word.
    {{"980"}, "1.25 K", CELL_NUMBER, 1250},
    {{"980"}, "3.4 Mil", CELL_NUMBER, 3.4e6},
    {{"1.25 kops/s"}, "980 ops/s", CELL_NUMBER, 980},
    {{"1.25 kops/s"}, "1.25 kops/s", CELL_NUMBER, 1250},
    {{"2 kfoo/s"}, "980 foo/s", CELL_OTHER_UNIT, 0},
    {{"2 foo/s"}, "3 foo/s", CELL_NUMBER, 3},
    // Negative numbers of book-keepers and typographers.
    {{NULL}, "(12.5)", CELL_NUMBER, -12.5},
    {{NULL},
     "\xE2\x88\x92"
     "12",
     CELL_NUMBER,
     -12},
    {{NULL}, "(-12)", CELL_BAD, 0},
    {{NULL}, "(null)", CELL_MISSING, 0},
    {{"(1.204,5)"}, "(1,5)", CELL_NUMBER, -1.5},
    // Durations of several units.
    {{"1m30s"}, "1h2m3.5s", CELL_NUMBER, 3723.5},
    {{"1m30s"}, "45s", CELL_NUMBER, 45},
    {{"1m30s"}, "2m", CELL_NUMBER, 120},
    {{"1m30s"}, "1d 2h", CELL_NUMBER, 93600},
    {{"1m30s"}, "30s1m", CELL_BAD, 0},
    {{"12", "13"}, "2m", CELL_BAD, 0},
    {{NULL}, "#DIV/0!", CELL_MISSING, 0},
    {{NULL}, "\xE2\x80\x94", CELL_MISSING, 0},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cell_case *want = &cases[i];
        struct cell_style style = {.decimal = 0};
        for (size_t k = 0; k < 3 && want->sample[k] != NULL; k++)
            cell_style_observe(&style, want->sample[k], strlen(want->sample[k]));
        cell_style_settle(&style);
        double value = 0;
        enum cell_kind kind = cell_parse(&style, want->cell, strlen(want->cell), &value);
        is_int(kind, want->kind, want->cell);
        near(value, want->kind == CELL_NUMBER ? want->value : (double)NAN, 1e-15, want->cell);
    }

    struct cell_style style = {.decimal = 0};
    double value = 0;
    cell_parse(&style, "1,204", 5, &value);
    is_int(style.guessed, 1, "a guess is counted");
    cell_parse(&style, "1,204,551", 9, &value);
    is_int(style.guessed, 1, "a proof is none");
    is_int(style.regrouped, 2, "and so are separators taken out");
    return done();
}
