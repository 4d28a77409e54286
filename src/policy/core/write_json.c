#include "policy/core/write_json.h"

#include "base/ascii.h"

#include <stdlib.h>

enum { DIGITS = 15 };

/// Characters of a logical name (CloudFormation user guide, "Resources"), and of a number behind it
/// that tells it from others.
enum { LOGICAL_NAME_MAX = 255, NUMBER_MAX = 10 };

void write_json(json_t *value, struct str *out)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    str_append(out, text == NULL ? "null" : text);
    str_append_char(out, '\n');
    free(text);
    json_decref(value);
}

void write_logical_name(const char *name, char separator, const json_t *taken, struct str *out)
{
    struct str plain = {0};
    bool begins = true;
    for (const char *at = name; *at != '\0'; at++) {
        if (!ascii_is_letter(*at) && !ascii_is_digit(*at)) {
            begins = true;
            continue;
        }
        // Neither kind of name may begin with a digit.
        if (plain.length == 0 && ascii_is_digit(*at))
            str_append(&plain, separator == '\0' ? "N" : "n_");
        if (begins && separator != '\0' && plain.length > 0)
            str_append_char(&plain, separator);
        str_append_char(&plain, begins && separator == '\0' ? ascii_to_upper(*at) : *at);
        begins = false;
    }
    if (plain.length == 0)
        str_append(&plain, "Unnamed");
    if (plain.length > LOGICAL_NAME_MAX)
        plain.length = LOGICAL_NAME_MAX - NUMBER_MAX;
    size_t length = plain.length;
    plain.data[length] = '\0';
    for (int number = 2; json_object_get(taken, str_text(&plain)) != NULL; number++) {
        plain.length = length;
        str_appendf(&plain, "%d", number);
    }
    str_append(out, str_text(&plain));
    str_release(&plain);
}
