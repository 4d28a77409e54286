// Events of a plan: what they are, whether they count, and what each makes of every week.
#include "answer/plan_book.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME, START, END, TIMES, SHARE, ON, OWNER, SEGMENT, LIST_COLUMNS };
enum { LIST_HEADER_ROW = 3, LIST_ROW };

enum { KNOTS = 8 };
/// Columns of the table of weeks; those of an event begin at EVENT_COLUMN.
enum { WEEK, ALL, WITHOUT, WORST = WITHOUT + PLAN_COLUMNS, EVENT_COLUMN };
/// And of an event: what counts, what it makes when it is on and off, and the knots between which
/// a multiplier is read off.
enum { COUNTED, WHEN_ON, WHEN_OFF, FIRST_KNOT, EVENT_COLUMNS = FIRST_KNOT + KNOTS };

static const char sheet_name[] = "Events";

static uint32_t knot_row(const struct plan_book *book)
{
    return LIST_ROW + (uint32_t)book->event_count + 4;
}

static uint32_t week_row(const struct plan_book *book, uint32_t w)
{
    return knot_row(book) + 1 + w;
}

static uint16_t event_column(size_t e, int column)
{
    return (uint16_t)(EVENT_COLUMN + (int)e * EVENT_COLUMNS + column);
}

static const struct planned_event *event_of(const struct plan_book *book, size_t e)
{
    return &book->report->events->item[book->event[e]];
}

void plan_book_find_events(struct plan_book *book)
{
    const struct plan_review *review = book->report->review;
    const struct planned_events *events = book->report->events;
    if (events == NULL || review->in.without == NULL)
        return;
    double *factor = mem_alloc(book->plan->weeks, sizeof *factor);
    for (size_t i = 0; i < events->count && book->event_count < BOOK_EVENTS; i++) {
        bool counted = events->item[i].probability > 0, acts = false;
        if (!planned_event_concerns(&events->item[i], book->plan->in.history->key))
            continue;
        event_change(&review->in, i, counted ? 1 : (double)NAN, !counted, factor);
        for (size_t w = 0; w < book->plan->weeks; w++)
            acts = acts || fabs(factor[w] - 1) > 1e-9;
        if (acts)
            book->event[book->event_count++] = i;
    }
    free(factor);
}

const char *plan_book_demand(struct plan_book *book, uint32_t w, const char *column, size_t event)
{
    const unsigned from = DEMAND_WEEK_ROW + w + 1;
    struct str out = {0};
    str_appendf(&out, "INDEX(Demand!$B$%u:$F$%u,MATCH(%s,Demand!$B$%d:$F$%d,0))", from, from,
                column, DEMAND_WEEK_HEADER_ROW + 1, DEMAND_WEEK_HEADER_ROW + 1);
    if (book->event_count > 0 && event == SIZE_MAX)
        str_appendf(&out, "*%s", book_cell(book, sheet_name, week_row(book, w), ALL));
    for (size_t e = 0; e < book->event_count && event != SIZE_MAX; e++) {
        bool other = book->event[e] == event;
        int which = !other ? COUNTED : event_of(book, e)->probability > 0 ? WHEN_OFF : WHEN_ON;
        str_appendf(&out, "*%s",
                    book_cell(book, sheet_name, week_row(book, w), event_column(e, which)));
    }
    const char *formula = arena_strdup(&book->arena, str_text(&out));
    str_release(&out);
    return formula;
}

const char *plan_book_event_weeks(struct plan_book *book)
{
    return book_range(book, sheet_name, week_row(book, 0), ALL,
                      week_row(book, (uint32_t)book->plan->weeks - 1), ALL);
}

const char *plan_book_demand_without(struct plan_book *book, uint32_t w, const char *column)
{
    const uint32_t row = week_row(book, w), header = knot_row(book);
    return arena_printf(
        &book->arena, "INDEX(%s,MATCH(%s,%s,0))",
        book_range(book, sheet_name, row, WITHOUT, row, WITHOUT + PLAN_COLUMNS - 1), column,
        book_range(book, sheet_name, header, WITHOUT, header, WITHOUT + PLAN_COLUMNS - 1));
}

