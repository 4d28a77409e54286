// Times: any bytes in any form give an instant of the years 0 to 9999 or none; the first line is a
// --time-format, the rest the text.
#include "time/time_parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int condition)
{
    if (!condition)
        abort();
}

static void check(struct time_reader *reader, const char *text, size_t length)
{
    struct time_parsed parsed;
    if (!time_parse(reader, text, length, &parsed))
        return;
    char out[INSTANT_TEXT_MAX];
    instant_format(out, parsed.time);
    struct time_reader iso = {.form = TIME_FORM_ISO};
    struct time_parsed again;
    // An offset can move a time of the first or last day out of the years of four digits.
    if (time_parse(&iso, out, strlen(out), &again))
        require(again.time == parsed.time && again.had_offset);
    else
        require(out[0] == '-' || out[4] != '-');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    bool could_swap;
    enum time_form detected = time_form_detect(text, size, false, &could_swap);
    for (int form = TIME_FORM_NONE; form < TIME_FORM_CUSTOM; form++) {
        struct time_reader reader = {.form = (enum time_form)form};
        check(&reader, text, size);
    }
    struct time_reader reader = {.form = detected};
    struct time_parsed parsed;
    require(detected == TIME_FORM_NONE || time_parse(&reader, text, size, &parsed));
    const char *line = size > 0 ? memchr(text, '\n', size) : NULL;
    if (line != NULL && line - text < 200) {
        char format[200];
        memcpy(format, text, (size_t)(line - text));
        format[line - text] = '\0';
        struct time_reader custom = {.form = TIME_FORM_CUSTOM, .custom = format};
        if (time_format_check("--time-format", format, NULL) == 0)
            check(&custom, line + 1, size - (size_t)(line + 1 - text));
    }
    return 0;
}
