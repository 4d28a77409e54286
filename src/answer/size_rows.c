#include "answer/answer.h"
#include "answer/plan_table.h"
#include "answer/size_question.h"
#include "answer/words.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "drawing/chart_axis.h"
#include "input/demand_table.h"
#include "sizing/inverse.h"
#include "sizing/many_demands.h"
#include "sizing/scaling_equation.h"
#include "terms/assumed.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Text shows so many rows as they are, and so many days before it goes by weeks.
enum { ROWS_SHOWN = 100, DAYS_SHOWN = 35 };

/// Rows that are sized side by side.
enum { ROWS_AT_ONCE = 1024 };

/// Rows of one service and unit share their terms.
struct row_group {
    struct size_question question;
    struct plan_row largest; ///< the row with the most demand
    instant largest_time;
    instant short_time; ///< of the first row that cannot be met
    size_t short_rows;
    size_t rows;
    int64_t stretch; ///< day or week of the last row picked for the overview
    size_t picked;   ///< how many rows had been picked with it; 0: none of this group
};

struct row_sizer {
    struct sizing_options *options;
    struct demand_table demand;
    struct key_index index; ///< of service and unit; its numbers are places in `group`
    struct key_index services;
    struct row_group *group;
    size_t groups;
    size_t capacity;
    struct table plan;
    struct record_writer writer; ///< of its rows
};

static int add_group(struct row_sizer *sizer, size_t row, const struct unit *unit, struct err *err)
{
    struct invocation *invocation = sizer->options->invocation;
    const char *service = demand_table_key(&sizer->demand, row);
    struct row_group group = {
        .question = {.invocation = invocation, .options = sizer->options},
        .largest = {.demand = -1},
        .largest_time = INSTANT_NONE,
        .short_time = INSTANT_NONE,
    };
    struct size_question *question = &group.question;
    question->unit = (struct demand_unit){
        .unit = *unit, .name = sizer->demand.table.column[sizer->demand.demand].name};
    question->current = sizing_setting(sizer->options, OPT_CURRENT, service).value;
    if (sizing_for_service(sizer->options, service, &question->unit, &question->sizing, err) != 0)
        return -1;
    question->cache_hit = question->sizing.cache_hit;
    if (service != NULL)
        key_index_put(&sizer->services, service, strlen(service), NULL);
    VEC_PUSH(sizer->group, sizer->groups, sizer->capacity, group);
    return 0;
}

/// The group of a row, made when it is the first of its kind.
static int find_group(struct row_sizer *sizer, size_t row, struct row_group **group,
                      struct err *err)
{
    const char *service = demand_table_key(&sizer->demand, row);
    struct unit unit;
    demand_table_unit(&sizer->demand, row, &unit);
    struct str key = {0};
    str_appendf(&key, "%s\n%s", service == NULL ? "" : service, unit.name);
    bool added;
    size_t place = key_index_put(&sizer->index, key.data, key.length, &added);
    str_release(&key);
    if (added && add_group(sizer, row, &unit, err) != 0)
        return -1;
    *group = &sizer->group[place];
    return 0;
}

static instant row_time(const struct row_sizer *sizer, size_t row)
{
    const struct demand_table *demand = &sizer->demand;
    return demand->time == SIZE_MAX ? INSTANT_NONE : demand->table.column[demand->time].time[row];
}

/// Puts a sized row into the plan, and into what is said of its group.
static void take_row(struct row_sizer *sizer, size_t row, struct row_group *group,
                     const struct plan_row *plan)
{
    const struct demand_table *demand = &sizer->demand;
    group->rows++;
    if (plan->demand > group->largest.demand) {
        group->largest = *plan;
        group->largest_time = row_time(sizer, row);
        group->question.asked = demand->table.column[demand->demand].number[row];
        group->question.demand = plan->demand;
    }
    if (!plan->met && group->short_rows++ == 0)
        group->short_time = row_time(sizer, row);
    struct plan_cells cells;
    plan_table_show(plan, &cells);
    cells.time = row_time(sizer, row);
    cells.service = demand_table_key(demand, row);
    record_add(&sizer->writer, &cells);
}

