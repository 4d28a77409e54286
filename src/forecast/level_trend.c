#include "forecast/level_trend.h"

#include "base/memory.h"
#include "forecast/believable_range.h"
#include "forecast/usual_week.h"
#include "maths/least_squares.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_S = 604800, FEWEST_LEVELS = 3, YEAR_TERMS = 2 + 2 * YEAR_HARMONICS, MOST_TRIES = 26 };

#define YEAR_S (365.25 * 86400)
#define TWO_PI 6.283185307179586

/// Another choice than the cautious one must be this much better from earlier origins.
#define CLEARLY_BETTER 0.93
/// The year must explain this share of what the trend leaves.
#define YEAR_SHARE 0.3

/// How the last level and its slope are read from the levels.
struct level_choice {
    double smoothing; ///< of the level; 1: the last one alone
    double damping;
    size_t window; ///< periods that the slope sees
};

static const struct level_choice cautious = {1, LEVEL_TREND_DAMPING, 8};

/// Levels that it takes for a slope to be certain.
enum { FEWEST_TO_INSIST = 6 };

static const struct level_choice choices[] = {
    {0.6, 0.8, 8}, {0.3, 0.8, 8},   {1, 0.9, 8},     {1, 0.97, 12}, {0.6, 0.97, 12},
    {1, 0.97, 26}, {0.6, 0.97, 26}, {0.3, 0.97, 26}, {1, 0.99, 52}, {0.6, 0.99, 52},
};

static void set_levels(struct level_trend *trend, const struct history *history)
{
    for (size_t k = 0; k < trend->count; k++) {
        size_t first = history->n - (trend->count - k) * trend->period;
        double sum = 0;
        for (size_t t = first; t < first + trend->period; t++)
            sum += history->value[t];
        trend->level[k] = history_log(history, sum / (double)trend->period);
    }
}

/// Time of a level in periods: 0 is the centre of the last one.
static double level_time(const struct level_trend *trend, size_t k)
{
    return (double)k - (double)(trend->count - 1);
}

static double year_at(const struct level_trend *trend, double time)
{
    double sum = 0;
    for (size_t k = 0; k < YEAR_HARMONICS; k++) {
        double angle = TWO_PI * (double)(k + 1) * time / trend->periods_per_year;
        sum += trend->year[2 * k] * cos(angle) + trend->year[2 * k + 1] * sin(angle);
    }
    return sum;
}

static void set_year_design(const struct level_trend *trend, double *design)
{
    for (size_t k = 0; k < trend->count; k++) {
        double *row = design + k * YEAR_TERMS;
        double time = level_time(trend, k);
        row[0] = 1;
        row[1] = time / (double)trend->count;
        for (size_t j = 0; j < YEAR_HARMONICS; j++) {
            double angle = TWO_PI * (double)(j + 1) * time / trend->periods_per_year;
            row[2 + 2 * j] = cos(angle);
            row[3 + 2 * j] = sin(angle);
        }
    }
}

/// Huber's regression of the levels on a line and the year's harmonics.
static bool fit_year(struct level_trend *trend, const double *design, double *b)
{
    double *weight = mem_alloc(trend->count, sizeof *weight);
    double *error = mem_alloc(trend->count, sizeof *error);
    for (size_t k = 0; k < trend->count; k++)
        weight[k] = 1;
    bool solved = true;
    for (int solve = 0; solve < 4 && solved; solve++) {
        solved = weighted_least_squares(design, trend->level, weight, trend->count, YEAR_TERMS,
                                        1e-3, b, NULL);
        for (size_t k = 0; k < trend->count; k++) {
            double fitted = 0;
            for (size_t i = 0; i < YEAR_TERMS; i++)
                fitted += b[i] * design[k * YEAR_TERMS + i];
            weight[k] = error[k] = fabs(trend->level[k] - fitted);
        }
        double limit = 1.5 * MAD_TO_SIGMA * median_select(error, trend->count) + 1e-12;
        for (size_t k = 0; k < trend->count; k++)
            weight[k] = weight[k] > limit ? limit / weight[k] : 1;
    }
    free(weight);
    free(error);
    return solved;
}

