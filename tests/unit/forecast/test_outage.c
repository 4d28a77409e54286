#include "forecast/outage.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

enum { DAY = 24, N = 28 * DAY };

static void usual(double value[N])
{
    for (int t = 0; t < N; t++)
        value[t] = 100 + 60 * sin(6.283185307179586 * t / DAY);
}

/// A history of usual days with zeros from `from` to `to`.
static struct history with_zeros(int from, int to)
{
    double value[N];
    struct history history;
    usual(value);
    for (int t = from; t < to; t++)
        value[t] = 0;
    history_init_plain(&history, value, N, DAY, 7 * DAY, 0);
    return history;
}

int main(void)
{
    double value[N];
    usual(value);
    struct history history = with_zeros(300, 312);
    is_int(history.outages, 12, "half a day without demand is an outage");
    is_int(history.first_outage, 300, "found where it is");
    near(history.weight[305], 0, 0, "it is not fitted to");
    near(history.value[305] * history.scale, value[305], 1e-9, "but bridged by the usual");
    near(history.log_shift, 0, 0, "and does not bend the logarithms");
    history_release(&history);

    history = with_zeros(300, 330);
    is_int(history.outages, 30, "so are thirty hours");
    history_release(&history);

    history = with_zeros(N - 10, N);
    is_int(history.n, N - 10, "an outage at the end is cut off");
    ok(history.ends_in_outage, "and remembered");
    history_release(&history);

    history = with_zeros(N - 30, N);
    is_int(history.outages, 0, "what ended a day ago may not come back");
    is_int(history.n, N, "and stays");
    history_release(&history);

    for (int t = 0; t < N; t++)
        value[t] = t % DAY < 8 ? 0 : 50;
    history_init_plain(&history, value, N, DAY, 7 * DAY, 0);
    is_int(history.outages, 0, "nights without demand are usual");
    history_release(&history);

    usual(value);
    for (int t = 0; t < N; t += 9)
        value[t] = 0;
    history_init_plain(&history, value, N, DAY, 7 * DAY, 0);
    is_int(history.outages, 0, "zeros everywhere are a pattern");
    history_release(&history);
    return done();
}
