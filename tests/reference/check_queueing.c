// The reference tables of Erlang's formulas and of stations. All times are in mean service times.
#include "queueing/erlang.h"
#include "queueing/mmc.h"
#include "queueing/mmck.h"
#include "queueing/staffing.h"
#include "reference/check_reference.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const double exact = 1e-10;
static const double percentile_exact = 1e-9;

/// Probabilities below the smallest normal double come out as 0 or lose their last digits.
static void tally_probability(struct tally *tally, const char *what, double got, double want)
{
    tally_near(tally, what, got, want < DBL_MIN && got >= 0 && got < DBL_MIN ? got : want, exact);
}

void check_erlang(struct reference_table *table, struct tally *tally)
{
    double servers = reference_number(table, "c");
    double load = reference_number(table, "a_erlang");
    tally_probability(tally, "Erlang B", erlang_b(servers, load),
                      reference_number(table, "erlang_b"));
    // Left empty in overload, where every arrival waits.
    double waits =
        *reference_text(table, "erlang_c") == '\0' ? 1 : reference_number(table, "erlang_c");
    tally_probability(tally, "Erlang C", erlang_c(servers, load), waits);
}

void check_mmc(struct reference_table *table, struct tally *tally)
{
    static const struct {
        double p;
        const char *wait;
        const char *response;
    } percentiles[] = {
        {0.5, "w_p50", "t_p50"},  {0.9, "w_p90", "t_p90"},     {0.95, "w_p95", "t_p95"},
        {0.99, "w_p99", "t_p99"}, {0.999, "w_p999", "t_p999"},
    };
    struct mmc station =
        mmc_station(reference_number(table, "c"), reference_number(table, "a_erlang"));
    tally_near(tally, "P(wait)", station.wait_probability, reference_number(table, "p_wait"),
               exact);
    tally_near(tally, "mean wait", mmc_wait_mean(&station), reference_number(table, "mean_wait"),
               exact);
    tally_near(tally, "mean response", mmc_response_mean(&station),
               reference_number(table, "mean_resp"), exact);
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++) {
        tally_near(tally, percentiles[i].wait, mmc_wait_percentile(&station, percentiles[i].p),
                   reference_number(table, percentiles[i].wait), percentile_exact);
        tally_near(tally, percentiles[i].response,
                   mmc_response_percentile(&station, percentiles[i].p),
                   reference_number(table, percentiles[i].response), percentile_exact);
    }
}

void check_mmck(struct reference_table *table, struct tally *tally)
{
    struct mmck station = mmck_station(reference_number(table, "c"), reference_number(table, "K"),
                                       reference_number(table, "a_erlang"));
    tally_near(tally, "blocking", station.blocking, reference_number(table, "p_block"), exact);
    tally_near(tally, "throughput", station.throughput, reference_number(table, "throughput"),
               exact);
    tally_near(tally, "utilization", station.utilization, reference_number(table, "utilisation"),
               exact);
    tally_near(tally, "mean number", station.number_mean, reference_number(table, "mean_number"),
               exact);
    tally_near(tally, "mean queue", station.queue_mean, reference_number(table, "mean_queue"),
               exact);
    tally_near(tally, "mean response", mmck_response_mean(&station),
               reference_number(table, "mean_resp_accepted"), exact);
    if (*reference_text(table, "t_p50_accepted") == '\0')
        return;
    tally_near(tally, "p50", mmck_response_percentile(&station, 0.5),
               reference_number(table, "t_p50_accepted"), exact);
    tally_near(tally, "p99", mmck_response_percentile(&station, 0.99),
               reference_number(table, "t_p99_accepted"), exact);
}

void check_staffing(struct reference_table *table, struct tally *tally)
{
    const char *criterion = reference_text(table, "criterion");
    double load = reference_number(table, "a_erlang");
    double service = reference_number(table, "mean_service_s");
    double target = reference_number(table, "target");
    double servers = NAN;
    if (strcmp(criterion, "p_wait_le") == 0)
        servers = staff_wait_probability(load, target);
    else if (strcmp(criterion, "erlang_b_le") == 0)
        servers = staff_blocking(load, target);
    else if (strcmp(criterion, "mean_wait_le_s") == 0)
        servers = staff_wait_mean(load, target / service);
    else if (strcmp(criterion, "p99_resp_le_s") == 0)
        servers = staff_response_percentile(load, 0.99, target / service);
    tally_near(tally, criterion, servers, reference_number(table, "c_min"), 0);
}

void check_square_root_rule(struct reference_table *table, struct tally *tally)
{
    double target = reference_number(table, "target_p_wait");
    double load = reference_number(table, "a_erlang");
    double beta = square_root_beta(target);
    tally_near(tally, "beta", beta, reference_number(table, "beta"), 1e-8);
    tally_near(tally, "servers by the rule", ceil(load + beta * sqrt(load)),
               reference_number(table, "c_sqrt_rule"), 0);
    tally_near(tally, "servers", staff_wait_probability(load, target),
               reference_number(table, "c_exact"), 0);
}
