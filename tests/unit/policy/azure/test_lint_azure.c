#include "../own_rules.h"
#include "policy/azure/azure_platform.h"

// Every rule on autoscale settings finds the setting that breaks it.

static const char sound[] =
    "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
    "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
    "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
    "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
    "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
    "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", "
    "\"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": "
    "\"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", "
    "\"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", "
    "\"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": {\"direction\": "
    "\"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}]}]}}";

static const struct broken broken[] = {
    {"azure-no-profile",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": []}}",
     0},
    {"azure-rules-too-many",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 60}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"GreaterThan\", \"threshold\": 61}, \"scaleAction\": "
     "{\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 62}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 63}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"GreaterThan\", \"threshold\": 64}, \"scaleAction\": "
     "{\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 65}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 66}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"GreaterThan\", \"threshold\": 67}, \"scaleAction\": "
     "{\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 68}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"LessThan\", "
     "\"threshold\": 30}, \"scaleAction\": {\"direction\": \"Decrease\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 20}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-default-outside",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"30\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-capacity-range",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"2000\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-window-range",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT13H\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-grain-range",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT30S\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-grain-above-window",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT15M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-cooldown-range",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT30S\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-value",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"0\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-two-defaults",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}, {\"name\": \"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-same-start",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}, "
     "{\"name\": \"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": "
     "\"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}]}}",
     0},
    {"azure-recurrence-frequency",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Day\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}, "
     "{\"name\": \"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": "
     "\"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [20], \"minutes\": [0]}}}]}}",
     0},
    {"azure-recurrence-day",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"1\"], \"hours\": [8], \"minutes\": [0]}}}, {\"name\": "
     "\"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": \"4\"}, "
     "\"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 75}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"LessThan\", "
     "\"threshold\": 30}, \"scaleAction\": {\"direction\": \"Decrease\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}], \"recurrence\": "
     "{\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. Europe Standard Time\", "
     "\"days\": [\"Monday\"], \"hours\": [20], \"minutes\": [0]}}}]}}",
     0},
    {"azure-timezone",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": "
     "\"Europe/Berlin\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}, {\"name\": "
     "\"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": \"4\"}, "
     "\"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 75}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"LessThan\", "
     "\"threshold\": 30}, \"scaleAction\": {\"direction\": \"Decrease\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}], \"recurrence\": "
     "{\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. Europe Standard Time\", "
     "\"days\": [\"Monday\"], \"hours\": [20], \"minutes\": [0]}}}]}}",
     0},
    {"azure-fixed-range",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}, {\"name\": \"x\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"fixedDate\": {\"timeZone\": \"UTC\", \"start\": \"2026-12-26T00:00:00\", "
     "\"end\": \"2026-12-24T00:00:00\"}}]}}",
     0},
    {"azure-default-for",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}, "
     "{\"name\": \"{\\\"name\\\":\\\"d\\\",\\\"for\\\":\\\"other\\\"}\", \"capacity\": "
     "{\"minimum\": \"2\", \"maximum\": \"20\", \"default\": \"4\"}, \"rules\": "
     "[{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 75}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"LessThan\", "
     "\"threshold\": 30}, \"scaleAction\": {\"direction\": \"Decrease\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}], \"recurrence\": "
     "{\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. Europe Standard Time\", "
     "\"days\": [\"Monday\"], \"hours\": [20], \"minutes\": [0]}}}]}}",
     0},
    {"azure-predictive-no-cpu",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Inbound Flows\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Inbound Flows\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}], \"predictiveAutoscalePolicy\": {\"scaleMode\": \"Enabled\"}}}",
     0},
    {"azure-predictive-ahead",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}], \"predictiveAutoscalePolicy\": {\"scaleMode\": \"Enabled\", "
     "\"scaleLookAheadTime\": \"PT2H\"}}}",
     0},
    {"azure-next-value",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ServiceAllowedNextValue\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, "
     "{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", "
     "\"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-disabled",
     "{\"name\": \"web\", \"properties\": {\"enabled\": false, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-no-rules",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": []}]}}",
     0},
    {"azure-no-default",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"x\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"fixedDate\": {\"timeZone\": \"UTC\", \"start\": \"2026-12-24T00:00:00\", "
     "\"end\": \"2026-12-26T00:00:00\"}}]}}",
     0},
    {"azure-recurrence-alone",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8], \"minutes\": [0]}}}]}}",
     0},
    {"azure-recurrence-several",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"a\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [8, 12], \"minutes\": [0]}}}, "
     "{\"name\": \"b\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", \"default\": "
     "\"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"recurrence\": {\"frequency\": \"Week\", \"schedule\": {\"timeZone\": \"W. "
     "Europe Standard Time\", \"days\": [\"Monday\"], \"hours\": [20], \"minutes\": [0]}}}]}}",
     0},
    {"azure-fixed-overlap",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}, {\"name\": \"x\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}], \"fixedDate\": {\"timeZone\": \"UTC\", \"start\": \"2026-12-24T00:00:00\", "
     "\"end\": \"2026-12-26T00:00:00\"}}, {\"name\": \"y\", \"capacity\": {\"minimum\": \"2\", "
     "\"maximum\": \"20\", \"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": "
     "\"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", "
     "\"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", "
     "\"operator\": \"GreaterThan\", \"threshold\": 75}, \"scaleAction\": {\"direction\": "
     "\"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, "
     "{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", "
     "\"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}], \"fixedDate\": {\"timeZone\": \"UTC\", \"start\": "
     "\"2026-12-25T00:00:00\", \"end\": \"2026-12-27T00:00:00\"}}]}}",
     0},
    {"azure-rule-twice",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"GreaterThan\", \"threshold\": 75}, \"scaleAction\": "
     "{\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-exact-outside",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ExactCount\", "
     "\"value\": \"40\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": {\"metricName\": "
     "\"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", "
     "\"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", "
     "\"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": {\"direction\": "
     "\"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-percent-small",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"PercentChangeCount\", \"value\": \"20\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-equals",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"Equals\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-divide-average",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75, \"dividePerInstance\": true}, \"scaleAction\": {\"direction\": "
     "\"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, "
     "{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", "
     "\"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-other-metric",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Network In Total\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-out-without-in",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Inbound Flows\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", \"threshold\": 75}, "
     "\"scaleAction\": {\"direction\": \"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-in-all",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}, {\"metricTrigger\": {\"metricName\": \"Percentage CPU\", \"metricResourceUri\": "
     "\"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 10}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-scale-in-held",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 70}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 60}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-cooldown-below-window",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT3M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-cooldown-below-boot",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     900},
    {"azure-default-is-minimum",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"2\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-queue-per-instance",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": "
     "\"ApproximateMessageCount\", \"metricResourceUri\": \"/queue\", \"timeGrain\": \"PT1M\", "
     "\"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", "
     "\"operator\": \"GreaterThan\", \"threshold\": 75}, \"scaleAction\": {\"direction\": "
     "\"Increase\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, "
     "{\"metricTrigger\": {\"metricName\": \"ApproximateMessageCount\", \"metricResourceUri\": "
     "\"/queue\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", "
     "\"timeAggregation\": \"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, "
     "\"scaleAction\": {\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", "
     "\"cooldown\": \"PT10M\"}}]}]}}",
     0},
    {"azure-predictive-forecast-only",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/ss/web\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}], \"predictiveAutoscalePolicy\": {\"scaleMode\": \"ForecastOnly\", "
     "\"scaleLookAheadTime\": \"PT10M\"}}}",
     0},
    {"azure-other-resource",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/db\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 75}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}, {\"metricTrigger\": "
     "{\"metricName\": \"Percentage CPU\", \"metricResourceUri\": \"/db\", \"timeGrain\": "
     "\"PT1M\", \"statistic\": \"Average\", \"timeWindow\": \"PT10M\", \"timeAggregation\": "
     "\"Average\", \"operator\": \"LessThan\", \"threshold\": 30}, \"scaleAction\": "
     "{\"direction\": \"Decrease\", \"type\": \"ChangeCount\", \"value\": \"1\", \"cooldown\": "
     "\"PT10M\"}}]}]}}",
     0},
    {"azure-rule-inert",
     "{\"name\": \"web\", \"properties\": {\"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
     "\"profiles\": [{\"name\": \"all\", \"capacity\": {\"minimum\": \"2\", \"maximum\": \"20\", "
     "\"default\": \"4\"}, \"rules\": [{\"metricTrigger\": {\"metricName\": \"Percentage CPU\", "
     "\"metricResourceUri\": \"/ss/web\", \"timeGrain\": \"PT1M\", \"statistic\": \"Average\", "
     "\"timeWindow\": \"PT10M\", \"timeAggregation\": \"Average\", \"operator\": \"GreaterThan\", "
     "\"threshold\": 100}, \"scaleAction\": {\"direction\": \"Increase\", \"type\": "
     "\"ChangeCount\", \"value\": \"1\", \"cooldown\": \"PT10M\"}}]}]}}",
     0},
};

enum { BROKEN = sizeof broken / sizeof broken[0], PROFILES = 21 };

/// 21 profiles, which nobody wants to read.
static const char *many_profiles(struct str *out)
{
    str_append(out, "{\"name\": \"web\", \"enabled\": true, \"targetResourceUri\": \"/ss/web\", "
                    "\"profiles\": [");
    for (int i = 0; i < PROFILES; i++)
        str_appendf(out,
                    "%s{\"name\": \"p%d\", \"capacity\": {\"minimum\": \"1\", \"maximum\": "
                    "\"9\", \"default\": \"2\"}, \"rules\": [], \"fixedDate\": {\"start\": "
                    "\"2026-12-%02dT00:00:00\", \"end\": \"2026-12-%02dT00:00:00\"}}",
                    i == 0 ? "" : ", ", i, i + 1, i + 2);
    str_append(out, "]}");
    return str_text(out);
}

int main(void)
{
    struct broken all[BROKEN + 1];
    struct str text = {0};
    memcpy(all, broken, sizeof broken);
    all[BROKEN] = (struct broken){"azure-profiles-too-many", many_profiles(&text), 0};
    each_rule(&platform_scale_set, sound, all, BROKEN + 1);
    str_release(&text);
    return done();
}
