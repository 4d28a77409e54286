#include "base/ascii.h"
#include "time/cron.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/// What a field may hold.
struct cron_field {
    const char *name;
    int least, most;
    const char *const *value_name; ///< of the values from `least` up; NULL: none
};

static const char *const month_name[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL",
                                         "AUG", "SEP", "OCT", "NOV", "DEC", NULL};
static const char *const weekday_name[] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", NULL};

static const struct cron_field field_minute = {"minute", 0, 59, NULL};
static const struct cron_field field_hour = {"hour", 0, 23, NULL};
static const struct cron_field field_day = {"day of month", 1, 31, NULL};
static const struct cron_field field_month = {"month", 1, 12, month_name};
static const struct cron_field field_weekday = {"day of week", 0, 7, weekday_name};
static const struct cron_field field_aws_weekday = {"day of week", 1, 7, weekday_name};
static const struct cron_field field_year = {"year", CRON_YEAR_FIRST, CRON_YEAR_LAST, NULL};

enum { FIELDS_MAX = 6 };

/// The text taken apart.
struct cron_text {
    const char *whole;
    const char *field[FIELDS_MAX];
    size_t length[FIELDS_MAX];
    size_t fields;
    struct err *err;
};

/// A field that is being read.
struct cron_cursor {
    const struct cron_text *text;
    const struct cron_field *field;
    const char *at, *end;
};

__attribute__((format(printf, 3, 4))) static int refuse(const struct cron_text *text,
                                                        const char *field, const char *format, ...)
{
    char quoted[128], why[256];
    err_quote(quoted, sizeof quoted, text->whole, strlen(text->whole));
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return err_set(text->err, ERR_DATA, "schedule \"%s\": %s%s%s", quoted, field,
                   *field == '\0' ? "" : ": ", why);
}

static int refuse_item(const struct cron_cursor *cursor)
{
    char item[64];
    err_quote(item, sizeof item, cursor->at, (size_t)(cursor->end - cursor->at));
    return refuse(cursor->text, cursor->field->name,
                  "\"%s\" is not understood; it takes %d to %d, *, lists a,b, ranges a-b, steps /n",
                  item, cursor->field->least, cursor->field->most);
}

static bool take(struct cron_cursor *cursor, char wanted)
{
    if (cursor->at == cursor->end || *cursor->at != wanted)
        return false;
    cursor->at++;
    return true;
}

/// Digits, at most enough for a year.
static bool take_digits(struct cron_cursor *cursor, int *value)
{
    const char *start = cursor->at;
    *value = 0;
    for (; cursor->at < cursor->end && ascii_is_digit(*cursor->at) && cursor->at - start < 4;
         cursor->at++)
        *value = *value * 10 + (*cursor->at - '0');
    return cursor->at > start;
}

/// A value of the field, as a number or a name.
static int take_value(struct cron_cursor *cursor, int *value)
{
    const struct cron_field *field = cursor->field;
    const char *start = cursor->at;
    bool number = take_digits(cursor, value);
    for (int i = 0; !number && field->value_name != NULL && field->value_name[i] != NULL; i++) {
        size_t length = strlen(field->value_name[i]);
        if ((size_t)(cursor->end - cursor->at) >= length &&
            ascii_is_word_any_case(cursor->at, length, field->value_name[i])) {
            cursor->at += length;
            *value = field->least + i;
            return 0;
        }
    }
    if (!number)
        return refuse_item(cursor);
    if (*value < field->least || *value > field->most) {
        return refuse(cursor->text, field->name, "%.*s is not within %d to %d",
                      (int)(cursor->at - start), start, field->least, field->most);
    }
    return 0;
}

/// One item of a list: `*`, a value or a range, with a step behind it or not.
static int take_item(struct cron_cursor *cursor, uint64_t *bits, bool *any)
{
    const struct cron_field *field = cursor->field;
    int first = field->least, last = field->most, step = 1;
    bool range = true;
    if (take(cursor, '*') || take(cursor, '?')) {
        *any = true;
    } else {
        if (take_value(cursor, &first) != 0)
            return -1;
        range = take(cursor, '-');
        if (range && take_value(cursor, &last) != 0)
            return -1;
        if (range && last < first)
            return refuse(cursor->text, field->name, "the range %d-%d runs backwards", first, last);
    }
    if (take(cursor, '/')) {
        if (!take_digits(cursor, &step) || step == 0)
            return refuse(cursor->text, field->name, "a step / needs a number from 1");
    } else if (!range) {
        last = first;
    }
    for (int value = first; value <= last; value += step)
        bits[(value - field->least) / 64] |= UINT64_C(1) << (value - field->least) % 64;
    return 0;
}

/// Reads a whole field into bits that begin at its least value.
static int read_field(const struct cron_text *text, size_t place, const struct cron_field *field,
                      uint64_t *bits, bool *any)
{
    struct cron_cursor cursor = {text, field, text->field[place],
                                 text->field[place] + text->length[place]};
    bool star = false;
    do {
        if (take_item(&cursor, bits, &star) != 0)
            return -1;
    } while (take(&cursor, ','));
    if (any != NULL)
        *any = star;
    return cursor.at == cursor.end ? 0 : refuse_item(&cursor);
}

