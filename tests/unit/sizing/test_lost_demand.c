// Demand that is lost, held against the search over every count; workers, against every number of
// them and against a simulation.
#include "sizing/batch_work.h"
#include "sizing/lost_demand.h"
#include "tap.h"

#include <math.h>

enum { ROUNDS = 300, DEMANDS = 25, WORKERS_MAX = 64, RUNS = 4000 };

static unsigned state = 20261130;

static double draw(unsigned most)
{
    state = state * 1664525u + 1013904223u;
    return (double)((state >> 8) % (most + 1));
}

static void test_counts(void)
{
    size_t expected_right = 0, minimax_right = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        double demand[DEMANDS];
        double sum = 0;
        for (size_t i = 0; i < DEMANDS; i++)
            demand[i] = sum += draw(40);
        struct lost_demand question = {demand, DEMANDS, 1 + draw(30), 1 + draw(20),
                                       draw(100) / 3600 / 20};
        struct lost_demand_cost best = lost_demand_expected(&question);
        struct lost_demand_cost minimax = lost_demand_minimax(&question);
        bool least = true, least_regret = true;
        for (double n = 0; n <= sum / question.per_instance + 2; n++) {
            struct lost_demand_cost other = lost_demand_at(&question, n);
            double cost = other.total_hour * (1 + 1e-9), regret = other.regret * (1 + 1e-9) + 1e-9;
            least = least && cost >= best.total_hour &&
                    !(n < best.instances && other.total_hour < best.total_hour * (1 + 1e-12));
            least_regret = least_regret && regret >= minimax.regret;
        }
        expected_right += least;
        minimax_right += least_regret;
    }
    is_int(expected_right, ROUNDS, "no count costs less, and none of fewer as little");
    is_int(minimax_right, ROUNDS, "no count has a smaller largest regret");
}

static void test_interval(void)
{
    double demand[1000];
    size_t inside = 0;
    demand_interval(800, 1000, 3000, 0.9, demand, 1000);
    for (size_t i = 0; i < 1000; i++)
        inside += demand[i] >= 800 && demand[i] <= 3000;
    is_int(inside, 900, "nine in ten lie between low and high");
    ok(demand[499] < 1000 && demand[500] > 1000, "half below the median");
}

static void test_equal_tasks(void)
{
    size_t right = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct batch_work work = {.tasks = 1 + draw(60), .task_s = 1 + draw(9), .boot_s = draw(10)};
        double deadline = 1 + draw(80), least = (double)NAN;
        for (double n = work.tasks; n >= 1; n--)
            if (work.boot_s + ceil(work.tasks / n) * work.task_s <= deadline)
                least = n;
        double got = batch_workers(&work, deadline, 0.95);
        right += got == least || (isnan(got) && isnan(least));
    }
    is_int(right, ROUNDS, "the fewest workers are those of the search");
}

static double normal(void)
{
    double sum = 0;
    for (size_t i = 0; i < 12; i++)
        sum += draw(1u << 20) / (double)(1u << 20);
    return sum - 6;
}

/// Share of runs in which `workers` are done within `limit` mean times.
static double simulated_share(double tasks, size_t workers, double scv, double limit)
{
    double sd = sqrt(log1p(scv));
    size_t done_in_time = 0;
    for (size_t run = 0; run < RUNS; run++) {
        double free_at[WORKERS_MAX] = {0}, end = 0;
        for (double task = 0; task < tasks; task++) {
            size_t next = 0;
            for (size_t i = 1; i < workers; i++)
                if (free_at[i] < free_at[next])
                    next = i;
            free_at[next] += exp(sd * normal() - sd * sd / 2);
            end = fmax(end, free_at[next]);
        }
        done_in_time += end <= limit;
    }
    return (double)done_in_time / RUNS;
}

static void test_random_tasks(void)
{
    struct batch_work work = {.tasks = 200, .task_s = 1, .scv = 0.5};
    double limit = batch_makespan_s(&work, 20, 0.95);
    double share = simulated_share(200, 20, 0.5, limit);
    ok(fabs(share - 0.95) < 0.03, "of a simulation %.3f are done by then", share);
    double workers = batch_workers(&work, 15, 0.95);
    ok(batch_makespan_s(&work, workers, 0.95) <= 15 &&
           batch_makespan_s(&work, workers - 1, 0.95) > 15,
       "the fewest workers that are done surely");
    ok(isnan(batch_workers(&work, 1, 0.95)), "a worker a task is not enough");
}

int main(void)
{
    test_counts();
    test_interval();
    test_equal_tasks();
    test_random_tasks();
    return done();
}
