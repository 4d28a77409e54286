#include "series/series_name.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_name_character(char c)
{
    // Bytes of UTF-8 sequences stay: a metric may be called in any language.
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_upper(c) ||
           (unsigned char)c >= 0x80;
}

/// Length of a unit of bytes that is written with small letters before the B, and is one word: kB,
/// MiB.
static size_t byte_word(const char *text)
{
    static const char *const words[] = {"kB", "KiB", "MiB", "GiB", "TiB"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        char behind = strncmp(text, words[i], length) == 0 ? text[length] : 'x';
        if (!is_upper(behind) && !(behind >= 'a' && behind <= 'z'))
            return length;
    }
    return 0;
}

/// "RequestCount" and "Request Count" become "request_count", "CPUUtilization" "cpu_utilization".
static void append_snake_case(struct str *name, const char *metric)
{
    size_t word_end = 0;
    for (size_t i = 0; metric[i] != '\0'; i++) {
        char c = metric[i];
        size_t word = byte_word(metric + i);
        if (word > 0 && i >= word_end) {
            word_end = i + word;
            if (name->length > 0 && name->data[name->length - 1] != '_')
                str_append_char(name, '_');
        }
        if (!is_name_character(c)) {
            if (name->length > 0 && name->data[name->length - 1] != '_')
                str_append_char(name, '_');
            continue;
        }
        bool after_lower = i > 0 && is_name_character(metric[i - 1]) && !is_upper(metric[i - 1]);
        bool before_lower = metric[i + 1] >= 'a' && metric[i + 1] <= 'z';
        bool after_upper = i > 0 && is_upper(metric[i - 1]);
        if (is_upper(c) && i >= word_end && (after_lower || (after_upper && before_lower)) &&
            name->data[name->length - 1] != '_')
            str_append_char(name, '_');
        str_append_char(name, is_upper(c) ? (char)(c - 'A' + 'a') : c);
    }
    while (name->length > 0 && name->data[name->length - 1] == '_')
        name->data[--name->length] = '\0';
    if (name->length == 0)
        str_append(name, "value");
}

static bool ends_in(const struct str *name, const char *end)
{
    size_t length = strlen(end);
    return name->length >= length && strcmp(name->data + name->length - length, end) == 0;
}

static bool cut_end(struct str *name, const char *end)
{
    size_t length = strlen(end);
    if (name->length <= length || !ends_in(name, end))
        return false;
    name->length -= length;
    name->data[name->length] = '\0';
    return true;
}

static void set_unit(struct unit *unit, enum dimension dimension, const char *name)
{
    unit->dimension = dimension;
    unit->scale = 1;
    snprintf(unit->name, sizeof unit->name, "%s", name);
}

/// Removes what a name says of its time unit, "_per_minute" or "_pro_stunde": the caller names it
/// anew, per second.
static void cut_time_unit(struct str *name)
{
    static const char *const per[] = {"_per_", "_pro_", "_par_", "_por_"};
    for (size_t i = 0; name->length > 0 && i < sizeof per / sizeof *per; i++) {
        char *at = strstr(name->data, per[i]);
        if (at != NULL && at > name->data && strchr(at + strlen(per[i]), '_') == NULL)
            cut_end(name, at);
    }
}

/// A rate is named for what is counted and the second: "Orders per hour" is orders_per_s, "req/s"
/// req_per_s, "RPS" too.
static void name_per_second(struct str *name, const struct unit *unit)
{
    struct unit carried;
    const char *slash = strchr(unit->name, '/');
    cut_time_unit(name);
    if (slash != NULL) {
        char time_unit[UNIT_NAME_MAX + 1];
        snprintf(time_unit, sizeof time_unit, "_%s", slash + 1);
        cut_end(name, time_unit); // "Requests/min" has become requests_min
    }
    if (slash != NULL && strchr(str_text(name), '_') == NULL &&
        unit_of_column(str_text(name), &carried)) {
        str_clear(name);
        str_append_bytes(name, unit->name, (size_t)(slash - unit->name));
    }
    if (!ends_in(name, "_per_s"))
        str_append(name, "_per_s");
}

/// A quantity per step or ever growing becomes that quantity per second.
static void name_rate(struct str *name, struct unit *unit, double *factor)
{
    *factor = unit->dimension == DIMENSION_UNKNOWN ? 1 : unit->scale;
    cut_end(name, "_total");
    cut_end(name, "_sum");
    if (unit->dimension == DIMENSION_BYTES) {
        set_unit(unit, DIMENSION_BYTE_RATE, "bytes/s");
    } else if (unit->dimension == DIMENSION_DURATION) {
        // Seconds of work per second are busy servers: a ratio that may pass 1.
        cut_end(name, "_seconds");
        set_unit(unit, DIMENSION_CORES, "cores");
        str_append(name, "_cores");
        return;
    } else {
        if (cut_end(name, "_count") && !ends_in(name, "s"))
            str_append_char(name, 's');
        set_unit(unit, DIMENSION_RATE, "/s");
        snprintf(unit->name, sizeof unit->name, "%.40s/s", str_text(name));
    }
    if (!ends_in(name, "_per_s"))
        str_append(name, "_per_s");
}

