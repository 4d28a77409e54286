#!/bin/sh
# Commands that count instances count alike: for terms drawn by seed, given as options, as rows of a
# file or as columns of a list, each comes to what size makes of the same demand.
#
# SETS=1000 SEED=1 sh tests/cli/terms.sh runs more of them; FROM=151 SETS=152 the last of these alone.
. "$(dirname "$0")/tap.sh"

sets=${SETS:-8}
seed=${SEED:-1}

# --- what they are asked about ----------------------------------------------------------------------

# Three weeks by the hour, a forecast of one more, three hours by the minute, and a day that is flat.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 504; i++)
        printf "2026-01-%02dT%02d:00:00Z,%.3f\n", 5 + int(i / 24), i % 24,
            1000 * (1 + 0.4 * sin((i % 24) / 3.8)) * (1 + i / 5000) * (1 + (i * 7 % 11) / 300)
}' >series.csv
"$headroom" forecast series.csv --horizon 1w --format csv -q >forecast.csv
awk 'BEGIN {
    print "time,unit,p95"
    for (i = 0; i < 180; i++)
        printf "2026-03-01T%02d:%02d:00Z,requests/s,%.4f\n", int(i / 60), i % 60,
            600 + 300 * sin(i / 25) + (i * 37 % 91) * 4
}' >minutes.csv
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

# Draws terms: a name and a value a line. What one instance takes goes into `instance`, what fleet is
# wanted into `fleet`, what policies are not about into `whole`.
draw()
{
    awk -v seed="$1" '
    function random() { x = (x * 16807) % 2147483647; return x / 2147483647 }
    function one(list, n, part) { n = split(list, part, " "); return part[1 + int(random() * n)] }
    function say(file, name, value) { print name, value >file }
    BEGIN {
        x = (seed * 7919 + 17) % 2147483647
        for (i = 0; i < 9; i++) random()
        rate = 20 + int(random() * 180)
        if (random() < 0.85 ) say("instance", "per_instance", random() < 0.7 ? rate "/s" : rate * 60 "/min")
        else { memory = 1; say("instance", "connections", rate); say("instance", "duration", "1s") }
        if (!memory && random() < 0.35) {
            say("instance", "memory", one("1 2 4") "GiB")
            say("instance", "memory_per_request", one("8 20 64") "MiB")
            timed = 1
        }
        if (!memory && random() < 0.3) { say("instance", "connections", one("30 60 200")); timed = 1 }
        if (timed) say("instance", "duration", one("250ms 900ms 2s"))
        if (random() < 0.25) say("instance", "imbalance", one("10% 30% 75%"))
        if (random() < 0.3) say("instance", "cache_hit", 1 + int(random() * 80) "%")
        if (random() < 0.2) {
            say("instance", "latency", "p99=300ms")
            say("instance", "service_time", one("20ms 35ms"))
            say("instance", "workers", one("4 8"))
        }
        if (random() < 0.4) say("fleet", "headroom", int(random() * 120) "%")
        else if (random() < 0.5) say("fleet", "target", 30 + int(random() * 60) "%")
        zoned = random() < 0.25
        if (zoned) { say("fleet", "spare", "zone"); say("fleet", "zones", one("2 3 4")) }
        else if (random() < 0.2) {
            say("fleet", "availability", one("99.9% 99.95%"))
            say("fleet", "mtbf", one("30d 200h"))
            say("fleet", "mttr", one("1h 4h"))
        } else {
            say("fleet", "spare", one("0 1 2 3"))
            if (random() < 0.3) say("fleet", "zones", one("2 3"))
        }
        if (random() < 0.2) say("fleet", "max_unavailable", one("1 2 10% 25%"))
        if (random() < 0.25) say("whole", "cells", one("2 3 5"))
        if (random() < 0.2) say("whole", "min", one("4 12 40"))
        if (random() < 0.3) say("whole", "max", one("15 40 200"))
        if (random() < 0.4) {
            say("whole", "price", one("0.0832/h 40/mo 1/h"))
            if (random() < 0.5) say("whole", "budget", one("900/mo 4000/mo 50000/mo"))
        }
    }'
}

options() { sed 's/_/-/g; s/^/--/' "$@"; }
rows() { printf 'name,value\n'; sed 's/ /,/' "$@"; }

# field FILE COLUMN: the values of a column of CSV whose own cells have no comma.
field()
{
    sed 's/"[^"]*"/quoted/g' "$1" | awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }'
}

most() { sort -g | tail -n 1; }

# --- the commands -----------------------------------------------------------------------------------

# They take the terms in turn from options, from a file, and where there is one from a list. $1 FILE ...
terms_of()
{
    if [ $((set % 2)) -eq 0 ]; then options "$@"; else rows "$@" >terms.csv && echo "--assume terms.csv"; fi
}

# counts NAME GOT WANT
counts()
{
    [ "$2" = "$3" ] && return
    wrong="$wrong
# $1: got $2, size has $3"
}

# The same of a share with five decimals, the last of which may be rounded either way.
shares()
{
    awk -v got="$2" -v want="$3" 'BEGIN { d = got - want; exit got == "" || d > 1.5e-5 || d < -1.5e-5 }' ||
        counts "$1" "$2" "$3"
}

size_of() { "$headroom" size "$@" --format csv -q 2>sized.err >sized.csv; }

