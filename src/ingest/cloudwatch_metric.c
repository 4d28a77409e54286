#include "ingest/cloudwatch_metric.h"

#include <string.h>

static const struct {
    const char *metric;
    const char *unit;
} known[] = {
    {"CPUUtilization", "%"},     {"MemoryUtilization", "%"},
    {"mem_used_percent", "%"},   {"DatabaseMemoryUsagePercentage", "%"},
    {"CPUReservation", "%"},     {"MemoryReservation", "%"},
    {"NetworkIn", "B"},          {"NetworkOut", "B"},
    {"DiskReadBytes", "B"},      {"DiskWriteBytes", "B"},
    {"EBSReadBytes", "B"},       {"EBSWriteBytes", "B"},
    {"ProcessedBytes", "B"},     {"FreeableMemory", "B"},
    {"FreeStorageSpace", "B"},   {"Latency", "s"},
    {"TargetResponseTime", "s"}, {"ReadLatency", "s"},
    {"WriteLatency", "s"},       {"ApproximateAgeOfOldestMessage", "s"},
    {"Duration", "ms"},          {"IntegrationLatency", "ms"},
};

/// The unit of a metric by its name (CPUUtilization: per cent); unknown for others.
/// Source: the metric lists in the AWS guides for EC2, ELB, Lambda, RDS, SQS and ECS.
static void cloudwatch_unit(const char *metric, struct unit *unit)
{
    *unit = (struct unit){.dimension = DIMENSION_UNKNOWN, .scale = 1};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(metric, known[i].metric) == 0)
            (void)unit_parse(known[i].unit, strlen(known[i].unit), unit);
}

void cloudwatch_describe(const char *metric, const char *statistic, double period_s,
                         const struct ingest_options *options, struct unit *unit,
                         struct metric_kind *kind)
{
    cloudwatch_unit(metric, unit);
    if (options->unit != NULL && !unit_parse(options->unit, strlen(options->unit), unit))
        unit->scale = 1;
    if (strcmp(statistic, "SampleCount") == 0)
        *unit = (struct unit){.dimension = DIMENSION_COUNT, .scale = 1};
    *kind = *statistic == '\0' ? kind_of_metric(metric, unit, options)
                               : kind_of_statistic(statistic, options);
    if (kind->kind == SAMPLE_TOTAL && kind->per_s <= 0)
        kind->per_s = period_s;
}
