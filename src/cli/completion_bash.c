#include "cli/completion.h"

#include <string.h>

/// Whether another option has the same long name: then no command takes both of them.
static bool shares_name(enum option_id id)
{
    const char *name = option_at(id)->name;
    for (enum option_id other = OPT_NONE + 1; other < OPT_COUNT; other++)
        if (other != id && option_at(other)->name != NULL &&
            strcmp(option_at(other)->name, name) == 0)
            return true;
    return false;
}

/// The patterns that "COMMAND OPTION" matches for an option, separated by |.
static void append_patterns(const struct command *const *commands, enum option_id id,
                            struct str *out)
{
    const struct option *option = option_at(id);
    const char *separator = "";
    if (option->letter != '\0') {
        str_appendf(out, "*' -%c'", option->letter);
        separator = " | ";
    }
    if (option->name != NULL && !shares_name(id)) {
        str_appendf(out, "%s*' --%s'", separator, option->name);
        return;
    }
    for (; option->name != NULL && *commands != NULL; commands++) {
        if ((*commands)->hidden || command_option(*commands, id) == NULL)
            continue;
        str_appendf(out, "%s'%s --%s'", separator, (*commands)->name, option->name);
        separator = " | ";
    }
}

/// Appends the "case" line that leads the options of one kind to a word.
static void append_kind(const struct command *const *commands, struct str *out,
                        enum option_kind kind, const char *word)
{
    struct str patterns = {0};
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        if (option_at(id)->kind != kind)
            continue;
        str_append(&patterns, patterns.length == 0 ? "    " : " | ");
        append_patterns(commands, id, &patterns);
    }
    if (patterns.length > 0)
        str_appendf(out, "%s) echo %s ;;\n", str_text(&patterns), word);
    str_release(&patterns);
}

static void append_kinds(const struct command *const *commands, struct str *out)
{
    str_append(out, "\n# What option $2 of command $1 takes.\n"
                    "_headroom_kind()\n{\n    case \"$1 $2\" in\n");
    append_kind(commands, out, OPTION_FLAG, "nothing");
    append_kind(commands, out, OPTION_COLUMN, "column");
    append_kind(commands, out, OPTION_QUANTITY_OR_COLUMN, "column");
    append_kind(commands, out, OPTION_INPUT_FILE, "file");
    append_kind(commands, out, OPTION_OUTPUT_FILE, "file");
    append_kind(commands, out, OPTION_ZONE, "zone");
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (option_at(id)->candidates != NULL)
            str_appendf(out, "    *' --%s') echo %s ;;\n", option_at(id)->name,
                        option_at(id)->candidates);
    str_append(out, "    *' --layout') echo layout ;;\n"
                    "    *' -'*) echo value ;;\n"
                    "    esac\n}\n");
}

static void append_values(const struct command *const *commands, struct str *out)
{
    str_append(out, "\n# The fixed values of option $2 of command $1.\n"
                    "_headroom_values()\n{\n    case \"$1 $2\" in\n");
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const struct option *option = option_at(id);
        if (option->choices[0] == NULL)
            continue;
        str_append(out, "    ");
        append_patterns(commands, id, out);
        str_append(out, ") echo '");
        for (size_t i = 0; i < OPTION_CHOICES_MAX && option->choices[i] != NULL; i++)
            str_appendf(out, "%s%s", i == 0 ? "" : " ", option->choices[i]);
        str_append(out, "' ;;\n");
    }
    str_append(out, "    esac\n}\n");
}

static void append_option_name(void *context, const struct option_use *use)
{
    struct str *out = context;
    const struct option *option = option_at(use->id);
    if (option->letter != '\0')
        str_appendf(out, " -%c", option->letter);
    if (option->name != NULL)
        str_appendf(out, " --%s", option->name);
}

static void append_commands(const struct command *const *commands, struct str *out)
{
    str_append(out, "\n_headroom_commands='");
    for (size_t i = 0, shown = 0; commands[i] != NULL; i++)
        if (!commands[i]->hidden)
            str_appendf(out, "%s%s", shown++ == 0 ? "" : " ", commands[i]->name);
    str_append(out, "'\n\n_headroom_options()\n{\n    case $1 in\n");
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (commands[i]->hidden)
            continue;
        str_appendf(out, "    %s) echo '", commands[i]->name);
        struct str names = {0};
        command_each_option(commands[i], append_option_name, &names);
        str_append(out, str_text(&names) + 1);
        str_release(&names);
        str_append(out, "' ;;\n");
    }
    str_append(out, "    esac\n}\n");
}

