// What the platforms do where a policy does not say: constants of their documentation.
#ifndef HEADROOM_POLICY_CORE_PLATFORM_DEFAULTS_H
#define HEADROOM_POLICY_CORE_PLATFORM_DEFAULTS_H

/// SchedulingBufferTime of predictive scaling, and its limit (EC2 Auto Scaling API).
#define PREDICTIVE_BUFFER_S 300.0
#define PREDICTIVE_BUFFER_MAX_S 3600.0

/// How long what is taken out of service may finish its requests where nothing says it:
/// deregistration_delay.timeout_seconds of a target group (Elastic Load Balancing), and
/// terminationGracePeriodSeconds of a pod (Kubernetes API).
#define DRAIN_AWS_S 300.0
#define DRAIN_KUBERNETES_S 30.0

/// Scheduled actions of a group (EC2 Auto Scaling user guide, "Quotas for Auto Scaling resources
/// and groups") and of a scalable target (Application Auto Scaling user guide, "Quotas").
enum { EC2_SCHEDULED_MAX = 125, APPLICATION_SCHEDULED_MAX = 200 };

/// --horizontal-pod-autoscaler-sync-period and --horizontal-pod-autoscaler-downscale-stabilization.
#define REPLICA_SYNC_PERIOD_S 15.0
#define DOWNSCALE_STABILIZATION_S 300.0

/// --horizontal-pod-autoscaler-tolerance: a share of the target.
#define REPLICA_TOLERANCE 0.1

/// pollingInterval, cooldownPeriod, minReplicaCount and maxReplicaCount of a ScaledObject (KEDA
/// documentation).
#define KEDA_POLLING_S 30.0
#define KEDA_COOLDOWN_S 300.0
enum { KEDA_MIN_REPLICAS = 0, KEDA_MAX_REPLICAS = 100 };

#endif
