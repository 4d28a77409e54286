#!/bin/sh
# headroom check: policies that may and may not be deployed, and every refusal.
. "$(dirname "$0")/tap.sh"
. "$root/tests/cli/replayed.inc"
rules=$(sed -n '/^enum lint_rule_id/,/LINT_RULES/p' "$root/src/policy/core/lint.h" | grep -c 'LINT_[A-Z_]*,$')
rules=$((rules + $(cat "$root"/src/policy/*/*_parts.h | grep -c '^    RULE_[A-Z_]*,')))

run "$headroom" check --policy "$root/samples/asg-steps.json"
is "$status:$err" "0:" "a sound pair of step scaling policies"
has "$out" "May be deployed: none of $rules rules finds an error" "the verdict"

# Published, deployed and withdrawn after a week of oscillating capacity.
run "$headroom" check --policy "$root/tests/reference/scenarios/bfd_v1.json" --format csv
is "$status:$err" "1:" "a pair that oscillates may not be deployed"
is "$(printf '%s\n' "$out" | cut -d, -f1,2 | tr '\n' ' ')" "rule,status oscillation,fail no-dead-band,fail " \
    "it fails for both reasons"
has "$out" "bfd_v1.json:79," "with file and line"

run "$headroom" check --policy "$root/samples/asg-overlap.json" --format json
is "$status" 1 "an overlap"
has "$out" '{"rule": "oscillation", "status": "fail", "actual": null, "limit": null, "where": ' "as JSON"
run "$headroom" check --policy "$root/samples/asg-overlap.json" --format md
has "$out" "**Not to be deployed: 2 errors, 0 warnings, 1 piece of advice.**" "as Markdown"

run "$headroom" check --policy "$root/samples/hpa.yaml"
is "$status" 0 "pods"
run "$headroom" check --policy "$root/samples/hpa.yaml" --longest-request 60s --format csv
is "$status" 1 "pods that are stopped too early"
has "$out" "draining for 45 s, requests of 60 s" "both times are named"
printf 'name,value,unit\nlongest_request,1,m\n' >web.csv
run "$headroom" check --policy "$root/samples/hpa.yaml" --assume web.csv
is "$status" 1 "the same from an assumptions file"
run "$headroom" check --policy "$root/samples/asg.json" --boot 100s
has "$out" "error grace-below-boot" "a grace period of 90 s is too short for it"
has "$out" "warning warmup-below-boot" "and so is a warm-up of 90 s"
run "$headroom" check --policy "$root/samples/hpa.yaml" --spare 6
has "$out" "min-without-spare" "six may fail, six are there"
run "$headroom" check --policy "$root/samples/hpa.yaml" --spare zone
is "$status" 0 "a zone is no number of pods"

# A step table with a gap, in a file of its own.
sed 's/"MetricIntervalUpperBound": 15.0/"MetricIntervalUpperBound": 14.0/' \
    "$root/samples/asg-steps.json" >gap.json
run "$headroom" check --policy gap.json
is "$status" 1 "a gap"
has "$out" "error steps-gap, gap.json:" "names the rule and the file"

run "$headroom" check
is "$status" 2 "no policy"
has "$err" "--policy is missing: the files of a scaling policy" "what to give"
run "$headroom" check --policy missing.json
is "$status" 2 "no such file"
has "$err" "missing.json" "is named"
echo '{"Resources": ' >broken.json
run "$headroom" check --policy broken.json
is "$status:$out" "2:" "a broken file: nothing is written"
has "$err" "broken.json:" "file and line"


# --- rules about a replay ---------------------------------------------------------------------------
# Two instances of 100/s, 90/s for three minutes and 250/s for eight: the worked example of
# headroom-simulate(1), in violation for 4 of 11 minutes.
write_replayed 2
replay="trace.csv --policy policy.json --per-instance 100/s --boot 60s --drain 0s --current 2 -q"
# rows RULE: status, actual, limit, where and time of its rows in $out.
rows()
{
    printf '%s\n' "$out" | awk -F, -v rule="$1" '$1 == rule { print $2, $3, $4, $5, $6 }'
}

# shellcheck disable=SC2086 # the options are words
run "$headroom" check $replay --require 'violation<=40%' --require 'instances_min>=3' --format csv
is "$status:$err" "1:" "one rule holds, one does not"
is "$(rows 'violation<=40%')" "pass 0.3636363636 0.4 trace 2026-03-02T00:03:00Z" "by hand: 4 of 11 minutes"
is "$(rows 'instances_min>=3')" "fail 2 3 trace " "two instances are not three"
has "$out" "instances_min is 2, and is to be at least 3" "in words"
# shellcheck disable=SC2086
run "$headroom" check $replay --require 'violation<=40%'
is "$status" 0 "a rule that holds"
has "$out" "May be deployed: 1 rule held; lint: none of $rules rules finds an error" "the verdict"
# shellcheck disable=SC2086
run "$headroom" check $replay --format csv
is "$status:$(rows 'violation<=0.1%' | cut -d' ' -f1) $(rows 'flaps_day<=6' | cut -d' ' -f1)" \
    "1:fail pass" "what is required where nothing is said"
# shellcheck disable=SC2086
run "$headroom" check $replay --require '5x:violation<=90%' --require 'trace:violation<=50%' --format csv
is "$(rows '5x:violation<=90%' | cut -d' ' -f4) $(rows 'trace:violation<=50%' | cut -d' ' -f4)" "5x trace" \
    "scenarios by name: a surge is replayed for its rule"
# shellcheck disable=SC2086
run "$headroom" check $replay --stress 2x,3x --require 'violation<=50%' --require '3x:violation<=90%' \
    --require 'instance_hours<=9' --format csv
is "$(printf '%s\n' "$out" | grep -v '^rule\|^lint\|^target-' | cut -d, -f1,5 | tr '\n' ' ')" \
    "violation<=50%,trace violation<=50%,2x 3x:violation<=90%,3x instance_hours<=9,trace " \
    "a rule without a scenario is about the surges of --stress too that have none of their own"

# Why, and what would have passed: as in headroom-simulate(1), the alarm needs three minutes, the
# instances one, and the warm-up two more.
fresh="trace.csv --policy policy.json --per-instance 100/s --boot 60s --drain 0s"
# shellcheck disable=SC2086
run "$headroom" check $fresh -q
flat=$(printf '%s' "$out" | tr -s '\n ' ' ')
has "$flat" "The reaction was 2 to 4: cpu-50, 100 above 50, decided at 2026-03-02 00:06, after the metric had crossed at 2026-03-02 00:03." \
    "which alarm reacted when"
has "$flat" "datapoints past the threshold (period x M) 3m 2026-03-02 00:06" "how long it took to see it"
has "$flat" "launch, hook and readiness 1m 2026-03-02 00:07 warm-up, until they count as capacity 2m 2026-03-02 00:09" \
    "and to serve"
# 250/s need 3 instances: 3 at the least do it. At 83% they become ceil(3 x 83.3 / 50) = 5 at 0:06:
# 3 x 11 + 2 x 5 minutes.
has "$flat" "- the minimum from 2 to 3: 0.7167 instance-hours" "the smallest minimum"
has "$flat" "- the target of cpu-50 from 50 to 44: " "the smallest step of the target"
for to in 45:1 44:0; do
    sed "s/\"TargetValue\": 50.0/\"TargetValue\": ${to%:*}/" policy.json >changed.json
    run "$headroom" check trace.csv --policy changed.json --per-instance 100/s --boot 60s --drain 0s -q
    is "$status" "${to#*:}" "a target of ${to%:*} by itself"
done
# shellcheck disable=SC2086
run "$headroom" check $fresh -q --require 'instances_max<=1'
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "It takes more than one, or rules that allow more." "nothing would have"
# shellcheck disable=SC2086
run "$headroom" check $fresh -q --format csv
has "$out" "the minimum from 2 to 3 would have passed" "as the remedy in a table"

# The published policy again: it fails by lint, and by replay at a constant 450 MB a minute.
awk 'BEGIN { print "time,network_in_bytes_per_s"
    for (m = 0; m < 1440; m++) printf "2026-03-02T%02d:%02d:00Z,7500000\n", m / 60, m % 60 }' >traffic.csv
run "$headroom" check traffic.csv --policy "$root/tests/reference/scenarios/bfd_v1.json" --per-instance 6.67MB/s \
    --boot 30s -q
is "$status" 1 "the policy that oscillated"
flat=$(printf '%s' "$out" | tr -s '\n ' ' ')
has "$flat" "Not to be deployed: 1 of 2 rules fails; lint: 2 errors" "fails twice"
has "$flat" "alarm \"networkin-low\" is on at < 400,000,000 and alarm \"networkin-high\" at > 100,000,000: between the two both are" \
    "by lint: there is no dead band"
has "$flat" "2026-03-02 00:06: 3 to 6: networkin-high, 150,000,000 above 100,000,000 - 2026-03-02 00:08: 6 to 3: networkin-low, 75,000,000 below 400,000,000" \
    "by replay: the alarms undo each other"

# The rules file, and waivers: the data end on 2026-03-02.
cat >rules.csv <<'END'
rule,limit,reason,owner,expires
violation,0.1%,the launch is rate limited,web team,2026-03-03
instances_min,>=2,,,
END
# shellcheck disable=SC2086
run "$headroom" check $replay --rules rules.csv
is "$status" 0 "a failing rule is waived"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" \
    "waived violation<=0.1% (trace): violation is 36.4%, and is to be at most 0.1%; waived until 2026-03-03 by web team: the launch is rate limited." \
    "with reason, owner and date"
# shellcheck disable=SC2086
run "$headroom" check $replay --rules rules.csv --as-of 2026-03-03
is "$status" 1 "on that day it counts no more"
has "$(printf '%s' "$out" | tr -s '\n ' ' ')" "the waiver of web team (the launch is rate limited) expired on 2026-03-03" \
    "and that is said"
# The low alarm's 15 minutes go beyond the trace of 11; lint finds the overlap.
cat >lint.csv <<'END'
rule,limit,reason,owner,expires
oscillation,,known,ops,2026-08-01
no-dead-band,,known,ops,2026-08-01
END
run "$headroom" check --policy "$root/samples/asg-overlap.json" --rules lint.csv --as-of 2026-07-01 --format csv
is "$status:$(printf '%s\n' "$out" | cut -d, -f1,2 | sed -n '2,4p' | tr '\n' ' ')" \
    "0:oscillation,waived no-dead-band,waived min-below-zones,advice " "rules of lint are waived"
run "$headroom" check --policy "$root/samples/asg-overlap.json" --rules lint.csv
is "$status" 2 "without data and --as-of"
has "$err" "without a trace nothing says whether a waiver has expired: give --as-of" "says what to do"

# JUnit XML.
# shellcheck disable=SC2086
run "$headroom" check $replay --require 'violation<=0.1%' --require 'changes<=9' --format junit
is "$status" 1 "JUnit"
has "$out" '<testsuite name="scaling policy of web" tests="' "a suite"
has "$out" '<testcase classname="headroom.check.replay" name="violation&lt;=0.1%">' "signs are escaped"
has "$out" '<failure message="violation is 36.4%, and is to be at most 0.1%"' "a failure"
if command -v xmllint >/dev/null; then
    printf '%s\n' "$out" | xmllint --noout - 2>xml.err
    is "$?:$(cat xml.err)" "0:" "it is well-formed"
else
    skip "it is well-formed" "no xmllint"
fi
# shellcheck disable=SC2086
run "$headroom" check $replay --require 'changes<=9' -o answer.xml
has "$(cat answer.xml)" "<testsuites" "by the ending of -o"

# Code scanning, and annotations of a workflow: a rule about a replay is shown where the policy stands.
# shellcheck disable=SC2086
run "$headroom" check $replay --require 'violation<=0.1%' --require 'changes<=9' --format sarif
is "$status" 1 "SARIF"
has "$out" '{"ruleId": "violation<=0.1%", "ruleIndex": 0, "level": "error", "message": {"text": "violation is 36.4%, and is to be at most 0.1%, worst at 2026-03-02T00:03:00Z. Remedy: ' \
    "a result"
has "$out" '"artifactLocation": {"uri": "policy.json", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": ' \
    "at the group's line"
# shellcheck disable=SC2086
run "$headroom" check $replay --require 'changes<=9' -o answer.sarif
has "$(cat answer.sarif)" '"version": "2.1.0"' "by the ending of -o"
run "$headroom" check --policy "$root/samples/asg-overlap.json" --policy "$root/samples/hpa.yaml" --format github
is "$status" 1 "annotations"
has "$out" "::error file=$root/samples/asg-overlap.json,line=14,title=oscillation::batch-prod: 2 to 4 instances" \
    "an error, at its line"
has "$out" "::notice file=$root/samples/asg-overlap.json,line=3,title=min-below-zones::" "advice is a notice"
is "$(printf '%s\n' "$out" | tail -n 1)" \
    "not to be deployed: failed 2, waived 0, warnings 1, advice 1" "and how many there are"
run sh -c '"$0" check --policy - --format github <"$1"' "$headroom" "$root/samples/asg-overlap.json"
has "$out" "::error title=oscillation::" "standard input is no file of the checkout"

# Against the policy in use: by hand, 3 instances for 11 minutes are 0.55 instance-hours.
sed 's/"MaxSize": [0-9]*/"MaxSize": 3/; s/"TargetValue": 50.0/"TargetValue": 44/' policy.json >new.json
# shellcheck disable=SC2086
run "$headroom" check ${fresh%%--policy*}--policy new.json --against policy.json ${fresh#*policy.json} -q \
    --require 'changes<=9' --format md
is "$status" 0 "--against with a trace"
has "$out" "| group: maximum | 20 | 3 |" "a setting, before and after"
has "$out" "| policy cpu-50: target | 50 | 44 |" "and another"
has "$out" "| instances_max | 5 | 3 | -40% |" "what replays of both came to"
has "$out" "| instance_hours | 0.5667 | 0.55 | -2.94% |" "by hand: 34 and 33 of 60"
# shellcheck disable=SC2086
run "$headroom" check ${fresh%%--policy*}--policy policy.json --against policy.json ${fresh#*policy.json} -q \
    --require 'changes<=9' --format json
is "$(printf '%s\n' "$out" | jq -c '.changes, (.compared | map(select(.before != .after)))' | tr '\n' ' ')" \
    "[] [] " "nothing differs from itself"
run "$headroom" check --policy "$root/samples/asg-steps.json" --policy "$root/samples/hpa.yaml" \
    --against "$root/samples/asg-steps.json" --against "$root/samples/scaledobject.yaml" --format json
is "$(printf '%s\n' "$out" | jq -r '.changes[] | [.group, .setting, .before, .after] | join(",")')" \
    "web,group,not there,there
orders-worker,group,there,not there" "groups that come and go"
run "$headroom" check --policy "$root/samples/asg-steps.json" --against "$root/samples/asg-steps.json"
has "$out" "None differs." "the same"
sed 's/"Threshold": 65.0/"Threshold": 70.0/' "$root/samples/asg-steps.json" >steps-in-use.json
run "$headroom" check --policy "$root/samples/asg-steps.json" --group web-prod \
    --against steps-in-use.json --format json
is "$(printf '%s\n' "$out" | jq -r '.changes[0] | [.setting, .before, .after] | join(",")')" \
    "alarm cpu-high: threshold,70,65" "one group"
run "$headroom" check --policy "$root/samples/asg-steps.json" --against missing.json
is "$status:$out" "2:" "--against without its file"
has "$err" "missing.json" "is named"

# Plans.
printf 'time,instances,utilization_failed,bound_by\n2026-03-02,30,0.9,min\n2026-03-03,40,1.2,max\n2026-03-04,20,0.8,min\n' \
    >plan.csv
run "$headroom" check plan.csv --require 'utilization_failed<=100%' --require 'instances<=40' --format csv
is "$status" 1 "a plan is as good as its worst row"
is "$(rows 'utilization_failed<=100%')" "fail 1.2 1 plan.csv:3 2026-03-03T00:00:00Z" "which is named"
is "$(rows 'instances<=40')" "pass 40 40 plan.csv:3 2026-03-03T00:00:00Z" "also where it passes"
run sh -c '"$0" check --require "instances>=20" <plan.csv' "$headroom"
is "$status" 0 "from standard input"

# refused WHAT MESSAGE ARGUMENT...
refused()
{
    what=$1
    message=$2
    shift 2
    run "$headroom" check "$@"
    is "$status:$out" "2:" "$what is trouble"
    has "$err" "$message" "$what: the message"
}
# shellcheck disable=SC2086
{
    refused "an unknown measure" '"violations" is no measure of a replay; did you mean "violation"?; there are: violation, ' \
        $replay --require 'violations<=1%'
    refused "no comparison" '"violation" compares nothing: write MEASURE<=LIMIT in quotes' $replay --require violation
    refused "a limit of another kind" 'violation cannot be compared with "5/s": it is a share' $replay \
        --require 'violation<=5/s'
    refused "an unknown scenario" '"weekend" is no scenario: write trace, or the factor of a surge such as 10x' \
        $replay --require 'weekend:violation<=5%'
    refused "money without a price" "cost_month is not known without a price: give --price" $replay \
        --require 'cost_month<=2000'
    refused "times without a model" "latency_p99_s is not known without a model of response times: give --latency" \
        $replay --require 'latency_p99_s<=200ms'
    refused "a rules file that is missing" "norules.csv" $replay --rules norules.csv
}
refused "a rule without a trace" '"violation<=5%" is about a replay: name the trace to replay' \
    --policy policy.json --require 'violation<=5%'
refused "an unknown column" '"utilization_faild" is no column of the plan; did you mean "utilization_failed"?; there are: time, instances, utilization_failed, bound_by' \
    plan.csv --require 'utilization_faild<=1'
refused "a column of text" 'bound_by cannot be compared with "1": it is a word: compare it with = or !=' plan.csv --require 'bound_by<=1'
refused "a scenario of a plan" 'a plan has no scenario "10x": leave it out' plan.csv --require '10x:instances<=1'
refused "two plans" "one plan can be checked at a time, not 2" plan.csv plan.csv --require 'instances<=1'
refused "neither policy nor rules" "--policy is missing" plan.csv
echo 'rule,limit' >empty.csv
refused "an empty rules file" "no rule in it" plan.csv --rules empty.csv

run "$headroom" help --rules --format csv
is "$status" 0 "rules as a table"
is "$(printf '%s\n' "$out" | head -n 1)" "rule,severity,meaning,remedy,source,sample,fires,passes" "its columns"
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" $((rules + 1)) "a row for each rule"
is "$(printf '%s\n' "$out" | cut -d, -f1 | sort | uniq -d)" "" "no two of one name"
run "$headroom" help --rules
has "$out" "Errors: refused by the platform, or harmful" "rules for people"

done_testing
