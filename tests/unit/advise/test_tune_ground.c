// The bounds that tuning keeps to: what is learnt, what stands in for what is not said, and the
// maximum that is of no use.
#include "advise/tune_ground.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS = 96 };

static struct demand demand = {.tick_ms = 3600000, .n = HOURS, .ticks_a_row = 1};

/// 100/s and, from the third day on, 900/s at noon.
static void make_demand(void)
{
    const struct civil monday = {.year = 2026, .month = 3, .day = 2};
    demand.start = civil_to_instant(&monday);
    demand.value = calloc(HOURS, sizeof *demand.value);
    for (size_t i = 0; i < HOURS; i++)
        demand.value[i] = i == 60 ? 900 : i == 12 ? 450 : 100;
}

static const struct tune_ground open = {.min = NAN, .max = NAN, .boot_s = NAN};

static void test_learnt(const struct sizing *sizing)
{
    struct usual_need usual;
    struct tune_ground ground = open;
    ok(tune_ground_learn(&ground, TUNE_TRACKING, sizing, &demand, demand_time(&demand, 48), NULL,
                         &usual),
       "two days of demand");
    is_text(ground.group, "fleet", "the group's name");
    near(ground.min, 1, 0, "at least one");
    near(ground.peak, 9, 1e-12, "450/s fill 9 of 50/s; what comes later is not looked at");
    near(ground.max, 18, 0, "twice the peak, headroom and spare aside");
    near(ground.boot_s, 120, 0, "a virtual machine");
    ok(ground.usual == &usual, "two days show the hours");
    ground = open;
    ground.group = "web";
    ground.min = 3;
    ground.boot_s = 7;
    tune_ground_learn(&ground, TUNE_HPA, sizing, &demand, demand_time(&demand, 12), NULL, &usual);
    is_text(ground.group, "web", "a name that is said stays");
    near(ground.boot_s, 7, 0, "so does the boot");
    near(ground.max, 4, 0, "2 x 100/s fill 4, which is one more than the minimum");
    ok(ground.usual == NULL, "half a day shows no usual hours");
    ground = open;
    tune_ground_learn(&ground, TUNE_HPA, sizing, &demand, demand_time(&demand, 48), NULL, &usual);
    near(ground.boot_s, 30, 0, "a pod");
    ok(!tune_ground_learn(&ground, TUNE_HPA, sizing, &demand, demand.start, NULL, &usual),
       "nothing before the split");
}

static void test_bound(const struct sizing *sizing)
{
    struct tune_ground ground = {.min = 1, .max = 1e6};
    const struct stress surges[] = {{.factor = 2}, {.factor = 10}, {.factor = 5}};
    near(tune_ground_bound(&ground, sizing, 900, NULL, 0), 18, 0, "900/s fill 18");
    near(ground.max, tune_space_fleet_most(18), 0, "and no policy goes beyond");
    near(tune_ground_bound(&ground, sizing, 900, NULL, 0), 0, 0, "it is not lowered twice");
    ground.max = 1e6;
    near(tune_ground_bound(&ground, sizing, 900, surges, 3), 180, 0, "the greatest surge counts");
    ground.max = 20;
    near(tune_ground_bound(&ground, sizing, 900, surges, 3), 0, 0, "a small maximum");
    near(ground.max, 20, 0, "stays");
}

int main(void)
{
    struct sizing sizing = sizing_defaults();
    sizing.per_instance = 50;
    make_demand();
    test_learnt(&sizing);
    test_bound(&sizing);
    free(demand.value);
    return done();
}
