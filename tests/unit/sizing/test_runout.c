#include "sizing/runout.h"
#include "sizing/scaling_equation.h"
#include "tap.h"

#include <math.h>

enum { DAYS = 100 };

static instant time_of[DAYS];
static double median[DAYS];
static double high[DAYS];

#define DAY (SECONDS_PER_DAY * INSTANT_PER_SECOND)

/// Demand of 100 on day 0 that grows by 1 a day; the high quantile is 10 above.
static struct demand_path growing(void)
{
    for (int i = 0; i < DAYS; i++) {
        time_of[i] = i * DAY;
        median[i] = 100 + i;
        high[i] = 110 + i;
    }
    return (struct demand_path){
        .n = DAYS, .time = time_of, .planned = median, .expected = median, .high = high};
}

static void test_order_date(void)
{
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    struct order_date date = order_date_for(100 * day, 42 * 86400, 60 * day);
    is_int(date.order_by, 58 * day, "six weeks before day 100");
    is_int(date.status, RUNOUT_LATE, "is before day 60");
    is_int(order_date_for(100 * day, 42 * 86400, 45 * day).status, RUNOUT_ORDER_NOW,
           "and within two weeks of day 45");
    is_int(order_date_for(100 * day, 42 * 86400, 40 * day).status, RUNOUT_OK, "but not of day 40");
    date = order_date_for(100 * day, NAN, 60 * day);
    is_int(date.order_by, INSTANT_NONE, "without a lead time there is no date to order by");
    is_int(order_date_for(INSTANT_NONE, 86400, 0).status, RUNOUT_NOT_WITHIN_HORIZON,
           "what is not needed has none either");
    is_int(order_known_from(10 * day, 42 * 86400, 28 * 86400), 80 * day,
           "what the review in four weeks orders serves in ten");
    is_int(order_known_from(10 * day, NAN, NAN), 10 * day, "without either it is now");
}

/// An instance takes 10, nothing is kept free: 199 take 20 instances, where 15 are allowed.
static void test_remedies(void)
{
    struct demand_path path = growing();
    struct sized_demand limited = {.sizing = sizing_defaults(), .unit = {DIMENSION_RATE, 1, "/s"}};
    struct remedies remedies;
    limited.sizing.per_instance = 10;
    limited.sizing.headroom = limited.sizing.spare = 0;
    limited.sizing.max = 15;
    near(highest_demand(&path), 199, 0, "the last day has the highest demand");
    runout_remedies(&path, &limited, &remedies);
    near(remedy_of_kind(&remedies, REMEDY_RAISE_MAX)->value, 20, 0, "twenty instances last");
    near(remedy_of_kind(&remedies, REMEDY_OPTIMISE)->value, 13.27, 0, "or 199 / 15, rounded up");
    near(remedy_of_kind(&remedies, REMEDY_CACHE)->value, 0.247, 1e-12, "or 1 - 150 / 199");
    ok(remedy_of_kind(&remedies, REMEDY_SERVE_LESS) == NULL, "serving less is no remedy");
    limited.sizing.max = 20;
    runout_remedies(&path, &limited, &remedies);
    is_int((long)remedies.count, 0, "what lasts needs nothing");
    path.planned = (const double[]){NAN, NAN};
    path.n = 2;
    runout_remedies(&path, &limited, &remedies);
    ok(remedies.count == 0 && isnan(highest_demand(&path)), "nor does what is not known");
}

int main(void)
{
    struct demand_path path = growing();
    struct runout runout;
    // More than 150: high on day 41, median on day 51, low (100 + i - 10) on day 61.
    runout_find(&path, 150, 0, -DAY, &runout);
    is_int(runout.earliest / DAY, 41, "the high quantile crosses first");
    is_int(runout.expected / DAY, 51, "then the median");
    is_int(runout.latest / DAY, 61, "then the mirrored quantile");
    is_int(runout.order_by / DAY, 51, "no lead time: order when it crosses");
    is_text(runout_status_name(runout.status), "ok", "which is far off");

    runout_find(&path, 150, 30 * SECONDS_PER_DAY, -DAY, &runout);
    is_int(runout.order_by / DAY, 21, "30 days of lead time");
    is_text(runout_status_name(runout.status), "ok", "21 days are left");
    path.planned = high;
    runout_find(&path, 150, 30 * SECONDS_PER_DAY, -DAY, &runout);
    is_int(runout.order_by / DAY, 11, "planned by the high quantile: 10 days sooner");
    is_text(runout_status_name(runout.status), "order now", "12 days are within two weeks");
    runout_find(&path, 150, 42 * SECONDS_PER_DAY, 0, &runout);
    is_text(runout_status_name(runout.status), "late", "a day before now is late");
    runout_find(&path, 150, 41 * SECONDS_PER_DAY, 0, &runout);
    is_text(runout_status_name(runout.status), "order now", "today is not late");

    runout_find(&path, 205, 0, 0, &runout);
    is_int(runout.earliest / DAY, 96, "only the high quantile crosses 205");
    ok(runout.expected == INSTANT_NONE && runout.latest == INSTANT_NONE, "the others do not");
    runout_find(&path, 1000, 0, 0, &runout);
    is_text(runout_status_name(runout.status), "not reached", "1000 is never crossed");
    ok(runout.order_by == INSTANT_NONE, "and there is nothing to order");

    path = growing();
    median[50] = 150 * (1 + 1e-15);
    ok(first_crossing(&path, median, 150) == 51 * DAY,
       "equal but for rounding error is no crossing");
    median[3] = NAN;
    ok(first_crossing(&path, median, 90) == 0, "crossed at once");
    ok(first_crossing(&path, median, NAN) == 0, "no capacity at all is crossed at once");
    median[0] = NAN;
    ok(first_crossing(&path, median, 90) == DAY, "a missing value crosses nothing");
    path.high = NULL;
    runout_find(&path, 150, 0, 0, &runout);
    ok(runout.earliest == INSTANT_NONE && runout.latest == INSTANT_NONE,
       "without a band there are no early and late dates");
    test_order_date();
    test_remedies();
    return done();
}
