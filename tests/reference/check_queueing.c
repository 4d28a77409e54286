// The reference tables of Erlang's formulas and of stations. All times are in mean service times.
#include "queueing/erlang.h"
#include "queueing/mmc.h"
#include "reference/check_reference.h"

#include <float.h>

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
