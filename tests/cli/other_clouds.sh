#!/bin/sh
# Google Cloud and Azure: what schedule and steps write for Azure is read back, passes the rules and does
# in a replay what the schedule says; and the smallest change that passes.
. "$(dirname "$0")/tap.sh"

awk 'BEGIN { print "time,p95"
    for (h = 0; h < 336; h++) printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, (h % 24 >= 8 && h % 24 < 18) ? 900 : 300 }' >next.csv
awk 'BEGIN { print "time,demand"
    for (m = 0; m < 2880; m++) printf "2026-03-%02dT%02d:%02d:00Z,%d\n", 3 + int(m / 1440), int(m / 60) % 24, m % 60, 100 }' >trace.csv
base="next.csv --per-instance 100/s --headroom 0 --spare 0 --demand p95 --boot 5m --group web"
for format in aws azure; do
    # shellcheck disable=SC2086 # the options are words
    run "$headroom" schedule $base --emit $format -o schedule-$format.json
    is "$status" 0 "schedule --emit $format"
done
run "$headroom" check --policy schedule-azure.json
is "$status:$err" "0:" "the profiles are read back"
has "$out" "0 warnings" "and no rule is broken: equal limits are meant"
is "$(jq -r '.resources[0].properties.profiles[] | [.capacity.minimum, .capacity.maximum, .recurrence.schedule.hours[0]] | join(" ")' schedule-azure.json | sort | tr '\n' ';')" \
    "3 3 18;9 9 7;" "three by night and nine by day, until the next profile begins"
course()
{
    "$headroom" simulate trace.csv --policy "$1" --per-instance 100/s --gauge --current 3 --boot 0s \
        --format csv -q | awk -F, 'NR > 61 && $3 != last { print $1, $3; last = $3 }'
}
is "$(course schedule-azure.json | tr '\n' ';')" "2026-03-03T01:00:00Z 3;2026-03-03T07:45:00Z 9;2026-03-03T18:00:00Z 3;2026-03-04T07:45:00Z 9;2026-03-04T18:00:00Z 3;" "the night's and the day's count of two days, in a replay"
# shellcheck disable=SC2086
run "$headroom" schedule $base --tz Europe/Busingen --emit azure
is "$status" 2 "a zone that Windows has no name for"
has "$err" "Azure names time zones as Windows does, which has no name of its own for Europe/Busingen: --tz" "the remedy"
# shellcheck disable=SC2086
run "$headroom" schedule $base --tz Europe/Berlin --emit azure
is "$status:$(printf '%s\n' "$out" | grep -c 'W. Europe Standard Time')" "0:2" "works"
awk 'BEGIN { print "time,p95"
    for (h = 0; h < 336; h++) printf "2026-03-%02dT%02d:00:00Z,%d\n", 2 + int(h / 24), h % 24, 100 + 97 * (h * 7 % 24) }' >wild.csv
run "$headroom" schedule wild.csv --per-instance 100/s --headroom 0 --spare 0 --demand p95 --boot 5m --group web \
    --waste 0.1% --emit azure
is "$status" 2 "too many levels"
has "$err" "profiles, and a setting takes 20 at most: a higher --waste" "the remedy"

run "$headroom" steps "$root/samples/web-requests.csv" --assume "$root/samples/web-assumptions.csv" --group web --min 6 \
    --max 40 --form change --emit azure -o steps.json
is "$status" 0 "steps --emit azure"
has "$err" "Azure looks at 5 minutes at least" "what differs from AWS is said"
run "$headroom" check --policy steps.json
is "$status:$err" "0:" "the rules are read back and pass"
is "$(jq -r '[.resources[0].properties.profiles[0].rules[] | .scaleAction.direction] | unique | join(" ")' steps.json)" \
    "Decrease Increase" "rules in both directions"
is "$(jq -r '[.resources[0].properties.profiles[0].rules[] | select(.scaleAction.direction == "Decrease")] | length' steps.json)" \
    1 "one that removes, as all of them would have to agree"
run "$headroom" recommend "$root/samples/web-requests.csv" --per-instance 500/s --emit azure
is "$status" 2 "recommend has no form for Azure"
has "$err" "--emit azure is for autoscale settings of VM scale sets, which headroom schedule and headroom steps make" "which says so"

# kubernetes is the name of the format, hpa an older one.
# shellcheck disable=SC2086
{
    "$headroom" schedule $base --emit kubernetes -q >one.yaml
    "$headroom" schedule $base --emit hpa -q >two.yaml
}
is "$(cat one.yaml)" "$(cat two.yaml)" "kubernetes and hpa are one"
has "$(cat one.yaml)" "kind: ScaledObject" "a ScaledObject"

# The smallest single change that passes, of Google's and Azure's autoscalers: by itself it passes,
# and a step less does not.
awk 'BEGIN { print "time,demand"
    for (m = 0; m < 1440; m++) printf "2026-03-02T%02d:%02d:00Z,%d\n", m / 60, m % 60, (m > 600 && m < 700) ? 700 : 400 }' >day.csv
judge()
{
    run "$headroom" check day.csv --policy "$1" --per-instance 100/s --gauge --boot 3m -q --stress 2x
}
judge "$root/samples/rules/azure.json"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "- the minimum from 2 to 9: " "a scale set's minimum"
for to in 9:0 8:1; do
    jq ".properties.profiles[0].capacity |= (.minimum = \"${to%:*}\" | .default = \"${to%:*}\")" \
        "$root/samples/rules/azure.json" >changed.json
    judge changed.json
    is "$status" "${to#*:}" "${to%:*} by itself"
done
judge "$root/samples/rules/mig.json"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "- the target of cpuUtilization from 0.6 to 0.216: " "the target of a signal"
for to in 0.216:0 0.228:1; do
    jq ".autoscalingPolicy.cpuUtilization.utilizationTarget = ${to%:*}" "$root/samples/rules/mig.json" >changed.json
    judge changed.json
    is "$status" "${to#*:}" "${to%:*} by itself"
done
done_testing
