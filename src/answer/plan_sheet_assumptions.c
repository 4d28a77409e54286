#include "answer/plan_book.h"
#include "base/utf8.h"
#include "time/instant.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LINE_POINTS = 15 };

enum {
    TITLE_ROW,
    NOTE_ROW,
    HEADER_ROW = 3,
    FIRST_ROW,
};

enum { NAME, VALUE, UNIT, SOURCE, OWNER, DATE, AGE, ORIGIN, MEANING, COLUMNS };

/// Widths in characters.
static const double width[COLUMNS] = {17, 13, 18, 44, 15, 11, 8, 36, 52};

/// One input that formulas use: always there, empty when it is not given.
struct input {
    const char *name; ///< as in an assumptions file
    const char *cell; ///< name of the cell; NULL: the same
    enum xlsx_format format;
    double value;
    const char *text; ///< instead of the value
    const char *unit;
    const char *meaning;
    enum xlsx_bound bound;
    const char *rule; ///< for XLSX_FORMULA, with "#" for the cell; NULL: any of `bound`
};

static const struct plan_assumption *find(const struct plan_report *report, const char *name)
{
    for (size_t i = 0; i < report->assumptions; i++) {
        if (strcmp(report->assumption[i].name, name) == 0) {
            return &report->assumption[i];
        }
    }
    return NULL;
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/// Lines that a text takes in a column, wrapped at words.
static double lines_in(const char *text, int column)
{
    double columns = (double)utf8_width(or_empty(text), strlen(or_empty(text)));
    return fmax(1, ceil(columns / (0.9 * width[column])));
}

/// A date as a day and how many lie between it and as_of; else as it was written.
static void write_date(struct plan_book *book, uint32_t row, const char *text)
{
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    int year, month, mday;
    const char *date = book_cell(book, NULL, row, DATE);
    if (text == NULL || sscanf(text, "%d-%d-%d", &year, &month, &mday) != 3 || month < 1 ||
        month > 12 || mday < 1 || mday > 31) {
        xlsx_text(book->assumptions, row, DATE, or_empty(text), XLSX_TEXT);
        return;
    }
    int64_t days = civil_days(year, month, mday);
    xlsx_time(book->assumptions, row, DATE, days * day, XLSX_DATE);
    int64_t age = book->plan->in.as_of / day - days;
    xlsx_formula(book->assumptions, row, AGE, arena_printf(&book->arena, "=INT(as_of)-%s", date),
                 (double)age, XLSX_INTEGER);
}

static void write_provenance(struct plan_book *book, uint32_t row,
                             const struct plan_assumption *assumption)
{
    struct xlsx_sheet *sheet = book->assumptions;
    if (assumption == NULL) {
        return;
    }
    xlsx_text(sheet, row, SOURCE, or_empty(assumption->source), XLSX_TEXT);
    xlsx_text(sheet, row, OWNER, or_empty(assumption->owner), XLSX_TEXT);
    write_date(book, row, assumption->date);
    xlsx_text(sheet, row, ORIGIN, or_empty(assumption->origin), XLSX_TEXT);
    // Not every program sets a row as high as its wrapped texts need.
    double lines = fmax(lines_in(assumption->source, SOURCE), lines_in(assumption->origin, ORIGIN));
    if (lines > 1) {
        xlsx_row_height(sheet, row, LINE_POINTS * lines);
    }
}

static int write_input(struct plan_book *book, uint32_t row, const struct input *input,
                       struct err *err)
{
    struct xlsx_sheet *sheet = book->assumptions;
    const char *cell = input->cell != NULL ? input->cell : input->name;
    xlsx_text(sheet, row, NAME, input->name, XLSX_LABEL);
    if (input->text != NULL) {
        xlsx_text(sheet, row, VALUE, input->text, input->format);
    } else if (isnan(input->value)) {
        xlsx_text(sheet, row, VALUE, "", input->format);
    } else {
        xlsx_number(sheet, row, VALUE, input->value, input->format);
    }
    xlsx_text(sheet, row, UNIT, input->unit, XLSX_REMARK);
    xlsx_text(sheet, row, MEANING, input->meaning, XLSX_NOTE);
    write_provenance(book, row, find(book->report, input->name));
    return xlsx_define_name(book->xlsx, cell, sheet, row, VALUE, err);
}

/// Refuses in the sheet what the command would refuse.
static void accept_values(struct plan_book *book, uint32_t row, const struct input *input)
{
    static const char *const is[] = {[XLSX_ABOVE_ZERO] = "a number above 0",
                                     [XLSX_NOT_NEGATIVE] = "a number, 0 or more",
                                     [XLSX_SHARE] = "a share from 0 to 1",
                                     [XLSX_WHOLE] = "a whole number, 0 or more",
                                     [XLSX_FORMULA] =
                                         "a number, 0 or more, or one of the words beside it"};
    struct str rule = {0};
    for (const char *at = input->rule; at != NULL && *at != '\0'; at++)
        if (*at == '#')
            str_append(&rule, book_cell(book, NULL, row, VALUE));
        else
            str_append_char(&rule, *at);
    xlsx_accept(book->assumptions, row, VALUE, input->bound, str_text(&rule),
                arena_printf(&book->arena, "%s is %s.", input->name, is[input->bound]));
    str_release(&rule);
}

/// Assumptions that no formula uses: shown with their text.
static void write_others(struct plan_book *book, uint32_t row, const struct input *input,
                         size_t inputs)
{
    for (size_t i = 0; i < book->report->assumptions; i++) {
        const struct plan_assumption *assumption = &book->report->assumption[i];
        bool known = strcmp(assumption->name, "target") == 0;
        for (size_t k = 0; k < inputs; k++) {
            known = known || strcmp(assumption->name, input[k].name) == 0;
        }
        if (!known) {
            xlsx_text(book->assumptions, row, NAME, assumption->name, XLSX_LABEL);
            xlsx_text(book->assumptions, row, VALUE, or_empty(assumption->value), XLSX_TEXT);
            xlsx_text(book->assumptions, row, MEANING,
                      "settled when the plan was made: a change here moves nothing", XLSX_NOTE);
            write_provenance(book, row, assumption);
            row++;
        }
    }
}

static void write_frame(struct xlsx_sheet *sheet)
{
    static const char *const header[] = {"name", "value",  "unit",   "source", "owner",
                                         "date", "age, d", "origin", "meaning"};
    for (uint16_t c = 0; c < sizeof header / sizeof *header; c++) {
        xlsx_text(sheet, HEADER_ROW, c, header[c],
                  c == VALUE || c == AGE ? XLSX_HEADER_NUMBER
                  : c == UNIT            ? XLSX_HEADER_TEXT
                                         : XLSX_HEADER);
        xlsx_column_width(sheet, c, c, width[c]);
    }
    xlsx_text(sheet, TITLE_ROW, 0, "Assumptions", XLSX_TITLE);
    xlsx_text(
        sheet, NOTE_ROW, 0,
        "Change a coloured cell: counts, dates and costs on the other sheets follow. An empty "
        "one is not given. Amber: no source or owner.",
        XLSX_NOTE);
    xlsx_freeze(sheet, FIRST_ROW, 1);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

static void highlight(struct plan_book *book, uint32_t last)
{
    xlsx_highlight_formula(book->assumptions, FIRST_ROW, SOURCE, last, OWNER,
                           "=AND($B5<>\"\",$H5<>\"\",$H5<>\"default\",D5=\"\")", XLSX_WARN);
}

int plan_sheet_assumptions(struct plan_book *book, struct err *err)
{
    const struct capacity_plan *plan = book->plan;
    const struct sizing *sizing = &plan->in.sizing;
    static const char *const column[] = {"mean", "p50", "p90", "p95", "p99", NULL};
    const struct deploy_batch *deploy = &sizing->max_unavailable;
    bool by_zone = sizing->spare_kind != SPARE_INSTANCES;
    const char *demand_unit = plan->in.history->unit.name;
    const struct input input[] = {
        {"per_instance", NULL, XLSX_INPUT, sizing->per_instance, NULL, demand_unit,
         "demand that one instance serves well", XLSX_ABOVE_ZERO, NULL},
        {"headroom", NULL, XLSX_INPUT_PERCENT, sizing->headroom, NULL, "of the demand",
         "kept free on top of the demand", XLSX_NOT_NEGATIVE, NULL},
        {"spare", NULL, XLSX_INPUT, sizing->spare,
         !by_zone                           ? NULL
         : sizing->spare_kind == SPARE_ZONE ? "zone"
                                            : "region",
         "instances, or zone", "what may fail with the headroom kept", XLSX_FORMULA,
         "=OR(#=\"zone\",#=\"region\",AND(ISNUMBER(#),N(#)>=0,N(#)=INT(N(#))))"},
        {"zones", NULL, XLSX_INPUT, sizing->zones > 0 ? sizing->zones : NAN, NULL, "zones",
         "hold the same number of instances each", XLSX_WHOLE, NULL},
        {"min", "min_instances", XLSX_INPUT, sizing->min, NULL, "instances",
         "never fewer than this; the cell's name is min_instances", XLSX_WHOLE, NULL},
        {"max", "max_instances", XLSX_INPUT, sizing->max, NULL, "instances",
         "never more than this; the cell's name is max_instances", XLSX_WHOLE, NULL},
        {"max_unavailable", NULL, deploy->share > 0 ? XLSX_INPUT_PERCENT : XLSX_INPUT,
         deploy->share > 0   ? deploy->share
         : deploy->count > 0 ? deploy->count
                             : NAN,
         NULL, "instances, or share", "taken out at once by a rolling deployment", XLSX_FORMULA,
         "=AND(ISNUMBER(#),N(#)>=0,OR(N(#)<1,N(#)=INT(N(#))))"},
        {"current", "current_instances", XLSX_INPUT, plan->in.current, NULL, "instances",
         "in service today; empty: what the last seven days need", XLSX_WHOLE, NULL},
        {"price", NULL, XLSX_INPUT, sizing->price_hour, NULL, "an hour", "of one instance",
         XLSX_NOT_NEGATIVE, NULL},
        {"hours_per_month", NULL, XLSX_INPUT, sizing->hours_per_month, NULL, "hours",
         "that a month has in costs", XLSX_ABOVE_ZERO, NULL},
        {"budget", NULL, XLSX_INPUT, sizing->budget_month, NULL, "a month",
         "what all instances may cost", XLSX_NOT_NEGATIVE, NULL},
        {"lead_time", NULL, XLSX_INPUT, plan->in.lead_time_s / (double)SECONDS_PER_DAY, NULL,
         "days", "from an order to capacity in service", XLSX_NOT_NEGATIVE, NULL},
        {"review_every", NULL, XLSX_INPUT, plan->in.review_s / (double)SECONDS_PER_DAY, NULL,
         "days", "until the next review, which may order again", XLSX_NOT_NEGATIVE, NULL},
        {"quantile", NULL, XLSX_INPUT_TEXT, NAN, plan_column_name(plan->in.column), "column",
         "of the forecast that is planned for; headroom comes on top", XLSX_NOT_NEGATIVE, NULL},
        {"as_of", NULL, XLSX_INPUT_DATE, xlsx_serial(plan->in.as_of), NULL, book->report->zone,
         "now, on that clock", XLSX_NOT_NEGATIVE, NULL},
    };
    enum { INPUTS = sizeof input / sizeof *input };
    write_frame(book->assumptions);
    for (uint32_t i = 0; i < INPUTS; i++) {
        if (write_input(book, FIRST_ROW + i, &input[i], err) != 0) {
            return -1;
        }
        if (strcmp(input[i].name, "quantile") == 0)
            xlsx_choices(book->assumptions, FIRST_ROW + i, VALUE, column);
        else
            accept_values(book, FIRST_ROW + i, &input[i]);
    }
    write_others(book, FIRST_ROW + INPUTS, input, INPUTS);
    highlight(book, FIRST_ROW + INPUTS - 1);
    return 0;
}
