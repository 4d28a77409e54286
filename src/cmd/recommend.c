// headroom recommend: for each resource what now, how urgent, by which strategy.
#include "answer/recommend_order.h"
#include "answer/recommend_resources.h"
#include "base/memory.h"
#include "base/vec.h"
#include "input/forecast_options.h"
#include "input/read_series.h"
#include "table/table_write.h"
#include "terms/assumed.h"
#include "terms/limit_terms.h"
#include "terms/terms.h"
#include "terms/tier_list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// As many series as a message lists.
enum { NAMES_SHOWN = 8 };

// --- every series a resource ---------------------------------------------------------------------

/// "requests_per_s", "shop/requests_per_s" of a key.
static char *full_name(const struct series *series)
{
    struct str name = {0};
    str_appendf(&name, "%s%s%s", series->key == NULL ? "" : series->key,
                series->key == NULL ? "" : "/", series->name);
    char *text = mem_strdup(str_text(&name));
    str_release(&name);
    return text;
}

static void name_resources(struct series_set *set)
{
    bool several = false;
    for (size_t i = 1; i < set->count; i++)
        several = several || strcmp(set->item[i].name, set->item[0].name) != 0;
    for (size_t i = 0; i < set->count && several; i++) {
        char *name = full_name(&set->item[i]);
        free(set->item[i].key);
        set->item[i].key = name;
    }
}

// --- the rows of a list --------------------------------------------------------------------------

/// What is read for a list.
struct matching {
    struct invocation *invocation;
    const struct resource_list *list;
    struct series_set resources; ///< so far
};

static bool is_meant(const struct series *series, const char *wanted)
{
    char *full = full_name(series);
    bool meant = strcmp(series->name, wanted) == 0 || strcmp(full, wanted) == 0 ||
                 (series->key != NULL && strcmp(series->key, wanted) == 0);
    free(full);
    return meant;
}

/// "auth, catalog, search ..."
static const char *list_names(struct invocation *invocation, const struct series_set *set)
{
    const char *names = "";
    for (size_t i = 0; i < set->count && i < NAMES_SHOWN; i++) {
        const struct series *series = &set->item[i];
        names = arena_printf(
            &invocation->arena, "%s%s%s", names, i > 0 ? ", " : "",
            invocation_escape(invocation, series->key == NULL ? series->name : series->key));
    }
    return set->count > NAMES_SHOWN ? arena_printf(&invocation->arena, "%s ...", names) : names;
}

/// The series of a row; of a file of its own with one series that one.
static const struct series *find_series(const struct matching *matching,
                                        const struct listed_resource *row,
                                        const struct series_set *set, struct err *err)
{
    struct invocation *invocation = matching->invocation;
    const char *wanted = row->series != NULL ? row->series : row->name;
    const struct series *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        if (is_meant(&set->item[i], wanted)) {
            found = &set->item[i];
            count++;
        }
    if (count == 0 && row->series == NULL && row->file != NULL && set->count == 1)
        return &set->item[0];
    if (count == 1)
        return found;
    const char *shown = invocation_escape(invocation, wanted);
    if (count > 1)
        (void)err_at(err, matching->list->path, row->line, "series",
                     "\"%s\" is %zu series: write key/column, such as %s/%s", shown, count,
                     found->key == NULL ? shown : invocation_escape(invocation, found->key),
                     invocation_escape(invocation, found->name));
    else
        (void)err_at(err, matching->list->path, row->line, "series",
                     "no series is called \"%s\"; there %s %s", shown,
                     set->count == 1 ? "is" : "are", list_names(invocation, set));
    return NULL;
}

/// Several rows may have the same demand, so each has a copy.
static void add_resource(struct matching *matching, const struct listed_resource *row,
                         const struct series *from)
{
    struct series series;
    series_init(&series, from->name, row->name, &from->unit, from->start, from->step_s, from->n);
    memcpy(series.value, from->value, from->n * sizeof *series.value);
    memcpy(series.mark, from->mark, from->n * sizeof *series.mark);
    struct series_set *set = &matching->resources;
    VEC_PUSH(set->item, set->count, set->capacity, series);
}

static int match_row(struct matching *matching, const struct listed_resource *row,
                     const struct series_set *shared, struct err *err)
{
    const struct series *series;
    struct series_input own = {0};
    if (row->file == NULL) {
        series = find_series(matching, row, shared, err);
    } else {
        if (read_series_of(matching->invocation, &row->file, 1, &own, err) != 0)
            return -1;
        series = find_series(matching, row, &own.set, err);
    }
    if (series != NULL)
        add_resource(matching, row, series);
    series_input_release(&own);
    return series == NULL ? -1 : 0;
}

static int match_all(struct matching *matching, const struct series_set *shared, struct err *err)
{
    for (size_t i = 0; i < matching->list->count; i++)
        if (match_row(matching, &matching->list->item[i], shared, err) != 0)
            return -1;
    return 0;
}

/// Whether a row takes its demand from the command line's exports.
static bool needs_operands(const struct resource_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].file == NULL)
            return true;
    return false;
}

