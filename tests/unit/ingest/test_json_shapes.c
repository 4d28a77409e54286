// JSON by its shape: a few points in each, as products and people write them, and what is read.
// The expected samples were written by hand from the numbers.
#include "ingest_text.h"

#define SIX "2024-03-10T06:00:00Z"
#define SEVEN "2024-03-10T07:00:00Z"
#define LOAD "load gauge: " SIX "=1 " SEVEN "=2\n"
#define BOTH "load [a] gauge: " SIX "=1 " SEVEN "=2\nload [b] gauge: " SIX "=3 " SEVEN "=4\n"
// The same instants as Unix times.
#define SIX_S "1710050400"
#define SEVEN_S "1710054000"

static const struct text_case shapes[] = {
    {.what = "objects of a list",
     .text = "[{\"time\":\"" SIX "\",\"load\":1},{\"time\":\"" SEVEN "\",\"load\":2}]",
     .expect = LOAD},
    {.what = "the same over many lines",
     .text = "[\n  {\n    \"ts\": " SIX_S ",\n    \"load\": 1\n  },\n  {\n    \"ts\": " SEVEN_S
             ",\n    \"load\": 2\n  }\n]\n",
     .expect = LOAD},
    {.what = "an object a line",
     .text = "{\"@timestamp\":\"" SIX "\",\"load\":1}\n{\"@timestamp\":\"" SEVEN "\",\"load\":2}\n",
     .expect = LOAD},
    {.what = "members in another order, one that is missing, one more",
     .text = "[{\"time\":\"" SIX "\",\"load\":1},{\"load\":2,\"time\":\"" SEVEN
             "\"},{\"time\":\"2024-03-10T08:00:00Z\",\"cpu\":0.5}]",
     .expect = "load gauge: " SIX "=1 " SEVEN "=2 2024-03-10T08:00:00Z=?\n"
               "cpu gauge: " SIX "=? " SEVEN "=? 2024-03-10T08:00:00Z=0.5\n"},
    {.what = "objects under another key, with what a query says around them",
     .text = "{\"took\":3,\"from\":\"" SIX "\",\"answer\":{\"rows\":[{\"time\":\"" SIX
             "\",\"load\":1},{\"time\":\"" SEVEN "\",\"load\":2}]}}",
     .expect = LOAD},
    {.what = "objects that say whose they are",
     .text = "[{\"time\":\"" SIX "\",\"host\":\"a\",\"load\":1},{\"time\":\"" SIX
             "\",\"host\":\"b\",\"load\":3},{\"time\":\"" SEVEN
             "\",\"host\":\"a\",\"load\":2},{\"time\":\"" SEVEN "\",\"host\":\"b\",\"load\":4}]",
     .expect = BOTH},
    {.what = "objects within objects that say whose they are",
     .text = "{\"hosts\":[{\"host\":\"a\",\"points\":[{\"t\":" SIX_S ",\"load\":1},{\"t\":" SEVEN_S
             ",\"load\":2}]},{\"points\":[{\"t\":" SIX_S ",\"load\":3},{\"t\":" SEVEN_S
             ",\"load\":4}],\"host\":\"b\"}]}",
     .expect = BOTH},
    {.what = "units in the cells",
     .text =
         "[{\"time\":\"" SIX "\",\"wait\":\"1.5 ms\"},{\"time\":\"" SEVEN "\",\"wait\":\"2 ms\"}]",
     .expect = "wait gauge ms: " SIX "=1.5 " SEVEN "=2\n"},
    {.what = "columns and rows",
     .text = "{\"columns\":[\"time\",\"load\"],\"data\":[[\"" SIX "\",1],[\"" SEVEN "\",2]]}",
     .expect = LOAD},
    {.what = "columns that are objects",
     .text = "{\"columns\":[{\"name\":\"time\",\"type\":\"datetime\"},{\"name\":\"load\",\"type\":"
             "\"double\"}],\"rows\":[[\"" SIX "\",1],[\"" SEVEN "\",2]]}",
     .expect = LOAD},
    {.what = "columns, an index of times, and rows",
     .text = "{\"columns\":[\"load\",\"cpu\"],\"index\":[" SIX_S "000," SEVEN_S
             "000],\"data\":[[1,3],[2,4]]}",
     .expect = LOAD "cpu gauge: " SIX "=3 " SEVEN "=4\n"},
    {.what = "rows at a step from a start",
     .text =
         "{\"meta\":{\"start\":" SIX_S ",\"end\":" SEVEN_S ",\"step\":3600,\"legend\":[\"load\","
         "\"cpu\"]},\"data\":[[1,3],[2,null]]}",
     .expect = LOAD "cpu gauge: " SIX "=3 " SEVEN "=?\n"},
    {.what = "pairs, the time first",
     .text = "{\"name\":\"load\",\"values\":[[" SIX_S ",1],[" SEVEN_S ",\"2\"]]}",
     .expect = LOAD},
    {.what = "pairs, the value first",
     .text = "[{\"datapoints\":[[1," SIX_S "],[2," SEVEN_S "]],\"target\":\"load\",\"tags\":{"
             "\"name\":\"load\"}}]",
     .layout = "graphite-json",
     .expect = LOAD},
    {.what = "pairs of times as texts",
     .text = "{\"title\":\"load\",\"d\":[[1,\"" SIX "\"],[2,\"" SEVEN "\"]]}",
     .expect = "load d gauge: " SIX "=1 " SEVEN "=2\n"},
    {.what = "pairs of values that could be times: those that rise evenly are",
     .text = "{\"name\":\"mem\",\"data\":[[1710050000," SIX_S "],[1710059000," SEVEN_S
             "],[1710051000,1710057600]]}",
     .expect =
         "mem gauge: " SIX "=1710050000 " SEVEN "=1710059000 2024-03-10T08:00:00Z=1710051000\n"},
    {.what = "pairs without anything around",
     .text = "[[" SIX_S "000,1],[" SEVEN_S "000,2]]",
     .expect = "value gauge: " SIX "=1 " SEVEN "=2\n"},
    {.what = "series whose tags come behind the values",
     .text = "[{\"points\":[[" SIX_S ",1],[" SEVEN_S ",2]],\"metric\":\"load\",\"tags\":{\"host\":"
             "\"a\",\"zone\":\"x\"}},{\"points\":[[" SIX_S ",3],[" SEVEN_S
             ",4]],\"metric\":\"load\",\"tags\":{\"host\":\"b\",\"zone\":\"x\"}}]",
     .expect = BOTH},
    {.what = "the same by what does not tell them apart",
     .text = "[{\"points\":[[" SIX_S ",1],[" SEVEN_S ",2]],\"metric\":\"load\",\"tags\":{\"host\":"
             "\"a\",\"zone\":\"x\"}},{\"points\":[[" SIX_S ",3],[" SEVEN_S
             ",4]],\"metric\":\"load\",\"tags\":{\"host\":\"b\",\"zone\":\"x\"}}]",
     .options = {.key_columns = "zone"},
     .expect = "load{host=a} [x] gauge: " SIX "=1 " SEVEN "=2\n"
               "load{host=b} [x] gauge: " SIX "=3 " SEVEN "=4\n"},
    {.what = "lists beside each other",
     .text =
         "{\"host\":\"a\",\"time\":[\"" SIX "\",\"" SEVEN "\"],\"load\":[1,2],\"cpu\":[3,null]}",
     .expect = LOAD "cpu gauge: " SIX "=3 " SEVEN "=?\n"},
    {.what = "data frames",
     .text =
         "{\"results\":{\"A\":{\"frames\":[{\"schema\":{\"fields\":[{\"name\":\"Time\",\"type\":"
         "\"time\"},{\"name\":\"Value\",\"labels\":{\"host\":\"a\"}}]},\"data\":{\"values\":["
         "[" SIX_S "000," SEVEN_S
         "000,1710057600000],[1,2,3]]}},{\"schema\":{\"fields\":[{\"name\":"
         "\"Time\",\"type\":\"time\"},{\"name\":\"Value\",\"labels\":{\"host\":\"b\"}}]},"
         "\"data\":{\"values\":[[" SIX_S "000," SEVEN_S "000,1710057600000],[3,4,5]]}}]}}}",
     .expect = "value [a] gauge: " SIX "=1 " SEVEN "=2 2024-03-10T08:00:00Z=3\n"
               "value [b] gauge: " SIX "=3 " SEVEN "=4 2024-03-10T08:00:00Z=5\n"},
    {.what = "values under their times",
     .text = "{\"load\":{\"" SIX_S "000\":1,\"" SEVEN_S "000\":2}}",
     .expect = LOAD},
    {.what = "objects under their times",
     .text = "{\"" SIX "\":{\"load\":1},\"" SEVEN "\":{\"load\":2}}",
     .expect = LOAD},
    {.what = "buckets of an aggregation",
     .text =
         "{\"aggregations\":{\"hosts\":{\"buckets\":[{\"key\":\"a\",\"doc_count\":9,\"hours\":{"
         "\"buckets\":[{\"key_as_string\":\"" SIX "\",\"key\":" SIX_S
         "000,\"load\":{\"value\":1}},{\"key_as_string\":\"" SEVEN "\",\"key\":" SEVEN_S
         "000,\"load\":{\"value\":2}}]}},{\"key\":\"b\",\"doc_count\":9,\"hours\":{\"buckets\":[{"
         "\"key_as_string\":\"" SIX "\",\"key\":" SIX_S
         "000,\"load\":{\"value\":3}},{\"key_as_string\":\"" SEVEN "\",\"key\":" SEVEN_S
         "000,\"load\":{\"value\":4}}]}}]}}}",
     .expect = BOTH},
    {.what = "InfluxDB: measurement, field and tags",
     .text = "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"sys\",\"tags\":{\"host\":"
             "\"a\"},\"columns\":[\"time\",\"load\"],\"values\":[[\"" SIX "\",1],[\"" SEVEN
             "\",2]]},{\"name\":\"sys\",\"tags\":{\"host\":\"b\"},\"columns\":[\"time\",\"load\"],"
             "\"values\":[[\"" SIX "\",3],[\"" SEVEN "\",4]]}]}]}",
     .layout = "influxdb1-json",
     .expect =
         "sys_load [a] gauge: " SIX "=1 " SEVEN "=2\nsys_load [b] gauge: " SIX "=3 " SEVEN "=4\n"},
    {.what = "Kubernetes: a document a poll, containers at the pod's time",
     .text =
         "{\"apiVersion\":\"metrics.k8s.io/v1beta1\",\"items\":[{\"metadata\":{\"name\":\"web\","
         "\"creationTimestamp\":\"" SEVEN "\"},\"timestamp\":\"" SIX
         "\",\"window\":\"30s\",\"containers\":[{\"name\":\"app\",\"usage\":{\"cpu\":"
         "\"250000000n\",\"memory\":\"1Ki\"}}]}]}\n"
         "{\"apiVersion\":\"metrics.k8s.io/v1beta1\",\"items\":[{\"metadata\":{\"name\":\"web\","
         "\"creationTimestamp\":\"" SEVEN "\"},\"timestamp\":\"" SEVEN
         "\",\"window\":\"30s\",\"containers\":[{\"name\":\"app\",\"usage\":{\"cpu\":"
         "\"500m\",\"memory\":\"2Ki\"}}]}]}\n",
     .layout = "kubernetes-metrics",
     .expect = "cpu gauge: " SIX "=0.25 " SEVEN "=0.5\n"
               "memory gauge KiB: " SIX "=1 " SEVEN "=2\n"},
    {.what = "sadf: the start of the interval, tables of its own",
     .text =
         "{\"sysstat\":{\"hosts\":[{\"nodename\":\"vm\",\"statistics\":[{\"timestamp\":{\"date\":"
         "\"2024-03-10\",\"time\":\"07:00:00\",\"utc\":1,\"interval\":3600},\"cpu-load\":[{"
         "\"cpu\":\"all\",\"user\":1.5}],\"disk\":[{\"disk-device\":\"sda\",\"util\":3},{"
         "\"disk-device\":\"sdb\",\"util\":4}]}]}]}}",
     .layout = "sadf-json",
     .expect = "user [all] gauge: " SIX "=1.5\n"
               "util [sda] gauge: " SIX "=3\nutil [sdb] gauge: " SIX "=4\n"},
    {.what = "an answer of Datadog with nothing in its other lists",
     .text = "{\"status\":\"ok\",\"series\":[{\"metric\":\"load\",\"pointlist\":[[" SIX_S
             "000.0,1],[" SEVEN_S "000.0,2]]}],\"values\":[],\"times\":[]}",
     .layout = "datadog-json",
     .expect = LOAD},
    {.what = "NaN and Infinity, which are not JSON, but written",
     .text = "[{\"time\":\"" SIX "\",\"load\":NaN},{\"time\":\"" SEVEN "\",\"load\":2},{\"time\":"
             "\"2024-03-10T08:00:00Z\",\"load\": -Infinity}]",
     .expect = "load gauge: " SIX "=? " SEVEN "=2 2024-03-10T08:00:00Z=?\n"},
    {.what = "a last line that is cut off",
     .text = "{\"time\":\"" SIX "\",\"load\":1}\n{\"time\":\"" SEVEN
             "\",\"load\":2}\n{\"time\":\"2024-03-10T08",
     .note = "line 3, the last one, is cut off and was left out",
     .expect = LOAD},
    {.what = "a line in the middle that is none",
     .text = "{\"time\":\"" SIX "\",\"load\":1}\n{\"time\":\"2024\n{\"time\":\"" SEVEN
             "\",\"load\":2}\n",
     .refused = true,
     .expect = ":2: \"{\"time\":\"2024\" is not a JSON object; --skip-bad leaves such rows out"},
    {.what = "the same with --skip-bad",
     .text = "{\"time\":\"" SIX "\",\"load\":1}\n{\"time\":\"2024\n{\"time\":\"" SEVEN
             "\",\"load\":2}\n",
     .options = {.skip_bad = true},
     .note = "1 row left out that cannot be read",
     .expect = LOAD},
    {.what = "a document that ends in the middle",
     .text = "[{\"time\":\"" SIX "\",\"load\":1},",
     .refused = true,
     .expect = ":1: not JSON: it ends in the middle of a document; is the file whole?"},
    {.what = "a document with a mistake",
     .text = "[{\"time\":\"" SIX "\",\n\"load\" 1}]",
     .refused = true,
     .expect = ":2: column 8: not JSON: object key and value must be separated by a colon (':')"},
    {.what = "a pair that is none",
     .text = "{\"name\":\"x\",\"values\":[[1,2]]}",
     .refused = true,
     .expect = "value 1 of series 1 is no pair of a Unix time and a number"},
    {.what = "no times at all",
     .text = "[{\"a\":1},{\"a\":2}]",
     .refused = true,
     .expect = "JSON of no known layout: [{\"a\":1},{\"a\":2}]; headroom help layouts lists"},
    {.what =
         "k6 --out json: requests are events, their duration has percentiles, tags are passed over",
     .layout = "k6-json",
     .text =
         "{\"type\":\"Metric\",\"data\":{\"name\":\"http_reqs\",\"type\":\"counter\"},"
         "\"metric\":\"http_reqs\"}\n"
         "{\"metric\":\"http_reqs\",\"type\":\"Point\",\"data\":{\"time\":\"" SIX
         "\",\"value\":1,\"tags\":{\"value\":9,\"time\":\"x\"}}}\n"
         "{\"type\":\"Point\",\"data\":{\"time\":\"" SIX
         "\",\"value\":221.5,\"tags\":null},\"metric\":\"http_req_duration\"}\n"
         "{\"type\":\"Point\",\"data\":{\"time\":\"" SIX
         "\",\"value\":3},\"metric\":\"http_req_blocked\"}\n"
         "{\"type\":\"Point\",\"data\":{\"time\":\"" SEVEN "\",\"value\":5},\"metric\":\"vus\"}\n",
     .note = "1 measurements of other metrics are not read; --latency-column METRIC",
     .expect = "http_reqs event: " SIX "=1\nhttp_req_duration measurement ms: " SIX
               "=221.5\nvus gauge: " SEVEN "=5\n"},
    {.what = "a point of k6 without a time",
     .text = "{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"time\":\"" SIX
             "\",\"value\":1}}\n{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"value\":1}}\n",
     .refused = true,
     .expect = "memory:2: time: \"\" is not a time"},
    {.what = "one without a value",
     .text = "{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"time\":\"" SIX
             "\",\"value\":1}}\n{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"time\":\"" SEVEN
             "\"}}\n",
     .refused = true,
     .expect = "memory:2: value: \"\" is not a number"},
    {.what = "CloudWatch: lists of different length",
     .text = "{\"MetricDataResults\":[{\"Label\":\"x\",\"Timestamps\":[\"" SIX
             "\"],\"Values\":[1,2]}]}",
     .refused = true,
     .expect = "1 Timestamps and 2 Values: they do not belong together"},
};

