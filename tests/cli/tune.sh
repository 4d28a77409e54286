#!/bin/sh
# headroom tune: the choice, against simulate; threads; what fails later; every refusal.
. "$(dirname "$0")/tap.sh"

# trace NAME DAYS HIGH LATER: hours that swing between 100 and HIGH, in the second half LATER times that.
trace()
{
    awk -v days="$2" -v high="$3" -v later="$4" 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < days * 24; i++) {
            level = 100 + (high - 100) * (1 - cos(6.283185307 * i / 24)) / 2
            printf "2026-03-%02dT%02d:00:00Z,%.3f\n", 1 + int(i / 24), i % 24, i < days * 12 ? level : later * level
        }
    }' >"$1"
}

# The worked example of the man page.
trace flat.csv 20 100 1
sed 's/,100\.000/,90/' flat.csv >ninety.csv
run "$headroom" tune ninety.csv --per-instance 100/s --require 'violation<=0%' --format csv -q
is "$status" 0 "by hand: it passes"
is "$(printf '%s\n' "$out" | sed -n 2p)" \
    "choice,target tracking,target=90% minimum=1,1,0,pass,1,0,pass," "by hand: one instance is enough"

# What is written, replayed by simulate against the part that was learnt from, is what tune says.
trace day.csv 8 2000 1
web="day.csv --per-instance 100/s --price 0.1/h"
# shellcheck disable=SC2086 # the options are words
run "$headroom" tune $web --require 'violation<=0.5%' --format csv -q
is "$status" 0 "a daily trace"
table=$out
choice=$(printf '%s\n' "$out" | sed -n 2p)
# shellcheck disable=SC2086
run "$headroom" tune $web --require 'violation<=0.5%' --emit aws -q
printf '%s\n' "$out" >policy.json
run "$headroom" simulate day.csv --until 2026-03-05T00:00Z --per-instance 100/s --policy policy.json --summary --format csv -q
is "$(printf '%s\n' "$out" | awk -F, '$2 == "violation" { print $4 }')" \
    "$(printf '%s\n' "$choice" | cut -d, -f5)" "simulate sees the same violation"
has "$table" "comparison,target tracking,target=60%," "beside target tracking at 60%"
has "$table" "comparison,fixed peak," "and a fixed fleet"
has "$table" "neighbour," "with its neighbours"
ok "$(printf '%s\n' "$table" | awk -F, '$1 == "choice" { c = $4 } $1 == "comparison" && $6 == "pass" && $4 < c { bad = 1 } END { print bad + 0 }')" \
    "cheaper than what passes and it is compared with"

for threads in 1 3; do
    # shellcheck disable=SC2086
    run "$headroom" tune $web --require 'violation<=0.5%' --format csv -q --threads $threads
    is "$out" "$table" "the same on $threads threads"
done

# shellcheck disable=SC2086
run "$headroom" tune $web --require 'violation<=0.5%' --stress 3x
is "$status" 0 "for people"
text=$(printf '%s' "$out" | tr -s '\n ' ' ')
has "$text" "is the cheapest that passes" "the verdict"
has "$text" "learnt from 2026-03-01 to 2026-03-05 verified on 2026-03-05 to 2026-03-09" "both parts"
has "$text" "limits tightened by 20% in learning" "the margin"
has "$text" "Why this one" "why"
has "$text" "Without a surge the cheapest of all violates nothing" "what the frontier has one place for"
has "$text" "3x violation" "the surge"
has "$text" "aws autoscaling put-scaling-policy" "the commands that deploy it"

# shellcheck disable=SC2086
run "$headroom" tune $web --require 'violation<=2%' --boot 20m -q
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "violation, % of the time learnt from" "the frontier as a chart"
# shellcheck disable=SC2086
run "$headroom" tune $web --for hpa --require 'violation<=0.5%' --emit hpa -q
is "$status" 0 "pods"
has "$out" "kind: HorizontalPodAutoscaler" "a manifest"
has "$out" "stabilizationWindowSeconds" "with its windows"
has "$out" "type: Resource" "of a metric that Kubernetes knows"
printf '%s\n' "$out" >hpa.yaml
run "$headroom" check --policy hpa.yaml -q
is "$status:$err" "0:" "which check reads and lets pass"

