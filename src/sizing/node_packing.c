#include "sizing/node_packing.h"

#include "base/memory.h"
#include "base/vec.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double slack = 1e-9;
/// Of more nodes than this the emptiest are packed anew, and only by the best types.
enum { REPACK_ALL = 40, REPACK_EMPTIEST = 20, REPACK_TYPES = 8, REPACK_ROUNDS = 50 };
/// All partitions are tried of so many pods at first, and of so many again and again.
enum { TRIAL_PODS = 12, TRIAL_AGAIN_PODS = 9, TRIAL_SETS = 1 << TRIAL_PODS };
enum { BOUND_STEPS = 100 };
static const double mib_a_gib = 1024;

enum fill_key { FILL_PRODUCT, FILL_GREATEST, FILL_SUM, FILL_KEYS };

struct packer {
    const struct pod_kind *kind;
    size_t kinds;
    const struct node_kind *type;
    size_t types;
};

// --- packings ------------------------------------------------------------------------------------

static void add_node(struct packing *packing, size_t kinds, size_t type, const size_t *count)
{
    struct packed_node node = {type, mem_alloc(kinds, sizeof *count)};
    memcpy(node.count, count, kinds * sizeof *count);
    VEC_PUSH(packing->node, packing->nodes, packing->capacity, node);
}

void packing_release(struct packing *packing)
{
    for (size_t i = 0; i < packing->nodes; i++)
        free(packing->node[i].count);
    free(packing->node);
    *packing = (struct packing){.unfit = SIZE_MAX};
}

/// What a node holds.
struct load {
    double cpu, memory, pods;
};

static struct load load_of(const struct packer *packer, const size_t *count)
{
    struct load load = {0, 0, 0};
    for (size_t k = 0; k < packer->kinds; k++) {
        load.cpu += (double)count[k] * packer->kind[k].cpu;
        load.memory += (double)count[k] * packer->kind[k].memory;
        load.pods += (double)count[k];
    }
    return load;
}

static bool holds(const struct node_kind *type, const struct load *load)
{
    return load->cpu <= type->cpu * (1 + slack) && load->memory <= type->memory * (1 + slack) &&
           load->pods <= type->pods;
}

// --- one pass ------------------------------------------------------------------------------------

/// How well a pod fits what is free of a node.
static double fit_of(const struct node_kind *type, const struct pod_kind *pod,
                     const struct load *load, enum fill_key key)
{
    double cpu = pod->cpu / type->cpu, memory = pod->memory / type->memory;
    double free_cpu = 1 - load->cpu / type->cpu, free_memory = 1 - load->memory / type->memory;
    if (key == FILL_PRODUCT)
        return cpu * free_cpu + memory * free_memory;
    return key == FILL_GREATEST ? fmax(cpu, memory) : cpu + memory;
}

/// Takes pods out of `left` into `count` until no more fit. Returns how many.
static size_t fill(const struct packer *packer, const struct node_kind *type, enum fill_key key,
                   size_t *left, size_t *count)
{
    struct load load = {0, 0, 0};
    size_t placed = 0;
    memset(count, 0, packer->kinds * sizeof *count);
    for (;;) {
        size_t best = SIZE_MAX;
        double most = -INFINITY;
        for (size_t k = 0; k < packer->kinds; k++) {
            const struct pod_kind *pod = &packer->kind[k];
            struct load with = {load.cpu + pod->cpu, load.memory + pod->memory, load.pods + 1};
            if (left[k] == 0 || !holds(type, &with))
                continue;
            double fit = fit_of(type, pod, &load, key);
            if (fit > most) {
                most = fit;
                best = k;
            }
        }
        if (best == SIZE_MAX)
            return placed;
        load.cpu += packer->kind[best].cpu;
        load.memory += packer->kind[best].memory;
        load.pods++;
        left[best]--;
        count[best]++;
        placed++;
    }
}

