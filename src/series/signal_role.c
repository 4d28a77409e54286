#include "series/signal_role.h"

#include <stdbool.h>
#include <string.h>

/// Words of names, most telling first: "queue_errors" counts errors, "cpu_per_request" is CPU.
static const struct {
    const char *word;
    enum signal_role role;
} word_role[] = {
    {"error", ROLE_ERRORS},
    {"5xx", ROLE_ERRORS},
    {"4xx", ROLE_ERRORS},
    {"fail", ROLE_ERRORS},
    {"queue", ROLE_QUEUE},
    {"backlog", ROLE_QUEUE},
    {"pending", ROLE_QUEUE},
    {"lag", ROLE_QUEUE},
    {"messages_visible", ROLE_QUEUE},
    {"cpu", ROLE_CPU},
    {"memory", ROLE_MEMORY},
    {"mem", ROLE_MEMORY},
    {"heap", ROLE_MEMORY},
    {"rss", ROLE_MEMORY},
    {"latency", ROLE_LATENCY},
    {"duration", ROLE_LATENCY},
    {"response_time", ROLE_LATENCY},
    {"p99", ROLE_LATENCY},
    {"p95", ROLE_LATENCY},
    {"p90", ROLE_LATENCY},
    {"p50", ROLE_LATENCY},
    {"connection", ROLE_CONNECTIONS},
    {"sessions", ROLE_CONNECTIONS},
    {"threads", ROLE_CONNECTIONS},
    {"disk", ROLE_DISK},
    {"iops", ROLE_DISK},
    {"volume_read", ROLE_DISK},
    {"volume_write", ROLE_DISK},
    {"network", ROLE_NETWORK},
    {"net", ROLE_NETWORK},
    {"request", ROLE_DEMAND},
    {"req", ROLE_DEMAND},
    {"rps", ROLE_DEMAND},
    {"qps", ROLE_DEMAND},
    {"tps", ROLE_DEMAND},
    {"hits", ROLE_DEMAND},
    {"calls", ROLE_DEMAND},
    {"invocations", ROLE_DEMAND},
    {"orders", ROLE_DEMAND},
    {"messages", ROLE_DEMAND},
    {"jobs", ROLE_DEMAND},
    {"visits", ROLE_DEMAND},
    {"throughput", ROLE_DEMAND},
};

static const char *const caution[ROLE_COUNT] = {
    [ROLE_OTHER] = "what moves it is not known: compare it with demand first",
    [ROLE_DEMAND] = "counts health checks and cheap requests like dear ones; the target is "
                    "per instance and moves with every release",
    [ROLE_LATENCY] = "its spikes are transient and it rises only once the queue is there; "
                     "a slow database makes it rise too, and instances do not help",
    [ROLE_CPU] = "not for work that waits for disks or other services; of an autoscaled group "
                 "it is what scaling leaves over, not demand",
    [ROLE_MEMORY] = "many runtimes never give it back, so the group does not scale in; a "
                    "leak looks like load",
    [ROLE_QUEUE] = "its length says nothing without the service time: divide it by the "
                   "instances and compare with the wait that is acceptable",
    [ROLE_CONNECTIONS] = "idle ones count like busy ones; long-lived ones stay with "
                         "old instances when new ones come",
    [ROLE_NETWORK] = "large answers and backups move it without work for the CPU; limits "
                     "differ by instance type",
    [ROLE_DISK] = "batches and compactions move it without demand; more instances help only "
                  "where the disk is theirs",
    [ROLE_ERRORS] = "a signal for alarms and never for scaling: failing fast looks like "
                    "capacity",
};

/// Whether `word` occurs in `name` at the start of one of its words ("net" not in "magnet").
static bool has_word(const char *name, const char *word)
{
    for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word)) {
        bool starts = at == name || at[-1] == '_';
        // Short words must also end there: "lag" is not "lagoon", "req" not "requisition".
        char next = at[strlen(word)];
        bool ends = strlen(word) > 3 || next == '\0' || next == '_' ||
                    (next == 's' && at[strlen(word) + 1] == '_');
        if (starts && ends)
            return true;
    }
    return false;
}

enum signal_role signal_role_of(const struct series *series)
{
    for (size_t i = 0; i < sizeof word_role / sizeof word_role[0]; i++)
        if (has_word(series->name, word_role[i].word))
            return word_role[i].role;
    switch (series->unit.dimension) {
    case DIMENSION_DURATION:
        return ROLE_LATENCY;
    case DIMENSION_RATE:
        return ROLE_DEMAND;
    case DIMENSION_CORES:
        return ROLE_CPU;
    case DIMENSION_BYTE_RATE:
        return ROLE_NETWORK;
    default:
        return ROLE_OTHER;
    }
}

const char *signal_role_caution(enum signal_role role)
{
    return caution[role];
}
