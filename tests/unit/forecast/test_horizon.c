#include "forecast/horizon.h"
#include "tap.h"

#include <stdbool.h>

enum { HOUR_S = 3600, DAY_S = 86400, WEEK_S = 604800 };

static size_t steps_of(int64_t horizon_s, size_t n, int64_t step_s, struct notes *notes)
{
    size_t steps = 0;
    struct err err = {0};
    ok(horizon_steps(horizon_s, n, step_s, &steps, notes, &err) == 0, "a horizon %s", err.text);
    return steps;
}

int main(void)
{
    is_int(steps_of(0, 56 * 24, HOUR_S, NULL), 2 * 168, "a quarter of eight weeks is two");
    is_int(steps_of(0, 50 * 24, HOUR_S, NULL), 168, "in whole weeks");
    is_int(steps_of(0, 8 * 24, HOUR_S, NULL), 48, "or days, where it is less than one");
    is_int(steps_of(0, 5, WEEK_S, NULL), 1, "and at least a step");
    is_int(steps_of(DAY_S + 1, 1000, HOUR_S, NULL), 25, "a step begun counts");
    struct notes notes = {0};
    steps_of(10 * DAY_S, 24, HOUR_S, &notes);
    is_int(notes.count, 1, "longer than the history");
    has_text(notes.note[0].text, "a horizon of 10d is 10 times the history of 1d", "is told");
    notes_release(&notes);

    size_t steps;
    struct err err = {0};
    ok(horizon_steps(10000001, 10000, 10, &steps, NULL, &err) != 0, "a million and one steps");
    has_text(err.text, "at most 1000000 are made", "are refused with the bound");
    ok(horizon_steps(-1, 100, HOUR_S, &steps, NULL, &err) != 0, "the past");
    has_text(err.text, "needs a time ahead", "is refused");
    return done();
}
