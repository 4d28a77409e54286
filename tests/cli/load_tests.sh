#!/bin/sh
# Load tests whose requests were written one by one, and tables of percentiles: their levels against
# awk's reckoning of the same rows.
. "$(dirname "$0")/tap.sh"

# levels FILE...: calibrate's rows as it read them, by its chart's points: concurrency rate.
answer()
{
    run "$headroom" calibrate "$@" --format csv
}
cell() # NAME
{
    printf '%s\n' "$out" | awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } NR == 2 { print $at }'
}

# A closed loop by the Universal Scalability Law, X(N) = 100 N / (1 + 0.02 (N - 1)): the requests of
# 20 s at each level, spread evenly, with latencies of N / X, of which every 10th is 3 times as long.
# requests LEVELS: "START_MS LATENCY_MS FAILED USERS", a second of a ramp before each level.
requests()
{
    awk -v levels="$1" 'BEGIN {
        count = split(levels, n, " ")
        t = 1710028800000
        for (i = 1; i <= count; i++) {
            x = 100 * n[i] / (1 + 0.02 * (n[i] - 1)); x = int(x / 10) * 10
            for (k = 0; k < 20 * x; k++) {
                ms = 10 * n[i] / (x / 100) / 1.2; if (k % 10 == 9) ms = 3 * ms
                printf "%.0f %.0f %d %d\n", t + 1000 * k / x - ms, ms, k % 100 == 50, n[i]
            }
            t += 20000
        }
    }'
}
requests "1 2 4 8 16" >requests
# What awk makes of a level: answers that did not fail in its inner seconds, over them.
rate_of() # USERS
{
    awk -v users="$1" '$4 == users { s = int(($1 + $2) / 1000); n[s] += !$3; if (first == "" || s < first) first = s; if (s > last) last = s }
        END { for (s = first + 1; s < last; s++) sum += n[s]; printf "%.6g", sum / (last - first - 1) }' requests
}

jmeter_rows()
{
    awk '{ printf "%.0f,%d,GET /,%d,OK,users 1-1,text,%s,,512,120,%d,%d,http://x/,1,0,1\n", $1, $2, $3 ? 500 : 200, $3 ? "false" : "true", $4, $4 }' requests
}
header=timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect
{ echo "$header"; jmeter_rows; } >jmeter.jtl
jmeter_rows >no_header.jtl
# Seconds of a user's coming (START) and going, by both forms of 3.x.
gatling()
{
    awk -v form="$1" 'BEGIN { printf "RUN\tSimulation\tsimulation\t1710028800000\t \t3.9.5\n" }
        function come(n, ms) { for (; users < n; users++) printf form == 4 ? "USER\tScenario\tSTART\t%.0f\n" : "USER\tScenario\t7\tSTART\t%.0f\t%.0f\n", ms, ms }
        $4 > users { come($4, 1710028800000 + 20000 * level++) }
        { printf form == 4 ? "REQUEST\t\tGET /\t%.0f\t%.0f\t%s\t \n" : "REQUEST\t7\t\tGET /\t%.0f\t%.0f\t%s\t \n", $1, $1 + $2, $3 ? "KO" : "OK" }
        END { for (; users > 0; users--) printf form == 4 ? "USER\tScenario\tEND\t%.0f\n" : "USER\tScenario\t7\tEND\t1710028800000\t%.0f\n", 1710028900000 }' requests
}
gatling 4 >gatling4.log
gatling 3 >gatling3.log
k6_csv()
{
    echo metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata
    awk '{ s = int(($1 + $2) / 1000); if (s != last) { printf "vus,%d,%d,,,,,,,,,,,,,,,,\n", s, $4; last = s }
        printf "http_reqs,%d,1,,,,%s,,GET,,,,,,,,,,\nhttp_req_duration,%d,%d,,,,%s,,GET,,,,,,,,,,\n", s, $3 ? "false" : "true", s, $2, $3 ? "false" : "true" }' requests
}
k6_csv >k6.csv
awk 'BEGIN { print "{\"type\":\"Metric\",\"data\":{\"name\":\"http_req_duration\",\"type\":\"trend\"},\"metric\":\"http_req_duration\"}" }
    { e = $1 + $2; s = int(e / 1000); when = sprintf("2024-03-10T00:%02d:%02d.%03dZ", (s - 1710028800) / 60, (s - 1710028800) % 60, e % 1000)
      if (e < 1710028800000) next
      if (s != last) { printf "{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"time\":\"%s\",\"value\":%d,\"tags\":{}}}\n", when, $4; last = s }
      printf "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":\"%s\",\"value\":%d,\"tags\":{\"status\":\"%d\",\"expected_response\":\"%s\"}}}\n", when, $2, $3 ? 500 : 200, $3 ? "false" : "true" }' requests >k6.json

