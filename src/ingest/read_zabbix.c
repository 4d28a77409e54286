// Zabbix real-time export: a JSON object a line, history (clock, ns, value) or trends (clock, min,
// avg, max, count of an hour). Text items are left out.
#include "ingest/json_input.h"
#include "ingest/kind.h"
#include "ingest/layout.h"
#include "ingest/ndjson.h"

#include <string.h>

static const char *detect_zabbix(const struct sniff *sniff)
{
    bool found = sniff_starts(sniff, "{") && sniff_has_member(sniff, "host") &&
                 sniff_has_member(sniff, "clock") && sniff_has_member(sniff, "itemid");
    return found ? "a JSON object a line with host and clock" : NULL;
}

enum { TREND_STEP_S = 3600 };

struct zabbix {
    struct reading *reading;
    size_t texts;  ///< lines whose value is no number
    size_t trends; ///< of hours; a history has none
};

static int add_value(struct reading *reading, const char *metric, const char *host, instant time,
                     double value)
{
    size_t stream = 0;
    if (reading_stream(reading, metric, *host == '\0' ? NULL : host, &stream) != 0)
        return -1;
    struct sample_stream *to = &reading->samples->stream[stream];
    if (to->count == 0) {
        struct metric_kind kind = kind_of_metric(metric, &to->unit, reading->options);
        kind_apply(to, &kind);
    }
    samples_add(reading->samples, stream, time, value);
    return 0;
}

static int read_line(void *context, const json_t *object, size_t line)
{
    static const char *const statistic[] = {"min", "avg", "max"};
    struct zabbix *zabbix = context;
    struct reading *reading = zabbix->reading;
    const char *host = json_text(json_object_get(object, "host"), "host");
    const char *name = json_text(object, "name");
    instant time = INSTANT_NONE;
    if (!json_epoch_s(json_object_get(object, "clock"), &time))
        return err_at(reading->err, reading->name, line, "clock", "no Unix time");
    double nanoseconds = json_number_value(json_object_get(object, "ns"));
    if (!(nanoseconds >= 0 && nanoseconds < 1e9))
        return err_at(reading->err, reading->name, line, "ns",
                      "no nanoseconds within a second, 0 to 999999999");
    time += (instant)(nanoseconds / 1e6);
    reading_source(reading)->rows++;
    const json_t *value = json_object_get(object, "value");
    double number = 0;
    if (value != NULL) {
        if (!json_is_number(value)) {
            zabbix->texts++;
            return 0;
        }
        return add_value(reading, name, host, time, json_number_value(value));
    }
    zabbix->trends++;
    for (size_t i = 0; i < 3; i++) {
        if (!json_sample_value(json_object_get(object, statistic[i]), &number))
            return err_at(reading->err, reading->name, line, statistic[i], "no number");
        const char *metric = arena_printf(&reading->samples->arena, "%s %s", name, statistic[i]);
        if (add_value(reading, metric, host, time, number) != 0)
            return -1;
    }
    return 0;
}

static int read_zabbix(struct reading *reading)
{
    struct zabbix zabbix = {.reading = reading};
    int result = ndjson_read(reading, read_line, &zabbix);
    if (zabbix.texts > 0)
        reading_note(reading, NOTE_WARNING, "text items", "%zu value%s of text items left out",
                     zabbix.texts, zabbix.texts == 1 ? "" : "s");
    if (zabbix.trends > 0)
        reading_state_step(reading, TREND_STEP_S);
    reading_source(reading)->time_column = "clock";
    reading_source(reading)->key_columns = "host";
    reading_source(reading)->time_form = "Unix seconds";
    return result;
}

const struct layout layout_zabbix = {
    .name = "zabbix",
    .meaning = "JSON lines of Zabbix' real-time export, history or trends",
    .detect = detect_zabbix,
    .read = read_zabbix,
};
