#!/bin/sh
# headroom steps: tables, what they come to, policies that pass check, every refusal.
. "$(dirname "$0")/tap.sh"

web="$root/samples/web-requests.csv --assume $root/samples/web-assumptions.csv --target 60% -q"
file="$root/samples/web-requests.csv --assume $root/samples/web-assumptions.csv -q"

# 60 x 6/7 = 51.4, and 85 % of 60 is 51; two steps in, the band, four out.
# shellcheck disable=SC2086 # the options are words
run "$headroom" steps $web --format csv
is "$status:$err" "0:" "a table"
is "$(printf '%s\n' "$out" | cut -d, -f1,2 | tr '\n' ' ')" \
    "lower,upper ,0.25 0.25,0.51 0.51,0.6 0.6,0.7 0.7,0.8 0.8,0.9 0.9, " "without a gap"
is "$(printf '%s\n' "$out" | cut -d, -f4 | sort -u | tr '\n' ' ')" "% change_unit " "in per cent"
# shellcheck disable=SC2086
run "$headroom" steps $web --form change --format csv
is "$(printf '%s\n' "$out" | cut -d, -f4 | sort -u | tr '\n' ' ')" "change_unit instances " \
    "in instances"

# What is said to come of it is what simulate measures of what is emitted.
# shellcheck disable=SC2086
run "$headroom" steps $web
is "$status" 0 "the answer for people"
has "$out" "target tracking at 60%" "is compared"
has "$out" "aws autoscaling put-scaling-policy" "says how to deploy it"
said=$(printf '%s\n' "$out" | awk '$1 == "instance_hours" {gsub(",", ""); print $2}')
for format in aws cloudformation terraform; do
    # shellcheck disable=SC2086
    run "$headroom" steps $web --emit "$format" -o "policy.$format"
    is "$status:$err" "0:" "--emit $format"
done
# shellcheck disable=SC2086
run "$headroom" simulate $file --policy policy.aws --boot 2m --summary --format csv
got=$(printf '%s\n' "$out" | awk -F, '$2 == "instance_hours" {printf "%.0f", $4}')
is "$got" "$said" "simulate agrees"
for policy in policy.aws policy.cloudformation; do
    run "$headroom" check --policy "$policy" --boot 2m
    is "$status" 0 "check finds no error in $policy"
    has "$out" "0 warnings, 0 pieces of" "and has nothing to say"
done

# The headroom of a file is the target in other words, and its spare and zones are in the bounds.
printf 'name,value\nper_instance,500/s\nheadroom,60%%\nspare,2\nzones,3\n' >buffers.csv
run "$headroom" steps "$root/samples/web-requests.csv" --assume buffers.csv -q
has "$out" "Out from 62.5%" "1 / 1.6"
lowest=$("$headroom" clean "$root/samples/web-requests.csv" -q | awk -F, 'NR == 1 || $2 == "" { next }
    low == "" || $2 < low { low = $2 } END { print low }')
least=$("$headroom" size --demand "$lowest/s" --per-instance 500/s --headroom 60% --spare 2 --zones 3 --format csv -q |
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next } { print $c }')
has "$out" "  fleet         $least (default: for the lowest demand)" "what size makes of the lowest demand"

# A minimum of 1 is one more at half the target: the band begins below 30 %.
# shellcheck disable=SC2086
run "$headroom" steps $web --min 1 --format csv
has "$out" ",0.6,0,%,0.6" "a band below the target with a minimum of 1"
for form in change percent; do
    for min in 1 2 5; do
        # shellcheck disable=SC2086
        "$headroom" steps $web --min "$min" --form "$form" --emit aws >policy.json
        run "$headroom" check --policy policy.json --boot 2m
        is "$status" 0 "$form from $min: passes"
    done
done

# What steps writes for a trace passes the rules on that trace, in every format and form.
awk 'BEGIN {
    print "time,requests_per_s"
    for (t = 0; t < 4320; t++)
        printf "2026-03-%02dT%02d:%02d:00Z,%.1f\n", 2 + t / 1440, t / 60 % 24, t % 60,
            1000 + 600 * sin(t % 1440 / 1440 * 6.2832) + t % 7 * 9
}' >waves.csv
for format in aws cloudformation terraform; do
    for form in percent change; do
        "$headroom" steps waves.csv --per-instance 100/s --form $form --emit $format -q >emitted
        run "$headroom" check waves.csv --per-instance 100/s --boot 2m --policy emitted --require 'violation<=0.1%' -q
        is "$status" 0 "check passes on the same trace: $format, in $form"
    done
done

refuse() {
    said=$1
    shift
    # shellcheck disable=SC2086
    run "$headroom" steps $web "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$said" "says why"
}
refuse "--target 5% is out of range for steps: 10% to 95%" --target 5%
refuse "--target 98% is out of range" --target 98%
refuse "--target 0%: it must be from 1% to 100%" --target 0%
refuse "a fleet of no instances" --min 0
refuse "--max 30 is not above --min 30" --min 30 --max 30
refuse "--min 2 or --target 11% would do" --min 1 --target 10%
refuse "a step table is gone through for fleets of up to 1000000, not of 2000000: --max bounds them" --max 2000000
refuse "the trace is too short to learn from: it covers 4h" --since 2026-03-01T20:00:00Z
refuse "cannot be written as a manifest of Kubernetes" --emit hpa
refuse "exclude each other" --emit aws --format csv
refuse '--emit aws writes JSON, and "steps.xlsx" ends in .xlsx' --emit aws -o steps.xlsx
refuse '"steps.csv" ends in .csv: name it .json' --emit terraform -o steps.csv
refuse '--emit hpa writes YAML, and "steps.json" ends in .json' --emit hpa -o steps.json

run "$headroom" steps "$root/samples/web-requests.csv" --per-instance 500/s -q
printf '%s\n' "$out" | grep -Eq '^  longest_violation_s +[0-9]+[sm].* +[0-9]+[sm]'
ok $? "how long it is short, beside target tracking"

printf 'time,requests_per_s\n2026-03-02T00:00:00Z,0\n2026-03-03T00:00:00Z,0\n' >none.csv
run "$headroom" steps none.csv --per-instance 5/s
is "$status" 2 "no demand"
has "$err" "nothing needs to scale" "says so"
run "$headroom" steps "$root/samples/web-requests.csv"
is "$status" 2 "no --per-instance"
has "$err" "per-instance" "names it"

done_testing
