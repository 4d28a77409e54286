#!/bin/sh
# headroom simulate: the course and the summary of a replay, surges, failures, paths, every refusal.
. "$(dirname "$0")/tap.sh"
. "$root/tests/cli/replayed.inc"

# The worked example of the man page: 90/s for three minutes, then 250/s.
write_replayed 1
hand="trace.csv --policy policy.json --per-instance 100/s --boot 60s --drain 0s --current 2"

# shellcheck disable=SC2086 # the options are words
run "$headroom" simulate $hand --price 0.6/h -q
is "$status:$err" "0:" "a course"
is "$out" "time,demand,desired,in_service,pending,draining,warm,utilization,latency,shortfall,action,cost
2026-03-02T00:00:00Z,90,2,2,0,0,0,0.45,,0,,0.0200
2026-03-02T00:01:00Z,90,2,2,0,0,0,0.45,,0,,0.0200
2026-03-02T00:02:00Z,90,2,2,0,0,0,0.45,,0,,0.0200
2026-03-02T00:03:00Z,250,2,2,0,0,0,1,,50,,0.0200
2026-03-02T00:04:00Z,250,2,2,0,0,0,1,,50,,0.0200
2026-03-02T00:05:00Z,250,2,2,0,0,0,1,,50,,0.0200
2026-03-02T00:06:00Z,250,4,2,2,0,0,1,,50,\"2 to 4: cpu-50, 100 above 50\",0.0400
2026-03-02T00:07:00Z,250,4,4,0,0,0,0.625,,0,,0.0400
2026-03-02T00:08:00Z,250,4,4,0,0,0,0.625,,0,,0.0400
2026-03-02T00:09:00Z,250,5,4,1,0,0,0.625,,0,\"4 to 5: cpu-50, 62.5 above 50\",0.0500
2026-03-02T00:10:00Z,250,5,5,0,0,0,0.5,,0,,0.0500" "by hand, as in the man page"

# measure NAME: its value in the summary in $out.
measure()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '$2 == name { print $4 }'
}

# shellcheck disable=SC2086
run "$headroom" simulate $hand --price 0.6/h --summary --format csv -q
is "$status" 0 "a summary"
is "$(measure violation) $(measure lost) $(measure instance_hours)" \
    "0.3636363636 0.08810572687 0.5666666667" "by hand, as in the man page"
has "$out" "trace,longest_violation_s,s,240,0,0,2026-03-02T00:03:00Z" "with when it was worst"
is "$(measure cost)" 0.34 "34 instance-minutes at 0.6 an hour"
# shellcheck disable=SC2086
run "$headroom" simulate $hand --summary
is "$status" 0 "a summary as text"
has "$out" "In violation for 4m of 11m (36.4%), at most 4m on end, from 2026-03-02 00:03" "its verdict"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" \
    "2026-03-02 00:03, for 4m, up to 50 requests/s short: 2 to 4: cpu-50, 100 above 50 at 2026-03-02 00:06, 3m after the metric crossed; served 1m later" \
    "and every stage of the reaction"
has "$out" "CPU is 100% on an instance that serves 100, and never more" "how the metric is bound"
# shellcheck disable=SC2086
run "$headroom" simulate $hand --summary --format json -q
printf '%s' "$out" | jq -e '.[0].measure == "violation"' >/dev/null
ok $? "a summary as JSON"

# Every measure is explained in the man page.
# shellcheck disable=SC2086
run "$headroom" simulate $hand --summary --format csv -q
for name in $(printf '%s\n' "$out" | awk -F, 'NR > 1 { print $2 }'); do
    grep -q "^\.It Cm $name\$\|^\.It Cm $name Pq" "$root/man/headroom-simulate.1" || missing="${missing-} $name"
done
is "${missing-}" "" "all measures are in the man page"

