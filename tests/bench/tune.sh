#!/bin/sh
# What a tuned policy costs and violates on the second half of a trace, having learnt from the first, beside
# target tracking at 60 % and a fixed fleet for the peak. An instance serves a twentieth of the peak.
# DATA names a folder with the traces of web servers and cluster pools; without it there is nothing to measure.
headroom="${BUILD:-build}/headroom"
if [ -z "${DATA:-}" ]; then
    echo "DATA=DIR names the folder of the traces: not measured"
    exit 0
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
printf '%-36s %-12s %10s %10s %s\n' trace policy instances violation 'at most 0.5 %'
for path in web/worldcup98_1998-04-30_06-14.csv web/nasa_http_1995-07.csv \
    cluster-pools/cluster21_2024-11-01_05_30s.csv cluster-pools/cluster35_2024-11-01_05_30s.csv \
    cluster-pools/cluster37_2024-11-01_05_30s.csv; do
    [ -e "$DATA/$path" ] || continue
    awk -F, 'BEGIN { print "time,demand" } $2 + 0 == $2 && $1 ~ /^[0-9]/ { print $1 "," $2 }' "$DATA/$path" >"$work/trace.csv"
    per_instance=$(awk -F, 'NR > 1 && $2 > peak { peak = $2 } END { print peak / 20 }' "$work/trace.csv")
    "$headroom" tune "$work/trace.csv" --gauge --per-instance "$per_instance" --require 'violation<=0.5%' \
        --format csv -q >"$work/answer.csv"
    [ $? -le 1 ] || exit 2
    awk -F, -v trace="$(basename "$path" .csv)" '
        $1 == "choice" || $1 == "comparison" {
            policy = $1 == "choice" ? "tuned" : $2 == "fixed peak" ? $2 : "tracking 60%"
            printf "%-36s %-12s %10.2f %9.3f%% %s\n", trace, policy, $7, 100 * $8, $9
        }' "$work/answer.csv"
done
