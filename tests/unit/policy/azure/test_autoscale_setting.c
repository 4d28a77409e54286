#include "../policy_fixture.h"
#include "policy/azure/azure_parts.h"
#include "policy/azure/azure_platform.h"
#include "policy_calls.h"

#include <math.h>

// What az, REST, templates and Terraform say of a scale set is one setting.

#define SCALE_SET                                                                                  \
    "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/web"
#define RULE(operator, threshold, direction, value)                                                \
    "{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"" SCALE_SET \
    "\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "         \
    "\"timeAggregation\": \"Average\", \"operator\": \""                                           \
    operator"\", \"threshold\": " threshold "}, \"scaleAction\": {\"direction\": \"" direction     \
            "\", \"type\": \"ChangeCount\", \"value\": \"" value "\", \"cooldown\": \"PT10M\"}}"
#define PROFILES                                                                                   \
    "[{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": "   \
    "\"4\"}, \"rules\": [" RULE("GreaterThan", "75", "Increase", "2") ", " RULE(                   \
        "LessThan", "30", "Decrease",                                                              \
        "1") "]}, {\"name\": \"weekend\", \"capacity\": "                                          \
             "{\"minimum\": 1, \"maximum\": 5, \"default\": 2}, \"rules\": [], \"recurrence\": "   \
             "{\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. Europe Standard "        \
             "Time\", "                                                                            \
             "\"days\": [\"Saturday\", \"Sunday\"], \"hours\": [8], \"minutes\": [30]}}}]"

static const char az[] = "{\"name\": \"web\", \"enabled\": true, \"location\": \"westeurope\", "
                         "\"predictiveAutoscalePolicy\": null, \"targetResourceUri\": \"" SCALE_SET
                         "\", \"profiles\": " PROFILES "}";
static const char rest[] =
    "{\"value\": [{\"name\": \"web\", \"properties\": {\"enabled\": true, "
    "\"targetResourceUri\": \"" SCALE_SET "\", \"profiles\": " PROFILES "}}]}";
static const char template[] =
    "{\"$schema\": "
    "\"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
    "\"parameters\": {\"name\": {\"type\": \"string\", \"defaultValue\": \"web\"}}, \"resources\": "
    "[{\"type\": \"Microsoft.Resources/deployments\", \"properties\": {\"template\": "
    "{\"parameters\": {\"name\": {\"defaultValue\": \"web\"}}, \"resources\": [{\"type\": "
    "\"microsoft.insights/AutoscaleSettings\", \"name\": \"[parameters('name')]\", "
    "\"properties\": {\"name\": \"[parameters('name')]\", \"enabled\": true, "
    "\"targetResourceUri\": \"" SCALE_SET "\", \"profiles\": " PROFILES "}}]}}}]}";

static void one_setting(void)
{
    static const char *const text[] = {az, rest, template};
    static const char *const what[] = {"az", "a list of REST", "a template in a template"};
    struct policy_set first;
    struct err err;
    is_int(read_text(az, &first, &err), 0, "az is read");
    is_text(err.text, "", "without an error");
    const struct autoscale_setting *setting = autoscale_setting_of(&first);
    is_text(first.group.name, "web", "by its name");
    is_int((long long)setting->profiles, 2, "two profiles");
    near(first.group.min, 1, 0, "the lowest minimum");
    near(first.group.max, 20, 0, "the highest maximum");
    const struct azure_profile *weekend = &setting->profile[1];
    is_int(azure_weekday(weekend->day[1]), 0, "on Sunday");
    near(weekend->minute[0], 30, 0, "at half past");
    const struct azure_rule *rule = &setting->profile[0].rule[0];
    near(rule->window_s, 600, 0, "a window of ten minutes");
    ok(rule->per_instance, "CPU is that of each instance");
    for (size_t i = 0; i < 3; i++) {
        struct policy_set set;
        struct str difference = {0};
        is_int(read_text(text[i], &set, &err), 0, what[i]);
        ok(policy_set_equal(&first, &set, &difference), "%s says the same", what[i]);
        is_text(str_text(&difference), "", "in everything");
        str_release(&difference);
        policy_set_release(&set);
    }
    policy_set_release(&first);
}

static void written(void)
{
    static const enum policy_format formats[] = {POLICY_FORMAT_AZURE, POLICY_FORMAT_TERRAFORM};
    struct policy_set set;
    struct err err;
    struct str command = {0};
    is_int(read_text(az, &set, &err), 0, "az is read");
    for (size_t i = 0; i < 2; i++) {
        struct str out = {0};
        struct str difference = {0};
        struct policy_set again;
        is_int(policy_write(&set, formats[i], &out, NULL, &err), 0, "it is written");
        is_int(read_text(str_text(&out), &again, &err), 0, "and read again");
        is_text(err.text, "", "without an error");
        ok(policy_set_equal(&set, &again, &difference), "as the same");
        is_text(str_text(&difference), "", "in everything");
        policy_set_release(&again);
        str_release(&out);
        str_release(&difference);
    }
    is_int(policy_write(&set, POLICY_FORMAT_HPA, &command, NULL, &err), -1, "not for Kubernetes");
    is_int(policy_deploy_command(&set, POLICY_FORMAT_AZURE, "a.json", &command, &err), 0, "deploy");
    is_text(str_text(&command),
            "az deployment group create --resource-group \"$RESOURCE_GROUP\" --template-file "
            "a.json\n",
            "is a command of az");
    str_release(&command);
    policy_set_release(&set);
}

static void durations(void)
{
    near(azure_duration_s("PT5M"), 300, 0, "five minutes");
    near(azure_duration_s("P1DT2H"), 93600, 0, "a day and two hours");
    near(azure_duration_s("0:05:00"), 300, 0, "as old az writes it");
    near(azure_duration_s("1 day, 0:00:00"), 86400, 0, "and a day");
    ok(isnan(azure_duration_s("P1H")), "hours stand behind a T");
    ok(isnan(azure_duration_s("PT")), "nothing is no duration");
    ok(isnan(azure_duration_s("PT99999999999999H")), "nor is what no setting lasts");
    ok(isnan(azure_duration_s("5m")), "nor are other words");
}

int main(void)
{
    one_setting();
    written();
    durations();
    refused("{\"enabled\": true, \"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": 1}, "
            "\"rules\": []}]}",
            "minimum and maximum are expected", "half a capacity");
    refused("{\"enabled\": true, \"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": 1, "
            "\"maximum\": 2}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"x\", "
            "\"threshold\": 1, \"timeWindow\": \"5m\"}, \"scaleAction\": {}}]}]}",
            "timeWindow: \"5m\" is not a duration; write PT5M, or 0:05:00", "a wrong duration");
    refused("{\"resources\": [{\"type\": \"Microsoft.Insights/autoscaleSettings\", \"properties\": "
            "{\"profiles\": [{\"name\": \"[variables('x')]\"}]}}]}",
            "[variables('x')] is not resolved here; write the value, or give the parameter a "
            "defaultValue",
            "an expression");
    refused("{\"enabled\": true, \"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": 1, "
            "\"maximum\": 2}, \"rules\": [], \"fixedDate\": {\"start\": \"tomorrow\", \"end\": "
            "\"2026-01-01T00:00:00\"}}]}",
            "start: \"tomorrow\" is not a local time; write 2026-12-24T08:00:00", "a wrong time");
    return done();
}
