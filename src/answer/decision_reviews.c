#include "answer/decision_reviews.h"

#include "answer/words.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct review_cells {
    instant time, until;
    const char *resource;
    double demand, came;
    instant came_at;
    const char *over;
    double error, target, needed;
    const char *enough;
};

static const struct schema_column columns[] = {
    FIELD(struct review_cells, time, STYLE_PLAIN, NULL, "when it was decided"),
    FIELD(struct review_cells, until, STYLE_PLAIN, NULL, "the end of its horizon"),
    FIELD(struct review_cells, resource, STYLE_PLAIN, NULL, "what it was about"),
    FIELD(struct review_cells, demand, STYLE_PLAIN, NULL, "the highest that was planned for"),
    FIELD(struct review_cells, came, STYLE_PLAIN, NULL, "the highest that came"),
    FIELD(struct review_cells, came_at, STYLE_PLAIN, NULL, "when"),
    FIELD(struct review_cells, over, STYLE_PLAIN, NULL, "yes, or no while the horizon lasts"),
    FIELD(struct review_cells, error, STYLE_RATIO, "share", "demand / came - 1"),
    FIELD(struct review_cells, target, STYLE_PLAIN, "instances", "what was recommended"),
    FIELD(struct review_cells, needed, STYLE_PLAIN, "instances",
          "what the demand that came takes by today's terms"),
    FIELD(struct review_cells, enough, STYLE_PLAIN, NULL, "whether the target was: yes or no"),
    FIELD_END,
};

const struct schema schema_reviews = {"what came of decisions (--review)", columns,
                                      sizeof(struct review_cells)};

void decision_reviews_add(struct decision_reviews *reviews, const struct decision_file *record,
                          const char *resource, const struct capacity_plan *plan, instant clock)
{
    for (size_t row = 0; row < record->table.rows; row++) {
        struct decision_cells cells;
        record_take(&record->rows, row, &cells);
        if (cells.resource == NULL || strcmp(cells.resource, resource) != 0 ||
            cells.time == INSTANT_NONE || cells.until == INSTANT_NONE)
            continue;
        struct reviewed_decision decision = {
            .resource = cells.resource,
            .time = cells.time,
            .until = cells.until,
            .demand = cells.demand,
            .target = cells.target,
        };
        decision_review_make(plan->in.history, &plan->in.sizing, cells.time + clock,
                             cells.until + clock, decision.demand, decision.target,
                             &decision.review);
        if (decision.review.at == INSTANT_NONE)
            continue;
        decision.review.at -= clock;
        VEC_PUSH(reviews->item, reviews->count, reviews->capacity, decision);
    }
}

static void add_row(struct table *table, struct arena *arena,
                    const struct reviewed_decision *decision)
{
    const struct decision_review *review = &decision->review;
    size_t row = table_add_row(table);
    table_put_text(table, row, "decided", words_date(arena, decision->time));
    table_put_text(table, row, "resource", decision->resource);
    table_put_text(table, row, "forecast", words_number(arena, decision->demand));
    table_put_text(table, row, "came",
                   arena_printf(arena, "%s%s", words_number(arena, review->highest),
                                review->over ? "" : " so far"));
    table_put_text(table, row, "error",
                   isnan(review->error) ? "-"
                                        : arena_printf(arena, "%s%s", review->error > 0 ? "+" : "",
                                                       words_share(arena, review->error)));
    table_put_number(table, row, "target", STYLE_PLAIN, decision->target);
    table_put_number(table, row, "needed", STYLE_PLAIN, review->needed);
    table_put_text(table, row, "enough", review->was_enough ? "yes" : "no");
}

void decision_reviews_document(const struct decision_reviews *reviews, struct document *document)
{
    if (reviews->count == 0)
        return;
    struct table table = {0};
    size_t enough = 0;
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
    struct record_writer writer;
    record_begin(&writer, table, &schema_reviews, NULL);
    for (size_t i = 0; i < reviews->count; i++) {
        const struct reviewed_decision *decision = &reviews->item[i];
        const struct decision_review *review = &decision->review;
        struct review_cells cells;
        record_clear(&schema_reviews, &cells);
        cells.time = decision->time;
        cells.until = decision->until;
        cells.resource = decision->resource;
        cells.demand = decision->demand;
        cells.came = review->highest;
        cells.came_at = review->at;
        cells.over = review->over ? "yes" : "no";
        cells.error = review->error;
        cells.target = decision->target;
        cells.needed = review->needed;
        cells.enough = review->was_enough ? "yes" : "no";
        record_add(&writer, &cells);
    }
}

void decision_reviews_release(struct decision_reviews *reviews)
{
    free(reviews->item);
}
