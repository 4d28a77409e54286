#include "sim/fleet.h"

#include "sim/warm_pool_size.h"

// --- what is paid --------------------------------------------------------------------------------

/// Charges `count` lives from `since` to `until`, in whole units.
static void charge(struct fleet *fleet, instant since, instant until, int64_t count)
{
    if (until > fleet->paid_until)
        until = fleet->paid_until;
    if (since < fleet->paid_from)
        since = fleet->paid_from;
    if (until <= since)
        return;
    int64_t life = until - since;
    int64_t unit = fleet->rules.billing_ms;
    if (unit > 0)
        life = (life + unit - 1) / unit * unit;
    if (life < fleet->rules.billing_least_ms)
        life = fleet->rules.billing_least_ms;
    fleet->charged_ms += (double)life * (double)count;
}

/// Ends the lives of `count` instances, the oldest or the newest, at `until`.
static void end_lives(struct fleet *fleet, int64_t count, bool oldest, instant until)
{
    struct cohort cohort;
    while (count > 0 && (oldest ? cohort_queue_take_first(&fleet->alive, count, &cohort)
                                : cohort_queue_take_last(&fleet->alive, count, &cohort))) {
        charge(fleet, cohort.since, until, cohort.count);
        count -= cohort.count;
    }
}

static void begin_lives(struct fleet *fleet, int64_t count, instant now)
{
    const struct cohort cohort = {.since = now, .due = COHORT_NEVER, .count = count};
    cohort_queue_push(&fleet->alive, &cohort);
}

// --- from state to state -------------------------------------------------------------------------

static void find_next(struct fleet *fleet)
{
    const struct cohort_queue *const queue[] = {&fleet->booting, &fleet->starting,
                                                &fleet->leaving, &fleet->returning,
                                                &fleet->filling, &fleet->failing};
    fleet->next = COHORT_NEVER;
    for (size_t i = 0; i < sizeof queue / sizeof *queue; i++) {
        instant due = cohort_queue_next(queue[i]);
        fleet->next = due < fleet->next ? due : fleet->next;
    }
}

/// What instances are launched for.
struct launch_order {
    int64_t warmup_ms;
    size_t event;
};

static const struct launch_order no_order = {0, SIZE_MAX};

static void push(struct cohort_queue *queue, instant now, int64_t stage_ms, int64_t count,
                 const struct launch_order *order)
{
    const struct cohort cohort = {
        .since = now,
        .due = now + stage_ms,
        .count = count,
        .warmup_ms = order->warmup_ms,
        .event = order->event,
    };
    if (count > 0)
        cohort_queue_push(queue, &cohort);
}

/// Forgets instances that are past their warm-up, or no longer there.
static void trim_entered(struct fleet *fleet, instant now)
{
    struct cohort gone;
    while (cohort_queue_take_due(&fleet->entered, now, &gone))
        continue;
    while (fleet->entered.instances > fleet->in_service)
        cohort_queue_take_first(&fleet->entered, fleet->entered.instances - fleet->in_service,
                                &gone);
}

static void enter_service(struct fleet *fleet, const struct cohort *cohort)
{
    struct cohort entered = *cohort;
    entered.due += cohort->warmup_ms;
    fleet->pending -= cohort->count;
    fleet->in_service += cohort->count;
    trim_entered(fleet, cohort->due);
    cohort_queue_push(&fleet->entered, &entered);
    if (fleet->log != NULL)
        event_log_ready(fleet->log, cohort->event, cohort->due);
}

static void launch(struct fleet *fleet, int64_t count, instant now,
                   const struct launch_order *order)
{
    int64_t warm = count < fleet->warm ? count : fleet->warm;
    fleet->warm -= warm;
    fleet->pending += count;
    begin_lives(fleet, count, now);
    push(&fleet->starting, now, fleet->rules.warm_start_ms, warm, order);
    push(&fleet->booting, now, fleet->rules.boot_ms, count - warm, order);
}

/// Gives up on instances that do not serve yet, the newest first; returns how many.
static int64_t cancel_pending(struct fleet *fleet, int64_t count, instant now)
{
    struct cohort cohort;
    int64_t cancelled = 0;
    while (cancelled < count &&
           (cohort_queue_take_last(&fleet->booting, count - cancelled, &cohort) ||
            cohort_queue_take_last(&fleet->starting, count - cancelled, &cohort)))
        cancelled += cohort.count;
    fleet->pending -= cancelled;
    end_lives(fleet, cancelled, false, now);
    return cancelled;
}