static const char functions[] =
    "\n# Columns of the files on the line, one a line.\n"
    "_headroom_columns()\n"
    "{\n"
    "    local word files=()\n"
    "    for word in \"${COMP_WORDS[@]:2}\"; do\n"
    "        word=${word//\\\\/}\n"
    "        [ -f \"$word\" ] && files+=(\"$word\")\n"
    "    done\n"
    "    [ ${#files[@]} -gt 0 ] && \"${COMP_WORDS[0]}\" __columns -- \"${files[@]}\" 2>/dev/null\n"
    "}\n"
    "\n"
    "# What the program offers for an option: $1 is what, $2 the command; --by of the line "
    "counts.\n"
    "_headroom_candidates()\n"
    "{\n"
    "    local word last='' files=() by=()\n"
    "    for word in \"${COMP_WORDS[@]:2}\"; do\n"
    "        word=${word//\\\\/}\n"
    "        [ \"$last\" = --by ] && by=(--by \"$word\")\n"
    "        [ -f \"$word\" ] && files+=(\"$word\")\n"
    "        last=$word\n"
    "    done\n"
    "    \"${COMP_WORDS[0]}\" __candidates \"${by[@]}\" -- \"$1\" \"$2\" \"${files[@]}\" "
    "2>/dev/null\n"
    "}\n"
    "\n"
    "_headroom_zones()\n"
    "{\n"
    "    grep -v '^#' \"${TZDIR:-/usr/share/zoneinfo}/zone1970.tab\" 2>/dev/null | cut -f 3\n"
    "}\n"
    "\n"
    "# Puts the lines of $1 that begin with $2 into COMPREPLY, quoted for the shell, with $3 in "
    "front.\n"
    "_headroom_reply()\n"
    "{\n"
    "    local line\n"
    "    while IFS= read -r line; do\n"
    "        case $line in\n"
    "        '') ;;\n"
    "        \"$2\"*) COMPREPLY+=(\"$3$(printf '%q' \"$line\")\") ;;\n"
    "        esac\n"
    "    done <<< \"$1\"\n"
    "}\n"
    "\n"
    "# No reply leaves the word to bash, which completes files.\n"
    "_headroom()\n"
    "{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local command=${COMP_WORDS[1]} list=''\n"
    "    COMPREPLY=()\n"
    "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
    "        COMPREPLY=($(compgen -W \"$_headroom_commands --help --version\" -- \"$word\"))\n"
    "        return\n"
    "    fi\n"
    "    # --name=value is three words for bash.\n"
    "    if [ \"$word\" = = ]; then\n"
    "        word=''\n"
    "    elif [ \"$before\" = = ]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    local kind=$(_headroom_kind \"$command\" \"$before\")\n"
    "    case $kind in\n"
    "    file) return ;;\n"
    "    column | columns | keys | measures)\n"
    "        case $word in\n"
    "        *,*) list=${word%,*}, word=${word##*,} ;;\n"
    "        esac\n"
    "        if [ \"$kind\" = column ]; then\n"
    "            _headroom_reply \"$(_headroom_columns)\" \"$word\" \"$list\"\n"
    "        else\n"
    "            _headroom_reply \"$(_headroom_candidates \"$kind\" \"$command\")\" \"$word\" "
    "\"$list\"\n"
    "        fi\n"
    "        return\n"
    "        ;;\n"
    "    layout)\n"
    "        COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" help layouts --format csv "
    "2>/dev/null |\n"
    "            sed -e 1d -e 's/,.*//')\" -- \"$word\"))\n"
    "        return\n"
    "        ;;\n"
    "    zone)\n"
    "        COMPREPLY=($(compgen -W \"UTC $(_headroom_zones)\" -- \"$word\"))\n"
    "        return\n"
    "        ;;\n"
    "    value)\n"
    "        COMPREPLY=($(compgen -W \"$(_headroom_values \"$command\" \"$before\")\" -- "
    "\"$word\"))\n"
    "        return\n"
    "        ;;\n"
    "    esac\n"
    "    case $word in\n"
    "    -*) COMPREPLY=($(compgen -W \"$(_headroom_options \"$command\")\" -- \"$word\")) ;;\n"
    "    *)\n"
    "        [ \"$command\" = help ] &&\n"
    "            COMPREPLY=($(compgen -W \"$_headroom_commands assumptions layouts terms\" -- "
    "\"$word\"))\n"
    "        ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "complete -o bashdefault -o default -F _headroom headroom\n";

void completion_bash(const struct command *const *commands, struct str *out)
{
    str_append(out, "# Completion of headroom for bash; generated by make docs.\n");
    append_commands(commands, out);
    append_kinds(commands, out);
    append_values(commands, out);
    str_append(out, functions);
}
