#include "input/container_usage.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/vec.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double mib = 1048576;
/// A pod that ends takes this long at most beside the one that takes its place, or until it is
/// there.
enum { BESIDE_S = 1800, BETWEEN_S = 6 * 3600 };
static const double cores_most = 4096, memory_most_mib = 64.0 * 1024 * 1024;

/// A pod: its series by what they measure.
struct pod {
    struct container_name name;
    const struct series *series[USAGE_ROLES];
    int rank[USAGE_ROLES];
    instant start, end; ///< of memory and CPU
    size_t replica;
    double cpu_factor; ///< from its unit to cores
};

/// A pod by its start.
struct placed_pod {
    instant start;
    size_t index;
};

/// Pods of one container.
struct workload {
    struct placed_pod *pod;
    size_t pods, capacity;
};

struct gathering {
    struct invocation *invocation;
    struct container_usages *usages;
    struct pod *pod;
    size_t pods, pod_capacity;
    struct key_index pod_index, workload_index;
    struct workload *workload;
    size_t workloads, workload_capacity;
    size_t left, paused;
};

// --- series to pods ------------------------------------------------------------------------------

static const struct sample_stream *stream_of(const struct samples *samples,
                                             const struct series *series, size_t *from)
{
    // Series come in the order of their streams.
    for (size_t k = 0; k < samples->streams; k++) {
        const struct sample_stream *stream = &samples->stream[(*from + k) % samples->streams];
        bool same = series->key == NULL
                        ? stream->key == NULL
                        : stream->key != NULL && strcmp(stream->key, series->key) == 0;
        if (same) {
            *from = (*from + k) % samples->streams;
            return stream;
        }
    }
    return NULL;
}

/// docker stats says CPU in per cent of a core.
static bool is_of_docker(const struct series *series, const struct sample_source *source)
{
    return strcmp(series->name, "cpu_percent") == 0 && source != NULL && source->layout != NULL &&
           strcmp(source->layout, "aligned") == 0;
}

static int check_unit(const struct series *series, enum usage_role role,
                      const struct sample_source *source, struct err *err)
{
    bool is_memory =
        role == USAGE_MEMORY || role == USAGE_MEMORY_LIMIT || role == USAGE_MEMORY_REQUEST;
    bool is_cpu = role == USAGE_CPU || role == USAGE_CPU_LIMIT || role == USAGE_CPU_REQUEST;
    enum dimension dimension = series->unit.dimension;
    const char *path = source == NULL ? "" : source->path;
    bool is_docker = is_cpu && is_of_docker(series, source);
    if ((is_memory || is_cpu) && dimension == DIMENSION_RATIO && !is_docker)
        return err_at(err, path, 0, series->name,
                      "is a share, and of how much is not known: export %s",
                      is_memory ? "bytes (container_memory_working_set_bytes)"
                                : "cores (rate of container_cpu_usage_seconds_total)");
    if ((is_memory && dimension != DIMENSION_BYTES && dimension != DIMENSION_UNKNOWN) ||
        (is_cpu && dimension != DIMENSION_CORES && dimension != DIMENSION_UNKNOWN &&
         dimension != DIMENSION_RATIO && dimension != DIMENSION_COUNT))
        return err_at(err, path, 0, series->name, "is in %s, and %s",
                      series->unit.name[0] == '\0' ? dimension_name(dimension) : series->unit.name,
                      is_memory ? "memory is in bytes: name the column for its unit, such as "
                                  "mem_mib"
                                : "CPU usage is in cores: name the column cpu_cores, or "
                                  "cpu_millicores");
    return 0;
}

static size_t pod_of(struct gathering *gathering, const struct container_name *name,
                     const char *key)
{
    const char *text = key == NULL ? "" : key;
    bool added = false;
    size_t index = key_index_put(&gathering->pod_index, text, strlen(text), &added);
    if (added) {
        struct pod pod = {
            .name = *name, .start = INSTANT_NONE, .end = INSTANT_NONE, .cpu_factor = 1};
        VEC_PUSH(gathering->pod, gathering->pods, gathering->pod_capacity, pod);
    }
    return index;
}

