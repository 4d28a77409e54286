// Rules on what Application Auto Scaling takes for each dimension.
#include "policy/aws/application_dimensions.h"
#include "policy/aws/aws_platforms.h"
#include "policy/core/lint_part.h"

#include <math.h>
#include <string.h>

static bool takes(const struct application_dimension *dimension, enum policy_kind kind)
{
    return kind == POLICY_TARGET       ? dimension->tracking
           : kind == POLICY_PREDICTIVE ? dimension->predictive
                                       : dimension->step;
}

static bool has_metric(const struct application_dimension *dimension, const char *name)
{
    for (size_t i = 0; i < DIMENSION_METRICS_MAX && dimension->metric[i] != NULL; i++)
        if (strcmp(dimension->metric[i], name) == 0)
            return true;
    return false;
}

static void lint_tracking(const struct lint_run *run, const struct scaling_policy *policy,
                          const struct application_dimension *dimension)
{
    const char *name = lint_name(run, policy->name);
    const struct scaling_metric *metric = &policy->metric;
    bool fraction = dimension->target_most == 1;
    if (metric->predefined && !has_metric(dimension, metric->name))
        lint_add(run, LINT_APP_METRIC_DIMENSION, &metric->origin, "policy %s: %s on %s", name,
                 metric->name, dimension->name);
    if (fraction && policy->target > 1)
        lint_add(run, LINT_APP_LAMBDA_PERCENT, &policy->origin, "policy %s: a target of %.10g",
                 name, policy->target);
    if (!fraction && metric->predefined &&
        (policy->target < dimension->target_least || policy->target > dimension->target_most))
        lint_add(run, LINT_APP_TARGET_RANGE, &policy->origin, "policy %s: %.10g, %s takes %g to %g",
                 name, policy->target, dimension->name, dimension->target_least,
                 dimension->target_most);
    // Of ECS everybody knows them.
    if (isfinite(dimension->cooldown_s) && !dimension->predictive &&
        isnan(policy->scale_out_cooldown_s) && isnan(policy->scale_in_cooldown_s))
        lint_add(run, LINT_APP_COOLDOWN_DEFAULT, &policy->origin, "policy %s: %g s on %s", name,
                 dimension->cooldown_s, dimension->name);
}

void lint_application(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    const struct application_dimension *dimension =
        application_dimension_find(set->group.dimension);
    static const char latest[] = ":$LATEST";
    if (set->platform != &platform_application || dimension == NULL)
        return;
    const char *name = set->group.name == NULL ? "" : set->group.name;
    size_t length = strlen(name);
    if (strncmp(dimension->name, "lambda:", 7) == 0 && length >= sizeof latest &&
        strcmp(name + length - (sizeof latest - 1), latest) == 0)
        lint_add(run, LINT_APP_LAMBDA_LATEST, &set->group.origin, "the target %s",
                 lint_name(run, name));
    if (strncmp(dimension->name, "rds:", 4) == 0)
        lint_add(run, LINT_APP_AURORA_OWN, &set->group.origin, "the target %s",
                 lint_name(run, set->group.name));
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (!takes(dimension, policy->kind))
            lint_add(run, LINT_APP_POLICY_TYPE, &policy->origin, "policy %s on %s",
                     lint_name(run, policy->name), dimension->name);
        else if (policy->kind == POLICY_TARGET)
            lint_tracking(run, policy, dimension);
    }
}