/// L and 15W of the day of month; *special is set when it was one of them.
static int read_special_day(struct cron *cron, const struct cron_text *text, bool *special)
{
    struct cron_cursor cursor = {text, &field_day, text->field[2],
                                 text->field[2] + text->length[2]};
    *special = true;
    if (cursor.end - cursor.at == 1 && take(&cursor, 'L')) {
        cron->last_day = true;
        return 0;
    }
    if (cursor.end[-1] != 'W') {
        *special = false;
        return 0;
    }
    if (take_value(&cursor, &cron->nearest_weekday) != 0)
        return -1;
    return take(&cursor, 'W') && cursor.at == cursor.end ? 0 : refuse_item(&cursor);
}

/// 6#3 and 6L of the day of week, which are otherwise read as a list.
static int read_special_weekday(struct cron *cron, const struct cron_text *text, bool *special)
{
    struct cron_cursor cursor = {text, &field_aws_weekday, text->field[4],
                                 text->field[4] + text->length[4]};
    bool nth = memchr(cursor.at, '#', text->length[4]) != NULL;
    *special = nth || (text->length[4] > 1 && cursor.end[-1] == 'L');
    if (!*special)
        return 0;
    int weekday;
    if (take_value(&cursor, &weekday) != 0)
        return -1;
    cron->weekday = UINT64_C(1) << (weekday - 1);
    if (!nth) {
        cron->last_of_the_weekday = true;
        return take(&cursor, 'L') && cursor.at == cursor.end ? 0 : refuse_item(&cursor);
    }
    if (!take(&cursor, '#') || !take_digits(&cursor, &cron->nth_weekday) ||
        cursor.at != cursor.end || cron->nth_weekday < 1 || cron->nth_weekday > 5)
        return refuse(text, "day of week", "# needs which of the month's, 1 to 5, behind the day");
    return 0;
}

/// Cuts the text into fields, without the "cron()" of AWS.
static int split_fields(struct cron_text *text)
{
    const char *at = text->whole;
    size_t length = strlen(at);
    if (length > 6 && strncmp(at, "cron(", 5) == 0 && at[length - 1] == ')') {
        at += 5;
        length -= 6;
    }
    const char *end = at + length;
    while (at < end) {
        if (*at == ' ' || *at == '\t') {
            at++;
            continue;
        }
        size_t word = strcspn(at, " \t");
        if (word > (size_t)(end - at))
            word = (size_t)(end - at);
        if (text->fields < FIELDS_MAX) {
            text->field[text->fields] = at;
            text->length[text->fields] = word;
        }
        text->fields++;
        at += word;
    }
    if (text->fields == 5 || text->fields == 6)
        return 0;
    return refuse(
        text, "",
        "it has %zu fields; a schedule is minute, hour, day of month, month, day of week, "
        "and a year for Application Auto Scaling",
        text->fields);
}

/// Day of week and year in the five-field form.
static int read_crontab_days(struct cron *cron, const struct cron_text *text)
{
    uint64_t weekday = 0;
    if (read_field(text, 2, &field_day, &cron->day, &cron->any_day) != 0 ||
        read_field(text, 4, &field_weekday, &weekday, &cron->any_weekday) != 0)
        return -1;
    // 0 and 7 are Sunday both.
    cron->weekday = (weekday | weekday >> 7) & 0x7f;
    for (size_t i = 0; i < CRON_YEAR_WORDS; i++)
        cron->year[i] = UINT64_MAX;
    return 0;
}

/// The days and the year in the six-field form.
static int read_aws_days(struct cron *cron, const struct cron_text *text)
{
    bool special;
    if (read_special_day(cron, text, &special) != 0)
        return -1;
    if (!special && read_field(text, 2, &field_day, &cron->day, &cron->any_day) != 0)
        return -1;
    if (read_special_weekday(cron, text, &special) != 0)
        return -1;
    if (!special &&
        read_field(text, 4, &field_aws_weekday, &cron->weekday, &cron->any_weekday) != 0)
        return -1;
    return read_field(text, 5, &field_year, cron->year, NULL);
}

int cron_parse(struct cron *cron, const char *text, struct err *err)
{
    struct cron_text parts = {.whole = text, .err = err};
    *cron = (struct cron){0};
    if (split_fields(&parts) != 0 ||
        read_field(&parts, 0, &field_minute, &cron->minute, NULL) != 0 ||
        read_field(&parts, 1, &field_hour, &cron->hour, &cron->any_hour) != 0 ||
        read_field(&parts, 3, &field_month, &cron->month, NULL) != 0)
        return -1;
    if ((parts.fields == 5 ? read_crontab_days : read_aws_days)(cron, &parts) != 0)
        return -1;
    // Fields are read from their least value on; days and months count from 1.
    cron->day <<= 1;
    cron->month <<= 1;
    return 0;
}
