#include "input/replay_runs.h"

#include "base/memory.h"
#include "sim/baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FACTOR_MAX = 100000 };

// --- one replay ----------------------------------------------------------------------------------

static int compare(struct replay_runs *runs, struct replay_run *run, struct err *err)
{
    return baseline_replay(BASELINE_FIXED_PEAK, &run->input, &runs->scratch, &run->fixed, err) ==
                       0 &&
                   baseline_replay(BASELINE_PERFECT, &run->input, &runs->scratch, &run->perfect,
                                   err) == 0
               ? 0
               : -1;
}

static int replay_against(struct replay_runs *runs, struct replay_run *run, struct err *err)
{
    struct replay_input other = run->input;
    run->has_against = true;
    other.policy = &runs->against;
    return replay(&other, &runs->scratch, &run->against, NULL, err);
}

static int make_run(struct replay_runs *runs, struct replay_run *run, bool compares,
                    struct err *err)
{
    run->input.keeps_events = true;
    run->input.keeps_timeline = true;
    struct notes *notes = &runs->setup->invocation->notes;
    if (replay(&run->input, &run->workspace, &run->outcome, notes, err) != 0)
        return err_about(err, runs->setup->trace.demand[0]->name);
    if (compares && compare(runs, run, err) != 0)
        return -1;
    return runs->has_against ? replay_against(runs, run, err) : 0;
}

// --- surges --------------------------------------------------------------------------------------

const char *surge_name(struct arena *arena, double factor)
{
    return arena_printf(arena, "%.10gx", factor);
}

int surges_add(struct invocation *invocation, const char *name, const char *text,
               struct surges *surges, struct err *err)
{
    struct quantity quantity;
    if (quantity_parse(name, text, DIMENSION_MULTIPLE, UNIT_HOURS_PER_MONTH, &quantity, err) != 0)
        return -1;
    if (!(quantity.value >= 1 && quantity.value <= FACTOR_MAX))
        return err_set(err, ERR_USAGE,
                       "%s: \"%s\" is no surge: a multiple of the mean demand, such as 5x, from 1x "
                       "to %dx",
                       name, invocation_escape(invocation, text), FACTOR_MAX);
    for (size_t i = 0; i < surges->count; i++)
        if (surges->factor[i] == quantity.value)
            return 0;
    if (surges->count == SURGES_MAX)
        return err_set(err, ERR_USAGE, "%s: more than %d factors", name, SURGES_MAX);
    surges->factor[surges->count++] = quantity.value;
    return 0;
}

int surges_read(struct invocation *invocation, struct surges *surges, struct err *err)
{
    const char *at = option_text(invocation, OPT_STRESS);
    surges->count = 0;
    while (at != NULL && *at != '\0') {
        size_t length = strcspn(at, ",");
        const char *text = arena_strndup(&invocation->arena, at, length);
        if (surges_add(invocation, "--stress", text, surges, err) != 0)
            return -1;
        at += length + (at[length] == ',');
    }
    surges->asked = surges->count;
    return 0;
}

static int check_columns(const struct replay_setup *setup, struct err *err)
{
    for (size_t i = 0; i < setup->metrics.count; i++)
        if (setup->metrics.choice[i].source == BINDING_COLUMN)
            return err_set(err, ERR_USAGE,
                           "--stress: nobody knows what the column of --metric %s would be in a "
                           "surge; say --metric %s=VALUE or demand",
                           setup->metrics.choice[i].metric, setup->metrics.choice[i].metric);
    return 0;
}

