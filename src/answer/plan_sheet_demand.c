#include "answer/plan_book.h"
#include "answer/plan_buckets.h"
#include "base/unit.h"
#include "sizing/inverse.h"

#include <math.h>

enum { ROWS_MAX = 2000, CHART_WIDTH_PX = 900, HEAT_COLUMN = DEMAND_COLUMNS + 2 };

static const int64_t second = INSTANT_PER_SECOND;

static instant forecast_end(const struct forecast *forecast)
{
    return forecast->start + (int64_t)forecast->n * forecast->step_s * second;
}

static void write_weeks(struct plan_book *book)
{
    struct xlsx_sheet *sheet = book->demand;
    const bool by_peak = book->plan->in.peaks != NULL;
    xlsx_text(sheet, DEMAND_WEEK_HEADER_ROW - 1, 0,
              by_peak ? "Peak of each week, and beside it its highest step"
                      : "Highest step of each week in the forecast",
              XLSX_HEADING);
    for (uint16_t c = 0; by_peak && c < PLAN_COLUMNS; c++)
        xlsx_text(sheet, DEMAND_WEEK_HEADER_ROW, (uint16_t)(1 + PLAN_COLUMNS + c),
                  arena_printf(&book->arena, "step %s", plan_column_name((enum plan_column)c)),
                  XLSX_HEADER_NUMBER);
    xlsx_text(sheet, DEMAND_WEEK_HEADER_ROW, 0, "week", XLSX_HEADER_NUMBER);
    for (uint16_t c = 0; c < PLAN_COLUMNS; c++) {
        xlsx_text(sheet, DEMAND_WEEK_HEADER_ROW, (uint16_t)(1 + c),
                  plan_column_name((enum plan_column)c), XLSX_HEADER_NUMBER);
    }
    for (uint32_t w = 0; w < book->plan->weeks; w++) {
        const struct plan_week *week = &book->plan->week[w];
        xlsx_time(sheet, DEMAND_WEEK_ROW + w, 0, week->start, XLSX_DATE);
        for (uint16_t c = 0; by_peak && c < PLAN_COLUMNS; c++)
            xlsx_number(sheet, DEMAND_WEEK_ROW + w, (uint16_t)(1 + PLAN_COLUMNS + c),
                        fmax(week->step[c], 0), XLSX_DECIMAL);
        for (uint16_t c = 0; c < PLAN_COLUMNS; c++) {
            xlsx_number(sheet, DEMAND_WEEK_ROW + w, (uint16_t)(1 + c), fmax(week->highest[c], 0),
                        XLSX_DECIMAL);
        }
    }
}

static void write_history(struct plan_book *book, uint32_t row, int64_t length_s)
{
    const struct series *history = book->plan->in.history;
    instant origin = book->plan->in.forecast->start;
    int64_t length = length_s * second;
    int64_t buckets = (origin - history->start + length - 1) / length;
    book->history_first = row;
    book->shown_from = origin - buckets * length;
    for (int64_t k = buckets; k > 0; k--) {
        struct bucket bucket = bucket_of(history->value, history->n, history->start,
                                         history->step_s, origin - k * length, length_s);
        xlsx_time(book->demand, row, DEMAND_TIME, origin - k * length, XLSX_TIME);
        xlsx_number(book->demand, row, DEMAND_HISTORY_MEAN, bucket.mean, XLSX_DECIMAL);
        xlsx_number(book->demand, row, DEMAND_HISTORY_HIGHEST, bucket.highest, XLSX_DECIMAL);
        row++;
    }
    book->history_last = row - 1;
}

/// The planned column by the name in `quantile`, and what the week's instances take.
static void write_live_cells(struct plan_book *book, uint32_t row, const struct bucket *bucket,
                             const struct plan_week *week)
{
    const struct capacity_plan *plan = book->plan;
    unsigned line = (unsigned)row + 1;
    char first = 'A' + DEMAND_FORECAST;
    char last = 'A' + DEMAND_PLANNED - 1;
    unsigned header = (unsigned)book->history_first; // the row above the first one, counted from 1
    // The events as the week has them; the worst case is that of weeks alone.
    const char *events =
        book->event_count == 0
            ? ""
            : arena_printf(&book->arena, "*INDEX(%s,MATCH(A%u,%s,1))", plan_book_event_weeks(book),
                           line, sizing_weeks(book, SIZING_WEEK));
    xlsx_formula(book->demand, row, DEMAND_PLANNED,
                 arena_printf(&book->arena,
                              "=INDEX(%c%u:%c%u,MATCH(scenario_quantile,$%c$%u:$%c$%u,0))*"
                              "scenario_scale%s",
                              first, line, last, line, first, header, last, header, events),
                 bucket[plan->in.column].highest, XLSX_DECIMAL);
    xlsx_formula(book->demand, row, DEMAND_CAPACITY,
                 arena_printf(&book->arena, "=INDEX(%s,MATCH(A%u,%s,1))*per_instance",
                              sizing_weeks(book, SIZING_INSTANCES), line,
                              sizing_weeks(book, SIZING_WEEK)),
                 week->row.instances * plan->in.sizing.per_instance, XLSX_DECIMAL);
}