# shellcheck disable=SC2086
run "$headroom" simulate $hand --summary --format csv -q --metric ASGAverageCPUUtilization=80%
is "$(measure violation)" 0.3636363636 "at 80% of CPU an instance is as slow"
# 200/s on 2 instances are 80 of 160: ceil(2 x 100 / 50) = 4, the CPU being at its ceiling.
# shellcheck disable=SC2086
run "$headroom" simulate $hand -q --metric ASGAverageCPUUtilization=requests_per_s
has "$out" '"2 to 5: cpu-50, 125 above 50"' "a column does not saturate: 250 / 2 above 50"
# shellcheck disable=SC2086
run "$headroom" simulate $hand -q --metric ASGAverageCPUUtilization=demand
has "$out" '"2 to 5: cpu-50, 125 above 50"' "nor does the demand itself"

sed 's/"MinSize": 1/"MinSize": 4/' policy.json >larger.json
# shellcheck disable=SC2086
run "$headroom" simulate $hand --summary --format csv -q --current 4 --policy policy.json --against larger.json
is "$status" 2 "the same group twice"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --boot 60s --summary \
    --format csv -q --against larger.json
is "$status:$(printf '%s\n' "$out" | head -n 1)" \
    "0:scenario,measure,unit,value,against,fixed_peak,perfect,at" "against another policy"
has "$out" "trace,instances_min,instances,2,4,3,1," "that keeps 4; the peak needs 3"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --against larger.json
is "$status" 2 "--against without --summary"
has "$err" "give both" "says what to do"

run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 1x,5x --summary --format csv -q
is "$status" 0 "surges"
has "$out" "
1x,violation,share,0," "a surge of 1x is none"
is "$(printf '%s\n' "$out" | awk -F, '$1 == "5x" && $2 == "violation" { print ($4 > 0.02 && $4 < 0.5) }')" 1 \
    "one of 5x is not served at once"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 5x -q
is "$(printf '%s\n' "$out" | head -n 1 | cut -d, -f 1-3)" "time,scenario,demand" "their courses have a scenario"
# A saturated CPU doubles the fleet at most at a target of 50%: 4x takes ceil(ln 4 / ln 2) = 2 decisions, 50x
# ceil(5.64) = 6.
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 4x,50x --summary -q
is "$(printf '%s\n' "$out" | awk '$1 == "scenario" { on = 1 } on && ($1 == "4x" || $1 == "50x") { print $1, $NF }')" "4x 2
50x 6" "cycles of surges"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "a decision for a target of 50% makes the fleet at most 2 times as large" "and why"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 50x --metric ASGAverageCPUUtilization=demand --summary -q
is "$(printf '%s' "$out" | grep -c 'cycles')" 0 "demand does not saturate"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 0x
has "$err" '--stress: "0x" is no surge' "a factor of nothing"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 10%
is "$status" 2 "a rise in per cent"
has "$err" '--stress: "10%" is no surge: a multiple of the mean demand, such as 5x, from 1x' "says what is one"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --stress 5x --metric ASGAverageCPUUtilization=requests_per_s
has "$err" "nobody knows what the column of --metric ASGAverageCPUUtilization would be in a surge" "surges of a column"

run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --boot 60s -q --fail 2026-03-02T00:05:00Z:zone
has "$out" "failure: 1 of 2 are lost" "one of two zones fails"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --fail 2026-03-02T00:05:00Z:world
is "$status" 2 "what cannot fail"
has "$err" "write TIME:zone, TIME:instance or TIME:3" "says what can"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --fail 12:30:zone
has "$err" '--fail: "12:30" in front of ":zone" is not a time: write the day too, such as 2024-03-10T06:00:zone' \
    "a failure without a day"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --fail 2025-03-02T00:05:00Z:zone
is "$status" 2 "a failure before the trace"
has "$err" "--fail: 2025-03-02T00:05:00Z is outside the trace" "says so"

