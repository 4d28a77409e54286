// Requests and limits as patches for kubectl: strategic merge patches of JSON, whose lists of
// containers go by their names, and JSON patches for autoscalers, whose metrics have none.
#include "base/ascii.h"
#include "base/shell_word.h"
#include "policy/core/write_json.h"
#include "policy/kubernetes/container_resources.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUANTITY_MAX = 32 };

static void put_memory(json_t *map, double mib)
{
    char text[QUANTITY_MAX];
    if (isnan(mib))
        return;
    snprintf(text, sizeof text, "%.0fMi", mib);
    (void)json_object_set_new(map, "memory", json_string(text));
}

static void put_cpu(json_t *map, double cores)
{
    char text[QUANTITY_MAX];
    if (isnan(cores))
        return;
    snprintf(text, sizeof text, "%.0fm", round(cores * 1000));
    (void)json_object_set_new(map, "cpu", json_string(text));
}

/// A map that is left out where it is empty.
static void put_map(json_t *into, const char *key, json_t *map)
{
    if (json_object_size(map) > 0)
        (void)json_object_set_new(into, key, map);
    else
        json_decref(map);
}

static json_t *container_patch(const struct resource_change *change)
{
    json_t *requests = json_object(), *limits = json_object(), *resources = json_object();
    put_memory(requests, change->memory_request);
    put_cpu(requests, change->cpu_request);
    put_memory(limits, change->memory_limit);
    put_cpu(limits, change->cpu_limit);
    if (change->drop_cpu_limit)
        (void)json_object_set_new(limits, "cpu", json_null());
    put_map(resources, "requests", requests);
    put_map(resources, "limits", limits);
    json_t *patch = json_object();
    (void)json_object_set_new(patch, "name", json_string(change->container->container));
    (void)json_object_set_new(patch, "resources", resources);
    return patch;
}

static json_t *wrapped(const char *key, json_t *value)
{
    json_t *map = json_object();
    (void)json_object_set_new(map, key, value);
    return map;
}

/// "kubectl patch deployment web -n shop".
static void begin_command(struct str *out, const char *kind, const char *name, const char *space)
{
    str_append(out, "kubectl patch ");
    for (const char *at = kind; *at != '\0'; at++)
        str_append_char(out, (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at));
    str_append_char(out, ' ');
    append_shell_word(out, name);
    if (space != NULL) {
        str_append(out, " -n ");
        append_shell_word(out, space);
    }
}

static void end_command(struct str *out, const char *type, json_t *patch)
{
    char *text = json_dumps(patch, JSON_COMPACT);
    str_appendf(out, " --type=%s -p ", type);
    append_shell_word(out, text);
    str_append_char(out, '\n');
    free(text);
    json_decref(patch);
}

void manifest_patch(const struct resource_change *change, size_t changes, struct str *out)
{
    const struct manifest_container *of = change->container;
    const char *kind = of->kind == NULL ? "Deployment" : of->kind;
    if (strcmp(kind, "Job") == 0) {
        str_append(out, "# the template of a job cannot be changed: delete and create it anew: ");
        append_shell_word(out, of->workload);
        str_append_char(out, '\n');
        return;
    }
    json_t *containers = json_array();
    for (size_t i = 0; i < changes; i++)
        (void)json_array_append_new(containers, container_patch(&change[i]));
    json_t *patch = wrapped("spec", wrapped("containers", containers));
    if (strcmp(kind, "Pod") != 0)
        patch = wrapped("spec", wrapped("template", patch));
    if (strcmp(kind, "CronJob") == 0)
        patch = wrapped("spec", wrapped("jobTemplate", patch));
    begin_command(out, kind, of->workload, of->space);
    if (strcmp(kind, "Pod") == 0)
        str_append(out, " --subresource=resize");
    end_command(out, "strategic", patch);
}

void manifest_patch_scaler(const struct manifest_scaler *scaler, double utilization,
                           struct str *out)
{
    char path[96];
    bool is_first = scaler->version != NULL && strcmp(scaler->version, "autoscaling/v1") == 0;
    if (is_first)
        snprintf(path, sizeof path, "/spec/targetCPUUtilizationPercentage");
    else
        snprintf(path, sizeof path, "/spec/metrics/%zu/%s/target/averageUtilization",
                 scaler->cpu_metric, scaler->cpu_container ? "containerResource" : "resource");
    json_t *patch = json_array();
    (void)json_array_append_new(patch,
                                json_pack("{s:s,s:s,s:I}", "op", "test", "path", path, "value",
                                          (json_int_t)llround(scaler->cpu_utilization)));
    (void)json_array_append_new(patch, json_pack("{s:s,s:s,s:I}", "op", "replace", "path", path,
                                                 "value", (json_int_t)llround(utilization)));
    begin_command(out, "hpa", scaler->name, scaler->space);
    end_command(out, "json", patch);
}
