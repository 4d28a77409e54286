#include "queueing/latency_table.h"

#include "base/memory.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

enum { NODES = LATENCY_TABLE_NODES };
/// Between two nodes, of -log(1 - utilization).
static const double node_step = 0.125;
/// Fleets that are all worked out, and how much larger each further one is: with a common queue,
/// and in turn.
static const double every_fleet = 4;
static const double common_ratio = 1.5;
static const double turn_ratio = 2;
/// Fleets beyond that differ from an endless one by less than the table's error, in turn.
static const double endless_fleet = 4096;

/// One curve at a node: a time, and how it rises along a node_step.
struct knot {
    double value;
    double rise;
};

struct latency_node {
    struct knot percentile;
    struct knot mean;
};

/// A fleet between two rows.
struct latency_place {
    size_t row;        ///< the smaller fleet's
    double share;      ///< of the next row
    double shift;      ///< of the utilization coordinate for `row`,
    double next_shift; ///< and for the next one
};

// --- making it -----------------------------------------------------------------------------------

struct making {
    struct latency_table *table;
    const struct instance_model *model;
    double p;
    double *instances; ///< of each row
    bool common;       ///< one queue for all, so that its workers are those of the fleet
};

/// The fleets that have a row. At random each instance is alone: one row stands for all; power of
/// two choices has a formula from one size on, and another balance stands for it below.
static size_t choose_fleets(const struct making *making, double most)
{
    size_t count = 0;
    enum balance balance = making->model->balance;
    if (balance == BALANCE_POWER_OF_TWO && balance_has_formula(making->model, most)) {
        making->instances[count++] = 1;
        making->instances[count++] = POWER_OF_TWO_FLEET;
        return count;
    }
    bool alike = balance == BALANCE_RANDOM || balance == BALANCE_POWER_OF_TWO;
    double last = alike ? 1 : making->common ? most : fmin(most, endless_fleet);
    double ratio = making->common ? common_ratio : turn_ratio;
    for (double n = 1; n < last; n = n < every_fleet ? n + 1 : ceil(n * ratio))
        making->instances[count++] = n;
    making->instances[count++] = last;
    return count;
}

static void work_out(void *context, size_t item)
{
    const struct making *making = context;
    const struct instance_model *model = making->model;
    double instances = making->instances[item / NODES];
    double busy = -expm1(-node_step * (double)(item % NODES));
    struct fleet_station station;
    fleet_station_init(&station, model, instances, busy * instances * model->workers);
    struct latency_node *node = &making->table->node[item];
    node->percentile.value = fleet_response_percentile(&station, making->p);
    node->mean.value = fleet_response_mean(&station);
}

/// The harmonic mean of the neighbouring rises, which keeps a rising curve rising.
static double rise_between(double before, double after)
{
    return before * after > 0 ? 2 * before * after / (before + after) : 0;
}

static struct knot *knot_at(struct latency_node *row, size_t i, bool mean)
{
    return mean ? &row[i].mean : &row[i].percentile;
}

static void set_rises(struct latency_node *row, bool mean)
{
    double before = 0;
    for (size_t i = 0; i < NODES; i++) {
        struct knot *knot = knot_at(row, i, mean);
        double after = i + 1 < NODES ? knot_at(row, i + 1, mean)->value - knot->value : before;
        knot->rise = i == 0 ? after : rise_between(before, after);
        before = after;
    }
}

/// Where each fleet lies. With one common queue what waits depends on (1 - utilization) sqrt(n)
/// (Halfin and Whitt 1981), so rows are compared where that is the same; the rest changes as log n.
/// In turn, times change as 1 / n.
static void place_fleets(const struct making *making)
{
    struct latency_table *table = making->table;
    const double *rows = making->instances;
    bool common = making->common;
    size_t row = 0;
    for (size_t n = 1; n <= table->instances_max; n++) {
        struct latency_place *place = &table->place[n];
        double instances = (double)n;
        while (row + 1 < table->rows && rows[row + 1] <= instances)
            row++;
        place->row = row;
        if (row + 1 == table->rows || making->model->balance == BALANCE_POWER_OF_TWO)
            continue;
        double low = rows[row];
        double high = rows[row + 1];
        place->share = common ? log(instances / low) / log(high / low)
                              : (1 / low - 1 / instances) / (1 / low - 1 / high);
        place->shift = common ? log(low / instances) / 2 : 0;
        place->next_shift = common ? log(high / instances) / 2 : 0;
    }
}

void latency_table_init(struct latency_table *table, const struct instance_model *model, double p,
                        size_t instances_max, size_t threads)
{
    // every_fleet of them, then a factor of common_ratio each: fewer than 64 up to 10^9.
    double fleets[64];
    struct making making = {table, model, p, fleets, false};
    making.common = model->balance == BALANCE_LEAST_OUTSTANDING && balance_has_formula(model, 1);
    table->rows = choose_fleets(&making, (double)instances_max);
    table->instances_max = instances_max;
    table->node = mem_alloc(table->rows * NODES, sizeof *table->node);
    table->place = mem_alloc(instances_max + 1, sizeof *table->place);
    parallel_run(table->rows * NODES, threads, work_out, &making);
    for (size_t row = 0; row < table->rows; row++) {
        set_rises(table->node + row * NODES, false);
        set_rises(table->node + row * NODES, true);
    }
    place_fleets(&making);
}

void latency_table_release(struct latency_table *table)
{
    free(table->node);
    free(table->place);
    *table = (struct latency_table){0};
}

// --- reading it ----------------------------------------------------------------------------------

/// The cubic between two knots, `u` in [0, 1] of the way.
static double between(const struct knot *from, const struct knot *to, double u)
{
    double change = to->value - from->value;
    double first = from->rise - change;
    double second = to->rise - change;
    return from->value + u * (change + (1 - u) * (first * (1 - u) - second * u));
}

/// A row's times at a coordinate. Behind the last node times grow as 1 / (1 -
/// utilization).
static struct response_times row_at(const struct latency_node *row, double coordinate)
{
    double place = fmax(0, coordinate) / node_step;
    if (place >= NODES - 1) {
        double longer = exp(coordinate - node_step * (NODES - 1));
        return (struct response_times){row[NODES - 1].percentile.value * longer,
                                       row[NODES - 1].mean.value * longer};
    }
    size_t i = (size_t)place;
    double u = place - (double)i;
    return (struct response_times){between(&row[i].percentile, &row[i + 1].percentile, u),
                                   between(&row[i].mean, &row[i + 1].mean, u)};
}

struct response_times latency_table_at(const struct latency_table *table, size_t instances,
                                       double utilization)
{
    if (!(utilization < 1) || instances == 0)
        return (struct response_times){INFINITY, INFINITY};
    size_t known = instances < table->instances_max ? instances : table->instances_max;
    const struct latency_place *place = &table->place[known];
    const struct latency_node *row = table->node + place->row * NODES;
    double coordinate = -log(1 - fmax(0, utilization));
    struct response_times times = row_at(row, coordinate + place->shift);
    if (place->share > 0) {
        struct response_times next = row_at(row + NODES, coordinate + place->next_shift);
        times.percentile += place->share * (next.percentile - times.percentile);
        times.mean += place->share * (next.mean - times.mean);
    }
    return times;
}
