// headroom recommend: for each resource what now, how urgent, by which strategy.
#include "cmd/forecast_options.h"
#include "cmd/recommend_input.h"
#include "cmd/recommend_resources.h"
#include "table/table_write.h"
#include "terms/assumed.h"
#include "terms/limit_terms.h"

#include <stdint.h>

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
    {OPT_APPEND, NULL, NULL},
    {OPT_REVIEW, NULL, NULL},
    {OPT_CHANGEPOINT, NULL, NULL},
    {OPT_STOCK, NULL, NULL},
    {OPT_IGNORE, NULL, "incidents that are over are left out without it, and told"},
    {OPT_EVENTS, NULL, NULL},
    {OPT_CAP, NULL, NULL},
    {OPT_AS_OF, NULL, NULL},
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
    recommend_fill_facts(advising->answer, advising->answers, answer);
    for (size_t i = 0; i < advising->input.set.count; i++)
        if (!advising->attempt[i].failed)
            answer_add_accuracy(answer, &advising->attempt[i].outlook.forecast);
    recommend_document(advising->answer, advising->answers, &answer->document);
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
        invocation->error_count > 0)
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
    if (advise_all(advising, err) != 0)
        return -1;
    if (option_given(invocation, OPT_REVIEW))
        return put_reviews(advising, err);
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
    .inputs = {&schema_export, &schema_resources, &schema_planned_events},
    .outputs = {&schema_recommend, &schema_reviews},
    .facts = &schema_recommend_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max or the budget keeps a resource below its target",
    .run = run,
};