static int read_listed(struct invocation *invocation, const struct resource_list *list,
                       struct series_input *input, struct err *err)
{
    if (needs_operands(list)) {
        if (read_series(invocation, input, err) != 0)
            return -1;
    } else if (operand_count(invocation) > 0) {
        return err_set(err, ERR_USAGE,
                       "%s: every row has a file of its own, so %s is not needed: leave it out",
                       list->path, invocation_escape(invocation, operand_at(invocation, 0)));
    } else if (option_given(invocation, OPT_TZ) &&
               zone_open(&input->zone, option_text(invocation, OPT_TZ), err) != 0) {
        return -1;
    }
    struct matching matching = {.invocation = invocation, .list = list};
    int status = match_all(&matching, &input->set, err);
    series_set_release(&input->set);
    input->set = matching.resources;
    return status;
}

/// Reads the exports; the keys of input->set become the resources' names. With --resources they are
/// its rows, in its order, and their terms become assumptions; else every series is a resource: its
/// key, or of several columns "db_queries_per_s" or "shop/db_queries_per_s" of a key. Errors: those
/// of the files; rows whose series is not there, or could be several.
static int recommend_input_read(struct invocation *invocation, struct sizing_options *options,
                                struct series_input *input, struct err *err)
{
    const char *path = option_text(invocation, OPT_RESOURCES);
    if (path == NULL) {
        if (read_series(invocation, input, err) != 0)
            return -1;
        name_resources(&input->set);
        return 0;
    }
    struct resource_list list = {0};
    int status = sizing_resources_read(options, LIST_OF_RESOURCES, path, &list, err);
    if (status == 0)
        status = read_listed(invocation, &list, input, err);
    resource_list_release(&list);
    return status;
}

