#include "series/signal.h"

#include "base/memory.h"
#include "series/correlation.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double follows_closely = 0.7;
static const double follows = 0.5;

static int by_score(const void *left, const void *right)
{
    const struct signal *a = left;
    const struct signal *b = right;
    double score_a = isnan(a->score) ? -1 : a->score;
    double score_b = isnan(b->score) ? -1 : b->score;
    if (score_a != score_b)
        return score_a > score_b ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void score_signal(struct signal *signal)
{
    double sum = 0;
    int known = 0;
    const double with[] = {signal->with_demand, signal->with_latency};
    for (int i = 0; i < 2; i++) {
        if (!isnan(with[i])) {
            sum += fmax(with[i], 0);
            known++;
        }
    }
    signal->score = known > 0 ? sum / known : NAN;
}

void signals_rank(struct signals *signals, const struct series *const *series, size_t count)
{
    *signals = (struct signals){.item = mem_alloc(count, sizeof *signals->item), .count = count};
    for (size_t i = 0; i < count; i++) {
        struct signal *signal = &signals->item[i];
        signal->series = series[i];
        signal->place = i;
        signal->role = signal_role_of(series[i]);
        if (signal->role == ROLE_DEMAND && signals->demand == NULL)
            signals->demand = series[i];
        if (signal->role == ROLE_LATENCY && signals->latency == NULL)
            signals->latency = series[i];
    }
    for (size_t i = 0; i < count; i++) {
        struct signal *signal = &signals->item[i];
        bool demand = signals->demand != NULL && signals->demand != series[i];
        bool latency = signals->latency != NULL && signals->latency != series[i];
        signal->with_demand = demand ? series_correlation(series[i], signals->demand) : NAN;
        signal->with_latency = latency ? series_correlation(series[i], signals->latency) : NAN;
        score_signal(signal);
    }
    if (count > 1)
        qsort(signals->item, count, sizeof *signals->item, by_score);
}

/// The best-ranked metric of a role; NULL if there is none.
static const struct signal *best_of(const struct signals *signals, enum signal_role role)
{
    for (size_t i = 0; i < signals->count; i++)
        if (signals->item[i].role == role)
            return &signals->item[i];
    return NULL;
}

static bool follows_load(const struct signal *signal)
{
    return signal != NULL &&
           (signal->with_demand >= follows_closely ||
            (isnan(signal->with_demand) && signal->with_latency >= follows_closely));
}

static void say_follows(const struct signal *signal, struct str *why)
{
    bool demand = !isnan(signal->with_demand);
    str_appendf(why, "it follows %s (rank correlation %.2f)", demand ? "demand" : "latency",
                demand ? signal->with_demand : signal->with_latency);
}

/// Why CPU and memory, if there are any, were passed over.
static void say_passed_over(const struct signal *signal, struct str *why)
{
    if (signal != NULL && !isnan(signal->with_demand))
        str_appendf(why, "%s does not follow demand (rank correlation %.2f); ",
                    signal->series->name, signal->with_demand);
}

const struct signal *signals_choose(const struct signals *signals, struct str *target,
                                    struct str *why)
{
    const struct signal *cpu = best_of(signals, ROLE_CPU);
    const struct signal *memory = best_of(signals, ROLE_MEMORY);
    if (follows_load(memory) && !(cpu != NULL && cpu->score >= memory->score)) {
        str_append(target, "70-80%");
        say_follows(memory, why);
        str_append(why, ": memory binds first; above 80% the next peak ends in the killer of "
                        "processes");
        return memory;
    }
    if (follows_load(cpu)) {
        str_append(target, "60-70%");
        say_follows(cpu, why);
        str_append(why, ": the work is bound by CPU, and 30-40% are left for the time that new "
                        "instances need");
        return cpu;
    }
    say_passed_over(cpu, why);
    say_passed_over(memory, why);
    const struct signal *queue = best_of(signals, ROLE_QUEUE);
    if (queue != NULL) {
        str_append(target, "acceptable wait / service time, per instance (10 s / 0.5 s = 20)");
        str_append(why, "what waits is what instances are missing for");
        return queue;
    }
    const struct signal *latency = best_of(signals, ROLE_LATENCY);
    if (latency != NULL && latency->with_demand >= follows) {
        str_append(target, "its objective (p99), with two periods of evaluation");
        say_follows(latency, why);
        str_append(why, ": the load is felt there first");
        return latency;
    }
    const struct signal *demand = best_of(signals, ROLE_DEMAND);
    if (demand != NULL) {
        str_append(target,
                   "the rate that one instance can take (headroom calibrate), less headroom");
        str_append(why, "demand itself is what no scaling can hide");
        return demand;
    }
    str_append(why, "none of these metrics is known to follow demand: export the request count "
                    "beside them");
    return NULL;
}

void signals_release(struct signals *signals)
{
    free(signals->item);
    *signals = (struct signals){0};
}
