#!/bin/sh
# headroom calibrate: load tests, production and fleets of instances; --into; every refusal.
. "$(dirname "$0")/tap.sh"

# X(N) = 1000 N / (1 + 0.05 (N-1) + 0.001 N (N-1)); p99 is three times the mean.
awk 'BEGIN {
    print "concurrency,throughput_per_s,latency_p99_ms"
    count = split("16 1 2 48 4 8 32 64", level, " ")
    for (i = 1; i <= count; i++) {
        n = level[i]
        slow = 1 + 0.05 * (n - 1) + 0.001 * n * (n - 1)
        printf "%d,%.6f,%.6f\n", n, 1000 * n / slow, 3 * slow
    }
}' >law.csv

# column NAME: that cell of the first row of the CSV in $out.
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
        NR == 2 { print $at }'
}

run "$headroom" calibrate law.csv --format csv
is "$status" 0 "a load test by concurrency"
is "$(printf '%s\n' "$out" | head -n 1)" \
    "name,value,unit,low,high,model,sigma,kappa,peak,tested_to,extrapolated,bound_by,source,date,service" \
    "the columns"
is "$(column name) $(column unit) $(column model) $(column bound_by)" "per_instance /s usl peak" "its peak"
is "$(column sigma) $(column value)" "0.05 9037" "sigma, and 1,000 x 30.82 / 3.41"

run "$headroom" calibrate law.csv --latency mean=1.54ms --format csv --throughput throughput_per_s
is "$(column value) $(column bound_by)" "6493 latency" "10 / 1.54 ms, rounded down"
run "$headroom" calibrate law.csv --latency p99=4.62ms
is "$status" 0 "a percentile that was measured"
has "$out" "One instance takes 6,434/s at p99=4.62ms (5,689 to 8,040)." "the answer with its interval"
has "$out" "coordinated" "a closed loop is warned of"
run "$headroom" calibrate law.csv --latency p99=4.62ms --loop open
case $out in *coordinated*) false ;; esac
ok $? "an open one is not"
run "$headroom" calibrate law.csv --latency p95=4.62ms
is "$status" 2 "a percentile that was not measured"
has "$err" "no column of the latency that --latency p95=4.62ms is about: add one such as latency_p95_ms" "is named"
has "$err" "concurrency and throughput give the mean alone" "with what the law gives"
run "$headroom" calibrate law.csv --latency p99=2ms
is "$status" 2 "a target below all levels is refused"
has "$err" "the lowest load, 1, already takes 3 ms" "with what is possible"
run "$headroom" calibrate law.csv --latency 200ms
has "$err" "--latency 200ms is no latency target: write the percentile and its time, such as p99=200ms, or mean=80ms" \
    "a target has its form"

# Beyond what was tested.
awk -F, 'NR == 1 || $1 <= 16' law.csv >short.csv
run "$headroom" calibrate short.csv --format csv
is "$(column bound_by) $(column extrapolated)" "tested yes" "no more than 1.2 times what was tested"
has "$err" "--extrapolate believes it" "and what the model says is said"
run "$headroom" calibrate short.csv --format csv --extrapolate
is "$(column bound_by) $(column extrapolated)" "peak yes" "--extrapolate believes the law"
has "$err" "warning: short.csv: the rate is extrapolated" "and warns"
run "$headroom" calibrate short.csv --extrapolate --strict --into strict.csv
is "$status" 2 "--strict makes that an error"
[ ! -e strict.csv ]
ok $? "and writes no assumptions"
run "$headroom" calibrate law.csv --demand 50k/s
has "$out" "50,000 is 5.534x of the most that was tested at once, 9,034" "the demand as a ratio of what was tested"

# An open loop, at several numbers of instances.
cat >open.csv <<'END'
replicas,target_rps,achieved_rps,p99_ms
1,50,50,30
1,60,60,50
1,70,70,250
1,80,75,3000
2,100,100,30
2,130,130,190
3,150,110,500
3,180,110,900
END
run "$headroom" calibrate open.csv --latency p99=150ms --format csv
is "$status" 0 "an open loop"
is "$(column value) $(column low) $(column high) $(column model)" "63.57 60 65 measured" "60 + 5 x 100 / 140"
is "$(printf '%s\n' "$out" | grep -c '^limit,110,req/s,.*,shared,')" 1 "a ceiling that instances share is a limit"
has "$err" "3 instances stop at 110, 48.9% of what fewer of them promise" "and a warning"

# Production: CPU = 10 % + 0.2 % a request/s.
awk 'BEGIN {
    print "time,requests_per_s,cpu_percent,latency_p99_ms"
    for (i = 0; i < 240; i++) {
        rate = 50 + (i * 7) % 240
        printf "2024-03-%02dT%02d:00:00Z,%d,%.2f,%.1f\n", 1 + int(i / 24), i % 24, rate,
            10 + 0.2 * rate + (i % 3 - 1) / 10, 50 + (rate > 250 ? 5 * (rate - 250) : 0)
    }
}' >production.csv
run "$headroom" calibrate production.csv --target 60% --format csv
is "$(column value) $(column unit) $(column model) $(column bound_by) $(column date)" \
    "249.9 requests/s cpu cpu 2024-03-10" "(60 - 10) / 0.2, by the smaller of the two lines"
