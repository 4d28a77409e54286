#include "generate.h"
#include "series/explain.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

static const char *said(void (*explain)(const struct analysis *analysis, struct str *text),
                        const struct analysis *analysis, struct str *text)
{
    str_clear(text);
    explain(analysis, text);
    return str_text(text);
}

static void named(struct series *series, const char *name, enum dimension dimension)
{
    free(series->name);
    series->name = strdup(name);
    series->unit.dimension = dimension;
}

static void test_seasonal(struct str *text)
{
    struct random random;
    random_seed(&random, 1, 0);
    struct series series;
    generate_noise(&series, 300, 28 * 288, 5, &random);
    generate_daily(&series, 0.5);
    generate_weekend(&series, 0.5);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_pattern, &a, text), "% of the variation away, and repeats by the week",
             "a season says what it explains");
    has_text(said(explain_growth, &a, text), "none that chance could not make", "no growth");
    has_text(said(explain_hosting, &a, text), "instances that follow the load",
             "swings are followed");
    has_text(said(explain_advice, &a, text), "schedule or predict", "seasons are scheduled for");
    analysis_release(&a);
    series_release(&series);
}

static void test_growing(struct str *text)
{
    struct random random;
    random_seed(&random, 2, 0);
    struct series series;
    generate_noise(&series, 3600, 60 * 24, 5, &random);
    generate_growth(&series, 0.3);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_pattern, &a, text), "a straight line takes",
             "growth says what it explains");
    has_text(said(explain_growth, &a, text), "% a month (95% interval +", "with its interval");
    has_text(said(explain_advice, &a, text), "size for the forecast, not for today",
             "and its advice");
    has_text(str_text(text), "export finer ones", "hours hide peaks");
    a.trend.growth_month = 3.66;
    a.trend.low = 0.0512;
    a.trend.high = 500;
    is_text(said(explain_growth, &a, text), "x 4.7 a month (95% interval +5.1% to over x 100)",
            "large growth is a factor");
    analysis_release(&a);
    series_release(&series);
}

static void test_cpu(struct str *text)
{
    struct random random;
    random_seed(&random, 3, 0);
    struct series series;
    generate_noise(&series, 300, 2000, 20, &random);
    named(&series, "cpu_percent", DIMENSION_RATIO);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_advice, &a, text), "a share of a scaled group is not demand",
             "CPU is warned of");
    is_text(said(explain_hosting, &a, text), "", "and is not what hosting is chosen by");
    analysis_release(&a);
    series_release(&series);
}

static void test_idle(struct str *text)
{
    struct random random;
    random_seed(&random, 4, 0);
    struct series series;
    generate_empty(&series, 300, 4000);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = random_uniform(&random) < 0.1 ? 20 * random_exponential(&random) : 0;
    for (size_t i = 1000; i < 1500; i++)
        series.value[i] = NAN;
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_pattern, &a, text), "% of the steps are zero", "intermittent says why");
    has_text(said(explain_hosting, &a, text), "price pay per use (serverless)",
             "idle time is cheap");
    has_text(said(explain_advice, &a, text), "12% is missing: peaks may be too", "gaps are said");
    analysis_release(&a);
    series_release(&series);
}

static void test_shift(struct str *text)
{
    struct random random;
    random_seed(&random, 5, 0);
    struct series series;
    generate_noise(&series, 3600, 28 * 24, 5, &random);
    generate_shift(&series, 0.5, 2);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_pattern, &a, text), "around 2024-01-15T00:00:00Z and stayed",
             "a shift says when");
    has_text(said(explain_advice, &a, text), "--since 2024-01-15T00:00:00Z", "and what to do");
    analysis_release(&a);
    series_release(&series);
}

static void test_short(struct str *text)
{
    struct random random;
    random_seed(&random, 6, 0);
    struct series series;
    generate_noise(&series, 300, 10, 5, &random);
    struct analysis a;
    analysis_init(&a, &series, NULL, NULL);
    has_text(said(explain_pattern, &a, text), "under 24 values", "too few values say so");
    has_text(said(explain_growth, &a, text), "takes two weeks", "a straight line takes two weeks");
    has_text(said(explain_advice, &a, text), "export a longer history", "and more is asked for");
    analysis_release(&a);
    series_release(&series);
}

int main(void)
{
    struct str text = {0};
    test_seasonal(&text);
    test_growing(&text);
    test_cpu(&text);
    test_idle(&text);
    test_shift(&text);
    test_short(&text);
    str_release(&text);
    return done();
}
