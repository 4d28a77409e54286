// How far the forecast that an answer rests on can be trusted.
#include "answer/answer.h"
#include "forecast/backtest.h"

#include <math.h>
#include <stdbool.h>

void answer_add_accuracy(struct answer *answer, const struct forecast *forecast)
{
    struct table *table = &answer->accuracy;
    const struct backtest *test = &forecast->backtest;
    size_t row = table_add_row(table);
    bool tested = test->origins > 0;
    table_put_text(table, row, "series", forecast->key != NULL ? forecast->key : forecast->name);
    table_put_text(table, row, "method", forecast->method);
    table_put_number(table, row, "mase", STYLE_PLAIN, tested ? test->mase : (double)NAN);
    table_put_number(table, row, "naive", STYLE_PLAIN, tested ? test->mase_naive : (double)NAN);
    table_put_number(table, row, "skill", STYLE_PLAIN, tested ? test->skill : (double)NAN);
    table_put_number(table, row, "coverage", STYLE_PLAIN,
                     tested ? test->coverage_p95 : (double)NAN);
    table_put_number(table, row, "coverage_p99", STYLE_PLAIN,
                     tested ? test->coverage_p99 : (double)NAN);
    table_put_number(table, row, "peak_coverage", STYLE_PLAIN, NAN); // of highest steps: not tested
    table_put_number(table, row, "confidence", STYLE_PLAIN, backtest_confidence(test));
    table_put_number(table, row, "origins", STYLE_INTEGER, (double)test->origins);
    table_put_number(table, row, "horizon_s", STYLE_INTEGER,
                     (double)test->steps * (double)test->step_s);
}
