// headroom help: the commands, one of them, the exports that are understood, an assumptions file,
// the terms of the scaling equation.
#include "cli/help.h"

#include "answer/answer.h"
#include "answer/document.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "ingest/ingest.h"
#include "policy/core/lint.h"
#include "service/embedded_tables.h"
#include "service/instance_types.h"
#include "table/table.h"
#include "table/table_write.h"
#include "terms/term_table.h"

#include <string.h>

/// Fills an empty table with all rules, who says so, and a case of each.
static void lint_rules_table(struct table *table)
{
    const struct lint_rule *rule = NULL;
    for (size_t place = 0; (rule = lint_rule_nth(place)) != NULL; place++) {
        const struct lint_case *made = lint_case_find(rule->id);
        size_t row = table_add_row(table);
        table_put_text(table, row, "rule", rule->id);
        table_put_text(table, row, "severity", lint_severity_name(rule->severity));
        table_put_text(table, row, "meaning", rule->meaning);
        table_put_text(table, row, "remedy", rule->remedy);
        table_put_text(table, row, "source", rule->source);
        table_put_text(table, row, "sample", made == NULL ? NULL : made->sample);
        table_put_text(table, row, "fires", made == NULL ? NULL : made->fires);
        table_put_text(table, row, "passes", made == NULL ? NULL : made->passes);
    }
}

/// The same for people: a heading a severity, an item a rule.
static void lint_rules_document(struct document *document)
{
    static const struct {
        enum lint_severity severity;
        const char *heading;
    } parts[] = {
        {LINT_ERROR, "Errors: refused by the platform, or harmful"},
        {LINT_WARNING, "Warnings: will surprise"},
        {LINT_ADVICE, "Advice: could be better"},
    };
    document_title(document, "Rules of headroom check");
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        document_heading(document, "%s", parts[part].heading);
        const struct lint_rule *rule = NULL;
        for (size_t place = 0; (rule = lint_rule_nth(place)) != NULL; place++) {
            if (rule->severity == parts[part].severity)
                document_item(document, "%s: %s. Remedy: %s. Source: %s.", rule->id, rule->meaning,
                              rule->remedy, rule->source);
        }
    }
}

/// A topic that is not a command.
struct topic {
    const char *name;
    int (*run)(struct invocation *invocation, struct err *err);
};

/// Tables have a text form of their own; what is written for people replaces it where there is more
/// to say.
static int put_table(struct invocation *invocation, struct table *table, struct err *err)
{
    int status = output_table(invocation, table, err);
    table_release(table);
    return status;
}

/// The columns of a table that may have no row.
static void add_text_columns(struct table *table, const char *const *names)
{
    for (; *names != NULL; names++)
        table_add_column(table, *names, COLUMN_TEXT, STYLE_PLAIN);
}

// --- topics
// ---------------------------------------------------------------------------------------

static int show_layouts(struct invocation *invocation, struct err *err)
{
    struct table table = {0};
    struct ingest_layout_name layout;
    for (size_t i = 0; (layout = ingest_layout_name(i)).name != NULL; i++) {
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "layout", layout.name);
        table_put_text(&table, row, "meaning", layout.meaning);
    }
    return put_table(invocation, &table, err);
}

/// A file to fill in: every name that an assumption can have. Values are empty, which leaves the
/// defaults: only who writes one has a source and an owner for it.
static int show_assumptions(struct invocation *invocation, struct err *err)
{
    static const char *const empty[] = {"value", "unit", "source", "owner", "date"};
    struct table table = {0};
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const struct option *option = option_at(id);
        if (option->assumption == NULL)
            continue;
        const char *meaning = option->initial == NULL
                                  ? option->help
                                  : arena_printf(&invocation->arena, "%s; default: %s",
                                                 option->help, option->initial);
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "name", option->assumption);
        for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
            table_put_text(&table, row, empty[i], NULL);
        table_put_text(&table, row, "meaning", meaning);
    }
    if (output_format(invocation) != OUTPUT_TEXT)
        return put_table(invocation, &table, err);
    struct str text = {0};
    table_write_csv(&table, &text);
    output_text(invocation, str_text(&text));
    str_release(&text);
    table_release(&table);
    return 0;
}

/// Commands that count instances and take the option.
static const char *takers(struct invocation *invocation, enum option_id id)
{
    unsigned bits = 0;
    for (size_t i = 0; invocation->commands[i] != NULL; i++)
        if (command_option(invocation->commands[i], id) != NULL)
            bits |= term_asked_by(invocation->commands[i]->name);
    return term_commands(&invocation->arena, bits);
}

