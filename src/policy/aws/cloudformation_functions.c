#include "policy/aws/cloudformation_functions.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "policy/core/fields.h"
#include "policy/core/raw_object.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/// The value that removes its member: AWS::NoValue.
static const struct node no_value = {.kind = NODE_NULL};

__attribute__((format(printf, 4, 5))) static void refuse(struct template_scope *scope, size_t line,
                                                         const char *key, const char *format, ...)
{
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (!scope->failed)
        (void)err_at(scope->err, scope->file, line, key, "%s", text);
    scope->failed = true;
}

const char *template_quoted(const struct template_scope *scope, const char *text)
{
    struct str shown = {0};
    str_append_escaped(&shown, text, strlen(text));
    const char *kept = arena_strdup(scope->arena, str_text(&shown));
    str_release(&shown);
    return kept;
}

static const struct node *text_node(const struct template_scope *scope, const char *text,
                                    const struct node *at)
{
    return node_of_text(scope->arena, text, at->line, at->column);
}

/// A function that stays one.
static const struct node *function_node(const struct template_scope *scope, const char *name,
                                        const struct node *argument, const struct node *at)
{
    struct node *map = node_new(scope->arena, NODE_MAP, at->line, at->column);
    struct node_builder members = {0};
    node_add(&members, name, at->line, argument);
    node_close(scope->arena, &members, map);
    return map;
}

/// A scalar that is known.
static const char *known_text(const struct node *node)
{
    return node->kind == NODE_MAP || node->kind == NODE_LIST || node->kind == NODE_NULL
               ? NULL
               : node->text;
}

static bool is_known(const struct node *node)
{
    if (node_function(node) != NULL)
        return false;
    for (size_t i = 0; i < node->entries; i++)
        if (!is_known(node->entry[i].value))
            return false;
    return true;
}

/// A list of between `least` and `most` arguments; NULL after a refusal.
static const struct node *arguments(struct template_scope *scope, const struct node *function,
                                    size_t least, size_t most)
{
    const struct node *list = function->entry[0].value;
    if (list->kind == NODE_LIST && list->entries >= least && list->entries <= most)
        return list;
    refuse(scope, function->line, function->entry[0].key,
           least == most ? "a list of %zu values is expected"
                         : "a list of at least %zu values is expected",
           least);
    return NULL;
}

static const struct node *argument_at(const struct node *list, size_t place)
{
    return list->entry[place].value;
}

// --- parameters ----------------------------------------------------------------------------------

static const struct {
    const char *name, *value;
} pseudo_parameters[] = {
    {"AWS::AccountId", "123456789012"},
    {"AWS::NotificationARNs", ""},
    {"AWS::Partition", "aws"},
    {"AWS::Region", "us-east-1"},
    {"AWS::StackId", "arn:aws:cloudformation:us-east-1:123456789012:stack/stack/0"},
    {"AWS::StackName", "stack"},
    {"AWS::URLSuffix", "amazonaws.com"},
};

static const char *pseudo_value(struct template_scope *scope, const char *name)
{
    const char *given = template_values_find(scope->given, name);
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++) {
        const char *usual = pseudo_parameters[i].value;
        if (strcmp(pseudo_parameters[i].name, name) != 0)
            continue;
        if (given == NULL)
            notes_add(scope->notes, NOTE_INFO, pseudo_parameters[i].name,
                      "%s: %s is taken for \"%s\"; --parameter %s=VALUE says what it is",
                      template_quoted(scope, scope->file), name, usual, name);
        return given == NULL ? usual : given;
    }
    return NULL;
}

static bool is_list_type(const char *type)
{
    return type != NULL &&
           (strcmp(type, "CommaDelimitedList") == 0 || strncmp(type, "List<", 5) == 0);
}

/// The texts between the commas.
static const struct node *split_list(const struct template_scope *scope, const char *text,
                                     const char *separator, const struct node *at)
{
    struct node *list = node_new(scope->arena, NODE_LIST, at->line, at->column);
    struct node_builder members = {0};
    size_t width = strlen(separator);
    for (const char *end = text; text != NULL; text = end == NULL ? NULL : end + width) {
        end = strstr(text, separator);
        size_t length = end == NULL ? strlen(text) : (size_t)(end - text);
        const char *part = arena_strndup(scope->arena, text, length);
        node_add(&members, NULL, at->line, text_node(scope, part, at));
    }
    node_close(scope->arena, &members, list);
    return list;
}

