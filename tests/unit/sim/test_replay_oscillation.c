#include "policy_samples.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>

// The policy of tests/reference/scenarios/bfd_v1.json: NetworkIn of an instance, on average; out by
// 3, 6 or 9 above 100, 200 and 400 MB a minute (1 of 1), in by 3, 6 or 9 below 400, 200 and 100
// (5 of 5); 3 to 12 instances. What came of it in production is documented: it oscillated.

static struct outcome replay_megabytes(double megabytes_a_minute,
                                       struct replay_workspace *workspace)
{
    struct sample_group group;
    sample_oscillating(&group);
    struct unit unit = {.dimension = DIMENSION_BYTE_RATE, .scale = 1e6 / 60, .name = "MB/min"};
    struct metric_terms terms = {.per_instance = 400, .unit = &unit, .demand_name = "traffic"};
    struct demand demand;
    sample_constant(&demand, megabytes_a_minute, 24 * 60);
    struct replay_input input;
    replay_input_init(&input);
    input.policy = &group.set;
    input.demand = &demand;
    input.terms = &terms;
    input.initial = 3;
    input.keeps_timeline = true;
    input.timing.boot_s = 30; // the mean start-up time that its authors measured
    struct outcome outcome = {0};
    struct err err = {0};
    is_int(replay(&input, workspace, &outcome, NULL, &err), 0, "it replays");
    is_text(err.text, "", "without an error");
    demand_release(&demand);
    sample_release(&group);
    return outcome;
}

int main(void)
{
    struct replay_workspace workspace = {0};
    struct outcome outcome = replay_megabytes(200, &workspace);
    near(outcome.changes, 0, 0, "200 MB a minute stay at 3 instances");
    outcome = replay_megabytes(2000, &workspace);
    near(outcome.instances_max, 12, 0, "2000 MB a minute go to 12");
    is_int(workspace.timeline.row[workspace.timeline.count - 1].in_service, 12, "and stay there");
    ok(outcome.changes <= 3, "without going back");
    outcome = replay_megabytes(450, &workspace);
    ok(outcome.changes / outcome.hours > 20, "450 MB a minute never settle: %.1f changes an hour",
       outcome.changes / outcome.hours);
    outcome = replay_megabytes(750, &workspace);
    ok(outcome.changes / outcome.hours > 20, "nor do 750: %.1f changes an hour",
       outcome.changes / outcome.hours);
    replay_workspace_release(&workspace);
    return done();
}
