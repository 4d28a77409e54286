#include "input/calibrate_columns.h"

#include "base/ascii.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/suggest.h"
#include "input/calibrate_runs.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    FIELD_UNBOUND("concurrency", COLUMN_NUMBER, STYLE_PLAIN, NULL, true,
                  "of a load test: users, requests or threads at work (--concurrency)"),
    FIELD_UNBOUND("target_rps", COLUMN_NUMBER, STYLE_PLAIN, "per second", true,
                  "of a load test: the rate that was sent (--offered)"),
    FIELD_UNBOUND("throughput_per_s", COLUMN_NUMBER, STYLE_PLAIN, "per second", false,
                  "the rate that was served (--throughput); requests_per_s or rps do too"),
    FIELD_UNBOUND("latency_p99_ms", COLUMN_NUMBER, STYLE_PLAIN, "a duration", true,
                  "the latency that --latency is about (--latency-column)"),
    FIELD_UNBOUND("cpu_percent", COLUMN_NUMBER, STYLE_RATIO, "share, or cores", true,
                  "of production: how busy the processors were (--cpu)"),
    FIELD_UNBOUND("instances", COLUMN_NUMBER, STYLE_PLAIN, "instances", true,
                  "how many served the rate (--instances); replicas or pods do too"),
    FIELD_UNBOUND("instance", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "which of many instances the row is about (--by)"),
    FIELD_END,
};

const struct schema schema_measurement = {"a load test, or metrics of production", columns, 0};

enum { WORDS_MAX = 16, NAMES_MAX = 64, SHOWN_MAX = 256 };

/// How a column is known by the words of its name: the first word of the list that any column has
/// decides. Names with a word of `unlike` are something else.
struct role_words {
    enum option_id option;
    const char *words[WORDS_MAX];
    const char *unlike[WORDS_MAX];
};

static const struct role_words concurrency_words = {
    OPT_CONCURRENCY,
    {"concurrency", "concurrent", "users", "vus", "clients", "threads", "load", "n", NULL},
    {"avg", "average", NULL}};
static const struct role_words offered_words = {
    OPT_OFFERED, {"offered", "target", "sent", "intended", NULL}, {"ms", "latency", NULL}};
static const struct role_words rate_words = {OPT_THROUGHPUT,
                                             {"throughput", "achieved", "served", "requests", "rps",
                                              "qps", "tps", "reqs", "x", "rate", "value", NULL},
                                             {"failure", "failures", "failed", "error", "errors",
                                              "target", "offered", "sent", "intended", "ratio",
                                              NULL}};
static const struct role_words cpu_words = {
    OPT_CPU, {"cpu", "busy", "utilization", NULL}, {"throttle", "throttled", "limit", NULL}};
static const struct role_words instances_words = {
    OPT_INSTANCES,
    {"instances", "replicas", "pods", "nodes", "hosts", "servers", NULL},
    {"cpu", "max", NULL}};
static const struct role_words key_words = {
    OPT_BY, {"instance", "vm", "host", "pod", "node", "server", "machine", NULL}, {"cpu", NULL}};

/// Whether the name has the word, between anything that is no letter or digit.
static bool has_word(const char *name, const char *word)
{
    size_t length = strlen(word);
    for (const char *start = name; *start != '\0';) {
        size_t of = 0;
        while (ascii_is_letter(start[of]) || ascii_is_digit(start[of]))
            of++;
        if (of == length && ascii_is_word_any_case(start, of, word))
            return true;
        start += of > 0 ? of : 1;
    }
    return false;
}

static bool has_any_word(const char *name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (has_word(name, *words))
            return true;
    return false;
}

static size_t find_by_words(const struct calibrate_input *input, const struct role_words *role)
{
    const struct table *table = &input->table;
    for (const char *const *word = role->words; *word != NULL; word++)
        for (size_t i = 0; i < table->columns; i++)
            if (has_word(table->column[i].name, *word) &&
                !has_any_word(table->column[i].name, role->unlike))
                return i;
    return SIZE_MAX;
}

const char *calibrate_number_names(struct invocation *invocation,
                                   const struct calibrate_input *input)
{
    const char *names = NULL;
    for (size_t i = 0; i < input->table.columns; i++) {
        const struct column *column = &input->table.column[i];
        if (column->type != COLUMN_NUMBER)
            continue;
        const char *shown = invocation_escape(invocation, column->name);
        names = names == NULL ? shown : arena_printf(&invocation->arena, "%s, %s", names, shown);
    }
    return names;
}

