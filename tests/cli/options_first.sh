#!/bin/sh
# What no data can make right is refused before data are read: here the data are not even there.
. "$(dirname "$0")/tap.sh"

# refused WORDS OPTION ...: the words of the message
refused()
{
    words=$1
    shift
    run "$headroom" "$@"
    is "$status" 2 "$*"
    has "$err" "$words" "says what is wrong"
}

absent=absent.csv
assumptions=$root/samples/web-assumptions.csv
forecast="--demand p95 --per-instance 500/s"

refused 'absent.csv: cannot open it' describe $absent
refused '--unit: "12" is no unit; for example ms, requests/s, GiB or %' describe $absent --unit 12
refused '--layout: no layout "grafanna"; did you mean "grafana"?' clean $absent --layout grafanna
refused '--time-format: "%Q" is not known' clean $absent --time-format %Q
refused '--threads 0: it must be more than 0' clean $absent --threads 0
refused '--per 0m: it must be more than 0' clean $absent --per 0m
refused '--gauge and --count exclude each other' clean $absent --count --gauge
refused '--horizon 0d: it must be more than 0' forecast $absent --horizon 0d
refused 'q4.csv: cannot open it: there is no such file' forecast $absent --events q4.csv
refused 'gone/plan.csv: there is no folder "gone"; make it, or write elsewhere' \
    forecast $absent -o gone/plan.csv
refused 'gone/web.csv: there is no folder "gone"' calibrate $absent --into gone/web.csv
printf '%s\n' time,load 2024-01-01T00:00:00Z,5 2024-01-01T00:01:00Z,6 >there.csv
refused 'absent.csv: cannot open it' clean there.csv $absent

for command in "size $absent $forecast" "runout $absent $forecast" "plan $absent --per-instance 500/s"; do
    refused '--target 120%: it must be from 1% to 100%' $command --target 120%
    refused '--spare zone needs --zones' $command --spare zone
    refused '--min 5 is more than --max 3' $command --min 5 --max 3
    refused '--budget needs --price' $command --budget 6000/mo
    refused '--latency p99=200 is no latency target: the time needs its unit, such as p99=200ms' \
        $command --latency p99=200 --service-time 20ms --workers 16
    refused '--latency 200ms is no latency target: write the percentile and its time' \
        $command --latency 200ms
    refused '--workers is about response times: it needs --latency, such as p99=200ms' \
        $command --workers 16
done
for command in "warmpool $absent --boot 5m --per-instance 500/s" "schedule $absent $forecast"; do
    refused '--target 120%: it must be from 1% to 100%' $command --target 120%
    refused '--min 5 is more than --max 3' $command --min 5 --max 3
done
for command in "simulate $absent --policy $root/samples/asg.json" "tune $absent --require violation<=1%" \
    "steps $absent"; do
    refused '--per-instance is missing' $command
    refused 'is no latency target: the time needs its unit' $command --per-instance 500/s --latency p99=200
done
refused '--cache-hit 100%: it must be at least 0% and less than 100%' plan $absent --assume "$assumptions" --cache-hit 100%
refused '--quota 0: it must be more than 0' size --demand 10k/s --per-instance 500/s --quota 0

# A row of a file is held to the same.
printf '%s\n' name,value horizon,0d >zero.csv
refused 'zero.csv:2: horizon: "0d" is out of range; it must be more than 0' \
    size $absent $forecast --assume zero.csv

# Terms of single services: what one of them lacks, others need not.
printf '%s\n' name,value,service price,0.1/h,web per_instance,500/s,web max,3,api min,5,api >fleet.csv
refused 'absent.csv: cannot open it' size $absent --demand p95 --assume fleet.csv --budget 600/mo
refused '--target 120%: it must be from 1% to 100%' size $absent --demand p95 --assume fleet.csv --target 120%

done_testing
