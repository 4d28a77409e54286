#include "policy/aws/aws_parts.h"
#include "policy/aws/aws_platforms.h"

#include <math.h>
#include <string.h>

static const double LARGEST = 1e9;

static void read_ec2(struct fields *fields, const struct node *body,
                     struct scheduled_action *action)
{
    static const struct key_rule rules[] = {
        {"AutoScalingGroupName", KEY_READ, NULL},
        {"ScheduledActionName", KEY_READ, NULL},
        {"ScheduledActionARN", KEY_IGNORED, NULL},
        {"Time", KEY_READ, NULL},
        {"StartTime", KEY_READ, NULL},
        {"EndTime", KEY_READ, NULL},
        {"Recurrence", KEY_READ, NULL},
        {"TimeZone", KEY_READ, NULL},
        {"MinSize", KEY_READ, NULL},
        {"MaxSize", KEY_READ, NULL},
        {"DesiredCapacity", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a scheduled action", FIELD_LIST(rules), false);
    action->recurrence = field_text(fields, body, "Recurrence");
    action->zone = field_text(fields, body, "TimeZone");
    // Time is the older name of StartTime, and describe gives both.
    action->start = field_instant(fields, body, "StartTime");
    if (action->start == INSTANT_NONE)
        action->start = field_instant(fields, body, "Time");
    action->min = field_whole(fields, body, "MinSize", 0.0, LARGEST);
    action->max = field_whole(fields, body, "MaxSize", 0.0, LARGEST);
    action->desired = field_whole(fields, body, "DesiredCapacity", 0.0, LARGEST);
}

/// "cron(0 8 * * ? *)" is a recurrence, "at(2026-01-31T08:00:00)" a start.
static void read_schedule(struct fields *fields, const struct node *body,
                          struct scheduled_action *action)
{
    field_require(fields, body, "Schedule", NULL);
    const char *text = field_text(fields, body, "Schedule");
    if (text == NULL)
        return;
    size_t length = strlen(text);
    if (length > 6 && strncmp(text, "cron(", 5) == 0 && text[length - 1] == ')') {
        action->recurrence = arena_strndup(fields->arena, text + 5, length - 6);
        action->start = field_instant(fields, body, "StartTime");
        return;
    }
    if (length > 4 && strncmp(text, "at(", 3) == 0 && text[length - 1] == ')') {
        struct node inner = {.kind = NODE_TEXT,
                             .line = body->line,
                             .text = arena_strndup(fields->arena, text + 3, length - 4)};
        struct node_entry entry = {
            .key = "Schedule", .written = "Schedule", .line = body->line, .value = &inner};
        struct node map = {.kind = NODE_MAP, .line = body->line, .entry = &entry, .entries = 1};
        action->start = field_instant(fields, &map, "Schedule");
        return;
    }
    field_refuse(fields, body, "Schedule", "\"%s\" is not modelled; cron(...) and at(...) are",
                 field_quote(fields, text));
}

static void read_application(struct fields *fields, const struct node *body,
                             struct scheduled_action *action)
{
    static const struct key_rule rules[] = {
        {"ScheduledActionName", KEY_READ, NULL},
        {"ScheduledActionARN", KEY_IGNORED, NULL},
        {"ServiceNamespace", KEY_READ, NULL},
        {"ResourceId", KEY_READ, NULL},
        {"ScalableDimension", KEY_READ, NULL},
        {"Schedule", KEY_READ, NULL},
        {"Timezone", KEY_READ, NULL},
        {"StartTime", KEY_READ, NULL},
        {"EndTime", KEY_READ, NULL},
        {"ScalableTargetAction", KEY_READ, NULL},
        {"CreationTime", KEY_IGNORED, NULL},
    };
    static const struct key_rule target_rules[] = {
        {"MinCapacity", KEY_READ, NULL},
        {"MaxCapacity", KEY_READ, NULL},
    };
    field_check_keys(fields, body, "a scheduled action", FIELD_LIST(rules), false);
    read_schedule(fields, body, action);
    action->zone = field_text(fields, body, "Timezone");
    const struct node *target = field_map(fields, body, "ScalableTargetAction");
    field_check_keys(fields, target, "a scalable target action", FIELD_LIST(target_rules), false);
    action->min = field_whole(fields, target, "MinCapacity", 0.0, LARGEST);
    action->max = field_whole(fields, target, "MaxCapacity", 0.0, LARGEST);
}

void aws_scheduled_read(struct fields *fields, const struct node *body,
                        const struct platform *platform, struct scheduled_action *action)
{
    scheduled_action_init(action);
    action->origin = field_origin(fields, body);
    action->name = field_text(fields, body, "ScheduledActionName");
    action->end = field_instant(fields, body, "EndTime");
    if (platform == &platform_ec2)
        read_ec2(fields, body, action);
    else
        read_application(fields, body, action);
    if (action->recurrence == NULL && action->start == INSTANT_NONE)
        field_refuse(fields, body, NULL, "a scheduled action needs a recurrence or a start");
    if (isnan(action->min) && isnan(action->max) && isnan(action->desired))
        field_refuse(fields, body, NULL,
                     "a scheduled action that sets neither minimum, maximum nor desired capacity");
}
