#include "table/cell_format.h"

#include "base/escape.h"
#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIGNIFICANT = 4,       ///< digits that people can use
    SIGNIFICANT_RATIO = 3, ///< 64.5 %
    DECIMALS_MAX = 9,
    COLUMN_DIGITS_MAX = 7, ///< integer digits and common decimals together, else each cell its own
};

const char *cell_format_number(char out[NUMBER_TEXT_MAX], double value, enum column_style style)
{
    switch (style) {
    case STYLE_COST_HOUR:
        return number_format_fixed(out, value, 4);
    case STYLE_COST_MONTH:
        return number_format_fixed(out, value, 2);
    case STYLE_PLAIN:
    case STYLE_INTEGER:
    case STYLE_RATIO:
        break;
    }
    return number_format(out, value);
}

/// Digits before the decimal point, at least 1; 0 or less for values below 0.1 (0.05: 0, 0.005:
/// -1).
static int integer_digits(double value)
{
    double magnitude = fabs(value);
    return magnitude == 0 ? 1 : (int)floor(log10(magnitude)) + 1;
}

/// Decimals that show `value` with `significant` digits, less its trailing zeros.
static int decimals_needed(double value, int significant)
{
    if (!isfinite(value) || value == 0)
        return 0;
    int decimals = significant - integer_digits(value);
    decimals = decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
    char text[NUMBER_TEXT_MAX];
    number_format_fixed(text, value, decimals);
    for (size_t last = strlen(text); decimals > 0 && text[last - 1] == '0'; last--)
        decimals--;
    return decimals;
}

/// "1204551.5" becomes "1,204,551.5".
static const char *separate_thousands(struct arena *arena, const char *text, const char *suffix)
{
    size_t sign = text[0] == '-';
    size_t digits = strspn(text + sign, "0123456789");
    size_t length = strlen(text);
    char *out = arena_alloc(arena, length + digits / 3 + strlen(suffix) + 1);
    char *to = out;
    for (size_t i = 0; i < length; i++) {
        size_t before_point = i >= sign && i < sign + digits ? sign + digits - i : 0;
        if (before_point > 0 && i > sign && before_point % 3 == 0)
            *to++ = ',';
        *to++ = text[i];
    }
    memcpy(to, suffix, strlen(suffix) + 1);
    return out;
}

static const char *people_number(struct arena *arena, double value, int decimals, bool ratio)
{
    if (isnan(value))
        return "-";
    char text[NUMBER_TEXT_MAX];
    // Past 1e15 a double's digits are noise and would not fit: an exponent says it shorter.
    if (!isfinite(value) || fabs(value) >= 1e15 || (value != 0 && fabs(value) < 1e-9))
        number_format(text, value);
    else
        number_format_fixed(text, value, decimals);
    return separate_thousands(arena, text, ratio ? "%" : "");
}

/// Decimals that all cells of the column share, -1 when their sizes are too far apart for that.
static int common_decimals(const struct column *column, size_t rows, double factor, int significant)
{
    int decimals = 0;
    int digits = 1;
    for (size_t row = 0; row < rows; row++) {
        double value = column->number[row] * factor;
        if (!isfinite(value))
            continue;
        int needed = decimals_needed(value, significant);
        decimals = needed > decimals ? needed : decimals;
        digits = integer_digits(value) > digits ? integer_digits(value) : digits;
    }
    return digits + decimals > COLUMN_DIGITS_MAX ? -1 : decimals;
}

