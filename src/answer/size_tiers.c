#include "answer/size_tiers.h"

#include "answer/tiers_answer.h"
#include "base/key_index.h"
#include "base/vec.h"
#include "input/demand_table.h"
#include "terms/tier_list.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A table of more is none of scenarios.
enum { SCENARIOS_MAX = 100 };

/// What is asked of one fleet alone.
static int refuse_of_fleet(const struct sizing_options *options, struct err *err)
{
    static const enum option_id alone[] = {OPT_CATALOGUE,       OPT_TYPE,      OPT_SOLVE,
                                           OPT_LATENCY,         OPT_WORKERS,   OPT_SERVICE_TIME,
                                           OPT_VERIFY,          OPT_WEIGHTS,   OPT_CELLS,
                                           OPT_AVAILABILITY,    OPT_MTBF,      OPT_MTTR,
                                           OPT_HISTORY,         OPT_RAMP,      OPT_QUEUE_LIMIT,
                                           OPT_SERVICE_SAMPLES, OPT_MAX_SURGE, OPT_MAX_UNAVAILABLE};
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (option_given(options->invocation, alone[i]))
            return err_set(err, ERR_USAGE,
                           "%s is asked of one fleet, and --tiers describes several: leave one of "
                           "them out",
                           option_spelling(spelling, alone[i]));
    return 0;
}

/// The unit of a demand of tiers: requests a second, or not known.
static bool is_rate(const struct unit *unit)
{
    return unit->dimension == DIMENSION_RATE || unit->name[0] == '\0';
}

