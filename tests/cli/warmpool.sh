#!/bin/sh
# headroom warmpool: the ways to bridge a start, the chosen pool as a file, every refusal.
. "$(dirname "$0")/tap.sh"

# A day of minutes: 1000 requests/s, 2000 in the first minute of each hour and 1500 in the second; at
# 100/s and 0% headroom that is 10, 20 and 15 instances.
awk 'BEGIN {
    print "time,requests_per_s"
    for (t = 0; t < 1440; t++)
        printf "2026-03-02T%02d:%02d:00Z,%d\n", t / 60, t % 60, t % 60 == 0 ? 2000 : t % 60 == 1 ? 1500 : 1000
}' >trace.csv
hand="trace.csv --per-instance 100/s --headroom 0% --spare 0 --boot 4m --warm 60s"

# Within 4 minutes 23 x 4 of 1436 moments rise by 10: 6.4%; the p90 is 0, from 93.6% on 10.
run "$headroom" warmpool $hand --cover 95% --price 0.6/h --storage-price 0.06/h --format csv -q
is "$status" 0 "warmpool answers"
is "$(printf '%s\n' "$out" | head -n 1)" \
    "option,chosen,pool,covers,time_to_serve,shortfall_without,shortfall_with,cost_month,saving_month" "columns"
# Cold, 10 are missing in the first minute of 23 hours and 5 in the second: 23 x 15 / 60 = 5.75
# instance-hours a day, 174.9 a month of 730 hours; after 60 s of warm start nothing is, but in the first
# minute all ten: 23 x 10 / 60 x 730 / 24 = 116.6.
row()
{
    printf '%s\n' "$out" | grep "^$1," | cut -d, -f 2-
}
is "$(row cold)" ",0,0.9359331476,240,174.8958333,174.8958333,0.00," "cold, by hand"
is "$(row stopped)" "yes,10,1,60,174.8958333,116.5972222,438.00,3942.00" "stopped: 10 x 0.06 x 730"
is "$(row running)" ",10,1,60,174.8958333,116.5972222,4380.00,0.00" "running: the instance is paid"
is "$(row in_service)" ",10,1,0,174.8958333,0,4380.00,0.00" "in service: nothing is missing"
run "$headroom" warmpool $hand --cover 90% --format csv -q
is "$(row stopped | cut -d, -f 2-3)" "0,0.9359331476" "90% need none"
run "$headroom" warmpool $hand --cover 90%
has "$out" "No warm pool: from 93.5% of all moments the fleet does not rise" "and text says so"
run "$headroom" warmpool $hand --cover 95% --warm-running 5s --container-start 2s --max 30 --format csv -q
is "$(row running | cut -d, -f 4)" 5 "--warm-running"
is "$(row container | cut -d, -f 4)" 2 "--container-start"
is "$(row default | cut -d, -f 2)" 19.75 "default: 30 - desired, on average (24 x 20 + 24 x 15 + 1392 x 10) / 1440"
# 20 are needed in the first minute of each hour: 24 of 1440. In service are 10.25 on average, for
# 4,489.50 a month, and ten wait for 438.
run "$headroom" warmpool $hand --cover 95% --max 18 -q
is "$status" 1 "a max below the need is an answer of no"
has "$out" "Cannot be met: max allows 18, and in 1.67% of the time more are needed" "which is said first"
run "$headroom" warmpool $hand --cover 95% --price 0.6/h --storage-price 0.06/h --budget 4900/mo -q
is "$status" 1 "so is a budget below what fleet and pool cost"
has "$out" "Over the budget: fleet and pool cost 4,927.50 a month on average, 27.50 more" "with the figures"
run "$headroom" warmpool $hand --cover 95% --price 0.6/h --storage-price 0.06/h --budget 4927.5/mo --format json -q
is "$status" 0 "to the cent it is kept"
has "$out" '"verdict": "pool"' "and there is a pool"
# Miss 0.57 and hold 0.03: 95%; miss 0.2 and hold 0.06: 76.9%.
run "$headroom" warmpool $hand --storage-price 0.03/h --miss-price 0.57/h --format csv -q
is "$(row cheapest | cut -d, -f 1-2)" "yes,10" "the cheapest pool is chosen"
run "$headroom" warmpool $hand --storage-price 0.06/h --miss-price 0.2/h --format csv -q
is "$(row cheapest | cut -d, -f 1-2)" "yes,0" "cheap to miss: none"
run "$headroom" warmpool $hand --storage-price 0.03/h --miss-price 0.57/h --cover 95% --format csv -q
is "$(row stopped | cut -d, -f 1-2)" "yes,10" "--cover goes before"

