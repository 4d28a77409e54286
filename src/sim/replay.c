#include "sim/replay.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "sim/replay_memory.h"
#include "sim/replay_start.h"

#include <math.h>
#include <stdlib.h>

// --- time passes ---------------------------------------------------------------------------------

/// Adds a stretch to the row of the timeline that it lies in.
static void add_to_row(struct timeline *timeline, const struct stretch *stretch, bool violating,
                       double per_instance)
{
    struct timeline_row *row = &timeline->row[timeline->count - 1];
    const struct fleet *fleet = stretch->fleet;
    double capacity = (double)fleet->in_service * per_instance;
    row->demand += stretch->demand * stretch->seconds;
    row->utilization += stretch->load->busy * stretch->seconds;
    double shortfall = fmax(stretch->demand - capacity, 0);
    row->shortfall += shortfall * stretch->seconds;
    row->worst_shortfall = fmax(row->worst_shortfall, shortfall);
    row->instance_hours += fleet_paid(fleet) * stretch->seconds / 3600;
    row->waste_hours +=
        fmax((double)fleet->in_service - stretch->need, 0) * stretch->seconds / 3600;
    row->short_demand += shortfall * stretch->seconds;
    row->lost_demand += stretch->load->lost * stretch->seconds;
    if (violating)
        row->violation_s += stretch->seconds;
    if (isnan(row->latency_s) || stretch->latency_s > row->latency_s)
        row->latency_s = stretch->latency_s;
}

/// Lives through the time until `next`, in which nothing changes.
static void live_until(const struct replay_input *input, struct replay_memory *memory,
                       struct timeline *timeline, instant next)
{
    double seconds = (double)(next - memory->now) / (double)INSTANT_PER_SECOND;
    double instances = (double)memory->fleet.in_service;
    struct load load = load_of(&memory->load, memory->demand, instances, seconds, memory->backlog);
    memory->backlog = load.backlog;
    double latency_s = NAN;
    if (input->response != NULL)
        latency_s = response_time_s(input->response, load.offered, instances, load.backlog,
                                    memory->load.per_instance);
    const struct stretch stretch = {
        .from = memory->now,
        .seconds = seconds,
        .demand = memory->demand,
        .need = memory->need,
        .fleet = &memory->fleet,
        .load = &load,
        .latency_s = latency_s,
    };
    tally_add(&memory->tally, &stretch);
    if (input->keeps_timeline)
        add_to_row(timeline, &stretch, memory->tally.violating, memory->load.per_instance);
    const struct metric_moment moment = {
        .seconds = seconds,
        .offered = load.offered,
        .work = load.work,
        .instances = instances,
        .backlog = load.backlog,
        .latency_s = latency_s,
        .tick = memory->tick,
    };
    metric_feeds_add(&memory->feeds, &moment);
    memory->now = next;
}

static void fail_next(const struct replay_input *input, struct replay_memory *memory)
{
    const struct replay_failure *failure = &input->failure[memory->failed++];
    if (failure->instances == 0)
        fleet_fail_zone(&memory->fleet, memory->now);
    else
        fleet_fail_instances(&memory->fleet, failure->instances, memory->now);
    memory->next_failure =
        memory->failed < input->failures ? input->failure[memory->failed].time : COHORT_NEVER;
}

/// What happens at memory->now: instances change their state, datapoints end, instances fail, and
/// then the autoscaler, which sees all of it, decides.
static void happen(const struct replay_input *input, struct replay_memory *memory,
                   struct event_log *log)
{
    instant now = memory->now;
    if (memory->fleet.next <= now)
        fleet_advance(&memory->fleet, now);
    if (memory->feeds.next <= now)
        metric_feeds_close(&memory->feeds, now);
    while (memory->next_failure <= now)
        fail_next(input, memory);
    if (memory->autoscaler.next <= now && now < memory->end) {
        int64_t before = memory->fleet.desired;
        autoscaler_decide(&memory->autoscaler, &memory->feeds, &memory->fleet, log);
        if (memory->fleet.desired != before)
            tally_change(&memory->tally, before, memory->fleet.desired);
    }
}

static instant next_event(const struct replay_memory *memory, instant until)
{
    instant next = until;
    next = memory->fleet.next < next ? memory->fleet.next : next;
    next = memory->feeds.next < next ? memory->feeds.next : next;
    next = memory->autoscaler.next < next ? memory->autoscaler.next : next;
    return memory->next_failure < next ? memory->next_failure : next;
}