/// Takes the year's season out of the levels where at least two years are there and it matters.
static void remove_year(struct level_trend *trend)
{
    if (trend->periods_per_year < 6 || (double)trend->count < 2 * trend->periods_per_year)
        return;
    double *design = mem_alloc(trend->count * YEAR_TERMS, sizeof *design);
    double b[YEAR_TERMS];
    set_year_design(trend, design);
    if (fit_year(trend, design, b)) {
        memcpy(trend->year, b + 2, sizeof trend->year);
        double before = 0;
        double after = 0;
        for (size_t k = 0; k < trend->count; k++) {
            double left = trend->level[k] - b[0] - b[1] * design[k * YEAR_TERMS + 1];
            double rest = left - year_at(trend, level_time(trend, k));
            before += fabs(left);
            after += fabs(rest);
        }
        trend->has_year = after < (1 - YEAR_SHARE) * before;
        for (size_t k = 0; k < trend->count && trend->has_year; k++)
            trend->level[k] -= year_at(trend, level_time(trend, k));
    }
    free(design);
}

/// Standard deviation of the changes from level to level: robust, but never far below the plain
/// one.
static double innovation_of(const double *level, size_t count)
{
    double *change = mem_alloc(count, sizeof *change);
    double sum = 0;
    double square = 0;
    size_t n = count - 1;
    for (size_t k = 0; k < n; k++) {
        change[k] = level[k + 1] - level[k];
        sum += change[k];
        square += change[k] * change[k];
    }
    double variance = fmax(square / (double)n - sum * sum / (double)(n * n), 0);
    double robust = MAD_TO_SIGMA * mad_select(change, n, median_present(change, n));
    free(change);
    return fmax(fmax(robust, 0.5 * sqrt(variance)), 0.01);
}

/// What levels say about their growth per period: Theil and Sen's slope, and by how many standard
/// errors of the changes from level to level it differs from none.
static bool slope_of(const double *level, size_t count, double innovation, double *slope, double *t)
{
    double time[64] = {0};
    for (size_t k = 0; k < count; k++)
        time[k] = (double)k;
    struct theil_sen line = {0};
    *slope = *t = 0;
    if (!theil_sen_fit(time, level, count, 0.9, &line))
        return false;
    *slope = line.slope;
    *t = fabs(line.slope) * sqrt((double)(count - 1)) / innovation;
    return true;
}

/// Last level and slope by one choice from the first `count` levels.
static void read_levels(const double *level, size_t count, double innovation,
                        const struct level_choice *choice, double *last, double *slope)
{
    size_t window = count < choice->window ? count : choice->window;
    double t;
    if (slope_of(level + count - window, window, innovation, slope, &t))
        *slope *= t * t / (t * t + 4);
    double smooth = level[0];
    for (size_t k = 1; k < count; k++) {
        smooth += *slope;
        smooth += choice->smoothing * (level[k] - smooth);
    }
    *last = smooth;
}

/// Sum of damping^i over the next `periods`.
static double damped_time(double damping, double periods)
{
    return damping * (1 - pow(damping, periods)) / (1 - damping);
}

/// Mean absolute error of one choice from earlier origins, one to eight periods ahead; none is made
/// from fewer than three levels.
static double choice_error(const struct level_trend *trend, const struct level_choice *choice)
{
    size_t tries = trend->count / 2 < MOST_TRIES ? trend->count / 2 : MOST_TRIES;
    double sum = 0;
    double seen = 0;
    for (size_t origin = trend->count - tries; origin < trend->count; origin++) {
        double last;
        double slope;
        read_levels(trend->level, origin, trend->innovation, choice, &last, &slope);
        for (size_t ahead = 1; ahead <= 8 && origin + ahead - 1 < trend->count; ahead++) {
            double forecast = last + slope * damped_time(choice->damping, (double)ahead);
            sum += fabs(trend->level[origin + ahead - 1] - forecast);
            seen++;
        }
    }
    return seen > 0 ? sum / seen : INFINITY;
}

