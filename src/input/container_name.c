#include "input/container_name.h"

#include "base/ascii.h"

#include <string.h>

enum { HASH_LEAST = 6, HASH_MOST = 10, POD_SUFFIX = 5, CRON_DIGITS_LEAST = 8 };

/// The letters of Kubernetes' random names: no vowels, none that look alike.
static bool is_safe(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr("bcdfghjklmnpqrstvwxz2456789", text[i]) == NULL)
            return false;
    return length > 0;
}

static bool is_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!ascii_is_digit(text[i]))
            return false;
    return length > 0;
}

/// The last part of `length` bytes behind a hyphen: its start; 0: there is none.
static size_t last_part(const char *text, size_t length)
{
    while (length > 1 && text[length - 1] != '-')
        length--;
    return length > 1 ? length : 0;
}

/// Cuts what ReplicaSets, Jobs and StatefulSets append to the name of what they belong to.
static void set_workload(struct arena *arena, struct container_name *name)
{
    const char *pod = name->pod;
    size_t length = strlen(pod), at = last_part(pod, length);
    if (at == 0) {
        name->workload = pod;
        name->kind = "Pod";
        return;
    }
    size_t keep = length;
    name->kind = "Pod";
    if (is_digits(pod + at, length - at) && length - at <= POD_SUFFIX) {
        keep = at - 1;
        name->kind = "StatefulSet";
    } else if (length - at == POD_SUFFIX && is_safe(pod + at, POD_SUFFIX)) {
        keep = at - 1;
        size_t before = last_part(pod, keep), part = before > 0 ? keep - before : 0;
        bool is_run = part >= CRON_DIGITS_LEAST && is_digits(pod + before, part);
        bool is_hash = part >= HASH_LEAST && part <= HASH_MOST && is_safe(pod + before, part);
        name->is_job = is_run;
        name->kind = is_run ? "CronJob" : is_hash ? "Deployment" : "DaemonSet";
        keep = is_run || is_hash ? before - 1 : keep;
    }
    name->workload = arena_strndup(arena, pod, keep);
}

static bool is_among(const char *text, size_t length, const char *const *words)
{
    for (; *words != NULL; words++)
        if (ascii_is_word_any_case(text, length, *words))
            return true;
    return false;
}

/// Takes one part of the key by the name of its column.
static void take_part(const char *part, const char *column, size_t length,
                      struct container_name *name, const char **other)
{
    static const char *const spaces[] = {"namespace", "ns", "kube_namespace", NULL};
    static const char *const pods[] = {"pod", "pod_name", "podname", "kube_pod", NULL};
    static const char *const containers[] = {"container", "container_name", "name", NULL};
    static const char *const workloads[] = {"workload", "deployment", "service", "app", NULL};
    if (is_among(column, length, spaces))
        name->space = *part == '\0' ? name->space : part;
    else if (is_among(column, length, pods))
        name->pod = *part == '\0' ? name->pod : part;
    else if (is_among(column, length, workloads) && name->workload == NULL)
        name->workload = part;
    else if (is_among(column, length, containers))
        name->container = part;
    else if (*other == NULL)
        *other = part;
}

struct container_name container_name_of(struct arena *arena, const char *key, const char *columns)
{
    struct container_name name = {0};
    const char *other = NULL;
    if (key == NULL)
        return name;
    const bool is_told = columns != NULL;
    while (is_told && *columns != '\0') {
        size_t part = strcspn(key, "/"), length = strcspn(columns, ",");
        bool is_last = columns[length] == '\0';
        take_part(arena_strndup(arena, key, part), columns, length, &name, &other);
        key += part + (key[part] == '/');
        columns += length + !is_last;
    }
    if (name.container == NULL)
        name.container = other;
    if (!is_told)
        name.container = arena_strdup(arena, key);
    if (name.pod != NULL)
        set_workload(arena, &name);
    else if (name.container == NULL)
        name.container = name.workload;
    if (name.workload == NULL)
        name.workload = name.container;
    return name;
}

