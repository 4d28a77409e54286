#include "base/shell_word.h"

#include "base/ascii.h"

#include <string.h>

void append_shell_word(struct str *out, const char *text)
{
    bool plain = text[0] != '\0';
    for (const char *at = text; *at != '\0' && plain; at++)
        plain = ascii_is_letter(*at) || ascii_is_digit(*at) || strchr("-_./:=@%+,", *at) != NULL;
    if (plain) {
        str_append(out, text);
        return;
    }
    str_append_char(out, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            str_append(out, "'\\''");
        else
            str_append_char(out, *at);
    }
    str_append_char(out, '\'');
}