/// The type with the most room of what is left, as shares of all of it, for its price.
static size_t type_to_open(const struct packer *packer, const bool *allowed, const size_t *left)
{
    struct load all = load_of(packer, left);
    double most = -1;
    size_t best = SIZE_MAX;
    for (size_t t = 0; t < packer->types; t++) {
        const struct node_kind *type = &packer->type[t];
        bool is_any = false;
        for (size_t k = 0; k < packer->kinds && !is_any; k++) {
            struct load one = {packer->kind[k].cpu, packer->kind[k].memory, 1};
            is_any = left[k] > 0 && holds(type, &one);
        }
        double room = (all.cpu > 0 ? fmin(type->cpu / all.cpu, 1) : 0) +
                      (all.memory > 0 ? fmin(type->memory / all.memory, 1) : 0);
        double worth = type->price > 0 ? room / type->price : INFINITY;
        if (!allowed[t] || !is_any || !(worth > most))
            continue;
        most = worth;
        best = t;
    }
    return best;
}

static size_t cheapest_holding(const struct packer *packer, const bool *allowed, size_t type,
                               const size_t *count)
{
    struct load load = load_of(packer, count);
    for (size_t t = 0; t < packer->types; t++)
        if (allowed[t] && packer->type[t].price < packer->type[type].price &&
            holds(&packer->type[t], &load))
            type = t;
    return type;
}

/// Packs what `pods` counts with the types that are allowed; false where some are left.
static bool pass(const struct packer *packer, const bool *allowed, enum fill_key key,
                 const size_t *pods, struct packing *packing)
{
    size_t *left = mem_alloc(packer->kinds, sizeof *left);
    size_t *count = mem_alloc(packer->kinds, sizeof *count);
    size_t remaining = 0;
    memcpy(left, pods, packer->kinds * sizeof *left);
    for (size_t k = 0; k < packer->kinds; k++)
        remaining += left[k];
    while (remaining > 0) {
        size_t type = type_to_open(packer, allowed, left);
        if (type == SIZE_MAX)
            break;
        remaining -= fill(packer, &packer->type[type], key, left, count);
        type = cheapest_holding(packer, allowed, type, count);
        add_node(packing, packer->kinds, type, count);
        packing->price += packer->type[type].price;
    }
    free(left);
    free(count);
    return remaining == 0;
}

/// The cheapest of all passes: all types together, and each alone, by each key.
static bool best_pass(const struct packer *packer, const bool *usable, const size_t *pods,
                      struct packing *best)
{
    bool *allowed = mem_alloc(packer->types, sizeof *allowed);
    bool is_found = false;
    for (size_t alone = 0; alone <= packer->types; alone++) {
        if (alone < packer->types && !usable[alone])
            continue;
        for (size_t t = 0; t < packer->types; t++)
            allowed[t] = usable[t] && (alone == packer->types || alone == t);
        for (int key = 0; key < FILL_KEYS; key++) {
            struct packing found = {.unfit = SIZE_MAX};
            bool is_whole = pass(packer, allowed, (enum fill_key)key, pods, &found);
            if (is_whole && (!is_found || found.price < best->price - slack)) {
                packing_release(best);
                *best = found;
                is_found = true;
            } else
                packing_release(&found);
        }
    }
    free(allowed);
    return is_found;
}

// --- repacking -----------------------------------------------------------------------------------

/// The types in use, and those that give most of what is asked for their price.
static void pick_types(const struct packer *packer, const struct packing *packing, bool *usable)
{
    size_t *all = mem_alloc(packer->kinds, sizeof *all);
    for (size_t k = 0; k < packer->kinds; k++)
        all[k] = packer->kind[k].count;
    for (size_t i = 0; i < packing->nodes; i++)
        usable[packing->node[i].type] = true;
    for (size_t i = 0; i < REPACK_TYPES; i++) {
        bool *others = mem_alloc(packer->types, sizeof *others);
        for (size_t t = 0; t < packer->types; t++)
            others[t] = !usable[t];
        size_t next = type_to_open(packer, others, all);
        if (next != SIZE_MAX)
            usable[next] = true;
        free(others);
    }
    free(all);
}

