#include "base/ascii.h"

#include <string.h>

bool ascii_is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

bool ascii_is_word_any_case(const char *text, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] == '\0' || ascii_to_lower(text[i]) != ascii_to_lower(word[i]))
            return false;
    return word[length] == '\0';
}
