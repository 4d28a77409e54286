#!/bin/sh
# headroom size with a latency target: the answer, what decides, the columns, and every refusal.
. "$(dirname "$0")/tap.sh"

# column NAME: that column of the CSV in $out, a value a line, without the header.
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { print $at }' | tr '\n' ' ' | sed 's/ $//'
}

web="--service-time 20ms --workers 16"

# --- by hand: single workers, exponential waits ----------------------------------------------------
# An M/D/1 that is busy 0.2 % of the time delays fewer than 1 %: p99 is the service itself.
run "$headroom" size --demand 0.1/s --latency p99=21ms --service-time 20ms --scv 0 --workers 1 --spare 0 \
    --headroom 0 --format csv
is "$status $(column instances)" "0 1" "an idle worker is fast enough"
run "$headroom" size --demand 800/s --latency p99=10s $web --spare 0 --headroom 0 --format csv
is "$(column instances) $(column bound_by)" "2 latency" "a full fleet has no latency at all: one more"

# --- the answer ------------------------------------------------------------------------------------
run "$headroom" size --demand 10k/s --latency p99=200ms $web --price 0.0832/h
is "$status" 0 "a latency target"
for line in "12.50  demand    10,000/s at 800/s per instance" "for p99 within 200 ms at that load" \
    "16 workers an instance, shared by all requests (ps); requests" "divided at random" \
    "decided by   latency" "discipline       ps         default" "balance          random     default" \
    "scv              1          default"; do
    has "$out" "$line" "text: $line"
done

run "$headroom" size --demand 10k/s --latency p99=200ms $web --format csv
instances=$(column instances)
has "$err" "scv=1 discipline=ps balance=random (defaults)" "CSV: a note names the defaults"
is "$(column bound_by)" latency "bound_by names the target"
ok "$(column latency | awk '{ print ($1 > 0 && $1 <= 0.2 ? 0 : 1) }')" "the latency meets it"
is "$(printf '%s\n' "$out" | awk -F, 'NR == 2 { print $2 + $3 + $4 + $5 + $6 + $7 - $8 }')" 0 \
    "the increments add up"

run "$headroom" size --demand 10k/s --per-instance 300/s --latency p99=200ms $web --format csv
is "$(column instances) $(column bound_by)" "51 throughput" "a low rate per instance decides instead"
run "$headroom" size --demand 10k/s --per-instance 500/s --format csv
is "$(column latency)" "" "without a target the column is empty"

run "$headroom" size --solve demand --latency p99=200ms $web --max "$instances" --format csv
most=$(column value)
run "$headroom" size --demand "$(echo "$most" | awk '{ print $1 * 0.99999 }')/s" --latency p99=200ms $web --format csv
is "$(column instances)" "$instances" "the greatest demand, put back"
ok "$(echo "$most" | awk '{ print ($1 >= 10000 ? 0 : 1) }')" "is no less than what was asked"

# --- the better the balance and the steadier the service, the fewer --------------------------------
fleet()
{
    run "$headroom" size --demand 3k/s --latency p99=140ms $web --spare 0 --headroom 0 --format csv "$@"
    column instances
}
random=$(fleet)
ok "$([ "$(fleet --balance least)" -le "$(fleet --balance rr)" ]; echo $?)" "least outstanding needs no more than round robin"
ok "$([ "$(fleet --balance rr)" -le "$random" ]; echo $?)" "round robin needs no more than random"
ok "$([ "$(fleet --scv 0.25)" -le "$random" ]; echo $?)" "steady services need no more"
is "$(fleet --balance po2)" "$random" "random stands for power of two"
run "$headroom" size --demand 3k/s --latency p99=140ms $web --balance po2
has "$err" "no formula holds for --balance po2: sized as random, which is never better" "and that is said"
run "$headroom" size --demand 3k/s --latency p99=140ms --service-time 20ms --workers 2 --balance least
has "$err" "sized as rr" "so it is for least outstanding of few workers"

# --- files -----------------------------------------------------------------------------------------
printf '%s\n' name,value,unit,source,owner,date latency,p99=200ms,,goal,ops,2025-01-01 \
    service_time,20,ms,trace,ops,2025-01-01 workers,16,,config,ops,2025-01-01 \
    balance,least,,config,ops,2025-01-01 >"$work/web.csv"
run "$headroom" size --demand 10k/s --assume "$work/web.csv" --format csv
is "$status $(column bound_by)" "0 throughput" "all of it from an assumptions file"
printf 'time,p95\n2025-01-01T00:00:00Z,1000\n2025-01-02T00:00:00Z,9000\n' >"$work/f.csv"
run "$headroom" size "$work/f.csv" --demand p95 --assume "$work/web.csv"
is "$(column latency | wc -w | tr -d ' ')" 2 "rows of a file have their latencies"
has "$err" "p95 has no unit and is taken as requests per second" "a column without a unit"

# R: 20 * qlnorm(0.99, -log(2) / 2, sqrt(log(2))) is 98.098329
# --- refusals --------------------------------------------------------------------------------------
refuse()
{
    message=$1
    shift
    run "$headroom" size --demand 10k/s "$@"
    is "$status" 2 "refused: $message"
    has "$err" "$message" "says so"
}
refuse "out of reach: without any waiting p99 is 98.0983ms" --latency p99=50ms $web
refuse "--latency needs --service-time and --workers" --latency p99=50ms
refuse "--latency 200ms is no latency target: write the percentile and its time, such as p99=200ms" \
    --latency 200ms $web
refuse "--latency p99=0ms: the time must be more than 0" --latency p99=0ms $web
refuse "p100: the percentile must be more than 0 and at most 99.9" --latency p100=1s $web
refuse "--service-time is 0s: it must be more than 0" --latency p99=1s --service-time 0ms --workers 16
refuse "--workers is 0: it must be from 1 to 10000" --latency p99=1s --service-time 20ms --workers 0
refuse "--scv is 1000: it must be 0 or from 0.0001 to 100" --latency p99=1s $web --scv 1000
run "$headroom" size --demand 40cores --latency p99=200ms $web
is "$status" 2 "cores are no requests"
has "$err" "--latency needs a demand in requests, such as 10k/s" "says so"

run "$headroom" size --demand 10k/s --latency p99=200ms $web --max 5
is "$status" 1 "a fleet that is too small: the answer is no"
has "$out" "a shorter --service-time, or more --workers per instance" "the remedy is not the rate"

done_testing
