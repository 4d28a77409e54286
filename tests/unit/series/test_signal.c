#include "generate.h"
#include "series/correlation.h"
#include "series/signal.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

static void named(struct series *series, const char *name, enum dimension dimension)
{
    free(series->name);
    series->name = strdup(name);
    series->unit.dimension = dimension;
}

static void test_correlation(void)
{
    // Rscript -e 'x<-c(1,2,2,3,5,8,8,8,13,21,34,55); y<-c(2,1,4,4,4,9,7,8,20,15,40,39)
    //             cat(format(cor(x,y,method="spearman"), digits=15))'
    const double x[] = {1, 2, 2, 3, 5, 8, 8, 8, 13, 21, 34, 55};
    const double y[] = {2, 1, 4, 4, 4, 9, 7, 8, 20, 15, 40, 39};
    struct series a;
    struct series b;
    generate_empty(&a, 300, 12);
    generate_empty(&b, 300, 12);
    for (size_t i = 0; i < 12; i++) {
        a.value[i] = x[i];
        b.value[i] = y[i];
    }
    near(series_correlation(&a, &b), 0.955596534041638, 1e-12, "ranks with ties as R has them");
    near(series_correlation(&b, &a), 0.955596534041638, 1e-12, "either way");
    for (size_t i = 0; i < 12; i++)
        b.value[i] = exp(b.value[i] / 10);
    near(series_correlation(&a, &b), 0.955596534041638, 1e-12,
         "a growing function changes no rank");
    b.value[3] = NAN;
    near(series_correlation(&a, &b), NAN, 0, "eleven common steps are too few");
    series_release(&a);
    series_release(&b);
}

static void test_correlation_of_steps(void)
{
    struct series fine;
    struct series coarse;
    generate_empty(&fine, 60, 300);
    generate_empty(&coarse, 300, 60);
    for (size_t i = 0; i < 300; i++)
        fine.value[i] = (double)(i / 5 * 7 % 60) + (i % 2 == 0 ? 0.1 : -0.1);
    for (size_t i = 0; i < 60; i++)
        coarse.value[i] = (double)(i * 7 % 60);
    near(series_correlation(&fine, &coarse), 1, 1e-3,
         "a finer series is averaged to the coarser step");
    coarse.step_s = 70;
    near(series_correlation(&fine, &coarse), NAN, 0, "steps that do not divide are not compared");
    series_release(&fine);
    series_release(&coarse);
}

static void test_roles(void)
{
    static const struct {
        const char *name;
        enum dimension dimension;
        enum signal_role role;
    } row[] = {
        {"requests_per_s", DIMENSION_RATE, ROLE_DEMAND},
        {"cpu_utilization_percent", DIMENSION_RATIO, ROLE_CPU},
        {"mem_used_percent", DIMENSION_RATIO, ROLE_MEMORY},
        {"latency_p99_ms", DIMENSION_DURATION, ROLE_LATENCY},
        {"target_response_time_s", DIMENSION_DURATION, ROLE_LATENCY},
        {"queue_depth", DIMENSION_COUNT, ROLE_QUEUE},
        {"consumer_lag", DIMENSION_COUNT, ROLE_QUEUE},
        {"active_connections", DIMENSION_COUNT, ROLE_CONNECTIONS},
        {"errors_5xx_per_s", DIMENSION_RATE, ROLE_ERRORS},
        {"network_in_bytes_per_s", DIMENSION_BYTE_RATE, ROLE_NETWORK},
        {"disk_write_bytes_per_s", DIMENSION_BYTE_RATE, ROLE_DISK},
        {"value", DIMENSION_UNKNOWN, ROLE_OTHER},
        {"magnet", DIMENSION_UNKNOWN, ROLE_OTHER},
        {"member_logins", DIMENSION_UNKNOWN, ROLE_OTHER},
        {"logins_per_s", DIMENSION_RATE, ROLE_DEMAND},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        struct series series = {.name = (char *)(uintptr_t)row[i].name,
                                .unit = {.dimension = row[i].dimension}};
        is_int(signal_role_of(&series), row[i].role, row[i].name);
    }
}

/// Metrics of a web service over two weeks: demand, and others as functions of it with noise.
struct service {
    struct series demand, cpu, memory, latency, queue;
};

