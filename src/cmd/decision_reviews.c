#include "cmd/decision_reviews.h"

#include "answer/words.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, false, "when it was decided"},
    {"until", COLUMN_TIME, STYLE_PLAIN, NULL, false, "the end of its horizon"},
    {"resource", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "what it was about"},
    {"demand", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "the highest that was planned for"},
    {"came", COLUMN_NUMBER, STYLE_PLAIN, NULL, false, "the highest that came"},
    {"came_at", COLUMN_TIME, STYLE_PLAIN, NULL, false, "when"},
    {"over", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "yes, or no while the horizon lasts"},
    {"error", COLUMN_NUMBER, STYLE_RATIO, "share", false, "demand / came - 1"},
    {"target", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "what was recommended"},
    {"needed", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "what the demand that came takes by today's terms"},
    {"enough", COLUMN_TEXT, STYLE_PLAIN, NULL, false, "whether the target was: yes or no"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_reviews = {"what came of decisions (--review)", columns};

void decision_reviews_add(struct decision_reviews *reviews, const struct decision_file *record,
                          const char *resource, const struct capacity_plan *plan, instant clock)
{
    const struct table *table = &record->table;
    for (size_t row = 0; row < table->rows; row++) {
        const char *name = table->column[record->resource].text[row];
        instant time = table->column[record->time].time[row];
        instant until = table->column[record->until].time[row];
        if (name == NULL || strcmp(name, resource) != 0 || time == INSTANT_NONE ||
            until == INSTANT_NONE)
            continue;
        struct reviewed_decision decision = {
            .resource = name,
            .time = time,
            .until = until,
            .demand = table->column[record->demand].number[row],
            .target = table->column[record->target].number[row],
        };
        decision_review_make(plan->in.history, &plan->in.sizing, time + clock, until + clock,
                             decision.demand, decision.target, &decision.review);
        if (decision.review.at == INSTANT_NONE)
            continue;
        decision.review.at -= clock;
        VEC_PUSH(reviews->item, reviews->count, reviews->capacity, decision);
    }
}

enum {
    REVIEW_TIME,
    REVIEW_RESOURCE,
    REVIEW_FORECAST,
    REVIEW_CAME,
    REVIEW_ERROR,
    REVIEW_TARGET,
    REVIEW_NEEDED,
    REVIEW_ENOUGH
};

static void add_row(struct table *table, struct arena *arena,
                    const struct reviewed_decision *decision)
{
    const struct decision_review *review = &decision->review;
    size_t row = table_add_row(table);
    table_set_text(table, row, REVIEW_TIME, words_date(arena, decision->time));
    table_set_text(table, row, REVIEW_RESOURCE, decision->resource);
    table_set_text(table, row, REVIEW_FORECAST, words_number(arena, decision->demand));
    table_set_text(table, row, REVIEW_CAME,
                   arena_printf(arena, "%s%s", words_number(arena, review->highest),
                                review->over ? "" : " so far"));
    table_set_text(table, row, REVIEW_ERROR,
                   isnan(review->error) ? "-"
                                        : arena_printf(arena, "%s%s", review->error > 0 ? "+" : "",
                                                       words_share(arena, review->error)));
    table_set_number(table, row, REVIEW_TARGET, decision->target);
    table_set_number(table, row, REVIEW_NEEDED, review->needed);
    table_set_text(table, row, REVIEW_ENOUGH, review->was_enough ? "yes" : "no");
}

void decision_reviews_document(const struct decision_reviews *reviews, struct document *document)
{
    static const char *const heads[] = {"decided", "resource", "forecast", "came",
                                        "error",   "target",   "needed",   "enough"};
    if (reviews->count == 0)
        return;
    struct table table = {0};
    size_t enough = 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_add_column(&table, heads[i],
                         i == REVIEW_TARGET || i == REVIEW_NEEDED ? COLUMN_NUMBER : COLUMN_TEXT,
                         STYLE_PLAIN);
    for (size_t i = 0; i < reviews->count; i++) {
        add_row(&table, &document->arena, &reviews->item[i]);
        enough += reviews->item[i].review.was_enough;
    }
    document_heading(document, "What came of earlier decisions");
    document_paragraph(document,
                       "The target was enough for %zu of %zu. Forecast is the highest demand that "
                       "was planned for, came the highest that came; needed is by today's terms.",
                       enough, reviews->count);
    document_table(document, &table);
}

void decision_reviews_table(const struct decision_reviews *reviews, struct table *table)
{
    schema_add_columns(table, &schema_reviews, NULL);
    for (size_t i = 0; i < reviews->count; i++) {
        const struct reviewed_decision *decision = &reviews->item[i];
        const struct decision_review *review = &decision->review;
        size_t row = table_add_row(table);
        size_t at = 0;
        table_set_time(table, row, at++, decision->time);
        table_set_time(table, row, at++, decision->until);
        table_set_text(table, row, at++, decision->resource);
        table_set_number(table, row, at++, decision->demand);
        table_set_number(table, row, at++, review->highest);
        table_set_time(table, row, at++, review->at);
        table_set_text(table, row, at++, review->over ? "yes" : "no");
        table_set_number(table, row, at++, review->error);
        table_set_number(table, row, at++, decision->target);
        table_set_number(table, row, at++, review->needed);
        table_set_text(table, row, at, review->was_enough ? "yes" : "no");
    }
}

void decision_reviews_release(struct decision_reviews *reviews)
{
    free(reviews->item);
}
