#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAX = 64, DEFAULT_MAX = 8 };

struct work {
    parallel_task *task;
    void *context;
    size_t count;
    atomic_size_t next; ///< the first item that nobody has taken
};

static void *take_items(void *argument)
{
    struct work *work = argument;
    for (;;) {
        size_t item = atomic_fetch_add(&work->next, 1);
        if (item >= work->count)
            return NULL;
        work->task(work->context, item);
    }
}

void parallel_run(size_t count, size_t threads, parallel_task *task, void *context)
{
    struct work work = {.task = task, .context = context, .count = count};
    pthread_t helper[THREADS_MAX];
    size_t helpers = 0;
    while (helpers + 1 < threads && helpers + 1 < count && helpers < THREADS_MAX &&
           pthread_create(&helper[helpers], NULL, take_items, &work) == 0)
        helpers++;
    take_items(&work);
    for (size_t i = 0; i < helpers; i++)
        pthread_join(helper[i], NULL);
}

size_t parallel_default_threads(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > DEFAULT_MAX ? DEFAULT_MAX : (size_t)online;
}
