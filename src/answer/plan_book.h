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

struct plan_book {
    const struct plan_report *report;
    const struct capacity_plan *plan;
    struct arena arena; ///< formulas
    struct xlsx *xlsx;
    struct xlsx_sheet *summary, *assumptions, *demand, *sizing, *tiers, *data;
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
int plan_sheet_data(struct plan_book *book, struct err *err);

/// The chart of demand and capacity over the rows of the sheet Demand, from `from` on.
int plan_sheet_chart(struct plan_book *book, struct xlsx_sheet *sheet, uint32_t row, instant from,
                     uint32_t width_px, struct err *err);

/// "Sizing!$C$6:$C$9": the weeks in a column of Sizing.
const char *sizing_weeks(struct plan_book *book, enum sizing_column column);

/// "Sizing!$C$5": one cell of Sizing.
const char *sizing_cell(struct plan_book *book, uint32_t row, enum sizing_column column);

#endif
