#include "policy/core/fields.h"

#include "base/number.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *field_word_of(const struct field_word *words, size_t count, int value)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i].value == value)
            return words[i].word;
    }
    return NULL;
}

struct policy_origin field_origin(const struct fields *fields, const struct node *node)
{
    return (struct policy_origin){.file = fields->file, .line = node == NULL ? 0 : node->line};
}

const char *field_quote(struct fields *fields, const char *text)
{
    struct str quoted = {0};
    str_append_escaped(&quoted, text, strlen(text));
    const char *kept = arena_strdup(fields->arena, str_text(&quoted));
    str_release(&quoted);
    return kept;
}

static const struct node_entry *find_entry(const struct node *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->kind == NODE_MAP && i < map->entries; i++) {
        if (strcmp(map->entry[i].key, key) == 0)
            return &map->entry[i];
    }
    return NULL;
}

void field_refuse(struct fields *fields, const struct node *map, const char *key,
                  const char *format, ...)
{
    if (fields->failed)
        return;
    fields->failed = true;
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct node_entry *entry = key == NULL ? NULL : find_entry(map, key);
    size_t line = entry != NULL ? entry->line : map == NULL ? 0 : map->line;
    (void)err_at(fields->err, fields->file, line, entry != NULL ? entry->written : key, "%s", text);
}

const char *node_function(const struct node *node)
{
    if (node == NULL || node->kind != NODE_MAP || node->entries != 1)
        return NULL;
    const char *key = node->entry[0].key;
    return strcmp(key, "Ref") == 0 || strncmp(key, "Fn::", 4) == 0 ? key : NULL;
}

const struct node *field_raw(const struct node *map, const char *key)
{
    const struct node *value = node_get(map, key);
    return value == NULL || value->kind == NODE_NULL ? NULL : value;
}

/// The first parameter without a value that a function refers to; NULL.
static const char *unset_parameter(const struct fields *fields, const struct node *node)
{
    const struct node *name = node_get(node, "Ref");
    if (name != NULL && name->text != NULL && node_get(fields->parameters, name->text) != NULL)
        return name->text;
    for (size_t i = 0;
         node->kind == NODE_TEXT && fields->parameters != NULL && i < fields->parameters->entries;
         i++) {
        const char *key = fields->parameters->entry[i].key;
        if (strstr(node->text, arena_printf(fields->arena, "${%s}", key)) != NULL)
            return key;
    }
    const char *found = NULL;
    for (size_t i = 0; i < node->entries && found == NULL; i++)
        found = unset_parameter(fields, node->entry[i].value);
    return found;
}

/// Refuses a function that could not be evaluated.
static void refuse_function(struct fields *fields, const struct node *map, const char *key,
                            const struct node *value)
{
    const char *unset = unset_parameter(fields, value);
    const struct node *argument = value->entry[0].value;
    bool named = argument->kind == NODE_TEXT;
    if (unset != NULL) {
        const char *name = field_quote(fields, unset);
        field_refuse(
            fields, map, key,
            "the parameter %s has no value: give --parameter %s=VALUE, or a Default in the "
            "template",
            name, name);
        return;
    }
    field_refuse(fields, map, key, "%s%s%s is not resolved here; write the value",
                 field_quote(fields, value->entry[0].key), named ? " " : "",
                 named ? field_quote(fields, argument->text) : "");
}

const struct node *field(struct fields *fields, const struct node *map, const char *key)
{
    const struct node *value = field_raw(map, key);
    const char *function = node_function(value);
    if (node_is(value, value_unknown))
        field_refuse(fields, map, key,
                     "is known only after apply; apply first and give terraform show -json of the "
                     "state, or write the value");
    if (function == NULL)
        return fields->failed ? NULL : value;
    refuse_function(fields, map, key, value);
    return NULL;
}

/// Refuses a text that a template engine was to replace.
static bool is_rendered(struct fields *fields, const struct node *map, const char *key,
                        const struct node *value)
{
    if (value->kind != NODE_TEXT || !text_is_template(value->text))
        return true;
    field_refuse(fields, map, key, "\"%s\" is a template's; render it first (helm template CHART)",
                 field_quote(fields, value->text));
    return false;
}

double field_number(struct fields *fields, const struct node *map, const char *key, double low,
                    double high)
{
    const struct node *value = field(fields, map, key);
    double number = NAN;
    if (value == NULL || !is_rendered(fields, map, key, value))
        return NAN;
    if (value->kind == NODE_NUMBER) {
        number = value->number;
    } else if (value->kind != NODE_TEXT ||
               !number_parse(value->text, strlen(value->text), &number)) {
        field_refuse(fields, map, key, "%s%s%s is not a number", value->text == NULL ? "" : "\"",
                     value->text == NULL ? "a list or an object" : field_quote(fields, value->text),
                     value->text == NULL ? "" : "\"");
        return NAN;
    }
    if (number < low || number > high) {
        char least[NUMBER_TEXT_MAX];
        char most[NUMBER_TEXT_MAX];
        if (isinf(high))
            field_refuse(fields, map, key, "%s is out of range: at least %s",
                         field_quote(fields, value->text), number_format(least, low));
        else
            field_refuse(fields, map, key, "%s is out of range: %s to %s",
                         field_quote(fields, value->text), number_format(least, low),
                         number_format(most, high));
        return NAN;
    }
    return number;
}

