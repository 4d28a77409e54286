#include "input/metric_options.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "policy/core/metric_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PERCENT 100.0

/// Names of a policy beyond are neither known nor listed: no policy has as many.
enum { WATCHED_MAX = 256 };

/// The words that stand for what the replay knows by itself.
static bool take_word(const char *what, struct metric_choice *choice)
{
    static const struct {
        const char *word;
        enum binding_source source;
    } words[] = {
        {"demand", BINDING_ARRIVALS}, {"backlog", BINDING_BACKLOG}, {"latency", BINDING_LATENCY}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(what, words[i].word) == 0) {
            choice->source = words[i].source;
            return true;
        }
    }
    return false;
}

/// "80%" of CPU is 80: metrics of shares are in per cent.
static bool take_value(const char *what, struct metric_choice *choice)
{
    struct quantity quantity;
    if (!((what[0] >= '0' && what[0] <= '9') || what[0] == '.') ||
        quantity_parse("--metric", what, DIMENSION_UNKNOWN, UNIT_HOURS_PER_MONTH, &quantity,
                       NULL) != 0)
        return false;
    choice->source = BINDING_WORK;
    choice->at_per_instance =
        quantity.dimension == DIMENSION_RATIO ? quantity.value * PERCENT : quantity.value;
    return true;
}

static int no_column(struct invocation *invocation, const struct replay_trace *trace,
                     const char *name, struct err *err)
{
    return err_set(
        err, ERR_USAGE,
        "--metric: no column \"%s\" in the trace; columns of numbers: %s; it may also be "
        "a value such as 80%%, demand, backlog or latency",
        invocation_escape(invocation, name), replay_trace_columns(invocation, trace));
}

/// Cuts the values of a column into the ticks of the demand; frees them.
static int cut_column(const struct series *grid, double *value, const struct demand *ticks,
                      const char *name, double **column, struct notes *notes, struct err *err)
{
    struct series series = *grid;
    series.value = value;
    series.name = (char *)name;
    int status =
        demand_column_from_series(&series, ticks->tick_ms / INSTANT_PER_SECOND, column, notes, err);
    free(value);
    return status;
}

/// COLUMN, or COLUMN*COUNT for an average of that many instances.
static int take_column(struct invocation *invocation, const struct replay_trace *trace,
                       size_t demand, const struct demand *ticks, const char *what, double **column,
                       struct err *err)
{
    const char *star = strchr(what, '*');
    size_t length = star == NULL ? strlen(what) : (size_t)(star - what);
    const char *name = arena_strndup(&invocation->arena, what, length);
    const struct series *grid = trace->demand[demand];
    bool asked = option_given(invocation, OPT_GAPS);
    double *value = replay_trace_column(trace, demand, name, asked);
    if (value == NULL)
        return no_column(invocation, trace, name, err);
    if (star != NULL) {
        double *count = replay_trace_column(trace, demand, star + 1, asked);
        if (count == NULL) {
            free(value);
            return no_column(invocation, trace, star + 1, err);
        }
        for (size_t i = 0; i < grid->n; i++)
            value[i] *= count[i];
        free(count);
    }
    return cut_column(grid, value, ticks, name, column, &invocation->notes, err);
}

int metric_options_read(struct invocation *invocation, const struct replay_trace *trace,
                        size_t demand, const struct demand *ticks, struct metric_options *options,
                        struct err *err)
{
    const char *const *text;
    size_t given = option_all(invocation, OPT_METRIC, &text);
    if (given > METRIC_CHOICES_MAX)
        return err_set(err, ERR_USAGE, "--metric: more than %d of them", METRIC_CHOICES_MAX);
    for (size_t i = 0; i < given; i++) {
        const char *equals = strchr(text[i], '=');
        if (equals == NULL || equals == text[i] || equals[1] == '\0')
            return err_set(err, ERR_USAGE,
                           "--metric: \"%s\" does not say what the metric is: write NAME=COLUMN, "
                           "NAME=80%% or NAME=demand",
                           invocation_escape(invocation, text[i]));
        struct metric_choice *choice = &options->choice[options->count];
        *choice = (struct metric_choice){
            .metric = arena_strndup(&invocation->arena, text[i], (size_t)(equals - text[i])),
            .at_per_instance = NAN,
            .place = "--metric",
        };
        double **column = &options->column[options->count++];
        if (take_word(equals + 1, choice) || take_value(equals + 1, choice))
            continue;
        choice->source = BINDING_COLUMN;
        if (take_column(invocation, trace, demand, ticks, equals + 1, column, err) != 0)
            return -1;
        choice->column = *column;
    }
    return 0;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

int metric_options_check(struct invocation *invocation, const struct metric_options *options,
                         const struct policy_set *const *sets, size_t count, struct err *err)
{
    const char *names[WATCHED_MAX];
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        known = policy_metric_names(sets[i], names, known, WATCHED_MAX);
    for (size_t i = 0; i < options->count; i++) {
        const char *metric = options->choice[i].metric;
        if (is_among(metric, names, known))
            continue;
        if (known == 0)
            return err_set(err, ERR_USAGE, "--metric: the policy watches no metric; leave it out");
        const char *list = invocation_escape(invocation, names[0]);
        for (size_t k = 1; k < known; k++)
            list = arena_printf(&invocation->arena, "%s, %s", list,
                                invocation_escape(invocation, names[k]));
        const char *near = suggest_closest(metric, names, known);
        return err_set(
            err, ERR_USAGE, "--metric: the policy watches no \"%s\", but %s%s%s%s",
            invocation_escape(invocation, metric), list, near == NULL ? "" : "; did you mean \"",
            near == NULL ? "" : invocation_escape(invocation, near), near == NULL ? "" : "\"?");
    }
    return 0;
}

void metric_options_release(struct metric_options *options)
{
    for (size_t i = 0; i < options->count; i++)
        free(options->column[i]);
    *options = (struct metric_options){0};
}