/// The cautious choice, but with a damping that fades as the growth becomes certain:
/// (LEVEL_TREND_CERTAIN / t)^2 of the cautious one's is left. Kept unless damping did clearly
/// better from earlier origins.
static struct level_choice insistent(const struct level_trend *trend)
{
    struct level_choice choice = cautious;
    size_t window = trend->count < cautious.window ? trend->count : cautious.window;
    double slope;
    double t;
    if (trend->count < FEWEST_TO_INSIST ||
        !slope_of(trend->level + trend->count - window, window, trend->innovation, &slope, &t) ||
        t <= LEVEL_TREND_CERTAIN)
        return cautious;
    choice.damping =
        1 - (1 - cautious.damping) * (LEVEL_TREND_CERTAIN / t) * (LEVEL_TREND_CERTAIN / t);
    double damped = choice_error(trend, &cautious);
    return damped < CLEARLY_BETTER * choice_error(trend, &choice) ? cautious : choice;
}

static struct level_choice choose(const struct level_trend *trend)
{
    struct level_choice best = insistent(trend);
    if (trend->count < 10)
        return best;
    double least = CLEARLY_BETTER * choice_error(trend, &best);
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        double error =
            choices[i].window <= 2 * trend->count ? choice_error(trend, &choices[i]) : INFINITY;
        if (error < least) {
            least = error;
            best = choices[i];
        }
    }
    return best;
}

bool level_trend_fit(struct level_trend *trend, const struct history *history, int64_t step_s)
{
    *trend = (struct level_trend){.period = 1};
    if (step_s < WEEK_S)
        trend->period = (size_t)((WEEK_S + step_s / 2) / step_s);
    trend->count = history->n / trend->period;
    trend->is_capped = history->is_capped;
    if (trend->count < FEWEST_LEVELS)
        return false;
    trend->periods_per_year = YEAR_S / ((double)trend->period * (double)step_s);
    trend->level = mem_alloc(trend->count, sizeof *trend->level);
    set_levels(trend, history);
    remove_year(trend);
    trend->innovation = innovation_of(trend->level, trend->count);
    struct level_choice choice = choose(trend);
    trend->damping = choice.damping;
    size_t window = trend->count < choice.window ? trend->count : choice.window;
    slope_of(trend->level + trend->count - window, window, trend->innovation, &trend->seen_slope,
             &trend->certainty);
    trend->slope_error = trend->innovation / sqrt((double)window - 1);
    read_levels(trend->level, trend->count, trend->innovation, &choice, &trend->last,
                &trend->slope);
    return true;
}

double level_trend_growth(const struct level_trend *trend, double periods)
{
    double limit =
        trend->is_capped ? INFINITY : log(believable_range_growth_limit(trend->count, periods));
    return fmin(fmax(trend->slope * damped_time(trend->damping, periods), -limit), limit);
}

double level_trend_at(const struct level_trend *trend, double steps)
{
    double time = (steps + 0.5) / (double)trend->period + 0.5;
    double year = trend->has_year ? year_at(trend, time) : 0;
    return trend->last + level_trend_growth(trend, time) + year;
}

void level_trend_predict(const struct level_trend *trend, const struct history *history,
                         size_t steps, double *path)
{
    double *week = usual_week(history, trend->period);
    for (size_t h = 0; h < steps; h++) {
        double level = level_trend_at(trend, (double)h);
        if (week != NULL)
            level += week[history_long_phase(history, history->n + h)];
        path[h] = history_exp(history, level);
    }
    free(week);
}

void level_trend_release(struct level_trend *trend)
{
    free(trend->level);
    trend->level = NULL;
}
