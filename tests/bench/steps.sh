#!/bin/sh
# A step table as headroom steps makes it, beside target tracking at the same target, each replayed against the
# trace that it was made for. An instance serves a twentieth of the peak; the last column is the answer's own
# word on whether the table is as good.
# DATA names a folder with the traces of web servers and cluster pools; without it there is nothing to measure.
headroom="${BUILD:-build}/headroom"
if [ -z "${DATA:-}" ]; then
    echo "DATA=DIR names the folder of the traces: not measured"
    exit 0
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
printf '%-36s %10s %10s %10s %10s %s\n' trace steps tracking steps tracking 'as good'
printf '%-36s %10s %10s %10s %10s\n' '' violation violation instances instances
for path in web/worldcup98_1998-04-30_06-14.csv web/nasa_http_1995-07.csv \
    cluster-pools/cluster21_2024-11-01_05_30s.csv cluster-pools/cluster35_2024-11-01_05_30s.csv \
    cluster-pools/cluster37_2024-11-01_05_30s.csv; do
    [ -e "$DATA/$path" ] || continue
    awk -F, 'BEGIN { print "time,demand" } $2 + 0 == $2 && $1 ~ /^[0-9]/ { print $1 "," $2 }' "$DATA/$path" >"$work/trace.csv"
    per_instance=$(awk -F, 'NR > 1 && $2 > peak { peak = $2 } END { print peak / 20 }' "$work/trace.csv")
    "$headroom" steps "$work/trace.csv" --gauge --per-instance "$per_instance" -q >"$work/answer.txt" || exit 2
    awk -v trace="$(basename "$path" .csv)" '
        $1 == "violation" { violation[1] = $2; violation[2] = $3 }
        $1 == "instances_mean" { mean[1] = $2; mean[2] = $3 }
        /That is worse than target tracking/ { worse = 1 }
        END {
            printf "%-36s %10s %10s %10s %10s %s\n", trace, violation[1], violation[2], mean[1], mean[2],
                worse ? "no, and says so" : "yes"
        }' "$work/answer.txt"
done