static const struct option_use options_own[] = {
    {OPT_CURRENT, NULL, "default: what the last week needed"},
    {OPT_HORIZON, NULL, "default: a quarter of the history, in whole weeks where it is more"},
    {OPT_QUANTILE, NULL, NULL},
    {OPT_LEAD_TIME, NULL, NULL},
    {OPT_REVIEW_EVERY, NULL, NULL},
    {OPT_RESOURCES, NULL, NULL},
    {OPT_KIND, NULL, NULL},
    {OPT_BOOT, NULL,
     "here: default: by the kind, compute 2m, cache 3m, database 5m, storage 10m, network 1m"},
    {OPT_BATCH, NULL, NULL},
    {OPT_LINKS, NULL, "here: between the resources, which then grow after those that they call"},
    {OPT_APPEND, NULL, NULL},
    {OPT_REVIEW, NULL, NULL},
    {OPT_CHANGEPOINT, NULL, NULL},
    {OPT_STOCK, NULL, NULL},
    {OPT_SIZE_BY, "step", NULL},
    {OPT_IGNORE, NULL, "incidents that are over are left out without it, and told"},
    {OPT_EVENTS, NULL, NULL},
    {OPT_CAP, NULL, NULL},
    {OPT_AS_OF, NULL, NULL},
    {OPT_KEEP_GOING, NULL, NULL},
    {OPT_GROUP, NULL, "here: what the scaling group is called; default: the resource, else fleet"},
    {OPT_EMIT, NULL, "here: the policies of every resource, each a group"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom recommend samples/fleet.csv --by service --assume samples/fleet-assumptions.csv "
     "--horizon 2w",
     "every service of a fleet: how many, how urgent, how to scale it", 0},
    {"headroom recommend samples/fleet.csv --by service --resources samples/resources.csv "
     "--horizon 2w",
     "what there is from a list: instances, databases, caches, each with its own terms", 0},
    {"headroom recommend samples/web-requests.csv --assume samples/web-assumptions.csv --format "
     "csv",
     "one resource as a table", 0},
    {"headroom recommend samples/fleet.csv --by service --assume samples/fleet-assumptions.csv "
     "--horizon 2w --emit cloudformation",
     "the policies of all services as a template", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-plan(1)", "headroom-runout(1)",
                                       "headroom-steps(1)", NULL};

// --- the answer ----------------------------------------------------------------------------------

/// The answer for all formats.
static int fill_answer(const struct advising *advising, struct answer *answer, struct err *err)
{
    const char *deploy;
    if (recommend_policies_commands(&advising->policies, advising->invocation, &deploy, err) != 0)
        return -1;
    answer_assume_terms(answer, &advising->options);
    recommend_fill_facts(advising->answer, advising->answers, advising->order, answer);
    for (size_t i = 0; i < advising->input.set.count; i++)
        if (!advising->attempt[i].failed)
            answer_add_accuracy(answer, &advising->attempt[i].outlook.forecast);
    recommend_document(advising->answer, advising->answers, answer);
    if (advising->order != NULL) {
        document_heading(&answer->document, "In which order they grow");
        document_paragraph(&answer->document,
                           "%s: after that time each is ready, having started when what it calls "
                           "was. They shrink in the reverse, callers first.",
                           advising->order);
    }
    decision_reviews_document(&advising->reviews, &answer->document);
    if (advising->reviews.count > 0) {
        struct table reviews = {0};
        decision_reviews_table(&advising->reviews, &reviews);
        answer_add_table(answer, "reviews", &reviews);
    }
    if (deploy != NULL) {
        document_heading(&answer->document, "To deploy it");
        document_preformatted(&answer->document, deploy);
    }
    return 0;
}

static int put_all(struct advising *advising, struct answer *answer, struct err *err)
{
    struct invocation *invocation = advising->invocation;
    if (option_given(invocation, OPT_EMIT)) {
        if (recommend_policies_emit(&advising->policies, invocation, err) != 0)
            return -1;
        sizing_note_assumptions(&advising->options);
    } else if (fill_answer(advising, answer, err) != 0 || answer_put(answer, err) != 0) {
        return -1;
    }
    if (advising->record.path == NULL || invocation_held_back(invocation) ||
        (invocation->error_count > 0 && !option_given(invocation, OPT_KEEP_GOING)))
        return 0;
    size_t added;
    if (decision_file_append(&advising->record, &answer->rows, &added, err) != 0)
        return -1;
    notes_add(&invocation->notes, NOTE_INFO, "decisions", "%zu of %zu decisions added to %s%s",
              added, answer->rows.rows, invocation_escape(invocation, advising->record.path),
              added < answer->rows.rows ? "; the others were in it" : "");
    return 0;
}

/// --review: what came of the record's decisions instead of new ones.
static int put_reviews(struct advising *advising, struct err *err)
{
    struct invocation *invocation = advising->invocation;
    const struct decision_reviews *reviews = &advising->reviews;
    if (option_given(invocation, OPT_EMIT))
        return err_set(err, ERR_USAGE, "--review looks back, and --emit ahead: leave one out");
    if (reviews->count == 0 && invocation->error_count == 0)
        notes_add(&invocation->notes, NOTE_WARNING, "reviews",
                  "%s: no decision is about a resource of the input and has any of its time "
                  "behind it",
                  invocation_escape(invocation, advising->record.path));
    struct answer answer;
    answer_begin(&answer, invocation);
    answer_assume_terms(&answer, &advising->options);
    decision_reviews_document(reviews, &answer.document);
    decision_reviews_table(reviews, &answer.rows);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

/// The header of the record is that of the answer.
static int open_record(struct advising *advising, struct err *err)
{
    bool review = option_given(advising->invocation, OPT_REVIEW);
    const char *path = option_text(advising->invocation, review ? OPT_REVIEW : OPT_APPEND);
    if (path == NULL)
        return 0;
    if (review && file_check_readable(path, err) != 0)
        return -1;
    struct table table = {0};
    struct str header = {0};
    recommend_fill_rows(NULL, 0, &table);
    table_write_csv(&table, &header);
    int status = decision_file_read(path, str_text(&header), &advising->record, err);
    str_release(&header);
    table_release(&table);
    return status;
}

static int advise(struct advising *advising, struct err *err)
{
    struct invocation *invocation = advising->invocation;
    if (sizing_options_read(invocation, &advising->options, err) != 0 ||
        open_record(advising, err) != 0 ||
        recommend_input_read(invocation, &advising->options, &advising->input, err) != 0 ||
        forecast_events_read(invocation, &advising->input, &advising->events, err) != 0 ||
        ignore_option(invocation, advising->input.zone, &advising->input.set, &advising->ignoring,
                      err) != 0)
        return -1;
    if (option_given(invocation, OPT_GROUP) && advising->input.set.count > 1)
        return err_set(err, ERR_USAGE,
                       "--group names one group, and there are %zu resources: each is a group of "
                       "its own name; --only KEY takes one",
                       advising->input.set.count);
    if (advise_all(advising, err) != 0 || recommend_order(advising, &advising->order, err) != 0)
        return -1;
    if (option_given(invocation, OPT_REVIEW))
        return put_reviews(advising, err);
    if (advising->answers == 0)
        return err_set(err, ERR_DATA, "none of the %zu resources can be advised on",
                       advising->input.set.count);
    struct answer answer;
    answer_begin(&answer, invocation);
    recommend_fill_rows(advising->answer, advising->answers, &answer.rows);
    int status = put_all(advising, &answer, err);
    answer_release(&answer);
    return status == 0 && advising->refused ? 1 : status;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct advising advising = {.invocation = invocation, .options = {.latency_as_rate = true}};
    int status = advise(&advising, err);
    advising_release(&advising);
    return status;
}

const struct command cmd_recommend = {
    .name = "recommend",
    .summary = "for each resource: what now, how urgent, by which strategy?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_own, options_sizing, options_instance, options_fleet, options_latency,
                options_reading, options_series, options_output, options_messages},
    .common = {OPT_PER_INSTANCE, OPT_CURRENT, OPT_MAX, OPT_HORIZON, OPT_RESOURCES, OPT_LEAD_TIME,
               OPT_BY, OPT_ASSUME, OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_resources, &schema_planned_events, &schema_links},
    .outputs = {&schema_recommend, &schema_reviews},
    .facts = &schema_recommend_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max or the budget keeps a resource below its target",
    .run = run,
};