static double use_of(const struct packer *packer, const struct packed_node *node)
{
    struct load load = load_of(packer, node->count);
    const struct node_kind *type = &packer->type[node->type];
    return load.cpu / type->cpu + load.memory / type->memory;
}

/// Moves the emptiest to the front.
static void sort_by_use(const struct packer *packer, struct packing *packing)
{
    for (size_t i = 1; i < packing->nodes; i++)
        for (size_t k = i; k > 0 && use_of(packer, &packing->node[k]) <
                                        use_of(packer, &packing->node[k - 1]) - slack;
             k--) {
            struct packed_node swapped = packing->node[k];
            packing->node[k] = packing->node[k - 1];
            packing->node[k - 1] = swapped;
        }
}

/// Few pods are packed by trial of all partitions: the cheapest node of each set, and the cheapest
/// split of a set into one node and the rest.
struct trial {
    size_t kind[TRIAL_PODS]; ///< of each pod
    size_t pods;
    double one[TRIAL_SETS], best[TRIAL_SETS];
    size_t type[TRIAL_SETS], first[TRIAL_SETS]; ///< its node, and the set of the split's first
};

static void weigh_set(const struct packer *packer, const bool *usable, struct trial *trial,
                      size_t set)
{
    struct load load = {0, 0, 0};
    for (size_t i = 0; i < trial->pods; i++)
        if (set >> i & 1) {
            load.cpu += packer->kind[trial->kind[i]].cpu;
            load.memory += packer->kind[trial->kind[i]].memory;
            load.pods++;
        }
    trial->one[set] = INFINITY;
    for (size_t t = 0; t < packer->types; t++)
        if (usable[t] && packer->type[t].price < trial->one[set] &&
            holds(&packer->type[t], &load)) {
            trial->one[set] = packer->type[t].price;
            trial->type[set] = t;
        }
    trial->best[set] = trial->one[set];
    trial->first[set] = set;
    for (size_t part = (set - 1) & set; part > 0; part = (part - 1) & set)
        if (trial->one[part] + trial->best[set ^ part] < trial->best[set]) {
            trial->best[set] = trial->one[part] + trial->best[set ^ part];
            trial->first[set] = part;
        }
}

static bool try_all(const struct packer *packer, const bool *usable, const size_t *pods,
                    struct packing *best)
{
    struct trial *trial = mem_alloc(1, sizeof *trial);
    size_t *count = mem_alloc(packer->kinds, sizeof *count);
    for (size_t k = 0; k < packer->kinds; k++)
        for (size_t i = 0; i < pods[k]; i++)
            trial->kind[trial->pods++] = k;
    const size_t all = ((size_t)1 << trial->pods) - 1;
    for (size_t set = 1; set <= all; set++)
        weigh_set(packer, usable, trial, set);
    bool is_found = isfinite(trial->best[all]);
    for (size_t set = all; is_found && set > 0; set ^= trial->first[set]) {
        size_t part = trial->first[set];
        memset(count, 0, packer->kinds * sizeof *count);
        for (size_t i = 0; i < trial->pods; i++)
            count[trial->kind[i]] += part >> i & 1;
        add_node(best, packer->kinds, trial->type[part], count);
    }
    best->price = trial->best[all];
    free(count);
    free(trial);
    return is_found;
}

static bool pack_anew(const struct packer *packer, const bool *usable, const size_t *pods,
                      size_t trial_most, struct packing *best)
{
    size_t sum = 0;
    for (size_t k = 0; k < packer->kinds; k++)
        sum += pods[k];
    return (sum > 0 && sum <= trial_most ? try_all : best_pass)(packer, usable, pods, best);
}

