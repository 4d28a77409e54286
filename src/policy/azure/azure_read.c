// An autoscale setting out of its object, as REST 2022-10-01 has it.
#include "base/ascii.h"
#include "base/number.h"
#include "policy/azure/azure_parts.h"
#include "policy/azure/azure_platform.h"
#include "policy/core/link_objects.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What is wrong within a number's type is lint's to say.
static const double LARGE = 1e15;

const struct field_word azure_operators[6] = {
    {"Equals", AZURE_EQUALS},       {"NotEquals", AZURE_NOT_EQUALS},
    {"GreaterThan", AZURE_GREATER}, {"GreaterThanOrEqual", AZURE_GREATER_OR_EQUAL},
    {"LessThan", AZURE_LESS},       {"LessThanOrEqual", AZURE_LESS_OR_EQUAL},
};

const struct field_word azure_aggregations[6] = {
    {"Average", AZURE_AVERAGE}, {"Minimum", AZURE_MINIMUM}, {"Maximum", AZURE_MAXIMUM},
    {"Total", AZURE_TOTAL},     {"Count", AZURE_COUNT},     {"Last", AZURE_LAST},
};

const struct field_word azure_directions[3] = {
    {"Increase", AZURE_INCREASE}, {"Decrease", AZURE_DECREASE}, {"None", AZURE_NO_DIRECTION}};

const struct field_word azure_change_types[4] = {
    {"ChangeCount", AZURE_CHANGE_COUNT},
    {"PercentChangeCount", AZURE_PERCENT},
    {"ExactCount", AZURE_EXACT},
    {"ServiceAllowedNextValue", AZURE_NEXT_VALUE},
};

// --- durations and local times -------------------------------------------------------------------

/// More is no duration of a setting; Azure takes a week.
#define DURATION_MAX_S 1e9

/// "PT1H30M", "P7D": days and below.
static double iso_duration_s(const char *text)
{
    double total = 0, number = 0;
    bool time = false, digits = false, any = false;
    for (const char *at = text + 1; *at != '\0'; at++) {
        if (ascii_is_digit(*at)) {
            number = fmin(10 * number + (*at - '0'), 10 * DURATION_MAX_S);
            digits = true;
            continue;
        }
        if (*at == 'T' && !time && !digits) {
            time = true;
            continue;
        }
        double unit = *at == 'D' && !time   ? 86400
                      : *at == 'W' && !time ? 604800
                      : *at == 'H' && time  ? 3600
                      : *at == 'M' && time  ? 60
                      : *at == 'S' && time  ? 1
                                            : (double)NAN;
        if (isnan(unit) || !digits)
            return NAN;
        total += number * unit;
        number = 0;
        digits = false;
        any = true;
    }
    return any && !digits && total <= DURATION_MAX_S ? total : (double)NAN;
}

double azure_duration_s(const char *text)
{
    int days = 0, hours = 0, minutes = 0, seconds = 0, end = 0;
    if (text[0] == 'P')
        return iso_duration_s(text);
    const char *comma = strchr(text, ',');
    if (comma != NULL) {
        if (sscanf(text, "%6d day%n", &days, &end) != 1 || end == 0)
            return NAN;
        text = comma + 1;
    }
    end = 0;
    if (sscanf(text, "%6d:%2d:%2d%n", &hours, &minutes, &seconds, &end) != 3 || text[end] != '\0' ||
        days < 0 || hours < 0 || minutes < 0 || seconds < 0)
        return NAN;
    double total = 86400.0 * days + 3600.0 * hours + 60.0 * minutes + seconds;
    return total <= DURATION_MAX_S ? total : (double)NAN;
}

static double duration(struct fields *fields, const struct node *map, const char *key)
{
    const char *text = field_text(fields, map, key);
    double seconds = text == NULL ? (double)NAN : azure_duration_s(text);
    if (text != NULL && isnan(seconds))
        field_refuse(fields, map, key, "\"%s\" is not a duration; write PT5M, or 0:05:00",
                     field_quote(fields, text));
    return seconds;
}

/// The local time; an offset behind it, which the zone's own is, says nothing more.
static bool local_time(struct fields *fields, const struct node *map, const char *key,
                       struct civil *civil)
{
    const char *text = field_text(fields, map, key);
    *civil = (struct civil){.year = 1970, .month = 1, .day = 1};
    if (text == NULL)
        return false;
    int read = sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &civil->year, &civil->month, &civil->day,
                      &civil->hour, &civil->minute, &civil->second);
    bool valid = read >= 5 && civil->year >= 1970 && civil->month >= 1 && civil->month <= 12 &&
                 civil->day >= 1 && civil->hour >= 0 && civil->hour < 24 && civil->minute >= 0 &&
                 civil->minute < 60 && civil->second >= 0 && civil->second < 60;
    valid = valid && civil->day <= civil_month_length(civil->year, civil->month);
    if (!valid)
        field_refuse(fields, map, key, "\"%s\" is not a local time; write 2026-12-24T08:00:00",
                     field_quote(fields, text));
    return valid;
}

