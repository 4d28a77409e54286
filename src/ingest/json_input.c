#include "ingest/json_input.h"

#include "base/number.h"
#include "ingest/cell.h"

#include <math.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16 };

static int read_all(struct reading *reading, struct str *text)
{
    char block[BLOCK_BYTES];
    size_t got = 0;
    do {
        if (byte_source_read(reading->source, block, sizeof block, &got, reading->err) != 0)
            return -1;
        str_append_bytes(text, block, got);
        if (text->length > JSON_INPUT_MAX)
            return reading_refuse(reading,
                                  "a JSON document of more than %d MiB; ask for a coarser step or "
                                  "fewer series, or export CSV",
                                  JSON_INPUT_MAX >> 20);
    } while (got > 0);
    return 0;
}

int json_input_read(struct reading *reading, json_t **document)
{
    struct str text = {0};
    int result = read_all(reading, &text);
    json_error_t error;
    if (result == 0) {
        *document =
            json_loadb(str_text(&text), text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
        if (*document == NULL) {
            char said[JSON_ERROR_TEXT_LENGTH * 2];
            bool another = json_error_code(&error) == json_error_end_of_input_expected;
            result = err_at(reading->err, reading->name, error.line < 1 ? 1 : (size_t)error.line,
                            NULL, "column %d: not JSON: %s%s", error.column,
                            err_quote(said, sizeof said, error.text, strlen(error.text)),
                            another ? "; several documents are read from files of their own" : "");
        }
    }
    str_release(&text);
    return result;
}

const char *json_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text == NULL ? "" : text;
}

bool json_sample_value(const json_t *value, double *number)
{
    *number = (double)NAN;
    if (json_is_null(value))
        return true;
    if (json_is_number(value)) {
        *number = json_number_value(value);
        return true;
    }
    if (!json_is_string(value))
        return false;
    struct cell_style style = {.decimal = '.'};
    enum cell_kind kind =
        cell_parse(&style, json_string_value(value), json_string_length(value), number);
    return kind == CELL_NUMBER || kind == CELL_MISSING || kind == CELL_INFINITE;
}

bool json_epoch_s(const json_t *value, instant *time)
{
    double seconds = 0;
    if (!json_sample_value(value, &seconds) || isnan(seconds))
        return false;
    // Beyond the year 9999 it is not in seconds.
    if (!(fabs(seconds) < 253402300800.0))
        return false;
    *time = (instant)llround(seconds * 1000);
    return true;
}

const char *json_library_version(void)
{
    return JANSSON_VERSION;
}