/// Packs the nodes at some places anew; whether that is cheaper, and done.
static bool repack(const struct packer *packer, const bool *usable, const size_t *place,
                   size_t places, struct packing *packing)
{
    size_t *pods = mem_alloc(packer->kinds, sizeof *pods);
    struct packing found = {.unfit = SIZE_MAX};
    double price = 0;
    for (size_t i = 0; i < places; i++) {
        const struct packed_node *node = &packing->node[place[i]];
        price += packer->type[node->type].price;
        for (size_t k = 0; k < packer->kinds; k++)
            pods[k] += node->count[k];
    }
    bool is_better = pack_anew(packer, usable, pods, TRIAL_AGAIN_PODS, &found) &&
                     found.price < price - slack * (1 + price);
    if (is_better) {
        // From the last place on, so that the others stay where they are.
        for (size_t i = places; i > 0; i--) {
            free(packing->node[place[i - 1]].count);
            packing->node[place[i - 1]] = packing->node[--packing->nodes];
        }
        for (size_t i = 0; i < found.nodes; i++)
            VEC_PUSH(packing->node, packing->nodes, packing->capacity, found.node[i]);
        packing->price += found.price - price;
        free(found.node);
    } else
        packing_release(&found);
    free(pods);
    return is_better;
}

static bool improve(const struct packer *packer, const bool *usable, struct packing *packing)
{
    sort_by_use(packer, packing);
    size_t n = packing->nodes > REPACK_ALL ? REPACK_EMPTIEST : packing->nodes;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            if (repack(packer, usable, (size_t[]){a, b}, 2, packing))
                return true;
    n = n > REPACK_EMPTIEST ? REPACK_EMPTIEST : n;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            for (size_t c = b + 1; c < n; c++)
                if (repack(packer, usable, (size_t[]){a, b, c}, 3, packing))
                    return true;
    return false;
}

static size_t unfit_kind(const struct packer *packer)
{
    for (size_t k = 0; k < packer->kinds; k++) {
        struct load one = {packer->kind[k].cpu, packer->kind[k].memory, 1};
        bool fits = packer->kind[k].count == 0;
        for (size_t t = 0; t < packer->types && !fits; t++)
            fits = holds(&packer->type[t], &one);
        if (!fits)
            return k;
    }
    return SIZE_MAX;
}

void node_packing_find(const struct pod_kind *kind, size_t kinds, const struct node_kind *type,
                       size_t types, struct packing *packing)
{
    const struct packer packer = {kind, kinds, type, types};
    bool *usable = mem_alloc(types, sizeof *usable);
    size_t *pods = mem_alloc(kinds, sizeof *pods);
    *packing = (struct packing){.unfit = unfit_kind(&packer)};
    if (packing->unfit == SIZE_MAX) {
        for (size_t k = 0; k < kinds; k++)
            pods[k] = kind[k].count;
        for (size_t t = 0; t < types; t++)
            usable[t] = true;
        (void)pack_anew(&packer, usable, pods, TRIAL_PODS, packing);
        memset(usable, 0, types * sizeof *usable);
        pick_types(&packer, packing, usable);
        for (int i = 0; i < REPACK_ROUNDS && improve(&packer, usable, packing); i++)
            continue;
    }
    free(usable);
    free(pods);
}

double node_packing_bound(const struct pod_kind *kind, size_t kinds, const struct node_kind *type,
                          size_t types)
{
    struct load all = {0, 0, 0};
    double bound = 0;
    for (size_t k = 0; k < kinds; k++) {
        all.cpu += (double)kind[k].count * kind[k].cpu;
        all.memory += (double)kind[k].count * kind[k].memory;
    }
    all.memory /= mib_a_gib;
    for (int i = 0; i <= BOUND_STEPS; i++) {
        double a = (double)i / BOUND_STEPS, least = INFINITY;
        for (size_t t = 0; t < types; t++) {
            double room = a * type[t].cpu + (1 - a) * type[t].memory / mib_a_gib;
            if (room > 0)
                least = fmin(least, type[t].price / room);
        }
        if (isfinite(least))
            bound = fmax(bound, least * (a * all.cpu + (1 - a) * all.memory));
    }
    return bound;
}