static void service_init(struct service *service, double cpu_follows, double memory_follows,
                         double latency_follows)
{
    struct random random;
    random_seed(&random, 1, 0);
    struct series *all[] = {&service->demand, &service->cpu, &service->memory, &service->latency,
                            &service->queue};
    for (size_t k = 0; k < 5; k++)
        generate_empty(all[k], 300, 4032);
    for (size_t i = 0; i < 4032; i++) {
        double load = 1 + 0.5 * sin(2 * GENERATE_PI * (double)i / 288);
        service->demand.value[i] = 1000 * load;
        service->cpu.value[i] = 40 * (cpu_follows * load + 0.3 * random_normal(&random) + 2);
        service->memory.value[i] = 50 + 10 * (memory_follows * load + 0.3 * random_normal(&random));
        service->latency.value[i] =
            80 + 20 * (latency_follows * load + 0.3 * random_normal(&random));
        service->queue.value[i] = 5 + load;
    }
    named(&service->demand, "requests_per_s", DIMENSION_RATE);
    named(&service->cpu, "cpu_percent", DIMENSION_RATIO);
    named(&service->memory, "memory_percent", DIMENSION_RATIO);
    named(&service->latency, "latency_ms", DIMENSION_DURATION);
    named(&service->queue, "queue_depth", DIMENSION_COUNT);
}

static void service_release(struct service *service)
{
    series_release(&service->demand);
    series_release(&service->cpu);
    series_release(&service->memory);
    series_release(&service->latency);
    series_release(&service->queue);
}

static void expect_choice(const char *what, const struct series *const *series, size_t count,
                          const char *metric, const char *target, const char *why)
{
    struct signals signals;
    signals_rank(&signals, series, count);
    struct str chosen_target = {0};
    struct str reason = {0};
    const struct signal *chosen = signals_choose(&signals, &chosen_target, &reason);
    is_text(chosen == NULL ? NULL : chosen->series->name, metric, what);
    has_text(str_text(&chosen_target), target, "its target");
    has_text(str_text(&reason), why, "its reason");
    str_release(&chosen_target);
    str_release(&reason);
    signals_release(&signals);
}

static void test_choices(void)
{
    struct service s;
    service_init(&s, 3, 0, 0);
    const struct series *web[] = {&s.latency, &s.memory, &s.cpu, &s.demand};
    expect_choice("CPU that follows demand", web, 4, "cpu_percent", "60-70%", "follows demand");
    service_release(&s);

    service_init(&s, 0, 3, 0);
    const struct series *cache[] = {&s.latency, &s.memory, &s.cpu, &s.demand};
    expect_choice("memory that follows demand", cache, 4, "memory_percent", "70-80%",
                  "memory binds first");
    service_release(&s);

    service_init(&s, 0, 0, 0);
    const struct series *worker[] = {&s.demand, &s.cpu, &s.queue};
    expect_choice("a queue where CPU idles", worker, 3, "queue_depth",
                  "acceptable wait / service time", "cpu_percent does not follow demand");
    const struct series *plain[] = {&s.cpu, &s.demand, &s.latency};
    expect_choice("demand where nothing follows it", plain, 3, "requests_per_s",
                  "rate that one instance can take", "demand itself");
    const struct series *blind[] = {&s.cpu, &s.memory};
    expect_choice("nothing to compare with", blind, 2, NULL, "", "export the request count");
    service_release(&s);

    service_init(&s, 0, 0, 3);
    const struct series *slow[] = {&s.cpu, &s.demand, &s.latency};
    expect_choice("latency that follows demand", slow, 3, "latency_ms", "objective (p99)",
                  "felt there first");
    service_release(&s);
}

static void test_order(void)
{
    struct service s;
    service_init(&s, 3, 0, 1);
    const struct series *series[] = {&s.memory, &s.cpu, &s.demand, &s.latency};
    struct signals signals;
    signals_rank(&signals, series, 4);
    is_text(signals.demand->name, "requests_per_s", "demand is known by its name");
    is_text(signals.latency->name, "latency_ms", "latency too");
    is_text(signals.item[3].series->name, "memory_percent", "what follows nothing comes last");
    bool ordered = true;
    for (size_t i = 1; i < 4; i++)
        ordered = ordered && signals.item[i - 1].score >= signals.item[i].score;
    ok(ordered, "the best score first");
    signals_release(&signals);
    service_release(&s);
}

int main(void)
{
    test_correlation();
    test_correlation_of_steps();
    test_roles();
    test_choices();
    test_order();
    return done();
}
