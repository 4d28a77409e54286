#include "answer/stocks_answer.h"

#include "advise/stock_runout.h"
#include "answer/answer.h"
#include "answer/rules_of_rows.h"
#include "answer/words.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "drawing/chart.h"
#include "input/read_series.h"
#include "series/series_name.h"
#include "series/series_rows.h"
#include "series/stock_or_flow.h"
#include "terms/terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HORIZON_DAYS = 20 * 365, LAST_FOR_DAYS = 90, ROWS_SHOWN = 20, SPARKLINE = 24, HEAD = 4096 };

struct stock_cells {
    const char *key, *unit;
    double used, limit, used_ratio, growth_day, growth_low, growth_high;
    instant earliest, expected, latest;
    double days_left, plain_days, probability;
    instant order_by;
    double add, cleanup, retention;
    const char *status, *note;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct stock_cells, key, STYLE_PLAIN, NULL,
                   "what fills up, under the name of its column"),
    FIELD(struct stock_cells, unit, STYLE_PLAIN, NULL,
          "of used, limit, growth and add: the file's"),
    FIELD(struct stock_cells, used, STYLE_PLAIN, "the file's", "the last value"),
    FIELD(struct stock_cells, limit, STYLE_PLAIN, "the file's", "the last one that there is"),
    FIELD(struct stock_cells, used_ratio, STYLE_RATIO, "ratio", "used / limit"),
    FIELD(struct stock_cells, growth_day, STYLE_PLAIN, "the file's, a day",
          "net growth now, clean-ups and single imports aside"),
    FIELD(struct stock_cells, growth_low, STYLE_PLAIN, "the file's, a day",
          "its lower bound, of nine cases in ten"),
    FIELD(struct stock_cells, growth_high, STYLE_PLAIN, "the file's, a day", "its upper bound"),
    FIELD(struct stock_cells, earliest, STYLE_PLAIN, NULL, "full by then with 5%"),
    FIELD(struct stock_cells, expected, STYLE_PLAIN, NULL, "full by then with 50%"),
    FIELD(struct stock_cells, latest, STYLE_PLAIN, NULL, "full by then with 95%"),
    FIELD(struct stock_cells, days_left, STYLE_PLAIN, "days", "to expected"),
    FIELD(struct stock_cells, plain_days, STYLE_PLAIN, "days",
          "what is left over the growth, as a second opinion"),
    FIELD(struct stock_cells, probability, STYLE_RATIO, "ratio",
          "that it is full within --horizon"),
    FIELD(struct stock_cells, order_by, STYLE_PLAIN, NULL, "earliest less the lead time"),
    FIELD(struct stock_cells, add, STYLE_PLAIN, "the file's",
          "with so much more it lasts until --full-by, but for 5%"),
    FIELD(struct stock_cells, cleanup, STYLE_PLAIN, "days",
          "a clean-up at least so often keeps it below the limit until --full-by"),
    FIELD(struct stock_cells, retention, STYLE_PLAIN, "days",
          "keeping what came in the last so many days fits"),
    FIELD(struct stock_cells, status, STYLE_PLAIN, NULL,
          "full, clean-up overdue, late, order now (due within 14 days), ok, kept by clean-ups, or "
          "not reached"),
    FIELD(struct stock_cells, note, STYLE_PLAIN, NULL, "its clean-ups and one-offs"),
    FIELD_END,
};

const struct schema schema_stocks = {"what fills up", columns, sizeof(struct stock_cells)};