static int64_t pool_target(const struct fleet *fleet)
{
    return (int64_t)warm_pool_size(&fleet->rules.pool, (double)fleet->max, (double)fleet->desired);
}

/// Takes the oldest instances out of service; with reuse as many as the pool lacks return to it.
static void drain(struct fleet *fleet, int64_t count, instant now)
{
    int64_t taken = count < fleet->in_service ? count : fleet->in_service;
    int64_t lacks = pool_target(fleet) - fleet->warm - fleet->preparing;
    int64_t back =
        fleet->rules.pool.reuse_on_scale_in && lacks > 0 ? (lacks < taken ? lacks : taken) : 0;
    fleet->in_service -= taken;
    fleet->draining += taken;
    end_lives(fleet, taken, true, now + fleet->rules.drain_ms);
    push(&fleet->returning, now, fleet->rules.drain_ms, back, &no_order);
    push(&fleet->leaving, now, fleet->rules.drain_ms, taken - back, &no_order);
    trim_entered(fleet, now);
}

/// Starts what the pool lacks; lets go of what it has too much.
static void fill_pool(struct fleet *fleet, instant now)
{
    int64_t lacks =
        pool_target(fleet) - fleet->warm - fleet->preparing - fleet->returning.instances;
    if (lacks > 0) {
        fleet->preparing += lacks;
        push(&fleet->filling, now, fleet->rules.boot_ms, lacks, &no_order);
    } else if (fleet->warm > 0) {
        fleet->warm -= -lacks < fleet->warm ? -lacks : fleet->warm;
    }
}

static void apply_due(struct fleet *fleet, instant now);

/// Launches or drains until there are as many as desired.
static void reconcile(struct fleet *fleet, instant now, const struct launch_order *order)
{
    int64_t lacks = fleet->desired - fleet->in_service - fleet->pending - fleet->failed;
    if (lacks > 0) {
        launch(fleet, lacks, now, order);
    } else if (lacks < 0) {
        int64_t surplus = -lacks;
        if (fleet->rules.cancels_pending)
            surplus -= cancel_pending(fleet, surplus, now);
        int64_t serving = surplus < fleet->in_service ? surplus : fleet->in_service;
        drain(fleet, serving, now);
        cancel_pending(fleet, surplus - serving, now);
    }
    if (fleet->rules.pool.present)
        fill_pool(fleet, now);
    apply_due(fleet, now);
}

static void apply_due(struct fleet *fleet, instant now)
{
    struct cohort cohort;
    while (cohort_queue_take_due(&fleet->booting, now, &cohort) ||
           cohort_queue_take_due(&fleet->starting, now, &cohort))
        enter_service(fleet, &cohort);
    while (cohort_queue_take_due(&fleet->leaving, now, &cohort))
        fleet->draining -= cohort.count;
    while (cohort_queue_take_due(&fleet->returning, now, &cohort)) {
        fleet->draining -= cohort.count;
        fleet->warm += cohort.count;
    }
    while (cohort_queue_take_due(&fleet->filling, now, &cohort)) {
        fleet->preparing -= cohort.count;
        fleet->warm += cohort.count;
        charge(fleet, cohort.since, now, cohort.count);
    }
    find_next(fleet);
}

void fleet_advance(struct fleet *fleet, instant now)
{
    apply_due(fleet, now);
    struct cohort cohort;
    while (cohort_queue_take_due(&fleet->failing, now, &cohort)) {
        fleet->failed -= cohort.count;
        const struct launch_order order = {fleet->rules.warmup_ms, cohort.event};
        reconcile(fleet, now, &order);
    }
}

// --- decisions -----------------------------------------------------------------------------------

static void clear_queues(struct fleet *fleet)
{
    struct cohort_queue *const queue[] = {&fleet->booting,   &fleet->starting, &fleet->leaving,
                                          &fleet->returning, &fleet->filling,  &fleet->failing,
                                          &fleet->alive,     &fleet->entered};
    for (size_t i = 0; i < sizeof queue / sizeof *queue; i++)
        cohort_queue_clear(queue[i]);
}

void fleet_start(struct fleet *fleet, const struct fleet_rules *rules, int64_t count, int64_t max,
                 instant start, instant end)
{
    clear_queues(fleet);
    fleet->rules = *rules;
    fleet->desired = count;
    fleet->max = max;
    fleet->in_service = count;
    fleet->pending = fleet->draining = fleet->preparing = fleet->failed = 0;
    fleet->zones = rules->zones > 1 ? rules->zones : 1;
    fleet->charged_ms = 0;
    fleet->paid_from = start;
    fleet->paid_until = end;
    begin_lives(fleet, count, start);
    fleet->warm = pool_target(fleet);
    find_next(fleet);
}