static void format_numbers(const struct column *column, size_t rows, struct arena *arena,
                           const char **text)
{
    bool ratio = column->style == STYLE_RATIO;
    double factor = ratio ? 100 : 1;
    int significant = ratio ? SIGNIFICANT_RATIO : SIGNIFICANT;
    int decimals = column->style == STYLE_COST_MONTH ? 2
                   : column->style == STYLE_INTEGER
                       ? 0
                       : common_decimals(column, rows, factor, significant);
    // Prices have cents at least.
    if (column->style == STYLE_COST_HOUR)
        decimals = decimals < 0 ? 4 : decimals < 2 ? 2 : decimals > 4 ? 4 : decimals;
    bool cost = column->style == STYLE_COST_HOUR || column->style == STYLE_COST_MONTH;
    for (size_t row = 0; row < rows; row++) {
        double value = column->number[row] * factor;
        if (value == 0 && !cost) {
            text[row] = ratio ? "0%" : "0"; // nothing at all stands out from 0.000
            continue;
        }
        text[row] = people_number(
            arena, value, decimals >= 0 ? decimals : decimals_needed(value, significant), ratio);
    }
}

enum clock { CLOCK_NONE, CLOCK_MINUTES, CLOCK_SECONDS, CLOCK_MILLISECONDS };

/// The coarsest clock that loses nothing in this column.
static enum clock clock_needed(const struct column *column, size_t rows)
{
    enum clock needed = CLOCK_NONE;
    for (size_t row = 0; row < rows; row++) {
        instant time = column->time[row];
        enum clock own = time == INSTANT_NONE || time % (SECONDS_PER_DAY * INSTANT_PER_SECOND) == 0
                             ? CLOCK_NONE
                         : time % (60 * INSTANT_PER_SECOND) == 0 ? CLOCK_MINUTES
                         : time % INSTANT_PER_SECOND == 0        ? CLOCK_SECONDS
                                                                 : CLOCK_MILLISECONDS;
        needed = own > needed ? own : needed;
    }
    return needed;
}

static const char *people_time(struct arena *arena, instant time, enum clock clock)
{
    if (time == INSTANT_NONE)
        return "-";
    char date[INSTANT_TEXT_MAX];
    struct civil civil;
    civil_from_instant(time, &civil);
    instant_format_date(date, time);
    switch (clock) {
    case CLOCK_NONE:
        return arena_strdup(arena, date);
    case CLOCK_MINUTES:
        return arena_printf(arena, "%s %02d:%02d", date, civil.hour, civil.minute);
    case CLOCK_SECONDS:
        return arena_printf(arena, "%s %02d:%02d:%02d", date, civil.hour, civil.minute,
                            civil.second);
    case CLOCK_MILLISECONDS:
        break;
    }
    return arena_printf(arena, "%s %02d:%02d:%02d.%03d", date, civil.hour, civil.minute,
                        civil.second, civil.millisecond);
}

/// Foreign text must neither move the cursor nor turn the line.
static const char *people_text(struct arena *arena, const char *text)
{
    if (text == NULL)
        return "";
    struct str safe = {0};
    // A line end would leave the cell.
    for (const char *line = text;; line += strcspn(line, "\n") + 1) {
        char *part = mem_strndup(line, strcspn(line, "\n"));
        escape_text(&safe, part);
        free(part);
        if (line[strcspn(line, "\n")] == '\0')
            break;
        str_append(&safe, "\\x0a");
    }
    const char *copy = arena_strdup(arena, str_text(&safe));
    str_release(&safe);
    return copy;
}

struct cell_text cell_format_column(const struct table *table, size_t index, struct arena *arena)
{
    const struct column *column = &table->column[index];
    struct cell_text cells = {.right = column->type == COLUMN_NUMBER, .suffix = ""};
    cells.text = arena_alloc(arena, (table->rows + 1) * sizeof *cells.text);
    if (column->type == COLUMN_NUMBER) {
        format_numbers(column, table->rows, arena, cells.text);
    } else if (column->type == COLUMN_TIME) {
        enum clock clock = clock_needed(column, table->rows);
        cells.suffix = clock == CLOCK_NONE ? "" : " (UTC)";
        for (size_t row = 0; row < table->rows; row++)
            cells.text[row] = people_time(arena, column->time[row], clock);
    } else {
        for (size_t row = 0; row < table->rows; row++)
            cells.text[row] = people_text(arena, column->text[row]);
    }
    return cells;
}
