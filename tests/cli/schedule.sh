#!/bin/sh
# headroom schedule: the fewest actions of a week, events, files to deploy, every refusal.
. "$(dirname "$0")/tap.sh"

# Two weeks by the hour from Monday 1 June 2026: 2000 requests/s from 9 to 17 on Monday to Friday, 1000 on
# the weekend, else 500; at 100/s and 0% headroom 20, 10 and 5 instances.
awk 'BEGIN {
    print "time,unit,mean,p95"
    for (i = 0; i < 336; i++) {
        day = int(i / 24); hour = i % 24
        need = hour < 9 || hour >= 17 ? 500 : day % 7 < 5 ? 2000 : 1000
        printf "2026-06-%02dT%02d:00:00Z,requests/s,%d,%d\n", day + 1, hour, need / 2, need
    }
}' >forecast.csv
hand="forecast.csv --demand p95 --per-instance 100/s --headroom 0% --spare 0 --boot 5m"

run "$headroom" schedule $hand --format csv
is "$status" 0 "schedule answers"
is "$out" "cron,start,end,zone,min,max,desired,reason
\"45 8 * * SAT,SUN\",,,,10,,10,10 are needed from 09:00 on
45 8 * * MON-FRI,,,,20,,20,20 are needed from 09:00 on
0 17 * * *,,,,5,,5,5 suffice from 17:00 on" "three actions, 8:45 for 9:00"
has "$err" "using early=10m ahead=1d waste=10% (defaults)" "what was assumed is said"
run "$headroom" schedule $hand --format csv --early 0m --max 30 -q
has "$out" '55 8 * * MON-FRI' "--early, and --boot alone"
has "$out" ",20,30,20," "--max is set"
run "$headroom" schedule $hand --format csv --tz Asia/Tokyo -q
has "$out" "45 17 * * MON-FRI" "9:00 UTC is 18:00 in Tokyo"
has "$out" ",Asia/Tokyo," "the zone stands beside it"
run "$headroom" schedule $hand --waste 1000% --format csv -q
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 2 "with any waste one level does"
run "$headroom" schedule $hand --max 15 --format csv
has "$err" "80 of 336 steps need more than --max 15 instances" "a max that is too low is said"

run "$headroom" schedule $hand --group "web fleet" --tz Asia/Tokyo
has "$out" "3 weekly actions keep p95 served throughout the horizon" "text: the decision"
has "$out" "15m before it is needed" "the lead"
has "$out" "5 to 20 instances" "the range"
has "$out" "put-scheduled-update-group-action" "the commands that would deploy it"
has "$out" "Asia/Tokyo" "the clock"
run "$headroom" schedule $hand --format md
has "$out" "| 45 8" "Markdown"

cat >events.csv <<'EOF'
name,start,end,multiplier
sale,2026-06-10T10:00:00Z,2026-06-10T12:00:00Z,3x
EOF
run "$headroom" schedule $hand --events events.csv --ahead 2d --format csv -q
has "$out" ",2026-06-08T10:00:00Z,,,60,,60,sale" "60 instances two days ahead of the sale"
has "$out" ",2026-06-10T12:00:00Z,,,20,,20,after sale" "and the week's 20 after it"
has "$out" "0 17 * * *,,2026-06-08T09:59:59Z,,5,,5," "the week pauses"
has "$out" "0 17 * * *,2026-06-10T17:00:00Z,,,5,,5," "and goes on, each action from its own first run"
is "$(printf '%s\n' "$out" | cut -d , -f 2 | grep 2026 | sort | uniq -d)" "" "no two actions start together"

for format in aws cloudformation terraform; do
    run "$headroom" schedule $hand --group web --tz Asia/Tokyo --emit $format -q
    is "$status" 0 "--emit $format"
    has "$out" "45 17 * * MON-FRI" "$format: when"
    has "$out" "Asia/Tokyo" "$format: the zone"
done
run "$headroom" schedule $hand --group web --emit aws -q -o actions.json
is "$(jq -c '.ScheduledUpdateGroupActions[1]' actions.json)" \
    '{"AutoScalingGroupName":"web","ScheduledActionName":"capacity-02","Recurrence":"45 8 * * MON-FRI","MinSize":20,"DesiredCapacity":20}' \
    "an action for the AWS command line"

# For Kubernetes the levels above the lowest become triggers of KEDA, which check reads back.
run "$headroom" schedule $hand --group web --tz Asia/Tokyo --emit hpa -o triggers.yaml
is "$status:$err" "0:" "--emit hpa"
is "$(sed -n '/minReplicaCount/,/desiredReplicas/p' triggers.yaml)" '  minReplicaCount: 5
  maxReplicaCount: 20
  triggers:
    - type: cron
      metadata:
        timezone: Asia/Tokyo
        start: "45 17 * * SAT,SUN"
        end: "0 2 * * MON,SUN"
        desiredReplicas: "10"' "the weekend's trigger, until the next day in Tokyo"
