#include "forecast/hour_ratios.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, WINDOW_HOURS = 56 * 24, PRODUCT_BINS = 2 * RATIO_BINS };

/// Bin b > 0 holds logarithms of ratios around (b - ZERO_BIN) x BIN_WIDTH; bin 0 holds zeros.
#define BIN_WIDTH 0.02
enum { ZERO_BIN = RATIO_BINS / 2, FEWEST_PAIRS = 20 };

/// A minute that stays as its neighbour forever would be another level.
#define PERSISTENCE_MOST 0.99

#define HALF_LIFE_HOURS (7.0 * 24)
/// Of the shape: a job on the hour comes and goes. Of 1, 1.5, 2, 3 and 7 days, 3 lower the error a
/// day ahead on cloud metrics most without raising that of pools of machines by 1 %.
#define SHAPE_HALF_LIFE_HOURS (3.0 * 24)
/// Hours whose level differs by this factor e^0.7 = 2 count 1/e.
#define LEVEL_WIDTH 0.7

static size_t bin_of(double ratio)
{
    double bin = floor(log(ratio) / BIN_WIDTH + 0.5) + ZERO_BIN;
    return bin < 1 ? (ratio > 0 ? 1 : 0) : bin >= RATIO_BINS ? RATIO_BINS - 1 : (size_t)bin;
}

static bool is_known(const struct hour_ratios *ratios, size_t k)
{
    return ratios->mean[k] > 0;
}

static double recency(const struct hour_ratios *ratios, size_t k, double half_life_hours)
{
    return exp2(-(double)(ratios->hours - k) / half_life_hours);
}

/// Calls for every measured step of the known hours of the window.
struct visit {
    size_t hour, position;
    double ratio;
};
typedef void visit_fn(struct hour_ratios *ratios, const struct visit *visit, void *context);

static void visit_steps(struct hour_ratios *ratios, const struct ladder_input *input,
                        int64_t lead_s, visit_fn *visitor, void *context)
{
    int64_t from_s = (int64_t)ratios->first_hour * HOUR_S - lead_s;
    size_t from = from_s <= 0 ? 0 : (size_t)((from_s + input->step_s - 1) / input->step_s);
    for (size_t i = from; i < input->n; i++) {
        int64_t second = lead_s + (int64_t)i * input->step_s;
        size_t hour = (size_t)(second / HOUR_S);
        if (hour >= ratios->hours)
            break;
        if (!is_known(ratios, hour) || isnan(input->value[i]))
            continue;
        struct visit visit = {hour, (size_t)(second % HOUR_S / input->step_s),
                              input->value[i] / ratios->mean[hour]};
        visitor(ratios, &visit, context);
    }
}

/// Weighted sums of the ratios by hour of day and position.
struct shape_sums {
    double *weight, *ratio, *square;
};

static void add_to_shape(struct hour_ratios *ratios, const struct visit *visit, void *context)
{
    struct shape_sums *sums = context;
    double weight = recency(ratios, visit->hour, SHAPE_HALF_LIFE_HOURS);
    size_t cell = visit->hour % HOURS_A_DAY * ratios->positions + visit->position;
    sums->weight[cell] += weight;
    sums->ratio[cell] += weight * visit->ratio;
    sums->square[cell] += weight * visit->ratio * visit->ratio;
}

/// Mean ratio of each position, from the hour and its neighbours, shrunk towards 1 as far as the
/// positions differ no more than their scatter explains (James and Stein).
static void set_shape_of_hour(struct hour_ratios *ratios, const struct shape_sums *sums,
                              size_t hour)
{
    size_t positions = ratios->positions;
    double *shape = ratios->shape + hour * positions;
    double between = 0;
    double scatter = 0;
    for (size_t j = 0; j < positions; j++) {
        double weight = 0, ratio = 0, square = 0;
        for (size_t d = 0; d < 3; d++) {
            size_t cell = (hour + HOURS_A_DAY + d - 1) % HOURS_A_DAY * positions + j;
            // The neighbours' ramps differ: they count less than the hour itself.
            double share = d == 1 ? 1 : 0.25;
            weight += share * sums->weight[cell];
            ratio += share * sums->ratio[cell];
            square += share * sums->square[cell];
        }
        shape[j] = weight > 0 ? ratio / weight : 1;
        between += (shape[j] - 1) * (shape[j] - 1);
        // A weight sums to about as many hours as its effective number.
        if (weight > 0)
            scatter += fmax(square / weight - shape[j] * shape[j], 0) / fmax(weight, 1);
    }
    double keep = between > 0 ? fmax(0, 1 - scatter / between) : 0;
    for (size_t j = 0; j < positions; j++)
        shape[j] = fmax(1 + keep * (shape[j] - 1), 0);
}

