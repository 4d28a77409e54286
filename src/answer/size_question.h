// What `size` was asked, and its three kinds of answer.
#ifndef HEADROOM_ANSWER_SIZE_QUESTION_H
#define HEADROOM_ANSWER_SIZE_QUESTION_H

#include "answer/answer.h"
#include "answer/document.h"
#include "sizing/remedies.h"
#include "terms/terms.h"

/// One demand. `demand` is what is left of `asked` when the cache has answered its share.
struct size_question {
    struct invocation *invocation;
    struct sizing_options *options;
    struct sizing sizing;
    struct demand_unit unit;
    double asked;
    double cache_hit;
    double demand;
    double current; ///< instances in service; NaN when not given
};

/// The facts of a fleet: of one demand, of the largest of many, of --solve.
struct size_facts {
    double asked;
    const char *unit;
    double cache_hit, demand, per_instance, instances, needed, current, utilization,
        utilization_failed, latency, surge_peak, cost_hour, cost_month, budget_month;
    const char *bound_by;
    instant time;
    double rows_short;
    instant short_from;
    const char *solve;
    double value;
    const char *value_unit;
    const char *type, *single_type;
    double single_cost_hour, single_demand;
    // Of the tiers of a system.
    const char *bottleneck;
    double breaks_now;
    const char *next_bottleneck;
    double breaks_next, breaks_spare;
    const char *bottleneck_max;
    double breaks_max, ready_in;
    const char *grow_order;
    double done_s, slack_s, cost, lost_hour, total_hour, regret;
};

extern const struct schema schema_size_facts;

/// Appends what would fit as a list: accept, optimise, cheaper, offload.
void size_write_remedies(const struct size_question *question, struct document *document);

/// What a fleet takes: "98 instances take at most 32,333 requests/s".
const char *size_capacity_sentence(const struct size_question *question, double instances);

/// "met", "over budget" or "cannot be met".
const char *size_verdict(const struct plan_row *row);

/// The facts of what one demand came to.
void size_fill_facts(const struct size_question *question, const struct plan_row *row,
                     struct size_facts *facts);

/// Refuses a quota or a ramp that is none, or without a duration.
int size_check_platform(const struct sizing_options *options, struct err *err);

/// Answers with one fleet, explained step by step, or a row of the plan table.
int size_answer(const struct size_question *question, struct err *err);

/// Answers with the term that --solve names; *question lacks what is to be found.
int size_solve(const struct size_question *question, struct err *err);

extern const struct schema schema_solve;

/// Answers with a row of the plan table for each row of the input; `column` may be NULL.
int size_rows(struct sizing_options *options, const char *column, struct err *err);

extern const struct schema schema_type_rows;

/// Answers with the cheapest type of --catalogue for one demand, what else was weighed beside it.
int size_types(const struct size_question *question, struct err *err);

extern const struct schema schema_work;

/// Answers with the workers that do --work by --deadline.
int size_work(struct sizing_options *options, struct err *err);

extern const struct schema schema_lost;

/// Whether a demand is written low..mid..high.
bool size_is_interval(const struct setting *demand);

/// Answers with the instances at which --price and the --request-value of what is not served are
/// the least, of an interval of demand or of the rows of a file.
int size_lost(struct sizing_options *options, const struct setting *demand, struct err *err);

#endif
