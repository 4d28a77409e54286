#include "advise/day_levels.h"
#include "advise/schedule_actions.h"
#include "advise/schedule_triggers.h"
#include "base/memory.h"
#include "base/str.h"
#include "maths/random.h"
#include "policy/platforms.h"
#include "tap.h"
#include "time/cron.h"

#include <math.h>
#include <stdlib.h>

#define HOUR_MS (INSTANT_PER_SECOND * 3600)

enum { STEPS_MAX = 24 * 40, RUNS_MAX = 4096, SLOTS = 9 };

static struct schedule_step step[STEPS_MAX];

// --- levels of a day -----------------------------------------------------------------------------

/// The least area with at most k levels, over all sets of cuts.
static double least_by_brute_force(const double *need, size_t k)
{
    double best = INFINITY;
    for (unsigned cuts = 0; cuts < 1u << (SLOTS - 1); cuts++) {
        size_t levels = 1;
        double area = 0;
        size_t begin = 0;
        for (size_t i = 1; i <= SLOTS; i++) {
            if (i < SLOTS && !(cuts >> (i - 1) & 1u))
                continue;
            double most = 0;
            for (size_t j = begin; j < i; j++)
                most = fmax(most, need[j]);
            area += most * (double)(i - begin);
            levels += i < SLOTS;
            begin = i;
        }
        if (levels == k)
            best = fmin(best, area);
    }
    return best;
}

static void test_day_levels(void)
{
    static const double need[SLOTS] = {2, 3, 9, 4, 4, 7, 1, 1, 5};
    struct day_levels levels;
    day_levels_find(need, SLOTS, SLOTS, &levels);
    bool least = true;
    bool serves = true;
    for (size_t k = 1; k <= SLOTS; k++) {
        double level[SLOTS];
        double area = 0;
        day_levels_fill(&levels, k, level);
        for (size_t i = 0; i < SLOTS; i++) {
            area += level[i];
            serves &= level[i] >= need[i];
        }
        least &= area == day_levels_area(&levels, k) && area == least_by_brute_force(need, k);
    }
    ok(least, "the least area for each number of levels, as by trying all cuts");
    ok(serves, "no level is below the need");
    near(day_levels_area(&levels, 1), 9 * SLOTS, 0, "one level: the peak throughout");
    near(day_levels_area(&levels, SLOTS), 36, 0, "as many levels as slots: the need itself");
    day_levels_release(&levels);
}

// --- schedules -----------------------------------------------------------------------------------

/// Office hours of the local clock: 20 from 9 to 17 on Monday to Friday, 12 on the weekend, else 5;
/// some noise from the hour's number.
static size_t fill_office(const struct zone *zone, instant start, size_t days)
{
    for (size_t i = 0; i < days * 24; i++) {
        instant time = start + (instant)i * HOUR_MS;
        instant local = time + (zone == NULL ? 0 : zone_offset_s(zone, time)) * INSTANT_PER_SECOND;
        struct civil civil;
        civil_from_instant(local, &civil);
        int weekday = civil_weekday(civil_days(civil.year, civil.month, civil.day));
        bool office = civil.hour >= 9 && civil.hour < 17;
        double need = office ? weekday < 5 ? 20 : 12 : 5;
        step[i] = (struct schedule_step){
            .start = time, .end = time + HOUR_MS, .instances = need + (double)(i * 7 % 3)};
    }
    return days * 24;
}

struct run {
    instant time;
    double level;
    size_t order;
};