# Paths of a forecast.
awk 'BEGIN {
    print "time,unit,path,value"
    for (path = 1; path <= 4; path++)
        for (minute = 0; minute < 20; minute++)
            printf "2026-03-02T00:%02d:00Z,requests/s,%d,%d\n", minute, path, (path == 4 && minute > 10 ? 900 : 100)
}' >paths.csv
run "$headroom" simulate paths.csv --by path --policy policy.json --per-instance 100/s --summary -q
is "$status" 0 "paths"
has "$out" "1 of 4 paths have a violation: 25%, at most 75.1% with 95% confidence." \
    "the share and its bound (binom.test(1, 4, alternative = 'less') of R: 0.7513953)"
has "$out" "what is said of the replay is of the first path; the other 3 are replayed" "notes are those of one path"
is "$(printf '%s' "$out" | grep -c 'like it')" 0 "and not counted for each"
run "$headroom" simulate paths.csv --by path --policy policy.json --per-instance 100/s -q
is "$(printf '%s\n' "$out" | head -n 1 | cut -d, -f 1-3)" "time,path,demand" "their courses have a path"
run "$headroom" simulate paths.csv --by path --policy policy.json --per-instance 100/s --summary --format csv -q
is "$(printf '%s\n' "$out" | head -n 1 | cut -d, -f 1-3)" "path,measure,unit" "their summaries too"
run "$headroom" simulate paths.csv --by path --policy policy.json --per-instance 100/s --summary -q
printf '%s\n' "$out" | grep -Eq '^  violation +0% +[0-9.]+% +[0-9.]+%$'
ok $? "shares of the paths in per cent"
printf '%s\n' "$out" | grep -Eq '^  longest_violation_s +0s +[0-9]+m.* +[0-9]+m'
ok $? "spans of the paths in minutes"

# 300/s at the edges of the second quarter of an hour and 500/s in its middle have the mean 400/s.
# The minute in the middle, a rise of 200/s in 7.5 minutes, has the mean 500 - 26.67 / 4 = 493.33/s,
# which is 293.33/s more than two instances take.
printf 'time,requests_per_s\n2026-03-02T00:00:00Z,200\n2026-03-02T00:15:00Z,400\n2026-03-02T00:30:00Z,200\n' >peak.csv
run "$headroom" simulate peak.csv --policy policy.json --per-instance 100/s --boot 10h --current 2 --summary -q
has "$out" "for 25m of 45m, up to 293.333 requests/s short" "a violation is as long and as deep as it was"
printf '%s\n' "$out" | grep -Eq '^  worst_shortfall +293.3 '
ok $? "which is what the measure says"

refused()
{
    description=$1
    words=$2
    shift 2
    run "$headroom" simulate "$@"
    is "$status" 2 "$description"
    has "$err" "$words" "$description: the message"
}
refused "no policy" "--policy is missing" trace.csv --per-instance 100/s
refused "no rate" "--per-instance is missing" trace.csv --policy policy.json
refused "no such column" 'no column "p95" for --demand; columns of numbers: requests_per_s' trace.csv \
    --policy policy.json --per-instance 100/s --demand p95
refused "a metric without a meaning" "does not say what the metric is" trace.csv --policy policy.json \
    --per-instance 100/s --metric cpu
refused "a metric of no column" '--metric: no column "load" in the trace; columns of numbers: requests_per_s' \
    trace.csv --policy policy.json --per-instance 100/s --metric cpu=load
refused "a metric that the policy does not watch" \
    '--metric: the policy watches no "ASGAverageCPUUtilisation", but ASGAverageCPUUtilization; did you mean "ASGAverageCPUUtilization"?' \
    trace.csv --policy policy.json --per-instance 100/s --metric ASGAverageCPUUtilisation=80%
refused "paths of a trace without any" 'no column "path" for --by' trace.csv --policy policy.json \
    --per-instance 100/s --by path
refused "units that do not fit" "requests_per_s is" trace.csv --policy policy.json --per-instance 3cores
sed 's/ASGAverageCPUUtilization/ASGAverageNetworkIn/' policy.json >network.json
refused "a metric that is not bound" \
    "cpu-50: nothing says what ASGAverageNetworkIn is at this demand: --metric ASGAverageNetworkIn=COLUMN" \
    trace.csv --policy network.json --per-instance 100/s