/// The column that an option names; SIZE_MAX when it is not given.
static int find_named(struct invocation *invocation, const struct calibrate_input *input,
                      enum option_id option, size_t *index, struct err *err)
{
    const char *name = option_text(invocation, option);
    const char *names[NAMES_MAX];
    size_t count = 0;
    *index = SIZE_MAX;
    if (name == NULL)
        return 0;
    *index = table_find(&input->table, name);
    if (*index != SIZE_MAX)
        return 0;
    for (size_t i = 0; i < input->table.columns && count < NAMES_MAX; i++)
        names[count++] = input->table.column[i].name;
    const char *near = suggest_closest(name, names, count);
    return err_at(err, input->file, 0, NULL, "no column \"%s\" for --%s%s%s%s",
                  invocation_escape(invocation, name), option_at(option)->name,
                  near == NULL ? "" : "; did you mean \"",
                  near == NULL ? "" : invocation_escape(invocation, near),
                  near == NULL ? "" : "\"?");
}

/// A column that has a role holds numbers, none of them below 0: the first cell that is none is
/// named.
static int check_numbers(struct invocation *invocation, const struct calibrate_input *input,
                         size_t index, struct err *err)
{
    const struct column *column = &input->table.column[index];
    double value;
    for (size_t row = 0; row < input->table.rows; row++) {
        if (column->type == COLUMN_NUMBER && column->number[row] < 0)
            return err_at(err, input->file, input->line[row], column->name,
                          "%.10g is below 0, which no measurement of load is", column->number[row]);
        if (column->type != COLUMN_TEXT || column->text[row] == NULL ||
            number_parse(column->text[row], strlen(column->text[row]), &value))
            continue;
        return err_at(err, input->file, input->line[row], column->name,
                      "\"%s\" is not a number; give the column's unit in its name, such as "
                      "latency_p99_ms, and plain numbers below it",
                      invocation_escape(invocation, column->text[row]));
    }
    if (column->type != COLUMN_NUMBER)
        return err_at(err, input->file, 0, column->name, "it does not hold numbers");
    return 0;
}

static int find_role(struct invocation *invocation, const struct calibrate_input *input,
                     const struct role_words *role, size_t *index, struct err *err)
{
    if (find_named(invocation, input, role->option, index, err) != 0)
        return -1;
    if (*index == SIZE_MAX)
        *index = find_by_words(input, role);
    return *index == SIZE_MAX ? 0 : check_numbers(invocation, input, *index, err);
}

static int find_roles(struct invocation *invocation, struct calibrate_input *input, struct err *err)
{
    input->latency = SIZE_MAX;
    input->time = table_find(&input->table, "time");
    if (input->time != SIZE_MAX && input->table.column[input->time].type != COLUMN_TIME)
        input->time = SIZE_MAX;
    input->keyed = option_given(invocation, OPT_BY);
    if (find_named(invocation, input, OPT_BY, &input->key, err) != 0 ||
        find_role(invocation, input, &concurrency_words, &input->concurrency, err) != 0 ||
        find_role(invocation, input, &offered_words, &input->offered, err) != 0 ||
        find_role(invocation, input, &rate_words, &input->rate, err) != 0 ||
        find_role(invocation, input, &cpu_words, &input->cpu, err) != 0 ||
        find_role(invocation, input, &instances_words, &input->instances, err) != 0)
        return -1;
    if (!input->keyed)
        input->key = find_by_words(input, &key_words);
    if (input->rate == SIZE_MAX)
        input->rate = input->offered;
    const char *numbers = calibrate_number_names(invocation, input);
    if (input->rate == SIZE_MAX && numbers == NULL)
        return err_at(err, input->file, 0, NULL,
                      "no column of numbers: headroom clean makes a table of a metric export");
    if (input->rate == SIZE_MAX)
        return err_at(err, input->file, 0, NULL,
                      "no column of the rate that was served; --throughput COLUMN names it, one of "
                      "%s",
                      numbers);
    return 0;
}

/// "throughput" is no thing that is counted; what is, such as requests, stays in the unit's name.
static void settle_unit(struct invocation *invocation, struct calibrate_input *input)
{
    const char *name = input->table.column[input->rate].name;
    bool known = unit_of_column(name, &input->unit) && input->unit.dimension == DIMENSION_RATE;
    if (known && (has_word(name, "throughput") || input->unit.scale != 1))
        unit_parse("/s", strlen("/s"), &input->unit);
    if (known)
        return;
    input->unit = (struct unit){DIMENSION_UNKNOWN, 1, ""};
    notes_add(&invocation->notes, NOTE_INFO, "calibrate-unit",
              "%s: %s has no unit, so per_instance has none and takes that of the demand; times "
              "take it as per second",
              input->file, invocation_escape(invocation, name));
}

int calibrate_input_read(struct invocation *invocation, struct calibrate_input *input,
                         struct err *err)
{
    const char *const *paths;
    size_t count;
    if (input_paths(invocation, &paths, &count, err) != 0)
        return -1;
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = calibrate_runs_read(invocation, input, paths[i], count, err);
    if (result == 0)
        result = calibrate_runs_join(input, err);
    if (result == 0 && count > 1)
        input->file = arena_printf(&invocation->arena, "%s and %zu more",
                                   invocation_escape(invocation, paths[0]), count - 1);
    if (result != 0 || find_roles(invocation, input, err) != 0)
        return -1;
    if (input->table.rows == 0)
        return err_at(err, input->file, 0, NULL, "no rows: there is nothing to calibrate with");
    settle_unit(invocation, input);
    return 0;
}