static void add_span(struct pod *pod, const struct series *series)
{
    instant end = series_end(series);
    pod->start =
        pod->start == INSTANT_NONE || series->start < pod->start ? series->start : pod->start;
    pod->end = pod->end == INSTANT_NONE || end > pod->end ? end : pod->end;
}

/// The identity as the keys of other files may have it, too.
static const char *identity_text(struct arena *arena, const struct container_name *name,
                                 const char *key)
{
    const char *slash = key == NULL ? NULL : strrchr(key, '/');
    const char *again = "";
    if (slash != NULL && slash[1] >= '2' && slash[1] <= '9' &&
        strspn(slash + 1, "0123456789") == strlen(slash + 1))
        again = slash;
    if (name->pod == NULL)
        return arena_printf(arena, "%s/%s", name->space == NULL ? "" : name->space,
                            key == NULL ? "" : key);
    return arena_printf(arena, "%s/%s/%s%s", name->space == NULL ? "" : name->space, name->pod,
                        name->container == NULL ? "" : name->container, again);
}

/// A pod as a whole, its sandbox, or what is not a container of Kubernetes at all.
static bool is_no_container(const struct container_name *name)
{
    return name->container != NULL && (strcmp(name->container, "POD") == 0 ||
                                       (name->container[0] == '\0' && name->pod != NULL));
}

static int take_series(struct gathering *gathering, const struct series *series, size_t *stream,
                       struct err *err)
{
    const struct samples *samples = &gathering->usages->input.samples;
    struct arena *arena = &gathering->invocation->arena;
    const struct sample_stream *from = stream_of(samples, series, stream);
    const struct sample_source *source = from == NULL ? NULL : &samples->source[from->source];
    const char *path = source == NULL ? "" : source->path;
    int rank;
    enum usage_role role = usage_role_of(series, path, &rank);
    if (role == USAGE_NONE) {
        gathering->left++;
        return 0;
    }
    struct container_name name =
        container_name_of(arena, series->key, source == NULL ? NULL : source->key_columns);
    if (is_no_container(&name)) {
        gathering->paused++;
        return 0;
    }
    if (check_unit(series, role, source, err) != 0)
        return -1;
    size_t at = pod_of(gathering, &name, identity_text(arena, &name, series->key));
    struct pod *pod = &gathering->pod[at];
    if (pod->series[role] == NULL || rank > pod->rank[role]) {
        pod->series[role] = series;
        pod->rank[role] = rank;
    }
    if (role == USAGE_CPU && is_of_docker(series, source))
        pod->cpu_factor = 0.01;
    if (role == USAGE_MEMORY || role == USAGE_CPU)
        add_span(pod, series);
    return 0;
}

// --- pods to replicas ----------------------------------------------------------------------------

static void group_pods(struct gathering *gathering)
{
    struct arena *arena = &gathering->invocation->arena;
    for (size_t i = 0; i < gathering->pods; i++) {
        const struct pod *pod = &gathering->pod[i];
        const char *text = container_name_text(arena, &pod->name);
        bool added = false;
        if (pod->start == INSTANT_NONE)
            continue;
        size_t at = key_index_put(&gathering->workload_index, text, strlen(text), &added);
        if (added) {
            struct workload workload = {0};
            VEC_PUSH(gathering->workload, gathering->workloads, gathering->workload_capacity,
                     workload);
        }
        struct workload *workload = &gathering->workload[at];
        struct placed_pod placed = {pod->start, i};
        VEC_PUSH(workload->pod, workload->pods, workload->capacity, placed);
    }
}

