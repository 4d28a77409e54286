#include "maths/isotonic.h"

#include "base/memory.h"

#include <stdlib.h>

/// Neighbours that share one value.
struct pool {
    double mean;
    double weight;
    size_t count;
};

void isotonic_fit(double *y, const double *weight, size_t n)
{
    struct pool *pool = mem_alloc(n, sizeof *pool);
    size_t pools = 0;
    for (size_t i = 0; i < n; i++) {
        struct pool last = {y[i], weight == NULL ? 1 : weight[i], 1};
        while (pools > 0 && pool[pools - 1].mean >= last.mean) {
            const struct pool *before = &pool[--pools];
            double sum = before->weight + last.weight;
            last.mean = (before->mean * before->weight + last.mean * last.weight) / sum;
            last.weight = sum;
            last.count += before->count;
        }
        pool[pools++] = last;
    }
    size_t i = 0;
    for (size_t k = 0; k < pools; k++)
        for (size_t j = 0; j < pool[k].count; j++)
            y[i++] = pool[k].mean;
    free(pool);
}
