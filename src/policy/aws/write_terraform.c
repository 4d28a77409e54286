#include "base/escape.h"
#include "base/memory.h"
#include "policy/aws/aws_object.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/write_aws.h"
#include "policy/core/terraform_shape.h"
#include "policy/core/write_json.h"

#include <stdlib.h>
#include <string.h>

static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object);

/// The value of "Metric/Period" or "Period" in an object of the AWS API.
static json_t *find(const json_t *object, const char *path)
{
    const char *slash = strchr(path, '/');
    if (slash == NULL)
        return json_object_get(object, path);
    const json_t *inner = json_object_get(object, "Metric");
    return json_object_get(inner, slash + 1);
}

static json_t *blocks_of(const struct terraform_shape *shape, const json_t *list)
{
    json_t *blocks = json_array();
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(blocks, attributes_of(shape, json_array_get(list, i)));
    return blocks;
}

static json_t *map_of(const json_t *pairs)
{
    json_t *map = json_object();
    for (size_t i = 0; i < json_array_size(pairs); i++) {
        const json_t *pair = json_array_get(pairs, i);
        json_object_set(map, json_string_value(json_object_get(pair, "Name")),
                        json_object_get(pair, "Value"));
    }
    return map;
}

/// The attributes and blocks that the provider would make this object of.
static json_t *attributes_of(const struct terraform_shape *shape, const json_t *object)
{
    json_t *attributes = json_object();
    for (size_t i = 0; i < shape->count; i++) {
        const struct terraform_key *key = &shape->key[i];
        json_t *value = key->form == FORM_IGNORED ? NULL : find(object, key->aws);
        if (value == NULL) {
            // The provider takes what is not given as 0; -1 leaves it unchanged.
            if (key->form == FORM_NOT_NEGATIVE)
                json_object_set_new(attributes, key->name, json_integer(-1));
        } else if (key->form == FORM_BLOCK) {
            json_object_set_new(attributes, key->name,
                                json_pack("[o]", attributes_of(key->inner, value)));
        } else if (key->form == FORM_BLOCKS) {
            json_object_set_new(attributes, key->name, blocks_of(key->inner, value));
        } else if (key->form == FORM_PAIRS) {
            json_object_set_new(attributes, key->name, map_of(value));
        } else {
            json_object_set(attributes, key->name, value);
        }
    }
    return attributes;
}

/// Templates have no place in what comes from elsewhere: every text of a value, escaped. Frees it.
static json_t *without_templates(json_t *value)
{
    json_t *plain = NULL;
    if (json_is_string(value)) {
        struct str text = {0};
        escape_terraform(&text, json_string_value(value));
        plain = json_string(str_text(&text));
        str_release(&text);
    } else if (json_is_array(value)) {
        plain = json_array();
        for (size_t i = 0; i < json_array_size(value); i++)
            json_array_append_new(plain, without_templates(json_incref(json_array_get(value, i))));
    } else if (json_is_object(value)) {
        plain = json_object();
        for (void *at = json_object_iter(value); at != NULL; at = json_object_iter_next(value, at))
            json_object_set_new(plain, json_object_iter_key(at),
                                without_templates(json_incref(json_object_iter_value(at))));
    } else {
        return value;
    }
    json_decref(value);
    return plain;
}

/// Resources under way, and the expressions that refer to them.
struct terraform_writer {
    const struct policy_set *set;
    json_t *types;
    struct str group; ///< what names the group, "" : its name as it is
};

