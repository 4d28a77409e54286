// The reference table of a calibration from production.
#include "reference/check_reference.h"
#include "service/production.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_MAX = 20000, NAME_LENGTH_MAX = 64 };

/// Closed forms; medians of all pairs (to 1,500 points, of half a million beyond); what noise
/// leaves of a fit.
#define EXACT 1e-6
#define SAMPLED 1e-6
#define WITHIN_NOISE 0.03

/// Cores of the machine that the metrics are of: a row of the table itself.
static double find_cores(const struct reference_table *table)
{
    struct reference_table again;
    double cores = 4;
    if (!reference_open(&again, table->folder, "metrics_fit.csv"))
        return cores;
    while (reference_next(&again))
        if (strcmp(reference_text(&again, "quantity"), "cores") == 0)
            cores = reference_number(&again, "value");
    reference_close(&again);
    return cores;
}

/// Calibrates with metrics.csv; a p99 target of `limit_s`, or NaN.
static bool calibrate(struct reference_table *table, double limit_s,
                      struct production_answer *answer)
{
    static double rate[MINUTES_MAX], cpu[MINUTES_MAX], latency_s[MINUTES_MAX];
    struct reference_table metrics;
    struct production production = {
        .rate = rate,
        .cpu = cpu,
        .latency_s = latency_s,
        .cores = find_cores(table),
        .in_cores = true,
        .target = 1,
        .percentile = 0.99,
        .limit_s = limit_s,
        .extrapolate = true,
    };
    if (!reference_open(&metrics, table->folder, "metrics.csv")) {
        printf("# %s:%zu: there is no metrics.csv\n", table->name, table->line);
        return false;
    }
    while (production.n < MINUTES_MAX && reference_next(&metrics)) {
        size_t i = production.n++;
        rate[i] = reference_number(&metrics, "rps");
        cpu[i] = reference_number(&metrics, "cpu_util_pct") / 100 * production.cores;
        latency_s[i] = reference_number(&metrics, "p99_ms") / 1e3;
    }
    bool read = !metrics.broken;
    reference_close(&metrics);
    return read && production_calibrate(&production, answer, NULL) == 0;
}

void check_production(struct reference_table *table, struct tally *tally)
{
    const char *quantity = reference_text(table, "quantity");
    double want = reference_number(table, "value");
    static const char p99[] = "true_max_rps_at_p99_";
    bool has_target = strncmp(quantity, p99, strlen(p99)) == 0;
    double limit_s = has_target ? strtod(quantity + strlen(p99), NULL) / 1e3 : NAN;
    struct production_answer answer;
    if (!calibrate(table, limit_s, &answer)) {
        table->broken = true;
        return;
    }
    const struct line_fit *line = &answer.line;
    const struct {
        const char *quantity;
        double got;
        double tolerance;
    } known[] = {
        {"ols_intercept_cores", line->intercept, EXACT},
        {"ols_slope_cpu_s_per_req", line->slope, EXACT},
        {"ols_se_intercept", line->intercept_error, EXACT},
        {"ols_se_slope", line->slope_error, EXACT},
        {"ols_resid_sd_cores", line->residual_error, EXACT},
        {"theil_sen_slope", answer.robust.slope, SAMPLED},
        {"true_service_demand_s", line->slope, WITHIN_NOISE},
        {"true_background_cores", line->intercept, WITHIN_NOISE},
    };
    static const char at_cpu[] = "ols_max_rps_at_cpu_";
    if (strncmp(quantity, at_cpu, strlen(at_cpu)) == 0) {
        double cores = strtod(quantity + strlen(at_cpu), NULL) / 100 * find_cores(table);
        double rate = NAN, low, high;
        line_crossing(line, cores, 0.95, 1, &rate, &low, &high);
        tally_near(tally, quantity, rate, want, EXACT);
    }
    if (has_target)
        tally_near(tally, quantity, answer.calibration.rate, want, WITHIN_NOISE);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(quantity, known[i].quantity) == 0)
            tally_near(tally, quantity, known[i].got, want, known[i].tolerance);
}
