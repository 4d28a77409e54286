#include "answer/plan_overview.h"
#include "tap.h"
#include "unit/plan_fixture.h"

#include <string.h>

static struct plan_fixture fixture;

/// Adds the plan of one service: the fixture's, with another key, price and lead time.
static void add(struct plan_overview *overview, char *key, double price, double lead_time_s)
{
    struct capacity_plan plan;
    struct err err = {0};
    plan_fixture_init(&fixture);
    fixture.history.key = key;
    fixture.inputs.current = 50;
    fixture.inputs.sizing.price_hour = price;
    fixture.inputs.lead_time_s = lead_time_s;
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made %s", err.text);
    plan_overview_add(overview, &plan, false);
    capacity_plan_release(&plan);
}

static void render(struct plan_overview *overview, struct str *text)
{
    struct document document = {0};
    plan_overview_document(overview, overview->count, &document);
    document_render_text(&document, 0, false, text);
    document_release(&document);
}

int main(void)
{
    struct plan_overview overview = {0};
    struct str text = {0};
    char web[] = "web";
    char api[] = "api";
    char mail[] = "mail";
    // The largest week wants 57 instances: 57 x 0.1 x 730 = 4,161 a month.
    add(&overview, web, 0.1, NAN);
    add(&overview, api, 0.1, 3 * 86400);
    render(&overview, &text);
    has_text(str_text(&text), "Capacity plans of 2 services", "the title");
    has_text(str_text(&text), "100 instances today, 114 at the end", "the counts are added up");
    has_text(str_text(&text), "at most they cost 8,322.00 a\nmonth together", "and so is the cost");
    has_text(str_text(&text), "api      order       50      57    57  2024-03-29    4,161.00",
             "a row a service");
    has_text(str_text(&text), "total               100     114   114  2024-03-29    8,322.00",
             "the total has the first order");
    ok(strstr(str_text(&text), "budget") == NULL, "no word of a budget without one");
    is_text(overview.row[0].service, "web", "as they came");
    plan_overview_sort(&overview);
    is_text(overview.row[0].service, "api", "sorted: what has a date to order by is first");
    str_clear(&text);
    plan_overview_brief(&overview, &text);
    // 50 of 57 at 0.1 an hour over 17.5 days: the weeks want 48, 54, 57, of which 50 are held
    // first.
    has_text(str_text(&text), "2 of 2 services need an order. 100 → 114 instances, ", "in a line");
    str_clear(&text);
    add(&overview, mail, NAN, NAN);
    overview.row[0].budget_month = 5000;
    render(&overview, &text);
    has_text(str_text(&text), "the cost of all is not\nknown", "a price is missing");
    has_text(str_text(&text), "A budget is that of one", "whose budget it is");
    str_release(&text);
    plan_overview_release(&overview);
    return done();
}
