#!/bin/sh
# headroom simulate --hours, --detection and --tested-to, by hand: ten instances of 100/s for 700/s.
. "$(dirname "$0")/tap.sh"

awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 1440; i++) printf "2026-03-02T%02d:%02d:00Z,700\n", int(i / 60), i % 60
}' >flat.csv
cat >fixed.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "g", "MinSize": 10, "MaxSize": 10, "DesiredCapacity": 10}],
 "ScalingPolicies": [{"AutoScalingGroupName": "g", "PolicyName": "p", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"PredefinedMetricSpecification":
   {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 60}}]}
END
ask="flat.csv --policy fixed.json --per-instance 100/s --boot 2m"
measure()
{
    printf '%s\n' "$out" | grep ",$1," | cut -d, -f 4
}

# shellcheck disable=SC2086 # options and their values
{
    run "$headroom" simulate $ask --hours --format csv -q
    is "$status" 0 "simulate answers"
    is "$(printf '%s\n' "$out" | sed -n '1,2p' | tr '\n' ' ')" \
        "day,hour,held,needed,waste_hours,waste_share,short_demand,lost_demand Monday,0,10,7,3,0.3,0,0 " "three of ten in each hour"
    is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 25 "of a Monday"
    run "$headroom" simulate $ask --hours -q
    has "$out" "72 of 240 instance-hours in service were above the need" "text sums it up"

    # Five fail at noon: 200/s are short for ten minutes, until that is noticed, and two of boot.
    fail="--fail 2026-03-02T12:00:00Z:5 --detection 10m"
    run "$headroom" simulate $ask $fail --hours --format csv -q
    is "$(printf '%s\n' "$out" | grep '^Monday,12,' | cut -d, -f 7-8)" "144000,144000" "short and lost: 200/s x 720 s"
    run "$headroom" simulate $ask $fail --summary --format csv -q
    is "$(measure short_demand)" "144000" "the measure says the same"
    # 22.8 h with three too many.
    is "$(measure waste_hours)" "71.4" "and 0.2 h without waste: 72 - 3 x 0.2"
    is "$(measure settling_s)" "780" "settled with the minute in which they are back"
    run "$headroom" simulate $ask --fail 2026-03-02T12:00:00Z:5 --summary --format csv -q
    is "$(measure short_demand)" "36000" "a minute unless given: 200/s x 180 s"

    # 70/s an instance of 100/s that was tested to 50/s.
    run "$headroom" simulate $ask --tested-to 50/s --summary --format csv -q
    is "$(measure tested_most)" "1.4" "an instance gets more than was tested"
    run "$headroom" check $ask --tested-to 50/s --require 'tested_most<=1' -q
    is "$status" 1 "a rule about it fails"
    run "$headroom" check $ask --tested-to 80/s --require 'tested_most<=1' -q
    is "$status" 0 "and holds where it was tested"
    run "$headroom" check $ask --tested-to 50/s --format csv -q
    is "$status" 1 "so does the rule of itself, where none is given"
    has "$out" "tested_most<=1" "which is named"
    run "$headroom" check $ask --tested-to 80/s --format csv -q
    is "$status" 0 "and it holds, too"
    run "$headroom" check $ask --format csv -q
    is "$(printf '%s\n' "$out" | grep -c tested_most)" 0 "no such rule where it is not known what was tested"
    run "$headroom" simulate $ask --hours --summary
    has "$err" "--hours and --summary are two answers: give one of them" "one at a time"
}

# What a load test went up to is kept beside what came of it.
run "$headroom" calibrate "$root/samples/loadtest.csv" --latency p99=200ms --into web.csv --as-of 2026-03-01 -q
is "$(grep -c '^tested_to,.*,2026-03-01$' web.csv)" 1 "calibrate --into keeps date and tested_to"
run "$headroom" calibrate "$root/samples/loadtest.csv" --latency p99=200ms --into web.csv --as-of 2026-04-01 -q
is "$(grep -c '^tested_to,' web.csv)" 1 "and replaces it"
run "$headroom" simulate flat.csv --policy fixed.json --assume web.csv --summary --format csv -q
ok $((! $(measure tested_most | grep -c '^0\.1'))) "which a replay reads: 70/s of 630/s"
done_testing