/// Without the blanks that may stand beside the commas of a list.
static const char *without_blanks(const struct template_scope *scope, const char *text)
{
    struct str kept = {0};
    for (; *text != '\0'; text++)
        if (!ascii_is_space(*text))
            str_append_char(&kept, *text);
    const char *result = arena_strdup(scope->arena, str_text(&kept));
    str_release(&kept);
    return result;
}

/// Refuses a given value that the template does not allow.
static void check_allowed(struct template_scope *scope, const char *name,
                          const struct node *parameter, const char *value)
{
    const struct node *allowed = node_get(parameter, "AllowedValues");
    struct str list = {0};
    if (allowed == NULL || allowed->kind != NODE_LIST || !is_known(allowed))
        return;
    for (size_t i = 0; i < allowed->entries; i++) {
        const char *text = known_text(argument_at(allowed, i));
        if (text != NULL && strcmp(text, value) == 0) {
            str_release(&list);
            return;
        }
        str_appendf(&list, "%s%s", i == 0 ? "" : ", ",
                    text == NULL ? "" : template_quoted(scope, text));
    }
    refuse(scope, allowed->line, "AllowedValues", "parameter %s: \"%s\" is none of %s",
           template_quoted(scope, name), template_quoted(scope, value), str_text(&list));
    str_release(&list);
}

/// A parameter's value, given or its default; NULL where it has none.
static const char *parameter_value(struct template_scope *scope, const char *name)
{
    const struct node *parameter = node_get(scope->parameters, name);
    const char *type = object_text(parameter, "Type");
    const char *value = template_values_find(scope->given, name);
    if (value != NULL) {
        check_allowed(scope, name, parameter, value);
        return value;
    }
    const struct node *otherwise = node_get(parameter, "Default");
    // The default of these is the key under which the parameter store keeps the value.
    if (type != NULL && strncmp(type, "AWS::SSM::", 10) == 0)
        return NULL;
    if (otherwise == NULL || known_text(otherwise) == NULL)
        return NULL;
    char kind[128];
    (void)snprintf(kind, sizeof kind, "parameter %.80s", name);
    notes_add(scope->notes, NOTE_INFO, kind, "%s: parameter %s: its default \"%s\" is used",
              template_quoted(scope, scope->file), template_quoted(scope, name),
              template_quoted(scope, otherwise->text));
    return otherwise->text;
}

/// What a name stands for, as text; NULL: a resource, or a parameter without a value.
static const char *name_value(struct template_scope *scope, const char *name)
{
    if (node_get(scope->parameters, name) != NULL)
        return parameter_value(scope, name);
    return pseudo_value(scope, name);
}

static const struct node *evaluate_ref(struct template_scope *scope, const struct node *function)
{
    const char *name = known_text(function->entry[0].value);
    if (name == NULL)
        return function;
    if (strcmp(name, "AWS::NoValue") == 0)
        return &no_value;
    const char *value = name_value(scope, name);
    if (value == NULL)
        return function;
    const struct node *parameter = node_get(scope->parameters, name);
    if (strcmp(name, "AWS::NotificationARNs") == 0 || is_list_type(object_text(parameter, "Type")))
        return split_list(scope, without_blanks(scope, value), ",", function);
    return text_node(scope, value, function);
}

// --- conditions ----------------------------------------------------------------------------------

static enum template_truth truth_of(struct template_scope *scope, const struct node *node);

static enum template_truth yes_or_no(bool holds)
{
    return holds ? TRUTH_YES : TRUTH_NO;
}

/// The first Ref to a parameter in it; NULL.
static const struct node *find_missing(const struct template_scope *scope, const struct node *node)
{
    const struct node *name = node_get(node, "Ref");
    if (name != NULL && name->text != NULL && node_get(scope->parameters, name->text) != NULL)
        return node;
    const struct node *found = NULL;
    for (size_t i = 0; i < node->entries && found == NULL; i++)
        found = find_missing(scope, node->entry[i].value);
    return found;
}

static enum template_truth equals(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 2, 2);
    if (list == NULL)
        return TRUTH_UNKNOWN;
    const struct node *a = template_value(scope, argument_at(list, 0));
    const struct node *b = template_value(scope, argument_at(list, 1));
    const char *one = known_text(a), *other = known_text(b);
    if (one != NULL && other != NULL)
        return yes_or_no(strcmp(one, other) == 0);
    const struct node *missing = find_missing(scope, a);
    missing = missing == NULL ? find_missing(scope, b) : missing;
    scope->missing = missing == NULL ? scope->missing : missing;
    return TRUTH_UNKNOWN;
}

