#include "ingest/ndjson.h"

#include "ingest/line_reader.h"

int ndjson_read(struct reading *reading, ndjson_line_fn *each, void *context)
{
    struct line_reader lines;
    line_reader_begin(&lines, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0) {
        if (lines.text.length == 0)
            continue;
        json_t *object = json_loadb(str_text(&lines.text), lines.text.length, JSON_ALLOW_NUL, NULL);
        if (json_is_object(object))
            result = each(context, object, lines.line);
        else
            reading_bad(reading, lines.line, NULL, str_text(&lines.text), lines.text.length,
                        "is not a JSON object", NULL);
        json_decref(object);
    }
    line_reader_release(&lines);
    return more < 0 ? -1 : result;
}
