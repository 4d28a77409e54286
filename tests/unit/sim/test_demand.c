#include "sim/demand.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static void make(struct series *series, int64_t step_s, size_t n, const double *value)
{
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(series, "requests_per_s", NULL, &unit, 0, step_s, n);
    for (size_t i = 0; i < n; i++)
        series->value[i] = value[i];
}

// By hand: both inner edges are 15, the mean of the steps beside them. The middle of the second
// step is 2 x 20 - (15 + 15) / 2 = 25: its quarters rise from 15 to 25 and fall again. The first
// step runs from 10 to 2 x 10 - (10 + 15) / 2 = 7.5 and up to 15.
static void test_cut(void)
{
    const double value[] = {10, 20, 10};
    const double expected[] = {9.375, 8.125, 9.375,  13.125, 17.5,  22.5,
                               22.5,  17.5,  13.125, 9.375,  8.125, 9.375};
    double tick[12];
    demand_cut(value, 3, 4, tick);
    for (size_t i = 0; i < 12; i++)
        near(tick[i], expected[i], 1e-12, "a quarter of three steps, by hand");
    demand_cut(value, 3, 1, tick);
    near(tick[1], 20, 0, "a tick a step is the step");
}

static void test_never_below_zero(void)
{
    const double value[] = {100, 1, 0, 50, 0, 0, 3, 1000};
    double tick[8 * 60];
    demand_cut(value, 8, 60, tick);
    bool low = false;
    double worst = 0;
    for (size_t i = 0; i < 8; i++) {
        double sum = 0;
        for (size_t k = 0; k < 60; k++) {
            sum += tick[i * 60 + k];
            low = low || tick[i * 60 + k] < -1e-12;
        }
        worst = fmax(worst, fabs(sum / 60 - value[i]));
    }
    ok(!low, "jumps never take it below 0");
    near(worst, 0, 1e-9, "and every step keeps its mean");
}

static void test_from_series(void)
{
    struct series series;
    struct demand demand;
    struct notes notes = {0};
    struct err err;
    const double value[] = {NAN, 30, NAN, NAN, 60, NAN};
    make(&series, 300, 6, value);
    is_int(demand_from_series(&series, 60, &demand, &notes, &err), 0, "a trace with gaps");
    is_int((long long)demand.n, 30, "five ticks of a minute a step");
    is_int(demand.tick_ms, 60000, "of a minute");
    is_int(demand_time(&demand, 30), 1800000, "it ends where the trace does");
    near(demand_mean(&demand), (30 + 30 + 40 + 50 + 60 + 60) / 6.0, 1e-12,
         "gaps lie on the line between their neighbours, ends stay level");
    has_text(notes.note[0].text, "requests_per_s: 4 of 6 steps have no value", "and that is said");
    demand_release(&demand);

    is_int(demand_from_series(&series, 7, &demand, &notes, &err), 0, "7 s do not divide 5 minutes");
    is_int(demand.tick_ms, 6000, "the next shorter tick that does");
    demand_release(&demand);
    is_int(demand_from_series(&series, 900, &demand, &notes, &err), 0, "a longer tick");
    is_int(demand.tick_ms, 300000, "is the step of the trace");
    demand_release(&demand);
    series_release(&series);
    notes_release(&notes);
}

static void test_refusals(void)
{
    struct series series;
    struct demand demand;
    struct err err;
    const double negative[] = {1, -2};
    make(&series, 60, 2, negative);
    is_int(demand_from_series(&series, 60, &demand, NULL, &err), -1, "negative demand");
    is_text(err.text, "requests_per_s: demand is -2 at 1970-01-01T00:01:00Z; it must be 0 or more",
            "says where");
    series_release(&series);
    const double nothing[] = {NAN, NAN};
    make(&series, 60, 2, nothing);
    is_int(demand_from_series(&series, 60, &demand, NULL, &err), -1, "no value");
    has_text(err.text, "there is nothing to replay", "says so");
    is_int(demand_from_series(&series, 0, &demand, NULL, &err), -1, "no tick");
    series.step_s = INT64_C(1000000000);
    is_int(demand_from_series(&series, 1, &demand, NULL, &err), -1, "too many ticks");
    has_text(err.text, "--step makes the trace coarser", "says what to do");
    series_release(&series);
}

int main(void)
{
    test_cut();
    test_never_below_zero();
    test_from_series();
    test_refusals();
    return done();
}