/// Sizes the rows from `first` on, ROWS_AT_ONCE at most.
static int size_block(struct row_sizer *sizer, size_t first, struct sizing_task *task,
                      struct err *err)
{
    const struct column *column = &sizer->demand.table.column[sizer->demand.demand];
    size_t place[ROWS_AT_ONCE];
    size_t count = 0;
    for (; count < ROWS_AT_ONCE && first + count < sizer->demand.table.rows; count++) {
        struct row_group *group;
        double asked = column->number[first + count];
        if (find_group(sizer, first + count, &group, err) != 0 ||
            sizing_check_demand(&group->question.sizing, column->name, asked, err) != 0)
            return -1;
        place[count] = (size_t)(group - sizer->group);
        task[count].demand = sizing_reaching(&group->question.sizing, asked);
    }
    // Groups stay where they are only when the last of the block's is there.
    for (size_t i = 0; i < count; i++)
        task[i].sizing = &sizer->group[place[i]].question.sizing;
    size_demands(task, count, parallel_default_threads());
    for (size_t i = 0; i < count; i++)
        take_row(sizer, first + i, &sizer->group[place[i]], &task[i].row);
    return 0;
}

/// Columns of the input that the plan does not have follow its own.
static void pass_through(struct row_sizer *sizer)
{
    const struct demand_table *demand = &sizer->demand;
    for (size_t i = 0; i < demand->table.columns; i++) {
        const struct column *from = &demand->table.column[i];
        if (i == demand->time || i == demand->key || i == demand->demand ||
            table_find(&sizer->plan, from->name) != SIZE_MAX)
            continue;
        table_copy_column(&sizer->plan, from, demand->table.rows);
    }
}

// --- what to say ---------------------------------------------------------------------------------

static const char *at_time(struct arena *arena, instant time)
{
    return time == INSTANT_NONE ? "" : arena_printf(arena, " at %s", words_time(arena, time));
}

/// "web: " in front of what is said of one service.
static const char *service_prefix(struct row_sizer *sizer, const struct row_group *group)
{
    struct arena *arena = &sizer->options->invocation->arena;
    if (sizer->demand.key == SIZE_MAX)
        return "";
    const struct key_entry *entry = &sizer->index.entry[group - sizer->group];
    const char *key = sizer->index.bytes + entry->offset;
    size_t length = (size_t)((const char *)memchr(key, '\n', entry->length) - key);
    char shown[ERR_TEXT_MAX];
    err_quote(shown, sizeof shown, key, length);
    return arena_printf(arena, "%s: ", shown);
}

/// The headline of a group: its largest row, and on top of what the headroom comes.
static const char *largest_sentence(struct row_sizer *sizer, const struct row_group *group)
{
    struct arena *arena = &sizer->options->invocation->arena;
    const struct size_question *question = &group->question;
    if (group->largest.demand < 0)
        return arena_printf(arena, "%sno row has a demand.", service_prefix(sizer, group));
    return arena_printf(
        arena, "%s%s for %s%s, the most of %zu %s; %s headroom on top of %s.",
        service_prefix(sizer, group), words_instances(arena, group->largest.instances),
        words_measure(arena, group->largest.demand, words_figure, &question->unit.unit),
        at_time(arena, group->largest_time), group->rows, group->rows == 1 ? "row" : "rows",
        words_share(arena, question->sizing.headroom), question->unit.name);
}

static void describe_group(struct row_sizer *sizer, const struct row_group *group,
                           struct document *document)
{
    const struct size_question *question = &group->question;
    struct arena *arena = &document->arena;
    document_callout(document, group->short_rows > 0 ? TONE_BAD : TONE_GOOD, "%s",
                     largest_sentence(sizer, group));
    if (!isnan(group->largest.cost_month))
        document_fact(document, "cost then", "%s a month",
                      words_money(arena, group->largest.cost_month));
    if (!isnan(question->current))
        document_fact(document, "today", "%s", size_capacity_sentence(question, question->current));
    if (group->short_rows == 0)
        return;
    document_fact(document, "not met", "%zu of %zu rows%s%s", group->short_rows, group->rows,
                  group->short_time == INSTANT_NONE ? "" : ", the first",
                  at_time(arena, group->short_time));
    document_fact(document, "allowed", "%s",
                  size_capacity_sentence(question, fleet_allowed(&question->sizing)));
    size_write_remedies(question, document);
}