best=$(for users in 1 2 4 8 16; do rate_of $users; echo; done | sort -n | tail -n 1)
for file in jmeter.jtl no_header.jtl gatling4.log gatling3.log k6.csv k6.json; do
    answer $file
    is "$status" 0 "$file: is read"
    is "$(cell tested_to)" "${best%.*}" "$file: the most that was served in a level, by its seconds"
    is "$(cell model)" usl "$file: a law through its levels"
    has "$err" "1% of the requests of a run failed; the rate is of those that were served" "$file: failures are said"
    # One level alone: the 99th percentile of 10 in 100 that take three times as long.
    run "$headroom" calibrate $file --latency p99=1ms
    has "$err" "the lowest load, 1, already takes 25 ms" "$file: percentiles of a level"
done

# The same run as files of a level each, in any order.
for users in 1 2 4 8 16; do awk -F, -v users=$users 'NR == 1 || $13 == users' jmeter.jtl >level$users.jtl; done
answer level16.jtl level2.jtl level1.jtl level8.jtl level4.jtl
is "$(cell tested_to)" "${best%.*}" "several files at rising load: the level from each"

# A level of too few requests for a percentile.
{ cat jmeter.jtl; awk 'BEGIN { for (s = 200; s < 230; s++) printf "%.0f,10,GET /,200,OK,u,text,true,,1,1,32,32,http://x/,1,0,1\n", 1710028800000 + 1000 * s }'; } >few.jtl
run "$headroom" calibrate few.jtl --latency p99=1s
has "$err" "warning: few.jtl: the level lacks a value and is left out" "28 requests have no 99th percentile"

# Tools that write no number at work: connections by Little's law, or the rate that was sent.
for users in 1 2 4 8 16; do
    awk -v users=$users '$4 == users' requests >of
    awk 'BEGIN { print "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset" }
        { printf "%.4f,0.0001,0,0,0.001,0,%d,%.4f\n", $2 / 1000, $3 ? 503 : 200, ($1 - 1710028800000) / 1000 }' of >hey$users.csv
    awk '{ printf "%.0f,%d,%.0f,0,512,,,web,%d,GET,http://x/,\n", $1 * 1e6, $3 ? 500 : 200, $2 * 1e6, NR - 1 }' of >vegeta$users.csv
    awk 'BEGIN { printf "starttime\tseconds\tctime\tdtime\tttime\twait\n" }
        { printf "Sun Mar 10 00:00:00 2024\t%d\t0\t%d\t%d\t1\n", $1 / 1000, $2, $2 }' of >ab$users.tsv
