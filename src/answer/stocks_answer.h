// headroom runout of an export: when what fills up (disks, databases, objects) is full.
#ifndef HEADROOM_ANSWER_STOCKS_ANSWER_H
#define HEADROOM_ANSWER_STOCKS_ANSWER_H

#include "cli/command.h"
#include "table/schema.h"

#include <stdbool.h>

/// The columns of the answer.
extern const struct schema schema_stocks;

/// How the export is read, and what is asked of it.
extern const struct option_use options_stocks[];

/// Whether the input is the history of what fills up and not demand to come: --value, or a --limit
/// that is a column, a share or bytes, says so; one that is a rate, or a term of the scaling
/// equation, says the opposite; else a file without columns of quantiles is.
bool runout_is_of_stocks(struct invocation *invocation);

int runout_of_stocks(struct invocation *invocation, struct err *err);

/// The facts of a run-out, of demand and of stocks.
struct runout_facts {
    const char *service, *resource;
    double limit;
    instant as_of, earliest, expected, crosses, order_by;
    double days_left;
};

extern const struct schema schema_runout_facts;

#endif
