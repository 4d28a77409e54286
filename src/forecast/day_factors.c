#include "forecast/day_factors.h"

#include "base/memory.h"
#include "maths/least_squares.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    FACTORS = 3,
    TERMS = 5,
    FEWEST_DAYS = 15,
    MOST_DAYS = 70,
    WEEK = 7,
    ROUNDS = 40,
    SOLVES = 3
};

#define HALF_LIFE_DAYS 10.0
#define HUBER 1.5

struct factors {
    size_t days, width;
    double *day;    ///< days x width, less the usual profile
    double *usual;  ///< width
    double *weight; ///< days
    double *shape;  ///< FACTORS x width, orthonormal
    double *score;  ///< FACTORS x (days + room for the future)
    size_t room;
};

static void release(struct factors *f)
{
    free(f->day);
    free(f->usual);
    free(f->weight);
    free(f->shape);
    free(f->score);
}

static void load_days(struct factors *f, const struct history *history)
{
    size_t first = history->n - f->days * f->width;
    double total = 0;
    for (size_t d = 0; d < f->days; d++) {
        f->weight[d] = pow(0.5, (double)(f->days - 1 - d) / HALF_LIFE_DAYS);
        total += f->weight[d];
        for (size_t p = 0; p < f->width; p++) {
            double z = history_log(history, history->value[first + d * f->width + p]);
            f->day[d * f->width + p] = z;
            f->usual[p] += f->weight[d] * z;
        }
    }
    for (size_t p = 0; p < f->width; p++)
        f->usual[p] /= total;
    for (size_t d = 0; d < f->days; d++)
        for (size_t p = 0; p < f->width; p++)
            f->day[d * f->width + p] -= f->usual[p];
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void covariance(const struct factors *f, double *matrix)
{
    size_t width = f->width;
    memset(matrix, 0, width * width * sizeof *matrix);
    for (size_t d = 0; d < f->days; d++) {
        const double *day = f->day + d * width;
        for (size_t i = 0; i < width; i++) {
            double weighted = f->weight[d] * day[i];
            for (size_t j = 0; j < width; j++)
                matrix[i * width + j] += weighted * day[j];
        }
    }
}

/// The leading eigenvector by power iteration, which is then taken out of the matrix.
static void leading_shape(double *matrix, size_t width, double *shape, double *scratch)
{
    // A start that no symmetry of a day makes orthogonal to the answer.
    for (size_t i = 0; i < width; i++)
        shape[i] = 1 + 0.3 * cos(2.1 * (double)i);
    double length = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < width; i++)
            scratch[i] = dot(matrix + i * width, shape, width);
        length = sqrt(dot(scratch, scratch, width));
        if (!(length > 1e-300)) {
            memset(shape, 0, width * sizeof *shape);
            return;
        }
        for (size_t i = 0; i < width; i++)
            shape[i] = scratch[i] / length;
    }
    for (size_t i = 0; i < width; i++)
        for (size_t j = 0; j < width; j++)
            matrix[i * width + j] -= length * shape[i] * shape[j];
}

static void find_shapes(struct factors *f)
{
    double *matrix = mem_alloc(f->width * f->width, sizeof *matrix);
    double *scratch = mem_alloc(f->width, sizeof *scratch);
    covariance(f, matrix);
    for (size_t c = 0; c < FACTORS; c++) {
        leading_shape(matrix, f->width, f->shape + c * f->width, scratch);
        for (size_t d = 0; d < f->days; d++)
            f->score[c * f->room + d] =
                dot(f->day + d * f->width, f->shape + c * f->width, f->width);
    }
    free(matrix);
    free(scratch);
}

/// What day d's score of factor c is explained by: itself a day and a week ago, a constant, the
/// other factors a day ago.
static void terms_of(const struct factors *f, size_t c, size_t d, double *term)
{
    term[0] = f->score[c * f->room + d - 1];
    term[1] = f->score[c * f->room + d - WEEK];
    term[2] = 1;
    term[3] = f->score[(c + 1) % FACTORS * f->room + d - 1];
    term[4] = f->score[(c + 2) % FACTORS * f->room + d - 1];
}

static bool solve_score(const struct factors *f, size_t c, const double *w, double *b)
{
    static const double ridge[TERMS] = {0.1, 0.1, 0.01, 1, 1};
    double gram[TERMS * TERMS] = {0};
    double variance =
        dot(f->score + c * f->room, f->score + c * f->room, f->days) / (double)f->days;
    memset(b, 0, TERMS * sizeof *b);
    for (size_t d = WEEK; d < f->days; d++) {
        double term[TERMS];
        terms_of(f, c, d, term);
        for (size_t i = 0; i < TERMS; i++) {
            b[i] += w[d] * term[i] * f->score[c * f->room + d];
            for (size_t j = 0; j <= i; j++)
                gram[i * TERMS + j] += w[d] * term[i] * term[j];
        }
    }
    for (size_t i = 0; i < TERMS; i++)
        gram[i * TERMS + i] += 3 * variance * ridge[i] + 1e-12;
    return cholesky_solve(gram, b, TERMS);
}

static bool regress_score(const struct factors *f, size_t c, double *b)
{
    double w[MOST_DAYS];
    double error[MOST_DAYS];
    double scratch[MOST_DAYS];
    memcpy(w, f->weight, f->days * sizeof *w);
    for (int step = 0; step < SOLVES; step++) {
        if (!solve_score(f, c, w, b))
            return false;
        for (size_t d = WEEK; d < f->days; d++) {
            double term[TERMS];
            terms_of(f, c, d, term);
            error[d] = fabs(f->score[c * f->room + d] - dot(b, term, TERMS));
            scratch[d - WEEK] = error[d];
        }
        double limit = HUBER * MAD_TO_SIGMA * median_select(scratch, f->days - WEEK);
        for (size_t d = WEEK; d < f->days; d++)
            w[d] = f->weight[d] * (error[d] > limit ? limit / error[d] : 1);
    }
    return true;
}

static bool extend_scores(struct factors *f, size_t more)
{
    double b[FACTORS][TERMS];
    for (size_t c = 0; c < FACTORS; c++)
        if (!regress_score(f, c, b[c]))
            return false;
    for (size_t d = f->days; d < f->days + more; d++) {
        for (size_t c = 0; c < FACTORS; c++) {
            double term[TERMS];
            terms_of(f, c, d, term);
            f->score[c * f->room + d] = dot(b[c], term, TERMS);
        }
    }
    return true;
}

bool day_factors_predict(const struct history *history, size_t steps, double *path)
{
    size_t width = history->season;
    if (width == 0 || history->n < FEWEST_DAYS * width)
        return false;
    size_t days = history->n / width;
    if (days > MOST_DAYS)
        days = MOST_DAYS;
    size_t more = (steps + width - 1) / width;
    struct factors f = {.days = days, .width = width, .room = days + more};
    f.day = mem_alloc(days * width, sizeof *f.day);
    f.usual = mem_alloc(width, sizeof *f.usual);
    f.weight = mem_alloc(days, sizeof *f.weight);
    f.shape = mem_alloc(FACTORS * width, sizeof *f.shape);
    f.score = mem_alloc(FACTORS * f.room, sizeof *f.score);
    load_days(&f, history);
    find_shapes(&f);
    bool solved = extend_scores(&f, more);
    for (size_t h = 0; h < steps && solved; h++) {
        double z = f.usual[h % width];
        for (size_t c = 0; c < FACTORS; c++)
            z += f.score[c * f.room + days + h / width] * f.shape[c * width + h % width];
        path[h] = history_exp(history, z);
    }
    release(&f);
    return solved;
}
