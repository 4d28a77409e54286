#include "cli/argument_parse.h"

#include "base/number.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "cli/command.h"

#include <stdint.h>
#include <string.h>

/// The words still to be read.
struct cursor {
    char *const *argv;
    int argc;
    int next;
};

/// Appends the commands that have an option of this name: it exists, but not here.
static void append_owners(struct str *text, const struct invocation *invocation, const char *name,
                          size_t length)
{
    const char *separator = "";
    for (size_t i = 0; invocation->commands[i] != NULL; i++) {
        const struct command *command = invocation->commands[i];
        if (command->hidden || command_option_named(command, name, length) == OPT_NONE)
            continue;
        str_appendf(text, "%s%s", separator, command->name);
        separator = ", ";
    }
}

static int refuse_unknown(const struct invocation *invocation, const char *typed, size_t length,
                          struct err *err)
{
    const struct command *command = invocation->command;
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, typed, length);
    struct str owners = {0};
    if (length > 2 && typed[1] == '-')
        append_owners(&owners, invocation, typed + 2, length - 2);
    if (owners.length > 0) {
        err_set(err, ERR_USAGE, "%s: \"%s\" is not an option of this command, but of %s",
                command->name, shown, str_text(&owners));
        str_release(&owners);
        return -1;
    }
    const char *candidate[OPT_COUNT];
    size_t candidates = 0;
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (option_at(id)->name != NULL && command_option(command, id) != NULL)
            candidate[candidates++] = option_at(id)->name;
    char word[OPTION_TEXT_MAX];
    err_quote(word, sizeof word, typed + 2, length > 2 ? length - 2 : 0);
    const char *near = length > 2 ? suggest_closest(word, candidate, candidates) : NULL;
    if (near != NULL)
        return err_set(err, ERR_USAGE, "%s: \"%s\" is not an option; did you mean --%s?",
                       command->name, shown, near);
    return err_set(err, ERR_USAGE, "%s: \"%s\" is not an option; headroom %s --help lists them",
                   command->name, shown, command->name);
}

/// A word that follows an option as its value: not another option, but "-" and negative numbers
/// are.
static bool is_value(const char *word)
{
    if (word[0] != '-' || word[1] == '\0')
        return true;
    return (word[1] >= '0' && word[1] <= '9') || word[1] == '.';
}

/// The option that counts: of a short form such as --json it is what it stands for (--format), and
/// `value` becomes the value that it says.
static enum option_id in_full(const struct invocation *invocation, enum option_id id,
                              const char **value)
{
    const struct option *option = option_at(id);
    if (option->short_for == NULL)
        return id;
    *value = option->short_value;
    return command_option_named(invocation->command, option->short_for, strlen(option->short_for));
}

/// The option given before that cannot stand beside this one, whichever of the two says so;
/// OPT_NONE where there is none.
static enum option_id given_against(const struct invocation *invocation, enum option_id id)
{
    for (enum option_id other = OPT_NONE + 1; other < OPT_COUNT; other++)
        if (option_given(invocation, other) &&
            (option_at(id)->excludes == other || option_at(other)->excludes == id))
            return other;
    return OPT_NONE;
}

static int take_value(struct invocation *invocation, enum option_id id, const char *value,
                      struct err *err)
{
    id = in_full(invocation, id, &value);
    struct option_values *values = &invocation->given[id];
    VEC_PUSH(values->text, values->count, values->capacity, value);
    char spelling[OPTION_TEXT_MAX];
    char other[OPTION_TEXT_MAX];
    enum option_id excluded = given_against(invocation, id);
    if (excluded != OPT_NONE)
        return err_set(err, ERR_USAGE, "%s and %s exclude each other: give one of them",
                       option_spelling(other, excluded), option_spelling(spelling, id));
    if (id == OPT_HELP || id == OPT_HELP_SHORT)
        invocation->help = id;
    return 0;
}

