// Dirt of tests/formats/nasty: what is repaired with a note, what is refused, and the samples.
// The expected samples were compared by hand with the cells of each file.
#include "ingest_text.h"
#include "tap.h"

// One row a file, some under several options.
static const struct ingest_case cases[] = {
    {.file = "nasty/ambiguous_day_month.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-04-03T06:00:00Z=100 2024-04-04T06:00:00Z=110 "
               "2024-04-13T06:00:00Z=120\n"},
    {.file = "nasty/bom_crlf.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/counter_with_resets.csv",
     .layout = "csv",
     .expect = "http_requests_total counter: 2024-03-10T06:00:00Z=1000 "
               "2024-03-10T06:01:00Z=1600 2024-03-10T06:02:00Z=2200 2024-03-10T06:03:00Z=2800 "
               "2024-03-10T06:04:00Z=50 2024-03-10T06:05:00Z=650 2024-03-10T06:06:00Z=1250 "
               "2024-03-10T06:07:00Z=1250 2024-03-10T06:08:00Z=1250 "
               "2024-03-10T06:09:00Z=4294967000 2024-03-10T06:10:00Z=120 "
               "2024-03-10T06:11:00Z=720\n"},
    {.file = "nasty/cr_only_line_ends.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/dst_fall_back_local.csv",
     .zone = "Europe/Berlin",
     .layout = "csv",
     .expect = "value gauge: 2024-10-26T23:00:00Z=110 2024-10-26T23:30:00Z=104 "
               "2024-10-27T00:00:00Z=97 2024-10-27T00:30:00Z=92 2024-10-27T01:00:00Z=88 "
               "2024-10-27T01:30:00Z=85 2024-10-27T02:00:00Z=83 2024-10-27T02:30:00Z=82\n"},
    {.file = "nasty/dst_spring_forward_local.csv",
     .zone = "Europe/Berlin",
     .layout = "csv",
     .expect = "value gauge: 2024-03-31T00:00:00Z=60 2024-03-31T00:30:00Z=58 "
               "2024-03-31T01:00:00Z=55 2024-03-31T01:30:00Z=54 2024-03-31T02:00:00Z=53\n"},
    {.file = "nasty/duplicate_timestamps.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110 "
               "2024-03-10T06:05:00Z=110 2024-03-10T06:10:00Z=120 2024-03-10T06:10:00Z=95 "
               "2024-03-10T06:15:00Z=130\n"},
    {.file = "nasty/empty.csv", .expect = "nasty/empty.csv: the file is empty"},
    {.file = "nasty/gap_absent_rows.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110 "
               "2024-03-10T08:00:00Z=120 2024-03-10T08:05:00Z=125\n"},
    {.file = "nasty/header_only.csv",
     .expect = "nasty/header_only.csv: a header and no rows: nothing was measured"},
    {.file = "nasty/leap_second_and_24h.csv",
     .layout = "csv",
     .note =
         "leap_second_and_24h.csv:6: the row of 2024-02-29T00:00:00Z is 2614d away from all the "
         "others: left out",
     .expect = "value gauge: 2016-12-31T23:59:59Z=1 2017-01-01T00:00:00Z=2 "
               "2017-01-01T00:00:00Z=3 2017-01-02T00:00:00Z=4\n"},
    {.file = "nasty/missing_spellings.csv",
     .layout = "csv",
     .note = "4 infinite values read as missing",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=? "
               "2024-03-10T06:10:00Z=? 2024-03-10T06:15:00Z=? 2024-03-10T06:20:00Z=? "
               "2024-03-10T06:25:00Z=? 2024-03-10T06:30:00Z=? 2024-03-10T06:35:00Z=? "
               "2024-03-10T06:40:00Z=? 2024-03-10T06:45:00Z=? 2024-03-10T06:50:00Z=? "
               "2024-03-10T06:55:00Z=? 2024-03-10T07:00:00Z=? 2024-03-10T07:05:00Z=? "
               "2024-03-10T07:10:00Z=? 2024-03-10T07:15:00Z=? 2024-03-10T07:20:00Z=? "
               "2024-03-10T07:25:00Z=? 2024-03-10T07:30:00Z=? 2024-03-10T07:35:00Z=110\n"},
    {.file = "nasty/mixed_series_long.csv",
     .layout = "csv",
     .expect = "requests [web-1] total: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"
               "requests [web-2] total: 2024-03-10T06:00:00Z=90\n"
               "cpu [web-1] gauge: 2024-03-10T06:00:00Z=41.7\n"
               "cpu [web-2] gauge: 2024-03-10T06:05:00Z=39\n"},
    {.file = "nasty/mixed_series_long.csv",
     .by = "host",
     .layout = "csv",
     .expect = "requests [web-1] total: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"
               "requests [web-2] total: 2024-03-10T06:00:00Z=90\n"
               "cpu [web-1] gauge: 2024-03-10T06:00:00Z=41.7\n"
               "cpu [web-2] gauge: 2024-03-10T06:05:00Z=39\n"},
    {.file = "nasty/mixed_time_formats.csv",
     .layout = "csv",
     .note = "dates such as 03/04/2024 are read with the month first, for the rows lie closer "
             "together so, the rows come at one interval so, the rows are in order so; --day-first "
             "and --month-first settle it",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110 "
               "2024-03-10T06:10:00Z=120 2024-03-10T06:15:00Z=130 2024-03-10T06:20:00Z=140 "
               "2024-03-10T06:25:00Z=150\n"},
    {.file = "nasty/negative_and_zero_demand.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=0 2024-03-10T06:05:00Z=0 "
               "2024-03-10T06:10:00Z=-1 2024-03-10T06:15:00Z=5\n"},
    {.file = "nasty/no_final_newline.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/no_header.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/nul_bytes.csv",
     .layout = "csv",
     .note = "1 row of NUL bytes left out",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/out_of_order_newest_first.csv",
     .layout = "csv",
     .expect = "value gauge: 2024-03-10T06:15:00Z=130 2024-03-10T06:00:00Z=100 "
               "2024-03-10T06:10:00Z=120 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/partial_last_bucket.csv",
     .layout = "csv",
     .expect = "requests total: 2024-03-10T06:00:00Z=18231 2024-03-10T06:05:00Z=18804 "
               "2024-03-10T06:10:00Z=19055 2024-03-10T06:15:00Z=2411\n"},
    {.file = "nasty/quoted_newline_in_header.csv",
     .layout = "csv",
     .expect = "requests total/300s: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/ragged_rows.csv",
     .expect = "nasty/ragged_rows.csv:4: \"6\" stands beyond the columns of the header; --skip-bad "
               "leaves such rows out and counts them"},
    {.file = "nasty/ragged_rows.csv",
     .skip_bad = true,
     .layout = "csv",
     .note = "1 row with fewer cells than the header: what is absent is missing",
     .expect = "a gauge: 2024-03-10T06:00:00Z=1 2024-03-10T06:05:00Z=3 2024-03-10T06:15:00Z=7\n"
               "b gauge: 2024-03-10T06:00:00Z=2 2024-03-10T06:05:00Z=? 2024-03-10T06:15:00Z=8\n"},
    {.file = "nasty/resolution_change.csv",
     .layout = "csv",
     .expect = "requests total: 2024-01-06T00:00:00Z=216000 2024-01-06T01:00:00Z=198000 "
               "2024-01-06T02:00:00Z=180000 2024-01-06T03:00:00Z=14500 "
               "2024-01-06T03:05:00Z=14200 2024-01-06T03:10:00Z=14100 "
               "2024-01-06T03:15:00Z=2810 2024-01-06T03:16:00Z=2790 2024-01-06T03:17:00Z=2805\n"},
    {.file = "nasty/semicolon_decimal_comma.csv",
     .layout = "csv",
     .expect = "Anfragen total: 2024-03-10T06:00:00Z=1204.5 2024-03-10T06:05:00Z=987.25\n"
               "CPU gauge: 2024-03-10T06:00:00Z=45.2 2024-03-10T06:05:00Z=46\n"},
    {.file = "nasty/thousands_separators.csv",
     .layout = "csv",
     .expect = "us gauge: 2024-03-10T06:00:00Z=1204551.5 2024-03-10T06:05:00Z=987123\n"
               "ch gauge: 2024-03-10T06:00:00Z=1204551.5 2024-03-10T06:05:00Z=987123\n"
               "fr gauge: 2024-03-10T06:00:00Z=1204551.5 2024-03-10T06:05:00Z=987123\n"},
    {.file = "nasty/trailing_summary.csv",
     .layout = "csv",
     .note = "2 summary rows left out, the first is \"total\"",
     .expect = "requests total: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110 "
               "2024-03-10T06:10:00Z=120\n"},
    {.file = "nasty/truncated_last_line.csv",
     .layout = "csv",
     .note = "line 4, the last one, is cut off and was left out",
     .expect = "value gauge: 2024-03-10T06:00:00Z=100 2024-03-10T06:05:00Z=110\n"},
    {.file = "nasty/units_suffixed.csv",
     .expect =
         "nasty/units_suffixed.csv:4: cpu: \"0.46\" has no unit where the column's other cells "
         "have one; --unit names its unit, --skip-bad leaves such rows out and counts them"},
    {.file = "nasty/units_suffixed.csv",
     .value = "latency,throughput,memory",
     .layout = "csv",
     .expect = "latency gauge ms: 2024-03-10T06:00:00Z=12.3 2024-03-10T06:05:00Z=1020 "
               "2024-03-10T06:10:00Z=0.85\n"
               "throughput gauge req/s: 2024-03-10T06:00:00Z=1250 2024-03-10T06:05:00Z=980 "
               "2024-03-10T06:10:00Z=1300\n"
               "memory gauge GiB: 2024-03-10T06:00:00Z=1.5 2024-03-10T06:05:00Z=1.430511475 "
               "2024-03-10T06:10:00Z=1.6\n"},
    {.file = "nasty/units_suffixed.csv",
     .skip_bad = true,
     .layout = "csv",
     .note = "1 row left out that cannot be read, the first is line 4: cpu: \"0.46\" has no unit "
             "where the column's other cells have one",
     .expect = "latency gauge ms: 2024-03-10T06:00:00Z=12.3 2024-03-10T06:05:00Z=1020\n"
               "throughput gauge req/s: 2024-03-10T06:00:00Z=1250 2024-03-10T06:05:00Z=980\n"
               "memory gauge GiB: 2024-03-10T06:00:00Z=1.5 2024-03-10T06:05:00Z=1.430511475\n"
               "cpu gauge %: 2024-03-10T06:00:00Z=45 2024-03-10T06:05:00Z=45.5\n"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case("tests/formats", &cases[i]);
    return done();
}
