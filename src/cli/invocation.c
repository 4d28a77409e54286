#include "cli/invocation.h"

#include "base/number.h"
#include "cli/command.h"
#include "cli/failures.h"
#include "cli/output.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool option_given(const struct invocation *invocation, enum option_id id)
{
    return invocation->given[id].count > 0;
}

const char *option_text(const struct invocation *invocation, enum option_id id)
{
    const struct option_values *given = &invocation->given[id];
    if (given->count > 0)
        return given->text[given->count - 1];
    return command_option_initial(invocation->command, id);
}

size_t option_all(const struct invocation *invocation, enum option_id id,
                  const char *const **values)
{
    *values = invocation->given[id].text;
    return invocation->given[id].count;
}

bool option_quantity(const struct invocation *invocation, enum option_id id,
                     struct quantity *quantity)
{
    const char *text = option_text(invocation, id);
    char spelling[OPTION_TEXT_MAX];
    return text != NULL && option_choice_of(id, text) < 0 &&
           quantity_parse(option_spelling(spelling, id), text, option_at(id)->dimension,
                          invocation->hours_per_month, quantity, NULL) == 0;
}

double option_number(const struct invocation *invocation, enum option_id id)
{
    struct quantity quantity;
    return option_quantity(invocation, id, &quantity) ? quantity.value : (double)NAN;
}

size_t option_whole(const struct invocation *invocation, enum option_id id, size_t otherwise)
{
    const char *text = option_text(invocation, id);
    size_t value = otherwise;
    if (text != NULL)
        number_parse_size(text, strlen(text), &value);
    return value;
}

int option_choice(const struct invocation *invocation, enum option_id id)
{
    const char *text = option_text(invocation, id);
    return text == NULL ? -1 : option_choice_of(id, text);
}

/// The clock's time in whole seconds: for --as-of now alone.
static instant clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (instant)now.tv_sec * INSTANT_PER_SECOND;
}

int option_instant(const struct invocation *invocation, enum option_id id, const struct zone *zone,
                   instant *time, struct err *err)
{
    *time = INSTANT_NONE;
    const char *text = option_text(invocation, id);
    if (text == NULL)
        return 0;
    if (option_choice_of(id, text) >= 0) {
        if (id == OPT_AS_OF)
            *time = clock_now();
        return 0;
    }
    char spelling[OPTION_TEXT_MAX];
    return time_parse_option(option_spelling(spelling, id), text, zone, time, err);
}

size_t operand_count(const struct invocation *invocation)
{
    return invocation->operands;
}

const char *operand_at(const struct invocation *invocation, size_t i)
{
    return invocation->operand[i];
}

int input_paths(struct invocation *invocation, const char *const **paths, size_t *count,
                struct err *err)
{
    static const char *const standard_input[] = {"-"};
    *paths = invocation->operands > 0 ? invocation->operand : standard_input;
    *count = invocation->operands > 0 ? invocation->operands : 1;
    size_t named = 0;
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*paths)[i], "-") == 0)
            named++;
    invocation->is_piped = named > 0;
    if (named > 1)
        return err_set(err, ERR_USAGE, "standard input (\"-\") can be read only once");
    if (named == 1 && invocation->operands == 0 && isatty(STDIN_FILENO)) {
        invocation->show_usage = true;
        return err_set(err, ERR_USAGE, "%s: no input: name a file, or pipe data in",
                       invocation->command->name);
    }
    return 0;
}

int input_open(const char *path, struct byte_source **source, struct err *err)
{
    if (byte_source_open(source, path, err) != 0)
        return -1;
    if (strcmp(path, "-") != 0)
        return 0;
    const char *bytes;
    size_t got;
    int status = byte_source_peek(*source, 1, &bytes, &got, err);
    if (status == 0 && got == 0)
        status =
            err_set(err, ERR_DATA,
                    "standard input is empty: the command before it in the pipe wrote nothing, or "
                    "there is none and a file is missing");
    if (status != 0) {
        byte_source_close(*source);
        *source = NULL;
    }
    return status;
}

/// Appends `word` so that a POSIX shell reads it back as one word.
static void append_shell_word(struct str *text, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_@%+=:,./-";
    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        str_append(text, word);
        return;
    }
    str_append_char(text, '\'');
    for (; *word != '\0'; word++)
        if (*word == '\'')
            str_append(text, "'\\''");
        else
            str_append_char(text, *word);
    str_append_char(text, '\'');
}

const char *invocation_command_line(struct invocation *invocation)
{
    struct str text = {0};
    str_append(&text, "headroom");
    for (int i = 1; i < invocation->argc; i++) {
        str_append_char(&text, ' ');
        append_shell_word(&text, invocation->argv[i]);
    }
    const char *line = arena_strdup(&invocation->arena, str_text(&text));
    str_release(&text);
    return line;
}

void invocation_release(struct invocation *invocation)
{
    output_discard(invocation);
    for (enum option_id id = OPT_NONE; id < OPT_COUNT; id++)
        free(invocation->given[id].text);
    free(invocation->operand);
    failures_release(invocation);
    notes_release(&invocation->notes);
    arena_release(&invocation->arena);
}

bool invocation_held_back(const struct invocation *invocation)
{
    for (size_t i = 0; i < invocation->notes.count; i++)
        if (invocation->notes.note[i].level == NOTE_WARNING)
            return option_given(invocation, OPT_STRICT);
    return false;
}

const char *invocation_escape(struct invocation *invocation, const char *foreign)
{
    struct str text = {0};
    str_append_escaped(&text, foreign, strlen(foreign));
    const char *copy = arena_strdup(&invocation->arena, str_text(&text));
    str_release(&text);
    return copy;
}

const char *team_assumptions(void)
{
    const char *path = getenv(ASSUME_VARIABLE);
    return path != NULL && path[0] != '\0' ? path : NULL;
}