/// Takes the value of an option that needs one: attached to it, or the next word.
static int take_option(struct invocation *invocation, enum option_id id, const char *attached,
                       struct cursor *cursor, struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    char values[OPTION_TEXT_MAX];
    if (option_at(id)->kind == OPTION_FLAG) {
        if (attached != NULL)
            return err_set(err, ERR_USAGE, "%s takes no value", option_spelling(spelling, id));
        return take_value(invocation, id, "", err);
    }
    if (attached == NULL && cursor->next < cursor->argc && is_value(cursor->argv[cursor->next]))
        attached = cursor->argv[cursor->next++];
    if (attached == NULL)
        return err_set(err, ERR_USAGE, "%s needs a value: %s %s", option_spelling(spelling, id),
                       spelling, option_value_text(values, id));
    return take_value(invocation, id, attached, err);
}

static int parse_long(struct invocation *invocation, const char *word, struct cursor *cursor,
                      struct err *err)
{
    const char *equals = strchr(word, '=');
    size_t length = equals == NULL ? strlen(word) : (size_t)(equals - word);
    enum option_id id = command_option_named(invocation->command, word + 2, length - 2);
    if (id == OPT_NONE)
        return refuse_unknown(invocation, word, length, err);
    return take_option(invocation, id, equals == NULL ? NULL : equals + 1, cursor, err);
}

/// A word such as -qv or -oFILE: flags, and a last letter that may take the rest as its value.
static int parse_letters(struct invocation *invocation, const char *word, struct cursor *cursor,
                         struct err *err)
{
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        enum option_id id = option_by_letter(*letter);
        if (id == OPT_NONE || command_option(invocation->command, id) == NULL) {
            if (letter == word + 1)
                return refuse_unknown(invocation, word, strlen(word), err);
            const char typed[] = {'-', *letter, '\0'};
            return refuse_unknown(invocation, typed, 2, err);
        }
        if (option_at(id)->kind != OPTION_FLAG)
            return take_option(invocation, id, letter[1] == '\0' ? NULL : letter + 1, cursor, err);
        if (take_option(invocation, id, NULL, cursor, err) != 0)
            return -1;
    }
    return 0;
}

static int take_operand(struct invocation *invocation, const char *word, struct err *err)
{
    const struct command *command = invocation->command;
    size_t most = command->operands == NULL ? 0 : command->operands_max;
    char shown[OPTION_TEXT_MAX];
    err_quote(shown, sizeof shown, word, strlen(word));
    if (invocation->operands == most && most == 0)
        return err_set(err, ERR_USAGE, "%s: \"%s\" is too much: it takes options only",
                       command->name, shown);
    if (invocation->operands == most)
        return err_set(err, ERR_USAGE, "%s: \"%s\" is too much: it takes %s", command->name, shown,
                       command->operands);
    VEC_PUSH(invocation->operand, invocation->operands, invocation->operand_capacity, word);
    return 0;
}

/// Values are checked after all words are read, because --hours-per-month gives /mo its meaning.
static int check_values(struct invocation *invocation, struct err *err)
{
    if (option_given(invocation, OPT_HOURS_PER_MONTH)) {
        const char *text = option_text(invocation, OPT_HOURS_PER_MONTH);
        if (option_check(OPT_HOURS_PER_MONTH, text, UNIT_HOURS_PER_MONTH, err) != 0)
            return -1;
        invocation->hours_per_month = (double)option_whole(invocation, OPT_HOURS_PER_MONTH, 0);
    }
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        for (size_t i = 0; i < invocation->given[id].count; i++)
            if (option_at(id)->kind != OPTION_FLAG &&
                option_check(id, invocation->given[id].text[i], invocation->hours_per_month, err) !=
                    0)
                return -1;
    return 0;
}

int argument_parse(struct invocation *invocation, int argc, char *const argv[], struct err *err)
{
    struct cursor cursor = {.argv = argv, .argc = argc};
    bool options_ended = false;
    while (cursor.next < argc && invocation->help == OPT_NONE) {
        const char *word = argv[cursor.next++];
        int status;
        if (options_ended || word[0] != '-' || word[1] == '\0')
            status = take_operand(invocation, word, err);
        else if (strcmp(word, "--") == 0)
            status = 0, options_ended = true;
        else if (word[1] == '-')
            status = parse_long(invocation, word, &cursor, err);
        else
            status = parse_letters(invocation, word, &cursor, err);
        if (status != 0)
            return -1;
    }
    return invocation->help == OPT_NONE ? check_values(invocation, err) : 0;
}