/// And, Or: `decisive` decides as soon as one argument has it, whatever the others are.
static enum template_truth connect(struct template_scope *scope, const struct node *function,
                                   enum template_truth decisive)
{
    enum { CONNECTED_MOST = 10 };
    const struct node *list = arguments(scope, function, 1, CONNECTED_MOST);
    enum template_truth result = decisive == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
    for (size_t i = 0; list != NULL && i < list->entries; i++) {
        enum template_truth one = truth_of(scope, argument_at(list, i));
        if (one == decisive)
            return decisive;
        result = one == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : result;
    }
    return list == NULL ? TRUTH_UNKNOWN : result;
}

static enum template_truth negate(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 1, 1);
    enum template_truth truth =
        list == NULL ? TRUTH_UNKNOWN : truth_of(scope, argument_at(list, 0));
    return truth == TRUTH_YES ? TRUTH_NO : truth == TRUTH_NO ? TRUTH_YES : truth;
}

static enum template_truth truth_of(struct template_scope *scope, const struct node *node)
{
    const struct node *other = node_get(node, "Condition");
    if (other != NULL && node->entries == 1 && other->text != NULL)
        return template_condition(scope, other->text, node->line);
    const char *function = node_function(node);
    if (function != NULL && strcmp(function, "Fn::Equals") == 0)
        return equals(scope, node);
    if (function != NULL && strcmp(function, "Fn::And") == 0)
        return connect(scope, node, TRUTH_NO);
    if (function != NULL && strcmp(function, "Fn::Or") == 0)
        return connect(scope, node, TRUTH_YES);
    if (function != NULL && strcmp(function, "Fn::Not") == 0)
        return negate(scope, node);
    refuse(scope, node->line, function,
           "no condition that is known: Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition are");
    return TRUTH_UNKNOWN;
}

enum template_truth template_condition(struct template_scope *scope, const char *name, size_t line)
{
    const struct node *conditions = scope->conditions;
    size_t place = 0;
    while (conditions != NULL && place < conditions->entries &&
           strcmp(conditions->entry[place].key, name) != 0)
        place++;
    if (conditions == NULL || place == conditions->entries) {
        refuse(scope, line, "Condition", "the template has no condition \"%s\"",
               template_quoted(scope, name));
        return TRUTH_UNKNOWN;
    }
    enum template_truth *truth = &scope->truth[place];
    if (*truth == TRUTH_BEING_LOOKED_AT)
        refuse(scope, conditions->entry[place].line, conditions->entry[place].key,
               "the condition depends on itself");
    if (scope->failed)
        return TRUTH_UNKNOWN;
    if (*truth == TRUTH_NOT_LOOKED_AT) {
        *truth = TRUTH_BEING_LOOKED_AT;
        *truth = truth_of(scope, conditions->entry[place].value);
    } else if (*truth == TRUTH_UNKNOWN) {
        (void)truth_of(scope, conditions->entry[place].value); // which parameter it is
    }
    return *truth;
}

static const struct node *evaluate_if(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 3, 3);
    const char *name = list == NULL ? NULL : known_text(argument_at(list, 0));
    if (name == NULL)
        return function;
    scope->missing = NULL;
    enum template_truth truth = template_condition(scope, name, function->line);
    if (truth == TRUTH_UNKNOWN)
        return scope->missing == NULL ? function : scope->missing;
    return template_value(scope, argument_at(list, truth == TRUTH_YES ? 1 : 2));
}

// --- mappings, lists and texts -------------------------------------------------------------------

static const struct node *evaluate_map(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 3, 4);
    const char *key[3];
    for (size_t i = 0; list != NULL && i < 3; i++) {
        const struct node *value = template_value(scope, argument_at(list, i));
        const struct node *missing = find_missing(scope, value);
        key[i] = known_text(value);
        if (key[i] == NULL)
            return missing == NULL ? function : missing;
    }
    if (list == NULL)
        return function;
    const struct node *found = node_get(scope->mappings, key[0]);
    found = found == NULL ? NULL : node_get(node_get(found, key[1]), key[2]);
    const struct node *otherwise =
        list->entries == 4 ? node_get(argument_at(list, 3), "DefaultValue") : NULL;
    if (found == NULL && otherwise != NULL)
        return template_value(scope, otherwise);
    if (found == NULL)
        refuse(scope, function->line, "Fn::FindInMap", "Mappings has no %s.%s.%s",
               template_quoted(scope, key[0]), template_quoted(scope, key[1]),
               template_quoted(scope, key[2]));
    return found == NULL ? function : found;
}

