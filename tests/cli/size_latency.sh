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
run "$headroom" size --demand 10k/s --latency p99=200ms $web --price 0.0832/h -v
is "$status" 0 "a latency target"
for line in "12.50  demand    10,000/s at 800/s per instance" "for p99 within 200 ms at that load" \
    "16 workers an instance, shared by all requests (ps); requests" "divided at random" \
    "decided by   latency" "discipline       ps         default" "balance          random     default" \
    "scv              1          default"; do
    has "$out" "$line" "text: $line"
done

run "$headroom" size --demand 10k/s --latency p99=200ms $web --format csv
instances=$(column instances)
has "$err" "scv=1 discipline=ps balance=random service_shape=lognormal (defaults)" "CSV: a note names the defaults"
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

# --- plan and runout: the target as the rate of one instance -----------------------------------------
samples=$root/samples/web-requests.csv
run "$headroom" size --solve demand --max 1 --spare 0 --headroom 0 --latency p99=120ms $web --format csv
rate=$(column value)
run "$headroom" plan -q "$samples" --latency p99=120ms $web --horizon 4w --format csv
is "$status" 0 "plan takes a latency target"
is "$(column bound_by | cut -d' ' -f1)" latency "which decides"
ok "$(printf '%s\n' "$out" | awk -F, -v rate="$rate" 'NR == 2 { e = $2 / $3 / rate - 1; print (e < 1e-6 && e > -1e-6 ? 0 : 1) }')" \
    "an instance gets what --solve says that one takes"
ok "$(column latency | tr ' ' '\n' | awk '!($1 > 0.09 && $1 <= 0.12) { bad = 1 } END { print bad + 0 }')" "each week keeps it"
run "$headroom" plan -q "$samples" --latency p99=120ms $web --horizon 4w --size-by step --format md
has "$out" "| latency_ms |" "and the text has a column"
has "$out" "what p99 within 120 ms" "and the reason"
run "$headroom" plan -q "$samples" --latency p99=120ms $web --horizon 4w -o "$work/plan.xlsx"
is "$status" 0 "the workbook too"
printf 'time,p95\n2025-01-01T00:00:00Z,1000\n2025-01-02T00:00:00Z,9000\n' >"$work/f.csv"
run "$headroom" runout "$work/f.csv" --demand p95 --limit 12 --latency p99=120ms $web
is "$status" 0 "runout without --per-instance"
has "$out" "2025-01-02" "crosses where the target does"

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

# --- the seed example, confirmed by simulation --------------------------------------------------------
# 10,000/s x 20 ms keep 200 workers busy, 12.5 instances of 16; with half more on top 300 of 304 would be
# busy, so that the percentile takes 21; a spare and three even zones make 24, for 1,457.66 of 2,000 a month.
seed="--demand 10k/s --latency p99=200ms $web --spare 1 --zones 3 --price 0.0832/h --budget 2000/mo"
run "$headroom" size $seed --verify
is "$status" 0 "the seed example with a latency target"
for line in "12.50  demand" "18.75  headroom" "19.00  rounding" "21.00  latency   2 more" "22.00  spare" \
    "24.00  zones     2 more" "1,457.66 a month" "verified"; do
    has "$out" "$line" "seed example: $line"
done
flat=$(printf '%s\n' "$out" | tr -s ' \n' '  ')
has "$flat" "; with the spare lost " "and what is left when the spare is lost"
# "simulated p99 97.9 ms (97.3 to 98.5) against 98.1 ms": the formula is within the interval, or 1 % of it.
ok "$(printf '%s\n' "$flat" | sed 's/.*simulated p99 [0-9.]* ms (\([0-9.]*\) to \([0-9.]*\)) against \([0-9.]*\) ms.*/\1 \2 \3/' |
    awk '{ print ($3 >= $1 * 0.99 && $3 <= $2 * 1.01 ? 0 : 1) }')" "the simulation confirms the formula"
first=$out
run "$headroom" size $seed --verify
is "$out" "$first" "the same seed gives the same answer"
run "$headroom" size $seed --verify --seed 2
ok "$([ "$out" != "$first" ]; echo $?)" "another seed another sample"
run "$headroom" size $seed --verify --format csv
has "$err" "simulated p99" "CSV: a note says what was found"
run "$headroom" size --demand 3k/s --latency p99=140ms --service-time 20ms --workers 2 --balance least --verify
has "$out" "simulated p99" "a balance without a formula is simulated"

# --- services as measured ------------------------------------------------------------------------------
# Evenly spread between its percentiles: 0.5 x 6 + 0.45 x 26 + 0.04 x 65 + 0.01 x 90 = 18.2 ms on the mean.
measured="--service-time p50=12ms,p95=40ms,p99=90ms --workers 16"
run "$headroom" size --demand 10k/s --latency p99=200ms $measured --format csv
is "$status" 0 "percentiles of the service time"
run "$headroom" size --demand 10k/s --latency p99=200ms $measured
has "$out" "at 879.121/s per instance" "16 workers over a mean of 18.2 ms"
printf '%s\n' name,value 'service_time,"p50=12ms,p95=40ms,p99=90ms"' >"$work/measured.csv"
run "$headroom" size --demand 10k/s --latency p99=200ms --workers 16 --assume "$work/measured.csv"
has "$out" "at 879.121/s per instance" "the same from a file"
run "$headroom" size --demand 10k/s --latency p99=200ms $web --service-shape exponential --discipline fcfs
is "$status" 0 "exponential services"

