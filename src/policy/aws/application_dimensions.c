#include "policy/aws/application_dimensions.h"

#include "policy/aws/aws_platforms.h"

#include <math.h>
#include <string.h>

static const char units[] = "it scales units of throughput, not instances";
static const char storage[] = "it scales storage, which only grows";
static const char spill_over[] =
    "what provisioned concurrency does not take is served all the same, so that no demand is short";
static const char shards[] = "it scales parts of a cluster, not instances that share its load";
static const char sessions[] = "it scales sessions of users, not instances";

/// Application Auto Scaling API, ScalableDimension and MetricType; bounds of targets and default
/// cooldowns by the guides of DynamoDB, Keyspaces, ElastiCache and of Application Auto Scaling.
static const struct application_dimension dimensions[] = {
    {"ecs:service:DesiredCount",
     true,
     true,
     true,
     NAN,
     NAN,
     300,
     {"ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization",
      "ALBRequestCountPerTarget"},
     NULL},
    {"ec2:spot-fleet-request:TargetCapacity",
     true,
     true,
     false,
     NAN,
     NAN,
     300,
     {"EC2SpotFleetRequestAverageCPUUtilization", "EC2SpotFleetRequestAverageNetworkIn",
      "EC2SpotFleetRequestAverageNetworkOut", "ALBRequestCountPerTarget"},
     NULL},
    {"elasticmapreduce:instancegroup:InstanceCount",
     false,
     true,
     false,
     NAN,
     NAN,
     300,
     {NULL},
     NULL},
    {"dynamodb:table:ReadCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     0,
     {"DynamoDBReadCapacityUtilization"},
     NULL},
    {"dynamodb:table:WriteCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     0,
     {"DynamoDBWriteCapacityUtilization"},
     NULL},
    {"dynamodb:index:ReadCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     0,
     {"DynamoDBReadCapacityUtilization"},
     NULL},
    {"dynamodb:index:WriteCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     0,
     {"DynamoDBWriteCapacityUtilization"},
     NULL},
    {"cassandra:table:ReadCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     NAN,
     {"CassandraReadCapacityUtilization"},
     NULL},
    {"cassandra:table:WriteCapacityUnits",
     true,
     false,
     false,
     20,
     90,
     NAN,
     {"CassandraWriteCapacityUtilization"},
     NULL},
    {"rds:cluster:ReadReplicaCount",
     true,
     true,
     false,
     NAN,
     NAN,
     300,
     {"RDSReaderAverageCPUUtilization", "RDSReaderAverageDatabaseConnections"},
     NULL},
    {"neptune:cluster:ReadReplicaCount",
     true,
     false,
     false,
     NAN,
     NAN,
     NAN,
     {"NeptuneReaderAverageCPUUtilization"},
     NULL},
    {"lambda:function:ProvisionedConcurrency",
     true,
     false,
     false,
     0,
     1,
     0,
     {"LambdaProvisionedConcurrencyUtilization"},
     spill_over},
    {"sagemaker:variant:DesiredInstanceCount",
     true,
     true,
     false,
     NAN,
     NAN,
     300,
     {"SageMakerVariantInvocationsPerInstance"},
     NULL},
    {"sagemaker:variant:DesiredProvisionedConcurrency",
     true,
     true,
     false,
     NAN,
     NAN,
     NAN,
     {"SageMakerVariantProvisionedConcurrencyUtilization"},
     spill_over},
    {"sagemaker:inference-component:DesiredCopyCount",
     true,
     true,
     false,
     NAN,
     NAN,
     NAN,
     {"SageMakerInferenceComponentInvocationsPerCopy"},
     NULL},
    {"elasticache:replication-group:NodeGroups",
     true,
     false,
     false,
     NAN,
     NAN,
     NAN,
     {"ElastiCachePrimaryEngineCPUUtilization",
      "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage"},
     shards},
    {"elasticache:replication-group:Replicas",
     true,
     false,
     false,
     35,
     70,
     NAN,
     {"ElastiCacheReplicaEngineCPUUtilization"},
     NULL},
    {"kafka:broker-storage:VolumeSize",
     true,
     false,
     false,
     NAN,
     NAN,
     NAN,
     {"KafkaBrokerStorageUtilization"},
     storage},
    {"appstream:fleet:DesiredCapacity",
     true,
     true,
     false,
     NAN,
     NAN,
     300,
     {"AppStreamAverageCapacityUtilization"},
     sessions},
    {"comprehend:document-classifier-endpoint:DesiredInferenceUnits",
     true,
     false,
     false,
     NAN,
     NAN,
     0,
     {"ComprehendInferenceUtilization"},
     units},
    {"comprehend:entity-recognizer-endpoint:DesiredInferenceUnits",
     true,
     false,
     false,
     NAN,
     NAN,
     0,
     {"ComprehendInferenceUtilization"},
     units},
    {"workspaces:workspacespool:DesiredUserSessions",
     true,
     true,
     false,
     NAN,
     NAN,
     NAN,
     {"WorkSpacesAverageUserSessionsCapacityUtilization"},
     sessions},
};

const struct application_dimension *application_dimension_find(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof dimensions / sizeof *dimensions; i++)
        if (strcmp(dimensions[i].name, name) == 0)
            return &dimensions[i];
    return NULL;
}

/// DynamoDB Developer Guide and Amazon Keyspaces Developer Guide, "Managing throughput capacity
/// automatically"; ElastiCache User Guide, "Auto Scaling replicas".
static const struct {
    const char *prefix; ///< of the dimension's name
    struct application_tracking tracking;
} trackings[] = {
    {"dynamodb:", {.high_datapoints = 2, .low_share = 0.8, .one_at_a_time = false}},
    {"cassandra:", {.high_datapoints = 2, .low_share = 0.8, .one_at_a_time = false}},
    {"elasticache:replication-group:Replicas",
     {.high_datapoints = 3, .low_share = 0.75, .one_at_a_time = true}},
};

const struct application_tracking *application_tracking_of(const struct policy_set *set)
{
    const char *name = set->platform == &platform_application ? set->group.dimension : NULL;
    for (size_t i = 0; name != NULL && i < sizeof trackings / sizeof *trackings; i++)
        if (strncmp(name, trackings[i].prefix, strlen(trackings[i].prefix)) == 0)
            return &trackings[i].tracking;
    return NULL;
}

double application_cooldown_s(const struct policy_set *set)
{
    const struct application_dimension *dimension =
        set->platform == &platform_application ? application_dimension_find(set->group.dimension)
                                               : NULL;
    return dimension == NULL ? (double)NAN : dimension->cooldown_s;
}

bool application_scales_parts(const char *dimension)
{
    static const char *const units_of[] = {"dynamodb:", "cassandra:"};
    const struct application_dimension *found = application_dimension_find(dimension);
    for (size_t i = 0; found != NULL && i < sizeof units_of / sizeof *units_of; i++)
        if (strncmp(dimension, units_of[i], strlen(units_of[i])) == 0)
            return true;
    return found != NULL && found->no_replay != NULL;
}

const char *application_no_replay(const struct policy_set *set)
{
    const struct application_dimension *dimension =
        set->platform == &platform_application ? application_dimension_find(set->group.dimension)
                                               : NULL;
    return dimension == NULL ? NULL : dimension->no_replay;
}
