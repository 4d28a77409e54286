#include "forecast/horizon.h"

#include "base/unit.h"

enum { WEEK_S = 604800 };

int64_t horizon_default_s(size_t n, int64_t step_s)
{
    int64_t horizon_s = (int64_t)n * step_s / 4;
    if (horizon_s >= WEEK_S)
        horizon_s -= horizon_s % WEEK_S;
    return horizon_s < step_s ? step_s : horizon_s;
}

int horizon_steps(int64_t horizon_s, size_t n, int64_t step_s, size_t *steps, struct notes *notes,
                  struct err *err)
{
    char horizon_text[UNIT_NAME_MAX];
    char step_text[UNIT_NAME_MAX];
    if (horizon_s < 0)
        return err_set(err, ERR_USAGE, "--horizon: a forecast needs a time ahead, such as 4w");
    double history_s = (double)n * (double)step_s;
    if (horizon_s == 0)
        horizon_s = horizon_default_s(n, step_s);
    int64_t count = horizon_s / step_s + (horizon_s % step_s != 0);
    if (count > HORIZON_MOST_STEPS)
        return err_set(err, ERR_USAGE,
                       "--horizon: %s at a step of %s is %lld steps, at most %d are made; give a "
                       "shorter --horizon or a longer --step",
                       duration_format(horizon_text, (double)horizon_s),
                       duration_format(step_text, (double)step_s), (long long)count,
                       HORIZON_MOST_STEPS);
    if ((double)horizon_s > history_s)
        notes_add(
            notes, NOTE_WARNING, "long-horizon",
            "a horizon of %s is %.2g times the history of %s, which cannot tell what comes so "
            "late: expect the bands to be too narrow, and treat it as a scenario",
            duration_format(horizon_text, (double)horizon_s), (double)horizon_s / history_s,
            duration_format(step_text, history_s));
    *steps = (size_t)count;
    return 0;
}