const char *container_name_text(struct arena *arena, const struct container_name *name)
{
    const char *container = name->container == NULL ? "" : name->container;
    const char *workload = name->workload == NULL ? "" : name->workload;
    bool same = *container == '\0' || *workload == '\0' || strcmp(container, workload) == 0;
    const char *text = same ? (*workload != '\0' ? workload : container)
                            : arena_printf(arena, "%s/%s", workload, container);
    if (*text == '\0')
        text = "container";
    return name->space == NULL ? text : arena_printf(arena, "%s/%s", name->space, text);
}

// --- what a series measures ----------------------------------------------------------------------

static bool has(const char *name, const char *part)
{
    return strstr(name, part) != NULL;
}

static enum usage_role role_of_bound(const char *name, bool is_memory, bool is_cpu)
{
    bool is_limit = has(name, "limit");
    if (is_memory)
        return is_limit ? USAGE_MEMORY_LIMIT : USAGE_MEMORY_REQUEST;
    if (is_cpu)
        return is_limit ? USAGE_CPU_LIMIT : USAGE_CPU_REQUEST;
    return USAGE_NONE;
}

/// The working set is what is compared with the limit; a resident set lacks what else counts there,
/// and usage holds a page cache that goes when room is needed.
static int memory_rank(const char *name)
{
    if (has(name, "working_set"))
        return 4;
    if (usage_is_of_maxima(name))
        return 3;
    return has(name, "rss") || has(name, "cache") || has(name, "swap") ? 1 : 2;
}

bool usage_is_of_maxima(const char *name)
{
    return has(name, "max") || has(name, "peak");
}

enum usage_role usage_role_of(const struct series *series, const char *path, int *better)
{
    const char *name = series->name;
    const char *file = path == NULL ? "" : path;
    const char *slash = strrchr(file, '/');
    file = slash == NULL ? file : slash + 1;
    bool is_bytes = series->unit.dimension == DIMENSION_BYTES;
    bool is_memory = has(name, "mem") || has(name, "working_set") || has(name, "rss") || is_bytes;
    bool is_cpu =
        has(name, "cpu") || has(name, "cores") || series->unit.dimension == DIMENSION_CORES;
    *better = 1;
    if (has(name, "terminated_reason"))
        return has(name, "oom") ? USAGE_KILLED : USAGE_NONE;
    if (has(name, "oom"))
        return USAGE_KILLS;
    if (has(name, "restart"))
        return USAGE_RESTARTS;
    if (has(name, "throttled"))
        return has(name, "periods") ? USAGE_THROTTLED : USAGE_NONE;
    if (has(name, "cfs_periods"))
        return USAGE_PERIODS;
    if (has(name, "limit") || has(name, "request") || has(name, "quota"))
        return role_of_bound(name, is_memory, is_cpu);
    if (has(name, "failcnt") || has(name, "net_") || has(name, "network") || has(name, "fs_") ||
        has(name, "block") || has(name, "pids") || has(name, "disk"))
        return USAGE_NONE;
    if (is_memory && !has(name, "swap") && !has(name, "mem_ratio") && !has(name, "mapped")) {
        *better = memory_rank(name);
        return USAGE_MEMORY;
    }
    if (is_cpu && !has(name, "system") && !has(name, "user"))
        return USAGE_CPU;
    // avg(rate(..)) and max_over_time(..) lose the name.
    if (strncmp(name, "value", 5) == 0)
        return has(file, "mem") ? USAGE_MEMORY : has(file, "cpu") ? USAGE_CPU : USAGE_NONE;
    return USAGE_NONE;
}

void usage_note_memory(const struct series_set *set, struct notes *notes)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct series *series = &set->item[i];
        char step[UNIT_NAME_MAX];
        if (strncmp(series->name, "container_memory_", 17) != 0 || usage_is_of_maxima(series->name))
            continue;
        notes_add(
            notes, series->step_s > 300 ? NOTE_WARNING : NOTE_INFO, "memory-instants",
            "%s: memory every %s as of instants or as means hides its peaks, which a limit is "
            "about: max_over_time(%s[5m]) in steps of 5 minutes shows them",
            series->name, duration_format(step, (double)series->step_s), series->name);
    }
}
