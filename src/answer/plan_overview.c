#include "answer/plan_overview.h"

#include "answer/words.h"
#include "base/vec.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int plan_urgency(const struct capacity_plan *plan, bool is_doubtful)
{
    bool orders = plan->needed_week != SIZE_MAX;
    double most = 0;
    if (plan->verdict == PLAN_NOT_MET ||
        (orders && plan->order.order_by != INSTANT_NONE && plan->order.status == RUNOUT_LATE))
        return 0;
    if (orders || plan->verdict == PLAN_OVER_BUDGET)
        return 1;
    for (size_t w = 0; w < plan->weeks; w++)
        most = fmax(most, plan->week[w].kept);
    return is_doubtful ? 2 : most < plan->baseline ? 3 : 4;
}

struct plan_overview_row *plan_overview_add(struct plan_overview *overview,
                                            const struct capacity_plan *plan, bool is_doubtful)
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
        .cost = plan->cost_total,
        .budget_month = plan->in.sizing.budget_month,
        .urgency = plan_urgency(plan, is_doubtful),
        .place = overview->count,
    };
    VEC_PUSH(overview->row, overview->count, overview->capacity, row);
    return &overview->row[overview->count - 1];
}

static int by_urgency(const void *a, const void *b)
{
    const struct plan_overview_row *one = a, *other = b;
    instant first = one->order_by == INSTANT_NONE ? INT64_MAX : one->order_by;
    instant second = other->order_by == INSTANT_NONE ? INT64_MAX : other->order_by;
    if (one->urgency != other->urgency)
        return one->urgency < other->urgency ? -1 : 1;
    if (first != second)
        return first < second ? -1 : 1;
    return one->place < other->place ? -1 : 1;
}

void plan_overview_sort(struct plan_overview *overview)
{
    if (overview->count > 1)
        qsort(overview->row, overview->count, sizeof *overview->row, by_urgency);
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
        total.cost += row->cost;
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

void plan_overview_document(struct plan_overview *overview, size_t in_full,
                            struct document *document)
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
    if (in_full < overview->count)
        document_paragraph(document,
                           "The most urgent are first, and the plans of %zu follow in full: -v "
                           "shows all, --only one of them, --format csv every week.",
                           in_full);
    for (size_t i = 0; i < in_full && i < overview->count; i++)
        document_append(document, &overview->row[i].document);
}

void plan_overview_brief(const struct plan_overview *overview, struct str *out)
{
    const struct plan_overview_row total = total_of(overview);
    struct arena arena = {0};
    size_t late = 0, orders = 0;
    for (size_t i = 0; i < overview->count; i++) {
        late += overview->row[i].urgency == 0;
        orders += overview->row[i].urgency <= 1;
    }
    if (late > 0)
        str_appendf(out, "%zu of %zu services are late: decide today. ", late, overview->count);
    else if (orders > 0)
        str_appendf(out, "%zu of %zu services need an order. ", orders, overview->count);
    else
        str_appendf(out, "Nothing to order for %zu services. ", overview->count);
    str_appendf(out, "%s → %s instances", words_number(&arena, total.today),
                words_number(&arena, total.most));
    if (!isnan(total.cost))
        str_appendf(out, ", %s for the horizon", words_money(&arena, total.cost));
    str_append_char(out, '\n');
    for (size_t i = 0; i < overview->count; i++)
        if (overview->row[i].brief != NULL)
            str_append(out, overview->row[i].brief);
    arena_release(&arena);
}

void plan_overview_release(struct plan_overview *overview)
{
    for (size_t i = 0; i < overview->count; i++)
        document_release(&overview->row[i].document);
    free(overview->row);
    arena_release(&overview->arena);
    memset(overview, 0, sizeof *overview);
}
