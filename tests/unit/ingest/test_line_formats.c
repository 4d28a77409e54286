// Text of a line a value: OpenMetrics and Prometheus' exposition, InfluxDB's line protocol. The
// expected samples were written by hand from the numbers.
#include "ingest_text.h"

#define SIX "2024-03-10T06:00:00Z"
#define SEVEN "2024-03-10T07:00:00Z"
// The same instants as Unix times.
#define SIX_S "1710050400"
#define SEVEN_S "1710054000"

static const struct text_case exposition[] = {
    {.what = "OpenMetrics: a counter by its type, seconds, an exemplar, when it was created",
     .text = "# HELP reqs what came, {all} of it\n# TYPE reqs counter\n# UNIT reqs requests\n"
             "reqs_total{host=\"a\"} 100 " SIX_S "\n"
             "reqs_total{host=\"a\"} 150 " SEVEN_S ".000 # {trace_id=\"x y\"} 0.5 " SEVEN_S "\n"
             "reqs_total{host=\"b} 1\"} 1e2 " SIX_S "\n"
             "reqs_created{host=\"a\"} 1710000000.5 " SIX_S "\n# EOF\n",
     .expect = "reqs_total [a] counter: " SIX "=100 " SEVEN "=150\n"
               "reqs_total [b} 1] counter: " SIX "=100\n"},
    {.what = "exposition with milliseconds: a type against the name, a gauge without labels",
     .text =
         "# TYPE jobs counter\njobs 5 " SIX_S "000\njobs 7 " SEVEN_S "000\n"
         "# TYPE depth_total gauge\ndepth_total 3 " SIX_S "000\ndepth_total NaN " SEVEN_S "000\n",
     .expect = "jobs counter: " SIX "=5 " SEVEN "=7\n"
               "depth_total gauge: " SIX "=3 " SEVEN "=?\n"},
    {.what = "no types: histograms by the names of their parts",
     .text =
         "rt_seconds_bucket{le=\"0.1\"} 1 " SIX_S "\nrt_seconds_bucket{le=\"0.1\"} 2 " SEVEN_S "\n",
     .expect = "rt_seconds_bucket counter: " SIX "=1 " SEVEN "=2\n"},
    {.what = "--gauge against the type",
     .text = "# TYPE jobs counter\njobs 5 " SIX_S "\njobs 7 " SEVEN_S "\n",
     .options = {.gauge = true},
     .expect = "jobs gauge: " SIX "=5 " SEVEN "=7\n"},
    {.what = "one scrape",
     .text = "# TYPE jobs counter\njobs 5\n# TYPE load gauge\nload{host=\"a\"} 7\n",
     .refused = true,
     .expect = "memory:2: a value without a time: a scrape says what holds now, not when; "
               "/api/v1/query_range and promtool query range write"},
    {.what = "what is no line of it",
     .text =
         "# TYPE jobs counter\njobs 5 " SIX_S "\njobs 6 " SEVEN_S "\njobs{a=\"b\" 5 " SIX_S "\n",
     .refused = true,
     .expect =
         "memory:4: \"jobs{a=\"b\" 5 1710050400\" is not \"name{labels} value time\"; --skip-bad"},
    {.what = "a time that is none",
     .text = "# TYPE jobs counter\njobs 5 " SIX_S "\njobs 6 -5\n",
     .refused = true,
     .expect = "memory:3: time: \"-5\" is not a Unix time"},
    {.what = "a label without an equals sign",
     .text = "# TYPE jobs counter\njobs{a} 5 " SIX_S "\n",
     .refused = true,
     .expect = "memory:2: \"jobs{a}\" is not a set of labels"},
};

static const struct text_case protocol[] = {
    {.what = "line protocol: tags, integers, texts and truths, nanoseconds",
     .text = "cpu,host=a usage=1.5,procs=5i,state=\"all, well\",up=t " SIX_S "000000000\n"
             "cpu,host=a usage=2.5,procs=6i " SEVEN_S "000000000\n"
             "cpu,host=b usage=3.5 " SIX_S "000000000\n",
     .note = "2 fields of text, true or false left out",
     .expect = "cpu_usage [a] gauge: " SIX "=1.5 " SEVEN "=2.5\n"
               "cpu_procs [a] gauge: " SIX "=5 " SEVEN "=6\n"
               "cpu_usage [b] gauge: " SIX "=3.5\n"},
    {.what = "escapes, a field called value, seconds",
     .text = "web\\ requests,data\\ centre=eu\\,west value=1 " SIX_S "\n"
             "web\\ requests,data\\ centre=us value=2 " SIX_S "\n",
     .expect = "web requests [eu,west] gauge: " SIX "=1\nweb requests [us] gauge: " SIX "=2\n"},
    {.what = "influx_inspect export: statements and comments",
     .text = "# DDL\nCREATE DATABASE x WITH NAME autogen\n# DML\n# CONTEXT-DATABASE:x\n"
             "load value=1 " SIX_S "000\nload value=2 " SEVEN_S "000\n",
     .expect = "load gauge: " SIX "=1 " SEVEN "=2\n"},
    {.what = "a field without a value",
     .text = "load value=1 " SIX_S "\nload value= " SEVEN_S "\n",
     .refused = true,
     .expect = "memory:2: value: \"\" is not a number"},
    {.what = "a line without a time",
     .text = "load value=1 " SIX_S "\nload value=3 " SEVEN_S "\nload value=2\n",
     .refused = true,
     .expect = "memory:3: time: \"\" is not a Unix time; --skip-bad"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof exposition / sizeof *exposition; i++)
        check_text(&exposition[i], "openmetrics");
    for (size_t i = 0; i < sizeof protocol / sizeof *protocol; i++)
        check_text(&protocol[i], "line-protocol");
    return done();
}