/// How long a row of the overview stands for: a day up to DAYS_SHOWN days, else a week; 0 where all
/// rows are shown.
static int64_t overview_length(const struct row_sizer *sizer)
{
    size_t rows = sizer->demand.table.rows;
    if (rows <= ROWS_SHOWN || sizer->demand.time == SIZE_MAX)
        return 0;
    instant first = row_time(sizer, 0);
    instant last = first;
    for (size_t row = 0; row < rows; row++) {
        first = row_time(sizer, row) < first ? row_time(sizer, row) : first;
        last = row_time(sizer, row) > last ? row_time(sizer, row) : last;
    }
    if (first == INSTANT_NONE)
        return 0;
    const int64_t day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    return last - first < DAYS_SHOWN * day ? day : 7 * day;
}

/// Picks the row with the most demand of every stretch and group; returns how many. `length` is not
/// 0.
static size_t pick_rows(struct row_sizer *sizer, int64_t length, size_t *pick)
{
    const double *demand = sizer->demand.table.column[sizer->demand.demand].number;
    const int64_t day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    instant start = row_time(sizer, 0) - row_time(sizer, 0) % day; // weeks begin with the table
    size_t count = 0;
    for (size_t row = 0; row < sizer->demand.table.rows; row++) {
        struct row_group *group;
        if (find_group(sizer, row, &group, NULL) != 0)
            continue;
        int64_t stretch = (row_time(sizer, row) - start) / length;
        if (group->picked == 0 || group->stretch != stretch) {
            pick[count++] = row;
            group->picked = count;
            group->stretch = stretch;
        } else if (!(demand[row] <= demand[pick[group->picked - 1]]) && !isnan(demand[row])) {
            pick[group->picked - 1] = row;
        }
    }
    return count;
}

/// A row a day or week in place of thousands, and a line that says so.
static void condense_overview(struct row_sizer *sizer, struct document *document,
                              struct table *overview)
{
    int64_t length = overview_length(sizer);
    if (length == 0)
        return;
    size_t *pick = mem_alloc(sizer->demand.table.rows, sizeof *pick);
    size_t count = pick_rows(sizer, length, pick);
    table_keep_rows(overview, pick, count);
    free(pick);
    document_paragraph(document,
                       "A row a %s: its step with the most demand. --format csv has all %s.",
                       length > SECONDS_PER_DAY * INSTANT_PER_SECOND ? "week" : "day",
                       words_number(&document->arena, (double)sizer->demand.table.rows));
}

/// Demand in bytes is shown in the unit that suits the most of it, where all have one unit.
static void show_bytes(const struct row_sizer *sizer, struct table *overview)
{
    if (sizer->groups == 0)
        return;
    struct column *demand = &overview->column[table_find(overview, "demand")];
    const struct unit *unit = &sizer->group[0].question.unit.unit;
    double most = 0;
    for (size_t i = 0; i < sizer->groups; i++) {
        if (strcmp(sizer->group[i].question.unit.unit.name, unit->name) != 0)
            return;
        most = fmax(most, sizer->group[i].largest.demand);
    }
    struct axis_unit axis = chart_axis_unit(unit, most);
    if (axis.name[0] == '\0')
        return;
    for (size_t row = 0; row < overview->rows; row++)
        demand->number[row] /= axis.worth;
    demand->name = arena_printf(&overview->arena, "demand%s", axis.name);
}

/// The columns for people: the rest is in the CSV.
static void fill_overview(const struct row_sizer *sizer, const struct table *plan,
                          struct table *overview)
{
    static const char *const names[] = {
        "time", "service", "demand", "instances", "utilization_failed", "cost_month", "bound_by"};
    bool priced = false;
    for (size_t i = 0; i < sizer->groups; i++)
        priced |= !isnan(sizer->group[i].question.sizing.price_hour);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t from = record_column(&sizer->writer, names[i]);
        if (from != SIZE_MAX && (priced || strcmp(names[i], "cost_month") != 0))
            table_copy_column(overview, &plan->column[from], plan->rows);
    }
    show_bytes(sizer, overview);
}

static void write_document(void *found, struct answer *answer)
{
    struct row_sizer *sizer = found;
    struct document *document = &answer->document;
    for (size_t i = 0; i < sizer->groups; i++)
        describe_group(sizer, &sizer->group[i], document);
    struct table overview = {0};
    fill_overview(sizer, &answer->rows, &overview);
    condense_overview(sizer, document, &overview);
    document_rows(document, &overview);
    table_release(&overview);
    answer_write_assumptions(answer);
}

