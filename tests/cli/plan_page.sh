#!/bin/sh
# The plan as a page and as a drawing: what it says is what JSON says, whole, escaped, small.
. "$(dirname "$0")/tap.sh"
cd "$root" || exit 1
cat >"$work/events.csv" <<'END'
name,start,end,duration,ramp,multiplier,confidence,owner,retry,retries,shed
spring sale,2026-03-06T08:00:00Z,2026-03-08T22:00:00Z,,3h,1.8x,90%,marketing,,,
provider <fails>,2026-03-07T12:00:00Z,,1h,,,once a year,web team,50%,3,20%
END
set -- samples/web-requests.csv --assume samples/web-assumptions.csv --events "$work/events.csv" --horizon 4w -q
"$headroom" plan "$@" -o "$work/plan.html" 2>"$work/error"
is "$?" 1 "a plan whose rate of one week is above the budget is over it, though every month is within it"
page=$(cat "$work/plan.html")
has "$page" "LATE: DECIDE TODAY" "the box says how urgent it is"
has "$page" "33 → 57 by Fri 6 Mar, 08:40" "and what by which step"
has "$page" "Before you sign" "doubts stand before the signature"
has "$page" "provider &lt;fails&gt;" "names of events are escaped"
has "$page" "&quot;once a year&quot; is no probability" "an event without a probability is a scenario"
is "$(grep -c '<script\|http' "$work/plan.html")" 0 "no script and no address"
size=$(wc -c <"$work/plan.html")
ok "$((size > 400000))" "the page is below 400 KB: $size"
is "$(grep -c 'aria-label=""' "$work/plan.html")" 0 "every drawing says what it shows"

# Without the failure the plan is the same: it was not counted.
sed '/provider/d' "$work/events.csv" >"$work/sure.csv"
"$headroom" plan samples/web-requests.csv --assume samples/web-assumptions.csv --events "$work/events.csv" --horizon 4w -q --format csv >"$work/a.csv" 2>"$work/error"
"$headroom" plan samples/web-requests.csv --assume samples/web-assumptions.csv --events "$work/sure.csv" --horizon 4w -q --format csv >"$work/b.csv" 2>"$work/error"
is "$(cat "$work/a.csv")" "$(cat "$work/b.csv")" "an event without a probability changes no count"
"$headroom" plan samples/web-requests.csv --per-instance 500/s --events "$work/events.csv" --horizon 2w --format csv 2>&1 >/dev/null | grep -q 'it is a scenario and not counted'
ok $? "and is told"

"$headroom" plan "$@" -o "$work/plan.svg" 2>"$work/error"
is "$(head -c 5 "$work/plan.svg")" "<?xml" "the main chart is a file of its own"

"$headroom" plan samples/web-requests.csv --per-instance 500/s --horizon 2w --scale 0x 2>"$work/error"
is "$?" 2 "a scale of nothing is refused"
has "$(cat "$work/error")" "--scale: 0x is not above 0" "and told"
# The first screen, and the plan in a few lines.
out=$("$headroom" plan "$@" 2>"$work/error" | sed -n 4,27p)
is "$(printf '%s\n' "$out" | awk 'length($0) > 240' | wc -l | tr -d ' ')" 0 "no line of the first screen is endless"
has "$out" "Have 57 instances by 2026-03-06 08:40 (33 in service)" "the first screen decides"
has "$out" "peak of each week: █ measured" "and draws the weeks"
brief=$("$headroom" plan "$@" --brief 2>"$work/error")
is "$(printf '%s\n' "$brief" | wc -l | tr -d ' ')" 3 "--brief: three lines"
has "$brief" "33 → 57 by 2026-03-06 08:40" "with the decision"
# What an option says comes out when its flag is given: each is the plan solved again.
set -- samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 2w -q --cache-hit 10%
"$headroom" plan "$@" --format json >"$work/options.json" 2>"$work/error"
for id in optimise less_headroom; do
    flag=$(jq -r ".options[] | select(.id == \"$id\") | .flags" "$work/options.json")
    told=$(jq -r ".options[] | select(.id == \"$id\") | .n" "$work/options.json")
    # shellcheck disable=SC2086 # an option and its value
    found=$("$headroom" plan "$@" $flag --format csv 2>"$work/error" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next } $c > m { m = $c } END { print m }')
    is "$found" "$told" "$id: $flag"
done
value=$(jq -r '.options[] | select(.id == "cache") | .value' "$work/options.json")
told=$(jq -r '.options[] | select(.id == "cache") | .n' "$work/options.json")
found=$("$headroom" plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 2w -q --cache-hit "$value" --format csv 2>"$work/error" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next } $c > m { m = $c } END { print m }')
is "$found" "$told" "cache: $value of all requests"

# A fleet: the most urgent first, ten in full.
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --horizon 2w -q -o "$work/fleet.html" 2>"$work/error"
page=$(cat "$work/fleet.html")
has "$page" "Capacity plan: fleet of 6 services" "the page of a fleet"
has "$page" "Together they need" "says what all need together"
has "$page" "at the same hour" "and at the same hour"
is "$(grep -o 'svg class="sp"' "$work/fleet.html" | wc -l | tr -d ' ')" 6 "a trend for each"
done_testing
