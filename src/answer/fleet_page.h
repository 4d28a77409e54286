// The plans of several services as one page: the most urgent first, what they need together.
#ifndef HEADROOM_ANSWER_FLEET_PAGE_H
#define HEADROOM_ANSWER_FLEET_PAGE_H

#include "answer/plan_report.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

enum { FLEET_IN_FULL = 10 };

struct fleet_entry;

/// Zero-initialise; release with fleet_page_release.
struct fleet_page {
    struct arena arena;
    struct fleet_entry *entry;
    size_t count;
    size_t capacity;
    instant start, end, as_of; ///< of all plans
    double *same_hour;         ///< instances that all need in each hour; NULL: not comparable
    size_t hours;
    const char *zone;
};

/// Keeps what the page says of one plan; a workbook has no drawings.
void fleet_page_add(struct fleet_page *fleet, const struct plan_report *report, bool with_charts);

/// Appends the page. Services are sorted: cannot be met or late, by order-by; order, by date;
/// doubtful; release; enough. Ten are shown in full, the rest in one row.
void fleet_page_write(struct fleet_page *fleet, const char *command, struct str *out);

/// Writes the same as a workbook: Fleet, a row a service; Weeks; Shared, with a live limit; Data.
int fleet_workbook(struct fleet_page *fleet, const char *command, const char *path,
                   struct err *err);

void fleet_page_release(struct fleet_page *fleet);

#endif
