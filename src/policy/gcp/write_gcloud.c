// An autoscaler of a managed instance group as gcloud takes it from a file, and for Terraform. The
// whole policy is written: what gcloud sets from a file or flags replaces all that was there.
#include "base/shell_word.h"
#include "policy/core/write_json.h"
#include "policy/gcp/gcp_platform.h"
#include "policy/gcp/mig_parts.h"
#include "policy/gcp/mig_policy.h"

#include <math.h>
#include <string.h>

static void put_number(json_t *object, const char *key, double value)
{
    if (isnan(value))
        return;
    bool whole = value == floor(value) && fabs(value) < 1e15;
    json_object_set_new(object, key, whole ? json_integer((json_int_t)value) : json_real(value));
}

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text != NULL)
        json_object_set_new(object, key, json_string(text));
}

static json_t *signal_json(const struct mig_signal *signal)
{
    json_t *object = json_object();
    if (signal->kind == MIG_METRIC) {
        put_text(object, "metric", signal->metric.name);
        put_text(object, "filter", signal->filter);
        put_number(object, "singleInstanceAssignment", signal->assignment);
        put_text(object, "utilizationTargetType",
                 field_word_of(FIELD_LIST(mig_metric_types), (int)signal->type));
    }
    put_number(object, "utilizationTarget", signal->target);
    return object;
}

static void put_signals(json_t *policy, const struct mig_policy *mig)
{
    json_t *metrics = json_array();
    for (size_t i = 0; i < mig->signals; i++) {
        const struct mig_signal *signal = &mig->signal[i];
        json_t *object = signal_json(signal);
        if (signal->kind == MIG_METRIC) {
            json_array_append_new(metrics, object);
            continue;
        }
        if (signal->kind == MIG_CPU)
            put_text(object, "predictiveMethod", mig->prediction);
        json_object_set_new(policy,
                            signal->kind == MIG_CPU ? "cpuUtilization" : "loadBalancingUtilization",
                            object);
    }
    if (json_array_size(metrics) > 0)
        json_object_set(policy, "customMetricUtilizations", metrics);
    json_decref(metrics);
}

static void put_schedules(json_t *policy, const struct mig_policy *mig)
{
    json_t *schedules = json_object();
    for (size_t i = 0; i < mig->schedules; i++) {
        const struct mig_schedule *schedule = &mig->schedule[i];
        json_t *object = json_object();
        put_text(object, "schedule", schedule->recurrence);
        put_text(object, "timeZone", schedule->zone);
        put_number(object, "durationSec", schedule->duration_s);
        put_number(object, "minRequiredReplicas", schedule->required);
        if (schedule->disabled)
            json_object_set_new(object, "disabled", json_true());
        json_object_set_new(schedules, schedule->name == NULL ? "schedule" : schedule->name,
                            object);
    }
    if (json_object_size(schedules) > 0)
        json_object_set(policy, "scalingSchedules", schedules);
    json_decref(schedules);
}

static json_t *policy_json(const struct policy_set *set)
{
    const struct mig_policy *mig = set->own;
    json_t *policy = json_object();
    put_number(policy, "minNumReplicas", set->group.min);
    put_number(policy, "maxNumReplicas", set->group.max);
    put_number(policy, "coolDownPeriodSec", mig->cool_down_s);
    put_number(policy, "stabilizationPeriodSec", mig->stabilization_s);
    put_text(policy, "mode", field_word_of(FIELD_LIST(mig_modes), (int)mig->mode));
    put_signals(policy, mig);
    if (mig->has_control) {
        json_t *most = json_object();
        json_t *control = json_object();
        put_number(most, "fixed", mig->control_fixed);
        put_number(most, "percent", mig->control_percent);
        json_object_set_new(control, "maxScaledInReplicas", most);
        put_number(control, "timeWindowSec", mig->control_window_s);
        json_object_set_new(policy, "scaleInControl", control);
    }
    put_schedules(policy, mig);
    return policy;
}

void write_gcloud(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    json_t *list = json_array();
    (void)notes;
    for (size_t i = 0; i < sets->count; i++) {
        json_t *one = json_object();
        put_text(one, "name", sets->set[i]->group.name);
        json_object_set_new(one, "autoscalingPolicy", policy_json(sets->set[i]));
        json_array_append_new(list, one);
    }
    json_t *only = sets->count == 1 ? json_incref(json_array_get(list, 0)) : NULL;
    if (only != NULL)
        json_decref(list);
    write_json(only != NULL ? only : list, out);
}

static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object);

/// A map of named objects as blocks that say their names, and a list as it is.
static json_t *blocks_of(const struct terraform_shape *shape, json_t *value)
{
    json_t *blocks = json_array();
    const char *name = NULL;
    json_t *member = NULL;
    if (json_is_object(value)) {
        json_object_foreach(value, name, member)
        {
            json_t *attributes = json_pack("{s:s}", "name", name);
            json_t *inner = attributes_of(shape, member);
            json_object_update(attributes, inner);
            json_decref(inner);
            json_array_append_new(blocks, attributes);
        }
    }
    for (size_t i = 0; i < json_array_size(value); i++)
        json_array_append_new(blocks, attributes_of(shape, json_array_get(value, i)));
    return blocks;
}

static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object)
{
    json_t *attributes = json_object();
    for (size_t i = 0; i < shape->count; i++) {
        const struct terraform_key *key = &shape->key[i];
        json_t *value = key->aws == NULL ? NULL : json_object_get(object, key->aws);
        if (value == NULL)
            continue;
        if (key->form == FORM_BLOCK)
            json_object_set_new(attributes, key->name,
                                json_pack("[o]", attributes_of(key->inner, value)));
        else if (key->form == FORM_BLOCKS)
            json_object_set_new(attributes, key->name, blocks_of(key->inner, value));
        else
            json_object_set(attributes, key->name, value);
    }
    return attributes;
}

void write_mig_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    json_t *resources = json_object();
    (void)notes;
    for (size_t i = 0; i < sets->count; i++) {
        const struct policy_set *set = sets->set[i];
        json_t *object =
            json_pack("{s:s,s:o}", "name", set->group.name, "autoscalingPolicy", policy_json(set));
        json_t *attributes = attributes_of(mig_terraform[0].shape, object);
        struct str name = {0};
        struct str target = {0};
        write_logical_name(set->group.name, '_', resources, &name);
        // The group is the file's own, under the same name.
        str_appendf(&target, "${google_compute_instance_group_manager.%s.id}", str_text(&name));
        json_object_set_new(attributes, "target", json_string(str_text(&target)));
        json_object_set_new(resources, str_text(&name), attributes);
        json_decref(object);
        str_release(&name);
        str_release(&target);
    }
    json_t *root = json_pack("{s:{s:o}}", "resource", "google_compute_autoscaler", resources);
    write_json(root, out);
}

void mig_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                struct str *out)
{
    if (format == POLICY_FORMAT_TERRAFORM) {
        str_append(out, "terraform plan -out=scaling.tfplan\nterraform apply scaling.tfplan\n");
        return;
    }
    for (size_t i = 0; i < sets->count; i++) {
        str_append(out, "gcloud beta compute instance-groups managed set-autoscaling ");
        append_shell_word(out, sets->set[i]->group.name);
        str_append(out, " --autoscaling-file ");
        append_shell_word(out, path);
        str_append_char(out, '\n');
    }
}
