#include "base/unit.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/str.h"
#include "base/unit_word.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// A piece of a text that is not copied.
struct piece {
    const char *text;
    size_t length;
};

static struct piece trimmed(const char *text, size_t length)
{
    while (length > 0 && ascii_is_space(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && ascii_is_space(text[length - 1]))
        length--;
    return (struct piece){text, length};
}

static void set_name(struct unit *unit, const char *text, size_t length)
{
    size_t kept = length < UNIT_NAME_MAX - 1 ? length : UNIT_NAME_MAX - 1;
    memcpy(unit->name, text, kept);
    unit->name[kept] = '\0';
}

static bool is_money(struct piece head)
{
    static const char *const currencies[] = {"USD", "EUR", "GBP", "$", "\xe2\x82\xac", "\xc2\xa3"};
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (ascii_is_word_any_case(head.text, head.length, currencies[i]))
            return true;
    return false;
}

/// Takes the prefix off "kreq" or "Mops" and returns what it is worth; 1 when there is none.
static double counted_prefix(struct piece *head)
{
    static const char prefixes[] = "kKMG";
    static const double worth[] = {1e3, 1e3, 1e6, 1e9};
    const char *prefix = head->length < 2 ? NULL : memchr(prefixes, head->text[0], 4);
    if (prefix == NULL || unit_word_is_counted(head->text, head->length) ||
        !unit_word_is_counted(head->text + 1, head->length - 1))
        return 1;
    head->text++;
    head->length--;
    return worth[prefix - prefixes];
}

/// "kpps", "Mops": a thousand and a million of a rate that has a word of its own.
static bool parse_prefixed_rate(struct piece whole, struct unit *unit)
{
    static const char prefixes[] = "kKMG";
    static const double worth[] = {1e3, 1e3, 1e6, 1e9};
    const char *prefix = whole.length < 4 ? NULL : memchr(prefixes, whole.text[0], 4);
    const struct unit_word *word =
        prefix == NULL ? NULL : unit_word_find(whole.text + 1, whole.length - 1);
    if (word == NULL || word->dimension != DIMENSION_RATE || whole.text[1] != word->word[0])
        return false;
    unit->dimension = DIMENSION_RATE;
    unit->scale = unit_word_scale(word) * worth[prefix - prefixes];
    set_name(unit, word->shown, strlen(word->shown));
    return true;
}

/// "rxkB" of sar's rxkB/s: the unit of bytes at its end, NULL when there is none.
static const struct unit_word *bytes_at_end(struct piece head)
{
    bool found = head.length > 2 && ascii_is_letter(head.text[head.length - 3]) &&
                 memcmp(head.text + head.length - 2, "kB", 2) == 0;
    return found ? unit_word_find("kB", 2) : NULL;
}

/// HEAD per TAIL: "Count/Second", "req/s", "MB/s", "USD/h".
static bool parse_rate(struct piece head, struct piece tail, struct unit *unit)
{
    const struct unit_word *per = unit_word_find(tail.text, tail.length);
    if (per == NULL || per->dimension != DIMENSION_DURATION)
        return false;
    const struct unit_word *of = unit_word_find(head.text, head.length);
    if (of == NULL)
        of = bytes_at_end(head);
    if (is_money(head)) {
        *unit = (struct unit){DIMENSION_MONEY_RATE, 3600 / unit_word_scale(per), ""};
    } else if (of != NULL && of->dimension == DIMENSION_BYTES) {
        *unit = (struct unit){DIMENSION_BYTE_RATE, unit_word_scale(of) / unit_word_scale(per), ""};
        head = (struct piece){of->shown, strlen(of->shown)};
    } else if (of == NULL || of->dimension == DIMENSION_COUNT || of->dimension == DIMENSION_RATE) {
        double scale = of == NULL ? counted_prefix(&head) : 1;
        *unit = (struct unit){DIMENSION_RATE, scale / unit_word_scale(per), ""};
        if (of != NULL && of->dimension == DIMENSION_COUNT)
            head.length = 0;
    } else {
        return false;
    }
    snprintf(unit->name, sizeof unit->name, "%.*s/%s", (int)head.length, head.text, per->shown);
    return true;
}

void unit_word_of_1024(struct unit *unit)
{
    char rest[UNIT_NAME_MAX];
    const char *prefix = strchr("kMGT", unit->name[0]);
    bool bytes = unit->dimension == DIMENSION_BYTES || unit->dimension == DIMENSION_BYTE_RATE;
    if (!bytes || prefix == NULL || *prefix == '\0' || unit->name[1] != 'B')
        return;
    snprintf(rest, sizeof rest, "%s", unit->name + 2);
    snprintf(unit->name, sizeof unit->name, "%ciB%.*s", *prefix == 'k' ? 'K' : *prefix,
             (int)sizeof rest - 4, rest);
    unit->dimension = DIMENSION_UNKNOWN;
    unit->scale = 1;
}

bool unit_parse(const char *text, size_t length, struct unit *unit)
{
    struct piece whole = trimmed(text, length);
    if (whole.length > 2 && strchr("([", whole.text[0]) != NULL &&
        strchr(")]", whole.text[whole.length - 1]) != NULL)
        whole = trimmed(whole.text + 1, whole.length - 2);
    *unit = (struct unit){DIMENSION_UNKNOWN, 1, ""};
    set_name(unit, whole.text, whole.length);
    if (whole.length == 0 || whole.length >= UNIT_NAME_MAX)
        return false;
    const struct unit_word *word = unit_word_find(whole.text, whole.length);
    if (word != NULL) {
        unit->dimension = word->dimension;
        unit->scale = unit_word_scale(word);
        set_name(unit, word->shown, strlen(word->shown));
        return true;
    }
    if (parse_prefixed_rate(whole, unit))
        return true;
    const char *slash = memchr(whole.text, '/', whole.length);
    if (slash == NULL)
        return false;
    struct unit rate;
    size_t before = (size_t)(slash - whole.text);
    if (!parse_rate(trimmed(whole.text, before), trimmed(slash + 1, whole.length - before - 1),
                    &rate))
        return false;
    *unit = rate;
    return true;
}

/// Removes the last "_word" or " word" of a column's name and gives the word; false when there is
/// only one.
static bool pop_word(struct piece *column, struct piece *word)
{
    for (size_t i = column->length; i > 0; i--) {
        if (column->text[i - 1] == '_' || column->text[i - 1] == ' ') {
            *word = (struct piece){column->text + i, column->length - i};
            column->length = i - 1;
            return true;
        }
    }
    return false;
}

static bool ends_in_per(struct piece words)
{
    static const char *const per[] = {"per", "pro", "par", "por"};
    struct piece last;
    if (!pop_word(&words, &last))
        return false;
    for (size_t i = 0; i < sizeof per / sizeof *per; i++)
        if (ascii_is_word_any_case(last.text, last.length, per[i]))
            return true;
    return false;
}

/// The rate of "requests_per" and "s", or of "read_bytes_per" and "s".
static bool rate_of_words(struct piece words, struct piece time, struct unit *unit)
{
    struct piece of;
    pop_word(&words, &of); // "per"
    of = words;
    pop_word(&words, &of);
    return parse_rate(of, time, unit);
}

/// Words behind the unit that say which statistic of it a column holds: latency_ms_p99.
static bool is_statistic(struct piece word)
{
    static const char *const statistics[] = {"total", "sum",     "avg",    "average", "mean",
                                             "max",   "maximum", "median", "min",     "minimum"};
    for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
        if (ascii_is_word_any_case(word.text, word.length, statistics[i]))
            return true;
    double percentile;
    return word.length > 1 && ascii_to_lower(word.text[0]) == 'p' &&
           number_parse(word.text + 1, word.length - 1, &percentile);
}

/// "req" and "sec", "bytes" and "s": a thing that is counted, or bytes, in front of a second is a
/// rate.
static bool rate_without_per(struct piece words, struct piece time, struct unit *unit)
{
    struct piece of = words;
    bool second = ascii_is_word_any_case(time.text, time.length, "sec");
    (void)pop_word(&words, &of);
    const struct unit_word *word = unit_word_find(of.text, of.length);
    bool bytes = word != NULL && word->dimension == DIMENSION_BYTES &&
                 (second || ascii_is_word(time.text, time.length, "s"));
    bool rate = word != NULL && word->dimension == DIMENSION_RATE; // "ops"
    bool counted = second && (rate || unit_word_is_counted(of.text, of.length));
    return (bytes || counted) && parse_rate(of, time, unit);
}

/// The unit of a column's last word; only words that are nothing else in a name.
static bool unit_of_word(struct piece word, struct unit *unit)
{
    static const char *const unsuitable[] = {"d",  "w",     "y",  "x",   "b",    "h",  "min",
                                             "mo", "count", "op", "cpu", "cpus", "bit"};
    for (size_t i = 0; i < sizeof unsuitable / sizeof *unsuitable; i++)
        if (ascii_is_word_any_case(word.text, word.length, unsuitable[i]))
            return false;
    static const struct {
        const char *word;
        const char *unit;
    } spelt[] = {{"kb", "kB"}, {"mb", "MB"}, {"gb", "GB"}, {"tb", "TB"}};
    for (size_t i = 0; i < sizeof spelt / sizeof *spelt; i++)
        if (ascii_is_word_any_case(word.text, word.length, spelt[i].word))
            return unit_parse(spelt[i].unit, strlen(spelt[i].unit), unit);
    return unit_parse(word.text, word.length, unit);
}

/// A unit in brackets behind the name: "Response time (ms)".
static bool unit_in_brackets(const char *column, struct unit *unit)
{
    size_t length = strlen(column);
    if (length < 4 || strchr(")]", column[length - 1]) == NULL)
        return false;
    char opening = column[length - 1] == ')' ? '(' : '[';
    const char *start = strrchr(column, opening);
    return start != NULL && start != column && unit_parse(start, strlen(start), unit);
}

bool unit_of_column(const char *column, struct unit *unit)
{
    *unit = (struct unit){DIMENSION_UNKNOWN, 1, ""};
    struct unit found;
    if (unit_in_brackets(column, &found)) {
        *unit = found;
        return true;
    }
    struct piece rest = {column, strlen(column)};
    struct piece word;
    // One word is a unit alone where it cannot be anything else: RPS, qps.
    const struct unit_word *alone = unit_word_find(column, strlen(column));
    if (alone != NULL && alone->dimension == DIMENSION_RATE)
        return unit_parse(column, strlen(column), unit);
    do {
        if (!pop_word(&rest, &word))
            return false;
        if (ends_in_per(rest))
            return rate_of_words(rest, word, unit);
        if (rate_without_per(rest, word, unit))
            return true;
    } while (is_statistic(word));
    if (ascii_is_word(column, strlen(column), "cost_hour") ||
        ascii_is_word(column, strlen(column), "cost_month")) {
        double hours = ascii_is_word(word.text, word.length, "hour") ? 1 : UNIT_HOURS_PER_MONTH;
        *unit = (struct unit){DIMENSION_MONEY_RATE, 1 / hours, ""};
        snprintf(unit->name, sizeof unit->name, "%s", hours > 1 ? "/mo" : "/h");
        return true;
    }
    if (!unit_of_word(word, &found))
        return false;
    *unit = found;
    return true;
}

/// Length of a blank of any kind that can stand between groups of digits or before a unit.
static size_t blank_length(const char *text, size_t length)
{
    if (length >= 1 && text[0] == ' ')
        return 1;
    if (length >= 2 && memcmp(text, "\xc2\xa0", 2) == 0) // no-break space
        return 2;
    if (length >= 3 && (memcmp(text, "\xe2\x80\xaf", 3) == 0 || // narrow no-break space
                        memcmp(text, "\xe2\x80\x89", 3) == 0))  // thin space
        return 3;
    return 0;
}

static size_t digits_length(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && ascii_is_digit(text[i]))
        i++;
    return i;
}

