#include "sim/metric_binding.h"

#include "sim/metric_feed.h"

#include <math.h>
#include <string.h>

enum { SHOWN_MAX = 256 };

/// What a metric of CPU and the like is in per cent when nothing is left.
#define FULL_PERCENT 100.0

/// Kubernetes and metric math have metrics without a name.
static const char *name_of(const struct scaling_metric *metric)
{
    return metric->name == NULL ? "its metric" : metric->name;
}

static const struct metric_choice *find_choice(const struct scaling_metric *metric,
                                               const struct metric_terms *terms)
{
    for (size_t i = 0; i < terms->choices; i++)
        if (metric->name != NULL && strcmp(terms->choice[i].metric, metric->name) == 0)
            return &terms->choice[i];
    return NULL;
}

static bool is_divided(const struct scaling_metric *metric)
{
    return metric->aggregation != AGGREGATION_TOTAL;
}

/// The seconds whose arrivals one datapoint counts.
static double counted_s(const struct scaling_metric *metric, const struct metric_terms *terms)
{
    if (metric->statistic == STATISTIC_SUM && !isnan(metric->period_s))
        return metric->period_s;
    return terms->sample_s;
}

// --- as chosen -----------------------------------------------------------------------------------

static void bind_chosen(const struct scaling_metric *metric, const struct metric_choice *choice,
                        const struct metric_terms *terms, struct metric_binding *binding,
                        struct notes *notes)
{
    *binding = (struct metric_binding){
        .source = choice->source,
        .factor = 1,
        .ceiling = INFINITY,
        .divided = is_divided(metric),
        .value = choice->column,
    };
    if (choice->source == BINDING_COLUMN) {
        notes_add(notes, NOTE_INFO, name_of(metric), "%s is a column of the trace%s (%s)",
                  name_of(metric), binding->divided ? ", divided by the instances" : "",
                  choice->place);
    } else if (!isnan(choice->at_per_instance)) {
        bool saturates = metric->kind == METRIC_CPU || metric->kind == METRIC_MEMORY;
        binding->factor = choice->at_per_instance / terms->per_instance;
        if (saturates)
            binding->ceiling = fmax(FULL_PERCENT, choice->at_per_instance);
        notes_add(notes, NOTE_INFO, name_of(metric),
                  "%s is %.10g on an instance that serves %.10g (%s)", name_of(metric),
                  choice->at_per_instance, terms->per_instance, choice->place);
    } else if (choice->source == BINDING_BACKLOG) {
        binding->factor = terms->backlog_scale;
        notes_add(notes, NOTE_INFO, name_of(metric), "%s is what waits (%s)", name_of(metric),
                  choice->place);
    } else if (choice->source == BINDING_LATENCY) {
        binding->divided = false;
        notes_add(notes, NOTE_INFO, name_of(metric),
                  "%s is the response time of the queueing model (%s)", name_of(metric),
                  choice->place);
    } else {
        notes_add(notes, NOTE_INFO, name_of(metric), "%s is the demand%s (%s)", name_of(metric),
                  binding->divided ? ", divided by the instances" : "", choice->place);
    }
}

// --- by its kind ---------------------------------------------------------------------------------

static void bind_cpu(const struct scaling_metric *metric, const struct metric_terms *terms,
                     struct metric_binding *binding, struct notes *notes)
{
    *binding = (struct metric_binding){
        .source = BINDING_WORK,
        .factor = FULL_PERCENT / terms->per_instance,
        .ceiling = FULL_PERCENT,
        .divided = true,
    };
    notes_add(notes, NOTE_INFO, name_of(metric),
              "CPU is 100%% on an instance that serves %.10g, and never more", terms->per_instance);
}

/// Requests and bytes: how much arrives within a datapoint.
static bool bind_counted(const struct scaling_metric *metric, const struct metric_terms *terms,
                         struct metric_binding *binding, struct notes *notes)
{
    bool bytes = metric->kind == METRIC_NETWORK_IN || metric->kind == METRIC_NETWORK_OUT;
    enum dimension dimension = terms->unit->dimension;
    bool fits = bytes ? dimension == DIMENSION_BYTE_RATE
                      : dimension == DIMENSION_RATE || dimension == DIMENSION_UNKNOWN;
    if (!fits)
        return false;
    double scale = dimension == DIMENSION_UNKNOWN ? 1 : terms->unit->scale;
    double seconds = counted_s(metric, terms);
    *binding = (struct metric_binding){
        .source = BINDING_ARRIVALS,
        .factor = scale * seconds,
        .ceiling = INFINITY,
        .divided = is_divided(metric),
    };
    notes_add(notes, NOTE_INFO, name_of(metric), "%s counts the demand of %.10g s%s%s",
              name_of(metric), seconds, binding->divided ? ", divided by the instances" : "",
              dimension == DIMENSION_UNKNOWN ? "; it is taken as a rate per second" : "");
    return true;
}