double field_whole(struct fields *fields, const struct node *map, const char *key, double low,
                   double high)
{
    double number = field_number(fields, map, key, low, high);
    if (!isnan(number) && number != floor(number)) {
        char text[NUMBER_TEXT_MAX];
        field_refuse(fields, map, key, "%s is not a whole number", number_format(text, number));
        return NAN;
    }
    return number;
}

bool field_truth(struct fields *fields, const struct node *map, const char *key, bool otherwise)
{
    const struct node *value = field(fields, map, key);
    if (value == NULL || !is_rendered(fields, map, key, value))
        return otherwise;
    if (value->kind == NODE_BOOL)
        return value->truth;
    if (node_is(value, "true") || node_is(value, "True"))
        return true;
    if (node_is(value, "false") || node_is(value, "False"))
        return false;
    field_refuse(fields, map, key, "%s is neither true nor false",
                 value->text == NULL ? "a list or an object" : field_quote(fields, value->text));
    return otherwise;
}

const char *field_text(struct fields *fields, const struct node *map, const char *key)
{
    const struct node *value = field(fields, map, key);
    if (value == NULL || !is_rendered(fields, map, key, value))
        return NULL;
    if (value->text == NULL) {
        field_refuse(fields, map, key, "a text is expected, not a list or an object");
        return NULL;
    }
    return arena_strdup(fields->arena, value->text);
}

int field_choice(struct fields *fields, const struct node *map, const char *key,
                 const struct field_word *words, size_t count, int otherwise)
{
    const char *text = field_text(fields, map, key);
    if (text == NULL)
        return otherwise;
    struct str list = {0};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].word, text) == 0) {
            str_release(&list);
            return words[i].value;
        }
        str_appendf(&list, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", words[i].word);
    }
    field_refuse(fields, map, key, "\"%s\" is not known; it is %s", field_quote(fields, text),
                 str_text(&list));
    str_release(&list);
    return otherwise;
}

static const struct node *of_kind(struct fields *fields, const struct node *map, const char *key,
                                  enum node_kind kind, const char *name)
{
    const struct node *value = field(fields, map, key);
    if (value == NULL || value->kind == kind)
        return value;
    field_refuse(fields, map, key, "%s is expected", name);
    return NULL;
}

const struct node *field_map(struct fields *fields, const struct node *map, const char *key)
{
    return of_kind(fields, map, key, NODE_MAP, "an object");
}

const struct node *field_list(struct fields *fields, const struct node *map, const char *key)
{
    return of_kind(fields, map, key, NODE_LIST, "a list");
}

instant field_instant(struct fields *fields, const struct node *map, const char *key)
{
    const char *text = field_text(fields, map, key);
    if (text == NULL)
        return INSTANT_NONE;
    size_t length = strlen(text);
    enum time_form form = time_form_detect(text, length, true, NULL);
    struct time_reader reader = {.form = form};
    struct time_parsed parsed;
    if ((form == TIME_FORM_ISO || form == TIME_FORM_EPOCH_S) &&
        time_parse(&reader, text, length, &parsed))
        return parsed.time;
    field_refuse(fields, map, key, "\"%s\" is not a time; write 2026-01-31T08:00:00Z",
                 field_quote(fields, text));
    return INSTANT_NONE;
}

void field_require(struct fields *fields, const struct node *map, const char *key, const char *why)
{
    if (field_raw(map, key) == NULL)
        field_refuse(fields, map, NULL, "%s is missing%s%s", key, why == NULL ? "" : "; ",
                     why == NULL ? "" : why);
}

static void unknown_key(struct fields *fields, const struct node *map,
                        const struct node_entry *entry, const char *what,
                        const struct key_rule *rules, size_t count, bool lenient)
{
    const char **known = mem_alloc(count + 1, sizeof *known);
    for (size_t i = 0; i < count; i++)
        known[i] = rules[i].key;
    const char *near = suggest_closest(entry->key, known, count);
    free(known);
    const char *key = field_quote(fields, entry->written);
    if (lenient)
        notes_add(fields->notes, NOTE_WARNING, entry->written,
                  "%s:%zu: %s: not a known key of %s%s%s; it is passed over",
                  field_quote(fields, fields->file), entry->line, key, what,
                  near == NULL ? "" : ", did you mean ", near == NULL ? "" : near);
    else
        field_refuse(fields, map, entry->key, "not a known key of %s%s%s%s", what,
                     near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                     near == NULL ? "" : "?");
}

void field_check_keys(struct fields *fields, const struct node *map, const char *what,
                      const struct key_rule *rules, size_t count, bool lenient)
{
    for (size_t i = 0; map != NULL && map->kind == NODE_MAP && i < map->entries; i++) {
        const struct node_entry *entry = &map->entry[i];
        const struct key_rule *rule = NULL;
        for (size_t j = 0; j < count && rule == NULL; j++) {
            if (strcmp(rules[j].key, entry->key) == 0)
                rule = &rules[j];
        }
        if (rule == NULL)
            unknown_key(fields, map, entry, what, rules, count, lenient);
        else if (rule->use == KEY_REFUSED && entry->value->kind != NODE_NULL &&
                 !((entry->value->kind == NODE_LIST || entry->value->kind == NODE_MAP) &&
                   entry->value->entries == 0))
            field_refuse(fields, map, entry->key, "%s", rule->reason);
    }
}
