// A plan whose figures can be checked by hand: three weeks of hours that rise from 1,000 to 1,400
// within each day, and a forecast of two and a half weeks that grows by a tenth a week.
#ifndef HEADROOM_TESTS_PLAN_FIXTURE_H
#define HEADROOM_TESTS_PLAN_FIXTURE_H

#include "advise/capacity_plan.h"
#include "sizing/scaling_equation.h"

#include <math.h>

enum { FIXTURE_HISTORY = 21 * 24, FIXTURE_HORIZON = 17 * 24 + 12 };

struct plan_fixture {
    double history_value[FIXTURE_HISTORY];
    double mean[FIXTURE_HORIZON];
    double level[FORECAST_LEVELS][FIXTURE_HORIZON];
    char name[16];
    struct series history;
    struct forecast forecast;
    struct plan_inputs inputs;
};

/// 50 requests/s an instance, 50% headroom, one spare, p95 = 1.1 x mean; nothing else is given.
static inline void plan_fixture_init(struct plan_fixture *fixture)
{
    const double factor[FORECAST_LEVELS] = {1, 1.05, 1.1, 1.2};
    const instant start = civil_days(2024, 3, 4) * SECONDS_PER_DAY * INSTANT_PER_SECOND;
    for (size_t i = 0; i < FIXTURE_HISTORY; i++)
        fixture->history_value[i] = 1000 + 400 * (double)(i % 24) / 23;
    for (size_t i = 0; i < FIXTURE_HORIZON; i++) {
        fixture->mean[i] = (1000 + 400 * (double)(i % 24) / 23) * (1 + 0.1 * (double)(i / 168));
        for (size_t k = 0; k < FORECAST_LEVELS; k++)
            fixture->level[k][i] = fixture->mean[i] * factor[k];
    }
    fixture->history = (struct series){.name = fixture->name,
                                       .unit = {DIMENSION_RATE, 1, "requests/s"},
                                       .start = start,
                                       .step_s = 3600,
                                       .n = FIXTURE_HISTORY,
                                       .value = fixture->history_value};
    fixture->forecast = (struct forecast){
        .name = fixture->name,
        .unit = fixture->history.unit,
        .start = start + 21 * SECONDS_PER_DAY * INSTANT_PER_SECOND,
        .step_s = 3600,
        .n = FIXTURE_HORIZON,
        .mean = fixture->mean,
        .level = {fixture->level[0], fixture->level[1], fixture->level[2], fixture->level[3]},
        .method = "profile",
        .backtest = {.origins = 6,
                     .steps = 168,
                     .step_s = 3600,
                     .mase = 0.8,
                     .mase_naive = 1,
                     .skill = 0.2,
                     .coverage_p95 = 0.945,
                     .coverage_p99 = 0.985},
    };
    fixture->inputs = (struct plan_inputs){
        .history = &fixture->history,
        .forecast = &fixture->forecast,
        .sizing = sizing_defaults(),
        .column = PLAN_P95,
        .current = NAN,
        .lead_time_s = NAN,
        .review_s = NAN,
        .miss_price_hour = NAN,
        .as_of = fixture->forecast.start - 3600 * INSTANT_PER_SECOND,
    };
    fixture->inputs.sizing.per_instance = 50;
}

#endif
