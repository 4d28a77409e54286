#include "forecast/naive.h"
#include "maths/maths.h"
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

int main(void)
{
    maths_init();
    naives();
    return done();
}
