#!/bin/sh
# headroom size: memory, connections, imbalance, cells, availability, event-driven work, --headroom auto.
. "$(dirname "$0")/tap.sh"

# instances and bound_by of a CSV answer
answer()
{
    run "$headroom" size "$@" --format csv -q
    printf '%s\n' "$out" | awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR == 2 { print $at["instances"], $at["bound_by"] }'
}
web="--demand 10k/s --per-instance 500/s"
# shellcheck disable=SC2086 # options and their values
{
    is "$(answer $web)" "31 throughput" "the seed example"
    # 12 GiB / 20 MiB = 614.4 at once, for 2 s each: 307.2/s an instance; 15,000 / 307.2 = 48.8
    is "$(answer $web --memory 12GiB --memory-per-request 20MiB --duration 2s)" "50 memory" "memory decides"
    is "$(answer $web --connections 800 --duration 2s)" "39 connections" "800 for 2 s each are 400/s"
    is "$(answer $web --connections 2000 --duration 2s)" "31 throughput" "1,000/s are no limit"
    is "$(answer --demand 10k/s --connections 800 --duration 2s)" "39 connections" "without a rate"
    # 500 / 1.2 = 416.7: 15,000 / 416.7 = 36
    is "$(answer $web --imbalance 20%)" "37 throughput" "sticky sessions"
    is "$(answer --demand 30k/s --per-instance 500/s --cells 3)" "93 throughput" "three cells"
    is "$(answer --demand 7k/s --per-instance 500/s --availability 99.95% --mtbf 30d --mttr 1h)" "22 throughput" \
        "k of n"
    is "$(answer --demand 100k --connections 250 --spare 0 --headroom 0%)" "400 connections" "sessions that are there"

    run "$headroom" size $web --memory 12GiB --memory-per-request 20MiB --duration 2s --connections 800
    has "$out" "throughput 500/s, memory 307.2/s, connections" "the limits are shown"
    run "$headroom" size $web --cells 2
    has "$out" "2 of 16 instances; a single fleet would be 31 instances" "cells are compared"
    run "$headroom" size $web --cache-hit 30%
    has "$out" "after a flush the instances see 10,000/s" "a cold cache"
}

# 100,000 uploads at one moment, 30 s each; 1,000 places, 1,000 more every 10 s.
run "$headroom" size --demand 100k --connections 1 --duration 30s --quota 1000 --ramp 100/s --spare 0 --headroom 0%
has "$out" "100,000 are there at once; the platform serves 1,000 of them" "uploads"
has "$out" "the last begins after 49m30s" "99 rounds of 30 s"
has "$out" "after 16m30s of ramp" "99,000 / 100 a second"
run "$headroom" size --demand 2k/s --per-instance 1/s --duration 30s --quota 1000
has "$out" "60,000 are there at once" "Little's law"

# --solve latency is --latency backwards.
model="--service-time 20ms --workers 16"
run "$headroom" size --demand 10k/s --solve latency --latency p99=1s $model --max 31
is "$status" 0 "--solve latency"
time=$(printf '%s\n' "$out" | sed -n 's/.*p99 within \([0-9.]*\) ms.*/\1/p')
# shellcheck disable=SC2086 # options and their values
is "$(answer --demand 10k/s --latency "p99=$(echo "$time" | awk '{ print $1 * 1.001 }')ms" $model)" "31 latency" \
    "put back, it takes the same fleet"

# --headroom auto: every 10th of 1,000 steps doubles the demand.
awk 'BEGIN { print "time,requests_per_s"
    for (i = 0; i < 1000; i++)
        printf "2024-03-%02dT%02d:%02d:00Z,%d\n", 1 + int(i / 288), int(i / 12) % 24, i % 12 * 5,
            i % 10 == 9 ? 200 : 100 }' >history.csv
run "$headroom" size --demand 10k/s --per-instance 500/s --headroom auto --history history.csv --reaction 5m
is "$status" 0 "--headroom auto"
has "$out" "headroom  100% of the demand on top" "a tenth of the moments double"
has "$out" "at 99% of the moments of history.csv" "the usual share"
run "$headroom" size --demand 10k/s --per-instance 500/s --headroom auto --history history.csv --reaction 5m \
    --price 2/h --miss-price 8/h