awk 'BEGIN { print "time,service,requests_per_s"; for (m = 0; m < 9; m++) for (s = 0; s < 2; s++)
    printf "2026-03-02T00:%02d:00Z,s%d,5\n", m, s }' >fleet.csv
refused "two services" "the data have 2 series of requests_per_s" fleet.csv --policy policy.json --per-instance 100/s
run "$headroom" simulate fleet.csv --policy policy.json --per-instance 100/s --only s1 -q
is "$status" 0 "--only chooses one"
run "$headroom" simulate trace.csv --policy policy.json --per-instance 100/s --retry 100%
has "$err" "--retry: 1 is no share of the failures" "endless retries"
# Demand three times the capacity: 3 on average as at its highest, and not 1.
awk 'BEGIN { print "time,requests_per_s"
    for (m = 0; m < 600; m += 5) printf "2026-01-01T%02d:%02d:00Z,1500\n", int(m / 60), m % 60 }' >triple.csv
cat >one.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "g", "MinSize": 1, "MaxSize": 1, "DesiredCapacity": 1}],
 "ScalingPolicies": [{"AutoScalingGroupName": "g", "PolicyName": "p", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"PredefinedMetricSpecification":
   {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 60}}]}
END
run "$headroom" simulate triple.csv --policy one.json --per-instance 500/s --summary --format csv -q
is "$(printf '%s\n' "$out" | awk -F, '$2 ~ /^utilization_(mean|max)$/ { printf "%s ", $4 }')" "3 3 " \
    "utilization is not cut at 1"
# Terms of a file that a replay goes by, goes on without, or refuses.
printf 'name,value\nper_instance,500/s\nimbalance,50%%\ncache_hit,20%%\nspare,2\nbudget,100/mo\n' >terms.csv
run "$headroom" simulate triple.csv --policy one.json --assume terms.csv --summary --format csv
is "$(printf '%s\n' "$out" | awk -F, '$2 == "utilization_mean" { print $4 }')" 3.6 "1,200/s at 333/s an instance"
has "$err" "budget (terms.csv:6): no part in the answer of simulate, which headroom size goes by" "the budget is said"
has "$err" "spare (terms.csv:5): no part in the answer of simulate" "the spare too"
printf 'name,value\nper_instance,500/s\ncells,3\n' >cells.csv
run "$headroom" simulate triple.csv --policy one.json --assume cells.csv --summary
is "$status" 2 "cells are refused"
has "$err" "cells.csv:3: cells: simulate does not go by it: a policy is about one group" "with their place and the way out"
run "$headroom" simulate triple.csv --policy one.json --per-instance 500/s --cells 3
has "$err" '"--cells" is not an option of this command, but of size' "as an option as well"

# A fleet that is held at 3 for a demand of 10 instances: all quantiles are the most, none is above.
awk 'BEGIN { print "time,requests_per_s"; for (i = 0; i < 120; i++) printf "2026-03-01T%02d:%02d:00Z,1000\n", i / 60, i % 60 }' >held.csv
printf '%s' '{"AutoScalingGroups": [{"AutoScalingGroupName": "web", "MinSize": 3, "MaxSize": 3}],
 "ScalingPolicies": [{"AutoScalingGroupName": "web", "PolicyName": "track", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"TargetValue": 60,
   "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}}]}' >held.json
run "$headroom" simulate held.csv --policy held.json --per-instance 100/s --current 3 --summary --format csv -q
is "$(printf '%s\n' "$out" | awk -F , '$2 ~ /^utilization_/ { print $2, $4 }')" "utilization_mean 3.333333333
utilization_p50 3.333333333
utilization_p95 3.333333333
utilization_p99 3.333333333
utilization_max 3.333333333" "3.33 of what 3 take, in all of them"

done_testing