int azure_weekday(const char *name)
{
    static const char *const days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                       "thursday", "friday", "saturday"};
    for (int i = 0; i < 7 && name != NULL; i++) {
        size_t k = 0;
        while (days[i][k] != '\0' && ascii_to_lower(name[k]) == days[i][k])
            k++;
        if (days[i][k] == '\0' && name[k] == '\0')
            return i;
    }
    return -1;
}

// --- rules ---------------------------------------------------------------------------------------

static bool has_word(const char *text, const char *word)
{
    return text != NULL && strstr(text, word) != NULL;
}

/// Whether a queue's length is divided by the instances whatever the rule says.
static bool is_queue(const char *name)
{
    return name != NULL && (strcmp(name, "ApproximateMessageCount") == 0 ||
                            strcmp(name, "ActiveMessageCount") == 0);
}

static void classify(struct azure_rule *rule, const char *target)
{
    struct scaling_metric *metric = &rule->metric;
    const char *name = metric->name;
    bool of_target = rule->resource == NULL || target == NULL ||
                     strcmp(rule->resource, target) == 0 || has_word(rule->resource, "[");
    if (name != NULL && strcmp(name, "Percentage CPU") == 0)
        metric->kind = METRIC_CPU;
    else if (has_word(name, "Network In"))
        metric->kind = METRIC_NETWORK_IN;
    else if (has_word(name, "Network Out"))
        metric->kind = METRIC_NETWORK_OUT;
    else if (is_queue(name))
        metric->kind = METRIC_QUEUE;
    bool sums = rule->aggregation == AZURE_TOTAL || rule->aggregation == AZURE_COUNT;
    rule->per_instance = rule->divides || is_queue(name) || (of_target && !sums);
    metric->aggregation = rule->per_instance && !rule->divides && !is_queue(name)
                              ? AGGREGATION_INSTANCE
                              : AGGREGATION_TOTAL;
    if (has_word(rule->statistic, "Min"))
        metric->statistic = STATISTIC_MINIMUM;
    else if (has_word(rule->statistic, "Max"))
        metric->statistic = STATISTIC_MAXIMUM;
}

static void read_rule(struct fields *fields, const struct node *body, const char *target,
                      struct azure_rule *rule)
{
    const struct node *trigger = field_map(fields, body, "metricTrigger");
    const struct node *action = field_map(fields, body, "scaleAction");
    field_require(fields, body, "metricTrigger", "it says when the rule fires");
    field_require(fields, body, "scaleAction", "it says what the rule does");
    *rule = (struct azure_rule){
        .resource = field_text(fields, trigger, "metricResourceUri"),
        .grain_s = duration(fields, trigger, "timeGrain"),
        .window_s = duration(fields, trigger, "timeWindow"),
        .statistic = field_text(fields, trigger, "statistic"),
        .aggregation = (enum azure_aggregation)field_choice(
            fields, trigger, "timeAggregation", FIELD_LIST(azure_aggregations), AZURE_AVERAGE),
        .operator=(enum azure_operator)
            field_choice(fields, trigger, "operator", FIELD_LIST(azure_operators), AZURE_GREATER),
        .threshold = field_number(fields, trigger, "threshold", -LARGE, LARGE),
        .divides = field_truth(fields, trigger, "dividePerInstance", false),
        .direction = (enum azure_direction)field_choice(
            fields, action, "direction", FIELD_LIST(azure_directions), AZURE_INCREASE),
        .change = (enum azure_change)field_choice(
            fields, action, "type", FIELD_LIST(azure_change_types), AZURE_CHANGE_COUNT),
        .value = field_number(fields, action, "value", -LARGE, LARGE),
        .cooldown_s = duration(fields, action, "cooldown"),
        .origin = field_origin(fields, body),
    };
    if (isnan(rule->value))
        rule->value = 1;
    if (rule->resource == NULL)
        rule->resource = target;
    scaling_metric_init(&rule->metric);
    rule->metric.name = field_text(fields, trigger, "metricName");
    rule->metric.space = field_text(fields, trigger, "metricNamespace");
    rule->metric.origin = field_origin(fields, trigger);
    field_require(fields, trigger, "metricName", "it names what is measured");
    field_require(fields, trigger, "threshold", "it says when the rule fires");
    classify(rule, target);
}

