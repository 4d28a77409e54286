#include "queueing/simulated_instance.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

struct served_request {
    double finish; ///< on the instance's clock
    double arrival;
};

struct waiting_request {
    double service;
    double arrival;
};

/// How fast the clock goes: shared workers slow down when there are more requests than workers.
static double rate(const struct simulated_instance *instance)
{
    double requests = (double)instance->served_count;
    return instance->discipline == DISCIPLINE_PS && requests > instance->workers
               ? instance->workers / requests
               : 1;
}

static void go_to(struct simulated_instance *instance, double now)
{
    // An idle instance starts afresh, so that its clock keeps its digits.
    if (instance->served_count == 0)
        instance->clock = 0;
    else
        instance->clock += (now - instance->now) * rate(instance);
    instance->now = now;
}

// --- the heap ------------------------------------------------------------------------------------

static void serve(struct simulated_instance *instance, double service, double arrival)
{
    if (instance->served_count == instance->served_capacity) {
        size_t twice = 2 * instance->served_capacity;
        instance->served_capacity = twice > 0 ? twice : FIRST_CAPACITY;
        instance->served =
            mem_resize(instance->served, instance->served_capacity, sizeof *instance->served);
    }
    struct served_request *heap = instance->served;
    double finish = instance->clock + service;
    size_t place = instance->served_count++;
    while (place > 0 && heap[(place - 1) / 2].finish > finish) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap[place] = (struct served_request){finish, arrival};
}

static struct served_request take_first(struct simulated_instance *instance)
{
    struct served_request *heap = instance->served;
    struct served_request first = heap[0];
    size_t count = --instance->served_count;
    struct served_request last = heap[count];
    size_t place = 0;
    for (size_t child = 1; child < count; child = 2 * place + 1) {
        if (child + 1 < count && heap[child + 1].finish < heap[child].finish)
            child++;
        if (heap[child].finish >= last.finish)
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = last;
    return first;
}

// --- the queue -----------------------------------------------------------------------------------

static void grow_queue(struct simulated_instance *instance)
{
    size_t old = instance->waiting_capacity;
    size_t capacity = old > 0 ? 2 * old : FIRST_CAPACITY;
    struct waiting_request *ring = mem_alloc(capacity, sizeof *ring);
    for (size_t i = 0; i < instance->waiting_count; i++)
        ring[i] = instance->waiting[(instance->waiting_first + i) & (old - 1)];
    free(instance->waiting);
    instance->waiting = ring;
    instance->waiting_first = 0;
    instance->waiting_capacity = capacity;
}

static void put_in_queue(struct simulated_instance *instance, double service, double arrival)
{
    if (instance->waiting_count == instance->waiting_capacity)
        grow_queue(instance);
    size_t end = instance->waiting_first + instance->waiting_count++;
    instance->waiting[end & (instance->waiting_capacity - 1)] =
        (struct waiting_request){service, arrival};
}

static struct waiting_request take_from_queue(struct simulated_instance *instance)
{
    struct waiting_request first = instance->waiting[instance->waiting_first];
    instance->waiting_first = (instance->waiting_first + 1) & (instance->waiting_capacity - 1);
    instance->waiting_count--;
    return first;
}

// --- what happens --------------------------------------------------------------------------------

double simulated_next_departure(const struct simulated_instance *instance)
{
    if (instance->served_count == 0)
        return INFINITY;
    double left = instance->served[0].finish - instance->clock;
    return instance->now + fmax(0, left) / rate(instance);
}

void simulated_arrival(struct simulated_instance *instance, double now, double service)
{
    go_to(instance, now);
    if (instance->discipline == DISCIPLINE_FCFS &&
        (double)instance->served_count >= instance->workers)
        put_in_queue(instance, service, now);
    else
        serve(instance, service, now);
}

double simulated_departure(struct simulated_instance *instance)
{
    go_to(instance, simulated_next_departure(instance));
    struct served_request done = take_first(instance);
    if (instance->waiting_count > 0) {
        struct waiting_request next = take_from_queue(instance);
        serve(instance, next.service, next.arrival);
    }
    return instance->now - done.arrival;
}

void simulated_instance_release(struct simulated_instance *instance)
{
    free(instance->served);
    free(instance->waiting);
    *instance = (struct simulated_instance){0};
}