run "$headroom" warmpool $hand --cover 95% --group "web fleet" --storage-price 0.06/h --price 0.6/h -v
has "$out" "A warm pool of 10 stopped instances" "text: the decision"
has "$out" "10 to 20 instances" "the fleet"
has "$out" "put-warm-pool" "the command that would deploy it"
has "$out" "cover            95%      --cover" "the assumptions"
run "$headroom" warmpool $hand --cover 95% --format md
has "$out" "| stopped" "Markdown"

for format in aws cloudformation terraform; do
    run "$headroom" warmpool $hand --cover 95% --group web --pool-state hibernated --emit $format -q
    is "$status" 0 "--emit $format"
    has "$out" "ibernated" "$format: the state"
    has "$out" "10" "$format: the size"
done
run "$headroom" warmpool $hand --cover 95% --emit aws -q -o pool.json
is "$(jq -c '.AutoScalingGroups[0].WarmPoolConfiguration' pool.json)" \
    '{"MinSize":10,"MaxGroupPreparedCapacity":10,"PoolState":"Stopped"}' "the file for the AWS command line"

# refuses MESSAGE ARGUMENT...
refuses()
{
    message=$1
    shift
    run "$headroom" warmpool "$@"
    is "$status" 2 "refused: $message"
    has "$err" "$message" "says why"
}
refuses "--boot is missing: from the launch of an instance until it serves" trace.csv --per-instance 100/s
refuses "--boot must be more than 0" trace.csv --per-instance 100/s --boot 0
refuses "must not take longer than a cold one" trace.csv --per-instance 100/s --boot 4m --warm 5m
refuses "--target 0%: it must be from 1% to 100%" trace.csv --per-instance 100/s --boot 4m --target 0%
refuses "--target 101%: it must be from 1% to 100%" trace.csv --per-instance 100/s --boot 4m --target 101%
refuses "--per-instance is missing" trace.csv --boot 4m
refuses "--cover 120%: it must be from 0% to 100%" trace.csv --per-instance 100/s --boot 4m --cover 120%
refuses "too short to learn from for a start of 4h" trace.csv --per-instance 100/s --boot 4h
refuses "too few to tell what 99.99% of their rises" trace.csv --per-instance 100/s --boot 4m --cover 99.99%
refuses "needs what holding an instance costs" $hand --miss-price 1/h
refuses "Kubernetes has no warm pools; placeholder pods of low priority" $hand --cover 95% --emit hpa
refuses "no pool is needed" $hand --cover 90% --emit aws
awk -F, -v OFS=, 'NR > 1 { $2 = 0 } 1' trace.csv >idle.csv
refuses "takes no instance at any time" idle.csv --per-instance 100/s --headroom 0% --spare 0 --boot 4m
awk 'BEGIN { print "time,service,requests_per_s"
    for (t = 0; t < 48; t++) printf "2026-03-02T%02d:%02d:00Z,%s,5\n", t / 4, t % 4 * 15, t % 2 ? "a" : "b" }' >two.csv
refuses "--only KEY" two.csv --per-instance 100/s --boot 4m
awk 'NR == 1 || NR % 60 == 2' trace.csv >hourly.csv
run "$headroom" warmpool hourly.csv --per-instance 100/s --boot 4m
has "$err" "the trace has a value every 1h, and instances start sooner" "a coarse trace is said"
done_testing