void fleet_scale_to(struct fleet *fleet, int64_t desired, instant now, int64_t warmup_ms,
                    size_t event)
{
    const struct launch_order order = {warmup_ms, event};
    fleet->desired = desired;
    reconcile(fleet, now, &order);
}

void fleet_set_max(struct fleet *fleet, int64_t max, instant now)
{
    fleet->max = max;
    reconcile(fleet, now, &no_order);
}

int64_t fleet_warming(const struct fleet *fleet, instant now)
{
    int64_t warming = fleet->pending;
    for (size_t i = 0; i < fleet->entered.count; i++) {
        const struct cohort *cohort = cohort_queue_at(&fleet->entered, i);
        if (cohort->due > now)
            warming += cohort->count;
    }
    return warming;
}

double fleet_paid(const struct fleet *fleet)
{
    int64_t pool = fleet->preparing + (fleet->rules.pool.state == POOL_RUNNING ? fleet->warm : 0);
    return (double)(fleet->in_service + fleet->pending + fleet->draining + pool);
}

// --- failures ------------------------------------------------------------------------------------

/// The share of the fullest of the zones.
static int64_t zone_share(const struct fleet *fleet, int64_t count)
{
    return (count + fleet->zones - 1) / fleet->zones;
}

static void await_notice(struct fleet *fleet, int64_t count, instant now, size_t event)
{
    const struct launch_order order = {fleet->rules.warmup_ms, event};
    fleet->failed += count;
    push(&fleet->failing, now, fleet->rules.notice_ms, count, &order);
    find_next(fleet);
}

static size_t log_failure(struct fleet *fleet, int64_t lost, instant now)
{
    struct scaling_event event =
        scaling_event_of(CAUSE_FAILURE, now, fleet->in_service, fleet->in_service - lost);
    event.onset = now;
    event.published = now + fleet->rules.notice_ms;
    return fleet->log == NULL ? SIZE_MAX : event_log_add(fleet->log, &event);
}

int64_t fleet_fail_instances(struct fleet *fleet, int64_t count, instant now)
{
    int64_t lost = count < fleet->in_service ? count : fleet->in_service;
    size_t event = log_failure(fleet, lost, now);
    fleet->in_service -= lost;
    end_lives(fleet, lost, true, now);
    trim_entered(fleet, now);
    await_notice(fleet, lost, now, event);
    return lost;
}

int64_t fleet_fail_zone(struct fleet *fleet, instant now)
{
    int64_t pending = cancel_pending(fleet, zone_share(fleet, fleet->pending), now);
    fleet->warm -= zone_share(fleet, fleet->warm);
    int64_t lost = zone_share(fleet, fleet->in_service);
    size_t event = log_failure(fleet, lost, now);
    fleet->in_service -= lost;
    end_lives(fleet, lost, true, now);
    trim_entered(fleet, now);
    await_notice(fleet, lost + pending, now, event);
    if (fleet->zones > 1)
        fleet->zones--;
    return lost;
}

// --- the bill ------------------------------------------------------------------------------------

void fleet_pay_from(struct fleet *fleet, instant now)
{
    fleet->charged_ms = 0;
    fleet->paid_from = now;
    // Those that drain were charged when they left; what is left of it is still to be paid.
    for (size_t i = 0; i < fleet->leaving.count; i++) {
        const struct cohort *cohort = cohort_queue_at(&fleet->leaving, i);
        charge(fleet, now, cohort->due, cohort->count);
    }
    for (size_t i = 0; i < fleet->returning.count; i++) {
        const struct cohort *cohort = cohort_queue_at(&fleet->returning, i);
        charge(fleet, now, cohort->due, cohort->count);
    }
}

void fleet_finish(struct fleet *fleet, instant now)
{
    fleet->paid_until = now;
    end_lives(fleet, fleet->alive.instances, true, now);
    struct cohort cohort;
    while (cohort_queue_take_first(&fleet->filling, INT64_MAX, &cohort))
        charge(fleet, cohort.since, now, cohort.count);
}

void fleet_release(struct fleet *fleet)
{
    struct cohort_queue *const queue[] = {&fleet->booting,   &fleet->starting, &fleet->leaving,
                                          &fleet->returning, &fleet->filling,  &fleet->failing,
                                          &fleet->alive,     &fleet->entered};
    for (size_t i = 0; i < sizeof queue / sizeof *queue; i++)
        cohort_queue_release(queue[i]);
}
