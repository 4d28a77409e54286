// What becomes of demand: closed forms of dropping, shedding, retries and queueing.
#include "sim/load.h"
#include "tap.h"

#include <math.h>

enum { PER_INSTANCE = 100 };

static struct load load(enum overload overload, double retry, double demand, double instances,
                        double seconds, double backlog)
{
    const struct load_rules rules = {PER_INSTANCE, overload, retry};
    return load_of(&rules, demand, instances, seconds, backlog);
}

static void test_enough(void)
{
    for (enum overload kind = OVERLOAD_DROP; kind <= OVERLOAD_QUEUE; kind++) {
        struct load enough = load(kind, 0.5, 150, 2, 60, 0);
        ok(enough.served == 150 && enough.offered == 150 && enough.lost == 0,
           "what fits is served");
        near(enough.busy, 0.75, 1e-12, "150 of 200");
        near(load(kind, 0, 0, 0, 60, 0).busy, 0, 0, "nothing on nobody");
    }
}

/// Offered is demand and the share of what fails that is sent again: a = d + r (a - c).
static void test_retries(void)
{
    double worst = 0;
    for (int percent = 0; percent < 100; percent += 9)
        for (double demand = 250; demand < 2000; demand += 130) {
            double r = percent / 100.0;
            struct load over = load(OVERLOAD_DROP, r, demand, 2, 60, 0);
            double want = demand;
            for (int i = 0; i < 5000; i++) // the fixed point by going round
                want = demand + r * (want - 200);
            worst = fmax(worst, fabs(over.offered / want - 1));
            worst = fmax(worst, fabs(over.lost - (demand - 200)));
            worst = fmax(worst, fabs(over.excess - (over.offered - 200)));
        }
    ok(worst < 1e-9, "retries reach their fixed point, and demand above capacity is lost");
    near(load(OVERLOAD_DROP, 0.5, 300, 2, 60, 0).work, 400, 1e-12, "what fails is work too");
    near(load(OVERLOAD_SHED, 0.5, 300, 2, 60, 0).work, 200, 1e-12, "what is turned away is none");
    near(load(OVERLOAD_SHED, 0, 300, 0, 60, 0).lost, 300, 1e-12, "nobody serves nothing");
}

/// What waits is what came less what was served, whatever the stretches.
static void test_queue(void)
{
    struct load first = load(OVERLOAD_QUEUE, 0, 300, 2, 60, 0);
    near(first.backlog, 6000, 1e-12, "100/s above the capacity for a minute wait");
    struct load second = load(OVERLOAD_QUEUE, 0, 150, 2, 60, first.backlog);
    near(second.backlog, 3000, 1e-12, "50/s of spare capacity work off half of it");
    near(second.served, 200, 1e-12, "at full capacity");
    struct load third = load(OVERLOAD_QUEUE, 0, 100, 2, 60, second.backlog);
    near(third.backlog, 0, 0, "and 100/s the rest");
    near(third.served, 150, 1e-12, "which is all of it and the demand");
    near(third.busy, 0.75, 1e-12, "in three quarters of the minute");
    double backlog = 0;
    for (int second_at = 0; second_at < 60; second_at++)
        backlog = load(OVERLOAD_QUEUE, 0, 300, 2, 1, backlog).backlog;
    near(backlog, first.backlog, 1e-12, "second by second it is the same");
}

int main(void)
{
    test_enough();
    test_retries();
    test_queue();
    return done();
}