static const struct node *evaluate_select(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 2, 2);
    if (list == NULL)
        return function;
    const struct node *place = template_value(scope, argument_at(list, 0));
    const struct node *from = template_value(scope, argument_at(list, 1));
    const char *text = known_text(place);
    size_t at;
    if (text == NULL || from->kind != NODE_LIST)
        return function;
    if (!number_parse_size(text, strlen(text), &at) || at >= from->entries) {
        refuse(scope, function->line, "Fn::Select", "no element %s in a list of %zu",
               template_quoted(scope, text), from->entries);
        return function;
    }
    return argument_at(from, at);
}

static const struct node *evaluate_split(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 2, 2);
    const char *separator = list == NULL ? NULL : known_text(argument_at(list, 0));
    const struct node *from = list == NULL ? NULL : template_value(scope, argument_at(list, 1));
    if (separator == NULL || separator[0] == '\0' || known_text(from) == NULL)
        return function;
    return split_list(scope, from->text, separator, function);
}

static const struct node *evaluate_join(struct template_scope *scope, const struct node *function)
{
    const struct node *list = arguments(scope, function, 2, 2);
    const char *separator = list == NULL ? NULL : known_text(argument_at(list, 0));
    if (separator == NULL)
        return function;
    const struct node *parts = template_value(scope, argument_at(list, 1));
    struct str text = {0};
    bool known = parts->kind == NODE_LIST;
    for (size_t i = 0; known && i < parts->entries; i++) {
        const char *part = known_text(argument_at(parts, i));
        known = part != NULL;
        str_appendf(&text, "%s%s", i == 0 ? "" : separator, known ? part : "");
    }
    const struct node *result = text_node(scope, str_text(&text), function);
    str_release(&text);
    if (known)
        return result;
    struct node *rest = node_new(scope->arena, NODE_LIST, function->line, function->column);
    struct node_builder members = {0};
    node_add(&members, NULL, function->line, argument_at(list, 0));
    node_add(&members, NULL, function->line, parts);
    node_close(scope->arena, &members, rest);
    return function_node(scope, "Fn::Join", rest, function);
}

/// What "${NAME}" becomes; NULL: it stays.
static const char *substitute(struct template_scope *scope, const char *name,
                              const struct node *variables)
{
    const struct node *own = node_get(variables, name);
    if (own != NULL)
        return known_text(template_value(scope, own));
    return name_value(scope, name);
}

/// Replaces what is known of a text; *rest: whether something stays.
static const char *substitute_all(struct template_scope *scope, const char *text,
                                  const struct node *variables, bool *rest)
{
    struct str out = {0};
    *rest = false;
    while (*text != '\0') {
        size_t length = strncmp(text, "${", 2) == 0 ? strcspn(text, "}") : 0;
        if (length < 3 || text[length] != '}') {
            str_append_char(&out, *text++);
            continue;
        }
        const char *name = arena_strndup(scope->arena, text + 2, length - 2);
        const char *value = name[0] == '!' ? NULL : substitute(scope, name, variables);
        if (name[0] == '!')
            str_appendf(&out, "${%s}", name + 1);
        else if (value != NULL)
            str_append(&out, value);
        else
            str_appendf(&out, "${%s}", name);
        *rest = *rest || (value == NULL && name[0] != '!');
        text += length + 1;
    }
    const char *result = arena_strdup(scope->arena, str_text(&out));
    str_release(&out);
    return result;
}

static const struct node *evaluate_sub(struct template_scope *scope, const struct node *function)
{
    const struct node *argument = function->entry[0].value;
    bool listed = argument->kind == NODE_LIST && argument->entries == 2;
    const struct node *text = listed ? argument_at(argument, 0) : argument;
    bool rest;
    if (known_text(text) == NULL)
        return function;
    const char *result =
        substitute_all(scope, text->text, listed ? argument_at(argument, 1) : NULL, &rest);
    const struct node *node = text_node(scope, result, function);
    return rest ? function_node(scope, "Fn::Sub", node, function) : node;
}

static const struct node *evaluate_length(struct template_scope *scope, const struct node *function)
{
    const struct node *list = template_value(scope, function->entry[0].value);
    if (list->kind != NODE_LIST)
        return function;
    return text_node(scope, arena_printf(scope->arena, "%zu", list->entries), function);
}

static const struct node *refuse_macro(struct template_scope *scope, const struct node *function)
{
    const char *name = object_text(function->entry[0].value, "Name");
    refuse(scope, function->line, function->entry[0].key,
           "the macro %s is not expanded here: give the processed template (aws cloudformation "
           "get-template --template-stage Processed)",
           name == NULL ? "of this" : template_quoted(scope, name));
    return function;
}