static void write_forecast(struct plan_book *book, uint32_t row, int64_t length_s)
{
    const struct capacity_plan *plan = book->plan;
    const struct forecast *forecast = plan->in.forecast;
    book->forecast_first = row;
    book->shown_to = forecast_end(forecast);
    for (instant from = forecast->start; from < book->shown_to; from += length_s * second) {
        struct bucket bucket[PLAN_COLUMNS];
        xlsx_time(book->demand, row, DEMAND_TIME, from, XLSX_TIME);
        for (uint16_t c = 0; c < PLAN_COLUMNS; c++) {
            const double *value = c == PLAN_MEAN ? forecast->mean : forecast->level[c - PLAN_P50];
            bucket[c] =
                bucket_of(value, forecast->n, forecast->start, forecast->step_s, from, length_s);
            // The mean is the mean of its bucket; of a bound only the highest step counts.
            bucket[c].highest = c == PLAN_MEAN ? bucket[c].mean : bucket[c].highest;
            xlsx_number(book->demand, row, (uint16_t)(DEMAND_FORECAST + c), bucket[c].highest,
                        XLSX_DECIMAL);
        }
        write_live_cells(book, row, bucket, &plan->week[plan_week_at(plan, from)]);
        row++;
    }
    book->forecast_last = row - 1;
}

static uint32_t write_series_header(struct plan_book *book, int64_t length_s)
{
    static const char *const header[DEMAND_COLUMNS] = {
        "time", "history, mean", "history, highest", "mean",     "p50", "p90",
        "p95",  "p99",           "planned for",      "capacity",
    };
    char length[UNIT_NAME_MAX];
    uint32_t row = DEMAND_WEEK_ROW + (uint32_t)book->plan->weeks + 1;
    xlsx_text(book->demand, row, 0, "History and forecast", XLSX_HEADING);
    xlsx_text(book->demand, row + 1, 0,
              arena_printf(&book->arena,
                           "A row is %s: the mean of its steps for mean, the highest step for all "
                           "else. Capacity is what the week's instances take.",
                           duration_format(length, (double)length_s)),
              XLSX_NOTE);
    for (uint16_t c = 0; c < DEMAND_COLUMNS; c++) {
        xlsx_text(book->demand, row + 2, c, header[c], XLSX_HEADER_NUMBER);
    }
    xlsx_row_height(book->demand, row + 2, 32);
    return row + 3;
}

int plan_sheet_chart(struct plan_book *book, struct xlsx_sheet *sheet, uint32_t row, instant from,
                     uint32_t width_px, struct err *err)
{
    const struct capacity_plan *plan = book->plan;
    const struct series *history = plan->in.history;
    const uint32_t h1 = book->history_first, h2 = book->history_last;
    const uint32_t f1 = book->forecast_first, f2 = book->forecast_last;
    const struct xlsx_chart_series series[] = {
        {"history, highest", book->demand, DEMAND_TIME, DEMAND_HISTORY_HIGHEST, h1, h2, 0x9DC3E6,
         XLSX_LINE_THIN},
        {"history, mean", book->demand, DEMAND_TIME, DEMAND_HISTORY_MEAN, h1, h2, 0x1F4E79,
         XLSX_LINE_THIN},
        {"p99", book->demand, DEMAND_TIME, DEMAND_PLANNED - 1, f1, f2, 0xF8CBAD, XLSX_LINE_THIN},
        {"planned for", book->demand, DEMAND_TIME, DEMAND_PLANNED, f1, f2, 0xED7D31,
         XLSX_LINE_THIN},
        {"forecast, mean", book->demand, DEMAND_TIME, DEMAND_FORECAST, f1, f2, 0x7F3F00,
         XLSX_LINE_THIN},
        {"capacity of the plan", book->demand, DEMAND_TIME, DEMAND_CAPACITY, f1, f2, 0x548235,
         XLSX_LINE_SOLID},
    };
    const struct xlsx_chart chart = {
        .title = "Demand and capacity",
        .y_title = history->unit.name[0] != '\0' ? history->unit.name : history->name,
        .from = from,
        .to = book->shown_to,
        .from_zero = true,
        .count = sizeof series / sizeof *series,
        .series = series,
        .width_px = width_px,
        .height_px = 430,
    };
    return xlsx_insert_chart(sheet, row, 0, &chart, err);
}

