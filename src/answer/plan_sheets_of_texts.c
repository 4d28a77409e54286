// Sheets of texts: what changed, how good the forecast was, risks, readiness, words.
#include "answer/plan_book.h"
#include "answer/plan_changes.h"
#include "answer/plan_readiness.h"
#include "answer/plan_words.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { HEADER_ROW = 3, FIRST_ROW, LINE_POINTS = 15 };

static void begin(struct xlsx_sheet *sheet, const char *title, const char *note,
                  const struct book_column *column, size_t columns)
{
    book_title(sheet, title, note, column, columns);
    xlsx_freeze(sheet, FIRST_ROW, 0);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

/// A text that wraps in a column of `width`, in a row that is high enough.
static void wrapped(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, double width,
                    const char *text)
{
    double lines = ceil((double)utf8_width(text, strlen(text)) / (0.9 * width));
    xlsx_text(sheet, row, column, text, XLSX_TEXT);
    if (lines > 1)
        xlsx_row_height(sheet, row, LINE_POINTS * lines);
}

static const char *or_none(const char *text)
{
    return text != NULL ? text : "none";
}

static void write_changes(struct plan_book *book)
{
    static const struct book_column column[] = {
        {"what", 30, false}, {"before", 34, false}, {"now", 34, false}};
    const struct plan_changes *changes = book->report->changes;
    struct xlsx_sheet *sheet = book->changes;
    if (changes == NULL)
        return;
    begin(sheet, "Changes", plan_changes_words(changes, &book->arena), column, 3);
    book_header(sheet, HEADER_ROW, column, 3);
    uint32_t row = FIRST_ROW;
    for (size_t i = 0; i < changes->changes; i++, row++) {
        xlsx_text(sheet, row, 0, changes->change[i].what, XLSX_LABEL);
        xlsx_text(sheet, row, 1, or_none(changes->change[i].before), XLSX_TEXT);
        xlsx_text(sheet, row, 2, or_none(changes->change[i].now), XLSX_TEXT);
    }
    if (changes->changes == 0)
        xlsx_text(sheet, row++, 0, "Decision, dates, cost and assumptions are the same.",
                  XLSX_GENERAL);
    row++;
    xlsx_text(sheet, row++, 0, "Weeks of the last plan that are over", XLSX_HEADING);
    for (size_t i = 0; i < changes->weeks; i++, row++) {
        const struct last_plan_week *week = &changes->week[i];
        xlsx_time(sheet, row, 0, week->start, XLSX_DATE);
        xlsx_number(sheet, row, 1, week->planned, XLSX_DECIMAL);
        xlsx_number(sheet, row, 2, week->measured, XLSX_DECIMAL);
    }
}

static void measure(struct plan_book *book, uint32_t row, const char *name, double value,
                    enum xlsx_format format, const char *read)
{
    xlsx_text(book->accuracy, row, 0, name, XLSX_LABEL);
    xlsx_number(book->accuracy, row, 1, value, format);
    xlsx_text(book->accuracy, row, 2, read, XLSX_REMARK);
}

static void write_accuracy(struct plan_book *book)
{
    static const struct book_column column[] = {
        {"measure", 26, false}, {"value", 14, true}, {"read as", 44, false}};
    static const struct book_column peaks[] = {{"week", 26, true},           {"p50", 14, true},
                                               {"planned for", 44, true},    {"p99", 14, true},
                                               {"peak that came", 14, true}, {"held", 8, true}};
    const struct backtest *test = &book->plan->in.forecast->backtest;
    const struct plan_review *review = book->report->review;
    uint32_t row = FIRST_ROW;
    begin(book->accuracy, "Accuracy", words_accuracy(&book->arena, book->plan->in.forecast), column,
          3);
    book_header(book->accuracy, HEADER_ROW, column, 3);
    for (uint16_t c = 3; c < 6; c++)
        xlsx_column_width(book->accuracy, c, c, peaks[c].width);
    measure(book, row++, "error (MASE)", test->mase, XLSX_DECIMAL,
            "mean error over that of repeating the last season, in its own history");
    measure(book, row++, "the same of seasonal naive", test->mase_naive, XLSX_DECIMAL, "");
    measure(book, row++, "gain", test->skill, XLSX_PERCENT,
            "above 20%: useful; below 0: be careful");
    measure(book, row++, "p95 held", test->coverage_p95, XLSX_PERCENT, "of steps; wanted 95%");
    measure(book, row++, "p99 held", test->coverage_p99, XLSX_PERCENT, "of steps; wanted 99%");
    measure(book, row++, "forecasts tested", (double)test->origins, XLSX_INTEGER, "");
    xlsx_highlight_formula(book->accuracy, FIRST_ROW, 1, FIRST_ROW, 1, "=$B5>$B6", XLSX_WARN);
    row++;
    if (review->tested_weeks == 0)
        return;
    xlsx_text(book->accuracy, row++, 0, "Weekly peaks as they were forecast before", XLSX_HEADING);
    for (uint16_t c = 0; c < 6; c++)
        xlsx_text(book->accuracy, row, c, peaks[c].name, XLSX_HEADER_NUMBER);
    row++;
    for (size_t i = 0; i < review->tested_weeks; i++, row++) {
        const struct plan_tested_week *week = &review->tested[i];
        xlsx_time(book->accuracy, row, 0, week->start, XLSX_DATE);
        xlsx_number(book->accuracy, row, 1, week->p50, XLSX_DECIMAL);
        xlsx_number(book->accuracy, row, 2, week->planned, XLSX_DECIMAL);
        xlsx_number(book->accuracy, row, 3, week->p99, XLSX_DECIMAL);
        xlsx_number(book->accuracy, row, 4, week->peak, XLSX_DECIMAL);
        xlsx_formula_text(book->accuracy, row, 5,
                          arena_printf(&book->arena, "=IF(%s<=%s,\"yes\",\"no\")",
                                       book_cell(book, NULL, row, 4),
                                       book_cell(book, NULL, row, 2)),
                          week->peak <= week->planned ? "yes" : "no", XLSX_CELL_TEXT);
    }
}

struct risk_rows {
    struct plan_book *book;
    uint32_t row;
};

static void add_risk(void *context, const char *risk)
{
    static const char *const size[] = {"low", "medium", "high", NULL};
    struct risk_rows *rows = context;
    struct xlsx_sheet *sheet = rows->book->risks;
    wrapped(sheet, rows->row, 0, 70, risk);
    for (uint16_t c = 1; c <= 5; c++)
        xlsx_text(sheet, rows->row, c, "", c == 5 ? XLSX_INPUT_DATE : XLSX_INPUT_TEXT);
    xlsx_choices(sheet, rows->row, 1, size);
    xlsx_choices(sheet, rows->row, 2, size);
    rows->row++;
}

static void write_risks(struct plan_book *book)
{
    static const struct book_column column[] = {{"risk", 70, false},   {"likelihood", 12, false},
                                                {"impact", 12, false}, {"action", 44, false},
                                                {"owner", 16, false},  {"due", 12, true}};
    struct risk_rows rows = {book, FIRST_ROW};
    begin(book->risks, "Risks",
          "What the figures show, as made; the review fills in the coloured cells.", column, 6);
    book_header(book->risks, HEADER_ROW, column, 6);
    words_risks(&book->arena, book->report, add_risk, &rows);
    words_warnings(&book->arena, book->report, add_risk, &rows);
    if (rows.row == FIRST_ROW)
        xlsx_text(book->risks, rows.row, 0, "none found in the figures", XLSX_GENERAL);
}

static void write_readiness(struct plan_book *book)
{
    static const struct book_column column[] = {{"what", 30, false},
                                                {"question", 62, false},
                                                {"answer", 12, false},
                                                {"owner", 16, false},
                                                {"evidence", 54, false}};
    static const char *const answers[] = {"yes", "no", "in part", NULL};
    struct readiness_item item[READINESS_MAX];
    size_t count = plan_readiness(book->report, &book->arena, item);
    begin(
        book->readiness, "Readiness",
        "What has to be true before the fleet grows. Answers that the figures give are filled in; "
        "the review answers the others.",
        column, 5);
    book_header(book->readiness, HEADER_ROW, column, 5);
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = FIRST_ROW + (uint32_t)i;
        xlsx_text(book->readiness, row, 0, item[i].name, XLSX_LABEL);
        wrapped(book->readiness, row, 1, 62, item[i].question);
        xlsx_text(book->readiness, row, 2, readiness_answer_name(item[i].answer), XLSX_INPUT_TEXT);
        xlsx_choices(book->readiness, row, 2, answers);
        xlsx_text(book->readiness, row, 3, item[i].owner == NULL ? "" : item[i].owner,
                  XLSX_INPUT_TEXT);
        xlsx_text(book->readiness, row, 4, item[i].evidence, XLSX_INPUT_TEXT);
    }
    const uint32_t last = FIRST_ROW + (uint32_t)count - 1;
    xlsx_highlight(book->readiness, FIRST_ROW, 2, last, 2, XLSX_EQUAL, "\"yes\"", XLSX_GOOD);
    xlsx_highlight(book->readiness, FIRST_ROW, 2, last, 2, XLSX_EQUAL, "\"no\"", XLSX_BAD);
    xlsx_highlight(book->readiness, FIRST_ROW, 2, last, 2, XLSX_EQUAL, "\"in part\"", XLSX_WARN);
}

static void write_words(struct plan_book *book)
{
    static const struct book_column column[] = {{"word", 20, false}, {"meaning", 90, false}};
    size_t count;
    const struct plan_word *word = plan_glossary(&count);
    begin(book->words, "Words", "What this workbook means by them.", column, 2);
    book_header(book->words, HEADER_ROW, column, 2);
    for (size_t i = 0; i < count; i++) {
        xlsx_text(book->words, FIRST_ROW + (uint32_t)i, 0, word[i].word, XLSX_LABEL);
        wrapped(book->words, FIRST_ROW + (uint32_t)i, 1, 90, word[i].meaning);
    }
}

int plan_sheets_of_texts(struct plan_book *book, struct err *err)
{
    (void)err;
    write_changes(book);
    write_accuracy(book);
    write_risks(book);
    write_readiness(book);
    write_words(book);
    return 0;
}
