#!/bin/sh
# Every way that a file may come, for each reader whose input is no plain CSV: packed, transcoded, with other
# line ends, on several threads, and cut off in its last line.
. "$(dirname "$0")/tap.sh"

# rows FILE [OPTION...]: what clean writes, quietly, gaps as they are.
rows()
{
    run "$headroom" clean "$@" --gaps keep
}

documents='json_columns.json json_frames.json json_maps.json json_pairs.json
    json_xport.json prometheus_query_range.json'
lines='victoriametrics_export.jsonl zabbix_history_export.ndjson openmetrics.txt line_protocol.txt
    promtool_tsdb_dump.txt sadf_p.txt sadf_d.csv sar_u.txt vmstat_t.txt iostat.txt pidstat.txt kubectl_top.txt docker_stats.txt
    free.txt nmon.txt atop.txt top.txt dstat_text.txt pmrep.txt locust_stats_history.csv jmeter_jtl.csv k6.csv rrdtool_fetch.txt'

for name in $documents $lines; do
    cp "$root/tests/formats/$name" plain
    rows plain
    is "$status" 0 "$name: is read"
    plain=$out
    rows plain --threads 4
    is "$out" "$plain" "$name: on four threads"
    gzip -c plain >packed
    sed 's/$/\r/' plain >returns
    { printf '\357\273\277'; cat plain; } >marked
    iconv -f UTF-8 -t UTF-16 plain >sixteen
    for form in packed returns marked sixteen; do
        rows $form
        is "$out" "$plain" "$name: $form"
    done
done

# Cut off within the last line: what is left says nothing else, and the cut is told.
printf '%s\n' x >gone
for name in $lines; do
    awk '{ line[NR] = $0 } END { n = NR; while (line[n] ~ /^[ \r]*$|^# EOF/) n--; for (i = 1; i < n; i++) print line[i]
        printf "%s", substr(line[n], 1, int(length(line[n]) / 3)) }' "$root/tests/formats/$name" >whole
    cp "$root/tests/formats/$name" plain
    rows plain
    printf '%s\n' "$out" >plain.out
    rows whole
    if [ "$status" -eq 0 ]; then
        # Values of the rows before the last time stand as they do in the whole file.
        printf '%s\n' "$out" | awk -F, 'NR > 1 { if (last != "" && $1 < last) next; last = $1 } { print }' >cut.out
        is "$(awk -F, 'NR == FNR { for (i = 2; i <= NF; i++) known[$1] = known[$1] FS $i FS; next }
            FNR > 1 { for (i = 2; i <= NF; i++) if ($i != "" && $i !~ /filled|absent/ && index(known[$1], FS $i FS) == 0) bad = bad " " $1 "=" $i } END { print bad }' \
            plain.out cut.out)" "" "$name, cut off: no other value"
    else
        has "$err" "headroom: whole" "$name, cut off: is refused by name"
        case $err in *whole:[0-9]*|*'a single row'*|*'no '*) ok 0 "$name, cut off: where" ;; *) is "$err" "a place" "$name, cut off: where" ;; esac
    fi
done
for name in $documents; do
    size=$(wc -c <"$root/tests/formats/$name")
    head -c $((size * 2 / 3)) "$root/tests/formats/$name" >whole
    rows whole
    is "$status" 2 "$name, cut off: a document without its end is refused"
    has "$err" "whole" "$name, cut off: by name"
done
done_testing