whole_fleets()
{
    terms=$(terms_of instance fleet whole)
    size_of forecast.csv --demand p95 $(options instance fleet whole)
    want=$?
    peak=$(field sized.csv instances | most)
    "$headroom" plan series.csv --horizon 1w --size-by step $terms --format csv -q >got.csv 2>&1
    counts "plan's status" $? "$want"
    counts plan "$(field got.csv instances | most)" "$peak"
    "$headroom" recommend series.csv --horizon 1w $terms --format csv -q >got.csv 2>&1
    counts "recommend's status" $? "$want"
    counts recommend "$(field got.csv target)" "$peak"
    awk '{ name[NR] = $1; value[NR] = $2 } END {
        printf "resource,series"; for (i = 1; i <= NR; i++) printf ",%s", name[i]
        printf "\nweb,requests_per_s"; for (i = 1; i <= NR; i++) printf ",%s", value[i]
        print "" }' instance fleet whole >list.csv
    "$headroom" recommend series.csv --resources list.csv --horizon 1w --format csv -q >got.csv 2>&1
    counts "recommend --resources" "$(field got.csv target)" "$peak"
    "$headroom" schedule forecast.csv --demand p95 --boot 5m $terms --format csv -q >got.csv 2>&1
    counts schedule "$(field got.csv desired | most)" "$peak"
}

# Without bounds: when today's fleet no longer suffices, and what a pool has to cover.
unbounded_fleets()
{
    grep -v -e '^m[ai][xn] ' -e '^price' -e '^budget' whole >unbound
    terms=$(terms_of instance fleet unbound)
    size_of forecast.csv --demand p95 $(options instance fleet unbound)
    today=$(field sized.csv instances | sort -g | sed -n 100p)
    crosses=$(awk -F, -v today="$today" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next }
        $c > today { print $1; exit }' sized.csv)
    "$headroom" runout forecast.csv --demand p95 --current "$today" $terms --format csv -q >got.csv 2>&1
    counts runout "$(field got.csv crosses)" "$crosses"
    size_of minutes.csv --demand p95 $(options instance fleet unbound)
    pool=$(field sized.csv instances | awk '{ n[NR] = $1 } END {
        for (i = 1; i <= NR - 2; i++) {
            rise = n[i + 1] > n[i + 2] ? n[i + 1] : n[i + 2]
            print (rise > n[i] ? rise - n[i] : 0)
        } }' | sort -g | awk '{ rise[NR] = $1 } END { print rise[int(0.9 * NR + 0.999999)] }')
    "$headroom" warmpool minutes.csv --demand p95 --boot 2m --cover 90% $terms --format csv -q >got.csv 2>&1
    counts warmpool "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "pool") c = i }
        $1 == "stopped" { print $c }' got.csv)" "$pool"
}

# What an instance takes is how busy ten of them are; the bounds of a fleet that steps scale.
policies()
{
    terms=$(terms_of instance)
    size_of --demand 700/s $(options instance)
    busy=$(field sized.csv base | awk '{ printf "%.5f", $1 / 10 }')
    "$headroom" simulate flat.csv --policy fixed.json $terms --summary --format csv -q >got.csv 2>&1
    shares simulate "$(awk -F, '$2 == "utilization_mean" { printf "%.5f", $4 }' got.csv)" "$busy"
    "$headroom" check flat.csv --policy fixed.json $terms --require 'utilization_mean<=9900%' --format csv -q \
        >got.csv 2>&1
    shares check "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "actual") c = i }
        /utilization_mean/ { printf "%.5f", $c }' got.csv)" "$busy"
    grep -q '^target\|^headroom' fleet || echo 'target 60%' >>fleet
    grep -q '^spare\|^availability' fleet || echo 'spare 0' >>fleet
    # steps scale between 10% and 95%
    awk '$1 == "headroom" && $2 + 0 < 6 { $2 = "40%" } { print }' fleet >steered
    size_of --demand 700/s $(options instance steered)
    least=$(field sized.csv instances | awk '{ print $1 < 2 ? 2 : $1 }')
    rows instance steered >terms.csv
    "$headroom" steps flat.csv --assume terms.csv -q >got.txt 2>&1
    counts steps "$(sed -n 's/^  fleet *\([0-9]*\) (default.*/\1/p' got.txt)" "$least"
}

# Twice what the demand fills is the most that tune gives a fleet.
tunes()
{
    terms=$(terms_of instance)
    size_of --demand 700/s $(options instance) --headroom 100% --spare 0
    double=$(field sized.csv instances)
    "$headroom" tune flat.csv $terms --require 'violation<=50%' -q >got.txt 2>&1
    counts tune "$(sed -n 's/^  fleet *1 to \([0-9,]*\) instances.*/\1/p' got.txt | tr -d ,)" "$double"
}

set=${FROM:-0}
while [ "$set" -lt "$sets" ]; do
    set=$((set + 1))
    wrong=
    : >instance
    : >fleet
    : >whole
    draw $((seed * 100000 + set))
    whole_fleets
    unbounded_fleets
    policies
    [ $((set % 20)) -ne 1 ] || tunes
    is "$wrong" "" "set $set of seed $seed: $(cat instance fleet whole | tr '\n' ' ')"
done

done_testing