/// Every term with its bounds, and what each command that counts instances makes of it.
static int show_terms(struct invocation *invocation, struct err *err)
{
    struct table table = {0};
    struct arena *arena = &invocation->arena;
    const struct term *term;
    size_t terms = term_table(&term);
    for (size_t i = 0; i < terms; i++) {
        const struct option *option = option_at(term[i].id);
        bool counted = option->kind == OPTION_WHOLE;
        char range[VALUE_RANGE_TEXT_MAX];
        value_range_text(range, &option->range, counted ? DIMENSION_COUNT : option->dimension);
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "term", option->assumption);
        table_put_text(&table, row, "default", option->initial);
        table_put_text(&table, row, "range", range[0] == '\0' ? NULL : range);
        table_put_text(&table, row, "goes_by",
                       term[i].kind == TERM_BESIDE ? takers(invocation, term[i].id)
                                                   : term_commands(arena, term[i].obeyed));
        table_put_text(&table, row, "no_part", term_commands(arena, term[i].said));
        table_put_text(&table, row, "refuses", term_commands(arena, term[i].refused));
        table_put_text(&table, row, "meaning", option->help);
    }
    return put_table(invocation, &table, err);
}

/// A table that the program carries, to look at and to change; for people without the columns of
/// `hidden`.
static int show_embedded(struct invocation *invocation, const char *const *lines,
                         const char *const *hidden, struct err *err)
{
    struct table all = {0}, shown = {0};
    int status = embedded_table_read(lines, &all, err);
    for (size_t i = 0; status == 0 && i < all.columns; i++) {
        bool hide = false;
        for (size_t k = 0; hidden[k] != NULL; k++)
            hide = hide || strcmp(hidden[k], all.column[i].name) == 0;
        if (!hide || output_format(invocation) != OUTPUT_TEXT)
            table_copy_column(&shown, &all.column[i], all.rows);
    }
    if (status == 0)
        status = output_table(invocation, &shown, err);
    table_release(&shown);
    table_release(&all);
    return status;
}

static int show_catalogue(struct invocation *invocation, struct err *err)
{
    static const char *const hidden[] = {
        "region", "commit_1y_terms", "commit_3y_terms", "threads_per_core", "spot_hour", "source",
        NULL};
    return show_embedded(invocation, embedded_instance_types, hidden, err);
}

static int show_prices(struct invocation *invocation, struct err *err)
{
    static const char *const hidden[] = {"region", NULL};
    return show_embedded(invocation, embedded_service_prices, hidden, err);
}

static int show_rules(struct invocation *invocation, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, invocation);
    answer.is_table = true;
    lint_rules_document(&answer.document);
    lint_rules_table(&answer.rows);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static const struct topic topics[] = {
    {"assumptions", show_assumptions}, {"catalogue", show_catalogue}, {"layouts", show_layouts},
    {"prices", show_prices},           {"terms", show_terms},
};
enum { TOPICS = sizeof topics / sizeof *topics };

// --- commands
// -------------------------------------------------------------------------------------

static int show_names(struct invocation *invocation)
{
    for (size_t i = 0; invocation->commands[i] != NULL; i++)
        if (!invocation->commands[i]->hidden)
            output_text(invocation,
                        arena_printf(&invocation->arena, "%s\n", invocation->commands[i]->name));
    return 0;
}

static int show_overview(struct invocation *invocation, struct err *err)
{
    if (output_format(invocation) == OUTPUT_TEXT) {
        struct str text = {0};
        help_overview(invocation->commands, &text);
        output_text(invocation, str_text(&text));
        str_release(&text);
        return 0;
    }
    struct table table = {0};
    for (size_t i = 0; invocation->commands[i] != NULL; i++) {
        if (invocation->commands[i]->hidden)
            continue;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "command", invocation->commands[i]->name);
        table_put_text(&table, row, "question", invocation->commands[i]->summary);
    }
    return put_table(invocation, &table, err);
}

static void add_option_row(void *context, const struct option_use *use)
{
    struct table *table = context;
    char spelling[OPTION_TEXT_MAX];
    char values[OPTION_TEXT_MAX];
    size_t row = table_add_row(table);
    table_put_text(table, row, "option", option_spelling(spelling, use->id));
    table_put_text(table, row, "value", option_value_text(values, use->id));
    table_put_text(table, row, "default",
                   use->initial != NULL ? use->initial : option_at(use->id)->initial);
    table_put_text(table, row, "meaning", option_at(use->id)->help);
}

