// An autoscale setting as a template of the Azure Resource Manager, and for Terraform.
#include "base/shell_word.h"
#include "policy/azure/azure_parts.h"
#include "policy/core/write_json.h"

#include <math.h>
#include <string.h>

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text != NULL)
        json_object_set_new(object, key, json_string(text));
}

static json_t *number_json(double value)
{
    bool whole = value == floor(value) && fabs(value) < 1e15;
    return whole ? json_integer((json_int_t)value) : json_real(value);
}

/// Capacities and values are texts.
static void put_count(json_t *object, const char *key, double value)
{
    json_object_set_new(object, key, json_sprintf("%.15g", value));
}

static void put_duration(json_t *object, const char *key, double seconds)
{
    if (isnan(seconds))
        return;
    long long left = (long long)seconds;
    if (left % 86400 == 0 && left > 0)
        json_object_set_new(object, key, json_sprintf("P%lldD", left / 86400));
    else if (left % 60 == 0)
        json_object_set_new(object, key, json_sprintf("PT%lldM", left / 60));
    else
        json_object_set_new(object, key, json_sprintf("PT%lldS", left));
}

static json_t *rule_json(const struct azure_rule *rule, const char *target)
{
    json_t *trigger = json_object();
    json_t *action = json_object();
    put_text(trigger, "metricName", rule->metric.name);
    put_text(trigger, "metricNamespace", rule->metric.space);
    put_text(trigger, "metricResourceUri", rule->resource == NULL ? target : rule->resource);
    put_duration(trigger, "timeGrain", rule->grain_s);
    put_text(trigger, "statistic", rule->statistic);
    put_duration(trigger, "timeWindow", rule->window_s);
    put_text(trigger, "timeAggregation",
             field_word_of(FIELD_LIST(azure_aggregations), (int)rule->aggregation));
    put_text(trigger, "operator", field_word_of(FIELD_LIST(azure_operators), (int)rule->operator));
    json_object_set_new(trigger, "threshold", number_json(rule->threshold));
    json_object_set_new(trigger, "dividePerInstance", json_boolean(rule->divides));
    put_text(action, "direction",
             field_word_of(FIELD_LIST(azure_directions), (int)rule->direction));
    put_text(action, "type", field_word_of(FIELD_LIST(azure_change_types), (int)rule->change));
    put_count(action, "value", rule->value);
    put_duration(action, "cooldown", rule->cooldown_s);
    return json_pack("{s:o,s:o}", "metricTrigger", trigger, "scaleAction", action);
}

static json_t *list_json(const double *number, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, number_json(number[i]));
    return list;
}

static json_t *local_json(const struct civil *civil)
{
    return json_sprintf("%04d-%02d-%02dT%02d:%02d:%02d", civil->year, civil->month, civil->day,
                        civil->hour, civil->minute, civil->second);
}

static void put_when(json_t *object, const struct azure_profile *profile)
{
    if (profile->when == AZURE_FIXED) {
        json_t *fixed = json_object();
        put_text(fixed, "timeZone", profile->zone);
        json_object_set_new(fixed, "start", local_json(&profile->start));
        json_object_set_new(fixed, "end", local_json(&profile->end));
        json_object_set_new(object, "fixedDate", fixed);
    } else if (profile->when == AZURE_WEEKLY) {
        json_t *schedule = json_object();
        json_t *days = json_array();
        put_text(schedule, "timeZone", profile->zone);
        for (size_t i = 0; i < profile->days; i++)
            json_array_append_new(days, json_string(profile->day[i]));
        json_object_set_new(schedule, "days", days);
        json_object_set_new(schedule, "hours", list_json(profile->hour, profile->hours));
        json_object_set_new(schedule, "minutes", list_json(profile->minute, profile->minutes));
        json_object_set_new(object, "recurrence",
                            json_pack("{s:s,s:o}", "frequency", "Week", "schedule", schedule));
    }
}

