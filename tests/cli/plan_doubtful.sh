#!/bin/sh
# A plan that carries less than most of the last eight measured weekly peaks is doubtful: counted here
# from the data and the plan's own carry, on both sides of the half, and not for what max takes away.
. "$(dirname "$0")/tap.sh"
cd "$root" || exit 1

# spikes WEEKS: eight weeks by the hour, flat but for a spike in each of the last WEEKS.
spikes()
{
    awk -v last="$1" 'BEGIN { print "time,requests_per_s"
        for (i = 0; i < 1344; i++) {
            r = (i * 7919 + 104729) % 997 / 997
            w = int(i / 168)
            spike = i % 168 == (w * 61 + 17) % 168 && w >= 8 - last
            printf "%d,%.2f\n", 1767571200 + i * 3600, spike ? 900 + 100 * r : 100 + 10 * r
        } }'
}

# above: of the weeks of $work/spikes.csv, those whose highest hour is above what the first week carries.
above()
{
    awk -F, -v carry="$(jq '.weeks[0].carry' "$work/plan.json")" 'NR > 1 { w = int((NR - 2) / 168); if ($2 > most[w]) most[w] = $2 }
        END { for (w in most) n += most[w] > carry; print n + 0 }' "$work/spikes.csv"
}

plan()
{
    "$headroom" plan "$work/spikes.csv" --per-instance 10/s --current 20 --headroom 0 --spare 0 --horizon 2w \
        --quantile p50 --size-by step -q "$@" 2>"$work/error"
}

for case in 8:yes 5:yes 4:no 1:no; do
    weeks=${case%:*}
    spikes "$weeks" >"$work/spikes.csv"
    plan --format json >"$work/plan.json"
    is "$(above)" "$weeks" "$weeks of 8 measured peaks are above what is carried"
    plan >"$work/text"
    plan -o "$work/plan.html"
    if [ "${case#*:}" = yes ]; then
        has "$(cat "$work/text")" "DOUBTFUL: THE PLAN CARRIES LESS THAN WAS MEASURED" "so the plan is doubtful"
        has "$(tr '\n' ' ' <"$work/text")" "highest of $weeks of the last 8 measured weeks was above" "with the count"
        has "$(cat "$work/plan.html")" "DOUBTFUL: THE PLAN CARRIES LESS" "on the page, too"
    else
        is "$(grep -c DOUBTFUL "$work/text" "$work/plan.html" | sed 's/.*://' | tr '\n' ' ')" "0 0 " "that is not most of them"
    fi
done

# The remedy works: what carries the peaks is not doubtful. What max takes away is no doubt.
spikes 8 >"$work/spikes.csv"
is "$(plan --size-by peak --quantile p99 | grep -c DOUBTFUL)" 0 "weeks sized by a higher quantile of their peaks carry them"
is "$(plan --size-by peak --quantile p99 --max 30 | grep -c DOUBTFUL)" 0 "max is no doubt about the forecast"
has "$(plan --size-by peak --quantile p99 --max 30)" "CANNOT BE MET" "but too low"
done_testing