static int make_surge(struct replay_runs *runs, double factor, bool compares, struct err *err)
{
    struct replay_setup *setup = runs->setup;
    struct invocation *invocation = setup->invocation;
    struct replay_run *run = &runs->run[runs->count++];
    struct stress stress = stress_defaults(factor);
    stress.ramp_ms = (int64_t)(option_number(invocation, OPT_STRESS_RAMP) * 1000);
    stress.hold_ms = (int64_t)(option_number(invocation, OPT_STRESS_FOR) * 1000);
    double length_s = (double)(2 * stress.ramp_ms + stress.hold_ms) / 1000;
    if (!(length_s > 0 && length_s < (double)DEMAND_TICKS_MAX))
        return err_set(
            err, ERR_USAGE,
            "--stress-ramp and --stress-for make a surge of %.10g s: it must last longer "
            "than 0 and not for ever",
            length_s);
    run->scenario = surge_name(&invocation->arena, factor);
    run->factor = factor;
    run->input = setup->input;
    stress_demand(&stress, demand_mean(&setup->demand), setup->demand.start, setup->demand.tick_ms,
                  &run->demand, &run->input.measured_from);
    run->input.demand = &run->demand;
    run->input.predicted = NULL;
    run->input.failures = 0;
    run->input.initial = NAN;
    return make_run(runs, run, compares, err);
}

// --- all -----------------------------------------------------------------------------------------

/// Sets a further path up and replays it. What is noted of it is noted of the first one too, in
/// whose place it does not count: only notes of other kinds are kept.
static int make_path(struct replay_runs *runs, struct replay_run *run, size_t path, struct err *err)
{
    struct replay_setup *setup = runs->setup;
    struct notes *notes = &setup->invocation->notes;
    struct notes before = *notes;
    *notes = (struct notes){0};
    int status = replay_setup_path(setup, path, err);
    run->input = setup->input;
    if (status == 0)
        status = make_run(runs, run, false, err);
    struct notes of_path = *notes;
    *notes = before;
    notes_supplement(notes, &of_path);
    return status;
}

/// The traces: one, or the paths of a forecast.
static int make_traces(struct replay_runs *runs, bool compares, struct err *err)
{
    struct replay_setup *setup = runs->setup;
    for (size_t i = 0; i < setup->trace.count; i++) {
        struct replay_run *run = &runs->run[runs->count++];
        const char *key = setup->trace.demand[i]->key;
        bool several = setup->trace.count > 1;
        run->scenario = key == NULL || !several ? "trace" : key;
        run->input = setup->input;
        int status =
            i > 0 ? make_path(runs, run, i, err) : make_run(runs, run, compares && !several, err);
        if (status != 0)
            return -1;
    }
    if (setup->trace.count > 1)
        notes_add(&setup->invocation->notes, NOTE_INFO, "paths",
                  "what is said of the replay is of the first path; the other %zu are replayed "
                  "alike",
                  setup->trace.count - 1);
    return 0;
}

const char *replay_runs_column(const struct replay_runs *runs)
{
    bool paths = runs->setup->trace.count > 1 && runs->count == runs->setup->trace.count;
    return paths ? "path" : "scenario";
}

int replay_runs_make(struct replay_setup *setup, const struct surges *surges, bool compares,
                     struct replay_runs *runs, struct err *err)
{
    struct invocation *invocation = setup->invocation;
    runs->setup = setup;
    runs->asked_surges = surges->asked;
    if (surges->count > 0 && check_columns(setup, err) != 0)
        return -1;
    if (option_given(invocation, OPT_AGAINST)) {
        if (replay_policy_read(invocation, OPT_AGAINST, &runs->against, err) != 0)
            return -1;
        runs->has_against = true;
    }
    const struct policy_set *sets[] = {&setup->policy, &runs->against};
    if (metric_options_check(invocation, &setup->metrics, sets, runs->has_against ? 2 : 1, err) !=
        0)
        return -1;
    runs->run = mem_alloc(setup->trace.count + surges->count, sizeof *runs->run);
    int status = make_traces(runs, compares, err);
    for (size_t i = 0; i < surges->count && status == 0; i++)
        status = make_surge(runs, surges->factor[i], compares, err);
    return status;
}

void replay_runs_release(struct replay_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        demand_release(&runs->run[i].demand);
        replay_workspace_release(&runs->run[i].workspace);
    }
    replay_workspace_release(&runs->scratch);
    if (runs->has_against)
        policy_set_release(&runs->against);
    free(runs->run);
}
