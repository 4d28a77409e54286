#!/bin/sh
# What a tuned policy costs and violates on the second half of a trace, having learnt from the first, beside
# target tracking at 60 % and a fixed fleet for the peak; and how long tuning takes. An instance serves a twentieth
# of the peak and costs 0.0832 an hour. DATA names a folder with the traces of web servers and cluster pools;
# without it there is nothing to measure.
if [ -z "${DATA:-}" ]; then
    echo "DATA=DIR names the folder of the traces: not measured"
    exit 0
fi
. tests/bench/cpu.inc
limit=0.5%
printf '%-30s %-13s %9s %10s %9s %-6s %7s %7s\n' trace policy instances cost_month violation "<=$limit" seconds cpu_s
for path in web/worldcup98_1998-04-30_06-14.csv web/nasa_http_1995-07.csv \
    cluster-pools/cluster21_2024-11-01_05_30s.csv cluster-pools/cluster35_2024-11-01_05_30s.csv \
    cluster-pools/cluster37_2024-11-01_05_30s.csv; do
    [ -e "$DATA/$path" ] || continue
    trace=$bench_folder/trace.csv answer=$bench_folder/answer.csv
    awk -F, 'BEGIN { print "time,demand" } $2 + 0 == $2 && $1 ~ /^[0-9]/ { print $1 "," $2 }' "$DATA/$path" >"$trace"
    per_instance=$(awk -F, 'NR > 1 && $2 > peak { peak = $2 } END { print peak / 20 }' "$trace")
    timed "$HEADROOM" tune "$trace" --gauge --per-instance "$per_instance" --price 0.0832/h \
        --require "violation<=$limit" --format csv -q -o "$answer"
    [ "$status" -le 1 ] || exit 2
    awk -F, -v trace="$(basename "$path" .csv)" -v seconds="$elapsed" -v cpu="$seconds" '
        $1 == "choice" || $1 == "comparison" {
            policy = $1 == "choice" ? "tuned" : $2 == "fixed peak" ? $2 : "tracking 60%"
            took = $1 == "choice" ? sprintf("%7.1f %7.1f", seconds, cpu) : ""
            printf "%-30s %-13s %9.2f %10.2f %8.3f%% %-6s %s\n", trace, policy, $7, $10, 100 * $8,
                $9 == "pass" ? $9 : "fail", took
        }' "$answer"
done
