#include "ingest/hour_columns.h"

#include "base/number.h"
#include "ingest/clock_column.h"

#include <string.h>

enum { FEWEST = 3, HOUR_MS = 3600 * 1000 };

/// Milliseconds from midnight of "06:00", "6:30:00" or "6h"; -1: no time of day.
static int64_t time_of_day_ms(const char *name)
{
    size_t length = strlen(name);
    double part[3] = {0};
    const char *at = name;
    if (!is_time_of_day(name, length)) {
        size_t digits = number_parse_prefix(name, length, &part[0]);
        bool hour = digits > 0 && digits <= 2 && strcmp(name + digits, "h") == 0 && part[0] < 24;
        return hour ? (int64_t)part[0] * HOUR_MS : -1;
    }
    for (size_t i = 0; i < 3; i++) {
        at += number_parse_prefix(at, strcspn(at, ":"), &part[i]);
        at += *at == ':';
    }
    // Half days are no order of columns that is worth the doubt.
    return *at == '\0' ? (int64_t)(part[0] * HOUR_MS + part[1] * 60000 + part[2] * 1000) : -1;
}

bool hour_columns_find(struct columns *columns, struct reading *reading)
{
    int64_t before = -1;
    size_t found = 0;
    const char *first = NULL;
    const char *last = NULL;
    if (!columns->header || columns->clock != SIZE_MAX || reading->options->value_columns != NULL)
        return false;
    for (size_t i = 0; i < columns->count; i++) {
        struct table_column *column = &columns->column[i];
        if (column->role != ROLE_VALUE)
            continue;
        column->offset_ms = time_of_day_ms(column->name);
        if (column->offset_ms <= before)
            found = SIZE_MAX / 2;
        before = column->offset_ms;
        first = first == NULL ? column->name : first;
        last = column->name;
        found++;
    }
    bool hours = found >= FEWEST && found < SIZE_MAX / 2;
    for (size_t i = 0; i < columns->count; i++) {
        if (!hours)
            columns->column[i].offset_ms = 0;
        else if (columns->column[i].role == ROLE_VALUE)
            columns->column[i].metric = "value";
    }
    if (hours)
        reading_note(reading, NOTE_INFO, "hour columns",
                     "the columns \"%s\" to \"%s\" are times of the day: their values are one "
                     "series",
                     first, last);
    return hours;
}
