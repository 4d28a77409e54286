// The workbook of a capacity plan while it is written: one file a sheet. Inside answer/ only.
#ifndef HEADROOM_ANSWER_PLAN_BOOK_H
#define HEADROOM_ANSWER_PLAN_BOOK_H

#include "answer/plan_report.h"
#include "base/arena.h"
#include "table/xlsx_write.h"

#include <stdint.h>

/// Columns of the sheet Sizing; its first row is the last seven days, the others are the weeks.
enum sizing_column {
    SIZING_WEEK,
    SIZING_UNTIL,
    SIZING_DEMAND,
    SIZING_BASE,
    SIZING_HEADROOM,
    SIZING_ROUNDING,
    SIZING_SPARE,
    SIZING_DEPLOY,
    SIZING_ZONE_FILL,
    SIZING_WANTED,
    SIZING_BOUND,
    SIZING_INSTANCES,
    SIZING_CHANGE,
    SIZING_BUSY,
    SIZING_BUSY_FAILED,
    SIZING_COST_HOUR,
    SIZING_COST_MONTH,
    SIZING_BOUND_BY,
    SIZING_GROW,     ///< 1 when the week wants more than is there today
    SIZING_LIMIT,    ///< 1 when max or budget is passed
    SIZING_OVERLOAD, ///< 1 when the demand is more than what is there today takes
    SIZING_LATENCY,  ///< the target's percentile, where there is one
    SIZING_KEPT,     ///< in service when dips are held
    SIZING_LABEL,    ///< the week as a text, for charts
    SIZING_COLUMNS
};

enum { SIZING_HEADER_ROW = 3, SIZING_RECENT_ROW = 4, SIZING_WEEK_ROW = 5 };

/// Columns of the long table of the sheet Demand.
enum demand_column {
    DEMAND_TIME,
    DEMAND_HISTORY_MEAN,
    DEMAND_HISTORY_HIGHEST,
    DEMAND_FORECAST, ///< the first of PLAN_COLUMNS columns
    DEMAND_PLANNED = DEMAND_FORECAST + PLAN_COLUMNS,
    DEMAND_CAPACITY,
    DEMAND_COLUMNS
};

/// Rows of the sheet Demand: a chart, the highest step of each week, then history and forecast.
enum { DEMAND_CHART_ROW = 2, DEMAND_WEEK_HEADER_ROW = 26, DEMAND_WEEK_ROW = 27 };

enum { BOOK_EVENTS = 12, SUMMARY_SCENARIO_ROW = 5 };

struct plan_book {
    const struct plan_report *report;
    const struct capacity_plan *plan;
    struct arena arena; ///< formulas
    struct xlsx *xlsx;
    struct xlsx_sheet *summary, *assumptions, *demand, *sizing, *tiers, *types, *purchase, *data;
    struct xlsx_sheet *options, *events, *scenarios, *sensitivity, *runout, *cost, *changes,
        *accuracy, *risks, *readiness, *words;
    struct xlsx_sheet *solver, *steps; ///< hidden: plans solved again, highest steps so far
    uint32_t solver_row;               ///< the next free one
    size_t event[BOOK_EVENTS];         ///< those of the sheet Events, by their place in the file
    size_t event_count;
    uint32_t history_first, history_last; ///< rows of the sheet Demand; none when last < first
    uint32_t forecast_first, forecast_last;
    instant shown_from, shown_to; ///< of the rows of Demand
};

