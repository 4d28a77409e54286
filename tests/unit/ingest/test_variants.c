// Variants of layouts and dirt, each a few rows of text: what is read of them, or the refusal.
// The expected samples were written by hand from the cells.
#include "ingest_text.h"

struct variant {
    const char *what;
    const char *text;
    const char *expect; ///< samples, or the refusal
    const char *note;   ///< in one of the notes; NULL: no warning
    bool refused;
    struct ingest_options options;
};

#define SIX "2024-03-10T06:00:00Z"
#define SEVEN "2024-03-10T07:00:00Z"
#define LOAD "load gauge: " SIX "=1 " SEVEN "=2\n"

static const struct variant variants[] = {
    {.what = "a title of two lines",
     .text =
         "Report for shop\nmade 2024-03-11\ntime,load\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n",
     .expect = LOAD,
     .note = "2 rows before the table left out, the first is \"Report for shop\""},
    {.what = "a title as wide as the table",
     .text = "Report,shop\ntime,load\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n",
     .expect = LOAD,
     .note = "1 row before the table left out"},
    {.what = "a title with times of its own",
     .text = "Range,2024-03-01,2024-04-01\nExported at,2024-03-11 07:00,\ntime,load,\n"
             "2024-03-10 06:00,1,\n2024-03-10 07:00,2,\n",
     .expect = LOAD,
     .note = "2 rows before the table left out, the first is \"Range\""},
    {.what = "comments before and within",
     .text = "# a, b\n#\ntime,load\n2024-03-10 06:00,1\n# deploy\n2024-03-10 07:00,2\n",
     .expect = LOAD,
     .note = "1 row of comments or rules left out"},
    {.what = "a header behind a #",
     .text = "#time,load\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n",
     .expect = LOAD},
    {.what = "a comment before data without a header",
     .text = "# load\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n",
     .expect = "value gauge: " SIX "=1 " SEVEN "=2\n",
     .note = "1 row before the table left out"},
    {.what = "Markdown",
     .text = "| time | load |\n|---|---:|\n| 2024-03-10 06:00 | 1 |\n| 2024-03-10 07:00 | 2 |\n",
     .expect = LOAD,
     .note = "1 row of comments or rules left out"},
    {.what = "a data base's table",
     .text = "+------+------+\n| time | load |\n+------+------+\n| 2024-03-10 06:00 | 1 |\n"
             "| 2024-03-10 07:00 | 2 |\n+------+------+\n",
     .expect = LOAD,
     .note = "2 rows of comments or rules left out"},
    {.what = "comments above a spreadsheet's days and decimal commas",
     .text =
         "# exported by cron\n# do not edit\nDatum;load\n45361,25;1,0\n45361,5;2,0\n45361,75;3,5\n",
     .expect = "load gauge: " SIX "=1 2024-03-10T12:00:00Z=2 2024-03-10T18:00:00Z=3.5\n",
     .note = "2 rows before the table left out, the first is \"# exported by cron\""},
    {.what = "a footer",
     .text = "time,load\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n(2 rows)\n",
     .expect = LOAD,
     .note = "1 row of comments or rules left out"},
    {.what = "summaries of several words",
     .text = "time,load\nService total,3\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n"
             "95th percentile,2\n",
     .expect = LOAD,
     .note = "2 summary rows left out, the first is \"total\""},
    {.what = "date and time of day in two columns",
     .text = "date,time,load\n2024-03-10,06:00,1\n2024-03-10,07:00,2\n",
     .expect = LOAD},
    {.what = "date and hour",
     .text = "Hour,Date,load\n6,2024-03-10,1\n7,2024-03-10,2\n",
     .expect = LOAD},
    {.what = "date and 12-hour clock",
     .text = "date;time;load\n10.03.2024;6:00 a.m.;1\n10.03.2024;7:00 a.m.;2\n",
     .expect = LOAD},
    {.what = "times of day alone",
     .text = "time,load\n06:00:00,1\n07:00:00,2\n",
     .refused = true,
     .expect = "times of day need a date in front of them or in a column of its own"},
    {.what = "blanks between columns",
     .text = "time load\n1710050400 1\n1710054000 2\n",
     .expect = LOAD},
    {.what = "blanks between columns and no header",
     .text = "1710050400 1\n1710050460 2\n",
     .refused = true,
     .expect = "columns are parted by commas, semicolons, tabs or bars"},
    {.what = "no numbers",
     .text = "time,state\n2024-03-10 06:00,up\n2024-03-10 07:00,down\n",
     .refused = true,
     .expect = "no column holds numbers beside the times of \"time\" (the first row has time "
               "\"2024-03-10 06:00\", state \"up\"); --value COLUMN and --unit name one"},
    {.what = "money",
     .text = "time,cost\n2024-03-10 06:00,$12\n2024-03-10 07:00,\"$1,213.5\"\n",
     .expect = "cost gauge $: " SIX "=12 " SEVEN "=1213.5\n"},
    {.what = "money in front of a decimal comma",
     .text = "time;cost\n2024-03-10 06:00;R$ 1.234,56\n2024-03-10 07:00;R$ 9,50\n",
     .expect = "cost gauge R$: " SIX "=1234.56 " SEVEN "=9.5\n"},
    {.what = "thousandths of a core",
     .text = "time,cpu\n2024-03-10 06:00,250m\n2024-03-10 07:00,1\n",
     .expect = "cpu gauge cores: " SIX "=0.25 " SEVEN "=1\n"},
    {.what = "minutes",
     .text = "time,uptime\n2024-03-10 06:00,5m\n2024-03-10 07:00,6m\n",
     .expect = "uptime gauge s: " SIX "=300 " SEVEN "=360\n"},
    {.what = "an m that may be either",
     .text = "time,x\n2024-03-10 06:00,250m\n2024-03-10 07:00,300m\n",
     .expect = "x gauge cores: " SIX "=0.25 " SEVEN "=0.3\n",
     .note = "the m behind the numbers of \"x\" is read as thousandths of a core, for an hour has "
             "only 60 minutes; --unit settles it: millicores or min"},
    {.what = "units that nobody knows",
     .text = "time,t\n2024-03-10 06:00,13.0 \xC2\xB0"
             "C\n2024-03-10 07:00,14 \xC2\xB0"
             "C\n",
     .expect = "t gauge \xC2\xB0"
               "C: " SIX "=13 " SEVEN "=14\n"},
    {.what = "watts with and without a prefix",
     .text = "time,power\n2024-03-10 06:00,850 W\n2024-03-10 07:00,1.2 kW\n",
     .expect = "power gauge W: " SIX "=850 " SEVEN "=1200\n"},
    {.what = "packets by the thousand",
     .text = "time,net\n2024-03-10 06:00,850 pps\n2024-03-10 07:00,1.2 kpps\n",
     .expect = "net gauge packets/s: " SIX "=850 " SEVEN "=1200\n"},
    {.what = "two numbers in a cell",
     .text = "time,mem\n2024-03-10 06:00,1.5KiB / 2KiB\n2024-03-10 07:00,512B / 2KiB\n",
     .expect = "mem gauge KiB: " SIX "=1.5 " SEVEN "=0.5\n"
               "mem limit gauge KiB: " SIX "=2 " SEVEN "=2\n"},
    {.what = "decimals proven in another column",
     .text = "time;a;b\n2024-03-10 06:00;0,830;27,300\n2024-03-10 07:00;0,910;31,125\n",
     .expect = "a gauge: " SIX "=0.83 " SEVEN "=0.91\nb gauge: " SIX "=27.3 " SEVEN "=31.125\n"},
    {.what = "whole numbers of another metric tell nothing of thousands",
     .text = "time;series;value\n" SIX ";share;36,200\n" SIX ";queue;24\n" SEVEN
             ";share;35,150\n" SEVEN ";queue;25\n",
     .note = "are read with the comma as the decimal sign, for the file is delimited by semicolons",
     .expect = "share gauge: " SIX "=36.2 " SEVEN "=35.15\n"
               "queue gauge: " SIX "=24 " SEVEN "=25\n"},
    {.what = "nothing tells decimals from thousands",
     .text = "time\tload\n2024-03-10 06:00\t1,204\n2024-03-10 07:00\t1,310\n",
     .refused = true,
     .expect =
         "numbers such as \"1,204\" in column \"load\" may be thousands or have three decimals, "
         "and nothing in the file says which; --decimal . or --decimal , says which sign parts "
         "decimals"},

    {.what = "row numbers without a name",
     .text = ",time,load\n0,2024-03-10 06:00,1\n1,2024-03-10 07:00,2\n2,2024-03-10 08:00,3\n",
     .expect = "load gauge: " SIX "=1 " SEVEN "=2 2024-03-10T08:00:00Z=3\n",
     .note = "column \"column 1\" is neither the time, a key nor a value and is left out"},
    {.what = "numbers that tell series apart",
     .text = "time,port,load\n2024-03-10 06:00,80,1\n2024-03-10 06:00,81,2\n",
     .expect = "load [80] gauge: " SIX "=1\nload [81] gauge: " SIX "=2\n"},
    {.what = "a state of one series",
     .text = "time,cpu,status\n2024-03-10 06:00,1,ok\n2024-03-10 06:01,2,ok\n"
             "2024-03-10 06:02,3,warn\n2024-03-10 06:03,4,ok\n2024-03-10 06:04,5,ok\n"
             "2024-03-10 06:05,6,warn\n2024-03-10 06:06,7,ok\n2024-03-10 06:07,8,ok\n",
     .expect = "cpu gauge: 2024-03-10T06:00:00Z=1 2024-03-10T06:01:00Z=2 2024-03-10T06:02:00Z=3 "
               "2024-03-10T06:03:00Z=4 2024-03-10T06:04:00Z=5 2024-03-10T06:05:00Z=6 "
               "2024-03-10T06:06:00Z=7 2024-03-10T06:07:00Z=8\n",
     .note = "column \"status\" does not tell series apart"},
    {.what = "hosts that take turns",
     .text = "time,cpu,host\n2024-03-10 06:00,1,a\n2024-03-10 06:01,2,b\n"
             "2024-03-10 06:02,3,a\n2024-03-10 06:03,4,b\n2024-03-10 06:04,5,a\n"
             "2024-03-10 06:05,6,b\n2024-03-10 06:06,7,a\n2024-03-10 06:07,8,b\n",
     .expect = "cpu [a] gauge: 2024-03-10T06:00:00Z=1 2024-03-10T06:02:00Z=3 "
               "2024-03-10T06:04:00Z=5 2024-03-10T06:06:00Z=7\n"
               "cpu [b] gauge: 2024-03-10T06:01:00Z=2 2024-03-10T06:03:00Z=4 "
               "2024-03-10T06:05:00Z=6 2024-03-10T06:07:00Z=8\n"},
    {.what = "a column without a value",
     .text = "time,load,note\n2024-03-10 06:00,1,\n2024-03-10 07:00,2,NaN\n",
     .expect = LOAD,
     .note = "no value in the whole file in note: left out"},
    {.what = "ISO 8859-1",
     .text = "time,dur\xE9"
             "e\n2024-03-10 06:00,1\n2024-03-10 07:00,2\n",
     .expect = "dur\xC3\xA9"
               "e gauge: " SIX "=1 " SEVEN "=2\n"},
    {.what = "points that may part thousands",
     .text = "time;load\n2024-03-10 06:00;1.204\n2024-03-10 07:00;987\n2024-03-10 08:00;1.310\n",
     .expect = "load gauge: " SIX "=1204 " SEVEN "=987 2024-03-10T08:00:00Z=1310\n",
     .note =
         "numbers such as \"1.204\" are read with the comma as the decimal sign, for the file is "
         "delimited by semicolons, numbers below a thousand have no sign; --decimal settles it"},
    {.what = "what clean wrote stays as it is",
     .text = "time,service,requests,filled\n2024-03-10T06:00:00Z,1,5,\n2024-03-10T07:00:00Z,1,6,\n",
     .expect = "requests [1] gauge: " SIX "=5 " SEVEN "=6\n"},
    {.what = "units behind a comma and in words",
     .text = "time,\"Mem, GiB\",Traffic in MB/s,callsPerMinute\n2024-03-10 06:00,1,2,3\n",
     .expect = "Mem gauge GiB: " SIX "=1\nTraffic gauge MB/s: " SIX "=2\n"
               "callsPerMinute gauge calls/min: " SIX "=3\n"},
    {.what = "a web page",
     .text = "\n<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
     .refused = true,
     .expect = "is a web page, maybe one that asks to log in; save the export itself"},
    {.what = "another packer than gzip",
     .text = "\x28\xb5\x2f\xfd\x04",
     .refused = true,
     .expect = "is packed by zstd: unpack it first; gzip is unpacked here"},
    {.what = "XML",
     .text = "<?xml version=\"1.0\"?>\n<testResults/>\n",
     .refused = true,
     .expect = "is XML; export the metric as CSV or JSON"},
    {.what = "an answer of a server",
     .text = "{\"errors\":[\"Forbidden\"]}\n",
     .refused = true,
     .expect = "JSON of no known layout: {\"errors\":[\"Forbidden\"]}; headroom help layouts"},
    {.what = "an error of Prometheus",
     .text = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"too many points\"}",
     .refused = true,
     .expect = "Prometheus answered with an error: too many points"},
    {.what = "promtool -o json",
     .text =
         "[{\"metric\":{\"__name__\":\"up\"},\"values\":[[1710050400,\"1\"],[1710054000,\"0\"]]}]",
     .expect = "up gauge: " SIX "=1 " SEVEN "=0\n"},
    {.what = "VictoriaMetrics with blanks",
     .text = "{ \"metric\": {\"__name__\": \"up\"}, \"values\": [1, 0], "
             "\"timestamps\": [1710050400000, 1710054000000]}\n",
     .expect = "up gauge: " SIX "=1 " SEVEN "=0\n"},
    {.what = "two documents in one file",
     .text = "{\"Label\":\"x\",\"Datapoints\":[]}\n{\"Label\":\"x\",\"Datapoints\":[]}\n",
     .refused = true,
     .expect = "no points in Datapoints: nothing was measured; absent metrics and wrong "
               "dimensions look the same"},
    {.what = "extended statistics of CloudWatch",
     .text = "{\"Label\":\"Latency\",\"Datapoints\":[{\"Timestamp\":\"2024-03-10T06:00:00Z\","
             "\"Average\":0.1,\"ExtendedStatistics\":{\"p99\":0.5},\"Unit\":\"Seconds\"}]}",
     .expect = "Latency Average gauge s: " SIX "=0.1\nLatency p99 gauge s: " SIX "=0.5\n"},
    {.what = "two units of CloudWatch",
     .text = "{\"Label\":\"In\",\"Datapoints\":[{\"Timestamp\":\"2024-03-10T06:00:00Z\",\"Sum\":1,"
             "\"Unit\":\"Bytes\"},{\"Timestamp\":\"2024-03-10T07:00:00Z\",\"Sum\":1,"
             "\"Unit\":\"Kilobytes\"}]}",
     .refused = true,
     .expect = "Unit: point 2 is in \"Kilobytes\" and the first in another unit; ask for one of "
               "them with --unit of get-metric-statistics"},
    {.what = "Unix times of CloudWatch",
     .text = "{\"MetricDataResults\":[{\"Id\":\"m\",\"Label\":\"load\",\"Timestamps\":[1710050400,"
             "1710054000],\"Values\":[1,2]}]}",
     .expect = LOAD},
    {.what = "Azure's count has no unit",
     .text = "{\"interval\":\"PT1H\",\"value\":[{\"name\":{\"value\":\"CpuTime\"},\"unit\":"
             "\"Seconds\",\"timeseries\":[{\"data\":[{\"timeStamp\":\"2024-03-10T06:00:00Z\","
             "\"average\":1,\"count\":60}]}]}]}",
     .expect = "CpuTime average gauge s: " SIX "=1\nCpuTime count total: " SIX "=60\n"},
    {.what = "Azure without points",
     .text = "{\"interval\":\"PT1H\",\"value\":[{\"timeseries\":[]}]}",
     .refused = true,
     .expect = "no points in any timeseries: nothing was measured"},
    {.what = "Datadog without series",
     .text = "{\"status\":\"ok\",\"series\":[]}",
     .refused = true,
     .expect = "the query gave no series; are its metric, scope and span right?"},
    {.what = "dstat with a group epoch",
     .text = "\"pcp-dstat 5.0 CSV Output\"\n\"Date:\",\"10 Mar 2024\"\n\"epoch\",\"cpu\"\n"
             "\"epoch\",\"usr\"\n1710050400.0,1\n1710054000.0,2\n",
     .expect = "cpu usr gauge: " SIX "=1 " SEVEN "=2\n"},
    {.what = "the second activity of sar begins on the first day",
     .text = "Linux 6.1.0 (web-1) \t2024-03-10 \t_x86_64_\t(2 CPU)\n\n"
             "06:00:00 CPU %user\n07:00:00 all 1\n08:00:00 all 2\nAverage: all 1.5\n\n"
             "06:00:00 runq-sz\n07:00:00 3\n08:00:00 4\nAverage: 3.5\n",
     .expect =
         "%user [all] gauge %: " SIX "=1 " SEVEN "=2\nrunq-sz gauge: " SIX "=3 " SEVEN "=4\n"},
    {.what = "a date of sar with the day first",
     .text = "Linux 6.1.0 (web-1) \t13/03/24 \t_x86_64_\t(2 CPU)\n\n"
             "06:00:00 CPU %user\n07:00:00 all 1\n",
     .expect = "%user gauge %: 2024-03-13T06:00:00Z=1\n"},
    {.what = "a date of sar that could be two",
     .text = "Linux 6.1.0 (web-1) \t03/10/24 \t_x86_64_\t(2 CPU)\n\n"
             "06:00:00 CPU %user\n07:00:00 all 1\n",
     .expect = "%user gauge %: " SIX "=1\n",
     .note = "the date of the first line is read with the month first; --day-first reads the day"},
    {.what = "the same with --day-first",
     .text = "Linux 6.1.0 (web-1) \t10/03/24 \t_x86_64_\t(2 CPU)\n\n"
             "06:00:00 CPU %user\n07:00:00 all 1\n",
     .options = {.day_first = true},
     .expect = "%user gauge %: " SIX "=1\n"},
    {.what = "a date of sar with dots",
     .text = "Linux 6.1.0 (web-1) \t10.03.2024 \t_x86_64_\t(2 CPU)\n\n"
             "06:00:00 CPU %user\n07:00:00 all 1,5\n",
     .expect = "%user gauge %: " SIX "=1.5\n"},
};