/// Length of the number that starts `text`, with its separators of thousands and decimals.
static size_t cell_number_length(const char *text, size_t length)
{
    size_t i = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    size_t end = 0;
    if (i < length && text[i] == '.' && digits_length(text + i + 1, length - i - 1) > 0)
        return i + 1 + digits_length(text + i + 1, length - i - 1);
    for (;;) {
        size_t digits = digits_length(text + i, length - i);
        if (digits == 0)
            break;
        end = i + digits;
        size_t blank = blank_length(text + end, length - end);
        if (blank > 0 && digits_length(text + end + blank, length - end - blank) != 3)
            break; // a blank separates groups of three digits alone
        if (blank == 0 && (end >= length || strchr(".,'", text[end]) == NULL || text[end] == '\0'))
            break;
        i = end + (blank > 0 ? blank : 1);
    }
    double value;
    size_t plain = number_parse_prefix(text, length, &value); // knows exponents
    return plain > end ? plain : end;
}

/// Grafana's short scales, attached or behind a blank: 1.25K, 3.1 Mil, 2 Bil.
static size_t short_scale(const char *text, size_t length, double *scale)
{
    static const struct {
        const char *word;
        double scale;
    } scales[] = {{"k", 1e3},   {"K", 1e3},   {"M", 1e6},    {"G", 1e9}, {"T", 1e12},
                  {"Mil", 1e6}, {"Bil", 1e9}, {"Tri", 1e12}, {"Bi", 1e9}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        size_t width = strlen(scales[i].word);
        if (length < width || memcmp(text, scales[i].word, width) != 0)
            continue;
        if (length == width || text[width] == ' ') {
            *scale = scales[i].scale;
            return width;
        }
    }
    return 0;
}