static int by_start(const void *left, const void *right)
{
    const struct placed_pod *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/// A pod takes the place of the one that ended last before it came; of a job each is a run.
static size_t place_pods(struct gathering *gathering, struct workload *workload)
{
    size_t replicas = 0;
    instant *ends = mem_alloc(workload->pods, sizeof *ends);
    qsort(workload->pod, workload->pods, sizeof *workload->pod, by_start);
    for (size_t i = 0; i < workload->pods; i++) {
        struct pod *pod = &gathering->pod[workload->pod[i].index];
        size_t best = SIZE_MAX;
        for (size_t k = 0; k < replicas && !pod->name.is_job; k++) {
            int64_t wait_s = (pod->start - ends[k]) / INSTANT_PER_SECOND;
            if (wait_s >= -BESIDE_S && wait_s <= BETWEEN_S &&
                (best == SIZE_MAX || ends[k] > ends[best]))
                best = k;
        }
        pod->replica = best == SIZE_MAX ? replicas++ : best;
        ends[pod->replica] = pod->end;
    }
    free(ends);
    return replicas;
}

// --- replicas to a course ------------------------------------------------------------------------

static size_t cell_of(const struct container_usage *usage, instant time)
{
    double at = (double)(time - usage->start) / INSTANT_PER_SECOND / usage->course.step_s;
    return at < 0 ? 0 : (size_t)at;
}

/// The greatest value of each step.
static void put_greatest(const struct container_usage *usage, const struct series *series,
                         double factor, double *row)
{
    for (size_t i = 0; i < series->n; i++) {
        size_t at = cell_of(usage, series_time(series, i));
        double value = series->value[i] * factor;
        if (at < usage->course.steps && !isnan(value) && value >= 0)
            row[at] = isnan(row[at]) ? value : fmax(row[at], value);
    }
}

/// The mean of each step.
static void put_mean(const struct container_usage *usage, const struct series *series,
                     double factor, double *row)
{
    size_t last = SIZE_MAX, count = 0;
    for (size_t i = 0; i < series->n; i++) {
        size_t at = cell_of(usage, series_time(series, i));
        double value = series->value[i] * factor;
        if (at >= usage->course.steps || isnan(value) || value < 0)
            continue;
        count = at == last ? count + 1 : 1;
        row[at] = count == 1 ? value : row[at] + (value - row[at]) / (double)count;
        last = at;
    }
}

typedef void put_event(struct container_usage *usage, size_t at, double count, size_t row);

/// Calls `put` where a count rises. A counter has become a rate: what came until the next row.
static void each_event(struct container_usage *usage, const struct series *series, size_t row,
                       put_event *put)
{
    const char *end = strstr(series->name, "_per_s");
    bool is_rate = end != NULL && end[6] == '\0';
    double before = NAN;
    for (size_t i = 0; i < series->n; i++) {
        double value = series->value[i];
        if (isnan(value))
            continue;
        double count = is_rate ? value * (double)series->step_s : value - before;
        instant time = series_time(series, i) + (is_rate ? series->step_s * INSTANT_PER_SECOND : 0);
        size_t at = cell_of(usage, time);
        if (count > 0.5 && at < usage->course.steps)
            put(usage, at, round(count), row);
        before = value;
    }
}

static void put_restart(struct container_usage *usage, size_t at, double count, size_t row)
{
    (void)count;
    usage->course.restart[row + at] = 1;
}

static void put_kill(struct container_usage *usage, size_t at, double count, size_t row)
{
    (void)row;
    usage->course.kills[at] += count;
}

/// Restarts while the last end was for memory.
static void put_killed(struct container_usage *usage, const struct series *killed, size_t row)
{
    for (size_t i = 0; i < usage->course.steps; i++) {
        if (!usage->course.restart[row + i])
            continue;
        instant time =
            usage->start + (instant)((double)i * usage->course.step_s * INSTANT_PER_SECOND);
        int64_t at = (time - killed->start) / INSTANT_PER_SECOND / killed->step_s;
        bool is_killed = false;
        for (int64_t k = at; k <= at + 1; k++)
            is_killed = is_killed || (k >= 0 && k < (int64_t)killed->n && killed->value[k] > 0);
        usage->course.kills[i] += is_killed;
    }
}

/// The last value that is there.
static double latest(const struct series *series)
{
    for (size_t i = series->n; i > 0; i--)
        if (!isnan(series->value[i - 1]))
            return series->value[i - 1];
    return NAN;
}

static void take_given(const struct pod *pod, struct container_resources *given)
{
    const struct {
        enum usage_role role;
        double *value, factor;
    } of[] = {{USAGE_MEMORY_REQUEST, &given->memory_request, 1 / mib},
              {USAGE_MEMORY_LIMIT, &given->memory_limit, 1 / mib},
              {USAGE_CPU_REQUEST, &given->cpu_request, 1},
              {USAGE_CPU_LIMIT, &given->cpu_limit, 1}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        double value = pod->series[of[i].role] == NULL ? NAN : latest(pod->series[of[i].role]);
        // cAdvisor writes 0 for no limit.
        if (value > 0)
            *of[i].value = value * of[i].factor;
    }
}

static void put_throttled(struct container_usage *usage, const struct pod *pod)
{
    const struct series *all = pod->series[USAGE_PERIODS], *cut = pod->series[USAGE_THROTTLED];
    if (all == NULL || cut == NULL)
        return;
    usage->has_throttling = true;
    for (size_t i = 0; i < cut->n; i++) {
        int64_t k = (series_time(cut, i) - all->start) / INSTANT_PER_SECOND / all->step_s;
        size_t at = cell_of(usage, series_time(cut, i));
        if (k < 0 || k >= (int64_t)all->n || at >= usage->course.steps || !(all->value[k] > 0) ||
            isnan(cut->value[i]))
            continue;
        double share = fmin(cut->value[i] / all->value[k], 1), *cell = &usage->course.throttled[at];
        *cell = isnan(*cell) ? share : fmax(*cell, share);
    }
}

static void put_pod(struct container_usage *usage, const struct pod *pod)
{
    struct container_course *course = &usage->course;
    const size_t row = pod->replica * course->steps;
    const struct series *memory = pod->series[USAGE_MEMORY], *cpu = pod->series[USAGE_CPU];
    if (memory != NULL) {
        put_greatest(usage, memory, 1 / mib, course->memory + row);
        usage->has_memory = true;
        usage->is_of_maxima = usage_is_of_maxima(memory->name);
        usage->memory_step_s = fmax(usage->memory_step_s, (double)memory->step_s);
    }
    if (cpu != NULL) {
        put_mean(usage, cpu, pod->cpu_factor, course->cpu + row);
        usage->has_cpu = true;
    }
    if (pod->series[USAGE_RESTARTS] != NULL) {
        each_event(usage, pod->series[USAGE_RESTARTS], row, put_restart);
        usage->has_restarts = true;
    }
    if (pod->series[USAGE_KILLS] != NULL) {
        each_event(usage, pod->series[USAGE_KILLS], row, put_kill);
        usage->has_kills = true;
    }
    size_t first = cell_of(usage, pod->start);
    // A pod that comes while others are seen is a start.
    if (pod->start > usage->start && !usage->name.is_job && first < course->steps)
        course->restart[row + first] = 1;
    if (pod->series[USAGE_KILLED] != NULL) {
        put_killed(usage, pod->series[USAGE_KILLED], row);
        usage->has_kills = true;
    }
    put_throttled(usage, pod);
    take_given(pod, &usage->given);
}

static void count_replicas(struct container_usage *usage)
{
    const struct container_course *course = &usage->course;
    double *running = mem_alloc(course->steps, sizeof *running);
    usage->replicas_least = INFINITY;
    for (size_t i = 0; i < course->steps; i++) {
        for (size_t k = 0; k < course->replicas; k++) {
            size_t cell = k * course->steps + i;
            running[i] += !isnan(course->memory[cell]) || !isnan(course->cpu[cell]);
        }
        usage->replicas_most = fmax(usage->replicas_most, running[i]);
        if (running[i] > 0)
            usage->replicas_least = fmin(usage->replicas_least, running[i]);
        else
            running[i] = NAN;
    }
    usage->replicas = fmax(1, round(median_present(running, course->steps)));
    free(running);
}

static void add_usage(struct gathering *gathering, struct workload *workload)
{
    struct container_usages *usages = gathering->usages;
    const struct pod *pod = gathering->pod;
    size_t replicas = place_pods(gathering, workload);
    double step_s = 0;
    struct container_usage usage = {
        .name = pod[workload->pod[0].index].name,
        .start = pod[workload->pod[0].index].start,
        .end = pod[workload->pod[0].index].end,
        .given = {NAN, NAN, NAN, NAN},
    };
    usage.text = container_name_text(&gathering->invocation->arena, &usage.name);
    for (size_t i = 0; i < workload->pods; i++) {
        const struct pod *one = &pod[workload->pod[i].index];
        const struct series *series =
            one->series[one->series[USAGE_MEMORY] != NULL ? USAGE_MEMORY : USAGE_CPU];
        step_s = fmax(step_s, (double)series->step_s);
        usage.end = one->end > usage.end ? one->end : usage.end;
    }
    double steps = ceil((double)(usage.end - usage.start) / INSTANT_PER_SECOND / step_s - 1e-9);
    container_course_init(&usage.course, step_s, (size_t)fmax(steps, 1), replicas);
    usage.course.is_job = usage.name.is_job;
    for (size_t i = 0; i < workload->pods; i++)
        put_pod(&usage, &pod[workload->pod[i].index]);
    count_replicas(&usage);
    VEC_PUSH(usages->item, usages->count, usages->capacity, usage);
}

// --- checks --------------------------------------------------------------------------------------

static int check_values(const struct container_usage *usage, struct err *err)
{
    const struct container_course *course = &usage->course;
    double memory = 0, cpu = 0;
    for (size_t i = 0; i < course->replicas * course->steps; i++) {
        memory = fmax(memory, course->memory[i]);
        cpu = fmax(cpu, course->cpu[i]);
    }
    if (usage->has_memory && memory > 0 && memory < 0.0625)
        return err_set(err, ERR_DATA,
                       "%s: memory is at most %.4g bytes, which no container runs in: name the "
                       "column for its unit, such as mem_mib, or give --unit MiB",
                       usage->text, memory * mib);
    if (memory > memory_most_mib)
        return err_set(err, ERR_DATA,
                       "%s: memory of %.4g TiB is no container's: name the column for its unit, "
                       "such as mem_bytes",
                       usage->text, memory / 1024 / 1024);
    if (cpu > cores_most)
        return err_set(err, ERR_DATA,
                       "%s: usage of %.4g cores is no container's: millicores are named so, such "
                       "as cpu_millicores",
                       usage->text, cpu);
    return 0;
}

static void note_left(const struct gathering *gathering)
{
    struct notes *notes = &gathering->invocation->notes;
    if (gathering->left > 0)
        notes_add(notes, NOTE_INFO, "not usage",
                  "%zu series are neither memory, CPU, restarts, kills, throttling nor what is "
                  "given: left out",
                  gathering->left);
    if (gathering->paused > 0)
        notes_add(notes, NOTE_INFO, "no container",
                  "%zu series are of pods as a whole or of their sandbox (container \"\" or POD): "
                  "left out",
                  gathering->paused);
}

int container_usages_read(struct invocation *invocation, struct container_usages *usages,
                          struct err *err)
{
    struct gathering gathering = {.invocation = invocation, .usages = usages};
    size_t stream = 0;
    usages->input.containers = true;
    if (read_series(invocation, &usages->input, err) != 0)
        return -1;
    int status = 0;
    for (size_t i = 0; i < usages->input.set.count && status == 0; i++)
        status = take_series(&gathering, &usages->input.set.item[i], &stream, err);
    if (status == 0)
        group_pods(&gathering);
    for (size_t i = 0; i < gathering.workloads && status == 0; i++)
        add_usage(&gathering, &gathering.workload[i]);
    for (size_t i = 0; i < usages->count && status == 0; i++)
        status = check_values(&usages->item[i], err);
    if (status == 0 && usages->count == 0)
        status = err_set(err, ERR_DATA,
                         "no usage of containers: memory is known by a name such as "
                         "container_memory_working_set_bytes or mem_mib, CPU by "
                         "container_cpu_usage_seconds_total or cpu_cores; where a query has lost "
                         "the name, call the file mem.json or cpu.json");
    if (status == 0)
        note_left(&gathering);
    for (size_t i = 0; i < gathering.workloads; i++)
        free(gathering.workload[i].pod);
    free(gathering.workload);
    free(gathering.pod);
    key_index_release(&gathering.pod_index);
    key_index_release(&gathering.workload_index);
    return status;
}

void container_usages_release(struct container_usages *usages)
{
    for (size_t i = 0; i < usages->count; i++)
        container_course_release(&usages->item[i].course);
    free(usages->item);
    series_input_release(&usages->input);
    *usages = (struct container_usages){.item = NULL};
}
