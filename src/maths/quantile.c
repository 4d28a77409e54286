#include "maths/quantile.h"

#include "base/memory.h"
#include "maths/radix_sort.h"

#include <math.h>
#include <stdbool.h>
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
    if (n >= RADIX_SORT_FEWEST && n <= RADIX_SORT_MOST) {
        radix_sort(value, n);
        return;
    }
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

/// Median of three medians of three from all over the values.
static double pivot_of(const double *value, size_t n)
{
    size_t apart = n / 9;
    double median[3];
    for (size_t i = 0; i < 3; i++) {
        const double *three = value + 3 * i * apart;
        median[i] = middle_of(three[0], three[apart], three[2 * apart]);
    }
    return middle_of(median[0], median[1], median[2]);
}

/// Moves what is below `pivot`, or not above it, to the front and returns how many they are. Every
/// value is moved, whatever it is: a wrongly predicted branch costs more than the moves.
static size_t move_to_front(double *value, size_t n, double pivot, bool equal_too)
{
    size_t front = 0;
    for (size_t i = 0; i < n; i++) {
        double here = value[i];
        value[i] = value[front];
        value[front] = here;
        front += equal_too ? here <= pivot : here < pivot;
    }
    return front;
}

/// Puts the k-th smallest at value[k], none greater before it and none smaller behind it.
static void select_kth(double *value, size_t n, size_t k)
{
    // Bad pivots can only be arranged on purpose; a sort bounds the cost.
    for (size_t budget = 64; n > INSERTION_UP_TO; budget--) {
        if (budget == 0) {
            sort_values(value, n);
            return;
        }
        double pivot = pivot_of(value, n);
        size_t left = move_to_front(value, n, pivot, false);
        if (left == 0) {
            left = move_to_front(value, n, pivot, true);
            if (k < left)
                return;
        }
        if (k < left) {
            n = left;
        } else {
            value += left;
            n -= left;
            k -= left;
        }
    }
    sort_by_insertion(value, n);
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
        next = scratch[i] < next ? scratch[i] : next;
    return scratch[k] + fraction * (next - scratch[k]);
}

void quantiles_select(double *scratch, size_t n, const double *q, size_t count, double *result)
{
    size_t before = 0;
    for (size_t i = 0; i < count; i++) {
        double fraction = 0;
        size_t k = n == 0 ? 0 : quantile_position(n, q[i], &fraction);
        result[i] = NAN;
        if (n == 0)
            continue;
        // What lies before the quantile at hand is no greater than any later one.
        select_kth(scratch + before, n - before, k - before);
        before = k;
        result[i] = scratch[k];
        if (fraction > 0 && k + 1 < n) {
            select_kth(scratch + k + 1, n - k - 1, 0);
            result[i] += fraction * (scratch[k + 1] - scratch[k]);
        }
    }
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

double median_weighted_lower(const double *value, const double *weight, size_t n)
{
    struct weighted *item = mem_alloc(n, sizeof *item);
    double total = 0, seen = 0, median = NAN;
    for (size_t i = 0; i < n; i++) {
        item[i] = (struct weighted){value[i], weight[i]};
        total += weight[i];
    }
    qsort(item, n, sizeof *item, compare_weighted);
    for (size_t i = 0; i < n && isnan(median); i++) {
        seen += item[i].weight;
        if (2 * seen >= total)
            median = item[i].value;
    }
    free(item);
    return median;
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
