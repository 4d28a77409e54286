#include "sizing/many_demands.h"

#include "base/parallel.h"
#include "sizing/scaling_equation.h"

#include <stdbool.h>

static bool is_like_last(const struct sizing_task *task, size_t item)
{
    return item > 0 && task[item].sizing == task[item - 1].sizing &&
           task[item].demand == task[item - 1].demand;
}

static void size_item(void *context, size_t item)
{
    struct sizing_task *task = context;
    if (!is_like_last(task, item))
        size_demand(task[item].sizing, task[item].demand, &task[item].row);
}

void size_demands(struct sizing_task *task, size_t count, size_t threads)
{
    parallel_run(count, threads, size_item, task);
    for (size_t i = 0; i < count; i++)
        if (is_like_last(task, i))
            task[i].row = task[i - 1].row;
}