/// Adds a resource and frees its object; `expression` (may be NULL) gets "${TYPE.NAME.ATTRIBUTE}".
/// Returns its attributes.
static json_t *put_resource(struct terraform_writer *writer, const char *type, const char *name,
                            json_t *object, const char *attribute, struct str *expression)
{
    const struct terraform_type *known = terraform_type(type);
    json_t *named = json_object_get(writer->types, type);
    if (named == NULL) {
        named = json_object();
        json_object_set_new(writer->types, type, named);
    }
    struct str id = {0};
    write_logical_name(name, '_', named, &id);
    json_t *attributes = without_templates(attributes_of(known->shape, object));
    struct str group = {0};
    escape_terraform(&group, writer->set->group.name == NULL ? "" : writer->set->group.name);
    if (known->group_key != NULL)
        object_put_text(attributes, known->group_key,
                        writer->group.length > 0 ? str_text(&writer->group) : str_text(&group));
    str_release(&group);
    json_object_set_new(named, str_text(&id), attributes);
    if (expression != NULL)
        str_appendf(expression, "${%s.%s.%s}", type, str_text(&id), attribute);
    str_release(&id);
    json_decref(object);
    return attributes;
}

static void put_group(struct terraform_writer *writer, struct notes *notes)
{
    const struct policy_set *set = writer->set;
    bool application = set->platform == &platform_application;
    if (!aws_object_has_group(set) && !set->warm_pool.present)
        return;
    json_t *group = aws_object_group(set);
    if (set->warm_pool.present)
        json_object_set_new(group, "WarmPoolConfiguration", aws_object_warm_pool(&set->warm_pool));
    put_resource(writer, application ? "aws_appautoscaling_target" : "aws_autoscaling_group",
                 set->group.name, group, application ? "resource_id" : "name", &writer->group);
    if (!application)
        notes_add(notes, NOTE_INFO, "group in terraform",
                  "%s is written with its sizes and times alone: name the file like "
                  "group_override.tf.json to merge it into the resource that you have",
                  str_text(&writer->group));
}

static void put_hooks(struct terraform_writer *writer)
{
    for (int launching = 1; launching >= 0; launching--) {
        json_t *hook = aws_object_hook(writer->set, launching == 1);
        if (hook != NULL)
            put_resource(writer, "aws_autoscaling_lifecycle_hook",
                         launching == 1 ? "launching" : "terminating", hook, "name", NULL);
    }
}

static void put_alarm(struct terraform_writer *writer, size_t alarm, const struct str *policy)
{
    const struct policy_set *set = writer->set;
    json_t *actions = json_array();
    for (size_t i = 0; i < set->policies; i++) {
        if (aws_object_acts_on(&set->policy[i], alarm))
            json_array_append_new(actions, json_string(str_text(&policy[i])));
    }
    aws_object_add_other_actions(actions, set, alarm);
    json_t *attributes = put_resource(writer, "aws_cloudwatch_metric_alarm", set->alarm[alarm].name,
                                      aws_object_alarm(&set->alarm[alarm]), "arn", NULL);
    json_object_set_new(attributes, "alarm_actions", actions);
}

static void put_set(struct terraform_writer *writer, const struct policy_set *set,
                    struct notes *notes)
{
    bool application = set->platform == &platform_application;
    struct str *policy = mem_alloc(set->policies, sizeof *policy);
    writer->set = set;
    str_clear(&writer->group);
    put_group(writer, notes);
    put_hooks(writer);
    for (size_t i = 0; i < set->policies; i++)
        put_resource(writer, application ? "aws_appautoscaling_policy" : "aws_autoscaling_policy",
                     set->policy[i].name, aws_object_policy(set, &set->policy[i]), "arn",
                     &policy[i]);
    for (size_t i = 0; i < set->alarms; i++)
        put_alarm(writer, i, policy);
    for (size_t i = 0; i < set->scheduled_count; i++)
        put_resource(
            writer,
            application ? "aws_appautoscaling_scheduled_action" : "aws_autoscaling_schedule",
            set->scheduled[i].name, aws_object_scheduled(set, &set->scheduled[i]), "arn", NULL);
    for (size_t i = 0; i < set->policies; i++)
        str_release(&policy[i]);
    free(policy);
}

void write_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes)
{
    aws_note_blanks(sets, notes);
    struct terraform_writer writer = {.types = json_object()};
    for (size_t i = 0; i < sets->count; i++)
        put_set(&writer, sets->set[i], notes);
    str_release(&writer.group);
    write_json(json_pack("{s:o}", "resource", writer.types), out);
}