static void set_shape(struct hour_ratios *ratios, const struct ladder_input *input, int64_t lead_s)
{
    size_t cells = HOURS_A_DAY * ratios->positions;
    struct shape_sums sums = {mem_alloc(cells, sizeof(double)), mem_alloc(cells, sizeof(double)),
                              mem_alloc(cells, sizeof(double))};
    visit_steps(ratios, input, lead_s, add_to_shape, &sums);
    for (size_t hour = 0; hour < HOURS_A_DAY; hour++)
        set_shape_of_hour(ratios, &sums, hour);
    free(sums.weight);
    free(sums.ratio);
    free(sums.square);
}

static void add_to_histogram(struct hour_ratios *ratios, const struct visit *visit, void *context)
{
    (void)context;
    double shape = hour_ratios_shape(ratios, visit->hour, visit->position);
    double ratio = shape > 0 ? visit->ratio / shape : visit->ratio;
    size_t row = (visit->hour - ratios->first_hour) * RATIO_BINS;
    ratios->histogram[row + bin_of(ratio)]++;
}

/// The first hour whose ratios count: eight weeks ago, or that of a change of level, which may be
/// one of what ran within the hours too, where a day has followed it.
static size_t first_hour_of(const struct ladder_input *input, size_t hours, int64_t lead_s)
{
    size_t first = hours > WINDOW_HOURS ? hours - WINDOW_HOURS : 0;
    if (!(input->change.factor > 0) || input->change.time <= input->start)
        return first;
    int64_t since_s = (input->change.time - input->start) / INSTANT_PER_SECOND + lead_s;
    size_t change = (size_t)((since_s + HOUR_S - 1) / HOUR_S);
    return change > first && change + HOURS_A_DAY <= hours ? change : first;
}

void hour_ratios_init(struct hour_ratios *ratios, const struct ladder_input *input,
                      const double *mean, size_t hours, int64_t lead_s)
{
    *ratios = (struct hour_ratios){.mean = mean, .hours = hours};
    ratios->first_hour = first_hour_of(input, hours, lead_s);
    ratios->positions = (size_t)((HOUR_S + input->step_s - 1) / input->step_s);
    ratios->shape = mem_alloc(HOURS_A_DAY * ratios->positions, sizeof *ratios->shape);
    ratios->histogram =
        mem_alloc((hours - ratios->first_hour) * RATIO_BINS, sizeof *ratios->histogram);
    set_shape(ratios, input, lead_s);
    visit_steps(ratios, input, lead_s, add_to_histogram, NULL);
}

double hour_ratios_shape(const struct hour_ratios *ratios, size_t hour, size_t position)
{
    return ratios->shape[hour % HOURS_A_DAY * ratios->positions + position];
}

/// Weighted histogram of the ratios of the hours of day around `hour`, summing to 1; false when
/// there is none.
static bool pool_ratios(const struct hour_ratios *ratios, size_t hour, double centre,
                        double pool[RATIO_BINS])
{
    double total = 0;
    memset(pool, 0, RATIO_BINS * sizeof *pool);
    for (size_t k = ratios->first_hour; k < ratios->hours; k++) {
        size_t apart = (hour - k) % HOURS_A_DAY;
        if (!is_known(ratios, k) || (apart > 1 && apart < HOURS_A_DAY - 1))
            continue;
        double distance = centre > 0 ? fabs(log(ratios->mean[k] / centre)) : 0;
        double weight = recency(ratios, k, HALF_LIFE_HOURS) * exp(-distance / LEVEL_WIDTH) + 1e-12;
        const unsigned short *row = ratios->histogram + (k - ratios->first_hour) * RATIO_BINS;
        for (size_t b = 0; b < RATIO_BINS; b++)
            pool[b] += weight * row[b];
    }
    for (size_t b = 0; b < RATIO_BINS; b++)
        total += pool[b];
    for (size_t b = 0; b < RATIO_BINS && total > 0; b++)
        pool[b] /= total;
    return total > 0;
}

