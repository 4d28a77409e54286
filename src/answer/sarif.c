#include "answer/sarif.h"

#include "base/escape.h"
#include "table/table_write.h"

#include <string.h>

/// A member of an object: `"name": "text"`.
static void append_member(struct str *out, const char *name, const char *text)
{
    str_appendf(out, "\"%s\": ", name);
    table_write_json_text(text, out);
}

/// A message object: `"name": {"text": "..."}`.
static void append_message(struct str *out, const char *name, const char *text)
{
    str_appendf(out, "\"%s\": {", name);
    append_member(out, "text", text);
    str_append_char(out, '}');
}

/// The rule of lint that a verdict is about; NULL: one about a replay or a plan.
static const struct lint_rule *rule_of(const struct verdict *verdict)
{
    return verdict->source == VERDICT_LINT ? lint_rule_find(verdict->rule) : NULL;
}

static bool is_result(const struct verdict *verdict)
{
    return verdict->status != VERDICT_PASS;
}

/// How grave it is to break the rule, whatever became of it.
static const char *level_of(const struct verdict *verdict)
{
    static const char *const level[] = {
        [LINT_ADVICE] = "note", [LINT_WARNING] = "warning", [LINT_ERROR] = "error"};
    const struct lint_rule *rule = rule_of(verdict);
    return rule == NULL ? "error" : level[rule->severity];
}

/// The first result of the same rule.
static size_t first_of(const struct verdicts *verdicts, size_t place)
{
    const char *rule = verdicts->item[place].rule;
    size_t first = 0;
    while (!is_result(&verdicts->item[first]) || strcmp(verdicts->item[first].rule, rule) != 0)
        first++;
    return first;
}

/// The place among the rules, which stand in the order of their first results.
static size_t index_of(const struct verdicts *verdicts, size_t place)
{
    size_t first = first_of(verdicts, place), index = 0;
    for (size_t i = 0; i < first; i++)
        if (is_result(&verdicts->item[i]) && first_of(verdicts, i) == i)
            index++;
    return index;
}

static void append_rule(struct str *out, const struct verdict *verdict)
{
    const struct lint_rule *rule = rule_of(verdict);
    struct str help = {0};
    str_append(out, "          {");
    append_member(out, "id", verdict->rule);
    str_append(out, ", ");
    if (rule != NULL) {
        append_message(out, "shortDescription", rule->meaning);
        str_appendf(&help, "%s. Remedy: %s.", rule->meaning, rule->remedy);
    } else {
        append_message(out, "shortDescription", "a rule of --require or --rules");
        str_appendf(&help, "%s is required, by --require or a file of --rules.", verdict->rule);
    }
    str_append(out, ", ");
    append_message(out, "help", str_text(&help));
    str_append(out, ", \"defaultConfiguration\": {");
    append_member(out, "level", level_of(verdict));
    str_append(out, "}}");
    str_release(&help);
}

static void append_rules(struct str *out, const struct verdicts *verdicts)
{
    bool any = false;
    for (size_t i = 0; i < verdicts->count; i++) {
        if (!is_result(&verdicts->item[i]) || first_of(verdicts, i) != i)
            continue;
        str_append(out, any ? ",\n" : "\n");
        append_rule(out, &verdicts->item[i]);
        any = true;
    }
}

/// `"artifactLocation": {"uri": ...}`: a relative path is one below the checkout's top.
static void append_artifact(struct str *out, const char *file)
{
    struct str uri = {0};
    str_append(&uri, file[0] == '/' ? "file://" : "");
    escape_uri_path(&uri, file);
    str_append(out, "\"artifactLocation\": {");
    append_member(out, "uri", str_text(&uri));
    if (file[0] != '/') {
        str_append(out, ", ");
        append_member(out, "uriBaseId", "%SRCROOT%");
    }
    str_append_char(out, '}');
    str_release(&uri);
}

/// File, line and group, as far as they are known.
static void append_location(struct str *out, const struct verdict *verdict)
{
    const char *file = verdict_file(verdict);
    str_append(out, ", \"locations\": [{");
    if (file != NULL) {
        str_append(out, "\"physicalLocation\": {");
        append_artifact(out, file);
        if (verdict->origin.line > 0)
            str_appendf(out, ", \"region\": {\"startLine\": %zu}", verdict->origin.line);
        str_append_char(out, '}');
    }
    if (verdict->group != NULL) {
        str_append(out, file != NULL ? ", " : "");
        str_append(out, "\"logicalLocations\": [{");
        append_member(out, "name", verdict->group);
        str_append(out, "}]");
    }
    str_append(out, "}]");
}

static void append_result(struct str *out, const struct verdicts *verdicts, size_t place)
{
    const struct verdict *verdict = &verdicts->item[place];
    struct str told = {0};
    verdict_tell(verdict, &told);
    str_append(out, "        {");
    append_member(out, "ruleId", verdict->rule);
    str_appendf(out, ", \"ruleIndex\": %zu, ", index_of(verdicts, place));
    append_member(out, "level", level_of(verdict));
    str_append(out, ", ");
    append_message(out, "message", str_text(&told));
    if (verdict_file(verdict) != NULL || verdict->group != NULL)
        append_location(out, verdict);
    if (verdict->status == VERDICT_WAIVED) {
        str_append(out, ", \"suppressions\": [{\"kind\": \"external\", ");
        append_member(out, "justification", verdict->finding);
        str_append(out, "}]");
    }
    str_append_char(out, '}');
    str_release(&told);
}

void sarif_render(const struct verdicts *verdicts, struct str *out)
{
    bool any = false;
    str_append(out,
               "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
               "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n"
               "      \"tool\": {\n        \"driver\": {\n          \"name\": \"headroom\",\n");
    str_appendf(out, "          \"version\": \"%s\",\n          \"rules\": [", HEADROOM_VERSION);
    append_rules(out, verdicts);
    str_append(out, "]\n        }\n      },\n      \"columnKind\": \"utf16CodeUnits\",\n"
                    "      \"results\": [");
    for (size_t i = 0; i < verdicts->count; i++) {
        if (!is_result(&verdicts->item[i]))
            continue;
        str_append(out, any ? ",\n" : "\n");
        append_result(out, verdicts, i);
        any = true;
    }
    str_append(out, "]\n    }\n  ]\n}\n");
}
