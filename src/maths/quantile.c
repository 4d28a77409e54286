#include "maths/quantile.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INSERTION_UP_TO = 16 };

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/// Position of quantile q among n order statistics: whole part and the weight of the next one.
static size_t quantile_position(size_t n, double q, double *fraction)
{
    double position = (double)(n - 1) * fmin(fmax(q, 0), 1);
    // 0.95 * 20 is a hair under 19 in binary: a whole position is meant where one is that near.
    double whole = floor(position + 4e-16 * (double)n);
    *fraction = fmax(position - whole, 0);
    return (size_t)whole;
}

double quantile_sorted(const double *sorted, size_t n, double q)
{
    if (n == 0)
        return NAN;
    double fraction;
    size_t i = quantile_position(n, q, &fraction);
    if (fraction <= 0 || i + 1 >= n)
        return sorted[i];
    return sorted[i] + fraction * (sorted[i + 1] - sorted[i]);
}

static void swap(double *a, double *b)
{
    double held = *a;
    *a = *b;
    *b = held;
}

static double middle_of(double a, double b, double c)
{
    if (a > b)
        swap(&a, &b);
    return c <= a ? a : c >= b ? b : c;
}

/// Hoare's partition around the middle of three: none up to the returned place is greater than any
/// behind it, and both parts are smaller than the whole. n > 1.
static size_t partition(double *value, size_t n)
{
    double pivot = middle_of(value[0], value[n / 2], value[n - 1]);
    size_t i = 0;
    size_t j = n - 1;
    for (;;) {
        while (value[i] < pivot)
            i++;
        while (value[j] > pivot)
            j--;
        if (i >= j)
            break;
        swap(&value[i++], &value[j--]);
    }
    size_t cut = value[j] > pivot ? j - 1 : j;
    return cut == n - 1 ? cut - 1 : cut;
}

static void sort_by_insertion(double *value, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double held = value[i];
        size_t place = i;
        for (; place > 0 && value[place - 1] > held; place--)
            value[place] = value[place - 1];
        value[place] = held;
    }
}

void sort_values(double *value, size_t n)
{
    // Bad pivots can only be arranged on purpose; the library's sort bounds the cost.
    for (int budget = 48; n > INSERTION_UP_TO && budget > 0; budget--) {
        size_t left = partition(value, n) + 1;
        if (left < n - left) {
            sort_values(value, left);
            value += left;
            n -= left;
        } else {
            sort_values(value + left, n - left);
            n = left;
        }
    }
    if (n > INSERTION_UP_TO)
        qsort(value, n, sizeof *value, compare_doubles);
    else
        sort_by_insertion(value, n);
}

/// Puts the k-th smallest at value[k], none greater before it and none smaller behind it.
static void select_kth(double *value, size_t n, size_t k)
{
    for (size_t budget = 64 + n / 4096; n > 1; budget--) {
        if (budget == 0) {
            sort_values(value, n);
            return;
        }
        size_t left = partition(value, n) + 1;
        if (k < left) {
            n = left;
        } else {
            value += left;
            n -= left;
            k -= left;
        }
    }
}

double quantile_select(double *scratch, size_t n, double q)
{
    if (n == 0)
        return NAN;
    double fraction;
    size_t k = quantile_position(n, q, &fraction);
    select_kth(scratch, n, k);
    if (fraction <= 0 || k + 1 >= n)
        return scratch[k];
    double next = scratch[k + 1];
    for (size_t i = k + 2; i < n; i++)
        next = fmin(next, scratch[i]);
    return scratch[k] + fraction * (next - scratch[k]);
}

double median_select(double *scratch, size_t n)
{
    return quantile_select(scratch, n, 0.5);
}

double mad_select(double *scratch, size_t n, double centre)
{
    for (size_t i = 0; i < n; i++)
        scratch[i] = fabs(scratch[i] - centre);
    return median_select(scratch, n);
}

double quantile_present(const double *value, size_t n, double q)
{
    double *present = mem_alloc(n, sizeof *present);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            present[count++] = value[i];
    double result = quantile_select(present, count, q);
    free(present);
    return result;
}

double median_present(const double *value, size_t n)
{
    return quantile_present(value, n, 0.5);
}

struct weighted {
    double value;
    double weight;
};

static int compare_weighted(const void *a, const void *b)
{
    return compare_doubles(&((const struct weighted *)a)->value,
                           &((const struct weighted *)b)->value);
}

double median_weighted(const double *value, const double *weight, size_t n)
{
    struct weighted *item = mem_alloc(n, sizeof *item);
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        item[i] = (struct weighted){value[i], weight[i]};
        total += weight[i];
    }
    qsort(item, n, sizeof *item, compare_weighted);
    double result = NAN;
    double before = 0;
    double last_centre = 0;
    for (size_t i = 0; i < n && total > 0; i++) {
        double centre = (before + item[i].weight / 2) / total;
        before += item[i].weight;
        if (item[i].weight <= 0)
            continue;
        if (isnan(result) || centre <= 0.5) {
            result = item[i].value;
        } else {
            if (last_centre < 0.5)
                result += (item[i].value - result) * (0.5 - last_centre) / (centre - last_centre);
            break;
        }
        last_centre = centre;
    }
    free(item);
    return result;
}
