#include "cli/completion.h"

#include <string.h>

/// Appends text for the inside of a single-quoted specification; `stops` are escaped as _arguments
/// and _describe want it.
static void append_quoted(struct str *out, const char *text, const char *stops)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            str_append(out, "'\\'");
        else if (strchr(stops, *text) != NULL)
            str_append_char(out, '\\');
        str_append_char(out, *text);
    }
}

/// What completes the value of an option: a list of words, or a function.
static void append_action(struct str *out, enum option_id id)
{
    const struct option *option = option_at(id);
    switch (option->kind) {
    case OPTION_COLUMN:
    case OPTION_QUANTITY_OR_COLUMN:
        str_append(out, "_headroom_columns");
        return;
    case OPTION_INPUT_FILE:
    case OPTION_OUTPUT_FILE:
        str_append(out, "_files");
        return;
    case OPTION_ZONE:
        str_append(out, "_headroom_zones");
        return;
    case OPTION_FLAG:
    case OPTION_TEXT:
    case OPTION_WORD:
    case OPTION_QUANTITY:
    case OPTION_WHOLE:
    case OPTION_INSTANT:
    case OPTION_UNIT:
    case OPTION_TIME_FORMAT:
        break;
    }
    if (option->candidates != NULL) {
        str_appendf(out, "{_headroom_candidates %s}", option->candidates);
    } else if (id == OPT_LAYOUT) {
        str_append(out, "_headroom_layouts");
    } else if (option->choices[0] != NULL) {
        str_append(out, "(");
        for (size_t i = 0; i < OPTION_CHOICES_MAX && option->choices[i] != NULL; i++)
            str_appendf(out, "%s%s", i == 0 ? "" : " ", option->choices[i]);
        str_append(out, ")");
    } else {
        str_append_char(out, ' '); // nothing to offer, and no files either
    }
}

static void append_specification(void *context, const struct option_use *use)
{
    struct str *out = context;
    const struct option *option = option_at(use->id);
    bool takes_value = option->kind != OPTION_FLAG;
    if (option->name == NULL)
        str_appendf(out, "            '-%c[", option->letter);
    else if (option->letter != '\0')
        str_appendf(out, "            '(-%c --%s)'{-%c,--%s%s}'[", option->letter, option->name,
                    option->letter, option->name, takes_value ? "=" : "");
    else
        str_appendf(out, "            '%s--%s%s[", option->repeatable ? "*" : "", option->name,
                    takes_value ? "=" : "");
    append_quoted(out, option->help, "[]");
    str_append(out, "]");
    if (takes_value) {
        str_append_char(out, ':');
        append_quoted(out, option->argument == NULL ? "VALUE" : option->argument, ":");
        str_append_char(out, ':');
        append_action(out, use->id);
    }
    str_append(out, "' \\\n");
}

static void append_command(const struct command *command, struct str *out)
{
    str_appendf(out, "    %s)\n        _arguments \\\n", command->name);
    command_each_option(command, append_specification, out);
    if (strcmp(command->name, "help") == 0)
        str_append(out, "            '1:topic:_headroom_topics'\n");
    else if (command->operands != NULL)
        str_append(out, "            '*:file:_files'\n");
    else
        str_append(out, "            && return\n");
    str_append(out, "        ;;\n");
}

static const char functions[] =
    "\n# Columns of the files on the line; several are separated by commas.\n"
    "_headroom_columns()\n"
    "{\n"
    "    local word\n"
    "    local -a files columns\n"
    "    for word in \"${(@Q)words}\"; do\n"
    "        [[ -f $word ]] && files+=(\"$word\")\n"
    "    done\n"
    "    (( $#files )) || return 1\n"
    "    columns=(\"${(@f)$($_headroom_program __columns -- \"${files[@]}\" 2>/dev/null)}\")\n"
    "    compset -P '*,'\n"
    "    compadd -X column -a columns\n"
    "}\n"
    "\n"
    "# What the program offers for an option; --by of the line counts.\n"
    "_headroom_candidates()\n"
    "{\n"
    "    local word last\n"
    "    local -a files by found\n"
    "    for word in \"${(@Q)words[2,-1]}\"; do\n"
    "        [[ $last == --by ]] && by=(--by \"$word\")\n"
    "        [[ -f $word ]] && files+=(\"$word\")\n"
    "        last=$word\n"
    "    done\n"
    "    found=(\"${(@f)$($_headroom_program __candidates $by -- $1 $words[1] \"${files[@]}\" "
    "2>/dev/null)}\")\n"
    "    compset -P '*,'\n"
    "    compadd -X $1 -a found\n"
    "}\n"
    "\n"
    "_headroom_layouts()\n"
    "{\n"
    "    local -a layouts\n"
    "    layouts=(${${${(f)\"$($_headroom_program help layouts --format csv "
    "2>/dev/null)\"}[2,-1]}%%,*})\n"
    "    compadd -X layout -a layouts\n"
    "}\n"
    "\n"
    "_headroom_zones()\n"
    "{\n"
    "    local -a zones\n"
    "    zones=(UTC ${(f)\"$(grep -v '^#' ${TZDIR:-/usr/share/zoneinfo}/zone1970.tab 2>/dev/null "
    "|\n"
    "        cut -f 3)\"})\n"
    "    compadd -X zone -a zones\n"
    "}\n"
    "\n"
    "_headroom_topics()\n"
    "{\n"
    "    _describe command _headroom_commands\n"
    "    compadd assumptions layouts terms\n"
    "}\n";

void completion_zsh(const struct command *const *commands, struct str *out)
{
    str_append(out, "#compdef headroom\n"
                    "# Completion of headroom for zsh; generated by make docs.\n");
    str_append(out, functions);
    str_append(out, "\nlocal _headroom_program=$words[1]\n"
                    "local -a _headroom_commands\n"
                    "_headroom_commands=(\n");
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (commands[i]->hidden)
            continue;
        str_appendf(out, "    '%s:", commands[i]->name);
        append_quoted(out, commands[i]->summary, ":");
        str_append(out, "'\n");
    }
    str_append(out, ")\n"
                    "if (( CURRENT == 2 )); then\n"
                    "    _describe command _headroom_commands\n"
                    "    return\n"
                    "fi\n"
                    "shift words\n"
                    "(( CURRENT-- ))\n"
                    "case $words[1] in\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        if (!commands[i]->hidden)
            append_command(commands[i], out);
    str_append(out, "esac\n");
}
