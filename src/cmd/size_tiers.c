#include "cmd/size_tiers.h"

#include "answer/tiers_answer.h"
#include "terms/tier_list.h"

#include <math.h>
#include <string.h>

/// What is asked of one fleet alone.
static int refuse_of_fleet(const struct sizing_options *options, struct err *err)
{
    static const enum option_id alone[] = {
        OPT_CATALOGUE, OPT_TYPE,         OPT_SOLVE,          OPT_LATENCY,
        OPT_WORKERS,   OPT_SERVICE_TIME, OPT_VERIFY,         OPT_WEIGHTS,
        OPT_CELLS,     OPT_AVAILABILITY, OPT_MTBF,           OPT_MTTR,
        OPT_HISTORY,   OPT_RAMP,         OPT_QUEUE_LIMIT,    OPT_SERVICE_SAMPLES,
        OPT_BY,        OPT_MAX_SURGE,    OPT_MAX_UNAVAILABLE};
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (option_given(options->invocation, alone[i]))
            return err_set(err, ERR_USAGE,
                           "%s is asked of one fleet, and --tiers describes several: leave one of "
                           "them out",
                           option_spelling(spelling, alone[i]));
    if (operand_count(options->invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "--tiers answers for one demand, not for the rows of a file: leave \"%s\" "
                       "out; headroom plan --tiers plans for a forecast",
                       operand_at(options->invocation, 0));
    return 0;
}

static int take_demand(const struct sizing_options *options, double *demand, struct err *err)
{
    struct setting setting = sizing_setting(options, OPT_DEMAND, NULL);
    if (setting.origin == SETTING_ABSENT || setting.word != NULL)
        return err_set(err, ERR_USAGE, "--tiers needs --demand as a quantity, such as 10k/s");
    if (!setting.bare && setting.dimension != DIMENSION_RATE)
        return err_set(err, sizing_blame(&setting),
                       "%s is a %s: tiers are asked for requests a second, such as 10k/s",
                       sizing_said(options, &setting), dimension_name(setting.dimension));
    if (setting.bare)
        notes_add(&options->invocation->notes, NOTE_INFO, "demand-unit",
                  "%s has no unit and is taken for requests a second",
                  sizing_said(options, &setting));
    *demand = setting.value;
    return 0;
}

/// People read what holds for all tiers, and where the rest is; JSON lists all of it.
static void list_terms(const struct sizing_options *options, const struct tier_system *system,
                       struct answer *answer)
{
    struct plan_assumption *list;
    size_t count = sizing_list(options, NULL, &list);
    answer->terms = options;
    answer_assume(answer, list, count, NULL);
    answer_write_assumptions(answer);
    document_paragraph(&answer->document, "%s%s%s says more of each of its %zu tiers.",
                       system->list.path, system->links_path == NULL ? "" : " with ",
                       system->links_path == NULL ? "" : system->links_path, system->graph.tiers);
    answer_list_services(answer, options);
}

/// What grows in no time has no boot.
static void note_boot(const struct tiers_finding *finding, const struct tier_system *system,
                      struct notes *notes)
{
    for (size_t i = 0; i < system->graph.tiers; i++)
        if (finding->need[i].add > 0 && isnan(system->graph.tier[i].boot))
            notes_add(notes, NOTE_WARNING, "tier-without-boot",
                      "%s:%zu: %s has no boot: it is taken to grow at once; write how long a unit "
                      "takes to serve, such as 5m",
                      system->list.path, system->list.item[i].line, system->graph.tier[i].name);
}

static int answer_system(struct sizing_options *options, const struct tier_system *system,
                         double demand, struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct tiers_finding finding = {
        .graph = &system->graph,
        .state = system->state,
        .demand = demand,
        .hours_per_month = invocation->hours_per_month,
        .budget_month =
            sizing_setting(options, OPT_BUDGET, NULL).value * invocation->hours_per_month,
    };
    struct answer answer;
    answer_begin(&answer, invocation);
    int status = tiers_find(&finding, err);
    if (status == 0) {
        note_boot(&finding, system, &invocation->notes);
        tiers_fill(&finding, &answer);
        list_terms(options, system, &answer);
        status = answer_put(&answer, err);
    }
    if (status == 0)
        status = tiers_refused(&finding);
    answer_release(&answer);
    tiers_finding_release(&finding);
    return status;
}

int size_tiers(struct sizing_options *options, struct err *err)
{
    struct tier_system system = {0};
    double demand;
    int status = refuse_of_fleet(options, err);
    if (status == 0)
        status = take_demand(options, &demand, err);
    if (status == 0)
        status = tier_system_read(options, &system, err);
    if (status == 0) {
        tier_states_settle(&system.graph, system.state, demand);
        status = answer_system(options, &system, demand, err);
    }
    tier_system_release(&system);
    return status;
}