done
# From the first request of a level to its last answer.
exact=$(for users in 1 2 4 8 16; do awk -v users=$users '$4 == users { n += !$3; if (first == "" || $1 < first) first = $1; if ($1 + $2 > last) last = $1 + $2 }
    END { printf "%.6g\n", n / (last - first) * 1000 }' requests; done | sort -n | tail -n 1)
answer hey1.csv hey2.csv hey4.csv hey8.csv hey16.csv
near() # GOT WANT NAME
{
    awk -v got="$1" -v want="$2" 'BEGIN { exit got != int(want) }'
    ok $? "$3" || echo "# got $1, want $2"
}
near "$(cell tested_to)" "$exact" "hey -o csv: what did not fail, over its time"
has "$err" "hey -o csv prints no number of connections: it is taken as rate times mean latency (Little's law)" \
    "hey -o csv: connections are those of Little's law"
answer vegeta1.csv vegeta2.csv vegeta4.csv vegeta8.csv vegeta16.csv
near "$(cell tested_to)" "$exact" "vegeta's CSV: served"
answer ab1.tsv ab2.tsv ab4.tsv ab8.tsv ab16.tsv
whole=$(for users in 1 2 4 8 16; do awk -v users=$users '$4 == users { s = int($1 / 1000); n[s]++; if (first == "" || s < first) first = s; if (s > last) last = s }
    END { for (s = first + 1; s < last; s++) sum += n[s]; printf "%.6g\n", sum / (last - first - 1) }' requests; done | sort -n | tail -n 1)
near "$(cell tested_to)" "$whole" "ab -g: whole seconds without the first and the last"
head -n 200 ab16.tsv >short.tsv
answer short.tsv
is "$status" 2 "ab -g over a second"
has "$err" "short.tsv: ab -g says how soon a run was, but not how much it served: give the file of what the tool printed at its end too" \
    "says what is missing"

# Percentiles beside what the tool printed.
for users in 1 2 4; do
    printf 'This is ApacheBench, Version 2.3 <$Revision$>\n\nConcurrency Level:      %d\nTime taken for tests:   2.000 seconds\nComplete requests:      %d\nRequests per second:    %d.00 [#/sec] (mean)\nTime per request:       8.000 [ms] (mean)\n' \
        $users $((200 * users)) $((100 * users)) >run$users.txt
    awk -v users=$users 'BEGIN { print "Percentage served,Time in ms"; for (i = 0; i < 100; i++) printf "%d,%.3f\n", i, i * users / 10 }' >run$users.csv
done
run "$headroom" calibrate run1.csv run1.txt run2.txt run2.csv run4.txt run4.csv --latency p99=1ms
has "$err" "the lowest load, 1, already takes 9.9 ms" "ab -e: percentiles join the run of the same name"
run "$headroom" calibrate run1.csv run2.txt run4.txt
has "$err" "run1.csv: ab -e says how soon a run was, but not how much it served" "ab -e without its run"
for users in 1 2 4; do
    printf 'Requests      [total, rate, throughput]         %d, %d.00, %d.00\nLatencies     [min, mean, 50, 90, 95, 99, max]  1ms, 2ms, 2ms, 3ms, 4ms, 5ms, 9ms\nSuccess       [ratio]                           100.00%%\n' \
        $((600 * users)) $((10 * users)) $((10 * users)) >attack$users.txt
    printf 'Bucket         #    %%       Histogram\n[0s,     2ms]  300  50.00%%  #####\n[2ms,    4ms]  296  49.33%%  #####\n[4ms,    %dms]  4  0.67%%  #\n[%dms,    +Inf]  0  0.00%%\n' $((6 * users)) $((6 * users)) >attack$users.hist
done
run "$headroom" calibrate attack1.txt attack1.hist attack2.txt attack2.hist attack4.txt attack4.hist --latency p99.9=1ms
has "$err" "already takes 6 ms" "vegeta's histogram: a percentile is at most the end of its bucket"

# Locust: totals of the whole run, percentiles of the last seconds.
locust_history()
{
    echo 'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size'
    awk 'BEGIN { t = 1710028800; split("10 20 40", users, " "); split("100 200 300", rate, " ")
        printf "%d,0,,Aggregated,0.000000,0.000000,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,0,0,0,0.0,0,0,0\n", t++
        for (i = 1; i <= 3; i++) for (s = 0; s < 30; s++) { total += rate[i]; failed += rate[i] / 100; sum += rate[i] * 50 * i
            printf "%d,%d,,Aggregated,%d,%d,%d,60,70,80,90,95,98,%d,200,200,300,%d,%d,40,%.6f,1,300,512\n", t++, users[i], rate[i] / 2, 0, 40 * i, 99 * i, total, failed, sum / total } }'
}
locust_history >stats_history.csv
answer stats_history.csv
is "$(cell tested_to)" 297 "Locust's history: the difference of its totals, 300/s without 1% of failures"
run "$headroom" calibrate stats_history.csv --latency mean=10ms
has "$err" "the lowest load, 10, already takes 50 ms" "Locust's history: the mean of a level follows from its totals"
run "$headroom" calibrate stats_history.csv --latency p99=10ms
has "$err" "the lowest load, 10, already takes 99 ms" "Locust's history: the median of its percentiles"
for users in 10 20 40; do
    printf 'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%%,66%%,75%%,80%%,90%%,95%%,98%%,99%%,99.9%%,99.99%%,100%%\nGET,/,1,0,1,1,1,1,1,1,0,1,1,1,1,1,1,1,1,1,1,1\n,Aggregated,%d,%d,40,%d,1,300,512,%d,0,40,45,50,55,60,70,80,99,200,200,300\n' \
        $((600 * users)) $((6 * users)) 50 $((10 * users)) >locust${users}_stats.csv
done
answer locust10_stats.csv locust20_stats.csv locust40_stats.csv
is "$(cell tested_to)" 396 "Locust's stats: requests without failures"
has "$err" "Locust prints no number of connections" "Locust's stats: users by Little's law"

# As they were once refused.
run "$headroom" calibrate "$root/tests/exports/wrk.txt"
has "$err" "one level of load says nothing of more or less; test at 3 levels or more" "wrk.txt: is read as a level"
for n in 1 2 3; do sed "s/and 4 connections/and $((4 * n)) connections/; s/^Requests\/sec: .*/Requests\/sec: $((1000 * n))/" "$root/tests/exports/wrk.txt" >wrk$n.txt; done
answer wrk1.txt wrk2.txt wrk3.txt
is "$(cell tested_to)" 3000 "wrk.txt: three of them make a load test"
run "$headroom" calibrate "$root/tests/exports/ab.tsv"
has "$err" "ab.tsv: ab -g says how soon a run was, but not how much it served" "ab.tsv: all within a second"

# What is not quite a load test.
awk '{ printf "%.0f,%d,GET /,200,OK,users 1-1,text,true,,512,120,%d,%d,http://x/,1,0,1\n", $1, $2, $1 / 1000 - 1710028799, $1 / 1000 - 1710028799 }' requests >ramp.jtl
run "$headroom" calibrate ramp.jtl
has "$err" "warning: ramp.jtl: the number at work is never the same for 5 s: the run is one level, at its mean" "a load that only rises is said to"
{ cat jmeter.jtl; printf '1710028999'; } >torn.jtl
answer torn.jtl
is "$(cell tested_to)" "${best%.*}" "a last row that is cut off is left out"
has "$err" "torn.jtl:$(wc -l <torn.jtl | awk '{ print $1 + 1 }'): the last row is cut off: left out" "and said"
{ echo "$header"; echo 'x,1,GET /,200,OK,u,text,true,,1,1,1,1,http://x/,1,0,1'; jmeter_rows | head -n 3; } >bad.jtl
answer bad.jtl
is "$err" 'headroom: bad.jtl:2: timeStamp: "x" is not a time' "a row that is none is named"
{ jmeter_rows | head -n 3; echo '1910028800000,1,GET /,200,OK,u,text,true,,1,1,1,1,http://x/,1,0,1'; } >far.jtl
answer far.jtl
has "$err" "far.jtl: its requests lie 2314 days apart, and a load test is over in 30: is a time wrong?" "a time of another year"
printf 'response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read\n0.1,0,0,0,0,0\n' >old.csv
answer old.csv
has "$err" "old.csv:1: no column offset, so there is no telling how much was served: give what hey -o csv prints at the end, or let a newer version write it" \
    "hey without offsets"
printf 'RUN\tx\tx\t1\t \t3.9\nREQUEST\t\tGET\tx\ty\tOK\t \nUSER\ts\tSTART\t1710028800000\n' >bad.log
answer bad.log
is "$err" "headroom: bad.log:2: this is no line of Gatling's simulation.log" "a line of Gatling that is none"
echo "$header" >empty.jtl
answer empty.jtl
is "$err" "headroom: empty.jtl: JMeter: no request in it" "no request at all"
head -n 3 stats_history.csv >few.csv
answer few.csv
has "$err" "few.csv: Locust's users are never the same for 5 s, so there is no level of load; its file that ends in _stats.csv has the run as a whole" \
    "Locust's history of two seconds"

# Every way that a file comes in.
for file in jmeter.jtl gatling4.log k6.csv k6.json hey16.csv vegeta16.csv ab16.tsv stats_history.csv; do
    answer $file
    plain=$out
    [ "$status" -eq 0 ] || plain=$(printf '%s\n' "$err" | sed "s/^headroom: [^:]*//")
    gzip -c $file >packed
    sed 's/$/\r/' $file >returns
    { printf '\357\273\277'; cat $file; } >marked
    iconv -f UTF-8 -t UTF-16 $file >sixteen
    for form in packed returns marked sixteen; do
        mv $form "$form.$file"
        answer "$form.$file"
        [ "$status" -eq 0 ] || out=$(printf '%s\n' "$err" | sed "s/^headroom: [^:]*//")
        is "$(printf '%s\n' "$out" | sed "s/$form\\.$file/$file/")" "$plain" "$file: $form"
    done
done

# Percentiles by their columns' names.
printf 'concurrency,rate,latency_p99_9_ms,latency_p99_ms,latency_p99_5m_ms\n1,10,90,9,5\n2,19,91,9,5\n4,30,92,9,5\n' >names.csv
run "$headroom" calibrate names.csv --latency p99=1ms
has "$err" "the lowest load, 1, already takes 9 ms" "p99 is not p99_9"
run "$headroom" calibrate names.csv --latency p99.9=1ms
has "$err" "the lowest load, 1, already takes 90 ms" "p99.9 is"
sed 's/p99_9/p999/' names.csv >nines.csv
run "$headroom" calibrate nines.csv --latency p99.9=1ms
has "$err" "the lowest load, 1, already takes 90 ms" "and so is p999"
done_testing
