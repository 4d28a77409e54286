// How far the forecast that an answer rests on can be trusted.
#include "answer/answer.h"
#include "forecast/backtest.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/// Sets a cell of a column that is added when it is met first.
static void put_number(struct table *table, size_t row, const char *name, enum column_style style,
                       double value)
{
    size_t column = table_find(table, name);
    if (column == SIZE_MAX)
        column = table_add_column(table, name, COLUMN_NUMBER, style);
    table_set_number(table, row, column, value);
}

static void put_text(struct table *table, size_t row, const char *name, const char *text)
{
    size_t column = table_find(table, name);
    if (column == SIZE_MAX)
        column = table_add_column(table, name, COLUMN_TEXT, STYLE_PLAIN);
    table_set_text(table, row, column, text);
}

void answer_add_accuracy(struct answer *answer, const struct forecast *forecast)
{
    struct table *table = &answer->accuracy;
    const struct backtest *test = &forecast->backtest;
    size_t row = table_add_row(table);
    bool tested = test->origins > 0;
    put_text(table, row, "series", forecast->key != NULL ? forecast->key : forecast->name);
    put_text(table, row, "method", forecast->method);
    put_number(table, row, "mase", STYLE_PLAIN, tested ? test->mase : (double)NAN);
    put_number(table, row, "naive", STYLE_PLAIN, tested ? test->mase_naive : (double)NAN);
    put_number(table, row, "skill", STYLE_PLAIN, tested ? test->skill : (double)NAN);
    put_number(table, row, "coverage", STYLE_PLAIN, tested ? test->coverage_p95 : (double)NAN);
    put_number(table, row, "coverage_p99", STYLE_PLAIN, tested ? test->coverage_p99 : (double)NAN);
    put_number(table, row, "confidence", STYLE_PLAIN, backtest_confidence(test));
    put_number(table, row, "origins", STYLE_INTEGER, (double)test->origins);
    put_number(table, row, "horizon_s", STYLE_INTEGER, (double)test->steps * (double)test->step_s);
}