static int show_command(struct invocation *invocation, const struct command *command,
                        struct err *err)
{
    if (output_format(invocation) == OUTPUT_TEXT) {
        struct str text = {0};
        help_whole(command, &text);
        output_text(invocation, str_text(&text));
        str_release(&text);
        return 0;
    }
    struct table table = {0};
    add_text_columns(&table, (const char *const[]){"option", "value", "default", "meaning", NULL});
    command_each_option(command, add_option_row, &table);
    return put_table(invocation, &table, err);
}

static void add_schema_rows(struct table *table, const char *direction,
                            const struct schema *const *schemas)
{
    static const char *const type_name[] = {
        [COLUMN_TIME] = "time", [COLUMN_NUMBER] = "number", [COLUMN_TEXT] = "text"};
    for (size_t i = 0; i < COMMAND_SCHEMAS && schemas[i] != NULL; i++)
        for (const struct schema_column *column = schemas[i]->column; column->name != NULL;
             column++) {
            size_t row = table_add_row(table);
            table_put_text(table, row, "direction", direction);
            table_put_text(table, row, "table", schemas[i]->title);
            table_put_text(table, row, "column", column->name);
            table_put_text(table, row, "type", type_name[column->type]);
            table_put_text(table, row, "unit", column->unit);
            table_put_text(table, row, "optional", column->optional ? "yes" : "no");
            table_put_text(table, row, "meaning", column->meaning);
        }
}

static int show_schema(struct invocation *invocation, const struct command *command,
                       struct err *err)
{
    struct table table = {0};
    add_text_columns(&table, (const char *const[]){"direction", "table", "column", "type", "unit",
                                                   "optional", "meaning", NULL});
    add_schema_rows(&table, "in", command->inputs);
    add_schema_rows(&table, "out", command->outputs);
    return put_table(invocation, &table, err);
}

static int refuse_topic(const struct invocation *invocation, const char *word, struct err *err)
{
    enum { CANDIDATES_MAX = 64 };
    const char *candidate[CANDIDATES_MAX];
    size_t candidates = 0;
    for (size_t i = 0; i < TOPICS; i++)
        candidate[candidates++] = topics[i].name;
    for (size_t i = 0; invocation->commands[i] != NULL && candidates < CANDIDATES_MAX; i++)
        if (!invocation->commands[i]->hidden)
            candidate[candidates++] = invocation->commands[i]->name;
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, word, strlen(word));
    const char *near = suggest_closest(word, candidate, candidates);
    if (near != NULL)
        return err_set(err, ERR_USAGE, "help: \"%s\" is no command or topic; did you mean %s?",
                       shown, near);
    return err_set(err, ERR_USAGE, "help: \"%s\" is no command or topic; headroom help lists them",
                   shown);
}

static int run(struct invocation *invocation, struct err *err)
{
    if (option_given(invocation, OPT_COMMANDS))
        return show_names(invocation);
    if (option_given(invocation, OPT_RULES))
        return show_rules(invocation, err);
    if (operand_count(invocation) == 0) {
        if (option_given(invocation, OPT_SCHEMA))
            return err_set(err, ERR_USAGE,
                           "help: --schema needs a command: headroom help --schema size");
        return show_overview(invocation, err);
    }
    const char *word = operand_at(invocation, 0);
    const struct command *command = command_find(invocation->commands, word);
    if (command != NULL && option_given(invocation, OPT_SCHEMA))
        return show_schema(invocation, command, err);
    if (command != NULL)
        return show_command(invocation, command, err);
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].name, word) == 0)
            return topics[i].run(invocation, err);
    return refuse_topic(invocation, word, err);
}

static const struct option_use own_options[] = {
    {.id = OPT_SCHEMA}, {.id = OPT_COMMANDS}, {.id = OPT_RULES}, {.id = OPT_NONE}};

static const struct example examples[] = {
    {"headroom help", "the commands with a line each", 0},
    {"headroom help help", "everything about one command", 0},
    {"headroom help --schema help", "the columns that a command takes and gives", 0},
    {"headroom help --rules", "what check holds scaling policies against", 0},
    {"headroom help layouts", "the metric exports that are understood", 0},
    {"headroom help assumptions", "an assumptions file to fill in", 0},
    {"headroom help catalogue --format csv",
     "the instance types that the program carries, as a "
     "file to change",
     0},
    {"headroom help terms --format csv", "which command goes by which term, and what it may be", 0},
    {NULL, NULL, 0},
};

const struct command cmd_help = {
    .name = "help",
    .summary = "what can it do, and how?",
    .operands = "[COMMAND|assumptions|catalogue|layouts|prices|terms]",
    .operands_max = 1,
    .format = OUTPUT_TEXT,
    .options = {own_options, options_output},
    .common = {OPT_SCHEMA, OPT_RULES, OPT_FORMAT, OPT_OUTPUT},
    .examples = examples,
    .run = run,
};