run "$headroom" check --policy triggers.yaml
is "$status" 0 "check finds no error in the triggers"
has "$out" "0 warnings, 0 pieces of" "and has nothing to say"
run "$headroom" simulate forecast.csv --demand p95 --per-instance 200/s --boot 5m --policy triggers.yaml --summary
has "$out" "No violation in 2w" "they serve the forecast"
# For Google Cloud they become schedules of a managed instance group: 17:45 until 2:00 is 29,700 s.
run "$headroom" schedule $hand --group web --tz Asia/Tokyo --emit gcloud -o floors.json
is "$status" 0 "--emit gcloud"
has "$err" "Google Cloud takes schedules beside another signal alone: the group goes by its CPU at 0.6, too" \
    "what is added is said"
is "$(jq -c '.autoscalingPolicy.scalingSchedules["level-2"]' floors.json)" \
    '{"schedule":"45 17 * * MON-FRI","timeZone":"Asia/Tokyo","durationSec":29700,"minRequiredReplicas":20}' \
    "the schedule of the working days"
run "$headroom" check --policy floors.json
is "$status" 0 "check finds no error in the schedules"
has "$out" "0 warnings, 0 pieces of" "and has nothing to say"
run "$headroom" simulate forecast.csv --demand p95 --per-instance 200/s --boot 5m --policy floors.json --summary
has "$out" "No violation in 2w" "they serve the forecast"

run "$headroom" schedule $hand --events events.csv --emit hpa
has "$err" "a cron trigger names no year: take those of events, which have a day and a month, out" "events come back"
has "$out" 'start: "0 10 9 6 *"' "the event's trigger, a day ahead"

# Days that rise by the hour, each to another height: 120 changes a week, which an event doubles.
awk 'BEGIN {
    print "time,unit,p95"
    for (i = 0; i < 336; i++) {
        day = int(i / 24); hour = i % 24
        printf "2026-06-%02dT%02d:00:00Z,requests/s,%d\n", day + 1, hour, hour < 7 ? 1 : 2 + hour + day % 7 * 50
    }
}' >uneven.csv

# refuses MESSAGE ARGUMENT...
refuses()
{
    message=$1
    shift
    run "$headroom" schedule "$@"
    is "$status" 2 "refused: $message"
    has "$err" "$message" "says why"
}
awk 'BEGIN {
    print "name,start,end,multiplier"
    for (i = 30; i < 300; i += 2)
        printf "e%d,2026-06-%02dT%02d:00:00Z,2026-06-%02dT%02d:00:00Z,3x\n", i, int(i / 24) + 1, i % 24,
            int((i + 1) / 24) + 1, (i + 1) % 24
}' >many.csv
refuses "--emit gcloud: 136 schedules, and a group takes 128 at most" $hand --events many.csv --early 0m --ahead 10m \
    --emit gcloud
refuses "--boot is missing" forecast.csv --demand p95 --per-instance 100/s
refuses "--target 0%: it must be from 1% to 100%" forecast.csv --demand p95 --per-instance 100/s --boot 5m --target 0%
refuses "--target 120%: it must be from 1% to 100%" forecast.csv --demand p95 --per-instance 100/s --boot 5m --target 120%
refuses "--per-instance is missing" forecast.csv --demand p95 --boot 5m
refuses "--demand: demand is the quantity 10k/s" forecast.csv --demand 10k/s --per-instance 100/s --boot 5m
refuses "a day or more together" forecast.csv --demand p95 --per-instance 100/s --boot 24h
refuses "--tz +02:00: schedules follow the clock of a place" $hand --tz +02:00
refuses "--emit hpa: 20 pods serve at all times" $hand --waste 1000% --emit hpa
refuses "242 scheduled actions, and a group takes 125 at most: a higher --waste" uneven.csv --demand p95 \
    --per-instance 1/s --headroom 0% --spare 0 --boot 1m --early 0m --waste 0% --events events.csv --emit aws
head -n 20 forecast.csv >short.csv
refuses "less than a day" short.csv --demand p95 --per-instance 100/s --boot 5m
awk 'NR == 1 || NR % 24 == 2' forecast.csv >daily.csv
refuses "steps of more than 6 hours" daily.csv --demand p95 --per-instance 100/s --boot 5m
awk -F, -v OFS=, 'NR > 1 { $4 = 0 } 1' forecast.csv >idle.csv
refuses "takes no instance at any time" idle.csv --demand p95 --per-instance 100/s --headroom 0% --spare 0 --boot 5m
awk -F, -v OFS=, 'NR > 1 { $4 = "" } 1' forecast.csv >empty.csv
printf 'demand,x\n1,2\n3,4\n' >timeless.csv
refuses 'no column "time"' timeless.csv --demand demand --per-instance 100/s --boot 5m
awk -F, -v OFS=, '{ print $0, NR == 1 ? "service" : NR < 200 ? "a" : "b" }' forecast.csv >two.csv
refuses "a schedule is for one service" two.csv --demand p95 --per-instance 100/s --boot 5m
{ cat forecast.csv; tail -n 1 forecast.csv; } >twice.csv
refuses "it is not after that of the row before" twice.csv --demand p95 --per-instance 100/s --boot 5m
refuses "schedule needs the demand to come" forecast.csv --demand 5/s --per-instance 100/s --boot 5m
done_testing