/// Objects beyond those that the columns are learnt from, and a document deeper than any export.
static void test_many_and_deep(void)
{
    enum { OBJECTS = 5000, DEPTH = 100 };
    struct str text = {0};
    struct ingest_options options = {0};
    for (int i = 0; i < OBJECTS; i++)
        str_appendf(&text, "%s{\"t\":%d,\"load\":%d%s}", i == 0 ? "[" : ",", 1710050400 + 60 * i, i,
                    i == OBJECTS - 1 ? ",\"late\":1" : "");
    str_append(&text, "]");
    struct byte_source *source = byte_source_memory(text.data, text.length);
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(ingest_source(source, &options, &samples, &notes, &err), 0, "many objects are read");
    is_int(samples.streams == 1 ? (long long)samples.stream[0].count : 0, OBJECTS, "all of them");
    ok(has_note(&notes, "1 values left out under names that the first 1000 objects do not have"),
       "what comes too late for a column is said");
    samples_release(&samples);
    notes_release(&notes);
    byte_source_close(source);
    str_clear(&text);
    for (int i = 0; i < DEPTH; i++)
        str_append_char(&text, '[');
    source = byte_source_memory(text.data, text.length);
    is_int(ingest_source(source, &options, &samples, &notes, &err), -1, "depth is bounded");
    has_text(err.text, "JSON of more than 64 levels", "and said");
    samples_release(&samples);
    notes_release(&notes);
    byte_source_close(source);
    str_release(&text);
}

int main(void)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_text(&shapes[i], "json");
    test_many_and_deep();
    return done();
}