has "$out" "0%: at 80% of the moments of history.csv (the cheapest: miss /" "the cheapest share"
has "$out" "21 instances for 10,000/s." "needs none"
# By how long an instance takes to come, and the step in which the rise is seen.
run "$headroom" size --demand 10k/s --per-instance 500/s --headroom auto --history history.csv --boot 4m -v
has "$out" "by no more than 100% within 9m" "the reaction by --boot"
has "$out" "boot          4m     --boot" "which is listed"
run "$headroom" size --demand 10k/s --per-instance 500/s --boot 4m
is "$(printf "%s\n" "$out" | grep -c "^ *boot")" 0 "without --headroom auto it has no part"

# Rows that only size goes by.
printf '%s\n' name,value,unit per_instance,500,/s cells,3, memory,12,GiB >limits.csv
run "$headroom" plan "$root/samples/web-requests.csv" --assume limits.csv --horizon 2w --format csv
is "$status" 2 "half of a limit is refused by every command"
has "$err" "--memory and --memory-per-request go together" "with what is missing"

# What would fit: the service time, put back.
run "$headroom" size --demand 10k/s --latency p99=200ms --service-time 20ms --workers 16 --max 5
has "$out" "optimise: 4.219 ms of --service-time (79% less), or more --workers" "a service that is short enough"
is "$(answer --demand 10k/s --latency p99=200ms --service-time 4.219ms --workers 16)" "5 throughput" "fits"
is "$(answer --demand 10k/s --latency p99=200ms --service-time 4.23ms --workers 16)" "6 latency" \
    "and a little more does not"
run "$headroom" size --demand 10k/s --per-instance 300/s --latency p99=200ms --service-time 20ms --workers 16 --max 5
has "$out" "(79% less) and 3,750/s per instance" "with the rate that it takes beside"

# Cells are simulated by one of them.
run "$headroom" size --demand 12k/s --latency p99=200ms --service-time 20ms --workers 16 --cells 3 --verify
has "$out" "simulated one cell: p99 97.98 ms" "one cell is simulated"

# Rows beyond a block, sized side by side, are those that are sized alone.
awk 'BEGIN { print "requests_per_s"; for (i = 0; i < 2500; i++) print 1000 + i % 2400 * 4 }' >many.csv
run "$headroom" size many.csv --demand requests_per_s --per-instance 50/s
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 { d = 1000 + (NR - 2) % 2400 * 4; n = int(d * 1.5 / 50 - 1e-9) + 2
    if ($1 != d || $8 != n) bad++ } END { print NR - 1, bad + 0 }')" "2500 0" "rows in blocks"

refuses()
{
    want=$1
    shift
    run "$headroom" size "$@"
    [ "$status" -eq 2 ]
    ok $? "$* is refused" && has "$err" "$want" "with: $want"
}
refuses "--memory and --memory-per-request go together" --demand 1k/s --per-instance 5/s --memory 1GiB
refuses "needs --duration: how long a request occupies an instance" --demand 1k/s --per-instance 5/s --connections 9
refuses "is more than an instance has" --demand 1k/s --per-instance 5/s --memory 1GiB --memory-per-request 2GiB \
    --duration 1s
refuses "--connections 0: it must be more than 0" --demand 1k/s --connections 0 --duration 1s
refuses "--cells 0: it must be more than 0" --demand 1k/s --per-instance 5/s --cells 0
refuses "--imbalance -10%" --demand 1k/s --per-instance 5/s --imbalance=-10%
refuses "--availability needs --mtbf and --mttr" --demand 1k/s --per-instance 5/s --availability 99%
refuses "--availability finds how many spares there are, and --spare 2 says it" --demand 1k/s --per-instance 5/s \
    --availability 99% --mtbf 9d --mttr 1h --spare 2
refuses "--availability 100%: it must be more than 0% and less than 100%" --demand 1k/s --per-instance 5/s --availability 100% --mtbf 9d --mttr 1h
refuses "--quota 100 needs --duration" --demand 1k/s --per-instance 5/s --quota 100
refuses "--headroom auto needs --history" --demand 1k/s --per-instance 5/s --headroom auto
refuses "--headroom auto needs --reaction" --demand 1k/s --per-instance 5/s --headroom auto --history history.csv
refuses "--miss-price needs --price" --demand 1k/s --per-instance 5/s --headroom auto --history history.csv \
    --reaction 5m --miss-price 3/h
refuses "--solve latency needs --latency" --demand 1k/s --per-instance 5/s --solve latency --max 9
head -n 20 history.csv >short.csv
refuses "19 steps are too few for --headroom auto" --demand 1k/s --per-instance 5/s --headroom auto \
    --history short.csv --reaction 5m
done_testing
