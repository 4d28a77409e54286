#include "table/record_cells.h"

#include "base/number.h"
#include "time/time_parse.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_MAX = 256, WHERE_MAX = 1024 };

/// "FILE:LINE: COLUMN: "TEXT" PROBLEM". Returns -1.
static int record_refuse(const struct record_place *place, const char *column, const char *text,
                         const char *problem)
{
    char shown[SHOWN_MAX];
    return err_at(place->err, place->file, place->line, column, "\"%s\" %s",
                  err_quote(shown, sizeof shown, text, strlen(text)), problem);
}

int record_quantity(const struct record_place *place, const char *column, const char *text,
                    enum dimension dimension, const struct value_range *range, double *value)
{
    char where[WHERE_MAX], bounds[VALUE_RANGE_TEXT_MAX], problem[WHERE_MAX];
    struct quantity quantity;
    double read;
    if (text == NULL)
        return 0;
    if (!number_parse(text, strlen(text), &read)) {
        snprintf(where, sizeof where, "%s:%zu: %s", place->file, place->line, column);
        if (quantity_parse(where, text, dimension, UNIT_HOURS_PER_MONTH, &quantity, place->err) !=
            0)
            return -1;
        read = quantity.value;
    }
    if (!value_range_has(range, read)) {
        snprintf(problem, sizeof problem, "is out of bounds: %s",
                 value_range_words(bounds, range, dimension));
        return record_refuse(place, column, text, problem);
    }
    *value = read;
    return 0;
}

int record_time(const struct record_place *place, const char *column, const char *text,
                instant *time)
{
    *time = INSTANT_NONE;
    if (text != NULL && time_parse_option("", text, NULL, time, NULL) != 0)
        return record_refuse(place, column, text,
                             "is no date, or could be two; write it such as 2026-11-27");
    return 0;
}