# Google and Azure: what is written, replayed by check, passes what it was tuned for, without a finding of lint; as
# Terraform it is the same policy.
for cloud in gcloud azure; do
    # shellcheck disable=SC2086
    run "$headroom" tune $web --for $cloud --require 'violation<=0.5%' --format csv -q
    is "$status" 0 "$cloud: a policy"
    choice=$(printf '%s\n' "$out" | sed -n 2p)
    # shellcheck disable=SC2086
    run "$headroom" tune $web --require 'violation<=0.5%' --emit $cloud -q
    printf '%s\n' "$out" >$cloud.json
    run "$headroom" check day.csv --until 2026-03-05T00:00Z --per-instance 100/s --policy $cloud.json \
        --require 'violation<=0.5%' -q
    is "$status" 0 "$cloud: check lets it pass"
    has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "rules finds an error" "$cloud: lint finds no error"
    run "$headroom" simulate day.csv --until 2026-03-05T00:00Z --per-instance 100/s --policy $cloud.json --summary \
        --format csv -q
    is "$(printf '%s\n' "$out" | awk -F, '$2 == "violation" { print $4 }')" "$(printf '%s\n' "$choice" | cut -d, -f5)" \
        "$cloud: simulate sees the same violation"
    summary=$out
    # shellcheck disable=SC2086
    run "$headroom" tune $web --for $cloud --require 'violation<=0.5%' --emit terraform -q
    printf '%s\n' "$out" >$cloud.tf.json
    run "$headroom" simulate day.csv --until 2026-03-05T00:00Z --per-instance 100/s --policy $cloud.tf.json --summary \
        --format csv -q
    is "$out" "$summary" "$cloud: as Terraform it does the same"
done
# shellcheck disable=SC2086
run "$headroom" tune $web --for gcloud --require 'violation<=0.5%' -q
has "$out" "--emit gcloud -o autoscaling.json" "gcloud: how the file is written"
has "$out" "gcloud beta compute instance-groups managed set-autoscaling fleet --autoscaling-file autoscaling.json" \
    "gcloud: and deployed"
# shellcheck disable=SC2086
run "$headroom" tune $web --for azure --require 'violation<=0.5%' -q
has "$out" "az deployment group create" "azure: how the file is deployed"

# A second half twice as high as what was learnt from.
trace grown.csv 8 2000 3
run "$headroom" tune grown.csv --per-instance 100/s --max 40 --require 'violation<=0.5%' -q
is "$status" 1 "what fails later is no yes"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "passes where it was learnt, and fails later" "and says so"
# shellcheck disable=SC2086
run "$headroom" tune $web --max 10 --require 'violation<=0.5%' -q
is "$status" 1 "too small a maximum"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "tried passes. The closest is" "names the closest"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "violation: " "and what it misses"

# A maximum that no demand could use is none that policies are tried with: what is found is the
# same, as soon. 2,000/s at 100/s fill 21 instances between two hours; at a target of 20% these are 105, and twice that.
# shellcheck disable=SC2086
run "$headroom" tune $web --max 210 --require 'violation<=0.5%' --format csv -q
table_most=$out
# shellcheck disable=SC2086
run "$headroom" tune $web --max 1000000 --require 'violation<=0.5%' --format csv
is "$out" "$table_most" "a million is as good as 210"
has "$err" "--max 1000000 is more than any policy that is tried could use: the highest demand fills 21 instances; policies are tried with, and get, a maximum of 210" "and that is said"
# shellcheck disable=SC2086
run "$headroom" tune $web --max 1000000 --require 'violation<=0.5%' --emit aws -q
has "$out" '"MaxSize": 210' "in what is deployed too"