/// Probability that each level of an outlook's row stands for: from halfway to its neighbours.
static double level_share(size_t level)
{
    double low = level == 0 ? 0 : (predictive_level[level - 1] + predictive_level[level]) / 2;
    double high = level + 1 == PREDICTIVE_LEVELS
                      ? 1
                      : (predictive_level[level] + predictive_level[level + 1]) / 2;
    return high - low;
}

/// Quantiles of a histogram of log(value / unit); `zero` is the probability of 0.
static void read_quantiles(const double product[PRODUCT_BINS], double zero, double unit,
                           double table[PREDICTIVE_LEVELS])
{
    double below = zero;
    size_t b = 0;
    for (size_t level = 0; level < PREDICTIVE_LEVELS; level++) {
        if (predictive_level[level] <= zero) {
            table[level] = 0;
            continue;
        }
        while (b + 1 < PRODUCT_BINS && below + product[b] < predictive_level[level])
            below += product[b++];
        double part = product[b] > 0 ? (predictive_level[level] - below) / product[b] : 0;
        double at = (double)b - PRODUCT_BINS / 2.0 - 0.5 + fmin(part, 1);
        table[level] = unit * exp(at * BIN_WIDTH);
    }
}

void hour_ratios_product(struct hour_ratios *ratios, size_t hour, double centre,
                         const double row[PREDICTIVE_LEVELS])
{
    double pool[RATIO_BINS];
    double unit = fmax(centre, row[PREDICTIVE_P50]);
    if (!(unit > 0))
        unit = row[PREDICTIVE_P99];
    if (!(unit > 0) || !pool_ratios(ratios, hour, centre, pool)) {
        memcpy(ratios->product, row, sizeof ratios->product);
        return;
    }
    double product[PRODUCT_BINS] = {0};
    double zero = 0;
    for (size_t level = 0; level < PREDICTIVE_LEVELS; level++) {
        double share = level_share(level);
        if (!(row[level] > 0)) {
            zero += share;
            continue;
        }
        zero += share * pool[0];
        long shift = lround(log(row[level] / unit) / BIN_WIDTH) + PRODUCT_BINS / 2 - ZERO_BIN;
        for (size_t b = 1; b < RATIO_BINS; b++) {
            long at = (long)b + shift;
            at = at < 0 ? 0 : at >= PRODUCT_BINS ? PRODUCT_BINS - 1 : at;
            product[at] += share * pool[b];
        }
    }
    read_quantiles(product, zero, unit, ratios->product);
}

/// Sums over neighbouring steps of one hour.
struct neighbours {
    size_t hour, position; ///< of the step before
    double last;           ///< its log ratio; NaN: none
    double product, square, pairs;
};

static void add_neighbours(struct hour_ratios *ratios, const struct visit *visit, void *context)
{
    struct neighbours *sums = context;
    double shape = hour_ratios_shape(ratios, visit->hour, visit->position);
    double x = shape > 0 && visit->ratio > 0 ? log(visit->ratio / shape) : NAN;
    bool follows = visit->hour == sums->hour && visit->position == sums->position + 1;
    if (follows && !isnan(x) && !isnan(sums->last)) {
        sums->product += x * sums->last;
        sums->square += (x * x + sums->last * sums->last) / 2;
        sums->pairs++;
    }
    sums->hour = visit->hour;
    sums->position = visit->position;
    sums->last = x;
}

double hour_ratios_persistence(struct hour_ratios *ratios, const struct ladder_input *input,
                               int64_t lead_s)
{
    struct neighbours sums = {.hour = SIZE_MAX, .last = NAN};
    visit_steps(ratios, input, lead_s, add_neighbours, &sums);
    if (sums.pairs < FEWEST_PAIRS || !(sums.square > 0))
        return 0;
    return fmin(fmax(sums.product / sums.square, 0), PERSISTENCE_MOST);
}

void hour_ratios_release(struct hour_ratios *ratios)
{
    free(ratios->histogram);
    free(ratios->shape);
}
