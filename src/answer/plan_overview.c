#include "answer/plan_overview.h"

#include "answer/words.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plan_overview_add(struct plan_overview *overview, const struct capacity_plan *plan)
{
    const struct plan_row *most = &plan->week[plan->largest].row;
    const struct plan_overview_row row = {
        .service = arena_strdup(&overview->arena, plan->in.history->key),
        .verdict = plan->verdict,
        .today = plan->baseline,
        .at_end = plan->week[plan->weeks - 1].row.instances,
        .most = most->instances,
        .order_by = plan->order.order_by,
        .cost_month = most->cost_month,
        .budget_month = plan->in.sizing.budget_month,
    };
    VEC_PUSH(overview->row, overview->count, overview->capacity, row);
}

/// Counts add up; the cost does where every service has a price, and the first order is due first.
static struct plan_overview_row total_of(const struct plan_overview *overview)
{
    struct plan_overview_row total = {.service = "total", .order_by = INSTANT_NONE};
    for (size_t i = 0; i < overview->count; i++) {
        const struct plan_overview_row *row = &overview->row[i];
        total.today += row->today;
        total.at_end += row->at_end;
        total.most += row->most;
        total.cost_month += row->cost_month;
        if (row->order_by != INSTANT_NONE &&
            (total.order_by == INSTANT_NONE || row->order_by < total.order_by)) {
            total.order_by = row->order_by;
        }
    }
    return total;
}

static void add_row(struct table *table, struct arena *arena, const struct plan_overview_row *row,
                    const char *verdict)
{
    size_t at = table_add_row(table);
    table_put_text(table, at, "service", row->service);
    table_put_text(table, at, "verdict", verdict);
    table_put_number(table, at, "today", STYLE_INTEGER, row->today);
    table_put_number(table, at, "at_end", STYLE_INTEGER, row->at_end);
    table_put_number(table, at, "most", STYLE_INTEGER, row->most);
    table_put_text(table, at, "order_by", words_date(arena, row->order_by));
    table_put_number(table, at, "cost_month", STYLE_COST_MONTH, row->cost_month);
}

static void add_table(const struct plan_overview *overview, const struct plan_overview_row *total,
                      struct document *document)
{
    struct table table = {0};
    for (size_t i = 0; i < overview->count; i++) {
        const struct plan_overview_row *row = &overview->row[i];
        add_row(&table, &document->arena, row, plan_verdict_name(row->verdict));
    }
    add_row(&table, &document->arena, total, "");
    document_overview(document, &table);
}

void plan_overview_document(const struct plan_overview *overview, struct document *document)
{
    const struct plan_overview_row total = total_of(overview);
    struct arena *arena = &document->arena;
    bool refused = false;
    bool budget = false;
    for (size_t i = 0; i < overview->count; i++) {
        enum plan_verdict verdict = overview->row[i].verdict;
        refused = refused || verdict == PLAN_NOT_MET || verdict == PLAN_OVER_BUDGET;
        budget = budget || !isnan(overview->row[i].budget_month);
    }
    document_title(document, "Capacity plans of %zu services", overview->count);
    const char *cost = isnan(total.cost_month)
                           ? "the cost of all is not known, since not every one has a price"
                           : arena_printf(arena, "at most they cost %s a month together",
                                          words_money(arena, total.cost_month));
    document_callout(document, refused ? TONE_BAD : TONE_PLAIN,
                     "%s today, %s at the end of the horizon; %s.",
                     words_instances(arena, total.today), words_number(arena, total.at_end), cost);
    add_table(overview, &total, document);
    document_paragraph(document,
                       "most and cost_month are the week with the most instances of each service; "
                       "their total provides for all of them at once.%s",
                       budget ? " A budget is that of one service: each is compared with its own, "
                                "and the total with none."
                              : "");
}

void plan_overview_release(struct plan_overview *overview)
{
    free(overview->row);
    arena_release(&overview->arena);
    memset(overview, 0, sizeof *overview);
}
