#!/bin/sh
# headroom size --work, --request-value and --demand low..mid..high: by hand, and every refusal.
. "$(dirname "$0")/tap.sh"

# --- work by a deadline -----------------------------------------------------------------------------
# (480 - 5) / 3 are 158 tasks a worker: 1,000 take 7, which need 143 rounds, 434 minutes.
tasks="--work 1000 --task 3m --boot 5m --price 0.0832/h"
# shellcheck disable=SC2086 # options and their values
{
    run "$headroom" size $tasks --deadline 8h --format csv -q
    is "$status" 0 "size answers"
    is "$(printf '%s\n' "$out" | sed -n 1p)" "deadline_s,workers,done_s,slack_s,cost,verdict" "columns"
    is "$(printf '%s\n' "$out" | sed -n 2p)" "28800,7,26040,2760,4.21,chosen" "seven workers, 7 x 434 minutes"
    is "$(printf '%s\n' "$out" | sed -n 5p)" "3600,56,3540,60,4.58,earlier" "56 in an eighth of the time"
    run "$headroom" size $tasks --deadline 8h
    has "$out" "7 workers: done in 7h14m, 46m to spare, for 4.21." "text says so first"
    has "$out" "below 8m it cannot be done" "the soonest: a start and a task"
    run "$headroom" size $tasks --deadline 8h --max 6
    is "$status" 1 "max is below: no"
    has "$out" "No: it takes 7 workers, and max allows 6, which are done in 8h26m." "with what max does"
    run "$headroom" size $tasks --deadline 7m
    is "$status" 1 "no task fits: no"
    has "$out" "No: a task takes 3m and a start 5m, which is beyond the deadline of 7m" "and why"
    # Ten tasks of an hour by 3 h: four workers for three rounds, 12 h; five for two are 10.
    run "$headroom" size --work 10 --task 1h --deadline 3h --price 1/h --format csv -q
    is "$(printf '%s\n' "$out" | sed -n 3p)" "10800,5,7200,3600,10.00,cheaper" "a fuller last round is cheaper"
    # The fewest that are done surely: 400 do 1,000 tasks (scv 4) in 61.8 mean times, by the formula.
    run "$headroom" size --work 1000 --task 1m --scv 4 --deadline 62m --format json -q
    workers=$(printf '%s\n' "$out" | sed -n 's/^ *"instances": \([0-9]*\).*/\1/p')
    ok $((!(workers > 300 && workers <= 400))) "random times: $workers workers, 400 and fewer"
    run "$headroom" size --work 1000 --task 1m --scv 4 --deadline 62m
    has "$out" "(95% sure)" "how sure"

    run "$headroom" size --work 1000 --task 3m
    has "$err" "--work needs --task and --deadline" "both are needed"
    run "$headroom" size $tasks --deadline 5m
    has "$err" "--deadline is no later than --boot: nothing has begun by then" "a deadline before the start"
    run "$headroom" size $tasks --deadline 8h --demand 10/s
    has "$err" "--demand is of demand that keeps coming, and --work is done once" "demand is another question"
    run "$headroom" size --work 1.5 --task 3m --deadline 8h
    has "$err" "--work is 1.5: it must be a whole number of tasks" "half a task"
    run "$headroom" size $tasks --deadline 8h --scv 101
    has "$err" "--scv is 101: with --work it must be from 0 to 100" "a spread that is none"
}