bool unit_split_cell(const char *text, size_t length, size_t *number_length, struct unit *unit)
{
    *unit = (struct unit){DIMENSION_UNKNOWN, 1, ""};
    *number_length = cell_number_length(text, length);
    if (*number_length == 0)
        return false;
    size_t at = *number_length;
    for (size_t blank; (blank = blank_length(text + at, length - at)) > 0;)
        at += blank;
    double scale = 1;
    at += short_scale(text + at, length - at, &scale);
    unit_parse(text + at, length - at, unit);
    unit->scale *= scale;
    return true;
}

const char *dimension_name(enum dimension dimension)
{
    switch (dimension) {
    case DIMENSION_COUNT:
        return "count";
    case DIMENSION_RATE:
        return "rate (per second)";
    case DIMENSION_DURATION:
        return "duration";
    case DIMENSION_RATIO:
        return "share (per cent)";
    case DIMENSION_MULTIPLE:
        return "multiple";
    case DIMENSION_BYTES:
        return "size in bytes";
    case DIMENSION_BYTE_RATE:
        return "rate of bytes";
    case DIMENSION_CORES:
        return "number of cores";
    case DIMENSION_MONEY_RATE:
        return "price (per hour)";
    case DIMENSION_UNKNOWN:
        break;
    }
    return "plain number";
}