// --- profiles ------------------------------------------------------------------------------------

static double *numbers(struct fields *fields, const struct node *map, const char *key, double most,
                       size_t *count)
{
    const struct node *list = field_list(fields, map, key);
    *count = list == NULL ? 0 : list->entries;
    double *number = arena_alloc(fields->arena, (*count + 1) * sizeof *number);
    for (size_t i = 0; i < *count; i++) {
        const struct node *value = list->entry[i].value;
        bool valid = value->kind == NODE_NUMBER ||
                     (value->kind == NODE_TEXT &&
                      number_parse(value->text, strlen(value->text), &number[i]));
        if (value->kind == NODE_NUMBER)
            number[i] = value->number;
        if (!valid || number[i] < 0 || number[i] > most || number[i] != floor(number[i]))
            field_refuse(fields, map, key, "numbers from 0 to %.10g are expected", most);
    }
    return number;
}

static void read_recurrence(struct fields *fields, const struct node *recurrence,
                            struct azure_profile *profile)
{
    // Terraform has the members of the schedule in the recurrence itself.
    const struct node *schedule = field_map(fields, recurrence, "schedule");
    const struct node *from = schedule == NULL ? recurrence : schedule;
    const struct node *list = field_list(fields, from, "days");
    profile->when = AZURE_WEEKLY;
    profile->frequency = field_text(fields, recurrence, "frequency");
    profile->zone = field_text(fields, from, "timeZone");
    profile->hour = numbers(fields, from, "hours", 23, &profile->hours);
    profile->minute = numbers(fields, from, "minutes", 59, &profile->minutes);
    size_t days = list == NULL ? 0 : list->entries;
    profile->day = arena_alloc(fields->arena, (days + 1) * sizeof *profile->day);
    for (size_t i = 0; i < days; i++) {
        const char *text = list->entry[i].value->text;
        profile->day[profile->days++] = arena_strdup(fields->arena, text == NULL ? "" : text);
    }
}

static void read_fixed(struct fields *fields, const struct node *fixed,
                       struct azure_profile *profile)
{
    profile->when = AZURE_FIXED;
    profile->zone = field_text(fields, fixed, "timeZone");
    bool start = local_time(fields, fixed, "start", &profile->start);
    bool end = local_time(fields, fixed, "end", &profile->end);
    profile->has_range = start && end;
    field_require(fields, fixed, "start", "it says when the profile begins to hold");
    field_require(fields, fixed, "end", "it says when the profile ends");
}

/// What a default that ends a recurrence is for: its name is {"name":"...","for":"..."}.
static const char *twin_of(struct fields *fields, const char *name)
{
    struct value_tree tree = {0};
    struct err err;
    const char *of = NULL;
    if (name == NULL || name[0] != '{')
        return NULL;
    if (value_tree_parse(&tree, "name", name, strlen(name), &err) == 0 && tree.roots == 1) {
        const char *text = object_text(tree.root[0], "for");
        of = text == NULL ? NULL : arena_strdup(fields->arena, text);
    }
    value_tree_release(&tree);
    return of;
}

static void read_profile(struct fields *fields, const struct node *body, const char *target,
                         struct azure_profile *profile)
{
    const struct node *capacity = field_map(fields, body, "capacity");
    const struct node *rules = field_list(fields, body, "rules");
    const struct node *recurrence = field_map(fields, body, "recurrence");
    const struct node *fixed = field_map(fields, body, "fixedDate");
    field_require(fields, body, "capacity", "it holds minimum, maximum and default");
    *profile = (struct azure_profile){
        .name = field_text(fields, body, "name"),
        .min = field_number(fields, capacity, "minimum", -LARGE, LARGE),
        .max = field_number(fields, capacity, "maximum", -LARGE, LARGE),
        .otherwise = field_number(fields, capacity, "default", -LARGE, LARGE),
        .origin = field_origin(fields, body),
    };
    if (isnan(profile->min) || isnan(profile->max))
        field_refuse(fields, capacity == NULL ? body : capacity, NULL,
                     "minimum and maximum are expected");
    if (isnan(profile->otherwise))
        profile->otherwise = profile->min;
    if (recurrence != NULL)
        read_recurrence(fields, recurrence, profile);
    else if (fixed != NULL)
        read_fixed(fields, fixed, profile);
    profile->twin_of = twin_of(fields, profile->name);
    size_t count = rules == NULL ? 0 : rules->entries;
    profile->rule = arena_alloc(fields->arena, (count + 1) * sizeof *profile->rule);
    for (size_t i = 0; i < count && !fields->failed; i++)
        read_rule(fields, rules->entry[i].value, target, &profile->rule[profile->rules++]);
}