# --- an interval ------------------------------------------------------------------------------------
# Expected values: brute force over the count for 200 strata of the two-piece lognormal.
lost="--per-instance 500/s --price 0.0832/h --request-value 0.000001"
# shellcheck disable=SC2086
{
    run "$headroom" size $lost --demand 8k..10k..15k/s --confidence 90% --format csv -q
    is "$status" 0 "an interval is answered"
    is "$(printf '%s\n' "$out" | grep '^at the median' | cut -d, -f 1-6)" "at the median,20,1.6640,4.1584,5.8224,34.2498" "at the median"
    is "$(printf '%s\n' "$out" | grep '^least exp' | cut -d, -f 1-6)" "least expected,30,2.4960,0.2965,2.7925,17.0818" "least expected"
    is "$(printf '%s\n' "$out" | grep '^least lar' | cut -d, -f 1-6)" "least largest regret,39,3.2448,0.0086,3.2534,2.0800" "least largest regret"
    whole=$out
    run "$headroom" size $lost --demand 8k/s..10k/s..15k/s --format csv -q
    is "$out" "$whole" "90% unless given, units with each"
    run "$headroom" size $lost --demand 8k..10k..15k/s
    has "$out" "30 instances: 2.7925 an hour with what is lost, the least to expect." "text says so first"
    run "$headroom" size $lost --demand 8k..10k..15k/s --max 25
    is "$status" 1 "max is below: no"
    run "$headroom" size --per-instance 500/s --price 0.0832/h --request-value 0.00000001 --demand 8k..10k..15k/s
    has "$out" "None: serving costs more than it earns, 0.0832 an hour of an instance for at" "worth too little"
    run "$headroom" size $lost --demand 8k..10k/s
    has "$err" "an interval is low..mid..high, with the median in the middle" "two are no interval"
    run "$headroom" size $lost --demand 12k..10k..15k/s
    has "$err" "low is above mid; write low..mid..high, rising" "low above mid"
    run "$headroom" size $lost --demand 8k..10k..9k/s
    has "$err" "mid is above high" "mid above high"
    run "$headroom" size $lost --demand 0..10k..15k/s
    has "$err" "low must be more than 0" "from nothing"
    run "$headroom" size $lost --demand 8k/x..10k..15k/s
    has "$err" "unknown unit" "a part that is none"
    run "$headroom" size --per-instance 500/s --demand 8k..10k..15k/s
    has "$err" "is an interval, and needs --request-value" "without a value"
    run "$headroom" size --per-instance 500/s --request-value 0.1 --demand 8k..10k..15k/s
    has "$err" "--request-value needs --price" "without a price"
    run "$headroom" size $lost --demand 10k/s
    has "$err" "--request-value needs to know what demand may be: --demand 8k/s..10k/s..15k/s" "one demand has no spread"
    run "$headroom" size $lost --demand 8k..10k..15k/s --latency p99=1s --service-time 10ms --workers 4
    has "$err" "give the rate within the latency target instead of --latency" "latency"
    run "$headroom" size --per-instance 1/s --price 0.0832/h --request-value 1 --demand 1M..10M..100M/s
    has "$err" "more than 10^7 instances" "units that do not fit"
}

# --- demands a row ----------------------------------------------------------------------------------
# Four demands of 1 to 4 at 1 an instance; price 1, a lost hour of one is worth 2.4: the second is taken
# while half of the time needs it (1.2 > 1 where P >= 0.5), the third (0.5 x 2.4 = 1.2) too, the fourth not.
printf '%s\n' demand 1 2 3 4 >demands.csv
run "$headroom" size demands.csv --per-instance 1 --price 1/h --request-value 0.000666666666667 --headroom 0% --format csv -q
is "$(printf '%s\n' "$out" | grep '^least exp' | cut -d, -f 1-5)" "least expected,3,3.0000,0.6000,3.6000" "rows are demands"
run "$headroom" size demands.csv --per-instance 1 --price 1/h --request-value 0.000666666666667 --demand 1..2..3
has "$err" "is an interval, and there is a file too" "not both"
printf '%s\n' requests_per_min 60 120 180 240 >demands.csv
run "$headroom" size demands.csv --per-instance 1/s --price 1/h --request-value 0.000666666666667 --format csv -q
is "$(printf '%s\n' "$out" | grep '^least exp' | cut -d, -f 1-5)" "least expected,3,3.0000,0.6000,3.6000" "by the minute, too"

done_testing