static int take_demand(const struct sizing_options *options, double *demand, struct err *err)
{
    struct setting setting = sizing_setting(options, OPT_DEMAND, NULL);
    if (operand_count(options->invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "%s: demand is the quantity %s, but there is a file too: name the column of "
                       "\"%s\" that holds the demand, or leave the file out",
                       setting.place, setting.text, operand_at(options->invocation, 0));
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

static int answer_one(struct sizing_options *options, struct err *err)
{
    struct tier_system system = {0};
    double demand;
    int status = take_demand(options, &demand, err);
    if (status == 0)
        status = tier_system_read(options, &system, err);
    if (status == 0) {
        tier_states_settle(&system.graph, system.state, demand);
        status = answer_system(options, &system, demand, err);
    }
    tier_system_release(&system);
    return status;
}

// --- a table of demand ---------------------------------------------------------------------------

/// The highest demand of each scenario.
struct scenario_demand {
    const char *name; ///< NULL: the table has none
    double demand;    ///< requests a second
};

struct scenario_list {
    struct scenario_demand *item;
    size_t count, capacity;
    struct key_index names;
};

static int take_row(const struct demand_table *demand, size_t row, size_t key,
                    struct scenario_list *list, struct err *err)
{
    const struct column *column = &demand->table.column[demand->demand];
    const char *name = key == SIZE_MAX ? NULL : demand->table.column[key].text[row];
    const char *text = name == NULL ? "" : name;
    struct unit unit;
    bool added;
    demand_table_unit(demand, row, &unit);
    if (!is_rate(&unit))
        return err_at(err, demand->row_file[row], demand->line[row], column->name,
                      "it is in %s: tiers are asked for requests a second", unit.name);
    double value = column->number[row] * (unit.dimension == DIMENSION_RATE ? unit.scale : 1);
    size_t place = key_index_put(&list->names, text, strlen(text), &added);
    const struct scenario_demand scenario = {name, 0};
    if (added)
        VEC_PUSH(list->item, list->count, list->capacity, scenario);
    if (value > list->item[place].demand)
        list->item[place].demand = value;
    return list->count <= SCENARIOS_MAX
               ? 0
               : err_set(err, ERR_USAGE,
                         "--tiers answers for at most %d scenarios, and the table has more: --by "
                         "names the column with few",
                         SCENARIOS_MAX);
}

/// The column of --by, else "scenario", else "service".
static size_t scenario_column(const struct sizing_options *options,
                              const struct demand_table *demand)
{
    size_t scenario = table_find(&demand->table, "scenario");
    bool named = option_given(options->invocation, OPT_BY);
    size_t key = !named && scenario != SIZE_MAX ? scenario : demand->key;
    return key != SIZE_MAX && demand->table.column[key].type == COLUMN_TEXT ? key : SIZE_MAX;
}

/// Adds one scenario to the answer; facts and verdict are those of the highest demand, which come
/// last.
static int add_scenario(struct sizing_options *options, const struct scenario_demand *scenario,
                        bool highest, struct answer *answer, struct record_writer *writer,
                        struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct tier_system system = {0};
    struct tiers_finding finding = {.demand = scenario->demand,
                                    .hours_per_month = invocation->hours_per_month,
                                    .budget_month =
                                        sizing_setting(options, OPT_BUDGET, NULL).value *
                                        invocation->hours_per_month};
    int status = tier_system_read(options, &system, err);
    if (status == 0) {
        tier_states_settle(&system.graph, system.state, scenario->demand);
        finding.graph = &system.graph;
        finding.state = system.state;
        status = tiers_find(&finding, err);
    }
    if (status == 0) {
        note_boot(&finding, &system, &invocation->notes);
        tiers_add_rows(&finding, scenario->name, writer);
        document_heading(&answer->document, "%s",
                         scenario->name == NULL ? "Highest demand"
                                                : invocation_escape(invocation, scenario->name));
        tiers_write(&finding, &answer->document);
        if (highest)
            tiers_fill_facts(&finding, answer);
        status = tiers_refused(&finding);
    }
    tiers_finding_release(&finding);
    tier_system_release(&system);
    return status;
}

static int answer_scenarios(struct sizing_options *options, const struct scenario_list *list,
                            struct err *err)
{
    static const char *const skip[] = {"scenario", NULL};
    struct answer answer;
    struct record_writer writer;
    bool refused = false;
    size_t highest = 0;
    int status = 0;
    answer_begin(&answer, options->invocation);
    record_begin(&writer, &answer.rows, &schema_tier_needs,
                 list->item[0].name == NULL ? skip : NULL);
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].demand > list->item[highest].demand)
            highest = i;
    for (size_t i = 0; i < list->count && status >= 0; i++) {
        status = add_scenario(options, &list->item[i], i == highest, &answer, &writer, err);
        refused = refused || status > 0;
    }
    if (status >= 0) {
        answer_assume_terms(&answer, options);
        status = answer_put(&answer, err);
    }
    answer_release(&answer);
    return status != 0 ? -1 : refused;
}

static int answer_rows(struct sizing_options *options, const char *column, struct err *err)
{
    struct demand_table demand = {0};
    struct scenario_list list = {0};
    struct demand_choice choice = sizing_demand_choice(options, column);
    choice.instead = "--demand 10k/s asks for a single demand";
    int status = demand_table_read(options->invocation, &choice, &demand, err);
    if (status == 0 && demand.table.rows == 0)
        status = err_set(err, ERR_DATA, "%s has no row", demand.file);
    size_t key = status == 0 ? scenario_column(options, &demand) : SIZE_MAX;
    for (size_t row = 0; status == 0 && row < demand.table.rows; row++)
        status = take_row(&demand, row, key, &list, err);
    if (status == 0)
        status = answer_scenarios(options, &list, err);
    free(list.item);
    key_index_release(&list.names);
    demand_table_release(&demand);
    return status;
}

int size_tiers(struct sizing_options *options, struct err *err)
{
    struct setting demand = sizing_setting(options, OPT_DEMAND, NULL);
    if (refuse_of_fleet(options, err) != 0)
        return -1;
    if (demand.origin != SETTING_ABSENT && demand.word == NULL)
        return answer_one(options, err);
    return answer_rows(options, demand.word, err);
}