const char *plan_book_demand_worst(struct plan_book *book, uint32_t w)
{
    return book_cell(book, sheet_name, week_row(book, w), WORST);
}

static int ascending(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/// Multipliers at which the weeks are worked out: about the event's own, and no effect at all.
static void find_knots(double own, double knot[KNOTS])
{
    const double wanted[KNOTS] = {1,
                                  1 + (own - 1) / 2,
                                  own,
                                  0.8 * own,
                                  1.2 * own,
                                  1 + (own - 1) * 1.5,
                                  1 + (own - 1) * 2,
                                  1 + (own - 1) * 3};
    size_t n = 0;
    for (size_t i = 0; i < KNOTS; i++)
        knot[n++] = fmax(wanted[i], 0);
    qsort(knot, KNOTS, sizeof *knot, ascending);
    // Equal ones would divide by nothing.
    for (size_t i = 1; i < KNOTS; i++)
        if (knot[i] < knot[i - 1] + 1e-6)
            knot[i] = knot[i - 1] + 0.01;
    for (size_t i = 0; i < KNOTS; i++)
        if (fabs(knot[i] - own) < 1e-9)
            knot[i] = own;
}

static size_t segment_of(const double knot[KNOTS], double own)
{
    size_t segment = 0;
    while (segment + 2 < KNOTS && knot[segment + 1] <= own)
        segment++;
    return segment;
}

static void write_list(struct plan_book *book, size_t e, const double knot[KNOTS])
{
    static const char *const on_off[] = {"on", "off", NULL};
    const struct planned_event *event = event_of(book, e);
    const uint32_t row = LIST_ROW + (uint32_t)e;
    struct xlsx_sheet *sheet = book->events;
    instant last = event->start + (instant)(event->waves - 1) * event->every_ms;
    xlsx_text(sheet, row, NAME, event->name, XLSX_LABEL);
    xlsx_time(sheet, row, START, event->start + book->report->clock, XLSX_TIME);
    xlsx_time(sheet, row, END, last + event->duration_ms + book->report->clock, XLSX_TIME);
    xlsx_number(sheet, row, TIMES, event->multiplier, XLSX_INPUT);
    xlsx_accept(sheet, row, TIMES, XLSX_NOT_NEGATIVE, NULL,
                "How many times the usual demand: 0 or more.");
    if (event->probability > 0)
        xlsx_number(sheet, row, SHARE, event->probability, XLSX_PERCENT);
    else
        xlsx_text(sheet, row, SHARE, event->confidence, XLSX_CELL_TEXT);
    xlsx_text(sheet, row, ON, event->probability > 0 ? "on" : "off", XLSX_INPUT_TEXT);
    xlsx_choices(sheet, row, ON, on_off);
    xlsx_text(sheet, row, OWNER, event->owner == NULL ? "" : event->owner, XLSX_CELL_TEXT);
    const uint16_t first = event_column(e, FIRST_KNOT);
    xlsx_formula(sheet, row, SEGMENT,
                 arena_printf(&book->arena, "=MIN(IFERROR(MATCH(%s,%s,1),1),%d)",
                              book_cell(book, NULL, row, TIMES),
                              book_range(book, NULL, knot_row(book), first, knot_row(book),
                                         (uint16_t)(first + KNOTS - 1)),
                              KNOTS - 1),
                 (double)segment_of(knot, event->multiplier) + 1, XLSX_INTEGER);
}

/// The line between the two knots that the multiplier lies between.
static const char *on_formula(struct plan_book *book, size_t e, uint32_t row)
{
    const uint16_t first = event_column(e, FIRST_KNOT);
    const char *value = book_range(book, NULL, row, first, row, (uint16_t)(first + KNOTS - 1));
    const char *knot = book_range(book, NULL, knot_row(book), first, knot_row(book),
                                  (uint16_t)(first + KNOTS - 1));
    const char *times = book_cell(book, NULL, LIST_ROW + (uint32_t)e, TIMES);
    const char *at = book_cell(book, NULL, LIST_ROW + (uint32_t)e, SEGMENT);
    return arena_printf(&book->arena,
                        "=MAX(0,INDEX(%s,%s)+(INDEX(%s,%s+1)-INDEX(%s,%s))*(%s-INDEX(%s,%s))/"
                        "(INDEX(%s,%s+1)-INDEX(%s,%s)))",
                        value, at, value, at, value, at, times, knot, at, knot, at, knot, at);
}

static void write_event(struct plan_book *book, size_t e)
{
    const struct plan_review_inputs *in = &book->report->review->in;
    const struct planned_event *event = event_of(book, e);
    const size_t weeks = book->plan->weeks;
    const bool counted = event->probability > 0;
    double knot[KNOTS];
    double *factor = mem_alloc(weeks * (KNOTS + 2), sizeof *factor);
    double *when_on = factor + KNOTS * weeks, *when_off = when_on + weeks;
    find_knots(event->multiplier, knot);
    for (size_t k = 0; k < KNOTS; k++)
        // A multiplier of 1 is asked for as what it is, no event; a retry of its own may stay.
        event_change(in, book->event[e], knot[k] == event->multiplier ? (double)NAN : knot[k],
                     !counted, factor + k * weeks);
    event_change(in, book->event[e], NAN, !counted, when_on);
    event_change(in, book->event[e], 1, false, when_off);
    write_list(book, e, knot);
    const char *on = book_cell(book, NULL, LIST_ROW + (uint32_t)e, ON);
    for (size_t k = 0; k < KNOTS; k++)
        xlsx_number(book->events, knot_row(book), event_column(e, FIRST_KNOT + (int)k), knot[k],
                    XLSX_DECIMAL);
    for (uint32_t w = 0; w < weeks; w++) {
        const uint32_t row = week_row(book, w);
        for (size_t k = 0; k < KNOTS; k++)
            xlsx_number(book->events, row, event_column(e, FIRST_KNOT + (int)k),
                        factor[k * weeks + w], XLSX_DECIMAL);
        xlsx_number(book->events, row, event_column(e, WHEN_OFF), when_off[w], XLSX_DECIMAL);
        xlsx_formula(book->events, row, event_column(e, WHEN_ON), on_formula(book, e, row),
                     when_on[w], XLSX_DECIMAL);
        xlsx_formula(book->events, row, event_column(e, COUNTED),
                     arena_printf(&book->arena, "=IF(%s=\"on\",%s,%s)", on,
                                  book_cell(book, NULL, row, event_column(e, WHEN_ON)),
                                  book_cell(book, NULL, row, event_column(e, WHEN_OFF))),
                     counted ? when_on[w] : when_off[w], XLSX_DECIMAL);
    }
    free(factor);
}

static void write_weeks(struct plan_book *book)
{
    const struct plan_review_inputs *in = &book->report->review->in;
    for (uint32_t w = 0; w < book->plan->weeks; w++) {
        const uint32_t row = week_row(book, w);
        struct str product = {0};
        for (size_t e = 0; e < book->event_count; e++)
            str_appendf(&product, "%s%s", e == 0 ? "=" : "*",
                        book_cell(book, NULL, row, event_column(e, COUNTED)));
        xlsx_time(book->events, row, WEEK, book->plan->week[w].start, XLSX_DATE);
        xlsx_formula(book->events, row, ALL, str_text(&product), 1, XLSX_DECIMAL);
        for (uint16_t c = 0; c < PLAN_COLUMNS; c++)
            xlsx_number(book->events, row, (uint16_t)(WITHOUT + c),
                        fmax(in->without->week[w].highest[c], 0), XLSX_DECIMAL);
        if (in->worst != NULL)
            xlsx_number(book->events, row, WORST, fmax(in->worst->week[w].highest[PLAN_P99], 0),
                        XLSX_DECIMAL);
        str_release(&product);
    }
}

/// Whether every event is as the plan was made with, as 1 or 0.
static int write_as_made(struct plan_book *book, struct err *err)
{
    const uint32_t row = LIST_ROW + (uint32_t)book->event_count;
    struct str formula = {0};
    str_append(&formula, "=IF(AND(events=\"on\"");
    for (size_t e = 0; e < book->event_count; e++)
        str_appendf(
            &formula, ",%s=%.15g,%s=\"%s\"", book_cell(book, NULL, LIST_ROW + (uint32_t)e, TIMES),
            event_of(book, e)->multiplier, book_cell(book, NULL, LIST_ROW + (uint32_t)e, ON),
            event_of(book, e)->probability > 0 ? "on" : "off");
    str_append(&formula, "),1,0)");
    xlsx_text(book->events, row, NAME, "1 while nothing here is changed", XLSX_NOTE);
    xlsx_formula(book->events, row, START, str_text(&formula), 1, XLSX_INTEGER);
    str_release(&formula);
    return xlsx_define_name(book->xlsx, "events_as_made", book->events, row, START, err);
}

static void write_headers(struct plan_book *book, const char *note)
{
    static const struct book_column list[LIST_COLUMNS] = {
        {"name", 22, false}, {"start", 17, true}, {"end", 17, true},    {"times", 9, true},
        {"share", 11, true}, {"on", 9, false},    {"owner", 14, false}, {"segment", 9, true}};
    static const char *const of_event[] = {"counts", "when on", "when off"};
    const uint32_t row = knot_row(book);
    book_title(book->events, "Events", note, list, LIST_COLUMNS);
    book_header(book->events, LIST_HEADER_ROW, list, LIST_COLUMNS);
    xlsx_text(book->events, row - 2, 0, "What they make of the highest demand of each week",
              XLSX_HEADING);
    xlsx_text(book->events, row, WEEK, "week", XLSX_HEADER_NUMBER);
    xlsx_text(book->events, row, ALL, "all", XLSX_HEADER_NUMBER);
    for (uint16_t c = 0; c < PLAN_COLUMNS; c++) {
        xlsx_text(book->events, row - 1, (uint16_t)(WITHOUT + c), "without any", XLSX_NOTE);
        xlsx_text(book->events, row, (uint16_t)(WITHOUT + c), plan_column_name((enum plan_column)c),
                  XLSX_HEADER_NUMBER);
    }
    xlsx_text(book->events, row, WORST, "worst", XLSX_HEADER_NUMBER);
    for (size_t e = 0; e < book->event_count; e++) {
        xlsx_text(book->events, row - 1, event_column(e, COUNTED), event_of(book, e)->name,
                  XLSX_LABEL);
        for (int c = 0; c < FIRST_KNOT; c++)
            xlsx_text(book->events, row, event_column(e, c), of_event[c], XLSX_HEADER_NUMBER);
    }
}

int plan_sheet_events(struct plan_book *book, struct err *err)
{
    if (book->event_count == 0)
        return 0;
    write_headers(
        book, "Switch an event, or change how many times the usual demand it is: weeks, costs and "
              "scenarios follow. Below are the weeks as they were solved for some multipliers; "
              "others are read off the lines between them. Those without a probability are off.");
    for (size_t e = 0; e < book->event_count; e++)
        write_event(book, e);
    write_weeks(book);
    xlsx_freeze(book->events, LIST_ROW, 1);
    xlsx_print_setup(book->events, true, LIST_HEADER_ROW, LIST_HEADER_ROW);
    xlsx_print_area(book->events, 0, 0, week_row(book, (uint32_t)book->plan->weeks - 1), WORST);
    return write_as_made(book, err);
}