/// The demand of an hour of the week.
static void write_hour(struct plan_book *book, uint32_t row, uint16_t column, double demand,
                       double carried)
{
    if (isnan(demand))
        return;
    xlsx_formula(
        book->demand, row, column,
        arena_printf(&book->arena, "=IF(carried_today>0,%.10g/carried_today,\"\")", demand),
        carried > 0 ? demand / carried : (double)NAN, XLSX_PERCENT_WHOLE);
}

/// How busy today's fleet was by hour of the week.
static void write_heat(struct plan_book *book, uint16_t column)
{
    static const char *const day[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday"};
    const uint32_t row = DEMAND_WEEK_HEADER_ROW;
    double demand[WEEK_SLOTS];
    if (book->plan->in.history->step_s > 3600)
        return;
    plan_hours_of_week(book->plan, demand);
    double carried = fmax(0, solve_demand(&book->plan->in.sizing, book->plan->baseline));
    xlsx_text(book->demand, row - 1, column,
              "Hours of the week: p95 of the last four, as a share of what today's instances carry",
              XLSX_HEADING);
    for (uint16_t h = 0; h < 24; h++) {
        xlsx_number(book->demand, row, (uint16_t)(column + 1 + h), h, XLSX_HEADER_NUMBER);
        xlsx_column_width(book->demand, (uint16_t)(column + 1 + h), (uint16_t)(column + 1 + h), 6);
    }
    xlsx_text(book->demand, row, column, book->report->zone, XLSX_HEADER);
    xlsx_column_width(book->demand, column, column, 12);
    for (uint32_t d = 0; d < 7; d++) {
        xlsx_text(book->demand, row + 1 + d, column, day[d], XLSX_LABEL);
        for (uint16_t h = 0; h < 24; h++)
            write_hour(book, row + 1 + d, (uint16_t)(column + 1 + h), demand[d * 24 + h], carried);
    }
    xlsx_shade(book->demand, row + 1, (uint16_t)(column + 1), row + 7, (uint16_t)(column + 24));
}

int plan_sheet_demand(struct plan_book *book, struct err *err)
{
    const struct capacity_plan *plan = book->plan;
    const struct series *history = plan->in.history;
    const struct forecast *forecast = plan->in.forecast;
    int64_t span_s = (forecast_end(forecast) - history->start) / second;
    // Both steps are the same unless the history was forecast in coarser ones.
    int64_t step_s = forecast->step_s > history->step_s ? forecast->step_s : history->step_s;
    int64_t length_s = bucket_length_s(step_s, span_s, ROWS_MAX);
    xlsx_text(book->demand, 0, 0, "Demand", XLSX_TITLE);
    xlsx_text(book->demand, 1, 0,
              arena_printf(&book->arena, "%s; times are on the clock of %s, and so are seasons.",
                           book->report->subject, book->report->zone),
              XLSX_NOTE);
    write_weeks(book);
    uint32_t row = write_series_header(book, length_s);
    write_history(book, row, length_s);
    write_forecast(book, book->history_last + 1, length_s);
    xlsx_column_width(book->demand, DEMAND_TIME, DEMAND_TIME, 17);
    xlsx_column_width(book->demand, DEMAND_HISTORY_MEAN, DEMAND_CAPACITY, 12);
    write_heat(book, HEAT_COLUMN);
    xlsx_print_setup(book->demand, true, 1, 0);
    // The long table is for the charts and for looking up; on paper it would be many pages of
    // numbers.
    xlsx_print_area(book->demand, 0, 0, DEMAND_WEEK_ROW + (uint32_t)plan->weeks - 1,
                    DEMAND_COLUMNS - 1);
    return plan_sheet_chart(book, book->demand, DEMAND_CHART_ROW, book->shown_from, CHART_WIDTH_PX,
                            err);
}