static bool bind_by_kind(const struct scaling_metric *metric, const struct metric_terms *terms,
                         struct metric_binding *binding, struct notes *notes)
{
    *binding = (struct metric_binding){.factor = 1, .ceiling = INFINITY};
    switch (metric->kind) {
    case METRIC_CPU:
        bind_cpu(metric, terms, binding, notes);
        return true;
    case METRIC_REQUESTS:
    case METRIC_NETWORK_IN:
    case METRIC_NETWORK_OUT:
        return bind_counted(metric, terms, binding, notes);
    case METRIC_QUEUE:
        binding->source = BINDING_BACKLOG;
        binding->factor = terms->backlog_scale;
        binding->divided = is_divided(metric);
        notes_add(notes, NOTE_INFO, name_of(metric), "%s is what waits", name_of(metric));
        return true;
    case METRIC_LATENCY:
        binding->source = BINDING_LATENCY;
        notes_add(notes, NOTE_INFO, name_of(metric),
                  "%s is the response time of the queueing model", name_of(metric));
        return terms->has_latency;
    case METRIC_MEMORY:
    case METRIC_OTHER:
        break;
    }
    if (metric->name == NULL || terms->demand_name == NULL ||
        strcmp(metric->name, terms->demand_name) != 0)
        return false;
    binding->source = BINDING_ARRIVALS;
    binding->divided = is_divided(metric);
    notes_add(notes, NOTE_INFO, name_of(metric), "%s is the demand, by its name", name_of(metric));
    return true;
}

static int refuse(const struct scaling_metric *metric, const char *owner, struct err *err)
{
    char policy[SHOWN_MAX];
    char name[SHOWN_MAX];
    const char *known = name_of(metric);
    err_quote(name, sizeof name, known, strlen(known));
    err_quote(policy, sizeof policy, owner, strlen(owner));
    return err_set(
        err, ERR_USAGE,
        "%s: nothing says what %s is at this demand: --metric %s=COLUMN names a column of "
        "the trace that holds its total, --metric %s=VALUE says what it is on an instance "
        "that serves --per-instance, --metric %s=demand that it is the demand itself%s",
        policy, name, name, name, name,
        metric->kind == METRIC_LATENCY
            ? "; --latency, --service-time and --workers make a model of response times"
            : "");
}

int metric_bind(const struct scaling_metric *metric, const char *owner,
                const struct metric_terms *terms, struct metric_binding *binding,
                struct notes *notes, struct err *err)
{
    const struct metric_choice *choice = find_choice(metric, terms);
    if (choice != NULL)
        bind_chosen(metric, choice, terms, binding, notes);
    else if (!bind_by_kind(metric, terms, binding, notes))
        return refuse(metric, owner, err);
    if (binding->source == BINDING_LATENCY && !terms->has_latency)
        return refuse(metric, owner, err);
    return 0;
}

// --- its value -----------------------------------------------------------------------------------

double metric_binding_value(const struct metric_binding *binding,
                            const struct metric_moment *moment)
{
    double value = moment->work;
    switch (binding->source) {
    case BINDING_WORK:
        break;
    case BINDING_ARRIVALS:
        value = moment->offered;
        break;
    case BINDING_COLUMN:
        value = binding->value[moment->tick];
        break;
    case BINDING_BACKLOG:
        value = moment->backlog;
        break;
    case BINDING_LATENCY:
        value = moment->latency_s;
        break;
    }
    value *= binding->factor;
    if (binding->divided) {
        if (moment->instances <= 0)
            return NAN;
        value /= moment->instances;
    }
    return value < binding->ceiling || isnan(value) ? value : binding->ceiling;
}

bool metric_binding_equal(const struct metric_binding *a, const struct metric_binding *b)
{
    return a->source == b->source && a->factor == b->factor && a->ceiling == b->ceiling &&
           a->divided == b->divided && a->value == b->value;
}
