#include "base/parallel.h"
#include "tap.h"

enum { ITEMS = 1000 };

static void count_item(void *context, size_t item)
{
    ((int *)context)[item]++;
}

int main(void)
{
    static const size_t threads[] = {0, 1, 2, 7, 1000};
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
        int done_times[ITEMS] = {0};
        parallel_run(ITEMS, threads[t], count_item, done_times);
        bool once = true;
        for (size_t i = 0; i < ITEMS; i++)
            once = once && done_times[i] == 1;
        ok(once, "every item is done once, %zu threads", threads[t]);
    }
    parallel_run(0, 4, count_item, NULL);
    ok(true, "no items are no work");
    size_t usual = parallel_default_threads();
    ok(usual >= 1 && usual <= 8, "one thread a processor, at most eight");
    return done();
}