static void check_variant(const struct variant *want)
{
    struct byte_source *source = byte_source_memory(want->text, strlen(want->text));
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    int result = ingest_source(source, &want->options, &samples, &notes, &err);
    if (want->refused) {
        is_int(result, -1, want->what);
        has_text(err.text, want->expect, want->what);
    } else {
        struct str text = {0};
        append_samples(&text, &samples);
        is_text(result == 0 ? str_text(&text) : err.text, want->expect, want->what);
        if (want->note != NULL)
            ok(has_note(&notes, want->note), "%s: the notes say \"%s\"", want->what, want->note);
        else
            ok(!has_warning(&notes), "%s: no warning", want->what);
        str_release(&text);
    }
    samples_release(&samples);
    notes_release(&notes);
    byte_source_close(source);
}

/// Twenty rows of a column whose name is no counter's.
static void test_growth(void)
{
    struct str text = {0};
    str_append(&text, "time,ifInOctets\n");
    for (int i = 0; i < 20; i++)
        str_appendf(&text, "2024-03-10 06:%02d,%d\n", i, i < 12 ? 1000 + 100 * i : 50 * i);
    struct ingest_options options = {0};
    for (int gauge = 0; gauge < 2; gauge++) {
        options.gauge = gauge == 1;
        struct byte_source *source = byte_source_memory(text.data, text.length);
        struct samples samples = {0};
        struct notes notes = {0};
        struct err err = {0};
        is_int(ingest_source(source, &options, &samples, &notes, &err), 0, "it is read");
        is_int(has_note(&notes, "\"ifInOctets\" is read as a level, but only grows; --counter"),
               gauge == 0, "a level that only grows is pointed out unless --gauge says so");
        samples_release(&samples);
        notes_release(&notes);
        byte_source_close(source);
    }
    str_release(&text);
}

/// The timestamps of a long series of VictoriaMetrics lie beyond what is looked at first.
static void test_long_line(void)
{
    enum { SAMPLES = 40000 };
    struct str text = {0};
    str_append(&text, "{\"metric\":{\"__name__\":\"up\"},\"values\":[1");
    for (int i = 1; i < SAMPLES; i++)
        str_append(&text, ",1");
    str_append(&text, "],\"timestamps\":[1710050400000");
    for (int i = 1; i < SAMPLES; i++)
        str_appendf(&text, ",%lld", 1710050400000LL + 1000LL * i);
    str_append(&text, "]}\n");
    struct ingest_options options = {0};
    struct byte_source *source = byte_source_memory(text.data, text.length);
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    is_int(ingest_source(source, &options, &samples, &notes, &err), 0, "a long line is read");
    is_int(samples.streams == 1 ? (long long)samples.stream[0].count : 0, SAMPLES, "to its end");
    samples_release(&samples);
    notes_release(&notes);
    byte_source_close(source);
    str_release(&text);
}

int main(void)
{
    test_long_line();
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        check_variant(&variants[i]);
    test_growth();
    return done();
}