run "$headroom" calibrate production.csv --latency p99=100ms --format csv
is "$(column model) $(column bound_by)" "measured latency" "latency decides before CPU does"
run "$headroom" calibrate production.csv --latency p99=100ms
has "$out" "rate from  rate to  steps" "its groups are shown"
has "$out" "the target is missed above" "with the crossing"

# Many instances: 900 to 1,100.
awk 'BEGIN { print "vm_id,requests_per_s"; for (i = 0; i <= 200; i++) print "vm-" i "," 900 + i }' >fleet.csv
run "$headroom" calibrate fleet.csv
has "$out" "One instance takes 910 requests/s (903 to 916)." "all but 5% of them reach 910"
has "$out" "--derate 91%" "91 % of the median"
run "$headroom" calibrate law.csv --latency p99=4.62ms --derate 50% --format csv
is "$(column value)" 3217 "--derate takes a share of the rate"

# --into, and size takes it.
cat >web.csv <<'END'
name,value,unit,source,owner,date,note
per_instance,500,requests/s,"old, by hand",web team,2025-01-01,keep me
headroom,50,%,review,web team,2025-01-01,
END
run "$headroom" calibrate law.csv --latency p99=4.62ms --into web.csv --as-of 2026-03-01
is "$status" 0 "--into"
has "$err" "1 row put into web.csv" "says what it did"
is "$(cat web.csv)" 'name,value,unit,source,owner,date,note
per_instance,6434,/s,"calibrate law.csv: usl, p99=4.62ms",web team,2026-03-01,keep me
headroom,50,%,review,web team,2025-01-01,
tested_to,9034,/s,"calibrate law.csv: usl, p99=4.62ms",web team,2026-03-01,' "one row changed, and what was tested beside it"
run "$headroom" size --demand 10k/s --assume web.csv --format csv --strict
is "$status" 0 "size takes it as it is"
run "$headroom" calibrate law.csv --into new.csv --service search -q
is "$(head -n 1 new.csv)" "name,value,unit,source,owner,date,service" "a new file has a header"
run "$headroom" calibrate law.csv --into law.csv
is "$status" 2 "a file that is none"
has "$err" 'law.csv:1: no column "name": this is no assumptions file, and it is left as it is' "is refused"
run sh -c "'$headroom' calibrate law.csv --format csv | '$headroom' size --demand 10k/s --assume -"
is "$status" 0 "the table is an assumptions file"

# Bad input.
printf 'concurrency,throughput_per_s\n1,100\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "one level of load says nothing of more or less" "one point"
printf 'concurrency,throughput_per_s\n1,100\n2,60\n4,30\n8,12\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "throughput does not grow with concurrency" "no growth"
printf 'concurrency,throughput_per_s\n1,100\n-2,160\n4,230\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "bad.csv:3: concurrency: -2 is below 0" "a negative load"
printf 'concurrency,throughput_per_s\n0,0\n2,160\n4,230\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "bad.csv:2: concurrency: 0 of them serve nothing" "nothing at work"
printf 'concurrency,throughput_per_s\n1,100\n2,12x\n4,230\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" 'bad.csv:3: throughput_per_s: "12x" is not a number' "a number with a unit behind it"
printf 'a,b\n1,100\n2,160\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "no column of the rate that was served; --throughput COLUMN names it, one of a, b" "no column of the rate"
run "$headroom" calibrate "$root/samples/web-requests.csv"
is "$status" 2 "an export as it is"
has "$err" "no column of numbers: headroom clean makes a table of a metric export" "says what makes a table of it"
printf 'rps,memory\n1,100\n2,160\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "neither a column of concurrency or of a rate that was sent" "nothing to compare the rate with"
run "$headroom" calibrate law.csv --concurrency users
has "$err" 'no column "users" for --concurrency' "a column that is not there"
printf 'rps,cpu_cores\n1,1\n2,1.5\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "it counts cores: --cores says how many one instance has" "cores of how many"
printf 'rps,cpu\n1,10\n2,15\n' >bad.csv
run "$headroom" calibrate bad.csv
has "$err" "10 of what? call the column cpu_percent or cpu_cores" "CPU without a unit"
printf 'concurrency,rps,latency_p99\n1,10,3\n2,15,4\n4,20,8\n' >bad.csv
run "$headroom" calibrate bad.csv --latency p99=5ms
has "$err" "its name has no unit of time; call it latency_p99_ms" "a latency without a unit"
for wrong in "--derate 120%" "--derate 0%" "--latency p100=5ms" "--latency mean=0ms"; do
    # shellcheck disable=SC2086 # an option and its value
    run "$headroom" calibrate law.csv $wrong
    is "$status" 2 "$wrong is refused"
done
done_testing