# Rules of a file: what a waiver excuses is not tuned for, until it expires.
cat >rules.csv <<'END'
rule,limit,reason,owner,expires
violation,0.5%,,,
instances_min,>=20,known,ops,2026-03-20
END
# shellcheck disable=SC2086
run "$headroom" tune $web --rules rules.csv
is "$status" 0 "a waived rule"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "instances_min>=20; waived until 2026-03-20 by ops: known" "is named"
# shellcheck disable=SC2086
run "$headroom" tune $web --rules rules.csv --format csv -q
is "$out" "$table" "and changes nothing"
# shellcheck disable=SC2086
run "$headroom" tune $web --rules rules.csv --as-of 2026-03-21 -q
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "the waiver of ops (known) expired on 2026-03-20" "once it has expired"
has "$out" "minimum=2" "it is tuned for"
sed -i.bak '/violation/d' rules.csv

# Services of ECS have cooldowns; what is written passes check.
# shellcheck disable=SC2086
run "$headroom" tune $web --for ecs --require 'violation<=0.5%' --format csv -q
is "$status" 0 "a service"
has "$(printf '%s\n' "$out" | sed -n 2p)" "in_cooldown=" "with its cooldowns"
# shellcheck disable=SC2086
run "$headroom" tune $web --for ecs --require 'violation<=0.5%' --emit aws -q
has "$out" '"ScaleInCooldown":' "in the file"
printf '%s\n' "$out" >service.json
run "$headroom" check day.csv --until 2026-03-05T00:00Z --per-instance 100/s --policy service.json --require 'violation<=0.5%' -q
is "$status" 0 "which check lets pass"

# The margin: given, or found by cross-validation and said.
# shellcheck disable=SC2086
run "$headroom" tune $web --require 'violation<=0.5%'
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" \
    "limits are tightened by 20% in learning: learnt from seven eighths of the part, the eighth left out came to 20%: violation" \
    "how the margin was found"
# shellcheck disable=SC2086
run "$headroom" tune $web --require 'violation<=0.5%' --margin 40%
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "limits tightened by 40% in learning" "a margin that is given"
is "$(printf '%s' "$out" | grep -c "seven eighths")" 0 "is not looked for"

# refuse MESSAGE ARGUMENTS: status 2 and the message.
refuse()
{
    message=$1
    shift
    run "$headroom" tune "$@"
    is "$status:$out" "2:" "refused: $message"
    has "$(printf '%s' "$err" | tr -s '\n ' ' ')" "$message" "the message"
}
head -20 day.csv >short.csv
refuse "the trace is too short to learn from: of its 19h --train 50% leaves 9h to learn from and 10h to verify with, and each needs 12h at least" \
    short.csv --per-instance 100/s
refuse "--train: 100% is out of bounds" day.csv --per-instance 100/s --train 100%
refuse "--margin: 100% is out of bounds" day.csv --per-instance 100/s --margin 100%
refuse "--storage-price 0.1/h: --price is missing" day.csv --per-instance 100/s --storage-price 0.1/h
refuse "--storage-price 2/h is more than an instance that serves costs" day.csv --per-instance 100/s --price 1/h \
    --storage-price 2/h
refuse "--min 9 is more than --max 3: swap or drop one" day.csv --per-instance 100/s --min 9 --max 3
refuse "\"violations\"" day.csv --per-instance 100/s --require 'violations<=1%'
refuse "cost_month is not known without a price" day.csv --per-instance 100/s --require 'cost_month<=10'
refuse "no rule is left to tune for: a waiver excuses each of them" day.csv --per-instance 100/s --rules rules.csv
sed 's/,[0-9.]*$/,0/' day.csv >idle.csv
refuse "there is no demand in the part to learn from" idle.csv --per-instance 100/s

done_testing