/// The unit in which a number of bytes is read best, and what one is worth.
static size_t byte_unit(double bytes, bool *is_binary, double *worth)
{
    enum { LARGEST = 5 };
    size_t power = 0;
    double thousands = 1;
    *worth = 1;
    while (power < LARGEST && fabs(bytes) >= *worth * 1024) {
        power++;
        *worth *= 1024;
        thousands *= 1000;
    }
    // Who wrote 2.5 GB wants to read it again: thousandths of one, eighths of the other are whole.
    *is_binary = fmod(bytes, *worth / 8) == 0 || fmod(bytes, thousands / 1000) != 0;
    *worth = *is_binary ? *worth : thousands;
    return power;
}

double unit_shown(const struct unit *unit, double value, const char **name)
{
    static const char *const shown[][2][6] = {
        {{"B", "kB", "MB", "GB", "TB", "PB"}, {"B", "KiB", "MiB", "GiB", "TiB", "PiB"}},
        {{"B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s"},
         {"B/s", "KiB/s", "MiB/s", "GiB/s", "TiB/s", "PiB/s"}},
    };
    bool is_rate = unit->dimension == DIMENSION_BYTE_RATE;
    *name = unit->name;
    if ((unit->dimension != DIMENSION_BYTES && !is_rate) || !isfinite(value))
        return 1;
    bool is_binary;
    double worth;
    size_t power = byte_unit(value * unit->scale, &is_binary, &worth);
    *name = shown[is_rate][is_binary][power];
    return worth / unit->scale;
}