const struct option_use options_stocks[] = {
    {OPT_VALUE, NULL, "of an export: the level that fills up"},
    {OPT_HORIZON, NULL, "of an export: how far to look; default: 20y"},
    {OPT_FULL_BY, NULL, "default: 90 days after the lead time"},
    {OPT_LAYOUT, NULL, NULL},
    {OPT_TIME, NULL, NULL},
    {OPT_ONLY, NULL, NULL},
    {OPT_SHARD, NULL, NULL},
    {OPT_UNIT, NULL, NULL},
    {OPT_TZ, NULL, NULL},
    {OPT_TIME_FORMAT, NULL, NULL},
    {OPT_DAY_FIRST, NULL, NULL},
    {OPT_MONTH_FIRST, NULL, NULL},
    {OPT_SKIP_BAD, NULL, NULL},
    {OPT_SINCE, NULL, NULL},
    {OPT_UNTIL, NULL, NULL},
    {OPT_THREADS, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

// --- what is asked -------------------------------------------------------------------------------

/// Whether the first line of a file has a column of a forecast.
static bool has_quantiles(const char *head, size_t length)
{
    static const char *const names[] = {"mean", "p50", "p90", "p95", "p99"};
    size_t at = 0;
    while (at < length && head[at] != '\n') {
        size_t end = at;
        while (end < length && strchr(",;\t\r\n\"", head[end]) == NULL)
            end++;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (end - at == strlen(names[i]) && memcmp(head + at, names[i], end - at) == 0)
                return true;
        at = end < length && head[end] == '\n' ? end : end + 1;
    }
    return false;
}

/// A file is looked into; standard input, which is read once, is demand to come unless an option
/// says otherwise.
static bool is_history(struct invocation *invocation)
{
    const char *path = invocation->operands == 1 ? invocation->operand[0] : NULL;
    struct byte_source *source;
    const char *head;
    size_t length;
    struct err ignored;
    if (path == NULL || strcmp(path, "-") == 0 || file_check_readable(path, &ignored) != 0 ||
        input_open(path, &source, &ignored) != 0)
        return false;
    bool history = byte_source_peek(source, HEAD, &head, &length, &ignored) == 0 &&
                   !has_quantiles(head, length);
    byte_source_close(source);
    return history;
}

bool runout_is_of_stocks(struct invocation *invocation)
{
    struct quantity quantity;
    if (option_given(invocation, OPT_VALUE))
        return true;
    if (option_given(invocation, OPT_DEMAND) || option_given(invocation, OPT_ASSUME) ||
        option_given(invocation, OPT_PER_INSTANCE))
        return false;
    if (option_given(invocation, OPT_LIMIT)) {
        if (!option_quantity(invocation, OPT_LIMIT, &quantity) ||
            quantity.dimension == DIMENSION_RATIO || quantity.dimension == DIMENSION_BYTES)
            return true;
        if (quantity.dimension == DIMENSION_RATE)
            return false;
    }
    return is_history(invocation);
}

/// How a name or a unit tells what a column holds.
enum column_role { ROLE_USED, ROLE_FREE, ROLE_LIMIT, ROLE_PERCENT };

struct stock_asker {
    struct invocation *invocation;
    struct series_input input;
    struct stock_question question;
    const char *limit_column; ///< NULL: none was named
    double limit_share;       ///< of the limit's column; 1
    double limit_value;       ///< in base units; NaN: by a column
    bool limit_bare;          ///< in the file's own unit
    struct stock_runout *found;
    const struct series **series; ///< of each found
    struct stock_runout **order;
    size_t count;
    struct answer answer;
};

static enum column_role role_of(const struct sample_stream *stream)
{
    if (name_tells_free(stream->metric))
        return ROLE_FREE;
    if (stream->unit.dimension == DIMENSION_RATIO)
        return ROLE_PERCENT;
    return name_tells_limit(stream->metric) ? ROLE_LIMIT : ROLE_USED;
}

/// The stream that a series came from; NULL when it was made.
static const struct sample_stream *stream_of(const struct stock_asker *asker,
                                             const struct series *series)
{
    const struct samples *samples = &asker->input.samples;
    for (size_t i = 0; i < samples->streams; i++) {
        const struct sample_stream *stream = &samples->stream[i];
        struct str name = {0};
        struct unit unit;
        double factor;
        series_name(stream, &name, &unit, &factor);
        bool same =
            strcmp(str_text(&name), series->name) == 0 &&
            (series->key == NULL || stream->key == NULL || strcmp(series->key, stream->key) == 0);
        str_release(&name);
        if (same)
            return stream;
    }
    return NULL;
}

static bool same_key(const struct series *a, const struct series *b)
{
    return a->key == NULL || b->key == NULL || strcmp(a->key, b->key) == 0;
}

/// The series of a role, or of a column, with the key of `series`; NULL when there is none.
static struct series *companion_of(const struct stock_asker *asker, const struct series *series,
                                   enum column_role role, const char *column)
{
    for (size_t i = 0; i < asker->input.set.count; i++) {
        struct series *other = &asker->input.set.item[i];
        const struct sample_stream *stream = stream_of(asker, other);
        if (other == series || stream == NULL || !same_key(series, other))
            continue;
        if (column != NULL ? strcmp(stream->metric, column) == 0 || strcmp(other->name, column) == 0
                           : role_of(stream) == role)
            return other;
    }
    return NULL;
}

static double last_value(const struct series *series)
{
    for (size_t i = series->n; i-- > 0;)
        if (!isnan(series->value[i]))
            return series->value[i];
    return NAN;
}

/// The value of `other` at the i-th step of `series`, the last one known until then.
static double value_beside(const struct series *series, size_t i, const struct series *other)
{
    int64_t k = (series_time(series, i) - other->start) / (other->step_s * INSTANT_PER_SECOND);
    for (; k >= 0; k--)
        if (k < (int64_t)other->n && !isnan(other->value[k]))
            return other->value[k];
    return NAN;
}

// --- used and its limit --------------------------------------------------------------------------

/// Base units of the series into the file's own.
static void to_file_unit(struct series *series, const struct unit *unit)
{
    if (!(unit->scale > 0) || unit->scale == 1 || series->unit.scale == unit->scale)
        return;
    for (size_t i = 0; i < series->n; i++)
        series->value[i] *= series->unit.scale / unit->scale;
    series->unit = *unit;
}

/// What is free, or a share, becomes what is used. Errors: there is no size beside it.
static int make_used(struct stock_asker *asker, struct series *series, enum column_role role,
                     const struct series *size, struct err *err)
{
    if (role == ROLE_PERCENT && size == NULL && asker->limit_column == NULL)
        return 0;
    if (role != ROLE_FREE && role != ROLE_PERCENT)
        return 0;
    if (size == NULL)
        return err_set(err, ERR_USAGE,
                       "%s is what is free: --limit names the column of the size, or the size "
                       "itself, such as 500GiB",
                       stream_of(asker, series)->metric);
    for (size_t i = 0; i < series->n; i++) {
        double beside = value_beside(series, i, size);
        series->value[i] = role == ROLE_FREE
                               ? beside * size->unit.scale / series->unit.scale - series->value[i]
                               : series->value[i] * series->unit.scale * beside;
    }
    if (role == ROLE_PERCENT)
        series->unit = size->unit;
    return 0;
}

/// The latest limit of a series, in its own unit. Errors: there is none, or its unit is another.
static int find_limit(const struct stock_asker *asker, const struct series *series,
                      const struct series *size, double *limit, struct err *err)
{
    *limit = NAN;
    if (!isnan(asker->limit_value))
        *limit = asker->limit_bare ? asker->limit_value : asker->limit_value / series->unit.scale;
    else if (size != NULL)
        *limit = asker->limit_share * last_value(size) * size->unit.scale / series->unit.scale;
    else if (series->unit.dimension == DIMENSION_RATIO)
        *limit = asker->limit_share / series->unit.scale;
    if (*limit > 0)
        return 0;
    return err_set(err, ERR_DATA,
                   "%s%s%s: no limit of what fills up: --limit names the column that holds it, or "
                   "says it, such as 500GiB; where this is demand, forecast it first: headroom "
                   "forecast FILE | headroom runout",
                   series->name, series->key == NULL ? "" : " of ",
                   series->key == NULL ? "" : series->key);
}

/// Whether a series is asked for: that of --value, or each that is used, free or a share where
/// nothing was named.
static bool is_asked(const struct stock_asker *asker, const struct series *series)
{
    const char *value = option_text(asker->invocation, OPT_VALUE);
    const struct sample_stream *stream = stream_of(asker, series);
    if (stream == NULL)
        return false;
    if (asker->limit_column != NULL && (strcmp(stream->metric, asker->limit_column) == 0 ||
                                        strcmp(series->name, asker->limit_column) == 0))
        return false;
    if (value != NULL)
        return strcmp(stream->metric, value) == 0 || strcmp(series->name, value) == 0;
    enum column_role role = role_of(stream);
    if (role == ROLE_LIMIT)
        return false;
    // One of used, free and a share of the same thing is enough.
    return role == ROLE_USED ||
           (companion_of(asker, series, ROLE_USED, NULL) == NULL &&
            (role == ROLE_FREE || companion_of(asker, series, ROLE_FREE, NULL) == NULL));
}

static int find_one(struct stock_asker *asker, struct series *series, struct err *err)
{
    const struct sample_stream *stream = stream_of(asker, series);
    const enum column_role role = role_of(stream);
    const struct unit unit = stream->unit;
    const struct series *size = companion_of(asker, series, ROLE_LIMIT, asker->limit_column);
    struct stock_runout *found = &asker->found[asker->count];
    double limit;
    if (asker->limit_column != NULL && size == NULL)
        return err_set(err, ERR_USAGE, "--limit %s: there is no such column, nor is it a quantity",
                       asker->limit_column);
    if (make_used(asker, series, role, size, err) != 0)
        return -1;
    if (role == ROLE_USED || role == ROLE_FREE)
        to_file_unit(series, &unit);
    if (find_limit(asker, series, size, &limit, err) != 0)
        return -1;
    if (stock_runout_find(series, limit, &asker->question, &asker->invocation->arena, found) != 0) {
        stock_runout_release(found);
        return err_set(err, ERR_DATA,
                       "%s%s%s: fewer than %d values: too few for a rate; give a longer history",
                       series->name, series->key == NULL ? "" : " of ",
                       series->key == NULL ? "" : series->key, STOCK_BUCKETS_LEAST);
    }
    if (found->rate_only)
        notes_add(&asker->invocation->notes, NOTE_WARNING, "stock-rate",
                  "%s%s%s: %zu values tell a rate and no dates' bounds; give a longer history",
                  series->name, series->key == NULL ? "" : " of ",
                  series->key == NULL ? "" : series->key, found->stock.buckets.n);
    asker->series[asker->count++] = series;
    return 0;
}

/// What --limit says: a quantity, a share or a column.
static int take_limit(struct stock_asker *asker, struct err *err)
{
    struct invocation *invocation = asker->invocation;
    struct quantity quantity;
    const char *const *texts;
    asker->limit_share = 1;
    asker->limit_value = NAN;
    if (!option_given(invocation, OPT_LIMIT))
        return 0;
    if (option_all(invocation, OPT_LIMIT, &texts) > 1)
        return err_set(err, ERR_USAGE, "--limit: what fills up has one limit; give it once");
    if (!option_quantity(invocation, OPT_LIMIT, &quantity)) {
        asker->limit_column = option_text(invocation, OPT_LIMIT);
    } else if (quantity.dimension == DIMENSION_RATIO) {
        asker->limit_share = quantity.value;
    } else {
        asker->limit_value = quantity.value;
        asker->limit_bare = quantity.bare;
    }
    return 0;
}

static int take_question(struct stock_asker *asker, instant now, struct err *err)
{
    struct invocation *invocation = asker->invocation;
    double horizon = option_number(invocation, OPT_HORIZON);
    double lead_time = option_number(invocation, OPT_LEAD_TIME);
    instant full_by;
    if (option_instant(invocation, OPT_FULL_BY, asker->input.zone, &full_by, err) != 0)
        return -1;
    asker->question.lead_time = isnan(lead_time) ? 0 : lead_time / 86400;
    asker->question.horizon = isnan(horizon) ? HORIZON_DAYS : horizon / 86400;
    asker->question.last_for = asker->question.lead_time + LAST_FOR_DAYS;
    if (full_by == INSTANT_NONE)
        return 0;
    asker->question.last_for = (double)(full_by - now) / (86400.0 * INSTANT_PER_SECOND);
    if (asker->question.last_for > 0)
        return 0;
    return err_set(err, ERR_USAGE, "--full-by %s: the data go on to %s; give a later time",
                   option_text(invocation, OPT_FULL_BY), words_time(&invocation->arena, now));
}

/// Nothing is used, or not what --value names.
static int refuse_columns(struct stock_asker *asker, struct err *err)
{
    const struct samples *samples = &asker->input.samples;
    const char *value = option_text(asker->invocation, OPT_VALUE);
    const char *names = samples->sources > 0 ? samples->source[0].value_columns : NULL;
    if (value != NULL)
        return err_set(err, ERR_USAGE, "--value %s: no such column; those with numbers are %s",
                       value, names == NULL ? "none" : names);
    return err_set(err, ERR_USAGE,
                   "no column holds what is used; --value names it, --limit the size");
}

/// Now is the last time of all series.
static instant last_sample(const struct stock_asker *asker)
{
    const struct series_set *set = &asker->input.set;
    instant now = INSTANT_NONE;
    for (size_t i = 0; i < set->count; i++)
        if (now == INSTANT_NONE || stock_last_sample(&set->item[i]) > now)
            now = stock_last_sample(&set->item[i]);
    return now;
}

static int find_all(struct stock_asker *asker, struct err *err)
{
    struct series_set *set = &asker->input.set;
    instant now = last_sample(asker);
    asker->found = mem_alloc(set->count, sizeof *asker->found);
    asker->series = mem_alloc(set->count, sizeof *asker->series);
    asker->order = mem_alloc(set->count, sizeof *asker->order);
    if (take_limit(asker, err) != 0 || take_question(asker, now, err) != 0)
        return -1;
    for (size_t i = 0; i < set->count; i++)
        if (is_asked(asker, &set->item[i]) && find_one(asker, &set->item[i], err) != 0)
            return -1;
    if (asker->count == 0)
        return refuse_columns(asker, err);
    for (size_t i = 0; i < asker->count; i++)
        asker->order[i] = &asker->found[i];
    qsort(asker->order, asker->count, sizeof *asker->order, stock_runout_compare);
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static const struct series *series_of(const struct stock_asker *asker,
                                      const struct stock_runout *found)
{
    return asker->series[found - asker->found];
}

static const char *name_of(const struct stock_asker *asker, const struct stock_runout *found)
{
    const struct series *series = series_of(asker, found);
    return series->key != NULL ? series->key : series->name;
}

static void fill_rows(struct stock_asker *asker)
{
    static const char *const without_key[] = {"key", NULL};
    const char *by = option_text(asker->invocation, OPT_BY);
    struct record_writer writer;
    bool keyed = false;
    for (size_t i = 0; i < asker->count; i++)
        keyed = keyed || asker->series[i]->key != NULL;
    record_begin(&writer, &asker->answer.rows, &schema_stocks, keyed ? NULL : without_key);
    record_rename(&writer, "key", by != NULL ? by : asker->input.samples.source[0].key_columns);
    for (size_t i = 0; i < asker->count; i++) {
        const struct stock_runout *found = asker->order[i];
        const struct series *series = series_of(asker, found);
        struct stock_cells cells;
        record_clear(&schema_stocks, &cells);
        cells.key = series->key;
        cells.unit = series->unit.name[0] == '\0' ? NULL : series->unit.name;
        cells.used = found->used;
        cells.limit = found->limit;
        cells.used_ratio = found->used / found->limit;
        cells.growth_day = found->growth.day;
        cells.growth_low = found->growth.low;
        cells.growth_high = found->growth.high;
        cells.earliest = found->earliest;
        cells.expected = found->expected;
        cells.latest = found->latest;
        cells.days_left = found->days_left;
        cells.plain_days = found->plain_days;
        cells.probability = found->probability;
        cells.order_by = found->order_by;
        cells.add = found->add;
        cells.cleanup = found->cleanup_days;
        cells.retention = found->retention_days;
        cells.status = stock_status_name(found->status);
        cells.note = found->note[0] == '\0' ? NULL : found->note;
        record_add(&writer, &cells);
    }
}

static const char *measure(const struct stock_asker *asker, const struct stock_runout *found,
                           double value)
{
    const struct unit *unit = &series_of(asker, found)->unit;
    struct arena *arena = &asker->invocation->arena;
    return arena_printf(arena, "%s%s%s", words_number(arena, value),
                        unit->name[0] == '\0' ? "" : " ", unit->name);
}

static const char *horizon_words(const struct stock_asker *asker)
{
    struct arena *arena = &asker->invocation->arena;
    double days = round(asker->question.horizon);
    char text[UNIT_NAME_MAX];
    if (fmod(days, 365) == 0)
        return arena_printf(arena, "%.0f year%s", days / 365, days > 365 ? "s" : "");
    return arena_strdup(arena, duration_format(text, days * 86400));
}

static instant last_for_until(const struct stock_asker *asker, const struct stock_runout *found)
{
    return stock_last_sample(series_of(asker, found)) +
           (instant)llround(asker->question.last_for * 86400) * INSTANT_PER_SECOND;
}

/// "logs-01: full about 2027-08-12 (2027-07-01 to 2027-09-23); cleaned every 14d by 126 GiB, net
/// +0.301 GiB a day."
static void write_sentence(struct stock_asker *asker, const struct stock_runout *found)
{
    struct arena *arena = &asker->invocation->arena;
    const char *when;
    if (found->status == STOCK_FULL)
        when = "is full";
    else if (found->expected == INSTANT_NONE)
        when = arena_printf(
            arena, "does not fill within %.0f days%s", round(asker->question.horizon),
            found->probability > 0.05
                ? arena_printf(arena, ", but for %s", words_share(arena, found->probability))
                : "");
    else
        when = arena_printf(
            arena, "full about %s%s", words_date(arena, found->expected),
            found->earliest == INSTANT_NONE
                ? ""
                : arena_printf(arena, " (%s to %s)", words_date(arena, found->earliest),
                               found->latest == INSTANT_NONE ? "no end in sight"
                                                             : words_date(arena, found->latest)));
    const char *todo = "";
    if (found->order_by != INSTANT_NONE && asker->question.lead_time > 0)
        todo = arena_printf(arena, "; order %s %s", found->status == STOCK_LATE ? "was due" : "by",
                            words_date(arena, found->order_by));
    if (found->add > 0)
        todo = arena_printf(arena, "%s; %s more last until %s", todo,
                            measure(asker, found, found->add),
                            words_date(arena, last_for_until(asker, found)));
    document_item(&asker->answer.document, "%s: %s%s%s; net %s%s a day%s.", name_of(asker, found),
                  when, found->note[0] == '\0' ? "" : "; ", found->note,
                  found->growth.day > 0 ? "+" : "", measure(asker, found, found->growth.day), todo);
}

static void write_table(struct stock_asker *asker, size_t shown)
{
    struct arena *arena = &asker->invocation->arena;
    struct table table = {0};
    for (size_t i = 0; i < shown; i++) {
        const struct stock_runout *found = asker->order[i];
        const struct stock_buckets *buckets = &found->stock.buckets;
        struct str line = {0};
        size_t row = table_add_row(&table);
        sparkline_render(buckets->value, buckets->n, SPARKLINE, &line);
        table_put_text(&table, row, "what", name_of(asker, found));
        table_put_text(&table, row, "used", words_share(arena, found->used / found->limit));
        table_put_text(&table, row, "days left",
                       isnan(found->days_left) ? "-"
                                               : words_number(arena, floor(found->days_left)));
        table_put_text(&table, row, "full about", words_date(arena, found->expected));
        table_put_text(&table, row, "status", stock_status_name(found->status));
        table_put_text(&table, row, "history", str_text(&line));
        str_release(&line);
    }
    document_rows(&asker->answer.document, &table);
}

static void write_document(struct stock_asker *asker)
{
    struct document *document = &asker->answer.document;
    const size_t shown = asker->count < ROWS_SHOWN ? asker->count : ROWS_SHOWN;
    const struct stock_runout *first = asker->order[0];
    size_t urgent = 0;
    for (size_t i = 0; i < asker->count; i++)
        urgent += asker->found[i].status <= STOCK_ORDER_NOW;
    enum document_tone tone = urgent > 0 ? TONE_BAD : TONE_GOOD;
    if (urgent > 0)
        document_callout(document, tone, "%zu of %zu %s %s.", urgent, asker->count,
                         urgent == 1 ? "is" : "are",
                         first->status == STOCK_FULL ? "full or due now" : "due now");
    else if (first->expected != INSTANT_NONE)
        document_callout(document, tone, "The first is full about %s: %s.",
                         words_date(&document->arena, first->expected), name_of(asker, first));
    else
        document_callout(document, tone, "Nothing fills within %s.", horizon_words(asker));
    write_table(asker, shown);
    for (size_t i = 0; i < shown; i++)
        write_sentence(asker, asker->order[i]);
    if (shown < asker->count)
        document_paragraph(document, "%zu more are in --format csv.", asker->count - shown);
}

static void release(struct stock_asker *asker)
{
    for (size_t i = 0; i < asker->count; i++)
        stock_runout_release(&asker->found[i]);
    free(asker->found);
    free(asker->series);
    free(asker->order);
    series_input_release(&asker->input);
}

/// The facts are those of the first one, which is the most urgent.
static void fill_facts(struct stock_asker *asker)
{
    struct answer *answer = &asker->answer;
    const struct stock_runout *first = asker->order[0];
    struct runout_facts facts;
    record_clear(&schema_runout_facts, &facts);
    facts.service = series_of(asker, first)->key;
    facts.resource = series_of(asker, first)->name;
    facts.limit = first->limit;
    facts.as_of = last_sample(asker);
    facts.earliest = first->earliest;
    facts.expected = first->expected;
    facts.order_by = first->order_by;
    facts.days_left = first->days_left;
    answer_facts(answer, &facts);
}

static int put_answer(struct stock_asker *asker, struct err *err)
{
    const struct table *table = &asker->answer.rows;
    const bool keyed = strcmp(table->column[0].name, "unit") != 0;
    const char *status_name[STOCK_STATUSES];
    for (int s = 0; s < STOCK_STATUSES; s++)
        status_name[s] = stock_status_name((enum stock_status)s);
    const struct ruled_table ruled = {.table = table,
                                      .key = keyed ? table->column[0].name : NULL,
                                      .status = status_name,
                                      .statuses = STOCK_STATUSES};
    const struct ruled_rows rows = {asker->invocation, "run-out", &ruled, 1, last_sample(asker)};
    bool refused = false;
    if (rules_require(&rows, &asker->answer, &refused, err) != 0 ||
        answer_put(&asker->answer, err) != 0)
        return -1;
    return refused ? 1 : 0;
}

/// Terms that make a question about instances.
static const enum option_id of_demand[] = {OPT_PER_INSTANCE, OPT_DEMAND};

int runout_of_stocks(struct invocation *invocation, struct err *err)
{
    for (size_t i = 0; i < sizeof of_demand / sizeof *of_demand; i++) {
        char spelling[OPTION_TEXT_MAX];
        if (option_given(invocation, of_demand[i]))
            return err_set(
                err, ERR_USAGE,
                "%s is about instances, and --value names a level that fills up: headroom "
                "forecast FILE --value NAME | headroom runout tells when a demand crosses "
                "a limit",
                option_spelling(spelling, of_demand[i]));
    }
    struct stock_asker asker = {.invocation = invocation};
    asker.input.levels = asker.input.whole = true;
    if (read_series(invocation, &asker.input, err) != 0)
        return -1;
    int status = find_all(&asker, err);
    if (status == 0) {
        answer_begin(&asker.answer, invocation);
        asker.answer.verdict = stock_status_name(asker.order[0]->status);
        fill_facts(&asker);
        fill_rows(&asker);
        write_document(&asker);
        status = put_answer(&asker, err);
        answer_release(&asker.answer);
    }
    release(&asker);
    return status;
}