int plan_sheet_assumptions(struct plan_book *book, struct err *err);
int plan_sheet_demand(struct plan_book *book, struct err *err);
int plan_sheet_sizing(struct plan_book *book, struct err *err);
int plan_sheet_summary(struct plan_book *book, struct err *err);
/// Nothing where no tiers are planned.
int plan_sheet_tiers(struct plan_book *book, struct err *err);
/// Nothing without a catalogue.
int plan_sheet_types(struct plan_book *book, struct err *err);
/// Nothing without offers.
int plan_sheet_purchase(struct plan_book *book, struct err *err);
int plan_sheet_data(struct plan_book *book, struct err *err);
int plan_sheet_events(struct plan_book *book, struct err *err);
int plan_sheet_options(struct plan_book *book, struct err *err);
int plan_sheet_scenarios(struct plan_book *book, struct err *err);
int plan_sheet_sensitivity(struct plan_book *book, struct err *err);
int plan_sheet_runout(struct plan_book *book, struct err *err);
int plan_sheet_cost(struct plan_book *book, struct err *err);
int plan_sheet_steps(struct plan_book *book, struct err *err);
/// Changes, Accuracy, Risks, Readiness, Words: texts of the day.
int plan_sheets_of_texts(struct plan_book *book, struct err *err);

/// Which events act, and whether the sheet Events is wanted: before any sheet is written.
void plan_book_find_events(struct plan_book *book);

/// The demand of week `w` for a column of the forecast (a formula that gives its name), with the
/// events as the sheet Events says, "" where nothing but the forecast counts; `event` (SIZE_MAX:
/// none) the other way round.
const char *plan_book_demand(struct plan_book *book, uint32_t w, const char *column, size_t event);
/// The range of what all events make of each week.
const char *plan_book_event_weeks(struct plan_book *book);
/// The demand without any event, and of the worst case.
const char *plan_book_demand_without(struct plan_book *book, uint32_t w, const char *column);
const char *plan_book_demand_worst(struct plan_book *book, uint32_t w);

/// A plan solved again by formulas on the hidden sheet: a row a week.
struct book_variant {
    const struct capacity_plan *plan; ///< whose weeks it is of
    struct plan_variant variant;
    enum { DEMAND_COUNTED, DEMAND_WITHOUT, DEMAND_WORST } demand;
    size_t event; ///< the other way round; SIZE_MAX
    /// Cells that hold its terms.
    const char *quantile, *scale, *per_instance, *headroom, *max, *price, *budget;
};
/// Where its formulas stand, as ranges.
struct book_solution {
    const char *needed, *last_needed, *cost, *uncapped, *is_short, *over, *week;
};
int plan_solver_begin(struct plan_book *book, struct err *err);
void plan_solver_add(struct plan_book *book, const struct book_variant *variant,
                     struct book_solution *solution);

/// What week `w` keeps in service when dips are held, as a formula over a column of counts whose
/// first week is in `first_row`.
const char *plan_held_formula(struct plan_book *book, uint16_t column, uint32_t first_row,
                              uint32_t w);

/// "$C$5", or with a sheet's name before it.
const char *book_cell(struct plan_book *book, const char *sheet, uint32_t row, uint16_t column);
const char *book_range(struct plan_book *book, const char *sheet, uint32_t first_row,
                       uint16_t first_column, uint32_t last_row, uint16_t last_column);

/// A row of headers; widths in characters; NULL ends them.
struct book_column {
    const char *name;
    double width;
    bool is_number;
};
/// A title, and below it what the sheet is about, wrapped over its `columns` columns.
void book_title(struct xlsx_sheet *sheet, const char *title, const char *note,
                const struct book_column *column, size_t columns);
void book_header(struct xlsx_sheet *sheet, uint32_t row, const struct book_column *column,
                 size_t columns);

/// The chart of demand and capacity over the rows of the sheet Demand, from `from` on.
int plan_sheet_chart(struct plan_book *book, struct xlsx_sheet *sheet, uint32_t row, instant from,
                     uint32_t width_px, struct err *err);

/// "Sizing!$C$6:$C$9": the weeks in a column of Sizing.
const char *sizing_weeks(struct plan_book *book, enum sizing_column column);

/// "Sizing!$C$5": one cell of Sizing.
const char *sizing_cell(struct plan_book *book, uint32_t row, enum sizing_column column);

#endif