void template_refuse_unknown(struct template_scope *scope, const struct node_entry *resource,
                             const char *condition)
{
    const char *name = scope->missing == NULL ? NULL : object_text(scope->missing, "Ref");
    const char *shown = name == NULL ? NULL : template_quoted(scope, name);
    if (shown == NULL)
        refuse(scope, resource->line, resource->key, "whether its condition %s holds is not known",
               template_quoted(scope, condition));
    else
        refuse(scope, resource->line, resource->key,
               "whether its condition %s holds depends on the parameter %s, which has no value: "
               "give --parameter %s=VALUE",
               template_quoted(scope, condition), shown, shown);
}

// --- values --------------------------------------------------------------------------------------

static const struct {
    const char *name;
    const struct node *(*evaluate)(struct template_scope *scope, const struct node *function);
} functions[] = {
    {"Ref", evaluate_ref},           {"Fn::If", evaluate_if},
    {"Fn::FindInMap", evaluate_map}, {"Fn::Select", evaluate_select},
    {"Fn::Split", evaluate_split},   {"Fn::Join", evaluate_join},
    {"Fn::Sub", evaluate_sub},       {"Fn::Length", evaluate_length},
    {"Fn::Transform", refuse_macro},
};

/// Fn::ForEach::NAME stands among the members that it would add to.
static void check_loops(struct template_scope *scope, const struct node *node)
{
    for (size_t i = 0; node->kind == NODE_MAP && i < node->entries; i++)
        if (strncmp(node->entry[i].key, "Fn::ForEach", 11) == 0)
            refuse(scope, node->entry[i].line, node->entry[i].key,
                   "is not expanded here: give the processed template (aws cloudformation "
                   "get-template --template-stage Processed)");
}

/// A list or a map of values.
static const struct node *evaluate_members(struct template_scope *scope, const struct node *node)
{
    struct node *result = node_new(scope->arena, node->kind, node->line, node->column);
    struct node_builder members = {0};
    for (size_t i = 0; i < node->entries; i++) {
        const struct node_entry *entry = &node->entry[i];
        const struct node *value = template_value(scope, entry->value);
        if (value == &no_value)
            continue;
        node_add(&members, entry->key, entry->line, value);
        members.entry[members.count - 1].written = entry->written;
    }
    node_close(scope->arena, &members, result);
    return result;
}

const struct node *template_value(struct template_scope *scope, const struct node *node)
{
    const char *name = node_function(node);
    if (scope->failed || (node->kind != NODE_LIST && node->kind != NODE_MAP))
        return node;
    check_loops(scope, node);
    for (size_t i = 0; name != NULL && i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0)
            return functions[i].evaluate(scope, node);
    return name == NULL ? evaluate_members(scope, node) : node;
}

// --- the template --------------------------------------------------------------------------------

/// CloudFormation's own transforms leave what scales alone; any other may do anything.
static void check_transform(struct template_scope *scope, const struct node *transform)
{
    if (transform == NULL)
        return;
    const char *name = transform->text;
    if (transform->kind == NODE_MAP)
        name = object_text(transform, "Name");
    for (size_t i = 0; transform->kind == NODE_LIST && i < transform->entries; i++)
        check_transform(scope, argument_at(transform, i));
    if (name != NULL && (strncmp(name, "AWS::", 5) != 0 || strcmp(name, "AWS::Include") == 0))
        refuse(scope, transform->line, "Transform",
               "the macro %s is not expanded here: give the processed template (aws "
               "cloudformation get-template --template-stage Processed)",
               template_quoted(scope, name));
}

int template_begin(const struct value_tree *tree, const struct node *root, struct arena *arena,
                   struct template_values *given, struct notes *notes, struct template_scope *scope,
                   struct err *err)
{
    *scope = (struct template_scope){
        .arena = arena,
        .file = tree->file,
        .parameters = node_get(root, "Parameters"),
        .mappings = node_get(root, "Mappings"),
        .conditions = node_get(root, "Conditions"),
        .resources = node_get(root, "Resources"),
        .given = given,
        .notes = notes,
        .err = err,
    };
    size_t count = scope->conditions == NULL ? 0 : scope->conditions->entries;
    scope->truth = arena_alloc(arena, (count + 1) * sizeof *scope->truth);
    for (size_t i = 0; i < count; i++)
        scope->truth[i] = TRUTH_NOT_LOOKED_AT;
    for (size_t i = 0; scope->parameters != NULL && i < scope->parameters->entries; i++)
        template_values_know(given, scope->parameters->entry[i].key);
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++)
        template_values_know(given, pseudo_parameters[i].name);
    check_transform(scope, node_get(root, "Transform"));
    return scope->failed ? -1 : 0;
}