static int by_time(const void *left, const void *right)
{
    const struct run *a = left;
    const struct run *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/// All runs of all actions, by expanding cron here.
static size_t expand(const struct policy_set *set, const struct zone *zone, instant from,
                     instant to, struct run *runs)
{
    size_t n = 0;
    for (size_t i = 0; i < set->scheduled_count; i++) {
        const struct scheduled_action *action = &set->scheduled[i];
        if (action->recurrence == NULL) {
            runs[n++] = (struct run){action->start, action->min, i};
            continue;
        }
        struct cron cron;
        struct err err;
        if (cron_parse(&cron, action->recurrence, &err) != 0)
            return 0;
        for (instant at = cron_next(&cron, zone, from); at < to && n < RUNS_MAX;
             at = cron_next(&cron, zone, at))
            if ((action->start == INSTANT_NONE || at >= action->start) &&
                (action->end == INSTANT_NONE || at <= action->end))
                runs[n++] = (struct run){at, action->min, i};
    }
    qsort(runs, n, sizeof *runs, by_time);
    return n;
}

/// Whether every step finds what it needs, from the lead before it (within the horizon) to its end.
static bool is_served(const struct schedule_question *question, const struct policy_set *set)
{
    static struct run runs[RUNS_MAX];
    instant first = step[0].start;
    size_t n =
        expand(set, question->zone, first - 8 * 24 * HOUR_MS, step[question->steps - 1].end, runs);
    for (size_t i = 0; i < question->steps; i++) {
        instant from = step[i].start - (instant)question->lead_s * INSTANT_PER_SECOND;
        from = from < first ? first : from;
        double level = -1;
        for (size_t k = 0; k < n; k++) {
            if (runs[k].time <= from)
                level = runs[k].level;
            else if (runs[k].time < step[i].end && runs[k].level < level)
                level = runs[k].level;
        }
        if (level < step[i].instances)
            return false;
    }
    return n > 0;
}

static struct schedule_question asked(const struct zone *zone, size_t steps)
{
    return (struct schedule_question){
        .step = step,
        .steps = steps,
        .zone = zone,
        .zone_name = zone == NULL ? NULL : zone_name(zone),
        .group = "web",
        .lead_s = 900,
        .ahead_s = 86400,
        .waste = 0.1,
        .max = NAN,
    };
}

static void test_office(void)
{
    const instant monday = civil_days(2026, 6, 1) * 24 * HOUR_MS;
    struct schedule_question question = asked(NULL, fill_office(NULL, monday, 14));
    struct scaling_schedule schedule;
    struct err err = {0};
    ok(scaling_schedule_make(&question, &schedule, NULL, &err) == 0, "a schedule (%s)", err.text);
    ok(is_served(&question, &schedule.set), "serves every step");
    is_int(schedule.set.scheduled_count, 3,
           "up on weekdays, less on the weekend, down on all days");
    const struct scheduled_action *up = &schedule.set.scheduled[1];
    is_text(up->recurrence, "45 8 * * MON-FRI", "a quarter of an hour before nine");
    near(up->min, 22, 0, "to what the highest of the weeks needs");
    near(up->desired, 22, 0, "which is desired as well");
    is_text(schedule.set.scheduled[0].recurrence, "45 8 * * SAT,SUN", "and on the weekend");
    is_text(schedule.set.scheduled[2].recurrence, "0 17 * * *", "down when no longer needed");
    is_text(schedule.reason[1], "22 are needed from 09:00 on", "says why");
    ok(schedule.level_hours <= schedule.need_hours * 1.25, "holds little more than the need");
    scaling_schedule_release(&schedule);

    question.waste = 10;
    ok(scaling_schedule_make(&question, &schedule, NULL, &err) == 0, "any waste will do");
    is_int(schedule.set.scheduled_count, 1, "then one level does");
    ok(is_served(&question, &schedule.set), "and serves every step");
    scaling_schedule_release(&schedule);
}

static void test_clock_changes(void)
{
    struct zone *zone = NULL;
    struct err err = {0};
    if (zone_open(&zone, "Europe/Berlin", &err) != 0) {
        skip("weeks with a change of the clock", err.text);
        return;
    }
    // Clocks change on 29 March and 25 October 2026. Levels change within the hour that does.
    const instant starts[] = {civil_days(2026, 3, 18) * 24 * HOUR_MS,
                              civil_days(2026, 10, 14) * 24 * HOUR_MS};
    for (size_t s = 0; s < 2; s++)
        for (int night = 0; night < 2; night++)
            for (int lead_s = 0; lead_s <= 5400; lead_s += 900) {
                size_t steps = fill_office(zone, starts[s], 21);
                for (size_t i = 0; i < steps && night; i++) {
                    instant local =
                        step[i].start + zone_offset_s(zone, step[i].start) * INSTANT_PER_SECOND;
                    int64_t hour = local / HOUR_MS % 24;
                    step[i].instances = hour == 2 ? 40 : hour == 3 ? 25 : 10;
                }
                struct schedule_question question = asked(zone, steps);
                question.lead_s = lead_s;
                struct scaling_schedule schedule;
                ok(scaling_schedule_make(&question, &schedule, NULL, &err) == 0 &&
                       is_served(&question, &schedule.set),
                   "%s, lead %d s, %s hours: every step is served", s == 0 ? "spring" : "autumn",
                   lead_s, night ? "night" : "office");
                scaling_schedule_release(&schedule);
            }
    zone_close(zone);
}

static void test_events(void)
{
    const instant monday = civil_days(2026, 6, 1) * 24 * HOUR_MS;
    struct schedule_question question = asked(NULL, fill_office(NULL, monday, 21));
    struct err err = {0};
    for (size_t i = 200; i < 206; i++) {
        step[i].instances *= 3;
        step[i].event = "sale";
    }
    struct scaling_schedule schedule;
    ok(scaling_schedule_make(&question, &schedule, NULL, &err) == 0, "with an event (%s)",
       err.text);
    ok(is_served(&question, &schedule.set), "every step is served, the event's too");
    is_int(schedule.weekly, 3, "the week is as without it");
    is_int(schedule.set.scheduled_count, 3 + 2 + 3, "the week's actions pause during the event");
    const struct scheduled_action *sale = &schedule.set.scheduled[3];
    ok(sale->recurrence == NULL && sale->start == step[200].start - 24 * HOUR_MS,
       "its capacity is there a day ahead");
    is_text(schedule.reason[3], "sale", "named for it");
    ok(schedule.set.scheduled[4].start == step[206].start, "and the week's level is restored");
    is_text(schedule.reason[4], "after sale", "which is said");
    for (size_t i = 5; i < schedule.set.scheduled_count; i++) {
        const struct scheduled_action *action = &schedule.set.scheduled[i];
        struct cron cron;
        ok(cron_parse(&cron, action->recurrence, &err) == 0 &&
               action->start == cron_next(&cron, NULL, step[206].start - 1),
           "an action of the week starts with its own first run after the event");
        is_int(scheduled_action_rival(&schedule.set, i), POLICY_NONE, "no other has its time");
    }
    scaling_schedule_release(&schedule);
}

// --- cron triggers -------------------------------------------------------------------------------

/// Whether a trigger holds at a time: what it did last was to begin.
static bool trigger_holds(const struct replica_metric *trigger, const struct zone *zone,
                          instant time)
{
    struct cron cron[2];
    struct err err;
    instant last[2] = {INSTANT_NONE, INSTANT_NONE};
    if (cron_parse(&cron[0], trigger->recurrence, &err) != 0 ||
        cron_parse(&cron[1], trigger->recurrence_end, &err) != 0)
        return false;
    for (size_t k = 0; k < 2; k++)
        for (instant at = cron_next(&cron[k], zone, time - 8 * 24 * HOUR_MS);
             at != INSTANT_NONE && at <= time; at = cron_next(&cron[k], zone, at))
            last[k] = at;
    return last[0] > last[1];
}

/// The replicas that the triggers hold at a time.
static double replicas_at(const struct policy_set *set, const struct zone *zone, instant time)
{
    double replicas = set->group.min;
    for (size_t i = 0; i < set->replicas.metrics; i++)
        if (trigger_holds(&set->replicas.metric[i], zone, time))
            replicas = fmax(replicas, set->replicas.metric[i].target);
    return replicas;
}

/// Whether every step finds its need in the triggers, from the lead before it until its end.
static bool triggers_serve(const struct schedule_question *question, const struct policy_set *set)
{
    for (size_t i = 0; i < question->steps; i++) {
        instant from = step[i].start - (instant)question->lead_s * INSTANT_PER_SECOND;
        from = from < step[0].start ? step[0].start : from;
        const instant seen[] = {from, (from + step[i].start) / 2, step[i].start,
                                (step[i].start + step[i].end) / 2, step[i].end - 1};
        for (size_t k = 0; k < sizeof seen / sizeof *seen; k++)
            if (replicas_at(set, question->zone, seen[k]) < step[i].instances)
                return false;
    }
    return true;
}

static void test_triggers(void)
{
    const instant monday = civil_days(2026, 6, 1) * 24 * HOUR_MS;
    struct schedule_question question = asked(NULL, fill_office(NULL, monday, 14));
    struct scaling_schedule schedule;
    struct policy_set set;
    for (size_t i = 200; i < 206; i++) {
        step[i].instances *= 3;
        step[i].event = "sale";
    }
    ok(scaling_schedule_make(&question, &schedule, NULL, NULL) == 0, "a week and an event");
    schedule_triggers_make(&question, &schedule, &set, NULL);
    ok(set.platform == &platform_keda, "become a ScaledObject");
    is_int(set.replicas.metrics, 3, "with a trigger for the week, the weekend and the event");
    near(set.group.min, 7, 0, "its minimum is the lowest level");
    near(set.group.max, 66, 0, "its maximum what the event takes");
    const struct replica_metric *trigger = set.replicas.metric;
    is_text(trigger[0].recurrence, "45 8 * * SAT,SUN", "the weekend begins");
    is_text(trigger[0].recurrence_end, "0 17 * * SAT,SUN", "and ends");
    is_text(trigger[1].recurrence, "45 8 * * MON-FRI", "workdays begin");
    is_text(trigger[1].recurrence_end, "0 17 * * MON-FRI", "and end");
    near(trigger[1].target, 22, 0, "and hold 22");
    // Step 200 is 8:00 on the 9th; its capacity is there a day ahead.
    is_text(trigger[2].recurrence, "0 8 8 6 *", "the event begins");
    is_text(trigger[2].recurrence_end, "0 14 9 6 *", "and ends");
    is_text(trigger[2].zone, "UTC", "on the clock of UTC");
    ok(triggers_serve(&question, &set), "every step is served");
    policy_set_release(&set);
    scaling_schedule_release(&schedule);
}

// --- anything ------------------------------------------------------------------------------------

/// Days of hours with a level for each hour of the week, noise, and sometimes an event.
static size_t fill_at_random(struct random *random, instant start, size_t days)
{
    double usual[7 * 24];
    for (size_t i = 0; i < 7 * 24; i++)
        usual[i] = i > 0 && random_uniform(random) < 0.7 ? usual[i - 1]
                                                         : 1 + floor(60 * random_uniform(random));
    size_t event = 30 + (size_t)(random_uniform(random) * (double)(days * 24 - 60));
    bool happens = random_uniform(random) < 0.5;
    for (size_t i = 0; i < days * 24; i++) {
        bool is_event = happens && i >= event && i < event + 5;
        step[i] = (struct schedule_step){
            .start = start + (instant)i * HOUR_MS,
            .end = start + (instant)(i + 1) * HOUR_MS,
            .instances = floor(usual[i % (7 * 24)] * (is_event ? 4 : 1) * random_uniform(random)),
            .event = is_event ? "sale" : NULL,
        };
    }
    return days * 24;
}

/// A schedule never serves less than what was asked for, whatever that is.
static void test_anything(void)
{
    enum { TRIALS = 40 };
    static const char *const zones[] = {"UTC", "Europe/Berlin", "America/New_York"};
    struct random random;
    random_seed(&random, 7, 0);
    for (size_t trial = 0; trial < TRIALS; trial++) {
        struct zone *zone = NULL;
        struct err err = {0};
        if (zone_open(&zone, zones[trial % 3], &err) != 0) {
            skip("a schedule at random", err.text);
            continue;
        }
        instant start = civil_days(2026, trial % 2 ? 3 : 10, 1 + (int)trial % 7) * 24 * HOUR_MS;
        struct schedule_question question =
            asked(zone, fill_at_random(&random, start, 10 + trial % 20));
        question.lead_s = 60 * floor(120 * random_uniform(&random));
        question.waste = random_uniform(&random);
        question.ahead_s = 3600 * floor(48 * random_uniform(&random));
        struct scaling_schedule schedule;
        struct policy_set set;
        ok(scaling_schedule_make(&question, &schedule, NULL, &err) == 0, "schedule %zu (%s)", trial,
           err.text);
        ok(is_served(&question, &schedule.set), "its actions serve every step");
        schedule_triggers_make(&question, &schedule, &set, NULL);
        ok(triggers_serve(&question, &set), "its cron triggers do");
        policy_set_release(&set);
        scaling_schedule_release(&schedule);
        zone_close(zone);
    }
}

static void refuses(const struct schedule_question *question, const char *message)
{
    struct scaling_schedule schedule;
    struct err err = {0};
    is_int(scaling_schedule_make(question, &schedule, NULL, &err), -1, "refused");
    has_text(err.text, message, "says why");
    scaling_schedule_release(&schedule);
}

static void test_refusals(void)
{
    size_t steps = fill_office(NULL, 0, 2);
    struct schedule_question question = asked(NULL, 23);
    refuses(&question, "less than a day, which is too short to schedule by");
    question = asked(NULL, steps);
    question.lead_s = 86400;
    refuses(&question, "--boot and --early are a day or more together");
    for (size_t i = 0; i < steps; i++)
        step[i].instances = 0;
    question = asked(NULL, steps);
    refuses(&question, "takes no instance at any time");
    for (size_t i = 0; i < 4; i++)
        step[i] = (struct schedule_step){.start = (instant)i * 12 * HOUR_MS,
                                         .end = (instant)(i + 1) * 12 * HOUR_MS,
                                         .instances = 1};
    question = asked(NULL, 4);
    refuses(&question, "steps of more than 6 hours");
}

/// Cron's week begins on Sunday, so that a range ends on Saturday at the latest.
static void test_days(void)
{
    static const struct {
        unsigned days; ///< Monday is the lowest
        const char *text;
    } week[] = {{0x1f, "MON-FRI"}, {0x7f, "*"},       {0x70, "FRI,SAT,SUN"},
                {0x60, "SAT,SUN"}, {0x3e, "TUE-SAT"}, {0x78, "THU,FRI,SAT,SUN"},
                {0x41, "MON,SUN"}, {0x01, "MON"},     {0x40, "SUN"}};
    for (size_t i = 0; i < sizeof week / sizeof *week; i++) {
        struct str text = {0};
        struct cron cron;
        struct err err = {0};
        schedule_append_days(&text, week[i].days);
        is_text(str_text(&text), week[i].text, "the days of an action");
        struct str line = {0};
        str_appendf(&line, "48 1 * * %s", str_text(&text));
        ok(cron_parse(&cron, str_text(&line), &err) == 0, "can be read again %s", err.text);
        str_release(&line);
        str_release(&text);
    }
}

int main(void)
{
    test_day_levels();
    test_office();
    test_clock_changes();
    test_events();
    test_triggers();
    test_anything();
    test_refusals();
    test_days();
    return done();
}