int azure_link(struct linking *linking)
{
    struct policy_set *set = linking->set;
    const struct raw_object *object = linking->chosen->object;
    struct fields *fields = linking_fields(linking, object);
    const struct node *body = object->body;
    const struct node *profiles = field_list(fields, body, "profiles");
    const struct node *predictive = field_map(fields, body, "predictiveAutoscalePolicy");
    struct autoscale_setting *setting = arena_alloc(&set->arena, sizeof *setting);
    *setting = (struct autoscale_setting){
        .enabled = field_truth(fields, body, "enabled", true),
        .target = field_text(fields, body, "targetResourceUri"),
        .prediction = field_text(fields, predictive, "scaleMode"),
        .ahead_s = duration(fields, predictive, "scaleLookAheadTime"),
        .origin = field_origin(fields, body),
    };
    set->own = setting;
    set->group.origin = setting->origin;
    size_t count = profiles == NULL ? 0 : profiles->entries;
    setting->profile = arena_alloc(&set->arena, (count + 1) * sizeof *setting->profile);
    for (size_t i = 0; i < count && !fields->failed; i++)
        read_profile(fields, profiles->entry[i].value, setting->target,
                     &setting->profile[setting->profiles++]);
    for (size_t i = 0; i < setting->profiles; i++) {
        set->group.min = fmin(set->group.min, setting->profile[i].min);
        set->group.max = fmax(set->group.max, setting->profile[i].max);
    }
    return fields->failed ? -1 : 0;
}

// --- what follows from it ------------------------------------------------------------------------

const struct autoscale_setting *autoscale_setting_of(const struct policy_set *set)
{
    return set->platform == &platform_scale_set ? set->own : NULL;
}

bool azure_scales_out(const struct azure_rule *rule, double current)
{
    return rule->direction == AZURE_INCREASE ||
           (rule->direction == AZURE_NO_DIRECTION && rule->value > current);
}

/// But for what 15 digits lose.
static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fabs(a);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_rule(const struct azure_rule *a, const struct azure_rule *b)
{
    return same_text(a->metric.name, b->metric.name) && same_text(a->resource, b->resource) &&
           same_number(a->grain_s, b->grain_s) && same_number(a->window_s, b->window_s) &&
           a->aggregation == b->aggregation &&
           a->operator== b->operator&& same_number(a->threshold, b->threshold) &&
           a->divides == b->divides && a->direction == b->direction && a->change == b->change &&
           same_number(a->value, b->value) && same_number(a->cooldown_s, b->cooldown_s);
}

static bool same_time(const struct azure_profile *a, const struct azure_profile *b)
{
    bool same = a->when == b->when && same_text(a->zone, b->zone) && a->days == b->days &&
                a->hours == b->hours && a->minutes == b->minutes;
    for (size_t i = 0; same && i < a->days; i++)
        same = strcmp(a->day[i], b->day[i]) == 0;
    for (size_t i = 0; same && i < a->hours; i++)
        same = a->hour[i] == b->hour[i];
    for (size_t i = 0; same && i < a->minutes; i++)
        same = a->minute[i] == b->minute[i];
    return same &&
           (a->when != AZURE_FIXED || (civil_to_instant(&a->start) == civil_to_instant(&b->start) &&
                                       civil_to_instant(&a->end) == civil_to_instant(&b->end)));
}

static bool same_profile(const struct azure_profile *a, const struct azure_profile *b)
{
    bool same = same_text(a->name, b->name) && same_number(a->min, b->min) &&
                same_number(a->max, b->max) && same_number(a->otherwise, b->otherwise) &&
                a->rules == b->rules && same_time(a, b);
    for (size_t i = 0; same && i < a->rules; i++)
        same = same_rule(&a->rule[i], &b->rule[i]);
    return same;
}

bool azure_same(const struct policy_set *one, const struct policy_set *other,
                struct str *difference)
{
    const struct autoscale_setting *a = one->own;
    const struct autoscale_setting *b = other->own;
    bool same = a->enabled == b->enabled && same_text(a->target, b->target) &&
                same_text(a->prediction, b->prediction) && same_number(a->ahead_s, b->ahead_s) &&
                a->profiles == b->profiles;
    if (!same && difference != NULL)
        str_append(difference, "autoscale setting: its own members");
    for (size_t i = 0; same && i < a->profiles; i++) {
        same = same_profile(&a->profile[i], &b->profile[i]);
        if (!same && difference != NULL)
            str_appendf(difference, "autoscale setting: profile %zu", i + 1);
    }
    return same;
}
