#include "series/explain.h"

#include "base/number.h"
#include "series/signal_role.h"

#include <math.h>
#include <stdbool.h>

enum { HOUR_S = 3600, DIGITS = 2 };

/// Appends "43%".
static void append_percent(struct str *text, double share)
{
    char number[NUMBER_TEXT_MAX];
    str_append(text, percent_format(number, share, DIGITS));
}

static void explain_season(const struct analysis *analysis, struct str *text)
{
    const struct season *season = &analysis->season;
    if (analysis->pattern.season_share >= 0.05) {
        str_append(text, "the season takes ");
        append_percent(text, analysis->pattern.season_share);
        str_append(text, " of the variation away");
    } else {
        str_append(text, "quiet but for the same hours every day");
    }
    if (season->weekly >= 0.1)
        str_append(text, ", and repeats by the week");
    else if (isnan(season->weekly))
        str_append(text, "; three weeks would tell whether the week matters too");
}

static void explain_shift(const struct analysis *analysis, struct str *text)
{
    const struct level_shift *last = &analysis->shifts.item[analysis->shifts.count - 1];
    char time[INSTANT_TEXT_MAX];
    str_appendf(text, "the level went from %.4g to %.4g around %s and stayed", last->before,
                last->after, instant_format(time, last->time));
}

void explain_pattern(const struct analysis *analysis, struct str *text)
{
    const struct pattern *pattern = &analysis->pattern;
    char duration[UNIT_NAME_MAX];
    switch (pattern->class) {
    case PATTERN_UNKNOWN:
        str_append(text, "under 24 values do not tell a pattern");
        break;
    case PATTERN_FLAT:
        str_append(text, "98% of the values lie within ");
        append_percent(text, pattern->spread);
        str_append(text, " of the median");
        break;
    case PATTERN_INCREASE:
    case PATTERN_DECREASE:
        str_append(text, "a straight line takes ");
        append_percent(text, pattern->trend_share);
        str_append(text, " of the variation away");
        break;
    case PATTERN_SEASONAL_DAILY:
    case PATTERN_SEASONAL_WEEKLY:
    case PATTERN_SEASONAL_BOTH:
        explain_season(analysis, text);
        break;
    case PATTERN_CYCLICAL:
        str_appendf(text, "it repeats every %s (autocorrelation %.2f), which is no day or week",
                    duration_format(duration, pattern->cycle_s), pattern->cycle_correlation);
        break;
    case PATTERN_SPIKY:
        str_appendf(text, "%zu bursts to over four times what is usual around them, ",
                    pattern->bursts);
        append_percent(text, pattern->burst_share);
        str_append(text, " of the time");
        break;
    case PATTERN_INTERMITTENT:
        append_percent(text, pattern->zero_share);
        str_append(text, " of the steps are zero");
        break;
    case PATTERN_LEVEL_SHIFT:
        explain_shift(analysis, text);
        break;
    case PATTERN_STOCK:
        str_append(text, "it keeps what came in, as what fills up does: ");
        stock_evidence_describe(&pattern->stock, text);
        break;
    case PATTERN_IRREGULAR:
    case PATTERN_CLASSES:
        str_append(text, "no season, growth, shift, cycle or spikes that noise could not make");
        break;
    }
}

/// "+3.1%", and "x 4.7" from threefold growth on; "over x 100" where a short history allows
/// anything.
static void append_growth(struct str *text, double growth)
{
    char number[NUMBER_TEXT_MAX];
    if (growth >= 99)
        str_append(text, "over x 100");
    else if (growth >= 2)
        str_appendf(text, "x %.2g", 1 + growth);
    else
        str_append(text, percent_format_change(number, growth, DIGITS));
}

void explain_growth(const struct analysis *analysis, struct str *text)
{
    const struct trend *trend = &analysis->trend;
    if (isnan(trend->growth_month)) {
        str_append(text, "not known: it takes two weeks of history");
        return;
    }
    str_append(text, trend->significant ? "" : "none that chance could not make: ");
    append_growth(text, trend->growth_month);
    str_append(text, " a month (95% interval ");
    append_growth(text, trend->low);
    str_append(text, " to ");
    append_growth(text, trend->high);
    str_append_char(text, ')');
}

