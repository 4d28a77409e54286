#include "answer/plan_buying_shown.h"

#include "advise/plan_buying.h"
#include "answer/html_page.h"
#include "answer/plan_tiles.h"
#include "answer/words.h"
#include "table/cell_format.h"
#include "table/table_write.h"

#include <math.h>
#include <stdint.h>

enum { TYPES_SHOWN = 6 };

// --- types ---------------------------------------------------------------------------------------

struct type_cells {
    const char *type;
    double most, end, per_instance, price_hour, cost, cost_month;
    const char *verdict, *reason;
    instant date;
    const char *source;
};

static const struct schema_column columns[] = {
    FIELD(struct type_cells, type, STYLE_PLAIN, NULL, "of --catalogue"),
    FIELD(struct type_cells, most, STYLE_INTEGER, "instances", "in the largest week"),
    FIELD(struct type_cells, end, STYLE_INTEGER, "instances", "in the last week"),
    FIELD(struct type_cells, per_instance, STYLE_PLAIN, "unit", "what one takes"),
    FIELD(struct type_cells, price_hour, STYLE_COST_HOUR, "per hour", "of one, on demand"),
    FIELD(struct type_cells, cost, STYLE_COST_MONTH, "money", "of the horizon"),
    FIELD(struct type_cells, cost_month, STYLE_COST_MONTH, "per month",
          "at the rate of the largest week"),
    FIELD(struct type_cells, verdict, STYLE_PLAIN, NULL,
          "cheapest, today, cheaper or dearer than today, over budget, cannot"),
    FIELD(struct type_cells, reason, STYLE_PLAIN, NULL, "why it is not taken"),
    FIELD(struct type_cells, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD(struct type_cells, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_END,
};

const struct schema schema_plan_types = {"types of instances for a plan", columns,
                                         sizeof(struct type_cells)};

static bool is_today(const struct plan_buying *buying, const struct plan_type_cost *cost)
{
    return buying->market.reference == &buying->market.types->type[cost->type];
}

static const char *verdict_of(const struct plan_buying *buying, size_t place)
{
    const struct plan_type_cost *cost = &buying->type[place];
    if (!cost->fits)
        return "cannot";
    if (is_today(buying, cost))
        return "today";
    if (cost->over_budget)
        return "over budget";
    if (place == 0)
        return "cheapest";
    return cost->cost < buying->today_cost * (1 - 1e-12) ? "cheaper" : "dearer";
}

static const char *reason_of(const struct plan_buying *buying, size_t place, struct arena *arena)
{
    const struct plan_type_cost *cost = &buying->type[place], *best = &buying->type[0];
    const struct plan_market *market = &buying->market;
    if (!(market->type_offer[cost->type].rate > 0))
        return market->types->type[cost->type].is_burstable
                   ? "burstable: per_instance has to say what it takes for good"
                   : "its memory is no more than what is taken before a request comes";
    if (!cost->fits)
        return arena_printf(arena, "%s are needed in the largest week, above max",
                            words_number(arena, cost->most));
    if (place == 0)
        return NULL;
    return arena_printf(arena, "%s dearer than the cheapest",
                        words_share(arena, cost->cost / best->cost - 1));
}

static void fill_type(const struct plan_buying *buying, size_t place, struct arena *arena,
                      struct type_cells *cells)
{
    const struct plan_type_cost *cost = &buying->type[place];
    const struct instance_type *type = &buying->market.types->type[cost->type];
    record_clear(&schema_plan_types, cells);
    cells->type = type->name;
    cells->per_instance = buying->market.type_offer[cost->type].rate;
    cells->price_hour = type->price_hour;
    cells->most = cost->most;
    cells->end = cost->at_end;
    if (cost->fits) {
        cells->cost = cost->cost;
        cells->cost_month = cost->cost_month;
    }
    cells->verdict = verdict_of(buying, place);
    cells->reason = reason_of(buying, place, arena);
    cells->date = type->date;
    cells->source = type->source;
}

static void fill_types(const struct plan_report *report, size_t most, struct table *table)
{
    const struct plan_buying *buying = report->review->in.buying;
    struct arena arena = {0};
    struct record_writer writer;
    record_begin(&writer, table, &schema_plan_types, NULL);
    for (size_t i = 0; i < buying->types; i++) {
        struct type_cells cells;
        if (i >= most && !is_today(buying, &buying->type[i]))
            continue;
        fill_type(buying, i, &arena, &cells);
        record_add(&writer, &cells);
    }
    arena_release(&arena);
}

static const struct plan_buying *buying_of(const struct plan_report *report)
{
    return report->review == NULL ? NULL : report->review->in.buying;
}

/// The columns of `all` that are named, as far as they hold anything.
static void pick(const struct table *all, const char *const *name, size_t count,
                 struct table *picked)
{
    for (size_t i = 0; i < count; i++) {
        size_t column = table_find(all, name[i]);
        bool empty = true;
        for (size_t row = 0; empty && row < all->rows; row++)
            empty = table_is_missing(all, row, column);
        if (!empty)
            table_copy_column(picked, &all->column[column], all->rows);
    }
}

static void pick_types(const struct plan_report *report, struct table *picked)
{
    static const char *const shown[] = {"type",       "most", "end",    "per_instance",
                                        "price_hour", "cost", "verdict"};
    struct table all = {0};
    fill_types(report, TYPES_SHOWN, &all);
    pick(&all, shown, sizeof shown / sizeof *shown, picked);
    table_release(&all);
}

static const char *types_sentence(const struct plan_report *report, struct arena *arena)
{
    const struct plan_buying *buying = buying_of(report);
    const struct plan_type_cost *cheaper = plan_buying_cheaper(buying);
    if (cheaper != NULL && !isnan(buying->today_cost))
        return arena_printf(arena, "%s serves the plan for %s, %s less than today's %s",
                            buying->market.types->type[cheaper->type].name,
                            words_money(arena, cheaper->cost),
                            words_share(arena, 1 - cheaper->cost / buying->today_cost),
                            words_money(arena, buying->today_cost));
    if (buying->types > 0 && !buying->type[0].fits)
        return "No type of the catalogue serves the plan alone";
    return "No type of the catalogue is cheaper than today's";
}

// --- for people ----------------------------------------------------------------------------------

void plan_buying_document(const struct plan_report *report, struct document *document)
{
    const struct plan_buying *buying = buying_of(report);
    if (buying == NULL)
        return;
    if (buying->types > 0) {
        struct table types = {0};
        document_heading(document, "Types");
        document_paragraph(document, "%s.", types_sentence(report, &document->arena));
        pick_types(report, &types);
        document_table(document, &types);
        table_release(&types);
        if (buying->types > TYPES_SHOWN)
            document_paragraph(document,
                               "%zu types were weighed, each by solving the plan again; "
                               "JSON and the workbook have them all.",
                               buying->types);
    }
    if (buying->purchase.options > 0) {
        cost_write_ways(report->purchase, document);
        document_paragraph(document,
                           "The fleet is the plan's, week by week, %s hours; what the next year "
                           "brings beyond them no offer knows.",
                           words_number(&document->arena, buying->use.total_hours));
    }
}

static const char *ways_sentence(const struct plan_report *report, struct arena *arena)
{
    const struct plan_buying *buying = buying_of(report);
    const struct purchase_option *commitment = plan_buying_commitment(buying);
    if (commitment == NULL)
        return "No offer for a year saves anything on this fleet";
    return arena_printf(arena, "Commit %s by %s: %s a month, %s less than on demand",
                        words_number(arena, commitment->units), commitment->offer->name,
                        words_money(arena, commitment->cost_month),
                        words_share(arena, commitment->saving));
}

/// A table of the page, its texts and numbers as a document would write them.
static void page_table(const struct table *table, struct str *out)
{
    enum { COLUMNS_MAX = 12 };
    struct html_column head[COLUMNS_MAX];
    struct html_table page;
    struct cell_text cell[COLUMNS_MAX];
    struct arena arena = {0};
    size_t shown = table->columns < COLUMNS_MAX ? table->columns : COLUMNS_MAX;
    for (size_t c = 0; c < shown; c++) {
        cell[c] = cell_format_column(table, c, &arena);
        head[c] = (struct html_column){table->column[c].name, cell[c].right};
    }
    html_table_begin(&page, out, "", head, shown);
    for (size_t row = 0; row < table->rows; row++) {
        html_row(&page, "");
        for (size_t c = 0; c < shown; c++)
            html_cell(&page, cell[c].text[row]);
    }
    html_table_end(&page);
    arena_release(&arena);
}

bool plan_section_buying(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const char *const shown[] = {"option", "offer",      "term",   "units",      "used",
                                        "saving", "cost_month", "source", "pays_above", "date"};
    const struct plan_buying *buying = buying_of(report);
    if (buying == NULL)
        return false;
    const bool ways = buying->purchase.options > 0;
    html_text(out, ways ? ways_sentence(report, arena) : types_sentence(report, arena));
    str_append_char(out, '\n');
    if (ways) {
        struct table all = {0}, picked = {0};
        html_element(out, "div class=\"sub\"",
                     "Ways to buy the plan's fleet, week by week; what is owned already costs "
                     "nothing here. A unit pays while it is used more than its share of the price");
        cost_fill_table(report->purchase, &all);
        pick(&all, shown, sizeof shown / sizeof *shown, &picked);
        page_table(&picked, out);
        table_release(&picked);
        table_release(&all);
    }
    if (buying->types > 0) {
        struct table types = {0};
        if (ways)
            html_element(out, "h3", types_sentence(report, arena));
        html_element(out, "div class=\"sub\"",
                     "Types of the catalogue, the plan solved again with each");
        pick_types(report, &types);
        page_table(&types, out);
        table_release(&types);
    }
    return true;
}

// --- for programs --------------------------------------------------------------------------------

static void append_rows(struct str *out, const char *name, struct table *rows)
{
    struct str text = {0};
    table_write_json(rows, &text);
    str_appendf(out, "\"%s\": %.*s,\n", name, (int)(text.length - 1), str_text(&text));
    str_release(&text);
    table_release(rows);
}

void plan_buying_json(const struct plan_report *report, struct str *out)
{
    const struct plan_buying *buying = buying_of(report);
    struct table ways = {0}, types = {0};
    if (buying != NULL && buying->purchase.options > 0) {
        cost_fill_table(report->purchase, &ways);
        append_rows(out, "purchase", &ways);
    } else {
        str_append(out, "\"purchase\": null,\n");
    }
    if (buying != NULL && buying->types > 0) {
        fill_types(report, SIZE_MAX, &types);
        append_rows(out, "types", &types);
    } else {
        str_append(out, "\"types\": null,\n");
    }
}