/// How many digits stand at `text`.
static size_t digits_at(const char *text)
{
    size_t count = 0;
    while (ascii_is_digit(text[count]))
        count++;
    return count;
}

/// Whether `text`, behind a p, is the number `digits`, which are those of a percentile without its
/// point: "99", and for 99.9 "999", "99_9" and "99.9". "99_5m" is 99.
static bool is_percentile(const char *text, const char *digits)
{
    size_t whole = digits_at(text);
    size_t point = text[whole] == '_' || text[whole] == '.';
    size_t part = point ? digits_at(text + whole + 1) : 0;
    const char *end = text + whole + (part > 0 ? 1 + part : 0);
    if (ascii_is_letter(*end) && part > 0) {
        part = 0;
        end = text + whole;
    }
    return whole > 0 && !ascii_is_letter(*end) && strlen(digits) == whole + part &&
           memcmp(text, digits, whole) == 0 && memcmp(text + whole + 1, digits + whole, part) == 0;
}

/// Whether the column's name says this statistic: "p99", "p99.9", "mean".
static bool says_statistic(const char *name, double percentile)
{
    static const char *const mean[] = {"mean", "avg", "average", NULL};
    char text[NUMBER_TEXT_MAX];
    char digits[NUMBER_TEXT_MAX] = "";
    if (isnan(percentile))
        return has_any_word(name, mean);
    number_format(text, 100 * percentile);
    size_t length = 0;
    for (const char *c = text; *c != '\0'; c++)
        if (*c != '.')
            digits[length++] = *c;
    digits[length] = '\0';
    for (size_t i = 0; name[i] != '\0'; i++) {
        bool begins = i == 0 || (!ascii_is_letter(name[i - 1]) && !ascii_is_digit(name[i - 1]));
        if (begins && (name[i] == 'p' || name[i] == 'P') && is_percentile(name + i + 1, digits))
            return true;
    }
    return false;
}

int calibrate_find_latency(struct invocation *invocation, struct calibrate_input *input,
                           double percentile, struct err *err)
{
    struct unit unit;
    if (find_named(invocation, input, OPT_LATENCY_COLUMN, &input->latency, err) != 0)
        return -1;
    bool named = input->latency != SIZE_MAX;
    for (size_t i = 0; i < input->table.columns && !named; i++) {
        const char *name = input->table.column[i].name;
        bool is_time = unit_of_column(name, &unit) && unit.dimension == DIMENSION_DURATION;
        if (says_statistic(name, percentile) && (is_time || has_word(name, "latency"))) {
            input->latency = i;
            break;
        }
    }
    if (input->latency == SIZE_MAX)
        return 0;
    const char *name = input->table.column[input->latency].name;
    if (check_numbers(invocation, input, input->latency, err) != 0)
        return -1;
    if (!unit_of_column(name, &unit) || unit.dimension != DIMENSION_DURATION)
        return err_at(err, input->file, 0, name,
                      "its name has no unit of time; call it %s_ms if that is what it is",
                      invocation_escape(invocation, name));
    return 0;
}

double calibrate_cell(const struct calibrate_input *input, size_t column, size_t row)
{
    struct unit unit;
    if (column == SIZE_MAX)
        return NAN;
    const struct column *of = &input->table.column[column];
    bool scaled = column == input->latency || column == input->rate || column == input->offered ||
                  column == input->cpu;
    return of->number[row] * (scaled && unit_of_column(of->name, &unit) ? unit.scale : 1);
}

size_t calibrate_instance_rates(const struct calibrate_input *input, double *rate)
{
    const struct column *key = &input->table.column[input->key];
    struct key_index index = {0};
    double *runs = mem_alloc(input->table.rows, sizeof *runs);
    for (size_t row = 0; row < input->table.rows; row++) {
        char number[NUMBER_TEXT_MAX] = "";
        double value = calibrate_cell(input, input->rate, row);
        const char *text = key->type == COLUMN_TEXT ? key->text[row] : number;
        if (key->type == COLUMN_NUMBER)
            number_format(number, key->number[row]);
        if (text == NULL || text[0] == '\0' || isnan(value))
            continue;
        size_t place = key_index_put(&index, text, strlen(text), NULL);
        runs[place]++;
        rate[place] += (value - rate[place]) / runs[place];
    }
    size_t instances = index.count;
    free(runs);
    key_index_release(&index);
    return instances;
}

void calibrate_input_release(struct calibrate_input *input)
{
    calibrate_runs_release(input);
    table_release(&input->table);
    free(input->line);
}