/// Stocks, levels in per cent, times and queues are not what instances are paid for.
static bool is_demand(const struct analysis *analysis)
{
    const struct series *series = analysis->series;
    if (analysis->pattern.class == PATTERN_STOCK)
        return false;
    enum signal_role role = signal_role_of(series);
    bool share = series->unit.dimension == DIMENSION_RATIO;
    return !share && (role == ROLE_DEMAND || role == ROLE_OTHER || role == ROLE_NETWORK ||
                      series->unit.dimension == DIMENSION_CORES);
}

static bool is_scaled_share(const struct series *series)
{
    enum signal_role role = signal_role_of(series);
    enum dimension dimension = series->unit.dimension;
    bool share = dimension == DIMENSION_RATIO || dimension == DIMENSION_UNKNOWN;
    return share && (role == ROLE_CPU || role == ROLE_MEMORY);
}

/// Half of the time idle, or peaks that a fleet would have to hold for the rest of the time.
static bool suits_pay_per_use(const struct statistics *statistics)
{
    return statistics->idle_share >= 0.5 || statistics->p99 >= 6 * statistics->mean;
}

void explain_hosting(const struct analysis *analysis, struct str *text)
{
    const struct statistics *statistics = &analysis->statistics;
    if (!is_demand(analysis) || !(statistics->mean > 0))
        return;
    str_append(text, "idle ");
    append_percent(text, statistics->idle_share);
    str_appendf(text, " of the time, p99 %.2g x and peak %.3g x the mean, variation %.2g: ",
                statistics->p99 / statistics->mean, statistics->peak_to_mean,
                statistics->variation);
    if (suits_pay_per_use(statistics))
        str_append(text, "price pay per use (serverless) before instances");
    else if (statistics->variation >= 0.25)
        str_append(text, "instances that follow the load");
    else
        str_append(text, "instances, mostly a fixed number");
}

static void join(struct str *text, const char *sentence)
{
    if (text->length > 0)
        str_append(text, "; ");
    str_append(text, sentence);
}

static void advise_on_pattern(const struct analysis *analysis, struct str *text)
{
    char time[INSTANT_TEXT_MAX];
    switch (analysis->pattern.class) {
    case PATTERN_UNKNOWN:
        join(text, "export a longer history");
        break;
    case PATTERN_FLAT:
        join(text, "a fixed number of instances fits");
        break;
    case PATTERN_INCREASE:
        join(text, "size for the forecast, not for today");
        break;
    case PATTERN_DECREASE:
        join(text, "capacity can be given back step by step");
        break;
    case PATTERN_SEASONAL_DAILY:
    case PATTERN_SEASONAL_WEEKLY:
    case PATTERN_SEASONAL_BOTH:
        join(text, "schedule or predict: the clock knows the load before the metrics do");
        break;
    case PATTERN_CYCLICAL:
        join(text, "find what repeats so and schedule for it");
        break;
    case PATTERN_SPIKY:
        join(text, "hold headroom or warm instances: bursts are faster than scaling");
        break;
    case PATTERN_INTERMITTENT:
        break;
    case PATTERN_LEVEL_SHIFT:
        instant_format(time, analysis->shifts.item[analysis->shifts.count - 1].time);
        join(text, "find out what changed; plan on what follows it, --since ");
        str_append(text, time);
        break;
    case PATTERN_STOCK:
        join(text, "ask when it is full: headroom runout FILE --limit SIZE");
        break;
    case PATTERN_IRREGULAR:
    case PATTERN_CLASSES:
        join(text, "nothing to schedule by: react (target tracking) and hold headroom");
        break;
    }
}

void explain_advice(const struct analysis *analysis, struct str *text)
{
    const struct statistics *statistics = &analysis->statistics;
    if (is_scaled_share(analysis->series))
        join(text, "a share of a scaled group is not demand, scaling hides it: it may trigger "
                   "scaling, but plan capacity on the request count");
    advise_on_pattern(analysis, text);
    if (is_demand(analysis) && suits_pay_per_use(statistics))
        join(text, "price pay per use (serverless) before instances");
    if (statistics->n > 0 && (double)statistics->missing > 0.05 * (double)statistics->n) {
        join(text, "");
        append_percent(text, (double)statistics->missing / (double)statistics->n);
        str_append(text, " is missing: peaks may be too");
    }
    if (analysis->series->step_s >= HOUR_S && analysis->series->step_s < SECONDS_PER_WEEK &&
        is_demand(analysis))
        join(text, "means over such long steps hide peaks: export finer ones if there are");
}