static const char *suffix_of(const struct unit *unit)
{
    if (unit->dimension == DIMENSION_RATIO)
        return strcmp(unit->name, "%") == 0 ? "_percent" : "_ratio";
    if (unit->dimension == DIMENSION_CORES)
        return "_cores";
    if (unit->dimension == DIMENSION_BYTES)
        return "_bytes";
    if (unit->dimension == DIMENSION_DURATION && strcmp(unit->name, "ms") == 0)
        return "_ms";
    if (unit->dimension == DIMENSION_DURATION && strcmp(unit->name, "s") == 0)
        return "_s";
    if (unit->dimension == DIMENSION_RATE || unit->dimension == DIMENSION_BYTE_RATE)
        return "_per_s";
    return "";
}

/// "orders/h" becomes "orders/s".
static void set_rate_per_second(struct unit *unit)
{
    char *slash = strchr(unit->name, '/');
    if (unit->scale == 1)
        return;
    unit->scale = 1;
    if (slash != NULL)
        snprintf(slash, sizeof unit->name - (size_t)(slash - unit->name), "/s");
}

/// The same for a name that begins with its unit: sysstat's "kB_read/s" is read_bytes_per_s.
static void name_leading_bytes(struct str *name, enum dimension dimension)
{
    static const char *const words[] = {"kb_", "mb_", "gb_", "tb_", "kib_", "mib_", "gib_", "tib_"};
    size_t length = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(str_text(name), words[i], strlen(words[i])) == 0)
            length = strlen(words[i]);
    if (length == 0 || name->length == length)
        return;
    struct str rest = {0};
    str_append(&rest, name->data + length);
    if (dimension == DIMENSION_BYTE_RATE)
        cut_end(&rest, "_s");
    str_clear(name);
    str_appendf(name, "%s_%s", str_text(&rest),
                dimension == DIMENSION_BYTES ? "bytes" : "bytes_per_s");
    str_release(&rest);
}

/// Replaces what a name says of its bytes, "_in_gb" or "_mb_per_s", by "_bytes" or "_bytes_per_s":
/// read again, values that were brought to bytes must not be multiplied once more.
static void name_bytes(struct str *name, enum dimension dimension)
{
    static const char *const per[] = {"_per_s", "_per_sec", "_per_second", "_s", ""};
    for (size_t i = 0; i < sizeof per / sizeof *per; i++) {
        struct str cut = {0};
        struct unit carried;
        str_append(&cut, str_text(name));
        bool shorter = *per[i] == '\0' || cut_end(&cut, per[i]);
        bool found =
            shorter && unit_of_column(str_text(&cut), &carried) &&
            (carried.dimension == DIMENSION_BYTES || carried.dimension == DIMENSION_BYTE_RATE);
        if (found) {
            cut_end(&cut, strrchr(str_text(&cut), '_'));
            cut_end(&cut, "_in");
            str_clear(name);
            str_append(name, str_text(&cut));
            str_append(name, dimension == DIMENSION_BYTES ? "_bytes" : "_bytes_per_s");
        }
        str_release(&cut);
        if (found)
            return;
    }
    name_leading_bytes(name, dimension);
}

/// Rates and bytes are brought to their base unit; times and shares stay as the export has them.
static void name_gauge(struct str *name, struct unit *unit, double *factor)
{
    struct unit carried;
    *factor = 1;
    if (unit->dimension == DIMENSION_RATE || unit->dimension == DIMENSION_BYTE_RATE ||
        unit->dimension == DIMENSION_BYTES) {
        *factor = unit->scale;
        if (unit->dimension == DIMENSION_RATE)
            name_per_second(name, unit);
        else if (unit->scale != 1)
            name_bytes(name, unit->dimension);
        if (unit->dimension == DIMENSION_BYTES)
            set_unit(unit, DIMENSION_BYTES, "bytes");
        else if (unit->dimension == DIMENSION_BYTE_RATE)
            set_unit(unit, DIMENSION_BYTE_RATE, "bytes/s");
        else
            set_rate_per_second(unit);
    }
    if (unit->dimension == DIMENSION_CORES && unit->scale != 1) {
        *factor = unit->scale;
        set_unit(unit, DIMENSION_CORES, "cores");
    }
    if (unit_of_column(str_text(name), &carried) || ends_in(name, "_percent"))
        return;
    const char *suffix = suffix_of(unit);
    if (unit->dimension == DIMENSION_DURATION && *suffix == '\0') {
        // Hours or microseconds that the name does not tell.
        *factor = unit->scale;
        set_unit(unit, DIMENSION_DURATION, "s");
        suffix = suffix_of(unit);
    }
    if (!ends_in(name, suffix))
        str_append(name, suffix);
}

void series_name(const struct sample_stream *stream, struct str *name, struct unit *unit,
                 double *factor)
{
    *unit = stream->unit;
    append_snake_case(name, stream->metric);
    if (stream->kind == SAMPLE_GAUGE || stream->kind == SAMPLE_MEASUREMENT)
        name_gauge(name, unit, factor);
    else
        name_rate(name, unit, factor);
}
