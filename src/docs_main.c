// headroom-docs: writes what of the documentation is made from the tables. Part of the build, not
// installed.
//   headroom-docs man DIR          rewrites the generated regions of the man pages in DIR
//   headroom-docs completions DIR  writes the completions of bash, zsh and fish into DIR
//   headroom-docs examples         prints every example: its exit status, a tab, its command line
#include "answer/answer.h"
#include "base/file.h"
#include "cli/completion.h"
#include "cli/man.h"
#include "cmd/commands.h"
#include "ingest/ingest.h"
#include "policy/core/lint.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_LIMIT = 1 << 20 };

static int write_text(const char *path, const struct str *text, struct err *err)
{
    return file_write_atomic(path, str_text(text), text->length, err);
}

static int rewrite_page(const char *path, const struct man_region *regions, const void *subject,
                        struct err *err)
{
    struct str page = {0};
    struct str rewritten = {0};
    int status = file_read_bounded(path, PAGE_LIMIT, &page, err);
    if (status == 0)
        status = man_rewrite(path, str_text(&page), regions, subject, &rewritten, err);
    if (status == 0)
        status = write_text(path, &rewritten, err);
    str_release(&page);
    str_release(&rewritten);
    return status;
}

/// Rewrites the page of a command; one that has none gets a skeleton first.
static int write_command_page(const char *folder, const struct command *command, struct err *err)
{
    struct str path = {0};
    int status = 0;
    str_appendf(&path, "%s/headroom-%s.1", folder, command->name);
    if (access(str_text(&path), F_OK) != 0) {
        struct str page = {0};
        man_skeleton(command, &page);
        status = write_text(str_text(&path), &page, err);
        str_release(&page);
    }
    if (status == 0)
        status = rewrite_page(str_text(&path), man_command_regions, command, err);
    str_release(&path);
    return status;
}

static void write_layouts(const void *subject, struct str *out)
{
    (void)subject;
    str_append(out, ".Bl -tag -width Ds\n");
    struct ingest_layout_name layout;
    for (size_t i = 0; (layout = ingest_layout_name(i)).name != NULL; i++) {
        str_appendf(out, ".It Cm %s\n", layout.name);
        man_text(out, layout.meaning);
    }
    str_append(out, ".El\n");
}

static void write_answer(const void *subject, struct str *out)
{
    (void)subject;
    str_append(out, ".Bl -tag -width Ds\n");
    for (const struct schema_column *member = schema_answer.column; member->name != NULL;
         member++) {
        str_appendf(out, ".It Cm %s\n", member->name);
        man_text(out, member->meaning);
    }
    str_append(out, ".El\n");
}

static void write_rule(const struct lint_rule *rule, struct str *out)
{
    const struct lint_case *made = lint_case_find(rule->id);
    str_appendf(out, ".It Cm %s Pq %s\n", rule->id, lint_severity_name(rule->severity));
    man_sentence(out, rule->meaning);
    str_append(out, "Remedy:\n");
    man_sentence(out, rule->remedy);
    str_append(out, "Source:\n");
    man_sentence(out, rule->source);
    if (made == NULL)
        return;
    str_appendf(out, ".br\nFires: %s.json,\n", made->sample);
    man_code(out, made->fires);
    str_appendf(out, ".br\nPasses: %s.json%s\n", made->sample,
                strcmp(made->passes, ".") == 0 ? " as it is" : ",");
    if (strcmp(made->passes, ".") != 0)
        man_code(out, made->passes);
}

static void write_rules(const void *subject, struct str *out)
{
    (void)subject;
    str_append(out, ".Bl -tag -width Ds\n");
    const struct lint_rule *rule = NULL;
    for (size_t i = 0; (rule = lint_rule_nth(i)) != NULL; i++)
        write_rule(rule, out);
    str_append(out, ".El\n");
}

static int write_pages(const char *folder, struct err *err)
{
    static const struct man_region format_regions[] = {
        {"LAYOUTS", write_layouts}, {"ANSWER", write_answer}, {NULL, NULL}};
    static const struct man_region rule_regions[] = {{"RULES", write_rules}, {NULL, NULL}};
    struct str path = {0};
    str_appendf(&path, "%s/headroom.1", folder);
    int status = rewrite_page(str_text(&path), man_program_regions, commands, err);
    str_clear(&path);
    str_appendf(&path, "%s/headroom-formats.5", folder);
    if (status == 0)
        status = rewrite_page(str_text(&path), format_regions, NULL, err);
    str_clear(&path);
    str_appendf(&path, "%s/headroom-rules.7", folder);
    if (status == 0)
        status = rewrite_page(str_text(&path), rule_regions, NULL, err);
    str_release(&path);
    for (size_t i = 0; status == 0 && commands[i] != NULL; i++)
        if (!commands[i]->hidden)
            status = write_command_page(folder, commands[i], err);
    return status;
}

static int write_completions(const char *folder, struct err *err)
{
    static const struct {
        const char *file;
        void (*write)(const struct command *const *commands, struct str *out);
    } shells[] = {{"headroom.bash", completion_bash},
                  {"_headroom", completion_zsh},
                  {"headroom.fish", completion_fish}};
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof shells / sizeof *shells; i++) {
        struct str path = {0};
        struct str text = {0};
        str_appendf(&path, "%s/%s", folder, shells[i].file);
        shells[i].write(commands, &text);
        status = write_text(str_text(&path), &text, err);
        str_release(&path);
        str_release(&text);
    }
    return status;
}

static void print_examples(void)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        for (const struct example *example = commands[i]->examples;
             example != NULL && example->line != NULL; example++)
            printf("%d\t%s\n", example->status, example->line);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    int status = 0;
    if (argc == 3 && strcmp(argv[1], "man") == 0) {
        status = write_pages(argv[2], &err);
    } else if (argc == 3 && strcmp(argv[1], "completions") == 0) {
        status = write_completions(argv[2], &err);
    } else if (argc == 2 && strcmp(argv[1], "examples") == 0) {
        print_examples();
    } else {
        fprintf(stderr, "usage: headroom-docs man DIR | completions DIR | examples\n");
        return 2;
    }
    if (status != 0)
        fprintf(stderr, "headroom-docs: %s\n", err.text);
    return status == 0 ? 0 : 2;
}
