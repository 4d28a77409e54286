#include "maths/least_squares.h"

#include "base/memory.h"
#include "maths/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct moments {
    size_t n;
    double mean_x, mean_y;
    double sxx, sxy, syy; ///< sums of squared and crossed deviations from the means
};

static struct moments moments_of(const double *x, const double *y, size_t n)
{
    struct moments m = {0};
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        m.n++;
        m.mean_x += x[i];
        m.mean_y += y[i];
    }
    if (m.n == 0)
        return m;
    m.mean_x /= (double)m.n;
    m.mean_y /= (double)m.n;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        double dx = x[i] - m.mean_x;
        double dy = y[i] - m.mean_y;
        m.sxx += dx * dx;
        m.sxy += dx * dy;
        m.syy += dy * dy;
    }
    return m;
}

bool line_fit(const double *x, const double *y, size_t n, double confidence, struct line_fit *fit)
{
    struct moments m = moments_of(x, y, n);
    if (m.n < 2 || !(m.sxx > 0))
        return false;
    *fit = (struct line_fit){.n = m.n, .mean_x = m.mean_x, .sum_x = m.sxx};
    fit->slope = m.sxy / m.sxx;
    fit->intercept = m.mean_y - fit->slope * m.mean_x;
    double rss = fmax(m.syy - fit->slope * m.sxy, 0);
    fit->r_squared = m.syy > 0 ? 1 - rss / m.syy : 1;
    double reach = 0;
    if (m.n > 2) {
        double freedom = (double)(m.n - 2);
        fit->residual_error = sqrt(rss / freedom);
        fit->slope_error = fit->residual_error / sqrt(m.sxx);
        fit->intercept_error =
            fit->residual_error * sqrt(1 / (double)m.n + m.mean_x * m.mean_x / m.sxx);
        reach = student_quantile(0.5 + confidence / 2, freedom) * fit->slope_error;
    }
    fit->slope_low = fit->slope - reach;
    fit->slope_high = fit->slope + reach;
    return true;
}

bool line_crossing(const struct line_fit *fit, double y, double confidence, double widening,
                   double *x, double *low, double *high)
{
    if (fit->n <= 2 || fit->slope == 0)
        return false;
    double n = (double)fit->n;
    double reach = student_quantile(0.5 + confidence / 2, n - 2) * widening * fit->residual_error;
    // With d = x - mean_x and e = y - (the line at mean_x): (e - slope d)^2 = reach^2 (1/n + d^2 /
    // sum_x), a quadratic in d.
    double e = y - (fit->intercept + fit->slope * fit->mean_x);
    double a = fit->slope * fit->slope - reach * reach / fit->sum_x;
    double c = e * e - reach * reach / n;
    if (!(a > 0))
        return false;
    double root = sqrt(fmax(e * e * fit->slope * fit->slope - a * c, 0));
    *x = (y - fit->intercept) / fit->slope;
    *low = fit->mean_x + (e * fit->slope - root) / a;
    *high = fit->mean_x + (e * fit->slope + root) / a;
    return true;
}

static bool cholesky_factor(double *a, size_t k)
{
    for (size_t j = 0; j < k; j++) {
        double *row_j = a + j * k;
        double pivot = row_j[j];
        double diagonal = pivot;
        for (size_t m = 0; m < j; m++)
            pivot -= row_j[m] * row_j[m];
        if (!(pivot > 1e-14 * diagonal) || !isfinite(pivot))
            return false;
        row_j[j] = sqrt(pivot);
        for (size_t i = j + 1; i < k; i++) {
            double *row_i = a + i * k;
            double sum = row_i[j];
            for (size_t m = 0; m < j; m++)
                sum -= row_i[m] * row_j[m];
            row_i[j] = sum / row_j[j];
        }
    }
    return true;
}

/// Solves again with the factor that cholesky_solve left in `a`.
static void cholesky_again(const double *a, double *g, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        for (size_t m = 0; m < i; m++)
            g[i] -= a[i * k + m] * g[m];
        g[i] /= a[i * k + i];
    }
    for (size_t i = k; i-- > 0;) {
        g[i] /= a[i * k + i];
        for (size_t m = 0; m < i; m++)
            g[m] -= a[i * k + m] * g[i];
    }
}

bool cholesky_solve(double *a, double *g, size_t k)
{
    if (!cholesky_factor(a, k))
        return false;
    cholesky_again(a, g, k);
    return true;
}

static void add_row(double *gram, double *right, const double *row, double y, double w, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        double weighted = w * row[i];
        right[i] += weighted * y;
        for (size_t j = 0; j <= i; j++)
            gram[i * k + j] += weighted * row[j];
    }
}

bool weighted_least_squares(const double *design, const double *y, const double *weight,
                            size_t rows, size_t columns, double ridge, double *coefficient,
                            double *inverse)
{
    double *gram = mem_alloc(columns * columns, sizeof *gram);
    memset(coefficient, 0, columns * sizeof *coefficient);
    for (size_t t = 0; t < rows; t++)
        add_row(gram, coefficient, design + t * columns, y[t], weight == NULL ? 1 : weight[t],
                columns);
    for (size_t i = 0; i < columns; i++)
        gram[i * columns + i] += ridge;
    bool solved = cholesky_solve(gram, coefficient, columns);
    for (size_t i = 0; solved && inverse != NULL && i < columns; i++) {
        double *unit = inverse + i * columns;
        memset(unit, 0, columns * sizeof *unit);
        unit[i] = 1;
        cholesky_again(gram, unit, columns);
    }
    free(gram);
    return solved;
}
