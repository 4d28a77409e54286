#include "ingest/labels.h"
#include "tap.h"

#include <string.h>

static void test_parse(void)
{
    struct arena arena = {0};
    struct label_series series;
    const char *text = "up{job=\"web\", path=\"a \\\"b\\\" \\\\ c\\n\",}";
    ok(label_series_parse(&series, &arena, text, strlen(text)), "a set of labels is parsed");
    is_text(series.metric, "up", "with its name");
    is_int(series.labels, 2, "and two labels");
    is_text(series.label[1].value, "a \"b\" \\ c\n", "escapes are undone");
    label_series_release(&series);

    text = "{__name__=\"hits_total\",a=\"\"}";
    ok(label_series_parse(&series, &arena, text, strlen(text)), "the name may be a label");
    is_text(series.metric, "hits_total", "named so");
    label_series_release(&series);

    static const char *const bad[] = {"up",        "up{",           "up{a}",     "up{a=b}",
                                      "up{a=\"b}", "up{a=\"b\"} x", "up{=\"b\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ok(!label_series_parse(&series, &arena, bad[i], strlen(bad[i])), "not labels: %s", bad[i]);
        label_series_release(&series);
    }
    arena_release(&arena);
}

/// Three series of two metrics that differ in code and host, not in job.
static int settle(const char *by, struct label_series series[3], struct samples *samples,
                  struct err *err)
{
    static const char *const texts[3] = {"hits{job=\"web\",host=\"a\",code=\"200\"}",
                                         "hits{job=\"web\",host=\"b\",code=\"200\"}",
                                         "hits{job=\"web\",host=\"a\",code=\"500\"}"};
    struct ingest_options options = {.key_columns = by};
    struct reading reading = {
        .name = "x.json", .options = &options, .samples = samples, .err = err};
    reading.file = samples_source(samples, "x.json");
    for (size_t i = 0; i < 3; i++)
        label_series_parse(&series[i], &samples->arena, texts[i], strlen(texts[i]));
    int result = label_series_settle(series, 3, &reading);
    for (size_t i = 0; i < 3; i++)
        label_series_release(&series[i]);
    return result;
}

int main(void)
{
    test_parse();
    struct label_series series[3];
    struct samples samples = {0};
    struct err err = {0};
    is_int(settle(NULL, series, &samples, &err), 0, "keys are settled");
    is_text(series[0].key, "a/200", "by the labels that differ");
    is_text(series[2].key, "a/500", "all of them");
    is_text(samples.source[0].key_columns, "host,code", "which are named");
    is_int(settle("host", series, &samples, &err), 0, "--by chooses");
    is_text(series[2].key, "a", "the key");
    is_text(series[2].metric, "hits{code=500}", "what else differs stays with the metric");
    is_int(settle("job,host", series, &samples, &err), 0, "several");
    is_text(series[1].key, "web/b", "also those that do not differ");
    is_int(settle("zone", series, &samples, &err), -1, "an unknown label");
    has_text(err.text, "x.json: --by zone: no series has that label; they have ", "is an error");
    samples_release(&samples);
    return done();
}