/// The same beside CSV: on standard error, a note a kind.
static void note_groups(void *found, struct notes *notes)
{
    struct row_sizer *sizer = found;
    struct arena *arena = &sizer->options->invocation->arena;
    for (size_t i = 0; i < sizer->groups; i++) {
        struct row_group *group = &sizer->group[i];
        const struct size_question *question = &group->question;
        notes_add(notes, NOTE_INFO, "size-largest", "%s", largest_sentence(sizer, group));
        if (!isnan(question->current))
            notes_add(notes, NOTE_INFO, "size-current", "%stoday's %s",
                      service_prefix(sizer, group),
                      size_capacity_sentence(question, question->current));
        if (group->short_rows == 0)
            continue;
        notes_add(notes, NOTE_INFO, "size-short", "%s%zu of %zu rows cannot be met%s%s: %s",
                  service_prefix(sizer, group), group->short_rows, group->rows,
                  group->short_time == INSTANT_NONE ? "" : ", the first",
                  at_time(arena, group->short_time),
                  size_capacity_sentence(question, fleet_allowed(&question->sizing)));
    }
}

/// The facts are those of the row that needs the most.
static void fill_facts(const struct row_sizer *sizer, size_t unmet, struct answer *answer)
{
    const struct row_group *most = NULL;
    const char *verdict = "met";
    instant first = INSTANT_NONE;
    struct size_facts facts;
    for (size_t i = 0; i < sizer->groups; i++) {
        const struct row_group *group = &sizer->group[i];
        if (group->largest.demand >= 0 &&
            (most == NULL || group->largest.instances > most->largest.instances))
            most = group;
        if (group->short_rows > 0)
            verdict = size_verdict(&group->largest);
        if (group->short_rows > 0 && (first == INSTANT_NONE || group->short_time < first))
            first = group->short_time;
    }
    record_clear(&schema_size_facts, &facts);
    if (most != NULL) {
        size_fill_facts(&most->question, &most->largest, &facts);
        facts.time = most->largest_time;
    }
    answer->verdict = verdict;
    facts.rows_short = (double)unmet;
    facts.short_from = first;
    answer_facts(answer, &facts);
}

static int put_rows(struct row_sizer *sizer, size_t unmet, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, sizer->options->invocation);
    answer_assume_terms(&answer, sizer->options);
    fill_facts(sizer, unmet, &answer);
    answer.rows = sizer->plan;
    sizer->plan = (struct table){0};
    answer.write = write_document;
    answer.brief = note_groups;
    answer.found = sizer;
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int size_all(struct row_sizer *sizer, const char *column, struct err *err)
{
    struct invocation *invocation = sizer->options->invocation;
    struct demand_table *demand = &sizer->demand;
    struct demand_choice choice = sizing_demand_choice(sizer->options, column);
    choice.instead = "--demand 10k/s sizes for a single demand";
    if (demand_table_read(invocation, &choice, demand, err) != 0)
        return -1;
    const char *key = demand->key == SIZE_MAX ? NULL : demand->table.column[demand->key].name;
    plan_table_begin(&sizer->writer, &sizer->plan, demand->time != SIZE_MAX, key, false);
    struct sizing_task *task = mem_alloc(ROWS_AT_ONCE, sizeof *task);
    int result = 0;
    for (size_t row = 0; row < demand->table.rows && result == 0; row += ROWS_AT_ONCE)
        result = size_block(sizer, row, task, err);
    free(task);
    if (result != 0)
        return -1;
    pass_through(sizer);
    sizing_note_unknown_services(sizer->options, &sizer->services);
    size_t unmet = 0;
    for (size_t i = 0; i < sizer->groups; i++)
        unmet += sizer->group[i].short_rows;
    if (put_rows(sizer, unmet, err) != 0)
        return -1;
    return unmet > 0 ? 1 : 0;
}

int size_rows(struct sizing_options *options, const char *column, struct err *err)
{
    struct row_sizer sizer = {.options = options};
    options->invocation->usual_format = OUTPUT_CSV;
    int status = size_all(&sizer, column, err);
    demand_table_release(&sizer.demand);
    table_release(&sizer.plan);
    key_index_release(&sizer.index);
    key_index_release(&sizer.services);
    free(sizer.group);
    return status;
}
