// rrdtool fetch: a line of names, a blank one, then "unix_s: 1.0e+01 -nan ...". A row stands for
// the step before its time.
#include "base/ascii.h"
#include "base/number.h"
#include "ingest/kind.h"
#include "ingest/layout.h"
#include "ingest/line_reader.h"
#include "table/cell.h"

#include <math.h>
#include <string.h>

enum { NAMES_MAX = 256 };

static const char *detect_rrdtool(const struct sniff *sniff)
{
    char line[256];
    double time = 0;
    const char *colon = strstr(sniff_line(sniff, 1, line, sizeof line), ": ");
    bool found = colon != NULL && number_parse(line, (size_t)(colon - line), &time) && time > 1e8 &&
                 ascii_is_space(sniff->bytes[0]);
    return found ? "names, then lines \"time: values\"" : NULL;
}

struct rrdtool {
    struct reading *reading;
    size_t stream[NAMES_MAX];
    size_t streams;
    int64_t step_s; ///< smallest difference of times in the sample; 0: a single row
};

static int64_t find_step(const struct sniff *sniff)
{
    char line[256];
    double before = 0;
    double step = 0;
    for (size_t i = 1; *sniff_line(sniff, i, line, sizeof line) != '\0'; i++) {
        double time = 0;
        size_t length = strcspn(line, ":");
        if (!number_parse(line, length, &time))
            continue;
        if (before > 0 && time > before && (step <= 0 || time - before < step))
            step = time - before;
        before = time;
    }
    return step > 0 && step < 1e9 ? (int64_t)step : 0;
}

static int read_names(struct rrdtool *rrdtool, const char *line)
{
    struct reading *reading = rrdtool->reading;
    for (const char *at = line + strspn(line, " \t"); *at != '\0'; at += strspn(at, " \t")) {
        size_t length = strcspn(at, " \t");
        if (rrdtool->streams == NAMES_MAX)
            return reading_refuse(reading, "more than %d data sources", NAMES_MAX);
        const char *name = arena_strndup(&reading->samples->arena, at, length);
        size_t stream = 0;
        if (reading_stream(reading, name, NULL, &stream) != 0)
            return -1;
        struct sample_stream *to = &reading->samples->stream[stream];
        // rrdtool keeps rates and levels: a counter has become a rate when it was stored.
        struct metric_kind kind = {SAMPLE_GAUGE, "rrdtool keeps rates and levels", 0};
        if (reading->options->per_s > 0)
            kind = (struct metric_kind){SAMPLE_TOTAL, "--per", reading->options->per_s};
        kind_apply(to, &kind);
        if (reading->options->unit != NULL &&
            !unit_parse(reading->options->unit, strlen(reading->options->unit), &to->unit))
            to->unit.scale = 1;
        rrdtool->stream[rrdtool->streams++] = stream;
        at += length;
    }
    return 0;
}

static void read_values(struct rrdtool *rrdtool, const struct line_reader *lines)
{
    struct reading *reading = rrdtool->reading;
    const char *line = str_text(&lines->text);
    size_t length = strcspn(line, ":");
    double time_s = 0;
    if (line[length] != ':' || !number_parse(line, length, &time_s) ||
        !(fabs(time_s) < 253402300800.0)) {
        reading_bad(reading, lines->line, NULL, line, lines->text.length,
                    "is not a Unix time, a colon and values", NULL);
        return;
    }
    instant time = ((instant)time_s - rrdtool->step_s) * INSTANT_PER_SECOND;
    const char *at = line + length + 1;
    double value[NAMES_MAX];
    for (size_t i = 0; i < rrdtool->streams; i++) {
        at += strspn(at, " \t");
        size_t width = strcspn(at, " \t");
        struct cell_style style = {.decimal = '.'};
        if (cell_parse(&style, at, width, &value[i]) == CELL_BAD) {
            reading_bad(reading, lines->line, NULL, at, width, "is not a number", NULL);
            return;
        }
        at += width;
    }
    for (size_t i = 0; i < rrdtool->streams; i++)
        samples_add(reading->samples, rrdtool->stream[i], time, value[i]);
    reading_source(reading)->rows++;
}

static int read_rrdtool(struct reading *reading)
{
    struct rrdtool rrdtool = {.reading = reading, .step_s = find_step(reading->sniff)};
    struct line_reader lines;
    line_reader_begin(&lines, reading->source);
    int more = 0;
    int result = 0;
    while (result == 0 && (more = line_reader_next(&lines, reading->err)) > 0) {
        if (lines.text.length == 0)
            continue;
        if (rrdtool.streams == 0)
            result = read_names(&rrdtool, str_text(&lines.text));
        else
            read_values(&rrdtool, &lines);
    }
    line_reader_release(&lines);
    reading_source(reading)->time_form = "Unix seconds";
    if (rrdtool.step_s > 0)
        reading_note(reading, NOTE_DETAIL, "end",
                     "times mark the end of a step and were moved to its start");
    return more < 0 ? -1 : result;
}

const struct layout layout_rrdtool = {
    .name = "rrdtool",
    .meaning = "text of rrdtool fetch",
    .detect = detect_rrdtool,
    .read = read_rrdtool,
};
