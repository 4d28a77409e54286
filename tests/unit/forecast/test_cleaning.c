#include "forecast/cleaning.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { DAY = 24, WEEK = 168 };

static void outliers(void)
{
    enum { N = 28 * DAY };
    double value[N];
    struct random random;
    random_seed(&random, 3, 0);
    for (int t = 0; t < N; t++)
        value[t] =
            (100 + 30 * sin(6.283185307179586 * t / DAY)) * exp(.03 * random_normal(&random));
    value[400] *= 20;
    for (int t = 500; t < N; t++)
        value[t] *= 3;
    struct history history;
    struct history cleaned;
    unsigned char outlier[N];
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    size_t count = cleaning_apply(&history, &cleaned, outlier);
    ok(count > 0 && outlier[400], "a spike is replaced");
    near(cleaned.value[400] * cleaned.scale, value[400] / 20, .2, "by what was due");
    ok(!outlier[600], "a shift of level stays");
    if (count > 0)
        history_release(&cleaned);
    history_release(&history);
}

int main(void)
{
    maths_init();
    outliers();
    return done();
}
