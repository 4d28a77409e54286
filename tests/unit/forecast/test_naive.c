#include "forecast/naive.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

static void naives(void)
{
    const double value[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct history history;
    double path[8];
    history_init_plain(&history, value, 12, 4, 0, 0);
    naive_predict(&history, 4, 12, 8, path);
    near(path[5] * history.scale, 10, 1e-14, "seasonal naive repeats the last season");
    naive_predict(&history, 0, 12, 8, path);
    near(path[7] * history.scale, 20, 1e-12, "drift continues an exact line");
    naive_predict(&history, 0, 2, 8, path);
    near(path[7] * history.scale, 4, 1e-12, "but only for as long as was seen");
    history_release(&history);
}

/// Twenty values that rise to 20: type-7 quantiles 1 + 19 q.
static void recall(void)
{
    double value[20];
    struct history history;
    struct predictive_table outlook;
    for (size_t i = 0; i < 20; i++)
        value[i] = (double)i + 1;
    history_init_plain(&history, value, 20, 0, 0, 0);
    predictive_init(&outlook, 3);
    outlook.quantile[2 * PREDICTIVE_LEVELS + PREDICTIVE_P99] = 100 / history.scale;
    naive_recall(&history, 1, &outlook);
    near(outlook.quantile[PREDICTIVE_P95], 0, 0, "what was tried stays");
    near(outlook.quantile[PREDICTIVE_LEVELS + PREDICTIVE_P95] * history.scale, 19.05, 1e-12,
         "beyond it p95 is that of what was seen");
    near(outlook.high[1] * history.scale, 19.525, 1e-12, "and so is the interval's end");
    near(outlook.quantile[PREDICTIVE_LEVELS + PREDICTIVE_P50], 0, 0, "the middle stays");
    near(outlook.quantile[2 * PREDICTIVE_LEVELS + PREDICTIVE_P99] * history.scale, 100, 1e-12,
         "a higher bound stays");
    predictive_release(&outlook);
    history_release(&history);
}

int main(void)
{
    maths_init();
    naives();
    recall();
    return done();
}
