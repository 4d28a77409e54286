// Packing pods on nodes, against the reference problem, trial of all partitions, and what cannot
// fit.
#include "maths/maths.h"
#include "maths/random.h"
#include "sizing/node_packing.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { PODS_MAX = 13, SETS_MAX = 1 << PODS_MAX };

/// The reference problem: 10 pods, daemons of 0.25 cores and 0.5 GiB and 3 pods on each node.
static void check_reference(void)
{
    static const double cpu[] = {0.8, 1.2, 0.2, 1.3, 0.5, 1.4, 0.5, 0.5, 1.1, 0.3};
    static const double gib[] = {5, 8.5, 2, 8.5, 3, 4, 7.5, 4, 5, 1};
    const struct node_kind type[] = {{3.92 - 0.25, (14.4 - 0.5) * 1024, 29 - 3, 140},
                                     {3.92 - 0.25, (29.2 - 0.5) * 1024, 58 - 3, 184},
                                     {7.91 - 0.25, (29.2 - 0.5) * 1024, 58 - 3, 280}};
    struct pod_kind pod[10];
    struct packing packing;
    for (size_t i = 0; i < 10; i++)
        pod[i] = (struct pod_kind){cpu[i], gib[i] * 1024, 1};
    node_packing_find(pod, 10, type, 3, &packing);
    near(packing.price, 464, 1e-12, "the reference problem costs its optimum");
    is_int(packing.nodes, 2, "on two nodes");
    packing_release(&packing);
    near(node_packing_bound(pod, 10, type, 3), 348.71, 1e-4, "its lower bound");
    static const double alone[] = {560, 552, 560};
    for (size_t t = 0; t < 3; t++) {
        node_packing_find(pod, 10, &type[t], 1, &packing);
        near(packing.price, alone[t], 1e-12, "with one type alone");
        packing_release(&packing);
    }
}

/// The cheapest partition of all pods, by the cheapest node of each subset.
static double exact(const struct pod_kind *pod, size_t pods, const struct node_kind *type,
                    size_t types)
{
    static double one[SETS_MAX], best[SETS_MAX];
    const size_t sets = (size_t)1 << pods;
    for (size_t set = 1; set < sets; set++) {
        double cpu = 0, memory = 0, count = 0;
        for (size_t i = 0; i < pods; i++)
            if (set >> i & 1) {
                cpu += pod[i].cpu;
                memory += pod[i].memory;
                count++;
            }
        one[set] = INFINITY;
        for (size_t t = 0; t < types; t++)
            if (cpu <= type[t].cpu && memory <= type[t].memory && count <= type[t].pods)
                one[set] = fmin(one[set], type[t].price);
        best[set] = one[set];
        for (size_t part = (set - 1) & set; part > 0; part = (part - 1) & set)
            best[set] = fmin(best[set], one[part] + best[set ^ part]);
    }
    return best[sets - 1];
}

static void check_exact(void)
{
    enum { PROBLEMS = 60 };
    const struct node_kind type[] = {
        {3.7, 14000, 20, 140}, {3.7, 29000, 20, 184}, {7.7, 29000, 20, 280}};
    struct random random;
    double sum = 0, worst = 0;
    size_t below = 0;
    random_seed(&random, 4, 0);
    for (int i = 0; i < PROBLEMS; i++) {
        struct pod_kind pod[PODS_MAX];
        struct packing packing;
        for (size_t k = 0; k < PODS_MAX; k++)
            pod[k] = (struct pod_kind){0.1 + 2 * random_uniform(&random),
                                       500 + 9000 * random_uniform(&random), 1};
        node_packing_find(pod, PODS_MAX, type, 3, &packing);
        double cost = exact(pod, PODS_MAX, type, 3), over = packing.price / cost - 1;
        below +=
            packing.price < cost - 1e-6 || node_packing_bound(pod, PODS_MAX, type, 3) > cost + 1e-6;
        sum += over;
        worst = fmax(worst, over);
        packing_release(&packing);
    }
    is_int(below, 0, "no packing is cheaper than the best, no bound is above it");
    ok(sum / PROBLEMS <= 0.025, "on average %.2f%% above the optimum", 100 * sum / PROBLEMS);
    ok(worst <= 0.25, "at most %.1f%% above", 100 * worst);
}

static void check_unfit(void)
{
    const struct node_kind type = {3.7, 14000, 4, 140};
    const struct pod_kind pod[] = {{0.1, 100, 9}, {4, 100, 1}};
    struct packing packing;
    node_packing_find(pod, 2, &type, 1, &packing);
    is_int(packing.unfit, 1, "a pod that no node holds is named");
    packing_release(&packing);
    node_packing_find(pod, 1, &type, 1, &packing);
    is_int(packing.nodes, 3, "nine small pods on nodes of four");
    ok(packing.unfit == SIZE_MAX, "all are placed");
    packing_release(&packing);
}

int main(void)
{
    maths_init();
    check_reference();
    check_exact();
    check_unfit();
    return done();
}
