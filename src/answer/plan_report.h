// The capacity plan for a reader: as a document (text, Markdown), as the plan table, as a workbook.
#ifndef HEADROOM_ANSWER_PLAN_REPORT_H
#define HEADROOM_ANSWER_PLAN_REPORT_H

#include "advise/capacity_plan.h"
#include "advise/plan_review.h"
#include "answer/answer.h"
#include "answer/document.h"
#include "answer/tiers_answer.h"
#include "base/err.h"
#include "base/notes.h"
#include "forecast/planned_events.h"
#include "table/table.h"
#include "terms/assumed.h"

#include <stddef.h>
#include <stdint.h>

/// One file that the plan was made from.
struct plan_source {
    const char *path;
    const char *layout;
    uint64_t bytes;
    size_t rows;
    size_t rows_skipped;
    uint32_t crc32;
};

struct plan_changes;
struct cost_finding;

/// The plan and all that a reviewer may ask about it. Nothing is owned.
struct plan_report {
    const struct capacity_plan *plan;
    const struct plan_review *review; ///< NULL for a table alone
    size_t width;                     ///< columns of a terminal; 0: 80
    bool as_markdown;                 ///< what is asked comes first, and details are folded
    bool in_brief;                    ///< assumptions and notes are told in brief
    bool as_text;        ///< the document is for a terminal: its first screen comes first
    const char *subject; ///< what is planned: "requests_per_s of web"
    const char *zone;    ///< whose clock the times of the plan are on: "UTC"
    const struct plan_assumption *assumption;
    size_t assumptions;
    const struct plan_source *source;
    size_t sources;
    const struct planned_events *events; ///< of --events; NULL: none
    const struct tiers_finding *tiers;   ///< of --tiers; NULL: none
    const struct cost_finding *purchase; ///< of --offers; NULL: none
    const struct plan_changes *changes;  ///< since --previous; NULL: none
    const struct notes *reading;         ///< notes of reading the data
    const struct notes *forecasting;     ///< notes of the forecast
    instant clock;                       ///< added to UTC: JSON and CSV are in UTC
    const char *command_line;
    const char *currency; ///< of amounts of money; NULL: not said
    const char *version;
};

/// Appends the plan to a document: decision first, then chart, weeks, reasons, assumptions, risks,
/// accuracy and how to make it again.
void plan_document(const struct plan_report *report, struct document *document);

/// Writes the plan and its review, which must be there, as a workbook: Summary, Options,
/// Assumptions, Demand, Sizing and the others, with formulas over the assumptions' named cells.
int plan_workbook(const struct plan_report *report, const char *path, struct err *err);

/// Appends the members of the plan's JSON object, without braces: `"meta": {...},` to `"data":
/// {...},` a line each. What is not known is null.
void plan_members(const struct plan_report *report, struct str *out);

#endif