static void begin_row(const struct replay_memory *memory, struct timeline *timeline)
{
    const struct fleet *fleet = &memory->fleet;
    struct timeline_row *row = timeline_add(timeline);
    row->time = memory->now;
    row->desired = fleet->desired;
    row->in_service = fleet->in_service;
    row->pending = fleet->pending;
    row->draining = fleet->draining;
    row->warm = fleet->warm;
    row->latency_s = NAN;
}

static void end_row(struct timeline *timeline, double seconds)
{
    struct timeline_row *row = &timeline->row[timeline->count - 1];
    row->demand /= seconds;
    row->utilization /= seconds;
    row->shortfall /= seconds;
}

/// Perfect knowledge: what is needed is there.
static void follow_need(struct replay_memory *memory)
{
    int64_t before = memory->fleet.desired;
    int64_t wanted = (int64_t)fmax(memory->need,
                                   (double)memory->autoscaler.class->min(memory->autoscaler.state));
    if (wanted == before)
        return;
    tally_change(&memory->tally, before, wanted);
    fleet_scale_to(&memory->fleet, wanted, memory->now, 0, SIZE_MAX);
}

static void live_tick(const struct replay_input *input, struct replay_memory *memory,
                      struct replay_workspace *workspace)
{
    const struct demand *demand = input->demand;
    size_t tick = memory->tick;
    instant until = demand_time(demand, tick + 1);
    memory->demand = demand->value[tick];
    memory->need = instances_up(memory->demand / memory->load.per_instance);
    if (input->follows_need)
        follow_need(memory);
    if (input->keeps_timeline && tick % demand->ticks_a_row == 0)
        begin_row(memory, &workspace->timeline);
    while (memory->now < until) {
        live_until(input, memory, &workspace->timeline, next_event(memory, until));
        happen(input, memory, &workspace->log);
    }
    tally_step(&memory->tally, memory->need, (double)memory->fleet.in_service);
    if (input->keeps_timeline && (tick + 1) % demand->ticks_a_row == 0)
        end_row(&workspace->timeline,
                (double)(demand->tick_ms * (int64_t)demand->ticks_a_row) / 1000);
}

/// What came before settled the fleet and is not measured.
static void measure_from_now(struct replay_memory *memory)
{
    struct tally_rules rules = memory->tally.rules;
    tally_begin(&memory->tally, &rules, memory->now);
    fleet_pay_from(&memory->fleet, memory->now);
}

// --- the whole -----------------------------------------------------------------------------------

int replay(const struct replay_input *input, struct replay_workspace *workspace,
           struct outcome *outcome, struct notes *notes, struct err *err)
{
    if (workspace->memory == NULL)
        workspace->memory = mem_alloc(1, sizeof *workspace->memory);
    struct replay_memory *memory = workspace->memory;
    event_log_clear(&workspace->log, input->keeps_events);
    timeline_clear(&workspace->timeline);
    if (replay_start(input, memory, &workspace->log, notes, err) != 0) {
        autoscaler_release(&memory->autoscaler);
        return -1;
    }
    bool settling = input->measured_from != INSTANT_NONE;
    for (size_t tick = 0; tick < input->demand->n; tick++) {
        if (settling && memory->now >= input->measured_from) {
            measure_from_now(memory);
            settling = false;
        }
        memory->tick = tick;
        live_tick(input, memory, workspace);
    }
    fleet_finish(&memory->fleet, memory->end);
    tally_finish(&memory->tally, memory->fleet.charged_ms, outcome);
    autoscaler_release(&memory->autoscaler);
    return 0;
}

void replay_input_init(struct replay_input *input)
{
    *input = (struct replay_input){
        .timing = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
        .initial = NAN,
        .measured_from = INSTANT_NONE,
        .price_hour = NAN,
        .hours_per_month = 730,
    };
}

void replay_workspace_release(struct replay_workspace *workspace)
{
    if (workspace->memory != NULL) {
        fleet_release(&workspace->memory->fleet);
        metric_feeds_release(&workspace->memory->feeds);
        free(workspace->memory);
    }
    event_log_release(&workspace->log);
    timeline_release(&workspace->timeline);
    *workspace = (struct replay_workspace){0};
}