static json_t *properties_json(const struct policy_set *set)
{
    const struct autoscale_setting *setting = set->own;
    json_t *properties = json_object();
    json_t *profiles = json_array();
    put_text(properties, "name", set->group.name);
    json_object_set_new(properties, "enabled", json_boolean(setting->enabled));
    put_text(properties, "targetResourceUri", setting->target);
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *profile = &setting->profile[i];
        json_t *object = json_object();
        json_t *capacity = json_object();
        json_t *rules = json_array();
        put_text(object, "name", profile->name);
        put_count(capacity, "minimum", profile->min);
        put_count(capacity, "maximum", profile->max);
        put_count(capacity, "default", profile->otherwise);
        for (size_t k = 0; k < profile->rules; k++)
            json_array_append_new(rules, rule_json(&profile->rule[k], setting->target));
        json_object_set_new(object, "capacity", capacity);
        json_object_set_new(object, "rules", rules);
        put_when(object, profile);
        json_array_append_new(profiles, object);
    }
    json_object_set_new(properties, "profiles", profiles);
    if (setting->prediction != NULL) {
        json_t *predictive = json_object();
        put_text(predictive, "scaleMode", setting->prediction);
        put_duration(predictive, "scaleLookAheadTime", setting->ahead_s);
        json_object_set_new(properties, "predictiveAutoscalePolicy", predictive);
    }
    return properties;
}

/// Texts that begin with a bracket would be expressions of the template: they have two. What names
/// a resource may be one.
static json_t *escaped(json_t *value)
{
    const char *key = NULL;
    json_t *member = NULL;
    void *next = NULL;
    size_t i = 0;
    json_object_foreach_safe(value, next, key, member)
    {
        bool reference = strstr(key, "ResourceUri") != NULL;
        if (json_is_string(member) && !reference && json_string_value(member)[0] == '[')
            json_object_set_new(value, key, json_sprintf("[%s", json_string_value(member)));
        else
            (void)escaped(member);
    }
    json_array_foreach(value, i, member)
    {
        if (json_is_string(member) && json_string_value(member)[0] == '[')
            json_array_set_new(value, i, json_sprintf("[%s", json_string_value(member)));
        else
            (void)escaped(member);
    }
    return value;
}

void write_azure(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    json_t *resources = json_array();
    (void)notes;
    for (size_t i = 0; i < sets->count; i++) {
        json_t *resource = json_object();
        put_text(resource, "type", "Microsoft.Insights/autoscaleSettings");
        put_text(resource, "apiVersion", "2022-10-01");
        put_text(resource, "name", sets->set[i]->group.name);
        json_object_set_new(resource, "properties", properties_json(sets->set[i]));
        (void)escaped(resource);
        put_text(resource, "location", "[resourceGroup().location]");
        json_array_append_new(resources, resource);
    }
    write_json(json_pack("{s:s,s:s,s:o}", "$schema",
                         "https://schema.management.azure.com/schemas/2019-04-01/"
                         "deploymentTemplate.json#",
                         "contentVersion", "1.0.0.0", "resources", resources),
               out);
}

static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object);

static json_t *value_of(const struct terraform_key *key, json_t *value)
{
    if (key->form == FORM_BLOCK) {
        // The schedule's members stand in the recurrence itself.
        const json_t *schedule = json_object_get(value, "schedule");
        return json_pack("[o]", attributes_of(key->inner, schedule == NULL ? value : schedule));
    }
    if (key->form != FORM_BLOCKS)
        return json_incref(value);
    json_t *blocks = json_array();
    for (size_t i = 0; i < json_array_size(value); i++)
        json_array_append_new(blocks, attributes_of(key->inner, json_array_get(value, i)));
    return blocks;
}

static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object)
{
    json_t *attributes = json_object();
    for (size_t i = 0; i < shape->count; i++) {
        const struct terraform_key *key = &shape->key[i];
        json_t *value = json_object_get(object, key->aws);
        if (value != NULL)
            json_object_set_new(attributes, key->name, value_of(key, value));
    }
    return attributes;
}

void write_azure_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    json_t *resources = json_object();
    (void)notes;
    for (size_t i = 0; i < sets->count; i++) {
        struct str name = {0};
        json_t *properties = properties_json(sets->set[i]);
        json_t *attributes = attributes_of(azure_terraform[0].shape, properties);
        write_logical_name(sets->set[i]->group.name, '_', resources, &name);
        json_object_set_new(resources, str_text(&name), attributes);
        json_decref(properties);
        str_release(&name);
    }
    write_json(json_pack("{s:{s:o}}", "resource", "azurerm_monitor_autoscale_setting", resources),
               out);
}

void azure_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                  struct str *out)
{
    (void)sets;
    if (format == POLICY_FORMAT_TERRAFORM) {
        str_append(out, "terraform plan -out=scaling.tfplan\nterraform apply scaling.tfplan\n");
        return;
    }
    str_append(out, "az deployment group create --resource-group \"$RESOURCE_GROUP\" "
                    "--template-file ");
    append_shell_word(out, path);
    str_append_char(out, '\n');
}