# Samples: with a constant service of 20 ms that of scv 0.
{ echo service_ms; yes 20 | head -n 200; } >"$work/samples.csv"
run "$headroom" size --demand 10k/s --latency p99=30ms --workers 16 --service-samples "$work/samples.csv" --format csv
sampled=$(column instances)
is "$status" 0 "service times of single requests"
run "$headroom" size --demand 10k/s --latency p99=30ms --workers 16 --service-time 20ms --scv 0 --format csv
ok "$(awk -v a="$sampled" -v b="$(column instances)" 'BEGIN { print (a >= b * 0.97 && a <= b * 1.03 ? 0 : 1) }')" \
    "that never vary take what a scv of 0 does"
run "$headroom" size --demand 10k/s --latency p99=200ms $web --service-samples "$work/samples.csv"
is "$status" 2 "samples and a mean are two"
has "$err" "--service-samples and --service-time say the same thing" "says so"
head -n 50 "$work/samples.csv" >"$work/few.csv"
run "$headroom" size --demand 10k/s --latency p99=200ms --workers 16 --service-samples "$work/few.csv"
has "$err" "49 samples are too few for a percentile; at least 100 are needed" "few samples"
run "$headroom" size --demand 10k/s --latency p99=200ms --workers 16 --service-samples "$work/web.csv"
has "$err" "no column of durations: name it with its unit, such as service_ms" "no column of samples"

# --- a limited queue, unequal instances ------------------------------------------------------------------
# M/M/1/1 at load 1 turns away half of its requests: 1 / (1 + 1).
run "$headroom" size --demand 100/s --latency p99=1s --service-time 10ms --workers 1 --queue-limit 0 \
    --spare 0 --headroom 0 --max 1
flat=$(printf '%s\n' "$out" | tr -s ' \n' '  ')
has "$flat" "0 waiting at most: 50% turned away, p99 of the others 46.05 ms" "a limited queue"
# Equal shares of 1, 1, 2 fill the small ones at 3 / 4 of the whole, 200/s for two workers.
run "$headroom" size --demand 100/s --latency p99=1s --service-time 10ms --workers 1 --weights 1,1,2 --spare 0
flat=$(printf '%s\n' "$out" | tr -s ' \n' '  ')
has "$flat" "in equal shares (endless from 150/s on)" "unequal instances"

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
refuse "--service-time 0ms: it must be more than 0" --latency p99=1s --service-time 0ms --workers 16
refuse "--workers is 0: it must be from 1 to 10000" --latency p99=1s --service-time 20ms --workers 0
refuse "--scv is 1000: it must be 0 or from 0.0001 to 100" --latency p99=1s $web --scv 1000
refuse "scv 2: an exponential service has scv 1" --latency p99=1s $web --service-shape exponential --scv 2
refuse "\"q50=12ms\" is no percentile" --latency p99=1s --service-time q50=12ms --workers 4
refuse "percentiles and their times must rise" --latency p99=1s --service-time p50=12ms,p99=3ms --workers 4
refuse "two percentiles at least" --latency p99=1s --service-time p99=3ms --workers 4
refuse "the highest percentile is p95" --latency p99=1s --service-time p50=3ms,p95=5ms --workers 4
refuse "out of reach: without any waiting p99 is 90ms, as measured" --latency p99=50ms $measured
refuse "--weights 1,0,2: write the instances' sizes" --latency p99=1s $web --weights 1,0,2
refuse "an instance of size 0.3 has 4.8 workers" --latency p99=1s $web --weights 1,0.3
refuse "--verify simulates the latency of an answer: it needs --latency" --per-instance 500/s --verify
refuse "--verify simulates one fleet" --latency p99=200ms $web --solve demand --max 9 --verify
refuse "--service-time" --latency p99=1s --service-time -20ms --workers 4
refuse "--service-time" --latency p99=1s --service-time 20rps --workers 4
run "$headroom" size --demand -5/s --latency p99=200ms $web
is "$status" 2 "a negative rate is refused"
has "$err" "--demand" "by its name"
run "$headroom" size --demand 0/s --latency p99=200ms $web --format csv
is "$status $(column latency | cut -c1-10)" "0 0.09809832" "no demand has the latency of the service"
run "$headroom" size --demand 10k/s --latency p99=200ms $web --max 12 --spare 0 --headroom 0
is "$status" 1 "an overloaded fleet: the answer is no"
has "$out" "endless" "its latency is endless"
run "$headroom" size --demand 40cores --latency p99=200ms $web
is "$status" 2 "cores are no requests"
has "$err" "--latency needs a demand in requests, such as 10k/s" "says so"

run "$headroom" size --demand 10k/s --latency p99=200ms $web --max 5
is "$status" 1 "a fleet that is too small: the answer is no"
has "$out" "ms of --service-time (79% less), or more --workers" "the remedy is not the rate"

done_testing
